//! The amounts that several properties count: what accounts hold, and what messages are still going to do to them.

use counterfoil_model::multi_l1_token::messages::{Content, Message};
use counterfoil_model::multi_l1_token::topology::{App, Chain, User};
use counterfoil_model::multi_l1_token::{MultiL1Token, State};

use crate::property::Term;

/// How much all messages together are worth, those in flight and those that have failed: either can still be executed.
fn outstanding(state: &State, worth: impl Fn(&Message) -> i64) -> i64 {
    state.in_flight.sum(&worth).saturating_add(state.failed.sum(&worth))
}

/// What the account of `user` on `app` holds once every message to the App L1 is executed.
pub(super) fn effective(state: &State, app: App, user: User) -> i64 {
    state.account(app, user).balance.wide() + minted(state, app, user) - decreased(state, app, user)
}

/// What is yet to be minted to `user` on `app`.
pub(super) fn minted(state: &State, app: App, user: User) -> i64 {
    outstanding(state, |message| match message.content {
        Content::Mint { user: whose, amount } if whose == user && message.to == Chain::App(app) => {
            amount.wide()
        }
        _ => 0,
    })
}

/// What is yet to be taken from `user` on `app`.
pub(super) fn decreased(state: &State, app: App, user: User) -> i64 {
    outstanding(state, |message| match message.content {
        Content::Decrease { user: whose, amount, .. } if whose == user && message.to == Chain::App(app) => {
            amount.wide()
        }
        _ => 0,
    })
}

/// What is yet to be burnt.
pub(super) fn burnt(state: &State) -> i64 {
    outstanding(state, |message| match message.content {
        Content::Decrease { amount, is_burn: true, .. } => amount.wide(),
        _ => 0,
    })
}

/// What the FT Managers' books say of `user` on `app`.
pub(super) fn booked(system: &MultiL1Token, state: &State, app: App, user: User) -> i64 {
    system.parameters.mains().map(|main| state.mains[main].books[user][app].balance.wide()).sum()
}

/// What the FT Managers' books of locks say of `user` on `app`.
pub(super) fn booked_locks(system: &MultiL1Token, state: &State, app: App, user: User) -> i64 {
    system.parameters.mains().map(|main| state.mains[main].books[user][app].locked.wide()).sum()
}

/// What is yet to be booked of `user` on `app`: what was transferred there, and what another FT Manager or an FT
/// adds.
pub(super) fn unbooked(state: &State, app: App, user: User) -> i64 {
    outstanding(state, |message| match message.content {
        Content::Result { from, to, amount, app: on, .. } if on == app => {
            let sign = i64::from(to == user) - i64::from(from == user);
            sign * amount.wide()
        }
        Content::Increase { user: whose, app: on, amount } if on == app && whose == user => amount.wide(),
        _ => 0,
    })
}

/// What was taken and waits for its decreases to be acknowledged, burns apart.
pub(super) fn pending(system: &MultiL1Token, state: &State) -> i64 {
    let of_main =
        |main| system.parameters.apps().flat_map(move |app| state.mains[main].pending[app]).flatten();
    let requests = system.parameters.mains().flat_map(of_main).map(|pending| pending.request);
    requests.filter(|request| !request.is_burn()).map(|request| request.amount.wide()).sum()
}

/// What all accounts hold.
pub(super) fn held(system: &MultiL1Token, state: &State) -> i64 {
    let of_app = |app| system.parameters.users().map(move |user| state.account(app, user).balance.wide());
    system.parameters.apps().flat_map(of_app).sum()
}

/// Each address on each App L1 that is not compromised: of one that is, whatever its validators sign can be true.
pub(super) fn accounts(system: &MultiL1Token) -> impl Iterator<Item = (App, User)> {
    let honest = system.parameters.apps().filter(|app| system.parameters.compromised() != Some(*app));
    honest.flat_map(|app| system.parameters.users().map(move |user| (app, user)))
}

/// Whether something holds of each address on each App L1 that is not compromised.
pub(super) fn of_each(system: &MultiL1Token, holds: impl Fn(App, User) -> bool) -> bool {
    accounts(system).all(|(app, user)| holds(app, user))
}

/// By how much the book of locks of `user` on `app` is yet to fall: what was spent of it, and what was released.
pub(super) fn locks_to_be_unbooked(state: &State, app: App, user: User) -> i64 {
    outstanding(state, |message| match message.content {
        Content::Result { from, amount, app: on, is_locked: true, .. } if on == app && from == user => {
            amount.wide()
        }
        Content::Lock { user: whose, app: on, amount, locks: false } if on == app && whose == user => {
            amount.wide()
        }
        _ => 0,
    })
}

/// A term of an equation.
pub(super) fn term(name: &str, amount: i64) -> Term {
    Term { name: name.into(), amount }
}
