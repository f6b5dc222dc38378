//! What actions carry: what an operator claims, provides and reverts to, and what users prove.

use serde::{Deserialize, Serialize};

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

crate::codec! {
    enum Claim { AsComputed, OtherHash, OtherNumber, ForgedLogs, OtherMessages }
    enum UpgradeLogs { AsDue, Twice, Zero }
    enum Items { Claimed, InTree, Nothing }
    enum LastBatch { BeforeExecuted, Committed(behind) }
    enum Proof { Executed, Committed }
    enum Source { Sent, Committed, Used, Forged }
}
