//! The formats for CI, read back: what failed, what is unfinished, and what passed.

use std::collections::BTreeMap;

use crate::common::report;
use counterfoil::exit::Code;
use counterfoil::registry;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};
use serde_json::Value;

/// Two properties violated, others unknown.
const VIOLATED: &[&str] = &["grid/square", "--set", "trap=3", "--set", "far_trap=3"];

fn junit(arguments: &[&str]) -> (Code, Report) {
    let (code, text) = report(&[arguments, &["--format", "junit"]].concat());
    (code, Report::deserialize_from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

/// Success, failure, error or skipped, by the name of the case; of the only suite.
fn marks(report: &Report) -> BTreeMap<&str, &'static str> {
    let [suite] = report.test_suites.as_slice() else { panic!("one scenario is one suite") };
    suite.test_cases.iter().map(|case| (case.name.as_str(), mark(case))).collect()
}

fn mark(case: &TestCase) -> &'static str {
    match case.status {
        TestCaseStatus::Success { .. } => "success",
        TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, .. } => "failure",
        TestCaseStatus::NonSuccess { kind: NonSuccessKind::Error, .. } => "error",
        TestCaseStatus::Skipped { .. } => "skipped",
    }
}

#[test]
fn junit_has_a_suite_for_each_scenario_and_a_case_for_each_property() {
    let (code, found) = junit(&["grid"]);
    assert_eq!(code, Code::Success);
    let names: Vec<&str> = found.test_suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(names, ["grid/square", "grid/trapped"]);
    let (_, square) = junit(&["grid/square"]);
    let expected = [
        ("(outcome)", "success"),
        ("inside_the_grid", "success"),
        // Seen to be out of reach, which nobody asked.
        ("is_beyond", "skipped"),
        ("is_far_right", "success"),
        ("reaches_the_corner", "success"),
    ];
    assert_eq!(marks(&square), BTreeMap::from(expected));
    assert_eq!((square.tests, square.failures, square.errors), (5, 0, 0));
    let suite = &square.test_suites[0];
    assert!(suite.test_cases.iter().all(|case| case.classname.as_deref() == Some("grid/square")));
    let unique = suite.properties.iter().find(|property| property.name.as_str() == "states.unique");
    assert_eq!(unique.map(|property| property.value.as_str()), Some("441"));
}

#[test]
fn in_junit_a_violation_is_a_failure_with_its_counterexample() {
    let (code, found) = junit(VIOLATED);
    assert_eq!(code, Code::Violated);
    let marks = marks(&found);
    for (name, mark) in [
        ("before_the_trap", "failure"),
        ("before_the_far_trap", "failure"),
        ("(outcome)", "failure"),
        // The search stopped at the violation: what it left open is no pass.
        ("inside_the_grid", "error"),
        ("reaches_the_corner", "error"),
    ] {
        assert_eq!(marks[name], mark, "{name}");
    }
    let case = found.test_suites[0].test_cases.iter().find(|case| case.name.as_str() == "before_the_trap");
    let TestCaseStatus::NonSuccess { message, ty, description, .. } = &case.unwrap().status else {
        panic!("it fails")
    };
    assert_eq!(ty.as_deref(), Some("safety"));
    assert_eq!(message.as_deref(), Some("before_the_trap is violated in 3 actions"));
    let story = description.as_deref().unwrap();
    assert!(story.contains("3. walker: goes ") && !story.contains('\u{1b}'), "{story}");
}

#[test]
fn in_junit_nothing_of_an_unfinished_search_passes_but_what_was_seen() {
    let (code, found) = junit(&["grid/square", "--max-depth", "25"]);
    assert_eq!(code, Code::Incomplete);
    let marks = marks(&found);
    assert_eq!(marks["is_far_right"], "success", "a witness is one, however far the search goes");
    for name in ["(outcome)", "inside_the_grid", "reaches_the_corner", "is_beyond"] {
        assert_eq!(marks[name], "error", "{name}");
    }
}

#[test]
fn in_junit_a_refutation_passes_and_one_that_fails_does_not() {
    let (code, found) = junit(&["grid/trapped"]);
    assert_eq!((code, found.failures, found.errors), (Code::Success, 0, 0));
    assert_eq!((marks(&found)["before_the_trap"], marks(&found)["inside_the_grid"]), ("success", "skipped"));
    let (code, found) = junit(&["grid/trapped", "--set", "trap=41"]);
    assert_eq!(code, Code::Missing);
    assert_eq!((marks(&found)["before_the_trap"], marks(&found)["(outcome)"]), ("failure", "failure"));
    let (code, found) = junit(&["grid/square", "--set", "fault=rule"]);
    assert_eq!((code, marks(&found)["(outcome)"]), (Code::Panicked, "failure"));
}

