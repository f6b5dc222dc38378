//! Systems and scenarios with their types erased, as everything but the searches knows them.

use std::time::Instant;

use counterfoil_model::action::ActionEntry;
use counterfoil_model::guard::GuardEntry;
use counterfoil_model::mutant::Survivor;
use counterfoil_model::scenario::{Intent, Size};
use counterfoil_properties::property::Kind;
use counterfoil_traces::export::foundry::Contracts;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::open::Misfit;
use counterfoil_traces::playback::Playback;
use serde_json::Value;

use crate::bench::task::{Order, Searched, Task};
use crate::exit::Failure;
use crate::report::RunReport;
use crate::request::Request;
use crate::trace::budget::Budget;
use crate::trace::cover::Covered;
use crate::trace::minimize::Minimized;

/// A system, as the command line knows it.
pub trait AnySystem: Sync {
    /// Its names, guards and properties.
    fn info(&self) -> SystemInfo;
    /// Its scenarios, each with its `@small` form directly after it; the `@wide` ones stand after their family.
    fn scenarios(&self) -> Vec<Box<dyn AnyScenario>>;
    /// Plays a trace, and says what comes of it.
    ///
    /// # Errors
    /// If the system has not what the trace names.
    fn play(&self, file: &TraceFile) -> Result<Playback, Misfit> {
        let budget = Budget::default();
        let playback = self.play_within(file, &budget);
        match budget.cut() {
            Some(cut) => Err(Misfit::new("property", cut.leaves_open("the trace does what it says"))),
            None => playback,
        }
    }
    /// The same within a budget. Once that is spent, what is said to come of it is not known.
    ///
    /// # Errors
    /// If the system has not what the trace names.
    fn play_within(&self, file: &TraceFile, budget: &Budget) -> Result<Playback, Misfit>;
    /// Makes a trace that does what it says as short and plain as it can be, and searches for the shortest if
    /// `searches`.
    ///
    /// # Errors
    /// If the system has not what the trace names, or if no shorter trace could show the same.
    fn minimize(&self, file: &TraceFile, searches: bool) -> Result<Minimized, Misfit> {
        self.minimize_within(file, searches, &Budget::default())
    }
    /// The same within a budget. Once that is spent, a shorter trace may show the same.
    ///
    /// # Errors
    /// If the system has not what the trace names, or if no shorter trace could show the same.
    fn minimize_within(&self, file: &TraceFile, searches: bool, budget: &Budget)
    -> Result<Minimized, Misfit>;
    /// Its contracts, if its traces can be tests of any.
    fn contracts(&self) -> Option<&dyn Contracts>;
}

/// A scenario, as the command line knows it.
pub trait AnyScenario: Send + Sync {
    /// What it is called and what it consists of.
    fn info(&self) -> ScenarioInfo;

    /// The same scenario with one of its parameters replaced; the bounds are not looked at yet.
    ///
    /// # Errors
    /// One sentence, if there is no such parameter, or if it cannot have this value.
    fn set(&self, setting: &Setting) -> Result<Box<dyn AnyScenario>, String>;

    /// Whether the bounds make sense together.
    ///
    /// # Errors
    /// One sentence, if they do not.
    fn validate(&self) -> Result<(), String>;

    /// A scenario that differs from this one in its description.
    ///
    /// # Errors
    /// If the description names something that does not exist.
    fn described(&self, description: Description) -> Result<Box<dyn AnyScenario>, WrongName>;

    /// Whether it is searched by sets of states, as the request has it, if its states are many.
    fn is_by_sets(&self, request: &Request) -> bool;

    /// Searches it.
    ///
    /// # Errors
    /// If the request does not fit it, or if the system is not deterministic.
    fn check(&self, request: &Request) -> Result<RunReport, Failure>;

    /// Covers what can happen in it with every guard on, until the deadline at most.
    fn cover(&self, deadline: Option<Instant>) -> Covered;

    /// Lets stateright search it, to measure how it does.
    ///
    /// # Errors
    /// If a property is violated, or if a rule panics.
    fn rival(&self, order: Order, task: &Task) -> Result<Searched, Failure>;
}

/// What there is to know about a system.
pub struct SystemInfo {
    /// Its name on the command line.
    pub name: &'static str,
    /// The kinds of action: the rows of its table.
    pub actions: &'static [ActionEntry],
    /// The rows of its table of guards.
    pub guards: Vec<&'static GuardEntry>,
    /// The guards that it asks for where they do not stand, by name.
    pub consulted: Vec<&'static str>,
    /// The mutants that are known to break nothing.
    pub survivors: &'static [Survivor],
    /// Its properties, in order.
    pub properties: Vec<PropertyInfo>,
}

/// What there is to know about a property.
pub struct PropertyInfo {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it says.
    pub statement: &'static str,
    /// Where it is specified.
    pub spec: &'static str,
    /// What it speaks about.
    pub kind: Kind,
    /// Its theme.
    pub theme: &'static str,
    /// The names of the guards that it rests on.
    pub rests_on: Vec<&'static str>,
}

/// What there is to know about a scenario.
#[derive(Clone)]
pub struct ScenarioInfo {
    /// The system's name.
    pub system: &'static str,
    /// The name, with `@small` or `@wide` where it is.
    pub label: String,
    /// Default, small or wide.
    pub size: Size,
    /// Whether it runs only when named.
    pub nightly: bool,
    /// What it is meant to show.
    pub intent: Intent,
    /// Who does what in it.
    pub summary: String,
    /// Its bounds and choices, in the order of their declaration.
    pub parameters: Value,
    /// The `sometimes` properties that must be witnessed.
    pub witnesses: Vec<&'static str>,
    /// The kinds of action that must fire.
    pub must_fire: Vec<&'static str>,
    /// Whether every state has to have a successor.
    pub deadlock_free: bool,
    /// The properties that apply.
    pub properties: Vec<&'static str>,
}

/// A parameter to replace.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The parameter's name; `a.b` is the part `b` of the parameter `a`.
    pub key: String,
    /// Its new value. An object replaces only the parts that it names.
    pub value: Value,
}

/// How a scenario of a file differs from its base, parameters apart. What is `None` stays.
#[derive(Clone, Debug)]
pub struct Description {
    /// The new name.
    pub name: String,
    /// The new summary.
    pub summary: Option<String>,
    /// The new intent.
    pub intent: Option<Intent>,
    /// Whether it is nightly.
    pub nightly: Option<bool>,
    /// The new witnesses.
    pub witnesses: Option<Vec<String>>,
    /// The new actions that must fire.
    pub must_fire: Option<Vec<String>>,
    /// Whether it is to be free of deadlock.
    pub deadlock_free: Option<bool>,
}

/// A description names something that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongName {
    /// The name.
    pub name: String,
    /// What is wrong with it.
    pub sentence: String,
}
