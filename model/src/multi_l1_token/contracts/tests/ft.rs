//! `FT`: what users call, and what it executes.

use super::*;
use crate::multi_l1_token::Guard;

#[test]
fn transfer_refuses() {
    given(documented())
        .when(TRANSFER)
        .refusals()
        .row(Guard::RecipientIsAnother, |call| {
            call.action = Action::Transfer { app: A, from: ALICE, to: ALICE, amount: Amount(2) };
        })
        .row(Guard::SenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, ALICE).is_local_blocked = true;
        })
        .row(Guard::RecipientIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, BOB).is_local_blocked = true;
        })
        .row(Guard::SenderIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, ALICE).block.is_blocked = true;
        })
        .row(Guard::RecipientIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, BOB).block.is_blocked = true;
        });
}

#[test]
fn transfer_sends_a_request_to_the_main_of_the_sender_or_to_the_router() {
    let message = |to, main: Option<Main>| {
        let operation = Operation::Transfer { to: if main.is_none() { User::Carol } else { BOB }, main };
        Message { to, content: Content::Request(request(operation)) }
    };
    given(documented()).when(TRANSFER).changes(|next| {
        next.left.transfers = 1;
        next.apps[A].nonce = 1;
        next.in_flight.put_in(message(Chain::Main(Main::X), Some(Main::Y)));
    });
    let to_carol = Action::Transfer { app: A, from: ALICE, to: User::Carol, amount: Amount(2) };
    given(documented()).when(to_carol).changes(|next| {
        next.left.transfers = 1;
        next.apps[A].nonce = 1;
        next.in_flight.put_in(message(Chain::Router, None));
    });
}

#[test]
fn an_app_that_assigns_takes_the_latest_main_that_it_knows() {
    let parameters = Parameters { variant: Variant::AppsAssign, ..documented() };
    let to_carol = Action::Transfer { app: A, from: ALICE, to: User::Carol, amount: Amount(2) };
    let next = given(parameters).when(to_carol).accepted();
    assert_eq!(next.account(A, User::Carol).main, Some(Main::X));
    assert_eq!(next.in_flight.kinds().next().map(|message| message.to), Some(Chain::Main(Main::X)));
}

#[test]
fn burn_and_local_transfer_refuse() {
    for action in [
        Action::Burn { app: A, user: ALICE, amount: Amount(1) },
        Action::LocalTransfer { app: A, user: ALICE, amount: Amount(1) },
    ] {
        given(documented())
            .when(action)
            .refusals()
            .row(Guard::CallerIsNotLocallyBlocked, |call| {
                call.state.account_mut(A, ALICE).is_local_blocked = true;
            })
            .row(Guard::CallerIsNotGloballyBlocked, |call| {
                call.state.account_mut(A, ALICE).block.is_blocked = true;
            });
    }
}

#[test]
fn fast_transfer_refuses() {
    let action = Action::FastTransfer { app: A, from: ALICE, to: BOB, amount: Amount(2) };
    let call = given(documented()).when(action);
    call.clone()
        .refusals()
        .row(Guard::OnlyLocksAreSpentLocally, |call| call.parameters.variant = Variant::Repaired)
        .row(Guard::SenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, ALICE).is_local_blocked = true;
        })
        .row(Guard::LocalBalanceCovers, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
    call.changes(|next| {
        next.left.fast_transfers = 1;
        next.account_mut(A, ALICE).balance = Amount(0);
        next.account_mut(A, BOB).balance = Amount(3);
        let (from, to, main, app, amount) = (ALICE, BOB, Main::Y, A, Amount(2));
        let content = Content::Result { from, to, main, amount, app, is_locked: false };
        next.in_flight.put_in(Message { to: Chain::Main(Main::X), content });
    });
}

#[test]
fn locks_refuse() {
    let lock = given(documented()).when(Action::SetLock { app: A, user: ALICE, amount: Amount(2) });
    lock.clone()
        .refusals()
        .row(Guard::LockIsCovered, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
    assert_eq!(lock.accepted().account(A, ALICE).locked, Amount(2));
    let granted = lock.but(|call| call.parameters.variant = Variant::Repaired);
    assert_eq!(granted.accepted().account(A, ALICE).locked, Amount(0));
    assert_eq!(granted.without(Guard::LockAwaitsGrant).accepted().account(A, ALICE).locked, Amount(2));

    let mut locked = given(documented());
    locked.state.account_mut(A, ALICE).locked = Amount(2);
    let release = locked.clone().when(Action::ReleaseLock { app: A, user: ALICE, amount: Amount(2) });
    release
        .refusals()
        .row(Guard::UnlockIsCovered, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
    let spend = locked.when(Action::LockTransfer { app: A, from: ALICE, to: BOB, amount: Amount(2) });
    spend
        .refusals()
        .row(Guard::SenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, ALICE).is_local_blocked = true;
        })
        .row(Guard::LockedBalanceCovers, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
}

#[test]
fn decrease_mint_and_grant_refuse() {
    let id = RequestId { origin: A, nonce: 0 };
    let decrease = Content::Decrease { id, main: Main::X, user: ALICE, amount: Amount(2), is_burn: true };
    let call = deliver(documented(), Chain::App(A), decrease);
    call.clone()
        .refusals()
        .row(Guard::SenderIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, ALICE).block.is_blocked = true;
        })
        .row(Guard::DecreaseIsCovered, |call| call.state.account_mut(A, ALICE).balance = Amount(1))
        .row(Guard::DecreaseSparesLocks, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
    let next = call.accepted();
    assert_eq!((next.ghost.supply, next.database_supply), (Amount(2), Amount(2)));

    let blocked = call.but(|call| {
        call.parameters = repaired();
        call.state.account_mut(A, ALICE).block.is_blocked = true;
    });
    let acknowledged = blocked.accepted();
    let ack = Message { to: Chain::Main(Main::X), content: Content::Acknowledge { id, app: A } };
    assert_eq!(acknowledged.in_flight.count(&ack), 1);
    assert_eq!(blocked.without(Guard::MintAwaitsDecreases).accepted().in_flight.count(&ack), 0);
    blocked.without(Guard::SettlementIgnoresBlocklists).is_refused_by(Guard::SenderIsNotGloballyBlocked);

    let mint = deliver(documented(), Chain::App(A), Content::Mint { user: ALICE, amount: Amount(1) });
    mint.refusals().row(Guard::RecipientIsNotGloballyBlocked, |call| {
        call.state.account_mut(A, ALICE).block.is_blocked = true;
    });
    let grant = deliver(repaired(), Chain::App(A), Content::Grant { user: ALICE, amount: Amount(2) });
    grant.refusals().row(Guard::GrantIsCovered, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
}
