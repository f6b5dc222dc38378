//! Time, as far as the windows of a pause ask for it.
//!
//! Document: "Contract-based and Full AssetTracker", Disabling deposits during migrations.
//!
//! No clock is stored, but how old each pause is, until no window asks any more. Time passes in steps, between any
//! two actions. Gateway's operator chooses the time there, so its clock may fall behind that of L1, as far as the
//! scenario says, and catch up later.

use crate::asset_tracker::state::State;
use crate::asset_tracker::topology::Chain;
use crate::asset_tracker::{Action, AssetTracker};

impl AssetTracker {
    /// Whether the chain's deposits are refused on L1: the pause that was announced is in effect.
    #[inline]
    pub fn is_pause_in_effect(&self, state: &State, chain: Chain) -> bool {
        let zk_chain = &state.l1.zk_chain[chain];
        zk_chain.paused_deposits && zk_chain.pause_age >= self.parameters.windows.pause
    }
}

/// Appends what the clocks may do, where that changes anything.
pub(in super::super) fn attempts(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    if pass_time(system, state) != *state {
        actions.push(Action::PassTime);
    }
    if state.gateway.lag > 0 {
        actions.push(Action::CatchUp);
    }
}

/// A step of L1's clock, which Gateway's follows if it may not fall behind any farther.
pub(in super::super) fn pass_time(system: &AssetTracker, state: &State) -> State {
    let mut next = state.clone();
    for chain in Chain::ALL {
        let zk_chain = &mut next.l1.zk_chain[chain];
        grow(system, zk_chain.paused_deposits, &mut zk_chain.pause_age);
    }
    if state.gateway.lag < system.parameters.windows.gateway_lag {
        next.gateway.lag = state.gateway.lag.saturating_add(1);
        return next;
    }
    pass_on_gateway(system, &mut next);
    next
}

/// A step by which Gateway's clock catches up.
pub(in super::super) fn catch_up(system: &AssetTracker, state: &State) -> State {
    let mut next = state.clone();
    next.gateway.lag = state.gateway.lag.saturating_sub(1);
    pass_on_gateway(system, &mut next);
    next
}

fn pass_on_gateway(system: &AssetTracker, next: &mut State) {
    for chain in Chain::ALL {
        let is_paused = next.gateway.paused_deposits[chain];
        grow(system, is_paused, &mut next.gateway.pause_age[chain]);
    }
}

/// A pause grows older until no window asks for its age.
fn grow(system: &AssetTracker, is_paused: bool, age: &mut u8) {
    if is_paused && *age < system.parameters.windows.longest() {
        *age = age.saturating_add(1);
    }
}
