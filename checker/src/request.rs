//! What a scenario is to be asked, and how.

use counterfoil_model::mutant::Mutant;

use crate::engine::{Limits, Reduction, Strategy};
use crate::resumption::Folders;

/// Which engine searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Our own, state by state.
    Native,
    /// stateright's breadth-first search.
    Stateright,
    /// Our own, by sets of states.
    Symbolic,
    /// State by state as long as states are few; then by sets of them where the scenario's parts and footprints are
    /// declared and nothing is asked that only a search state by state has.
    Auto,
}

impl Engine {
    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Stateright => "stateright",
            Self::Symbolic => "symbolic",
            Self::Auto => "auto",
        }
    }
}

/// Of the 117 scenarios with the usual bounds that can be searched by sets of states, the 110 with fewer states take about
/// a quarter of that time one by one, and the others five times as much (`docs/performance.md`).
const FEW: u64 = 600_000;

/// How a scenario is to be checked.
#[derive(Clone, Debug)]
pub struct Request {
    /// With which engine.
    pub engine: Engine,
    /// Where the choice is ours, how many states are visited one by one before sets of them.
    pub few: u64,
    /// In which order; stateright has only the first.
    pub strategy: Strategy,
    /// Whether full states are kept, so that none can be taken for another.
    pub is_exact: bool,
    /// What is left out, because something else stands for it.
    pub reduction: Reduction,
    /// With how many threads.
    pub threads: usize,
    /// How far.
    pub limits: Limits,
    /// With which guards wrong: any number of them off, and of those wrong in other ways the last one.
    pub mutants: Vec<Mutant>,
    /// For which properties; all if it is empty.
    pub properties: Vec<String>,
    /// The options of the command line that make it this question, for the command that asks it again.
    pub options: Vec<String>,
    /// Without a word on stderr.
    pub is_quiet: bool,
    /// Where it is written to, and where it goes on from.
    pub folders: Folders,
    /// Whether it has to say how far away the farthest states are, which sets of states need not know.
    pub needs_depth: bool,
    /// Mutants of which it is to be told whether they differ from the design in what is met.
    pub compared: Vec<Mutant>,
}

impl Request {
    /// To search everything with the native engine, and ask about every property.
    pub fn new(threads: usize) -> Self {
        Self {
            engine: Engine::Native,
            few: FEW,
            strategy: Strategy::Bfs,
            is_exact: false,
            reduction: Reduction::None,
            threads,
            limits: Limits::default(),
            mutants: Vec::new(),
            properties: Vec::new(),
            options: Vec::new(),
            is_quiet: false,
            folders: Folders::default(),
            needs_depth: false,
            compared: Vec::new(),
        }
    }
}
