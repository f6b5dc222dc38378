//! `Mailbox` facet: a chain's priority operations, and what Gateway's mailbox relays of them.
//!
//! Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Deposits through
//! Gateway, Disabling deposits during migrations.
//!
//! Not modelled, with the reason:
//! - Fees, gas and factory dependencies (`MsgValueTooLow`, `GasPerPubdataMismatch`, `TooManyFactoryDeps`).
//! - The transaction filterer (`TransactionNotAllowed`): untrusted code, which nothing calls here.
//! - `NotSettlementLayer` and `NotHyperchain`: who calls Gateway's mailbox holds by construction.
//! - That `depositsPaused` is also true while a migration to Gateway is in progress: the document has the pause
//!   alone. With it, `no_unpause_while_migrating` would protect nothing that it does not protect too.

use crate::types::{Amount, Chain, SettlementLayer};

use super::super::messages::{InboxTx, PriorityCall, PriorityOperation};
use super::super::{AssetTracker, Guard, State, adversary};

/// A deposit becomes a priority operation, and goes through Gateway if the chain settles there.
///
/// Spec: Deposit flow with L1AssetTracker. Solidity: `Mailbox.bridgehubRequestL2Transaction`.
pub(crate) fn bridgehub_request_l2_transaction(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    call: PriorityCall,
) -> Result<State, Guard> {
    let mut next = write_priority_op(system, state, chain, call)?;
    if let PriorityCall::Deposit { amount } = call {
        request_l2_transaction_to_gateway_mailbox(&mut next, chain, amount);
    }
    Ok(next)
}

/// A confirmation to a chain, the same way but without a balance change.
///
/// Spec: Migrating to Gateway. Solidity: `Mailbox.requestL2ServiceTransaction`.
pub(crate) fn request_l2_service_transaction(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    call: PriorityCall,
) -> Result<State, Guard> {
    let mut next = write_priority_op(system, state, chain, call)?;
    request_l2_transaction_to_gateway_mailbox(&mut next, chain, Amount::ZERO);
    Ok(next)
}

/// Puts an operation into the chain's priority queue.
///
/// Spec: Disabling deposits during migrations. Solidity: `Mailbox._writePriorityOp`.
fn write_priority_op(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    call: PriorityCall,
) -> Result<State, Guard> {
    let zk_chain = &state.l1.zk_chain[chain];
    let route = state.l1.bridgehub.settlement_layer[chain];
    let accepts = !zk_chain.paused_deposits || adversary::has_own_facets(system, chain);

    system.guards.require(Guard::DepositsRefusedWhilePaused, accepts)?;

    let mut next = state.clone();
    let operation = PriorityOperation { call, route, forwarded: false };
    next.l1.zk_chain[chain].priority_queue = zk_chain.priority_queue.push(operation);
    Ok(next)
}

/// Relays an operation of a chain that settles on Gateway, with the balance change that the tracker
/// has set in the same transaction; 0 for a service transaction.
///
/// Spec: Deposit flow with L1AssetTracker, steps 2 and 3. Solidity:
/// `Mailbox.requestL2TransactionToGatewayMailboxWithBalanceChange`, `L1AssetTracker.consumeBalanceChange`.
fn request_l2_transaction_to_gateway_mailbox(next: &mut State, chain: Chain, amount: Amount) {
    if next.l1.bridgehub.settlement_layer[chain] == SettlementLayer::L1 {
        return;
    }
    let tx =
        if amount == Amount::ZERO { InboxTx::ForwardService } else { InboxTx::ForwardDeposit { amount } };
    next.gateway.inbox[chain] = next.gateway.inbox[chain].push(tx);
}
