//! What a run of a scenario tells, free of the system's types, and its formats.

mod case;
pub mod github;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod mutation;
pub mod reduced;
mod refutation;
pub(crate) mod sequel;
pub mod show;
mod ledger;
pub mod difference;
pub mod story;
pub mod text;
mod unasked;

use counterfoil_model::guard::GuardEntry;
use counterfoil_model::system::Fair;
use counterfoil_properties::property::Kind;
use counterfoil_traces::format::TraceFile;
use serde_json::Value;

use crate::engine::search::simulation::Simulated;
use crate::engine::{Counts, Ending, Strategy, collision_probability};
use crate::request::Engine;
use crate::verdict::{Outcome, Status};
use reduced::Reduced;
use story::Story;

/// The result of one scenario.
#[derive(Clone, Debug)]
pub struct RunReport {
    /// The system's name.
    pub system: &'static str,
    /// The scenario's label.
    pub scenario: String,
    /// Its bounds and choices: what "proved" is relative to.
    pub parameters: Value,
    /// `prove` or `refute:PROPERTY`, with a `+` between several properties.
    pub intent: String,
    /// The guards that were off, each by name.
    pub guards_off: Vec<String>,
    /// The engine's name.
    pub engine: &'static str,
    /// The order in which states were visited.
    pub strategy: Strategy,
    /// What a simulation did.
    pub simulated: Option<Simulated>,
    /// What was left out.
    pub reduced: Reduced,
    /// Whether full states were kept.
    pub is_exact: bool,
    /// How many threads worked.
    pub threads: usize,
    /// What it comes to.
    pub outcome: Outcome,
    /// How the search ended.
    pub ending: Ending,
    /// How large it was.
    pub counts: Counts,
    /// Whether it is known how far away the farthest states are.
    pub knows_depth: bool,
    /// Wall-clock time of the search.
    pub seconds: f64,
    /// The most memory that the process had used by its end.
    pub peak_rss_bytes: Option<u64>,
    /// The properties that were selected and apply, in the system's order.
    pub properties: Vec<PropertyReport>,
    /// Who is assumed to be fair.
    pub fair: &'static [Fair],
    /// Whether only some properties were asked about.
    pub is_selection: bool,
    /// Declared witnesses and actions that were not seen.
    pub missing: Vec<&'static str>,
    /// How often each kind of action was taken; nothing if the engine does not count.
    pub actions: Vec<ActionReport>,
    /// How often each guard refused; nothing if the engine does not count.
    pub guards: Vec<GuardReport>,
    /// The counterexamples, and the way to a panic.
    pub stories: Vec<Story>,
    /// Every counterexample and witness, as files hold them.
    pub traces: Vec<TraceFile>,
    /// The names of the mutants asked about that differ from the design in what was met, once all of it was.
    pub differing: Option<Vec<String>>,
}

impl RunReport {
    /// Whether no counterexample is shorter than the one that is told.
    pub fn finds_the_shortest(&self) -> bool {
        self.strategy == Strategy::Bfs && !self.reduced.by.by_partial_order()
    }

    /// The number of actions to the states that are farthest away, if that is known.
    pub fn depth(&self) -> Option<u64> {
        self.knows_depth.then_some(self.counts.depth)
    }

    /// Whether sets of states were searched, and not one state after the other.
    pub fn is_by_sets(&self) -> bool {
        self.engine == Engine::Symbolic.name()
    }

    /// Whether what happened was counted: stateright does not, and sets of states need room for it.
    pub fn is_counted(&self) -> bool {
        !self.actions.is_empty()
    }

    /// How likely it is at most that two states were taken for one. Of several that count as one, the least
    /// fingerprint counts, so any of theirs may be it.
    pub fn collision_probability(&self) -> f64 {
        let unique = u64::try_from(self.counts.unique).unwrap_or(u64::MAX);
        let members = unique.saturating_mul(self.reduced.members());
        if self.is_exact || self.is_by_sets() { 0.0 } else { collision_probability(members) }
    }
}

/// One property in one run.
#[derive(Clone, Debug)]
pub struct PropertyReport {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub statement: &'static str,
    /// Where it is specified.
    pub spec: &'static str,
    /// Its theme.
    pub theme: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// What is known of it.
    pub status: Status,
    /// The file of its counterexample or witness, if one was written.
    pub trace: Option<String>,
    /// The command that finds it again at once, if a simulation found it.
    pub again: Option<String>,
}

/// One kind of action in one run.
#[derive(Clone, Debug)]
pub struct ActionReport {
    /// Its name.
    pub name: &'static str,
    /// How many transitions it made.
    pub fired: u128,
}

/// One guard in one run.
#[derive(Clone, Debug)]
pub struct GuardReport {
    /// Its row in the table.
    pub entry: &'static GuardEntry,
    /// How many attempts it refused.
    pub rejections: u128,
}
