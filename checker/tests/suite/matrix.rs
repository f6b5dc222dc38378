//! The matrix of guards and properties against what is pinned in `checker/expected/<system>_mutants.json`.
//!
//! The whole matrix is compared with a JSON report of `counterfoil mutate --format json --output FILE` if
//! `COUNTERFOIL_MUTATION` names it; with `COUNTERFOIL_BLESS=1` beside it the files of the systems in the report are
//! rewritten instead. A mutant that meets another fate, or a counterexample of another length, is a change to review,
//! with its reason in the commit.
//!
//! Without a report the pinned files are held to the tables of guards and properties, and what a guard alone protects
//! is found again: that needs seconds, where the whole matrix needs minutes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use counterfoil::catalogue::{AnySystem, SystemInfo};
use counterfoil::engine::Limits;
use counterfoil::registry;
use counterfoil::request::Request;
use counterfoil::verdict::Status;
use counterfoil_model::mutant::{Change, Mutant};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const HOW_TO_BLESS: &str = "If this is meant: `cargo run --release -- mutate --format json --output FILE`, then \
     `COUNTERFOIL_MUTATION=FILE COUNTERFOIL_BLESS=1 cargo test -p counterfoil --test suite matrix::`";

/// How many of a hundred guards that are missed must be missed by a property of their theme.
const BY_THEME: usize = 90;

/// Where a mutant breaks a property, and how long the shortest counterexample is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kill {
    property: String,
    scenario: String,
    /// Nothing where it is a witness or an action that no longer happens.
    depth: Option<usize>,
}

/// What is pinned of a mutant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pinned {
    fate: String,
    /// By what it is killed, or, if it is explained by other guards, what breaks without these as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kills: Vec<Kill>,
}

/// By the mutant's name.
type Matrix = BTreeMap<String, Pinned>;

#[test]
fn the_matrix_is_as_expected() {
    let Some(path) = std::env::var_os("COUNTERFOIL_MUTATION") else { return };
    let blesses = std::env::var_os("COUNTERFOIL_BLESS").is_some_and(|value| value == "1");
    let found = reported(&PathBuf::from(path));
    if blesses {
        for (system, matrix) in &found {
            std::fs::write(file(system), text(matrix)).expect("an expected file can be written");
        }
        return;
    }
    let mut wrong = Vec::new();
    for system in registry::systems() {
        let name = system.info().name;
        match found.get(name) {
            Some(found) => wrong.extend(differences(name, &read(name), found)),
            None => wrong.push(format!("{name} is not in the report, which must be of every system")),
        }
    }
    assert!(wrong.is_empty(), "{}\n{HOW_TO_BLESS}", wrong.join("\n"));
}

#[test]
fn every_mutant_is_pinned_and_nothing_else() {
    for system in registry::systems() {
        let info = system.info();
        let expected: BTreeSet<String> =
            Mutant::all(info.guards.iter().copied()).map(|mutant| mutant.name()).collect();
        let pinned: BTreeSet<String> = read(info.name).into_keys().collect();
        assert_eq!(expected, pinned, "mutants of {}\n{HOW_TO_BLESS}", info.name);
    }
}

#[test]
fn each_mutant_is_killed_or_has_a_reason_and_none_has_both() {
    for system in registry::systems() {
        let info = system.info();
        for (name, pinned) in read(info.name) {
            let row = format!("{}, {name}: {}", info.name, pinned.fate);
            let survivor = info.survivors.iter().find(|survivor| survivor.mutant == name);
            let mutant = named(&info, &name);
            match pinned.fate.as_str() {
                "killed" => assert!(survivor.is_none() && !pinned.kills.is_empty(), "{row}"),
                "explained" => {
                    let survivor = survivor.unwrap_or_else(|| panic!("{row}, but no reason is written"));
                    assert_eq!(survivor.implied_by.is_empty(), pinned.kills.is_empty(), "{row}");
                }
                "backstop" => assert!(mutant.guard.backstop.is_some() && survivor.is_none(), "{row}"),
                _ => panic!("{row}"),
            }
        }
        for survivor in info.survivors {
            named(&info, survivor.mutant);
        }
    }
}

/// Nine in ten of the guards that are missed are missed by what they are there for.
#[test]
fn guards_are_missed_by_their_theme() {
    for system in registry::systems() {
        let info = system.info();
        let mutants = read(info.name);
        for is_meant in [|mutant: &Mutant| mutant.change == Change::Off, |_: &Mutant| true] {
            let meant = Mutant::all(info.guards.iter().copied()).filter(is_meant);
            let killed = meant.filter_map(|mutant| {
                let pinned = mutants.get(&mutant.name()).filter(|pinned| pinned.fate == "killed")?;
                Some(pinned.kills.iter().any(|kill| theme(&info, &kill.property) == Some(mutant.guard.theme)))
            });
            let killed: Vec<bool> = killed.collect();
            let by_theme = killed.iter().filter(|by_theme| **by_theme).count();
            assert!(
                by_theme * 100 >= killed.len() * BY_THEME,
                "{}: {by_theme} of {}",
                info.name,
                killed.len()
            );
        }
    }
}

