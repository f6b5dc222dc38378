//! Balances: nothing is spent twice, nothing comes from nowhere, and the books say what the accounts will hold.

use counterfoil_model::multi_l1_token::topology::{App, User};
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::Property;
use super::amounts::{accounts, booked, effective, of_each, term, unbooked};
use super::reads::{self, by_account, of_account};
use crate::property::{Predicate, Sides};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "no_overdraft",
            "No more is taken from an account than it holds, with all that is on its way to it.",
            "Fungible tokens for Multi-L1 Interoperability, Handling Consecutive Transactions",
            Predicate::Always(|system, state| of_each(system, |app, user| no_overdraft(state, app, user))),
        )
        .cases(
            |system| by_account(system, reads::effective),
            |system, state, case| of_account(system, case, |app, user| no_overdraft(state, app, user)),
        )
        .rests_on(&[Guard::OnlyLocksAreSpentLocally, Guard::BalanceIsSufficient, Guard::LocalBalanceCovers]),
        Property::new(
            "books_are_linked",
            "What the books say of an address on an App L1, with what is yet to be booked, is what its account will hold.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(|system, state| of_each(system, |app, user| is_linked(system, state, (app, user)))),
        )
        .cases(
            |system| {
                let booked = |user| reads::books(user).and(reads::unbooked());
                by_account(system, |app, user| reads::effective(app, user).and(booked(user)))
            },
            |system, state, case| of_account(system, case, |app, user| is_linked(system, state, (app, user))),
        )
        .rests_on(&[Guard::BookCovers, Guard::MessageIsReceivedOnce, Guard::ReportIsOfItsOwnChain])
        .sides(links),
    ]
}

fn no_overdraft(state: &State, app: App, user: User) -> bool {
    effective(state, app, user) >= 0
}

/// What was taken in two phases has left the book of its owner and is in nobody's yet, as it is in no account.
fn is_linked(system: &MultiL1Token, state: &State, (app, user): (App, User)) -> bool {
    booked(system, state, app, user) + unbooked(state, app, user) == effective(state, app, user)
}

fn links(system: &MultiL1Token, state: &State) -> Vec<Sides> {
    let sides = |(app, user)| Sides {
        case: format!("{user} on {app}"),
        left: (
            "books",
            vec![
                term("FT Managers", booked(system, state, app, user)),
                term("to be booked", unbooked(state, app, user)),
            ],
        ),
        relation: "=",
        right: ("account", vec![term("once all messages are executed", effective(state, app, user))]),
    };
    accounts(system).map(sides).collect()
}
