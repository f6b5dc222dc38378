//! The set of fingerprints met so far: eight bytes a slot, nine slots in ten of them used.
//!
//! Linear probing in which the slots stay *sorted*: the home of a fingerprint grows with it, and a run of
//! used slots is kept in ascending order. So a search for a fingerprint that is not there ends as early
//! as one for a fingerprint that is, which lets the table be full; and it grows by copying from front to
//! back, at the speed of memory, so that it can grow by little.
//!
//! There is one such set for each shard of the fingerprints. While a block is generated the sets are
//! only read; while it is merged each has one writer. So they need no lock and no atomics.

use std::collections::TryReserveError;

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
pub(in crate::engine) struct Visited {
    slots: Vec<u64>,
    homes: usize,
    used: usize,
    /// How many of the highest bits all numbers share, so that they choose no slot.
    shared_bits: u32,
}

impl Visited {
    /// An empty set of numbers that share their `shared_bits` highest bits.
    pub(in crate::engine) fn new(shared_bits: u32) -> Self {
        Self { slots: vec![0; FULL_OF + OVERHANG], homes: FULL_OF, used: 0, shared_bits }
    }

    /// How many numbers there are.
    pub(in crate::engine) fn len(&self) -> usize {
        self.used
    }

    /// How many bytes the slots take.
    pub(in crate::engine) fn bytes(&self) -> u64 {
        self.slots.capacity() as u64 * 8
    }

    /// The numbers, in ascending order.
    pub(in crate::engine) fn iter(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().copied().filter(|slot| *slot != 0)
    }

    /// Whether it has to grow to take so many more.
    pub(in crate::engine) fn is_short_of(&self, more: usize) -> bool {
        self.homes_for(more) > self.homes
    }

    /// Makes room for so many more numbers: to add them takes no memory then.
    ///
    /// # Errors
    /// If the system has no more memory; the set is as it was.
    pub(in crate::engine) fn reserve(&mut self, more: usize) -> Result<(), TryReserveError> {
        if self.is_short_of(more) {
            let homes = self.homes_for(more);
            let mut larger = Vec::new();
            larger.try_reserve_exact(homes + OVERHANG)?;
            self.move_to(homes, larger);
        }
        Ok(())
    }

    /// What stands in the slot where a search for `fingerprint` begins.
    #[inline]
    pub(in crate::engine) fn read(&self, fingerprint: u64) -> u64 {
        self.slots[self.home(fingerprint)]
    }

    /// Whether `fingerprint` is in the set.
    #[inline]
    pub(in crate::engine) fn contains(&self, fingerprint: u64) -> bool {
        self.slots[self.slot_of(fingerprint)] == fingerprint
    }

    /// Adds `fingerprint`; whether it is new.
    #[inline]
    pub(in crate::engine) fn insert(&mut self, fingerprint: u64) -> bool {
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
            let homes = self.homes + self.homes / GROWTH;
            self.move_to(homes, Vec::with_capacity(homes + OVERHANG));
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

    /// How many homes there have to be, for so many more numbers.
    fn homes_for(&self, more: usize) -> usize {
        let mut homes = self.homes;
        while self.used.saturating_add(more).saturating_mul(FULL_OF) > homes.saturating_mul(FULL) {
            homes = homes.saturating_add(homes / GROWTH);
        }
        homes
    }

    /// Moves all numbers to other slots, which are empty so far.
    fn move_to(&mut self, homes: usize, mut slots: Vec<u64>) {
        self.homes = homes;
        for fingerprint in self.slots.iter().copied().filter(|slot| *slot != 0) {
            let home = self.home(fingerprint);
            while slots.len() < home {
                slots.push(0);
            }
            slots.push(fingerprint);
        }
        let end = (homes + OVERHANG).max(slots.len() + 1);
        slots.resize(end, 0);
        self.slots = slots;
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

    /// As a checkpoint has them: without room for all, each would be sought among all before it.
    #[test]
    fn numbers_in_ascending_order_find_the_room_that_was_made_for_them() {
        let numbers: Vec<u64> = (1..=100_000_u64).map(|number| number * (u64::MAX / 100_001)).collect();
        let mut set = Visited::new(0);
        set.reserve(numbers.len()).expect("there is memory");
        let (bytes, homes) = (set.bytes(), set.homes);
        let mut farthest = 0;
        for number in &numbers {
            assert!(!set.is_short_of(1) && set.insert(*number));
            farthest = farthest.max(set.slot_of(*number) - set.home(*number));
        }
        assert!(farthest < 64, "{farthest} slots from its home");
        assert_eq!((set.bytes(), set.homes), (bytes, homes), "it did not grow");
        assert!(set.iter().eq(numbers));
    }

    #[test]
    fn what_no_memory_has_room_for_is_refused_and_the_set_stays_as_it_was() {
        let mut set = Visited::new(0);
        assert!(set.insert(7));
        assert!(set.reserve(1 << 59).is_err() && set.reserve(usize::MAX).is_err());
        assert!(set.contains(7) && set.insert(8) && set.len() == 2);
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
