//! Exports of what searches find: read back by those for whom they are made.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::common::scratch;
use counterfoil::exit::{Code, Failure};
use counterfoil::registry;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::playback::Playback;
use counterfoil_traces::read::read;
use itf::Value as Expression;
use itf::de::{As, Integer, Same};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A command on the systems that there are.
fn run(arguments: &[&str]) -> Result<Code, Failure> {
    crate::common::run_on(&registry::systems(), arguments)
}

fn failure(arguments: &[&str]) -> Failure {
    run(arguments).expect_err("the command is refused")
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("the scratch folder has a plain name")
}

/// The traces that `check` with these arguments leaves.
fn traces_of(arguments: &[&str]) -> Vec<PathBuf> {
    let (folder, report) = (scratch("traces"), scratch("report"));
    run(&[&["check"], arguments, &["--traces", plain(&folder), "--output", plain(&report)]].concat())
        .expect("check runs");
    let mut traces: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    traces.sort();
    assert!(!traces.is_empty(), "{arguments:?} leaves no trace");
    traces
}

/// Traces of every kind: to a violation, to what must be possible, for ever; with forgeries and with a guard off.
fn traces() -> &'static [PathBuf] {
    static TRACES: OnceLock<Vec<PathBuf>> = OnceLock::new();
    TRACES.get_or_init(|| {
        let mut traces = traces_of(&["asset_tracker/interop_as_documented@small"]);
        traces.extend(traces_of(&["asset_tracker/departed_recipient_stranded@small"]));
        traces.extend(traces_of(&["asset_tracker/reentrancy@small"]));
        let lasso = ["--without", "one_round_trip", "--property", "migration_completes"];
        traces.extend(traces_of(&[&["asset_tracker/round_trip@small"], &lasso[..]].concat()));
        traces.extend(traces_of(&["l1_l2_messaging/honest_operator_as_documented@small"]));
        traces.extend(traces_of(&["l1_l2_messaging/entrenched_operator_as_documented@small"]));
        assert!(traces.iter().any(|path| file(path).loop_start.is_some()), "none of them is a lasso");
        traces
    })
}

fn file(path: &Path) -> TraceFile {
    let bytes = fs::read(path).expect("the trace is there");
    read(&bytes).unwrap_or_else(|wrong| panic!("{}:{wrong}", path.display())).file
}

fn play(path: &Path) -> Playback {
    let file = file(path);
    let systems = registry::systems();
    let system =
        systems.iter().find(|system| system.info().name == file.system).expect("its system is there");
    system.play(&file).unwrap_or_else(|misfit| panic!("{}: {misfit}", path.display()))
}

/// The text of an export.
fn export(path: &Path, format: &str) -> String {
    let output = scratch("export");
    let code = run(&["trace", "export", plain(path), "--to", format, "--output", plain(&output)]);
    assert_eq!(code, Ok(Code::Success), "{} as {format}", path.display());
    fs::read_to_string(output).expect("it was written")
}

/// An expression of the Informal Trace Format as it stands in a trace file.
fn plainly(expression: &Expression) -> Value {
    match expression {
        Expression::Bool(value) => json!(value),
        Expression::String(text) => json!(text),
        Expression::BigInt(_) => {
            let number = serde_json::to_value(expression).expect("a number is JSON");
            let digits = number["#bigint"].as_str().expect("it is written in digits");
            json!(digits.parse::<i64>().expect("it is small"))
        }
        Expression::List(items) => items.iter().map(plainly).collect(),
        Expression::Map(entries) => {
            entries.iter().map(|(key, value)| json!([plainly(key), plainly(value)])).collect()
        }
        Expression::Record(fields) => {
            let get = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value);
            match (get("tag"), get("value")) {
                (Some(Expression::String(tag)), Some(value)) if tag == "Some" => plainly(value),
                (Some(Expression::String(tag)), Some(_)) if tag == "None" => Value::Null,
                _ => fields
                    .iter()
                    .map(|(name, value)| (name.clone(), plainly(value)))
                    .collect::<Map<_, _>>()
                    .into(),
            }
        }
        other => panic!("no state holds {other:?}"),
    }
}

