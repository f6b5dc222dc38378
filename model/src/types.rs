//! The values that systems are made of: amounts, their differences, and how a transaction ended.
//!
//! Everything here is a few bytes, ordered and hashed by value, so that a state is a block of plain memory.

use std::fmt::{Display, Formatter, Result as FormatResult};

use serde::{Deserialize, Serialize};

/// A number of units of an asset, from 0 to the scenario's `max`, which stands for 2^256-1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(pub u8);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount as a signed number, for differences and for sums that may leave the range.
    pub fn wide(self) -> i64 {
        i64::from(self.0)
    }

    /// So many times the amount.
    #[inline]
    #[must_use]
    pub fn times(self, factor: u8) -> Self {
        Self(self.0.saturating_mul(factor))
    }
}

impl Display for Amount {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        self.0.fmt(f)
    }
}

/// The arithmetic of the scenario's `uint256`: 0 to `max`, where `max` stands for 2^256-1.
///
/// Whether a sum fits is asked by a guard; the sums themselves are total and saturate, so that a
/// rule stays defined when that guard is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uint256 {
    /// What stands for 2^256-1.
    pub max: Amount,
}

impl Uint256 {
    /// Whether `left + right` is in range: Solidity's checked addition would not revert.
    #[inline]
    pub fn fits(self, left: Amount, right: Amount) -> bool {
        left.0.saturating_add(right.0) <= self.max.0
    }

    /// Whether a number that was computed wide is in range.
    #[inline]
    pub fn holds(self, wide: i64) -> bool {
        0 <= wide && wide <= self.max.wide()
    }

    /// The sum, or `max` where it would leave the range.
    #[inline]
    pub fn add(self, left: Amount, right: Amount) -> Amount {
        Amount(left.0.saturating_add(right.0).min(self.max.0))
    }

    /// The difference, or 0 where it would leave the range.
    #[inline]
    pub fn sub(self, left: Amount, right: Amount) -> Amount {
        Amount(left.0.saturating_sub(right.0))
    }

    /// The number in range that is nearest to one that was computed wide.
    #[inline]
    pub fn clamp(self, wide: i64) -> Amount {
        Amount(u8::try_from(wide.clamp(0, self.max.wide())).unwrap_or(self.max.0))
    }
}

/// The difference of two totals that the contracts keep apart and only ever read as a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Difference(pub i8);

impl Difference {
    /// What is counted positively has grown by `amount`.
    #[inline]
    #[must_use]
    pub fn plus(self, amount: Amount) -> Self {
        Self(self.0.saturating_add_unsigned(amount.0))
    }

    /// What is counted negatively has grown by `amount`.
    #[inline]
    #[must_use]
    pub fn minus(self, amount: Amount) -> Self {
        Self(self.0.saturating_sub_unsigned(amount.0))
    }

    /// The difference as a number.
    pub fn wide(self) -> i64 {
        i64::from(self.0)
    }
}

/// How a priority transaction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TxStatus {
    /// Its effects stand.
    Success,
    /// It reverted, for example because its user gave too little gas.
    Failure,
}

impl Display for TxStatus {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Success => "success",
            Self::Failure => "failure",
        })
    }
}

crate::codec! {
    enum TxStatus { Success, Failure }
    struct Amount(units)
    struct Difference(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_that_of_the_integers_where_the_result_is_in_range() {
        for max in 1..=15_u8 {
            let uint = Uint256 { max: Amount(max) };
            for (left, right) in (0..=max).flat_map(|left| (0..=max).map(move |right| (left, right))) {
                let (a, b) = (Amount(left), Amount(right));
                assert_eq!(uint.fits(a, b), left + right <= max, "{left} + {right} in 0..={max}");
                assert_eq!(uint.add(a, b), Amount((left + right).min(max)));
                assert_eq!(uint.sub(a, b).wide(), (a.wide() - b.wide()).max(0));
            }
        }
    }

    #[test]
    fn a_number_outside_the_range_is_told_and_brought_to_its_nearer_end() {
        let uint = Uint256 { max: Amount(3) };
        for (wide, holds, nearest) in [
            (i64::MIN, false, 0),
            (-1, false, 0),
            (0, true, 0),
            (2, true, 2),
            (3, true, 3),
            (4, false, 3),
            (256, false, 3),
            (i64::MAX, false, 3),
        ] {
            assert_eq!((uint.holds(wide), uint.clamp(wide)), (holds, Amount(nearest)), "{wide}");
        }
    }

    #[test]
    fn a_difference_goes_both_ways_and_stops_at_its_bounds() {
        assert_eq!(Difference(0).plus(Amount(15)).minus(Amount(2)), Difference(13));
        assert_eq!(Difference(1).minus(Amount(2)).wide(), -1);
        assert_eq!(Difference(-1).plus(Amount(u8::MAX)), Difference(i8::MAX));
        assert_eq!(Difference(1).minus(Amount(u8::MAX)), Difference(i8::MIN));
    }
}
