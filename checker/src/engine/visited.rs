//! The set of fingerprints met so far: eight bytes a slot, nine slots in ten of them used.
//!
//! Linear probing in which the slots stay *sorted*: the home of a fingerprint grows with it, and a run of
//! used slots is kept in ascending order. So a search for a fingerprint that is not there ends as early
//! as one for a fingerprint that is, which lets the table be full; and it grows by copying from front to
//! back, at the speed of memory, so that it can grow by little.
//!
//! There is one such set for each shard of the fingerprints. While a block is generated the sets are
//! only read; while it is merged each has one writer. So they need no lock and no atomics.

/// Of this many home slots ...
const FULL_OF: usize = 64;
/// ... at most this many are used; beyond it, the table grows.
const FULL: usize = 58;
/// The table grows by one part in this many.
const GROWTH: usize = 8;
/// Slots behind the last home, more where they are wanted, so that no run has to begin again at the front.
/// The last one is always free.
const OVERHANG: usize = 256;

/// A set of nonzero 64-bit numbers that share their highest bits.
pub(super) struct Visited {
    slots: Vec<u64>,
    homes: usize,
    used: usize,
    /// How many of the highest bits all numbers share, so that they choose no slot.
    shared_bits: u32,
}

impl Visited {
    /// An empty set of numbers that share their `shared_bits` highest bits.
    pub(super) fn new(shared_bits: u32) -> Self {
        Self { slots: vec![0; FULL_OF + OVERHANG], homes: FULL_OF, used: 0, shared_bits }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.used
    }

    /// How many bytes the slots take.
    pub(super) fn bytes(&self) -> u64 {
        self.slots.capacity() as u64 * 8
    }

    /// The numbers, in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().copied().filter(|slot| *slot != 0)
    }

    /// What stands in the slot where a search for `fingerprint` begins.
    #[inline]
    pub(super) fn read(&self, fingerprint: u64) -> u64 {
        self.slots[self.home(fingerprint)]
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
        self.put(slot, fingerprint);
        self.used += 1;
        true
    }

    /// The slot that holds `fingerprint`, or the one where it belongs: the first one from its home that is
    /// free or holds a greater number.
    #[inline]
    fn slot_of(&self, fingerprint: u64) -> usize {
        let mut slot = self.home(fingerprint);
        // Less one, a free slot's 0 is the greatest number of all.
        while self.slots[slot].wrapping_sub(1) < fingerprint - 1 {
            slot += 1;
        }
        slot
    }

    /// The homes divide the numbers evenly, in their order.
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the product's upper half is below the number of homes"
    )]
    fn home(&self, fingerprint: u64) -> usize {
        let own_bits = fingerprint << self.shared_bits;
        ((u128::from(own_bits) * self.homes as u128) >> u64::BITS) as usize
    }

    /// Moves the numbers from `slot` to the next free slot up by one, and puts `fingerprint` before them.
    fn put(&mut self, mut slot: usize, fingerprint: u64) {
        if self.used * FULL_OF >= self.homes * FULL {
            self.grow();
            slot = self.slot_of(fingerprint);
        }
        let run = self.slots[slot..].iter().position(|slot| *slot == 0).unwrap_or_default();
        let free = slot + run;
        if free + 1 == self.slots.len() {
            self.slots.resize(free + 1 + OVERHANG, 0);
        }
        self.slots.copy_within(slot..free, slot + 1);
        self.slots[slot] = fingerprint;
    }

    fn grow(&mut self) {
        self.homes += self.homes / GROWTH;
        let larger = vec![0; self.homes + OVERHANG];
        let old = std::mem::replace(&mut self.slots, larger);
        let mut next = 0;
        for fingerprint in old.into_iter().filter(|slot| *slot != 0) {
            let slot = self.home(fingerprint).max(next);
            if slot + 1 >= self.slots.len() {
                self.slots.resize(slot + 1 + OVERHANG, 0);
            }
            self.slots[slot] = fingerprint;
            next = slot + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn agrees_with_the_standard_library(rounds: u64, fingerprint_of: impl Fn(u64) -> u64) {
        let (mut ours, mut theirs) = (Visited::new(4), BTreeSet::new());
        let mut number = 1_u64;
        for round in 0..rounds {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(round | 1);
            let fingerprint = fingerprint_of(number) >> 4;
            let fingerprint = fingerprint.max(1);
            assert_eq!(ours.contains(fingerprint), theirs.contains(&fingerprint));
            assert_eq!(ours.insert(fingerprint), theirs.insert(fingerprint));
            assert!(ours.contains(fingerprint));
        }
        assert_eq!(ours.len(), theirs.len());
        assert!(ours.iter().eq(theirs));
    }

    #[test]
    fn it_agrees_with_a_set_of_the_standard_library() {
        agrees_with_the_standard_library(200_000, |number| number);
        // Few numbers, most of them met again.
        agrees_with_the_standard_library(50_000, |number| number & 0x0fff_0000_0000_0000);
    }

    /// The homes of neighbours are one slot: the runs are long, at the front, the end, and in between.
    #[test]
    fn it_agrees_where_numbers_crowd() {
        agrees_with_the_standard_library(3_000, |number| number >> 52 << 4);
        agrees_with_the_standard_library(3_000, |number| !(number >> 52 << 4));
        agrees_with_the_standard_library(3_000, |number| 1 << 63 | number >> 54 << 4);
    }

    #[test]
    fn it_takes_ten_bytes_a_number() {
        let mut set = Visited::new(0);
        for number in 1..=1_000_000_u64 {
            set.insert(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        }
        assert_eq!(set.len(), 1_000_000);
        assert!(set.bytes() < 10_000_000, "{}", set.bytes());
    }
}
