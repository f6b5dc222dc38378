//! What a step changed, in the books that a reader knows.

use std::fmt::{self, Display};

use counterfoil_model::system::{BookValue, System};

/// One book whose value a step changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookChange {
    /// The book.
    pub name: String,
    /// Its value before the step.
    pub before: BookValue,
    /// Its value after the step.
    pub after: BookValue,
}

impl BookChange {
    /// By how much an amount rose; nothing where a value is no amount.
    pub fn difference(&self) -> Option<i64> {
        match (&self.before, &self.after) {
            (BookValue::Amount(before), BookValue::Amount(after)) => after.checked_sub(*before),
            _ => None,
        }
    }
}

impl Display for BookChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.name, self.before, self.after)?;
        match self.difference() {
            Some(difference) => write!(f, " ({difference:+})"),
            None => Ok(()),
        }
    }
}

/// The books that differ between two states, in the order of [`Presentation::books`](counterfoil_model::system::Presentation::books).
pub fn changes<S: System>(system: &S, before: &S::State, after: &S::State) -> Vec<BookChange> {
    // The order of the books does not depend on the state, so the two lists run in parallel.
    let pairs = system.books(before).into_iter().zip(system.books(after));
    pairs
        .filter(|(before, after)| before.value != after.value)
        .map(|(before, after)| BookChange { name: after.name, before: before.value, after: after.value })
        .collect()
}
