//! stateright's search and ours share no search code, and must say the same.

use crate::common::{failure, property, result, results};
use counterfoil::catalogue::AnyScenario;
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::request::{Engine, Request};
use counterfoil_model::scenario::{Intent, Size};
use serde_json::json;

#[test]
fn both_engines_count_the_same_states_and_find_the_same() {
    let with = |engine, more: &[&str]| {
        result(&[&["grid/square", "--engine", engine, "--threads", "2"], more].concat())
    };
    for more in [&[][..], &["--set", "height=7"], &["--without", "up_is_one_step", "--set", "height=7"]] {
        let ((our_code, ours), (their_code, theirs)) = (with("native", more), with("stateright", more));
        if our_code == Code::Violated {
            assert_eq!((their_code, &ours["outcome"]), (Code::Violated, &theirs["outcome"]));
        } else {
            // It cannot tell whether the actions that must fire do, so it proves nothing.
            assert_eq!((our_code, their_code), (Code::Success, Code::Incomplete));
            assert_eq!((&theirs["threads"], &theirs["states"]["terminal"]), (&json!(1), &json!(null)));
            assert_eq!(ours["states"]["unique"], theirs["states"]["unique"]);
            assert_eq!(ours["states"]["generated"], theirs["states"]["generated"]);
            assert_eq!(ours["states"]["depth"], theirs["states"]["depth"]);
            assert_eq!(ours["properties"], theirs["properties"]);
        }
    }
}

/// Two properties in one run would have the later violation overwrite the first.
#[test]
fn the_conjunction_gives_a_shortest_counterexample_and_its_culprits_by_name() {
    let arguments = ["grid/square", "--engine", "stateright", "--threads", "1"];
    let (code, found) = result(&[&arguments[..], &["--set", "trap=3", "--set", "far_trap=9"]].concat());
    assert_eq!(
        (code, &found["outcome"], &found["complete"]),
        (Code::Violated, &json!("violated"), &json!(false))
    );
    assert_eq!(property(&found, "before_the_trap")["depth"], 3);
    assert_eq!(property(&found, "before_the_far_trap")["status"], "unknown");
    assert_eq!(property(&found, "inside_the_grid")["status"], "unknown");

    let (_, found) = result(&[&arguments[..], &["--set", "trap=1", "--set", "far_trap=1"]].concat());
    let status = |name| property(&found, name)["status"].clone();
    assert!([status("before_the_trap"), status("before_the_far_trap")].contains(&json!("violated")));
}

#[test]
fn what_stateright_cannot_be_asked_is_unknown_and_not_proved() {
    let arguments = ["grid/square", "--engine", "stateright", "--set", "falls=true"];
    let (code, found) = result(&arguments);
    assert_eq!(
        (code, &found["outcome"], &found["complete"]),
        (Code::Incomplete, &json!("incomplete"), &json!(true))
    );
    assert_eq!(property(&found, "never_falls")["status"], "unknown");
    assert_eq!(property(&found, "inside_the_grid")["status"], "holds");
    assert_eq!((&found["actions"], &found["guards"]), (&json!([]), &json!([])));
    let (_, text) = crate::common::report(&arguments);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("no properties of transitions"), "{text}");
    assert!(text.contains("no coverage"), "{text}");
}

#[test]
fn a_missing_witness_is_vacuous_here_too() {
    let file = crate::common::scratch("scenarios.toml");
    let text = "[[scenario]]\nsystem = 'grid'\nname = 'unseen'\nbase = 'square'\nwitnesses = ['is_beyond']\n";
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let (code, found) = result(&["grid/unseen", "--scenario-file", path, "--engine", "stateright"]);
    assert_eq!((code, &found["outcome"]), (Code::Missing, &json!("vacuous")));
}

#[test]
fn a_panic_in_stateright_is_reported_without_its_way() {
    let (code, found) = result(&["grid/square", "--engine", "stateright", "--set", "fault=rule"]);
    assert_eq!(
        (code, &found["outcome"], &found["complete"]),
        (Code::Panicked, &json!("panicked"), &json!(false))
    );
}

#[test]
fn its_limits_and_refutations_are_refused_in_a_sentence() {
    for limit in [["--max-states", "9"], ["--max-depth", "9"], ["--timeout", "9s"]] {
        let failure = failure(&[&["check", "grid/square", "--engine", "stateright"], &limit[..]].concat());
        assert_eq!(failure.code, Code::Usage);
        assert!(failure.sentence.contains(limit[0]), "{failure}");
    }
    let failure = failure(&["check", "grid/trapped", "--engine", "stateright"]);
    assert_eq!(failure.code, Code::Usage);
    assert!(failure.sentence.contains("grid/trapped"), "{failure}");
    // Selected with its system, a refutation is left out.
    let (code, results) = results(&["grid", "--engine", "stateright"]);
    assert_eq!((code, results.len()), (Code::Incomplete, 1));
}

#[test]
fn both_engines_agree_on_every_small_proof() {
    let systems = registry::systems();
    let small = systems.iter().flat_map(|system| system.scenarios());
    let proofs = small.filter(|scenario| {
        let info = scenario.info();
        info.size == Size::Small && info.intent == Intent::Prove
    });
    for scenario in proofs {
        let label = scenario.info().label;
        let unique = |engine| checked(&*scenario, engine);
        assert_eq!(unique(Engine::Native), unique(Engine::Stateright), "{label}");
    }
}

/// The number of states, and of those generated.
fn checked(scenario: &dyn AnyScenario, engine: Engine) -> (u128, u128) {
    let request = Request { engine, ..Request::new(2) };
    let report = scenario.check(&request).expect("a built-in scenario can be checked");
    (report.counts.unique, report.counts.generated)
}
