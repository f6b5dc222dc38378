//! Replay: a message is consumed once.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, imports};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, State};

use super::{Property, by_chain, importing, of_chain, of_every};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "consumed_messages_are_marked",
            "A message that a block consumes is marked as consumed, and no other is.",
            "Interop settlement modes, Pre-commit/Miniblock based interop",
            Predicate::Step(|system, before, action, after| {
                system.chains().all(|chain| consumed_messages_are_marked((before, action, after), chain))
            }),
        )
        .step_cases(
            |system| by_chain(system, |one| imports(system, one).and(ChainPart::Lengths.of(system, one))),
            |system, before, action, after, case| {
                of_chain(system, case, |one| consumed_messages_are_marked((before, action, after), one))
            },
        )
        .rests_on(&[Guard::MessageIsMarked])
        .applies(|scenario| scenario.parameters.imports > 0),
        Property::new(
            "no_message_is_consumed_twice",
            "In the history of a chain no message is consumed twice, whatever roots prove it.",
            "Interop settlement modes, Pre-commit/Miniblock based interop",
            Predicate::Always(no_message_is_consumed_twice),
        )
        .reads(|system| {
            let all: Parts = system.chains().map(|chain| imports(system, chain)).collect();
            all.and(of_every(system, &[ChainPart::Lengths]))
        })
        .rests_on(&[Guard::MessageIsConsumedOnce])
        .applies(|scenario| scenario.parameters.imports > 1),
    ]
}

fn consumed_messages_are_marked((before, action, after): (&State, &Action, &State), chain: ChainId) -> bool {
    let Action::AddInteropRoot { chain: of, message, .. } = *action else { return true };
    let marked = |state| importing(state, chain).map(|(_, import)| import.message);
    of != chain || marked(before).chain([message]).eq(marked(after))
}

fn no_message_is_consumed_twice(system: &InteropSettlement, state: &State) -> bool {
    system.chains().all(|chain| {
        let consumed = importing(state, chain)
            .map(|(_, import)| (import.number.source as u8, import.number.place.batch, import.message));
        let mut consumed: Vec<_> = consumed.collect();
        consumed.sort_unstable();
        consumed.windows(2).all(|pair| pair[0] != pair[1])
    })
}
