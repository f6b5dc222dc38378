//! What travels between the layers: priority operations, the transactions of a batch, their hashes, and the
//! messages that a batch leaves behind.

use serde::{Deserialize, Serialize};

use crate::fifo::Entry;
use crate::types::TxStatus;

/// A priority operation: the so manieth that was requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OperationId(pub u8);

impl OperationId {
    /// The first operation.
    pub const FIRST: Self = Self(0);

    /// The operation that is so many places further.
    #[inline]
    #[must_use]
    pub fn plus(self, operations: u8) -> Self {
        Self(self.0.saturating_add(operations))
    }

    /// The operations from this one on and before `end`.
    pub fn until(self, end: Self) -> impl Iterator<Item = Self> {
        (self.0..end.0).map(Self)
    }
}

/// A set of priority operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Operations(u8);

impl Operations {
    /// Whether the operation is among them.
    #[inline]
    pub fn has(self, operation: OperationId) -> bool {
        self.0 & Self::bit(operation) != 0
    }

    /// Puts the operation among them.
    pub fn insert(&mut self, operation: OperationId) {
        self.0 |= Self::bit(operation);
    }

    /// Takes the operation from among them.
    pub fn remove(&mut self, operation: OperationId) {
        self.0 &= !Self::bit(operation);
    }

    /// These operations and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How many there are.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Each of them, in the order in which they were requested.
    pub fn iter(self) -> impl Iterator<Item = OperationId> {
        (0..8).map(OperationId).filter(move |operation| self.has(*operation))
    }

    fn bit(operation: OperationId) -> u8 {
        1_u8.checked_shl(u32::from(operation.0)).unwrap_or(0)
    }
}

/// The minor number of a protocol version. It also names the upgrade that brings it, whose nonce it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProtocolVersion(pub u8);

impl ProtocolVersion {
    /// The version that the next upgrade brings.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// What L1 verifies proofs with: the bootloader of a minor version, and the verifier of a patch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rules {
    /// The minor version, with its bootloader and its verifier.
    pub version: ProtocolVersion,
    /// How many patches have replaced the verifier.
    pub patch: u8,
}

/// What an operator puts into the memory of the bootloader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transaction {
    /// Type 255: an operation of the priority queue, or one that is not there yet.
    Priority {
        /// Which.
        operation: OperationId,
        /// How its execution ends.
        status: TxStatus,
    },
    /// Type 255: a deposit that nobody has requested.
    ForgedDeposit,
    /// Type 255 with a sender from the kernel space, which nobody can request: it replaces the `Keccak256`
    /// precompile by one of the operator's.
    ForgedKernelOperation,
    /// Type 254: the transaction of an upgrade that governance has initiated.
    Upgrade {
        /// The version that the upgrade brings.
        version: ProtocolVersion,
        /// How its execution ends.
        status: TxStatus,
    },
    /// Type 254: an upgrade that nobody has initiated. It replaces the `Keccak256` precompile as well.
    ForgedUpgrade,
    /// A transaction of a user on L2, who withdraws one unit with a message to L1.
    Withdrawal,
}

impl Transaction {
    /// Whether the bootloader takes it for a priority operation.
    #[inline]
    pub fn is_priority(self) -> bool {
        matches!(self, Self::Priority { .. } | Self::ForgedDeposit | Self::ForgedKernelOperation)
    }

    /// Whether the bootloader takes it for the transaction of an upgrade.
    #[inline]
    pub fn is_upgrade(self) -> bool {
        matches!(self, Self::Upgrade { .. } | Self::ForgedUpgrade)
    }

    /// Whether nobody on L1 has asked for it.
    pub fn is_forged(self) -> bool {
        matches!(self, Self::ForgedDeposit | Self::ForgedKernelOperation | Self::ForgedUpgrade)
    }
}

/// A transaction that was executed, and under which version of the system contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Executed {
    /// What was executed.
    pub transaction: Transaction,
    /// The version of the system contracts; of an upgrade, the version that it has brought.
    pub system_version: ProtocolVersion,
}

impl Entry for Executed {
    fn pack(self) -> u16 {
        let (kind, number, status) = match self.transaction {
            Transaction::Priority { operation, status } => (1, operation.0, status),
            Transaction::ForgedDeposit => (2, 0, TxStatus::Success),
            Transaction::ForgedKernelOperation => (3, 0, TxStatus::Success),
            Transaction::Upgrade { version, status } => (4, version.0, status),
            Transaction::ForgedUpgrade => (5, 0, TxStatus::Success),
            Transaction::Withdrawal => (6, 0, TxStatus::Success),
        };
        let failed = if status == TxStatus::Failure { 8 } else { 0 };
        let low = kind | failed | (number & 0xf).wrapping_shl(4);
        u16::from_le_bytes([low, self.system_version.0])
    }

    fn unpack(bits: u16) -> Self {
        let [low, version] = bits.to_le_bytes();
        let status = if low & 8 == 0 { TxStatus::Success } else { TxStatus::Failure };
        let number = low.wrapping_shr(4);
        let transaction = match low & 7 {
            1 => Transaction::Priority { operation: OperationId(number), status },
            2 => Transaction::ForgedDeposit,
            3 => Transaction::ForgedKernelOperation,
            4 => Transaction::Upgrade { version: ProtocolVersion(number), status },
            5 => Transaction::ForgedUpgrade,
            _ => Transaction::Withdrawal,
        };
        Self { transaction, system_version: ProtocolVersion(version) }
    }
}

