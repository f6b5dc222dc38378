//! The environment and the adversary, one move at a time: they refuse nothing of their own.

use crate::asset_tracker::messages::{Batch, BatchMessage, InboxTx};
use crate::asset_tracker::scenario::ChainParameters;
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Asset, Guard, Parameters, Party};
use crate::types::{Amount, TxStatus};

use super::{Given, given, moved_to_gateway, parameters, paused_on_gateway, with_b};

const DEPOSIT: Action = Action::Deposit { chain: B, amount: Amount(1) };
const RELAY: Action = Action::ExecuteInboxTx { chain: B, status: TxStatus::Success };

fn execute(status: TxStatus) -> Action {
    Action::ExecutePriorityTx { chain: B, status }
}

/// Completely compromised B and a token in which its mailbox may claim deposits that nobody made.
fn forger() -> Given {
    let b = with_b(Party::CompletelyCompromised, SettlementLayer::L1).b;
    given(Parameters { b, asset: Asset::BaseToken, ..parameters() })
}

/// ZK-compromised B on Gateway, which has relayed a deposit to it.
fn relayed_to_malicious_b() -> Given {
    given(with_b(Party::ZkCompromised, SettlementLayer::Gateway)).then([DEPOSIT, RELAY])
}

#[test]
fn a_relay_that_fails_is_gone_and_remembered() {
    let fail = Action::ExecuteInboxTx { chain: B, status: TxStatus::Failure };
    let left = [Action::PauseDeposits { chain: B }, RELAY, Action::MigrateFromGateway { chain: B }];
    // The admin of B reopens its deposits, and B leaves before Gateway relays the next one.
    let late = given(parameters()).then(left).then([Action::UnpauseDeposits { chain: B }, DEPOSIT]);
    late.clone().when(RELAY).is_refused_by(Guard::RelayedToSettledChain);
    late.when(fail).changes(|next| {
        next.gateway.inbox.b = next.gateway.inbox.b.without_first();
        next.ghost_relay_refused.b = Amount(1);
    });
}

#[test]
fn a_failed_arrival_on_gateway_is_provable_on_l1() {
    let [pause, leave, ..] = moved_to_gateway(A);
    let departed = given(parameters()).then([pause, leave]);
    departed.when(Action::ExecuteInboxTx { chain: A, status: TxStatus::Failure }).changes(|next| {
        next.gateway.inbox.a = next.gateway.inbox.a.without_first();
        next.l1.message_root.migration_status.a = Some(TxStatus::Failure);
    });
}

#[test]
fn a_relay_marks_the_first_operation_that_gateway_has_not_received() {
    let received = |given: &Given| -> Vec<bool> {
        given.state.l1.zk_chain.b.priority_queue.iter().map(|operation| operation.forwarded).collect()
    };
    let given = given(parameters()).then([DEPOSIT, DEPOSIT, DEPOSIT]);
    assert_eq!(received(&given), [false, false, false]);
    assert_eq!(received(&given.then([RELAY, RELAY])), [true, true, false]);
}

#[test]
fn a_failed_deposit_changes_nothing_on_its_chain_but_the_batch() {
    given(parameters()).then([DEPOSIT, RELAY]).when(execute(TxStatus::Failure)).changes(|next| {
        next.l1.zk_chain.b.priority_queue = next.l1.zk_chain.b.priority_queue.without_first();
        let status = TxStatus::Failure;
        let route = SettlementLayer::Gateway;
        let message = BatchMessage::Status { status, amount: Amount(1), route, forwarded: true };
        next.chain.b.batch =
            Some(Batch { message, committed: true, ghost_begun_on: SettlementLayer::Gateway });
    });
}

#[test]
fn a_malicious_chain_consumes_its_queue_and_keeps_no_books() {
    // On L1 nobody reads what it says of an operation.
    let on_l1 = given(with_b(Party::ZkCompromised, SettlementLayer::L1)).then([DEPOSIT]);
    on_l1.when(execute(TxStatus::Success)).changes(|next| {
        next.l1.zk_chain.b.priority_queue = next.l1.zk_chain.b.priority_queue.without_first();
    });
    relayed_to_malicious_b().when(execute(TxStatus::Success)).changes(|next| {
        next.l1.zk_chain.b.priority_queue = next.l1.zk_chain.b.priority_queue.without_first();
    });
    relayed_to_malicious_b().when(execute(TxStatus::Failure)).changes(|next| {
        next.l1.zk_chain.b.priority_queue = next.l1.zk_chain.b.priority_queue.without_first();
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.l1.message_root.failed_deposits.b.gateway.add(0);
    });
}

#[test]
fn a_forged_batch_is_checked_like_any_other() {
    let forge = |amount| Action::SettleForgedBatch {
        chain: B,
        message: BatchMessage::Withdrawal { amount: Amount(amount) },
    };
    relayed_to_malicious_b().when(forge(1)).changes(|next| {
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.l1.message_root.withdrawals.b.gateway.add(0);
    });
    relayed_to_malicious_b().when(forge(2)).is_refused_by(Guard::WithdrawalIsCovered);
}

#[test]
fn a_forged_refund_on_gateway_needs_an_operation_that_gateway_has_received() {
    let status = TxStatus::Failure;
    let route = SettlementLayer::L1;
    let message = BatchMessage::Status { status, amount: Amount(1), route, forwarded: false };
    let call = relayed_to_malicious_b().when(Action::SettleForgedBatch { chain: B, message });
    call.is_refused_by(Guard::FailedDepositWasForwarded);
    call.without(Guard::FailedDepositWasForwarded).changes(|next| {
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.l1.message_root.failed_deposits.b.gateway.add(0);
        next.ghost_foreign_refund.b = true;
    });
}

#[test]
fn a_forged_base_token_deposit_needs_a_chain_that_settles_on_gateway() {
    let forge = Action::RelayForgedBaseToken { chain: B, amount: Amount(1) };
    forger().when(forge).changes(|next| {
        next.gateway.inbox.b = next.gateway.inbox.b.push(InboxTx::ForwardDeposit { amount: Amount(1) });
    });
    let forged = forger().then([forge]);
    forged.clone().when(RELAY).is_refused_by(Guard::RelayedToSettledChain);
    // Nobody made the deposit, so none is missing when Gateway refuses it.
    forged.when(Action::ExecuteInboxTx { chain: B, status: TxStatus::Failure }).changes(|next| {
        next.gateway.inbox.b = next.gateway.inbox.b.without_first();
    });
}

#[test]
fn an_announced_pause_is_offered_once_at_a_time() {
    let [pause, receive] = paused_on_gateway(B);
    let unpaused = given(parameters()).then([pause, Action::UnpauseDeposits { chain: B }]);
    assert!(!unpaused.offers().contains(&pause));
    unpaused.then([receive]).when(pause).accepted();
}

#[test]
fn an_absent_chain_attempts_nothing() {
    let absent = ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false };
    let alone = given(Parameters { b: absent, ..parameters() });
    let offered = alone.offers();
    assert!(!offered.is_empty());
    assert!(offered.iter().all(|action| !format!("{action:?}").contains("chain: B")), "{offered:?}");
}
