//! Finality: what is executed rests on nothing that can be undone.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Import;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, imports};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, Mode, State};

use super::{Property, by_chain, importing, of_chain, of_imports};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    of_all().into_iter().chain(by_mode()).collect()
}

/// What holds however roots are imported.
fn of_all() -> Vec<Property> {
    vec![
        Property::new(
            "imported_roots_are_kept",
            "A chain keeps each root that it imports, with all those that it has kept before.",
            "Interop settlement modes, Implications on settlement process",
            Predicate::Step(|system, before, action, after| {
                system.chains().all(|chain| imported_roots_are_kept((before, action, after), chain))
            }),
        )
        .step_cases(
            |system| by_chain(system, |one| imports(system, one).and(ChainPart::Lengths.of(system, one))),
            |system, before, action, after, case| {
                of_chain(system, case, |chain| imported_roots_are_kept((before, action, after), chain))
            },
        )
        .rests_on(&[Guard::RootIsKept, Guard::InteropRootIsSetOnce])
        .applies(|scenario| scenario.parameters.imports > 0),
        Property::new(
            "executed_imports_are_final",
            "Each message that an executed batch has consumed was sent in a batch that is executed.",
            "Interop settlement modes, Implications on settlement process",
            Predicate::Always(|system, state| {
                system.chains().all(|chain| imports_of_executed_are_final(system, state, chain))
            }),
        )
        .cases(
            |system| by_chain(system, |one| of_imports(system, one).and(ChainPart::Executed.of(system, one))),
            |system, state, case| {
                of_chain(system, case, |chain| imports_of_executed_are_final(system, state, chain))
            },
        )
        .rests_on(&[
            Guard::DependencyIsExecuted,
            Guard::DependencyRootIsTheBatchRoot,
            Guard::LocalRootIsExtended,
            Guard::InteropRootIsSetOnce,
        ]),
    ]
}

/// What each mode promises besides.
fn by_mode() -> Vec<Property> {
    vec![
        Property::new(
            "proof_based_imports_are_final",
            "What a chain imports proof-based is executed: no other chain can make it start again.",
            "Interop settlement modes, Proof based interop",
            Predicate::Always(|system, state| {
                system.chains().all(|chain| proof_based_imports_are_final(system, state, chain))
            }),
        )
        .cases(
            |system| by_chain(system, |chain| of_mode(system, chain, Mode::ProofBased, of_imports(system, chain))),
            |system, state, case| {
                of_chain(system, case, |chain| proof_based_imports_are_final(system, state, chain))
            },
        )
        .rests_on(&[Guard::ImportedBatchIsExecuted])
        .applies(|scenario| scenario.parameters.uses(Mode::ProofBased)),
        Property::new(
            "commit_based_imports_were_committed",
            "A commit-based import is of a batch that its source has committed, unless the source has reverted it since.",
            "Interop settlement modes, Commit/Batch based interop",
            Predicate::Step(|system, _, _, after| {
                system.chains().all(|chain| live_imports_are_committed(system, after, chain))
            }),
        )
        .step_cases(
            |system| {
                let committed = |source| ChainPart::Committed.of(system, source);
                by_chain(system, |chain| {
                    let sources: Parts = system.parameters.sources(chain).map(committed).collect();
                    of_mode(system, chain, Mode::CommitBased, sources.and(of_imports(system, chain)))
                })
            },
            |system, _, _, after, case| {
                of_chain(system, case, |chain| live_imports_are_committed(system, after, chain))
            },
        )
        .rests_on(&[Guard::ImportedBatchIsCommitted])
        .applies(|scenario| scenario.parameters.uses(Mode::CommitBased) && !scenario.parameters.tee.locks()),
    ]
}

fn imported_roots_are_kept((before, action, after): (&State, &Action, &State), chain: ChainId) -> bool {
    let Action::AddInteropRoot { chain: of, number, .. } = *action else { return true };
    let kept = |state| importing(state, chain).map(|(_, import)| (import.number, import.generation));
    let root = before.chain(number.source).block(number.place).map(|block| (number, block.generation));
    of != chain || kept(before).chain(root).eq(kept(after))
}

fn imports_of_executed_are_final(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let executed = state.chain(chain).total_batches_executed;
    let mut of_executed = importing(state, chain).filter(|(place, _)| place.batch < executed);
    of_executed
        .all(|(_, import)| state.is_executed(&import) && state.was_of_the_source(system.mode(chain), &import))
}

/// These parts, if the chain imports by this mode.
fn of_mode(system: &InteropSettlement, chain: ChainId, mode: Mode, parts: Parts) -> Parts {
    if system.mode(chain) == mode { parts } else { Parts::NONE }
}

fn proof_based_imports_are_final(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let is_final = |import: &Import| state.is_executed(import) && state.is_live(Mode::ProofBased, import);
    system.mode(chain) != Mode::ProofBased || importing(state, chain).all(|(_, import)| is_final(&import))
}

/// Without locks what is reverted never comes back, so a root that is there and is not committed never was.
fn live_imports_are_committed(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let mut imports = importing(state, chain).filter(|_| system.mode(chain) == Mode::CommitBased);
    imports.all(|(_, import)| {
        let committed = state.chain(import.number.source).total_batches_committed;
        !state.is_live(Mode::CommitBased, &import) || import.number.place.batch < committed
    })
}
