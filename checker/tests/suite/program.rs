//! The program itself: exit codes, what goes to stdout and what to stderr.

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use counterfoil::catalogue::ScenarioInfo;
use counterfoil::registry;
use counterfoil_model::scenario::{Intent, Size};
use serde_json::Value;

fn counterfoil(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterfoil"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command.args(arguments).output().expect("the program can be started")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

/// The full label of a small scenario of this intent.
fn small(is_meant: impl Fn(&ScenarioInfo) -> bool) -> String {
    let scenarios = registry::systems().into_iter().flat_map(|system| system.scenarios());
    let info =
        scenarios.map(|scenario| scenario.info()).find(|info| info.size == Size::Small && is_meant(info));
    let info = info.expect("there is one");
    format!("{}/{}", info.system, info.label)
}

#[test]
fn a_proof_ends_with_0_and_a_json_report_on_stdout_alone() {
    let label = small(|info| info.intent == Intent::Prove);
    let output = counterfoil(&["check", &label, "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["format"], "counterfoil-report/1");
    let result = &report["results"][0];
    assert_eq!((result["outcome"].as_str(), result["complete"].as_bool()), (Some("proved"), Some(true)));
    let keys: Vec<&String> = result.as_object().unwrap().keys().collect();
    let expected = [
        "system",
        "scenario",
        "parameters",
        "guards_off",
        "engine",
        "strategy",
        "reduction",
        "threads",
        "complete",
        "intent",
        "outcome",
        "states",
        "seconds",
        "states_per_second",
        "peak_rss_bytes",
        "fingerprint_collision_probability",
        "properties",
        "actions",
        "guards",
    ];
    assert_eq!(keys, expected);
    assert!(result["properties"].as_array().unwrap().iter().all(|property| property["trace"].is_null()));
    // Progress is for terminals.
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_refutation_ends_with_0_and_its_counterexample() {
    let label = small(|info| info.intent != Intent::Prove);
    let output = counterfoil(&["check", &label]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("Counterexample to"), "{}", text(&output.stdout));
}

#[test]
fn a_search_that_was_cut_ends_with_20() {
    let label = small(|info| info.intent == Intent::Prove);
    assert_eq!(code(&counterfoil(&["check", &label, "--max-depth", "1"])), 20);
    assert_eq!(code(&counterfoil(&["check", &label, "--timeout", "0s"])), 20);
}

#[test]
fn a_wrong_request_ends_with_2_and_an_error_on_stderr_alone() {
    for arguments in [
        &["check", "no_such_system"][..],
        &["check", "--reduction", "some"],
        &["check", "--without", "no_such_guard"],
        &["explain", "no_such_thing"],
        &["prove"],
        &[],
    ] {
        let output = counterfoil(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        let is_error = text(&output.stderr).starts_with("error: ") || arguments.is_empty();
        assert!(is_error, "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn other_failures_have_their_codes() {
    let output = counterfoil(&["check", "--output", "/nonexistent/report"]);
    assert_eq!(code(&output), 153);
    assert!(text(&output.stderr).starts_with("error: /nonexistent/report cannot be written"));
    assert_eq!(code(&counterfoil(&["check", "--scenario-file", "/nonexistent/file"])), 151);
}

#[test]
fn help_has_an_example_for_each_command() {
    for arguments in [&["--help"][..], &["check", "--help"], &["list", "--help"], &["explain", "--help"]] {
        let output = counterfoil(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}");
        assert!(text(&output.stdout).contains("Example: counterfoil "), "{arguments:?}");
    }
}

#[test]
fn colour_is_used_when_it_is_asked_for() {
    let label = small(|info| info.intent == Intent::Prove);
    let colour = |arguments: &[&str]| {
        let output = counterfoil(&[&["check", &label, "--max-depth", "1"], arguments].concat());
        output.stdout.contains(&0x1b)
    };
    assert!(colour(&["--color", "always"]));
    assert!(!colour(&["--color", "never"]));
    assert!(!colour(&[]), "stdout is no terminal here");
}

#[test]
fn each_entry_of_a_list_can_be_explained() {
    let output = counterfoil(&["list", "--format", "json"]);
    let lists: Value = serde_json::from_slice(&output.stdout).unwrap();
    for what in ["systems", "scenarios", "properties", "guards", "actions"] {
        let entries = lists[what].as_array().unwrap();
        assert!(!entries.is_empty(), "{what}");
        for entry in entries.iter().step_by(entries.len().div_ceil(5)) {
            let name = entry["name"].as_str().unwrap();
            let name = entry["system"].as_str().map_or(name.to_owned(), |system| format!("{system}/{name}"));
            let output = counterfoil(&["explain", &name, "--format", "json"]);
            assert_eq!(code(&output), 0, "{name}");
            let explained: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert!(!explained["entries"].as_array().unwrap().is_empty(), "{name}");
            let statement = &explained["entries"][0]["statement"];
            assert_eq!(statement, &entry["statement"], "{name}");
            assert_eq!(statement.is_string(), ["properties", "guards", "actions"].contains(&what), "{name}");
        }
    }
}

#[test]
fn a_declared_witness_that_cannot_apply_is_missing_and_not_forgotten() {
    let output = counterfoil(&["check", "asset_tracker/withdrawals@small", "--set", "flows=[\"deposit\"]"]);
    assert_eq!(code(&output), 10, "{}", text(&output.stderr));
    let report = text(&output.stdout);
    assert!(report.contains("vacuous") && report.contains("deposit_through_gateway_is_spent"), "{report}");
}

#[test]
fn an_older_report_does_not_outlive_a_search_that_was_killed() {
    let folder = std::env::temp_dir().join(format!("counterfoil-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("report.json");
    std::fs::write(&file, "an older report").unwrap();
    let arguments = ["check", "asset_tracker/round_trip", "--set", "max=9", "--format", "json", "--output"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterfoil"));
    let mut search = command.args(arguments).arg(&file).spawn().expect("the program can be started");
    while std::fs::read(&file).unwrap() == b"an older report" {
        assert!(search.try_wait().unwrap().is_none(), "the search should outlast this");
        std::thread::yield_now();
    }
    search.kill().unwrap();
    search.wait().unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_search_with_a_report() {
    for signal in ["-INT", "-TERM"] {
        let arguments = ["check", "asset_tracker/round_trip", "--set", "max=9", "--format", "json"];
        let search =
            Command::new(env!("CARGO_BIN_EXE_counterfoil")).args(arguments).stdout(Stdio::piped()).spawn();
        let search = search.expect("the program can be started");
        // Long enough for it to listen; the search would go on for many minutes.
        std::thread::sleep(Duration::from_secs(1));
        let sent = Command::new("kill").args([signal, &search.id().to_string()]).status();
        assert!(sent.expect("there is kill").success());
        let output = search.wait_with_output().unwrap();
        assert_eq!(code(&output), 20);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let result = &report["results"][0];
        assert_eq!((&result["outcome"], &result["complete"]), (&"incomplete".into(), &false.into()));
        assert!(result["states"]["unique"].as_u64().unwrap() > 1_000, "{result}");
    }
}
