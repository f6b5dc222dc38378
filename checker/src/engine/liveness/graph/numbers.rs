//! From fingerprints to the numbers of states.

const FREE: u32 = u32::MAX;

/// Where the number of each fingerprint is: open addressing, 5 to 11 bytes a state.
pub(super) struct Numbers<'a> {
    fingerprints: &'a [u64],
    slots: Vec<u32>,
}

impl<'a> Numbers<'a> {
    /// The numbers are the positions in `fingerprints`, of which no two are equal.
    pub(super) fn new(fingerprints: &'a [u64]) -> Self {
        let slots = vec![FREE; (fingerprints.len() * 4 / 3 + 1).next_power_of_two()];
        let mut numbers = Self { fingerprints, slots };
        for (number, fingerprint) in (0..).zip(fingerprints) {
            let slot = numbers.slot_of(*fingerprint);
            numbers.slots[slot] = number;
        }
        numbers
    }

    /// The number of the state with this fingerprint, if it has one.
    #[inline]
    pub(super) fn of(&self, fingerprint: u64) -> Option<u32> {
        let number = self.slots[self.slot_of(fingerprint)];
        (number != FREE).then_some(number)
    }

    /// The slot with the number of `fingerprint`, or the free one where it belongs.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "the mask keeps the low bits only")]
    fn slot_of(&self, fingerprint: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = fingerprint as usize & mask;
        while self.slots[slot] != FREE && self.fingerprints[self.slots[slot] as usize] != fingerprint {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fingerprint_has_its_number_and_no_other_has_one() {
        // Few distinct low bits, so that the runs of used slots are long.
        let fingerprints: Vec<u64> = (0..5000_u64).map(|state| (state << 40) | (state & 7)).collect();
        let numbers = Numbers::new(&fingerprints);
        for (number, fingerprint) in (0..).zip(&fingerprints) {
            assert_eq!(numbers.of(*fingerprint), Some(number));
        }
        assert_eq!(numbers.of(8), None);
        assert_eq!(Numbers::new(&[]).of(8), None);
    }
}
