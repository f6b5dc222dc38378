//! The 64 bits that stand for a state in the visited set.
//!
//! The bytes of a state are hashed with foldhash's `quality` hasher and a fixed seed, so that a state has
//! the same fingerprint in every run of one build. Of a state with many small fields this takes half the
//! time that hashing it field by field does. Fingerprints are not portable: another version of the hasher,
//! or another layout of the state, gives others, so no file may hold them.

use std::hash::{BuildHasher, Hasher};

use counterfoil_model::codec::Codec;
use foldhash::quality::FixedState;

/// Room for the bytes of most states.
const ROOM: usize = 256;

/// Turns states into fingerprints.
#[derive(Clone)]
pub(in crate::engine) struct Fingerprinter(FixedState);

impl Fingerprinter {
    /// The one that all searches use.
    pub(in crate::engine) fn new() -> Self {
        Self(FixedState::with_seed(0x00c0_fe0f_0111))
    }

    /// The fingerprint of `state`; never 0, which marks a free slot of the visited set.
    #[inline]
    pub(in crate::engine) fn of(&self, state: &impl Codec) -> u64 {
        let mut room = [0; ROOM];
        let length = state.put(&mut room, 0);
        match room.get(..length) {
            Some(bytes) => self.of_bytes(bytes),
            None => self.of_large(state, length),
        }
    }

    #[inline(never)]
    fn of_large(&self, state: &impl Codec, length: usize) -> u64 {
        let mut bytes = vec![0; length];
        state.put(&mut bytes, 0);
        self.of_bytes(&bytes)
    }

    #[inline]
    fn of_bytes(&self, bytes: &[u8]) -> u64 {
        let fingerprint = if let Ok(word) = bytes.try_into() {
            // A state of one word is hashed as such, in a third of the time.
            self.0.hash_one(u64::from_ne_bytes(word))
        } else {
            let mut hasher = self.0.build_hasher();
            hasher.write(bytes);
            hasher.finish()
        };
        fingerprint.max(1)
    }
}

/// How likely it is that any two of `unique` states got the same fingerprint, so that one was missed.
///
/// The birthday bound for 64 uniform bits, n²/2⁶⁵. It holds for a hash that behaves like a random
/// function; neither foldhash nor stateright's aHash proves that it does.
#[allow(clippy::cast_precision_loss, reason = "a probability needs no more than a float's digits")]
pub fn collision_probability(unique: u64) -> f64 {
    let unique = unique as f64;
    (unique * unique / 2_f64.powi(65)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_states_have_equal_fingerprints_and_unequal_ones_differ() {
        let prints = Fingerprinter::new();
        for size in [4, 8, 9, ROOM, ROOM + 1, 3 * ROOM] {
            let state = |number: u32| {
                let mut state = vec![0; size];
                state[..4].copy_from_slice(&number.to_le_bytes());
                Large(state)
            };
            assert_eq!(prints.of(&state(7)), Fingerprinter::new().of(&state(7)), "{size} bytes");
            let mut all: Vec<u64> = (0..50_000).map(|number| prints.of(&state(number))).collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), 50_000, "{size} bytes");
        }
    }

    /// A state of any number of bytes.
    struct Large(Vec<u8>);

    impl Codec for Large {
        fn put(&self, bytes: &mut [u8], at: usize) -> usize {
            self.0.iter().fold(at, |at, byte| byte.put(bytes, at))
        }

        fn decode(_: &mut &[u8]) -> Option<Self> {
            None
        }
    }

    #[test]
    fn the_collision_probability_is_the_birthday_bound() {
        assert!((collision_probability(1 << 32) - 0.5).abs() < 1e-12);
        assert!(collision_probability(0).abs() < 1e-300);
    }
}
