//! `GWAssetTracker`: that no chain on Gateway sends out more than it has.
//!
//! Document: "Contract-based and Full AssetTracker", Gateway asset tracker, Migration from Gateway.
//!
//! Not modelled, with the reason:
//! - `onlyChain`, `onlyL2InteropCenter`, `onlyServiceTransactionSender`, `ChainIdNotRegistered`: the caller and
//!   the chain hold by construction.
//! - `InvalidMessage`, `InvalidServiceLog`, `InvalidFunctionSignature`, `InvalidInteropChainId`, `CanNotSendInteropToL1`,
//!   `MustBeWithdrawalToL1`, `InvalidBuiltInContractMessage`, `ReconstructionMismatch` and their like: a batch says
//!   what it says, and says it in the right form.
//! - That a processed log deletes its recorded balance change: an operation leaves the queue when it is
//!   executed, and a log of one that is not recorded is attempted in any case.
//! - `InvalidCanonicalTxHash` on recording: the canonical mailbox gives each operation a hash of its own.
//! - Settlement fees: not in the document.

use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::types::Amount;

use super::super::guards::Confirmed;
use super::super::messages::{BatchMessage, GatewayToL1Message, L1ToGatewayMessage};
use super::super::{AssetTracker, Guard, State};
use super::l1_message_root;

/// Credits a chain with a deposit that Gateway relays, and records it; 0 for a service transaction.
///
/// Spec: Deposits through Gateway. Solidity: `GWAssetTracker.handleChainBalanceIncreaseOnGateway`.
pub(crate) fn handle_chain_balance_increase_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let number = state.gateway.chain_asset_handler.migration_number[chain];
    let balance = state.gateway.asset_tracker.chain_balance[chain];

    let guards = &system.guards;
    guards.require_eq(Guard::RelayedToSettledChain, number, MigrationNumber::L1_TO_GATEWAY)?;
    guards.require(Guard::RelayIncreaseFits, system.uint.fits(balance, amount))?;

    let mut next = state.clone();
    let other = system.parameters.others(chain).next().unwrap_or(chain);
    let credited = guards.whom(Guard::RelayIsCredited, chain, other);
    let to = &mut next.gateway.asset_tracker.chain_balance[credited];
    let before = if guards.overwrites(Guard::RelayIsCredited) { Amount::ZERO } else { *to };
    *to = system.uint.add(before, guards.moves(Guard::RelayIsCredited, amount));
    // Whether the balance was untouched is asked of the state before it was credited.
    let seen = guards.seen(Guard::GwSkipsOnlyUntouched, state, &next);
    if amount != Amount::ZERO && token_can_skip_migration(system, seen, chain) {
        next.gateway.asset_tracker.asset_migration_number[chain] = number;
    }
    Ok(next)
}

/// Processes what a chain's batch says.
///
/// Spec: Settlement of chains and interop. Solidity: `GWAssetTracker.processLogsAndMessages`.
pub(crate) fn process_logs_and_messages(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    message: BatchMessage,
) -> Result<State, Guard> {
    let mut next = match message {
        BatchMessage::Status { amount, route, forwarded, .. } => {
            let log = StatusLog { failed: amount, route, forwarded };
            handle_potential_failed_deposit(system, state, chain, log)?
        }
        BatchMessage::Withdrawal { amount } => handle_asset_router_message(system, state, chain, amount)?,
        BatchMessage::Interop { to, amount } => {
            handle_interop_center_message(system, state, chain, to, amount)?
        }
        BatchMessage::InteropExecuted { amount } => {
            handle_interop_handler_message(system, state, chain, amount)?
        }
        BatchMessage::L1ToGateway { message } => check_asset_tracker_message(state, chain, message),
    };
    l1_message_root::add_gateway_batch_root(system, &mut next);
    Ok(next)
}

/// The log of a priority operation, as the tracker reads it.
#[derive(Clone, Copy)]
struct StatusLog {
    /// What a failed deposit would have brought; 0 of any other operation.
    failed: Amount,
    /// The settlement layer of the chain when it was requested.
    route: SettlementLayer,
    /// Whether its balance change is recorded.
    forwarded: bool,
}

