//! `L1Nullifier`: what has happened on L2 is proven on L1, and paid once.
//!
//! Document: "L1 <-> L2 Communication", Priority operations (of the bridge that releases funds); Deposits and Withdrawals.
//!
//! Not modelled, with the reason:
//! - Merkle proofs: a log can be proven if it is under a root that L1 has stored, and its message is known.
//! - The legacy bridges, chain ids, pausing: there is one bridge and one chain.
//! - Which balance pays, and that it has that much: `locked` is all there is, and an amount is one unit.

use crate::types::Amount;

use super::super::action::{Proof, Source};
use super::super::messages::OperationId;
use super::super::{Guard, L1L2Messaging, State};

/// Refunds a deposit whose L2 part has failed.
///
/// Spec: Priority operations ("ask the bridge to release funds"). Solidity: `L1Nullifier.bridgeRecoverFailedTransfer`.
pub(crate) fn bridge_recover_failed_transfer(
    system: &L1L2Messaging,
    state: &State,
    operation: OperationId,
    proof: Proof,
) -> Result<State, Guard> {
    let executor = &state.l1.executor;
    let is_committed = executor.committed.iter().any(|batch| batch.l2_logs_tree_root.failed.has(operation));
    let is_logged = match proof {
        Proof::Executed => state.l1.message_root.logs.failed.has(operation),
        Proof::Committed => is_committed,
    };
    let nullifier = &state.l1.nullifier;

    let guards = &system.guards;
    guards.require(Guard::FailureIsFinal, proof == Proof::Executed)?;
    guards.require(Guard::FailureIsLogged, is_logged)?;
    guards.require(Guard::DepositIsRecorded, nullifier.deposit_happened.has(operation))?;

    let mut next = *state;
    if guards.applies(Guard::DepositClearedOnce) {
        next.l1.nullifier.deposit_happened.remove(operation);
    }
    next.l1.nullifier.ghost_refunded.insert(operation);
    release(&mut next, guards.moves(Guard::RefundIsReleased, Amount(1)));
    Ok(next)
}

/// Pays a withdrawal.
///
/// Spec: Deposits and Withdrawals. Solidity: `L1Nullifier.finalizeDeposit`.
pub(crate) fn finalize_deposit(
    system: &L1L2Messaging,
    state: &State,
    source: Source,
) -> Result<State, Guard> {
    let logs = &state.l1.message_root.logs;
    let is_logged = source != Source::Forged || logs.has_forged_withdrawal;

    let guards = &system.guards;
    let none_was = !state.l1.nullifier.has_finalized_withdrawal;
    let is_new = guards.reads(Guard::WithdrawalFinalizedOnce, source != Source::Used, none_was);
    guards.require(Guard::WithdrawalFinalizedOnce, is_new)?;
    guards.require(Guard::WithdrawalIsFinal, source != Source::Committed)?;
    guards.require(Guard::WithdrawalIsLogged, is_logged)?;

    let mut next = *state;
    let logs = &mut next.l1.message_root.logs;
    match source {
        Source::Sent => {
            let used = guards.happens(Guard::WithdrawalIsUsed);
            logs.withdrawals = logs.withdrawals.saturating_sub(used);
        }
        Source::Forged => logs.has_forged_withdrawal = false,
        Source::Committed | Source::Used => {}
    }
    next.l1.nullifier.has_finalized_withdrawal = true;
    release(&mut next, guards.moves(Guard::WithdrawalIsReleased, Amount(1)));
    Ok(next)
}

/// Hands out what is locked, as far as it goes.
fn release(next: &mut State, amount: Amount) {
    let locked = &mut next.l1.nullifier.locked;
    *locked = Amount(locked.0.saturating_sub(amount.0));
}
