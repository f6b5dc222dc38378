//! What calls to L1 touch.

use super::sketch::Sketch;
use crate::asset_tracker::action::Kind;
use crate::asset_tracker::action::classes::Aspect;
use crate::asset_tracker::state::parts::{Part, Shared};
use crate::asset_tracker::topology::ChainId;
use crate::asset_tracker::{Flow, Guard};

/// A deposit.
pub(super) fn deposit(sketch: Sketch<'_>) -> Sketch<'_> {
    let is_old = sketch.is_old();
    sketch
        .asks_l1_upgraded()
        .requests()
        .registers()
        .writes_balance(ChainId::L1)
        .when(sketch.comes_to_gateway(), |one| one.writes_balance(ChainId::Gateway))
        .writes(&[Part::Balance, Part::TotalsOnL1, Part::Number, Part::PutIn])
        .forgets_totals()
        // Before v31 users have what they have not given to the vault of any chain.
        .when(is_old, |old| old.reads_of_all(&[Part::VaultBalance]).writes(&[Part::VaultBalance]))
        // What is not consumed is left behind, wherever it was left.
        .unless_intact(Guard::BalanceChangeConsumedOnce, |off| off.writes_of_all(&[Part::Misrouted]))
        .unless_intact(Guard::LeavesFromL1, |off| off.writes(&[Part::ReturnMessage]))
}

/// The payment of a message.
pub(super) fn payment(sketch: Sketch<'_>, kind: Kind, aspect: Aspect) -> Sketch<'_> {
    let is_refund = kind != Kind::FinalizeWithdrawal;
    let system = sketch.system;
    let used = if is_refund { Part::Refunded } else { Part::Paid };
    let messages: &[Part] = match (aspect, is_refund) {
        (Aspect::OnL1, false) => &[Part::WithdrawalsOnL1],
        (Aspect::OnL1, true) => &[Part::RefundsOnL1],
        (Aspect::OnGateway, false) => &[Part::WithdrawalsOnGateway],
        (Aspect::OnGateway, true) => &[Part::RefundsOnGateway],
        (Aspect::Old, _) => &[Part::OldWithdrawals],
        _ => &[],
    };
    let charges_layer = system.parameters.variant.charges_current_layer();
    let by_gateway = aspect != Aspect::OnL1 || charges_layer;
    // Of a chain that has upgraded, what Gateway vouched for is Gateway's to pay.
    let by_gateway_alone = aspect == Aspect::OnGateway && !charges_layer && !sketch.is_old();
    let by_chain = !by_gateway_alone || !system.guards.is_intact(Guard::ResponsibleChain);
    sketch
        .asks_upgraded()
        .reads_shared(Shared::Registered)
        .writes(messages)
        .writes(&[Part::PutIn])
        .when(matches!(aspect, Aspect::OnL1 | Aspect::OnGateway), |one| one.writes(&[used]))
        .writes_balance(ChainId::L1)
        .when(!sketch.is_old(), Sketch::registers)
        .when(by_gateway, |one| one.writes_balance(ChainId::Gateway))
        .when(by_chain, |one| one.writes(&[Part::Balance, Part::TotalsOnL1]))
        .when(sketch.is_old(), |old| old.writes(&[Part::VaultBalance]))
        .when(charges_layer, |one| one.reads(&[Part::Layer]))
        .when(aspect == Aspect::Vouched, vouched)
}

/// What tells whether a proof is accepted of which a malicious layer says that it vouched for it.
fn vouched(sketch: Sketch<'_>) -> Sketch<'_> {
    sketch
        .asks_gateway_compromised()
        .reads(&[Part::Layer])
        .unless_intact(Guard::ProofDepthAtMostTwo, |off| off.writes_of_all(&[Part::PutIn]))
}

/// Totals that are submitted.
pub(super) fn migration_to_gateway(sketch: Sketch<'_>, aspect: Aspect) -> Sketch<'_> {
    let is_proven = aspect == Aspect::Proven;
    let asked = sketch
        .reads(&[Part::Layer, Part::Number])
        .reads_shared(Shared::Registered)
        .when(is_proven, |one| one.reads(&[Part::TotalsMessage, Part::Queue, Part::Inbox]))
        // Of an honest chain a malicious Gateway says that it reported them.
        .when(!is_proven, Sketch::asks_gateway_compromised)
        .when(!is_proven && sketch.gateway_lies(), |one| one.reads_of_all(&[Part::Layer]));
    let is_anothers = !is_proven && sketch.system.is_honest(sketch.chain) && !sketch.gateway_lies();
    if is_anothers && sketch.system.guards.is_intact(Guard::MigrationToGatewaySpeaksForItself) {
        return asked;
    }
    asked
        .when(is_proven, |one| one.reads(&[Part::TotalsOnL1, Part::ReportedTotals]))
        .requests()
        .registers()
        .writes_balance(ChainId::Gateway)
        .writes(&[Part::Balance, Part::Number, Part::Migrated])
        .forgets_totals()
        .unless_intact(Guard::LeavesFromL1, |off| off.writes(&[Part::ReturnMessage]))
}

/// A returned balance that is submitted.
pub(super) fn migration_to_l1(sketch: Sketch<'_>, aspect: Aspect) -> Sketch<'_> {
    let is_proven = aspect == Aspect::Proven;
    let by_chain = aspect == Aspect::Forged;
    let asked = sketch
        .reads(&[Part::Layer, Part::Number])
        .reads_shared(Shared::Whitelisting)
        .when(is_proven, |one| one.reads(&[Part::ReturnMessage, Part::Queue, Part::Inbox]));
    if by_chain && sketch.system.guards.is_intact(Guard::MigrationOnlyFromWhitelistedGateway) {
        return asked;
    }
    let liars = sketch.system.chains.iter().filter(|chain| !sketch.system.is_honest(**chain));
    asked
        .requests()
        .writes(&[Part::Balance, Part::Number, Part::Migrated, Part::ReturnMessage])
        .when(!by_chain, |one| one.writes_balance(ChainId::Gateway))
        .when(by_chain, |one| liars.fold(one, |one, chain| one.writes_of(*chain, &[Part::Balance])))
        .forgets_totals()
}

/// What admins do on L1, and what becomes of it there.
pub(super) fn of_admins(sketch: Sketch<'_>, kind: Kind) -> Sketch<'_> {
    let variant = sketch.system.parameters.variant;
    let sketch = sketch
        .when(!matches!(kind, Kind::ConfirmMigration | Kind::FinalizeMigrationFromGateway), |one| {
            one.asks_l1_upgraded()
        });
    match kind {
        Kind::PauseDeposits => sketch.reads(&[Part::Layer, Part::Queue]).writes(&[Part::Paused, Part::Inbox]),
        Kind::RequestPauseDepositsForChainOnGateway => sketch
            .reads(&[
                Part::Queue,
                Part::Paused,
                Part::InProgress,
                Part::LayerOnGateway,
                Part::PausedOnGateway,
            ])
            .writes(&[Part::Inbox]),
        Kind::UnpauseDeposits => sketch.reads(&[Part::Layer, Part::InProgress]).writes(&[Part::Paused]),
        Kind::MigrateToGateway => sketch
            .asks_upgraded()
            .reads_shared(Shared::Whitelisting)
            .reads(&[Part::Batch, Part::Queue, Part::Paused])
            .writes(&[Part::Layer, Part::InProgress, Part::MigrationResult, Part::Inbox])
            .when(variant.unpauses_early(), |one| one.writes(&[Part::Paused]))
            .unless_intact(Guard::LeavesFromL1, Sketch::forgets_totals),
        Kind::ConfirmMigration => sketch
            .asks_gateway_compromised()
            .reads(&[Part::MigrationResult])
            .writes(&[Part::Layer, Part::InProgress, Part::Paused]),
        // Home it is when it has arrived.
        _ => sketch
            .asks_gateway_compromised()
            .reads(&[Part::MigrationResult])
            .writes(&[Part::Layer, Part::Paused])
            .forgets_totals(),
    }
}

/// What governance does, and what else concerns all chains or the time before v31.
pub(super) fn of_governance(sketch: Sketch<'_>, kind: Kind) -> Sketch<'_> {
    let system = sketch.system;
    match kind {
        Kind::SettleForgedGatewayBatch => sketch.writes_shared(Shared::Whitelisting),
        Kind::WithdrawWhitelisting => {
            let left = [Part::BalanceOnGateway, Part::PendingOnGateway, Part::Inbox, Part::BatchedReturn];
            sketch
                .writes_shared(Shared::Whitelisting)
                .reads_of_all(&[Part::Layer])
                .when(system.parameters.variant.returns_before_withdrawal(), |one| {
                    one.reads_of_all(&left).reads_of_all(&[Part::Number, Part::ReturnMessage])
                })
        }
        Kind::InitializeL1V31Upgrade => sketch.reads_of_all(&[Part::Layer]).writes_of_all(&[Part::Upgrade]),
        Kind::RegisterLegacyToken => sketch
            .asks_l1_upgraded()
            .registers()
            .writes_balance(ChainId::L1)
            .writes_balance(ChainId::Gateway)
            .writes_of_all(&[Part::Balance, Part::VaultBalance, Part::TotalsOnL1]),
        Kind::WhitelistSettlementLayer => {
            sketch.reads_of_all(&[Part::Upgrade]).writes_shared(Shared::Whitelisting)
        }
        Kind::SaveV31UpgradeBatch => sketch
            .asks_l1_upgraded()
            .reads(&[Part::Batch])
            .when(!system.is_honest(sketch.chain), |one| one.reads_shared(Shared::Whitelisting))
            .writes(&[Part::Upgrade])
            .when(system.runs(Flow::BackfillBaseToken), |one| {
                one.reads(&[Part::Supply]).writes(&[Part::OwnBalance])
            }),
        // A chain leaves the old Gateway.
        _ => sketch
            .asks_l1_upgraded()
            .reads(&[Part::Batch, Part::Queue])
            .writes(&[Part::Layer, Part::LayerOnGateway]),
    }
}
