//! The set of states met so far, kept whole: no two of them can be taken for one.
//!
//! A fingerprint still says where to look, but what is compared are the bytes of the states, all of them.
//! The bytes of a state end where its value ends, so what begins with them is an equal state, and no
//! length has to be kept.

use std::cell::RefCell;
use std::collections::TryReserveError;

use counterfoil_model::codec::Codec;

/// How many sixteenths of the slots are used at most: beyond it, the slots are doubled.
const FULL_SIXTEENTHS: usize = 12;
/// How many bytes stand together, at least: little enough to be wasted, and the store grows without copying.
const SEGMENT: usize = 1 << 16;
/// The low bits of a slot tell where the state stands, the others are taken from its fingerprint.
const PLACE_BITS: u32 = 48;
/// Before the bytes of a state stands its fingerprint, to find its new slot when the slots are doubled.
const FINGERPRINT: usize = size_of::<u64>();

thread_local! {
    /// The bytes of the state that is looked for.
    static WANTED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A set of states, each with its fingerprint.
pub(in crate::engine) struct WholeStates {
    /// 0 where nothing stands.
    slots: Vec<u64>,
    used: usize,
    segments: Vec<Vec<u8>>,
    has_collision: bool,
}

impl WholeStates {
    /// An empty set.
    pub(in crate::engine) fn new() -> Self {
        Self { slots: vec![0; 16], used: 0, segments: Vec::new(), has_collision: false }
    }

    /// How many states there are.
    pub(in crate::engine) fn len(&self) -> usize {
        self.used
    }

    /// How many bytes of memory they take.
    pub(in crate::engine) fn bytes(&self) -> u64 {
        let segments: usize = self.segments.iter().map(Vec::capacity).sum();
        (self.slots.capacity() * size_of::<u64>() + segments) as u64
    }

    /// Whether two of them have the same fingerprint.
    pub(in crate::engine) fn has_collision(&self) -> bool {
        self.has_collision
    }

    /// Whether the slots have to grow to take so many more.
    pub(in crate::engine) fn is_short_of(&self, more: usize) -> bool {
        self.used.saturating_add(more).saturating_mul(16) > self.slots.len().saturating_mul(FULL_SIXTEENTHS)
    }

    /// Makes room among the slots for so many more states.
    ///
    /// # Errors
    /// If the system has no more memory; the set is as it was.
    pub(in crate::engine) fn reserve(&mut self, more: usize) -> Result<(), TryReserveError> {
        while self.is_short_of(more) {
            let mut doubled = Vec::new();
            doubled.try_reserve_exact(self.slots.len().saturating_mul(2))?;
            self.move_to(doubled);
        }
        Ok(())
    }

    /// What stands in the slot where a search for `fingerprint` begins.
    #[inline]
    pub(in crate::engine) fn read(&self, fingerprint: u64) -> u64 {
        self.slots[self.first_slot(fingerprint)]
    }

    /// Whether `state`, which has this fingerprint, is in the set.
    pub(in crate::engine) fn contains(&self, fingerprint: u64, state: &impl Codec) -> bool {
        with_bytes(state, |bytes| self.slots[self.slot_of(fingerprint, bytes).0] != 0)
    }

    /// Adds `state`, which has this fingerprint; whether it is new.
    pub(in crate::engine) fn insert(&mut self, fingerprint: u64, state: &impl Codec) -> bool {
        with_bytes(state, |bytes| self.insert_bytes(fingerprint, bytes))
    }

    fn insert_bytes(&mut self, fingerprint: u64, bytes: &[u8]) -> bool {
        let (slot, collides) = self.slot_of(fingerprint, bytes);
        if self.slots[slot] != 0 {
            return false;
        }
        self.has_collision |= collides;
        self.slots[slot] = tag(fingerprint) | self.store(fingerprint, bytes);
        self.used += 1;
        if self.is_short_of(0) {
            self.move_to(Vec::with_capacity(self.slots.len() * 2));
        }
        true
    }

    /// The slot that holds the state, or the free one where it belongs; and whether another state with its
    /// fingerprint was met before that.
    fn slot_of(&self, fingerprint: u64, bytes: &[u8]) -> (usize, bool) {
        let mask = self.slots.len() - 1;
        let mut slot = self.first_slot(fingerprint);
        let mut collides = false;
        while self.slots[slot] != 0 {
            let kept = self.slots[slot];
            if kept & tag(u64::MAX) == tag(fingerprint) && self.fingerprint(kept) == fingerprint {
                if self.entry(kept)[FINGERPRINT..].starts_with(bytes) {
                    return (slot, collides);
                }
                collides = true;
            }
            slot = (slot + 1) & mask;
        }
        (slot, collides)
    }

    /// The low bits choose the slot; the highest have chosen the shard.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps the low bits only")]
    fn first_slot(&self, fingerprint: u64) -> usize {
        fingerprint as usize & (self.slots.len() - 1)
    }

    /// Stores an entry, and returns its place as slots have it: never 0.
    fn store(&mut self, fingerprint: u64, bytes: &[u8]) -> u64 {
        let size = FINGERPRINT + bytes.len();
        if self.segments.last().is_none_or(|last| last.len() + size > SEGMENT) {
            self.segments.push(Vec::with_capacity(SEGMENT.max(size)));
        }
        let number = self.segments.len();
        let segment = &mut self.segments[number - 1];
        // Only a segment's first entry can end behind SEGMENT, so each begins before it.
        let place = number * SEGMENT + segment.len();
        segment.extend_from_slice(&fingerprint.to_le_bytes());
        segment.extend_from_slice(bytes);
        place as u64
    }

    /// The bytes from the entry of this slot to the end of its segment.
    #[allow(clippy::cast_possible_truncation, reason = "a place is one in memory")]
    fn entry(&self, slot: u64) -> &[u8] {
        let place = (slot & !tag(u64::MAX)) as usize;
        &self.segments[place / SEGMENT - 1][place % SEGMENT..]
    }

    /// The fingerprint of the state that this slot holds.
    fn fingerprint(&self, slot: u64) -> u64 {
        self.entry(slot).first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// Moves all to twice as many slots, which are not there yet.
    fn move_to(&mut self, mut doubled: Vec<u64>) {
        doubled.resize(self.slots.len() * 2, 0);
        let old = std::mem::replace(&mut self.slots, doubled);
        let mask = self.slots.len() - 1;
        for kept in old.into_iter().filter(|slot| *slot != 0) {
            let mut slot = self.first_slot(self.fingerprint(kept));
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = kept;
        }
    }
}

/// Does something with the bytes of a state.
fn with_bytes<T>(state: &impl Codec, work: impl FnOnce(&[u8]) -> T) -> T {
    WANTED.with_borrow_mut(|bytes| {
        bytes.clear();
        state.encode(bytes);
        work(bytes)
    })
}

/// The part of a fingerprint that a slot holds: bits that neither choose the slot, as long as there are
/// fewer than 2³² of them, nor the shard.
#[inline]
fn tag(fingerprint: u64) -> u64 {
    (fingerprint << 16) & !((1 << PLACE_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn it_agrees_with_a_set_of_the_standard_library_whatever_the_fingerprints_are() {
        // From all different to all the same.
        for mask in [u64::MAX, 0xff00_0000_003f, 0xf, 0] {
            let (mut ours, mut theirs) = (WholeStates::new(), BTreeSet::new());
            let mut fingerprints = BTreeSet::new();
            let mut number = 1_u64;
            for round in 0..4_000_u64 {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round | 1);
                let state = number >> 52;
                let fingerprint = (state.wrapping_mul(0x9e37_79b9_7f4a_7c15) & mask).max(1);
                fingerprints.insert(fingerprint);
                assert_eq!(ours.contains(fingerprint, &state), theirs.contains(&state));
                assert_eq!(ours.insert(fingerprint, &state), theirs.insert(state));
                assert!(ours.contains(fingerprint, &state));
            }
            assert_eq!(ours.len(), theirs.len());
            assert_eq!(ours.has_collision(), fingerprints.len() < theirs.len());
        }
    }

    #[test]
    fn states_longer_than_a_segment_are_kept_too() {
        let mut set = WholeStates::new();
        let long = |last: u8| [vec![7; SEGMENT + 5], vec![last]].concat();
        assert!(set.insert_bytes(1, &long(1)) && set.insert_bytes(1, &[9]) && set.insert_bytes(1, &long(2)));
        assert!(
            !set.insert_bytes(1, &long(1)) && !set.insert_bytes(1, &long(2)) && !set.insert_bytes(1, &[9])
        );
        assert!(set.bytes() > 2 * SEGMENT as u64);
    }
}
