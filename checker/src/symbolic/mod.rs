//! The symbolic engine: sets of states instead of states.

pub mod diagrams;
