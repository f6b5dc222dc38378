//! Counterfoil searches every state that a modelled protocol can reach, and says what it found.
//!
//! In reading order: a [`program`] has a list of systems, `registry` is ours, [`catalogue`] has them with their types
//! erased, [`run`] takes one scenario through an [`engine`], [`verdict`] says what the findings mean, and [`report`]
//! tells it. [`cli`] has one file for each command.

pub mod bench;
mod again;
pub mod catalogue;
mod evidence;
pub mod cli;
pub mod coverage;
pub mod engine;
pub mod symbolic;
pub mod exit;
mod identity;
mod input;
pub mod interrupt;
pub mod memory;
pub mod mutate;
pub mod nearest;
pub mod output;
pub mod panics;
pub mod prelude;
pub mod progress;
pub mod program;
mod queue;
pub mod registered;
#[cfg(feature = "systems")]
pub mod registry;
pub mod regression;
pub mod report;
pub mod request;
pub mod resumption;
pub mod run;
pub mod scenario_file;
pub mod selection;
pub mod stdout;
pub mod trace;
pub mod verdict;
