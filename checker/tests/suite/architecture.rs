//! The shape of the workspace, as ARCHITECTURE.md draws it: edges, folders, and the paths that it names.

mod circles;

use std::collections::BTreeSet;
use std::process::Command;

use crate::repository::{File, files, root, systems};
use serde_json::{Value, json};

const MODEL: &str = "counterfoil-model";
const PROPERTIES: &str = "counterfoil-properties";
const TRACES: &str = "counterfoil-traces";
const CHECKER: &str = "counterfoil";
/// A program for a protocol of one's own, which none of ours uses.
const EXAMPLE: &str = "lock_and_mint";

/// Who may depend on whom: crate, crate that it uses.
const EDGES: [(&str, &str); 8] = [
    (PROPERTIES, MODEL),
    (TRACES, MODEL),
    (CHECKER, MODEL),
    (CHECKER, PROPERTIES),
    (CHECKER, TRACES),
    (EXAMPLE, MODEL),
    (EXAMPLE, PROPERTIES),
    (EXAMPLE, CHECKER),
];

/// What a model is made with.
const DEPENDENCIES_OF_MODEL: [&str; 2] = ["im", "serde"];

/// Crates that only some of ours may name.
const RESERVED: [(&str, &[&str]); 2] = [("clap", &[CHECKER]), ("stateright", &[PROPERTIES, CHECKER])];

/// What every folder of a system holds, beside `contracts/`.
const SYSTEM_FILES: [&str; 11] = [
    "action.rs",
    "adversary.rs",
    "books.rs",
    "display.rs",
    "environment.rs",
    "guards.rs",
    "messages.rs",
    "mod.rs",
    "scenario.rs",
    "scenarios.rs",
    "state.rs",
];

/// What it may hold besides.
const OPTIONAL_FILES: [&str; 1] = ["topology.rs"];

