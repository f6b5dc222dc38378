//! `Router`: what it forwards, and whom it assigns.

use super::*;
use crate::multi_l1_token::Guard;

fn to_carol() -> Call {
    let operation = Operation::Transfer { to: User::Carol, main: None };
    deliver(documented(), Chain::Router, Content::Request(request(operation)))
}

#[test]
fn forwarding_refuses() {
    to_carol()
        .refusals()
        .row(Guard::RoutedSenderIsNotBlocked, |call| call.state.router.blocked[ALICE].is_blocked = true)
        .row(Guard::RoutedRecipientIsNotBlocked, |call| {
            call.state.router.blocked[User::Carol].is_blocked = true;
        })
        .row(Guard::SenderIsRegistered, |call| call.state.router.registry[ALICE] = None);
}

#[test]
fn a_lock_goes_through_the_router_where_its_main_is_unknown() {
    let lock = Content::Lock { user: User::Carol, app: A, amount: Amount(1), locks: true };
    let mut minted = given(repaired()).then([Action::InitialMint { app: A, user: User::Carol }]);
    minted = minted.then([Action::SetLock { app: A, user: User::Carol, amount: Amount(1) }]);
    assert_eq!(minted.state.in_flight.count(&Message { to: Chain::Router, content: lock }), 1);

    let message = Message { to: Chain::Router, content: lock };
    let told = minted.when(Action::ReceiveCrossChainMessage { message, taken: Taken::NOTHING });
    told.is_refused_by(Guard::SenderIsRegistered);
    let known = told.but(|call| call.state.router.registry[User::Carol] = Some(Main::Y)).accepted();
    let register = Content::Register { user: User::Carol, main: Main::Y };
    for (to, content) in [(Chain::Main(Main::Y), lock), (Chain::App(A), register)] {
        assert_eq!(known.in_flight.count(&Message { to, content }), 1);
    }
}

#[test]
fn a_new_address_is_recorded_and_told_to_every_app() {
    let next = to_carol().accepted();
    assert_eq!(next.router.registry[User::Carol], Some(Main::X));
    for app in [App::A, App::B] {
        let content = Content::Register { user: User::Carol, main: Main::X };
        assert_eq!(next.in_flight.count(&Message { to: Chain::App(app), content }), 1);
    }
    let forgotten = to_carol().without(Guard::AddressIsRecordedAtFirstSight).accepted();
    assert_eq!(forgotten.router.registry[User::Carol], None);
}
