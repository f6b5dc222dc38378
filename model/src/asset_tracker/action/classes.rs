//! Classes of actions: what a footprint is declared of.

use crate::asset_tracker::topology::{Chain, SettlementLayer};

use super::{Action, Kind, ReturnMessage, TotalsMessage};

/// A class of actions: those of one kind that concern one chain, and one layer where that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::asset_tracker) struct Class {
    pub(super) kind: Kind,
    pub(super) chain: Chain,
    pub(super) layer: SettlementLayer,
}

impl Class {
    /// The class of an action.
    pub(in crate::asset_tracker) fn of(action: Action) -> Self {
        let kind = action.kind_of();
        let mut layer = SettlementLayer::L1;
        let chain = match action {
            Action::FinalizeWithdrawal { message } | Action::ClaimFailedDeposit { message } => {
                layer = message.layer;
                message.chain
            }
            Action::ClaimFailedDepositLegacy { message } => message.chain,
            Action::ReceiveL1ToGatewayMigration {
                message: TotalsMessage::Proven { chain } | TotalsMessage::Forged { chain, .. },
            }
            | Action::ReceiveGatewayToL1Migration {
                message: ReturnMessage::Proven { chain } | ReturnMessage::Forged { chain, .. },
            }
            | Action::Deposit { chain, .. }
            | Action::PauseDeposits { chain }
            | Action::UnpauseDeposits { chain }
            | Action::MigrateToGateway { chain }
            | Action::ConfirmMigration { chain, .. }
            | Action::FinalizeMigrationFromGateway { chain }
            | Action::ExecuteInboxTx { chain, .. }
            | Action::InitiateGatewayToL1Migration { chain }
            | Action::MigrateFromGateway { chain }
            | Action::ExecutePriorityTx { chain, .. }
            | Action::Withdraw { chain, .. }
            | Action::SendInterop { chain, .. }
            | Action::ClaimInterop { chain, .. }
            | Action::InitiateL1ToGatewayMigration { chain }
            | Action::SealBatch { chain }
            | Action::SettleBatch { chain }
            | Action::ExecuteChainBatch { chain }
            | Action::SettleForgedBatch { chain, .. }
            | Action::RelayForgedBaseToken { chain, .. }
            | Action::DepositLegacyErc20Bridge { chain, .. }
            | Action::DepositOtherToken { chain }
            | Action::LeaveOldGateway { chain }
            | Action::RequestPauseDepositsForChainOnGateway { chain }
            | Action::SetZksyncOsPreV31TotalSupply { chain }
            | Action::SaveV31UpgradeBatch { chain, .. }
            | Action::ConsumeBalanceChange { chain, .. } => chain,
            // Those of `OF_NO_CHAIN`.
            Action::SettleGatewayBatch
            | Action::MintNative { .. }
            | Action::SettleForgedGatewayBatch { .. }
            | Action::WithdrawWhitelisting
            | Action::InitializeL1V31Upgrade
            | Action::RegisterLegacyToken
            | Action::WhitelistSettlementLayer
            | Action::PassTime
            | Action::CatchUp
            | Action::Return
            | Action::Revert => Chain::A,
        };
        Self { kind, chain, layer }
    }

    /// Every class, in the order of the numbers.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let (l1, gateway) = (SettlementLayer::L1, SettlementLayer::Gateway);
        let of_chains =
            Kind::ALL.iter().filter(|kind| !OF_NO_CHAIN.contains(kind)).map(move |kind| (*kind, l1));
        let payments = [Kind::FinalizeWithdrawal, Kind::ClaimFailedDeposit].map(|kind| (kind, gateway));
        let chains = |(kind, layer)| Chain::ALL.map(|chain| Self { kind, chain, layer });
        let of_none = OF_NO_CHAIN.iter().map(move |kind| Self { kind: *kind, chain: Chain::A, layer: l1 });
        of_chains.chain(payments).flat_map(chains).chain(of_none)
    }

    /// The class with this number.
    pub(super) fn numbered(number: usize) -> Option<Self> {
        Self::all().nth(number)
    }

    /// The number of the class: first the kinds of a chain in order, then the payments that Gateway vouched for, each
    /// with a class for each chain; then the kinds of no chain.
    pub(in crate::asset_tracker) fn number(self) -> usize {
        const OF_CHAINS: usize = Kind::ALL.len() - OF_NO_CHAIN.len();
        const FIRST_OF_NO_CHAIN: usize = (OF_CHAINS + 2) * Chain::ALL.len();
        let of_place =
            |place: usize| place.saturating_mul(Chain::ALL.len()).saturating_add(self.chain as usize);
        if let Some(position) = OF_NO_CHAIN.iter().position(|kind| *kind == self.kind) {
            return FIRST_OF_NO_CHAIN.saturating_add(position);
        }
        let before = OF_NO_CHAIN.iter().filter(|kind| (**kind as usize) < self.kind as usize).count();
        of_place(match (self.layer, self.kind) {
            (SettlementLayer::Gateway, Kind::FinalizeWithdrawal) => OF_CHAINS,
            (SettlementLayer::Gateway, Kind::ClaimFailedDeposit) => OF_CHAINS + 1,
            (SettlementLayer::Gateway | SettlementLayer::L1, kind) => (kind as usize).saturating_sub(before),
        })
    }
}

/// The kinds of action that concern no chain, or always the same one.
const OF_NO_CHAIN: &[Kind] = &[
    Kind::SettleGatewayBatch,
    Kind::MintNative,
    Kind::SettleForgedGatewayBatch,
    Kind::WithdrawWhitelisting,
    Kind::Return,
    Kind::Revert,
    Kind::InitializeL1V31Upgrade,
    Kind::RegisterLegacyToken,
    Kind::WhitelistSettlementLayer,
    Kind::PassTime,
    Kind::CatchUp,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_numbered_in_their_order() {
        let numbers: Vec<usize> = Class::all().map(Class::number).collect();
        let expected: Vec<usize> = (0..numbers.len()).collect();
        assert_eq!(numbers, expected);
        assert!(numbers.len() <= 128);
    }
}
