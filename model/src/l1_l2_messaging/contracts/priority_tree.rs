//! `PriorityTree`: the same operations as the leaves of a Merkle tree, of which L1 stores the roots only.
//!
//! Document: "L1 <-> L2 Communication", Batch execution. The document has the queue; the tree is what the contracts
//! of later releases have in its place.
//!
//! Not modelled, with the reason:
//! - The leaves beyond the last operation, which are the hash of nothing: no transaction has that hash.
//! - `skipUntil`, `initFromCommitment`, `l1Reinit`, `checkGWReinit`: the tree neither replaces a queue nor moves to
//!   another layer here.

use crate::fifo::Fifo;

use super::super::action::Items;
use super::super::messages::{OperationId, TxHash};
use super::super::state::Batch;
use super::super::{Guard, L1L2Messaging, State};
use super::executor::PriorityOpsBatchInfo;
use super::priority_queue;

/// The hashes that the operator provides: as many as the batch claims.
///
/// Spec: Batch execution. Solidity: `Executor._executeOneBatch`.
pub(crate) fn items(
    system: &L1L2Messaging,
    state: &State,
    batch: &Batch,
    provided: PriorityOpsBatchInfo,
) -> Result<Fifo<TxHash>, Guard> {
    let number = batch.number_of_layer1_txs;
    let first = provided.first;
    let items = match provided.items {
        Items::Claimed => batch.priority_operations_hash,
        Items::InTree => {
            priority_queue::hashes(first, first.plus(number).min(state.l1.mailbox.total_priority_txs))
        }
        Items::Nothing => Fifo::empty(),
    };

    system.guards.require(Guard::ItemsAreAsMany, items.len() == u32::from(number))?;

    Ok(items)
}

/// The operations stand next to one another in some version of the tree, from the first unprocessed one on.
///
/// Spec: Batch execution. Solidity: `PriorityTree.processBatch`.
pub(crate) fn process_batch(
    system: &L1L2Messaging,
    state: &State,
    first: OperationId,
    items: Fifo<TxHash>,
) -> Result<(), Guard> {
    let mailbox = &state.l1.mailbox;
    let starts_there = items.is_empty() || first == mailbox.first_unprocessed_priority_tx;
    let leaves = first.until(mailbox.total_priority_txs).map(TxHash::Operation);
    let in_tree = items.iter().zip(leaves).filter(|(item, leaf)| item.passes_for(*leaf)).count();

    system.guards.require(Guard::PathStartsAtTheFirstUnprocessed, starts_there)?;
    system.guards.require(Guard::RootIsHistorical, in_tree as u64 == u64::from(items.len()))?;

    Ok(())
}
