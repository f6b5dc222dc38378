//! What is settled, what cannot be, and which proven batches could be executed together.

use counterfoil_model::interop_settlement::messages::{Import, Place};
use counterfoil_model::interop_settlement::topology::{ChainId, PerChain};
use counterfoil_model::interop_settlement::{InteropSettlement, State};

/// Whether nothing of a chain waits to be executed; of one that has stalled, nothing that is locked.
pub(super) fn is_clear(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let own = state.chain(chain);
    let waits = |place: Place| !own.is_stalled || (system.parameters.tee.locks() && own.has_attested(place));
    !own.unexecuted().any(waits)
}

/// Whether a chain has blocks that cannot become final, or depends on one that has.
pub(super) fn is_concerned(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    reached(system, state, chain).into_iter().any(|one| {
        let mut places = state.chain(one).unexecuted();
        places.any(|place| state.is_lost(system, one, place))
    })
}

/// The chains on whose unexecuted blocks a chain depends, itself among them.
fn reached(system: &InteropSettlement, state: &State, chain: ChainId) -> Vec<ChainId> {
    let mut reached = vec![chain];
    let mut next = 0;
    while let Some(one) = reached.get(next).copied() {
        next += 1;
        let own = state.chain(one);
        let imports = own.unexecuted().filter_map(|place| own.block(place).and_then(|block| block.import));
        for import in imports.filter(|import| !state.is_executed(import)) {
            if !reached.contains(&import.number.source) {
                reached.push(import.number.source);
            }
        }
    }
    debug_assert!(reached.len() <= system.parameters.modes.len());
    reached
}

/// Up to which batch each chain could be executed: the most proven batches whose dependencies are executed, or among
/// them.
pub(super) fn executable(system: &InteropSettlement, state: &State) -> PerChain<u8> {
    let mut ends = PerChain::<u8>::default();
    for chain in system.chains() {
        *ends.of_mut(chain) = state.chain(chain).total_batches_verified;
    }
    loop {
        let before = ends;
        for chain in system.chains() {
            let own = state.chain(chain);
            let fails = |import: &Import| {
                let is_in = import.number.place.batch < *before.of(import.number.source);
                !(is_in || state.is_executed(import)) || !state.is_live(system.mode(chain), import)
            };
            let mut places = own.places(own.total_batches_executed..*before.of(chain));
            let fails =
                |place: &Place| own.block(*place).and_then(|block| block.import).as_ref().is_some_and(fails);
            if let Some(place) = places.find(fails) {
                *ends.of_mut(chain) = place.batch;
            }
        }
        if ends == before {
            return ends;
        }
    }
}
