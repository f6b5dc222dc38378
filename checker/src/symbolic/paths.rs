//! Shortest ways to sets of states, as the actions that go them.

use counterfoil_model::system::System;
use counterfoil_traces::replay::{Fault, Trace};

use super::diagrams::Set;
use super::layers::Layers;
use super::space::Space;
use super::stop::Stop;

/// A way from an initial state, and the state in which it ends.
pub(super) struct Way<S: System> {
    pub(super) trace: Trace<S::Action>,
    pub(super) end: S::State,
}

/// A way to a state of `target`, which are some of those of this level.
///
/// Of the shortest ways it is the first, in the order of the initial states and of the actions.
pub(super) fn to<S: System>(
    space: &mut Space<'_, S>,
    layers: &Layers,
    (level, target): (usize, Set),
) -> Result<Way<S>, Stop> {
    let mut sets = vec![target];
    for level in layers.levels[..level].iter().rev() {
        let behind = sets[sets.len() - 1];
        sets.push(space.preimage((behind, *level), |_| true)?);
    }
    let first = sets.pop().unwrap_or(target);
    let starts = &space.starts;
    let start = starts.iter().position(|(_, vector)| space.diagrams.has(first, vector));
    let start = start.ok_or(Fault::NoSuchStart(0))?;
    let end = space.starts[start].0.clone();
    let mut way = Way { trace: Trace::finite(start, Vec::new()), end };
    sets.reverse();
    for set in sets {
        way.step_into(space, set)?;
    }
    Ok(way)
}

impl<S: System> Way<S> {
    /// Takes the first action that leads into `set`.
    pub(super) fn step_into(&mut self, space: &mut Space<'_, S>, set: Set) -> Result<(), Stop> {
        self.step(space, |space, _, next| {
            let vector = space.dictionary.known_vector(next);
            vector.is_some_and(|vector| space.diagrams.has(set, &vector))
        })
    }

    /// Takes the first action that changes something and is meant, by itself and by where it leads.
    pub(super) fn step(
        &mut self,
        space: &mut Space<'_, S>,
        is_meant: impl Fn(&mut Space<'_, S>, &S::Action, &S::State) -> bool,
    ) -> Result<(), Stop> {
        let mut actions = Vec::new();
        space.system.actions(&self.end, &mut actions);
        for action in actions {
            let Ok(next) = space.system.next_state(&self.end, &action) else { continue };
            if next != self.end && is_meant(space, &action, &next) {
                self.trace.actions.push(action);
                self.end = next;
                return Ok(());
            }
        }
        let action = "the one that led on in the search".to_owned();
        Err(Fault::NotOffered { step: self.trace.actions.len() + 1, action }.into())
    }

    /// Takes the first action that is taken as is meant, whether it changes something or not.
    pub(super) fn step_that(
        &mut self,
        system: &S,
        is_meant: impl Fn(&S, &S::State, &S::Action, &S::State) -> bool,
    ) -> Result<(), Stop> {
        let mut actions = Vec::new();
        system.actions(&self.end, &mut actions);
        for action in actions {
            let Ok(next) = system.next_state(&self.end, &action) else { continue };
            if is_meant(system, &self.end, &action, &next) {
                self.trace.actions.push(action);
                self.end = next;
                return Ok(());
            }
        }
        let action = "the one that violates a property".to_owned();
        Err(Fault::NotOffered { step: self.trace.actions.len() + 1, action }.into())
    }
}
