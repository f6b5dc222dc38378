//! The program has the whole command line for its own system, and speaks of itself.

#[path = "exported/minted_twice.rs"]
#[expect(clippy::doc_markdown, reason = "it stands here as it was exported")]
mod minted_twice;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The exit code of the program, and what it says.
fn run(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_lock_and_mint")).args(arguments).output().expect("it starts");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().expect("it ends by itself"), String::from_utf8(text).expect("it speaks UTF-8"))
}

/// A folder for one test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("the folder for tests has a plain name")
}

/// The counterexample without the only guard.
fn counterexample(name: &str) -> PathBuf {
    let folder = folder(name);
    let (code, text) = run(&["check", "--without", "message_is_unused", "--traces", plain(&folder)]);
    assert_eq!(code, 12, "{text}");
    folder.join("lock_and_mint.bridge.message_is_unused.minted_is_locked.json")
}

#[test]
fn it_is_proved_and_its_guard_is_needed() {
    let (code, text) = run(&["check"]);
    assert_eq!(code, 0, "{text}");
    // Of n messages sent, any may be used: 1 + 2 + 4 + 8 states, the last of them 3 + 3 actions away.
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.windows(4).any(|row| row == ["lock_and_mint/bridge", "proved", "15", "6"]), "{text}");
    let (code, text) = run(&["mutate"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("minted_is_locked"), "{text}");
}

#[test]
fn it_tells_its_reader_to_type_its_own_name() {
    let (_, text) = run(&["explain", "message_is_unused"]);
    assert!(text.contains("lock_and_mint check lock_and_mint --without message_is_unused"), "{text}");
    let (code, text) =
        run(&["check", "--strategy", "simulate", "--seed", "1", "--without", "message_is_unused"]);
    assert_eq!(code, 12, "{text}");
    assert!(text.contains("lock_and_mint check lock_and_mint/bridge --without message_is_unused"), "{text}");
    let (_, sarif) = run(&["check", "--without", "message_is_unused", "--format", "sarif"]);
    assert!(sarif.contains("lock_and_mint explain lock_and_mint/minted_is_locked"), "{sarif}");
    let (_, help) = run(&["check", "--help"]);
    assert!(help.contains("Example: lock_and_mint check lock_and_mint/bridge --set units=4"), "{help}");
    let (_, text) = run(&["bench", "--max-states", "100", "--rounds", "1", "--threads", "1"]);
    assert!(text.contains("lock_and_mint/bridge"), "{text}");
}

#[test]
fn its_counterexample_is_told_and_shown() {
    let trace = counterexample("told");
    let (code, text) = run(&["trace", "show", plain(&trace)]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("anybody: presents message 0"), "{text}");
    let (code, page) = run(&["trace", "export", plain(&trace), "--to", "html"]);
    assert_eq!(code, 0, "{page}");
    assert!(page.contains("</html>") && page.contains("presents message 0"), "{page}");
}

/// The test that is kept is one of this program's own, so it passes too.
#[test]
fn its_counterexample_is_exported_as_the_test_that_is_kept_here() {
    let trace = counterexample("exported");
    let (code, text) = run(&["trace", "export", plain(&trace), "--to", "rust"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(text, include_str!("exported/minted_twice.rs"));
}
