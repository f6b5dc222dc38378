//! The symbolic engine: sets of states instead of states.

pub mod diagrams;
mod stop;
mod wrong;
mod order;
mod vectors;
mod rows;
mod view;
mod group;
mod space;
mod growth;
mod panel;
mod steps;
mod totals;
mod layers;
mod paths;
mod possible;
mod cycles;
mod fair;
mod fair_loop;
mod lasso;
mod liveness;
mod verify;
mod finds;
mod fixpoint;
mod findings;
mod search;
#[cfg(test)]
mod tests;

pub use self::search::{Options, THREADS, chosen, search};
