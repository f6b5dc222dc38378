//! The covering suite: its traces, by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use counterfoil_model::asset_tracker::{Action, AssetTracker, Scenario, Variant};
use counterfoil_model::scenario::Size;
use counterfoil_model::system::System;
use counterfoil_traces::export::Exported;
use counterfoil_traces::export::foundry::project;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::open::attempt;
use serde_json::{Value, json};

use super::{cover, ways};

/// The traces of the suite by name: those of the document's own design first, and of the others what these do not show.
/// A name says which walk of which scenario it is, so that it stays when another scenario changes.
pub(crate) fn covering() -> &'static [(String, TraceFile)] {
    static COVERING: OnceLock<Vec<(String, TraceFile)>> = OnceLock::new();
    COVERING.get_or_init(walked)
}

/// The forge project with these traces.
pub(crate) fn exported(traces: &[(String, TraceFile)]) -> Vec<Exported> {
    let named: Vec<(&str, &TraceFile)> = traces.iter().map(|(name, file)| (name.as_str(), file)).collect();
    project(&named).expect("some are tests")
}

fn walked() -> Vec<(String, TraceFile)> {
    let scenarios = AssetTracker::scenarios();
    let mut traces = Vec::new();
    for (scenario, name, actions) in ways::all() {
        let scenario = scenarios.iter().find(|one| one.label() == scenario).expect("the scenario is there");
        traces.push((format!("{}_{name}", scenario.name), file(scenario, &actions)));
    }
    let all = scenarios.into_iter().filter(|one| one.size == Size::Default && !one.nightly);
    let (documented, others): (Vec<_>, Vec<_>) = all.partition(|one| one.parameters.variant == Variant::Seed);
    let mut shown = BTreeSet::new();
    for group in [documented, others] {
        let mut seen = BTreeMap::new();
        let walks = group.iter().map(|one| cover::walks(one, family(one), &mut seen));
        let walks: Vec<_> = walks
            .zip(&group)
            .flat_map(|(ways, one)| ways.into_iter().zip(1..).map(move |(way, number)| (way, (one, number))))
            .collect();
        let (ways, places): (Vec<_>, Vec<_>) = walks.into_iter().unzip();
        for (index, length) in cover::chosen(&ways, &mut shown) {
            let (way, (scenario, number)) = (&ways[index], places[index]);
            let name = format!("{}_{number}", scenario.name);
            traces.push((name, file(scenario, &way.actions[..length])));
        }
    }
    traces
}

fn file(scenario: &Scenario, actions: &[Action]) -> TraceFile {
    let Value::Object(parameters) = json!(scenario.parameters) else { unreachable!() };
    TraceFile {
        system: AssetTracker::NAME.into(),
        scenario: scenario.label(),
        parameters,
        guards_off: Vec::new(),
        property: None,
        kind: Kind::Witness,
        expect: Expect::Witnessed,
        start: 0,
        actions: actions.iter().map(attempt::<AssetTracker>).collect(),
        loop_start: None,
    }
}

/// Scenarios of which a refusal in one says little of the same refusal in another.
fn family(scenario: &Scenario) -> u64 {
    let parameters = &scenario.parameters;
    let asset = parameters.asset as u64;
    asset * 8 + parameters.history as u64 * 2 + u64::from(parameters.reentrancy.is_some())
}
