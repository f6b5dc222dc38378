//! What actions on Gateway and on the chains touch.

use super::sketch::Sketch;
use crate::asset_tracker::action::Kind;
use crate::asset_tracker::action::classes::Aspect;
use crate::asset_tracker::state::parts::{Part, Shared};
use crate::asset_tracker::topology::Chain;
use crate::asset_tracker::{Flow, Guard};

/// What Gateway executes, and what anybody asks of it.
pub(super) fn on_gateway(sketch: Sketch<'_>, kind: Kind) -> Sketch<'_> {
    let variant = sketch.system.parameters.variant;
    match kind {
        Kind::ExecuteInboxTx => sketch
            .reads(&[Part::LayerOnGateway])
            .writes(&[Part::Inbox, Part::BalanceOnGateway, Part::NumberOnGateway, Part::PausedOnGateway])
            .writes(&[Part::Queue, Part::Misrouted])
            .unless_intact(Guard::RelayIsCredited, |off| off.writes_of_all(&[Part::BalanceOnGateway]))
            .when(sketch.system.runs(Flow::MigrateToGateway), |one| {
                one.reads(&[Part::Layer])
                    .writes(&[Part::LayerOnGateway])
                    .vouches(Part::BatchedResult, Part::MigrationResult)
            }),
        Kind::InitiateGatewayToL1Migration => sketch
            .asks_upgraded()
            .reads(&[Part::LayerOnGateway])
            .writes(&[Part::BalanceOnGateway, Part::NumberOnGateway])
            .when(variant.strands_nothing(), |one| one.writes(&[Part::PendingOnGateway]))
            .vouches(Part::BatchedReturn, Part::ReturnMessage),
        Kind::MigrateFromGateway => sketch
            .asks_l1_upgraded()
            .reads(&[Part::Batch, Part::Queue, Part::PausedOnGateway])
            .writes(&[Part::LayerOnGateway])
            .vouches(Part::BatchedResult, Part::MigrationResult),
        Kind::RelayForgedBaseToken => sketch.writes(&[Part::Inbox]),
        // Gateway settles its batch.
        _ => sketch
            .writes_of_all(&[Part::BatchedWithdrawals, Part::BatchedRefunds, Part::BatchedTotals])
            .writes_of_all(&[Part::BatchedReturn, Part::BatchedResult, Part::ReportedTotals])
            .writes_of_all(&[Part::WithdrawalsOnGateway, Part::RefundsOnGateway, Part::TotalsMessage])
            .writes_of_all(&[Part::ReturnMessage, Part::MigrationResult]),
    }
}

/// Gateway executes the batch of an honest chain, whatever it says.
pub(super) fn chain_batch(sketch: Sketch<'_>) -> Sketch<'_> {
    let runs = |flow| sketch.system.runs(flow);
    let others = sketch.system.parameters.others(sketch.chain);
    sketch
        .asks_layer()
        .asks_l1_upgraded()
        .writes(&[Part::Batch])
        .when(sketch.is_old(), |old| old.writes(&[Part::OldWithdrawals]))
        .when(runs(Flow::Withdraw), withdrawal)
        .when(runs(Flow::FailDeposit), failed_deposit)
        .when(runs(Flow::MigrateToGateway), |one| {
            one.writes(&[Part::ReportedTotals]).vouches(Part::BatchedTotals, Part::TotalsMessage)
        })
        .when(runs(Flow::Interop), |one| others.fold(interop_executed(one), interop))
}

/// A malicious chain proves a batch of its choice on Gateway.
pub(super) fn forged_batch(sketch: Sketch<'_>, aspect: Aspect) -> Sketch<'_> {
    let asked = sketch.reads(&[Part::LayerOnGateway]).asks_l1_upgraded();
    match (aspect, aspect.recipient()) {
        (_, Some(to)) => interop(asked, to),
        (Aspect::Withdrawal, _) => withdrawal(asked),
        (Aspect::Executed, _) => interop_executed(asked),
        // The log of an operation that Gateway never received.
        _ => asked.unless_intact(Guard::FailedDepositWasForwarded, failed_deposit),
    }
}

/// A withdrawal on Gateway.
fn withdrawal(sketch: Sketch<'_>) -> Sketch<'_> {
    sketch
        .writes(&[Part::BalanceOnGateway])
        .unless_intact(Guard::WithdrawalIsCovered, |off| off.reads(&[Part::PendingOnGateway]))
        .vouches(Part::BatchedWithdrawals, Part::WithdrawalsOnGateway)
}

/// The log of a failed deposit on Gateway.
fn failed_deposit(sketch: Sketch<'_>) -> Sketch<'_> {
    sketch
        .writes(&[Part::BalanceOnGateway, Part::Misrouted])
        .vouches(Part::BatchedRefunds, Part::RefundsOnGateway)
}

/// Interop on Gateway to another chain.
fn interop(sketch: Sketch<'_>, to: Chain) -> Sketch<'_> {
    let variant = sketch.system.parameters.variant;
    let credited =
        if variant.holds_interop_pending() { Part::PendingOnGateway } else { Part::BalanceOnGateway };
    sketch
        .writes(&[Part::BalanceOnGateway, Part::PutIn])
        .writes_of(to, &[credited, Part::Interop, Part::PutIn])
        .unless_intact(Guard::InteropIsCovered, |off| off.reads(&[Part::PendingOnGateway]))
        .unless_intact(Guard::InteropIsCredited, |off| off.writes(&[credited]))
        .unless_intact(Guard::BundleIsSent, |off| off.writes(&[credited, Part::Interop]))
        // What goes to a chain that is not there is paid on L1.
        .when(variant.strands_nothing(), |one| withdrawal(one.reads_of(to, &[Part::LayerOnGateway])))
}

/// The report on Gateway that interop was executed.
fn interop_executed(sketch: Sketch<'_>) -> Sketch<'_> {
    let is_reported = sketch.system.parameters.variant.holds_interop_pending();
    sketch.when(is_reported, |one| one.writes(&[Part::BalanceOnGateway, Part::PendingOnGateway]))
}

/// A chain executes its next priority operation.
pub(super) fn priority_operation(sketch: Sketch<'_>, aspect: Aspect) -> Sketch<'_> {
    let is_failure = aspect == Aspect::Failure;
    let taken = sketch.asks_layer().writes(&[Part::Queue]);
    if !sketch.system.is_honest(sketch.chain) {
        let logged = taken.reads(&[Part::BalanceOnGateway]);
        return logged.when(is_failure, failed_deposit);
    }
    let logged = taken.asks_upgraded().writes(&[Part::Batch]);
    logged.when(!is_failure, |one| one.writes(&[Part::OwnTotals, Part::OwnNumber]).moves_supply())
}

/// Interop is claimed on a chain.
pub(super) fn interop_claim(sketch: Sketch<'_>, aspect: Aspect) -> Sketch<'_> {
    let mut others = sketch.system.parameters.others(sketch.chain);
    let asked = sketch.asks_layer().reads(&[Part::Batch]);
    let (asked, guard) = match aspect {
        Aspect::Own => (asked.writes(&[Part::Interop]), None),
        Aspect::Elsewhere => {
            let offered = others.try_fold(asked, |one, to| Some(one.reads_of(to, &[Part::Interop])));
            (offered.unwrap_or(asked), Some(Guard::InteropClaimedByRecipient))
        }
        _ => (asked, Some(Guard::InteropRootIsGateways)),
    };
    if guard.is_some_and(|guard| sketch.system.guards.is_intact(guard)) {
        return asked;
    }
    asked.writes(&[Part::Batch, Part::OwnNumber]).moves_supply()
}

impl Sketch<'_> {
    /// What users of its chain hold changes, and the chain's own books of the token.
    fn moves_supply(self) -> Self {
        self.writes(&[Part::Supply, Part::OwnBalance])
    }
}

/// What users do on a chain, and what its operator does with its batch.
pub(super) fn on_chain(sketch: Sketch<'_>, kind: Kind) -> Sketch<'_> {
    let system = sketch.system;
    match kind {
        Kind::Withdraw => sketch
            .asks_layer()
            .asks_upgraded()
            .reads(&[Part::OwnNumber])
            .writes(&[Part::Batch, Part::OwnTotals])
            .moves_supply(),
        Kind::SendInterop => {
            sketch.asks_layer().reads(&[Part::OwnNumber]).writes(&[Part::Batch]).moves_supply()
        }
        Kind::InitiateL1ToGatewayMigration => sketch
            .asks_layer()
            .asks_upgraded()
            .reads(&[Part::OwnNumber, Part::OwnTotals, Part::OwnBalance])
            .when(sketch.is_old() || system.parameters.variant.migrates_total_supply(), |one| {
                one.reads(&[Part::Supply])
            })
            .when(sketch.is_old(), |old| old.writes(&[Part::OwnTotals, Part::OwnBalance]))
            .writes(&[Part::Batch])
            .reports_totals(),
        Kind::MintNative => {
            sketch.asks_layer().reads(&[Part::Batch, Part::OwnBalance]).writes(&[Part::Supply])
        }
        Kind::SealBatch => sketch.writes(&[Part::Batch]),
        Kind::SettleBatch => sketch
            .asks_layer()
            .writes(&[Part::Batch, Part::WithdrawalsOnL1])
            .when(system.runs(Flow::FailDeposit), |one| one.writes(&[Part::RefundsOnL1, Part::Misrouted]))
            .when(system.runs(Flow::MigrateToGateway), |one| {
                one.writes(&[Part::TotalsMessage, Part::ReportedTotals])
            }),
        // The base token's supply from before v31 is filled in.
        _ => sketch
            .asks_layer()
            .asks_upgraded()
            .reads(&[Part::Batch, Part::Supply])
            .writes(&[Part::OwnTotals, Part::OwnBalance]),
    }
}

/// Gateway's clock goes on a step, or falls behind one.
pub(super) fn time(sketch: Sketch<'_>) -> Sketch<'_> {
    sketch.writes_shared(Shared::Clock).writes_of_all(&[Part::PausedOnGateway])
}
