//! The options of `check` that say in which order states are visited.

use clap::{Args, ValueEnum};

use super::engine::EngineName;
use crate::engine::Strategy;
use crate::exit::Failure;

/// The strategy and what belongs to it.
#[derive(Args, Clone, Copy, Debug)]
pub struct StrategyOptions {
    /// In which order to search.
    #[arg(long, value_enum, default_value_t = Name::Bfs)]
    pub strategy: Name,
    /// Which random runs `--strategy simulate` makes: the same for the same number [default: 0].
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// Keep whole states rather than fingerprints, so that no two can be taken for one.
    #[arg(long)]
    pub exact: bool,
}

/// The strategies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// Breadth-first: the shortest counterexamples.
    Bfs,
    /// Depth-first, on one thread: less memory, and counterexamples that can be long.
    Dfs,
    /// Random runs: for bounds at which no search ends. They prove nothing.
    Simulate,
}

impl StrategyOptions {
    /// The strategy that is asked for.
    ///
    /// # Errors
    /// One sentence, if an option belongs to another strategy or engine.
    pub fn strategy(&self, engine: EngineName) -> Result<Strategy, Failure> {
        if !engine.can_be_native() && self.strategy != Name::Bfs {
            let stateright = "stateright is asked for its breadth-first search";
            return Err(engine.refuse("--strategy", stateright, "sets of states are not visited one by one"));
        }
        if self.exact && !engine.can_be_native() {
            let sets = "sets of states have no fingerprints that could be taken for one another";
            return Err(engine.refuse("--exact", "stateright keeps fingerprints", sets));
        }
        if self.exact && self.strategy == Name::Simulate {
            let sentence =
                "--exact is for a search: a simulation goes on from a state whether it was met or not";
            return Err(Failure::usage(sentence));
        }
        if self.seed.is_some() && self.strategy != Name::Simulate {
            return Err(Failure::usage("--seed is for --strategy simulate: nothing else is left to chance"));
        }
        Ok(match self.strategy {
            Name::Bfs => Strategy::Bfs,
            Name::Dfs => Strategy::Dfs,
            Name::Simulate => Strategy::Simulate(self.seed.unwrap_or_default()),
        })
    }
}
