//! The state: one struct a contract, with the fields of its storage, and the batch that the operator is building.
//!
//! Batches are numbered from the last executed one, which is 0: so a number says which of the committed batches
//! is meant, and a chain that goes on for ever has finitely many states. Fields whose name begins with `ghost_`
//! are history that no contract stores and no rule reads: they are there for the properties.

mod batches;
pub mod parts;

use crate::fifo::Fifo;
use crate::system::Book;
use crate::types::Amount;

use super::messages::{Executed, OperationId, Operations, ProtocolVersion, Rules, TxHash, UserLogs};
use super::{L1L2Messaging, books};

pub use batches::Batches;

/// Everything that the modelled contracts store, and the batch under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The contracts on L1.
    pub l1: L1,
    /// The batch that the operator is building, as it is stored: [`State::batch_under_way`] says what it stands on.
    pub open_batch: OpenBatch,
    /// How often an honest operator may still revert batches at will.
    pub reverts_left: u8,
}

/// The contracts on L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1 {
    /// `Mailbox` and the priority queue, or the priority tree beside it.
    pub mailbox: Mailbox,
    /// `Executor`.
    pub executor: Executor,
    /// What an upgrade writes.
    pub upgrade: Upgrade,
    /// `MessageRoot`, or the roots that the diamond itself keeps: what can be proven on L1.
    pub message_root: MessageRoot,
    /// `L1Nullifier`, and what the bridge has locked.
    pub nullifier: Nullifier,
    /// `priorityModeInfo.activated`.
    pub is_priority_mode: bool,
}

/// `Mailbox`, with the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mailbox {
    /// `getTotalPriorityTxs`: the next operation that is requested.
    pub total_priority_txs: OperationId,
    /// `getFirstUnprocessedPriorityTx`.
    pub first_unprocessed_priority_tx: OperationId,
    /// The operations that no run of the bootloader can process.
    pub unprocessable: Operations,
    /// Whether the first unprocessed operation has waited for longer than `PRIORITY_EXPIRATION`.
    pub first_is_overdue: bool,
}

/// `Executor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Executor {
    /// `storedBatchHashes` of the batches that are committed and not executed, the first to be executed first.
    pub committed: Batches,
    /// `totalBatchesVerified`, counted from the last executed batch.
    pub total_batches_verified: u8,
    /// The state root of the last executed batch.
    pub executed_state_root: StateRoot,
    /// Whether any batch is executed.
    pub has_executed: bool,
    /// Whether `totalBatchesCommitted` has fallen behind `totalBatchesExecuted`.
    pub is_behind_executed: bool,
}

/// `StoredBatchInfo` of a committed batch, and what truly happened in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Batch {
    /// `numberOfLayer1Txs`.
    pub number_of_layer1_txs: u8,
    /// `priorityOperationsHash`: the hashes that were rolled into it.
    pub priority_operations_hash: Fifo<TxHash>,
    /// `l2LogsTreeRoot`.
    pub l2_logs_tree_root: UserLogs,
    /// Whether the messages that L1 was given are those that were sent.
    pub messages_are_published: bool,
    /// The state root that the batch starts from: the first half of the public input of its proof.
    pub previous_state_root: StateRoot,
    /// `batchHash`: the state root that the batch ends with.
    pub state_root: StateRoot,
    /// What L1 would verify its proof with when it was committed, as its commitment says.
    pub rules: Rules,
    /// Whether some run of the bootloader yields what the batch claims.
    pub has_proof: bool,
    /// Its system log with the hash of an upgrade.
    pub ghost_upgrade_log: Option<TxHash>,
    /// What was executed in it.
    pub ghost_executed: Fifo<Executed>,
}

/// What the state of L2 is, as far as L1 or the bootloader can tell the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StateRoot {
    /// The version of the system contracts.
    pub system_version: ProtocolVersion,
    /// Whether the `Keccak256` precompile is the operator's.
    pub keccak_is_replaced: bool,
    /// What users hold.
    pub supply: Amount,
}

/// What an upgrade writes into the diamond's storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Upgrade {
    /// `protocolVersion`, and with it bootloader and verifier.
    pub rules: Rules,
    /// `l2SystemContractsUpgradeTxHash`: the upgrade that is pending.
    pub l2_system_contracts_upgrade_tx_hash: Option<ProtocolVersion>,
    /// Whether that upgrade's transaction is one that can only fail. No batch that has a proof contains such a one, so
    /// that the transaction which replaces it needs no name of its own.
    pub tx_can_only_fail: bool,
    /// `l2SystemContractsUpgradeBatchNumber`, counted from the last executed batch.
    pub l2_system_contracts_upgrade_batch_number: Option<u8>,
}

