//! `TeleporterManager` and Teleporter: from whom a message is taken, how often, and in which order updates apply.

use super::*;
use crate::multi_l1_token::Guard;
use crate::multi_l1_token::action::Forger;
use crate::multi_l1_token::state::Pending;

const X: Chain = Chain::Main(Main::X);

#[test]
fn forgeries_are_refused() {
    let mint = Content::Mint { user: BOB, amount: Amount(1) };
    let message = Message { to: Chain::App(A), content: mint };
    for (by, guard) in [
        (Forger::Caller, Guard::CallerIsTeleporter),
        (Forger::OtherChain, Guard::SourceChainIsRegistered),
        (Forger::OtherContract, Guard::OriginSenderIsRegistered),
    ] {
        let call = given(documented()).when(Action::Forge { message, taken: Taken::NOTHING, by });
        call.is_refused_by(guard);
        let next = call.without(guard).accepted();
        assert!(next.ghost.forged, "{guard:?}");
    }
}

#[test]
fn a_compromised_app_reports_of_itself_only() {
    let budgets = Budgets { compromised_reports: 1, transfers: 1, ..Budgets::default() };
    let (from, to, main, amount) = (ALICE, BOB, Main::X, Amount(1));
    let report = |app| {
        let content = Content::Result { from, to, main, amount, app, is_locked: false };
        let message = Message { to: Chain::Main(Main::X), content };
        Action::Forge { message, taken: Taken::NOTHING, by: Forger::CompromisedFt }
    };
    let call = given(Parameters { budgets, ..repaired() }).when(report(App::A));
    call.is_refused_by(Guard::ReportIsOfItsOwnChain);
    call.without(Guard::ReportIsOfItsOwnChain).accepted();
    given(Parameters { budgets, ..repaired() }).when(report(App::B)).accepted();
    given(Parameters { budgets, ..documented() }).when(report(App::A)).accepted();
}

#[test]
fn a_compromised_app_gives_no_orders() {
    let budgets = Budgets { compromised_reports: 1, transfers: 1, ..Budgets::default() };
    let message = Message { to: Chain::App(A), content: Content::Mint { user: BOB, amount: Amount(1) } };
    let mint = Action::Forge { message, taken: Taken::NOTHING, by: Forger::CompromisedFt };
    let call = |variant| given(Parameters { variant, budgets, ..documented() }).when(mint);
    call(Variant::Repaired).is_refused_by(Guard::SenderHasTheRole);
    call(Variant::Repaired).without(Guard::SenderHasTheRole).accepted();
    for variant in [Variant::Seed, Variant::OrdersOfApps] {
        assert_eq!(call(variant).accepted().account(A, BOB).balance, Amount(2));
    }
}

#[test]
fn a_compromised_app_reports_of_others_to_nobody() {
    let budgets = Budgets { compromised_reports: 1, transfers: 1, ..Budgets::default() };
    let increase = |app| Content::Increase { user: BOB, app, amount: Amount(1) };
    let (id, amount) = (request(to_bob()).id, Amount(1));
    let lock = |app| Content::Lock { user: ALICE, app, amount, locks: true };
    let message = |to, content| Action::Forge {
        message: Message { to, content },
        taken: Taken::NOTHING,
        by: Forger::CompromisedFt,
    };
    let mut given = given(Parameters { budgets, ..repaired() });
    let mut awaited = PerApp::of(false);
    (awaited[A], awaited[App::B]) = (true, true);
    given.state.mains[Main::X].pending[A][0] = Some(Pending { request: request(to_bob()), awaited });
    let call = |to, content| given.clone().when(message(to, content));
    let acknowledge = |app| Content::Acknowledge { id, app };
    for [of_another, of_itself] in [
        [call(Chain::Router, increase(A)), call(Chain::Router, increase(App::B))],
        [call(X, acknowledge(A)), call(X, acknowledge(App::B))],
        [call(X, lock(A)), call(X, lock(App::B))],
    ] {
        of_another.is_refused_by(Guard::ReportIsOfItsOwnChain);
        of_itself.accepted();
    }
}

#[test]
fn a_compromised_app_asks_for_nobody_where_requests_are_signed() {
    let budgets = Budgets { compromised_requests: 1, ..Budgets::default() };
    let id = RequestId { origin: App::B, nonce: 0 };
    let asked = Request { id, amount: Amount(1), ..request(to_bob()) };
    let message = Message { to: Chain::Main(Main::X), content: Content::Request(asked) };
    let forge = Action::Forge { message, taken: taken(1, 0), by: Forger::CompromisedFt };
    let call =
        |variant| given(Parameters { budgets, variant, alice_holds: vec![1, 2], ..documented() }).when(forge);
    call(Variant::SignedRequests).is_refused_by(Guard::RequestIsSigned);
    call(Variant::SignedRequests).without(Guard::RequestIsSigned).accepted();
    assert_eq!(call(Variant::Repaired).accepted().ghost.loss, Amount(1));
}

#[test]
fn an_older_update_is_ignored_where_updates_have_numbers() {
    let update = |is_blocked, number| Content::Block { user: ALICE, is_blocked, number };
    let is_blocked = |parameters, guards_off: &[Guard]| {
        let call = deliver(parameters, Chain::App(A), update(true, 1)).but(|call| {
            call.state.account_mut(A, ALICE).block.updates = 2;
        });
        let call = guards_off.iter().fold(call, |call, guard| call.without(*guard));
        call.accepted().account(A, ALICE).block.is_blocked
    };
    assert!(!is_blocked(repaired(), &[]));
    assert!(is_blocked(repaired(), &[Guard::StaleUpdateIsIgnored]));
    assert!(is_blocked(documented(), &[]));
}

#[test]
fn a_message_is_received_once_and_one_that_fails_can_be_retried() {
    let message = Message { to: Chain::App(A), content: Content::Mint { user: BOB, amount: Amount(1) } };
    let call = deliver(documented(), message.to, message.content);
    assert_eq!(call.accepted().in_flight.count(&message), 0);
    assert_eq!(call.without(Guard::MessageIsReceivedOnce).accepted().in_flight.count(&message), 1);

    let gas = call.but(|call| call.action = Action::RunOutOfGas { message });
    let failed = gas.accepted();
    assert_eq!((failed.in_flight.count(&message), failed.failed.count(&message)), (0, 1));
    let mut again = given(documented());
    again.state = failed;
    let retried = again.when(Action::RetryMessageExecution { message, taken: Taken::NOTHING }).accepted();
    assert_eq!((retried.failed.is_empty(), retried.account(A, BOB).balance), (true, Amount(2)));
}

#[test]
fn a_refused_request_is_over_where_refusals_are_answered() {
    let message = Message { to: Chain::Router, content: Content::Request(request(to_bob())) };
    let refused = |parameters| {
        let call = deliver(parameters, message.to, message.content).but(|call| {
            call.state.router.blocked[ALICE].is_blocked = true;
            call.action = Action::FailMessageExecution { message };
        });
        let next = call.accepted();
        (
            next.failed.count(&message),
            next.ghost.refused,
            call.without(Guard::RefusalIsAnswered).accepted().failed.count(&message),
        )
    };
    assert_eq!(refused(repaired()), (0, 1, 1));
    assert_eq!(refused(documented()), (1, 1, 1));
}
