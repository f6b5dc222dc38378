//! What can be attempted in a state.
//!
//! The lists below hold no guard: they offer what somebody could try, and the rules decide.

use super::super::messages::{Committer, Group, Place, RootNumber, Validity};
use super::super::scenario::{Execution, Mode};
use super::super::state::{Chain, State};
use super::super::topology::ChainId;
use super::super::{InteropSettlement, contracts};
use super::Action;

/// Appends everything that can be attempted in `state`.
pub(in super::super) fn attempts(system: &InteropSettlement, state: &State, actions: &mut Vec<Action>) {
    for chain in system.chains() {
        if !state.chain(chain).is_stalled {
            building(system, state, chain, actions);
            by_operator(system, state, chain, actions);
            faults(system, state, chain, actions);
        }
        settlement(system, state, chain, actions);
    }
    executions(system, state, actions);
    in_the_place_of_operators(system, state, actions);
}

/// The blocks that an operator could build next.
fn building(system: &InteropSettlement, state: &State, chain: ChainId, actions: &mut Vec<Action>) {
    let (own, bounds) = (state.chain(chain), &system.parameters);
    let open = own.total_batches_committed;
    if open >= bounds.batches || own.length(open) >= bounds.blocks_in_batch {
        return;
    }
    let kinds = [
        (Validity::Valid, true),
        (Validity::Unprovable, state.left.unprovable_blocks > 0),
        (Validity::Invalid, state.left.invalid_blocks > 0),
    ];
    let kinds = kinds.into_iter().filter(|(_, is_left)| *is_left);
    actions.extend(kinds.map(|(validity, _)| Action::BuildBlock { chain, validity }));
    if own.imports_left == 0 {
        return;
    }
    for source in bounds.sources(chain) {
        for place in roots(system.mode(chain), state.chain(source)) {
            let number = RootNumber { source, place };
            let messages = 1..=place.blocks;
            actions.extend(messages.map(|message| Action::AddInteropRoot { chain, number, message }));
        }
    }
}

/// The roots that a chain could try to import: batch roots, or those within the batch under way.
fn roots(mode: Mode, source: &Chain) -> impl Iterator<Item = Place> {
    let open = source.total_batches_committed;
    let first = if mode == Mode::PreCommitBased { open } else { 0 };
    let end = if mode == Mode::ProofBased { open } else { open.saturating_add(1) };
    let is_whole = move |place: &Place| place.blocks == source.length(place.batch);
    source.places(first..end).filter(move |place| mode == Mode::PreCommitBased || is_whole(place))
}

/// What an operator and its TEE could try with the blocks that there are.
fn by_operator(system: &InteropSettlement, state: &State, chain: ChainId, actions: &mut Vec<Action>) {
    let own = state.chain(chain);
    let tip = own.tip();
    let has_open = own.length(own.total_batches_committed) > 0;
    let has_new = tip.blocks > 0 && tip.batch >= own.total_batches_executed && !own.has_attested(tip);
    if system.parameters.attests(chain) && has_new {
        actions.push(Action::AttestBlocks { chain, has_bug: false });
        let lies = system.parameters.tee.is_verified() && !contracts::tee_registry::is_valid(own);
        if lies && state.left.tee_bugs > 0 {
            actions.push(Action::AttestBlocks { chain, has_bug: true });
        }
    }
    if has_open {
        actions.push(Action::CommitBatches { chain });
    }
    if can_start_again(system, state, chain) {
        actions.push(Action::StartAgain { chain });
    }
}

/// Whether an operator has something to drop that no lock keeps.
fn can_start_again(system: &InteropSettlement, state: &State, chain: ChainId) -> bool {
    let locked = state.chain(chain).attested.filter(|_| system.parameters.tee.locks());
    let end = state.sound_end(system, chain);
    end.is_some_and(|end| locked.is_none_or(|locked| locked <= end))
}

