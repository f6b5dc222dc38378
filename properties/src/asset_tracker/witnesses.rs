//! Witnesses: what must be possible, so that a model which does nothing cannot pass.
//!
//! A witness is a state in which the telling action is accepted.

mod adversaries;

use counterfoil_model::asset_tracker::action::classes::Aspect;
use counterfoil_model::asset_tracker::action::{Kind, ReturnMessage, Source, TotalsMessage};
use counterfoil_model::asset_tracker::messages::BatchMessage;
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use counterfoil_model::asset_tracker::{
    Action, Asset, AssetTracker, Flow, History, Parameters, Scenario, State,
};
use counterfoil_model::footprint::Parts;
use counterfoil_model::types::{Amount, TxStatus};

use self::adversaries::{malicious_token_has_sent_all_there_can_be, reentrant_call_is_turned_away};
use super::Property;
use super::books::has_left_gateway;
use super::calls::{is_open, to_deposit, to_pay};
use super::can;
use super::parties::{decides_aspect, decides_kind, decides_of, honest_chains, of_all, parts_of};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    let mut properties = payments();
    properties.extend(on_the_way());
    properties.extend(migrations());
    properties.extend(adversaries());
    properties
}

fn payments() -> Vec<Property> {
    vec![
        Property::new(
            "deposit_through_gateway_is_spent",
            "A deposit that went through Gateway is withdrawn from its chain there.",
            "Contract-based and Full AssetTracker, Deposits through Gateway",
            Predicate::Sometimes(deposit_through_gateway_is_spent),
        )
        .applies(|scenario| {
            let runs = |flow| scenario.parameters.runs(flow);
            runs(Flow::Deposit) && runs(Flow::Withdraw) && !runs(Flow::Interop)
        })
        .reads(|system| {
            let own = of_all(system, &[Part::Batch, Part::Migrated]);
            own.and(decides_kind(system, Kind::ExecuteChainBatch))
        }),
        Property::new(
            "failed_deposit_is_refunded_by_its_chain",
            "A deposit that failed on L1 is refunded from the chain's balance.",
            "Contract-based and Full AssetTracker, Claiming failed deposits",
            Predicate::Sometimes(|system, state| is_refunded(system, state, SettlementLayer::L1)),
        )
        .applies(|scenario| scenario.parameters.runs(Flow::FailDeposit))
        .reads(|system| decides_aspect(system, Kind::ClaimFailedDeposit, Aspect::OnL1)),
        Property::new(
            "failed_deposit_is_refunded_by_gateway",
            "A deposit that failed on Gateway is refunded from Gateway's balance.",
            "Contract-based and Full AssetTracker, Failed deposits",
            Predicate::Sometimes(|system, state| is_refunded(system, state, SettlementLayer::Gateway)),
        )
        .applies(|scenario| scenario.parameters.runs(Flow::FailDeposit))
        .reads(|system| decides_aspect(system, Kind::ClaimFailedDeposit, Aspect::OnGateway)),
    ]
}

/// What is paid, claimed or moved where a chain or its token is on its way.
fn on_the_way() -> Vec<Property> {
    vec![
        Property::new(
            "interop_is_claimed_after_leaving",
            "Interop is claimed on a chain that has left Gateway.",
            "Contract-based and Full AssetTracker, Settlement of chains and interop",
            Predicate::Sometimes(interop_is_claimed_after_leaving),
        )
        .applies(|scenario| {
            let parameters = &scenario.parameters;
            parameters.runs(Flow::Interop) && !parameters.variant.holds_interop_pending()
        })
        .reads(|system| {
            decides_kind(system, Kind::ClaimInterop).and(of_all(system, &[Part::LayerOnGateway]))
        }),
        Property::new(
            "malicious_gateway_takes_what_it_was_given",
            "A withdrawal that a malicious Gateway has made up is paid from its own balance.",
            "Contract-based and Full AssetTracker, Security assumptions",
            Predicate::Sometimes(malicious_gateway_takes_what_it_was_given),
        )
        .applies(|scenario| scenario.parameters.gateway_starts_compromised())
        .reads(|system| decides_aspect(system, Kind::FinalizeWithdrawal, Aspect::Vouched)),
        Property::new(
            "old_gateway_withdrawal_is_paid_by_its_chain",
            "A withdrawal made on the old Gateway is paid by its chain while that settles on Gateway.",
            "Contract-based and Full AssetTracker, Invariants on L1",
            Predicate::Sometimes(old_gateway_withdrawal_is_paid_by_its_chain),
        )
        .applies(|scenario| {
            scenario.parameters.history == History::BeforeV31 && scenario.parameters.runs(Flow::Withdraw)
        })
        .reads(|system| {
            let paid = decides_aspect(system, Kind::FinalizeWithdrawal, Aspect::Old);
            paid.and(of_all(system, &[Part::LayerOnGateway])).and(Shared::Whitelisting.set())
        }),
        Property::new(
            "legacy_balance_migrates_to_gateway",
            "A balance from before v31 migrates to Gateway.",
            "Contract-based and Full AssetTracker, v31 upgrade",
            Predicate::Sometimes(legacy_balance_migrates_to_gateway),
        )
        .applies(|scenario| scenario.parameters.history == History::BeforeV31)
        .reads(|system| {
            let supplies = honest_chains(system).map(|chain| Part::Supply.of(chain)).collect::<Parts>();
            supplies.and(decides_aspect(system, Kind::ReceiveL1ToGatewayMigration, Aspect::Proven))
        }),
        Property::new(
            "native_token_is_used_for_interop",
            "A native token is sent from its own chain by interop once it is registered on L1.",
            "Contract-based and Full AssetTracker, L1 and L2 native token registration",
            Predicate::Sometimes(native_token_is_used_for_interop),
        )
        .applies(|scenario| scenario.parameters.asset.is_native() && scenario.parameters.runs(Flow::Interop))
        .reads(|system| {
            let settles = decides_of(system, Kind::ExecuteChainBatch, Chain::A);
            settles.and(Part::Batch.of(Chain::A)).and(Shared::Registered.set())
        }),
    ]
}

