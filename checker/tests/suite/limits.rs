//! The limits of a search, kept by the program itself: each ends with a report, and one that proves
//! nothing that was not searched.

use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

/// Enough states for its frontier and its paths to outgrow a small limit; asked about nothing for which the
/// graph of all states is kept, which stays in memory.
const QUESTION: [&str; 5] = ["asset_tracker/withdrawals", "--property", "l1_sum", "--engine", "native"];

fn check(arguments: &[&str]) -> (Option<i32>, Value) {
    let Output { status, stdout, .. } = Command::new(env!("CARGO_BIN_EXE_counterfoil"))
        .arg("check")
        .args(QUESTION)
        .args(["--format", "json"])
        .args(arguments)
        .output()
        .expect("the program can be started");
    let report: Value = serde_json::from_slice(&stdout).expect("a report is JSON");
    (status.code(), report["results"][0].clone())
}

/// What happens beside more threads than there are processors, so that those of a search take turns.
fn beside_busy_threads<T>(happens: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let _ends_them = Ending(&is_over);
        happens()
    })
}

/// Says that it is over when it is dropped, after a panic too.
struct Ending<'a>(&'a AtomicBool);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The result without what differs between runs.
fn timeless(mut result: Value) -> Value {
    for key in ["seconds", "states_per_second", "peak_rss_bytes"] {
        result[key] = Value::Null;
    }
    result
}

#[test]
fn a_search_that_spills_to_disk_keeps_to_its_memory_and_reports_the_same() {
    const LIMIT: u64 = 32 << 20;
    let (code, roomy) = check(&["--threads", "2"]);
    let (code_within, tight) = beside_busy_threads(|| check(&["--threads", "2", "--memory", "32MiB"]));
    assert_eq!((code, code_within), (Some(0), Some(0)));
    let peak = |result: &Value| result["peak_rss_bytes"].as_u64().expect("this system says");
    assert!(peak(&tight) <= LIMIT, "{} bytes", peak(&tight));
    assert!(peak(&roomy) > LIMIT, "without the limit it does not take {LIMIT} bytes: nothing is spilled");
    assert_eq!(timeless(tight), timeless(roomy));
}

#[test]
fn checkpoints_are_written_and_read_within_the_same_memory() {
    const LIMIT: u64 = 32 << 20;
    let folder =
        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tight-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let path = folder.to_str().expect("the scratch folder has a plain name");
    let (code, roomy) = check(&["--threads", "2"]);
    assert_eq!(code, Some(0));
    let within = ["--threads", "2", "--memory", "32MiB"];
    let peak = |result: &Value| result["peak_rss_bytes"].as_u64().expect("this system says");
    let (code, written) = check(&[&within[..], &["--checkpoint", path, "--max-states", "300000"]].concat());
    assert_eq!(code, Some(20));
    let (code, resumed) = check(&[&within[..], &["--resume", path]].concat());
    assert_eq!(code, Some(0));
    // The buffers through which a file is written and read may take a twentieth more.
    for result in [&written, &resumed] {
        assert!(peak(result) <= LIMIT + LIMIT / 20, "{} bytes", peak(result));
    }
    assert_eq!(timeless(resumed), timeless(roomy));
    std::fs::remove_dir_all(&folder).expect("it is ours");
}

#[test]
fn visited_states_that_do_not_fit_end_the_search_incomplete() {
    let (code, result) = check(&["--memory", "13MiB"]);
    assert_eq!((code, &result["outcome"]), (Some(20), &Value::from("incomplete")));
    assert_eq!(result["complete"], false);
}

#[test]
fn a_depth_first_search_keeps_to_its_memory_too() {
    let (code, result) = check(&["--strategy", "dfs", "--memory", "15MiB"]);
    assert_eq!((code, &result["complete"]), (Some(20), &Value::from(false)));
    let peak = result["peak_rss_bytes"].as_u64().expect("this system says");
    assert!(peak <= 15 << 20, "{peak} bytes");
}

#[test]
fn a_run_of_a_simulation_keeps_to_its_memory_however_long_it_is() {
    let output = Command::new(env!("CARGO_BIN_EXE_counterfoil"))
        .args([
            "check",
            "asset_tracker/deposits@small",
            "--strategy",
            "simulate",
            "--max-depth",
            "1000000000",
        ])
        .args(["--memory", "32MiB", "--threads", "2", "--format", "json"])
        .output()
        .expect("the program can be started");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report is JSON");
    let result = &report["results"][0];
    assert_eq!((output.status.code(), &result["outcome"]), (Some(20), &Value::from("incomplete")));
    let peak = result["peak_rss_bytes"].as_u64().expect("this system says");
    assert!(peak <= 32 << 20, "{peak} bytes");
}

#[test]
fn spilling_to_a_disk_that_cannot_be_written_ends_the_search_incomplete() {
    let output = Command::new(env!("CARGO_BIN_EXE_counterfoil"))
        .arg("check")
        .args(QUESTION)
        .args(["--memory", "32MiB"])
        .env("TMPDIR", "/nonexistent")
        .output()
        .expect("the program can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(20), "{text}");
    assert!(text.contains("could not be written to disk"), "{text}");
}
