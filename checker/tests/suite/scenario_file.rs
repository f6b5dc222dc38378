//! Scenarios from a file: what they inherit, and how a mistake in one is found.

use crate::common::{failure, result, results, scratch};
use counterfoil::exit::Code;
use serde_json::json;

/// A file with this text, and its path.
fn file(text: &str) -> String {
    let path = scratch("scenarios.toml");
    std::fs::write(&path, text).expect("the scratch folder can be written");
    path.to_str().expect("the scratch folder has a plain name").to_owned()
}

const TWO: &str = r#"
[[scenario]]
system = "grid"
name = "strip"
base = "square"
summary = "A walker in a strip."
[scenario.parameters]
height = 1

[[scenario]]
system = "grid"
name = "trapped_strip"
base = "strip"
intent = "refute:before_the_trap"
witnesses = []
nightly = true
parameters.trap = 4
"#;

#[test]
fn a_scenario_inherits_from_its_base_what_it_does_not_say() {
    let path = file(TWO);
    let (code, found) = result(&["grid/strip", "--scenario-file", &path]);
    assert_eq!(
        (code, &found["outcome"], &found["intent"]),
        (Code::Success, &json!("proved"), &json!("prove"))
    );
    assert_eq!(found["states"]["unique"], 42);
    assert_eq!(found["parameters"]["width"], 20);

    let (code, found) = result(&["grid/trapped_strip", "--scenario-file", &path]);
    assert_eq!((code, &found["outcome"]), (Code::Success, &json!("refuted")));
    assert_eq!(found["parameters"]["height"], 1);

    // It is one of its system's: selected with it, unless it is nightly.
    let (_, found) = results(&["grid", "--scenario-file", &path]);
    let labels: Vec<_> = found.iter().map(|result| result["scenario"].clone()).collect();
    assert_eq!(labels, ["square", "trapped", "strip"]);
    // And only with the file.
    assert_eq!(failure(&["check", "grid/strip"]).code, Code::Usage);
}

#[test]
fn a_mistake_is_named_with_its_line() {
    let head = "[[scenario]]\nsystem = \"grid\"\nname = \"own\"\nbase = \"square\"\n";
    for (text, line, words) in [
        ("[[scenario]\n", 1, ""),
        ("[[scenario]]\nname = \"own\"\nbase = \"square\"\n", 1, "system"),
        ("[[scenario]]\nsystem = \"gird\"\nname = \"own\"\nbase = \"square\"\n", 2, "\"grid\""),
        ("[[scenario]]\nsystem = \"grid\"\nname = \"square\"\nbase = \"square\"\n", 3, "already"),
        ("[[scenario]]\nsystem = \"grid\"\nname = \"a/b\"\nbase = \"square\"\n", 3, "a/b"),
        ("[[scenario]]\nsystem = \"grid\"\nname = \"own\"\nbase = \"sqare\"\n", 4, "\"square\""),
        (&format!("{head}color = \"red\"\n"), 5, "color"),
        (&format!("{head}intent = \"hope\"\n"), 5, "hope"),
        (&format!("{head}intent = \"refute:before_the_trip\"\n"), 5, "\"before_the_trap\""),
        (&format!("{head}nightly = true\nwitnesses = [\"is_far_left\"]\n"), 6, "\"is_far_right\""),
        (&format!("{head}witnesses = [\"inside_the_grid\"]\n"), 5, "inside_the_grid"),
        (&format!("{head}must_fire = [\n\"right\",\n\"doown\",\n]\n"), 7, "doown"),
        (&format!("{head}[scenario.parameters]\nheight = 3\nwidht = 3\n"), 7, "\"width\""),
        (&format!("{head}[scenario.parameters]\nheight = \"high\"\n"), 6, "height"),
        (&format!("{head}[scenario.parameters]\nwidth = 0\n"), 3, "at least 1"),
    ] {
        let path = file(text);
        let failure = failure(&["check", "grid", "--scenario-file", &path]);
        assert_eq!(failure.code, Code::ScenarioFile, "{text}\n{failure}");
        assert!(failure.sentence.starts_with(&format!("{path}:{line}: ")), "{text}\n{failure}");
        assert!(failure.sentence.contains(words), "{text}\n{failure}");
        assert!(!failure.sentence.contains('\n'), "{failure}");
    }
    let missing = failure(&["check", "--scenario-file", "/nonexistent/scenarios.toml"]);
    assert_eq!(missing.code, Code::ScenarioFile);
}
