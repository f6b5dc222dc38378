//! Two-phase commit, whose numbers of states are published: all engines find them, and its guards are needed.

use counterfoil::bench::two_phase_commit::{MOST_RESOURCE_MANAGERS, Scenario, TwoPhaseCommit, scenario};
use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::Limits;
use counterfoil::report::RunReport;
use counterfoil::request::{Engine, Request};
use counterfoil::verdict::Outcome;
use counterfoil_model::guard::GuardTable;
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::Bounds;
use counterfoil_model::system::System;

type Guard = <TwoPhaseCommit as System>::Guard;

/// Resource managers, unique states, generated states.
const PUBLISHED: [(u8, u128, u128); 3] = [(3, 288, 1_146), (5, 8_832, 58_146), (6, 50_816, 402_306)];

#[test]
fn all_engines_find_the_published_states() {
    for (resource_managers, unique, generated) in PUBLISHED {
        let native = check(&scenario(resource_managers), Engine::Native, vec![]);
        assert!(matches!(native.outcome, Outcome::Proved(..)), "{:?}", native.outcome);
        let stateright = check(&scenario(resource_managers), Engine::Stateright, vec![]);
        let symbolic = check(&scenario(resource_managers), Engine::Symbolic, vec![]);
        assert!(matches!(symbolic.outcome, Outcome::Proved(..)), "{:?}", symbolic.outcome);
        for report in [native, stateright, symbolic] {
            let counts = (report.counts.unique, report.counts.generated);
            assert_eq!(counts, (unique, generated), "{}, {resource_managers}", report.engine);
        }
    }
}

#[test]
fn without_any_of_its_guards_it_is_inconsistent() {
    for guard in Guard::ALL.iter().map(|guard| guard.entry()) {
        let (name, mutant) = (guard.name, Mutant::off(guard));
        let report = check(&scenario(3), Engine::Native, vec![mutant]);
        assert_eq!(report.outcome, Outcome::Violated, "without {name}");
        assert_eq!(report.stories.len(), 1, "without {name}");
    }
}

#[test]
fn each_number_of_resource_managers_is_a_scenario() {
    let scenarios = TwoPhaseCommit::scenarios();
    assert!(scenarios.iter().all(|scenario| scenario.parameters.validate().is_ok()));
    let labels: Vec<String> = scenarios.iter().map(Scenario::label).collect();
    let expected =
        (1..=MOST_RESOURCE_MANAGERS).flat_map(|count| [count.to_string(), format!("{count}@small")]);
    assert_eq!(labels, expected.collect::<Vec<_>>());
    for wrong in [0, MOST_RESOURCE_MANAGERS + 1] {
        let sentence = scenario(wrong).parameters.validate().expect_err("a word does not hold it");
        assert!(sentence.contains("from 1 to 15"), "{sentence}");
    }
}

fn check(scenario: &Scenario, engine: Engine, mutants: Vec<Mutant>) -> RunReport {
    let limits = Limits::default();
    let request = Request { engine, limits, mutants, ..Request::new(2) };
    scenario.check(&request).expect("two-phase commit is deterministic")
}
