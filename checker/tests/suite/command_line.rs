//! What can be asked on the command line, and the sentence that answers what cannot.

use crate::common::{failure, property, report, report_on, result, results, run, scratch};
use clap::Parser;
use counterfoil::cli::Arguments;
use counterfoil::exit::Code;
use counterfoil::{registry, selection};
use counterfoil_model::mutant::Mutant;
use serde_json::{Value, json};

fn labels(results: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("a name is a string").to_owned();
    results
        .iter()
        .map(|result| format!("{}/{}", text(&result["system"]), text(&result["scenario"])))
        .collect()
}

#[test]
fn a_system_stands_for_its_default_scenarios_and_each_runs_once_in_their_order() {
    let all = ["grid/square", "grid/trapped"];
    assert_eq!(labels(&results(&[]).1), all);
    assert_eq!(labels(&results(&["grid"]).1), all);
    assert_eq!(labels(&results(&["grid/trapped", "grid/square", "grid", "grid/square"]).1), all);
    // A nightly scenario and a small one run when they are named.
    assert_eq!(labels(&results(&["grid/plain@small"]).1), ["grid/plain@small"]);
    assert_eq!(labels(&results(&["grid/plain", "--max-depth", "3"]).1), ["grid/plain"]);
}

#[test]
fn a_name_that_does_not_exist_is_answered_with_the_nearest() {
    for (arguments, near) in [
        (&["check", "gird"][..], "grid"),
        (&["check", "gird/square"], "grid"),
        (&["check", "grid/sqare"], "square"),
        (&["check", "grid/trapped@smal"], "trapped@small"),
        (&["check", "grid", "--without", "up_is_insid"], "up_is_inside"),
        (&["check", "grid", "--without", "insid"], "inside"),
        (&["check", "grid", "--property", "never_fails"], "never_falls"),
        (&["check", "grid", "--set", "widht=3"], "width"),
        (&["check", "grid/square", "--set", "falls.far=3"], "falls"),
        (&["explain", "squar"], "square"),
        (&["explain", "gird/square"], "grid"),
        (&["explain", "grid/reaches_a_corner"], "reaches_the_corner"),
    ] {
        let failure = failure(arguments);
        assert_eq!(failure.code, Code::Usage, "{arguments:?}: {failure}");
        assert!(failure.sentence.contains(near), "{arguments:?}: {failure}");
        assert!(!failure.sentence.contains('\n'), "{arguments:?}: {failure}");
    }
}

#[test]
fn a_parameter_is_set_in_every_selected_scenario() {
    let (_, found) = results(&["grid", "--set", "width=6", "--set", "height=5"]);
    for result in found {
        assert_eq!((&result["parameters"]["width"], &result["parameters"]["height"]), (&json!(6), &json!(5)));
    }
    assert_eq!(result(&["grid/square", "--set", "width=6"]).1["states"]["unique"], 7 * 21);
    // JSON where it is JSON, a string otherwise.
    assert_eq!(result(&["grid/square", "--set", "fault=none"]).1["parameters"]["fault"], "none");
    assert_eq!(result(&["grid/square", "--set", "fault=\"none\""]).1["parameters"]["fault"], "none");
}

#[test]
fn a_wrong_value_or_bound_is_refused() {
    for (setting, words) in [
        ("width=many", "width"),
        ("width=-1", "width"),
        ("width=0", "width is at least 1"),
        ("falls=1", "falls"),
        ("fault=flood", "flood"),
    ] {
        let failure = failure(&["check", "grid/square", "--set", setting]);
        assert_eq!(failure.code, Code::Usage, "{setting}");
        assert!(failure.sentence.contains(words), "{setting}: {failure}");
    }
}

#[test]
fn a_guard_or_a_group_is_switched_off_and_its_members_are_named() {
    let off =
        |arguments: &[&str]| result(&[&["grid/square@small"], arguments].concat()).1["guards_off"].clone();
    assert_eq!(off(&[]), json!([]));
    assert_eq!(off(&["--without", "up_is_one_step"]), json!(["up_is_one_step"]));
    let both = json!(["right_is_inside", "up_is_inside"]);
    assert_eq!(off(&["--without", "inside"]), both);
    assert_eq!(off(&["--without", "up_is_inside", "--without", "inside"]), both);
    let (code, found) = result(&["grid/square@small", "--without", "up_is_one_step"]);
    // Heights 0, 2, 4 of a grid of height 3.
    assert_eq!((code, property(&found, "inside_the_grid")["depth"].clone()), (Code::Violated, json!(2)));
    // A mutant keeps the intent.
    assert_eq!(found["intent"], "prove");
}

