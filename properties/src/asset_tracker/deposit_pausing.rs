//! Deposit pausing: a deposit is executed, or fails, on the layer that it went through.

use counterfoil_model::asset_tracker::messages::PriorityCall;
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{Action, AssetTracker, Flow, Guard, Scenario, State};
use counterfoil_model::footprint::Parts;

use super::Property;
use super::calls::finished;
use super::parties::{by_chain, honest_chains, of_chain};
use crate::property::Predicate;

const PAUSING: &str = "Contract-based and Full AssetTracker, Disabling deposits during migrations";

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "no_deposit_in_flight_across_migration",
            "When a chain changes its settlement layer, no deposit to it is unprocessed anywhere.",
            PAUSING,
            Predicate::Step(no_deposit_in_flight_across_migration),
        )
        .rests_on(&[
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
        ])
        .applies(changes_layers)
        // Whether a layer changes is a matter of what the action touches.
        .reads(|system| honest_chains(system).map(|chain| Part::Queue.of(chain)).collect()),
        Property::new(
            "deposit_executed_where_routed",
            "A deposit that a chain executes for a batch on some layer went through that layer.",
            "Contract-based and Full AssetTracker, Failed deposits",
            Predicate::Step(deposit_executed_where_routed),
        )
        .rests_on(&[Guard::PriorityQueueEmptyOnL1, Guard::PriorityQueueEmptyOnGateway])
        .applies(|scenario| scenario.parameters.runs(Flow::Deposit))
        .reads(|_| Parts::NONE),
        Property::new(
            "paused_means_paused",
            "A chain whose deposits are paused receives none.",
            PAUSING,
            Predicate::Step(paused_means_paused),
        )
        .rests_on(&[Guard::DepositsRefusedWhilePaused])
        .applies(|scenario| scenario.parameters.runs(Flow::Deposit))
        .reads(|_| Shared::Transaction.set()),
        Property::new(
            "refunded_by_the_right_book",
            "A layer vouches for the refund of a deposit only if the deposit raised its balance.",
            "Contract-based and Full AssetTracker, Failed deposits",
            Predicate::Always(refunded_by_the_right_book),
        )
        .rests_on(&[Guard::FailedDepositWasForwarded])
        .applies(|scenario| scenario.parameters.runs(Flow::FailDeposit))
        .cases(refunds_read, |system, state, case| {
            of_chain(system, case, |chain| !state.ghost_foreign_refund[chain])
        }),
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
    honest_chains(system).all(|chain| !changes_layer(chain, before, after) || !after.deposit_in_flight(chain))
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

fn refunds_read(system: &AssetTracker) -> Vec<Parts> {
    by_chain(system, |chain| Part::Misrouted.of(chain))
}
