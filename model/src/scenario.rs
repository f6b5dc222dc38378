//! Scenarios: a system with bounds, parties and a design variant, named and documented.

use std::fmt::{Debug, Display, Formatter, Result as FormatResult};

use crate::system::System;

/// The bounds of a scenario, checked before a search starts.
pub trait Bounds: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// Whether the bounds make sense together.
    ///
    /// # Errors
    /// One clear sentence that names the bound that is wrong and what it may be.
    fn validate(&self) -> Result<(), String>;
}

/// Which of the two literals of a scenario this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// `SYSTEM/SCENARIO`: what the command line runs.
    Default,
    /// `SYSTEM/SCENARIO@small`: under a second, for tests and comparisons.
    Small,
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
pub struct Scenario<S: System> {
    /// The name without `@small`, in snake case.
    pub name: String,
    /// Default or small.
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
    /// The kinds of action, from [`System::ACTIONS`], that must fire here.
    pub must_fire: Vec<&'static str>,
    /// Whether every state has to have a successor, be it itself; one that has none is a deadlock.
    pub deadlock_free: bool,
}

impl<S: System> Scenario<S> {
    /// The name as on the command line: `round_trip` or `round_trip@small`.
    pub fn label(&self) -> String {
        match self.size {
            Size::Default => self.name.clone(),
            Size::Small => format!("{}@small", self.name),
        }
    }
}
