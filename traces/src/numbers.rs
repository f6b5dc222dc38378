//! States numbered in the order in which they are met.

use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasherDefault, Hasher};

use counterfoil_model::codec::Codec;

/// Numbers for states, which are known again by 64 bits: two that share them count as one. Nothing is proved with
/// it; at worst a trace is overlooked.
#[derive(Default)]
#[expect(clippy::disallowed_types, reason = "it is only looked up in, never gone through")]
pub(crate) struct Numbers {
    numbers: std::collections::HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>,
    bytes: Vec<u8>,
}

impl Numbers {
    /// The number of the state, and whether it is new.
    pub(crate) fn of(&mut self, state: &impl Codec) -> (u32, bool) {
        let length = state.put(&mut self.bytes, 0);
        if length > self.bytes.len() {
            self.bytes.resize(length, 0);
            state.put(&mut self.bytes, 0);
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(self.bytes.get(..length).unwrap_or_default());
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(hasher.finish()).or_insert(next);
        (number, number == next)
    }
}
