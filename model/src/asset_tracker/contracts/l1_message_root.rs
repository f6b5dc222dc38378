//! `L1MessageRoot`: what is provable on L1. A root that is stored stays, and so do its messages.
//!
//! Document: "Contract-based and Full AssetTracker", Withdrawal flow with L1AssetTracker.
//!
//! Not modelled: batch numbers. An honest chain's roots are appended in order by its own diamond; that a
//! malicious party rewrites history or claims another layer needs a malicious settlement layer.

use crate::types::{Chain, SettlementLayer, TxStatus};

use super::super::messages::BatchMessage;
use super::super::state::State;
use super::super::{AssetTracker, Flow};

/// Stores the root of a chain's batch that L1 has executed.
///
/// Spec: Withdrawal flow with L1AssetTracker. Solidity: `L1MessageRoot.addChainBatchRoot`.
pub(crate) fn add_chain_batch_root(
    system: &AssetTracker,
    next: &mut State,
    chain: Chain,
    message: BatchMessage,
) {
    let root = &mut next.l1.message_root;
    match message {
        BatchMessage::Withdrawal { amount } => {
            root.withdrawals[chain][SettlementLayer::L1].add(system.slot(amount));
        }
        BatchMessage::Status { status: TxStatus::Failure, amount, route, .. } => {
            root.failed_deposits[chain][SettlementLayer::L1].add(system.slot(amount));
            next.ghost_foreign_refund[chain] |= route != SettlementLayer::L1;
        }
        BatchMessage::L1ToGateway { message } => root.to_gateway[chain] = Some(message),
        // Nobody reads interop under a root of L1.
        BatchMessage::Interop { .. } | BatchMessage::InteropExecuted { .. } | BatchMessage::Status { .. } => {
        }
    }
}

/// Stores the root of Gateway's own batch, at once unless the scenario lets it wait.
///
/// Spec: Invariants on L1 ("message verification needs to always happen against the root of GW").
/// Solidity: `L1MessageRoot.addChainBatchRoot` of Gateway.
pub(crate) fn add_gateway_batch_root(system: &AssetTracker, next: &mut State) {
    if !system.runs(Flow::SettleGatewayBatches) {
        settle_gateway_batch(next);
    }
}

/// Stores what Gateway's batch says, and begins an empty one.
pub(crate) fn settle_gateway_batch(next: &mut State) {
    let batch = std::mem::take(&mut next.gateway.batch);
    let root = &mut next.l1.message_root;
    for chain in Chain::ALL {
        root.withdrawals[chain].gateway.add_all(batch.withdrawals[chain]);
        root.failed_deposits[chain].gateway.add_all(batch.failed_deposits[chain]);
        root.to_gateway[chain] = batch.to_gateway[chain].or(root.to_gateway[chain]);
        root.to_l1[chain] = batch.to_l1[chain].or(root.to_l1[chain]);
        root.left_gateway[chain] |= batch.left_gateway[chain];
        root.migration_status[chain] = batch.migration_status[chain].or(root.migration_status[chain]);
    }
}
