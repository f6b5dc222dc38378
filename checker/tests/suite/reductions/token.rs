//! What `multi_l1_token` says of itself, held against the states of its small scenarios.

use counterfoil_model::guard::GuardSet;
use counterfoil_model::multi_l1_token::MultiL1Token;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::{Protocol, StateSpace};

use super::Looks;
use super::declared::{is_true, is_true_without_a_guard, small};

#[test]
fn what_multi_l1_token_declares_is_true() {
    is_true::<MultiL1Token>(Looks { limit: 800, samples: 40 }, GuardSet::all_on(), 10);
}

/// App L1s change places in a scenario at least, so that what is held against it above is something.
#[test]
fn app_l1s_of_multi_l1_token_are_interchangeable_where_any_allocation_is_allowed() {
    let permutations =
        |scenario: &Scenario<_>| MultiL1Token::new(&scenario.parameters, GuardSet::all_on()).permutations();
    let symmetric = small::<MultiL1Token>().into_iter().filter(|scenario| permutations(scenario) > 0);
    assert_eq!(symmetric.map(|scenario| scenario.name).collect::<Vec<_>>(), ["any_allocation"]);
}

/// What is declared must not presuppose a guard.
#[test]
fn what_multi_l1_token_declares_is_true_without_a_guard() {
    is_true_without_a_guard::<MultiL1Token>(Looks { limit: 60, samples: 10 }, (9, 0));
}

#[test]
#[ignore = "thousands of states of every small scenario, and each guard off, take minutes"]
fn what_multi_l1_token_declares_is_true_everywhere() {
    is_true::<MultiL1Token>(Looks { limit: 20_000, samples: 2_000 }, GuardSet::all_on(), 100);
    is_true_without_a_guard::<MultiL1Token>(Looks { limit: 400, samples: 40 }, (1, 0));
}
