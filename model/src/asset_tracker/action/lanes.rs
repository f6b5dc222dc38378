//! Where moves come from and where they take place: the lanes of a diagram.

use crate::asset_tracker::topology::Chain;
use crate::system::Way;

use super::super::AssetTracker;
use super::Action;

/// Whoever is no chain: users, admins, relayers, governance, attackers.
const USERS: usize = 0;
const L1: usize = 1;
const GATEWAY: usize = 2;
const FIRST_CHAIN: usize = 3;

/// The lanes from left to right.
pub(in super::super) fn lanes(system: &AssetTracker) -> Vec<String> {
    let places = ["users", "L1", "Gateway"].map(str::to_owned);
    places.into_iter().chain(system.chains.iter().map(ToString::to_string)).collect()
}

/// From which lane to which a move goes: a chain's operator is the chain, since they prove what it did.
pub(in super::super) fn way(system: &AssetTracker, action: Action) -> Way {
    let of = |chain: Chain| {
        let position = system.chains.iter().position(|other| *other == chain).unwrap_or_default();
        FIRST_CHAIN.saturating_add(position)
    };
    let (from, to) = match action {
        Action::Deposit { .. }
        | Action::FinalizeWithdrawal { .. }
        | Action::ClaimFailedDeposit { .. }
        | Action::ReceiveL1ToGatewayMigration { .. }
        | Action::ReceiveGatewayToL1Migration { .. }
        | Action::PauseDeposits { .. }
        | Action::UnpauseDeposits { .. }
        | Action::MigrateToGateway { .. }
        | Action::ConfirmMigration { .. }
        | Action::FinalizeMigrationFromGateway { .. }
        | Action::WithdrawWhitelisting
        | Action::DepositLegacyErc20Bridge { .. }
        | Action::ClaimFailedDepositLegacy { .. }
        | Action::DepositOtherToken { .. }
        | Action::ConsumeBalanceChange { by: None, .. }
        | Action::Return
        | Action::Revert
        | Action::InitializeL1V31Upgrade
        | Action::RegisterLegacyToken
        | Action::SaveV31UpgradeBatch { .. }
        | Action::RequestPauseDepositsForChainOnGateway { .. }
        | Action::WhitelistSettlementLayer => (USERS, L1),
        Action::InitiateGatewayToL1Migration { .. }
        | Action::MigrateFromGateway { .. }
        | Action::LeaveOldGateway { .. } => (USERS, GATEWAY),
        Action::Withdraw { chain, .. }
        | Action::SendInterop { chain, .. }
        | Action::ClaimInterop { chain, .. }
        | Action::InitiateL1ToGatewayMigration { chain }
        | Action::SetZksyncOsPreV31TotalSupply { chain } => (USERS, of(chain)),
        Action::MintNative { .. } => (USERS, of(Chain::A)),
        Action::ExecuteInboxTx { .. } | Action::CatchUp => (GATEWAY, GATEWAY),
        Action::PassTime => (L1, L1),
        Action::SettleGatewayBatch | Action::SettleForgedGatewayBatch { .. } => (GATEWAY, L1),
        Action::ExecutePriorityTx { chain, .. } | Action::SealBatch { chain } => (of(chain), of(chain)),
        Action::SettleBatch { chain }
        | Action::RelayForgedBaseToken { chain, .. }
        | Action::ConsumeBalanceChange { by: Some(chain), .. } => (of(chain), L1),
        Action::ExecuteChainBatch { chain } | Action::SettleForgedBatch { chain, .. } => (of(chain), GATEWAY),
    };
    Way { from, to }
}
