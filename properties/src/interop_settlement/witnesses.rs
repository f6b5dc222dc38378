//! Witnesses: what must happen in a scenario, or else its proofs would say nothing. The depth at which a message
//! becomes
//! usable, and final where it is used, is the latency of a mode.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Validity;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, Once, blocks, imports};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{InteropSettlement, Mode, State};

use super::settled::is_clear;
use super::{Property, importing, locks, of_every};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    latencies().into_iter().chain(runs()).chain(repairs()).collect()
}

/// A message of one mode is usable, or final where it is used.
macro_rules! latency {
    ($name:literal, $statement:literal, $section:literal, $mode:expr, $is_there:expr) => {
        Property::new(
            $name,
            $statement,
            concat!("Interop settlement modes, ", $section),
            Predicate::Sometimes(|system, state: &State| {
                let mut chains = system.chains().filter(|chain| system.mode(*chain) == $mode);
                let is_there: fn(u8, u8) -> bool = $is_there;
                chains.any(|chain| {
                    let executed = state.chain(chain).total_batches_executed;
                    importing(state, chain).any(|(place, _)| is_there(place.batch, executed))
                })
            }),
        )
        .reads(all_imports)
        .applies(|scenario| scenario.parameters.uses($mode) && scenario.parameters.imports > 0)
    };
}

fn latencies() -> Vec<Property> {
    let usable = [
        latency!(
            "proof_based_message_is_usable",
            "A message is used that was imported proof-based.",
            "Proof based interop",
            Mode::ProofBased,
            |_, _| true
        ),
        latency!(
            "commit_based_message_is_usable",
            "A message is used that was imported commit-based.",
            "Commit/Batch based interop",
            Mode::CommitBased,
            |_, _| true
        ),
        latency!(
            "pre_commit_based_message_is_usable",
            "A message is used that was imported pre-commit-based.",
            "Pre-commit/Miniblock based interop",
            Mode::PreCommitBased,
            |_, _| true
        ),
    ];
    let is_final = [
        latency!(
            "proof_based_message_is_final",
            "A batch is executed that uses a message imported proof-based.",
            "Proof based interop",
            Mode::ProofBased,
            |batch, executed| batch < executed
        ),
        latency!(
            "commit_based_message_is_final",
            "A batch is executed that uses a message imported commit-based.",
            "Commit/Batch based interop",
            Mode::CommitBased,
            |batch, executed| batch < executed
        ),
        latency!(
            "pre_commit_based_message_is_final",
            "A batch is executed that uses a message imported pre-commit-based.",
            "Pre-commit/Miniblock based interop",
            Mode::PreCommitBased,
            |batch, executed| batch < executed
        ),
    ];
    usable.into_iter().chain(is_final).collect()
}

fn runs() -> Vec<Property> {
    vec![
        Property::new(
            "destination_must_start_again",
            "A chain has imported a root that its source has dropped since.",
            "Interop settlement modes, Commit/Batch based interop",
            Predicate::Sometimes(destination_must_start_again),
        )
        .reads(everything)
        .applies(|scenario| {
            let bounds = &scenario.parameters;
            let is_early = bounds.uses(Mode::CommitBased) || bounds.uses(Mode::PreCommitBased);
            is_early && bounds.reorganisations + bounds.reverts > 0
        }),
        Property::new(
            "batches_of_a_circle_are_executed",
            "Batches are executed that depend on each other.",
            "Interop settlement modes, Pre-commit/Miniblock based interop",
            Predicate::Sometimes(batches_of_a_circle_are_executed),
        )
        .reads(all_imports)
        .applies(|scenario| scenario.parameters.uses(Mode::PreCommitBased)),
    ]
}

fn repairs() -> Vec<Property> {
    vec![
        Property::new(
            "locked_block_is_lost",
            "A block is locked that cannot become final.",
            "Interop settlement modes, corner cases",
            Predicate::Sometimes(locked_block_is_lost),
        )
        .reads(everything)
        .applies(locks),
        Property::new(
            "council_unlocks",
            "The security council has unlocked a chain, and everything is settled.",
            "Interop settlement modes, corner cases",
            Predicate::Sometimes(council_unlocks),
        )
        .reads(|system| everything(system).and(Once::CouncilActions.alone()))
        .applies(|scenario| locks(scenario) && scenario.parameters.council_actions > 0),
        Property::new(
            "stalled_source_is_settled",
            "A message of a chain that has stalled is final where it is used.",
            "Interop settlement modes, corner cases",
            Predicate::Sometimes(stalled_source_is_settled),
        )
        .reads(|system| {
            all_imports(system).and(of_every(system, &[ChainPart::Stalled])).and(Once::Timeouts.alone())
        })
        .applies(|scenario| scenario.parameters.timeouts > 0),
    ]
}

fn all_imports(system: &InteropSettlement) -> Parts {
    let all: Parts = system.chains().map(|chain| imports(system, chain)).collect();
    all.and(of_every(system, &[ChainPart::Lengths, ChainPart::Executed]))
}

fn everything(system: &InteropSettlement) -> Parts {
    let all: Parts = system.chains().map(|chain| blocks(system, chain)).collect();
    let counters = [ChainPart::Lengths, ChainPart::Executed, ChainPart::Attested, ChainPart::Stalled];
    all.and(of_every(system, &counters))
}

fn destination_must_start_again(system: &InteropSettlement, state: &State) -> bool {
    system
        .chains()
        .any(|chain| importing(state, chain).any(|(_, import)| !state.is_live(system.mode(chain), &import)))
}

/// Of each such batch some block imports of a batch that does the same.
fn batches_of_a_circle_are_executed(system: &InteropSettlement, state: &State) -> bool {
    let of_chain = |chain| (0..state.chain(chain).total_batches_executed).map(move |batch| (chain, batch));
    let batches = || system.chains().flat_map(of_chain);
    batches().any(|one| {
        batches().any(|two| {
            let through = |three| depends(state, two, three) && depends(state, three, one);
            depends(state, one, two) && (depends(state, two, one) || batches().any(through))
        })
    })
}

/// Whether a batch imports of another one.
fn depends(state: &State, (chain, batch): (ChainId, u8), on: (ChainId, u8)) -> bool {
    let numbers = importing(state, chain).filter(|(place, _)| place.batch == batch);
    numbers.map(|(_, import)| import.number).any(|number| (number.source, number.place.batch) == on)
}

fn locked_block_is_lost(system: &InteropSettlement, state: &State) -> bool {
    system.chains().any(|chain| {
        let own = state.chain(chain);
        let is_lost = |place| {
            let is_bad = own.block(place).is_some_and(|block| block.validity != Validity::Valid);
            own.has_attested(place) && is_bad
        };
        own.unexecuted().any(is_lost)
    })
}

fn council_unlocks(system: &InteropSettlement, state: &State) -> bool {
    let has_acted = state.left.council_actions < system.parameters.council_actions;
    has_acted && system.chains().all(|chain| is_clear(system, state, chain))
}

fn stalled_source_is_settled(system: &InteropSettlement, state: &State) -> bool {
    let forced = state.timeouts > 0;
    forced
        && system.chains().any(|chain| {
            let executed = state.chain(chain).total_batches_executed;
            importing(state, chain)
                .any(|(place, import)| place.batch < executed && state.chain(import.number.source).is_stalled)
        })
}
