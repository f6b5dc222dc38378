//! The native engine on a toy whose every number is known by arithmetic.

use crate::common::{failure, property, report, result, results};
use counterfoil::exit::Code;
use serde_json::{Value, json};

#[test]
fn a_finished_search_counts_every_state_and_proves() {
    let (code, result) = result(&["grid/square"]);
    assert_eq!(
        (code, &result["outcome"], &result["complete"]),
        (Code::Success, &json!("proved"), &json!(true))
    );
    // 21 * 21 places; 20 * 21 steps right and as many up, and the start; only the corner is an end.
    let states = json!({ "unique": 441, "generated": 841, "terminal": 1, "depth": 40 });
    assert_eq!(result["states"], states);
    assert_eq!(property(&result, "inside_the_grid")["status"], "holds");
    assert_eq!(property(&result, "reaches_the_corner")["status"], "witnessed");
    assert_eq!(property(&result, "reaches_the_corner")["depth"], 40);
    // Not declared as a witness of this scenario: reported, not required.
    assert_eq!(property(&result, "is_beyond")["status"], "not_witnessed");
}

#[test]
fn coverage_counts_what_fired_and_what_was_refused() {
    let (_, result) = result(&["grid/square@small"]);
    let fired = json!([
        { "name": "right", "fired": 16 }, { "name": "up", "fired": 15 }, { "name": "fall", "fired": 0 },
    ]);
    assert_eq!(result["actions"], fired);
    let rejections = json!([
        { "name": "right_is_inside", "rejections": 4 }, { "name": "up_is_inside", "rejections": 5 },
        { "name": "up_is_one_step", "rejections": 0 }, { "name": "place_is_positive", "rejections": 0 },
    ]);
    assert_eq!(result["guards"], rejections);
}

/// stateright's search overwrites a shorter counterexample by a later one if it has two properties.
#[test]
fn each_of_two_violated_properties_gets_its_shortest_counterexample() {
    let (code, found) = result(&["grid/square", "--set", "trap=3", "--set", "far_trap=3"]);
    assert_eq!(code, Code::Violated);
    assert_eq!(property(&found, "before_the_trap")["depth"], 3);
    assert_eq!(property(&found, "before_the_far_trap")["depth"], 3);

    let (code, found) = result(&["grid/square", "--set", "trap=3", "--set", "far_trap=9"]);
    assert_eq!((code, &found["outcome"]), (Code::Violated, &json!("violated")));
    assert_eq!(property(&found, "before_the_trap")["depth"], 3);
    // The search ends behind the level of the first violation.
    assert_eq!(property(&found, "before_the_far_trap")["status"], "unknown");
    assert_eq!(property(&found, "inside_the_grid")["status"], "unknown");
    assert_eq!((&found["complete"], &found["states"]["depth"]), (&json!(false), &json!(3)));

    let arguments =
        ["grid/square", "--set", "trap=3", "--set", "far_trap=9", "--property", "before_the_far_trap"];
    let (_, found) = result(&arguments);
    assert_eq!(property(&found, "before_the_far_trap")["depth"], 9);
}

#[test]
fn a_mutant_with_endless_states_ends_at_its_first_violation() {
    let (code, result) = result(&["grid/square", "--without", "inside"]);
    assert_eq!(code, Code::Violated);
    assert_eq!(result["guards_off"], json!(["right_is_inside", "up_is_inside"]));
    assert_eq!(property(&result, "inside_the_grid")["depth"], 21);
}

#[test]
fn a_violated_step_is_found_on_the_transition() {
    let (code, result) = result(&["grid/square", "--set", "falls=true"]);
    assert_eq!(code, Code::Violated);
    assert_eq!(property(&result, "never_falls")["kind"], "step");
    assert_eq!(property(&result, "never_falls")["depth"], 2);
    // Falling leads back to a state that was visited before: no new state shows the violation.
    assert_eq!(result["actions"][2], json!({ "name": "fall", "fired": 3 }));
}

#[test]
fn a_violated_initial_state_needs_no_action() {
    let (code, result) = result(&["grid/square", "--set", "starts=3", "--set", "far_trap=2"]);
    assert_eq!((code, &property(&result, "before_the_far_trap")["depth"]), (Code::Violated, &json!(0)));
    assert_eq!(result["states"], json!({ "unique": 3, "generated": 3, "terminal": 0, "depth": 0 }));
    let (_, text) = report(&["grid/square", "--set", "starts=3", "--set", "far_trap=2"]);
    assert!(text.contains("Counterexample to before_the_far_trap, in the initial state"), "{text}");
}

#[test]
fn a_run_starts_in_the_initial_state_that_is_nearest() {
    let (_, found) = result(&["grid/square", "--set", "starts=4", "--set", "trap=7"]);
    assert_eq!(property(&found, "before_the_trap")["depth"], 4);
    let (_, text) = report(&["grid/square", "--set", "starts=4", "--set", "trap=7"]);
    assert!(text.contains("x: 3 -> 4 (+1)") && !text.contains("x: 0 -> 1"), "{text}");
    let (_, found) = result(&["grid/square", "--set", "starts=4"]);
    assert_eq!(found["states"], json!({ "unique": 441, "generated": 844, "terminal": 1, "depth": 37 }));
}

