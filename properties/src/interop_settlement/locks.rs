//! Locks: what is attested is included, and what is locked rests on what is locked.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Place;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, blocks};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{
    Action, Guard, InteropSettlement, Mode, Scenario, State, Tee, Variant,
};

use super::settled::is_concerned;
use super::{Property, by_chain, importing, locks, of_chain, of_every, of_imports};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    of_locks().into_iter().chain(of_the_council()).collect()
}

/// What is attested and locked.
fn of_locks() -> Vec<Property> {
    vec![
        Property::new(
            "attestations_are_recorded",
            "What a TEE attests is recorded, all blocks of its chain and nothing of another.",
            "Interop settlement modes, Security considerations for Precommit based interop, With",
            Predicate::Step(attestations_are_recorded),
        )
        .reads(|system| of_every(system, &[ChainPart::Attested, ChainPart::Lengths, ChainPart::Committed]))
        .rests_on(&[Guard::AttestationIsRecorded])
        .applies(attests),
        Property::new(
            "attested_blocks_are_there",
            "What is attested last is there and is not executed.",
            "Interop settlement modes, Security considerations for Precommit based interop, With",
            Predicate::Always(attested_blocks_are_there),
        )
        .reads(|system| of_every(system, &[ChainPart::Attested, ChainPart::Lengths, ChainPart::Executed]))
        .rests_on(&[Guard::LockEndsWithItsBlocks, Guard::LockEndsWithExecution])
        .applies(attests),
        Property::new(
            "locked_blocks_stay",
            "What is locked stays in the chain, and stays locked until it is executed, unless the council unlocks it.",
            "Interop settlement modes, Security considerations for Precommit based interop",
            Predicate::Step(locked_blocks_stay),
        )
        .reads(|system| {
            let all: Parts = system.chains().map(|chain| blocks(system, chain)).collect();
            all.and(of_every(system, &[ChainPart::Attested, ChainPart::Lengths, ChainPart::Executed]))
        })
        .rests_on(&[Guard::LockedBlocksAreKept, Guard::LockSurvivesRevert])
        .applies(locks),
        Property::new(
            "locked_imports_stay_live",
            "What a locked block imports is still a root of its source.",
            "Interop settlement modes, Security considerations for Precommit based interop",
            Predicate::Always(|system, state| {
                system.chains().all(|chain| locked_imports_stay_live(system, state, chain))
            }),
        )
        .cases(
            |system| by_chain(system, |chain| of_locked_imports(system, chain)),
            |system, state, case| {
                of_chain(system, case, |chain| locked_imports_stay_live(system, state, chain))
            },
        )
        .rests_on(&[
            Guard::AttestedImportsAreSettled,
            Guard::AttestedBatchRootsAreExecuted,
            Guard::CouncilCoversDependents,
            Guard::LockSurvivesRevert,
            Guard::LockedBlocksAreKept,
        ])
        .applies(locks),
        Property::new(
            "pre_commit_imports_are_locked",
            "A chain that imports what is not committed imports what its source has locked.",
            "Interop settlement modes, Security considerations for Precommit based interop, With",
            Predicate::Step(pre_commit_imports_are_locked),
        )
        .reads(|system| {
            let chains = system.chains().filter(|chain| system.mode(*chain) == Mode::PreCommitBased);
            let all: Parts = chains.map(|chain| of_imports(system, chain)).collect();
            all.and(of_every(system, &[ChainPart::Attested]))
        })
        .rests_on(&[Guard::ImportedBlocksAreAttested])
        .applies(locks),
    ]
}

/// What the security council drops.
fn of_the_council() -> Vec<Property> {
    vec![
        Property::new(
            "council_drops_what_is_lost",
            "On a chain that the council has unlocked, nothing that cannot become final is locked any more.",
            "Interop settlement modes, corner cases",
            Predicate::Step(council_drops_what_is_lost),
        )
        .reads(of_council)
        .rests_on(&[Guard::LostBlocksAreDropped])
        .applies(|scenario| locks(scenario) && scenario.parameters.council_actions > 0),
        Property::new(
            "council_spares_the_unconcerned",
            "The council changes nothing of a chain that depends on nothing that cannot become final.",
            "Interop settlement modes, corner cases",
            Predicate::Step(council_spares_the_unconcerned),
        )
        .reads(of_council)
        .rests_on(&[Guard::LostBlocksAreDropped])
        .applies(|scenario| locks(scenario) && scenario.parameters.council_actions > 0),
        Property::new(
            "council_drops_only_what_is_lost",
            "The council drops no block of a chain that comes before the first that cannot become final.",
            "Interop settlement modes, corner cases",
            Predicate::Step(council_drops_only_what_is_lost),
        )
        .reads(|system| {
            system.chains().map(|chain| of_imports(system, chain).and(blocks(system, chain))).collect()
        })
        .rests_on(&[Guard::CouncilKeepsWhatIsProvable])
        // What the council drops, the document leaves open: the repair says it, and one scenario shows what it is for.
        .applies(|scenario| {
            let is_repaired = scenario.parameters.variant != Variant::Seed;
            let is_asked = is_repaired || scenario.intent.refutes("council_drops_only_what_is_lost");
            locks(scenario) && scenario.parameters.council_actions > 0 && is_asked
        }),
    ]
}

