//! `Executor` facet: a chain's batches are committed, proven, executed and reverted.
//!
//! Document: "L1 <-> L2 Communication", Batch commit, Batch execution, Commit, Revert, Execute.
//!
//! Not modelled, with the reason:
//! - Timestamps, data availability, chain ids, the other system logs and their senders: they are as they should be
//!   in whatever the bootloader logs, and nothing here reads them.
//! - `BatchHashMismatch` where a stored batch is handed in again, `NonSequentialBatch`: here the stored batches
//!   themselves are read. A batch that was reverted stays in `storedBatchHashes`, and here it does not:
//!   `verifies_only_committed` is what keeps it from being proven.
//! - `RevertedBatchNotAfterNewLastBatch`: nobody attempts to revert to a batch that is not committed.
//! - `onlyValidator`, `nonReentrant`: callers are who they should be. `InvalidProtocolVersion`: versions stay active.
//! - `notPriorityMode` of a revert: in that mode nothing stays committed that is not executed.
//! - Several batches in one call: they are several calls.

use crate::fifo::Fifo;

use super::super::action::{Claim, Items, LastBatch};
use super::super::messages::{Executed, OperationId, Transaction, TxHash, UserLogs};
use super::super::state::{Batch, OpenBatch, StateRoot};
use super::super::{Guard, L1L2Messaging, State};
use super::{bootloader, l1_messenger, priority_queue, priority_tree};

/// What is committed: the operator's claims, and the logs of the batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommitBatchInfo {
    /// The state root that the batch starts from, as its system log says.
    pub(crate) previous_state_root: StateRoot,
    /// The state root that it ends with.
    pub(crate) state_root: StateRoot,
    /// The system logs with the hash of an upgrade.
    pub(crate) upgrade_logs: Fifo<TxHash>,
    /// Number and hashes of the operations, as the system logs say.
    pub(crate) logged: (u8, Fifo<TxHash>),
    /// `numberOfLayer1Txs` and `priorityOperationsHash`, as the operator says.
    pub(crate) claimed: (u8, Fifo<TxHash>),
    /// `l2LogsTreeRoot`.
    pub(crate) logs_tree: UserLogs,
    /// Whether the messages that are provided are those that were sent.
    pub(crate) messages_are_published: bool,
    /// Whether some run of the bootloader yields all that.
    pub(crate) has_proof: bool,
    /// What was executed.
    pub(crate) executed: Fifo<Executed>,
}

/// Ends the batch under way and commits it.
///
/// Spec: Batch commit. Solidity: `Executor.commitBatchesSharedBridge`.
pub(crate) fn commit_open_batch(system: &L1L2Messaging, state: &State, claim: Claim) -> Result<State, Guard> {
    let logs_tree = l1_messenger::publish_pubdata_and_clear_state(system, state, claim)?;
    let open = state.batch_under_way();
    let logged = (open.number_of_priority_transactions, open.rolled);
    let claimed = match claim {
        Claim::OtherHash => (open.number_of_priority_transactions, open.rolled.map(|_| TxHash::Chosen)),
        Claim::OtherNumber => (0, open.rolled),
        Claim::AsComputed | Claim::ForgedLogs | Claim::OtherMessages => logged,
    };
    let info = CommitBatchInfo {
        previous_state_root: open.previous_state_root,
        state_root: open.state_root,
        upgrade_logs: open.upgrade_logs,
        logged,
        claimed,
        logs_tree,
        messages_are_published: claim != Claim::OtherMessages,
        has_proof: true,
        executed: open.executed,
    };
    let committed = commit_batches_shared_bridge(system, state, &info)?;

    let mut next = committed;
    next.open_batch = OpenBatch::default();
    Ok(next)
}

