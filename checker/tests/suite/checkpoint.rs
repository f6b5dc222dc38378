//! Searches that end half-way and go on: by a limit, by a signal, and by `kill -9` at any moment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

/// Two scenarios, so that one can be finished and the other one not: about a second together.
const SCENARIOS: [&str; 2] = ["asset_tracker/deposits", "asset_tracker/withdrawals"];

fn counterfoil(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterfoil"));
    command.arg("check").args(SCENARIOS).args(["--format", "json"]).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn start(arguments: &[&str]) -> Child {
    counterfoil(arguments).spawn().expect("the program can be started")
}

fn finish(arguments: &[&str]) -> Output {
    counterfoil(arguments).output().expect("the program can be started")
}

/// The report without what differs between runs.
fn timeless(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stderr);
    let mut report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{text}"));
    for result in report["results"].as_array_mut().expect("a report has results") {
        for key in ["seconds", "states_per_second", "peak_rss_bytes"] {
            result[key] = Value::Null;
        }
    }
    report
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn path(folder: &Path) -> &str {
    folder.to_str().expect("the scratch folder has a plain name")
}

fn sentence(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_search_that_is_killed_at_any_moment_goes_on_to_the_same_report() {
    let expected = timeless(&finish(&["--engine", "native"]));
    let mut moment = 11_u64;
    for round in 0..4 {
        let folder = folder(&format!("killed-{round}"));
        // It may be killed before it has made the folder itself.
        fs::create_dir_all(&folder).expect("it is ours");
        // Two searches in a row are killed, the second of them one that goes on itself.
        for arguments in [vec!["--checkpoint"], vec!["--checkpoint", path(&folder), "--resume"]] {
            moment = moment * 7_919 % 1_000_003;
            let mut search = start(&[&arguments[..], &[path(&folder)]].concat());
            sleep(Duration::from_millis(20 + moment % 500));
            search.kill().expect("it can be killed");
            search.wait().expect("it was started");
        }
        let resumed = finish(&["--resume", path(&folder)]);
        assert_eq!(resumed.status.code(), Some(0));
        assert_eq!(timeless(&resumed), expected, "round {round}");
        fs::remove_dir_all(&folder).expect("it is ours");
    }
}

#[test]
fn a_search_that_a_signal_or_a_limit_has_ended_goes_on_to_the_same_report() {
    let expected = timeless(&finish(&["--engine", "native"]));
    let folder = folder("ended");
    let search = start(&["--checkpoint", path(&folder)]);
    sleep(Duration::from_millis(150));
    let sent = Command::new("kill").args(["-INT", &search.id().to_string()]).status();
    assert!(sent.expect("kill can be started").success());
    let interrupted = search.wait_with_output().expect("it was started");
    assert_eq!(interrupted.status.code(), Some(20), "{}", String::from_utf8_lossy(&interrupted.stderr));

    let limited = finish(&["--resume", path(&folder), "--max-states", "100000"]);
    assert_eq!(limited.status.code(), Some(20));
    let limited = finish(&["--resume", path(&folder), "--timeout", "50ms", "--memory", "24MiB"]);
    assert_eq!(limited.status.code(), Some(20));
    // With another number of threads, too: nothing depends on it.
    let resumed = finish(&["--resume", path(&folder), "--threads", "1"]);
    let mut resumed_report = timeless(&resumed);
    for (result, expected) in resumed_report["results"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .zip(expected["results"].as_array().into_iter().flatten())
    {
        result["threads"] = expected["threads"].clone();
    }
    assert_eq!(resumed_report, expected);
    // What is finished stays finished.
    assert_eq!(timeless(&finish(&["--resume", path(&folder)])), expected);
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn a_checkpoint_of_another_search_is_refused_with_a_sentence() {
    let folder = folder("another");
    assert_eq!(finish(&["--checkpoint", path(&folder), "--max-states", "2000"]).status.code(), Some(20));
    for (arguments, what) in [
        (["--without", "gateway_checks_balance"], "set of guards"),
        (["--set", "max=4"], "set of parameters"),
        (["--property", "l1_sum"], "set of properties"),
    ] {
        let (code, text) = sentence(&finish(&[&arguments[..], &["--resume", path(&folder)]].concat()));
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(&format!("is a checkpoint of another {what}")), "{text}");
    }
    let (code, text) = sentence(&finish(&["--checkpoint", path(&folder)]));
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("go on from it with --resume"), "{text}");
    let (code, text) = sentence(&finish(&["--resume", "/nonexistent"]));
    assert_eq!(code, Some(2), "{text}");
    for strategy in ["dfs", "simulate"] {
        let (code, text) = sentence(&finish(&["--resume", path(&folder), "--strategy", strategy]));
        assert_eq!(code, Some(2), "{text}");
    }
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn a_damaged_checkpoint_is_refused_wherever_the_damage_is() {
    let folder = folder("damaged");
    assert_eq!(finish(&["--checkpoint", path(&folder), "--max-states", "2000"]).status.code(), Some(20));
    let file = folder.join("asset_tracker.deposits.checkpoint");
    let whole = fs::read(&file).expect("it was written");
    for place in (0..whole.len()).step_by(whole.len() / 50) {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x10;
        fs::write(&file, &damaged).expect("it is ours");
        let (code, text) = sentence(&finish(&["--resume", path(&folder)]));
        assert_eq!(code, Some(153), "byte {place}: {text}");
        assert!(text.contains("damaged"), "byte {place}: {text}");
        fs::write(&file, &whole[..place]).expect("it is ours");
        assert_eq!(finish(&["--resume", path(&folder)]).status.code(), Some(153), "{place} bytes");
    }
    for appended in [&[0][..], &whole] {
        fs::write(&file, [&whole, appended].concat()).expect("it is ours");
        let (code, text) = sentence(&finish(&["--resume", path(&folder)]));
        assert_eq!(code, Some(153), "{} bytes more: {text}", appended.len());
        assert!(text.contains("damaged"), "{} bytes more: {text}", appended.len());
    }
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_before_the_search() {
    let (code, text) = sentence(&finish(&["--checkpoint", "/dev/null/folder"]));
    assert_eq!(code, Some(153), "{text}");
    // Whoever may do everything may write in every folder; a folder in the place of a file stops him too.
    let folder = folder("unwritable");
    fs::create_dir_all(folder.join("lock")).expect("it is ours");
    let (code, text) = sentence(&finish(&["--checkpoint", path(&folder)]));
    assert_eq!(code, Some(153), "{text}");
    assert!(text.contains("lock cannot be written"), "{text}");
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn two_searches_do_not_write_to_one_folder() {
    let folder = folder("locked");
    let long = ["check", "asset_tracker/everything", "--checkpoint", path(&folder)];
    let mut first = Command::new(env!("CARGO_BIN_EXE_counterfoil"))
        .args(long)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program can be started");
    // Its first checkpoint comes after it has the lock.
    while !folder.join("asset_tracker.everything.checkpoint").exists() {
        assert!(first.try_wait().expect("it was started").is_none(), "it is searched for longer than that");
        sleep(Duration::from_millis(5));
    }
    for option in ["--checkpoint", "--resume"] {
        let (code, text) = sentence(&finish(&[option, path(&folder)]));
        assert_eq!(code, Some(2), "{option}: {text}");
        assert!(text.contains("is in use"), "{option}: {text}");
    }
    // What is only read may be read meanwhile.
    let other = self::folder("unlocked");
    let aside = [&long[..2], &["--resume", path(&folder), "--checkpoint", path(&other), "--max-states", "1"]];
    let aside = Command::new(env!("CARGO_BIN_EXE_counterfoil")).args(aside.concat()).output();
    assert_eq!(aside.expect("the program can be started").status.code(), Some(20));
    // However the first one ends, the folder is free again.
    first.kill().expect("it can be killed");
    first.wait().expect("it was started");
    let (code, text) = sentence(&finish(&["--checkpoint", path(&folder)]));
    assert_eq!(code, Some(0), "{text}");
    fs::remove_dir_all(&folder).expect("it is ours");
    fs::remove_dir_all(&other).expect("it is ours");
}
