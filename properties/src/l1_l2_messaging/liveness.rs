//! Liveness: what was requested is executed, if somebody honest settles; and whatever has happened, it can be.

use counterfoil_model::action::ActionTable;
use counterfoil_model::footprint::Parts;
use counterfoil_model::l1_l2_messaging::state::parts::{BatchPart, Part, of};
use counterfoil_model::l1_l2_messaging::{Action, Flow, Guard, L1L2Messaging, Operator, Scenario, State};

use super::Property;
use super::runs::Run;
use super::{has_operations, has_upgrades};
use crate::property::{LeadsTo, Predicate};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "queue_always_drains",
            "Whatever has happened, the operations of the queue can still all be executed.",
            "L1 <-> L2 Communication, Priority operations, Initiation",
            Predicate::AlwaysPossible(is_drained),
        )
        .reads(|_| waiting())
        .rests_on(&[
                Guard::OperationIsProcessable,
                Guard::SettlesAtOnceInPriorityMode,
                Guard::UpgradeHashEmittedBefore,
            ])
        .applies(has_operations),
        Property::new(
            "upgrade_always_finishes",
            "Whatever has happened, a pending upgrade can still be executed.",
            "L1 <-> L2 Communication, Execute",
            Predicate::AlwaysPossible(nothing_is_pending),
        )
        .reads(|_| Part::UpgradeTx.alone())
        .rests_on(&[Guard::UpgradeStaysOutOfTheRollingHash, Guard::UpgradeClearedOnceExecuted])
        .applies(|scenario| has_upgrades(scenario) && scenario.parameters.operator != Operator::Entrenched),
        Property::new(
            "operator_in_time_is_undisturbed",
            "Unless an operation has waited for too long, no user ends the operator's exclusive right or drops its batches.",
            "L1 <-> L2 Communication, Security considerations",
            Predicate::Step(operator_in_time_is_undisturbed),
        )
        .reads(|_| {
            let committed = BatchPart::ALL.iter().map(|part| part.of_all()).collect::<Parts>();
            committed.and(of(&[Part::IsOverdue, Part::PriorityMode, Part::Committed]))
        })
        .rests_on(&[Guard::OperationWaits, Guard::OperationIsOverdue])
        .applies(has_priority_mode),
        Property::new(
            "priority_mode_serves_the_queue",
            "What anybody settles in priority mode executes operations of the queue, and nothing for users on L2.",
            "L1 <-> L2 Communication, Security considerations",
            Predicate::Step(priority_mode_serves_the_queue),
        )
        .reads(|system| Run::reads(system).and(of(&[Part::PriorityMode, Part::FirstUnprocessed])))
        .rests_on(&[Guard::PriorityModeBatchHasAnOperation, Guard::PriorityModeBatchHasNoL2Tx])
        .applies(has_priority_mode),
        Property::new(
            "operation_is_executed",
            "When an operation is requested, it is executed.",
            "L1 <-> L2 Communication, Priority operations, Bootloader",
            Predicate::Eventually(LeadsTo {
                from: |system, state| !is_drained(system, state),
                to: is_drained,
            }),
        )
        .reads(|_| waiting())
        .rests_on(&[Guard::OperationIsProcessable])
        .applies(|scenario| has_operations(scenario) && nobody_errs(scenario)),
        Property::new(
            "upgrade_is_executed",
            "When an upgrade is initiated, it is executed.",
            "L1 <-> L2 Communication, Execute",
            Predicate::Eventually(LeadsTo {
                from: |system, state| !nothing_is_pending(system, state),
                to: nothing_is_pending,
            }),
        )
        .reads(|_| Part::UpgradeTx.alone())
        .rests_on(&[Guard::UpgradeStaysOutOfTheRollingHash, Guard::UpgradeClearedOnceExecuted])
        .applies(|scenario| has_upgrades(scenario) && nobody_errs(scenario)),
    ]
}

/// An honest operator who is given upgrades that work. That governance replaces one which does not can be brought about,
/// and nobody can rely on it.
fn nobody_errs(scenario: &Scenario) -> bool {
    scenario.parameters.operator_is_honest() && !scenario.parameters.runs(Flow::FailUpgrades)
}

fn has_priority_mode(scenario: &Scenario) -> bool {
    scenario.parameters.variant.has_priority_mode()
}

/// Which operations wait.
fn waiting() -> Parts {
    of(&[Part::FirstUnprocessed, Part::TotalPriorityTxs])
}

fn is_drained(_: &L1L2Messaging, state: &State) -> bool {
    state.l1.mailbox.is_drained()
}

fn nothing_is_pending(_: &L1L2Messaging, state: &State) -> bool {
    state.l1.upgrade.l2_system_contracts_upgrade_tx_hash.is_none()
}

fn operator_in_time_is_undisturbed(
    _: &L1L2Messaging,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let is_late = before.l1.mailbox.first_is_overdue;
    let is_undisturbed = before.l1.is_priority_mode == after.l1.is_priority_mode
        && before.l1.executor.committed == after.l1.executor.committed;
    is_late || action.party() != "user on L1" || is_undisturbed
}

fn priority_mode_serves_the_queue(_: &L1L2Messaging, before: &State, action: &Action, after: &State) -> bool {
    let Some(run) = Run::of(before, action).filter(|_| before.l1.is_priority_mode) else { return true };
    let first = |state: &State| state.l1.mailbox.first_unprocessed_priority_tx;
    let is_from_l1 =
        run.executed.iter().all(|one| one.transaction.is_priority() || one.transaction.is_upgrade());
    is_from_l1 && first(before) < first(after)
}
