//! Scenarios: a system with bounds, parties and a design variant, named and documented; and how a system states its own.

use std::fmt::{Debug, Display, Formatter, Result as FormatResult};

use crate::system::Protocol;

/// The bounds of a scenario, checked before a search starts.
pub trait Bounds: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// Whether the bounds make sense together.
    ///
    /// # Errors
    /// One clear sentence that names the bound that is wrong and what it may be.
    fn validate(&self) -> Result<(), String>;
}

/// Which of the literals of a scenario this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `SYSTEM/SCENARIO`: what the command line runs.
    Default,
    /// `SYSTEM/SCENARIO@small`: under a second, for tests and comparisons.
    Small,
    /// `SYSTEM/SCENARIO@wide`: with bounds at which there are too many states to visit one by one, so it runs with its
    /// system only where sets of them are visited.
    Wide,
}

/// What a run of a scenario is meant to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Every property that applies holds.
    Prove,
    /// The named properties are violated, and no other sooner: the design fails here.
    Refute(Vec<String>),
}

/// `prove` or `refute:PROPERTY`; where several are to be violated, with a `+` between them.
impl Display for Intent {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Prove => f.write_str("prove"),
            Self::Refute(properties) => write!(f, "refute:{}", properties.join("+")),
        }
    }
}

impl Intent {
    /// The properties that are to be violated.
    pub fn refuted(&self) -> &[String] {
        match self {
            Self::Prove => &[],
            Self::Refute(properties) => properties,
        }
    }

    /// Whether the property is to be violated.
    pub fn refutes(&self, property: &str) -> bool {
        self.refuted().iter().any(|name| name == property)
    }
}

/// A system with bounds: the unit of a run, and what "proved" is relative to.
#[derive(Clone, Debug)]
pub struct Scenario<S: Protocol> {
    /// The name without `@small` or `@wide`, in snake case.
    pub name: String,
    /// Default, small or wide.
    pub size: Size,
    /// Whether it runs only when named.
    pub nightly: bool,
    /// Proof or refutation.
    pub intent: Intent,
    /// One sentence: who does what here.
    pub summary: String,
    /// The bounds, parties and variant.
    pub parameters: S::Parameters,
    /// The `sometimes` properties that must be witnessed here.
    pub witnesses: Vec<&'static str>,
    /// The kinds of action, from [`Protocol::ACTIONS`], that must fire here.
    pub must_fire: Vec<&'static str>,
    /// Whether every state has to have a successor, be it itself; one that has none is a deadlock.
    pub deadlock_free: bool,
}

impl<S: Protocol> Scenario<S> {
    /// The name as on the command line: `round_trip` or `round_trip@small`.
    pub fn label(&self) -> String {
        match self.size {
            Size::Default => self.name.clone(),
            Size::Small => format!("{}@small", self.name),
            Size::Wide => format!("{}@wide", self.name),
        }
    }
}

/// A scenario with its `@small` twin, and the designs of it that fail, each in both sizes; some have wide bounds
/// besides. So a system states them.
///
/// A proof says how its bounds differ from the usual ones, its small twin how it differs from the proof, and a
/// refutation which design it has instead. What follows one of them in the chain is said of that one, in both sizes.
#[derive(Clone, Debug)]
pub struct Family<S: Protocol> {
    /// Each in both sizes, the proof first.
    pairs: Vec<[Scenario<S>; 2]>,
    /// The proof with wide bounds, if it has any.
    wide: Option<Scenario<S>>,
}

impl<S: Protocol> Family<S> {
    /// A scenario in which every property that applies is to hold, and what makes the small twin of it.
    pub fn prove(name: &str, parameters: S::Parameters, small: impl FnOnce(&mut S::Parameters)) -> Self {
        let default = Scenario {
            name: name.into(),
            size: Size::Default,
            nightly: false,
            intent: Intent::Prove,
            summary: String::new(),
            parameters,
            witnesses: Vec::new(),
            must_fire: Vec::new(),
            deadlock_free: false,
        };
        let mut twin = Scenario { size: Size::Small, ..default.clone() };
        small(&mut twin.parameters);
        Self { pairs: vec![[default, twin]], wide: None }
    }

    /// The proof so far said, with bounds for which sets of states are needed.
    #[must_use]
    pub fn wide(mut self, bounds: impl FnOnce(&mut S::Parameters)) -> Self {
        if let Some([proved, _]) = self.pairs.first() {
            let mut wide = Scenario { size: Size::Wide, ..proved.clone() };
            bounds(&mut wide.parameters);
            self.wide = Some(wide);
        }
        self
    }

    /// The proof in another design, in which `properties` fail. A refutation may end early, so nothing must be seen in it
    /// unless it says so itself.
    #[must_use]
    pub fn refute(mut self, name: &str, properties: &[&str], design: impl Fn(&mut S::Parameters)) -> Self {
        let intent = Intent::Refute(properties.iter().map(|property| (*property).into()).collect());
        let refuted = self.pairs.first().cloned().map(|proved| {
            proved.map(|mut scenario| {
                design(&mut scenario.parameters);
                let (name, intent) = (name.into(), intent.clone());
                Scenario { name, intent, witnesses: Vec::new(), must_fire: Vec::new(), ..scenario }
            })
        });
        self.pairs.extend(refuted);
        self
    }

    /// One sentence: who does what, or how the design fails.
    #[must_use]
    pub fn summary(self, sentence: &str) -> Self {
        self.said_of_the_last(|scenario| scenario.summary = sentence.into())
    }

    /// The `sometimes` properties without which the result would say nothing.
    #[must_use]
    pub fn witnesses(self, names: &[&'static str]) -> Self {
        self.said_of_the_last(|scenario| scenario.witnesses = names.to_vec())
    }

    /// The kinds of action without which the result would say nothing.
    #[must_use]
    pub fn must_fire(self, names: &[&'static str]) -> Self {
        self.said_of_the_last(|scenario| scenario.must_fire = names.to_vec())
    }

    /// Every state has a successor, be it itself; one that has none is a deadlock.
    #[must_use]
    pub fn deadlock_free(self) -> Self {
        self.said_of_the_last(|scenario| scenario.deadlock_free = true)
    }

    /// The whole family runs only when named: its bounds are too large for every change.
    #[must_use]
    pub fn nightly(mut self) -> Self {
        let all = self.pairs.iter_mut().flatten().chain(&mut self.wide);
        all.for_each(|scenario| scenario.nightly = true);
        self
    }

    fn said_of_the_last(mut self, say: impl FnMut(&mut Scenario<S>)) -> Self {
        self.pairs.last_mut().into_iter().flatten().for_each(say);
        self
    }
}

impl<S: Protocol> IntoIterator for Family<S> {
    type Item = Scenario<S>;
    type IntoIter = std::iter::Chain<
        std::iter::Flatten<std::vec::IntoIter<[Scenario<S>; 2]>>,
        std::option::IntoIter<Scenario<S>>,
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.pairs.into_iter().flatten().chain(self.wide)
    }
}
