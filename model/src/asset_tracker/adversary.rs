//! Malicious chains, and a malicious Gateway: what their code could do, whenever it could.
//!
//! A malicious chain is its books on L1 and on Gateway only. What it forges is not stored, which would make
//! the space infinite: a forgery is an action that is enabled whenever the chain's code could have made it,
//! and it is decided by the contracts on L1 and Gateway, which stay canonical.
//!
//! A chain may claim any withdrawal under one of its own batches on L1, whenever they were settled; a refund
//! that it forges there takes no more from its book than such a withdrawal. On Gateway each message is
//! checked when the batch is executed. It still consumes its priority queue in order, with any status.

pub mod gateway;

use crate::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use crate::types::{Amount, TxStatus};

use super::action::{Action, Claim, Payment, ReturnMessage, Source, TotalsMessage};
use super::contracts::gw_asset_tracker;
use super::messages::{BatchMessage, InboxTx};
use super::scenario::{Asset, Flow, History, Party};
use super::{AssetTracker, Guard, State};

/// Whether the chain's facets are its own, so that none of their conditions holds.
pub(super) fn has_own_facets(system: &AssetTracker, chain: Chain) -> bool {
    system.party_of(chain) == Party::CompletelyCompromised
}

/// Appends what the malicious `chain` can attempt.
pub(super) fn attempts(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    if !state.l1.zk_chain[chain].priority_queue.is_empty() {
        priority_operations(system, state, chain, actions);
    }
    forged_withdrawals(system, chain, actions);
    if system.runs(Flow::Interop) && is_first(system, chain) {
        forged_interop(system, state, actions);
    }
    if system.runs(Flow::MigrateToGateway) {
        forged_totals(system, state, chain, actions);
    }
    if system.runs(Flow::ComeHome) {
        forged_returns(system, chain.into(), actions);
    }
    // The Gateway from before v31 looks at no message: what was forged there is claimed on L1 (`old_forgeries`).
    if state.gateway.bridgehub.settles_here[chain] && system.has_l1_upgraded(state) {
        forged_batches(system, chain, actions);
    }
    // Its mailbox on L1 may call Gateway's at any time, wherever the chain settles.
    let relays = has_own_facets(system, chain) && system.parameters.asset == Asset::BaseToken;
    if relays && state.gateway.inbox[chain].is_empty() {
        for &amount in &system.parameters.amounts {
            actions.push(Action::RelayForgedBaseToken { chain, amount });
        }
    }
}

/// Whether the chain is the first of the malicious ones, which forges for all where it does not matter who did.
fn is_first(system: &AssetTracker, chain: Chain) -> bool {
    system.chains.iter().find(|one| !system.is_honest(**one)) == Some(&chain)
}

/// Interop to honest chains under a batch on L1, which nobody has checked.
fn forged_interop(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    for &chain in system.chains.iter().filter(|chain| system.is_honest(**chain)) {
        if system.settles_on(state, chain).is_none() || state.chain[chain].batch.is_some() {
            continue;
        }
        for &amount in &system.parameters.amounts {
            actions.push(Action::ClaimInterop { chain, to: chain, amount, source: Source::Forged });
        }
    }
}

/// Appends what the malicious `chain` has put into batches on L1 that somebody may submit there.
pub(super) fn submissions(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    forged_withdrawals(system, chain, actions);
    if system.runs(Flow::MigrateToGateway) {
        forged_totals(system, state, chain, actions);
    }
    if system.runs(Flow::ComeHome) {
        forged_returns(system, chain.into(), actions);
    }
}

/// Withdrawals under one of its batches on L1, and those that a proof of more layers would add.
fn forged_withdrawals(system: &AssetTracker, chain: Chain, actions: &mut Vec<Action>) {
    if !system.runs(Flow::Withdraw) {
        return;
    }
    for &amount in &system.parameters.amounts {
        let layer = SettlementLayer::L1;
        let message = Payment { chain, layer, amount, source: Source::Forged };
        actions.push(Action::FinalizeWithdrawal { message });
    }
    let is_old = match system.parameters.history {
        History::SinceV31 => false,
        History::Upgraded => true,
        History::BeforeV31 => system.parameters.chain(chain).starts_on == SettlementLayer::Gateway,
    };
    if is_old {
        old_forgeries(system, chain, actions);
    }
    deeper_proofs(system, chain, actions);
}

/// Withdrawals that the malicious `chain` put into batches on the old Gateway, which did not look at them.
fn old_forgeries(system: &AssetTracker, chain: Chain, actions: &mut Vec<Action>) {
    for &amount in &system.parameters.amounts {
        let (layer, source) = (SettlementLayer::Gateway, Source::Vouched(Claim::Own));
        let message = Payment { chain, layer, amount, source };
        actions.push(Action::FinalizeWithdrawal { message });
    }
}

