//! What a malicious operator may do: put anything into the memory of the bootloader, and claim anything on L1.

use crate::fifo::Fifo;

use super::action::attempts::{endings, initiated_upgrades, upgrade_endings};
use super::action::{Action, Claim, UpgradeLogs};
use super::contracts::executor::{self, CommitBatchInfo};
use super::messages::{OperationId, Transaction, TxHash, UserLogs};
use super::scenario::Flow;
use super::{Guard, L1L2Messaging, State};

/// Everything that can stand in the memory of the bootloader: operations in any order, again and before they are
/// requested, upgrades of any time, and forgeries.
pub(super) fn transactions(system: &L1L2Messaging, state: &State) -> impl Iterator<Item = Transaction> {
    let known = state.l1.mailbox.total_priority_txs.plus(1).0.min(system.parameters.operations);
    let operations = OperationId::FIRST.until(OperationId(known));
    let operations = operations.flat_map(|operation| endings(system, state, operation));
    let upgrades = initiated_upgrades(state).flat_map(|version| upgrade_endings(state, version));
    let forgeries =
        [Transaction::ForgedDeposit, Transaction::ForgedKernelOperation, Transaction::ForgedUpgrade];
    let withdrawal = system.parameters.runs(Flow::Withdraw).then_some(Transaction::Withdrawal);
    operations.chain(upgrades).chain(forgeries).chain(withdrawal)
}

/// Appends what the operator may say of its batch besides the truth.
pub(super) fn claims(system: &L1L2Messaging, state: &State, actions: &mut Vec<Action>) {
    let open = &state.open_batch;
    let has_operations = open.number_of_priority_transactions > 0;
    let can_be_paid = [Flow::Withdraw, Flow::FailDeposits].iter().any(|flow| system.parameters.runs(*flow));
    let has_messages = open.executed.iter().any(|one| one.transaction == Transaction::Withdrawal);
    let offers = [
        (Claim::OtherHash, has_operations),
        (Claim::OtherNumber, has_operations),
        (Claim::ForgedLogs, can_be_paid),
        (Claim::OtherMessages, has_messages),
    ];
    let claims = offers.into_iter().filter(|(_, is_there)| *is_there);
    actions.extend(claims.map(|(claim, _)| Action::CommitBatches { claim }));
}

/// Appends the batches that no run of the bootloader yields.
pub(super) fn forged_batches(state: &State, actions: &mut Vec<Action>) {
    let is_due = state.l1.upgrade.due().is_some();
    let other = if is_due { UpgradeLogs::Twice } else { UpgradeLogs::Zero };
    actions
        .extend([UpgradeLogs::AsDue, other].map(|upgrade_logs| Action::CommitForgedBatch { upgrade_logs }));
}

/// A batch that no run of the bootloader yields, with all that L1 asks of its form: no operations, and user logs
/// that pay out what can be paid out.
pub(super) fn commit_forged_batch(
    system: &L1L2Messaging,
    state: &State,
    upgrade_logs: UpgradeLogs,
) -> Result<State, Guard> {
    let due = state.l1.upgrade.due();
    let none = Fifo::empty();
    let log = due.map_or(none, |version| none.push(TxHash::Upgrade(version)));
    let upgrade_logs = match upgrade_logs {
        UpgradeLogs::AsDue => log,
        UpgradeLogs::Twice => log.iter().fold(log, Fifo::push),
        UpgradeLogs::Zero => none.push(TxHash::Zero),
    };
    let root = state.l1.executor.last_state_root();
    let mut logs =
        UserLogs { has_forged_withdrawal: system.parameters.runs(Flow::Withdraw), ..UserLogs::default() };
    if system.parameters.runs(Flow::FailDeposits) {
        state.l1.mailbox.waiting().take(1).for_each(|operation| logs.failed.insert(operation));
    }
    let mut state_root = root;
    state_root.system_version = due.unwrap_or(root.system_version);
    let info = CommitBatchInfo {
        previous_state_root: root,
        state_root,
        upgrade_logs,
        logged: (0, Fifo::empty()),
        claimed: (0, Fifo::empty()),
        logs_tree: logs,
        messages_are_published: true,
        has_proof: false,
        executed: Fifo::empty(),
    };
    executor::commit_batches_shared_bridge(system, state, &info)
}
