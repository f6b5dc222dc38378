//! What `asset_tracker` forgets decides nothing: with `forgets` and without, a search ends the same, after as
//! many actions, with the same properties violated and witnessed as early.

use counterfoil::catalogue::{AnyScenario, Setting};
use counterfoil::engine::Limits;
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::request::Request;
use counterfoil_model::scenario::{Intent, Size};
use serde_json::Value;

/// So that a scenario which needs its forgetting to stay small ends, and fails the test.
const MAX_STATES: u64 = 600_000;

#[test]
fn what_is_forgotten_decides_nothing() {
    let mut differs = false;
    let mut refuted = 0;
    for scenario in small() {
        let label = scenario.info().label;
        let (kept, forgotten) = (check(&*scenario, false), check(&*scenario, true));
        assert_ne!(kept.outcome.name(), "incomplete", "{label}");
        assert_eq!(told(&kept), told(&forgotten), "{label}");
        differs |= forgotten.counts.unique < kept.counts.unique;
        refuted += u32::from(matches!(scenario.info().intent, Intent::Refute(_)));
    }
    assert!(differs, "nothing is forgotten: is the parameter still read?");
    assert!(refuted > 0, "no violation is compared");
}

fn small() -> impl Iterator<Item = Box<dyn AnyScenario>> {
    let systems = registry::systems();
    let system =
        systems.iter().find(|system| system.info().name == "asset_tracker").expect("it is registered");
    system.scenarios().into_iter().filter(|scenario| scenario.info().size == Size::Small)
}

fn check(scenario: &dyn AnyScenario, forgets: bool) -> RunReport {
    let setting = Setting { key: "forgets".into(), value: Value::Bool(forgets) };
    let request =
        Request { limits: Limits { max_states: Some(MAX_STATES), ..Limits::default() }, ..Request::new(2) };
    let scenario = scenario.set(&setting).expect("it is a parameter of the system");
    scenario.check(&request).expect("a built-in scenario can be checked")
}

/// The outcome, and what is known of each property with the depth of its counterexample or witness.
fn told(report: &RunReport) -> (String, Vec<String>) {
    let statuses = report.properties.iter().map(|one| format!("{}: {:?}", one.name, one.status));
    (report.outcome.name().to_owned(), statuses.collect())
}
