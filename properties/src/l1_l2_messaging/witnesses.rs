//! Witnesses: what must be possible, so that a model which does nothing cannot pass.

use counterfoil_model::footprint::Parts;
use counterfoil_model::l1_l2_messaging::action::LastBatch;
use counterfoil_model::l1_l2_messaging::messages::OperationId;
use counterfoil_model::l1_l2_messaging::state::parts::{BatchPart, Part, of};
use counterfoil_model::l1_l2_messaging::{Action, Flow, L1L2Messaging, State};

use super::Property;
use super::{after, has_operations, has_upgrades};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    let mut properties = executions();
    properties.extend(payments());
    properties.extend(adversaries());
    properties
}

fn executions() -> Vec<Property> {
    vec![
        Property::new(
            "upgrade_is_final",
            "An upgrade is executed, and cleared.",
            "L1 <-> L2 Communication, Execute",
            Predicate::Sometimes(|_, state: &State| {
                let pending = state.l1.upgrade.l2_system_contracts_upgrade_tx_hash;
                state.l1.executor.executed_state_root.system_version.0 > 0 && pending.is_none()
            }),
        )
        .reads(|_| of(&[Part::UpgradeTx, Part::ExecutedRoot]))
        .applies(has_upgrades),
        Property::new(
            "two_operations_are_final",
            "Two operations are executed.",
            "L1 <-> L2 Communication, Batch execution",
            Predicate::Sometimes(|_, state: &State| {
                state.l1.mailbox.first_unprocessed_priority_tx >= OperationId(2)
            }),
        )
        .reads(|_| Part::FirstUnprocessed.alone())
        .applies(|scenario| scenario.parameters.operations > 1),
        Property::new(
            "operation_is_final",
            "An operation is executed.",
            "L1 <-> L2 Communication, Batch execution",
            Predicate::Sometimes(|_, state: &State| {
                state.l1.mailbox.first_unprocessed_priority_tx >= OperationId(1)
            }),
        )
        .reads(|_| Part::FirstUnprocessed.alone())
        .applies(has_operations),
        Property::new(
            "reverted_upgrade_is_due_again",
            "The batch of an upgrade is reverted, and the next batch has to contain the upgrade again.",
            "L1 <-> L2 Communication, Revert",
            Predicate::Sometimes(reverted_upgrade_is_due_again),
        )
        .reads(|system| {
            let committed = of(&[Part::UpgradeTx, Part::UpgradeBatch, Part::Committed]);
            let is_at_will = !system.parameters.operator_is_honest();
            if is_at_will { committed } else { committed.and(proof()).and(Part::RevertsLeft.alone()) }
        })
        .applies(has_upgrades),
        Property::new(
            "failing_upgrade_is_replaced",
            "A patch replaces the transaction of a pending upgrade that can only fail.",
            "L1 <-> L2 Communication, Upgrade transactions, Initiation",
            Predicate::Sometimes(failing_upgrade_is_replaced),
        )
        .reads(|_| of(&[Part::CanOnlyFail, Part::Rules, Part::UpgradeTx, Part::UpgradeBatch, Part::Verified]))
        .applies(|scenario| {
            scenario.parameters.runs(Flow::FailUpgrades) && scenario.parameters.variant.replaces_upgrades()
        }),
    ]
}

fn payments() -> Vec<Property> {
    vec![
        Property::new(
            "refund_is_paid",
            "A failed deposit is refunded.",
            "L1 <-> L2 Communication, Priority operations",
            Predicate::Sometimes(|_, state: &State| state.l1.nullifier.ghost_refunded.count() > 0),
        )
        .reads(|_| Part::Refunded.alone())
        .applies(|scenario| scenario.parameters.runs(Flow::FailDeposits)),
        Property::new(
            "withdrawal_is_paid",
            "A withdrawal is finalised.",
            "L1 <-> L2 Communication, Deposits and Withdrawals",
            Predicate::Sometimes(|_, state: &State| state.l1.nullifier.has_finalized_withdrawal),
        )
        .reads(|_| Part::HasFinalized.alone())
        .applies(|scenario| scenario.parameters.runs(Flow::Withdraw)),
    ]
}

fn adversaries() -> Vec<Property> {
    vec![
        Property::new(
            "forged_operation_is_committed",
            "A forged operation stands in a committed batch: what is committed is not checked.",
            "L1 <-> L2 Communication, Batch commit",
            Predicate::Sometimes(forged_operation_is_committed),
        )
        .reads(|_| Part::Committed.alone().and(BatchPart::Logs.of_all()))
        .applies(|scenario| {
            let parameters = &scenario.parameters;
            !parameters.operator_is_honest() && !parameters.variant.checks_commits()
        }),
        Property::new(
            "anybody_settles",
            "Somebody settles an operation that the operator has left in the queue.",
            "L1 <-> L2 Communication, Security considerations",
            Predicate::Sometimes(|system, state| {
                let settled = after(system, state, |action| *action == Action::SettleBatches);
                state.open_batch.number_of_priority_transactions > 0 && settled.is_some()
            }),
        )
        .reads(|_| {
            let open = of(&[Part::OpenExecuted, Part::OpenRoots, Part::OpenLogs]);
            let upgrade = of(&[Part::UpgradeTx, Part::UpgradeBatch, Part::PriorityMode]);
            let queue = of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs]);
            open.and(upgrade).and(queue).and(proof()).and(BatchPart::Operations.of_all())
        })
        .applies(|scenario| scenario.parameters.variant.has_priority_mode() && has_operations(scenario)),
    ]
}

/// Whether the next batch can be proven.
fn proof() -> Parts {
    let batches = BatchPart::Proof.of_all().and(BatchPart::StateRoot.of_all());
    batches.and(of(&[Part::Committed, Part::Verified, Part::ExecutedRoot, Part::Rules]))
}

fn reverted_upgrade_is_due_again(system: &L1L2Messaging, state: &State) -> bool {
    let reverts = |action: &Action| *action == Action::RevertBatches { last: LastBatch::Committed(0) };
    let is_committed = state.l1.upgrade.l2_system_contracts_upgrade_batch_number.is_some();
    is_committed && after(system, state, reverts).is_some_and(|next| next.l1.upgrade.due().is_some())
}

fn failing_upgrade_is_replaced(system: &L1L2Messaging, state: &State) -> bool {
    let brings_another = |action: &Action| *action == Action::Patch { with_transaction: true };
    let patched = after(system, state, brings_another);
    state.l1.upgrade.tx_can_only_fail && patched.is_some_and(|next| !next.l1.upgrade.tx_can_only_fail)
}

fn forged_operation_is_committed(_: &L1L2Messaging, state: &State) -> bool {
    let mut committed = state.l1.executor.committed.iter();
    committed.any(|batch| batch.ghost_executed.iter().any(|one| one.transaction.is_forged()))
}