#[test]
fn what_a_guard_protects_is_found_again() {
    for system in registry::systems() {
        let info = system.info();
        for (name, pinned) in read(info.name) {
            let mutant = named(&info, &name);
            let is_off = mutant.change == Change::Off && pinned.fate == "killed";
            let of_theme = |kill: &&Kill| theme(&info, &kill.property) == Some(mutant.guard.theme);
            if let Some(kill) = pinned.kills.iter().find(of_theme).filter(|_| is_off) {
                let depth = violation(&*system, mutant, kill);
                assert_eq!(
                    depth, kill.depth,
                    "{name} in {}: {}\n{HOW_TO_BLESS}",
                    kill.scenario, kill.property
                );
            }
        }
    }
}

fn theme(info: &SystemInfo, property: &str) -> Option<&'static str> {
    info.properties.iter().find(|one| one.name == property).map(|one| one.theme)
}

fn named(info: &SystemInfo, name: &str) -> Mutant {
    let mutant = Mutant::all(info.guards.iter().copied()).find(|mutant| mutant.name() == name);
    mutant.unwrap_or_else(|| panic!("{} has no mutant called {name}", info.name))
}

/// In how many actions the mutant violates the property in that scenario, if it does.
fn violation(system: &dyn AnySystem, mutant: Mutant, kill: &Kill) -> Option<usize> {
    let request = Request {
        limits: Limits { max_states: Some(1_000_000), ..Limits::default() },
        mutants: vec![mutant],
        properties: vec![kill.property.clone()],
        ..Request::new(2)
    };
    let scenarios = system.scenarios();
    let scenario =
        scenarios.iter().find(|one| one.info().label == kill.scenario).expect("the scenario exists");
    let report = scenario.check(&request).expect("a built-in scenario can be checked");
    match report.properties.iter().find(|one| one.name == kill.property).map(|one| one.status) {
        Some(Status::Violated(depth)) => Some(depth),
        _ => None,
    }
}

/// What differs, a line each.
fn differences(system: &str, pinned: &Matrix, found: &Matrix) -> Vec<String> {
    let names: BTreeSet<&String> = pinned.keys().chain(found.keys()).collect();
    let differ = names.into_iter().filter(|name| pinned.get(*name) != found.get(*name));
    let line = |name: &String| {
        format!("{system}, {name}: expected {:?}, found {:?}", pinned.get(name), found.get(name))
    };
    differ.map(line).collect()
}

/// The matrices in a report of the command, by system.
fn reported(path: &Path) -> BTreeMap<String, Matrix> {
    let text = std::fs::read_to_string(path).expect("COUNTERFOIL_MUTATION names a file");
    let report: Value = serde_json::from_str(&text).expect("COUNTERFOIL_MUTATION names a JSON report");
    let system = |system: &Value| {
        let name = name(&system["system"]);
        assert_eq!(system["whole"], true, "{name}: the report must be of the whole system");
        for property in list(&system["properties"]) {
            // A property that nothing can break is not checked.
            assert!(!list(&property["broken_by"]).is_empty(), "{name}: nothing breaks {}", property["name"]);
        }
        (name, list(&system["mutants"]).iter().map(mutant).collect())
    };
    list(&report["systems"]).iter().map(system).collect()
}

fn mutant(mutant: &Value) -> (String, Pinned) {
    let kill = |kill: &Value| Kill {
        property: name(&kill["property"]),
        scenario: name(&kill["scenario"]),
        depth: kill["depth"].as_u64().map(|depth| usize::try_from(depth).expect("a depth is small")),
    };
    let kills = list(&mutant["kills"]).iter().chain(Some(&mutant["pair"]).filter(|pair| !pair.is_null()));
    (name(&mutant["name"]), Pinned { fate: name(&mutant["fate"]), kills: kills.map(kill).collect() })
}

fn name(value: &Value) -> String {
    value.as_str().expect("a name is a string").to_owned()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("it is a list")
}

/// The matrix as JSON, a line for each mutant.
fn text(matrix: &Matrix) -> String {
    let line = |(name, pinned): (&String, &Pinned)| {
        format!("  {}: {}", Value::from(name.as_str()), serde_json::to_string(pinned).expect("plain data"))
    };
    format!("{{\n{}\n}}\n", matrix.iter().map(line).collect::<Vec<_>>().join(",\n"))
}

fn file(system: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("expected/{system}_mutants.json"))
}

fn read(system: &str) -> Matrix {
    let path = file(system);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("the mutants of {system} are not pinned yet\n{HOW_TO_BLESS}"));
    serde_json::from_str(&text).expect("an expected file is JSON")
}
