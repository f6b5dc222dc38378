//! Settle-ability: nothing that others do keeps an honest chain from settling.

use counterfoil_model::asset_tracker::action::Kind;
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, SettlementLayer};
use counterfoil_model::asset_tracker::{Action, Asset, AssetTracker, Guard, State};
use counterfoil_model::footprint::Parts;
use counterfoil_model::system::Protocol;

use super::Property;
use super::calls::is_open;
use super::parties::{by_chain, decides_of, is_origin, layer, of_chain, parts_of};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "honest_chain_can_settle",
            "The batch that an honest chain has begun is accepted by its settlement layer.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Always(honest_chain_can_settle),
        )
        .rests_on(&[
            Guard::OutboundNeedsMigratedBalance,
            Guard::NativeSupplyCap,
            Guard::L2SkipsOnlyUntouched,
            Guard::BurnIsCovered,
        ])
        .cases(settling_reads, |system, state, case| {
            of_chain(system, case, |chain| can_settle(system, state, chain))
        }),
        Property::new(
            "native_supply_can_leave",
            "What users hold of a token on its own chain is no more than the chain may still send out.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Always(native_supply_can_leave),
        )
        .rests_on(&[Guard::MintFits])
        .applies(|scenario| scenario.parameters.asset == Asset::NativeToken)
        .reads(|_| parts_of(Chain::A, &[Part::Supply, Part::OwnBalance])),
    ]
}

fn honest_chain_can_settle(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| can_settle(system, state, *chain))
}

fn can_settle(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let is_built = state.chain[chain].batch.is_some();
    let on_gateway = system.settles_on(state, chain) == Some(SettlementLayer::Gateway);
    let settle = Action::ExecuteChainBatch { chain };
    is_open(state) || !(is_built && on_gateway) || system.next_state(state, &settle).is_ok()
}

fn settling_reads(system: &AssetTracker) -> Vec<Parts> {
    by_chain(system, |chain| {
        let settles = decides_of(system, Kind::ExecuteChainBatch, chain);
        settles.and(layer(chain)).and(Part::Batch.of(chain)).and(Shared::Transaction.set())
    })
}

fn native_supply_can_leave(system: &AssetTracker, state: &State) -> bool {
    let mut origins = system.chains.iter().filter(|chain| is_origin(system, **chain));
    origins.all(|&chain| state.chain[chain].supply <= state.chain[chain].asset_tracker.chain_balance)
}
