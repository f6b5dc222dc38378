//! `Mailbox` facet, one call at a time.

use crate::asset_tracker::action::TotalsMessage;
use crate::asset_tracker::messages::{InboxTx, PriorityCall};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Guard, Parameters, Party, State, Windows};
use crate::types::{Amount, TxStatus};

use super::{
    Call, Given, deposit_returned, deposited, given, moved_to_gateway, parameters, reentrant, reported,
    with_b,
};

#[test]
fn write_priority_op_refuses() {
    given(parameters())
        .when(Action::Deposit { chain: A, amount: Amount(1) })
        .refusals()
        .row(Guard::DepositsRefusedWhilePaused, |call| call.state.l1.zk_chain.a.paused_deposits = true);
    // A pause that is announced is not in effect before its window has passed.
    let windows = Windows { pause: 1, migration: 1, gateway_lag: 0 };
    let announced = given(Parameters { windows, ..parameters() }).then([Action::PauseDeposits { chain: A }]);
    announced.when(Action::Deposit { chain: A, amount: Amount(1) }).accepted();
}

#[test]
fn facets_of_its_own_accept_deposits_whenever_they_like() {
    let deposit = |party| {
        let given = given(with_b(party, SettlementLayer::L1)).then([Action::PauseDeposits { chain: B }]);
        given.when(Action::Deposit { chain: B, amount: Amount(1) })
    };
    deposit(Party::ZkCompromised).is_refused_by(Guard::DepositsRefusedWhilePaused);
    deposit(Party::CompletelyCompromised).accepted();
}

#[test]
fn bridgehub_request_l2_transaction_goes_through_the_settlement_layer() {
    let call = PriorityCall::Deposit { amount: Amount(2) };
    let deposit = |chain| given(parameters()).when(Action::Deposit { chain, amount: Amount(2) }).accepted();
    let next = deposit(A);
    assert_eq!(operations(&next, A), [(call, SettlementLayer::L1)]);
    assert!(next.gateway.inbox.a.is_empty());
    let next = deposit(B);
    assert_eq!(operations(&next, B), [(call, SettlementLayer::Gateway)]);
    let sent: Vec<InboxTx> = next.gateway.inbox.b.iter().collect();
    assert_eq!(sent, [InboxTx::ForwardDeposit { amount: Amount(2) }]);
}

#[test]
fn request_l2_service_transaction_goes_the_same_way_without_a_balance_change() {
    let given = given(parameters()).then(deposited(A, 2)).then(moved_to_gateway(A)).then(reported(A));
    let message = TotalsMessage::Proven { chain: A };
    let next = given.when(Action::ReceiveL1ToGatewayMigration { message }).accepted();
    let number = MigrationNumber::L1_TO_GATEWAY;
    let call = PriorityCall::ConfirmMigrationOnL2 { number };
    assert_eq!(operations(&next, A), [(call, SettlementLayer::Gateway)]);
    let sent: Vec<InboxTx> = next.gateway.inbox.a.iter().collect();
    let confirmation = InboxTx::ConfirmMigrationOnGateway { number, amount: Amount(2) };
    assert_eq!(sent, [confirmation, InboxTx::ForwardService]);
}

/// What is in the chain's queue, and which way it goes.
fn operations(state: &State, chain: Chain) -> Vec<(PriorityCall, SettlementLayer)> {
    let queue = state.l1.zk_chain[chain].priority_queue;
    queue.iter().map(|operation| (operation.call, operation.route)).collect()
}

/// A has moved to Gateway with one unit and reported its totals; another deposit to it is in its mailbox.
fn in_the_mailbox() -> Given {
    let execute = Action::ExecutePriorityTx { chain: A, status: TxStatus::Success };
    let reported = given(reentrant())
        .then(deposit_returned(A))
        .then([execute])
        .then(moved_to_gateway(A))
        .then(reported(A));
    reported.then([Action::Deposit { chain: A, amount: Amount(1) }, Action::Return])
}

fn migrate() -> Action {
    Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain: A } }
}

#[test]
fn request_l2_service_transaction_refuses() {
    let before = |call: &mut Call| call.state = in_the_mailbox().state;
    let between = in_the_mailbox().then([Action::Return]);
    between.when(migrate()).refusals().row(Guard::ServiceRequestNotReentered, before);
}

#[test]
fn without_balance_change_only_with_deposit_a_service_transaction_takes_it() {
    let taking = in_the_mailbox().state.transaction.expect("the deposit is under way").before;
    let mut call = in_the_mailbox().when(migrate());
    call.state = *taking;
    call.action = Action::Deposit { chain: A, amount: Amount(1) };
    call.state = call.accepted();
    call.action = migrate();
    let sent = |call: &Call| -> Vec<InboxTx> { call.accepted().gateway.inbox.a.iter().skip(1).collect() };
    assert_eq!(sent(&call), [InboxTx::ForwardService]);
    let deposit = InboxTx::ForwardDeposit { amount: Amount(1) };
    assert_eq!(sent(&call.without(Guard::BalanceChangeOnlyWithDeposit)), [deposit]);
}
