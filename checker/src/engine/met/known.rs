//! The states that a search has met, by their fingerprints or whole.

use std::collections::TryReserveError;

use counterfoil_model::codec::Codec;

use super::visited::Visited;
use super::whole::WholeStates;

/// One part of the states met so far.
pub(in crate::engine) enum Known {
    /// Eight bytes a state; two states with one fingerprint are taken for one.
    Fingerprints(Visited),
    /// All bytes of each state.
    Whole(WholeStates),
}

impl Known {
    /// No state, of those whose fingerprints share their `shared_bits` highest bits.
    pub(in crate::engine) fn new(shared_bits: u32, is_exact: bool) -> Self {
        if is_exact { Self::Whole(WholeStates::new()) } else { Self::Fingerprints(Visited::new(shared_bits)) }
    }

    /// The set of fingerprints, if that is what it is.
    pub(in crate::engine) fn fingerprints(&self) -> Option<&Visited> {
        match self {
            Self::Fingerprints(visited) => Some(visited),
            Self::Whole(_) => None,
        }
    }

    /// The set of fingerprints, if that is what it is.
    pub(in crate::engine) fn fingerprints_mut(&mut self) -> Option<&mut Visited> {
        match self {
            Self::Fingerprints(visited) => Some(visited),
            Self::Whole(_) => None,
        }
    }

    /// How many states there are.
    pub(in crate::engine) fn len(&self) -> usize {
        match self {
            Self::Fingerprints(visited) => visited.len(),
            Self::Whole(states) => states.len(),
        }
    }

    /// How many bytes of memory they take.
    pub(in crate::engine) fn bytes(&self) -> u64 {
        match self {
            Self::Fingerprints(visited) => visited.bytes(),
            Self::Whole(states) => states.bytes(),
        }
    }

    /// Whether they have to grow to take so many more.
    pub(in crate::engine) fn is_short_of(&self, more: usize) -> bool {
        match self {
            Self::Fingerprints(visited) => visited.is_short_of(more),
            Self::Whole(states) => states.is_short_of(more),
        }
    }

    /// Makes room for so many more.
    ///
    /// # Errors
    /// If the system has no more memory; nothing is lost by that.
    pub(in crate::engine) fn reserve(&mut self, more: usize) -> Result<(), TryReserveError> {
        match self {
            Self::Fingerprints(visited) => visited.reserve(more),
            Self::Whole(states) => states.reserve(more),
        }
    }

    /// Whether two different states with one fingerprint were met; nobody knows it of fingerprints alone.
    pub(in crate::engine) fn has_collision(&self) -> bool {
        match self {
            Self::Fingerprints(_) => false,
            Self::Whole(states) => states.has_collision(),
        }
    }

    /// What stands in the slot where a search for `fingerprint` begins.
    #[inline]
    pub(in crate::engine) fn read(&self, fingerprint: u64) -> u64 {
        match self {
            Self::Fingerprints(visited) => visited.read(fingerprint),
            Self::Whole(states) => states.read(fingerprint),
        }
    }

    /// Whether `state`, which has this fingerprint, was met.
    #[inline]
    pub(in crate::engine) fn contains(&self, fingerprint: u64, state: &impl Codec) -> bool {
        match self {
            Self::Fingerprints(visited) => visited.contains(fingerprint),
            Self::Whole(states) => states.contains(fingerprint, state),
        }
    }

    /// Notes `state`, which has this fingerprint; whether it is new.
    #[inline]
    pub(in crate::engine) fn insert(&mut self, fingerprint: u64, state: &impl Codec) -> bool {
        match self {
            Self::Fingerprints(visited) => visited.insert(fingerprint),
            Self::Whole(states) => states.insert(fingerprint, state),
        }
    }
}
