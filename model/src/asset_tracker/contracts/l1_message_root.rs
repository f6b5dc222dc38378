//! `L1MessageRoot`: what is provable on L1. A root that is stored stays, and so do its messages.
//!
//! Document: "Contract-based and Full AssetTracker", Withdrawal flow with L1AssetTracker.
//!
//! Batch numbers are not stored. An honest chain's roots are appended in order by its own diamond; of a malicious
//! party's numbers all that matters is whether a root replaces one that is stored, and whether a proof names batches of
//! the right time (`Claim`).
//!
//! Not modelled, with the reason:
//! - `ChainBatchRootAlreadyExists`: numbers up to the current one have their roots and later ones have none, so a number
//!   that is next has none. `ChainBatchRootZero`, `MessageRootNotRegistered`: roots are roots.
//! - `setMigratingChainBatchNumber` and its `ChainBatchRootAlreadyExists`: a malicious Gateway can skip numbers of a
//!   chain that settles there, which keeps that chain alone from adding roots under them.
//! - `InvalidProof`, `BatchZeroNotAllowed`: a proof verifies exactly if its roots are stored.

use crate::types::{Chain, SettlementLayer, TxStatus};

use super::super::action::{Claim, Source};
use super::super::messages::BatchMessage;
use super::super::state::State;
use super::super::{AssetTracker, Flow, Guard};
use super::chain_asset_handler;

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

/// Verifies that a message is in a batch of the chain, as a proof through settlement layers has it.
///
/// Spec: Withdrawal flow with L1AssetTracker ("We ensure that all proofs have depth at most 2"). Solidity:
/// `L1MessageRoot._proveL2LeafInclusionOnSettlementLayer`, `MessageRootBase._proveL2LeafInclusionRecursive`. The second
/// asks for the depth where the first would follow the next layer; here each is asked once for the whole proof.
pub(crate) fn prove_l2_leaf_inclusion(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    source: Source,
) -> Result<(), Guard> {
    let Source::Vouched(claim) = source else { return Ok(()) };
    let is_recorded = chain_asset_handler::is_valid_settlement_layer(system, state, chain, claim);

    let guards = &system.guards;
    guards.require(Guard::ProofDepthAtMostTwo, claim != Claim::Deeper)?;
    guards.require(Guard::SettlementInterval, is_recorded)
}

/// Stores a root that a malicious Gateway has proven: the next one, or one in the place of one that is stored.
///
/// Spec: Invariants on L1 ("message verification needs to always happen against the root of GW"). Solidity:
/// `MessageRootBase.addChainBatchRoot`.
pub(crate) fn add_forged_gateway_batch_root(
    system: &AssetTracker,
    state: &State,
    rewrites: bool,
) -> Result<State, Guard> {
    system.guards.require(Guard::BatchRootWriteOnce, !rewrites)?;

    // What is under a new root is attempted in any case, so only a replaced one needs to be remembered.
    let mut next = state.clone();
    next.l1.message_root.is_history_rewritten |= rewrites;
    Ok(next)
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
