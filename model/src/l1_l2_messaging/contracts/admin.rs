//! `Admin` facet and `PermissionlessValidator`: what anybody can do when the operator does not process operations.
//!
//! Document: "L1 <-> L2 Communication", Security considerations ("we try to limit our trust for the operator"). The
//! document knows no such mode; the contracts of later releases have it.
//!
//! Not modelled, with the reason:
//! - That the mode is allowed (`PriorityModeIsNotAllowed`, `PriorityModeRequiresPermanentRollup`): a variant has it or
//!   not.
//! - How long an operation may wait (`PRIORITY_EXPIRATION`): it may be overdue as soon as it waits.
//! - Who calls (`onlyChainTypeManager` of `deactivatePriorityMode`), and in which mode (`notPriorityMode`,
//!   `onlyPriorityMode`): it is governance that ends the mode, and nobody begins one that has begun.

use super::super::action::{Claim, Items};
use super::super::scenario::Structure;
use super::super::{Guard, L1L2Messaging, State};
use super::executor::{self, PriorityOpsBatchInfo};

/// Opens the settlement of batches to anybody, and reverts what is not executed.
///
/// Solidity: `Admin.activatePriorityMode`.
pub(crate) fn activate_priority_mode(system: &L1L2Messaging, state: &State) -> Result<State, Guard> {
    let mailbox = &state.l1.mailbox;
    let (first, total) = (mailbox.first_unprocessed_priority_tx, mailbox.total_priority_txs);
    // Where nothing waits, the time of request that is read is 0, and long past.
    let is_past = mailbox.first_is_overdue || mailbox.is_drained();

    system.guards.require_lt(Guard::OperationWaits, first, total)?;
    system.guards.require(Guard::OperationIsOverdue, is_past)?;

    let mut next = *state;
    next.l1.is_priority_mode = true;
    executor::revert_batches(system, &mut next, 0);
    Ok(next)
}

/// Gives the settlement of batches back to the operator.
///
/// Solidity: `Admin.deactivatePriorityMode`.
pub(crate) fn deactivate_priority_mode(state: &State) -> State {
    let mut next = *state;
    next.l1.is_priority_mode = false;
    next
}

/// Commits a batch as the operator does, which is not the way in priority mode.
///
/// Solidity: `onlyValidatorOrPriorityMode` of `Executor.commitBatchesSharedBridge`.
pub(crate) fn only_validator(system: &L1L2Messaging, state: &State) -> Result<(), Guard> {
    system.guards.require(Guard::SettlesAtOnceInPriorityMode, !state.l1.is_priority_mode)
}

/// Commits, proves and executes the batch under way, or does nothing.
///
/// Solidity: `PermissionlessValidator.settleBatchesSharedBridge`.
pub(crate) fn settle_batches_shared_bridge(system: &L1L2Messaging, state: &State) -> Result<State, Guard> {
    let first = state.l1.mailbox.first_unprocessed_priority_tx;
    let provided = PriorityOpsBatchInfo { first, items: Items::Claimed };
    let provided = (system.parameters.structure == Structure::Tree).then_some(provided);
    let committed = executor::commit_open_batch(system, state, Claim::AsComputed)?;
    let proven = executor::prove_batches_shared_bridge(system, &committed)?;
    executor::execute_batches_shared_bridge(system, &proven, provided)
}
