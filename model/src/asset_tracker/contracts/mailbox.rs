//! `Mailbox` facet: a chain's priority operations, and what Gateway's mailbox relays of them.
//!
//! Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Deposits through
//! Gateway, Disabling deposits during migrations.
//!
//! Not modelled, with the reason:
//! - Fees, gas and factory dependencies (`MsgValueTooLow`, `GasPerPubdataMismatch`, `TooManyFactoryDeps`).
//! - `nonReentrant` of `_requestL2TransactionSender`: the bridgehub is entered for as long.
//! - That the transaction filterer refuses (`TransactionNotAllowed`): that is a revert, like any other. The contracts
//!   call it statically, so that it can do nothing else. The document does not say so, and here it may do more.
//! - `NotSettlementLayer`: it is Gateway's mailbox that is called.
//! - `NotAssetRouter` and the legacy `requestL2Transaction`: such a request brings nothing but the base token.
//! - That `depositsPaused` is also true while a migration to Gateway is in progress: the document has the pause
//!   alone. With it, `no_unpause_while_migrating` would protect nothing that it does not protect too.

use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::types::Amount;

use super::super::messages::{InboxTx, PriorityCall, PriorityOperation};
use super::super::scenario::Asset;
use super::super::state::{BalanceChange, DepositedAsset, Lock};
use super::super::{AssetTracker, Guard, State, adversary};
use super::l1_asset_tracker::{self, Consumer};

/// A deposit becomes a priority operation, and goes through Gateway if the chain settles there. One of another
/// token is not kept: it changes no book, unless it is relayed with what this asset's deposit has brought.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `Mailbox.bridgehubRequestL2Transaction`.
pub(crate) fn bridgehub_request_l2_transaction(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    deposited: BalanceChange,
) -> Result<State, Guard> {
    let is_base_token = system.parameters.asset == Asset::BaseToken;
    let (operation, base_token) = match deposited.asset {
        Some(DepositedAsset::TheAsset) => {
            let base_token = if is_base_token { deposited.amount } else { Amount::ZERO };
            (Some(PriorityCall::Deposit { amount: deposited.amount }), base_token)
        }
        _ => (None, Amount::ZERO),
    };
    let written = write_priority_op(system, state, chain, operation)?;
    relay(system, written, chain, Relayed { operation, base_token, takes_balance_change: true })
}

/// A confirmation to a chain, the same way but without a balance change.
///
/// Spec: Migrating to Gateway. Solidity: `Mailbox.requestL2ServiceTransaction`, `_requestL2TransactionFree`.
pub(crate) fn request_l2_service_transaction(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    call: PriorityCall,
) -> Result<State, Guard> {
    let accepts = !state.is_entered(Lock::ZkChain(chain)) || adversary::has_own_facets(system, chain);

    system.guards.require(Guard::ServiceRequestNotReentered, accepts)?;

    let operation = Some(call);
    let written = write_priority_op(system, state, chain, operation)?;
    let takes_balance_change = !system.guards.applies(Guard::BalanceChangeOnlyWithDeposit);
    relay(system, written, chain, Relayed { operation, base_token: Amount::ZERO, takes_balance_change })
}

/// Puts an operation into the chain's priority queue.
///
/// Spec: Disabling deposits during migrations. Solidity: `Mailbox._writePriorityOp`.
fn write_priority_op(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    call: Option<PriorityCall>,
) -> Result<State, Guard> {
    let zk_chain = &state.l1.zk_chain[chain];
    let route = state.l1.bridgehub.settlement_layer[chain];
    let accepts = !system.is_pause_in_effect(state, chain) || adversary::has_own_facets(system, chain);

    system.guards.require(Guard::DepositsRefusedWhilePaused, accepts)?;

    let mut next = state.clone();
    if let Some(call) = call
        && system.guards.happens(Guard::DepositIsQueued) > 0
    {
        let operation = PriorityOperation { call, route, forwarded: false };
        next.l1.zk_chain[chain].priority_queue = zk_chain.priority_queue.push(operation);
    }
    Ok(next)
}

/// What a chain's mailbox tells Gateway's of an operation.
#[derive(Clone, Copy)]
pub(crate) struct Relayed {
    /// The operation, if it is one that is kept.
    operation: Option<PriorityCall>,
    /// `_baseTokenAmount`, on the word of the chain.
    base_token: Amount,
    /// `_getBalanceChange`.
    takes_balance_change: bool,
}

impl Relayed {
    /// An operation that nobody has requested.
    pub(crate) fn of_nothing() -> Self {
        Self { operation: None, base_token: Amount::ZERO, takes_balance_change: true }
    }
}

/// Tells Gateway's mailbox of an operation, if the chain settles there.
fn relay(system: &AssetTracker, state: State, chain: Chain, relayed: Relayed) -> Result<State, Guard> {
    if state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::L1 {
        return Ok(state);
    }
    request_l2_transaction_to_gateway_mailbox_with_balance_change(system, &state, chain, chain, relayed)
}

/// Relays an operation to Gateway, with what the deposit of this transaction has left for the chain.
///
/// Spec: Deposit flow with L1AssetTracker, steps 2 and 3. Solidity:
/// `Mailbox.requestL2TransactionToGatewayMailboxWithBalanceChange` of Gateway.
pub(crate) fn request_l2_transaction_to_gateway_mailbox_with_balance_change(
    system: &AssetTracker,
    state: &State,
    caller: Chain,
    chain: Chain,
    relayed: Relayed,
) -> Result<State, Guard> {
    system.guards.require(Guard::RelayOnlyByTheChain, caller == chain)?;

    let (mut next, change) = if relayed.takes_balance_change {
        l1_asset_tracker::consume_balance_change(system, state, Consumer::Gateway, chain)?
    } else {
        (state.clone(), BalanceChange::default())
    };
    let is_the_asset = change.asset == Some(DepositedAsset::TheAsset);
    let brought = if is_the_asset { change.amount } else { Amount::ZERO };
    let amount = system.uint.add(relayed.base_token, brought);
    if amount != Amount::ZERO {
        for _ in 0..system.guards.happens(Guard::DepositIsRelayed) {
            next.gateway.inbox[chain] = next.gateway.inbox[chain].push(InboxTx::ForwardDeposit { amount });
        }
    } else if relayed.operation.is_some() {
        next.gateway.inbox[chain] = next.gateway.inbox[chain].push(InboxTx::ForwardService);
    }
    Ok(next)
}
