//! Batches: committed, then proven, then executed, and then never undone.

use counterfoil_model::interop_settlement::messages::Validity;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, blocks, headers, of};
use counterfoil_model::interop_settlement::topology::ChainId;
use counterfoil_model::interop_settlement::{Action, Guard, State};

use super::{Property, by_chain, of_chain};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
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
