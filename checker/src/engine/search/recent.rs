//! The successors that a worker met last, so that it need not ask the visited set about them again.
//!
//! A step that changes nothing leads back to where it began, and steps that commute lead to one state over
//! neighbours that are expanded one soon after the other: of the successors of two-phase commit, two in
//! five are among the few thousand before them. A look-up here stays in the processor's nearest cache;
//! one in the visited set goes to memory.

/// How many fingerprints are kept: 32 KiB of them.
const SLOTS: usize = 4096;

/// Fingerprints of successors that are already on their way to the visited set, or in it.
pub(in crate::engine) struct Recent {
    /// Each slot holds the last fingerprint that belongs there, or 0 for none.
    slots: Vec<u64>,
}

impl Recent {
    /// None yet.
    pub(in crate::engine) fn new() -> Self {
        Self { slots: vec![0; SLOTS] }
    }

    /// Notes a fingerprint; whether it is still known to have been noted before.
    #[inline]
    pub(in crate::engine) fn has_met(&mut self, fingerprint: u64) -> bool {
        // The lowest bits: the highest ones say the shard, which neighbours of a frontier share.
        #[allow(clippy::cast_possible_truncation, reason = "only the lowest bits are left")]
        let slot = &mut self.slots[fingerprint as usize % SLOTS];
        std::mem::replace(slot, fingerprint) == fingerprint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_what_it_met_until_another_takes_the_slot() {
        let mut recent = Recent::new();
        let (one, other) = (7, 7 + SLOTS as u64);
        assert!(!recent.has_met(one));
        assert!(recent.has_met(one));
        assert!(!recent.has_met(other), "an unknown number is never taken for a known one");
        assert!(!recent.has_met(one), "the other took its slot");
    }
}
