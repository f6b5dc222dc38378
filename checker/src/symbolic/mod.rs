//! The symbolic engine: sets of states instead of states.

pub mod diagrams;
mod stop;
mod order;
mod vectors;
mod rows;
mod group;
mod space;
mod growth;
mod panel;
mod steps;
#[cfg(test)]
mod tests;
