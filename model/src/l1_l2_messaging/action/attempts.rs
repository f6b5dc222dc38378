//! What can be attempted in a state.
//!
//! The lists below hold no guard: they offer what somebody could try, and the rules decide.

use crate::types::TxStatus;

use super::super::contracts::executor;
use super::super::messages::{OperationId, ProtocolVersion, Transaction};
use super::super::scenario::{Flow, Operator, Structure};
use super::super::state::State;
use super::super::{L1L2Messaging, adversary};
use super::{Action, Claim, Items, LastBatch, Proof, Source};

/// Appends everything that can be attempted in `state`.
pub(in super::super) fn attempts(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    on_l1(system, state, actions);
    by_governance(system, state, actions);
    if has_room_for_transaction(system, state) {
        let is_honest = system.parameters.operator_is_honest();
        let push = |transaction| actions.push(Action::ProcessTx { transaction });
        if is_honest {
            honest_transactions(system, state).for_each(push);
        } else {
            adversary::transactions(system, state).for_each(push);
        }
    }
    by_the_operator(system, state, actions);
    settlement(system, state, actions);
    reverts(system, state, actions);
    if system.parameters.variant.has_priority_mode() {
        priority_mode(state, actions);
    }
}

/// What may be tried to begin and to end priority mode, and within it.
fn priority_mode(state: &State, actions: &mut Vec<Action>) {
    if state.l1.is_priority_mode {
        actions.extend([Action::SettleBatches, Action::DeactivatePriorityMode]);
        return;
    }
    let mailbox = &state.l1.mailbox;
    if !mailbox.is_drained() && !mailbox.first_is_overdue {
        actions.push(Action::PassTime);
    }
    actions.push(Action::ActivatePriorityMode);
}

/// What users on L1 may try.
fn on_l1(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    let mailbox = &state.l1.mailbox;
    if mailbox.total_priority_txs.0 < system.parameters.operations {
        actions.extend([true, false].map(|fits| Action::RequestL2Transaction { fits }));
    }
    let committed = &state.l1.executor.committed;
    if system.parameters.runs(Flow::FailDeposits) {
        for operation in OperationId::FIRST.until(mailbox.total_priority_txs) {
            actions.push(Action::ClaimFailedDeposit { operation, proof: Proof::Executed });
            if committed.iter().any(|batch| batch.l2_logs_tree_root.failed.has(operation)) {
                actions.push(Action::ClaimFailedDeposit { operation, proof: Proof::Committed });
            }
        }
    }
    if system.parameters.runs(Flow::Withdraw) {
        let offers = [
            (Source::Sent, state.l1.message_root.logs.withdrawals > 0),
            (Source::Committed, committed.iter().any(|batch| batch.l2_logs_tree_root.withdrawals > 0)),
            (Source::Used, state.l1.nullifier.has_finalized_withdrawal),
            (Source::Forged, true),
        ];
        let sources = offers.into_iter().filter(|(_, is_there)| *is_there).map(|(source, _)| source);
        actions.extend(sources.map(|source| Action::FinalizeWithdrawal { source }));
    }
}

/// What governance may try.
fn by_governance(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    let rules = state.l1.upgrade.rules;
    if rules.version.0 < system.parameters.upgrades {
        actions.push(Action::Upgrade { works: true });
        if system.parameters.runs(Flow::FailUpgrades) {
            actions.push(Action::Upgrade { works: false });
        }
    }
    let may_patch = rules.patch < system.parameters.patches;
    if may_patch {
        actions.push(Action::Patch { with_transaction: false });
    }
    // One more than the scenario counts, to put right what would stand in the way of everything.
    if may_patch || state.l1.upgrade.tx_can_only_fail {
        actions.push(Action::Patch { with_transaction: true });
    }
}

/// The transactions that an honest operator includes next: the upgrade that is due, alone at the front, then
/// operations in the order in which they were requested, and what users on L2 send.
pub(in super::super) fn honest_transactions(
    system: &L1L2Messaging,
    state: &State,
) -> impl Iterator<Item = Transaction> {
    let upgrade = state.l1.upgrade.due().filter(|_| state.open_batch.executed.is_empty());
    let upgrade = upgrade.map(|version| {
        let fails = state.l1.upgrade.tx_can_only_fail;
        let status = if fails { TxStatus::Failure } else { TxStatus::Success };
        Transaction::Upgrade { version, status }
    });
    let is_open = upgrade.is_none();
    let next = next_operation(state);
    let operation = (is_open && next < state.l1.mailbox.total_priority_txs).then_some(next);
    let operations = operation.into_iter().flat_map(|operation| endings(system, state, operation));
    let withdrawal = (is_open && system.parameters.runs(Flow::Withdraw)).then_some(Transaction::Withdrawal);
    upgrade.into_iter().chain(operations).chain(withdrawal)
}

