//! Who settles when an operator does not: forced settlement after timeouts, and the security council. Inferred: the
//! document asks for both, and no public contract has them.
//!
//! Document: "Interop settlement modes", corner cases.
//!
//! Not modelled, with the reason:
//! - The signatures of the council: who acts for it is the council.
//! - How a batch is rebuilt from what was posted: data are available, and anybody's node gets the same batch.

use super::super::messages::{Committer, Place};
use super::super::topology::ChainId;
use super::super::{Guard, InteropSettlement, State};
use super::executor;

/// Closes the open batch of a chain whose operator has stalled where the lock ends, and commits it.
///
/// Spec: corner cases, Forced settlement. Solidity: none yet, `SettlementCouncil.forceCommit`.
pub(crate) fn force_commit(
    system: &InteropSettlement,
    state: &State,
    chain: ChainId,
    by: Committer,
) -> Result<State, Guard> {
    let level = system.rules.reads(Guard::TimeoutHasPassed, by.level(), by.level().saturating_add(1));

    system.rules.require_le(Guard::TimeoutHasPassed, level, state.timeouts)?;

    let mut next = *state;
    if system.rules.applies(Guard::ForcedBatchEndsAtTheLock)
        && let Some(end) = state.chain(chain).attested
    {
        next.chains.of_mut(chain).truncate(system, end);
    }
    // The contract asks this after its effects, which a revert undoes.
    executor::commit_batches_shared_bridge(system, &next, chain)
}

/// The security council unlocks the blocks of a chain that cannot become final, and drops them.
///
/// Spec: corner cases. Solidity: none yet, `SettlementCouncil.unlockBlocks`.
pub(crate) fn unlock_blocks(system: &InteropSettlement, state: &State, chain: ChainId) -> State {
    let mut next = *state;
    next.left.council_actions = state.left.council_actions.saturating_sub(1);
    let executed = Place { batch: state.chain(chain).total_batches_executed, blocks: 0 };
    let keeps = system.rules.applies(Guard::CouncilKeepsWhatIsProvable);
    let end = lost_end(system, state, chain).filter(|_| keeps);
    if system.rules.happens(Guard::LostBlocksAreDropped) > 0 {
        // What is dropped again is gone already.
        let again = system.rules.whom(Guard::LostBlocksAreDropped, chain, system.other(chain));
        for dropped in [chain, again] {
            next.chains.of_mut(dropped).truncate(system, end.unwrap_or(executed));
        }
    }
    if system.rules.applies(Guard::CouncilCoversDependents) {
        drop_dependents(system, &mut next);
    }
    next
}

/// The place before the first block that cannot become final, if there is one.
pub(crate) fn lost_end(system: &InteropSettlement, state: &State, chain: ChainId) -> Option<Place> {
    let first = state.chain(chain).unexecuted().find(|place| state.is_lost(system, chain, *place))?;
    Some(Place { blocks: first.blocks.saturating_sub(1), ..first })
}

/// Drops what is locked and depends on blocks that are gone, chain by chain until nothing is left of it.
fn drop_dependents(system: &InteropSettlement, next: &mut State) {
    while let Some((chain, end)) = system.chains().find_map(|chain| {
        let end = lost_end(system, next, chain)?;
        let first = Place { blocks: end.blocks.saturating_add(1), ..end };
        let imports = next.chain(chain).block(first).is_some_and(|block| block.import.is_some());
        (imports && next.chain(chain).has_attested(first)).then_some((chain, end))
    }) {
        next.chains.of_mut(chain).truncate(system, end);
    }
}
