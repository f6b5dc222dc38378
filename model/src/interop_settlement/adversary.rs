//! Faults: operators that stall, re-organise and revert without need.

use super::messages::Place;
use super::topology::ChainId;
use super::{Guard, InteropSettlement, State, contracts, environment};

/// An operator takes no more steps.
pub(super) fn stall(state: &State, chain: ChainId) -> State {
    let mut next = *state;
    next.left.stalls = state.left.stalls.saturating_sub(1);
    next.chains.of_mut(chain).is_stalled = true;
    next
}

/// An operator drops blocks that nothing is wrong with.
pub(super) fn reorganise(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    end: Place,
) -> Result<State, Guard> {
    let mut next = environment::reorganise(system, state, chain, end)?;
    next.left.reorganisations = state.left.reorganisations.saturating_sub(1);
    Ok(next)
}

/// An operator reverts batches that nothing is wrong with.
pub(super) fn revert(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    last: u8,
) -> Result<State, Guard> {
    let mut next = contracts::executor::revert_batches_shared_bridge(system, state, chain, last)?;
    next.left.reverts = state.left.reverts.saturating_sub(1);
    Ok(next)
}
