//! What `l1_l2_messaging` says of itself, held against the states of its small scenarios.

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::l1_l2_messaging::{Guard, L1L2Messaging, Scenario};
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::{Intent, Size};
use counterfoil_model::system::Protocol;
use counterfoil_properties::property::{Kind, Property, Specified};

use super::laws::{self, Space, parts, properties};
use super::{footprints_are_true, on_each, partial_order_leaves_the_verdict};

fn small() -> Vec<Scenario> {
    L1L2Messaging::scenarios().into_iter().filter(|scenario| scenario.size == Size::Small).collect()
}

fn applicable(scenario: &Scenario) -> impl Iterator<Item = &'static Property<L1L2Messaging>> {
    L1L2Messaging::properties().iter().filter(|property| (property.applies)(scenario))
}

/// All that is declared, in the first states of each small scenario.
fn it_is_true(limit: usize, samples: usize, guards: GuardSet<Guard>) {
    on_each(&small(), |scenario| {
        let system = L1L2Messaging::new(&scenario.parameters, guards);
        let space = Space::limited(&system, limit);
        let label = scenario.label();
        let asked: Vec<&Property<L1L2Messaging>> = applicable(scenario).collect();
        assert_eq!(parts::parts_are_independent(&space, samples), Ok(()), "{label}");
        assert_eq!(footprints_are_true(&space), Ok(()), "{label}");
        let acted = parts::classes_see_their_parts_alone(&space, samples);
        assert!(acted.clone().is_ok_and(|acted| acted > 100), "{label}: {acted:?}");
        assert_eq!(laws::properties_read_no_more(&space, &asked), Ok(()), "{label}");
        assert_eq!(properties::properties_see_their_parts_alone(&space, &asked, samples), Ok(()), "{label}");
        assert_eq!(properties::cases_are_the_property(&space, &asked), Ok(()), "{label}");
    });
}

#[test]
fn what_l1_l2_messaging_declares_is_true() {
    it_is_true(8_000, 200, GuardSet::all_on());
}

/// What is declared must not presuppose a guard.
#[test]
fn what_l1_l2_messaging_declares_is_true_without_a_guard() {
    for guard in Guard::ALL {
        it_is_true(150, 40, GuardSet::all_on().without(*guard));
    }
}

#[test]
#[ignore = "every state of every small scenario, with each guard off, takes minutes"]
fn what_l1_l2_messaging_declares_is_true_everywhere() {
    let every = [GuardSet::all_on()].into_iter();
    let guards = Guard::ALL.iter().map(|guard| GuardSet::all_on().without(*guard));
    every.chain(guards).for_each(|guards| it_is_true(20_000, 2_000, guards));
}

#[test]
fn partial_order_changes_no_verdict_of_l1_l2_messaging() {
    let mut violated = 0;
    for (position, scenario) in small().into_iter().enumerate() {
        let scenario = Scenario { intent: Intent::Prove, witnesses: vec![], must_fire: vec![], ..scenario };
        // Each scenario without other guards.
        let off =
            Guard::ALL.iter().skip(position % 25).step_by(25).map(|guard| vec![Mutant::off(guard.entry())]);
        for mutants in std::iter::once(vec![]).chain(off) {
            for property in applicable(&scenario).filter(|property| property.kind() == Kind::Always) {
                violated += usize::from(partial_order_leaves_the_verdict(&scenario, &mutants, property.name));
            }
        }
    }
    assert!(violated > 4, "{violated} violations say little");
}
