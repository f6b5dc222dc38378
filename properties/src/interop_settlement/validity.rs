//! Validity: what is attested is valid, and so is what chains import before it is proven.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Validity;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, headers};
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, Mode, Scenario, State, Tee};

use super::{Property, importing, locks, of_every, of_imports};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "signed_blocks_are_valid",
            "Unless TEEs have a bug, what they have signed is valid.",
            "Interop settlement modes, Security considerations for Precommit based interop, With",
            Predicate::Always(signed_blocks_are_valid),
        )
        .reads(|system| {
            let all: Parts = system.chains().map(|chain| headers(system, chain)).collect();
            all.and(of_every(system, &[ChainPart::Attested, ChainPart::Lengths, ChainPart::Executed]))
        })
        .rests_on(&[Guard::AttestedBlocksAreValid])
        .applies(|scenario| {
            let bounds = &scenario.parameters;
            bounds.tee.is_verified() && bounds.tee_bugs == 0 && bounds.uses(Mode::PreCommitBased)
        }),
        Property::new(
            "imported_blocks_are_valid",
            "Unless TEEs have a bug, no chain imports invalid blocks before they are proven.",
            "Interop settlement modes, Security considerations for Precommit based interop",
            Predicate::Always(imported_blocks_are_valid),
        )
        .reads(|system| {
            let chains = system.chains().filter(|chain| system.mode(*chain) == Mode::PreCommitBased);
            chains.map(|chain| of_imports(system, chain)).collect()
        })
        .rests_on(&[
            Guard::ImportedBlocksAreChecked,
            Guard::ImportedBlocksAreAttested,
            Guard::AttestedBlocksAreValid,
        ])
        .applies(imports_are_checked),
        Property::new(
            "forced_batches_are_attested",
            "What somebody else commits for an operator is what the operator's TEE has attested, no more.",
            "Interop settlement modes, corner cases",
            Predicate::Step(forced_batches_are_attested),
        )
        .reads(|system| of_every(system, &[ChainPart::Attested, ChainPart::Lengths, ChainPart::Committed]))
        .rests_on(&[Guard::ForcedBatchEndsAtTheLock])
        .applies(|scenario| locks(scenario) && scenario.parameters.timeouts > 0),
    ]
}

/// Who imports looks at what it imports, or a TEE that somebody verifies does.
fn imports_are_checked(scenario: &Scenario) -> bool {
    let bounds = &scenario.parameters;
    bounds.uses(Mode::PreCommitBased) && bounds.tee_bugs == 0 && bounds.tee != Tee::OffChain
}

fn signed_blocks_are_valid(system: &InteropSettlement, state: &State) -> bool {
    system.chains().all(|chain| {
        let own = state.chain(chain);
        let mut signed = own.unexecuted().filter(|place| own.has_attested(*place));
        signed.all(|place| own.block(place).is_none_or(|block| block.validity != Validity::Invalid))
    })
}

fn imported_blocks_are_valid(system: &InteropSettlement, state: &State) -> bool {
    let mut chains = system.chains().filter(|chain| system.mode(*chain) == Mode::PreCommitBased);
    chains.all(|chain| {
        importing(state, chain).filter(|(_, import)| state.is_live(Mode::PreCommitBased, import)).all(
            |(_, import)| {
                let (source, end) = (state.chain(import.number.source), import.number.place);
                let mut imported =
                    source.places(0..end.batch.saturating_add(1)).filter(|place| *place <= end);
                imported
                    .all(|place| source.block(place).is_none_or(|block| block.validity != Validity::Invalid))
            },
        )
    })
}

fn forced_batches_are_attested(
    _: &InteropSettlement,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Action::ForceCommit { chain, .. } = *action else { return true };
    let batch = before.chain(chain).total_batches_committed;
    let mut committed = after.chain(chain).places(batch..batch.saturating_add(1));
    committed.all(|place| before.chain(chain).has_attested(place))
}
