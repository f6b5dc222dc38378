//! Batches: committed, then proven, then executed, and then never undone.

use counterfoil_model::footprint::Parts;
use counterfoil_model::interop_settlement::messages::Validity;
use counterfoil_model::interop_settlement::state::parts::{ChainPart, blocks, headers};
use counterfoil_model::interop_settlement::{Action, Guard, InteropSettlement, State};

use super::{Property, of_every};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "executed_is_verified_is_committed",
            "What is executed is proven, what is proven is committed, and what is committed has a block.",
            "Interop settlement modes, Proof based interop",
            Predicate::Step(executed_is_verified_is_committed),
        )
        .reads(|system| {
            use ChainPart as P;
            of_every(system, &[P::Executed, P::Verified, P::Committed, P::Lengths])
        })
        .rests_on(&[Guard::VerifiesOnlyCommitted, Guard::ExecutesOnlyVerified]),
        Property::new(
            "executed_blocks_stay",
            "Executed batches stay executed, block by block.",
            "Interop settlement modes, Proof based interop",
            Predicate::Step(executed_blocks_stay),
        )
        .reads(|system| {
            let all = system.chains().map(|chain| blocks(system, chain));
            all.fold(of_every(system, &[ChainPart::Executed, ChainPart::Lengths]), Parts::and)
        })
        .rests_on(&[Guard::RevertKeepsExecuted]),
        Property::new(
            "executed_blocks_are_valid",
            "Every executed block is valid.",
            "Interop settlement modes, Proof based interop",
            Predicate::Always(executed_blocks_are_valid),
        )
        .reads(|system| {
            let all = system.chains().map(|chain| headers(system, chain));
            all.fold(of_every(system, &[ChainPart::Executed, ChainPart::Lengths]), Parts::and)
        })
        .rests_on(&[Guard::ProofIsSound, Guard::ExecutesOnlyVerified]),
    ]
}

/// Each transition moves the counters one at a time and by what is there before.
fn executed_is_verified_is_committed(
    system: &InteropSettlement,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let executes = matches!(action, Action::ExecuteBatches { .. });
    system.chains().all(|chain| {
        let (own, next) = (before.chain(chain), after.chain(chain));
        let was_proven = !executes || next.total_batches_executed <= own.total_batches_verified;
        was_proven
            && next.total_batches_executed <= next.total_batches_verified
            && next.total_batches_verified <= next.total_batches_committed
            && (0..next.total_batches_committed).all(|batch| next.length(batch) > 0)
    })
}

fn executed_blocks_stay(system: &InteropSettlement, before: &State, _: &Action, after: &State) -> bool {
    system.chains().all(|chain| {
        let (own, next) = (before.chain(chain), after.chain(chain));
        let executed = own.total_batches_executed;
        executed <= next.total_batches_executed
            && own.places(0..executed).all(|place| own.block(place) == next.block(place))
            && (0..executed).all(|batch| own.length(batch) == next.length(batch))
    })
}

fn executed_blocks_are_valid(system: &InteropSettlement, state: &State) -> bool {
    system.chains().all(|chain| {
        let own = state.chain(chain);
        let is_valid = |place| own.block(place).is_none_or(|block| block.validity == Validity::Valid);
        own.places(0..own.total_batches_executed).all(is_valid)
    })
}
