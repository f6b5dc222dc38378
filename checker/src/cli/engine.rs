//! The option of `check` and `mutate` that says which engine searches.

use clap::ValueEnum;

use crate::exit::Failure;
use crate::request::Engine;

/// The engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineName {
    /// Our own, state by state.
    Native,
    /// stateright's breadth-first search, as a cross-check.
    Stateright,
    /// Our own, by sets of states: for scenarios whose parts and footprints are declared, however few their states.
    Symbolic,
    /// State by state as long as states are few, then by sets of them where that can be.
    Auto,
}

impl EngineName {
    /// The engine.
    pub fn engine(self) -> Engine {
        match self {
            Self::Native => Engine::Native,
            Self::Stateright => Engine::Stateright,
            Self::Symbolic => Engine::Symbolic,
            Self::Auto => Engine::Auto,
        }
    }

    /// Whether it searches state by state, where that is asked for.
    pub fn can_be_native(self) -> bool {
        matches!(self, Self::Native | Self::Auto)
    }

    /// That an option is not for this engine, with the reason.
    pub(super) fn refuse(self, option: &str, stateright: &str, sets: &str) -> Failure {
        let reason = if self == Self::Symbolic { sets } else { stateright };
        Failure::usage(format!("{option} is for the native engine: {reason}"))
    }
}