#[test]
fn the_report_is_the_same_at_any_number_of_threads() {
    let commands: [&[&str]; 7] = [
        &["grid"],
        &["grid/plain", "--max-states", "60000"],
        &["grid/plain", "--max-depth", "300", "--without", "up_is_one_step"],
        &["grid/plain", "--set", "trap=400", "--set", "far_trap=400"],
        &["grid/plain", "--set", "fault=rule", "--set", "curse=400"],
        &["grid/plain", "--set", "fault=property", "--set", "curse=400"],
        &["grid/plain", "--set", "falls=true", "--set", "trap=2"],
    ];
    for command in commands {
        let at = |threads: &str| {
            let arguments = [command, &["--threads", threads]].concat();
            let (code, json) = results(&arguments);
            let (_, text) = crate::common::report(&arguments);
            (code, json.into_iter().map(timeless).collect::<Vec<Value>>(), untimed(&text))
        };
        let one = at("1");
        for threads in ["2", "4", "7"] {
            assert_eq!(at(threads), one, "{command:?} with {threads} threads");
        }
    }
}

/// The result without what may differ between runs.
fn timeless(mut result: Value) -> Value {
    for key in ["seconds", "states_per_second", "peak_rss_bytes", "threads"] {
        assert!(
            result.as_object_mut().expect("a result is an object").remove(key).is_some(),
            "{key} is reported"
        );
    }
    result
}

/// The report for people without the times, which stand last in the rows of its tables.
fn untimed(text: &str) -> Vec<String> {
    let is_time = |character: char| character.is_ascii_digit() || character == '.';
    let untimed = |line: &str| {
        let is_row = line.starts_with("grid/");
        if is_row { line.trim_end_matches(is_time).trim_end().to_owned() } else { line.to_owned() }
    };
    text.lines().map(untimed).collect()
}

#[test]
fn a_limit_ends_the_search_at_a_level_boundary_and_proves_nothing() {
    // The levels 0 to 3 have 1 + 2 + 3 + 4 = 10 states, the next has 5.
    for (limit, unique, depth) in [("10", 10, 3), ("11", 15, 4), ("15", 15, 4)] {
        let (code, result) = result(&["grid/square", "--max-states", limit]);
        assert_eq!((code, &result["outcome"]), (Code::Incomplete, &json!("incomplete")));
        assert_eq!(result["complete"], false);
        assert_eq!(
            (&result["states"]["unique"], &result["states"]["depth"]),
            (&json!(unique), &json!(depth))
        );
        assert_eq!(property(&result, "inside_the_grid")["status"], "unknown");
        // In a search that was cut, what was not seen is unknown rather than missing.
        assert_eq!(property(&result, "reaches_the_corner")["status"], "unknown");
    }
    let (_, result) = result(&["grid/square", "--max-depth", "0"]);
    assert_eq!((&result["states"]["unique"], &result["outcome"]), (&json!(1), &json!("incomplete")));
}

/// stateright's depth bound generates the states at the bound and never looks at them.
#[test]
fn the_states_at_the_depth_limit_are_still_checked() {
    let at = |depth| result(&["grid/square", "--set", "trap=5", "--max-depth", depth]);
    assert_eq!(at("4").0, Code::Incomplete);
    let (code, found) = at("5");
    assert_eq!((code, &property(&found, "before_the_trap")["depth"]), (Code::Violated, &json!(5)));
}

#[test]
fn a_search_that_ends_by_itself_at_its_limit_is_complete() {
    // 40 is where the last state is, but only the level behind it shows that there are no more.
    let (code, result_at_the_end) = result(&["grid/square", "--max-depth", "41"]);
    assert_eq!((code, &result_at_the_end["outcome"]), (Code::Success, &json!("proved")));
    assert_eq!(result(&["grid/square", "--max-depth", "40"]).0, Code::Incomplete);
}

#[test]
fn no_time_at_all_leaves_the_initial_states_checked_and_nothing_proved() {
    let (code, result) = result(&["grid/square", "--timeout", "0s"]);
    assert_eq!(
        (code, &result["outcome"], &result["complete"]),
        (Code::Incomplete, &json!("incomplete"), &json!(false))
    );
    assert_eq!(result["states"]["unique"], 1);
}

#[test]
fn time_that_runs_out_within_the_search_leaves_it_incomplete() {
    // Nine million million states: no machine is through in a tenth of a second.
    let (code, result) = result(&["grid/plain", "--timeout", "100ms"]);
    assert_eq!(
        (code, &result["outcome"], &result["complete"]),
        (Code::Incomplete, &json!("incomplete"), &json!(false))
    );
    assert_eq!(property(&result, "inside_the_grid")["status"], "unknown");
}

