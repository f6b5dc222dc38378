//! The properties that a search along one way at a time still asks about. It has no graph of states, so
//! it cannot ask about liveness.

use counterfoil_properties::property::{Predicate, Property, Specified};
use counterfoil_properties::specification::Specification;

use crate::engine::Unasked;

/// A system, and the properties of it that have no counterexample or witness yet.
pub(in crate::engine) struct Questions<'a, S: Specified> {
    system: &'a S,
    properties: &'a [&'static Property<S>],
    /// The indices of the open properties: of states, of steps.
    of_states: Vec<usize>,
    of_steps: Vec<usize>,
}

impl<'a, S: Specified> Questions<'a, S> {
    /// All properties of the specification, open.
    pub(in crate::engine) fn new(specification: &'a Specification<S>) -> Self {
        let properties = specification.properties();
        let (of_steps, of_states) = (0..properties.len())
            .filter(|index| !properties[*index].kind().is_liveness())
            .partition(|index| matches!(properties[*index].predicate, Predicate::Step(_)));
        Self { system: specification.system(), properties, of_states, of_steps }
    }

    /// The indices of the properties that it does not ask about, for this reason.
    pub(in crate::engine) fn unasked(&self, reason: Unasked) -> Vec<(usize, Unasked)> {
        let properties = self.properties.iter().enumerate();
        let unasked = properties.filter(|(_, property)| property.kind().is_liveness());
        unasked.map(|(index, _)| (index, reason)).collect()
    }

    /// The system that they are about.
    pub(in crate::engine) fn system(&self) -> &'a S {
        self.system
    }

    /// The open properties that `state` violates or witnesses.
    pub(in crate::engine) fn of_state(&self, state: &S::State) -> impl Iterator<Item = usize> {
        self.of_states.iter().copied().filter(move |index| match self.properties[*index].predicate {
            Predicate::Always(holds) => !holds(self.system, state),
            Predicate::Sometimes(holds) => holds(self.system, state),
            Predicate::Step(_)
            | Predicate::Eventually(_)
            | Predicate::EventuallyEach(_)
            | Predicate::AlwaysPossible(_) => false,
        })
    }

    /// The open properties that the transition violates.
    pub(in crate::engine) fn of_step(
        &self,
        before: &S::State,
        action: &S::Action,
        after: &S::State,
    ) -> impl Iterator<Item = usize> {
        self.of_steps.iter().copied().filter(move |index| match self.properties[*index].predicate {
            Predicate::Step(holds) => !holds(self.system, before, action, after),
            _ => false,
        })
    }

    /// Asks no more about the properties of which something is `found`.
    pub(in crate::engine) fn close<F>(&mut self, found: &[Option<F>]) {
        self.of_states.retain(|index| found[*index].is_none());
        self.of_steps.retain(|index| found[*index].is_none());
    }
}
