//! Mutation: each guard is got wrong in turn, and some property must notice.
//!
//! A mutant that breaks a property shows two things at once: the property says something, and the guard is
//! needed. One that breaks nothing is a finding about the model, with a written reason or without. A search
//! of a mutant ends at its first kill, after whole levels, so that each kill is a shortest one; what survives
//! has been searched to the end.
//!
//! The scenarios that are to prove something are tried in the order of their size. Where a guard of kind
//! `Require` refuses nothing in a finished search of the design, the same search of the mutant would meet the
//! same states and refuse no more: by induction over the length of a trace, whoever refuses less refuses
//! nothing where nothing was refused. So such a scenario is left out, unless the system consults the guard
//! elsewhere ([`System::consults`](counterfoil_model::system::System::consults)): then the design does not
//! even attempt what the guard would refuse.

mod baseline;
mod broken;
mod hunt;
mod pair;
pub(crate) mod queue;

use std::sync::OnceLock;
use std::time::Instant;

use counterfoil_model::mutant::{Mutant, Survivor};
use counterfoil_traces::format::TraceFile;

use crate::catalogue::{AnyScenario, AnySystem, ScenarioInfo};
use crate::engine::Limits;
use crate::exit::{Code, Failure};

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
    pub unique: u64,
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

/// How mutants are to be searched.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// How many mutants are searched at a time, each by one thread.
    pub threads: usize,
    /// What ends a search. A mutant that creates value has infinitely many states.
    pub limits: Limits,
}

/// A scenario that mutants are tried in.
pub struct Candidate {
    /// What is known of it.
    pub info: ScenarioInfo,
    /// The scenario itself.
    pub scenario: Box<dyn AnyScenario>,
}

/// What is asked of a system.
pub struct Question {
    /// The scenarios that are tried first, and those that follow where they are not enough.
    pub first: Vec<Candidate>,
    /// Those that follow.
    pub then: Vec<Candidate>,
    /// Those that refute a property by a variant of the design.
    pub variants: Vec<Candidate>,
    /// Whether the whole system was asked about.
    pub is_whole: bool,
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

/// Gets every guard of `system` wrong in turn.
///
/// # Errors
/// If the design itself does not hold, if a find does not replay, or if there is nothing to search.
pub fn mutate(system: &dyn AnySystem, question: &Question, budget: Budget) -> Result<Matrix, Failure> {
    let started = Instant::now();
    let info = system.info();
    let first = baseline::all(&question.first, budget)?;
    let mutants: Vec<Mutant> = Mutant::all(info.guards.iter().copied()).collect();
    let label = format!("{}: mutants", info.name);
    let hunter = hunt::Hunter {
        info: &info,
        first: &first,
        then: &question.then,
        following: OnceLock::new(),
        is_whole: question.is_whole,
        budget,
    };
    let mut rows = queue::each(&label, budget.threads, &mutants, |mutant| hunter.hunt(*mutant))?;
    let properties = broken::properties(&info, question, &first, &mut rows, budget)?;
    let scenarios = first.iter().map(|one| one.candidate.info.label.clone());
    Ok(Matrix {
        system: info.name,
        scenarios: scenarios.collect(),
        rows,
        properties,
        is_whole: question.is_whole,
        seconds: started.elapsed().as_secs_f64(),
    })
}
