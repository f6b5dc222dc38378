//! `PriorityQueue`: the operations that are requested and not executed, first come, first served.
//!
//! Document: "L1 <-> L2 Communication", Batch execution.
//!
//! Not modelled: `QueueIsEmpty` of `front`, which no contract calls.

use crate::fifo::Fifo;

use super::super::messages::{OperationId, TxHash};
use super::super::{Guard, L1L2Messaging, State};
use super::bootloader;

/// The hashes of so many operations from the top of the queue.
///
/// Spec: Batch execution. Solidity: `PriorityQueue.popFront`.
pub(crate) fn pop(system: &L1L2Messaging, state: &State, number: u8) -> Result<Fifo<TxHash>, Guard> {
    let mailbox = &state.l1.mailbox;
    let end = mailbox.first_unprocessed_priority_tx.plus(number);

    system.guards.require_le(Guard::QueueHasThatMany, end, mailbox.total_priority_txs)?;

    Ok(hashes(mailbox.first_unprocessed_priority_tx, end.min(mailbox.total_priority_txs)))
}

/// Takes as many operations from the queue as were executed.
pub(crate) fn leave(next: &mut State, items: Fifo<TxHash>) {
    let mailbox = &mut next.l1.mailbox;
    let executed = u8::try_from(items.len()).unwrap_or(u8::MAX);
    mailbox.first_unprocessed_priority_tx = mailbox.first_unprocessed_priority_tx.plus(executed);
    mailbox.first_is_overdue &= executed == 0;
}

/// Whether operations with these hashes are the next ones, behind those of the committed batches.
pub(crate) fn is_next(state: &State, claimed: Fifo<TxHash>) -> bool {
    let mailbox = &state.l1.mailbox;
    let committed = state.l1.executor.committed.iter().map(|batch| batch.number_of_layer1_txs);
    let first = mailbox.first_unprocessed_priority_tx.plus(committed.fold(0, u8::saturating_add));
    let end = first.plus(u8::try_from(claimed.len()).unwrap_or(u8::MAX));
    end <= mailbox.total_priority_txs.max(first) && bootloader::rolls_to(claimed, hashes(first, end))
}

/// The hashes of the operations from `first` on and before `end`.
pub(crate) fn hashes(first: OperationId, end: OperationId) -> Fifo<TxHash> {
    first.until(end).fold(Fifo::empty(), |hashes, operation| hashes.push(TxHash::Operation(operation)))
}