#[test]
fn a_missing_witness_or_action_makes_a_finished_search_vacuous() {
    // Steps of two miss the corner of a grid of odd height, and stay inside it.
    let file = crate::common::scratch("vacuous.toml");
    let text = r#"
        [[scenario]]
        system = "grid"
        name = "unseen"
        base = "square"
        witnesses = ["is_beyond"]
        [[scenario]]
        system = "grid"
        name = "unmoved"
        base = "square"
        must_fire = ["right", "fall"]
    "#;
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    for name in ["grid/unseen", "grid/unmoved"] {
        let (code, result) = result(&[name, "--scenario-file", path]);
        assert_eq!((code, &result["outcome"]), (Code::Missing, &json!("vacuous")), "{name}");
        assert_eq!(result["complete"], true);
        let (code, _) = crate::common::result(&[name, "--scenario-file", path, "--max-depth", "5"]);
        assert_eq!(code, Code::Incomplete, "{name}: unknown, not missing, in a search that was cut");
    }
}

#[test]
fn a_refutation_succeeds_once_its_property_is_violated_and_its_witnesses_are_seen() {
    let (code, found) = result(&["grid/trapped"]);
    assert_eq!((code, &found["outcome"]), (Code::Success, &json!("refuted")));
    assert_eq!(found["intent"], "refute:before_the_trap");
    assert_eq!(property(&found, "before_the_trap")["depth"], 3);
    // The witness is 20 actions away: the search went on until there, and no farther.
    assert_eq!(property(&found, "is_far_right")["depth"], 20);
    assert_eq!((&found["complete"], &found["states"]["depth"]), (&json!(false), &json!(20)));

    let (code, found) = result(&["grid/trapped", "--set", "trap=41"]);
    assert_eq!((code, &found["outcome"]), (Code::Missing, &json!("not_refuted")));
    assert_eq!(found["complete"], true);

    let (code, found) = result(&["grid/trapped", "--set", "far_trap=2"]);
    assert_eq!((code, &found["outcome"]), (Code::Violated, &json!("violated")));

    let (code, _) = result(&["grid/trapped", "--max-depth", "2"]);
    assert_eq!(code, Code::Incomplete);
    let (code, _) = result(&["grid/trapped", "--max-depth", "4"]);
    assert_eq!(code, Code::Incomplete, "violated, but its witness is not seen");
}

#[test]
fn a_panic_is_reported_with_the_way_there() {
    for (fault, steps, message) in [
        ("fault=rule", 4, "a cursed way up"),
        ("fault=offer", 3, "a cursed place to leave"),
        ("fault=property", 3, "a cursed place to look at"),
    ] {
        let (code, found) = result(&["grid/square", "--set", fault]);
        assert_eq!(
            (code, &found["outcome"], &found["complete"]),
            (Code::Panicked, &json!("panicked"), &json!(false))
        );
        assert_eq!(property(&found, "inside_the_grid")["status"], "unknown");
        let (_, text) = crate::common::report(&["grid/square", "--set", fault]);
        assert!(text.contains(&format!("The way to a panic, in {steps} actions")), "{text}");
        assert!(text.contains(message), "{text}");
    }
}

/// The panic is in the last state, so that the frontier behind it is empty.
#[test]
fn a_panic_in_the_last_state_is_no_finished_search() {
    for fault in ["fault=property", "fault=offer"] {
        let (code, found) = result(&["grid/square", "--set", "width=2", "--set", "height=1", "--set", fault]);
        assert_eq!((code, &found["complete"]), (Code::Panicked, &json!(false)), "{fault}");
        assert_eq!(property(&found, "inside_the_grid")["status"], "unknown");
    }
}

#[test]
fn a_violation_outranks_a_panic() {
    let (code, found) = result(&["grid/square", "--set", "fault=property", "--set", "trap=3"]);
    assert_eq!((code, &found["outcome"]), (Code::Violated, &json!("violated")));
}

#[test]
fn a_find_that_does_not_replay_is_not_shown() {
    // Two steps right are found while the dice allow them, and not again.
    let failure = failure(&["check", "grid/square", "--set", "fault=dice", "--set", "far_trap=2"]);
    assert_eq!(failure.code, Code::NotReplayed);
    assert!(failure.sentence.contains("right_is_inside"), "{}", failure.sentence);
}

#[test]
fn a_panic_that_does_not_happen_again_is_not_shown() {
    let failure = failure(&["check", "grid/square", "--set", "fault=fuse"]);
    assert_eq!(failure.code, Code::NotReplayed);
}

#[test]
fn the_probability_of_a_collision_is_stated() {
    let (_, result) = result(&["grid/square"]);
    let probability = result["fingerprint_collision_probability"].as_f64().unwrap();
    assert!((probability - 441.0_f64.powi(2) / 2_f64.powi(65)).abs() < 1e-20);
}
