//! Transient: what a transaction hands over within itself reaches the right place, once.

use counterfoil_model::asset_tracker::action::Payment;
use counterfoil_model::asset_tracker::messages::InboxTx;
use counterfoil_model::asset_tracker::{Action, AssetTracker, Flow, Guard, State};
use counterfoil_model::types::{ChainId, SettlementLayer};

use super::everywhere;
use crate::property::{Predicate, Property};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property<AssetTracker>> {
    vec![
        Property {
            name: "increase_relayed_exactly_once",
            statement: "A deposit that raises Gateway's balance is relayed to the chain that receives it, once and \
                        in full; one that does not is not relayed.",
            spec: "Contract-based and Full AssetTracker, Deposit flow with L1AssetTracker",
            theme: "transient",
            rests_on: &[],
            // What a Gateway does with it that was malicious from the start is not followed.
            applies: |scenario| {
                scenario.parameters.runs(Flow::Deposit) && !scenario.parameters.gateway_starts_compromised()
            },
            predicate: Predicate::Step(increase_relayed_exactly_once),
            sides: None,
        },
        Property {
            name: "charged_to_the_layer_that_vouched",
            statement: "A payment lowers the balance of the settlement layer that vouched for its message, or of the \
                        chain itself where that was L1 or before v31, and no other.",
            spec: "Contract-based and Full AssetTracker, Withdrawal flow with L1AssetTracker",
            theme: "transient",
            rests_on: &[Guard::ResponsibleChain],
            applies: everywhere,
            predicate: Predicate::Step(charged_to_the_layer_that_vouched),
            sides: None,
        },
    ]
}

fn increase_relayed_exactly_once(
    system: &AssetTracker,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Action::Deposit { chain: to, amount } = *action else { return true };
    let raised = raised_on_gateway(before, after);
    let expected = if raised == 0 { None } else { Some(to) };
    let inbox = |chain, state: &State| state.gateway.inbox[chain];
    (raised == 0 || raised == amount.wide())
        && system.chains.iter().all(|&chain| {
            let relayed = inbox(chain, before).push(InboxTx::ForwardDeposit { amount });
            inbox(chain, after) == if expected == Some(chain) { relayed } else { inbox(chain, before) }
        })
}

/// By how much Gateway's balance on L1 has grown.
fn raised_on_gateway(before: &State, after: &State) -> i64 {
    let balance = |state: &State| state.l1.asset_tracker.chain_balance[ChainId::Gateway].wide();
    balance(after) - balance(before)
}

fn charged_to_the_layer_that_vouched(
    system: &AssetTracker,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let (Action::FinalizeWithdrawal { message } | Action::ClaimFailedDeposit { message }) = *action else {
        return true;
    };
    let payer = who_vouched(message);
    let chains = system.chains.iter().map(|chain| ChainId::from(*chain));
    chains.chain([ChainId::Gateway]).all(|id| {
        let balance = |state: &State| state.l1.asset_tracker.chain_balance[id].wide();
        let charged = if id == payer { message.amount.wide() } else { 0 };
        balance(before) + given_at_registration(system, before, id) - balance(after) == charged
    })
}

fn who_vouched(message: Payment) -> ChainId {
    match message.layer {
        SettlementLayer::Gateway if !message.is_before_v31() => ChainId::Gateway,
        SettlementLayer::L1 | SettlementLayer::Gateway => ChainId::from(message.chain),
    }
}

/// What a chain is given in the same step, if this payment is the first that L1 hears of the asset.
fn given_at_registration(system: &AssetTracker, before: &State, id: ChainId) -> i64 {
    let is_first = !before.l1.asset_tracker.is_asset_registered;
    if is_first && id == system.origin_chain_id() { system.uint.max.wide() } else { 0 }
}
