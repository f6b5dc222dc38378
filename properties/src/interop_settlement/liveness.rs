//! Liveness: what is built is settled, and whatever has happened, it can be.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Committer;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, Once, blocks, of};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, Mode, Scenario, State};
use counterfoil_model::system::Protocol;

use super::settled::{executable, is_clear, is_concerned};
use super::{Property, by_chain, depended_on, locks, of_chain, of_every, of_imports};
use crate::property::{LeadsTo, Predicate};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    can_settle().into_iter().chain(settles()).collect()
}

/// That what waits can be settled.
fn can_settle() -> Vec<Property> {
    vec![
        Property::new(
            "proven_batches_execute",
            "Where proven batches of a chain depend on nothing but what is executed and each other, they can be executed.",
            "Interop settlement modes, Implications on settlement process",
            Predicate::Always(|system, state| proven_batches_execute(system, state, system.chains())),
        )
        .cases(
            |system| {
                use ChainPart as P;
                by_chain(system, |chain| {
                    let counters = [P::Committed, P::Verified, P::Executed, P::Lengths];
                    let of_one = |one| blocks(system, one).and(of(system, one, &counters));
                    depended_on(system, chain).into_iter().map(of_one).collect()
                })
            },
            |system, state, case| {
                of_chain(system, case, |chain| proven_batches_execute(system, state, [chain]))
            },
        ),
        Property::new(
            "settlement_is_always_possible",
            "Whatever has happened, everything that waits can still be executed or dropped by those whom it concerns.",
            "Interop settlement modes, corner cases",
            Predicate::AlwaysPossible(everything_is_settled),
        )
        .reads(settlement)
        .rests_on(&[
            Guard::AttestedImportsAreSettled,
            Guard::CouncilKeepsWhatIsProvable,
            Guard::CouncilCoversDependents,
        ])
        .applies(somebody_helps),
        Property::new(
            "unconcerned_chains_always_settle",
            "A chain that depends on nothing that cannot become final can settle, whether the council acts or not.",
            "Interop settlement modes, Security considerations for Precommit based interop, With",
            Predicate::AlwaysPossible(|system, state| {
                system.chains().all(|chain| is_settled_unless_concerned(system, state, chain))
            }),
        )
        .cases(
            |system| {
                by_chain(system, |chain| {
                    let of_one = |one| blocks(system, one).and(of(system, one, SETTLEMENT));
                    depended_on(system, chain).into_iter().map(of_one).collect()
                })
            },
            |system, state, case| {
                of_chain(system, case, |chain| is_settled_unless_concerned(system, state, chain))
            },
        )
        .applies(|scenario| scenario.parameters.unprovable_blocks > 0 || scenario.parameters.invalid_blocks > 0),
    ]
}

/// That it is, in the end, and by whom.
fn settles() -> Vec<Property> {
    vec![
        Property::new(
            "timeouts_come_in_order",
            "Timeouts pass one at a time, and nobody settles for an operator before the one that lets them.",
            "Interop settlement modes, corner cases",
            Predicate::Step(timeouts_come_in_order),
        )
        .reads(|_| Once::Timeouts.alone())
        .rests_on(&[Guard::TimeoutHasPassed, Guard::TimeoutIsCounted])
        .applies(|scenario| locks(scenario) && scenario.parameters.timeouts > 0),
        Property::new(
            "timeouts_let_others_settle",
            "What an operator that has stalled leaves locked can be committed by everybody whose timeout has passed.",
            "Interop settlement modes, corner cases",
            Predicate::Always(timeouts_let_others_settle),
        )
        .reads(|system| {
            let counters = [ChainPart::Stalled, ChainPart::Attested, ChainPart::Committed];
            let exporters = system.chains().filter(|chain| system.mode(*chain) == Mode::ProofBased);
            let exported: Parts = exporters.map(|chain| of_imports(system, chain)).collect();
            exported.and(of_every(system, &counters)).and(Once::Timeouts.alone())
        })
        .rests_on(&[Guard::TimeoutHasPassed])
        .applies(|scenario| locks(scenario) && scenario.parameters.timeouts > 0),
        Property::new(
            "blocks_are_settled",
            "When a block is built, it is executed or dropped.",
            "Interop settlement modes, corner cases",
            Predicate::Eventually(LeadsTo {
                from: |system, state| !everything_is_settled(system, state),
                to: everything_is_settled,
            }),
        )
        .reads(settlement)
        .applies(somebody_helps),
    ]
}

/// Where something locked may be lost or abandoned, there is somebody to help.
fn somebody_helps(scenario: &Scenario) -> bool {
    let bounds = &scenario.parameters;
    let signs_anything = bounds.tee_bugs > 0 || !bounds.tee.is_verified();
    let may_be_lost = bounds.unprovable_blocks > 0 || (bounds.invalid_blocks > 0 && signs_anything);
    let may_stall = bounds.stalls > 0;
    !bounds.tee.locks()
        || ((!may_be_lost || bounds.council_actions > 0) && (!may_stall || bounds.timeouts > 0))
}

/// What tells of a chain whether anything waits to be executed.
const SETTLEMENT: &[ChainPart] =
    &[ChainPart::Lengths, ChainPart::Executed, ChainPart::Stalled, ChainPart::Attested];

fn settlement(system: &InteropSettlement) -> Parts {
    of_every(system, SETTLEMENT)
}

fn everything_is_settled(system: &InteropSettlement, state: &State) -> bool {
    system.chains().all(|chain| is_clear(system, state, chain))
}

fn is_settled_unless_concerned(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    is_clear(system, state, chain) || is_concerned(system, state, chain)
}

fn proven_batches_execute(
    system: &InteropSettlement,
    state: &State,
    chains: impl IntoIterator<Item = ChainId>,
) -> bool {
    let ends = executable(system, state);
    let waits = |chain: &ChainId| state.chain(*chain).total_batches_executed < *ends.of(*chain);
    let waiting: Vec<ChainId> = chains.into_iter().filter(waits).collect();
    if waiting.is_empty() {
        return true;
    }
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    waiting.into_iter().all(|chain| {
        let is_of_it =
            |action: &Action| matches!(action, Action::ExecuteBatches { group } if *group.of(chain) > 0);
        actions.iter().any(|action| is_of_it(action) && system.next_state(state, action).is_ok())
    })
}

fn timeouts_come_in_order(_: &InteropSettlement, before: &State, action: &Action, after: &State) -> bool {
    match action {
        Action::PassTime => after.timeouts == before.timeouts + 1,
        Action::ForceCommit { by, .. } => before.timeouts >= timeouts_before(*by),
        _ => true,
    }
}

fn timeouts_let_others_settle(system: &InteropSettlement, state: &State) -> bool {
    let waits = |chain: &ChainId| {
        let own = state.chain(*chain);
        own.is_stalled && own.attested.is_some_and(|locked| locked.batch == own.total_batches_committed)
    };
    let can_settle = |chain| {
        let mut due = Committer::ALL.into_iter().filter(|by| state.timeouts >= timeouts_before(*by));
        due.all(|by| system.next_state(state, &Action::ForceCommit { chain, by }).is_ok())
    };
    system.chains().filter(waits).all(can_settle)
}

/// "Initially only the operator, then the security council, then zkchain operators, than anybody."
fn timeouts_before(by: Committer) -> u8 {
    match by {
        Committer::SecurityCouncil => 1,
        Committer::OtherOperator => 2,
        Committer::Anybody => 3,
    }
}
