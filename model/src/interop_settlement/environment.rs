//! The environment: the first state, blocks, honest operators who start again, and the clock.

use super::messages::{Block, Place, Validity};
use super::state::{Chain, Left};
use super::topology::{ChainId, PerChain};
use super::{Guard, InteropSettlement, State, contracts};

/// The state in which nothing has happened yet.
pub(super) fn init_state(system: &InteropSettlement) -> State {
    let bounds = &system.parameters;
    let mut chains = PerChain::<Chain>::default();
    for chain in system.chains() {
        let is_importer = bounds.sources(chain).next().is_some();
        chains.of_mut(chain).imports_left = if is_importer { bounds.imports } else { 0 };
    }
    let left = Left {
        reorganisations: bounds.reorganisations,
        reverts: bounds.reverts,
        stalls: bounds.stalls,
        invalid_blocks: bounds.invalid_blocks,
        unprovable_blocks: bounds.unprovable_blocks,
        tee_bugs: bounds.tee_bugs,
        council_actions: bounds.council_actions,
    };
    State { chains, left, timeouts: 0 }
}

/// Builds a block that sends a message and imports nothing.
pub(super) fn build_block(state: &State, chain: ChainId, validity: Validity) -> State {
    let mut next = *state;
    let left = match validity {
        Validity::Valid => None,
        Validity::Unprovable => Some(&mut next.left.unprovable_blocks),
        Validity::Invalid => Some(&mut next.left.invalid_blocks),
    };
    if let Some(left) = left {
        *left = left.saturating_sub(1);
    }
    let own = next.chains.of_mut(chain);
    own.push(Block { generation: own.generation, validity, import: None });
    next
}

/// An operator drops blocks of its open batch: all after the first so many.
///
/// The operator's own node may drop whatever it likes. What it builds without the locked blocks is refused when it
/// commits, as an operator that has stalled; so it is refused here, where that begins.
pub(super) fn reorganise(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    end: Place,
) -> Result<State, Guard> {
    contracts::executor::keeps_locked_blocks(system, state, chain, end)?;

    let mut next = *state;
    next.chains.of_mut(chain).truncate(system, end);
    Ok(next)
}

/// A timeout passes.
pub(super) fn pass_time(system: &InteropSettlement, state: &State) -> State {
    let passed = system.rules.happens(Guard::TimeoutIsCounted);
    State { timeouts: state.timeouts.saturating_add(passed), ..*state }
}