/// Takes back what a failed deposit brought; Gateway will pay the refund on L1.
///
/// Spec: Failed deposits. Solidity: `GWAssetTracker._handlePotentialFailedDeposit`.
fn handle_potential_failed_deposit(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    log: StatusLog,
) -> Result<State, Guard> {
    let StatusLog { failed, route, forwarded } = log;
    let balance = state.gateway.asset_tracker.chain_balance[chain];

    let guards = &system.guards;
    guards.require(Guard::FailedDepositWasForwarded, forwarded)?;
    guards.require_le(Guard::FailedDepositIsCovered, failed, balance)?;

    let mut next = state.clone();
    if failed != Amount::ZERO {
        let debited = guards.moves(Guard::FailedDepositIsDebited, failed);
        next.gateway.asset_tracker.chain_balance[chain] = system.uint.sub(balance, debited);
        let record = guards.adds(Guard::FailedDepositIsVouched);
        next.gateway.batch.failed_deposits[chain].record(system.slot(failed), record);
        next.ghost_foreign_refund[chain] |= route != SettlementLayer::Gateway;
    }
    Ok(next)
}

/// Debits a withdrawal; Gateway will pay it on L1.
///
/// Spec: Withdrawals. Solidity: `GWAssetTracker._handleAssetRouterMessage`,
/// `_handleBaseTokenSystemContractMessage`.
fn handle_asset_router_message(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let balance = state.gateway.asset_tracker.chain_balance[chain];

    let guards = &system.guards;
    let counted = guards.reads(Guard::WithdrawalIsCovered, balance, without_pending(system, state, chain));
    guards.require_le(Guard::WithdrawalIsCovered, amount, counted)?;

    let mut next = state.clone();
    let debited = guards.moves(Guard::WithdrawalIsDebited, amount);
    next.gateway.asset_tracker.chain_balance[chain] = system.uint.sub(balance, debited);
    let record = guards.adds(Guard::WithdrawalIsVouched);
    next.gateway.batch.withdrawals[chain].record(system.slot(amount), record);
    Ok(next)
}

/// What a chain has on Gateway, less what is pending: what a guard that is too strict counts.
fn without_pending(system: &AssetTracker, state: &State, chain: Chain) -> Amount {
    let tracker = &state.gateway.asset_tracker;
    system.uint.sub(tracker.chain_balance[chain], tracker.pending_interop_balance[chain])
}

/// Debits the sender of interop, and credits its recipient at once or as pending.
///
/// Spec: Settlement of chains and interop. Solidity: `GWAssetTracker._handleInteropCenterMessage`.
fn handle_interop_center_message(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    to: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    if system.parameters.variant.strands_nothing() && !state.gateway.bridgehub.settles_here[to] {
        // Nobody could claim it there, so Gateway pays it on L1.
        return handle_asset_router_message(system, state, chain, amount);
    }
    let tracker = &state.gateway.asset_tracker;
    let balance = tracker.chain_balance[chain];
    let is_pending = system.parameters.variant.holds_interop_pending();
    let credited = if is_pending { tracker.pending_interop_balance[to] } else { tracker.chain_balance[to] };

    let guards = &system.guards;
    let counted = guards.reads(Guard::InteropIsCovered, balance, without_pending(system, state, chain));
    guards.require_le(Guard::InteropIsCovered, amount, counted)?;
    guards.require(Guard::InteropIncreaseFits, system.uint.fits(credited, amount))?;

    let mut next = state.clone();
    let tracker = &mut next.gateway.asset_tracker;
    tracker.chain_balance[chain] = system.uint.sub(balance, guards.moves(Guard::InteropIsDebited, amount));
    let credit = if is_pending { &mut tracker.pending_interop_balance } else { &mut tracker.chain_balance };
    let credit = &mut credit[guards.whom(Guard::InteropIsCredited, to, chain)];
    let before = if guards.overwrites(Guard::InteropIsCredited) { Amount::ZERO } else { *credit };
    *credit = system.uint.add(before, guards.moves(Guard::InteropIsCredited, amount));
    if system.is_honest(to) {
        let record = guards.adds(Guard::BundleIsProvable);
        next.chain[to].interop.record(system.slot(amount), record);
    } else {
        next.ghost_put_in[to] = next.ghost_put_in[to].plus(amount);
    }
    if !system.is_honest(chain) {
        next.ghost_put_in[chain] = next.ghost_put_in[chain].minus(amount);
    }
    Ok(next)
}

/// Makes pending interop the recipient's own, once it has executed the bundle.
///
/// Spec: Settlement of chains and interop. Solidity: `GWAssetTracker._handleInteropHandlerMessage`.
fn handle_interop_handler_message(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let pending = state.gateway.asset_tracker.pending_interop_balance[chain];
    let balance = state.gateway.asset_tracker.chain_balance[chain];

    let guards = &system.guards;
    guards.require_le(Guard::InteropWasPending, amount, pending)?;

    let mut next = state.clone();
    let released = guards.moves(Guard::PendingIsReleased, amount);
    next.gateway.asset_tracker.pending_interop_balance[chain] = system.uint.sub(pending, released);
    let before = if guards.overwrites(Guard::PendingIsCredited) { Amount::ZERO } else { balance };
    let credited = guards.moves(Guard::PendingIsCredited, amount);
    next.gateway.asset_tracker.chain_balance[chain] = system.uint.add(before, credited);
    Ok(next)
}

