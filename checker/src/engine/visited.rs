//! The set of fingerprints met so far: open addressing, eight bytes a slot, nothing else.
//!
//! There is one such set for each shard of the fingerprints. While a level is generated the sets are
//! only read; while it is merged each has one writer. So they need no lock and no atomics.

/// How many of the sixteenths of the slots are used at most: beyond it, the slots are doubled.
const FULL_SIXTEENTHS: usize = 12;

/// A set of nonzero 64-bit numbers.
pub(super) struct Visited {
    slots: Vec<u64>,
    used: usize,
}

impl Visited {
    /// An empty set.
    pub(super) fn new() -> Self {
        Self { slots: vec![0; 16], used: 0 }
    }

    /// What stands in the slot where a search for `fingerprint` begins.
    #[inline]
    pub(super) fn read(&self, fingerprint: u64) -> u64 {
        self.slots[self.first_slot(fingerprint)]
    }

    /// Whether `fingerprint` is in the set.
    #[inline]
    pub(super) fn contains(&self, fingerprint: u64) -> bool {
        self.slots[self.slot_of(fingerprint)] == fingerprint
    }

    /// Adds `fingerprint`; whether it is new.
    #[inline]
    pub(super) fn insert(&mut self, fingerprint: u64) -> bool {
        let slot = self.slot_of(fingerprint);
        if self.slots[slot] == fingerprint {
            return false;
        }
        self.slots[slot] = fingerprint;
        self.used += 1;
        if self.used * 16 > self.slots.len() * FULL_SIXTEENTHS {
            self.grow();
        }
        true
    }

    /// The slot that holds `fingerprint`, or the free one where it belongs.
    #[inline]
    fn slot_of(&self, fingerprint: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.first_slot(fingerprint);
        while self.slots[slot] != 0 && self.slots[slot] != fingerprint {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// The low bits choose the slot; the high bits have chosen the shard.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps the low bits only")]
    fn first_slot(&self, fingerprint: u64) -> usize {
        fingerprint as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let doubled = vec![0; self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, doubled);
        for fingerprint in old.into_iter().filter(|slot| *slot != 0) {
            let slot = self.slot_of(fingerprint);
            self.slots[slot] = fingerprint;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn it_agrees_with_a_set_of_the_standard_library() {
        let (mut ours, mut theirs) = (Visited::new(), BTreeSet::new());
        let mut number = 1_u64;
        for round in 0..20_000_u64 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round | 1);
            // Few distinct low bits, so that the runs of used slots are long.
            let fingerprint = ((number >> 60) << 40 | (number >> 20 & 0x7ff)).max(1);
            assert_eq!(ours.contains(fingerprint), theirs.contains(&fingerprint));
            assert_eq!(ours.insert(fingerprint), theirs.insert(fingerprint));
            assert!(ours.contains(fingerprint));
        }
        assert_eq!(ours.used, theirs.len());
    }
}
