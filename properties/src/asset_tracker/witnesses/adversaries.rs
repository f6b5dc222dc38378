//! What adversaries must have been able to do.

use counterfoil_model::asset_tracker::topology::ChainId;
use counterfoil_model::asset_tracker::{AssetTracker, State};
use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::Protocol;
use counterfoil_model::types::Amount;

use super::some_honest_chain;
use crate::asset_tracker::calls::is_open;

/// Where untrusted code runs, the guards of theme transient refuse nothing but what it calls.
pub(super) fn reentrant_call_is_turned_away(system: &AssetTracker, state: &State) -> bool {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    is_open(state)
        && actions.iter().any(|action| {
            let refused_by = system.next_state(state, action).err();
            refused_by.is_some_and(|guard| guard.entry().theme == "transient")
        })
}

pub(super) fn malicious_token_has_sent_all_there_can_be(system: &AssetTracker, state: &State) -> bool {
    some_honest_chain(system, |chain| {
        let is_origin = system.origin_chain_id() == ChainId::from(chain);
        is_origin && state.chain[chain].asset_tracker.chain_balance == Amount::ZERO
    })
}
