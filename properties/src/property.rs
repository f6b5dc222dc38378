//! A property: its sentence, where it comes from, what it rests on, and the predicate.

use counterfoil_model::footprint::Parts;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::{Protocol, System};

/// What a predicate speaks about, and what a search has to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An invariant of states.
    Always,
    /// An invariant of transitions.
    Step,
    /// A state must be reachable: a witness.
    Sometimes,
    /// On every fair run, something follows.
    Eventually,
    /// From every state, honest parties can still bring something about.
    AlwaysPossible,
}

impl Kind {
    /// The kind as reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Step => "step",
            Self::Sometimes => "sometimes",
            Self::Eventually => "eventually",
            Self::AlwaysPossible => "always_possible",
        }
    }

    /// Whether it speaks about what can follow a state, so that only the whole graph of states tells.
    pub fn is_liveness(self) -> bool {
        matches!(self, Self::Eventually | Self::AlwaysPossible)
    }
}

/// The predicate of a property.
pub enum Predicate<S: System> {
    /// Holds in every reachable state.
    Always(fn(&S, &S::State) -> bool),
    /// Holds for every transition: before, action, after.
    Step(fn(&S, &S::State, &S::Action, &S::State) -> bool),
    /// Holds in some reachable state.
    Sometimes(fn(&S, &S::State) -> bool),
    /// What must follow what, on every run that is fair ([`Protocol::fair_class`]).
    Eventually(LeadsTo<S>),
    /// The same of each of several, such as one for each chain: it need not come of all of them at once.
    EventuallyEach(&'static [LeadsTo<S>]),
    /// Holds in a state that honest actions ([`Protocol::is_honest_action`]) lead to, from every
    /// reachable state, whatever led there. In computation tree logic: `AG EF`, the `EF` over honest
    /// actions.
    AlwaysPossible(fn(&S, &S::State) -> bool),
}

impl<S: System> Predicate<S> {
    /// What must follow what, if anything must.
    pub fn due(&self) -> &[LeadsTo<S>] {
        match self {
            Self::Eventually(due) => std::slice::from_ref(due),
            Self::EventuallyEach(all) => all,
            Self::Always(_) | Self::Step(_) | Self::Sometimes(_) | Self::AlwaysPossible(_) => &[],
        }
    }
}

/// Wherever `from` holds, `to` holds there or later.
pub struct LeadsTo<S: System> {
    /// Where something is due; everywhere, if it is always true.
    pub from: fn(&S, &S::State) -> bool,
    /// What is due.
    pub to: fn(&S, &S::State) -> bool,
}

/// One named number of an equation, as a violated property shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is counted: "supply of A", `L1 chainBalance[A]`.
    pub name: String,
    /// How much of it there is.
    pub amount: i64,
}

