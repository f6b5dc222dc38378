//! `ChainAssetHandler`: moves a chain from one settlement layer to the other, and counts the moves.
//!
//! Document: "Contract-based and Full AssetTracker", Migrating and settling on Gateway, Migration number.
//!
//! Not modelled, with the reason:
//! - `NotAssetRouter`, `IncorrectSender`, `IncorrectChainAssetId`: who calls, and for which chain, holds by
//!   construction.
//! - `MigrationPaused`: governance pauses nothing. Of `ChainNotReadyForMigration`, that the base token is registered and
//!   that its total supply is known: the document lets a chain move before, and its base token's balance wait.
//! - `MigrationNotToL1`, and the Bridgehub's `AlreadyCurrentSL`: there is one Gateway, and a chain moves to the
//!   other layer.
//! - `BaseTokenOriginTokenNotRegistered` and its like: the base token is registered.
//! - `MigrationIntervalNotSet`: an interval is open exactly as long as the chain's number is 1, which is asked. Those
//!   of `setHistoricalMigrationInterval`: governance records what was.
//!
//! The migration intervals are not stored but follow from the migration numbers. With number 0 a chain has none since
//! v31; with 1 its interval began with its last batch on L1 and Gateway's latest one; with 2 it ended with the
//! chain's last batch on Gateway and Gateway's latest one at the time.
//! - In `bridgeMint` on L1, the number that the message carries: Gateway proves one that fits. The nullifier, too,
//!   refuses a second message that a chain has left Gateway; the stored number alone must do here.

use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::types::TxStatus;

use super::super::action::Claim;
use super::super::messages::InboxTx;
use super::super::{AssetTracker, Guard, State, adversary};
use super::{l1_bridgehub, l1_message_root, migrator};

/// A chain leaves L1 for Gateway.
///
/// Spec: Migrating and settling on Gateway, Security notes around the deposits. Solidity:
/// `ChainAssetHandler.bridgeBurn` on L1.
pub(crate) fn bridge_burn_on_l1(system: &AssetTracker, state: &State, chain: Chain) -> Result<State, Guard> {
    let number = state.l1.chain_asset_handler.migration_number[chain];
    let is_governed = !adversary::has_own_facets(system, chain);
    let has_upgraded = system.has_upgraded(state, chain);

    l1_bridgehub::forwarded_bridge_burn_set_settlement_layer(system, state)?;
    system.guards.require(Guard::SameGovernedCtm, is_governed)?;
    system.guards.require(Guard::UpgradedBeforeMigration, has_upgraded)?;

    let mut next = migrator::forwarded_bridge_burn_on_l1(system, state, chain)?;
    // The contract asks this after its effects, which a revert undoes.
    next.l1.chain_asset_handler.migration_number[chain] = finalize_bridge_burn(system, number)?;
    next.l1.chain_asset_handler.is_migration_in_progress[chain] = true;
    next.l1.nullifier.migration_happened[chain] = true;
    if system.parameters.variant.unpauses_early() {
        migrator::end_pause(&mut next, chain);
    }
    let root = &mut next.l1.message_root;
    root.earlier_migration_failed[chain] |= root.migration_status[chain] == Some(TxStatus::Failure);
    root.migration_status[chain] = None;
    next.gateway.inbox[chain] = next.gateway.inbox[chain].push(InboxTx::BridgeMint);
    Ok(next)
}

/// The number of a chain that leaves a layer, on that layer.
///
/// Spec: Migration from Gateway ("*once*"), Migration number. Solidity: `ChainAssetHandler._finalizeBridgeBurn`.
fn finalize_bridge_burn(system: &AssetTracker, number: MigrationNumber) -> Result<MigrationNumber, Guard> {
    system.guards.require_lt(Guard::OneRoundTrip, number, MigrationNumber::GATEWAY_TO_L1)?;
    Ok(number.next())
}

