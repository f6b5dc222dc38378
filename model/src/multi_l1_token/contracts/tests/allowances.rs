//! What somebody may spend for somebody else, on an App L1 and in an FT Manager.

use super::*;
use crate::multi_l1_token::state::allowances::{Allowance, Approval};
use crate::multi_l1_token::{Guard, State};

const X: Chain = Chain::Main(Main::X);
const APPROVE: Action = Action::Approve { app: A, owner: ALICE, spender: BOB, amount: Amount(2) };

/// A design in which others may spend.
fn with(variant: Variant) -> Parameters {
    let budgets = Budgets { approvals: 1, transfers_from: 1, burns_from: 1, ..Budgets::default() };
    Parameters { variant, budgets, ..documented() }
}

fn on(at: Chain) -> Approval {
    Approval { at, owner: ALICE, spender: BOB }
}

/// What a chain keeps of what Bob may spend for Alice.
fn allowance(state: &State, at: Chain) -> Allowance {
    state.allowances.of(on(at))
}

/// An FT Manager that has approved what a request needs executes it.
fn spending(operation: Operation) -> Call {
    let content = Content::Request(request(operation));
    deliver_taking(with(Variant::Repaired), X, (content, taken(2, 0))).but(|call| {
        call.state.allowances.of_mut(on(X)).amount = Amount(2);
    })
}

fn transfer_for_alice() -> Operation {
    Operation::TransferFrom { spender: BOB, to: User::Carol, main: Some(Main::Y) }
}

#[test]
fn an_approval_is_refused_for_who_is_blocked() {
    given(with(Variant::Repaired))
        .when(APPROVE)
        .refusals()
        .row(Guard::CallerIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, ALICE).is_local_blocked = true;
        })
        .row(Guard::CallerIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, ALICE).block.is_blocked = true;
        })
        .row(Guard::SpenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, BOB).is_local_blocked = true;
        })
        .row(Guard::SpenderIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, BOB).block.is_blocked = true;
        });
}

#[test]
fn an_approval_is_kept_on_the_app_and_sent() {
    let message = Message { to: X, content: Content::Request(request(Operation::Approve { spender: BOB })) };
    let next = given(with(Variant::Repaired)).when(APPROVE).accepted();
    assert_eq!((next.in_flight.count(&message), next.apps[A].nonce), (1, 1));
    assert_eq!(allowance(&next, Chain::App(A)).amount, Amount(2));
    assert_eq!((next.ghost.approved, next.ghost.last_approved[A]), (Amount(2), Amount(2)));
}

#[test]
fn a_request_for_another_is_refused_for_who_is_blocked() {
    let amount = Amount(2);
    let transfer = Action::TransferFrom { app: A, spender: BOB, from: ALICE, to: User::Carol, amount };
    given(with(Variant::Repaired))
        .when(transfer)
        .refusals()
        .row(Guard::SpenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, BOB).is_local_blocked = true;
        })
        .row(Guard::SpenderIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, BOB).block.is_blocked = true;
        })
        .row(Guard::SenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, ALICE).is_local_blocked = true;
        });
    let burn = Action::BurnFrom { app: A, spender: BOB, from: ALICE, amount };
    given(with(Variant::Repaired))
        .when(burn)
        .refusals()
        .row(Guard::SpenderIsNotLocallyBlocked, |call| {
            call.state.account_mut(A, BOB).is_local_blocked = true;
        })
        .row(Guard::CallerIsNotGloballyBlocked, |call| {
            call.state.account_mut(A, ALICE).block.is_blocked = true;
        });
}

#[test]
fn what_was_approved_on_an_app_is_spent_there_in_the_documents_own_design() {
    let amount = Amount(2);
    let action = Action::FastTransferFrom { app: A, spender: BOB, from: ALICE, to: BOB, amount };
    let call = given(with(Variant::Seed)).when(action).but(|call| {
        call.state.allowances.of_mut(on(Chain::App(A))).amount = Amount(2);
    });
    call.clone()
        .refusals()
        .row(Guard::AllowancesAreManaged, |call| call.parameters.variant = Variant::Repaired)
        .row(Guard::LocalAllowanceCovers, |call| {
            call.state.allowances.of_mut(on(Chain::App(A))).amount = Amount(1);
        })
        .row(Guard::LocalBalanceCovers, |call| call.state.account_mut(A, ALICE).locked = Amount(1));
    call.changes(|next| {
        next.left.transfers_from = 0;
        next.allowances.of_mut(on(Chain::App(A))).amount = Amount(0);
        next.ghost.spent = Amount(2);
        next.account_mut(A, ALICE).balance = Amount(0);
        next.account_mut(A, BOB).balance = Amount(3);
        let (from, to, main, app) = (ALICE, BOB, Main::Y, A);
        let moved = Content::Result { from, to, main, amount, app, is_locked: false };
        next.in_flight.put_in(Message { to: X, content: moved });
        let spent = Content::Spent { owner: ALICE, spender: BOB, app, amount };
        next.in_flight.put_in(Message { to: X, content: spent });
    });
}

#[test]
fn a_manager_spends_no_more_than_was_approved() {
    let blocks_the_spender: fn(&mut Call) = |call| {
        call.state.mains[Main::X].blocked[BOB].is_blocked = true;
    };
    for operation in [transfer_for_alice(), Operation::BurnFrom { spender: BOB }] {
        let call = spending(operation);
        call.clone().refusals().row(Guard::ManagedSpenderIsNotBlocked, blocks_the_spender).row(
            Guard::AllowanceIsSufficient,
            |call| {
                call.state.allowances.of_mut(on(X)).amount = Amount(1);
            },
        );
        let next = call.accepted();
        assert_eq!((allowance(&next, X).amount, next.ghost.spent), (Amount(0), Amount(2)));
        let kept = call.without(Guard::AllowanceFalls).accepted();
        assert_eq!(allowance(&kept, X).amount, Amount(2));
    }
}

#[test]
fn a_manager_records_approvals_in_the_order_in_which_they_were_sent() {
    let approval = |amount, nonce| {
        let id = RequestId { origin: A, nonce };
        let operation = Operation::Approve { spender: BOB };
        let content = Content::Request(Request { id, amount: Amount(amount), ..request(operation) });
        let message = Message { to: X, content };
        Action::ReceiveCrossChainMessage { message, taken: Taken::NOTHING }
    };
    let stands = |variant, actions: [Action; 2]| {
        let mut given = given(with(variant));
        for action in &actions {
            let Action::ReceiveCrossChainMessage { message, .. } = action else { continue };
            given.state.in_flight.put_in(*message);
        }
        allowance(&given.then(actions).state, X).amount
    };
    let (first, second) = (approval(2, 0), approval(1, 1));
    assert_eq!(stands(Variant::Repaired, [first, second]), Amount(1));
    assert_eq!(stands(Variant::Repaired, [second, first]), Amount(1));
    assert_eq!(stands(Variant::UnnumberedUpdates, [second, first]), Amount(2));
}

#[test]
fn a_manager_is_told_of_what_is_spent_on_an_app() {
    let content = Content::Spent { owner: ALICE, spender: BOB, app: A, amount: Amount(1) };
    let next = deliver(with(Variant::Seed), X, content)
        .but(|call| {
            call.state.allowances.of_mut(on(X)).amount = Amount(2);
        })
        .accepted();
    assert_eq!(allowance(&next, X).amount, Amount(1));
}
