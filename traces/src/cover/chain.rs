//! From what a search has seen to the traces that show it, of which none is there in vain.

use std::collections::BTreeSet;

use counterfoil_model::system::System;

use super::{Search, select};
use crate::replay::{Trace, replay};

/// Runs on which each kind happens, and each two kinds that follow one another somewhere, the longest first.
pub(super) fn runs<S: System>(search: &Search<'_, S>) -> Vec<Trace<S::Action>> {
    let pairs = search.pairs.iter().map(|((_, second), (from, first))| {
        let mut trace = search.way_to(*from);
        trace.actions.push(*first);
        trace.actions.extend(following(search.system, &trace, *second));
        trace
    });
    // A kind that neither follows nor is followed is in no pair.
    let alone = search.kinds.values().map(|(from, action)| {
        let mut trace = search.way_to(*from);
        trace.actions.push(*action);
        trace
    });
    let ways: Vec<_> = pairs.chain(alone).collect();
    let parts: Vec<_> = ways.iter().map(parts::<S>).collect();
    let parts: Vec<_> = parts.iter().map(Vec::as_slice).collect();
    let selected = select(&parts, &mut BTreeSet::new()).into_iter();
    let run = |(index, length): (usize, usize)| {
        let way = ways.get(index)?;
        Some(Trace::finite(way.start, way.actions.iter().take(length).copied().collect()))
    };
    let mut runs: Vec<_> = selected.filter_map(run).collect();
    runs.sort_by_key(|run| std::cmp::Reverse(run.actions.len()));
    runs
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

/// The kinds of the trace's actions, and those that follow one another on it, each with how many actions it takes to it.
fn parts<S: System>(trace: &Trace<S::Action>) -> Vec<((usize, Option<usize>), usize)> {
    let kinds: Vec<usize> = trace.actions.iter().map(S::action_kind).collect();
    let pairs = kinds.windows(2).zip(2..).map(|(pair, length)| ((pair[0], Some(pair[1])), length));
    let mut parts: Vec<_> =
        kinds.iter().zip(1..).map(|(kind, length)| ((*kind, None), length)).chain(pairs).collect();
    parts.sort_by_key(|(_, length)| *length);
    parts
}
