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

use crate::types::{Chain, ChainId};

use super::super::action::{Action, Payment};
use super::super::state::BalanceChange;
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
    // An L1 token is registered by its first deposit; another one must have come from its own chain.
    let registered = if system.origin_chain_id() == ChainId::L1 {
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
    let registered = l1_asset_tracker::register_new_token_if_needed(system, state);
    l1_asset_tracker::handle_chain_balance_decrease_on_l1(system, &registered, message)
}
