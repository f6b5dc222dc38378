//! What is to be measured, and what was.

use std::time::Duration;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::exit::Failure;

/// Who searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Engine {
    /// Our own.
    Native,
    /// stateright's breadth-first search.
    StaterightBfs,
    /// stateright's depth-first search.
    StaterightDfs,
    /// stateright's breadth-first search of the same system in the types that its users write.
    UsualTypesBfs,
    /// stateright's depth-first search of that.
    UsualTypesDfs,
}

impl Engine {
    /// All engines, ours first.
    pub const ALL: [Self; 5] =
        [Self::Native, Self::StaterightBfs, Self::StaterightDfs, Self::UsualTypesBfs, Self::UsualTypesDfs];

    /// The name as people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::StaterightBfs => "stateright BFS",
            Self::StaterightDfs => "stateright DFS",
            Self::UsualTypesBfs => "usual types BFS",
            Self::UsualTypesDfs => "usual types DFS",
        }
    }
}

/// In which order stateright searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By its `spawn_bfs`.
    BreadthFirst,
    /// By its `spawn_dfs`.
    DepthFirst,
}

/// What a process is to measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is searched.
    pub workload: String,
    /// Who searches it.
    pub engine: Engine,
    /// With how many threads.
    pub threads: usize,
    /// Up to about how many unique states.
    pub max_states: Option<u64>,
    /// For how long.
    pub timeout: Duration,
}

/// What one engine did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Searched {
    /// How its search ended.
    pub ended: Ended,
    /// Different states that it found.
    pub unique: u64,
    /// Initial states and successful transitions.
    pub generated: u64,
    /// Wall-clock time of the search.
    pub seconds: f64,
}

/// How a measured search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// It searched everything.
    Complete,
    /// At the limit of states.
    States,
    /// At the limit of time.
    Time,
    /// There was not enough memory, or the process ended without an answer: most likely for the same reason.
    Died,
}

/// A search that found a violation stops somewhere, which is no measure of anything.
pub(super) fn stops_early(workload: &str) -> Failure {
    Failure::usage(format!(
        "{workload} has a violation or a panic, at which each engine stops somewhere else; only what holds \
         can be measured"
    ))
}
