//! `L1AssetTracker`: who may still take how much out of the shared bridge.
//!
//! Document: "Contract-based and Full AssetTracker", Invariants on L1, Total sum invariant, Migrating to
//! Gateway, Migration from Gateway.
//!
//! Not modelled, with the reason:
//! - `onlyNativeTokenVault`, `onlyWhitelistedSettlementLayer`, `onlyChain`: the caller holds by
//!   construction.
//! - `_proveMessageInclusion`, `assetIdCheck`, `InvalidVersion`: a proven message is well-formed.
//! - `_requireRegistered` in `receiveGatewayToL1MigrationOnL1`: only a registered asset has a balance on Gateway.
//! - Parity of the stored number in `receiveL1ToGatewayMigrationOnL1` (`InvalidMigrationNumber`): not
//!   in the document. A chain that does not settle on L1 has number 1, so that a newer message finds 0 stored.
//! - `requestPauseDepositsForChainOnGateway`: `contracts/migrator.rs` has it, with what leads to it.
//! - `data.assetMigrationNumber` of a returned balance: the contract reads it nowhere else.

mod legacy;

use std::borrow::Cow;

use crate::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use crate::types::Amount;

use super::super::action::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
use super::super::guards::Kept;
use super::super::messages::{InboxTx, PriorityCall, V31BatchNumber};
use super::super::scenario::{Asset, History};
use super::super::state::{BalanceChange, DepositedAsset};
use super::super::{AssetTracker, Guard, State};
use super::{l1_message_root, mailbox};

pub(crate) use legacy::register_legacy_token;

/// Gives the origin chain all there is, the first time that the asset is seen.
///
/// Spec: Total sum invariant, L1 and L2 native token registration. Solidity:
/// `L1AssetTracker.registerNewTokenIfNeeded`.
pub(crate) fn register_new_token_if_needed<'a>(system: &AssetTracker, state: &'a State) -> Cow<'a, State> {
    let tracker = &state.l1.asset_tracker;
    let origin = system.origin_chain_id();
    let needed = if system.guards.applies(Guard::RegisteredOnce) {
        !tracker.is_asset_registered
    } else {
        tracker.chain_balance[origin] == Amount::ZERO
    };
    if !needed {
        return Cow::Borrowed(state);
    }
    let mut next = state.clone();
    next.l1.asset_tracker.is_asset_registered = true;
    if tracks(system, origin) {
        next.l1.asset_tracker.chain_balance[origin] = system.uint.max;
    }
    Cow::Owned(next)
}

