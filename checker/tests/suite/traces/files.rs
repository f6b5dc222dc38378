//! Traces in files: written by a search, read back, replayed, exported, and refused where they are not what
//! they should be.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{failure, run, scratch};
use counterfoil::catalogue::ScenarioInfo;
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::request::Request;
use counterfoil_model::scenario::{Intent, Size};
use counterfoil_traces::format::{Attempt, Expect, Kind, TraceFile};
use counterfoil_traces::read::read;
use serde_json::{Value, json};

/// The folder of the traces that `check` with these arguments leaves.
fn traces_of(arguments: &[&str]) -> PathBuf {
    let folder = scratch("traces");
    let path = folder.to_str().expect("the scratch folder has a plain name");
    let report = scratch("report");
    let report = report.to_str().expect("the scratch folder has a plain name");
    run(&[&["check"], arguments, &["--traces", path, "--output", report]].concat()).expect("check runs");
    folder
}

/// The trace of this name in a folder.
fn trace(folder: &Path, name: &str) -> TraceFile {
    let bytes = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    read(&bytes).unwrap_or_else(|wrong| panic!("{name}:{wrong}")).file
}

/// A counterexample to `before_the_trap`, changed in one way, in a file.
fn changed(change: impl FnOnce(&mut TraceFile)) -> String {
    let folder = traces_of(&["grid/trapped@small"]);
    let mut file = trace(&folder, "grid.trapped@small.before_the_trap.json");
    change(&mut file);
    let path = folder.join("changed.json");
    fs::write(&path, file.to_text()).expect("the scratch folder can be written");
    path.to_str().expect("the scratch folder has a plain name").to_owned()
}

#[test]
fn a_search_leaves_what_it_found_and_says_where() {
    let folder = traces_of(&["grid/trapped@small"]);
    let counterexample = trace(&folder, "grid.trapped@small.before_the_trap.json");
    assert_eq!((counterexample.kind, counterexample.expect), (Kind::Counterexample, Expect::Violated));
    assert_eq!(counterexample.actions.len(), 3);
    assert_eq!(counterexample.parameters["trap"], json!(3));
    let witness = trace(&folder, "grid.trapped@small.is_far_right.json");
    assert_eq!((witness.kind, witness.expect), (Kind::Witness, Expect::Witnessed));

    let folder = scratch("traces");
    let path = folder.to_str().expect("the scratch folder has a plain name");
    let (_, result) = crate::common::result(&["grid/trapped@small", "--traces", path]);
    let written = crate::common::property(&result, "before_the_trap")["trace"].as_str();
    assert!(written.is_some_and(|path| Path::new(path).exists()), "{written:?}");
    assert_eq!(crate::common::property(&result, "inside_the_grid")["trace"], Value::Null);
}

#[test]
fn a_search_leaves_traces_that_cover_what_can_happen() {
    let folder = traces_of(&["grid/square@small", "--set", "falls=true"]);
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("a plain name"))
        .collect();
    names.sort();
    let refusal = trace(&folder, "grid.square@small.refused.right_is_inside.right.json");
    assert_eq!((refusal.kind, refusal.expect, refusal.actions.len()), (Kind::Refusal, Expect::Refused, 5));
    assert!(names.contains(&"grid.square@small.refused.up_is_inside.up.json".to_owned()));
    let runs: Vec<TraceFile> =
        names.iter().filter(|name| name.contains(".run.")).map(|name| trace(&folder, name)).collect();
    let mut pairs: Vec<(&str, &str)> = runs
        .iter()
        .flat_map(|run| run.actions.windows(2).map(|pair| (pair[0].name.as_str(), pair[1].name.as_str())))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), 9, "each of three kinds follows each: {pairs:?}");
    for name in &names {
        let path = folder.join(name);
        let path = path.to_str().expect("the scratch folder has a plain name");
        assert_eq!(run(&["trace", "replay", path]), Ok(Code::Success), "{name}");
    }
    let alone = traces_of(&["grid/square@small", "--property", "inside_the_grid"]);
    assert!(!alone.join("grid.square@small.run.1.json").exists(), "only what was asked about");
}

