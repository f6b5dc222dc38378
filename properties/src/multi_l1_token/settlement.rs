//! What holds once nothing can move by itself any more: nothing is in flight, and no failed message can be executed.

use counterfoil_model::multi_l1_token::messages::Message;
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::amounts::{booked, of_each};
use super::{Property, is_sound};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "books_agree_once_quiet",
            "Once nothing can move by itself, the books say what the accounts hold.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state)
                    || of_each(system, |app, user| {
                        booked(system, state, app, user) == state.account(app, user).balance.wide()
                    })
            }),
        )
        .rests_on(&[Guard::SettlementIgnoresBlocklists])
        .applies(is_sound),
        Property::new(
            "no_settlement_is_stuck",
            "Once nothing can move by itself, no message is left that settles what was decided: only requests can fail.",
            "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                !system.is_quiet(state) || state.failed.kinds().all(Message::is_request)
            }),
        )
        .rests_on(&[Guard::SettlementIgnoresBlocklists, Guard::OnlyLocksAreSpentLocally])
        .applies(is_sound),
        Property::new(
            "nothing_is_left_over",
            "Once nothing can move by itself, no failed message is left.",
            "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
            Predicate::Always(|system: &MultiL1Token, state: &State| !system.is_quiet(state) || state.failed.is_empty()),
        )
        .rests_on(&[Guard::RefusalIsAnswered])
        .applies(is_sound),
    ]
}
