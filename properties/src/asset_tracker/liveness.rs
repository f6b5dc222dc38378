//! Liveness: what has begun comes to its end, if admins, operators, relayers and Gateway keep moving.

use counterfoil_model::asset_tracker::{AssetTracker, Flow, Guard, Scenario, State};

use crate::property::{LeadsTo, Predicate, Property};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property<AssetTracker>> {
    vec![
        Property {
            name: "migration_completes",
            statement: "When an honest chain leaves its layer, it comes to settle on one, and L1 learns how it went.",
            spec: "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            theme: "liveness",
            rests_on: &[Guard::OneRoundTrip, Guard::MigrationConfirmedOnce],
            applies: migrates,
            predicate: Predicate::Eventually(LeadsTo {
                from: |system, state| !all_have_arrived(system, state),
                to: all_have_arrived,
            }),
            sides: None,
        },
        Property {
            name: "deposits_resume",
            statement: "When an honest chain's deposits are paused, they are opened again.",
            spec: "Contract-based and Full AssetTracker, Disabling deposits during migrations",
            theme: "liveness",
            rests_on: &[],
            applies: pauses,
            predicate: Predicate::Eventually(LeadsTo {
                from: |system, state| !all_are_open(system, state),
                to: all_are_open,
            }),
            sides: None,
        },
    ]
}

fn migrates(scenario: &Scenario) -> bool {
    let parameters = &scenario.parameters;
    let moves = parameters.runs(Flow::MigrateToGateway) || parameters.runs(Flow::ComeHome);
    parameters.infrastructure_is_honest() && moves
}

fn pauses(scenario: &Scenario) -> bool {
    scenario.parameters.infrastructure_is_honest() && scenario.parameters.pauses_can_end()
}

fn all_have_arrived(system: &AssetTracker, state: &State) -> bool {
    let honest = system.chains.iter().copied().filter(|&chain| system.is_honest(chain));
    honest.into_iter().all(|chain| {
        let is_in_progress = state.l1.chain_asset_handler.is_migration_in_progress[chain];
        system.settles_on(state, chain).is_some() && !is_in_progress
    })
}

fn all_are_open(system: &AssetTracker, state: &State) -> bool {
    let honest = system.chains.iter().copied().filter(|&chain| system.is_honest(chain));
    honest.into_iter().all(|chain| !state.l1.zk_chain[chain].paused_deposits)
}
