//! From what a search has seen to the traces that show it, of which none is there in vain.

use std::collections::BTreeSet;

use counterfoil_model::system::System;

use super::Search;
use crate::replay::{Trace, replay};

/// Runs on which each kind happens, and each two kinds that follow one another somewhere.
///
/// The farthest pair comes first, since the way to it covers many others.
pub(super) fn runs<S: System>(search: &Search<'_, S>) -> Vec<Trace<S::Action>> {
    let pairs = search.pairs.iter().map(|(kinds, (from, first))| {
        let mut trace = search.way_to(*from);
        trace.actions.push(*first);
        (Some(*kinds), trace)
    });
    // A kind that neither follows nor is followed is in no pair.
    let alone = search.kinds.values().map(|(from, action)| {
        let mut trace = search.way_to(*from);
        trace.actions.push(*action);
        (None, trace)
    });
    let mut wanted: Vec<_> = pairs.chain(alone).collect();
    wanted.sort_by_key(|(_, trace)| std::cmp::Reverse(trace.actions.len()));
    let mut covered = BTreeSet::new();
    let mut runs = Vec::new();
    for (kinds, mut trace) in wanted {
        if let Some((_, second)) = kinds {
            trace.actions.extend(following(search.system, &trace, second));
        }
        if parts::<S>(&trace).any(|part| !covered.contains(&part)) {
            covered.extend(parts::<S>(&trace));
            runs.push(trace);
        }
    }
    needed::<S>(runs)
}

/// For each guard and each kind of action that it refuses, the way to it with the refused action at its end.
pub(super) fn refusals<S: System>(search: &Search<'_, S>) -> Vec<(Trace<S::Action>, S::Guard)> {
    let refusals = search.refusals.iter().map(|((guard, _), (from, action))| {
        let mut trace = search.way_to(*from);
        trace.actions.push(*action);
        (trace, *guard)
    });
    refusals.collect()
}

/// An action of this kind that succeeds at the end of the trace.
fn following<S: System>(system: &S, trace: &Trace<S::Action>, kind: usize) -> Option<S::Action> {
    let run = replay(system, trace).ok()?;
    let mut actions = Vec::new();
    system.actions(run.last_state(), &mut actions);
    actions
        .into_iter()
        .find(|action| S::action_kind(action) == kind && system.next_state(run.last_state(), action).is_ok())
}

/// The kinds of the trace's actions, and those that follow one another on it.
fn parts<S: System>(trace: &Trace<S::Action>) -> impl Iterator<Item = (usize, Option<usize>)> {
    let kinds: Vec<usize> = trace.actions.iter().map(S::action_kind).collect();
    let pairs: Vec<_> = kinds.windows(2).map(|pair| (pair[0], Some(pair[1]))).collect();
    kinds.into_iter().map(|kind| (kind, None)).chain(pairs)
}

/// The runs without those that show nothing which the others do not.
fn needed<S: System>(mut runs: Vec<Trace<S::Action>>) -> Vec<Trace<S::Action>> {
    let mut index = 0;
    while index < runs.len() {
        let others: BTreeSet<_> = runs
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, run)| parts::<S>(run))
            .collect();
        if parts::<S>(&runs[index]).all(|part| others.contains(&part)) {
            runs.remove(index);
        } else {
            index += 1;
        }
    }
    runs
}
