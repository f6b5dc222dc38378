//! What is to be mutated, in which scenarios, and how far.

use counterfoil_model::mutant::Mutant;

use crate::catalogue::{AnyScenario, ScenarioInfo};
use crate::engine::Limits;
use crate::request::Engine;

/// How mutants are to be searched.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// How many mutants are searched at a time, each by one thread.
    pub threads: usize,
    /// Which engine searches.
    pub engine: Engine,
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
    /// Which of the system's mutants, in the order of its table.
    pub mutants: Vec<Mutant>,
    /// Whether the whole system was asked about: all of its mutants, in all that they can be searched in.
    pub is_whole: bool,
}
