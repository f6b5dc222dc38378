//! The states that a depth-first search has met.
//!
//! Under a depth bound a plain set loses states: one that is first met far away stops there, and what
//! lies behind it is not searched though it is near. So with a bound the set knows how near each state
//! has been met, and a state that is met nearer is searched again.

use std::collections::TryReserveError;
use std::collections::hash_map::Entry;

use counterfoil_model::codec::Codec;
use foldhash::fast::FixedState;

use super::fingerprint::Fingerprinter;
use super::visited::Visited;

#[allow(clippy::disallowed_types, reason = "only asked for single keys, so no order can matter")]
type Nearest<K> = std::collections::HashMap<K, u64, FixedState>;

/// The states met so far.
pub(in crate::engine) struct Seen {
    fingerprints: Fingerprinter,
    keys: Keys,
    is_bounded: bool,
}

/// What stands for a state, and what is known of it.
enum Keys {
    /// The fingerprint, in eight bytes.
    Fingerprints(Visited),
    /// The fingerprint, and the smallest depth.
    NearestFingerprints(Nearest<u64>),
    /// All bytes of the state, and the smallest depth.
    NearestStates { nearest: Nearest<Box<[u8]>>, bytes: Vec<u8> },
}

/// What is known of a state that is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Meeting {
    /// It was not met before.
    New,
    /// It was met before, at this depth at the nearest, which is farther than now.
    Nearer(u64),
    /// It was met before, as near or nearer, or nearness does not matter.
    Known,
}

impl Seen {
    /// No state, for a search with a depth bound or without one, that keeps full states or not.
    pub(in crate::engine) fn new(is_bounded: bool, is_exact: bool) -> Self {
        let keys = match (is_exact, is_bounded) {
            (true, _) => Keys::NearestStates { nearest: Nearest::default(), bytes: Vec::new() },
            (false, true) => Keys::NearestFingerprints(Nearest::default()),
            (false, false) => Keys::Fingerprints(Visited::new(0)),
        };
        Self { fingerprints: Fingerprinter::new(), keys, is_bounded }
    }

    /// How many bytes of memory they take: a map has a byte for each entry beside it, and every state in one
    /// that keeps states whole has bytes of its own.
    pub(in crate::engine) fn bytes(&self) -> u64 {
        let map = |capacity: usize, entry: usize| (capacity as u64) * (entry as u64 + 1) / 7 * 8;
        match &self.keys {
            Keys::Fingerprints(visited) => visited.bytes(),
            Keys::NearestFingerprints(nearest) => map(nearest.capacity(), size_of::<(u64, u64)>()),
            Keys::NearestStates { nearest, bytes } => {
                // The bytes of the last state stand for those of each; an allocation has 16 more.
                let states = nearest.len() as u64 * (bytes.len() as u64 + 16);
                map(nearest.capacity(), size_of::<(Box<[u8]>, u64)>()) + states
            }
        }
    }

    /// Makes room for so many more states, the bytes of states that are kept whole apart.
    ///
    /// # Errors
    /// If the system has no more memory; nothing is lost by that.
    pub(in crate::engine) fn reserve(&mut self, more: usize) -> Result<(), TryReserveError> {
        match &mut self.keys {
            Keys::Fingerprints(visited) => visited.reserve(more),
            Keys::NearestFingerprints(nearest) => nearest.try_reserve(more),
            Keys::NearestStates { nearest, .. } => nearest.try_reserve(more),
        }
    }

    /// Notes that `state` is met at `depth`.
    pub(in crate::engine) fn meet(&mut self, state: &impl Codec, depth: u64) -> Meeting {
        match self.note(state, depth) {
            Meeting::Nearer(_) if !self.is_bounded => Meeting::Known,
            meeting => meeting,
        }
    }

    fn note(&mut self, state: &impl Codec, depth: u64) -> Meeting {
        match &mut self.keys {
            Keys::Fingerprints(visited) => {
                if visited.insert(self.fingerprints.of(state)) {
                    Meeting::New
                } else {
                    Meeting::Known
                }
            }
            Keys::NearestFingerprints(nearest) => match nearest.entry(self.fingerprints.of(state)) {
                Entry::Occupied(mut known) => lower(known.get_mut(), depth),
                Entry::Vacant(place) => {
                    place.insert(depth);
                    Meeting::New
                }
            },
            Keys::NearestStates { nearest, bytes } => {
                bytes.clear();
                state.encode(bytes);
                if let Some(known) = nearest.get_mut(bytes.as_slice()) {
                    return lower(known, depth);
                }
                nearest.insert(bytes.as_slice().into(), depth);
                Meeting::New
            }
        }
    }
}

fn lower(known: &mut u64, depth: u64) -> Meeting {
    if *known <= depth {
        return Meeting::Known;
    }
    Meeting::Nearer(std::mem::replace(known, depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_new_once_and_nearer_whenever_it_is() {
        for is_exact in [false, true] {
            let mut seen = Seen::new(true, is_exact);
            assert_eq!(seen.meet(&7_u32, 5), Meeting::New);
            assert_eq!(seen.meet(&8_u32, 9), Meeting::New);
            assert_eq!(seen.meet(&7_u32, 5), Meeting::Known);
            assert_eq!(seen.meet(&7_u32, 6), Meeting::Known);
            assert_eq!(seen.meet(&7_u32, 3), Meeting::Nearer(5));
            assert_eq!(seen.meet(&7_u32, 4), Meeting::Known);
            assert_eq!(seen.meet(&7_u32, 2), Meeting::Nearer(3));
        }
    }

    #[test]
    fn without_a_bound_nearness_does_not_matter() {
        for is_exact in [false, true] {
            let mut seen = Seen::new(false, is_exact);
            assert_eq!(seen.meet(&7_u32, 5), Meeting::New);
            assert_eq!(seen.meet(&7_u32, 3), Meeting::Known);
        }
    }
}
