//! What `l1_l2_messaging` says of itself, held against the states of its small scenarios.

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::l1_l2_messaging::{Guard, L1L2Messaging};
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::{Intent, Scenario};
use counterfoil_properties::property::Kind;

use super::declared::{applicable, is_true, is_true_without_a_guard, small};
use super::{Looks, partial_order_leaves_the_verdict};

#[test]
fn what_l1_l2_messaging_declares_is_true() {
    is_true::<L1L2Messaging>(Looks { limit: 8_000, samples: 200 }, GuardSet::all_on(), 100);
}

/// What is declared must not presuppose a guard.
#[test]
fn what_l1_l2_messaging_declares_is_true_without_a_guard() {
    is_true_without_a_guard::<L1L2Messaging>(Looks { limit: 150, samples: 40 }, (1, 100));
}

#[test]
#[ignore = "every state of every small scenario, with each guard off, takes minutes"]
fn what_l1_l2_messaging_declares_is_true_everywhere() {
    let looks = Looks { limit: 20_000, samples: 2_000 };
    is_true::<L1L2Messaging>(looks, GuardSet::all_on(), 100);
    is_true_without_a_guard::<L1L2Messaging>(looks, (1, 100));
}

#[test]
fn partial_order_changes_no_verdict_of_l1_l2_messaging() {
    let mut violated = 0;
    for (position, scenario) in small::<L1L2Messaging>().into_iter().enumerate() {
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
