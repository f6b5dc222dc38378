//! `L1Bridgehub`: where requests for priority operations come in, and which settlement layers there are to go to.
//!
//! Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Security assumptions, At the
//! moment of the upgrade.
//!
//! Not modelled, with the reason:
//! - `SettlementLayersMustSettleOnL1`: Gateway does, and no chain here is a layer itself.
//! - `onlyOwner`, `onlyChainAssetHandler`, `ZKChainNotRegistered`: who calls, and that there are such chains, holds by
//!   construction.
//! - `SecondBridgeAddressTooLow`, `WrongMagicValue`: the second bridge is the asset router. `MsgValueMismatch`: the base
//!   token that pays for an operation is in no book. `whenNotPaused`: governance pauses nothing here.
//! - `NotCurrentSettlementLayer`: the same condition as the facet's `AlreadyMigrated`, asked a call earlier.

use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::types::Amount;

use super::super::messages::V31BatchNumber;
use super::super::state::{BalanceChange, Lock};
use super::super::{AssetTracker, Guard, State};
use super::l1_native_token_vault;

/// A deposit, up to where its tokens are taken.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `L1Bridgehub.requestL2TransactionTwoBridges`.
pub(crate) fn request_l2_transaction_two_bridges(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    deposited: BalanceChange,
) -> Result<State, Guard> {
    let is_entered = state.is_entered(Lock::Bridgehub);

    system.guards.require(Guard::DepositNotReentered, !is_entered)?;

    l1_native_token_vault::bridge_burn(system, state, chain, deposited)
}

/// A request of the legacy ERC-20 bridge, whose deposit is booked.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `L1Bridgehub.requestL2TransactionDirect`.
pub(crate) fn request_l2_transaction_direct(system: &AssetTracker, state: &State) -> Result<(), Guard> {
    let is_entered = state.is_entered(Lock::Bridgehub);

    system.guards.require(Guard::DirectRequestNotReentered, !is_entered)
}

/// Governance whitelists Gateway, once it has seen that no chain lies about when it upgraded.
///
/// Spec: Invariants on L1 ("before enabling any settlement layer, the governance will have to double check"). Solidity:
/// `L1Bridgehub.setSettlementLayerStatus`. By then governance controls every chain's facets, so a chain that upgrades
/// later does not lie.
pub(crate) fn whitelist(system: &AssetTracker, state: &State) -> State {
    let numbers = &state.l1.message_root.v31_upgrade_chain_batch_number;
    let is_lie = |number| matches!(number, V31BatchNumber::TooLow | V31BatchNumber::TooHigh);
    let some_lie = system.chains.iter().any(|chain| is_lie(numbers[*chain]));
    let mut next = state.clone();
    next.l1.bridgehub.is_gateway_whitelisted =
        !some_lie || !system.guards.applies(Guard::V31BatchNumberHonest);
    next
}

/// Governance withdraws the whitelisting of Gateway, which is shut down.
///
/// Spec: At the moment of the upgrade ("all chains have migrated to L1"). Solidity:
/// `L1Bridgehub.setSettlementLayerStatus`. For the old Gateway `L1MessageRoot.initializeL1V31Upgrade` asks that no chain
/// settles there; whoever withdraws the status of a later one has to see to it.
pub(crate) fn withdraw_whitelisting(system: &AssetTracker, state: &State) -> Result<State, Guard> {
    let layer = &state.l1.bridgehub.settlement_layer;
    let is_left = system.chains.iter().all(|chain| layer[*chain] == SettlementLayer::L1);
    let have_returned = system.chains.iter().all(|chain| has_returned(system, state, *chain));
    let may_withdraw = have_returned || !system.parameters.variant.returns_before_withdrawal();

    let guards = &system.guards;
    guards.require(Guard::NoChainOnWithdrawnLayer, is_left)?;
    guards.require(Guard::WithdrawnLayerHasNoBalance, may_withdraw)?;

    let mut next = state.clone();
    next.l1.bridgehub.is_gateway_whitelisted = false;
    Ok(next)
}

/// Whether nothing of the chain is left on Gateway, or on its way there or home. What Gateway has vouched for and L1
/// has not paid yet may wait.
fn has_returned(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let tracker = &state.gateway.asset_tracker;
    // Where a return can be repeated, what was received is no longer there.
    let is_received = state.l1.asset_tracker.asset_migration_number[chain] == MigrationNumber::GATEWAY_TO_L1
        && !system.parameters.variant.returns_repeatedly();
    let has_sent = state.gateway.batch.to_l1[chain].or(state.l1.message_root.to_l1[chain]).is_some();
    tracker.chain_balance[chain] == Amount::ZERO
        && tracker.pending_interop_balance[chain] == Amount::ZERO
        && state.gateway.inbox[chain].is_empty()
        && (is_received || !has_sent)
}

/// A chain may leave L1 for Gateway as long as governance vouches for that.
///
/// Spec: Security assumptions. Solidity: `BridgehubBase.forwardedBridgeBurnSetSettlementLayer`.
pub(crate) fn forwarded_bridge_burn_set_settlement_layer(
    system: &AssetTracker,
    state: &State,
) -> Result<(), Guard> {
    let is_whitelisted = state.l1.bridgehub.is_gateway_whitelisted;

    system.guards.require(Guard::SettlementLayerIsWhitelisted, is_whitelisted)
}