#[test]
fn crates_depend_in_one_direction() {
    let faults = edge_faults(&metadata());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_only_binary_is_counterfoil() {
    assert_eq!(binaries(&metadata()), ["counterfoil"], "a new command is a subcommand of `counterfoil`");
}

#[test]
fn a_program_for_another_protocol_links_no_system_of_ours() {
    let crates = |features| ours_in(&linked_with(features));
    assert_eq!(crates(""), [MODEL, PROPERTIES, TRACES, CHECKER].map(|name| format!("{name}: ")));
    // What would be seen if it did.
    let with_systems = [MODEL, PROPERTIES, TRACES, CHECKER].map(|name| format!("{name}: systems"));
    assert_eq!(crates("counterfoil/systems"), with_systems);
}

/// What the example is built with, if it asks for these features besides: a line for each crate, with its features.
fn linked_with(features: &str) -> String {
    let tree = ["tree", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}: {f}"];
    let output = Command::new(env!("CARGO"))
        .args(tree)
        .args(["--package", EXAMPLE, "--features", features])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo speaks UTF-8")
}

/// Our crates among them, each once, without version and place.
fn ours_in(tree: &str) -> Vec<String> {
    let ours = tree.lines().filter(|line| line.starts_with(CHECKER)).map(|line| {
        let (package, features) = line.split_once(": ").unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or(package);
        format!("{name}: {}", features.trim_end_matches("(*)").trim_end())
    });
    ours.collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn every_system_has_the_same_files() {
    let files = files();
    let faults: Vec<String> =
        systems(&files).iter().flat_map(|system| system_faults(system, &files)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_path_in_the_guides_exists() {
    let files = files();
    for guide in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = files.iter().find(|file| file.path == guide).map(|file| file.text.as_str());
        let paths = paths_in(text.expect("the guide stands at the root"), &systems(&files));
        assert!(!paths.is_empty(), "{guide} names no path: are they still in backticks?");
        let gone: Vec<String> = paths
            .into_iter()
            .filter(|(_, path)| !root().join(path).exists())
            .map(|(line, path)| format!("{guide}:{line}: `{path}` does not exist; mend the path or drop it"))
            .collect();
        assert!(gone.is_empty(), "{}", gone.join("\n"));
    }
}

#[test]
fn no_large_circle_of_files_uses_itself() {
    let large = |circle: &BTreeSet<String>| circle.len() > 3;
    let large: Vec<_> = circles::circles("checker/src/", &files()).into_iter().filter(large).collect();
    assert_eq!(large, Vec::<BTreeSet<String>>::new(), "move what they share below them");
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// The dependencies that break the picture, each with the manifest to mend.
fn edge_faults(metadata: &Value) -> Vec<String> {
    let packages = list(metadata, "packages");
    let ours: BTreeSet<&str> = packages.iter().map(|package| text(package, "name")).collect();
    let expected = BTreeSet::from([MODEL, PROPERTIES, TRACES, CHECKER, EXAMPLE]);
    let mut faults = Vec::new();
    if ours != expected {
        faults.push(format!("Cargo.toml: the members are {ours:?}, ARCHITECTURE.md names {expected:?}"));
    }
    for package in packages {
        let name = text(package, "name");
        for dependency in list(package, "dependencies") {
            let used = text(dependency, "name");
            let is_for_tests = dependency["kind"] == "dev";
            let reserved = RESERVED.iter().find(|(reserved, _)| *reserved == used);
            let is_allowed = if ours.contains(used) {
                EDGES.contains(&(name, used))
            } else if let Some((_, users)) = reserved {
                users.contains(&name)
            } else {
                name != MODEL || is_for_tests || DEPENDENCIES_OF_MODEL.contains(&used)
            };
            if !is_allowed {
                faults.push(format!("{name}: must not depend on `{used}`; see the edges in ARCHITECTURE.md"));
            }
        }
    }
    faults
}

fn binaries(metadata: &Value) -> Vec<&str> {
    let ours = list(metadata, "packages").iter().filter(|package| text(package, "name") != EXAMPLE);
    let targets = ours.flat_map(|package| list(package, "targets"));
    targets
        .filter(|target| list(target, "kind").iter().any(|kind| kind == "bin"))
        .map(|target| text(target, "name"))
        .collect()
}

/// What a system's folder lacks or has beyond the shape that all systems share.
fn system_faults(system: &str, files: &[File]) -> Vec<String> {
    let folder = format!("model/src/{system}/");
    let inside: Vec<&str> = files.iter().filter_map(|file| file.path.strip_prefix(&folder)).collect();
    let missing = SYSTEM_FILES.iter().filter(|name| !inside.contains(*name));
    let mut faults: Vec<String> = missing.map(|name| format!("{folder}{name}: is missing")).collect();
    if !inside.iter().any(|name| name.starts_with("contracts/")) {
        faults.push(format!("{folder}contracts/: has no contract"));
    }
    // A file that outgrows its screen has its parts in a folder of its own name.
    let is_part = |name: &str| {
        name.split_once('/').is_some_and(|(file, _)| SYSTEM_FILES.contains(&format!("{file}.rs").as_str()))
    };
    let is_extra = |name: &&&str| {
        let is_known = SYSTEM_FILES.contains(*name) || OPTIONAL_FILES.contains(*name);
        !name.starts_with("contracts/") && !is_known && !is_part(name)
    };
    faults.extend(inside.iter().filter(is_extra).map(|name| {
        format!("{folder}{name}: no other system has it; move it into one of {SYSTEM_FILES:?} or contracts/")
    }));
    faults
}

/// The paths in backticks, with their lines; `<system>` stands for each system.
fn paths_in(guide: &str, systems: &[String]) -> Vec<(usize, String)> {
    let is_path = |word: &str| {
        let is_file = [".rs", ".md", ".toml", ".json"].iter().any(|end| word.ends_with(end));
        (is_file || word.contains('/')) && !word.contains(char::is_whitespace) && !word.contains("::")
    };
    let mut paths = Vec::new();
    for (index, line) in guide.lines().enumerate() {
        for word in line.split('`').skip(1).step_by(2).filter(|word| is_path(word)) {
            let named: Vec<String> = if word.contains("<system>") {
                systems.iter().map(|system| word.replace("<system>", system)).collect()
            } else {
                vec![word.to_owned()]
            };
            paths.extend(named.into_iter().map(|path| (index + 1, path)));
        }
    }
    paths
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn workspace(dependencies_of: impl Fn(&str) -> Value) -> Value {
    let package = |name: &str| json!({ "name": name, "dependencies": dependencies_of(name), "targets": [] });
    json!({ "packages": [package(MODEL), package(PROPERTIES), package(TRACES), package(CHECKER), package(EXAMPLE)] })
}

#[test]
fn a_wrong_edge_is_found() {
    let edge = |from: &'static str, to: &'static str, kind: Value| {
        workspace(|name| if name == from { json!([{ "name": to, "kind": kind }]) } else { json!([]) })
    };
    let faults = |from, to, kind| edge_faults(&edge(from, to, kind)).len();
    assert_eq!(faults(PROPERTIES, MODEL, Value::Null), 0);
    assert_eq!(faults(MODEL, PROPERTIES, Value::Null), 1);
    assert_eq!(faults(TRACES, PROPERTIES, json!("dev")), 1);
    assert_eq!(faults(MODEL, "serde", Value::Null), 0);
    assert_eq!(faults(MODEL, "rand", Value::Null), 1);
    assert_eq!(faults(TRACES, "clap", Value::Null), 1);
    assert_eq!(faults(MODEL, "stateright", json!("dev")), 1);
    assert_eq!(edge_faults(&json!({ "packages": [] })).len(), 1);
}

#[test]
fn a_second_binary_is_found() {
    let target = |name: &str, kind: &str| json!({ "name": name, "kind": [kind] });
    let targets = json!([target("counterfoil", "bin"), target("helper", "bin"), target("shape", "test")]);
    let metadata = json!({ "packages": [{ "name": CHECKER, "targets": targets }] });
    assert_eq!(binaries(&metadata), ["counterfoil", "helper"]);
}

#[test]
fn a_system_of_another_shape_is_found() {
    let file = |path: &str| File { path: format!("model/src/toy/{path}"), text: String::new() };
    let mut files: Vec<File> = SYSTEM_FILES.iter().map(|name| file(name)).collect();
    assert_eq!(system_faults("toy", &files), ["model/src/toy/contracts/: has no contract"]);
    files.push(file("contracts/vault.rs"));
    files.push(file("action/attempts.rs"));
    assert!(system_faults("toy", &files).is_empty());
    files.push(file("helpers.rs"));
    files.push(file("helpers/more.rs"));
    files.remove(0);
    assert_eq!(system_faults("toy", &files).len(), 3);
}

#[test]
fn paths_are_told_from_other_words() {
    let guide = "`model/src/lib.rs` and `State`\n`<system>/guards.rs`, `asset_tracker::Guard`, `cargo a/b`";
    let paths = [(1, "model/src/lib.rs".to_owned()), (2, "toy/guards.rs".to_owned())];
    assert_eq!(paths_in(guide, &["toy".to_owned()]), paths);
}