/// Books a deposit: on the chain, or on the layer where it settles.
///
/// Spec: Invariants on L1, Deposit flow with L1AssetTracker. Solidity: `L1AssetTracker.handleChainBalanceIncreaseOnL1`,
/// `_setTransientBalanceChange`. The contract subtracts from L1's own balance last; but the vault takes the tokens in
/// the same call, so a user who has none gets no further. It asks the two slots of a balance change one by one, of which
/// neither is set without the other. Another token changes no book of this asset.
pub(crate) fn handle_chain_balance_increase_on_l1(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    deposited: BalanceChange,
) -> Result<State, Guard> {
    let is_the_asset = deposited.asset == Some(DepositedAsset::TheAsset);
    let is_registered = state.l1.asset_tracker.is_asset_registered || !is_the_asset;
    let amount = if is_the_asset { deposited.amount } else { Amount::ZERO };
    let layer = state.l1.bridgehub.settlement_layer[chain];
    // The chain's own mailbox states what comes in its base token.
    let is_base_token = is_the_asset && system.parameters.asset == Asset::BaseToken;
    let is_handed_over = layer == SettlementLayer::Gateway && !is_base_token;
    let key = key_of_balance_change(system, chain);
    let held = if is_handed_over { state.l1.transient.balance_change[key] } else { BalanceChange::default() };
    let chain_to_update = match layer {
        SettlementLayer::L1 => ChainId::from(chain),
        SettlementLayer::Gateway => ChainId::Gateway,
    };
    let received = balance(state, chain_to_update);
    let available = available(system, state, ChainId::L1);

    let guards = &system.guards;
    guards.require(Guard::RegisteredBeforeUse, is_registered)?;
    guards.require(Guard::BalanceChangeSlotEmpty, held == BalanceChange::default())?;
    guards.require_le(Guard::DepositIsCovered, amount, available)?;
    guards.require(Guard::DepositIncreaseFits, system.uint.fits(received, amount))?;

    let mut next = state.clone();
    if is_handed_over {
        next.l1.transient.balance_change[key] = deposited;
    }
    if layer == SettlementLayer::L1 {
        let counts = guards.times(Kept::Deposited);
        let total = &mut next.l1.asset_tracker.deposited_minus_claimed[chain];
        *total = total.plus(amount.times(counts));
    }
    let credited = guards.whom(Guard::DepositIsCredited, chain_to_update, chain.into());
    increase(system, &mut next, credited, guards.moves(Guard::DepositIsCredited, amount));
    decrease(system, &mut next, ChainId::L1, guards.moves(Guard::DepositLeavesL1, amount));
    // Whether the balance was untouched is asked of the state before it was credited.
    let seen = guards.seen(Guard::L1SkipsOnlyUntouched, state, &next);
    if is_the_asset && token_can_skip_migration(system, seen, chain) {
        next.l1.asset_tracker.asset_migration_number[chain] =
            state.l1.chain_asset_handler.migration_number[chain];
    }
    if !system.is_honest(chain) {
        next.ghost_put_in[chain] = next.ghost_put_in[chain].plus(amount);
    }
    Ok(next)
}

/// Under which chain a deposit leaves its balance change, and the mailbox of the receiving chain finds it.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `L1AssetTracker._setTransientBalanceChange`.
fn key_of_balance_change(system: &AssetTracker, receiver: Chain) -> Chain {
    if system.guards.applies(Guard::BalanceChangeKeyedByReceiver) { receiver } else { Chain::A }
}

/// Who would consume a balance change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consumer {
    /// Gateway's mailbox: a whitelisted settlement layer.
    Gateway,
    /// Anybody else.
    Anybody,
}

/// Hands over, once, what the deposit of this transaction has brought for a chain on Gateway.
///
/// Spec: Deposit flow with L1AssetTracker, Security notes around the deposits. Solidity:
/// `L1AssetTracker.consumeBalanceChange`.
pub(crate) fn consume_balance_change(
    system: &AssetTracker,
    state: &State,
    consumer: Consumer,
    chain: Chain,
) -> Result<(State, BalanceChange), Guard> {
    let key = key_of_balance_change(system, chain);
    let change = state.l1.transient.balance_change[key];

    system.guards.require(Guard::ConsumeOnlyWhitelisted, consumer == Consumer::Gateway)?;

    let mut next = state.clone();
    if system.guards.applies(Guard::BalanceChangeConsumedOnce) {
        next.l1.transient.balance_change[key] = BalanceChange::default();
    }
    Ok((next, change))
}

/// Books a payment: who vouched for the message pays.
///
/// Spec: Invariants on L1, Withdrawal flow with L1AssetTracker. Solidity:
/// `L1AssetTracker.handleChainBalanceDecreaseOnL1`.
pub(crate) fn handle_chain_balance_decrease_on_l1(
    system: &AssetTracker,
    state: &State,
    message: Payment,
) -> Result<State, Guard> {
    let chain = message.chain;
    let chain_to_update = withdrawal_chain(system, state, chain);
    let available = available(system, state, chain_to_update);
    let received = balance(state, ChainId::L1);
    let number = state.l1.message_root.v31_upgrade_chain_batch_number[chain];

    let guards = &system.guards;
    guards.require(Guard::V31BatchNumberIsKnown, number != V31BatchNumber::Placeholder)?;
    guards.require(Guard::PaidTokenIsRegistered, state.l1.asset_tracker.is_asset_registered)?;
    guards.require_le(Guard::PaymentIsCovered, message.amount, available)?;
    guards.require(Guard::PaymentIncreaseFits, system.uint.fits(received, message.amount))?;

    let mut next = state.clone();
    if chain_to_update == ChainId::from(chain) {
        let counts = guards.times(Kept::Claimed);
        let total = &mut next.l1.asset_tracker.deposited_minus_claimed[chain];
        *total = total.minus(message.amount.times(counts));
    }
    decrease(system, &mut next, chain_to_update, guards.moves(Guard::PaymentIsDebited, message.amount));
    increase(system, &mut next, ChainId::L1, guards.moves(Guard::PaymentReachesL1, message.amount));
    let taker = if let Source::Vouched(Claim::Deeper { under }) = message.source { under } else { chain };
    if !system.is_honest(taker) {
        next.ghost_put_in[taker] = next.ghost_put_in[taker].minus(message.amount);
    }
    Ok(next)
}

