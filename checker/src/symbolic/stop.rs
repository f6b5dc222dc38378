//! Why the engine goes no further.

use counterfoil_traces::replay::Fault;

use crate::engine::Cut;

/// What ends the work of the engine, or of a part of it.
#[derive(Debug)]
pub(super) enum Stop {
    /// A limit.
    Cut(Cut),
    /// What the system says of its parts, its footprints or what its properties read is wrong: the sentence says how.
    Wrong(String),
    /// The system gave two answers to one question.
    NotDeterministic(Fault),
}

impl From<Cut> for Stop {
    fn from(cut: Cut) -> Self {
        Self::Cut(cut)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::NotDeterministic(fault)
    }
}