/// Speaks about scenarios in which something is attested.
fn attests(scenario: &Scenario) -> bool {
    scenario.parameters.tee != Tee::None && scenario.parameters.uses(Mode::PreCommitBased)
}

fn of_council(system: &InteropSettlement) -> Parts {
    let all: Parts = system.chains().map(|chain| blocks(system, chain)).collect();
    all.and(of_every(system, &[ChainPart::Attested, ChainPart::Lengths, ChainPart::Executed]))
}

fn of_locked_imports(system: &InteropSettlement, chain: ChainId) -> Parts {
    let own = [ChainPart::Attested, ChainPart::Executed];
    own.iter().fold(of_imports(system, chain), |all, part| all.and(part.of(system, chain)))
}

fn attestations_are_recorded(
    system: &InteropSettlement,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Action::AttestBlocks { chain: of, .. } = *action else { return true };
    system.chains().all(|chain| {
        let own = before.chain(chain);
        let expected = if chain == of { Some(own.tip()) } else { own.attested };
        after.chain(chain).attested == expected
    })
}

fn attested_blocks_are_there(system: &InteropSettlement, state: &State) -> bool {
    system.chains().all(|chain| {
        let own = state.chain(chain);
        let is_there = |place: Place| own.block(place).is_some() && place.batch >= own.total_batches_executed;
        own.attested.is_none_or(is_there)
    })
}

fn locked_blocks_stay(system: &InteropSettlement, before: &State, action: &Action, after: &State) -> bool {
    let is_council = matches!(action, Action::UnlockBlocks { .. });
    is_council
        || system.chains().all(|chain| {
            let (own, next) = (before.chain(chain), after.chain(chain));
            let mut locked = own.unexecuted().filter(|place| own.has_attested(*place));
            locked.all(|place| {
                let is_kept = next.has_attested(place) || place.batch < next.total_batches_executed;
                is_kept && own.block(place) == next.block(place)
            })
        })
}

fn locked_imports_stay_live(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let own = state.chain(chain);
    let is_locked = |place: Place| place.batch >= own.total_batches_executed && own.has_attested(place);
    let mut locked = importing(state, chain).filter(|(place, _)| is_locked(*place));
    locked.all(|(_, import)| state.is_live(system.mode(chain), &import))
}

fn pre_commit_imports_are_locked(
    system: &InteropSettlement,
    before: &State,
    action: &Action,
    _: &State,
) -> bool {
    let Action::AddInteropRoot { chain, number, .. } = *action else { return true };
    let is_uncommitted = system.mode(chain) == Mode::PreCommitBased;
    !is_uncommitted || before.chain(number.source).has_attested(number.place)
}

fn council_drops_what_is_lost(system: &InteropSettlement, _: &State, action: &Action, after: &State) -> bool {
    let Action::UnlockBlocks { chain } = *action else { return true };
    let own = after.chain(chain);
    let mut locked = own.unexecuted().filter(|place| own.has_attested(*place));
    locked.all(|place| !after.is_lost(system, chain, place))
}

fn council_spares_the_unconcerned(
    system: &InteropSettlement,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let is_spared = |chain| {
        let (own, next) = (before.chain(chain), after.chain(chain));
        (own.blocks, own.lengths, own.attested) == (next.blocks, next.lengths, next.attested)
    };
    !matches!(action, Action::UnlockBlocks { .. })
        || system.chains().all(|chain| is_concerned(system, before, chain) || is_spared(chain))
}

fn council_drops_only_what_is_lost(
    system: &InteropSettlement,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Action::UnlockBlocks { chain } = *action else { return true };
    let (own, next) = (before.chain(chain), after.chain(chain));
    let mut lasting = own.unexecuted().take_while(|place| !before.is_lost(system, chain, *place));
    lasting.all(|place| own.block(place) == next.block(place))
}
