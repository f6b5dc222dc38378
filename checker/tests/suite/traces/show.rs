//! How a trace is told: what is kept in `checker/tests/suite/traces/told/` word by word, at eighty columns, with colours that
//! only repeat the words. `COUNTERFOIL_BLESS=1` keeps what is said now.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{run_on, scratch, toys};
use crate::maze::mazes;
use counterfoil::catalogue::AnySystem;
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::report::{difference, show};
use counterfoil::trace::loaded::Loaded;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::playback::Playback;

/// The text without its colours.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, code)) = rest.split_once('\x1b') {
        plain += before;
        rest = code.split_once('m').expect("a colour ends in m").1;
    }
    plain + rest
}

/// Whether the text is what was kept under this name, and fits eighty columns.
fn is_kept(name: &str, text: &str) {
    let plain = plain(text);
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/traces/told").join(format!("{name}.txt"));
    if std::env::var_os("COUNTERFOIL_BLESS").is_some() {
        fs::write(&path, &plain).expect("it can be kept");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(plain, kept, "{name}: bless it if this is what it should say");
    for line in plain.lines() {
        assert!(line.chars().count() <= 80, "{name}: {line}");
    }
}

fn corpus(name: &str) -> PathBuf {
    let system = name.split('.').next().unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../traces/corpus").join(system);
    folder.join(format!("{name}.json"))
}

fn playback(systems: &[Box<dyn AnySystem>], path: &Path) -> Playback {
    let loaded = Loaded::open(path, systems).unwrap_or_else(|failure| panic!("{failure}"));
    loaded.play(&counterfoil::trace::budget::Budget::default()).unwrap_or_else(|failure| panic!("{failure}"))
}

/// What a check of `arguments` leaves under this name.
fn found(systems: &[Box<dyn AnySystem>], arguments: &[&str], name: &str) -> PathBuf {
    let (folder, report) = (scratch("traces"), scratch("report"));
    let paths = [&folder, &report].map(|path| path.to_str().expect("the scratch folder has a plain name"));
    let places = ["--traces", paths[0], "--output", paths[1]];
    run_on(systems, &[&["check"], arguments, &places].concat()).expect("check runs");
    folder.join(name)
}

#[test]
fn traces_are_told_word_by_word() {
    let systems = registry::systems();
    let told = [
        ("equation", "asset_tracker.round_trip_as_documented@small.honest_chain_solvent"),
        ("guard_off", "asset_tracker.deposits.confirmation_adds_to_balance.gateway_cover"),
        ("refusal", "asset_tracker.withdrawals@small.refused.withdrawal_nullified_once.FinalizeWithdrawal"),
        ("witness", "asset_tracker.reentrancy@small.payment_within_a_call_is_made"),
        (
            "kernel_sender",
            "l1_l2_messaging.malicious_operator@small.sender_is_not_kernel.only_governance_changes_the_kernel",
        ),
        ("no_honest_way", "asset_tracker.departed_recipient_stranded@small.balance_always_movable"),
    ];
    for (name, trace) in told {
        is_kept(name, &show::render(&playback(&systems, &corpus(trace))));
    }
}

/// What README.md and docs/traces.md show their readers is what the program says.
#[test]
fn the_guides_show_what_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("it is there");
    let said = read("checker/tests/suite/traces/told/equation.txt");
    assert!(read("docs/traces.md").contains(&said), "docs/traces.md must show:\n{said}");
    let end = said.find("Violated:").and_then(|start| said.get(start..)).expect("it tells the property");
    assert!(read("README.md").contains(end), "README.md must show:\n{end}");
}

#[test]
fn what_repeats_for_ever_is_told() {
    let doors = r#"doors=[[0,1,"a"],[1,2,"a"],[2,0,"a"]]"#;
    let settings = ["maze/walk", "--set", doors, "--set", "rings=[0]", "--set", "heard=[7]"];
    let path = found(&mazes(), &settings, "maze.walk.bell_is_heard.json");
    is_kept("lasso", &show::render(&playback(&mazes(), &path)));
}

#[test]
fn a_trace_that_does_not_do_what_it_says_is_told_as_far_as_it_goes() {
    let path = found(&toys(), &["grid/trapped@small"], "grid.trapped@small.before_the_trap.json");
    let loaded = Loaded::open(&path, &toys()).expect("it is a trace").file;
    let mut changed = loaded.clone();
    "fall".clone_into(&mut changed.actions[1].name);
    fs::write(&path, changed.to_text()).expect("the scratch folder can be written");
    is_kept("broken", &show::render(&playback(&toys(), &path)));
    let text = path.to_str().expect("the scratch folder has a plain name");
    let shown = scratch("shown");
    let shown = shown.to_str().expect("the scratch folder has a plain name");
    let failure = run_on(&toys(), &["trace", "show", text, "--output", shown]).expect_err("it is broken");
    assert_eq!(failure.code, Code::NotReplayed);
}

#[test]
fn colours_repeat_what_the_words_say() {
    let systems = registry::systems();
    let path = corpus("asset_tracker.round_trip_as_documented@small.honest_chain_solvent");
    let text = show::render(&playback(&systems, &path));
    assert_ne!(text, plain(&text), "there are colours");
    let open = text.matches("\x1b[").count() - text.matches("\x1b[0m").count();
    let closed = text.matches("\x1b[0m").count();
    assert!(open >= closed && closed > 0, "each colour ends");
    assert!(text.lines().all(|line| !line.contains('\x1b') || line.contains("\x1b[0m")), "on its own line");
}

#[test]
fn two_traces_are_held_against_each_other() {
    let path = found(&toys(), &["grid/trapped@small"], "grid.trapped@small.before_the_trap.json");
    let left = playback(&toys(), &path);
    let changed = |change: &dyn Fn(&mut TraceFile)| {
        let mut file = left.file.clone();
        change(&mut file);
        toys()[0].play(&file).expect("it fits the system")
    };
    is_kept("diff_same", &difference::render(&left, &left));
    let other = changed(&|file| {
        "up".clone_into(&mut file.actions[1].name);
        file.guards_off = vec!["up_is_one_step".into()];
    });
    is_kept("diff_action", &difference::render(&left, &other));
    is_kept("diff_shorter", &difference::render(&left, &changed(&|file| file.actions.truncate(2))));
    let path = path.to_str().expect("the scratch folder has a plain name");
    assert_eq!(run_on(&toys(), &["trace", "diff", path, path]), Ok(Code::Success));
}
