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