/// Withdrawals of other chains that Gateway is said to have proven under the malicious chain `under`.
fn deeper_proofs(system: &AssetTracker, under: Chain, actions: &mut Vec<Action>) {
    for chain in system.parameters.others(under) {
        for &amount in &system.parameters.amounts {
            let (layer, source) = (SettlementLayer::Gateway, Source::Vouched(Claim::Deeper { under }));
            let message = Payment { chain, layer, amount, source };
            actions.push(Action::FinalizeWithdrawal { message });
        }
    }
}

fn priority_operations(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let queue = state.l1.zk_chain[chain].priority_queue;
    let is_here = match system.settles_on(state, chain) {
        Some(SettlementLayer::L1) => true,
        Some(SettlementLayer::Gateway) => {
            queue.first().is_some_and(|one| one.forwarded || one.route == SettlementLayer::L1)
        }
        None => false,
    };
    if is_here {
        actions.push(Action::ExecutePriorityTx { chain, status: TxStatus::Success });
        let is_read = state.gateway.bridgehub.settles_here[chain];
        if is_read && system.runs(Flow::FailDeposit) && system.parameters.asset != Asset::BaseToken {
            actions.push(Action::ExecutePriorityTx { chain, status: TxStatus::Failure });
        }
    }
}

/// Totals about itself and about other chains: any that make L1 keep something from one unit too few
/// to be a number to one unit too many, and some for a migration that has not happened.
fn forged_totals(system: &AssetTracker, state: &State, sender: Chain, actions: &mut Vec<Action>) {
    let one_too_many = i8::try_from(system.uint.max.0).unwrap_or(i8::MAX).saturating_add(1);
    for &chain in &system.chains {
        let current = state.l1.chain_asset_handler.migration_number[chain];
        let mut forge = |amount_to_keep, chain_migration_number| {
            let message = TotalsMessage::Forged { sender, chain, amount_to_keep, chain_migration_number };
            actions.push(Action::ReceiveL1ToGatewayMigration { message });
        };
        for amount_to_keep in -1..=one_too_many {
            forge(amount_to_keep, current);
        }
        forge(0, current.next());
    }
}

/// Returned balances of any chain, which only Gateway may report.
fn forged_returns(system: &AssetTracker, sender: ChainId, actions: &mut Vec<Action>) {
    for &chain in &system.chains {
        for amount in system.parameters.amounts.iter().copied().chain([Amount::ZERO]) {
            for chain_migration_number in [MigrationNumber::L1_TO_GATEWAY, MigrationNumber::GATEWAY_TO_L1] {
                let message = ReturnMessage::Forged { sender, chain, amount, chain_migration_number };
                actions.push(Action::ReceiveGatewayToL1Migration { message });
            }
        }
    }
}

/// Batches on Gateway with any one message.
fn forged_batches(system: &AssetTracker, chain: Chain, actions: &mut Vec<Action>) {
    let forge =
        |actions: &mut Vec<Action>, message| actions.push(Action::SettleForgedBatch { chain, message });
    for &amount in &system.parameters.amounts {
        if system.runs(Flow::Withdraw) {
            forge(actions, BatchMessage::Withdrawal { amount });
        }
        if system.runs(Flow::Interop) {
            for to in system.parameters.others(chain) {
                forge(actions, BatchMessage::Interop { to, amount });
            }
            let is_alone = system.parameters.others(chain).next().is_none();
            if system.parameters.variant.holds_interop_pending() && !is_alone {
                forge(actions, BatchMessage::InteropExecuted { amount });
            }
        }
        // The log of an operation that Gateway never received.
        if system.runs(Flow::FailDeposit) {
            let (status, route) = (TxStatus::Failure, SettlementLayer::L1);
            forge(actions, BatchMessage::Status { status, amount, route, forwarded: false });
        }
    }
}

/// A malicious chain proves a batch of its choice on Gateway, which checks it like any other.
///
/// Spec: Settlement of chains and interop.
pub(super) fn settle_forged_batch(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    message: BatchMessage,
) -> Result<State, Guard> {
    gw_asset_tracker::process_logs_and_messages(system, state, chain, message)
}

/// A malicious chain has taken an operation from its queue and reports what it likes of it.
pub(super) fn report_priority_tx(
    system: &AssetTracker,
    taken: &State,
    chain: Chain,
    log: BatchMessage,
) -> Result<State, Guard> {
    if taken.gateway.bridgehub.settles_here[chain] {
        return gw_asset_tracker::process_logs_and_messages(system, taken, chain, log);
    }
    Ok(taken.clone())
}

/// A completely compromised chain's mailbox states a base token deposit that nobody made.
///
/// Spec: Security notes around the deposits ("we trust the chain to provide the correct
/// `baseTokenAmount`").
pub(super) fn relay_forged_base_token(state: &State, chain: Chain, amount: Amount) -> State {
    let mut next = state.clone();
    next.gateway.inbox[chain] = next.gateway.inbox[chain].push(InboxTx::ForwardDeposit { amount });
    next
}
