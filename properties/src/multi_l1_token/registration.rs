//! Registration: each address has one Main L1, and whoever knows it knows the same.

use counterfoil_model::multi_l1_token::messages::{Content, Message};
use counterfoil_model::multi_l1_token::topology::Chain;
use counterfoil_model::multi_l1_token::{Guard, MultiL1Token, State};

use super::Property;
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "address_has_one_manager",
            "No address has books on two Main L1s.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(|system: &MultiL1Token, state: &State| {
                let manages = |main, user| state.mains[main].ghost_managed[user];
                system
                    .parameters
                    .users()
                    .all(|user| system.parameters.mains().filter(|main| manages(*main, user)).count() <= 1)
            }),
        )
        .rests_on(&[Guard::AddressIsRecordedAtFirstSight]),
        Property::new(
            "requests_reach_their_manager",
            "A request goes to the Main L1 that manages its sender, and to no other.",
            "Fungible tokens for Multi-L1 Interoperability, Main L1",
            Predicate::Always(requests_reach_their_manager),
        )
        .rests_on(&[Guard::SenderIsRegistered]),
        Property::new(
            "registries_agree",
            "Whatever App L1s and the Router know of the Main L1 of an address is the same.",
            "Fungible tokens for Multi-L1 Interoperability, Router L1",
            Predicate::Always(registries_agree),
        )
        .rests_on(&[Guard::AddressIsRecordedAtFirstSight]),
    ]
}

fn registries_agree(system: &MultiL1Token, state: &State) -> bool {
    system.parameters.users().all(|user| {
        let known = system.parameters.apps().filter_map(|app| state.account(app, user).main);
        let mut all = known.chain(state.router.registry[user]);
        let first = all.next();
        all.all(|main| Some(main) == first)
    })
}

fn requests_reach_their_manager(_: &MultiL1Token, state: &State) -> bool {
    let is_right = |message: &Message| match (message.to, message.content) {
        (Chain::Main(main), Content::Request(request)) => state.router.registry[request.from] == Some(main),
        _ => true,
    };
    state.in_flight.kinds().chain(state.failed.kinds()).all(is_right)
}
