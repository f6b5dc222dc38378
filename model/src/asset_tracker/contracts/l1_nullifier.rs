//! `L1Nullifier`: what has been used. A message is provable for ever; it acts once.
//!
//! Document: "Contract-based and Full AssetTracker", Replay protection and edge cases with messaging,
//! Withdrawal flow with L1AssetTracker, Claiming failed deposits.
//!
//! Not modelled: `InvalidProof` and `WrongL2Sender` (proofs verify what they should), what the legacy bridges have
//! finalised themselves, `nonReentrant` of `bridgeConfirmTransferResult` (a chain's migration is confirmed by no
//! untrusted code, and runs none). Of the transient batch number it matters only whether it is from before v31.

use crate::asset_tracker::topology::Chain;
use crate::types::TxStatus;

use super::super::action::{Payment, Source};
use super::super::state::Lock;
use super::super::{AssetTracker, Guard, State};
use super::{chain_asset_handler, l1_message_root};

/// Takes note that a withdrawal is to be paid, and of the layer that vouched for it.
///
/// Spec: Withdrawal flow with L1AssetTracker. Solidity: `L1Nullifier.finalizeDeposit`.
pub(crate) fn finalize_deposit(
    system: &AssetTracker,
    state: &State,
    message: Payment,
) -> Result<State, Guard> {
    let slot = system.slot(message.amount);
    let is_entered = state.is_entered(Lock::Nullifier);

    let guards = &system.guards;
    guards.require(Guard::WithdrawalNotReentered, !is_entered)?;
    guards.require(Guard::WithdrawalNullifiedOnce, message.source != Source::Used)?;
    l1_message_root::prove_l2_leaf_inclusion(system, state, message.chain, message.source)?;

    let mut next = state.clone();
    if message.source == Source::Old {
        next.l1.message_root.withdrawals_before_v31[message.chain].remove(slot);
    }
    if message.source == Source::Open {
        let provable = &mut next.l1.message_root.withdrawals[message.chain][message.layer];
        let used = guards.whom(Guard::WithdrawalIsUsed, 1, provable.of(slot));
        for _ in 0..guards.happens(Guard::WithdrawalIsUsed).saturating_mul(used) {
            provable.remove(slot);
        }
        if system.keeps_used_messages {
            next.l1.nullifier.is_withdrawal_finalized[message.chain][message.layer].set(slot);
        }
    }
    next.l1.transient.settlement_layer = Some(message.layer);
    next.l1.transient.is_before_v31 = message.is_before_v31();
    Ok(next)
}

/// A deposit is to be paid back that failed on its chain.
///
/// Spec: Claiming failed deposits. Solidity: `L1Nullifier.bridgeRecoverFailedTransfer`.
pub(crate) fn bridge_recover_failed_transfer(
    system: &AssetTracker,
    state: &State,
    message: Payment,
) -> Result<State, Guard> {
    let is_entered = state.is_entered(Lock::Nullifier);

    system.guards.require(Guard::RefundNotReentered, !is_entered)?;

    verify_and_clear_transfer(system, state, message)
}

/// The same by the legacy function, which may be entered at any time.
///
/// Spec: Claiming failed deposits. Solidity: `L1Nullifier.claimFailedDeposit`.
pub(crate) fn claim_failed_deposit(
    system: &AssetTracker,
    state: &State,
    message: Payment,
) -> Result<State, Guard> {
    verify_and_clear_transfer(system, state, message)
}

/// Takes note that a failed deposit is to be refunded, and of the layer that vouched for its failure.
///
/// Spec: Claiming failed deposits. Solidity: `L1Nullifier._verifyAndClearTransfer`.
fn verify_and_clear_transfer(system: &AssetTracker, state: &State, message: Payment) -> Result<State, Guard> {
    let slot = system.slot(message.amount);

    system.guards.require(Guard::FailedDepositExists, message.source != Source::Used)?;

    let mut next = state.clone();
    if message.source == Source::Open && system.guards.applies(Guard::FailedDepositClearedOnce) {
        next.l1.message_root.failed_deposits[message.chain][message.layer].remove(slot);
        if system.keeps_used_messages {
            next.l1.nullifier.is_refunded[message.chain][message.layer].set(slot);
        }
    }
    next.l1.transient.settlement_layer = Some(message.layer);
    next.l1.transient.is_before_v31 = message.is_before_v31();
    Ok(next)
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
    // The contract asks this after its effects, which a revert undoes.
    chain_asset_handler::bridge_confirm_transfer_result(system, &next, chain, status)
}
