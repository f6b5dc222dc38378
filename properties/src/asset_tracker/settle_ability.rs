//! Settle-ability: nothing that others do keeps an honest chain from settling.

use counterfoil_model::asset_tracker::topology::{ChainId, SettlementLayer};
use counterfoil_model::asset_tracker::{Action, Asset, AssetTracker, Guard, State};
use counterfoil_model::system::Protocol;

use super::Property;
use super::calls::is_open;
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
        ]),
        Property::new(
            "native_supply_can_leave",
            "What users hold of a token on its own chain is no more than the chain may still send out.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Always(native_supply_can_leave),
        )
        .rests_on(&[Guard::MintFits])
        .applies(|scenario| scenario.parameters.asset == Asset::NativeToken),
    ]
}

fn honest_chain_can_settle(system: &AssetTracker, state: &State) -> bool {
    is_open(state)
        || system.chains.iter().all(|&chain| {
            let is_built = state.chain[chain].batch.is_some();
            let on_gateway = system.settles_on(state, chain) == Some(SettlementLayer::Gateway);
            let settle = Action::ExecuteChainBatch { chain };
            !(is_built && on_gateway) || system.next_state(state, &settle).is_ok()
        })
}

fn native_supply_can_leave(system: &AssetTracker, state: &State) -> bool {
    let mut origins = system.chains.iter().filter(|chain| system.origin_chain_id() == ChainId::from(**chain));
    origins.all(|&chain| state.chain[chain].supply <= state.chain[chain].asset_tracker.chain_balance)
}
