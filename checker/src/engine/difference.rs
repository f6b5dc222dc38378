//! Which mutants do anything that the design does not, in the states that a search of the design meets.
//!
//! A mutant whose every step from those states is the design's own has, by induction over the length of a trace, the
//! design's states and steps and no others: nothing asked about the one is answered otherwise about the other.

use std::sync::atomic::{AtomicBool, Ordering};

use counterfoil_model::guard::{Asked, GuardSet, GuardTable};
use counterfoil_model::mutant::Mutant;
use counterfoil_model::system::System;

use crate::panics;

/// The mutants that are asked about, by the index of their guard.
pub(crate) struct Differences<S> {
    of_guards: Vec<Vec<Mutated<S>>>,
}

struct Mutated<S> {
    mutant: Mutant,
    system: S,
    differs: AtomicBool,
}

impl<S: System> Differences<S> {
    /// Nothing is known of `mutants` yet; nothing at all if there is none.
    pub(crate) fn of(parameters: &S::Parameters, mutants: &[Mutant]) -> Option<Self> {
        let mutated = |mutant: &Mutant| Mutated {
            mutant: *mutant,
            system: S::new(parameters, GuardSet::with_all(&[*mutant])),
            differs: AtomicBool::new(false),
        };
        let of_guard = |guard: &S::Guard| {
            mutants.iter().filter(|one| one.guard.name == guard.name()).map(mutated).collect()
        };
        (!mutants.is_empty()).then(|| Self { of_guards: S::Guard::ALL.iter().map(of_guard).collect() })
    }

    /// What can be attempted in the design, appended to `actions`; and whether it would be anything else in a mutant, or
    /// anything else an honest party's.
    pub(crate) fn actions(&self, design: &S, state: &S::State, actions: &mut Vec<S::Action>) {
        let offered = |system: &S| {
            let mut actions = Vec::new();
            system.actions(state, &mut actions);
            let honest = actions.iter().map(|action| system.is_honest_action(state, action));
            let honest: Vec<bool> = honest.collect();
            (actions, honest)
        };
        Asked::take();
        let of_design = offered(design);
        self.compare(|mutant| offered(mutant) == of_design);
        actions.extend(of_design.0);
    }

    /// What becomes of an attempt in the design; and whether it would be anything else in a mutant.
    pub(crate) fn next_state(
        &self,
        design: &S,
        state: &S::State,
        action: &S::Action,
    ) -> Result<S::State, S::Guard> {
        Asked::take();
        let outcome = design.next_state(state, action);
        self.compare(|mutant| mutant.next_state(state, action) == outcome);
        outcome
    }

    /// Asks the mutants of what the design has asked for, as its guards have noted, until they were seen to differ.
    fn compare(&self, is_the_same: impl Fn(&S) -> bool) {
        for one in Asked::take().indices().filter_map(|index| self.of_guards.get(index)).flatten() {
            // What panics does not do what the design does.
            let differs = || !panics::catch(|| is_the_same(&one.system)).unwrap_or(false);
            if !one.differs.load(Ordering::Relaxed) && differs() {
                one.differs.store(true, Ordering::Relaxed);
            }
        }
    }

    /// The names of the mutants that were seen to differ.
    pub(crate) fn seen(&self) -> Vec<String> {
        let all = self.of_guards.iter().flatten();
        all.filter(|one| one.differs.load(Ordering::Relaxed)).map(|one| one.mutant.name()).collect()
    }
}
