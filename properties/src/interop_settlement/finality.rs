//! Finality: what is executed rests on nothing that can be undone.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::state::parts::ChainPart;
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Guard, InteropSettlement, Mode, State};

use super::{Property, importing, of_imports};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "executed_imports_are_final",
            "Each message that an executed batch has consumed was sent in a batch that is executed.",
            "Interop settlement modes, Implications on settlement process",
            Predicate::Always(|system, state| {
                system.chains().all(|chain| imports_of_executed_are_final(system, state, chain))
            }),
        )
        .reads(|system| {
            let of_chain = |chain| of_imports(system, chain).and(ChainPart::Executed.of(system, chain));
            system.chains().map(of_chain).collect()
        })
        .cases(
            |system| {
                let of_chain = |chain| of_imports(system, chain).and(ChainPart::Executed.of(system, chain));
                system.chains().map(of_chain).collect()
            },
            |system, state, case| {
                system.chains().nth(case).is_none_or(|chain| imports_of_executed_are_final(system, state, chain))
            },
        )
        .rests_on(&[
            Guard::DependencyIsExecuted,
            Guard::DependencyRootIsTheBatchRoot,
            Guard::LocalRootIsExtended,
            Guard::InteropRootIsSetOnce,
        ]),
        Property::new(
            "proof_based_imports_are_final",
            "What a chain imports proof-based is executed: no other chain can make it start again.",
            "Interop settlement modes, Proof based interop",
            Predicate::Always(proof_based_imports_are_final),
        )
        .reads(|system| {
            let chains = system.chains().filter(|chain| system.mode(*chain) == Mode::ProofBased);
            chains.map(|chain| of_imports(system, chain)).collect()
        })
        .rests_on(&[Guard::ImportedBatchIsExecuted])
        .applies(|scenario| scenario.parameters.uses(Mode::ProofBased)),
        Property::new(
            "commit_based_imports_were_committed",
            "A commit-based import is of a batch that its source has committed, unless the source has reverted it since.",
            "Interop settlement modes, Commit/Batch based interop",
            Predicate::Step(|system, _, _, after| {
                let chains = system.chains().filter(|chain| system.mode(*chain) == Mode::CommitBased);
                chains.into_iter().all(|chain| live_imports_are_committed(system, after, chain))
            }),
        )
        .reads(|system| {
            let chains = system.chains().filter(|chain| system.mode(*chain) == Mode::CommitBased);
            let committed = |chain| system.parameters.sources(chain).map(|source| ChainPart::Committed.of(system, source));
            chains.map(|chain| committed(chain).fold(of_imports(system, chain), Parts::and)).collect()
        })
        .rests_on(&[Guard::ImportedBatchIsCommitted])
        .applies(|scenario| scenario.parameters.uses(Mode::CommitBased) && !scenario.parameters.tee.locks()),
    ]
}

fn imports_of_executed_are_final(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let executed = state.chain(chain).total_batches_executed;
    let mut of_executed = importing(state, chain).filter(|(place, _)| place.batch < executed);
    of_executed
        .all(|(_, import)| state.is_executed(&import) && state.was_of_the_source(system.mode(chain), &import))
}

fn proof_based_imports_are_final(system: &InteropSettlement, state: &State) -> bool {
    let mut chains = system.chains().filter(|chain| system.mode(*chain) == Mode::ProofBased);
    chains.all(|chain| {
        importing(state, chain)
            .all(|(_, import)| state.is_executed(&import) && state.is_live(Mode::ProofBased, &import))
    })
}

/// Without locks what is reverted never comes back, so a root that is there and is not committed never was.
fn live_imports_are_committed(_: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let mut imports = importing(state, chain);
    imports.all(|(_, import)| {
        let committed = state.chain(import.number.source).total_batches_committed;
        !state.is_live(Mode::CommitBased, &import) || import.number.place.batch < committed
    })
}
