//! On whom one can count: which moves honest parties make, and who keeps moving.

use crate::system::{Fair, Fairness};

use super::super::{InteropSettlement, State};
use super::Action;

/// Whoever keeps moving, in the order of [`fair_class`].
pub(in super::super) const FAIR: &[Fair] = &[
    weakly("operators that have not stalled"),
    weakly("provers"),
    weakly("whoever executes"),
    weakly("the clock"),
    weakly("whoever settles for an operator that has stalled"),
    weakly("the security council"),
];

const fn weakly(name: &'static str) -> Fair {
    Fair { name, fairness: Fairness::Weak }
}

/// Whether an honest party makes this move, and can count on it. That users send messages and consume them, nobody can
/// count on.
pub(in super::super) fn is_honest(_: &InteropSettlement, _: &State, action: Action) -> bool {
    match action {
        Action::BuildBlock { .. }
        | Action::AddInteropRoot { .. }
        | Action::Reorganise { .. }
        | Action::RevertBatches { .. }
        | Action::Stall { .. } => false,
        Action::AttestBlocks { has_bug, .. } => !has_bug,
        Action::CommitBatches { .. }
        | Action::ProveBatches { .. }
        | Action::ExecuteBatches { .. }
        | Action::StartAgain { .. }
        | Action::PassTime
        | Action::ForceCommit { .. }
        | Action::UnlockBlocks { .. } => true,
    }
}

/// The position in [`FAIR`] of whoever makes this move, if it is one that keeps moving.
pub(in super::super) fn fair_class(action: Action) -> Option<usize> {
    match action {
        Action::CommitBatches { .. } | Action::StartAgain { .. } => Some(0),
        Action::ProveBatches { .. } => Some(1),
        Action::ExecuteBatches { .. } => Some(2),
        Action::PassTime => Some(3),
        Action::ForceCommit { .. } => Some(4),
        Action::UnlockBlocks { .. } => Some(5),
        Action::BuildBlock { .. }
        | Action::AddInteropRoot { .. }
        | Action::AttestBlocks { .. }
        | Action::Reorganise { .. }
        | Action::RevertBatches { .. }
        | Action::Stall { .. } => None,
    }
}
