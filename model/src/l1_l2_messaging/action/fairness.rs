//! On whom one can count: which moves honest parties make, and who keeps moving.

use crate::action::ActionTable;
use crate::system::{Fair, Fairness};

use super::super::L1L2Messaging;
use super::super::state::State;
use super::Action;
use super::attempts::{has_room_for_transaction, honest_transactions, somebody_honest_settles};

/// Whoever keeps moving, in the order of [`fair_class`]: an honest operator, who includes what L1 asks for, ends its
/// batches, drops one that L1 would refuse, and settles. That it reverts nobody can count on.
pub(in super::super) const FAIR: &[Fair] = &[
    weakly("what the operator includes"),
    weakly("operator's commits"),
    weakly("operator's new beginnings"),
    weakly("prover"),
    weakly("operator's executions"),
];

const fn weakly(name: &'static str) -> Fair {
    Fair { name, fairness: Fairness::Weak }
}

/// Whether an honest party makes this move in `state`, and can count on it.
///
/// A malicious operator is replaced by an honest one, unless it is entrenched. Nobody can count on governance to patch,
/// but for a transaction that puts an upgrade right.
pub(in super::super) fn is_honest(system: &L1L2Messaging, state: &State, action: Action) -> bool {
    let settles = somebody_honest_settles(system, state);
    match action {
        _ if action.is_forged() => false,
        Action::RequestL2Transaction { fits } => fits,
        Action::ProcessTx { transaction } => {
            settles
                && has_room_for_transaction(system, state)
                && honest_transactions(system, state).any(|honest| honest == transaction)
        }
        Action::CommitBatches { .. }
        | Action::CommitForgedBatch { .. }
        | Action::ExecuteBatchesWithPath { .. }
        | Action::DropBatch
        | Action::ProveBatches
        | Action::ExecuteBatches
        | Action::RevertBatches { .. }
        | Action::SettleBatches => settles,
        Action::Upgrade { works } => works,
        Action::Patch { with_transaction } => with_transaction,
        Action::PassTime
        | Action::ActivatePriorityMode
        | Action::DeactivatePriorityMode
        | Action::ClaimFailedDeposit { .. }
        | Action::FinalizeWithdrawal { .. } => true,
    }
}

/// The position in [`FAIR`] of whoever makes this move, if it is one that keeps moving.
pub(in super::super) fn fair_class(system: &L1L2Messaging, action: Action) -> Option<usize> {
    if !system.parameters.operator_is_honest() {
        return None;
    }
    match action {
        Action::ProcessTx { transaction } if transaction.is_priority() || transaction.is_upgrade() => Some(0),
        Action::CommitBatches { .. } => Some(1),
        Action::DropBatch => Some(2),
        Action::ProveBatches => Some(3),
        Action::ExecuteBatches | Action::ExecuteBatchesWithPath { .. } => Some(4),
        _ => None,
    }
}
