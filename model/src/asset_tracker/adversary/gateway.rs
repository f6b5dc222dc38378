//! A malicious Gateway: its contracts are canonical, and what it proves is anything.
//!
//! Document: "Contract-based and Full AssetTracker", Security assumptions ("ZK compromised at most").
//!
//! Like a malicious chain it is its book on L1 only. What it says of any chain is attempted at any time, with any
//! content, and L1's contracts decide. What happens on it need not be followed where it was malicious from the
//! start: it may prove any of that, and nothing on L1 reads more than what it proves.
//!
//! A failure of a deposit that it forges takes no more from a book than a forged withdrawal does.

use crate::asset_tracker::topology::{ChainId, MigrationNumber, PerChain, SettlementLayer};
use crate::types::TxStatus;

use super::super::action::{Action, Claim, Payment, Source};
use super::super::scenario::{Flow, History, Party};
use super::super::{AssetTracker, State, environment};
use super::{forged_returns, forged_totals};
use crate::fifo::Fifo;

/// Whether Gateway proves what it likes: from the start, or since it has lost its whitelisting.
pub(in super::super) fn is_compromised(system: &AssetTracker, state: &State) -> bool {
    let is_withdrawn = !state.l1.bridgehub.is_gateway_whitelisted;
    system.parameters.gateway == Party::ZkCompromised && (system.gateway_starts_compromised || is_withdrawn)
}

/// Appends what a malicious Gateway can attempt.
pub(in super::super) fn attempts(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    for rewrites in [false, true] {
        actions.push(Action::SettleForgedGatewayBatch { rewrites });
    }
    if system.runs(Flow::Withdraw) {
        forged_payments(system, state, actions);
    }
    if system.runs(Flow::MigrateToGateway) {
        forged_results(system, state, actions);
        // An honest chain's totals, which it has not reported; a malicious one forges its own.
        for &chain in system.chains.iter().filter(|chain| system.is_honest(**chain)) {
            forged_totals(system, state, chain, actions);
        }
    }
    if system.runs(Flow::ComeHome) {
        forged_returns(system, ChainId::Gateway, actions);
        for &chain in &system.chains {
            if !state.l1.message_root.left_gateway[chain] {
                actions.push(Action::FinalizeMigrationFromGateway { chain });
            }
        }
    }
}

/// Withdrawals of any chain, from any of its batches.
fn forged_payments(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    let is_old = system.parameters.history == History::Upgraded;
    let is_rewritten = state.l1.message_root.is_history_rewritten;
    for &chain in &system.chains {
        for &amount in &system.parameters.amounts {
            let mut forge = |claim| {
                let (layer, source) = (SettlementLayer::Gateway, Source::Vouched(claim));
                let message = Payment { chain, layer, amount, source };
                actions.push(Action::FinalizeWithdrawal { message });
            };
            forge(Claim::SinceV31);
            if is_old {
                forge(Claim::BeforeV31);
            }
            if is_old && is_rewritten {
                forge(Claim::Rewritten);
            }
        }
    }
}

/// Any result of a chain's migration that Gateway has not proven already.
fn forged_results(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    for &chain in &system.chains {
        for status in [TxStatus::Success, TxStatus::Failure] {
            if state.l1.message_root.migration_status[chain] != Some(status) {
                actions.push(Action::ConfirmMigration { chain, status, earlier: false });
            }
        }
    }
}

/// Clears what happens on a Gateway that was malicious from the start.
///
/// The queue of a chain that is there, or was, decides nothing either: such a chain is malicious, and Gateway hands
/// it back with as much of its queue executed as it likes. Like all that is forgotten, a queue that was cleared is looked
/// at again only where an action wrote to it.
pub(in super::super) fn forget(system: &AssetTracker, before: Option<&State>, next: &mut State) {
    next.gateway = environment::init_gateway(PerChain::all(false), PerChain::all(MigrationNumber::NEVER));
    let was_there =
        |state: &State, chain| state.l1.chain_asset_handler.migration_number[chain] != MigrationNumber::NEVER;
    for &chain in &system.chains {
        let queue = next.l1.zk_chain[chain].priority_queue;
        let is_written =
            |before: &State| before.l1.zk_chain[chain].priority_queue != queue || !was_there(before, chain);
        if was_there(next, chain) && before.is_none_or(is_written) {
            next.l1.zk_chain[chain].priority_queue = Fifo::empty();
        }
    }
}
