//! `L2AssetTracker`: that a chain sends nothing out which its settlement layer would refuse.
//!
//! Document: "Contract-based and Full AssetTracker", Total sum invariant, Migrating and settling on Gateway,
//! Migrating to Gateway, L1 and L2 native token registration.
//!
//! Not modelled: `onlyL2NativeTokenVault` and its like (callers hold by construction), `AssetIdNotRegistered` and
//! `ChainBalanceMustBeZeroBeforeMigration` (a token is known, and a chain's own balance of it is not kept before it is
//! registered), `TotalPreV31SupplyNotSaved` and `TotalPreV31SupplyShouldBeZero` (it is saved as none when the chain upgrades).

use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::types::{Amount, Difference};

use super::super::guards::{Capped, Kept};
use super::super::messages::{BatchMessage, L1ToGatewayMessage};
use super::super::scenario::Flow;
use super::super::{AssetTracker, Guard, State};
use super::executor;

/// Where a transfer comes from or goes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counterpart {
    /// L1: a deposit or a withdrawal.
    L1,
    /// Another chain: interop.
    OtherChain,
}

/// Books a transfer that leaves the chain.
///
/// Spec: Total sum invariant, Migrating and settling on Gateway. Solidity:
/// `L2AssetTracker.handleInitiateBridgingOnL2`, `_checkAssetMigrationNumber`.
pub(crate) fn handle_initiate_bridging_on_l2(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
    to: Counterpart,
) -> Result<State, Guard> {
    let tracker = &state.chain[chain].asset_tracker;
    let on_l1 = system.settles_on(state, chain) == Some(SettlementLayer::L1);
    let has_migrated = tracker.asset_migration_number == migration_number(system, state, chain);
    // Before v31 there is no tracker to ask.
    let has_upgraded = system.has_upgraded(state, chain);
    let may_leave = on_l1 || has_migrated || !has_upgraded;
    let caps = caps_native_supply(system, chain);
    let is_covered = !caps || !has_upgraded || amount <= tracker.chain_balance;

    let guards = &system.guards;
    guards.require(Guard::OutboundNeedsMigratedBalance, may_leave)?;
    guards.require(Guard::NativeOutboundIsCovered, is_covered)?;

    let mut next = state.clone();
    if !has_upgraded {
        if caps {
            // The vault locks it, which registration will find.
            let unlocked = &mut next.chain[chain].asset_tracker.chain_balance;
            *unlocked = system.uint.sub(*unlocked, amount);
        }
        return Ok(next);
    }
    register_legacy_token_if_needed(system, &mut next, chain);
    let tracker = &mut next.chain[chain].asset_tracker;
    if caps {
        let falls_by = amount.times(guards.times(Guard::NativeSupplyCap, Capped::Outbound as usize));
        tracker.chain_balance = system.uint.sub(tracker.chain_balance, falls_by);
    }
    if on_l1 && to == Counterpart::L1 {
        let counts = guards.times(Guard::KeepOutstandingOnL1, Kept::Withdrawn as usize);
        tracker.withdrawn_minus_successful = tracker.withdrawn_minus_successful.plus(amount.times(counts));
    }
    Ok(next)
}

/// Books a transfer that reaches the chain, before the token's supply grows.
///
/// Spec: Total sum invariant, Migration number. Solidity: `L2AssetTracker.handleFinalizeBridgingOnL2`.
pub(crate) fn handle_finalize_bridging_on_l2(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
    from: Counterpart,
) -> State {
    let on_l1 = system.settles_on(state, chain) == Some(SettlementLayer::L1);
    let guards = &system.guards;
    let supply = state.chain[chain].supply;
    // Whether nobody holds any is asked before the transfer reaches its user.
    let seen = *guards.seen(Guard::L2SkipsOnlyUntouched, &supply, &system.uint.add(supply, amount));
    let can_skip = need_to_force_set_asset_migration(system, state, chain, seen);
    let number = migration_number(system, state, chain);
    let mut next = state.clone();
    if !system.has_upgraded(state, chain) {
        if caps_native_supply(system, chain) {
            let unlocked = &mut next.chain[chain].asset_tracker.chain_balance;
            *unlocked = system.uint.add(*unlocked, amount);
        }
        return next;
    }
    register_legacy_token_if_needed(system, &mut next, chain);
    let tracker = &mut next.chain[chain].asset_tracker;
    if can_skip {
        tracker.asset_migration_number = number;
    }
    if caps_native_supply(system, chain) {
        let rises_by = amount.times(guards.times(Guard::NativeSupplyCap, Capped::Inbound as usize));
        tracker.chain_balance = system.uint.add(tracker.chain_balance, rises_by);
    }
    if on_l1 && from == Counterpart::L1 {
        let counts = guards.times(Guard::KeepOutstandingOnL1, Kept::Successful as usize);
        tracker.withdrawn_minus_successful = tracker.withdrawn_minus_successful.minus(amount.times(counts));
    }
    next
}

