//! The covering suite of a system: its traces, by name.

use std::collections::{BTreeMap, BTreeSet};

use counterfoil_model::scenario::{Scenario, Size};
use counterfoil_traces::cover::select;
use counterfoil_traces::export::Exported;
use counterfoil_traces::export::foundry::project;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::open::attempt;
use serde_json::{Value, json};

use super::{Tested, walks};

/// A trace by name.
pub(crate) type Named = (String, TraceFile);

/// The traces of the suite: those of the document's own design first, and of the others what these do not show.
/// A name says which walk of which scenario it is, so that it stays when another scenario changes.
pub(crate) fn covering<S: Tested>() -> Vec<Named> {
    let scenarios = S::scenarios();
    let mut traces = Vec::new();
    for (scenario, name, actions) in S::by_hand() {
        let scenario = scenarios.iter().find(|one| one.label() == scenario).expect("the scenario is there");
        traces.push((format!("{}_{name}", scenario.name), file(scenario, &actions)));
    }
    let all = scenarios.into_iter().filter(|one| one.size == Size::Default && !one.nightly);
    let (documented, others): (Vec<_>, Vec<_>) = all.partition(|one| S::is_documented(&one.parameters));
    let mut shown = BTreeSet::new();
    for group in [documented, others] {
        let mut seen = BTreeMap::new();
        let walks = group.iter().map(|one| walks::walks(one, S::family(&one.parameters), &mut seen));
        let walks: Vec<_> = walks
            .zip(&group)
            .flat_map(|(ways, one)| ways.into_iter().zip(1..).map(move |(way, number)| (way, one, number)))
            .collect();
        let goals: Vec<_> = walks.iter().map(|(way, ..)| way.goals.as_slice()).collect();
        for (index, length) in select(&goals, &mut shown) {
            let (way, scenario, number) = &walks[index];
            traces.push((format!("{}_{number}", scenario.name), file(scenario, &way.actions[..length])));
        }
    }
    traces
}

/// The forge project with these traces.
pub(crate) fn exported<S: Tested>(traces: &[Named]) -> Vec<Exported> {
    let named: Vec<(&str, &TraceFile)> = traces.iter().map(|(name, file)| (name.as_str(), file)).collect();
    project::<S>(&named).expect("some are tests")
}

/// What the tests of a project say.
pub(crate) fn tests(files: &[Exported]) -> String {
    let tests = files.iter().filter(|file| file.path.starts_with("test/"));
    tests.map(|file| file.text.as_str()).collect()
}

fn file<S: Tested>(scenario: &Scenario<S>, actions: &[S::Action]) -> TraceFile {
    let Value::Object(parameters) = json!(scenario.parameters) else { unreachable!() };
    TraceFile {
        system: S::NAME.into(),
        scenario: scenario.label(),
        parameters,
        guards_off: Vec::new(),
        property: None,
        kind: Kind::Witness,
        expect: Expect::Witnessed,
        start: 0,
        actions: actions.iter().map(attempt::<S>).collect(),
        loop_start: None,
    }
}
