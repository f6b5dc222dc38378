//! Migration: balances follow their chain, numbers only rise, and a chain settles in one place.

use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use counterfoil_model::asset_tracker::{Action, AssetTracker, Flow, Guard, Scenario, State};
use counterfoil_model::footprint::Parts;
use counterfoil_model::types::TxStatus;

use super::Property;
use super::books::{Side, queued_deposits, reads_unpaid, unpaid};
use super::calls::{is_open, seen_before};
use super::parties::{
    by_chain, by_honest_chain, honest_chains, layer, of_chain, of_honest_chain, parts_of, upgrade_of_l1,
};
use crate::property::{Predicate, Sides, Term};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "keep_equals_outstanding",
            "While an asset has migrated and its chain is on Gateway, the chain's balance on L1 is exactly \
                        what is outstanding there.",
            "Contract-based and Full AssetTracker, Migrating to Gateway",
            Predicate::Always(keep_equals_outstanding),
        )
        .rests_on(&[
                Guard::KeepOutstandingOnL1,
                Guard::L1SkipsOnlyUntouched,
                Guard::SupplyFilledInBeforeMigration,
            ])
        .applies(changes_layers)
        .cases(keeping_reads, |system, state, case| {
            of_honest_chain(system, case, |chain| keeps_what_is_outstanding(system, state, chain))
        })
        .sides(keep_equals_outstanding_sides),
        Property::new(
            "migration_numbers_monotone",
            "No migration number goes down, unless a chain's migration to Gateway has failed.",
            "Contract-based and Full AssetTracker, Migration number",
            Predicate::Step(migration_numbers_monotone),
        )
        .rests_on(&[Guard::MigrationConfirmedOnce])
        .applies(changes_layers)
        .reads(|_| Shared::Transaction.set()),
        Property::new(
            "migration_number_tells_layer",
            "On each layer, since v31, a chain's migration number is odd exactly while the chain settles on Gateway.",
            "Contract-based and Full AssetTracker, Migration number",
            Predicate::Always(migration_number_tells_layer),
        )
        .rests_on(&[Guard::LeavesFromL1])
        .applies(changes_layers)
        .cases(numbers_read, |system, state, case| {
            of_chain(system, case, |chain| numbers_tell_layer(system, state, chain))
        }),
        Property::new(
            "never_in_two_places",
            "No chain settles on L1 and on Gateway at once.",
            "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            Predicate::Always(never_in_two_places),
        )
        .rests_on(&[Guard::MigrationConfirmedOnce])
        .applies(changes_layers)
        .cases(
            |system| by_chain(system, layer),
            |system, state, case| of_chain(system, case, |chain| is_in_one_place(state, chain)),
        ),
        Property::new(
            "batch_settles_where_it_was_begun",
            "A batch is executed on the layer that its chain settled on when it was begun.",
            "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            Predicate::Always(batch_settles_where_it_was_begun),
        )
        .rests_on(&[Guard::AllBatchesExecutedOnL1, Guard::AllBatchesExecutedOnGateway])
        .applies(changes_layers)
        .cases(batches_read, |system, state, case| {
            of_chain(system, case, |chain| batch_is_at_home(system, state, chain))
        }),
    ]
}

fn changes_layers(scenario: &Scenario) -> bool {
    scenario.parameters.runs(Flow::MigrateToGateway) || scenario.parameters.runs(Flow::ComeHome)
}

/// Whether the chain is on Gateway and its asset, as L1 knows it, has migrated there.
fn has_migrated(state: &State, chain: Chain) -> bool {
    state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::Gateway
        && state.l1.asset_tracker.asset_migration_number[chain] == MigrationNumber::L1_TO_GATEWAY
}

fn keep_equals_outstanding(system: &AssetTracker, state: &State) -> bool {
    honest_chains(system).all(|chain| keeps_what_is_outstanding(system, state, chain))
}

fn keeps_what_is_outstanding(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let mut outstanding = 0;
    outstanding_on_l1(system, state, chain, &mut outstanding);
    let kept = state.l1.asset_tracker.chain_balance[ChainId::from(chain)].wide();
    is_open(state) || !has_migrated(state, chain) || kept == outstanding
}