fn sarif(arguments: &[&str]) -> (Code, Value) {
    let (code, text) = report(&[arguments, &["--format", "sarif"]].concat());
    let document: Value = serde_json::from_str(&text).expect("SARIF is JSON");
    assert_eq!(
        (document["version"].as_str(), document["runs"].as_array().map(Vec::len)),
        (Some("2.1.0"), Some(1))
    );
    (code, document["runs"][0].clone())
}

#[test]
fn sarif_has_a_result_with_a_code_flow_for_each_violation() {
    let (code, run) = sarif(VIOLATED);
    assert_eq!((code, run["tool"]["driver"]["name"].as_str()), (Code::Violated, Some("counterfoil")));
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["grid/before_the_far_trap", "grid/before_the_trap"]);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
        assert_eq!(result["level"], "error");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            (&place["artifactLocation"]["uri"], &place["region"]["startLine"]),
            (&"properties/src/grid/traps.rs".into(), &1.into())
        );
        let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
        assert_eq!(steps.len(), 3);
        let text = steps[2]["location"]["message"]["text"].as_str().unwrap();
        assert!(text.starts_with("3. walker: goes "), "{text}");
    }
    let prints = |run: &Value| run["results"][0]["partialFingerprints"]["primaryLocationLineHash"].clone();
    assert_eq!(prints(&run), prints(&sarif(VIOLATED).1));
    let (_, other) = sarif(&["grid/square", "--set", "far_trap=2"]);
    assert_ne!(prints(&run), prints(&other), "another trace is another alert");
}

#[test]
fn sarif_texts_are_there_and_not_too_long() {
    for arguments in [
        VIOLATED,
        &["grid/square", "--max-depth", "3"],
        &["grid/trapped", "--set", "trap=41"],
        &["grid/square", "--set", "fault=rule"],
    ] {
        let (_, run) = sarif(arguments);
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert!(!rules.is_empty() && !run["results"].as_array().unwrap().is_empty(), "{arguments:?}");
        for rule in rules {
            for key in ["shortDescription", "fullDescription", "help"] {
                let text = rule[key]["text"].as_str().unwrap();
                assert!((1..=1024).contains(&text.len()), "{rule}");
            }
        }
    }
}

#[test]
fn sarif_of_an_unfinished_search_warns_and_of_a_proof_is_empty() {
    let (_, run) = sarif(&["grid"]);
    assert_eq!(run["results"], Value::Array(Vec::new()));
    let (code, run) = sarif(&["grid/square", "--max-depth", "3"]);
    assert_eq!(code, Code::Incomplete);
    let [result] = run["results"].as_array().unwrap().as_slice() else { panic!("one result: {run}") };
    assert_eq!((&result["level"], &result["ruleId"]), (&"warning".into(), &"grid/incomplete".into()));
    assert!(
        result["message"]["text"].as_str().unwrap().contains("--max-depth 3 ended the search"),
        "{result}"
    );
}

/// Where an alert points to is where the property stands.
#[test]
fn each_property_stands_in_the_file_of_its_theme() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for info in registry::systems().iter().map(|system| system.info()) {
        for file in ["action.rs", "scenarios.rs"] {
            assert!(root.join(format!("model/src/{}/{file}", info.name)).exists(), "{}/{file}", info.name);
        }
        for property in &info.properties {
            let file = format!("properties/src/{}/{}.rs", info.name, property.theme);
            let text = std::fs::read_to_string(root.join(&file)).unwrap_or_default();
            assert!(text.contains(&format!("\"{}\"", property.name)), "{} is not in {file}", property.name);
        }
    }
}

#[test]
fn github_gets_an_annotation_for_each_failure_and_one_for_an_unfinished_search() {
    let annotations = |arguments: &[&str]| {
        let (_, text) = report(&[arguments, &["--format", "github"]].concat());
        let is_annotation = |line: &&str| line.starts_with("::") && !line.contains("group::");
        let lines: Vec<String> = text.lines().filter(is_annotation).map(str::to_owned).collect();
        assert!(text.starts_with("::group::") && text.contains("\n::endgroup::\n"), "{text}");
        lines
    };
    assert!(annotations(&["grid"]).is_empty());
    let lines = annotations(VIOLATED);
    assert_eq!(lines.len(), 2, "{lines:?}");
    let first =
        "::error title=grid/square%3A before_the_far_trap::before_the_far_trap is violated in 3 actions%0A";
    assert!(lines[0].starts_with(first), "{}", lines[0]);
    assert!(lines[1].contains("%0A    3. walker: goes "), "{}", lines[1]);
    let lines = annotations(&["grid/square", "--max-depth", "3"]);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("::warning title=grid/square%3A (outcome)::--max-depth 3 ended"),
        "{}",
        lines[0]
    );
}
