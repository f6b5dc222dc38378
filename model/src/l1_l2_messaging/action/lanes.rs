//! Where moves come from and where they take place: the lanes of a diagram.

use crate::system::Way;

use super::Action;

/// Users and governance, who act on L1.
const USERS: usize = 0;
const L1: usize = 1;
const OPERATOR: usize = 2;
const L2: usize = 3;

/// The lanes from left to right.
pub(in super::super) fn lanes() -> Vec<String> {
    ["users", "L1", "operator", "L2"].map(str::to_owned).into()
}

/// From which lane to which a move goes.
pub(in super::super) fn way(action: Action) -> Way {
    let (from, to) = match action {
        Action::RequestL2Transaction { .. }
        | Action::Upgrade { .. }
        | Action::Patch { .. }
        | Action::ActivatePriorityMode
        | Action::DeactivatePriorityMode
        | Action::SettleBatches
        | Action::ClaimFailedDeposit { .. }
        | Action::FinalizeWithdrawal { .. } => (USERS, L1),
        Action::PassTime => (L1, L1),
        Action::ProcessTx { .. } => (OPERATOR, L2),
        Action::DropBatch => (OPERATOR, OPERATOR),
        Action::CommitBatches { .. }
        | Action::CommitForgedBatch { .. }
        | Action::ProveBatches
        | Action::ExecuteBatches
        | Action::ExecuteBatchesWithPath { .. }
        | Action::RevertBatches { .. } => (OPERATOR, L1),
    };
    Way { from, to }
}
