//! Locks: what is attested is included, and what is locked rests on what is locked.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Place;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, blocks};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, Mode, State, Variant};

use super::{Property, by_chain, importing, locks, of_chain, of_every, of_imports};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
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
        Property::new(
            "council_drops_only_what_is_lost",
            "The council drops no block of a chain that comes before the first that cannot become final.",
            "Interop settlement modes, corner cases",
            Predicate::Step(council_drops_only_what_is_lost),
        )
        .reads(|system| system.chains().map(|chain| of_imports(system, chain).and(blocks(system, chain))).collect())
        .rests_on(&[Guard::CouncilKeepsWhatIsProvable])
        // What the council drops, the document leaves open: the repair says it.
        .applies(|scenario| {
            let bounds = &scenario.parameters;
            locks(scenario) && bounds.council_actions > 0 && bounds.variant != Variant::Seed
        }),
    ]
}

fn of_locked_imports(system: &InteropSettlement, chain: ChainId) -> Parts {
    let own = [ChainPart::Attested, ChainPart::Executed];
    own.iter().fold(of_imports(system, chain), |all, part| all.and(part.of(system, chain)))
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
