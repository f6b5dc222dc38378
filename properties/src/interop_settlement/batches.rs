//! Batches: committed, then proven, then executed, and then never undone.

use counterfoil_model::interop_settlement::messages::Validity;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, blocks, headers, of};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, State};

use super::{Property, by_chain, of_chain};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    counters().into_iter().chain(executed()).collect()
}

/// That batches are counted as they come.
fn counters() -> Vec<Property> {
    vec![
        Property::new(
            "batches_are_counted",
            "Each commitment, proof and execution counts the batches that it is of, and nothing else counts any.",
            "Interop settlement modes, Proof based interop",
            Predicate::Step(|system, before, action, after| {
                system.chains().all(|chain| batches_are_counted((before, action, after), chain))
            }),
        )
        .step_cases(
            |system| {
                use ChainPart as P;
                by_chain(system, |chain| of(system, chain, &[P::Executed, P::Verified, P::Committed]))
            },
            |system, before, action, after, case| {
                of_chain(system, case, |chain| batches_are_counted((before, action, after), chain))
            },
        )
        .rests_on(&[Guard::BatchIsCommitted, Guard::BatchIsVerified, Guard::BatchIsExecuted]),
        Property::new(
            "reverted_batches_are_gone",
            "A revert leaves no batch committed after the last that it keeps, but for what is locked.",
            "Interop settlement modes, Security considerations for Precommit based interop, With",
            Predicate::Step(|system, before, action, after| {
                system.chains().all(|chain| reverted_batches_are_gone((before, action, after), chain))
            }),
        )
        .step_cases(
            |system| by_chain(system, |one| of(system, one, &[ChainPart::Committed, ChainPart::Attested])),
            |system, before, action, after, case| {
                of_chain(system, case, |chain| reverted_batches_are_gone((before, action, after), chain))
            },
        )
        .rests_on(&[Guard::BatchIsReverted])
        .applies(|scenario| scenario.parameters.reverts > 0),
        Property::new(
            "executed_is_verified_is_committed",
            "What is executed is proven, what is proven is committed, and what is committed has a block.",
            "Interop settlement modes, Proof based interop",
            Predicate::Step(|system, before, action, after| {
                system.chains().all(|chain| executed_is_verified_is_committed((before, action, after), chain))
            }),
        )
        .step_cases(
            |system| {
                use ChainPart as P;
                by_chain(system, |one| of(system, one, &[P::Executed, P::Verified, P::Committed, P::Lengths]))
            },
            |system, before, action, after, case| {
                of_chain(system, case, |one| executed_is_verified_is_committed((before, action, after), one))
            },
        )
        .rests_on(&[Guard::VerifiesOnlyCommitted, Guard::ExecutesOnlyVerified]),
    ]
}

/// What is executed.
fn executed() -> Vec<Property> {
    vec![
        Property::new(
            "executed_blocks_stay",
            "Executed batches stay executed, block by block.",
            "Interop settlement modes, Proof based interop",
            Predicate::Step(|system, before, _, after| {
                system.chains().all(|chain| executed_blocks_stay(before, after, chain))
            }),
        )
        .step_cases(
            |system| {
                let counters = [ChainPart::Executed, ChainPart::Lengths];
                by_chain(system, |chain| blocks(system, chain).and(of(system, chain, &counters)))
            },
            |system, before, _, after, case| {
                of_chain(system, case, |chain| executed_blocks_stay(before, after, chain))
            },
        )
        .rests_on(&[Guard::RevertKeepsExecuted]),
        Property::new(
            "executed_blocks_are_valid",
            "Every executed block is valid.",
            "Interop settlement modes, Proof based interop",
            Predicate::Always(|system, state| {
                system.chains().all(|chain| executed_blocks_are_valid(state, chain))
            }),
        )
        .cases(
            |system| {
                let counters = [ChainPart::Executed, ChainPart::Lengths];
                by_chain(system, |chain| headers(system, chain).and(of(system, chain, &counters)))
            },
            |system, state, case| of_chain(system, case, |chain| executed_blocks_are_valid(state, chain)),
        )
        .rests_on(&[Guard::ProofIsSound, Guard::ExecutesOnlyVerified]),
    ]
}

fn batches_are_counted((before, action, after): (&State, &Action, &State), chain: ChainId) -> bool {
    let (own, next) = (before.chain(chain), after.chain(chain));
    let [committed, verified, executed] = counted(*action, chain);
    let may_revert = committed + verified + executed == 0;
    let counts = |before: u8, after: u8, by: u8| after == before + by || (may_revert && after < before);
    counts(own.total_batches_committed, next.total_batches_committed, committed)
        && counts(own.total_batches_verified, next.total_batches_verified, verified)
        && counts(own.total_batches_executed, next.total_batches_executed, executed)
}

/// How many batches of the chain the action commits, proves and executes.
fn counted(action: Action, chain: ChainId) -> [u8; 3] {
    match action {
        Action::CommitBatches { chain: of } | Action::ForceCommit { chain: of, .. } => {
            [u8::from(of == chain), 0, 0]
        }
        Action::ProveBatches { chain: of } => [0, u8::from(of == chain), 0],
        Action::ExecuteBatches { group } => [0, 0, *group.of(chain)],
        _ => [0; 3],
    }
}

fn reverted_batches_are_gone((before, action, after): (&State, &Action, &State), chain: ChainId) -> bool {
    let Action::RevertBatches { chain: of, last } = *action else { return true };
    let locked = before.chain(chain).attested.map_or(0, |place| place.batch);
    of != chain || after.chain(chain).total_batches_committed <= last.max(locked)
}

/// Each transition moves the counters one at a time and by what is there before.
fn executed_is_verified_is_committed(
    (before, action, after): (&State, &Action, &State),
    chain: ChainId,
) -> bool {
    let executes = matches!(action, Action::ExecuteBatches { .. });
    let (own, next) = (before.chain(chain), after.chain(chain));
    let was_proven = !executes || next.total_batches_executed <= own.total_batches_verified;
    was_proven
        && next.total_batches_executed <= next.total_batches_verified
        && next.total_batches_verified <= next.total_batches_committed
        && (0..next.total_batches_committed).all(|batch| next.length(batch) > 0)
}

fn executed_blocks_stay(before: &State, after: &State, chain: ChainId) -> bool {
    let (own, next) = (before.chain(chain), after.chain(chain));
    let executed = own.total_batches_executed;
    executed <= next.total_batches_executed
        && own.places(0..executed).all(|place| own.block(place) == next.block(place))
        && (0..executed).all(|batch| own.length(batch) == next.length(batch))
}

fn executed_blocks_are_valid(state: &State, chain: ChainId) -> bool {
    let own = state.chain(chain);
    let is_valid = |place| own.block(place).is_none_or(|block| block.validity == Validity::Valid);
    own.places(0..own.total_batches_executed).all(is_valid)
}
