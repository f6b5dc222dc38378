//! Liveness: what was requested is executed, if somebody honest settles; and whatever has happened, it can be.

use counterfoil_model::l1_l2_messaging::{Guard, L1L2Messaging, Operator, Scenario, State};

use super::{has_operations, has_upgrades};
use crate::property::{LeadsTo, Predicate, Property};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property<L1L2Messaging>> {
    let property = |name, statement, spec, rests_on, applies, predicate| Property {
        name,
        statement,
        spec,
        theme: "liveness",
        rests_on,
        applies,
        predicate,
        sides: None,
    };
    vec![
        property(
            "queue_always_drains",
            "Whatever has happened, the operations of the queue can still all be executed.",
            "L1 <-> L2 Communication, Priority operations, Initiation",
            &[
                Guard::OperationIsProcessable,
                Guard::SettlesAtOnceInPriorityMode,
                Guard::UpgradeHashEmittedBefore,
            ],
            has_operations,
            Predicate::AlwaysPossible(is_drained),
        ),
        property(
            "upgrade_always_finishes",
            "Whatever has happened, a pending upgrade can still be executed.",
            "L1 <-> L2 Communication, Execute",
            &[Guard::UpgradeStaysOutOfTheRollingHash, Guard::UpgradeClearedOnceExecuted],
            |scenario| has_upgrades(scenario) && scenario.parameters.operator != Operator::Entrenched,
            Predicate::AlwaysPossible(nothing_is_pending),
        ),
        property(
            "operation_is_executed",
            "When an operation is requested, it is executed.",
            "L1 <-> L2 Communication, Priority operations, Bootloader",
            &[Guard::OperationIsProcessable],
            |scenario| has_operations(scenario) && is_honest(scenario),
            Predicate::Eventually(LeadsTo {
                from: |system, state| !is_drained(system, state),
                to: is_drained,
            }),
        ),
        property(
            "upgrade_is_executed",
            "When an upgrade is initiated, it is executed.",
            "L1 <-> L2 Communication, Execute",
            &[Guard::UpgradeStaysOutOfTheRollingHash, Guard::UpgradeClearedOnceExecuted],
            |scenario| has_upgrades(scenario) && is_honest(scenario),
            Predicate::Eventually(LeadsTo {
                from: |system, state| !nothing_is_pending(system, state),
                to: nothing_is_pending,
            }),
        ),
    ]
}

fn is_honest(scenario: &Scenario) -> bool {
    scenario.parameters.operator_is_honest()
}

fn is_drained(_: &L1L2Messaging, state: &State) -> bool {
    state.l1.mailbox.is_drained()
}

fn nothing_is_pending(_: &L1L2Messaging, state: &State) -> bool {
    state.l1.upgrade.l2_system_contracts_upgrade_tx_hash.is_none()
}
