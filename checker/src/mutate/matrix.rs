//! The matrix: each mutant, what became of it, and which searches show it.

use counterfoil_model::mutant::{Mutant, Survivor};
use counterfoil_traces::format::TraceFile;

use crate::exit::Code;

/// A property that a mutant breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kill {
    /// The property; or the action or witness that no longer happens; or `deadlock`.
    pub property: &'static str,
    /// The property's theme; nothing for an action or a deadlock.
    pub theme: Option<&'static str>,
    /// Where.
    pub scenario: String,
    /// How many actions the shortest counterexample has; nothing where a witness or an action is gone, which only
    /// a finished search shows.
    pub depth: Option<usize>,
    /// The counterexample.
    pub trace: Option<Box<TraceFile>>,
}

/// One search of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The scenario.
    pub scenario: String,
    /// How many states were visited.
    pub unique: u128,
    /// Whether nothing was left to search.
    pub complete: bool,
}

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It breaks these properties, those of its guard's theme first.
    Killed(Vec<Kill>),
    /// It breaks nothing, and somebody has written why.
    Explained {
        /// Why.
        survivor: Survivor,
        /// What breaks sooner once the guards that imply this one are off as well.
        pair: Option<Kill>,
    },
    /// Its guard refuses nothing in any of the scenarios, since this property holds.
    Backstop(&'static str),
    /// It breaks nothing, and nobody has written why.
    Survived,
    /// There is a written reason, but it does not fit: the mutant is killed, or the guards that are said to imply
    /// it do not.
    Misexplained(Vec<Kill>),
    /// A search was cut before it showed anything.
    Undecided,
    /// A rule or a property panicked.
    Panicked(String),
}

/// A row of the matrix: a mutant and what became of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is wrong.
    pub mutant: Mutant,
    /// What became of it.
    pub fate: Fate,
    /// The searches that show it.
    pub searches: Vec<Search>,
    /// Wall-clock time.
    pub seconds: f64,
}

/// A property and what breaks it.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its theme.
    pub theme: &'static str,
    /// The mutants, and the variants of the design, that break it.
    pub broken_by: Vec<String>,
}

/// What mutation says of a system.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The system's name.
    pub system: &'static str,
    /// The scenarios that were tried, in order.
    pub scenarios: Vec<String>,
    /// Every mutant, in the order of the guards.
    pub rows: Vec<Row>,
    /// Every invariant that applies to one of the scenarios.
    pub properties: Vec<Property>,
    /// Whether the whole system was asked about: then each property must be broken by something.
    pub is_whole: bool,
    /// Wall-clock time.
    pub seconds: f64,
}

impl Row {
    /// Whether a property of the theme of its guard is broken.
    pub fn is_killed_by_theme(&self) -> bool {
        matches!(&self.fate, Fate::Killed(kills)
            if kills.iter().any(|kill| kill.theme == Some(self.mutant.guard.theme)))
    }
}

impl Fate {
    /// The fate as reports write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Killed(_) => "killed",
            Self::Explained { .. } => "explained",
            Self::Backstop(_) => "backstop",
            Self::Survived => "survived",
            Self::Misexplained(_) => "misexplained",
            Self::Undecided => "undecided",
            Self::Panicked(_) => "panicked",
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Killed(_) | Self::Explained { .. } | Self::Backstop(_) => Code::Success,
            Self::Survived | Self::Misexplained(_) => Code::Survived,
            Self::Undecided => Code::Incomplete,
            Self::Panicked(_) => Code::Panicked,
        }
    }
}

impl Matrix {
    /// The properties that neither a mutant nor a variant breaks.
    pub fn unbroken(&self) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(|property| property.broken_by.is_empty())
    }

    /// The exit code of this matrix alone.
    pub fn code(&self) -> Code {
        let of_mutants = self.rows.iter().map(|row| row.fate.code());
        let nothing_breaks = self.is_whole && self.unbroken().next().is_some();
        // A search that was cut may have been the one that breaks it.
        let is_cut = self.rows.iter().any(|row| row.fate == Fate::Undecided);
        let of_properties = if nothing_breaks && !is_cut { Code::Missing } else { Code::Success };
        of_mutants.fold(of_properties, Code::and)
    }
}
