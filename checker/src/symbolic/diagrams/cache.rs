//! What has been computed, as long as it is not displaced: a table of bounded size, in which each question has one
//! place.

use super::set::Set;

/// A question: the operation, with the plan that it follows if it follows one, and its sets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) operation: u32,
    pub(super) left: Set,
    pub(super) right: Set,
    /// Of the operations with two sets, none.
    pub(super) third: Set,
}

#[derive(Clone, Copy)]
struct Entry {
    key: Key,
    answer: Set,
}

/// No operation has this number.
const NOTHING: Entry = Entry {
    key: Key { operation: u32::MAX, left: Set::EMPTY, right: Set::EMPTY, third: Set::EMPTY },
    answer: Set::EMPTY,
};

/// The answers.
pub(super) struct Cache {
    entries: Vec<Entry>,
}

impl Cache {
    /// How many bytes an entry takes.
    pub(super) const ENTRY: usize = size_of::<Entry>();
    /// The most entries.
    pub(super) const MOST: usize = 1 << 24;

    /// `entries` is a power of two.
    pub(super) fn new(entries: usize) -> Self {
        Self { entries: vec![NOTHING; entries] }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    pub(super) fn get(&self, key: Key) -> Option<Set> {
        let entry = self.entries[self.place(key)];
        (entry.key == key).then_some(entry.answer)
    }

    #[inline]
    pub(super) fn put(&mut self, key: Key, answer: Set) {
        let place = self.place(key);
        self.entries[place] = Entry { key, answer };
    }

    /// Makes room for at least twice as many entries, up to the next power of two below `entries`.
    pub(super) fn grow(&mut self, entries: usize) {
        let entries = 1 << entries.ilog2();
        let mut larger = Vec::new();
        // It does without, where the system has no more to give.
        if entries > self.entries.len() && larger.try_reserve_exact(entries).is_ok() {
            larger.resize(entries, NOTHING);
            let old = std::mem::replace(&mut self.entries, larger);
            for entry in old.iter().filter(|entry| entry.key != NOTHING.key) {
                self.put(entry.key, entry.answer);
            }
        }
    }

    /// Forgets what speaks of a set that is not kept.
    pub(super) fn retain(&mut self, is_kept: impl Fn(Set) -> bool) {
        for entry in &mut self.entries {
            let Key { left, right, third, .. } = entry.key;
            if ![left, right, third, entry.answer].into_iter().all(&is_kept) {
                *entry = NOTHING;
            }
        }
    }

    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the highest bits are kept, which depend on all others"
    )]
    fn place(&self, key: Key) -> usize {
        let sets = u64::from(key.left.0) | u64::from(key.right.0) << 32;
        let others = u64::from(key.operation) | u64::from(key.third.0) << 32;
        let mixed = (sets ^ others.wrapping_mul(0xa076_1d64_78bd_642f)).wrapping_mul(0xe703_7ed1_a0b4_28db);
        ((mixed ^ mixed >> 32).wrapping_mul(0xe703_7ed1_a0b4_28db) >> 29) as usize & (self.entries.len() - 1)
    }
}
