//! Long traces made short: none of their actions can be left out, and a search finds the shortest there is.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::common::{run_on, scratch, toys};
use crate::maze::mazes;
use counterfoil::catalogue::AnySystem;
use counterfoil::engine::{Limits, Strategy};
use counterfoil::exit::{Code, Failure};
use counterfoil::registry;
use counterfoil::request::Request;
use counterfoil::selection;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::read::read;
use serde_json::json;

/// A scenario of few states, and guards without which random runs break something late.
const LABEL: &str = "deposits@small";
const GUARDS: [&str; 3] =
    ["priority_queue_empty_on_l1", "confirmation_adds_to_balance", "migration_to_gateway_is_newer"];

/// What is found in the scenario without a guard, as `request` says.
fn found(system: &dyn AnySystem, guard: &'static str, request: Request) -> Vec<TraceFile> {
    let scenario = system.scenarios().into_iter().find(|one| one.info().label == LABEL).expect("it exists");
    let mutants = selection::mutants(&system.info(), &[guard.to_owned()]).expect("it is a guard");
    let request = Request { mutants, is_quiet: true, ..request };
    scenario.check(&request).expect("it is searched").traces
}

/// The counterexamples of 40 actions and more that random runs come to.
fn long_ones(system: &dyn AnySystem, guard: &'static str) -> Vec<TraceFile> {
    let mut long = Vec::new();
    for seed in 0..10 {
        let limits = Limits { max_depth: Some(120), max_states: Some(50_000), ..Limits::default() };
        let request = Request { strategy: Strategy::Simulate(seed), limits, ..Request::new(1) };
        long.extend(found(system, guard, request));
    }
    long.retain(|trace| trace.kind == Kind::Counterexample && trace.actions.len() >= 40);
    long.truncate(4);
    long
}

/// How many actions the fewest are.
fn fewest(system: &dyn AnySystem, guard: &'static str, property: &str) -> usize {
    let request = Request { properties: vec![property.to_owned()], ..Request::new(1) };
    let found = found(system, guard, request);
    let trace = found.iter().find(|trace| trace.property.as_deref() == Some(property));
    trace.expect("it is violated").actions.len()
}

/// Whether the trace does what it says without the action at `index`.
fn does_without(system: &dyn AnySystem, file: &TraceFile, index: usize) -> bool {
    let mut shorter = file.clone();
    shorter.actions.remove(index);
    system.play(&shorter).is_ok_and(|playback| playback.fault.is_none())
}

#[test]
fn a_trace_of_forty_random_actions_becomes_a_short_one() {
    let systems = registry::systems();
    let system = &*systems[0];
    let mut met = 0;
    for guard in GUARDS {
        for long in long_ones(system, guard) {
            let property = long.property.clone().expect("it is one to a property");
            let started = Instant::now();
            let short = system.minimize(&long, false).expect("it is minimized").file;
            assert!(started.elapsed() < Duration::from_secs(10), "{guard}: {:?}", started.elapsed());
            let playback = system.play(&short).expect("it fits the system");
            assert_eq!(playback.fault, None, "{guard} {property}");
            for index in 0..short.actions.len() {
                assert!(!does_without(system, &short, index), "{guard} {property}: action {index}");
            }
            let fewest = fewest(system, guard, &property);
            let length = short.actions.len();
            assert!(length <= 2 * fewest, "{guard} {property}: {length} of {fewest}");
            let searched = system.minimize(&long, true).expect("it is minimized");
            assert_eq!(searched.file.actions.len(), fewest, "{guard} {property}");
            assert_eq!(searched.is_shortest, Some(true), "{guard} {property}");
            met += 1;
        }
    }
    assert!(met >= 3, "{met} random traces were long enough");
}

/// A file with a trace of the toy that goes these ways.
fn walk(ways: &str, change: impl FnOnce(&mut TraceFile)) -> PathBuf {
    let (folder, report) = (scratch("traces"), scratch("report"));
    let paths = [&folder, &report].map(|path| path.to_str().expect("the scratch folder has a plain name"));
    let places = ["--traces", paths[0], "--output", paths[1]];
    run_on(&toys(), &[&["check", "grid/trapped@small"], &places[..]].concat()).expect("check runs");
    let path = folder.join("grid.trapped@small.before_the_trap.json");
    let mut file = read(&fs::read(&path).expect("it is there")).expect("it is a trace").file;
    let action = file.actions[0].clone();
    let name = |way: char| match way {
        'u' => "up",
        'r' => "right",
        _ => "fall",
    };
    file.actions = ways
        .chars()
        .map(|way| {
            let mut action = action.clone();
            name(way).clone_into(&mut action.name);
            action
        })
        .collect();
    change(&mut file);
    fs::write(&path, file.to_text()).expect("the scratch folder can be written");
    path
}

