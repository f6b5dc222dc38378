//! A system together with what must hold of it, offered as a `stateright` model.
//!
//! Anybody can run stateright's own checkers and its Explorer on a [`Specification`]. Two of its
//! traits decide the shape of this file. A stateright property is a plain function pointer, so the
//! list of properties is carried by the model. And with several properties its breadth-first search
//! lets later violations overwrite shorter ones, so it is given exactly one: the conjunction of the
//! `always` properties, or a single `sometimes`.

use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::System;

use crate::property::{Predicate, Property, Specified};

/// What stateright is asked about a [`Specification`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    /// Do all `always` properties hold in every state?
    Invariants,
    /// Is a state reachable in which the `sometimes` property at this index holds?
    Witness(usize),
}

/// A system and the properties that apply to its scenario.
pub struct Specification<S: System> {
    system: S,
    properties: Vec<&'static Property<S>>,
    question: Question,
}

impl<S: Specified> Specification<S> {
    /// The specification of `scenario`: the properties that apply to it, of a system with its bounds.
    pub fn new(system: S, scenario: &Scenario<S>) -> Self {
        let properties = S::properties().iter().filter(|property| (property.applies)(scenario)).collect();
        Self { system, properties, question: Question::Invariants }
    }

    /// The same specification with only the properties that `keep` selects.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(&Property<S>) -> bool) -> Self {
        self.properties.retain(|property| keep(property));
        self
    }

    /// The same specification, asking stateright for the `sometimes` property at `index` of
    /// [`Specification::properties`].
    #[must_use]
    pub fn asking_for_witness(mut self, index: usize) -> Self {
        self.question = Question::Witness(index);
        self
    }

    /// The system.
    pub fn system(&self) -> &S {
        &self.system
    }

    /// The properties that apply, in the order of the system's list.
    pub fn properties(&self) -> &[&'static Property<S>] {
        &self.properties
    }

    fn invariants_hold(&self, state: &S::State) -> bool {
        self.properties.iter().all(|property| match property.predicate {
            Predicate::Always(holds) => holds(&self.system, state),
            Predicate::Step(_)
            | Predicate::Sometimes(_)
            | Predicate::Eventually(_)
            | Predicate::EventuallyEach(_)
            | Predicate::AlwaysPossible(_) => true,
        })
    }

    fn is_witness(&self, state: &S::State) -> bool {
        let Question::Witness(index) = self.question else { return false };
        match self.properties.get(index).map(|property| &property.predicate) {
            Some(Predicate::Sometimes(holds)) => holds(&self.system, state),
            _ => false,
        }
    }
}

impl<S: Specified> stateright::Model for Specification<S> {
    type State = S::State;
    type Action = S::Action;

    fn init_states(&self) -> Vec<S::State> {
        self.system.init_states()
    }

    fn actions(&self, state: &S::State, actions: &mut Vec<S::Action>) {
        self.system.actions(state, actions);
    }

    fn next_state(&self, state: &S::State, action: S::Action) -> Option<S::State> {
        self.system.next_state(state, &action).ok()
    }

    fn properties(&self) -> Vec<stateright::Property<Self>> {
        match self.question {
            Question::Invariants => {
                vec![stateright::Property::<Self>::always("invariants", Self::invariants_hold)]
            }
            Question::Witness(_) => {
                vec![stateright::Property::<Self>::sometimes("witness", Self::is_witness)]
            }
        }
    }
}
