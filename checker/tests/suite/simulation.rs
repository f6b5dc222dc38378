//! Random runs: reproducible, never a proof, and each find with the command that finds it again.

use crate::common::{failure, property, report, result};
use counterfoil::exit::Code;
use serde_json::{Value, json};

/// The result of a simulation of the toy.
fn simulated(arguments: &[&str]) -> (Code, Value) {
    result(&[arguments, &["--strategy", "simulate"]].concat())
}

/// What may differ between two runs of the same command.
fn timeless(mut result: Value) -> Value {
    for key in ["seconds", "states_per_second", "peak_rss_bytes", "threads"] {
        let fields = result.as_object_mut().expect("a result is an object");
        assert!(fields.remove(key).is_some(), "{key} is reported");
    }
    result
}

#[test]
fn it_proves_nothing_even_if_it_has_seen_everything() {
    let (code, found) = simulated(&["grid/square@small"]);
    assert_eq!((code, &found["outcome"]), (Code::Incomplete, &json!("incomplete")));
    // Five by four places; each run goes from the start to the corner in 7 steps.
    let states = json!({ "unique": 20, "generated": 80_000, "terminal": 1, "depth": 7 });
    assert_eq!((&found["states"], &found["complete"]), (&states, &json!(false)));
    assert_eq!(found["simulation"], json!({ "seed": 0, "runs": 10_000, "max_depth": 100 }));
    assert_eq!(property(&found, "inside_the_grid")["status"], "unknown");
    assert_eq!(property(&found, "is_beyond")["status"], "unknown");
    assert_eq!(property(&found, "reaches_the_corner")["status"], "witnessed");
    let (_, text) = report(&["grid/square@small", "--strategy", "simulate", "--seed", "7"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in
        ["nothing is proved", "10,000 random runs were made, with seed 7 and at most 100 actions each"]
    {
        assert!(text.contains(sentence), "{text}");
    }
    assert!(text.contains("as far as the searches went, these actions never fired: fall"), "{text}");
}

#[test]
fn the_report_is_the_same_for_the_same_seed_at_any_number_of_threads() {
    let commands: [&[&str]; 6] = [
        &["grid/square"],
        &["grid/plain", "--max-states", "50000"],
        &["grid/plain", "--set", "trap=90", "--set", "far_trap=14"],
        &["grid/plain", "--set", "falls=true", "--seed", "18446744073709551615"],
        &["grid/square", "--set", "fault=rule", "--set", "curse=15", "--seed", "3"],
        &["grid/trapped", "--max-depth", "1000", "--set", "falls=true"],
    ];
    for command in commands {
        let at = |threads| {
            let (code, result) = simulated(&[command, &["--threads", threads]].concat());
            (code, timeless(result))
        };
        let one = at("1");
        for threads in ["2", "4", "7"] {
            assert_eq!(at(threads), one, "{command:?} with {threads} threads");
        }
    }
}

#[test]
fn another_seed_makes_other_runs() {
    let runs = |seed| simulated(&["grid/plain", "--max-states", "5000", "--seed", seed]).1["actions"].clone();
    assert_eq!(runs("1"), runs("1"));
    assert_ne!(runs("1"), runs("2"));
}

#[test]
fn a_find_is_found_again_at_once_by_the_command_that_the_report_prints() {
    // A trap on the bottom line, which few runs keep to for so long.
    let question = ["grid/plain", "--set", "far_trap=9", "--set", "width=40", "--set", "fault=none"];
    let arguments =
        [&question[..], &["--property", "before_the_far_trap", "--without", "up_is_one_step"]].concat();
    let (code, found) = simulated(&arguments);
    assert_eq!(code, Code::Violated);
    let runs = found["simulation"]["runs"].as_u64().unwrap();
    assert!(runs > 100, "{runs} runs: it should take some luck");
    let find = property(&found, "before_the_far_trap");
    let again = find["again"].as_str().unwrap();
    let (_, text) = report(&[&arguments[..], &["--strategy", "simulate"]].concat());
    assert!(text.contains(again) && text.contains("there may be a shorter"), "{text}");
    assert!(!text.contains("fewest") && !text.contains("shortest"), "{text}");

    let words: Vec<&str> = again.split(' ').collect();
    assert_eq!(words[..3], ["counterfoil", "check", "grid/plain"]);
    let (code, repeated) = result(&words[2..]);
    assert_eq!((code, &repeated["simulation"]["runs"]), (Code::Violated, &json!(1)));
    assert_eq!(property(&repeated, "before_the_far_trap")["depth"], find["depth"]);
    for key in ["parameters", "guards_off"] {
        assert_eq!(found[key], repeated[key]);
    }
}

#[test]
fn runs_end_at_a_depth_a_number_of_steps_or_a_time() {
    let (_, found) = simulated(&["grid/plain", "--max-depth", "3"]);
    assert_eq!(found["states"]["depth"], 3);
    // One to four places in each of the first four levels; a run visits one in each.
    assert_eq!((&found["states"]["unique"], &found["states"]["generated"]), (&json!(10), &json!(40_000)));
    let (_, found) = simulated(&["grid/plain", "--max-depth", "0", "--set", "starts=3"]);
    assert_eq!(found["states"], json!({ "unique": 3, "generated": 10_000, "terminal": 0, "depth": 0 }));
    // A hundred steps and the start are a run.
    let (_, found) = simulated(&["grid/plain", "--max-states", "1000"]);
    assert_eq!((&found["states"]["generated"], &found["simulation"]["runs"]), (&json!(1_010), &json!(10)));
    // More than the ten thousand runs that are made without a limit.
    let (code, found) = simulated(&["grid/square@small", "--timeout", "2s", "--threads", "1"]);
    assert_eq!(code, Code::Incomplete);
    assert!(found["simulation"]["runs"].as_u64().unwrap() > 10_000, "{found}");
}

#[test]
fn a_refutation_and_its_witnesses_can_be_found_by_chance() {
    let (code, found) = simulated(&["grid/trapped"]);
    assert_eq!((code, &found["outcome"]), (Code::Success, &json!("refuted")));
    let (code, _) = simulated(&["grid/trapped", "--set", "trap=99"]);
    assert_eq!(code, Code::Incomplete, "a property that no run violates is not shown to hold");
}

#[test]
fn a_panic_is_reported_with_the_way_there_and_the_way_back() {
    for (fault, message) in [
        ("fault=rule", "a cursed way up"),
        ("fault=offer", "a cursed place to leave"),
        ("fault=property", "a cursed place to look at"),
    ] {
        let (code, text) = report(&["grid/square", "--set", fault, "--strategy", "simulate"]);
        assert_eq!(code, Code::Panicked, "{fault}");
        assert!(text.contains("The way to a panic, in ") && text.contains(message), "{text}");
        assert!(text.contains(&format!("--set {fault} --strategy simulate --seed ")), "{text}");
    }
}

#[test]
fn what_belongs_to_it_is_refused_elsewhere() {
    for arguments in [
        &["--seed", "1"][..],
        &["--strategy", "dfs", "--seed", "1"],
        &["--engine", "stateright", "--strategy", "simulate"],
    ] {
        let failure = failure(&[&["check", "grid/square"], arguments].concat());
        assert_eq!(failure.code, Code::Usage, "{arguments:?}");
        assert!(failure.sentence.contains("native") || failure.sentence.contains("simulate"), "{failure}");
    }
}
