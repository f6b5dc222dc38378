//! The search engines, and what a search gives back.
//!
//! [`search::native`] is the engine that verdicts rest on. [`search::stateright`] asks stateright's own breadth-first
//! search the same questions: the two share no search code, so they check each other.

pub(crate) mod determinism;
pub(crate) mod difference;
mod exhausted;
mod liveness;
mod met;
mod parallel;
mod questions;
mod reduction;
pub mod search;
pub mod store;
mod strategy;

use std::io;
use std::time::Instant;

use counterfoil_traces::replay::{Fault, Trace};

pub use exhausted::Exhausted;
pub(crate) use exhausted::Fixpoint;
pub use met::fingerprint::collision_probability;
pub use reduction::Reduction;
pub use strategy::Strategy;

use crate::coverage::Coverage;
use crate::interrupt;

/// What may end a search before its time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// End at the first level boundary with at least this many states.
    pub max_states: Option<u64>,
    /// End at the level of states this many actions away.
    pub max_depth: Option<u64>,
    /// End as soon as this moment has passed.
    pub deadline: Option<Instant>,
    /// Keep to this many bytes of memory: beyond it, what can be is kept on disk.
    pub memory: Option<u64>,
}

impl Limits {
    /// What ends a search at once, in the middle of a level, if anything does.
    pub fn end_now(&self) -> Option<Cut> {
        let is_late = || self.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if interrupt::is_requested() {
            Some(Cut::Signal)
        } else if is_late() {
            Some(Cut::Time)
        } else {
            None
        }
    }
}

/// Which limit ended a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// `--max-states`.
    States(u64),
    /// `--max-depth`.
    Depth(u64),
    /// `--timeout`.
    Time,
    /// A simulation has made as many runs as it makes.
    Runs(u64),
    /// Ctrl-C, or a request to terminate.
    Signal,
    /// `--memory`: what must be in memory did not fit.
    Memory(u64),
    /// What memory had no room for could not be written to disk.
    Disk,
    /// The system had no more memory to give.
    Allocation,
    /// A checkpoint could not be written, and why.
    Checkpoint(io::ErrorKind),
    /// There were more states than can be numbered.
    Numbers,
    /// The engine ended without saying that it was done.
    Engine,
}

counterfoil_model::codec! {
    struct Counts { unique, generated, terminal, depth }
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing was left to search.
    Exhausted(Exhausted),
    /// What was found decides the outcome; the rest was not searched.
    Decided,
    /// A limit was reached.
    Cut(Cut),
}

/// The size of what was searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Different states.
    pub unique: u128,
    /// Initial states and successful transitions.
    pub generated: u128,
    /// Expanded states without a successor.
    pub terminal: u128,
    /// The number of actions to the states that are farthest away.
    pub depth: u64,
}

/// A rule or a property that panicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panicked<A> {
    /// The way to the state in which it happened; with `attempts`, the last action panics.
    pub trace: Option<Trace<A>>,
    /// Whether the last action of the trace is the one that panicked.
    pub attempts: bool,
    /// What the panic said.
    pub message: String,
}

/// What a search found. Properties are named by their index in the specification.
#[derive(Clone, Debug)]
pub struct Findings<A> {
    /// How it ended.
    pub ending: Ending,
    /// How much it searched.
    pub counts: Counts,
    /// Whether it knows how far away the farthest states are; sets of states need not.
    pub knows_depth: bool,
    /// The counterexample or the witness of each property that has one.
    pub found: Vec<Option<Trace<A>>>,
    /// Properties that were not asked about, so that `found` says nothing of them, and why not.
    pub unasked: Vec<(usize, Unasked)>,
    /// The way to a nearest state without a successor, if it was asked for and there is one.
    pub deadlock: Option<Trace<A>>,
    /// The first panic.
    pub panicked: Option<Panicked<A>>,
    /// How often what happened; stateright does not count it.
    pub coverage: Option<Coverage>,
}

impl<A> Findings<A> {
    /// Nothing found of so many properties, and nothing counted.
    pub(crate) fn none(ending: Ending, properties: usize) -> Self {
        Self {
            ending,
            counts: Counts::default(),
            knows_depth: false,
            found: std::iter::repeat_with(|| None).take(properties).collect(),
            unasked: Vec::new(),
            deadlock: None,
            panicked: None,
            coverage: None,
        }
    }
}

/// Why an engine was not asked about a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// What can follow a state is asked of a graph, which a depth-first search does not keep.
    DepthFirst,
    /// No random run shows what can follow each state.
    Simulation,
    /// stateright has no properties of transitions.
    Transitions,
    /// stateright's properties of liveness are not sound.
    Liveness,
    /// stateright ended its search for a witness without saying that it was done.
    Witness,
    /// Two states of the graph have the same fingerprint, by which it tells them apart.
    Collision,
    /// Something of the graph is missing.
    Gap,
}

impl Unasked {
    /// The reason, as a clause.
    pub fn reason(self) -> &'static str {
        match self {
            Self::DepthFirst => "a depth-first search keeps no graph of the states",
            Self::Simulation => "random runs do not show all that can follow a state",
            Self::Transitions => "stateright has no properties of transitions",
            Self::Liveness => "stateright has no sound properties of liveness",
            Self::Witness => "stateright ended its search for a witness without saying that it was done",
            Self::Collision => {
                "two states have the same fingerprint, by which the graph of the states tells them apart"
            }
            Self::Gap => "a part of the graph of the states is missing",
        }
    }
}

/// What a run must show, by index; it decides when a search may stop early.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    /// The properties that must be violated, if the scenario is there to refute them.
    pub refute: Vec<usize>,
    /// The properties that must hold.
    pub hold: Vec<usize>,
    /// Those of them that are `eventually` or `always_possible`.
    pub liveness: Vec<usize>,
    /// Whether every state has to have a successor.
    pub deadlock_free: bool,
    /// The `sometimes` properties that must be witnessed.
    pub witnesses: Vec<usize>,
    /// The properties that were asked for by name: each must be decided, whatever else is shown.
    pub asked: Vec<usize>,
    /// Declared witnesses that do not apply to the scenario as it is, so that none can be found.
    pub hopeless: Vec<&'static str>,
    /// The kinds of action that must be taken.
    pub must_fire: Vec<usize>,
}

impl Demands {
    /// Whether no further search can change the outcome: a property that must hold is violated, or
    /// those to refute are and everything else that is asked for has been seen. That something asked for by name
    /// holds is only known in the end.
    pub fn are_decided<F>(&self, found: &[Option<F>], coverage: &Coverage) -> bool {
        let is_found = |index: &usize| found[*index].is_some();
        self.hold.iter().any(is_found)
            || (!self.refute.is_empty()
                && self.refute.iter().all(is_found)
                && self.witnesses.iter().chain(&self.asked).all(is_found)
                && self.hopeless.is_empty()
                && self.must_fire.iter().all(|kind| coverage.fired[*kind] > 0))
    }
}

/// Why a search has no findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchError {
    /// The system gave another answer to the same question than it did during the search.
    NotDeterministic(Fault),
    /// What the system says of its parts, its footprints, or what its properties read is wrong, with how.
    Undeclared(String),
    /// What was written to disk could not be read.
    InputOutput(String),
    /// It cannot go on from this checkpoint, with the reason.
    Refused(String),
}

impl From<io::Error> for SearchError {
    fn from(error: io::Error) -> Self {
        Self::InputOutput(error.to_string())
    }
}