/// The operation behind those that committed batches and the one under way claim.
fn next_operation(state: &State) -> OperationId {
    let committed = state.l1.executor.committed.iter().map(|batch| batch.number_of_layer1_txs);
    let taken = committed.fold(state.open_batch.number_of_priority_transactions, u8::saturating_add);
    state.l1.mailbox.first_unprocessed_priority_tx.plus(taken)
}

/// How an operation can end, if the bootloader can process it at all.
pub(in super::super) fn endings(
    system: &L1L2Messaging,
    state: &State,
    operation: OperationId,
) -> impl Iterator<Item = Transaction> {
    let statuses: &[TxStatus] = match () {
        () if state.l1.mailbox.unprocessable.has(operation) => &[],
        () if system.parameters.runs(Flow::FailDeposits) => &[TxStatus::Success, TxStatus::Failure],
        () => &[TxStatus::Success],
    };
    statuses.iter().map(move |&status| Transaction::Priority { operation, status })
}

/// Whether another transaction fits into the batch.
pub(in super::super) fn has_room_for_transaction(system: &L1L2Messaging, state: &State) -> bool {
    state.open_batch.executed.len() < u32::from(system.parameters.transactions_in_batch)
}

/// What the operator may do with the batch that it is building.
fn by_the_operator(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    let is_honest = system.parameters.operator_is_honest();
    if !state.open_batch.executed.is_empty() && (!is_honest || is_refused(system, state)) {
        actions.push(Action::DropBatch);
    }
    if state.l1.executor.committed.len() < system.parameters.batches_in_flight {
        actions.push(Action::CommitBatches { claim: Claim::AsComputed });
        if !is_honest {
            adversary::claims(system, state, actions);
            adversary::forged_batches(state, actions);
        }
    }
}

/// Whether L1 would refuse the batch under way, so that an honest operator has to begin again.
fn is_refused(system: &L1L2Messaging, state: &State) -> bool {
    executor::commit_open_batch(system, state, Claim::AsComputed).is_err()
}

/// What may be tried to prove and to execute batches.
fn settlement(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    actions.push(Action::ProveBatches);
    let Some(batch) = state.l1.executor.committed.first() else { return };
    if system.parameters.structure == Structure::Queue {
        return actions.push(Action::ExecuteBatches);
    }
    let next = state.l1.mailbox.first_unprocessed_priority_tx;
    actions.push(Action::ExecuteBatchesWithPath { first: next, items: Items::Claimed });
    if batch.number_of_layer1_txs == 0 || system.parameters.operator_is_honest() {
        return;
    }
    actions.push(Action::ExecuteBatchesWithPath { first: next, items: Items::InTree });
    actions.push(Action::ExecuteBatchesWithPath { first: next, items: Items::Nothing });
    let elsewhere = OperationId::FIRST.until(state.l1.mailbox.total_priority_txs);
    for first in elsewhere.filter(|first| *first != next) {
        actions.push(Action::ExecuteBatchesWithPath { first, items: Items::Claimed });
    }
}

/// What may be tried to revert batches. An honest operator does so at will a few times, and when it has to.
fn reverts(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    let executor = &state.l1.executor;
    let is_at_will = !system.parameters.operator_is_honest() || state.reverts_left > 0;
    if is_at_will || is_stuck(system, state) {
        let kept = (0..executor.committed.len()).map(LastBatch::Committed);
        let before = executor.has_executed.then_some(LastBatch::BeforeExecuted);
        actions.extend(before.into_iter().chain(kept).map(|last| Action::RevertBatches { last }));
    }
}

/// Whether the next batch that is committed can no longer be proven.
fn is_stuck(system: &L1L2Messaging, state: &State) -> bool {
    let executor = &state.l1.executor;
    executor.total_batches_verified < executor.committed.len()
        && executor::prove_batches_shared_bridge(system, state).is_err()
}

/// How the transaction of an upgrade that was initiated can end, with an operator who may give it too little.
pub(in super::super) fn upgrade_endings(
    state: &State,
    version: ProtocolVersion,
) -> impl Iterator<Item = Transaction> {
    let upgrade = &state.l1.upgrade;
    let can_only_fail =
        upgrade.tx_can_only_fail && upgrade.l2_system_contracts_upgrade_tx_hash == Some(version);
    let statuses: &[TxStatus] =
        if can_only_fail { &[TxStatus::Failure] } else { &[TxStatus::Success, TxStatus::Failure] };
    statuses.iter().map(move |&status| Transaction::Upgrade { version, status })
}

/// The upgrades that governance has initiated.
pub(in super::super) fn initiated_upgrades(state: &State) -> impl Iterator<Item = ProtocolVersion> {
    let upgrade = &state.l1.upgrade;
    let latest = upgrade.rules.version.max(upgrade.l2_system_contracts_upgrade_tx_hash.unwrap_or_default());
    (1..=latest.0).map(ProtocolVersion)
}

/// Whether the operator's moves are anybody's, or those of an honest one who has taken its place.
pub(in super::super) fn somebody_honest_settles(system: &L1L2Messaging, state: &State) -> bool {
    system.parameters.operator != Operator::Entrenched || state.l1.is_priority_mode
}
