//! However the system stops the program, it ends with a report, or with a sentence and the exit code that says so:
//! without memory, without room in a file, without time, without a stdout.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Enough states for memory to matter, asked about nothing for which the graph of all states is kept ...
const PLAIN: [&str; 5] = ["asset_tracker/deposits", "--property", "l1_sum", "--engine", "native"];
/// ... and with it.
const WITH_GRAPH: [&str; 3] = ["asset_tracker/deposits", "--engine", "native"];

/// What the program does once a shell has brought this about.
fn after(preparation: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{preparation}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_counterfoil")]);
    command.args(arguments).output().expect("there is a shell")
}

fn check_after(preparation: &str, arguments: &[&str]) -> Output {
    after(preparation, &[&["check"], arguments].concat())
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn text(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ends-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("it is ours");
    folder
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the scratch folder has a plain name")
}

#[test]
fn without_a_stdout_whatever_would_be_printed_is_an_error() {
    for arguments in [
        &["check", "asset_tracker/deposits@small"][..],
        &["check", "asset_tracker/deposits@small", "--format", "json"],
        &["mutate", "asset_tracker/deposits@small"],
        &["list"],
        &["explain", "asset_tracker"],
        &["--help"],
        &["check", "--help"],
        &["--version"],
    ] {
        let output = after("exec >&-", arguments);
        assert_eq!(code(&output), Some(153), "{arguments:?}: {}", text(&output));
        assert!(text(&output).contains("stdout cannot be written"), "{arguments:?}: {}", text(&output));
    }
    for arguments in [&["list"][..], &["explain", "asset_tracker"], &["--help"], &["--version"]] {
        let full = after("exec > /dev/full", arguments);
        assert_eq!(code(&full), Some(153), "{arguments:?}: {}", text(&full));
    }
}

#[test]
fn who_throws_the_report_away_or_keeps_it_in_a_file_needs_no_stdout() {
    let folder = folder("stdout");
    let report = folder.join("report.json");
    let small = "asset_tracker/deposits@small";
    for (preparation, arguments) in [
        ("exec > /dev/null", &[small][..]),
        // As other programs throw it away: open for reading too.
        ("exec 1<> /dev/null", &[small]),
        ("exec >&-", &[small, "--format", "json", "--output", path(&report)]),
    ] {
        let output = check_after(preparation, arguments);
        assert_eq!(code(&output), Some(0), "{preparation}: {}", text(&output));
    }
    assert!(fs::read_to_string(&report).expect("it was written").contains("\"proved\""));
    // Nobody hears what is wrong, but the exit code says that something is.
    assert_eq!(code(&check_after("exec 2>&-", &["asset_tracker/deposit"])), Some(2));
    assert_eq!(code(&check_after("exec 2>&-", &["--no-such-option"])), Some(2));
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn a_file_that_may_not_grow_is_a_write_that_failed() {
    let folder = folder("full");
    let report = folder.join("report");
    let small = "asset_tracker/deposits@small";
    let redirect = format!("ulimit -f 0; exec > {}", path(&report));
    for (preparation, arguments) in [
        (redirect.as_str(), &[small][..]),
        ("ulimit -f 0", &[small, "--output", path(&report)]),
        ("ulimit -f 0", &[small, "--traces", path(&folder)]),
    ] {
        let output = check_after(preparation, arguments);
        assert_eq!(code(&output), Some(153), "{arguments:?}: {}", text(&output));
        assert!(text(&output).contains("File too large"), "{arguments:?}: {}", text(&output));
    }

    let spilled = check_after("ulimit -f 1", &[&PLAIN[..], &["--memory", "24MiB"]].concat());
    assert_eq!(code(&spilled), Some(20), "{}", text(&spilled));
    assert!(text(&spilled).contains("could not be written to disk"), "{}", text(&spilled));

    let kept = check_after("ulimit -f 64", &[&PLAIN[..], &["--checkpoint", path(&folder)]].concat());
    assert_eq!(code(&kept), Some(20), "{}", text(&kept));
    assert!(text(&kept).contains("The checkpoint could not be written: file too large."), "{}", text(&kept));
    let left: Vec<_> = fs::read_dir(&folder).expect("it is ours").flatten().collect();
    assert!(left.iter().all(|file| !path(&file.path()).ends_with("unfinished")), "{left:?}");
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn without_more_memory_every_search_ends_with_a_report() {
    for arguments in [
        &[&PLAIN[..], &["--threads", "2"]].concat()[..],
        &[&PLAIN[..], &["--threads", "1", "--exact"]].concat(),
        &[&WITH_GRAPH[..], &["--threads", "1"]].concat(),
        &[&PLAIN[..], &["--strategy", "dfs"]].concat(),
        &[&PLAIN[..], &["--strategy", "dfs", "--exact"]].concat(),
    ] {
        let mut codes = Vec::new();
        // More than there is, so that nothing but the system keeps the search from taking it.
        let arguments = &[arguments, &["--memory", "1GiB"]].concat()[..];
        for mebibytes in [48, 112, 512] {
            let limit = format!("ulimit -v {}", mebibytes << 10);
            let output = check_after(&limit, &[arguments, &["--format", "json"]].concat());
            let said = text(&output);
            assert!(
                matches!(code(&output), Some(0 | 20)),
                "{limit}, {arguments:?}: {:?} {said}",
                output.status
            );
            let report: Value = serde_json::from_slice(&output.stdout).expect("a report is JSON");
            let is_complete = report["results"][0]["complete"] == true;
            assert!(is_complete == (code(&output) == Some(0)), "{limit}, {arguments:?}: {said}");
            codes.push(code(&output));
        }
        assert_eq!(codes.first(), Some(&Some(20)), "{arguments:?}: that little suffices");
        assert_eq!(codes.last(), Some(&Some(0)), "{arguments:?}: nothing suffices");
    }
}

#[test]
fn without_more_memory_a_search_by_sets_of_states_ends_with_a_report() {
    // What the system lets it take is a limit that it sees, and keeps to.
    let limit = format!("ulimit -v {}", 64 << 10);
    let output = check_after(&limit, &["asset_tracker/everything", "--engine", "symbolic"]);
    assert_eq!(code(&output), Some(20), "{:?} {}", output.status, text(&output));
    assert!(text(&output).contains("nothing is proved"), "{}", text(&output));
}

#[test]
fn what_memory_has_no_room_for_is_said_and_what_was_searched_is_kept() {
    let folder = folder("memory");
    let limit = format!("ulimit -v {}", 64 << 10);
    // A run that never ends is cut within.
    let endless = ["asset_tracker/deposits@small", "--strategy", "simulate", "--max-depth", "1000000000"];
    for arguments in [&[&PLAIN[..], &["--exact"]].concat()[..], &endless] {
        let output = check_after(&limit, &[arguments, &["--threads", "1", "--memory", "1GiB"]].concat());
        assert_eq!(code(&output), Some(20), "{}", text(&output));
        assert!(text(&output).contains("no more memory to give"), "{}", text(&output));
    }

    let limit = format!("ulimit -v {}", 48 << 10);
    let options = ["--threads", "1", "--memory", "1GiB", "--checkpoint", path(&folder)];
    let cut = check_after(&limit, &[&PLAIN[..], &options].concat());
    assert_eq!(code(&cut), Some(20), "{}", text(&cut));
    assert!(text(&cut).contains("no more memory to give"), "{}", text(&cut));
    let whole = check_after(":", &[&PLAIN[..], &["--format", "json"]].concat());
    let resumed = check_after(":", &[&PLAIN[..], &["--resume", path(&folder), "--format", "json"]].concat());
    assert_eq!((code(&resumed), code(&whole)), (Some(0), Some(0)), "{}", text(&resumed));
    let counts = |output: &Output| {
        let report: Value = serde_json::from_slice(&output.stdout).expect("a report is JSON");
        let result = &report["results"][0];
        ["states", "properties", "actions", "guards"].map(|key| result[key].clone())
    };
    assert_eq!(counts(&resumed), counts(&whole));
    fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn what_a_search_may_take_by_itself_is_what_the_system_lets_it_take() {
    // Without --memory it writes to disk in time what there will be no memory for.
    let limit = format!("ulimit -v {}", 112 << 10);
    let output = check_after(&limit, &[&PLAIN[..], &["--threads", "1"]].concat());
    assert_eq!(code(&output), Some(0), "{}", text(&output));
}

#[test]
fn without_more_time_of_the_processor_a_search_ends_with_a_report() {
    // Nothing that ends by itself within a second of a processor.
    let output = check_after("ulimit -S -t 1", &["asset_tracker/everything", "--threads", "1"]);
    assert_eq!(code(&output), Some(20), "{:?} {}", output.status, text(&output));
    assert!(text(&output).contains("A signal ended the search."), "{}", text(&output));
}