/// The chain whose balance pays for a message.
///
/// Spec: Invariants on L1 ("We say that a chain is responsible"), Withdrawal flow with L1AssetTracker. Solidity:
/// `L1AssetTracker._getWithdrawalChain`. It reads what the nullifier has left in transient storage for whichever
/// message it has seen last.
fn withdrawal_chain(system: &AssetTracker, state: &State, chain: Chain) -> ChainId {
    let transient = &state.l1.transient;
    let counts_as_old = match state.l1.message_root.v31_upgrade_chain_batch_number[chain] {
        V31BatchNumber::Zero | V31BatchNumber::TooLow => false,
        V31BatchNumber::Honest => transient.is_before_v31,
        // The placeholder is the highest number there is.
        V31BatchNumber::TooHigh | V31BatchNumber::Placeholder => true,
    };
    let layer = if system.parameters.variant.charges_current_layer() {
        Some(state.l1.bridgehub.settlement_layer[chain])
    } else {
        transient.settlement_layer
    };
    let vouched_by_gateway = layer == Some(SettlementLayer::Gateway) && !counts_as_old;
    if vouched_by_gateway && system.guards.applies(Guard::ResponsibleChain) {
        ChainId::Gateway
    } else {
        chain.into()
    }
}

/// Moves on L1 what a chain takes along to Gateway.
///
/// Spec: Migrating to Gateway. Solidity: `L1AssetTracker.receiveL1ToGatewayMigrationOnL1`,
/// `_autoRegisterTokenFromMigration`.
pub(crate) fn receive_l1_to_gateway_migration_on_l1(
    system: &AssetTracker,
    state: &State,
    message: TotalsMessage,
) -> Result<State, Guard> {
    let (sender, chain) = match message {
        TotalsMessage::Proven { chain } => (chain, chain),
        TotalsMessage::Forged { sender, chain, .. } => (sender, chain),
    };
    let number = message_number(state, message);
    let stored_number = state.l1.asset_tracker.asset_migration_number[chain];
    let registered = register_new_token_if_needed(system, state);
    // The vault knows a token from before v31.
    let is_legacy = system.parameters.history == History::BeforeV31;
    let may_register = state.l1.asset_tracker.is_asset_registered || !is_legacy;
    let layer = state.l1.bridgehub.settlement_layer[chain];
    let chain_number = state.l1.chain_asset_handler.migration_number[chain];
    let to_keep = amount_to_keep(system, state, message);
    let first_registered = system.guards.seen(Guard::RegisteredOnce, &*registered, state);
    let balance_of_chain = available(system, first_registered, chain.into());
    let to_migrate = system.uint.sub(balance_of_chain, system.uint.clamp(to_keep));
    let received = balance(&registered, ChainId::Gateway);

    // An honest chain reports no such totals: a malicious Gateway says that it did.
    let is_vouched = matches!(message, TotalsMessage::Forged { .. }) && system.is_honest(sender);
    let source = if is_vouched { Source::Vouched(Claim::SinceV31) } else { Source::Open };

    let guards = &system.guards;
    l1_message_root::prove_l2_leaf_inclusion(system, state, sender, source)?;
    guards.require_lt(Guard::MigrationToGatewayIsNewer, stored_number, number)?;
    guards.require(Guard::LegacyTokenIsNotNew, may_register)?;
    guards.require(Guard::MigrationToGatewayChainIsOnGateway, layer != SettlementLayer::L1)?;
    guards.require(Guard::MigrationToGatewaySpeaksForItself, chain == sender)?;
    guards.require_eq(Guard::MigrationToGatewayIsCurrent, chain_number, number)?;
    guards.require(Guard::AmountToKeepFits, system.uint.holds(to_keep))?;
    guards.require_le(Guard::MigrationToGatewayIsCovered, to_keep, balance_of_chain.wide())?;
    guards.require(Guard::MigrationToGatewayIncreaseFits, system.uint.fits(received, to_migrate))?;

    let mut next = registered.into_owned();
    decrease(system, &mut next, chain.into(), guards.moves(Guard::MigratedBalanceIsDebited, to_migrate));
    increase(system, &mut next, ChainId::Gateway, guards.moves(Guard::MigratedBalanceIsCredited, to_migrate));
    next.l1.asset_tracker.asset_migration_number[chain] = number;
    next.ghost_migrated_to_gateway[chain] = true;
    let confirmation = InboxTx::ConfirmMigrationOnGateway { number, amount: to_migrate };
    for _ in 0..guards.happens(Guard::GatewayIsTold) {
        next.gateway.inbox[chain] = next.gateway.inbox[chain].push(confirmation);
    }
    // Gateway's confirmation is sent first, so that the chain sends nothing out before Gateway knows.
    // The contract asks this after its effects, which a revert undoes.
    mailbox::request_l2_service_transaction(
        system,
        &next,
        chain,
        PriorityCall::ConfirmMigrationOnL2 { number },
    )
}

