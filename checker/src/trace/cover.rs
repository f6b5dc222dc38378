//! The covering traces of a scenario, as files: runs on which everything happens, and a way to each refusal.

use std::time::Instant;

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::System;
use counterfoil_traces::cover::cover;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::replay::Trace;

use super::name::plain;
use super::of_find;
use crate::interrupt;

/// Beyond so many states a search for covering traces goes no further: it keeps about fifty bytes of each. Every
/// scenario that is proved when none is named has fewer; one that is refuted may have no end.
pub(crate) const MAX_STATES: usize = 3_000_000;

/// The covering traces of a scenario.
pub struct Covered {
    /// The traces, each with the name of its file.
    pub traces: Vec<(String, TraceFile)>,
    /// Whether every state was visited, so that nothing that can happen is missing.
    pub is_whole: bool,
}

/// Covers what can happen in a scenario with every guard on, until the deadline at most.
pub(crate) fn of<S: System>(scenario: &Scenario<S>, deadline: Option<Instant>) -> Covered {
    let guards = GuardSet::all_on();
    let is_over = || interrupt::is_requested() || deadline.is_some_and(|deadline| Instant::now() >= deadline);
    let covering = cover(&S::new(&scenario.parameters, guards), MAX_STATES, &is_over);
    let file = |trace: &Trace<S::Action>| TraceFile {
        property: None,
        expect: Expect::Witnessed,
        ..of_find(scenario, &guards, "", Kind::Witness, trace)
    };
    let name = |end: String| plain(&format!("{}.{}.{end}", S::NAME, scenario.label()));
    let digits = covering.runs.len().to_string().len();
    let runs = (1..).zip(&covering.runs);
    let runs = runs.map(|(number, trace)| (name(format!("run.{number:0digits$}")), file(trace)));
    let refusals = covering.refusals.iter().map(|(trace, guard)| {
        let mut file = TraceFile { kind: Kind::Refusal, expect: Expect::Refused, ..file(trace) };
        let last = file.actions.last_mut();
        let kind = last.map(|last| {
            last.refused = Some(guard.name().to_owned());
            last.name.clone()
        });
        (name(format!("refused.{}.{}", guard.name(), kind.unwrap_or_default())), file)
    });
    Covered { traces: runs.chain(refusals).collect(), is_whole: covering.is_whole }
}
