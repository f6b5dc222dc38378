//! Footprints: which parts of a state an action depends on, and which it changes.
//!
//! They are what partial-order reduction rests on. Two actions whose footprints do not meet commute:
//! whichever comes first, both can be taken, and both orders end in the same state. A footprint may name
//! too much, which only makes a search larger; one that names too little makes it wrong, so the tests of
//! the checker hold every footprint against all states of the small scenarios.

/// A set of the parts into which a system divides its states, by number. At most 128.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Parts(u128);

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);
    /// Every part, whatever it is.
    pub const ALL: Self = Self(u128::MAX);
    /// How many parts there can be.
    pub const CAPACITY: usize = 128;

    /// The part with this number alone; a number beyond the capacity stands for every part.
    #[inline]
    pub const fn one(number: usize) -> Self {
        if number < Self::CAPACITY {
            #[allow(clippy::cast_possible_truncation, reason = "it is below the capacity")]
            let number = number as u32;
            Self(1_u128.wrapping_shl(number))
        } else {
            Self::ALL
        }
    }

    /// These parts and those.
    #[inline]
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These parts but not those.
    #[inline]
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the part with this number is among them.
    #[inline]
    pub fn has(self, number: usize) -> bool {
        self.meets(Self::one(number))
    }

    /// Whether some part is in both sets.
    #[inline]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Parts> for Parts {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        parts.into_iter().fold(Self::NONE, Self::and)
    }
}

/// What the actions of one class read and write, in every state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// On these, and on what is written, depends which actions of the class can be attempted, what becomes
    /// of them, and what they write.
    pub reads: Parts,
    /// Nothing else of the state is changed.
    pub writes: Parts,
}

impl Footprint {
    /// The footprint of an action of which nothing is known: no other action commutes with it.
    pub const EVERYTHING: Self = Self { reads: Parts::ALL, writes: Parts::ALL };

    /// Whether neither writes what the other reads or writes.
    #[inline]
    pub fn is_independent_of(self, other: Self) -> bool {
        let touches = |one: Self| one.reads.and(one.writes);
        !self.writes.meets(touches(other)) && !other.writes.meets(touches(self))
    }
}

/// The parts of a value, one row each: what a reader calls it, and the fields that it consists of.
#[macro_export]
macro_rules! parts {
    ($(#[$attribute:meta])* $name:ident of $whole:ident {
        $($part:ident = $label:literal: $($($field:ident).+),+;)+
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = $label] $part),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$part),+];

            /// What a reader calls it.
            fn label(self) -> &'static str {
                match self { $(Self::$part => $label),+ }
            }

            fn write(self, whole: &$whole, bytes: &mut Vec<u8>) {
                match self { $(Self::$part => { $($crate::codec::Codec::encode(&whole.$($field).+, bytes);)+ })+ }
            }

            fn read(self, whole: &mut $whole, bytes: &mut &[u8]) -> Option<()> {
                match self { $(Self::$part => { $(whole.$($field).+ = $crate::codec::Codec::decode(bytes)?;)+ })+ }
                Some(())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_into_it() {
        let parts: Parts = [0, 5, 127].map(Parts::one).into_iter().collect();
        let inside: Vec<usize> = (0..Parts::CAPACITY).filter(|number| parts.has(*number)).collect();
        assert_eq!(inside, [0, 5, 127]);
        assert!(parts.meets(Parts::one(5)) && !parts.meets(Parts::one(6)));
        assert!(!Parts::NONE.meets(Parts::ALL));
        // What cannot be told apart is taken for everything, which is never wrong.
        assert_eq!(Parts::one(Parts::CAPACITY), Parts::ALL);
    }

    #[test]
    fn independent_actions_may_read_together_and_write_apart() {
        let footprint = |reads, writes| Footprint { reads: Parts::one(reads), writes: Parts::one(writes) };
        let (left, right) = (footprint(0, 1), footprint(0, 2));
        assert!(left.is_independent_of(right) && right.is_independent_of(left));
        for dependent in [footprint(1, 3), footprint(3, 1), footprint(3, 0), Footprint::EVERYTHING] {
            assert!(!left.is_independent_of(dependent), "{dependent:?}");
            assert!(!dependent.is_independent_of(left), "{dependent:?}");
        }
    }
}