/// Whether the batches of a proof lie in an interval in which the chain settled where the proof says.
///
/// Spec: Withdrawal flow with L1AssetTracker ("to ensure secure verification"). Solidity:
/// `L1ChainAssetHandler.isValidSettlementLayer`. What an honest layer proves lies there by construction.
pub(crate) fn is_valid_settlement_layer(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    claim: Claim,
) -> bool {
    let number = state.l1.chain_asset_handler.migration_number[chain];
    match claim {
        // A layer that turned malicious later has settled nothing of its choice in an interval that was over.
        Claim::SinceV31 => {
            number == MigrationNumber::L1_TO_GATEWAY
                || number != MigrationNumber::NEVER && system.gateway_starts_compromised
        }
        Claim::Rewritten | Claim::Own => true,
        // The batch that Gateway names is later than the last one of the interval; or Gateway settles on L1, and no
        // interval of its own says otherwise.
        Claim::BeforeV31 | Claim::Deeper { .. } => false,
    }
}

/// L1 learns how the transaction ended that moves a chain to Gateway.
///
/// Spec: Migrating and settling on Gateway. Solidity: `L1ChainAssetHandler.bridgeConfirmTransferResult`.
pub(crate) fn bridge_confirm_transfer_result(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    status: TxStatus,
) -> Result<State, Guard> {
    let number = state.l1.chain_asset_handler.migration_number[chain];
    let is_first = status == TxStatus::Success || number == MigrationNumber::L1_TO_GATEWAY;

    system.guards.require(Guard::FailedMigrationIsFirst, is_first)?;

    let mut next = state.clone();
    let handler = &mut next.l1.chain_asset_handler;
    handler.is_migration_in_progress[chain] = false;
    if status == TxStatus::Failure {
        handler.migration_number[chain] = number.previous();
    }
    migrator::forwarded_bridge_confirm_transfer_result(&mut next, chain, status);
    Ok(next)
}

/// A chain arrives on Gateway.
///
/// Spec: Migrating and settling on Gateway. Solidity: `ChainAssetHandler.bridgeMint` on Gateway.
pub(crate) fn bridge_mint_on_gateway(system: &AssetTracker, state: &State, chain: Chain) -> State {
    let mut next = state.clone();
    // The message carries the number that L1 had when the chain left, which it still has.
    next.gateway.chain_asset_handler.migration_number[chain] =
        state.l1.chain_asset_handler.migration_number[chain];
    next.gateway.bridgehub.settles_here[chain] = true;
    (next.gateway.paused_deposits[chain], next.gateway.pause_age[chain]) = (false, 0);
    next.gateway.batch.migration_status[chain] = Some(TxStatus::Success);
    l1_message_root::add_gateway_batch_root(system, &mut next);
    next
}

/// A chain leaves Gateway for L1.
///
/// Spec: Migrating and settling on Gateway. Solidity: `ChainAssetHandler.bridgeBurn` on Gateway.
pub(crate) fn bridge_burn_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let number = state.gateway.chain_asset_handler.migration_number[chain];

    let mut next = migrator::forwarded_bridge_burn_on_gateway(system, state, chain)?;
    // The contract asks this after its effects, which a revert undoes.
    next.gateway.chain_asset_handler.migration_number[chain] = finalize_bridge_burn(system, number)?;
    next.gateway.batch.left_gateway[chain] = true;
    l1_message_root::add_gateway_batch_root(system, &mut next);
    Ok(next)
}

/// A chain is home on L1.
///
/// Spec: Migrating and settling on Gateway. Solidity: `ChainAssetHandler.bridgeMint` on L1.
pub(crate) fn bridge_mint_on_l1(system: &AssetTracker, state: &State, chain: Chain) -> Result<State, Guard> {
    let number = state.l1.chain_asset_handler.migration_number[chain];

    system.guards.require_eq(Guard::ComesHomeOnce, number, MigrationNumber::L1_TO_GATEWAY)?;

    let mut next = state.clone();
    next.l1.chain_asset_handler.migration_number[chain] = MigrationNumber::GATEWAY_TO_L1;
    next.l1.bridgehub.settlement_layer[chain] = SettlementLayer::L1;
    // What Gateway did not execute is still in the queue, whatever its route.
    migrator::end_pause(&mut next, chain);
    Ok(next)
}
