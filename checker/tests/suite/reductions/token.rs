//! What `multi_l1_token` says of itself, held against the states of its small scenarios.

use counterfoil_model::guard::GuardSet;
use counterfoil_model::multi_l1_token::MultiL1Token;

use super::Looks;
use super::declared::{is_true, is_true_without_a_guard};

#[test]
fn what_multi_l1_token_declares_is_true() {
    is_true::<MultiL1Token>(Looks { limit: 1_500, samples: 60 }, GuardSet::all_on(), 10);
}

/// What is declared must not presuppose a guard.
#[test]
fn what_multi_l1_token_declares_is_true_without_a_guard() {
    is_true_without_a_guard::<MultiL1Token>(Looks { limit: 60, samples: 10 }, 0);
}

#[test]
#[ignore = "every state of every small scenario takes minutes"]
fn what_multi_l1_token_declares_is_true_everywhere() {
    is_true::<MultiL1Token>(Looks { limit: 20_000, samples: 2_000 }, GuardSet::all_on(), 100);
}
