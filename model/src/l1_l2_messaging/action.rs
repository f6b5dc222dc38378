//! Actions: one variant for each entry point of a contract and each move of the operator or of an adversary.

pub(super) mod attempts;
mod fairness;
mod lanes;

use serde::{Deserialize, Serialize};

use super::messages::{OperationId, Transaction};

pub(super) use attempts::attempts;
pub(super) use fairness::{FAIR, fair_class, is_honest};
pub(super) use lanes::{lanes, way};

/// What a party attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the arguments are those of the contract functions")]
pub enum Action {
    /// A user on L1 requests a priority operation, which deposits one unit; one that fits into a batch or not.
    RequestL2Transaction { fits: bool },
    /// Governance initiates the next upgrade; one whose transaction works, or one whose transaction can only fail.
    Upgrade { works: bool },
    /// Governance replaces the verifier by a patch, without a transaction or with one that works.
    Patch { with_transaction: bool },
    /// The operator puts a transaction into the memory of the bootloader, which executes it.
    ProcessTx { transaction: Transaction },
    /// The operator drops the batch that it is building.
    DropBatch,
    /// The operator ends the batch that it is building and commits it.
    CommitBatches { claim: Claim },
    /// The operator commits a batch that no run of the bootloader yields.
    CommitForgedBatch { upgrade_logs: UpgradeLogs },
    /// Somebody proves the next batch.
    ProveBatches,
    /// The operator executes the next batch, with a priority queue.
    ExecuteBatches,
    /// The operator executes the next batch, with a priority tree, and provides operations and their path.
    ExecuteBatchesWithPath { first: OperationId, items: Items },
    /// The operator reverts all batches behind one.
    RevertBatches { last: LastBatch },
    /// The first operation of the queue becomes overdue.
    PassTime,
    /// Somebody switches to priority mode.
    ActivatePriorityMode,
    /// Governance ends priority mode.
    DeactivatePriorityMode,
    /// Somebody commits, proves and executes a batch at once, in priority mode.
    SettleBatches,
    /// A user proves on L1 that a deposit has failed.
    ClaimFailedDeposit { operation: OperationId, proof: Proof },
    /// A user proves a withdrawal on L1.
    FinalizeWithdrawal { source: Source },
}

/// What an operator says of a batch when it commits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// What the bootloader has computed.
    AsComputed,
    /// The rolling hash that the queue will give, whatever the log says.
    OtherHash,
    /// That no operations were processed, whatever the log says.
    OtherNumber,
    /// A tree of user logs with a withdrawal that nobody has made, and in which every operation has failed.
    ForgedLogs,
    /// Other messages than those that were sent.
    OtherMessages,
}

/// The system logs of an upgrade in a batch that no run of the bootloader yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpgradeLogs {
    /// What is due.
    AsDue,
    /// What is due, twice.
    Twice,
    /// One with the hash of nothing.
    Zero,
}

/// The operations that an operator provides to execute a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Items {
    /// Those whose hashes the batch claims.
    Claimed,
    /// As many that stand in the tree at the place of the path.
    InTree,
    /// None.
    Nothing,
}

/// Which batch a revert makes the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastBatch {
    /// The one before the last executed.
    BeforeExecuted,
    /// The so manieth behind the last executed.
    Committed(u8),
}

/// In which batch the failure of a deposit is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// In one that is executed.
    Executed,
    /// In one that is committed and not executed.
    Committed,
}

/// Which withdrawal is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// One that is not finalised, in a batch that is executed.
    Sent,
    /// One in a batch that is committed and not executed.
    Committed,
    /// One that is finalised.
    Used,
    /// One that nobody has made.
    Forged,
}

macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => {
        /// The kinds of action, in the order of the enum.
        enum Kind { $($kind),+ }

        impl Action {
            /// The names of all kinds of action, in the order of the enum.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($kind)),+];

            /// The position of this action's kind in [`Action::NAMES`].
            #[inline]
            pub fn kind(self) -> usize {
                (match self { $(Self::$kind { .. } => Kind::$kind),+ }) as usize
            }
        }
    };
}

kinds! {
    RequestL2Transaction, Upgrade, Patch, ProcessTx, DropBatch, CommitBatches, CommitForgedBatch, ProveBatches,
    ExecuteBatches, ExecuteBatchesWithPath, RevertBatches, PassTime, ActivatePriorityMode, DeactivatePriorityMode,
    SettleBatches,
    ClaimFailedDeposit, FinalizeWithdrawal,
}

impl Action {
    /// Who attempts it.
    pub fn party(self) -> &'static str {
        match self {
            Self::RequestL2Transaction { .. }
            | Self::ActivatePriorityMode
            | Self::ClaimFailedDeposit { .. }
            | Self::FinalizeWithdrawal { .. } => "user on L1",
            Self::Upgrade { .. } | Self::Patch { .. } | Self::DeactivatePriorityMode => "governance",
            Self::PassTime => "clock of L1",
            Self::ProcessTx { .. }
            | Self::DropBatch
            | Self::CommitBatches { .. }
            | Self::CommitForgedBatch { .. }
            | Self::ProveBatches
            | Self::ExecuteBatches
            | Self::ExecuteBatchesWithPath { .. }
            | Self::RevertBatches { .. } => "operator",
            Self::SettleBatches => "anybody",
        }
    }

    /// Whether it is the execution of the next batch.
    pub fn executes(self) -> bool {
        matches!(self, Self::ExecuteBatches | Self::ExecuteBatchesWithPath { .. } | Self::SettleBatches)
    }
}
