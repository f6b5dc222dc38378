//! How far a replay may search.
//!
//! That honest actions lead nowhere good is a claim about every state to which they lead, and a file that anybody wrote
//! can make these as many as it likes. So that search ends at a limit, and what it was to find is then unknown.

use std::cell::Cell;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

/// How many states are visited where nobody says how many: some twenty bytes each, and those that wait.
pub const MAX_STATES: usize = 10_000_000;
/// The clock is looked at whenever so many more are visited.
const INTERVAL: usize = 256;

/// What one command may spend on such searches, all of them together.
pub struct Budget {
    max_states: Option<NonZeroUsize>,
    deadline: Option<Instant>,
    visited: Cell<usize>,
    cut: Cell<Option<Cut>>,
}

/// What ended a search before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// That many states were visited.
    States(usize),
    /// The time was over.
    Time,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(None, None)
    }
}

impl Budget {
    /// So many states, or the usual number, within this time from now.
    pub fn new(max_states: Option<NonZeroUsize>, timeout: Option<Duration>) -> Self {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        Self { max_states, deadline, visited: Cell::new(0), cut: Cell::new(None) }
    }

    /// What ended a search, if anything did. What was asked of it is then unknown.
    pub fn cut(&self) -> Option<Cut> {
        self.cut.get()
    }

    /// How many states a search for something else may visit that has a usual number of its own.
    pub(crate) fn states_or(&self, usual: usize) -> usize {
        self.max_states.map_or(usual, NonZeroUsize::get)
    }

    /// Whether one more state may be visited.
    pub(crate) fn takes(&self) -> bool {
        let visited = self.visited.get();
        let most = self.states_or(MAX_STATES);
        if visited >= most {
            self.cut.set(self.cut.get().or(Some(Cut::States(most))));
            return false;
        }
        self.visited.set(visited + 1);
        !visited.is_multiple_of(INTERVAL) || !self.is_over()
    }

    /// Whether the time is over.
    pub(crate) fn is_over(&self) -> bool {
        let is_over = self.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if is_over {
            self.cut.set(self.cut.get().or(Some(Cut::Time)));
        }
        is_over
    }
}

impl Cut {
    /// Why it is unknown whether this is so.
    pub(crate) fn leaves_open(self, whether: &str) -> String {
        let why = match self {
            Self::States(most) => format!("honest actions lead to more than {most} states (--max-states)"),
            Self::Time => "the time is over (--timeout)".to_owned(),
        };
        format!("{why}, so whether {whether} is unknown")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_once_and_says_by_what() {
        let budget = Budget::new(NonZeroUsize::new(2), None);
        assert_eq!([budget.takes(), budget.takes()], [true, true]);
        assert_eq!(budget.cut(), None);
        assert!(!budget.takes());
        assert_eq!(budget.cut(), Some(Cut::States(2)));
        let late = Budget::new(None, Some(Duration::ZERO));
        assert!(!late.takes());
        assert_eq!(late.cut(), Some(Cut::Time));
        assert_eq!(Budget::default().states_or(7), 7);
    }
}
