//! Transactions, batches and what actions carry as one line for a reader.

use std::fmt::{Display, Formatter, Result as FormatResult};

use crate::fifo::{Entry, Fifo};
use crate::types::TxStatus;

use super::action::{Claim, Items, LastBatch, Proof, Source, UpgradeLogs};
use super::messages::{
    Executed, OperationId, Operations, ProtocolVersion, Rules, Transaction, TxHash, UserLogs,
};
use super::state::{Batch, OpenBatch, StateRoot};

impl Display for Claim {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::AsComputed => "",
            Self::OtherHash => ", claiming the hash that the queue will give",
            Self::OtherNumber => ", claiming that no operations were processed",
            Self::ForgedLogs => ", with a tree of logs that nobody has emitted",
            Self::OtherMessages => ", with other messages than were sent",
        })
    }
}

impl Display for UpgradeLogs {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::AsDue => "",
            Self::Twice => ", with the log of an upgrade twice",
            Self::Zero => ", with the log of an upgrade of nothing",
        })
    }
}

impl Display for Items {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Claimed => "",
            Self::InTree => ", whatever stands there",
            Self::Nothing => ", without operations",
        })
    }
}

impl Display for LastBatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::BeforeExecuted => f.write_str("with the last executed one"),
            Self::Committed(0) => f.write_str("that are not executed"),
            Self::Committed(kept) => write!(f, "behind committed batch {kept}"),
        }
    }
}

impl Display for Proof {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Executed => "",
            Self::Committed => ", in a batch that is not executed",
        })
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(match self {
            Self::Sent => "",
            Self::Committed => ", in a batch that is not executed",
            Self::Used => ", finalised before",
            Self::Forged => ", which nobody has made",
        })
    }
}

impl Display for OperationId {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "operation {}", self.0)
    }
}

impl Display for ProtocolVersion {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        self.0.fmt(f)
    }
}

impl Display for Rules {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "{}.{}", self.version, self.patch)
    }
}

impl Display for Transaction {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Priority { operation, status: TxStatus::Success } => operation.fmt(f),
            Self::Priority { operation, status: TxStatus::Failure } => write!(f, "{operation}, which fails"),
            Self::ForgedDeposit => f.write_str("forged deposit"),
            Self::ForgedKernelOperation => f.write_str("forged operation from the kernel space"),
            Self::Upgrade { version, status: TxStatus::Success } => write!(f, "upgrade {version}"),
            Self::Upgrade { version, status: TxStatus::Failure } => {
                write!(f, "upgrade {version}, which fails")
            }
            Self::ForgedUpgrade => f.write_str("forged upgrade"),
            Self::Withdrawal => f.write_str("withdrawal"),
        }
    }
}

impl Display for Executed {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        self.transaction.fmt(f)
    }
}

impl Display for TxHash {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        match self {
            Self::Operation(operation) => write!(f, "{}", operation.0),
            Self::Forged => f.write_str("forged"),
            Self::Upgrade(version) => write!(f, "upgrade {version}"),
            Self::ForgedUpgrade => f.write_str("forged upgrade"),
            Self::Zero => f.write_str("zero"),
            Self::Chosen => f.write_str("chosen"),
        }
    }
}

impl Display for Operations {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        f.write_str(&list(self.iter().map(|operation| operation.0)))
    }
}

impl Display for StateRoot {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "version {}, supply {}", self.system_version, self.supply)?;
        f.write_str(if self.keccak_is_replaced { ", Keccak256 replaced" } else { "" })
    }
}

impl Display for UserLogs {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "succeeded {}, failed {}, withdrawals {}", self.succeeded, self.failed, self.withdrawals)?;
        f.write_str(if self.has_forged_withdrawal { " and a forged one" } else { "" })
    }
}

impl Display for Batch {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "{}", transactions(self.ghost_executed))?;
        write!(
            f,
            "; claims {} operations: {}",
            self.number_of_layer1_txs,
            hashes(self.priority_operations_hash)
        )?;
        write!(f, "; {}; {}; rules {}", self.l2_logs_tree_root, self.state_root, self.rules)?;
        write!(f, "; from {}", self.previous_state_root)?;
        f.write_str(if self.messages_are_published { "" } else { "; other messages" })?;
        f.write_str(if self.has_proof { "" } else { "; no proof" })
    }
}

impl Display for OpenBatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> FormatResult {
        write!(f, "{}", transactions(self.executed))?;
        write!(f, "; {} operations: {}", self.number_of_priority_transactions, hashes(self.rolled))?;
        write!(f, "; upgrade logs {}", hashes(self.upgrade_logs))?;
        write!(f, "; {}; from {}", self.state_root, self.previous_state_root)
    }
}

fn transactions(executed: Fifo<Executed>) -> String {
    entries(executed)
}

fn hashes(hashes: Fifo<TxHash>) -> String {
    entries(hashes)
}

fn entries<T: Entry + Display>(entries: Fifo<T>) -> String {
    list(entries.iter())
}

fn list<T: Display>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    if items.is_empty() { "none".into() } else { items.join(", ") }
}
