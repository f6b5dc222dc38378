//! Systems without their properties: all else that they say is handed on, so that a search counts all there is, whatever
//! breaks. A part can be left out of the footprints of some classes, as if whoever wrote them had forgotten it.

use counterfoil_model::footprint::{Footprint, Parts};
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::{Book, Fair, Presentation, Protocol, StateSpace, System};
use counterfoil_properties::property::{Property, Specified};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A system of which nothing is asked, and of whose footprints something can be left out.
#[derive(Clone)]
pub(crate) struct Bare<S: System> {
    system: S,
    parameters: Parameters<S::Parameters>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parameters<P> {
    pub(crate) of_system: P,
    /// Some classes, and a part that their footprints do not name.
    pub(crate) classes: Vec<usize>,
    pub(crate) left_out: usize,
}

impl<P: Bounds + Serialize + DeserializeOwned> Bounds for Parameters<P> {
    fn validate(&self) -> Result<(), String> {
        self.of_system.validate()
    }
}

impl<S: System> Protocol for Bare<S> {
    const NAME: &'static str = S::NAME;
    const FAIR: &'static [Fair] = S::FAIR;

    type Parameters = Parameters<S::Parameters>;
    type State = S::State;
    type Action = S::Action;
    type Guard = S::Guard;

    fn new(parameters: &Self::Parameters, guards: GuardSet<S::Guard>) -> Self {
        Self { system: S::new(&parameters.of_system, guards), parameters: parameters.clone() }
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        let scenarios = S::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small);
        let careless = scenarios.map(|scenario| Scenario {
            name: scenario.name,
            size: scenario.size,
            nightly: false,
            intent: Intent::Prove,
            summary: scenario.summary,
            parameters: Parameters { of_system: scenario.parameters, classes: vec![], left_out: 0 },
            witnesses: vec![],
            must_fire: vec![],
            deadlock_free: false,
        });
        careless.collect()
    }

    fn guards(&self) -> &GuardSet<S::Guard> {
        self.system.guards()
    }

    fn init_states(&self) -> Vec<S::State> {
        self.system.init_states()
    }

    fn actions(&self, state: &S::State, actions: &mut Vec<S::Action>) {
        self.system.actions(state, actions);
    }

    fn next_state(&self, state: &S::State, action: &S::Action) -> Result<S::State, S::Guard> {
        self.system.next_state(state, action)
    }
}

impl<S: System> Presentation for Bare<S> {
    fn books(&self, state: &S::State) -> Vec<Book> {
        self.system.books(state)
    }
}

impl<S: System> StateSpace for Bare<S> {
    fn parts(&self) -> usize {
        self.system.parts()
    }

    fn part_name(&self, part: usize) -> String {
        self.system.part_name(part)
    }

    fn write_part(&self, state: &S::State, part: usize, bytes: &mut Vec<u8>) {
        self.system.write_part(state, part, bytes);
    }

    fn read_part(&self, state: &mut S::State, part: usize, bytes: &mut &[u8]) -> Option<()> {
        self.system.read_part(state, part, bytes)
    }

    fn footprints(&self) -> Vec<Footprint> {
        let left_out = Parts::one(self.parameters.left_out);
        let mut footprints = self.system.footprints();
        for class in &self.parameters.classes {
            let Footprint { reads, writes } = footprints[*class];
            footprints[*class] =
                Footprint { reads: reads.without(left_out), writes: writes.without(left_out) };
        }
        footprints
    }

    fn class(&self, action: &S::Action) -> usize {
        self.system.class(action)
    }
}

impl<S: System> Specified for Bare<S> {
    fn properties() -> &'static [Property<Self>] {
        &[]
    }
}
