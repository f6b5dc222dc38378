//! The built-in scenarios are alive: in their `@small` forms together, every kind of action fires, every
//! `require` refuses, and none refuses that is said to be out of reach.

use std::collections::BTreeMap;

use counterfoil::catalogue::AnySystem;
use counterfoil::registry;
use counterfoil::request::Request;
use counterfoil_model::guard::GuardKind;
use counterfoil_model::scenario::{Intent, Size};

#[test]
fn every_action_fires_and_every_require_refuses_unless_it_is_a_backstop() {
    for system in registry::systems() {
        let (fired, rejections) = coverage(&*system);
        for (action, times) in fired {
            assert!(times > 0, "{action} never fired");
        }
        for entry in system.info().guards {
            let times = rejections[entry.name];
            match (entry.kind, entry.backstop) {
                (GuardKind::Require, None) => assert!(times > 0, "{} never refused", entry.name),
                (GuardKind::Require, Some(_)) => assert_eq!(times, 0, "{} is no backstop", entry.name),
                (GuardKind::Rule | GuardKind::Effect, _) => assert_eq!(times, 0, "{} refused", entry.name),
            }
        }
    }
}

/// How often each action fired and each guard refused, in all proofs of a system together.
fn coverage(system: &dyn AnySystem) -> (BTreeMap<&'static str, u128>, BTreeMap<&'static str, u128>) {
    let request = Request::new(2);
    let (mut fired, mut rejections) = (BTreeMap::new(), BTreeMap::new());
    for scenario in system.scenarios() {
        let info = scenario.info();
        if info.size != Size::Small || info.intent != Intent::Prove {
            continue;
        }
        let report = scenario.check(&request).expect("a built-in scenario can be checked");
        for action in &report.actions {
            *fired.entry(action.name).or_default() += action.fired;
        }
        for guard in &report.guards {
            *rejections.entry(guard.entry.name).or_default() += guard.rejections;
        }
    }
    (fired, rejections)
}
