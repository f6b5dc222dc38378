//! `README.md` against the registry and the pinned results: its table of results has one row for each
//! scenario of the default set, with the numbers of `checker/expected/`.

use std::path::PathBuf;

use counterfoil::registry;
use counterfoil_model::scenario::Size;
use serde_json::Value;

#[test]
fn the_result_table_is_the_registry_with_its_pinned_results() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("../README.md")).expect("README.md can be read");
    let shown: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    let expected = expected_rows(&root);
    assert_eq!(shown, expected, "the rows that README.md must show are:\n{}", expected.join("\n"));
}

/// The rows of all scenarios that run by default, in the order of the registry.
fn expected_rows(root: &std::path::Path) -> Vec<String> {
    let mut rows = Vec::new();
    for system in registry::systems() {
        let name = system.info().name;
        let pinned = std::fs::read_to_string(root.join(format!("expected/{name}.json")));
        let pinned: Value =
            serde_json::from_str(&pinned.expect("results are pinned")).expect("they are JSON");
        let scenarios = system.scenarios().into_iter().map(|scenario| scenario.info());
        for info in scenarios.filter(|info| info.size == Size::Default && !info.nightly) {
            let result = &pinned[&info.label];
            let outcome = result["outcome"].as_str().expect("an outcome is pinned");
            let states = grouped(result["unique"].as_u64().expect("a number of states is pinned"));
            let depth = result["depth"].as_u64().expect("a depth is pinned");
            let summary = info.summary.trim_end_matches('.');
            rows.push(format!("| `{name}/{}` | {summary} | {outcome} | {states} | {depth} |", info.label));
        }
    }
    rows
}

/// The number with a comma between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[test]
fn thousands_are_told_apart() {
    let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")];
    for (number, text) in cases {
        assert_eq!(grouped(number), text);
    }
}
