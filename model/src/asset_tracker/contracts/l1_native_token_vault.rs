//! `L1NativeTokenVault`, with the part of `L1AssetRouter` and `L1Bridgehub` that leads through it:
//! where deposits come in and payments go out.
//!
//! Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Withdrawal flow
//! with L1AssetTracker, L1 and L2 native token registration.
//!
//! Not modelled: `NonEmptyMsgValue`, `ZeroAddress`, `AmountMustBeGreaterThanZero` (no amount is 0 and no
//! address is one), token metadata, `whenNotPaused` (governance pauses nothing here), `TokensWithFeesNotSupported`
//! (a malicious token answers what it likes, and of any other the vault receives what it asks for). Unless the
//! scenario says that they are malicious, tokens are well-behaved ERC-20 contracts: L1's own balance is what
//! its users hold.

use crate::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use crate::types::Amount;

use super::super::action::{Action, Payment};
use super::super::messages::{PriorityCall, PriorityOperation};
use super::super::scenario::History;
use super::super::state::{BalanceChange, DepositedAsset};
use super::super::{AssetTracker, Guard, State};
use super::l1_asset_tracker;

/// A deposit: the tracker books the tokens that the vault then takes.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `L1NativeTokenVault.bridgeBurn`.
pub(crate) fn bridge_burn(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    deposited: BalanceChange,
) -> Result<State, Guard> {
    // An L1 token is registered by its own first deposit, unless that was before v31; another one must have come from
    // its own chain.
    let is_the_asset = deposited.asset == Some(DepositedAsset::TheAsset);
    let is_new = is_the_asset && system.parameters.history != History::BeforeV31;
    let registered = if is_new && system.origin_chain_id() == ChainId::L1 {
        &*l1_asset_tracker::register_new_token_if_needed(system, state)
    } else {
        state
    };
    l1_asset_tracker::handle_chain_balance_increase_on_l1(system, registered, chain, deposited)
}

/// Whether the tracker books a payment before the vault hands out the tokens, so that no untrusted code can
/// overwrite what the nullifier has left for the tracker.
///
/// Spec: Security notes around withdrawals. Solidity: `NativeTokenVaultBase.bridgeMint` for a withdrawal,
/// `L1NativeTokenVault.bridgeConfirmTransferResult` for a refund.
pub(crate) fn books_before_paying(system: &AssetTracker, call: Action) -> bool {
    match call {
        Action::FinalizeWithdrawal { .. } => system.guards.applies(Guard::WithdrawalBookedBeforePaid),
        _ => system.guards.applies(Guard::RefundBookedBeforePaid),
    }
}

/// A payment: the tracker books it before the vault hands out the tokens.
///
/// Spec: Withdrawal flow with L1AssetTracker, Claiming failed deposits. Solidity:
/// `L1NativeTokenVault.bridgeMint`, `L1NativeTokenVault.bridgeConfirmTransferResult`. Only the first of the two
/// registers a token, but what was deposited once is registered.
pub(crate) fn bridge_mint(system: &AssetTracker, state: &State, message: Payment) -> Result<State, Guard> {
    if system.guards.happens(Guard::PaymentIsMade) == 0 {
        return Ok(state.clone());
    }
    if !system.has_l1_upgraded(state) {
        return bridge_mint_before_v31(system, state, message);
    }
    if system.parameters.history == History::BeforeV31 {
        return l1_asset_tracker::handle_chain_balance_decrease_on_l1(system, state, message);
    }
    let registered = l1_asset_tracker::register_new_token_if_needed(system, state);
    l1_asset_tracker::handle_chain_balance_decrease_on_l1(system, &registered, message)
}

/// A deposit before v31: it raises the chain's balance wherever the chain settles. The old Gateway has it at once, since
/// nothing about its way there matters any more.
///
/// Spec: How chain balances were tracked before v31.
pub(crate) fn bridge_burn_before_v31(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> State {
    let mut next = state.clone();
    let vault = &mut next.l1.native_token_vault;
    if system.origin_chain_id() != chain.into() {
        let credited = system.guards.moves(Guard::OldDepositIsCredited, amount);
        vault.chain_balance[chain] = system.uint.add(vault.chain_balance[chain], credited);
    }
    if system.parameters.asset.is_native() {
        vault.l1_supply = system.uint.sub(vault.l1_supply, amount);
    }
    let route = state.l1.bridgehub.settlement_layer[chain];
    let forwarded = route == SettlementLayer::Gateway;
    let operation = PriorityOperation { call: PriorityCall::Deposit { amount }, route, forwarded };
    let queue = &mut next.l1.zk_chain[chain].priority_queue;
    *queue = queue.push(operation);
    if !system.is_honest(chain) {
        next.ghost_put_in[chain] = next.ghost_put_in[chain].plus(amount);
    }
    next
}

/// A payment before v31: the chain pays, wherever it settles, unless the token is its own.
///
/// Spec: How chain balances were tracked before v31.
fn bridge_mint_before_v31(system: &AssetTracker, state: &State, message: Payment) -> Result<State, Guard> {
    let (chain, amount) = (message.chain, message.amount);
    let balance = state.l1.native_token_vault.chain_balance[chain];
    let is_tracked = system.origin_chain_id() != chain.into();
    let available = if is_tracked { balance } else { system.uint.max };

    system.guards.require_le(Guard::LegacyPaymentIsCovered, amount, available)?;

    let mut next = state.clone();
    let vault = &mut next.l1.native_token_vault;
    let debited = system.guards.moves(Guard::OldPaymentIsDebited, amount);
    vault.chain_balance[chain] = system.uint.sub(balance, debited);
    if system.parameters.asset.is_native() {
        vault.l1_supply = system.uint.add(vault.l1_supply, amount);
    }
    if !system.is_honest(chain) {
        next.ghost_put_in[chain] = next.ghost_put_in[chain].minus(amount);
    }
    Ok(next)
}

/// Gives up the balance that the vault kept of a chain.
///
/// Spec: v31 upgrade, Step 1. Solidity: `L1NativeTokenVault.migrateTokenBalanceToAssetTracker`.
pub(crate) fn migrate_token_balance_to_asset_tracker(next: &mut State, chain: Chain) -> Amount {
    std::mem::take(&mut next.l1.native_token_vault.chain_balance[chain])
}
