//! In which order a search visits states.

/// The strategies of the native engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// Breadth-first, level by level: shortest counterexamples.
    #[default]
    Bfs,
    /// Depth-first: less memory, and counterexamples that can be long.
    Dfs,
    /// Random runs from this seed: for bounds at which no search ends.
    Simulate(u64),
}

impl Strategy {
    /// The strategy as the command line and reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bfs => "bfs",
            Self::Dfs => "dfs",
            Self::Simulate(_) => "simulate",
        }
    }
}
