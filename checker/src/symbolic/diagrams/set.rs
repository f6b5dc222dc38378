//! A set, as its number.

/// A set of vectors of one length. It is a number: whoever keeps one names it in `Diagrams::collect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set(pub(super) u32);

impl Set {
    /// No vector.
    pub const EMPTY: Self = Self(0);
    /// The vector of length 0 alone.
    pub const UNIT: Self = Self(1);

    /// Whether there is no vector in it.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }
}
