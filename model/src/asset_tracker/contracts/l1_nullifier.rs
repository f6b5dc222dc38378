//! `L1Nullifier`: what has been used. A message is provable for ever; it acts once.
//!
//! Document: "Contract-based and Full AssetTracker", Replay protection and edge cases with messaging,
//! Withdrawal flow with L1AssetTracker, Claiming failed deposits.
//!
//! Not modelled: `InvalidProof` and `WrongL2Sender` (proofs verify what they should), legacy bridges,
//! `nonReentrant` (no untrusted code runs in between), the transient settlement layer (it is the layer of
//! the message, and the tracker reads it in the same step).

use crate::types::{Chain, TxStatus};

use super::super::action::{Payment, Source};
use super::super::{AssetTracker, Guard, State};
use super::{chain_asset_handler, l1_message_root, l1_native_token_vault};

/// Pays a withdrawal.
///
/// Spec: Withdrawal flow with L1AssetTracker. Solidity: `L1Nullifier.finalizeDeposit`.
pub(crate) fn finalize_deposit(
    system: &AssetTracker,
    state: &State,
    message: Payment,
) -> Result<State, Guard> {
    let slot = system.slot(message.amount);

    system.guards.require(Guard::WithdrawalNullifiedOnce, message.source != Source::Used)?;
    l1_message_root::prove_l2_leaf_inclusion(system, state, message.chain, message.source)?;

    let mut next = state.clone();
    if message.source == Source::Open {
        next.l1.message_root.withdrawals[message.chain][message.layer].remove(slot);
        if system.keeps_used_messages {
            next.l1.nullifier.is_withdrawal_finalized[message.chain][message.layer].set(slot);
        }
    }
    l1_native_token_vault::bridge_mint(system, &next, message)
}

/// Pays a deposit back that failed on its chain.
///
/// Spec: Claiming failed deposits. Solidity: `L1Nullifier.bridgeRecoverFailedTransfer`.
pub(crate) fn bridge_recover_failed_transfer(
    system: &AssetTracker,
    state: &State,
    message: Payment,
) -> Result<State, Guard> {
    let slot = system.slot(message.amount);

    system.guards.require(Guard::FailedDepositExists, message.source != Source::Used)?;

    let mut next = state.clone();
    if message.source == Source::Open && system.guards.applies(Guard::FailedDepositClearedOnce) {
        next.l1.message_root.failed_deposits[message.chain][message.layer].remove(slot);
        if system.keeps_used_messages {
            next.l1.nullifier.is_refunded[message.chain][message.layer].set(slot);
        }
    }
    l1_native_token_vault::bridge_mint(system, &next, message)
}

/// Takes note of how the transaction ended that moves a chain to Gateway.
///
/// Spec: Migrating and settling on Gateway. Solidity: `L1Nullifier.bridgeConfirmTransferResult`.
pub(crate) fn bridge_confirm_transfer_result(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    status: TxStatus,
    earlier: bool,
) -> Result<State, Guard> {
    let happened = !earlier && state.l1.nullifier.migration_happened[chain];

    system.guards.require(Guard::MigrationConfirmedOnce, happened)?;

    let mut next = state.clone();
    next.l1.nullifier.migration_happened[chain] = false;
    chain_asset_handler::bridge_confirm_transfer_result(system, &next, chain, status)
}
