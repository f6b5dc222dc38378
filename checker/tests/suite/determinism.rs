//! A system that does not answer the same question alike is found out, though nothing is found in it.

use crate::common::{failure, run};
use counterfoil::exit::Code;

const STRATEGIES: [&str; 3] = ["bfs", "dfs", "simulate"];

#[test]
fn an_initial_state_is_always_asked_about_twice() {
    for strategy in STRATEGIES {
        let arguments = ["check", "grid/square", "--set", "fault=dice", "--set", "starts=2"];
        let failure = failure(&[&arguments[..], &["--strategy", strategy]].concat());
        assert_eq!(failure.code, Code::NotReplayed, "{strategy}: {failure}");
        let sentence =
            "\"goes right\" succeeds and, attempted again in the same state, is refused by right_is_inside";
        assert!(failure.sentence.contains(sentence), "{failure}");
        assert!(failure.sentence.starts_with("grid/square: the system is not deterministic"), "{failure}");
    }
}

#[test]
fn some_states_far_from_the_start_are_asked_about_twice() {
    for strategy in STRATEGIES {
        let far = ["--set", "fault=moods", "--set", "width=200", "--set", "height=200"];
        let failure = failure(&[&["check", "grid/square", "--strategy", strategy], &far[..]].concat());
        assert_eq!(failure.code, Code::NotReplayed, "{strategy}: {failure}");
        assert!(failure.sentence.contains("\"goes right\""), "{failure}");
    }
}

#[test]
fn a_system_that_answers_alike_is_not_suspected() {
    for strategy in STRATEGIES {
        let arguments = ["check", "grid/square", "--set", "width=200", "--set", "height=200", "--output"];
        let path = crate::common::scratch("determinism");
        let path = path.to_str().unwrap();
        let code = run(&[&arguments[..], &[path, "--strategy", strategy]].concat());
        let expected = if strategy == "simulate" { Code::Incomplete } else { Code::Success };
        assert_eq!(code, Ok(expected), "{strategy}");
    }
}
