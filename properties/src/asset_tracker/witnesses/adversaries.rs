//! What adversaries must be able to try.

use counterfoil_model::asset_tracker::state::parts::Part;
use counterfoil_model::asset_tracker::topology::{Chain, ChainId};
use counterfoil_model::asset_tracker::{Asset, AssetTracker, Flow, Scenario, State};
use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::Protocol;
use counterfoil_model::types::Amount;

use super::some_honest_chain;
use crate::asset_tracker::calls::{is_open, to_deposit, to_pay};
use crate::asset_tracker::parties::parts_of;
use crate::asset_tracker::{Property, can};
use crate::property::Predicate;

/// The witnesses of this kind.
pub(super) fn properties() -> Vec<Property> {
    const DEPOSITS: &str = "Contract-based and Full AssetTracker, Security notes around the deposits";
    let is_reentered = |scenario: &Scenario| scenario.parameters.reentrancy.is_some();
    vec![
        Property::new(
            "reentrant_call_is_turned_away",
            "Untrusted code calls back into a deposit or a payment, and is refused.",
            DEPOSITS,
            Predicate::Sometimes(reentrant_call_is_turned_away),
        )
        .applies(is_reentered),
        Property::new(
            "deposit_within_a_call_is_made",
            "A deposit is made by untrusted code, in the middle of another call.",
            DEPOSITS,
            Predicate::Sometimes(|system, state| {
                is_open(state) && can(system, state, |action| to_deposit(action).is_some())
            }),
        )
        .applies(is_reentered),
        Property::new(
            "payment_within_a_call_is_made",
            "A payment is made by untrusted code, in the middle of another call.",
            "Contract-based and Full AssetTracker, Security notes around withdrawals",
            Predicate::Sometimes(|system, state| {
                is_open(state) && can(system, state, |action| to_pay(action).is_some())
            }),
        )
        .applies(|scenario| {
            scenario.parameters.reentrancy.is_some() && scenario.parameters.runs(Flow::Withdraw)
        }),
        Property::new(
            "malicious_token_has_sent_all_there_can_be",
            "A token that is given out at will has been sent out until its chain lets no more pass.",
            "Contract-based and Full AssetTracker, Total sum invariant",
            Predicate::Sometimes(malicious_token_has_sent_all_there_can_be),
        )
        .applies(|scenario| scenario.parameters.asset == Asset::MaliciousNativeToken)
        .reads(|_| parts_of(Chain::A, &[Part::OwnBalance])),
    ]
}

/// Where untrusted code runs, the guards of theme transient refuse nothing but what it calls.
fn reentrant_call_is_turned_away(system: &AssetTracker, state: &State) -> bool {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    is_open(state)
        && actions.iter().any(|action| {
            let refused_by = system.next_state(state, action).err();
            refused_by.is_some_and(|guard| guard.entry().theme == "transient")
        })
}

fn malicious_token_has_sent_all_there_can_be(system: &AssetTracker, state: &State) -> bool {
    some_honest_chain(system, |chain| {
        let is_origin = system.origin_chain_id() == ChainId::from(chain);
        is_origin && state.chain[chain].asset_tracker.chain_balance == Amount::ZERO
    })
}
