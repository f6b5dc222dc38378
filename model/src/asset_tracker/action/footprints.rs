//! Footprints: what the actions of each class read and write.
//!
//! A footprint covers whatever the class does in any state, with any guard off. Where a guard is why a class touches
//! less, it is asked whether that guard is intact.

mod l1;
mod elsewhere;
mod sketch;

use super::Kind;
use super::classes::Class;
use crate::asset_tracker::state::parts::Part;
use crate::asset_tracker::{AssetTracker, Guard, State};
use crate::footprint::{Footprint, Parts};
use sketch::Sketch;

/// The footprints of all classes, by number; one class that touches everything where there is none.
pub(in crate::asset_tracker) fn all(system: &AssetTracker) -> Vec<Footprint> {
    let classes = system.classes();
    if classes.is_empty() {
        return vec![Footprint::EVERYTHING];
    }
    classes.iter().map(|class| footprint(system, *class)).collect()
}

fn footprint(system: &AssetTracker, class: Class) -> Footprint {
    let sketch = Sketch::new(system, class.chain);
    let touched = match class.kind {
        Kind::Deposit | Kind::DepositLegacyErc20Bridge => l1::deposit(sketch),
        Kind::FinalizeWithdrawal | Kind::ClaimFailedDeposit | Kind::ClaimFailedDepositLegacy => {
            l1::payment(sketch, class.kind, class.aspect)
        }
        Kind::ReceiveL1ToGatewayMigration => l1::migration_to_gateway(sketch, class.aspect),
        Kind::ReceiveGatewayToL1Migration => l1::migration_to_l1(sketch, class.aspect),
        Kind::PauseDeposits
        | Kind::UnpauseDeposits
        | Kind::RequestPauseDepositsForChainOnGateway
        | Kind::MigrateToGateway
        | Kind::ConfirmMigration
        | Kind::FinalizeMigrationFromGateway => l1::of_admins(sketch, class.kind),
        Kind::SettleForgedGatewayBatch
        | Kind::WithdrawWhitelisting
        | Kind::InitializeL1V31Upgrade
        | Kind::RegisterLegacyToken
        | Kind::WhitelistSettlementLayer
        | Kind::SaveV31UpgradeBatch
        | Kind::LeaveOldGateway => l1::of_governance(sketch, class.kind),
        Kind::ExecuteInboxTx
        | Kind::InitiateGatewayToL1Migration
        | Kind::MigrateFromGateway
        | Kind::SettleGatewayBatch
        | Kind::RelayForgedBaseToken => elsewhere::on_gateway(sketch, class.kind),
        Kind::ExecuteChainBatch => elsewhere::chain_batch(sketch),
        Kind::SettleForgedBatch => elsewhere::forged_batch(sketch, class.aspect),
        Kind::ExecutePriorityTx => elsewhere::priority_operation(sketch, class.aspect),
        Kind::ClaimInterop => elsewhere::interop_claim(sketch, class.aspect),
        Kind::Withdraw
        | Kind::SendInterop
        | Kind::InitiateL1ToGatewayMigration
        | Kind::MintNative
        | Kind::SealBatch
        | Kind::SettleBatch
        | Kind::SetZksyncOsPreV31TotalSupply => elsewhere::on_chain(sketch, class.kind),
        Kind::PassTime => elsewhere::time(sketch).writes_of_all(&[Part::Paused]),
        Kind::CatchUp => elsewhere::time(sketch),
        Kind::DepositOtherToken | Kind::ConsumeBalanceChange | Kind::Return | Kind::Revert => {
            return Footprint::EVERYTHING;
        }
    };
    touched.footprint()
}

/// What keeps a class from acting in a state where it cannot, if it can be told more exactly than by all
/// that it reads.
pub(in crate::asset_tracker) fn awaits(system: &AssetTracker, state: &State, number: usize) -> Option<Parts> {
    let Class { kind, chain, .. } = *system.classes().get(number)?;
    let batch = state.chain[chain].batch;
    let waits_for_batches = |guard| batch.is_some() && system.guards.applies(guard);
    let awaited = match kind {
        Kind::Withdraw
        | Kind::SendInterop
        | Kind::ClaimInterop
        | Kind::InitiateL1ToGatewayMigration
        | Kind::MintNative
            if batch.is_some() =>
        {
            Part::Batch
        }
        Kind::ExecutePriorityTx if system.is_honest(chain) && batch.is_some() => Part::Batch,
        Kind::SealBatch if batch.is_none_or(|batch| batch.committed) => Part::Batch,
        Kind::SettleBatch | Kind::ExecuteChainBatch if batch.is_none_or(|batch| !batch.committed) => {
            Part::Batch
        }
        Kind::MigrateToGateway if waits_for_batches(Guard::AllBatchesExecutedOnL1) => Part::Batch,
        Kind::MigrateFromGateway if waits_for_batches(Guard::AllBatchesExecutedOnGateway) => Part::Batch,
        Kind::ExecutePriorityTx if state.l1.zk_chain[chain].priority_queue.is_empty() => Part::Queue,
        Kind::ExecuteInboxTx if state.gateway.inbox[chain].is_empty() => Part::Inbox,
        _ => return None,
    };
    Some(awaited.of(chain))
}