#[test]
fn everything_that_happens_in_a_scenario_is_covered() {
    let systems = registry::systems();
    for system in &systems {
        let mut scenarios = system.scenarios();
        // One that is refuted may have no end.
        let is_meant =
            |info: &ScenarioInfo| info.size == Size::Small && info.intent == Intent::Prove && !info.nightly;
        scenarios.retain(|scenario| is_meant(&scenario.info()));
        for scenario in scenarios {
            let report =
                scenario.check(&Request { is_quiet: true, ..Request::new(1) }).expect("it is searched");
            let covered = scenario.cover(None);
            assert!(covered.is_whole, "{}", report.scenario);
            let actions: Vec<_> = covered.traces.iter().flat_map(|(_, trace)| &trace.actions).collect();
            for action in report.actions.iter().filter(|action| action.fired > 0) {
                let is_met = |one: &&&Attempt| one.name == action.name && one.refused.is_none();
                assert!(actions.iter().any(|one| is_met(&one)), "{}: {}", report.scenario, action.name);
            }
            for guard in report.guards.iter().filter(|guard| guard.rejections > 0) {
                let by = Some(guard.entry.name);
                let is_refused = actions.iter().any(|one| one.refused.as_deref() == by);
                assert!(is_refused, "{}: {}", report.scenario, guard.entry.name);
            }
        }
    }
}

#[test]
fn mutation_leaves_a_counterexample_for_each_kill() {
    let folder = scratch("traces");
    let path = folder.to_str().expect("the scratch folder has a plain name");
    let report = scratch("report");
    let report = report.to_str().expect("the scratch folder has a plain name");
    let arguments = ["mutate", "grid/square@small", "--traces", path, "--output", report];
    run(&arguments).expect("mutation runs");
    let kill = trace(&folder, "grid.square@small.right_is_inside.inside_the_grid.json");
    assert_eq!((kill.guards_off, kill.actions.len()), (vec!["right_is_inside".to_owned()], 5));
    assert!(folder.join("grid.square@small.refused.up_is_inside.up.json").exists());
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let path = path.to_str().expect("the scratch folder has a plain name");
        assert_eq!(run(&["trace", "replay", path]), Ok(Code::Success), "{path}");
    }
}

#[test]
fn a_file_is_read_as_it_was_written() {
    let folder = traces_of(&["grid/square@small", "--without", "inside", "--set", "starts=2"]);
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let text = fs::read_to_string(&path).expect("a trace is text");
        let file = read(text.as_bytes()).expect("it is a trace").file;
        assert_eq!(file.to_text(), text);
        assert_eq!(file.guards_off, ["right_is_inside", "up_is_inside"]);
        let path = path.to_str().expect("the scratch folder has a plain name");
        assert_eq!(run(&["trace", "replay", path]), Ok(Code::Success));
    }
}

#[test]
fn every_find_of_the_small_scenarios_replays() {
    let mut replayed = 0;
    for system in registry::systems() {
        for scenario in system.scenarios() {
            let info = scenario.info();
            if info.size != Size::Small || info.nightly {
                continue;
            }
            let report =
                scenario.check(&Request { is_quiet: true, ..Request::new(2) }).expect("it is searched");
            for found in &report.traces {
                let file = read(found.to_text().as_bytes()).expect("it is a trace").file;
                let playback = system.play(&file).unwrap_or_else(|misfit| panic!("{}: {misfit}", info.label));
                assert_eq!(playback.fault, None, "{}: {:?}", info.label, file.property);
                replayed += 1;
            }
        }
    }
    assert!(replayed > 28, "{replayed} traces: at least one a scenario");
}

#[test]
fn what_does_not_do_what_it_says_is_named_with_step_and_guard() {
    let replay = |path: &str| failure(&["trace", "replay", path]);
    let is_said = |path: &str, end: &str| {
        let failure = replay(path);
        assert_eq!(failure.code, Code::NotReplayed);
        assert_eq!(failure.sentence, format!("{path}: {end}"));
    };
    let up = |file: &mut TraceFile| {
        let up = file.actions.iter().find(|one| one.name == "up").cloned();
        let mut up = up.unwrap_or_else(|| file.actions[0].clone());
        "up".clone_into(&mut up.name);
        up
    };
    is_said(
        &changed(|file| file.actions = vec![up(file); 4]),
        "at step 4, \"goes up\" is refused by up_is_inside",
    );
    is_said(
        &changed(|file| file.actions[1].refused = Some("up_is_inside".into())),
        "at step 2, \"goes right\" succeeds, though up_is_inside was to refuse it",
    );
    let refused = |by: &'static str| {
        move |file: &mut TraceFile| {
            file.actions = vec![up(file); 4];
            file.actions[3].refused = Some(by.into());
            (file.kind, file.expect, file.property) = (Kind::Refusal, Expect::Refused, None);
        }
    };
    is_said(
        &changed(refused("right_is_inside")),
        "at step 4, \"goes up\" is refused by up_is_inside, not by right_is_inside",
    );
    assert_eq!(run(&["trace", "replay", &changed(refused("up_is_inside"))]), Ok(Code::Success));
    is_said(
        &changed(|file| "fall".clone_into(&mut file.actions[2].name)),
        "at step 3, \"falls down\" cannot be attempted",
    );
    is_said(
        &changed(|file| file.actions.truncate(2)),
        "every step succeeds, and the end does not show what it should",
    );
    is_said(
        &changed(|file| file.loop_start = Some(1)),
        "the loop does not end in the state in which it begins",
    );
    let holds = |length: usize| {
        changed(|file| {
            file.expect = Expect::Holds;
            file.actions.truncate(length);
        })
    };
    assert_eq!(run(&["trace", "replay", &holds(2)]), Ok(Code::Success));
    assert_eq!(replay(&holds(3)).code, Code::NotReplayed);
}

