//! Counterexamples and witnesses: kept in files, replayed, told and exported.
//!
//! A trace is where a run starts and the actions it takes, never its states: those are recomputed, so
//! that what is shown is what the system does now. This crate knows no properties; whether a run shows
//! what it is said to show is for the caller's [`replay::Judge`].

pub mod format;
pub mod escape;
pub mod document;
pub mod read;
pub mod open;
pub mod replay;
pub mod diff;
pub mod playback;
mod numbers;
pub mod minimize;
pub mod cover;
pub mod export;
