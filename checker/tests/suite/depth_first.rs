//! The depth-first search, on a toy whose numbers are known by arithmetic and against the breadth-first one.

use crate::common::{failure, property, report, result};
use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::{Ending, Limits, Strategy};
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::request::Request;
use counterfoil_model::scenario::{Intent, Size};
use serde_json::{Value, json};

/// The result of a depth-first search of the toy.
fn deep(arguments: &[&str]) -> (Code, Value) {
    result(&[arguments, &["--strategy", "dfs"]].concat())
}

#[test]
fn a_finished_search_proves_what_the_breadth_first_one_proves() {
    for arguments in
        [&["grid/square"][..], &["grid/square", "--set", "starts=4"], &["grid/square", "--set", "falls=true"]]
    {
        let ((broad_code, broad), (code, deep)) = (result(arguments), deep(arguments));
        assert_eq!(broad_code, code, "{arguments:?}");
        if broad["complete"] == true {
            for key in ["unique", "generated", "terminal"] {
                assert_eq!(broad["states"][key], deep["states"][key], "{arguments:?}: {key}");
            }
            for key in ["outcome", "actions", "guards"] {
                assert_eq!(broad[key], deep[key], "{arguments:?}: {key}");
            }
        }
    }
    let (_, found) = deep(&["grid/square"]);
    assert_eq!((&found["strategy"], &found["threads"]), (&json!("dfs"), &json!(1)));
    // Every way to the corner is 40 actions long.
    assert_eq!(found["states"], json!({ "unique": 441, "generated": 841, "terminal": 1, "depth": 40 }));
    assert_eq!(property(&found, "is_beyond")["status"], "not_witnessed");
}

#[test]
fn every_small_scenario_has_the_states_that_the_breadth_first_search_finds() {
    for system in registry::systems() {
        // A search along one way at a time cannot be asked what must follow, or what still can.
        let properties = system.info().properties;
        let (later, safe): (Vec<_>, Vec<_>) = properties.iter().partition(|one| one.kind.is_liveness());
        let is_later = |intent: &Intent| later.iter().any(|one| intent.refutes(one.name));
        let asked: Vec<String> = safe.iter().map(|one| one.name.to_owned()).collect();
        for scenario in system.scenarios() {
            let info = scenario.info();
            if info.size != Size::Small || is_later(&info.intent) {
                continue;
            }
            let [broad, deep] = [Strategy::Bfs, Strategy::Dfs].map(|strategy| {
                let request = Request { strategy, properties: asked.clone(), ..Request::new(2) };
                scenario.check(&request).expect("a built-in scenario can be checked")
            });
            let label = info.label;
            assert_eq!(broad.outcome.name(), deep.outcome.name(), "{label}");
            assert!(matches!(deep.ending, Ending::Exhausted(_)) || info.intent != Intent::Prove, "{label}");
            if info.intent == Intent::Prove {
                assert_eq!(totals(&broad), totals(&deep), "{label}");
                assert!(
                    deep.counts.depth >= broad.counts.depth,
                    "{label}: no way is shorter than the shortest"
                );
            }
        }
    }
}

/// A state that is first met at the bound may be met nearer later, with more states behind it.
#[test]
fn under_a_depth_bound_no_state_is_lost_that_is_near_enough() {
    // With a plain set of visited states the first of them has 1,080 states within 9 actions, not 1,333.
    for label in ["deposits@small", "interop@small"] {
        let systems = registry::systems();
        let scenarios = systems.iter().flat_map(|system| system.scenarios());
        let scenario = scenarios.into_iter().find(|scenario| scenario.info().label == label).unwrap();
        for bound in [0, 1, 5, 9] {
            let [broad, deep] =
                [Strategy::Bfs, Strategy::Dfs].map(|strategy| check(&*scenario, strategy, Some(bound)));
            assert_eq!((totals(&broad), broad.counts.depth), (totals(&deep), deep.counts.depth), "{label}");
            assert_eq!((deep.outcome.name(), deep.ending), ("incomplete", broad.ending), "{label}");
        }
    }
}

