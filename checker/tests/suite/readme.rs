//! What is written down of results against the registry and `checker/expected/`: the table of `README.md` has
//! one row for each scenario of the default set, and the line above a scenario its measured size.

use std::path::PathBuf;

use counterfoil::registry;
use counterfoil_model::scenario::{Intent, Size};
use serde_json::Value;

#[test]
fn the_result_table_is_the_registry_with_its_pinned_results() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("../README.md")).expect("README.md can be read");
    let shown: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    let expected = expected_rows(&root);
    assert_eq!(shown, expected, "the rows that README.md must show are:\n{}", expected.join("\n"));

    let count = |outcome: &str| expected.iter().filter(|row| row.contains(&format!("| {outcome} |"))).count();
    let (proved, refuted) = (count("proved"), count("refuted"));
    let summary = format!("\n{} scenarios: {proved} proved, {refuted} refuted\n", proved + refuted);
    assert!(readme.contains(&summary), "README.md must show:{summary}");
    let total = format!("; together\n{} states.", grouped(expected.iter().map(|row| states_in(row)).sum()));
    assert!(readme.contains(&total), "README.md must say{total}");
}

/// The number of states in a row of the table.
fn states_in(row: &str) -> u64 {
    let cell = row.split(" | ").nth(3).expect("a row has four cells and more");
    cell.replace(',', "").parse().expect("the fourth is a number")
}

#[test]
fn what_is_measured_of_a_scenario_stands_beside_it() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for system in registry::systems() {
        let name = system.info().name;
        let source = scenarios_of(&root, name);
        let pinned = std::fs::read_to_string(root.join(format!("expected/{name}.json")));
        let pinned: Value =
            serde_json::from_str(&pinned.expect("results are pinned")).expect("they are JSON");
        for info in system.scenarios().into_iter().map(|scenario| scenario.info()) {
            if info.size == Size::Default && info.intent == Intent::Prove {
                let states = grouped(pinned[&info.label]["unique"].as_u64().expect("a number is pinned"));
                let measured =
                    format!("/// Measured: {states} states, {} deep", pinned[&info.label]["depth"]);
                let stands = stands_above(&source, &measured, &format!("fn {}() -> Family {{", info.label));
                assert!(stands, "{}: the line above it must say: {measured}", info.label);
            }
        }
    }
}

/// Whether a line of the text begins with `measured`, and the next one ends with `function`.
fn stands_above(text: &str, measured: &str, function: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    lines.windows(2).any(|pair| {
        let is_whole = pair[0].strip_prefix(measured).is_some_and(|rest| rest.starts_with([',', '.']));
        is_whole && pair[1].trim_start_matches("pub(super) ") == function
    })
}

#[test]
fn what_is_measured_of_one_scenario_is_not_taken_for_that_of_another() {
    let text = "/// Measured: 2 states, 17 deep.\npub(super) fn one() -> Family {\n}\n\n\
                /// Measured: 2 states, 1 deep, 3 s.\nfn two() -> Family {\n";
    assert!(stands_above(text, "/// Measured: 2 states, 17 deep", "fn one() -> Family {"));
    assert!(stands_above(text, "/// Measured: 2 states, 1 deep", "fn two() -> Family {"));
    assert!(!stands_above(text, "/// Measured: 2 states, 1 deep", "fn one() -> Family {"));
    assert!(!stands_above(text, "/// Measured: 2 states, 17 deep", "fn two() -> Family {"));
}

/// The text of a system's scenarios: its file, and those of the folder of the same name, if there is one.
fn scenarios_of(root: &std::path::Path, system: &str) -> String {
    let file = root.join(format!("../model/src/{system}/scenarios.rs"));
    let folder = std::fs::read_dir(file.with_extension("")).into_iter().flatten();
    let parts = folder.map(|entry| entry.expect("the folder can be read").path());
    let read = |path| std::fs::read_to_string(path).expect("its scenarios can be read");
    std::iter::once(file).chain(parts).map(read).collect()
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
        for info in scenarios.filter(|info| info.size != Size::Small && !info.nightly) {
            let result = &pinned[&info.label];
            let outcome = result["outcome"].as_str().expect("an outcome is pinned");
            let states = grouped(result["unique"].as_u64().expect("a number of states is pinned"));
            // Of wide bounds none is known.
            let depth = result["depth"].as_u64().map_or_else(|| "–".to_owned(), |depth| depth.to_string());
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
