//! Requests: executed once at most, not after they were refused, and of what is free.

use counterfoil_model::footprint::Parts;
use counterfoil_model::multi_l1_token::messages::{Content, Operation};
use counterfoil_model::multi_l1_token::state::parts::Part;
use counterfoil_model::multi_l1_token::topology::Chain;
use counterfoil_model::multi_l1_token::{Action, Guard, MultiL1Token, State};

use super::Property;
use super::calls::{executed, parties};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "request_is_executed_once",
            "No request is executed twice.",
            "Fungible tokens for Multi-L1 Interoperability, Monitoring and Automatic Retry",
            Predicate::Always(|_, state: &State| !state.ghost.executed_twice),
        )
        .reads(|_| Part::History.alone())
        .rests_on(&[Guard::RequestIsConsumedOnce, Guard::MessageIsReceivedOnce]),
        Property::new(
            "refusal_is_final",
            "No request is executed after it was refused.",
            "Fungible tokens for Multi-L1 Interoperability, Requests from App L1",
            Predicate::Always(|_, state: &State| !state.ghost.executed_late),
        )
        .reads(|_| Part::History.alone())
        .rests_on(&[Guard::RefusalIsAnswered, Guard::RefusalConsumesRequest]),
        Property::new(
            "nobody_sends_to_themselves",
            "No transfer has the same sender and recipient.",
            "Fungible tokens for Multi-L1 Interoperability, App L1",
            Predicate::Step(|_, _, action, _| parties(action).is_none_or(|(_, [from, to, _])| from != to)),
        )
        .reads(|_| Parts::NONE)
        .rests_on(&[Guard::RecipientIsAnother]),
        Property::new(
            "request_takes_what_is_free",
            "A request takes of each App L1 what its FT Manager has for free there, and `localTransfer` nothing of the App L1 that asks.",
            "Fungible tokens for Multi-L1 Interoperability, Balance Transfers Between App L1 Chains",
            Predicate::Step(request_takes_what_is_free),
        )
        // The books are what a request touches.
        .reads(|_| Parts::NONE)
        .rests_on(&[Guard::LocksAreExcluded, Guard::RequesterIsExcluded, Guard::BalanceIsSufficient]),
    ]
}

fn request_takes_what_is_free(system: &MultiL1Token, before: &State, action: &Action, _: &State) -> bool {
    let Some((message, taken)) = executed(action) else { return true };
    let (Chain::Main(main), Content::Request(request)) = (message.to, message.content) else { return true };
    system.parameters.apps().all(|app| {
        let book = before.mains[main].books[request.from][app];
        let is_own = request.operation == Operation::LocalTransfer && app == request.id.origin;
        let free = if is_own { 0 } else { (book.balance.wide() - book.locked.wide()).max(0) };
        taken.0[app].wide() <= free
    })
}
