//! The systems that Counterfoil checks, as transition systems with named guards.
//!
//! A model here is a pure function from a state and an action to the next state or to the guard that
//! refuses. It does no I/O, prints nothing and knows no properties.
//!
//! **What a revert is.** Where a contract reverts, the rule returns `Err(guard)` and no state: a
//! reverted transaction changes nothing. That covers each `require` and custom error of the modelled
//! functions, and checked arithmetic (an overflow or underflow of a `uint256`), which is a named
//! guard like any other. With such a guard off the arithmetic saturates, so a rule never panics and
//! every mutant is a total function.

#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
        reason = "a rule is total: what would revert is a named guard, and with that guard off arithmetic saturates"
    )
)]

pub mod system;
pub mod scenario;
pub mod guard;
pub mod action;
pub mod codec;
pub mod mutant;
pub mod footprint;
pub mod types;
pub mod fifo;
#[cfg(test)]
mod calls;

#[cfg(feature = "systems")]
pub mod asset_tracker;
#[cfg(feature = "systems")]
pub mod interop_settlement;
#[cfg(feature = "systems")]
pub mod l1_l2_messaging;
#[cfg(feature = "systems")]
pub mod multi_l1_token;
