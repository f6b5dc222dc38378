//! Batches: committed, then proven, then executed, each on top of the one before.

use counterfoil_model::footprint::Parts;
use counterfoil_model::l1_l2_messaging::state::parts::{BatchPart, Part, of};
use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, State};

use super::runs::Run;
use super::{Property, positions};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "executed_is_verified_is_committed",
            "What is executed is verified, and what is verified is committed.",
            "L1 <-> L2 Communication, L2→L1 communication",
            Predicate::Always(executed_is_verified_is_committed),
        )
        .reads(|_| of(&[Part::IsBehind, Part::Verified, Part::Committed]))
        .rests_on(&[Guard::VerifiesOnlyCommitted, Guard::ExecutesOnlyVerified, Guard::RevertKeepsExecuted]),
        Property::new(
            "executed_batch_was_run",
            "An executed batch is one that the bootloader has run, from the state that the batch before ends with.",
            "L1 <-> L2 Communication, L2→L1 communication",
            Predicate::Step(executed_batch_was_run),
        )
        .reads(|system| Run::reads(system).and(Part::ExecutedRoot.alone()))
        .rests_on(&[Guard::ProofIsSound, Guard::ExecutesOnlyVerified]),
        Property::new(
            "proven_under_its_own_rules",
            "A batch is proven by the rules for which it was committed.",
            "L1 <-> L2 Communication, L2→L1 communication",
            Predicate::Step(proven_under_its_own_rules),
        )
        .reads(|_| next_to_prove().and(BatchPart::Proof.of_all()))
        .rests_on(&[Guard::ProofIsOfItsRules]),
        Property::new(
            "honest_batch_is_provable",
            "The next batch that an honest operator has to prove can be proven.",
            "L1 <-> L2 Communication, Upgrade transactions, Initiation",
            Predicate::Always(honest_batch_is_provable),
        )
        .cases(
            |system| positions(system).map(|others| next_to_prove().and(BatchPart::Proof.after(others))).collect(),
            |system, state, others| {
                let is_next = usize::from(state.l1.executor.total_batches_verified) == others;
                !is_next || honest_batch_is_provable(system, state)
            },
        )
        .rests_on(&[Guard::UnprovenRevertedAtNewVerifier, Guard::NothingCommittedAtNewVerifier])
        .applies(|scenario| scenario.parameters.operator_is_honest()),
    ]
}

/// Which batch is to be proven next, and by what.
fn next_to_prove() -> Parts {
    of(&[Part::Committed, Part::Verified, Part::Rules])
}

fn executed_is_verified_is_committed(_: &L1L2Messaging, state: &State) -> bool {
    let executor = &state.l1.executor;
    !executor.is_behind_executed && executor.total_batches_verified <= executor.committed.len()
}

fn executed_batch_was_run(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let executor = &before.l1.executor;
    let starts_there = |run: &Run| run.previous_state_root == executor.executed_state_root;
    Run::of(before, action).is_none_or(|run| run.has_proof && starts_there(&run))
}

fn proven_under_its_own_rules(_: &L1L2Messaging, before: &State, action: &Action, _: &State) -> bool {
    let proven = before.l1.executor.committed.get(before.l1.executor.total_batches_verified);
    *action != Action::ProveBatches || proven.is_none_or(|batch| batch.rules == before.l1.upgrade.rules)
}

fn honest_batch_is_provable(_: &L1L2Messaging, state: &State) -> bool {
    let next = state.l1.executor.committed.get(state.l1.executor.total_batches_verified);
    next.is_none_or(|batch| !batch.has_proof || batch.rules == state.l1.upgrade.rules)
}