#[test]
fn only_the_selected_properties_are_asked() {
    let names = |arguments: &[&str]| {
        let (_, result) = result(arguments);
        let properties = result["properties"].as_array().unwrap().clone();
        properties.iter().map(|property| property["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // The declared witness is asked for in any case: without it the answer could be empty.
    let with_witness = ["inside_the_grid", "reaches_the_corner"];
    assert_eq!(names(&["grid/square", "--property", "inside_the_grid"]), with_witness);
    let two = ["grid/square", "--property", "reaches_the_corner", "--property", "inside_the_grid"];
    assert_eq!(names(&two), with_witness);
    let (_, text) = report(&["grid/square@small", "--property", "inside_the_grid"]);
    assert!(text.contains("No other was asked about"), "{text}");
    // What a scenario refutes is always asked: without it there is nothing to refute.
    assert_eq!(
        names(&["grid/trapped", "--property", "inside_the_grid"]),
        ["inside_the_grid", "before_the_trap", "is_far_right"]
    );
    // Scenarios to which it does not apply are left out; the trap is in one of them only.
    assert_eq!(labels(&results(&["grid", "--property", "before_the_trap"]).1), ["grid/trapped"]);
}

#[test]
fn what_says_too_little_of_its_parts_is_searched_by_sets_only_if_it_is_named() {
    let by_sets = |target: &str| {
        let arguments = [target, "--engine", "symbolic", "--timeout", "1ms", "--format", "json"];
        let (_, text) = report_on(&registry::systems(), &arguments);
        let document: Value = serde_json::from_str(&text).expect("a report is JSON");
        labels(document["results"].as_array().expect("a report has results"))
    };
    let named = "asset_tracker/reentrancy";
    let of_the_system = by_sets("asset_tracker");
    assert!(
        of_the_system.len() > 40 && !of_the_system.iter().any(|label| label == named),
        "{of_the_system:?}"
    );
    assert_eq!(by_sets(named), [named]);
    // A toy says nothing of its parts.
    for (target, code) in [("grid", Code::Nothing), ("grid/square", Code::Usage)] {
        let failure = failure(&["check", target, "--engine", "symbolic"]);
        assert_eq!(failure.code, code, "{failure}");
        assert!(failure.sentence.contains("parts"), "{failure}");
    }
}

#[test]
fn a_property_that_applies_nowhere_leaves_nothing_to_check() {
    let failure =
        failure(&["check", "grid/square", "--property", "never_falls", "--property", "inside_the_grid"]);
    assert_eq!(failure.code, Code::Nothing);
    assert!(failure.sentence.contains("never_falls"), "{failure}");
}

#[test]
fn what_is_not_built_does_not_exist() {
    for arguments in [
        &["check", "--strategy", "best"][..],
        &["check", "--exact=yes"],
        &["trace", "export", "x", "--to", "pdf"],
        &["trace", "replay", "x", "--with-all-guards", "--without", "y"],
        &["check", "--seed", "-1"],
        &["check", "--seed", "lucky"],
        &["check", "--format", "xml"],
        &["list", "--format", "junit"],
        &["explain", "grid", "--format", "sarif"],
        &["check", "--threads", "0"],
        &["check", "--threads", "two"],
        &["check", "--max-states", "0"],
        &["check", "--max-depth", "-1"],
        &["check", "--timeout", "soon"],
        &["check", "--set", "width"],
        &["list", "themes"],
        &["explain"],
        &[],
    ] {
        let error = Arguments::try_parse_from([&["counterfoil"], arguments].concat());
        let error = error.expect_err(&format!("{arguments:?} exists"));
        assert_eq!(error.exit_code(), 2, "{arguments:?}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_said_before_the_search() {
    let failure = failure(&["check", "grid/plain", "--output", "/nonexistent/report"]);
    assert_eq!(failure.code, Code::InputOutput);
    assert!(failure.sentence.contains("/nonexistent/report"), "{failure}");
}

#[test]
fn a_shorter_report_replaces_a_longer_one() {
    let file = scratch("replaced");
    std::fs::write(&file, "x".repeat(1_000_000)).unwrap();
    let path = file.to_str().unwrap();
    assert_eq!(run(&["check", "grid/square", "--format", "json", "--output", path]), Ok(Code::Success));
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(document["format"], "counterfoil-report/1");
}

#[test]
fn the_worst_outcome_decides_the_exit_code() {
    // Proved and refuted; with a trap in both, violated and refuted.
    assert_eq!(results(&["grid"]).0, Code::Success);
    assert_eq!(results(&["grid", "--set", "trap=3"]).0, Code::Violated);
    // The one is incomplete, the other is refuted by then.
    assert_eq!(results(&["grid", "--max-depth", "25"]).0, Code::Incomplete);
    // Violated, and not refuted.
    assert_eq!(results(&["grid", "--set", "far_trap=2", "--set", "trap=90"]).0, Code::Violated);
}

#[test]
fn the_report_for_people_fits_eighty_columns_and_tells_the_way() {
    let (_, text) = report(&["grid/square@small", "--without", "up_is_inside", "--set", "trap=9"]);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for line in [
        "  guards off: up_is_inside",
        "  always     inside_the_grid                            violated in 4 actions",
        "  Counterexample to inside_the_grid, in 4 actions, the fewest there are:",
        "    1. walker: goes up",
        "         y: 0 -> 1 (+1)",
        "  Violated: inside_the_grid. The walker is never outside the grid.",
        "  Specified in: Toy grid, Edges",
        "    upwards: place 4 <= edge 3 does not hold, the difference is +1",
        "        steps taken                                                4",
    ] {
        assert!(text.lines().any(|own| own == line), "no line \"{line}\" in\n{text}");
    }
    // Only the books that changed, and only the case that fails.
    assert!(!text.contains("x: ") && !text.contains("across"), "{text}");
    // It stopped at the violation, so what it had not seen by then is no news.
    assert!(!text.contains("never fired") && !text.contains("never refused"), "{text}");
}

#[test]
fn every_mutant_is_known_by_the_name_that_the_matrix_has_for_it() {
    for info in registry::systems().iter().map(|system| system.info()) {
        let of = |names: &[String]| selection::mutants(&info, names);
        let names: Vec<String> =
            Mutant::all(info.guards.iter().copied()).map(|mutant| mutant.name()).collect();
        for name in &names {
            let found = of(std::slice::from_ref(name)).expect("the matrix has it");
            assert_eq!(found.iter().map(Mutant::name).collect::<Vec<_>>(), [name.as_str()]);
        }
        // Any number of guards can be left out, and one more be wrong in another way.
        let (changed, off): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| name.contains(':'));
        let [first, second, ..] = &changed[..] else {
            assert!(of(&off[..3]).is_ok());
            continue;
        };
        assert!(of(&[&off[..3], &changed[..1]].concat()).is_ok());
        assert!(
            of(&[first.clone(), second.clone()])
                .is_err_and(|failure| failure.sentence.contains("cannot be asked about together"))
        );
        let misspelt = of(&[format!("{first}x")]).expect_err("there is none");
        assert!(misspelt.sentence.ends_with(&format!("the nearest name is \"{first}\"")), "{misspelt}");
    }
}

#[test]
fn a_guard_is_reported_once_if_it_refused_in_none_of_the_results() {
    let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, text) = report(&["grid", "--max-depth", "3"]);
    assert_eq!(joined(&text).matches("guards never refused").count(), 1, "{text}");
    // It refuses in the one and not in the other: enough.
    let (_, text) = report(&["grid/square", "grid/trapped@small"]);
    assert!(!joined(&text).contains("guards never refused"), "{text}");
    // Nobody falls here; neither a guard that is off, nor the rule and the backstop, are expected to refuse.
    let (_, text) = report(&["grid/square", "--max-depth", "1", "--without", "up_is_inside"]);
    assert!(joined(&text).contains("these actions never fired: fall"), "{text}");
    assert!(joined(&text).contains("these guards never refused: right_is_inside"), "{text}");
    assert!(!text.contains("place_is_positive") && !text.contains("up_is_one_step"), "{text}");
}

#[test]
fn lists_and_explanations_are_given() {
    for arguments in [
        &["list"][..],
        &["list", "systems"],
        &["list", "scenarios", "--format", "json"],
        &["explain", "grid"],
        &["explain", "inside", "--format", "json"],
        &["explain", "grid/square@small"],
        &["explain", "place_is_positive"],
        &["explain", "up"],
    ] {
        assert_eq!(run(arguments), Ok(Code::Success), "{arguments:?}");
    }
}

#[test]
fn all_that_a_scenario_refutes_must_be_violated() {
    let file = scratch("both.toml");
    let text = "[[scenario]]\nsystem = 'grid'\nname = 'both'\nbase = 'trapped'\nwitnesses = []\n\
                intent = 'refute:before_the_trap+inside_the_grid'\n";
    std::fs::write(&file, text).unwrap();
    let arguments = ["check", "grid/both", "--scenario-file", file.to_str().unwrap()];
    assert_eq!(run(&arguments), Ok(Code::Missing));
    let report = scratch("both.txt");
    let written = [&arguments[..], &["--output", report.to_str().unwrap()]].concat();
    assert_eq!(run(&written), Ok(Code::Missing));
    let text = std::fs::read_to_string(report).unwrap();
    let holds = "inside_the_grid holds in every state within these bounds, though this scenario is there to \
                 refute it.";
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(holds), "{text}");
}

#[test]
fn only_an_invariant_can_be_refuted() {
    let file = scratch("refuted.toml");
    let text =
        "[[scenario]]\nsystem = 'grid'\nname = 'r'\nbase = 'square'\nintent = 'refute:reaches_the_corner'\n";
    std::fs::write(&file, text).unwrap();
    let failure = failure(&["check", "grid/r", "--scenario-file", file.to_str().unwrap()]);
    assert_eq!(failure.code, Code::ScenarioFile);
    assert!(failure.sentence.contains("property to refute"), "{failure}");
}