fn migrations() -> Vec<Property> {
    vec![
        Property::new(
            "two_chains_leave_at_once",
            "Two chains are on their way from one layer to the other at the same moment.",
            "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            Predicate::Sometimes(two_chains_leave_at_once),
        )
        .applies(|scenario| {
                let Parameters { a, b, c, .. } = &scenario.parameters;
                [a, b, c].iter().filter(|chain| chain.migrates).count() > 1
            })
        .reads(layers),
        Property::new(
            "interop_is_settled_beside_a_migration",
            "Interop from one chain to another is settled on Gateway while a third chain is on its way home.",
            "Contract-based and Full AssetTracker, Settlement of chains and interop",
            Predicate::Sometimes(interop_is_settled_beside_a_migration),
        )
        .applies(|scenario| scenario.parameters.chains().len() > 2 && scenario.parameters.runs(Flow::Interop))
        .reads(|system| layers(system).and(decides_kind(system, Kind::ExecuteChainBatch))),
        Property::new(
            "gateway_withdrawal_is_paid_after_return",
            "A withdrawal made on Gateway is paid after its chain has come home.",
            "Contract-based and Full AssetTracker, Withdrawal flow with L1AssetTracker",
            Predicate::Sometimes(gateway_withdrawal_is_paid_after_return),
        )
        .applies(|scenario| scenario.parameters.runs(Flow::ComeHome) && scenario.parameters.runs(Flow::Withdraw))
        .reads(|system| {
            let paid = decides_aspect(system, Kind::FinalizeWithdrawal, Aspect::OnGateway);
            paid.and(of_all(system, &[Part::Layer]))
        }),
        Property::new(
            "old_withdrawal_is_paid_on_gateway",
            "A withdrawal made on L1 is paid while its chain is on Gateway and its balance has migrated there.",
            "Contract-based and Full AssetTracker, Migrating to Gateway",
            Predicate::Sometimes(old_withdrawal_is_paid_on_gateway),
        )
        .applies(|scenario| {
                scenario.parameters.runs(Flow::MigrateToGateway) && scenario.parameters.runs(Flow::Withdraw)
            })
        .reads(|system| {
            let paid = decides_aspect(system, Kind::FinalizeWithdrawal, Aspect::OnL1);
            paid.and(of_all(system, &[Part::LayerOnGateway, Part::Migrated]))
        }),
        Property::new(
            "failed_migration_is_tried_again",
            "A chain whose migration to Gateway failed sets out again.",
            "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            Predicate::Sometimes(failed_migration_is_tried_again),
        )
        .applies(|scenario| scenario.parameters.runs(Flow::FailMigration))
        .reads(|system| {
            decides_kind(system, Kind::MigrateToGateway).and(of_all(system, &[Part::MigrationResult]))
        }),
        Property::new(
            "balance_comes_home",
            "A balance that was sent home, and is not nothing, is received on L1.",
            "Contract-based and Full AssetTracker, Migration from Gateway",
            Predicate::Sometimes(balance_comes_home),
        )
        .applies(|scenario| scenario.parameters.runs(Flow::ComeHome))
        .reads(|system| decides_aspect(system, Kind::ReceiveGatewayToL1Migration, Aspect::Proven)),
    ]
}