/// What an operator could do wrong.
fn faults(system: &InteropSettlement, state: &State, chain: ChainId, actions: &mut Vec<Action>) {
    let own = state.chain(chain);
    let open = own.total_batches_committed;
    if state.left.reorganisations > 0 {
        let ends = (0..own.length(open)).map(|blocks| Place { batch: open, blocks });
        actions.extend(ends.map(|end| Action::Reorganise { chain, end }));
    }
    if state.left.reverts > 0 && open > 0 {
        // One that reverts nothing is accepted, too.
        let first = own.total_batches_executed.saturating_sub(1);
        actions.extend((first..=open).map(|last| Action::RevertBatches { chain, last }));
    }
    if state.left.stalls > 0 && system.parameters.stalls > 0 {
        actions.push(Action::Stall { chain });
    }
}

/// What anybody could try with committed batches. Of one that has no proof nobody has one to show.
fn settlement(system: &InteropSettlement, state: &State, chain: ChainId, actions: &mut Vec<Action>) {
    let own = state.chain(chain);
    let next = own.total_batches_verified;
    let is_provable =
        |place: Place| own.block(place).is_none_or(|block| block.validity != Validity::Unprovable);
    let exists = next < system.parameters.batches && own.length(next) > 0;
    if exists && own.places(next..next.saturating_add(1)).all(is_provable) {
        actions.push(Action::ProveBatches { chain });
    }
    if own.total_batches_executed < own.total_batches_committed {
        let mut group = Group::default();
        *group.of_mut(chain) = 1;
        actions.push(Action::ExecuteBatches { group });
    }
}

/// Batches of several chains that could be executed at once: any number of the proven ones of each.
fn executions(system: &InteropSettlement, state: &State, actions: &mut Vec<Action>) {
    let most = match system.parameters.variant.execution() {
        Execution::Single => return,
        Execution::Pairwise => 2,
        Execution::Group => 3,
    };
    let proven = |chain: ChainId| {
        let own = state.chain(chain);
        0..=own.total_batches_verified.saturating_sub(own.total_batches_executed)
    };
    for a in proven(ChainId::A) {
        for b in proven(ChainId::B) {
            for c in proven(ChainId::C) {
                let chains = [a, b, c].into_iter().filter(|count| *count > 0).count();
                if (2..=most).contains(&chains) {
                    actions.push(Action::ExecuteBatches { group: Group { a, b, c } });
                }
            }
        }
    }
}

/// What the clock, the council and others do for operators that do nothing, or cannot.
fn in_the_place_of_operators(system: &InteropSettlement, state: &State, actions: &mut Vec<Action>) {
    let variant = system.parameters.variant;
    let has_stalled = |chain: &ChainId| state.chain(*chain).is_stalled;
    if variant.forces_settlement() && system.parameters.timeouts > 0 {
        if state.timeouts < system.parameters.timeouts && system.chains().any(|chain| has_stalled(&chain)) {
            actions.push(Action::PassTime);
        }
        for chain in system.chains().filter(has_stalled) {
            let own = state.chain(chain);
            let is_open = own.attested.is_some_and(|locked| locked.batch == own.total_batches_committed);
            let acts = |by: &Committer| match by {
                Committer::SecurityCouncil => variant.has_council(),
                Committer::OtherOperator => system.chains().any(|other| !has_stalled(&other)),
                Committer::Anybody => true,
            };
            let committers = Committer::ALL.into_iter().filter(|by| is_open && acts(by));
            actions.extend(committers.map(|by| Action::ForceCommit { chain, by }));
        }
    }
    if variant.has_council() && state.left.council_actions > 0 && system.parameters.tee.locks() {
        let is_stuck = |chain: &ChainId| {
            let mut places = state.chain(*chain).unexecuted();
            places
                .any(|place| state.chain(*chain).has_attested(place) && state.is_lost(system, *chain, place))
        };
        let stuck = system.chains().filter(is_stuck);
        actions.extend(stuck.map(|chain| Action::UnlockBlocks { chain }));
    }
}
