//! Transactions that reach untrusted code, one choice at a time.

use crate::asset_tracker::action::{Payment, Source};
use crate::asset_tracker::messages::InboxTx;
use crate::asset_tracker::scenario::ChainParameters;
use crate::asset_tracker::state::{Point, TransientStorage};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::asset_tracker::{Action, Guard, Parameters, Party, State};
use crate::types::{Amount, TxStatus};

use super::{Given, deposit_returned, given, reentrant, with_b};

const DEPOSIT: Action = Action::Deposit { chain: B, amount: Amount(1) };
const LEGACY_DEPOSIT: Action = Action::DepositLegacyErc20Bridge { chain: A, amount: Amount(1) };
const OTHER_DEPOSIT: Action = Action::DepositOtherToken { chain: B };

/// Where the innermost call is, and how many calls are open.
fn place(state: &State) -> Option<(Point, usize)> {
    state.transaction.as_deref().map(|open| (open.point, open.open_calls().count()))
}

fn legacy_claim(layer: SettlementLayer) -> Action {
    let message = Payment { chain: B, layer, amount: Amount(1), source: Source::Open };
    Action::ClaimFailedDepositLegacy { message }
}

/// A withdrawal from A, proven on L1, and a failed deposit to B, proven on Gateway, which has a unit more.
fn two_payments() -> Given {
    let execute = |chain, status| Action::ExecutePriorityTx { chain, status };
    given(reentrant())
        .then(deposit_returned(A))
        .then([execute(A, TxStatus::Success), Action::Withdraw { chain: A, amount: Amount(1) }])
        .then([Action::SettleBatch { chain: A }])
        .then(deposit_returned(B))
        .then(deposit_returned(B))
        .then([Action::ExecuteInboxTx { chain: B, status: TxStatus::Success }])
        .then([execute(B, TxStatus::Failure), Action::ExecuteChainBatch { chain: B }])
}

fn withdrawal() -> Action {
    let message = Payment { chain: A, layer: SettlementLayer::L1, amount: Amount(1), source: Source::Open };
    Action::FinalizeWithdrawal { message }
}

#[test]
fn a_deposit_reaches_its_token_and_the_mailbox_and_then_ends() {
    let start = given(reentrant());
    let taking = start.clone().then([DEPOSIT]);
    assert_eq!(place(&taking.state), Some((Point::TakesTokens, 1)));
    assert_eq!(taking.state.l1.transient.balance_change.b.amount, Amount(1));
    assert_eq!(taking.state.l1.asset_tracker.chain_balance.gateway, Amount(1));
    assert!(taking.state.gateway.inbox.b.is_empty());
    let in_mailbox = taking.then([Action::Return]);
    assert_eq!(place(&in_mailbox.state), Some((Point::InMailbox, 1)));
    let ended = in_mailbox.then([Action::Return]);
    assert_eq!((place(&ended.state), ended.state.l1.transient), (None, TransientStorage::default()));
    let relayed: Vec<InboxTx> = ended.state.gateway.inbox.b.iter().collect();
    assert_eq!(relayed, [InboxTx::ForwardDeposit { amount: Amount(1) }]);
}

#[test]
fn a_revert_leaves_nothing_behind() {
    let start = given(reentrant());
    assert_eq!(start.clone().then([DEPOSIT, Action::Return, Action::Revert]).state, start.state);
    let outer = start.then([LEGACY_DEPOSIT]);
    let inner = outer.clone().then([DEPOSIT, Action::Return]);
    assert_eq!(place(&inner.state), Some((Point::InMailbox, 2)));
    assert_eq!(inner.then([Action::Revert]).state, outer.state);
}

#[test]
fn a_call_that_returns_gives_the_turn_back_to_the_code_that_made_it() {
    let given = given(reentrant()).then([LEGACY_DEPOSIT]).then(deposit_returned(B));
    let open = given.state.transaction.as_deref().expect("the outer deposit is under way");
    assert_eq!((open.call, open.point, open.nested_calls), (LEGACY_DEPOSIT, Point::TakesTokens, 1));
    assert_eq!(open.ghost_returned, [DEPOSIT]);
    let ended = given.then([Action::Return, Action::Return]).state;
    let balances = ended.l1.asset_tracker.chain_balance;
    assert_eq!((place(&ended), balances.gateway, balances.chain.a), (None, Amount(1), Amount(1)));
}

