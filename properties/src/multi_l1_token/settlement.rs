//! What holds once nothing can move by itself any more: nothing is in flight, and no failed message can be executed.

use counterfoil_model::multi_l1_token::messages::Message;
use counterfoil_model::multi_l1_token::topology::{App, User};
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::amounts::{booked, of_each};
use super::reads::{self, by_account, of_account, once_quiet};
use super::{Property, is_sound};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        once_quiet(Property::new(
            "books_agree_once_quiet",
            "Once nothing can move by itself, the books say what the accounts hold.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state) || of_each(system, |app, user| books_agree(system, state, (app, user)))
            }),
        )
        .cases(
            |system| by_account(system, |app, user| reads::balance(app, user).and(reads::books(user))),
            |system, state, case| of_account(system, case, |app, user| books_agree(system, state, (app, user))),
        )
        .rests_on(&[Guard::SettlementIgnoresBlocklists])
        .applies(is_sound)),
        once_quiet(Property::new(
            "no_settlement_is_stuck",
            "Once nothing can move by itself, no message is left that settles what was decided: only requests can fail.",
            "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state) || state.failed.kinds().all(Message::is_request)
            }),
        )
        .cases(reads::failed, |_, state, case| reads::failed_at(state, case).all(Message::is_request))
        .rests_on(&[Guard::SettlementIgnoresBlocklists, Guard::OnlyLocksAreSpentLocally])
        .applies(is_sound)),
        once_quiet(Property::new(
            "nothing_is_left_over",
            "Once nothing can move by itself, no failed message is left.",
            "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
            Predicate::Always(|system: &MultiL1Token, state: &State| !system.is_quiet(state) || state.failed.is_empty()),
        )
        .cases(reads::failed, |_, state, case| reads::failed_at(state, case).next().is_none())
        .rests_on(&[Guard::RefusalIsAnswered])
        .applies(is_sound)),
    ]
}

fn books_agree(system: &MultiL1Token, state: &State, (app, user): (App, User)) -> bool {
    booked(system, state, app, user) == state.account(app, user).balance.wide()
}
