//! Exit codes, and the failures that end a command without a report.

use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};

/// The exit codes; those that TLC and Apalache have too are theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Code {
    /// Every scenario shows what it is meant to show.
    Success = 0,
    /// The request is wrong.
    Usage = 2,
    /// Nothing was selected to check.
    Nothing = 4,
    /// A declared witness, action or counterexample is missing.
    Missing = 10,
    /// A state without a successor, where there should be none.
    Deadlock = 11,
    /// A property of states or steps is violated.
    Violated = 12,
    /// A property of liveness is violated, or something is not always possible.
    NotLive = 13,
    /// A rule panicked.
    Panicked = 14,
    /// A limit ended the search, and nothing is violated so far.
    Incomplete = 20,
    /// A mutant survived without a written reason.
    Survived = 21,
    /// A trace does not replay.
    NotReplayed = 76,
    /// A scenario file or a trace file cannot be read.
    ScenarioFile = 151,
    /// Input or output failed.
    InputOutput = 153,
    /// A bug of ours.
    Bug = 255,
}

impl Code {
    /// The code of two runs together: violations first, of which the lowest; then what is missing,
    /// then what survived, then what is incomplete.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let rank = |code: Self| match code {
            Self::Deadlock => 0,
            Self::Violated => 1,
            Self::NotLive => 2,
            Self::Panicked => 3,
            Self::Missing => 4,
            Self::Survived => 5,
            Self::Incomplete => 6,
            _ => 7,
        };
        if rank(other) < rank(self) { other } else { self }
    }
}

impl From<Code> for std::process::ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// Why a command cannot do what it was asked: an exit code and one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The exit code.
    pub code: Code,
    /// What is wrong, for the person who asked.
    pub sentence: String,
}

impl Failure {
    /// A failure with this code and sentence.
    pub fn new(code: Code, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }

    /// A request that is wrong.
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::new(Code::Usage, sentence)
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_violation_wins_then_what_is_missing_then_survivors_then_what_is_incomplete() {
        use Code::{Deadlock, Incomplete, Missing, NotLive, Panicked, Success, Survived, Violated};
        let order = [Deadlock, Violated, NotLive, Panicked, Missing, Survived, Incomplete, Success];
        for (index, first) in order.iter().enumerate() {
            for second in &order[index..] {
                assert_eq!(first.and(*second), *first);
                assert_eq!(second.and(*first), *first);
            }
        }
    }
}