/// Stores what the operator claims of a batch, once its logs say the same and have the upgrade that is due.
///
/// Spec: Batch commit, Commit. Solidity: `Executor.commitBatchesSharedBridge`, `_commitOneBatch`, `_processL2Logs`.
pub(crate) fn commit_batches_shared_bridge(
    system: &L1L2Messaging,
    state: &State,
    info: &CommitBatchInfo,
) -> Result<State, Guard> {
    let executor = &state.l1.executor;
    let due = state.l1.upgrade.due();
    let logs = info.upgrade_logs;
    let expected = due.map_or(TxHash::Zero, TxHash::Upgrade);
    let ((logged_number, logged_hash), (number, hash)) = (info.logged, info.claimed);
    let is_queued = priority_queue::is_next(state, hash) || !system.parameters.variant.checks_commits();
    let is_normal_mode = !state.l1.is_priority_mode;
    let has_l2_tx = info.executed.iter().any(|one| one.transaction == Transaction::Withdrawal);

    let guards = &system.guards;
    let last = executor.last_state_root();
    guards.require(Guard::PreviousBatchIsLastCommitted, info.previous_state_root == last)?;
    guards.require(Guard::UpgradeLogStandsOnce, logs.len() <= 1)?;
    guards.require(Guard::UpgradeLogIsThePendingUpgrade, logs.iter().all(|log| log.passes_for(expected)))?;
    guards.require(Guard::UpgradeLogIsPresent, due.is_none() || !logs.is_empty())?;
    guards.require(Guard::NoUpgradeLogUnlessDue, due.is_some() || logs.is_empty())?;
    guards.require(Guard::ClaimedHashIsLogged, logged_hash == hash)?;
    guards.require(Guard::ClaimedNumberIsLogged, logged_number == number)?;
    guards.require(Guard::CommittedOperationsAreQueued, is_queued)?;
    guards.require(Guard::PriorityModeBatchHasAnOperation, is_normal_mode || number > 0)?;
    guards.require(Guard::PriorityModeBatchHasNoL2Tx, is_normal_mode || !has_l2_tx)?;

    let mut next = *state;
    if due.is_some() {
        let batch = executor.committed.len().saturating_add(1);
        next.l1.upgrade.l2_system_contracts_upgrade_batch_number = Some(batch);
    }
    next.l1.executor.committed.push(Batch {
        number_of_layer1_txs: number,
        priority_operations_hash: hash,
        l2_logs_tree_root: info.logs_tree,
        messages_are_published: info.messages_are_published,
        previous_state_root: info.previous_state_root,
        state_root: info.state_root,
        rules: state.l1.upgrade.rules,
        has_proof: info.has_proof,
        ghost_upgrade_log: logs.first(),
        ghost_executed: info.executed,
    });
    Ok(next)
}

/// Verifies the proof of the next batch.
///
/// Spec: L2→L1 communication ("if the proof verifies"). Solidity: `Executor.proveBatchesSharedBridge`.
pub(crate) fn prove_batches_shared_bridge(system: &L1L2Messaging, state: &State) -> Result<State, Guard> {
    let executor = &state.l1.executor;
    let verified = executor.total_batches_verified;
    let batch = executor.committed.get(verified);
    let before = verified.checked_sub(1).and_then(|position| executor.committed.get(position));
    let root = before.map_or(executor.executed_state_root, |batch| batch.state_root);
    let is_run = |batch: &Batch| batch.has_proof && batch.previous_state_root == root;
    let rules = state.l1.upgrade.rules;

    let guards = &system.guards;
    guards.require_lt(Guard::VerifiesOnlyCommitted, verified, executor.committed.len())?;
    guards.require(Guard::ProofIsOfItsRules, batch.is_none_or(|batch| batch.rules == rules))?;
    guards.require(Guard::ProofIsSound, batch.is_none_or(is_run))?;

    let mut next = *state;
    next.l1.executor.total_batches_verified = verified.saturating_add(1);
    Ok(next)
}

/// The operations that the operator provides, where there is a priority tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PriorityOpsBatchInfo {
    /// Where their path leads to.
    pub(crate) first: OperationId,
    /// Which they are.
    pub(crate) items: Items,
}