/// The migration number that a message carries.
fn message_number(state: &State, message: TotalsMessage) -> MigrationNumber {
    match message {
        TotalsMessage::Proven { chain } => state.l1.message_root.to_gateway[chain]
            .map_or(MigrationNumber::NEVER, |proven| proven.chain_migration_number),
        TotalsMessage::Forged { chain_migration_number, .. } => chain_migration_number,
    }
}

/// What must stay on L1 for outstanding withdrawals and failed deposits; computed wide.
///
/// Spec: Migrating to Gateway, `l1BalanceToKeep`. Solidity:
/// `L1AssetTracker._toKeepDuringL1ToGWMigration`.
fn amount_to_keep(system: &AssetTracker, state: &State, message: TotalsMessage) -> i64 {
    if !system.guards.applies(Guard::KeepOutstandingOnL1) {
        return 0;
    }
    let variant = system.parameters.variant;
    if variant.migrates_whole_balance() {
        return 0;
    }
    match message {
        TotalsMessage::Proven { chain } if variant.migrates_total_supply() => {
            let supply = state.l1.message_root.reported_totals[chain].wide();
            available(system, state, chain.into()).wide().saturating_add(supply)
        }
        TotalsMessage::Proven { chain } => {
            let deposited_minus_claimed = state.l1.asset_tracker.deposited_minus_claimed[chain].wide();
            let withdrawn_minus_successful = state.l1.message_root.reported_totals[chain].wide();
            deposited_minus_claimed.saturating_add(withdrawn_minus_successful)
        }
        TotalsMessage::Forged { amount_to_keep, .. } => i64::from(amount_to_keep),
    }
}

