//! The ways through the states: breadth first, depth first, at random, and as stateright goes.

pub mod depth_first;
pub(in crate::engine) mod level;
pub mod native;
mod random;
mod recent;
pub mod simulation;
mod stack;
pub mod stateright;
