//! The parts of a state: what is global field by field, the committed batches by position, and the batch under way.
//!
//! A position has its parts whether a batch stands there or not; how many batches there are is a part of its own. So
//! each part can be what it is in one state while the others are what they are in another.

use crate::footprint::Parts;

use super::{Batch, Batches, State};

crate::parts! {
    /// A part that there is once.
    Part of State {
        TotalPriorityTxs = "totalPriorityTxs": l1.mailbox.total_priority_txs;
        FirstUnprocessed = "firstUnprocessedPriorityTx": l1.mailbox.first_unprocessed_priority_tx;
        Unprocessable = "operations that cannot be processed": l1.mailbox.unprocessable;
        IsOverdue = "the first operation is overdue": l1.mailbox.first_is_overdue;
        PriorityMode = "priority mode": l1.is_priority_mode;
        Rules = "protocolVersion": l1.upgrade.rules;
        UpgradeTx = "l2SystemContractsUpgradeTxHash": l1.upgrade.l2_system_contracts_upgrade_tx_hash;
        CanOnlyFail = "the pending upgrade can only fail": l1.upgrade.tx_can_only_fail;
        UpgradeBatch = "l2SystemContractsUpgradeBatchNumber": l1.upgrade.l2_system_contracts_upgrade_batch_number;
        HasExecuted = "some batch is executed": l1.executor.has_executed;
        IsBehind = "totalBatchesCommitted is below totalBatchesExecuted": l1.executor.is_behind_executed;
        Verified = "batches verified and not executed": l1.executor.total_batches_verified;
        ExecutedRoot = "state root of the last executed batch": l1.executor.executed_state_root;
        ProvableLogs = "logs of executed batches": l1.message_root.logs;
        IsUnpublished = "some message is not published": l1.message_root.ghost_has_unpublished_message;
        Failed = "failed operations of executed batches": l1.message_root.ghost_failed;
        Deposits = "depositHappened": l1.nullifier.deposit_happened;
        Refunded = "refunded deposits": l1.nullifier.ghost_refunded;
        HasFinalized = "some withdrawal is finalised": l1.nullifier.has_finalized_withdrawal;
        Locked = "locked on L1": l1.nullifier.locked;
        RevertsLeft = "reverts left": reverts_left;
        Committed = "number of committed batches": l1.executor.committed.number;
        OpenExecuted = "transactions of the batch under way": open_batch.executed;
        OpenRoots = "state roots of the batch under way": open_batch.previous_state_root, open_batch.state_root;
        OpenLogs = "system logs of the batch under way":
            open_batch.rolled, open_batch.number_of_priority_transactions, open_batch.upgrade_logs;
    }
}

crate::parts! {
    /// A part that there is of each committed batch.
    BatchPart of Batch {
        Proof = "what its proof is of": previous_state_root, rules, has_proof;
        Operations = "the operations that it claims": number_of_layer1_txs, priority_operations_hash;
        Logs = "its logs and its history":
            l2_logs_tree_root, messages_are_published, ghost_upgrade_log, ghost_executed;
        StateRoot = "its state root": state_root;
    }
}

/// How many parts there are once: they come first.
const ONCE: usize = Part::ALL.len();
/// How many there are of each committed batch, which come in the order of the batches.
const EACH: usize = BatchPart::ALL.len();
const _: () = assert!(ONCE + EACH * Batches::CAPACITY <= Parts::CAPACITY, "more parts than a set can hold");

impl Part {
    /// The part alone.
    pub fn alone(self) -> Parts {
        Parts::one(self as usize)
    }
}

/// These parts.
pub fn of(parts: &[Part]) -> Parts {
    parts.iter().map(|part| part.alone()).collect()
}

impl BatchPart {
    /// This part of the committed batch after this many others.
    pub fn after(self, others: usize) -> Parts {
        Parts::one(EACH.saturating_mul(others).saturating_add(ONCE).saturating_add(self as usize))
    }

    /// This part of every committed batch.
    pub fn of_all(self) -> Parts {
        (0..Batches::CAPACITY).map(|others| self.after(others)).collect()
    }
}

/// A part by its number.
enum Numbered {
    Once(Part),
    /// Of the committed batch after this many others.
    OfBatch(usize, BatchPart),
}

impl Numbered {
    fn new(number: usize) -> Option<Self> {
        let Some(place) = number.checked_sub(ONCE) else {
            return Part::ALL.get(number).copied().map(Self::Once);
        };
        BatchPart::ALL.get(place % EACH).map(|part| Self::OfBatch(place / EACH, *part))
    }
}

/// How many parts there are where at most this many batches are committed and not executed.
pub(in crate::l1_l2_messaging) fn count(batches_in_flight: u8) -> usize {
    EACH.saturating_mul(usize::from(batches_in_flight)).saturating_add(ONCE)
}

/// What a reader calls the part with this number.
pub(in crate::l1_l2_messaging) fn name(number: usize) -> String {
    match Numbered::new(number) {
        Some(Numbered::Once(part)) => part.label().to_owned(),
        Some(Numbered::OfBatch(others, part)) => {
            format!("committed batch {}: {}", others.saturating_add(1), part.label())
        }
        None => String::new(),
    }
}

/// Appends what the part with this number is.
pub(in crate::l1_l2_messaging) fn write(state: &State, number: usize, bytes: &mut Vec<u8>) {
    match Numbered::new(number) {
        Some(Numbered::Once(part)) => part.write(state, bytes),
        Some(Numbered::OfBatch(others, part)) => {
            if let Some(batch) = state.l1.executor.committed.positions.get(others) {
                part.write(batch, bytes);
            }
        }
        None => {}
    }
}

/// Makes the part with this number what was written.
pub(in crate::l1_l2_messaging) fn read(state: &mut State, number: usize, bytes: &mut &[u8]) -> Option<()> {
    match Numbered::new(number)? {
        Numbered::Once(part) => part.read(state, bytes),
        Numbered::OfBatch(others, part) => {
            part.read(state.l1.executor.committed.positions.get_mut(others)?, bytes)
        }
    }
}