/// A state as somebody declares it who reads such traces; what is picked depends on the system.
#[derive(Deserialize)]
struct State<P> {
    #[serde(with = "As::<BTreeMap<Same, Integer>>")]
    amounts: BTreeMap<String, i64>,
    texts: BTreeMap<String, String>,
    refused: Choice<String>,
    #[serde(rename = "mbt::actionTaken")]
    action: String,
    #[serde(rename = "mbt::nondetPicks")]
    picks: P,
}

/// Picks that nobody looks at; of a trace without arguments, the crate reads none.
type Any = serde::de::IgnoredAny;

/// `Option`, as Quint writes it.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "tag", content = "value")]
enum Choice<T> {
    Some(T),
    None,
}

#[test]
fn the_itf_crate_reads_every_state() {
    for path in traces() {
        let playback = play(path);
        let text = export(path, "itf");
        let trace = itf::trace_from_str::<State<Any>>(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(trace.meta.format.as_deref(), Some("ITF"));
        let steps = playback.steps.len();
        let stays = playback.file.loop_start == Some(steps);
        assert_eq!(trace.states.len(), steps + 1 + usize::from(stays), "{}", path.display());
        let looped = playback.file.loop_start.map(|start| start as u64 + 1);
        assert_eq!(trace.loop_index, looped, "{}", path.display());
        for (index, state) in trace.states.iter().map(|state| &state.value).enumerate() {
            let books = playback.books_after(index.min(steps));
            for book in books {
                let amount = state.amounts.get(&book.name).map(ToString::to_string);
                let value = amount.or_else(|| state.texts.get(&book.name).cloned());
                assert_eq!(value, Some(book.value.to_string()), "{} in state {index}", book.name);
            }
            assert_eq!(state.amounts.len() + state.texts.len(), books.len());
        }
    }
}

#[test]
fn the_itf_crate_reads_every_action_and_its_arguments() {
    for path in traces() {
        let playback = play(path);
        let trace: itf::Trace<Expression> = serde_json::from_str(&export(path, "itf"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (index, state) in trace.states.iter().enumerate() {
            let state = plainly(&state.value);
            let step = index.checked_sub(1).and_then(|step| playback.steps.get(step));
            let action = state["mbt::actionTaken"].as_str().expect("an action has a name");
            assert!(step.map_or(["init", "stutter"].contains(&action), |step| step.attempt.name == action));
            let refused = step.and_then(|step| step.refused).map(|guard| guard.name);
            assert_eq!(state["refused"].as_str(), refused);
            let picks = state["mbt::nondetPicks"].as_object().expect("picks are a record");
            let picked: BTreeMap<_, _> = picks.iter().filter(|(_, pick)| !pick.is_null()).collect();
            // An argument that is left open and one that the action has not are both `None`, and told apart by depth.
            let given = step.into_iter().flat_map(|step| &step.attempt.args);
            let given: BTreeMap<_, _> = given.filter(|(_, value)| !value.is_null()).collect();
            assert_eq!(picked, given, "{} in state {index}", path.display());
        }
    }
}

#[test]
fn a_reader_of_itf_can_declare_what_is_picked() {
    #[derive(Deserialize)]
    struct Picks {
        chain: Choice<String>,
        amount: Choice<Number>,
        message: Choice<Message>,
    }
    #[derive(Debug, PartialEq, Eq, Deserialize)]
    struct Number(#[serde(with = "As::<Integer>")] i64);
    #[derive(Debug, PartialEq, Eq, Deserialize)]
    struct Message {
        interop: Interop,
    }
    #[derive(Debug, PartialEq, Eq, Deserialize)]
    struct Interop {
        to: String,
        amount: Number,
    }
    let traces = traces_of(&["asset_tracker/interop_as_documented@small"]);
    let path =
        traces.iter().find(|path| plain(path).contains("honest_chain_solvent")).expect("it is violated");
    let trace = itf::trace_from_str::<State<Picks>>(&export(path, "itf")).expect("it can be read");
    let states: Vec<&State<Picks>> = trace.states.iter().map(|state| &state.value).collect();
    assert_eq!(states[0].picks.chain, Choice::None);
    let deposit = states.iter().find(|state| state.action == "Deposit").expect("somebody deposits");
    assert_eq!(deposit.refused, Choice::None);
    assert_eq!(deposit.picks.chain, Choice::Some("b".to_owned()));
    assert_eq!(deposit.picks.amount, Choice::Some(Number(1)));
    let interop = Interop { to: "a".to_owned(), amount: Number(1) };
    let last = states.last().expect("there are states");
    assert_eq!(last.picks.message, Choice::Some(Message { interop }));
}

#[test]
fn every_step_goes_from_one_lane_to_another() {
    for path in traces() {
        let playback = play(path);
        let lanes = playback.lanes.len();
        assert!(playback.lanes.starts_with(&["users".into(), "L1".into()]));
        for step in &playback.steps {
            assert!(step.way.from < lanes && step.way.to < lanes, "{}: {:?}", step.action, step.way);
            let from = &playback.lanes[step.way.from];
            let is_own = step.party.ends_with(from.as_str());
            assert!(is_own || from == "users", "{} does not act from {from}", step.party);
        }
    }
}

#[test]
fn a_diagram_names_only_lanes_that_it_has() {
    for path in traces() {
        let diagram = export(path, "mermaid");
        let steps = file(path).actions.len();
        let arrows = diagram.lines().filter(|line| line.contains("->>P") || line.contains("-xP"));
        assert_eq!(arrows.count(), steps, "{diagram}");
        let lanes = diagram.matches("    participant P").count();
        let named =
            diagram.match_indices('P').filter_map(|(at, _)| diagram[at + 1..].chars().next()?.to_digit(10));
        assert!(named.max().is_some_and(|last| (last as usize) < lanes), "{diagram}");
    }
}

#[test]
fn several_traces_go_into_a_folder_and_nothing_is_written_over() {
    let traces = traces_of(&["asset_tracker/interop_as_documented@small"]);
    let paths: Vec<&str> = traces.iter().map(|path| plain(path)).collect();
    let folder = scratch("exports");
    for (format, end) in [("itf", "itf.json"), ("mermaid", "mmd"), ("html", "html"), ("json", "states.json")]
    {
        let mut command =
            [&["trace", "export"], &paths[..], &["--to", format, "--output", plain(&folder)]].concat();
        assert_eq!(run(&command), Ok(Code::Success));
        for path in &traces {
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            assert!(folder.join(format!("{name}.{end}")).exists(), "{name}.{end}");
        }
        // The same again changes nothing; anything else is kept.
        assert_eq!(run(&command), Ok(Code::Success));
        let kept = folder.join(format!("{}.{end}", traces[0].file_stem().expect("a name").to_string_lossy()));
        fs::write(&kept, "mine").expect("the scratch folder can be written");
        let refused = failure(&command);
        assert_eq!(refused.code, Code::InputOutput);
        let sentence = format!("{} exists, and is not written over: ", kept.display());
        assert!(refused.sentence.starts_with(&sentence), "{}", refused.sentence);
        assert_eq!(fs::read_to_string(&kept).expect("it is there"), "mine");
        command.truncate(3);
        command.extend(["--to", format, "--output", plain(&kept)]);
        assert_eq!(failure(&command).code, Code::InputOutput);
    }
    let nowhere = folder.join("no").join("such.html");
    let failed = failure(&["trace", "export", paths[0], "--to", "html", "--output", plain(&nowhere)]);
    assert_eq!(failed.code, Code::InputOutput);
    let twice = failure(&["trace", "export", paths[0], paths[0], "--to", "html", "--output", plain(&folder)]);
    assert_eq!(twice.code, Code::Usage);
}

#[test]
fn the_guide_shows_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is around the crate");
    let guide = fs::read_to_string(root.join("docs/traces.md")).expect("there is a guide");
    let traces = traces_of(&["asset_tracker/interop_as_documented@small"]);
    let trace =
        traces.iter().find(|path| plain(path).contains("honest_chain_solvent")).expect("it is violated");
    assert!(guide.contains(&*trace.file_name().expect("it has a name").to_string_lossy()));
    let mut shown = 0;
    for format in ["mermaid", "rust", "itf", "json"] {
        let (_, section) = guide.split_once(&format!("## `{format}`\n")).expect("each format has a section");
        let section = section.split("\n## ").next().unwrap_or_default();
        let block = section.split("```").nth(1).expect("the section shows some of it");
        let text = export(trace, format);
        for line in block.lines().skip(1) {
            assert!(text.lines().any(|written| written == line), "{format} has no line\n{line}");
            shown += 1;
        }
    }
    assert!(shown > 30, "{shown} lines");
}

/// The profiles of the workspace with our own crates unoptimised, so that what they depend on is not built again.
const MANIFEST: &str = "
[package]
name = \"scratch\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[profile.dev]
opt-level = 1

[profile.test]
opt-level = 3
overflow-checks = true
";

#[test]
#[ignore = "needs a compiler run"]
fn exported_tests_pass_in_a_crate_that_depends_on_counterfoil() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace is around the crate");
    let crate_folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exported-tests");
    let tests = crate_folder.join("tests");
    let _ = fs::remove_dir_all(&tests);
    for folder in [&tests, &crate_folder.join("src")] {
        fs::create_dir_all(folder).expect("the scratch folder can be made");
    }
    let ours = ["counterfoil", "counterfoil-model", "counterfoil-properties", "counterfoil-traces"];
    let profiles =
        ours.map(|name| format!("\n[profile.test.package.{name}]\nopt-level = 0\ndebug = false\n"));
    let path = Value::from(plain(&root.join("checker")));
    let manifest =
        format!("{MANIFEST}{}\n[dependencies]\ncounterfoil = {{ path = {path} }}\n", profiles.concat());
    fs::write(crate_folder.join("Cargo.toml"), manifest).expect("the scratch folder can be written");
    fs::write(crate_folder.join("src/lib.rs"), "").expect("the scratch folder can be written");
    // The versions of the workspace, so that nothing has to be looked up.
    fs::copy(root.join("Cargo.lock"), crate_folder.join("Cargo.lock")).expect("there is a lock file");

    let paths = traces();
    let mut command = vec!["trace", "export"];
    command.extend(paths.iter().map(|path| plain(path)));
    let file = tests.join("traces.rs");
    command.extend(["--to", "rust", "--output", plain(&file)]);
    assert_eq!(run(&command), Ok(Code::Success));

    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is within the target folder");
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(["test", "--offline", "--test", "traces"])
            .args(arguments)
            .current_dir(&crate_folder)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .expect("cargo runs");
        let said =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        (output.status.success(), said)
    };
    let (passes, said) = cargo(&[]);
    assert!(passes, "{said}");
    assert!(said.contains(&format!("test result: ok. {} passed", paths.len())), "{said}");

    // A book that the system does not have at that step makes a test fail, and says what it is.
    let text = fs::read_to_string(&file).expect("it was written");
    let wrong = text.replacen(
        "(\"L1 chainBalance[Gateway]\", \"0\", \"1\")",
        "(\"L1 chainBalance[Gateway]\", \"0\", \"2\")",
        1,
    );
    assert_ne!(wrong, text, "no test tells of this book");
    fs::write(&file, wrong).expect("the scratch folder can be written");
    let (passes, said) = cargo(&[]);
    assert!(!passes && said.contains("L1 chainBalance[Gateway] is 1, and should be 2"), "{said}");
}
