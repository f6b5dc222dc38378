//! Classes of actions: what a footprint is declared of.

use super::super::messages::Transaction;
use super::super::state::Batches;
use super::{Action, LastBatch, Proof, Source};

/// A class of actions: those of one kind that touch the same parts of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Class {
    /// An operation is requested, one that fits into a batch or not.
    Request { fits: bool },
    /// An upgrade starts.
    Upgrade,
    /// The verifier is replaced, and the transaction of an upgrade with it or not.
    Patch { with_transaction: bool },
    /// The bootloader executes an operation that somebody can request.
    Operation,
    /// The bootloader executes an operation that nobody requests.
    ForgedOperation,
    /// The bootloader executes the transaction of an upgrade that governance initiates.
    UpgradeTx,
    /// The bootloader executes one of an upgrade that nobody initiates.
    ForgedUpgrade,
    /// The bootloader executes a withdrawal.
    Withdrawal,
    /// The batch under way is dropped.
    DropBatch,
    /// The batch under way is committed, whatever is claimed of it.
    Commit,
    /// A batch is committed that no run of the bootloader yields.
    CommitForged,
    /// The next batch is proven.
    Prove,
    /// The next batch is executed, with the operations that are provided or those of the queue.
    Execute,
    /// The batch under way is committed, proven and executed.
    Settle,
    /// Batches are reverted, the last executed one among them.
    RevertExecuted,
    /// All committed batches but this many are reverted.
    Revert { kept: u8 },
    /// The first operation becomes overdue.
    PassTime,
    /// Priority mode begins.
    Activate,
    /// Priority mode ends.
    Deactivate,
    /// The failure of a deposit is proven.
    Claim { proof: Proof },
    /// A withdrawal is proven, or one that nobody has made, by what is executed.
    Finalize,
    /// A withdrawal is proven by what is committed.
    FinalizeCommitted,
    /// A withdrawal is proven again.
    FinalizeUsed,
}

impl Class {
    /// Every class, in the order of the numbers.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let kept = (0_u8..).take(Batches::CAPACITY);
        let others = [
            Self::Request { fits: true },
            Self::Request { fits: false },
            Self::Upgrade,
            Self::Patch { with_transaction: false },
            Self::Patch { with_transaction: true },
            Self::Operation,
            Self::ForgedOperation,
            Self::UpgradeTx,
            Self::ForgedUpgrade,
            Self::Withdrawal,
            Self::DropBatch,
            Self::Commit,
            Self::CommitForged,
            Self::Prove,
            Self::Execute,
            Self::Settle,
            Self::RevertExecuted,
            Self::PassTime,
            Self::Activate,
            Self::Deactivate,
            Self::Claim { proof: Proof::Executed },
            Self::Claim { proof: Proof::Committed },
            Self::Finalize,
            Self::FinalizeCommitted,
            Self::FinalizeUsed,
        ];
        others.into_iter().chain(kept.map(|kept| Self::Revert { kept }))
    }

    /// The class of an action.
    pub(super) fn of(action: Action) -> Self {
        match action {
            Action::RequestL2Transaction { fits } => Self::Request { fits },
            Action::Upgrade { .. } => Self::Upgrade,
            Action::Patch { with_transaction } => Self::Patch { with_transaction },
            Action::ProcessTx { transaction } => match transaction {
                Transaction::Priority { .. } => Self::Operation,
                Transaction::ForgedDeposit | Transaction::ForgedKernelOperation => Self::ForgedOperation,
                Transaction::Upgrade { .. } => Self::UpgradeTx,
                Transaction::ForgedUpgrade => Self::ForgedUpgrade,
                Transaction::Withdrawal => Self::Withdrawal,
            },
            Action::DropBatch => Self::DropBatch,
            Action::CommitBatches { .. } => Self::Commit,
            Action::CommitForgedBatch { .. } => Self::CommitForged,
            Action::ProveBatches => Self::Prove,
            Action::ExecuteBatches | Action::ExecuteBatchesWithPath { .. } => Self::Execute,
            Action::RevertBatches { last: LastBatch::BeforeExecuted } => Self::RevertExecuted,
            Action::RevertBatches { last: LastBatch::Committed(kept) } => Self::Revert { kept },
            Action::PassTime => Self::PassTime,
            Action::ActivatePriorityMode => Self::Activate,
            Action::DeactivatePriorityMode => Self::Deactivate,
            Action::SettleBatches => Self::Settle,
            Action::ClaimFailedDeposit { proof, .. } => Self::Claim { proof },
            Action::FinalizeWithdrawal { source } => match source {
                Source::Sent | Source::Forged => Self::Finalize,
                Source::Committed => Self::FinalizeCommitted,
                Source::Used => Self::FinalizeUsed,
            },
        }
    }

    /// The number of the class: its position in [`Class::all`].
    pub(super) fn number(self) -> usize {
        match self {
            Self::Request { fits } => usize::from(!fits),
            Self::Upgrade => 2,
            Self::Patch { with_transaction } => usize::from(with_transaction).saturating_add(3),
            Self::Operation => 5,
            Self::ForgedOperation => 6,
            Self::UpgradeTx => 7,
            Self::ForgedUpgrade => 8,
            Self::Withdrawal => 9,
            Self::DropBatch => 10,
            Self::Commit => 11,
            Self::CommitForged => 12,
            Self::Prove => 13,
            Self::Execute => 14,
            Self::Settle => 15,
            Self::RevertExecuted => 16,
            Self::PassTime => 17,
            Self::Activate => 18,
            Self::Deactivate => 19,
            Self::Claim { proof: Proof::Executed } => 20,
            Self::Claim { proof: Proof::Committed } => 21,
            Self::Finalize => 22,
            Self::FinalizeCommitted => 23,
            Self::FinalizeUsed => 24,
            Self::Revert { kept } => usize::from(kept).saturating_add(25),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_numbered_in_their_order() {
        assert!(Class::all().map(Class::number).eq(0..Class::all().count()));
    }
}