fn minimized(
    systems: &[Box<dyn AnySystem>],
    path: &std::path::Path,
    more: &[&str],
) -> Result<TraceFile, Failure> {
    let output = scratch("short");
    let [path, short] =
        [path, &output].map(|path| path.to_str().expect("the scratch folder has a plain name"));
    run_on(systems, &[&["trace", "minimize", path, "--output", short], more].concat())?;
    Ok(read(&fs::read(&output).expect("it was written")).expect("it is a trace").file)
}

#[test]
fn detours_and_what_is_refused_go() {
    let falls = |file: &mut TraceFile| drop(file.parameters.insert("falls".into(), json!(true)));
    let path = walk("ufufufrrr", falls);
    for more in [&[][..], &["--search"]] {
        let short = minimized(&toys(), &path, more).expect("it is minimized");
        assert_eq!(short.actions.len(), 3);
        assert_eq!(short.parameters["falls"], json!(true), "nothing but the actions changes");
    }
    // Two runs into the wall on the way to a refusal.
    let refusal = |file: &mut TraceFile| {
        (file.property, file.kind, file.expect) = (None, Kind::Refusal, Expect::Refused);
        file.actions[4].refused = Some("up_is_inside".into());
        file.actions[6].refused = Some("up_is_inside".into());
    };
    let short = minimized(&toys(), &walk("uruuuru", refusal), &[]).expect("it is minimized");
    let names: Vec<_> = short.actions.iter().map(|one| (one.name.as_str(), one.refused.as_deref())).collect();
    assert_eq!(names, [("up", None), ("up", None), ("up", None), ("up", Some("up_is_inside"))]);
}

#[test]
fn what_has_no_shorter_form_is_said() {
    let refused = |path: PathBuf, more: &[&str]| minimized(&toys(), &path, more).expect_err("it is refused");
    let run = |file: &mut TraceFile| {
        (file.property, file.kind, file.expect) = (None, Kind::Witness, Expect::Witnessed);
    };
    let failure = refused(walk("ur", run), &[]);
    assert_eq!(failure.code, Code::ScenarioFile);
    assert!(failure.sentence.contains("a shorter trace shows less"), "{failure}");
    assert_eq!(refused(walk("ur", |_| ()), &[]).code, Code::NotReplayed);
}

#[test]
fn a_lasso_loses_its_detour_and_keeps_its_loop() {
    let doors = r#"doors=[[0,1,"a"],[1,2,"a"],[2,0,"a"],[0,0,"b"],[1,0,"a"]]"#;
    let (folder, report) = (scratch("traces"), scratch("report"));
    let paths = [&folder, &report].map(|path| path.to_str().expect("the scratch folder has a plain name"));
    let settings = ["check", "maze/walk", "--set", doors, "--set", "rings=[0]", "--set", "heard=[7]"];
    run_on(&mazes(), &[&settings[..], &["--traces", paths[0], "--output", paths[1]]].concat())
        .expect("check runs");
    let path = folder.join("maze.walk.bell_is_heard.json");
    let mut file = read(&fs::read(&path).expect("it is there")).expect("it is a trace").file;
    let go = |to: u32, by: &str| {
        let mut action = file.actions[0].clone();
        action.args = [("to".to_owned(), json!(to)), ("by".to_owned(), json!(by))].into_iter().collect();
        action
    };
    file.actions = vec![go(1, "a"), go(0, "a"), go(0, "b"), go(1, "a"), go(2, "a"), go(0, "a")];
    file.loop_start = Some(2);
    fs::write(&path, file.to_text()).expect("the scratch folder can be written");
    let short = minimized(&mazes(), &path, &[]).expect("it is minimized");
    assert!(short.actions.len() < 6 && short.loop_start.is_some(), "{}", short.to_text());
    let playback = mazes()[0].play(&short).expect("it fits the system");
    assert_eq!(playback.fault, None);
    let failure = minimized(&mazes(), &path, &["--search"]).expect_err("it is refused");
    assert!(failure.sentence.contains("a search finds states and not loops"), "{failure}");
}