/// The hash of a transaction from L1, as symbols: no two transactions share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TxHash {
    /// That of a requested operation.
    Operation(OperationId),
    /// That of an operation that nobody has requested.
    Forged,
    /// That of the transaction of an upgrade.
    Upgrade(ProtocolVersion),
    /// That of an upgrade that nobody has initiated.
    ForgedUpgrade,
    /// Zero, which is the hash of nothing.
    Zero,
    /// One that a replaced `Keccak256` has returned: whichever its operator needs.
    Chosen,
}

impl TxHash {
    /// The hash of a transaction, by the genuine `Keccak256` or by the one that has replaced it.
    pub fn of(transaction: Transaction, keccak_is_replaced: bool) -> Self {
        if keccak_is_replaced {
            return Self::Chosen;
        }
        match transaction {
            Transaction::Priority { operation, .. } => Self::Operation(operation),
            Transaction::Upgrade { version, .. } => Self::Upgrade(version),
            Transaction::ForgedUpgrade => Self::ForgedUpgrade,
            Transaction::ForgedDeposit | Transaction::ForgedKernelOperation | Transaction::Withdrawal => {
                Self::Forged
            }
        }
    }

    /// Whether this hash, as the operator would have it, is that one.
    pub fn passes_for(self, other: Self) -> bool {
        self == other || self == Self::Chosen
    }
}

impl Entry for TxHash {
    fn pack(self) -> u16 {
        let (kind, number) = match self {
            Self::Operation(operation) => (1, operation.0),
            Self::Forged => (2, 0),
            Self::Upgrade(version) => (3, version.0),
            Self::ForgedUpgrade => (4, 0),
            Self::Zero => (5, 0),
            Self::Chosen => (6, 0),
        };
        u16::from_le_bytes([kind, number])
    }

    fn unpack(bits: u16) -> Self {
        let [kind, number] = bits.to_le_bytes();
        match kind {
            1 => Self::Operation(OperationId(number)),
            2 => Self::Forged,
            3 => Self::Upgrade(ProtocolVersion(number)),
            4 => Self::ForgedUpgrade,
            5 => Self::Zero,
            _ => Self::Chosen,
        }
    }
}

/// The user logs under the root of a batch, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct UserLogs {
    /// The operations that succeeded.
    pub succeeded: Operations,
    /// The operations that failed.
    pub failed: Operations,
    /// How many withdrawals.
    pub withdrawals: u8,
    /// Whether there is a withdrawal that nobody has made.
    pub has_forged_withdrawal: bool,
}

impl UserLogs {
    /// These logs and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            succeeded: self.succeeded.and(other.succeeded),
            failed: self.failed.and(other.failed),
            withdrawals: self.withdrawals.saturating_add(other.withdrawals),
            has_forged_withdrawal: self.has_forged_withdrawal || other.has_forged_withdrawal,
        }
    }

    /// Adds what a transaction leaves behind.
    pub fn add(&mut self, transaction: Transaction) {
        match transaction {
            Transaction::Priority { operation, status: TxStatus::Success } => {
                self.succeeded.insert(operation);
            }
            Transaction::Priority { operation, status: TxStatus::Failure } => self.failed.insert(operation),
            Transaction::Withdrawal => self.withdrawals = self.withdrawals.saturating_add(1),
            _ => {}
        }
    }
}

crate::codec! {
    struct OperationId(number)
    struct Operations(bits)
    struct ProtocolVersion(number)
    struct Rules { version, patch }
    enum Transaction {
        Priority { operation, status }, ForgedDeposit, ForgedKernelOperation, Upgrade { version, status },
        ForgedUpgrade, Withdrawal,
    }
    enum TxHash { Operation(operation), Forged, Upgrade(version), ForgedUpgrade, Zero, Chosen }
    struct UserLogs { succeeded, failed, withdrawals, has_forged_withdrawal }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUSES: [TxStatus; 2] = [TxStatus::Success, TxStatus::Failure];

    #[test]
    fn transactions_come_back_from_their_bits_and_share_them_with_no_other() {
        let mut transactions =
            vec![Transaction::ForgedDeposit, Transaction::ForgedKernelOperation, Transaction::ForgedUpgrade];
        transactions.push(Transaction::Withdrawal);
        for (number, status) in (0..8).flat_map(|number| STATUSES.map(|status| (number, status))) {
            transactions.push(Transaction::Priority { operation: OperationId(number), status });
            transactions.push(Transaction::Upgrade { version: ProtocolVersion(number), status });
        }
        let mut packed = Vec::new();
        for transaction in transactions {
            for version in 0..4 {
                let executed = Executed { transaction, system_version: ProtocolVersion(version) };
                assert_eq!(Executed::unpack(executed.pack()), executed);
                packed.push(executed.pack());
            }
        }
        let entries = packed.len();
        packed.sort_unstable();
        packed.dedup();
        assert_eq!((packed.len(), packed[0] > 0), (entries, true));
    }

    #[test]
    fn hashes_come_back_from_their_bits() {
        let number = 3;
        let hashes = [
            TxHash::Operation(OperationId(number)),
            TxHash::Forged,
            TxHash::Upgrade(ProtocolVersion(number)),
            TxHash::ForgedUpgrade,
            TxHash::Zero,
            TxHash::Chosen,
        ];
        for hash in hashes {
            assert_eq!(TxHash::unpack(hash.pack()), hash);
            assert_ne!(hash.pack(), 0);
        }
    }

    #[test]
    fn a_chosen_hash_passes_for_any_and_any_other_for_itself() {
        let (first, second) = (TxHash::Operation(OperationId(0)), TxHash::Operation(OperationId(1)));
        assert!(TxHash::Chosen.passes_for(first) && first.passes_for(first));
        assert!(!first.passes_for(second) && !first.passes_for(TxHash::Chosen));
    }
}
