//! The built-in systems are well formed: every name that something refers to exists.

use std::collections::BTreeSet;

use counterfoil::catalogue::{ScenarioInfo, SystemInfo};
use counterfoil::registry;
use counterfoil_model::guard::GuardKind;
use counterfoil_model::scenario::{Intent, Size};
use counterfoil_properties::property::Kind;

/// Runs `check` on every system.
fn for_each_system(check: impl Fn(&SystemInfo, &[ScenarioInfo])) {
    let systems = registry::systems();
    assert!(!systems.is_empty());
    for system in systems {
        let scenarios: Vec<ScenarioInfo> =
            system.scenarios().iter().map(|scenario| scenario.info()).collect();
        check(&system.info(), &scenarios);
    }
}

fn kind_of(info: &SystemInfo, property: &str) -> Option<Kind> {
    info.properties.iter().find(|own| own.name == property).map(|own| own.kind)
}

#[test]
fn names_are_unique_and_plain() {
    for_each_system(|info, scenarios| {
        let is_plain = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let properties: Vec<&str> = info.properties.iter().map(|property| property.name).collect();
        let guards: Vec<&str> = info.guards.iter().map(|guard| guard.name).collect();
        let groups: BTreeSet<&str> = info.guards.iter().filter_map(|guard| guard.group).collect();
        let labels: Vec<&str> = scenarios.iter().map(|scenario| scenario.label.as_str()).collect();
        for names in [&properties, &guards, &labels] {
            let distinct: BTreeSet<_> = names.iter().collect();
            assert_eq!(distinct.len(), names.len(), "{}: a name stands twice in {names:?}", info.name);
        }
        let plain = properties.iter().chain(&guards).chain(&groups).copied().chain([info.name]);
        for name in
            plain.chain(labels.iter().map(|label| label.trim_end_matches("@small").trim_end_matches("@wide")))
        {
            assert!(is_plain(name), "{}: \"{name}\"", info.name);
        }
        // `--without NAME` would not know which is meant.
        assert!(guards.iter().all(|guard| !groups.contains(guard)), "{}: a guard is a group", info.name);
    });
}

#[test]
fn each_scenario_has_its_small_form_behind_it() {
    for_each_system(|info, scenarios| {
        assert!(!scenarios.is_empty(), "{} has no scenario", info.name);
        let (wide, pairs): (Vec<_>, Vec<_>) =
            scenarios.iter().partition(|scenario| scenario.size == Size::Wide);
        for wide in wide {
            let name = wide.label.strip_suffix("@wide").expect("it says so");
            let default = pairs.iter().find(|one| one.label == name).expect("it has a default size");
            assert_eq!((&wide.intent, &wide.summary), (&default.intent, &default.summary), "{name}");
            assert_ne!(wide.parameters, default.parameters, "{name}: wide is no wider");
        }
        for pair in pairs.chunks(2) {
            let [default, small] = pair else { panic!("{}: {} is alone", info.name, pair[0].label) };
            assert_eq!((default.size, small.size), (Size::Default, Size::Small));
            assert_eq!(small.label, format!("{}@small", default.label));
            assert_eq!(small.intent, default.intent, "{}", default.label);
            assert_ne!(small.parameters, default.parameters, "{}: small is no smaller", default.label);
        }
    });
}

#[test]
fn the_summary_of_a_scenario_is_one_sentence() {
    for_each_system(|info, scenarios| {
        for ScenarioInfo { label, summary, .. } in scenarios {
            let starts_upright = summary.starts_with(|first: char| first.is_ascii_uppercase());
            let ends = summary.matches(". ").count() == 0 && summary.ends_with('.');
            assert!(starts_upright && ends, "{}/{label}: \"{summary}\"", info.name);
        }
    });
}

