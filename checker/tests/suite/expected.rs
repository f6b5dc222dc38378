//! Every scenario against its pinned result in `checker/expected/<system>.json`: outcome, states, and depth if it is known.
//!
//! The `@small` scenarios are searched here. The default sizes are compared with a JSON report of
//! `counterfoil check --format json --output FILE` if `COUNTERFOIL_REPORT` names it; a scenario that is
//! not nightly must then be in it. Those with wide bounds, which are searched by sets of states alone, are compared
//! with a second report that `COUNTERFOIL_SETS` names. With `COUNTERFOIL_BLESS=1` the files are rewritten instead: a changed
//! number is a change to review, with its reason in the commit.

use std::collections::BTreeMap;
use std::path::PathBuf;

use counterfoil::catalogue::{AnySystem, ScenarioInfo};
use counterfoil::registry;
use counterfoil::request::Request;
use counterfoil_model::guard::GuardKind;
use counterfoil_model::scenario::Size;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is pinned of one scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pinned {
    outcome: String,
    unique: u128,
    /// Not known of sets of states.
    depth: Option<u64>,
}

/// By the label of the scenario.
type Results = BTreeMap<String, Pinned>;

#[test]
fn results_are_as_expected() {
    let blesses = std::env::var_os("COUNTERFOIL_BLESS").is_some_and(|value| value == "1");
    let named = |name| std::env::var_os(name).map(|path| reported(&PathBuf::from(path)));
    let (mut reported, by_sets) = (named("COUNTERFOIL_REPORT"), named("COUNTERFOIL_SETS"));
    let (has_default, has_wide) = (reported.is_some(), by_sets.is_some());
    let wide = by_sets.into_iter().flatten().filter(|((_, label), _)| label.ends_with("@wide"));
    if has_wide {
        reported.get_or_insert_default().extend(wide);
    }
    let mut wrong = Vec::new();
    for system in registry::systems() {
        let name = system.info().name;
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("expected/{name}.json"));
        let infos: Vec<ScenarioInfo> = system.scenarios().iter().map(|scenario| scenario.info()).collect();
        let pinned = read(&file);
        let mut found = small(&*system);
        if let Some(reported) = &reported {
            let own = reported.iter().filter(|((system, _), _)| system == name);
            found.extend(own.map(|((_, label), result)| (label.clone(), result.clone())));
        }
        if blesses {
            // What was not searched keeps its pin; what no longer exists loses it.
            let mut renewed = pinned;
            renewed.extend(found);
            renewed.retain(|label, _| infos.iter().any(|info| info.label == *label));
            write(&file, &renewed);
            continue;
        }
        for info in infos {
            let is_due = match info.size {
                Size::Small => true,
                Size::Default => has_default && !info.nightly,
                Size::Wide => has_wide && !info.nightly,
            };
            let (pin, result) = (pinned.get(&info.label), found.get(&info.label));
            if (is_due || result.is_some()) && (pin.is_none() || pin != result) {
                wrong.push(format!("{name}/{}: expected {pin:?}, found {result:?}", info.label));
            }
        }
        let scenarios = system.scenarios();
        let is_gone = |label: &&String| !scenarios.iter().any(|scenario| scenario.info().label == **label);
        wrong.extend(pinned.keys().filter(is_gone).map(|label| format!("{name}/{label} does not exist")));
    }
    assert!(wrong.is_empty(), "{}\nIf this is meant: COUNTERFOIL_BLESS=1 cargo test", wrong.join("\n"));
}

/// In the default sizes too, something of everything happens.
#[test]
fn what_is_reported_shows_every_action_and_every_refusal() {
    let Some(path) = std::env::var_os("COUNTERFOIL_REPORT") else { return };
    let report = report(&PathBuf::from(path));
    for system in registry::systems().iter().map(|system| system.info()) {
        let proofs = || {
            let results = report.iter().filter(|result| result["system"] == system.name);
            results.filter(|result| result["intent"] == "prove")
        };
        let is_seen = |list: &str, name: &str, field: &str| {
            let mut entries = proofs().flat_map(|result| result[list].as_array().expect("it is a list"));
            entries.any(|entry| entry["name"] == name && entry[field].as_u64() > Some(0))
        };
        for action in system.actions.iter().map(|entry| entry.name) {
            assert!(is_seen("actions", action, "fired"), "{}: {action} never fired", system.name);
        }
        let requires = system.guards.iter().filter(|guard| guard.kind == GuardKind::Require);
        for guard in requires {
            let refuses = is_seen("guards", guard.name, "rejections");
            assert_eq!(refuses, guard.backstop.is_none(), "{}: {}", system.name, guard.name);
        }
    }
}

/// The results of the `@small` scenarios of a system.
fn small(system: &dyn AnySystem) -> Results {
    let request = Request::new(2);
    let scenarios = system.scenarios().into_iter().filter(|scenario| scenario.info().size == Size::Small);
    let result = |scenario: Box<dyn counterfoil::catalogue::AnyScenario>| {
        let report = scenario.check(&request).expect("a built-in scenario can be checked");
        let (outcome, counts) = (report.outcome.name().to_owned(), report.counts);
        (report.scenario, Pinned { outcome, unique: counts.unique, depth: Some(counts.depth) })
    };
    scenarios.map(result).collect()
}

/// The results in a report of the command.
fn report(path: &PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("COUNTERFOIL_REPORT names a file");
    let report: Value = serde_json::from_str(&text).expect("COUNTERFOIL_REPORT names a JSON report");
    report["results"].as_array().expect("a report has results").clone()
}

/// The results in a report of the command, by system and label.
fn reported(path: &PathBuf) -> BTreeMap<(String, String), Pinned> {
    let results = report(path);
    let text = |value: &Value| value.as_str().expect("a name is a string").to_owned();
    let number = |value: &Value| value.as_u64().expect("a count is a number");
    let pinned = |result: &Value| Pinned {
        outcome: text(&result["outcome"]),
        unique: number(&result["states"]["unique"]).into(),
        depth: result["states"]["depth"].as_u64(),
    };
    results
        .iter()
        .map(|result| ((text(&result["system"]), text(&result["scenario"])), pinned(result)))
        .collect()
}

fn read(file: &PathBuf) -> Results {
    match std::fs::read_to_string(file) {
        Ok(text) => serde_json::from_str(&text).expect("an expected file is JSON"),
        Err(_) => Results::new(),
    }
}

fn write(file: &PathBuf, results: &Results) {
    let text = serde_json::to_string_pretty(results).expect("results are plain data");
    std::fs::create_dir_all(file.parent().expect("it stands in a folder")).expect("the folder can be made");
    std::fs::write(file, text + "\n").expect("an expected file can be written");
}