/// Both sides of the equation or inequality that a property states, for one case of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// Which case: "chain A".
    pub case: String,
    /// What the left side is called: "owed".
    pub left: (&'static str, Vec<Term>),
    /// How the sides must compare: "=", "<=".
    pub relation: &'static str,
    /// What the right side is called: "cover".
    pub right: (&'static str, Vec<Term>),
}

/// Gives both sides of an equation in a state, one entry a case.
pub type BothSides<S> = fn(&S, &<S as Protocol>::State) -> Vec<Sides>;

/// A property of states as a conjunction: one case a party, each of which reads less than all together do.
///
/// Searches that visit sets of states ask each case of what it reads. All cases together are the predicate of the
/// property, in every state; the tests of the checker hold them against each other. Where something else is given, an
/// invariant is that the cases hold wherever it does, and a witness is a state in which both do.
pub struct Cases<S: System> {
    /// The parts of a state that each case reads.
    pub reads: fn(&S) -> Vec<Parts>,
    /// Whether the case with this number holds in a state.
    pub holds: fn(&S, &S::State, usize) -> bool,
}

/// Whether a case holds of a step: before, action, after, and the number of the case.
pub type StepCase<S> =
    fn(&S, &<S as Protocol>::State, &<S as Protocol>::Action, &<S as Protocol>::State, usize) -> bool;

/// A property of steps as a conjunction: one case a party, each of which reads less than all together do.
///
/// A case holds of every step of a class of actions that writes nothing of what the case reads. So searches that visit
/// sets of states ask it of the other classes only; the tests of the checker hold every case to that.
pub struct StepCases<S: System> {
    /// The parts of a state that each case reads, before and after, besides what the action itself touches.
    pub reads: fn(&S) -> Vec<Parts>,
    /// Whether the case with this number holds of a step.
    pub holds: StepCase<S>,
}

/// One entry of a system's list of properties: [`Property::new`] with what every property has, followed by what
/// some have besides.
pub struct Property<S: System> {
    /// The name on the command line, in snake case.
    pub name: &'static str,
    /// One sentence in the protocol's words.
    pub statement: &'static str,
    /// The title and section of the document that it comes from.
    pub spec: &'static str,
    /// The theme, as the guards name it: "sum", "isolation", "replay".
    pub theme: &'static str,
    /// The guards that it is known to rest on.
    pub rests_on: &'static [S::Guard],
    /// Which scenarios it speaks about.
    pub applies: fn(&Scenario<S>) -> bool,
    /// What is asked.
    pub predicate: Predicate<S>,
    /// Both sides of the equation in a state, one entry a case, where the property is an equation.
    pub sides: Option<BothSides<S>>,
    /// The parts of a state that the predicate reads; a property of steps reads them before and after, besides what
    /// the action itself touches.
    pub reads: fn(&S) -> Parts,
    /// The predicate as a conjunction, if it is one.
    pub cases: Option<Cases<S>>,
    /// What has to hold for the cases to be asked about, as a conjunction, if anything has to.
    pub given: Option<Cases<S>>,
    /// The predicate as a conjunction, if it is one of steps.
    pub step_cases: Option<StepCases<S>>,
}

impl<S: System> Property<S> {
    /// A property of every scenario that rests on no guard, until more is said: its name, its sentence, where it is
    /// specified, and what is asked.
    pub const fn new(
        name: &'static str,
        statement: &'static str,
        spec: &'static str,
        predicate: Predicate<S>,
    ) -> Self {
        let applies = |_: &Scenario<S>| true;
        Self {
            name,
            statement,
            spec,
            theme: "",
            rests_on: &[],
            applies,
            predicate,
            sides: None,
            reads: |_| Parts::ALL,
            cases: None,
            given: None,
            step_cases: None,
        }
    }

    /// The theme, where no [`theme`] of several gives it.
    #[must_use]
    pub const fn theme(mut self, name: &'static str) -> Self {
        self.theme = name;
        self
    }

    /// The guards that it is known to rest on.
    #[must_use]
    pub const fn rests_on(mut self, guards: &'static [S::Guard]) -> Self {
        self.rests_on = guards;
        self
    }

    /// Which scenarios it speaks about, if not about all.
    #[must_use]
    pub const fn applies(mut self, applies: fn(&Scenario<S>) -> bool) -> Self {
        self.applies = applies;
        self
    }

    /// Both sides of it, where it is an equation.
    #[must_use]
    pub const fn sides(mut self, sides: BothSides<S>) -> Self {
        self.sides = Some(sides);
        self
    }

    /// The parts of a state that it reads, if not all. A property with cases reads what they do.
    #[must_use]
    pub const fn reads(mut self, parts: fn(&S) -> Parts) -> Self {
        self.reads = parts;
        self
    }

    /// The cases of which it is the conjunction.
    #[must_use]
    pub const fn cases(
        mut self,
        reads: fn(&S) -> Vec<Parts>,
        holds: fn(&S, &S::State, usize) -> bool,
    ) -> Self {
        self.cases = Some(Cases { reads, holds });
        self
    }

    /// What has to hold for the cases to be asked about: an invariant or a witness that speaks only of some states. It is
    /// nothing without cases.
    #[must_use]
    pub const fn given(
        mut self,
        reads: fn(&S) -> Vec<Parts>,
        holds: fn(&S, &S::State, usize) -> bool,
    ) -> Self {
        self.given = Some(Cases { reads, holds });
        self
    }

    /// The cases of which it is the conjunction, where it is about steps.
    #[must_use]
    pub const fn step_cases(mut self, reads: fn(&S) -> Vec<Parts>, holds: StepCase<S>) -> Self {
        self.step_cases = Some(StepCases { reads, holds });
        self
    }

    /// The kind of its predicate.
    pub fn kind(&self) -> Kind {
        match self.predicate {
            Predicate::Always(_) => Kind::Always,
            Predicate::Step(_) => Kind::Step,
            Predicate::Sometimes(_) => Kind::Sometimes,
            Predicate::Eventually(_) | Predicate::EventuallyEach(_) => Kind::Eventually,
            Predicate::AlwaysPossible(_) => Kind::AlwaysPossible,
        }
    }
}

/// The properties of one theme.
pub fn theme<S: System>(name: &'static str, mut properties: Vec<Property<S>>) -> Vec<Property<S>> {
    for property in &mut properties {
        property.theme = name;
    }
    properties
}

/// A system for which properties are stated.
pub trait Specified: System {
    /// Every property of the system, theme by theme; names are unique.
    fn properties() -> &'static [Property<Self>];

    /// Whether a property names one of several parties that are interchangeable in some scenario, so that it
    /// may hold of one and not of another. Nothing can be asked about it where states that differ by a
    /// permutation are taken for one.
    fn names_a_party(_property: &Property<Self>) -> bool {
        false
    }

    /// The parts of a state on which a property depends, as its own entry says, or those of its cases.
    fn reads(&self, property: &Property<Self>) -> Parts {
        match (&property.cases, &property.step_cases) {
            (Some(cases), _) => {
                let given = property.given.as_ref().map(|given| (given.reads)(self)).unwrap_or_default();
                (cases.reads)(self).into_iter().chain(given).collect()
            }
            (None, Some(cases)) => (cases.reads)(self).into_iter().collect(),
            (None, None) => (property.reads)(self),
        }
    }
}
