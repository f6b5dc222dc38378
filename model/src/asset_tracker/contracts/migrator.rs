//! `Migrator` facet, on L1 and on Gateway: pausing deposits, and a chain's own conditions for leaving.
//!
//! Document: "Contract-based and Full AssetTracker", Disabling deposits during migrations, Migrating and
//! settling on Gateway.
//!
//! Not modelled, with the reason:
//! - `NotChainAdmin` and `onlyAdmin`: the admin is the party that acts.
//! - `NotCompatibleWithPriorityMode`, `ProtocolVersionNotUpToDate`, `NotAZKChain`, `NotEraChain` (the second place of
//!   `SLHasDifferentCTM`), the data availability validators: nothing of the books depends on them.
//! - `TotalPriorityTxsIsZero`: a chain on Gateway may announce a pause here even if it never had a deposit.
//! - The checks of `forwardedBridgeMint` (`NotHistoricalRoot`, `NotMigrated`, `InvalidNumberOfBatchHashes` and
//!   theirs): the commitment that one layer hands to the other is proven, and the queue is the same on both.
//!   Likewise `NotMigrated` when a failure is confirmed.
//! - That a pause takes effect at once for a chain that has never had a priority operation: one may have been before.
//! - `InvalidSettlementLayer` in `requestPauseDepositsForChainOnGateway`: only a chain on Gateway calls it.

use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::types::TxStatus;

use super::super::messages::InboxTx;
use super::super::{AssetTracker, Guard, State, adversary};

/// Closes a chain's deposits; if it settles on Gateway, Gateway is told.
///
/// Spec: Disabling deposits during migrations. Solidity: `Migrator.pauseDepositsBeforeInitiatingMigration`,
/// `L1AssetTracker.requestPauseDepositsForChainOnGateway`.
pub(crate) fn pause_deposits_before_initiating_migration(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let is_paused = state.l1.zk_chain[chain].paused_deposits;
    let layer = state.l1.bridgehub.settlement_layer[chain];

    system.guards.require(Guard::DepositsNotPausedTwice, !is_paused)?;

    let mut next = state.clone();
    next.l1.zk_chain[chain].paused_deposits = true;
    if layer == SettlementLayer::Gateway && !system.parameters.variant.tells_when_paused() {
        next.gateway.inbox[chain] = next.gateway.inbox[chain].push(InboxTx::PauseDeposits);
    }
    Ok(next)
}

/// Tells Gateway of a pause, in the design in which it is not told when the pause is announced.
///
/// Spec: Disabling deposits during migrations. Solidity: `L1AssetTracker.requestPauseDepositsForChainOnGateway`.
pub(crate) fn request_pause_deposits_for_chain_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let is_in_effect = system.is_pause_in_effect(state, chain);
    let in_progress = state.l1.chain_asset_handler.is_migration_in_progress[chain];

    let guards = &system.guards;
    guards.require(Guard::PauseToldInEffect, is_in_effect)?;
    guards.require(Guard::PauseToldAfterArrival, !in_progress)?;

    let mut next = state.clone();
    next.gateway.inbox[chain] = next.gateway.inbox[chain].push(InboxTx::PauseDeposits);
    Ok(next)
}

/// Opens a chain's deposits again.
///
/// Spec: Disabling deposits during migrations. Solidity: `Migrator.unpauseDeposits`.
pub(crate) fn unpause_deposits(system: &AssetTracker, state: &State, chain: Chain) -> Result<State, Guard> {
    let is_paused = state.l1.zk_chain[chain].paused_deposits;
    let in_progress = state.l1.chain_asset_handler.is_migration_in_progress[chain];
    let is_home = state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::L1;
    let may_reopen = is_home || !system.parameters.variant.pauses_until_home();

    let guards = &system.guards;
    guards.require(Guard::UnpauseOnlyPaused, is_paused)?;
    guards.require(Guard::NoUnpauseWhileMigrating, !in_progress)?;
    guards.require(Guard::NoUnpauseBeforeReturn, may_reopen)?;

    let mut next = state.clone();
    end_pause(&mut next, chain);
    Ok(next)
}

