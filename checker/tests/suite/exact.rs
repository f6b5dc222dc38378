//! `--exact`: the same counts as by fingerprints. That states with one fingerprint are told apart is tested where they
//! are kept, since no system can choose its fingerprints.

use crate::common::{failure, report, result};
use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::{Limits, Strategy};
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::request::Request;
use counterfoil_model::scenario::Size;
use serde_json::json;

#[test]
fn counts_are_those_without_it() {
    for scenario in registry::systems().iter().flat_map(|system| system.scenarios()) {
        if scenario.info().size != Size::Small {
            continue;
        }
        let label = scenario.info().label;
        for strategy in [Strategy::Bfs, Strategy::Dfs] {
            let [plain, exact] = [false, true].map(|is_exact| check(&*scenario, strategy, is_exact));
            assert_eq!((plain.outcome.name(), plain.counts), (exact.outcome.name(), exact.counts), "{label}");
            let fired =
                |report: &RunReport| report.actions.iter().map(|action| action.fired).collect::<Vec<_>>();
            assert_eq!(fired(&plain), fired(&exact), "{label}");
        }
    }
}

/// The result of a scenario that comes with the program, up to a depth that leaves something to count.
fn check(scenario: &dyn AnyScenario, strategy: Strategy, is_exact: bool) -> RunReport {
    let limits = Limits { max_depth: Some(10), ..Limits::default() };
    let request = Request { strategy, is_exact, limits, ..Request::new(2) };
    scenario.check(&request).expect("a built-in scenario can be checked")
}

#[test]
fn the_report_says_that_nothing_was_left_to_chance() {
    for strategy in ["bfs", "dfs"] {
        let arguments = ["grid/square", "--exact", "--strategy", strategy];
        let (code, found) = result(&arguments);
        assert_eq!((code, &found["fingerprint_collision_probability"]), (Code::Success, &json!(0.0)));
        assert_eq!(found["states"], result(&["grid/square"]).1["states"]);
        let (_, text) = report(&arguments);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Full states were compared, so none was taken for another."), "{text}");
        assert!(!text.contains("probability"), "{text}");
    }
}

#[test]
fn it_is_for_a_search_of_our_own() {
    let elsewhere = [
        ["--engine", "stateright"],
        ["--strategy", "simulate"],
        ["--checkpoint", "/nonexistent"],
        ["--resume", "/nonexistent"],
    ];
    for arguments in elsewhere {
        let failure = failure(&[&["check", "grid/square", "--exact"], &arguments[..]].concat());
        assert_eq!(failure.code, Code::Usage);
        assert!(failure.sentence.starts_with("--exact is for "), "{failure}");
    }
}
