//! Systems whose answers can be seen: what chance has found, written down.

use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::Reduction;
use counterfoil::exit::Code;
use counterfoil::report::RunReport;
use counterfoil::request::Request;
use counterfoil_model::scenario::{Intent, Scenario, Size};

use super::system::{Chance, Condition, PARTIES, Parameters, Questions, Rule, SOLOS, Who};

fn scenario(rules: Vec<Rule>, starts: &[u8], questions: Questions) -> Scenario<Chance> {
    Scenario {
        name: "known".to_owned(),
        size: Size::Default,
        nightly: false,
        intent: Intent::Prove,
        summary: "It is known what happens.".to_owned(),
        parameters: Parameters {
            parties: 2,
            starts: starts.iter().map(|shared| (*shared, [0; PARTIES], [0; SOLOS])).collect(),
            rules,
            questions,
            is_symmetric: true,
            has_footprints: false,
            knows_waits: false,
            left_out: None,
        },
        witnesses: vec![],
        must_fire: vec![],
        deadlock_free: false,
    }
}

/// The shared place goes from one to the next.
fn step(from: u8, to: u8, fair: Option<usize>) -> Rule {
    Rule {
        who: Who::Shared,
        offered: None,
        needs: Some(from),
        needs_shared: None,
        sets: Some(to),
        sets_shared: None,
        honest: true,
        fair,
    }
}

fn nothing() -> Questions {
    Questions {
        never: [None; 2],
        step: None,
        first: None,
        seen: [None; 2],
        comes: None,
        each: None,
        good: None,
    }
}

fn shared(place: u8) -> Condition {
    Condition { shared: Some(place), crowd: None, solo: None }
}

fn checked(scenario: &Scenario<Chance>, reduction: Reduction) -> RunReport {
    let request = Request { reduction, is_quiet: true, ..Request::new(1) };
    scenario.check(&request).expect("it can be checked")
}

fn depth(report: &RunReport, name: &str) -> Option<usize> {
    report.properties.iter().find(|property| property.name == name)?.status.depth()
}

#[test]
fn with_symmetry_a_state_without_a_way_out_is_found_and_shown() {
    // Either party goes to 1 and cannot come back; both at 0 is where it is good.
    let leaves = Rule { who: Who::Party, sets: Some(1), ..step(0, 0, None) };
    let good = Some(Condition { shared: None, crowd: Some((0, 2)), solo: None });
    let scenario = scenario(vec![leaves], &[0], Questions { good, ..nothing() });
    for (reduction, states) in [(Reduction::None, 4), (Reduction::Symmetry, 3)] {
        let report = checked(&scenario, reduction);
        assert_eq!((report.outcome.name(), report.outcome.code()), ("violated", Code::NotLive));
        assert_eq!((report.counts.unique, depth(&report, "way_to_good")), (states, Some(1)));
        assert_eq!(report.traces.len(), 1);
    }
}

#[test]
fn a_start_that_follows_another_start_is_no_action_away() {
    // From 0 to 1 to 2, and every run can start in 0 or in 1.
    let rules = vec![step(0, 1, Some(0)), step(1, 2, Some(0))];
    let questions = Questions { good: Some(shared(0)), comes: Some([shared(1), shared(7)]), ..nothing() };
    let report = checked(&scenario(rules, &[0, 1], questions), Reduction::None);
    assert_eq!(report.outcome.code(), Code::NotLive);
    assert_eq!(depth(&report, "way_to_good"), Some(0), "the second start is stuck already");
    assert_eq!(depth(&report, "comes"), Some(1), "from the second start to where the run stays");
}

#[test]
fn a_system_without_a_property_is_searched_all_the_same() {
    let rules = (0..99).map(|place| step(place, place + 1, None)).collect();
    let report = checked(&scenario(rules, &[0], nothing()), Reduction::None);
    assert_eq!((report.outcome.name(), report.properties.len()), ("proved", 0));
    assert_eq!((report.counts.unique, report.counts.depth), (100, 99));
}