/// Passes a chain's totals on to L1, which alone reads them.
///
/// Spec: Migrating to Gateway. Solidity: `GWAssetTracker._checkAssetTrackerMessageSelector`.
fn check_asset_tracker_message(state: &State, chain: Chain, message: L1ToGatewayMessage) -> State {
    let mut next = state.clone();
    next.gateway.batch.to_gateway[chain] = Some(message);
    next.gateway.batch.reported_totals[chain] = state.chain[chain].reported_totals;
    next
}

/// Credits a chain with what it has taken along from L1.
///
/// Spec: Migrating to Gateway. Solidity: `GWAssetTracker.confirmMigrationOnGateway`; for a migration from
/// Gateway it does nothing, and no message is modelled.
pub(crate) fn confirm_migration_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    number: MigrationNumber,
    amount: Amount,
) -> Result<State, Guard> {
    let balance = state.gateway.asset_tracker.chain_balance[chain];

    let guards = &system.guards;
    guards.require(Guard::ConfirmationIncreaseFits, system.uint.fits(balance, amount))?;

    let mut next = state.clone();
    let before = if guards.applies(Guard::ConfirmationAddsToBalance) { balance } else { Amount::ZERO };
    let (before, added) =
        (before.times(guards.times(Confirmed::Balance)), amount.times(guards.times(Confirmed::Migrated)));
    next.gateway.asset_tracker.asset_migration_number[chain] = number;
    next.gateway.asset_tracker.chain_balance[chain] = system.uint.add(before, added);
    Ok(next)
}

/// Sends home what a chain that has left still has on Gateway.
///
/// Spec: Migration from Gateway. Solidity: `GWAssetTracker.initiateGatewayToL1MigrationOnGateway`. The contract
/// asks for the asset's number first, which is then the only refusal one sees.
pub(crate) fn initiate_gateway_to_l1_migration_on_gateway(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
) -> Result<State, Guard> {
    let current = state.gateway.chain_asset_handler.migration_number[chain];
    // Of a chain that settles here, the number before it came counts.
    let number = if state.gateway.bridgehub.settles_here[chain] { current.previous() } else { current };
    let repeats = system.parameters.variant.returns_repeatedly();
    let stored_number = state.gateway.asset_tracker.asset_migration_number[chain];
    let sent_number = if repeats { MigrationNumber::NEVER } else { stored_number };

    let guards = &system.guards;
    guards.require_eq(Guard::ReturnStartsAfterLeaving, number, MigrationNumber::GATEWAY_TO_L1)?;
    guards.require_lt(Guard::GwAssetMigrationNumber, sent_number, number)?;

    let mut next = state.clone();
    if guards.applies(Guard::GwBalanceZeroed) {
        next.gateway.asset_tracker.chain_balance[chain] = Amount::ZERO;
    }
    let own = guards.seen(Guard::GwBalanceZeroed, state, &next).gateway.asset_tracker.chain_balance[chain];
    let pending = if system.parameters.variant.strands_nothing() {
        std::mem::take(&mut next.gateway.asset_tracker.pending_interop_balance[chain])
    } else {
        Amount::ZERO
    };
    let amount = system.uint.add(own, pending);
    let message = Some(GatewayToL1Message { chain_migration_number: number, amount });
    let earlier = next.gateway.batch.to_l1[chain];
    // A message that brings nothing home need not be sent where another one can be.
    let is_needed = !repeats || amount != Amount::ZERO;
    if is_needed && guards.happens(Guard::ReturnIsSent) > 0 {
        next.gateway.batch.to_l1[chain] = l1_message_root::sent_home(system, earlier, message);
    }
    next.gateway.asset_tracker.asset_migration_number[chain] = number;
    l1_message_root::add_gateway_batch_root(system, &mut next);
    Ok(next)
}

/// Whether the asset may skip migration for a chain, on Gateway's books.
///
/// Spec: Migration number. Solidity: `AssetTrackerBase._tokenCanSkipMigrationOnSettlementLayer`.
fn token_can_skip_migration(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let tracker = &state.gateway.asset_tracker;
    let untouched =
        tracker.chain_balance[chain] == Amount::ZERO || !system.guards.applies(Guard::GwSkipsOnlyUntouched);
    tracker.asset_migration_number[chain] == MigrationNumber::NEVER && untouched
}
