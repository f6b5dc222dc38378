//! States as vectors of numbers: a level for each part, and a number for each value that was met there.

use std::sync::Arc;

use counterfoil_model::system::System;
use foldhash::fast::FixedState;

use super::order;
use super::stop::Stop;

#[allow(clippy::disallowed_types, reason = "it is looked up and never gone through")]
type Numbers = std::collections::HashMap<Arc<[u8]>, u32, FixedState>;

/// The values that a part has had, numbered in the order in which they were met.
#[derive(Default)]
struct Values {
    numbers: Numbers,
    bytes: Vec<Arc<[u8]>>,
}

/// All values of all parts of a system's states, and which part stands at which level of a vector.
pub(super) struct Dictionary<'a, S> {
    system: &'a S,
    /// The part at each level.
    parts: Vec<usize>,
    /// The level of each part.
    levels: Vec<usize>,
    values: Vec<Values>,
    bytes_in_memory: u64,
    buffer: Vec<u8>,
}

/// What a value takes besides its bytes: an entry in the table, one in the list, and two counts.
const BYTES_PER_VALUE: u64 = 96;

impl<'a, S: System> Dictionary<'a, S> {
    /// No values yet, of the parts of `system`.
    pub(super) fn new(system: &'a S) -> Self {
        let parts = order::of_parts(system.parts(), &system.footprints());
        let levels = order::levels(&parts);
        let values = parts.iter().map(|_| Values::default()).collect();
        Self { system, parts, levels, values, bytes_in_memory: 0, buffer: Vec::new() }
    }

    /// The part at a level.
    pub(super) fn part(&self, level: usize) -> usize {
        self.parts[level]
    }

    /// The level of a part.
    pub(super) fn level(&self, part: usize) -> usize {
        self.levels[part]
    }

    /// How many levels a vector has.
    pub(super) fn length(&self) -> usize {
        self.parts.len()
    }

    /// How much memory the values take.
    pub(super) fn bytes_in_memory(&self) -> u64 {
        self.bytes_in_memory
    }

    /// The number of what stands at `level` in `state`; a new one, if it was never met.
    pub(super) fn number(&mut self, state: &S::State, level: usize) -> u32 {
        self.write(state, level);
        let values = &mut self.values[level];
        if let Some(number) = values.numbers.get(self.buffer.as_slice()) {
            return *number;
        }
        let number = u32::try_from(values.bytes.len()).unwrap_or(u32::MAX);
        let bytes: Arc<[u8]> = self.buffer.as_slice().into();
        self.bytes_in_memory += bytes.len() as u64 + BYTES_PER_VALUE;
        values.numbers.insert(Arc::clone(&bytes), number);
        values.bytes.push(bytes);
        number
    }

    /// The vector of a state.
    pub(super) fn vector(&mut self, state: &S::State) -> Vec<u32> {
        (0..self.length()).map(|level| self.number(state, level)).collect()
    }

    /// The vector of a state, if every value in it was met before.
    pub(super) fn known_vector(&mut self, state: &S::State) -> Option<Vec<u32>> {
        (0..self.length())
            .map(|level| {
                self.write(state, level);
                self.values[level].numbers.get(self.buffer.as_slice()).copied()
            })
            .collect()
    }

    /// Makes what stands at `level` in `state` the value with this number.
    pub(super) fn set(&self, state: &mut S::State, level: usize, number: u32) -> Result<(), Stop> {
        let part = self.parts[level];
        let mut bytes = &*self.values[level].bytes[number as usize];
        let read = self.system.read_part(state, part, &mut bytes);
        match read {
            Some(()) if bytes.is_empty() => Ok(()),
            _ => Err(Stop::Wrong(format!(
                "the part \"{}\" cannot be put into a state as it was written",
                self.system.part_name(part)
            ))),
        }
    }

    fn write(&mut self, state: &S::State, level: usize) {
        self.buffer.clear();
        self.system.write_part(state, self.parts[level], &mut self.buffer);
    }
}

/// A state that is moved from vector to vector; what two of them have in common is left as it is.
pub(super) struct Cursor<S: System> {
    pub(super) state: S::State,
    vector: Vec<u32>,
}

impl<S: System> Cursor<S> {
    /// A cursor at `state`, which has this vector.
    pub(super) fn at(state: S::State, vector: Vec<u32>) -> Self {
        Self { state, vector }
    }

    /// Moves to the state with this vector.
    pub(super) fn go(&mut self, dictionary: &Dictionary<'_, S>, vector: &[u32]) -> Result<(), Stop> {
        for (level, (here, there)) in self.vector.iter_mut().zip(vector).enumerate() {
            if here != there {
                dictionary.set(&mut self.state, level, *there)?;
                *here = *there;
            }
        }
        Ok(())
    }
}
