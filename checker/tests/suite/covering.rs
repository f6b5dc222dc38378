//! What happens in the scenarios that users check, against the traces that cover them, and these against the tests of
//! contracts that they become.
//!
//! The gate makes all three and names them here: `COUNTERFOIL_REPORT` is a JSON report of `counterfoil check`,
//! `COUNTERFOIL_TRACES` the folder that `counterfoil mutate --traces` has filled, `COUNTERFOIL_EXPORTED` the forge project
//! that `counterfoil trace export --to foundry` has made of those of `asset_tracker`. For the small scenarios, that
//! everything which happens is covered is one of the tests of traces.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use counterfoil_traces::format::Attempt;
use counterfoil_traces::read::read;
use serde_json::Value;

/// What a report says to happen in a scenario.
struct Happening {
    system: String,
    scenario: String,
    fired: Vec<String>,
    refusing: Vec<String>,
}

fn named_by(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

fn happenings(report: &Path) -> Vec<Happening> {
    let text = fs::read_to_string(report).expect("the report is there");
    let report: Value = serde_json::from_str(&text).expect("the report is JSON");
    let results = report["results"].as_array().expect("a report has results");
    let names = |result: &Value, list: &str, count: &str| {
        let counted = result[list].as_array().into_iter().flatten();
        let seen = counted.filter(|one| one[count].as_u64() > Some(0));
        seen.filter_map(|one| Some(one["name"].as_str()?.to_owned())).collect()
    };
    let one = |result: &Value| Happening {
        system: result["system"].as_str().unwrap_or_default().to_owned(),
        scenario: result["scenario"].as_str().unwrap_or_default().to_owned(),
        fired: names(result, "actions", "fired"),
        refusing: names(result, "guards", "rejections"),
    };
    results.iter().map(one).collect()
}

/// The actions of each trace without a missing guard, by its name.
fn traces(folder: &Path) -> BTreeMap<String, Vec<Attempt>> {
    let mut traces = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        let file = read(&fs::read(&path).expect("it can be read")).expect("it is a trace").file;
        if file.guards_off.is_empty() {
            traces.insert(name, file.actions);
        }
    }
    traces
}

#[test]
fn what_happens_in_a_scenario_that_users_check_is_in_the_traces_that_cover_it() {
    let (Some(report), Some(folder)) = (named_by("COUNTERFOIL_REPORT"), named_by("COUNTERFOIL_TRACES"))
    else {
        return;
    };
    let traces = traces(&folder);
    let happenings = happenings(&report);
    let mut missing = Vec::new();
    for Happening { system, scenario, fired, refusing } in &happenings {
        let prefix = format!("{system}.{scenario}.");
        let own = traces.iter().filter(|(name, _)| name.starts_with(&prefix));
        let actions: Vec<&Attempt> = own.flat_map(|(_, actions)| actions).collect();
        let happens = |name: &String| actions.iter().any(|one| one.name == *name && one.refused.is_none());
        let refuses = |name: &String| actions.iter().any(|one| one.refused.as_ref() == Some(name));
        missing.extend(fired.iter().filter(|name| !happens(name)).map(|name| format!("{prefix}{name}")));
        missing.extend(refusing.iter().filter(|name| !refuses(name)).map(|name| format!("{prefix}{name}")));
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(happenings.len() > 40, "{} scenarios", happenings.len());
}

#[test]
fn every_trace_becomes_a_test_of_contracts_or_has_a_reason_not_to() {
    let (Some(folder), Some(project)) = (named_by("COUNTERFOIL_TRACES"), named_by("COUNTERFOIL_EXPORTED"))
    else {
        return;
    };
    let tests = tests(&project);
    let left_out = fs::read_to_string(project.join("NOT_EXPORTED.txt")).unwrap_or_default();
    let mut missing = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name");
        let letters = name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
        let function = format!("function test_{}", letters.collect::<String>());
        // Contracts are of the document's design and its repairs, not of designs that it replaced or put off,
        // and of two chains.
        let reasons = ["no contracts of variant ", "two chains, "];
        let has_reason =
            reasons.iter().any(|reason| left_out.contains(&format!("{name}: the adapter has {reason}")));
        let is_there = tests.values().any(|test| test.contains(&function));
        if name.starts_with("asset_tracker.") && !is_there && !has_reason {
            missing.push(name.to_owned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn what_happens_in_a_scenario_that_users_check_is_in_its_exported_tests() {
    let (Some(report), Some(project)) = (named_by("COUNTERFOIL_REPORT"), named_by("COUNTERFOIL_EXPORTED"))
    else {
        return;
    };
    let tests = tests(&project);
    let mut missing = Vec::new();
    let mut exported = 0;
    for Happening { system, scenario, fired, refusing } in happenings(&report) {
        let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
        let contract: String = scenario.split('_').map(capital).collect();
        let Some(test) = tests.get(&contract).filter(|_| system == "asset_tracker") else { continue };
        exported += 1;
        let happens = |name: &String| test.contains(&format!(" {name}"));
        let refuses = |name: &String| test.contains(&format!(": refused by {name}\n"));
        let lacking = |name: String| format!("{scenario}: {name}");
        missing.extend(fired.into_iter().filter(|name| !happens(name)).map(lacking));
        missing.extend(refusing.into_iter().filter(|name| !refuses(name)).map(lacking));
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(exported > 30, "{exported} scenarios");
}

/// The tests by the name of their scenario, with a capital for each word.
fn tests(project: &Path) -> BTreeMap<String, String> {
    let mut tests = BTreeMap::new();
    for entry in fs::read_dir(project.join("test")).expect("the project has tests") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let name = name.trim_end_matches(".t.sol").to_owned();
        tests.insert(name, fs::read_to_string(&path).expect("it can be read"));
    }
    tests
}