#[test]
fn a_trace_is_asked_again_with_other_guards() {
    let folder = traces_of(&["grid/square@small", "--without", "right_is_inside"]);
    let path = folder.join("grid.square@small.right_is_inside.inside_the_grid.json");
    let path = path.to_str().expect("the scratch folder has a plain name");
    assert_eq!(run(&["trace", "replay", path]), Ok(Code::Success));
    assert_eq!(run(&["trace", "replay", path, "--without", "inside"]), Ok(Code::Success));
    let fixed = failure(&["trace", "replay", path, "--with-all-guards"]);
    assert_eq!(fixed.code, Code::NotReplayed);
    assert!(fixed.sentence.ends_with("at step 5, \"goes right\" is refused by right_is_inside"));
    let unknown = failure(&["trace", "replay", path, "--without", "left_is_inside"]);
    assert_eq!(unknown.code, Code::Usage);
}

#[test]
fn what_does_not_fit_its_system_is_named_with_line_and_field() {
    let is_said = |change: &dyn Fn(&mut TraceFile), end: &str| {
        let path = changed(change);
        let failure = failure(&["trace", "replay", &path]);
        assert_eq!(failure.code, Code::ScenarioFile, "{}", failure.sentence);
        assert_eq!(failure.sentence, format!("{path}:{end}"));
    };
    let word = |text: &str| Some(text.to_owned());
    is_said(&|file| file.actions[1].name = "down".into(), "12: actions[1].name: grid has no action \"down\"");
    is_said(
        &|file| file.actions[0].refused = word("left"),
        "11: actions[0].refused: grid has no guard \"left\"",
    );
    is_said(
        &|file| file.guards_off = vec!["up_is_inside".into(), "up".into()],
        "6: guards_off[1]: grid has no guard \"up\"",
    );
    is_said(
        &|file| drop(file.parameters.insert("depth".into(), json!(3))),
        "5: parameters.depth: there is no such field",
    );
    is_said(
        &|file| drop(file.parameters.insert("width".into(), json!(0))),
        "5: parameters: width is at least 1",
    );
    is_said(
        &|file| drop(file.parameters.remove("width")),
        "5: parameters: they do not fit grid: missing field `width`",
    );
    is_said(&|file| file.property = word("nothing"), "7: property: grid has no property \"nothing\"");
    is_said(
        &|file| file.property = word("never_falls"),
        "7: property: never_falls does not apply to this scenario",
    );
    is_said(
        &|file| file.property = word("is_far_right"),
        "7: property: no trace shows that is_far_right never happens",
    );
    is_said(&|file| file.start = 7, "10: start: there is no initial state number 7");
    is_said(
        &|file| file.system = "gird".into(),
        "3: system: there is no system \"gird\"; the nearest name is \"grid\"",
    );
}

#[test]
fn an_export_has_all_books_of_every_state() {
    let path = changed(|_| ());
    let states = scratch("states");
    let output = states.to_str().expect("the scratch folder has a plain name");
    let code = run(&["trace", "export", &path, "--to", "json", "--output", output]);
    assert_eq!(code, Ok(Code::Success));
    let text = fs::read_to_string(&states).expect("it was written");
    let document: Value = serde_json::from_str(&text).expect("it is JSON");
    let books: Vec<Value> = document["states"]
        .as_array()
        .expect("there are states")
        .iter()
        .map(|state| state["books"].clone())
        .collect();
    assert_eq!(books.len(), 4);
    assert_eq!((&books[0], &books[3]), (&json!({ "x": 0, "y": 0 }), &json!({ "x": 3, "y": 0 })));
    assert_eq!(document["steps"][2]["text"], "goes right");

    let broken = changed(|file| file.actions.truncate(2));
    let refused = failure(&["trace", "export", &broken, "--to", "json"]);
    assert_eq!(refused.code, Code::NotReplayed);
    let twice = failure(&["trace", "export", &path, &path, "--to", "json"]);
    assert_eq!(twice.sentence, "two of the traces are called \"changed\"");
}