#[test]
fn a_violation_at_the_bound_is_found_and_one_behind_it_is_not() {
    let at = |depth| deep(&["grid/square", "--set", "trap=5", "--max-depth", depth]);
    assert_eq!(at("4").0, Code::Incomplete);
    let (code, found) = at("5");
    assert_eq!((code, &property(&found, "before_the_trap")["depth"]), (Code::Violated, &json!(5)));
    assert_eq!(deep(&["grid/square", "--max-depth", "41"]).1["outcome"], "proved");
    assert_eq!(deep(&["grid/square", "--max-depth", "40"]).0, Code::Incomplete);
}

#[test]
fn a_counterexample_is_not_called_the_shortest() {
    // Right as long as possible, then up: the trap is on the bottom line, and met at once.
    let (code, text) = report(&["grid/square", "--set", "trap=3", "--strategy", "dfs"]);
    assert_eq!(code, Code::Violated);
    assert!(text.contains("in 3 actions; there may be a shorter one:"), "{text}");
    assert!(!text.contains("fewest") && !text.contains("shortest") && !text.contains("level"), "{text}");
    let (_, found) = deep(&["grid/square", "--without", "up_is_inside"]);
    // The first way that leaves the grid goes along two of its edges, one over the other is enough.
    assert_eq!(property(&found, "inside_the_grid")["depth"], 41);
    let (_, broad) = result(&["grid/square", "--without", "up_is_inside"]);
    assert_eq!(property(&broad, "inside_the_grid")["depth"], 21);
}

#[test]
fn a_refutation_ends_when_its_property_is_violated_and_its_witnesses_are_seen() {
    let (code, found) = deep(&["grid/trapped"]);
    assert_eq!(
        (code, &found["outcome"], &found["complete"]),
        (Code::Success, &json!("refuted"), &json!(false))
    );
    let (code, found) = deep(&["grid/trapped", "--set", "trap=41"]);
    assert_eq!((code, &found["outcome"]), (Code::Missing, &json!("not_refuted")));
}

#[test]
fn limits_end_it_with_a_report_that_proves_nothing() {
    let (code, found) = deep(&["grid/plain", "--max-states", "1000"]);
    assert_eq!((code, &found["states"]["unique"]), (Code::Incomplete, &json!(1000)));
    assert_eq!(property(&found, "inside_the_grid")["status"], "unknown");
    let (code, found) = deep(&["grid/square", "--timeout", "0s"]);
    assert_eq!((code, &found["states"]["unique"]), (Code::Incomplete, &json!(1)));
    let (code, found) = deep(&["grid/plain", "--timeout", "100ms"]);
    assert_eq!((code, &found["complete"]), (Code::Incomplete, &json!(false)));
    let (code, found) = deep(&["grid/square", "--max-depth", "0"]);
    assert_eq!((code, &found["states"]["unique"]), (Code::Incomplete, &json!(1)));
}

#[test]
fn a_panic_is_reported_with_the_way_there() {
    for (fault, message) in [
        ("fault=rule", "a cursed way up"),
        ("fault=offer", "a cursed place to leave"),
        ("fault=property", "a cursed place to look at"),
    ] {
        let (code, text) = report(&["grid/square", "--set", fault, "--strategy", "dfs"]);
        assert_eq!(code, Code::Panicked, "{fault}");
        assert!(text.contains("The way to a panic, in ") && text.contains(message), "{text}");
    }
}

#[test]
fn it_is_for_the_native_engine_and_named_as_it_is() {
    let failure = failure(&["check", "grid/square", "--engine", "stateright", "--strategy", "dfs"]);
    assert_eq!(failure.code, Code::Usage);
    assert!(failure.sentence.contains("--strategy"), "{failure}");
}

/// The result of a scenario that comes with the program, searched up to this depth.
fn check(scenario: &dyn AnyScenario, strategy: Strategy, max_depth: Option<u64>) -> RunReport {
    let limits = Limits { max_depth, ..Limits::default() };
    let request = Request { strategy, limits, ..Request::new(2) };
    scenario.check(&request).expect("a built-in scenario can be checked")
}

/// What does not depend on the order of a search.
fn totals(report: &RunReport) -> (u128, u128, u128, Vec<u128>, Vec<u128>) {
    let counts = report.counts;
    let fired = report.actions.iter().map(|action| action.fired).collect();
    let rejections = report.guards.iter().map(|guard| guard.rejections).collect();
    (counts.unique, counts.generated, counts.terminal, fired, rejections)
}