#[test]
fn at_the_bounds_untrusted_code_only_returns() {
    // Two calls are open, so the filterer that the third reaches is not waited for.
    let two = given(reentrant()).then([LEGACY_DEPOSIT, OTHER_DEPOSIT]);
    assert_eq!(place(&two.state), Some((Point::TakesTokens, 2)));
    let third = two.then([Action::Revert]).then(deposit_returned(B)).then(deposit_returned(B));
    assert_eq!(place(&third.state), Some((Point::TakesTokens, 1)));
    let made = third.then([OTHER_DEPOSIT, Action::Return, Action::Return]);
    assert_eq!(made.offers(), [Action::Return, Action::Revert], "three nested calls were made");
}

#[test]
fn another_token_leaves_this_ones_books_alone() {
    let before = given(reentrant()).then(deposit_returned(A));
    let after = before.clone().then([OTHER_DEPOSIT, Action::Return, Action::Return]);
    assert_eq!(before.state, after.state);
}

#[test]
fn a_mailbox_of_its_own_queues_nothing_and_relays_what_it_takes() {
    let a = ChainParameters { starts_on: SettlementLayer::Gateway, ..reentrant().a };
    let b = with_b(Party::CompletelyCompromised, SettlementLayer::L1).b;
    let deposit = given(Parameters { a, b, ..reentrant() }).then([DEPOSIT, Action::Return]);
    let ended = deposit.clone().then([Action::Return]).state;
    assert!(ended.l1.zk_chain.b.priority_queue.is_empty());
    let take = |chain: Chain| Action::ConsumeBalanceChange { by: Some(B), chain };
    deposit.clone().when(take(A)).is_refused_by(Guard::RelayOnlyByTheChain);
    deposit.when(take(B)).accepted();
}

/// What Gateway and A have once untrusted code has made the second payment within the first.
fn charged(payments: [Action; 2], without: Option<Guard>) -> (Amount, Amount) {
    let mut given = two_payments();
    for action in payments.into_iter().chain([Action::Return, Action::Return]) {
        let call = given.clone().when(action);
        given.state = without.map_or(call.clone(), |guard| call.without(guard)).accepted();
    }
    let balances = given.state.l1.asset_tracker.chain_balance;
    (balances.gateway, balances.chain.a)
}

#[test]
fn without_booking_before_paying_another_layer_pays() {
    let refund = legacy_claim(SettlementLayer::Gateway);
    let as_vouched = (Amount(1), Amount(0));
    assert_eq!(charged([withdrawal(), refund], None), as_vouched);
    assert_eq!(charged([refund, withdrawal()], None), as_vouched);
    let unbooked = charged([withdrawal(), refund], Some(Guard::WithdrawalBookedBeforePaid));
    assert_eq!(unbooked, (Amount(0), Amount(1)), "Gateway has paid both");
}

#[test]
fn without_refund_booked_before_paid_the_chain_pays_what_gateway_vouched_for() {
    let before = two_payments();
    let refund = legacy_claim(SettlementLayer::Gateway);
    let call = before.when(refund).without(Guard::RefundBookedBeforePaid);
    let open = call.accepted();
    assert_eq!(place(&open), Some((Point::PaysUnbooked, 1)));
    assert_eq!(open.l1.transient.settlement_layer, Some(SettlementLayer::Gateway));
    // The withdrawal of A, proven on L1, overwrites the layer; B has nothing on L1 to pay with.
    let mut nested = two_payments().when(withdrawal()).without(Guard::RefundBookedBeforePaid);
    nested.state = open;
    let mut back = two_payments().when(Action::Return).without(Guard::RefundBookedBeforePaid);
    back.state = nested.accepted();
    back.state = back.accepted();
    assert_eq!(back.state.l1.transient.settlement_layer, Some(SettlementLayer::L1));
    back.is_refused_by(Guard::PaymentIsCovered);
}