/// A failure says something of the design only if nothing but the design differs.
#[test]
fn what_fails_differs_from_what_holds_in_its_variant_only() {
    for_each_system(|info, scenarios| {
        let proofs = || scenarios.iter().filter(|one| one.intent == Intent::Prove);
        for refuted in scenarios.iter().filter(|one| one.intent != Intent::Prove) {
            let label = format!("{}/{}", info.name, refuted.label);
            let name = |one: &ScenarioInfo| one.label.trim_end_matches("@small").to_owned();
            let is_beside = |proof: &&ScenarioInfo| {
                proof.size == refuted.size && refuted.label.starts_with(&format!("{}_", name(proof)))
            };
            let Some(proof) = proofs().filter(is_beside).max_by_key(|proof| proof.label.len()) else {
                panic!("{label} stands beside no proof")
            };
            let variant = &refuted.parameters["variant"];
            assert_ne!(*variant, proof.parameters["variant"], "{label}");
            let mut expected = proof.parameters.clone();
            expected["variant"] = variant.clone();
            assert_eq!(refuted.parameters, expected, "{label}");
            assert_eq!(refuted.nightly, proof.nightly, "{label}");
            assert_eq!(name(refuted).ends_with("_as_documented"), *variant == "seed", "{label}");
        }
    });
}

#[test]
fn each_scenario_can_be_searched_and_asks_for_what_exists() {
    for_each_system(|info, scenarios| {
        for scenario in scenarios {
            let label = format!("{}/{}", info.name, scenario.label);
            let applies = |name: &str| scenario.properties.contains(&name);
            let kinds: Vec<Kind> =
                scenario.properties.iter().filter_map(|name| kind_of(info, name)).collect();
            assert!(kinds.iter().any(|kind| *kind != Kind::Sometimes), "{label}: nothing has to hold");
            // A refutation has happened when its property is violated.
            if scenario.intent == Intent::Prove {
                assert!(!scenario.witnesses.is_empty(), "{label}: nothing has to happen");
                assert!(!scenario.must_fire.is_empty(), "{label}: no action has to fire");
            }
            for witness in &scenario.witnesses {
                assert_eq!(kind_of(info, witness), Some(Kind::Sometimes), "{label}: {witness}");
                assert!(applies(witness), "{label}: {witness} does not apply");
            }
            for action in &scenario.must_fire {
                assert!(
                    info.actions.iter().any(|entry| entry.name == *action),
                    "{label}: there is no action {action}"
                );
            }
            for property in scenario.intent.refuted() {
                let kind = kind_of(info, property);
                assert!(kind.is_some_and(|kind| kind != Kind::Sometimes), "{label}");
                assert!(applies(property), "{label}: {property} does not apply");
            }
        }
    });
    for system in registry::systems() {
        for scenario in system.scenarios() {
            assert_eq!(scenario.validate(), Ok(()), "{}", scenario.info().label);
        }
    }
}

#[test]
fn a_backstop_names_a_property_and_stands_at_a_require() {
    for_each_system(|info, _| {
        for guard in &info.guards {
            let Some(property) = guard.backstop else { continue };
            assert!(kind_of(info, property).is_some(), "{}/{}: {property}", info.name, guard.name);
            assert_eq!(guard.kind, GuardKind::Require, "{}/{}", info.name, guard.name);
        }
    });
}

#[test]
fn every_property_applies_somewhere() {
    for_each_system(|info, scenarios| {
        for property in &info.properties {
            let applies = scenarios.iter().any(|scenario| scenario.properties.contains(&property.name));
            assert!(applies, "{}/{} applies to no scenario", info.name, property.name);
        }
    });
}

#[test]
fn every_parameter_can_be_set_to_what_it_is() {
    for system in registry::systems() {
        for scenario in system.scenarios() {
            let info = scenario.info();
            let fields = info.parameters.as_object().expect("parameters have names");
            for (key, value) in fields {
                let setting = counterfoil::catalogue::Setting { key: key.clone(), value: value.clone() };
                let set = scenario.set(&setting).map(|scenario| scenario.info().parameters);
                assert_eq!(set, Ok(info.parameters.clone()), "{}/{}: {key}", info.system, info.label);
            }
        }
    }
}