fn keeping_reads(system: &AssetTracker) -> Vec<Parts> {
    by_honest_chain(system, |chain| {
        let own = parts_of(chain, &[Part::Layer, Part::Number, Part::Balance, Part::Queue]);
        own.and(reads_unpaid(chain, SettlementLayer::L1)).and(Shared::Transaction.set())
    })
}

fn keep_equals_outstanding_sides(system: &AssetTracker, state: &State) -> Vec<Sides> {
    let sides = honest_chains(system).filter(|chain| has_migrated(state, *chain)).map(|chain| {
        let amount = state.l1.asset_tracker.chain_balance[ChainId::from(chain)].wide();
        let mut outstanding = Vec::new();
        outstanding_on_l1(system, state, chain, &mut outstanding);
        Sides {
            case: format!("chain {chain}"),
            left: ("kept", vec![Term { name: format!("L1 chainBalance[{chain}]"), amount }]),
            relation: "=",
            right: ("outstanding", outstanding),
        }
    });
    sides.collect()
}

fn outstanding_on_l1(system: &AssetTracker, state: &State, chain: Chain, side: &mut impl Side) {
    side.add(|| "unpaid, proven on L1".into(), unpaid(system, state, chain, SettlementLayer::L1));
    let queued = queued_deposits(state, chain, SettlementLayer::L1);
    side.add(|| "deposits through L1 to execute".into(), queued);
}

fn migration_numbers_monotone(system: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    let Some(before) = seen_before(before, after) else { return true };
    let number = |state: &State, chain| state.l1.chain_asset_handler.migration_number[chain];
    system.chains.iter().all(|&chain| {
        let numbers = other_numbers(before, chain).into_iter().zip(other_numbers(after, chain));
        let is_lower = number(after, chain) < number(before, chain);
        numbers.into_iter().all(|(one, next)| one <= next)
            && (!is_lower || is_failure(before, *action, chain))
    })
}

/// The migration numbers of a chain, without the one that a migration to Gateway raises and its failure lowers.
fn other_numbers(state: &State, chain: Chain) -> [MigrationNumber; 4] {
    [
        state.l1.asset_tracker.asset_migration_number[chain],
        state.gateway.asset_tracker.asset_migration_number[chain],
        state.chain[chain].asset_tracker.asset_migration_number,
        state.gateway.chain_asset_handler.migration_number[chain],
    ]
}

/// Whether L1 learns that the migration of the chain has failed that is in progress.
fn is_failure(before: &State, action: Action, chain: Chain) -> bool {
    let learns = Action::ConfirmMigration { chain, status: TxStatus::Failure, earlier: false };
    action == learns && before.l1.chain_asset_handler.is_migration_in_progress[chain]
}

fn migration_number_tells_layer(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| numbers_tell_layer(system, state, *chain))
}

fn numbers_tell_layer(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let is_odd = |number: MigrationNumber| number.0 % 2 == 1;
    let on_l1 = state.l1.chain_asset_handler.migration_number[chain];
    let on_gateway = state.gateway.chain_asset_handler.migration_number[chain];
    // Moves to the old Gateway were not counted.
    !system.has_l1_upgraded(state)
        || is_odd(on_l1) == (state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::Gateway)
            && is_odd(on_gateway) == state.gateway.bridgehub.settles_here[chain]
}

fn numbers_read(system: &AssetTracker) -> Vec<Parts> {
    by_chain(system, |chain| layer(chain).and(upgrade_of_l1(system)))
}

fn never_in_two_places(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| is_in_one_place(state, *chain))
}

fn is_in_one_place(state: &State, chain: Chain) -> bool {
    let on_l1 = state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::L1;
    !(on_l1 && state.gateway.bridgehub.settles_here[chain])
}

fn batch_settles_where_it_was_begun(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| batch_is_at_home(system, state, *chain))
}

fn batch_is_at_home(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    match (state.chain[chain].batch, system.settles_on(state, chain)) {
        (Some(batch), Some(layer)) => batch.ghost_begun_on == layer,
        (Some(_), None) | (None, _) => true,
    }
}

fn batches_read(system: &AssetTracker) -> Vec<Parts> {
    by_chain(system, |chain| layer(chain).and(Part::Batch.of(chain)))
}