/// Takes back on L1 what a chain had on Gateway when it left.
///
/// Spec: Migration from Gateway. Solidity: `L1AssetTracker.receiveGatewayToL1MigrationOnL1`.
pub(crate) fn receive_gateway_to_l1_migration_on_l1(
    system: &AssetTracker,
    state: &State,
    message: ReturnMessage,
) -> Result<State, Guard> {
    let (sender, chain, number, amount) = match message {
        ReturnMessage::Proven { chain } => {
            let proven = state.l1.message_root.to_l1[chain];
            let number = proven.map_or(MigrationNumber::NEVER, |one| one.chain_migration_number);
            (ChainId::Gateway, chain, number, proven.map_or(Amount::ZERO, |one| one.amount))
        }
        ReturnMessage::Forged { sender, chain, amount, chain_migration_number } => {
            (sender, chain, chain_migration_number, amount)
        }
    };
    // Where a message is told by its own identity, and not by a number, an open one is new.
    let repeats = system.parameters.variant.returns_repeatedly();
    let stored_number = state.l1.asset_tracker.asset_migration_number[chain];
    let used_number = if repeats { MigrationNumber::NEVER } else { stored_number };
    let chain_number = state.l1.chain_asset_handler.migration_number[chain];
    let is_whitelisted = sender == ChainId::Gateway && state.l1.bridgehub.is_gateway_whitelisted;
    let available = available(system, state, sender);
    let received = balance(state, chain.into());

    let guards = &system.guards;
    guards.require_lt(Guard::ReturnIsNewer, used_number, number)?;
    guards.require_eq(Guard::ReturnAfterComingHome, chain_number, MigrationNumber::GATEWAY_TO_L1)?;
    guards.require_eq(Guard::ReturnIsCurrent, number, chain_number)?;
    guards.require(Guard::MigrationOnlyFromWhitelistedGateway, is_whitelisted)?;
    guards.require_le(Guard::ReturnIsCovered, amount, available)?;
    guards.require(Guard::ReturnIncreaseFits, system.uint.fits(received, amount))?;

    let mut next = state.clone();
    decrease(system, &mut next, sender, guards.moves(Guard::ReturnedBalanceIsDebited, amount));
    increase(system, &mut next, chain.into(), guards.moves(Guard::ReturnedBalanceIsCredited, amount));
    next.l1.asset_tracker.asset_migration_number[chain] = number;
    next.ghost_migrated_to_l1[chain] = true;
    if repeats && guards.applies(Guard::ReturnNullifiedOnce) {
        next.l1.message_root.to_l1[chain] = None;
    }
    // The contract asks this after its effects, which a revert undoes.
    mailbox::request_l2_service_transaction(
        system,
        &next,
        chain,
        PriorityCall::ConfirmMigrationOnL2 { number },
    )
}

/// Whether the asset may skip migration for a chain, on L1's books.
///
/// Spec: Migration number. Solidity: `AssetTrackerBase._tokenCanSkipMigrationOnSettlementLayer`.
fn token_can_skip_migration(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let tracker = &state.l1.asset_tracker;
    let untouched = tracker.chain_balance.chain[chain] == Amount::ZERO
        || !system.guards.applies(Guard::L1SkipsOnlyUntouched);
    let on_gateway = state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::Gateway;
    let may_skip = on_gateway || !system.parameters.variant.skips_only_on_gateway();
    tracker.asset_migration_number[chain] == MigrationNumber::NEVER && untouched && may_skip
}

/// Whether the balance of `id` is tracked: of the origin chain it was not, before v31.
fn tracks(system: &AssetTracker, id: ChainId) -> bool {
    id != system.origin_chain_id() || system.guards.applies(Guard::OriginChainTracked)
}

fn balance(state: &State, id: ChainId) -> Amount {
    state.l1.asset_tracker.chain_balance[id]
}

/// What can be taken from a balance: whatever one likes, where it is not tracked.
fn available(system: &AssetTracker, state: &State, id: ChainId) -> Amount {
    if tracks(system, id) { balance(state, id) } else { system.uint.max }
}

fn increase(system: &AssetTracker, next: &mut State, id: ChainId, amount: Amount) {
    if tracks(system, id) {
        let balance = &mut next.l1.asset_tracker.chain_balance[id];
        *balance = system.uint.add(*balance, amount);
    }
}

fn decrease(system: &AssetTracker, next: &mut State, id: ChainId, amount: Amount) {
    if tracks(system, id) {
        let balance = &mut next.l1.asset_tracker.chain_balance[id];
        *balance = system.uint.sub(*balance, amount);
    }
}
