//! What comes from a file is data: in every report, on stderr, and in the way in which it is read. Files that are none,
//! or that are larger than any can be meant to be, are refused with a sentence; what may have no end has a limit.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{failure, result, run_on, scratch, toys};
use counterfoil::catalogue::AnySystem;
use counterfoil::exit::{Code, Failure};
use counterfoil::registry;
use counterfoil::report::story::Subject;
use counterfoil::report::{RunReport, github, human, json, junit, sarif};
use counterfoil::request::Request;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::read::read;
use proptest::prelude::*;
use proptest::sample::select;
use quick_junit::Report;
use serde_json::{Value, json};

/// What ends a line or a tag, gives a command, or hides.
const HOSTILE: &[&str] = &[
    "\n",
    "\r\n",
    "\"",
    "'",
    "]]>",
    "-->",
    "</failure>",
    "&amp;",
    "%0A",
    "::error::x",
    "\n::stop-commands::y",
    "##[error]z",
    "::endgroup::",
    "\u{1b}[2J",
    "\u{1b}]0;t\u{7}",
    "\u{0}",
    "\u{7f}",
    "\u{9b}31m",
    "\u{2028}",
    "\u{202a}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{feff}",
    "\u{ffff}",
    "\u{1f600}",
    "a",
    " ",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![8 => select(HOSTILE).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// What no output has: letters that hide, and lines that command.
fn wrong_in(text: &str) -> Option<String> {
    let hides = |letter: &char| {
        letter.is_control() && *letter != '\n'
            || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let hidden = text.chars().find(hides).map(|letter| letter.escape_unicode().to_string());
    let commands = |line: &&str| line.trim_start().starts_with("::") || line.contains("##[");
    hidden.or_else(|| text.lines().find(commands).map(str::to_owned))
}

/// The report of a violation, with these texts wherever one could come from a file.
fn report_with(texts: &[String]) -> RunReport {
    let mut texts = texts.iter().cycle().cloned();
    let mut next = || texts.next().unwrap_or_default();
    let scenario =
        toys().iter().flat_map(|system| system.scenarios()).find(|one| one.info().label == "trapped@small");
    let request = Request { is_quiet: true, ..Request::new(1) };
    let mut report = scenario.expect("the toy has it").check(&request).expect("it is searched");
    report.scenario = next();
    report.parameters = json!({ next(): next(), next(): [next()] });
    for property in &mut report.properties {
        (property.trace, property.again) = (Some(next()), Some(next()));
    }
    let panic = report.stories.first().cloned().map(|mut story| {
        story.subject = Subject::Panic(next());
        story
    });
    report.stories.extend(panic);
    for story in &mut report.stories {
        story.again = Some(next());
        for step in &mut story.steps {
            (step.party, step.action) = (next(), next());
            step.changes.iter_mut().for_each(|change| change.name = next());
        }
    }
    report
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_text_stays_in_its_place_in_every_report(texts in proptest::collection::vec(hostile(), 1..24)) {
        let reports = [report_with(&texts)];
        let told = anstream::adapter::strip_str(&human::render(&reports)).to_string();
        prop_assert_eq!(wrong_in(&told), None, "{}", told);

        let text = json::render(&reports).expect("it is written");
        prop_assert_eq!(wrong_in(&text), None, "{}", text);
        let read: Value = serde_json::from_str(&text).expect("it is JSON");
        prop_assert_eq!(&read["results"][0]["scenario"], &json!(reports[0].scenario));

        let text = sarif::render(&reports).expect("it is written");
        prop_assert_eq!(wrong_in(&text), None, "{}", text);
        prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "{}", text);

        let text = junit::render(&reports).expect("it is written");
        prop_assert!(!text.chars().any(|letter| ('\u{202a}'..='\u{202e}').contains(&letter)), "{}", text);
        let read = Report::deserialize_from_str(&text);
        let cases = read.as_ref().map(|report| report.test_suites.iter().map(|suite| suite.test_cases.len()).sum());
        prop_assert_eq!(cases.ok(), Some(reports[0].properties.len() + 1), "{}", text);

        // Our own commands: a group, its end, and annotations between nothing else.
        let text = github::render(&reports);
        let commands: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        prop_assert_eq!(commands.first(), Some(&"::group::counterfoil check"));
        prop_assert_eq!(commands.iter().filter(|line| **line == "::endgroup::").count(), 1);
        let others = commands.iter().skip(2).filter(|line| !line.starts_with("::error title="));
        prop_assert_eq!(others.count(), 0, "{}", text);
        prop_assert!(!text.contains("##[") && !text.contains('\u{1b}') && !text.contains('\u{202e}'), "{}", text);
    }
}

/// A kept trace whose claim is about all that honest actions could still do.
fn kept() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../traces/corpus/l1_l2_messaging");
    folder.join("l1_l2_messaging.entrenched_operator_as_documented@small.queue_always_drains.json")
}

/// That trace, changed, in a file of its own.
fn changed(change: impl FnOnce(&mut TraceFile)) -> PathBuf {
    let mut file = read(&fs::read(kept()).expect("it is kept")).expect("it is a trace").file;
    change(&mut file);
    let path = scratch("hostile.json");
    fs::write(&path, file.to_text()).expect("the scratch folder can be written");
    path
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("the scratch folder has a plain name")
}

fn counterfoil(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_counterfoil")).args(arguments).output().expect("it starts");
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (output.status.code(), out, err)
}

#[test]
fn a_name_in_a_trace_gives_no_command_to_a_terminal_or_a_log() {
    let evil = "x\n::error::y\r\u{1b}]0;t\u{7}\u{202e} ##[error]z ::stop-commands::w".to_owned();
    let named = changed(|file| file.scenario.clone_from(&evil));
    for command in [&["trace", "show"][..], &["trace", "replay"]] {
        let (code, out, err) = counterfoil(&[command, &[plain(&named)]].concat());
        assert_eq!((code, wrong_in(&out), wrong_in(&err)), (Some(0), None, None), "{out}{err}");
        assert!(out.contains("\\u{1b}]0;t\\u{7}\\u{202e}"), "{out}");
    }
    let kept = kept();
    let (code, out, err) = counterfoil(&["trace", "diff", plain(&named), plain(&kept)]);
    assert_eq!((code, wrong_in(&out), wrong_in(&err)), (Some(0), None, None), "{out}{err}");

    let changes: [fn(&mut TraceFile, String); 6] = [
        |file, evil| file.system = evil,
        |file, evil| file.property = Some(evil),
        |file, evil| file.guards_off = vec![evil],
        |file, evil| file.actions[0].name = evil,
        |file, evil| file.actions[0].refused = Some(evil),
        |file, evil| drop(file.parameters.insert(evil, Value::Null)),
    ];
    for change in changes {
        let path = changed(|file| change(file, evil.clone()));
        let (code, out, err) = counterfoil(&["trace", "show", plain(&path)]);
        assert_eq!((code, out.as_str(), wrong_in(&err)), (Some(151), "", None), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
    let scenarios = scratch("scenarios.toml");
    let toml = "[[scenario]]\nsystem = \"asset_tracker\"\nname = \"\\u001b]0;t\\u0007\\n::error::x\"\nbase = \"y\"\n";
    fs::write(&scenarios, toml).expect("the scratch folder can be written");
    let (code, _, err) = counterfoil(&["check", "asset_tracker", "--scenario-file", plain(&scenarios)]);
    assert_eq!((code, wrong_in(&err), err.lines().count()), (Some(151), None, 1), "{err}");
}

fn trace(systems: &[Box<dyn AnySystem>], arguments: &[&str]) -> Result<Code, Failure> {
    run_on(systems, &[&["trace"], arguments].concat())
}

#[test]
fn where_honest_actions_lead_is_looked_at_within_limits() {
    let (systems, path) = (registry::systems(), kept());
    let (path, short) = (plain(&path), scratch("short.json"));
    assert_eq!(trace(&systems, &["replay", path]), Ok(Code::Success));
    let replay = ["replay", path];
    let minimize = ["minimize", path, "--search", "--output", plain(&short)];
    for command in [&replay[..], &minimize] {
        for (limit, why) in [(["--max-states", "1"], "--max-states"), (["--timeout", "0s"], "--timeout")] {
            let ended = trace(&systems, &[command, &limit].concat()).expect_err("it does not come to an end");
            assert_eq!(ended.code, Code::Incomplete, "{ended}");
            assert!(ended.sentence.contains(why) && ended.sentence.ends_with("is unknown"), "{ended}");
        }
    }
    assert!(!short.exists(), "nothing is written that is not known");
    let enough = ["--max-states", "1000000", "--timeout", "10m"];
    assert_eq!(trace(&systems, &[&replay[..], &enough].concat()), Ok(Code::Success));
}

#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let folder = scratch("folder");
    fs::create_dir_all(&folder).expect("the scratch folder can be written");
    let pipe = folder.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("there is a mkfifo");
    assert!(made.success());
    let missing = folder.join("missing");
    let devices = Path::new("/dev/zero");
    for (path, why) in [
        (folder.as_path(), "cannot be read: it is a directory"),
        (&pipe, "cannot be read: it is a device or a pipe, and no file"),
        (devices, "cannot be read: it is a device or a pipe, and no file"),
        (&missing, "cannot be read: No such file or directory (os error 2)"),
    ] {
        let sentence = format!("{} {why}", path.display());
        let shown = trace(&toys(), &["show", plain(path)]);
        assert_eq!(shown, Err(Failure::new(Code::InputOutput, sentence.clone())));
        let checked = failure(&["check", "grid", "--scenario-file", plain(path)]);
        assert_eq!(checked, Failure::new(Code::ScenarioFile, sentence));
    }
}

#[test]
fn a_file_that_is_too_large_or_no_text_is_refused() {
    let path = scratch("large");
    // It takes no room on disk, and would take all memory.
    File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("the scratch folder can be written");
    let refused = failure(&["check", "grid", "--scenario-file", plain(&path)]);
    assert_eq!(refused.code, Code::ScenarioFile);
    assert!(
        refused.sentence.ends_with(":1: the file has more than 4194304 bytes, which are the most"),
        "{refused}"
    );
    assert_eq!(
        trace(&toys(), &["show", plain(&path)]).map_err(|failed| failed.code),
        Err(Code::ScenarioFile)
    );

    fs::write(&path, b"[[scenario]]\nname = \"a\"\nbase = \"\xff\"\n")
        .expect("the scratch folder can be written");
    let refused = failure(&["check", "grid", "--scenario-file", plain(&path)]);
    assert_eq!(refused, Failure::new(Code::ScenarioFile, format!("{}:3: this is not UTF-8", path.display())));
}

#[test]
fn thousands_of_scenarios_are_read() {
    let one = |number: usize| {
        format!(
            "[[scenario]]\nsystem = \"grid\"\nname = \"own_{number}\"\nbase = \"square\"\nparameters.height = 1\n"
        )
    };
    let path = scratch("many.toml");
    let text: String = (0..20_000).map(one).collect();
    fs::write(&path, text).expect("the scratch folder can be written");
    let (code, found) = result(&["grid/own_19999", "--scenario-file", plain(&path)]);
    assert_eq!((code, &found["states"]["unique"]), (Code::Success, &json!(42)));
}
