//! Sets from vectors, and vectors from sets.

use super::set::Set;
use super::store::Diagrams;
use crate::engine::Cut;

/// The vectors of a set, one after the other, in ascending order. Good until the next collection.
pub struct Vectors {
    /// The node at each level of the vector that is next.
    way: Vec<Set>,
    values: Vec<u32>,
}

impl Vectors {
    /// Those of `set`.
    pub fn of(set: Set) -> Self {
        Self { way: vec![set], values: Vec::new() }
    }

    /// The next one.
    pub fn next(&mut self, diagrams: &Diagrams) -> Option<&[u32]> {
        // Up to where there is a next value, and down from there.
        loop {
            let at = *self.way.last()?;
            match at {
                Set::EMPTY => {
                    self.way.pop();
                    self.values.pop();
                    if let Some(above) = self.way.last_mut() {
                        *above = diagrams.node(*above).right;
                    }
                }
                Set::UNIT => {
                    // The empty vector has nothing to its right.
                    *self.way.last_mut()? = Set::EMPTY;
                    return Some(&self.values);
                }
                at => {
                    let node = diagrams.node(at);
                    self.values.push(node.value);
                    self.way.push(node.down);
                }
            }
        }
    }
}

impl Diagrams {
    /// The set of these vectors, which have one length.
    ///
    /// # Errors
    /// The limit that ended it.
    pub fn set_of(&mut self, mut vectors: Vec<&[u32]>) -> Result<Set, Cut> {
        self.begin();
        vectors.sort_unstable();
        vectors.dedup();
        self.set_of_sorted(&vectors, 0)
    }

    fn set_of_sorted(&mut self, vectors: &[&[u32]], level: usize) -> Result<Set, Cut> {
        if vectors.first().is_none_or(|first| first.len() == level) {
            return Ok(if vectors.is_empty() { Set::EMPTY } else { Set::UNIT });
        }
        let start = self.level.len();
        for alike in vectors.chunk_by(|left, right| left[level] == right[level]) {
            let down = self.set_of_sorted(alike, level + 1)?;
            self.level.push((alike[0][level], down));
        }
        self.close_level(start, Set::EMPTY)
    }

    /// Whether the vector is in the set.
    pub fn has(&self, set: Set, vector: &[u32]) -> bool {
        let mut at = set;
        for value in vector {
            while at != Set::EMPTY && self.node(at).value < *value {
                at = self.node(at).right;
            }
            if at == Set::EMPTY || self.node(at).value != *value {
                return false;
            }
            at = self.node(at).down;
        }
        at == Set::UNIT
    }

    /// One vector of the set, in which `choose` says which of so many values to take at each level.
    pub fn pick(&self, set: Set, mut choose: impl FnMut(usize) -> usize) -> Option<Vec<u32>> {
        let mut vector = Vec::new();
        let mut at = set;
        while at != Set::UNIT {
            if at == Set::EMPTY {
                return None;
            }
            let mut values = Vec::new();
            while at != Set::EMPTY {
                values.push(at);
                at = self.node(at).right;
            }
            let node = self.node(values[choose(values.len()) % values.len()]);
            vector.push(node.value);
            at = node.down;
        }
        Some(vector)
    }
}
