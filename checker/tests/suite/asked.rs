//! An outcome is built only from what was asked and decided: whatever a strategy leaves out, and whatever a search
//! has not come to, decides nothing.

use crate::common::{property, report_on, result};
use crate::maze::mazes;
use counterfoil::engine::{Limits, Strategy};
use counterfoil::exit::Code;
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::request::Request;
use counterfoil_model::scenario::Size;
use serde_json::{Value, json};

/// The design of a small scenario, checked as the request says.
fn small(label: &str, request: &Request) -> RunReport {
    let systems = registry::systems();
    let scenarios = systems.iter().flat_map(|system| system.scenarios());
    let found = scenarios.into_iter().find(|one| one.info().label == label && one.info().size == Size::Small);
    found.expect("there is such a scenario").check(request).expect("it can be checked")
}

#[test]
fn a_refutation_that_was_not_asked_for_is_neither_there_nor_not() {
    // In the first the bell is never heard, in the second always; neither search is asked.
    for heard in ["heard=[9]", "heard=[1]"] {
        for strategy in [["--strategy", "dfs"], ["--strategy", "simulate"]] {
            let asked = ["maze/deaf", "--set", r#"doors=[[0,1,"a"]]"#, "--set", "rings=[0]", "--set", heard];
            let asked = [&asked[..], &strategy].concat();
            let (code, text) = report_on(&mazes(), &[&asked[..], &["--format", "json"]].concat());
            let found: Value = serde_json::from_str(&text).expect("a report is JSON");
            let found = &found["results"][0];
            assert_eq!((code, &found["outcome"]), (Code::Incomplete, &json!("incomplete")), "{asked:?}");
            let bell = property(found, "bell_is_heard");
            assert_eq!(bell["status"], "unknown");
            let (_, text) = report_on(&mazes(), &asked);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let reason = bell["not_asked"].as_str().expect("there is a reason");
            assert!(text.contains(&format!("bell_is_heard was not asked about, since {reason}.")), "{text}");
            assert!(!text.contains("hold in every state"), "{text}");
        }
    }
}

#[test]
fn no_strategy_says_of_a_scenario_what_it_did_not_ask() {
    for label in [
        "departed_recipient_stranded@small",
        "blocked_governance_drained@small",
        "entrenched_operator_as_documented@small",
        "failing_upgrades_as_documented@small",
    ] {
        let deep = small(label, &Request { strategy: Strategy::Dfs, ..Request::new(1) });
        assert_eq!((deep.outcome.name(), deep.outcome.code()), ("incomplete", Code::Incomplete), "{label}");
        let broad = small(label, &Request::new(1));
        assert_eq!((broad.outcome.name(), broad.counts.unique), ("refuted", deep.counts.unique), "{label}");
    }
}

#[test]
fn a_property_asked_for_by_name_is_decided_before_a_refutation_ends() {
    let label = "deposit_pausing_as_documented@small";
    let alone = small(label, &Request::new(1));
    assert_eq!(alone.outcome.name(), "refuted");
    let asked = |limits| {
        let properties = vec!["honest_chain_solvent".to_owned()];
        small(label, &Request { properties, limits, ..Request::new(1) })
    };
    // It breaks one action later than what the scenario is there to refute.
    let report = asked(Limits::default());
    let solvent = report.properties.iter().find(|one| one.name == "honest_chain_solvent");
    assert_eq!(solvent.and_then(|one| one.status.depth()), Some(11));
    assert_eq!((report.outcome.name(), report.outcome.code()), ("violated", Code::Violated));
    let report = asked(Limits { max_depth: Some(10), ..Limits::default() });
    assert_eq!((report.outcome.name(), report.outcome.code()), ("incomplete", Code::Incomplete));
}

#[test]
fn what_holds_beside_a_refutation_is_searched_to_the_end() {
    for strategy in ["bfs", "dfs"] {
        let asked = ["grid/trapped", "--property", "inside_the_grid", "--strategy", strategy];
        let (code, found) = result(&asked);
        assert_eq!(
            (code, &found["outcome"], &found["complete"]),
            (Code::Success, &json!("refuted"), &json!(true))
        );
        assert_eq!(property(&found, "inside_the_grid")["status"], "holds");
        let (code, found) = result(&[&asked[..], &["--max-depth", "25"]].concat());
        assert_eq!((code, &found["outcome"]), (Code::Incomplete, &json!("incomplete")), "{strategy}");
        // A witness that nothing declares is asked for too, and is not there.
        let (code, found) = result(&["grid/trapped", "--property", "is_beyond", "--strategy", strategy]);
        assert_eq!((code, &found["complete"]), (Code::Success, &json!(true)));
        assert_eq!(property(&found, "is_beyond")["status"], "not_witnessed");
    }
    let (code, _) = result(&["grid/trapped", "--property", "inside_the_grid", "--strategy", "simulate"]);
    assert_eq!(code, Code::Incomplete);
}
