//! `Executor` facet, on L1 and on Gateway: a chain's batches.
//!
//! Document: "Contract-based and Full AssetTracker", Settlement of chains and interop.
//!
//! Not modelled: commitments and proofs (an honest chain's verify), reverting a committed batch,
//! `SettlementLayerChainIdMismatch` on committing (the operator of an honest chain begins no batch that it
//! could not commit; see `action.rs`).

use crate::asset_tracker::topology::{Chain, SettlementLayer};

use crate::types::Difference;

use super::super::messages::{Batch, BatchMessage};
use super::super::{AssetTracker, Flow, Guard, State};
use super::{gw_asset_tracker, l1_message_root};

/// Begins a batch with a message of the chain; committed at once unless the scenario tells the two apart.
pub(crate) fn begin_batch(system: &AssetTracker, next: &mut State, chain: Chain, message: BatchMessage) {
    let committed = !system.runs(Flow::CommitBatches);
    let ghost_begun_on = system.settles_on(next, chain).unwrap_or(SettlementLayer::L1);
    next.chain[chain].batch = Some(Batch { message, committed, ghost_begun_on });
}

/// The settlement layer counts the batch from now on.
///
/// Solidity: `Committer.commitBatchesSharedBridge`.
pub(crate) fn commit_batch(state: &State, chain: Chain) -> State {
    let mut next = state.clone();
    if let Some(batch) = &mut next.chain[chain].batch {
        batch.committed = true;
    }
    next
}

/// L1 executes a chain's batch, and asks nothing of its messages.
///
/// Spec: Motivation ("tracked lazily"). Solidity: `Executor.executeBatchesSharedBridge` on L1.
pub(crate) fn execute_batch_on_l1(system: &AssetTracker, state: &State, chain: Chain) -> State {
    let mut next = state.clone();
    if let Some(batch) = state.chain[chain].batch {
        l1_message_root::add_chain_batch_root(system, &mut next, chain, batch.message);
        end_batch(&mut next, chain);
    }
    next
}

/// Gateway executes a chain's batch, message by message; if one is refused, the batch reverts.
///
/// Spec: Settlement of chains and interop. Solidity: `Executor.executeBatchesSharedBridge` on Gateway.
pub(crate) fn execute_batch_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let Some(batch) = state.chain[chain].batch else { return Ok(state.clone()) };
    if !system.has_l1_upgraded(state) {
        let mut next = state.clone();
        l1_message_root::add_old_gateway_batch_root(system, &mut next, chain, batch.message);
        end_batch(&mut next, chain);
        return Ok(next);
    }
    let mut next = gw_asset_tracker::process_logs_and_messages(system, state, chain, batch.message)?;
    end_batch(&mut next, chain);
    Ok(next)
}

/// A batch is executed, and what it said has been passed on.
fn end_batch(next: &mut State, chain: Chain) {
    let own = &mut next.chain[chain];
    (own.batch, own.reported_totals) = (None, Difference(0));
}
