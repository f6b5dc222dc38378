//! The 64 bits that stand for a state in the visited set.
//!
//! A state derives `Hash`; its parts are fed to foldhash's `quality` hasher with a fixed seed, so that
//! a state has the same fingerprint in every run of one build. They are not portable: another version
//! of the hasher, or another layout of the state, gives others, so no file may hold them.

use std::hash::{BuildHasher, Hash};

use foldhash::quality::FixedState;

/// Turns states into fingerprints.
#[derive(Clone)]
pub(super) struct Fingerprinter(FixedState);

impl Fingerprinter {
    /// The one that all searches use.
    pub(super) fn new() -> Self {
        Self(FixedState::with_seed(0x00c0_fe0f_0111))
    }

    /// The fingerprint of `state`; never 0, which marks a free slot of the visited set.
    #[inline]
    pub(super) fn of(&self, state: &impl Hash) -> u64 {
        self.0.hash_one(state).max(1)
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
        assert_eq!(prints.of(&(1_u8, [2_u8; 9])), Fingerprinter::new().of(&(1_u8, [2_u8; 9])));
        let mut all: Vec<u64> = (0..1_000_000_u32).map(|state| prints.of(&(state, 7_u8))).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 1_000_000);
    }

    #[test]
    fn the_collision_probability_is_the_birthday_bound() {
        assert!((collision_probability(1 << 32) - 0.5).abs() < 1e-12);
        assert!(collision_probability(0).abs() < 1e-300);
    }
}
