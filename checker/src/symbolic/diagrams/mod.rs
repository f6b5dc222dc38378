//! List decision diagrams: sets of vectors of numbers, in which equal parts are kept once.
//!
//! A node is a value, the set of what follows it (`down`), and the vectors of the same length that begin with a larger
//! value (`right`). Equal nodes are one node, so equal sets are equal numbers, and what was computed of two sets once
//! is remembered. A set of 10^10 vectors takes some hundred thousand nodes where its positions depend little on
//! one another.
//!
//! Why our own: `oxidd` has no diagrams with more than two branches a level. `merc_ldd` 2.0 has the right ones, by the
//! authors of mCRL2, but neither intersection nor the inverse of a relation; it counts in 64 bits; an operation on it
//! cannot end for lack of memory or time; and it calls itself along `right`, so that a level of some ten thousand
//! values overflows the stack, where a level here is a loop and calls go as deep as a vector is long. It
//! brings nine crates of its own besides.
//!
//! Nothing is collected during an operation. Whoever owns the sets calls [`Diagrams::collect`] between two, and names
//! all that are still wanted.

mod algebra;
mod addition;
mod cache;
mod contents;
mod counting;
mod plan;
mod product;
mod representatives;
mod set;
mod store;
#[cfg(test)]
mod tests;

pub use self::contents::Vectors;
pub use self::counting::Counts;
pub use self::plan::{Plan, Step};
pub use self::representatives::Which;
pub use self::set::Set;
pub use self::store::Diagrams;
#[cfg(test)]
pub(in crate::symbolic) use self::store::ROOM;
