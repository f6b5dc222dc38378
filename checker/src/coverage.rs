//! How often each kind of action was taken, and how often each guard refused one.

use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::System;

/// Counts of one search.
///
/// An action that never fired, or a guard that never refused, means that a proof speaks about less
/// than it seems to; so these are part of every report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Successful transitions, by the index of the kind in [`Protocol::ACTIONS`](counterfoil_model::system::Protocol::ACTIONS).
    pub fired: Vec<u128>,
    /// Refused attempts, by the index of the guard in its table.
    pub rejections: Vec<u128>,
}

counterfoil_model::codec! {
    struct Coverage { fired, rejections }
}

impl Coverage {
    /// Nothing happened yet in a search of `S`.
    pub fn none<S: System>() -> Self {
        Self { fired: vec![0; S::ACTIONS.len()], rejections: vec![0; S::Guard::ALL.len()] }
    }

    /// Adds the counts of another part of the search.
    pub fn add(&mut self, other: &Self) {
        for (ours, theirs) in self.fired.iter_mut().zip(&other.fired) {
            *ours += theirs;
        }
        for (ours, theirs) in self.rejections.iter_mut().zip(&other.rejections) {
            *ours += theirs;
        }
    }
}