/// Solidity: `Migrator._unpauseDeposits` on L1.
pub(crate) fn end_pause(next: &mut State, chain: Chain) {
    let zk_chain = &mut next.l1.zk_chain[chain];
    (zk_chain.paused_deposits, zk_chain.pause_age) = (false, 0);
}

/// Gateway learns that a chain's deposits are paused.
///
/// Spec: Disabling deposits during migrations. Solidity: `Migrator.pauseDepositsOnGateway`.
pub(crate) fn pause_deposits_on_gateway(next: &mut State, chain: Chain) {
    next.gateway.paused_deposits[chain] = true;
    next.gateway.pause_age[chain] = 0;
}

/// A chain's own conditions for leaving L1. A chain with facets of its own has none.
///
/// Spec: Disabling deposits during migrations, Failed deposits. Solidity: `Migrator.forwardedBridgeBurn` on L1.
pub(crate) fn forwarded_bridge_burn_on_l1(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let settles_here = state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::L1;
    let zk_chain = &state.l1.zk_chain[chain];
    let anything_goes = adversary::has_own_facets(system, chain);
    let is_empty = zk_chain.priority_queue.is_empty() || anything_goes;
    let is_paused = zk_chain.paused_deposits || anything_goes;
    let is_due = zk_chain.pause_age >= system.parameters.windows.migration || anything_goes;
    let all_executed = state.chain[chain].batch.is_none_or(|batch| !batch.committed);

    let guards = &system.guards;
    guards.require(Guard::LeavesFromL1, settles_here)?;
    guards.require(Guard::PriorityQueueEmptyOnL1, is_empty)?;
    guards.require(Guard::DepositsPausedBeforeMigration, is_paused)?;
    guards.require(Guard::MigrationWindowOnL1, is_due)?;
    guards.require(Guard::AllBatchesExecutedOnL1, all_executed)?;

    let mut next = state.clone();
    next.l1.bridgehub.settlement_layer[chain] = SettlementLayer::Gateway;
    Ok(next)
}

/// Deposits reopen, however the migration ended; after a failure the chain settles on L1 again.
///
/// Spec: Migrating and settling on Gateway. Solidity: `Migrator.forwardedBridgeConfirmTransferResult`.
pub(crate) fn forwarded_bridge_confirm_transfer_result(next: &mut State, chain: Chain, status: TxStatus) {
    end_pause(next, chain);
    if status == TxStatus::Failure {
        next.l1.bridgehub.settlement_layer[chain] = SettlementLayer::L1;
    }
}

/// A chain's own conditions for leaving Gateway, where its facets are canonical.
///
/// Spec: Disabling deposits during migrations, Failed deposits. Solidity: `Migrator.forwardedBridgeBurn` on
/// Gateway.
pub(crate) fn forwarded_bridge_burn_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let settles_here = state.gateway.bridgehub.settles_here[chain];
    let is_empty = !queue_on_gateway_has_operations(state, chain);
    let is_paused = state.gateway.paused_deposits[chain];
    let is_due = state.gateway.pause_age[chain] >= system.parameters.windows.migration;
    let all_executed = state.chain[chain].batch.is_none_or(|batch| !batch.committed);

    let guards = &system.guards;
    guards.require(Guard::LeavesFromGateway, settles_here)?;
    guards.require(Guard::PriorityQueueEmptyOnGateway, is_empty)?;
    guards.require(Guard::DepositsPausedBeforeReturn, is_paused)?;
    guards.require(Guard::MigrationWindowOnGateway, is_due)?;
    guards.require(Guard::AllBatchesExecutedOnGateway, all_executed)?;

    let mut next = state.clone();
    next.gateway.bridgehub.settles_here[chain] = false;
    Ok(next)
}

/// Whether an operation stands in the chain's queue on Gateway: one that Gateway has received, or one
/// that the chain brought along.
fn queue_on_gateway_has_operations(state: &State, chain: Chain) -> bool {
    let queue = state.l1.zk_chain[chain].priority_queue;
    queue.iter().any(|operation| operation.forwarded || operation.route == SettlementLayer::L1)
}
