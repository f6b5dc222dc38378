//! Replay: each message acts at most once, though it stays provable for ever.

use counterfoil_model::asset_tracker::action::{ReturnMessage, Source, TotalsMessage};
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::SettlementLayer;
use counterfoil_model::asset_tracker::{Action, AssetTracker, Flow, Guard, State};
use counterfoil_model::footprint::Parts;

use super::Property;
use super::calls::finished;
use super::parties::of_all;
use crate::property::Predicate;

const REPLAY: &str = "Contract-based and Full AssetTracker, Replay protection and edge cases with messaging";

/// The properties of this theme. Where an action changes no book, that is a matter of what it touches.
pub(super) fn properties() -> Vec<Property> {
    let mut properties = payments();
    properties.extend(migrations());
    properties
}

fn payments() -> Vec<Property> {
    vec![
        Property::new(
            "withdrawal_paid_once",
            "A withdrawal that has been paid changes no book again.",
            REPLAY,
            Predicate::Step(withdrawal_paid_once),
        )
        .rests_on(&[Guard::WithdrawalNullifiedOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::Withdraw))
        .reads(|_| Shared::Transaction.set()),
        Property::new(
            "refund_paid_once",
            "A failed deposit that has been refunded changes no book again, and a refund uses its deposit up.",
            REPLAY,
            Predicate::Step(refund_paid_once),
        )
        .rests_on(&[Guard::FailedDepositExists, Guard::FailedDepositClearedOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::FailDeposit))
        .reads(|_| Shared::Transaction.set()),
        Property::new(
            "interop_claimed_once",
            "Interop that has been claimed changes no book again.",
            REPLAY,
            Predicate::Step(interop_claimed_once),
        )
        .rests_on(&[Guard::InteropClaimedOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::Interop))
        .reads(|_| Parts::NONE),
    ]
}

fn migrations() -> Vec<Property> {
    vec![
        Property::new(
            "migration_to_gateway_acts_once",
            "A balance migrates to Gateway once: a migration message that has acted changes no book again.",
            REPLAY,
            Predicate::Step(migration_to_gateway_acts_once),
        )
        .rests_on(&[Guard::MigrationToGatewayIsNewer])
        .applies(|scenario| scenario.parameters.runs(Flow::MigrateToGateway))
        .reads(|_| Parts::NONE),
        Property::new(
            "return_acts_once",
            "A balance comes home once: a returned balance that was received changes no book again.",
            REPLAY,
            Predicate::Step(return_acts_once),
        )
        .rests_on(&[Guard::ReturnIsNewer, Guard::GwAssetMigrationNumber, Guard::ReturnNullifiedOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::ComeHome))
        .reads(|_| Parts::NONE),
        Property::new(
            "return_is_sent_once",
            "A chain's balance on Gateway is sent home once.",
            REPLAY,
            Predicate::Step(return_is_sent_once),
        )
        .rests_on(&[Guard::GwAssetMigrationNumber])
        .applies(|scenario| {
            let parameters = &scenario.parameters;
            parameters.runs(Flow::ComeHome) && !parameters.variant.returns_repeatedly()
        })
        // While Gateway's batch waits, the action touches what it says alone.
        .reads(|system| of_all(system, &[Part::BatchedReturn, Part::ReturnMessage])),
        Property::new(
            "chain_migration_confirmed_once",
            "The result of a chain's migration acts once.",
            REPLAY,
            Predicate::Step(chain_migration_confirmed_once),
        )
        .rests_on(&[Guard::MigrationConfirmedOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::MigrateToGateway))
        .reads(|_| Parts::NONE),
        Property::new(
            "chain_comes_home_once",
            "That a chain has left Gateway acts once.",
            REPLAY,
            Predicate::Step(chain_comes_home_once),
        )
        .rests_on(&[Guard::ComesHomeOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::ComeHome))
        .reads(|_| Parts::NONE),
    ]
}

fn withdrawal_paid_once(_: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    match finished(before, action, after) {
        Some((Action::FinalizeWithdrawal { message }, before)) => {
            message.source != Source::Used || before == after
        }
        _ => true,
    }
}

fn refund_paid_once(system: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    let Some((call, before)) = finished(before, action, after) else { return true };
    let (Action::ClaimFailedDeposit { message } | Action::ClaimFailedDepositLegacy { message }) = call else {
        return true;
    };
    let slot = system.slot(message.amount);
    let open = |state: &State| state.l1.message_root.failed_deposits[message.chain][message.layer].of(slot);
    match message.source {
        Source::Used => before == after,
        Source::Open | Source::Old | Source::Forged | Source::Vouched(_) => open(after) < open(before),
    }
}

fn interop_claimed_once(_: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    !matches!(action, Action::ClaimInterop { source: Source::Used, .. }) || before == after
}

fn migration_to_gateway_acts_once(_: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    match action {
        Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain } } => {
            !before.ghost_migrated_to_gateway[*chain] || before == after
        }
        _ => true,
    }
}

fn return_acts_once(system: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    let Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { chain } } = *action else {
        return true;
    };
    let is_new = if system.parameters.variant.returns_repeatedly() {
        after.l1.message_root.to_l1[chain].is_none()
    } else {
        !before.ghost_migrated_to_l1[chain]
    };
    is_new || before == after
}

fn return_is_sent_once(_: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    let Action::InitiateGatewayToL1Migration { chain } = *action else { return true };
    let sent = before.gateway.batch.to_l1[chain].or(before.l1.message_root.to_l1[chain]);
    sent.is_none() || before == after
}

fn chain_migration_confirmed_once(_: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    let Action::ConfirmMigration { chain, earlier, .. } = *action else { return true };
    let is_awaited = before.l1.chain_asset_handler.is_migration_in_progress[chain] && !earlier;
    is_awaited || before == after
}

fn chain_comes_home_once(_: &AssetTracker, before: &State, action: &Action, after: &State) -> bool {
    let Action::FinalizeMigrationFromGateway { chain } = *action else { return true };
    let is_away = before.l1.bridgehub.settlement_layer[chain] == SettlementLayer::Gateway;
    is_away || before == after
}
