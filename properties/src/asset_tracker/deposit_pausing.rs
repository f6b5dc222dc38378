//! Deposit pausing: a deposit is executed, or fails, on the layer that it went through.

use counterfoil_model::asset_tracker::messages::PriorityCall;
use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{Action, AssetTracker, Flow, Guard, Scenario, State};

use super::calls::finished;
use crate::property::{Predicate, Property};

const PAUSING: &str = "Contract-based and Full AssetTracker, Disabling deposits during migrations";

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property<AssetTracker>> {
    vec![
        Property {
            name: "no_deposit_in_flight_across_migration",
            statement: "When a chain changes its settlement layer, no deposit to it is unprocessed anywhere.",
            spec: PAUSING,
            theme: "deposit_pausing",
            rests_on: &[
                Guard::DepositsPausedBeforeMigration,
                Guard::DepositsPausedBeforeReturn,
                Guard::PriorityQueueEmptyOnL1,
                Guard::PriorityQueueEmptyOnGateway,
                Guard::NoUnpauseWhileMigrating,
                Guard::NoUnpauseBeforeReturn,
                Guard::MigrationWindowOnL1,
                Guard::PauseToldInEffect,
                Guard::PauseToldAfterArrival,
                Guard::DepositsRefusedWhilePaused,
            ],
            applies: changes_layers,
            predicate: Predicate::Step(no_deposit_in_flight_across_migration),
            sides: None,
        },
        Property {
            name: "deposit_executed_where_routed",
            statement: "A deposit that a chain executes for a batch on some layer went through that layer.",
            spec: "Contract-based and Full AssetTracker, Failed deposits",
            theme: "deposit_pausing",
            rests_on: &[Guard::PriorityQueueEmptyOnL1, Guard::PriorityQueueEmptyOnGateway],
            applies: |scenario| scenario.parameters.runs(Flow::Deposit),
            predicate: Predicate::Step(deposit_executed_where_routed),
            sides: None,
        },
        Property {
            name: "paused_means_paused",
            statement: "A chain whose deposits are paused receives none.",
            spec: PAUSING,
            theme: "deposit_pausing",
            rests_on: &[Guard::DepositsRefusedWhilePaused],
            applies: |scenario| scenario.parameters.runs(Flow::Deposit),
            predicate: Predicate::Step(paused_means_paused),
            sides: None,
        },
        Property {
            name: "refunded_by_the_right_book",
            statement: "A layer vouches for the refund of a deposit only if the deposit raised its balance.",
            spec: "Contract-based and Full AssetTracker, Failed deposits",
            theme: "deposit_pausing",
            rests_on: &[Guard::FailedDepositWasForwarded],
            applies: |scenario| scenario.parameters.runs(Flow::FailDeposit),
            predicate: Predicate::Always(refunded_by_the_right_book),
            sides: None,
        },
    ]
}

fn changes_layers(scenario: &Scenario) -> bool {
    scenario.parameters.runs(Flow::MigrateToGateway) || scenario.parameters.runs(Flow::ComeHome)
}

fn changes_layer(chain: Chain, before: &State, after: &State) -> bool {
    let on_l1 = |state: &State| state.l1.bridgehub.settlement_layer[chain];
    let on_gateway = |state: &State| state.gateway.bridgehub.settles_here[chain];
    on_l1(before) != on_l1(after) || on_gateway(before) != on_gateway(after)
}

fn no_deposit_in_flight_across_migration(
    system: &AssetTracker,
    before: &State,
    _: &Action,
    after: &State,
) -> bool {
    let honest = system.chains.iter().filter(|chain| system.is_honest(**chain));
    honest.into_iter().all(|chain| !changes_layer(*chain, before, after) || !after.deposit_in_flight(*chain))
}

fn deposit_executed_where_routed(system: &AssetTracker, before: &State, action: &Action, _: &State) -> bool {
    let Action::ExecutePriorityTx { chain, .. } = *action else { return true };
    let executed = before.l1.zk_chain[chain].priority_queue.first();
    executed.is_none_or(|operation| match operation.call {
        PriorityCall::Deposit { .. } => system.settles_on(before, chain) == Some(operation.route),
        PriorityCall::ConfirmMigrationOnL2 { .. } => true,
    })
}

fn paused_means_paused(system: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    match finished(before, action, after) {
        Some((Action::Deposit { chain, .. } | Action::DepositLegacyErc20Bridge { chain, .. }, before))
            if system.is_honest(chain) =>
        {
            !system.is_pause_in_effect(before, chain)
        }
        _ => true,
    }
}

fn refunded_by_the_right_book(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| !state.ghost_foreign_refund[*chain])
}