fn adversaries() -> Vec<Property> {
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

/// Where the chains settle.
fn layers(system: &AssetTracker) -> Parts {
    of_all(system, &[Part::Layer, Part::LayerOnGateway])
}

fn some_honest_chain(system: &AssetTracker, holds: impl Fn(Chain) -> bool) -> bool {
    honest_chains(system).any(holds)
}

/// The chain's balance never migrated from L1 and no interop reached it, so that what it sends out on Gateway
/// came by deposits through Gateway.
fn deposit_through_gateway_is_spent(system: &AssetTracker, state: &State) -> bool {
    some_honest_chain(system, |chain| {
        let batch = state.chain[chain].batch.map(|batch| batch.message);
        matches!(batch, Some(BatchMessage::Withdrawal { .. }))
            && !state.ghost_migrated_to_gateway[chain]
            && can(system, state, |action| *action == Action::ExecuteChainBatch { chain })
    })
}

fn is_refunded(system: &AssetTracker, state: &State, layer: SettlementLayer) -> bool {
    can(system, state, |action| match action {
        Action::ClaimFailedDeposit { message } => message.source == Source::Open && message.layer == layer,
        _ => false,
    })
}

/// Whether a withdrawal that `layer` vouched for can be paid, of a chain that `wanted` selects.
fn is_paid(
    system: &AssetTracker,
    state: &State,
    layer: SettlementLayer,
    wanted: impl Fn(Chain) -> bool,
) -> bool {
    // Most states have no such chain, and then nothing need be listed.
    let is_worth_a_try = system.chains.iter().any(|chain| wanted(*chain));
    is_worth_a_try
        && can(system, state, |action| match action {
            Action::FinalizeWithdrawal { message } => {
                message.source == Source::Open && message.layer == layer && wanted(message.chain)
            }
            _ => false,
        })
}

fn gateway_withdrawal_is_paid_after_return(system: &AssetTracker, state: &State) -> bool {
    let numbers = &state.l1.chain_asset_handler.migration_number;
    is_paid(system, state, SettlementLayer::Gateway, |chain| numbers[chain] == MigrationNumber::GATEWAY_TO_L1)
}

fn old_withdrawal_is_paid_on_gateway(system: &AssetTracker, state: &State) -> bool {
    is_paid(system, state, SettlementLayer::L1, |chain| {
        state.gateway.bridgehub.settles_here[chain] && state.ghost_migrated_to_gateway[chain]
    })
}

fn interop_is_claimed_after_leaving(system: &AssetTracker, state: &State) -> bool {
    can(system, state, |action| match *action {
        Action::ClaimInterop { chain, source, .. } => {
            source == Source::Open && has_left_gateway(state, chain)
        }
        _ => false,
    })
}

fn malicious_gateway_takes_what_it_was_given(system: &AssetTracker, state: &State) -> bool {
    can(system, state, |action| match action {
        Action::FinalizeWithdrawal { message } => matches!(message.source, Source::Vouched(_)),
        _ => false,
    })
}

fn old_gateway_withdrawal_is_paid_by_its_chain(system: &AssetTracker, state: &State) -> bool {
    can(system, state, |action| match action {
        Action::FinalizeWithdrawal { message } => {
            message.source == Source::Old && state.gateway.bridgehub.settles_here[message.chain]
        }
        _ => false,
    }) && state.l1.bridgehub.is_gateway_whitelisted
}

/// Every balance that migrates to Gateway in such a scenario has come through the vault, or upon it.
fn legacy_balance_migrates_to_gateway(system: &AssetTracker, state: &State) -> bool {
    some_honest_chain(system, |chain| {
        let confirms = Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain } };
        let supply = state.chain[chain].supply;
        supply > Amount::ZERO && can(system, state, |action| *action == confirms)
    })
}

fn native_token_is_used_for_interop(system: &AssetTracker, state: &State) -> bool {
    state.l1.asset_tracker.is_asset_registered
        && can(system, state, |action| match *action {
            Action::ExecuteChainBatch { chain } if system.origin_chain_id() == ChainId::from(chain) => {
                let batch = state.chain[chain].batch.map(|batch| batch.message);
                matches!(batch, Some(BatchMessage::Interop { .. }))
            }
            _ => false,
        })
}

fn two_chains_leave_at_once(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().filter(|chain| is_on_its_way(system, state, **chain)).count() > 1
}

fn interop_is_settled_beside_a_migration(system: &AssetTracker, state: &State) -> bool {
    let is_worth_a_try = system.chains.iter().any(|chain| is_on_its_way(system, state, *chain));
    is_worth_a_try
        && can(system, state, |action| match *action {
            Action::ExecuteChainBatch { chain } => {
                match state.chain[chain].batch.map(|batch| batch.message) {
                    Some(BatchMessage::Interop { to, .. }) => system
                        .parameters
                        .others(chain)
                        .any(|third| third != to && is_on_its_way(system, state, third)),
                    _ => false,
                }
            }
            _ => false,
        })
}

fn is_on_its_way(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    system.settles_on(state, chain).is_none()
}

fn failed_migration_is_tried_again(system: &AssetTracker, state: &State) -> bool {
    can(system, state, |action| match *action {
        Action::MigrateToGateway { chain } => {
            state.l1.message_root.migration_status[chain] == Some(TxStatus::Failure)
        }
        _ => false,
    })
}

fn balance_comes_home(system: &AssetTracker, state: &State) -> bool {
    let is_proven = |chain: Chain| {
        state.l1.message_root.to_l1[chain].is_some_and(|message| message.amount > Amount::ZERO)
    };
    let is_worth_a_try = system.chains.iter().any(|chain| is_proven(*chain));
    is_worth_a_try
        && can(system, state, |action| match *action {
            Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { chain } } => {
                is_proven(chain)
            }
            _ => false,
        })
}