/// Executes the next batch: its operations are those of the queue, and what it says can be proven from now on.
///
/// Spec: Batch execution, Execute. Solidity: `Executor.executeBatchesSharedBridge`, `_executeOneBatch`.
pub(crate) fn execute_batches_shared_bridge(
    system: &L1L2Messaging,
    state: &State,
    provided: Option<PriorityOpsBatchInfo>,
) -> Result<State, Guard> {
    let executor = &state.l1.executor;
    let Some(batch) = executor.committed.first() else { return Ok(*state) };
    let number = batch.number_of_layer1_txs;
    let items = match provided {
        None => priority_queue::pop(system, state, number)?,
        Some(provided) => priority_tree::items(system, state, batch, provided)?,
    };

    let guards = &system.guards;
    let is_claimed = bootloader::rolls_to(batch.priority_operations_hash, items);
    guards.require(Guard::OperationsHashToTheClaim, is_claimed)?;
    if let Some(provided) = provided {
        priority_tree::process_batch(system, state, provided.first, items)?;
    }
    guards.require_lt(Guard::ExecutesOnlyVerified, 0, executor.total_batches_verified)?;

    let mut next = *state;
    next.l1.executor.committed.drop_first();
    next.l1.executor.total_batches_verified = executor.total_batches_verified.saturating_sub(1);
    next.l1.executor.executed_state_root = batch.state_root;
    next.l1.executor.has_executed = true;
    if guards.applies(Guard::OperationsLeaveTheQueue) {
        priority_queue::leave(&mut next, items);
    }
    store_logs_root(system, &mut next, batch);
    clear_upgrade(system, &mut next);
    Ok(next)
}

/// From now on what the batch says can be proven, if its messages are known.
fn store_logs_root(system: &L1L2Messaging, next: &mut State, batch: &Batch) {
    let root = &mut next.l1.message_root;
    let mut logs = batch.l2_logs_tree_root;
    if !batch.messages_are_published {
        logs.withdrawals = 0;
        root.ghost_has_unpublished_message = true;
    }
    let record = system.guards.adds(Guard::LogsAreStored);
    if record.overwrites {
        root.logs = UserLogs::default();
    }
    for _ in 0..record.times {
        root.logs = root.logs.and(logs);
    }
    let mut ghost_logs = UserLogs::default();
    batch.ghost_executed.iter().for_each(|one| ghost_logs.add(one.transaction));
    root.ghost_failed = root.ghost_failed.and(ghost_logs.failed);
}

/// Counts the batch of an upgrade from the batch that is now the last executed, and clears the upgrade if it is that.
fn clear_upgrade(system: &L1L2Messaging, next: &mut State) {
    let upgrade = &mut next.l1.upgrade;
    let Some(number) = upgrade.l2_system_contracts_upgrade_batch_number else { return };
    let number = number.saturating_sub(1);
    upgrade.l2_system_contracts_upgrade_batch_number = Some(number);
    if number == 0 && system.guards.applies(Guard::UpgradeClearedOnceExecuted) {
        upgrade.l2_system_contracts_upgrade_tx_hash = None;
        upgrade.tx_can_only_fail = false;
        upgrade.l2_system_contracts_upgrade_batch_number = None;
    }
}

/// Reverts the batches behind one.
///
/// Spec: Revert. Solidity: `Executor.revertBatchesSharedBridge`.
pub(crate) fn revert_batches_shared_bridge(
    system: &L1L2Messaging,
    state: &State,
    last: LastBatch,
) -> Result<State, Guard> {
    let is_executed = last == LastBatch::BeforeExecuted;

    system.guards.require(Guard::RevertKeepsExecuted, !is_executed)?;

    let mut next = *state;
    next.reverts_left = state.reverts_left.saturating_sub(1);
    next.l1.executor.is_behind_executed |= is_executed;
    let kept = if let LastBatch::Committed(kept) = last { kept } else { 0 };
    revert_batches(system, &mut next, kept);
    Ok(next)
}

/// Drops all committed batches but so many; the upgrade of a dropped batch is due again.
///
/// Spec: Revert. Solidity: `ZKChainBase._revertBatches`.
pub(crate) fn revert_batches(system: &L1L2Messaging, next: &mut State, kept: u8) {
    let executor = &mut next.l1.executor;
    executor.committed.truncate(kept);
    executor.total_batches_verified = executor.total_batches_verified.min(kept);
    let number = &mut next.l1.upgrade.l2_system_contracts_upgrade_batch_number;
    let resets = if number.is_some_and(|number| number > kept) {
        system.guards.applies(Guard::UpgradeBatchResetWhenReverted)
    } else {
        !system.guards.applies(Guard::UpgradeBatchKeptWhenBelow)
    };
    if resets {
        *number = None;
    }
}