/// The roots of executed batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MessageRoot {
    /// `l2LogsRootHashes` of all executed batches; withdrawals that are finalised are not counted any more.
    pub logs: UserLogs,
    /// Whether some message of an executed batch was never given to L1.
    pub ghost_has_unpublished_message: bool,
    /// The operations that have failed in executed batches.
    pub ghost_failed: Operations,
}

/// `L1Nullifier`, and what the bridge has locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Nullifier {
    /// `depositHappened`.
    pub deposit_happened: Operations,
    /// The deposits that were refunded.
    pub ghost_refunded: Operations,
    /// `isWithdrawalFinalized`: whether there is a finalised one.
    pub has_finalized_withdrawal: bool,
    /// What is locked on L1.
    pub locked: Amount,
}

/// The batch that the operator is building: what the bootloader keeps in its memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OpenBatch {
    /// The state root that it has begun with. Without transactions it has none: [`State::batch_under_way`].
    pub previous_state_root: StateRoot,
    /// The state that it has come to.
    pub state_root: StateRoot,
    /// What it has executed.
    pub executed: Fifo<Executed>,
    /// The hashes that went into `priorityOperationsRollingHash`, each as it was when it was taken.
    pub rolled: Fifo<TxHash>,
    /// `numberOfPriorityTransactions`.
    pub number_of_priority_transactions: u8,
    /// The system logs with the hash of an upgrade.
    pub upgrade_logs: Fifo<TxHash>,
}

impl Executor {
    /// The state root of the last committed batch.
    #[inline]
    pub fn last_state_root(&self) -> StateRoot {
        self.committed.last().map_or(self.executed_state_root, |batch| batch.state_root)
    }
}

impl Mailbox {
    /// Whether every requested operation is executed.
    pub fn is_drained(&self) -> bool {
        self.first_unprocessed_priority_tx >= self.total_priority_txs
    }

    /// The operations that are requested and not executed.
    pub fn waiting(&self) -> impl Iterator<Item = OperationId> {
        self.first_unprocessed_priority_tx.until(self.total_priority_txs)
    }
}

impl Upgrade {
    /// The upgrade whose transaction the next batch has to contain.
    #[inline]
    pub fn due(&self) -> Option<ProtocolVersion> {
        let is_committed = self.l2_system_contracts_upgrade_batch_number.is_some();
        self.l2_system_contracts_upgrade_tx_hash.filter(|_| !is_committed)
    }
}

impl State {
    /// The open batch as the bootloader sees it. One without transactions stands on whatever batch is the last: nothing
    /// ties it to another.
    #[inline]
    pub fn batch_under_way(&self) -> OpenBatch {
        if !self.open_batch.executed.is_empty() {
            return self.open_batch;
        }
        let state_root = self.l1.executor.last_state_root();
        OpenBatch { previous_state_root: state_root, state_root, ..self.open_batch }
    }

    /// The named values, in a fixed order.
    pub fn books(&self, system: &L1L2Messaging) -> Vec<Book> {
        books::of(system, self)
    }
}

crate::codec! {
    struct State { l1, open_batch, reverts_left }
    struct L1 { mailbox, executor, upgrade, message_root, nullifier, is_priority_mode }
    struct Mailbox { total_priority_txs, first_unprocessed_priority_tx, unprocessable, first_is_overdue }
    struct Executor { committed, total_batches_verified, executed_state_root, has_executed, is_behind_executed }
    struct Batch { number_of_layer1_txs, priority_operations_hash, l2_logs_tree_root, messages_are_published, previous_state_root, state_root, rules, has_proof, ghost_upgrade_log, ghost_executed }
    struct StateRoot { system_version, keccak_is_replaced, supply }
    struct Upgrade { rules, l2_system_contracts_upgrade_tx_hash, tx_can_only_fail, l2_system_contracts_upgrade_batch_number }
    struct MessageRoot { logs, ghost_has_unpublished_message, ghost_failed }
    struct Nullifier { deposit_happened, ghost_refunded, has_finalized_withdrawal, locked }
    struct OpenBatch { previous_state_root, state_root, executed, rolled, number_of_priority_transactions, upgrade_logs }
}