/// Reports the chain's totals to L1.
///
/// Spec: Migrating to Gateway. Solidity: `L2AssetTracker.initiateL1ToGatewayMigrationOnL2`.
pub(crate) fn initiate_l1_to_gateway_migration_on_l2(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let layer = system.settles_on(state, chain);
    let number = migration_number(system, state, chain);

    let is_filled_in = state.chain[chain].asset_tracker.supply_to_fill_in.is_none();

    let guards = &system.guards;
    guards.require(Guard::InitiatedOnlyOnGateway, layer == Some(SettlementLayer::Gateway))?;
    guards.require(Guard::SupplyFilledInBeforeMigration, is_filled_in)?;

    let mut next = state.clone();
    save_pre_v31_total_supply(system, &mut next, chain);
    let tracker = &next.chain[chain].asset_tracker;
    if tracker.asset_migration_number != number {
        let totals = tracker.withdrawn_minus_successful;
        // An older design reports what users hold instead, which is to go.
        let supply = Difference(0).minus(next.chain[chain].supply);
        let reports_supply = system.parameters.variant.migrates_total_supply();
        next.chain[chain].reported_totals = if reports_supply { supply } else { totals };
        let message = L1ToGatewayMessage { chain_migration_number: number };
        executor::begin_batch(system, &mut next, chain, BatchMessage::L1ToGateway { message });
    }
    Ok(next)
}

/// Learns that L1 has migrated the asset's balance.
///
/// Spec: Migrating to Gateway. Solidity: `L2AssetTracker.confirmMigrationOnL2`.
pub(crate) fn confirm_migration_on_l2(state: &State, chain: Chain, number: MigrationNumber) -> State {
    let mut next = state.clone();
    next.chain[chain].asset_tracker.asset_migration_number = number;
    next
}

/// Saves the supply of a token from before v31, before the first transfer since then changes it.
///
/// Spec: v31 upgrade, Step 3 ("before doing anything that might affect the token's total supply"). Solidity:
/// `L2AssetTracker._registerLegacyTokenIfNeeded`.
fn register_legacy_token_if_needed(system: &AssetTracker, next: &mut State, chain: Chain) {
    if system.guards.applies(Guard::SupplySavedBeforeItChanges) {
        save_pre_v31_total_supply(system, next, chain);
    }
}

/// Saves the supply as it is now, unless that has been done. The total stands in the difference that the formula reads.
///
/// Spec: v31 upgrade, Step 3. Solidity: `L2AssetTracker._registerLegacyToken`.
fn save_pre_v31_total_supply(system: &AssetTracker, next: &mut State, chain: Chain) {
    let own = &mut next.chain[chain];
    if own.asset_tracker.is_asset_registered {
        return;
    }
    own.asset_tracker.is_asset_registered = true;
    let counts = system.guards.times(Guard::KeepOutstandingOnL1, Kept::PreV31Supply as usize);
    // Of a chain's own token it is all that has not left the chain.
    let is_origin = system.origin_chain_id() == chain.into();
    let supply = if is_origin { own.asset_tracker.chain_balance } else { own.supply };
    let total = &mut own.asset_tracker.withdrawn_minus_successful;
    *total = total.minus(supply.times(counts));
}

/// A chain upgrades that does not know the supply of its base token: it registers the token with none.
///
/// Spec: v31 upgrade, Step 2-3. Solidity: `L2AssetTracker.registerBaseTokenDuringUpgrade`.
pub(crate) fn register_base_token_during_upgrade(
    system: &AssetTracker,
    mut next: State,
    chain: Chain,
) -> State {
    if system.runs(Flow::BackfillBaseToken) && system.is_honest(chain) {
        let own = &mut next.chain[chain];
        own.asset_tracker.is_asset_registered = true;
        own.asset_tracker.supply_to_fill_in = Some(own.supply);
    }
    next
}

/// The supply of the base token from before v31 is filled in, as it was when the chain upgraded.
///
/// Spec: v31 upgrade, Step 2-3. Solidity: `L2AssetTracker.backFillZKSyncOSBaseTokenV31MigrationData`, behind
/// `L2BaseTokenZKOS.setZKsyncOSPreV31TotalSupply`.
pub(crate) fn back_fill_base_token_v31_migration_data(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let own = &state.chain[chain];
    let to_fill_in = own.asset_tracker.supply_to_fill_in;

    system.guards.require(Guard::SupplyFilledInOnce, to_fill_in.is_some())?;

    let mut next = state.clone();
    let tracker = &mut next.chain[chain].asset_tracker;
    let counts = system.guards.times(Guard::KeepOutstandingOnL1, Kept::PreV31Supply as usize);
    let supply = to_fill_in.unwrap_or(own.supply);
    tracker.withdrawn_minus_successful = tracker.withdrawn_minus_successful.minus(supply.times(counts));
    tracker.supply_to_fill_in = None;
    Ok(next)
}

/// How often the chain has changed its layer, as it counts itself.
///
/// Spec: Migration number. Solidity: `L2ChainAssetHandler.migrationNumber` on the chain.
fn migration_number(system: &AssetTracker, state: &State, chain: Chain) -> MigrationNumber {
    match system.settles_on(state, chain) {
        Some(SettlementLayer::Gateway) => state.gateway.chain_asset_handler.migration_number[chain],
        Some(SettlementLayer::L1) | None => state.l1.chain_asset_handler.migration_number[chain],
    }
}

/// Whether the asset may skip migration, as the chain sees it.
///
/// Spec: Migration number. Solidity: `L2AssetTracker._needToForceSetAssetMigrationOnL2`.
fn need_to_force_set_asset_migration(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    supply: Amount,
) -> bool {
    let number = state.chain[chain].asset_tracker.asset_migration_number;
    let untouched = supply == Amount::ZERO || !system.guards.applies(Guard::L2SkipsOnlyUntouched);
    let is_foreign = system.origin_chain_id() != chain.into();
    is_foreign && number == MigrationNumber::NEVER && untouched
}

/// Whether the chain keeps a balance of the asset: of its own tokens only.
fn caps_native_supply(system: &AssetTracker, chain: Chain) -> bool {
    system.origin_chain_id() == chain.into() && system.guards.applies(Guard::NativeSupplyCap)
}
