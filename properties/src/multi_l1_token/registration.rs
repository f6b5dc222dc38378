//! Registration: each address has one Main L1, and whoever knows it knows the same.

use counterfoil_model::multi_l1_token::messages::{Content, Message};
use counterfoil_model::multi_l1_token::state::parts::{Part, Way};
use counterfoil_model::multi_l1_token::topology::{Chain, User};
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::Property;
use super::reads::{self, by_user, messages, of_user};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "address_has_one_manager",
            "No address has books on two Main L1s.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                system.parameters.users().all(|user| has_one_manager(system, state, user))
            }),
        )
        .cases(
            |system| by_user(system, reads::books),
            |system, state, case| of_user(system, case, |user| has_one_manager(system, state, user)),
        )
        .rests_on(&[Guard::AddressIsRecordedAtFirstSight]),
        Property::new(
            "requests_reach_their_manager",
            "A request goes to the Main L1 that manages its sender, and to no other.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(|_, state: &State| {
                state.in_flight.kinds().chain(state.failed.kinds()).all(|message| is_right(state, message))
            }),
        )
        .cases(
            |system| reads::requests(system).map(|way| messages(way).and(Part::Registry.alone())).collect(),
            |system, state, case| {
                let way = reads::requests(system).nth(case);
                let is_asked = |message: &&Message| Some(Way::of(message)) == way;
                let mut asked = state.in_flight.kinds().chain(state.failed.kinds()).filter(is_asked);
                asked.all(|message| is_right(state, message))
            },
        )
        .rests_on(&[Guard::SenderIsRegistered]),
        Property::new(
            "registries_agree",
            "Whatever App L1s and the Router know of the Main L1 of an address is the same.",
            "Fungible tokens for Multi-L1 Interoperability, Router L1",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                system.parameters.users().all(|user| registries_agree(system, state, user))
            }),
        )
        .cases(
            |system| {
                let flags = |user| system.parameters.apps().map(move |app| Part::Flags(app, user).alone());
                by_user(system, |user| flags(user).chain([Part::Registry.alone()]).collect())
            },
            |system, state, case| of_user(system, case, |user| registries_agree(system, state, user)),
        )
        .rests_on(&[Guard::AddressIsRecordedAtFirstSight]),
    ]
}

fn has_one_manager(system: &MultiL1Token, state: &State, user: User) -> bool {
    system.parameters.mains().filter(|main| state.mains[*main].ghost_managed[user]).count() <= 1
}

fn registries_agree(system: &MultiL1Token, state: &State, user: User) -> bool {
    let known = system.parameters.apps().filter_map(|app| state.account(app, user).main);
    let mut all = known.chain(state.router.registry[user]);
    let first = all.next();
    all.all(|main| Some(main) == first)
}

/// Whether a message, if it is a request to a Main L1, goes to the right one.
fn is_right(state: &State, message: &Message) -> bool {
    match (message.to, message.content) {
        (Chain::Main(main), Content::Request(request)) => state.router.registry[request.from] == Some(main),
        _ => true,
    }
}
