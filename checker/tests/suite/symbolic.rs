//! The engine that searches by sets of states, held against the one that searches state by state.

use counterfoil::catalogue::ScenarioInfo;
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::request::{Engine, Request};
use counterfoil_model::scenario::Size;

/// Up to so many states a scenario is searched state by state, too, in every run of the tests.
const FEW: u128 = 40_000;

#[test]
fn small_scenarios_are_told_alike_by_both_engines() {
    let compared = compared(|states| states <= FEW);
    assert!(compared > 10, "{compared}");
}

#[test]
#[ignore = "takes minutes: for the night"]
fn larger_small_scenarios_are_told_alike_by_both_engines() {
    let compared = compared(|states| states > FEW && states < 2_000_000);
    assert!(compared > 10, "{compared}");
}

#[test]
fn states_are_visited_one_by_one_as_long_as_they_are_few() {
    let by_sets = auto("l1_l2_messaging", "honest_operator@small", 10);
    let unique = u64::try_from(by_sets.counts.unique).expect("it is small");
    let by_states = auto("l1_l2_messaging", "honest_operator@small", unique + 1);
    assert!(unique > 10 && by_sets.is_by_sets() && !by_states.is_by_sets());
    assert_eq!(told(&by_sets), told(&by_states));
}

#[test]
fn what_is_known_to_be_large_is_searched_by_sets_at_once() {
    // It is nightly.
    assert!(auto("multi_l1_token", "everything@small", u64::MAX).is_by_sets());
    assert!(!auto("multi_l1_token", "fast_path@small", u64::MAX).is_by_sets());
}

/// The report on a scenario if the choice of the engine is left to the program, which takes so many states for few.
fn auto(system: &str, label: &str, few: u64) -> RunReport {
    let scenarios = registry::systems().into_iter().flat_map(|system| system.scenarios());
    let is_meant = |info: ScenarioInfo| info.system == system && info.label == label;
    let mut meant = scenarios.filter(|scenario| is_meant(scenario.info()));
    let request = Request { engine: Engine::Auto, few, is_quiet: true, ..Request::new(2) };
    let scenario = meant.next().expect("it is in the registry");
    scenario.check(&request).expect("a built-in scenario can be checked")
}

/// Compares the small scenarios with a number of states that is meant; how many there are.
fn compared(is_meant: impl Fn(u128) -> bool) -> usize {
    let mut compared = 0;
    let mut faults = Vec::new();
    let scenarios = registry::systems().into_iter().flat_map(|system| system.scenarios());
    for scenario in scenarios.filter(|scenario| scenario.info().size == Size::Small) {
        let check = |engine| {
            let request = Request { engine, few: 0, is_quiet: true, ..Request::new(2) };
            scenario.check(&request).expect("a built-in scenario can be checked")
        };
        let by_sets = check(Engine::Auto);
        if !by_sets.is_by_sets() || !is_meant(by_sets.counts.unique) {
            continue;
        }
        compared += 1;
        let by_states = check(Engine::Native);
        let told = [told(&by_sets), told(&by_states)];
        if told[0] != told[1] {
            faults.push(format!("{}: {:#?}", scenario.info().label, told));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    compared
}

/// What a report tells that does not depend on how it was searched.
fn told(report: &RunReport) -> Vec<String> {
    let counts = report.counts;
    let mut told = vec![
        format!("{}", report.outcome.name()),
        format!("{} {} {}", counts.unique, counts.generated, counts.terminal),
    ];
    // A loop is not always a shortest one.
    let length = |name: &str| {
        let mut traces = report.traces.iter();
        let trace = traces.find(|trace| trace.property.as_deref() == Some(name));
        trace.map(|trace| trace.loop_start.unwrap_or(trace.actions.len()))
    };
    told.extend(
        report.properties.iter().map(|property| {
            format!("{} {} {:?}", property.name, property.status.name(), length(property.name))
        }),
    );
    told.extend(report.actions.iter().map(|action| format!("{} {}", action.name, action.fired)));
    told.extend(report.guards.iter().map(|guard| format!("{} {}", guard.entry.name, guard.rejections)));
    told
}
