//! `FTManager`: what it decides, and what its books say.

use super::*;
use crate::multi_l1_token::Guard;

const X: Chain = Chain::Main(Main::X);

#[test]
fn transfer_refuses() {
    let content = Content::Request(request(to_bob()));
    let call = deliver_taking(documented(), X, (content, taken(2, 0)));
    call.clone()
        .refusals()
        .row(Guard::ManagedSenderIsNotBlocked, |call| {
            call.state.mains[Main::X].blocked[ALICE].is_blocked = true;
        })
        .row(Guard::ManagedRecipientIsNotBlocked, |call| {
            call.state.mains[Main::X].blocked[BOB].is_blocked = true;
        });
    deliver_taking(repaired(), X, (content, taken(2, 0)))
        .refusals()
        .row(Guard::RequestIsConsumedOnce, |call| call.state.mains[Main::X].consumed = 1);
    // From nowhere, what is not there.
    let poor = call.but(|call| {
        call.state.mains[Main::X].books[ALICE] = PerApp::default();
        let Action::ReceiveCrossChainMessage { taken, .. } = &mut call.action else { return };
        *taken = super::taken(2, 0);
    });
    poor.is_refused_by(Guard::BalanceIsSufficient);
    poor.without(Guard::BalanceIsSufficient).accepted();
}

#[test]
fn a_transfer_is_settled_at_once_or_in_two_phases() {
    let content = Content::Request(request(to_bob()));
    let id = request(to_bob()).id;
    let decrease = Content::Decrease { id, main: Main::X, user: ALICE, amount: Amount(2), is_burn: false };
    let at_once = deliver_taking(documented(), X, (content, taken(2, 0))).accepted();
    let count =
        |state: &crate::multi_l1_token::State, to, content| state.in_flight.count(&Message { to, content });
    let mint = Content::Mint { user: BOB, amount: Amount(2) };
    let increase = Content::Increase { user: BOB, app: A, amount: Amount(2) };
    assert_eq!(count(&at_once, Chain::App(A), decrease), 1);
    assert_eq!(
        (count(&at_once, Chain::App(A), mint), count(&at_once, Chain::Main(Main::Y), increase)),
        (1, 1)
    );

    let waiting = deliver_taking(repaired(), X, (content, taken(2, 0))).accepted();
    assert_eq!((count(&waiting, Chain::App(A), decrease), count(&waiting, Chain::App(A), mint)), (1, 0));
    let mut given = given(repaired());
    given.state = waiting;
    let message = |to, content| Action::ReceiveCrossChainMessage {
        message: Message { to, content },
        taken: Taken::NOTHING,
    };
    let settled =
        given.then([message(Chain::App(A), decrease), message(X, Content::Acknowledge { id, app: A })]).state;
    assert_eq!(
        (count(&settled, Chain::App(A), mint), count(&settled, Chain::Main(Main::Y), increase)),
        (1, 1)
    );
}

#[test]
fn each_app_that_was_taken_from_acknowledges_once() {
    let request = Request { amount: Amount(3), ..request(to_bob()) };
    let id = request.id;
    let waiting = deliver_taking(repaired(), X, (Content::Request(request), taken(2, 1))).accepted();
    let mut given = given(repaired());
    given.state = waiting;
    let minted = |acknowledged: &[App]| {
        let mut given = given.clone();
        for app in acknowledged {
            let message = Message { to: X, content: Content::Acknowledge { id, app: *app } };
            given.state.in_flight.put_in(message);
            given = given.then([Action::ReceiveCrossChainMessage { message, taken: Taken::NOTHING }]);
        }
        let mint = Content::Mint { user: BOB, amount: Amount(3) };
        given.state.in_flight.count(&Message { to: Chain::App(A), content: mint })
    };
    assert_eq!([minted(&[A]), minted(&[A, A]), minted(&[A, App::B])], [0, 0, 1]);
}

#[test]
fn locks_and_the_requester_are_spared() {
    let call = deliver_taking(documented(), X, (Content::Request(request(to_bob())), taken(1, 1)));
    let locked = call.but(|call| call.state.mains[Main::X].books[ALICE][A].locked = Amount(1));
    assert_eq!(locked.accepted().mains[Main::X].books[ALICE][A].balance, Amount(1));
    let moving = Request { amount: Amount(1), ..request(Operation::LocalTransfer) };
    let call = deliver_taking(documented(), X, (Content::Request(moving), taken(0, 1)));
    let next = call.accepted();
    assert_eq!(next.mains[Main::X].books[ALICE][App::B].balance, Amount(0));
    assert_eq!(next.mains[Main::X].books[ALICE][A].balance, Amount(3));
}

#[test]
fn reports_refuse() {
    let (from, to, main, app, amount) = (ALICE, BOB, Main::Y, A, Amount(2));
    let report = |is_locked| Content::Result { from, to, main, amount, app, is_locked };
    deliver(documented(), X, report(false))
        .refusals()
        .row(Guard::ManagedRecipientIsNotBlocked, |call| {
            call.state.mains[Main::X].blocked[BOB].is_blocked = true;
        })
        .row(Guard::BookCovers, |call| call.state.mains[Main::X].books[ALICE][A].balance = Amount(1));
    deliver(documented(), X, report(true)).is_refused_by(Guard::LockBookCovers);
    deliver(documented(), X, report(true)).without(Guard::LockBookCovers).accepted();

    let lock = |locks| Content::Lock { user: ALICE, app: A, amount: Amount(2), locks };
    deliver(repaired(), X, lock(true))
        .refusals()
        .row(Guard::GrantIsOfFreeTokens, |call| call.state.mains[Main::X].books[ALICE][A].locked = Amount(1));
    deliver(repaired(), X, lock(false)).is_refused_by(Guard::UnlockBookCovers);
    deliver(repaired(), X, lock(false)).without(Guard::UnlockBookCovers).accepted();
}
