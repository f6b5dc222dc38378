//! The bound on waiting operations cuts nothing where every chain is honest, no transaction reaches untrusted
//! code and no balance comes home twice: one fewer gives the same states.

use counterfoil::catalogue::{AnyScenario, ScenarioInfo, Setting};
use counterfoil::registry;
use counterfoil::request::Request;
use counterfoil_model::scenario::{Intent, Size};
use serde_json::json;

#[test]
fn no_honest_chain_fills_its_queue() {
    let systems = registry::systems();
    let system =
        systems.iter().find(|system| system.info().name == "asset_tracker").expect("it is registered");
    let is_honest = |info: &ScenarioInfo, chain: &str| {
        let party = info.parameters[chain]["party"].as_str();
        party == Some("honest") || party == Some("absent")
    };
    let mut seen = 0;
    for scenario in system.scenarios() {
        let info = scenario.info();
        let is_trusted = info.parameters["reentrancy"].is_null();
        // Each return is confirmed to its chain by an operation of its own, and here there is no end to returns.
        let returns_again = info.parameters["variant"] == "repeatable_return";
        let is_meant =
            info.size == Size::Small && info.intent == Intent::Prove && is_trusted && !returns_again;
        if is_meant && ["a", "b", "c"].iter().all(|chain| is_honest(&info, chain)) {
            let setting = Setting { key: "operations_in_flight".into(), value: json!(7) };
            let tighter = scenario.set(&setting).expect("7 is allowed");
            assert_eq!(unique(&*scenario), unique(&*tighter), "{}", info.label);
            seen += 1;
        }
    }
    assert!(seen >= 3, "there are scenarios of honest chains alone");
}

fn unique(scenario: &dyn AnyScenario) -> u128 {
    scenario.check(&Request::new(2)).expect("a built-in scenario can be checked").counts.unique
}
