//! Liveness: what has begun comes to its end, if admins, operators, relayers and Gateway keep moving.

use counterfoil_model::asset_tracker::state::parts::Part;
use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{AssetTracker, Flow, Guard, Scenario, State};

use super::Property;
use super::parties::{honest_chains, layer};
use crate::property::{LeadsTo, Predicate};

/// The properties of this theme. What is due of one chain may come while another's is still due: two admins who take
/// turns in pausing never have all deposits open at once.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "migration_completes",
            "When an honest chain leaves its layer, it comes to settle on one, and L1 learns how it went.",
            "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            Predicate::EventuallyEach(&ARRIVAL),
        )
        .rests_on(&[Guard::OneRoundTrip, Guard::MigrationConfirmedOnce])
        .applies(migrates)
        .reads(|system| {
            honest_chains(system).map(|chain| layer(chain).and(Part::InProgress.of(chain))).collect()
        }),
        Property::new(
            "deposits_resume",
            "When an honest chain's deposits are paused, they are opened again.",
            "Contract-based and Full AssetTracker, Disabling deposits during migrations",
            Predicate::EventuallyEach(&OPENING),
        )
        .applies(pauses)
        .reads(|system| honest_chains(system).map(|chain| Part::Paused.of(chain)).collect()),
    ]
}

/// What is due of each chain.
macro_rules! of_each_chain {
    ($has_come:ident) => {
        [
            of_each_chain!($has_come, Chain::A),
            of_each_chain!($has_come, Chain::B),
            of_each_chain!($has_come, Chain::C),
        ]
    };
    ($has_come:ident, $chain:expr) => {
        LeadsTo {
            from: |system, state| !$has_come(system, state, $chain),
            to: |system, state| $has_come(system, state, $chain),
        }
    };
}

static ARRIVAL: [LeadsTo<AssetTracker>; Chain::ALL.len()] = of_each_chain!(has_arrived);
static OPENING: [LeadsTo<AssetTracker>; Chain::ALL.len()] = of_each_chain!(is_open);

fn migrates(scenario: &Scenario) -> bool {
    let parameters = &scenario.parameters;
    let moves = parameters.runs(Flow::MigrateToGateway) || parameters.runs(Flow::ComeHome);
    parameters.infrastructure_is_honest() && moves
}

fn pauses(scenario: &Scenario) -> bool {
    scenario.parameters.infrastructure_is_honest() && scenario.parameters.pauses_can_end()
}

fn has_arrived(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let is_in_progress = state.l1.chain_asset_handler.is_migration_in_progress[chain];
    let settles_somewhere = system.settles_on(state, chain).is_some();
    !system.is_honest(chain) || (settles_somewhere && !is_in_progress)
}

fn is_open(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    !system.is_honest(chain) || !state.l1.zk_chain[chain].paused_deposits
}
