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
//! - `V31UpgradeChainBatchNumberAlreadySet`, `CurrentBatchNumberAlreadySet`: canonical facets save the number once, within
//!   the upgrade. A chain with facets of its own saves what it likes before governance looks, at first or at last.
//! - `OnlyOnSettlementLayer`: no chain leaves L1 before it has upgraded (`upgraded_before_migration`), and all were there.
//! - `TotalBatchesExecutedZero`, `TotalBatchesExecutedLessThanV31UpgradeChainBatchNumber`, and the `NotAllBatchesExecuted` of a
//!   chain's upgrade: it has executed some batches, and has none in flight when it upgrades.
//! - `InvalidProof`, `BatchZeroNotAllowed`: a proof verifies exactly if its roots are stored.

use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::types::TxStatus;

use super::super::action::{Claim, Source};
use super::super::messages::{BatchMessage, GatewayToL1Message, V31BatchNumber};
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
    let guards = &system.guards;
    match message {
        BatchMessage::Withdrawal { amount } => {
            let record = guards.adds(Guard::WithdrawalIsRecorded);
            root.withdrawals[chain][SettlementLayer::L1].record(system.slot(amount), record);
        }
        BatchMessage::Status { status: TxStatus::Failure, amount, route, .. } => {
            let record = guards.adds(Guard::FailureIsRecorded);
            root.failed_deposits[chain][SettlementLayer::L1].record(system.slot(amount), record);
            next.ghost_foreign_refund[chain] |= route != SettlementLayer::L1;
        }
        BatchMessage::L1ToGateway { message } => {
            root.to_gateway[chain] = Some(message);
            root.reported_totals[chain] = next.chain[chain].reported_totals;
        }
        // Nobody reads interop under a root of L1.
        BatchMessage::Interop { .. } | BatchMessage::InteropExecuted { .. } | BatchMessage::Status { .. } => {
        }
    }
}

/// Makes provable what a chain's batch says that the old Gateway has executed: it asks nothing of withdrawals, and
/// nobody reads anything else.
///
/// Spec: Before v31.
pub(crate) fn add_old_gateway_batch_root(
    system: &AssetTracker,
    next: &mut State,
    chain: Chain,
    message: BatchMessage,
) {
    if let BatchMessage::Withdrawal { amount } = message {
        let record = system.guards.adds(Guard::OldWithdrawalIsRecorded);
        next.l1.message_root.withdrawals_before_v31[chain].record(system.slot(amount), record);
    }
}

/// Stores the root of Gateway's own batch, at once unless the scenario lets it wait.
///
/// Spec: Invariants on L1 ("message verification needs to always happen against the root of GW").
/// Solidity: `L1MessageRoot.addChainBatchRoot` of Gateway.
pub(crate) fn add_gateway_batch_root(system: &AssetTracker, next: &mut State) {
    if !system.runs(Flow::SettleGatewayBatches) {
        settle_gateway_batch(system, next);
    }
}

/// L1 upgrades to v31: from here on nobody knows of any chain when it upgraded.
///
/// Spec: At the moment of the upgrade. Solidity: `L1MessageRoot.initializeL1V31Upgrade`.
pub(crate) fn initialize_l1_v31_upgrade(system: &AssetTracker, state: &State) -> Result<State, Guard> {
    let layer = &state.l1.bridgehub.settlement_layer;
    let all_on_l1 = system.chains.iter().all(|chain| layer[*chain] == SettlementLayer::L1);

    system.guards.require(Guard::AllChainsOnL1, all_on_l1)?;

    let mut next = state.clone();
    for &chain in &system.chains {
        next.l1.message_root.v31_upgrade_chain_batch_number[chain] = V31BatchNumber::Placeholder;
    }
    Ok(next)
}

/// A chain upgrades to v31, on L1 and with its next batch on itself, and says from which batch on.
///
/// Spec: Invariants on L1 ("chains never lie about the time they upgraded to v31"). Solidity:
/// `L1MessageRoot.saveV31UpgradeChainBatchNumber`.
pub(crate) fn save_v31_upgrade_chain_batch_number(
    state: &State,
    chain: Chain,
    number: V31BatchNumber,
) -> State {
    let mut next = state.clone();
    next.l1.message_root.v31_upgrade_chain_batch_number[chain] = number;
    next
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
    let is_deeper = matches!(claim, Claim::Deeper { .. });
    let is_recorded = chain_asset_handler::is_valid_settlement_layer(system, state, chain, claim);

    let guards = &system.guards;
    guards.require(Guard::ProofDepthAtMostTwo, !is_deeper)?;
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
pub(crate) fn settle_gateway_batch(system: &AssetTracker, next: &mut State) {
    let batch = std::mem::take(&mut next.gateway.batch);
    let root = &mut next.l1.message_root;
    let guards = &system.guards;
    let withdrawals = guards.adds(Guard::WithdrawalsAreSettled);
    let failures = guards.adds(Guard::FailuresAreSettled);
    for chain in Chain::ALL {
        root.withdrawals[chain].gateway.record_all(batch.withdrawals[chain], withdrawals);
        root.failed_deposits[chain].gateway.record_all(batch.failed_deposits[chain], failures);
        if batch.to_gateway[chain].is_some() {
            root.to_gateway[chain] = batch.to_gateway[chain];
            root.reported_totals[chain] = batch.reported_totals[chain];
        }
        root.to_l1[chain] = sent_home(system, root.to_l1[chain], batch.to_l1[chain]);
        root.left_gateway[chain] |= batch.left_gateway[chain];
        root.migration_status[chain] = batch.migration_status[chain].or(root.migration_status[chain]);
    }
}

/// The balances that a chain sends home, with one sent later. Where a return can be repeated they count as one message:
/// each is received by itself, but whoever may receive one may receive all.
pub(crate) fn sent_home(
    system: &AssetTracker,
    earlier: Option<GatewayToL1Message>,
    later: Option<GatewayToL1Message>,
) -> Option<GatewayToL1Message> {
    match (earlier, later) {
        (Some(one), Some(more)) if system.parameters.variant.returns_repeatedly() => {
            Some(GatewayToL1Message { amount: system.uint.add(one.amount, more.amount), ..more })
        }
        _ => later.or(earlier),
    }
}
