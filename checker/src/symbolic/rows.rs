//! Vectors of one length, one after the other, on their way into a set.

use super::diagrams::{Diagrams, Set};
use crate::engine::Cut;

/// Some vectors.
#[derive(Clone, Default)]
pub(super) struct Rows {
    numbers: Vec<u32>,
    /// How many there are: without a number in them, nothing else tells.
    count: usize,
}

impl Rows {
    /// Adds one, as long as all others.
    pub(super) fn push(&mut self, row: &[u32]) {
        self.numbers.extend(row);
        self.count += 1;
    }

    /// The set of all of them.
    pub(super) fn set(&self, diagrams: &mut Diagrams) -> Result<Set, Cut> {
        match self.numbers.len().checked_div(self.count) {
            None => Ok(Set::EMPTY),
            Some(0) => Ok(Set::UNIT),
            Some(length) => diagrams.set_of(self.numbers.chunks_exact(length).collect()),
        }
    }
}
