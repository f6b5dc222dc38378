//! `counterfoil bench` from outside: every engine searches the same, and wrong requests are refused. No test
//! looks at a time.

use std::process::{Command, Output};

use serde_json::Value;

fn bench(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterfoil"));
    command.env_remove("CLICOLOR_FORCE").arg("bench").args(arguments);
    command.output().expect("the program can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

/// The workloads of a report in JSON.
fn measured(arguments: &[&str]) -> Vec<Value> {
    let output = bench(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    assert_eq!(report["format"], "counterfoil-bench/1");
    report["workloads"].as_array().expect("there are workloads").clone()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().expect("it is a list")
}

#[test]
fn all_engines_search_the_same_states_and_are_held_against_each_other() {
    let workloads =
        measured(&["two_phase_commit/3", "asset_tracker/deposits@small", "--rounds", "2", "--threads", "2"]);
    let names: Vec<&Value> = workloads.iter().map(|one| &one["workload"]).collect();
    assert_eq!(names, ["two_phase_commit/3", "asset_tracker/deposits@small"]);
    for workload in &workloads {
        let engines = list(workload, "engines");
        let names: Vec<&Value> = engines.iter().map(|engine| &engine["engine"]).collect();
        let mut expected_names = vec!["native", "stateright_bfs", "stateright_dfs"];
        if workload["workload"] == "two_phase_commit/3" {
            expected_names.extend(["usual_types_bfs", "usual_types_dfs"]);
        }
        assert_eq!(names, expected_names);
        let rounds: Vec<&Value> = engines.iter().flat_map(|engine| list(engine, "rounds")).collect();
        assert_eq!(rounds.len(), 2 * expected_names.len());
        for round in rounds {
            assert_eq!(round["ended"], "complete");
            assert_eq!((&round["unique"], &round["generated"]), expected(workload, engines));
        }
        let ratios = list(workload, "ratios");
        let against: Vec<&Value> = ratios.iter().map(|ratio| &ratio["against"]).collect();
        assert_eq!(against, expected_names[1..]);
        for ratio in
            ratios.iter().flat_map(|ratio| [&ratio["unique_per_second"], &ratio["generated_per_second"]])
        {
            let [median, min, max] = ["median", "min", "max"].map(|key| ratio[key].as_f64().unwrap());
            assert!(0.0 < min && min <= median && median <= max, "{ratio}");
        }
    }
}

/// The published numbers; for another workload, what the first round found.
fn expected<'a>(workload: &'a Value, engines: &'a [Value]) -> (&'a Value, &'a Value) {
    let first = &engines[0]["rounds"][0];
    if workload["workload"] == "two_phase_commit/3" {
        assert_eq!((first["unique"].as_u64(), first["generated"].as_u64()), (Some(288), Some(1_146)));
    }
    (&first["unique"], &first["generated"])
}

#[test]
fn a_search_that_is_cut_says_what_it_searched() {
    let arguments = ["two_phase_commit/7", "--rounds", "1", "--max-states", "1000"];
    let workloads = measured(&arguments);
    for engine in list(&workloads[0], "engines") {
        let round = &engine["rounds"][0];
        let unique = round["unique"].as_u64().unwrap();
        assert!(unique >= 1000, "{round}");
        // stateright is looked at from time to time, so it may have been too fast.
        let is_whole = unique == 296_448;
        assert_eq!(round["ended"], if is_whole { "complete" } else { "states" }, "{round}");
        assert!(!(is_whole && engine["engine"] == "native"), "ours is cut at the end of a level");
    }
    let output = bench(&["two_phase_commit/7", "--rounds", "1", "--timeout", "0s"]);
    let said = text(&output.stdout);
    assert!(said.contains("native was cut at") && said.contains("by --timeout"), "{said}");
}

#[test]
fn a_person_gets_a_table_and_the_ratios() {
    let said = text(&bench(&["two_phase_commit/3", "--rounds", "1"]).stdout);
    assert!(said.starts_with("two_phase_commit/3, "), "{said}");
    assert!(said.contains("engine                unique/s"), "{said}");
    assert!(said.contains("native against stateright DFS:"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let alone = text(&bench(&["two_phase_commit/3", "--rounds", "1", "--engine", "native"]).stdout);
    assert!(!alone.contains("stateright"), "{alone}");
}

#[test]
fn a_wrong_request_ends_with_2_and_one_sentence() {
    for (arguments, sentence) in [
        (
            &["two_phase_comit/3"][..],
            "there is no system \"two_phase_comit\"; the nearest name is \"two_phase_commit\"",
        ),
        (&["two_phase_commit/99"], "there is no scenario \"99\" in two_phase_commit; the nearest name is"),
        (&["asset_tracker"], "\"asset_tracker\" names no scenario; one of this system is \"asset_tracker/"),
        (
            &["asset_tracker/round_trip_as_documented"],
            "refutes a property, so each engine would stop somewhere else",
        ),
        (
            &["asset_tracker/deposits@small", "--engine", "usual_types_bfs"],
            "asset_tracker/deposits@small is written in no other types; two_phase_commit/N is",
        ),
        (&["--measure", "{}"], "--measure is for counterfoil bench itself"),
    ] {
        let output = bench(arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(sentence) && said.lines().count() == 1, "{arguments:?}: {said}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
    for arguments in [["--rounds", "0"], ["--threads", "0"], ["--max-states", "0"], ["--timeout", "soon"]] {
        assert_eq!(bench(&arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_program_that_was_not_built_for_speed_says_so() {
    let output = bench(&["two_phase_commit/3", "--rounds", "1"]);
    let warns = text(&output.stderr).contains("use --release");
    assert_eq!(warns, cfg!(debug_assertions), "{}", text(&output.stderr));
}

#[test]
fn what_is_measured_by_itself_is_the_yardstick_and_a_proof_of_the_systems_at_hand() {
    let usual = |systems: &[_]| counterfoil::bench::workload::usual(systems);
    assert_eq!(usual(&crate::common::toys()), ["two_phase_commit/8", "grid/square"]);
    assert_eq!(usual(&counterfoil::registry::systems()), ["two_phase_commit/8", "asset_tracker/round_trip"]);
    assert_eq!(usual(&[]), ["two_phase_commit/8"]);
}
