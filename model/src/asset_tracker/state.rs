//! The state: one struct a contract, with the fields of its storage, and the messages in flight.
//!
//! Two totals that the contracts only ever read as a difference are stored as that difference.
//! Fields whose name begins with `ghost_` are history that no contract stores and no rule reads: they
//! are there for the properties.

use crate::system::Book;
use crate::types::{
    Amount, Chain, Difference, Entry, Fifo, MigrationNumber, PerChain, PerChainId, PerLayer, SettlementLayer,
    TxStatus,
};

use super::AssetTracker;

/// Everything that the modelled contracts store, on every layer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The contracts on L1.
    pub l1: L1,
    /// The contracts on Gateway, and what is on its way there.
    pub gateway: Gateway,
    /// The contracts and users of each chain.
    pub chain: PerChain<ChainState>,
    /// What was put into a malicious chain, less what was taken out of it.
    pub ghost_put_in: PerChain<Difference>,
    /// What Gateway refused to relay to a chain, because the chain had left it.
    pub ghost_relay_refused: PerChain<Amount>,
    /// Whether a migration message of the chain to Gateway has acted on L1.
    pub ghost_migrated_to_gateway: PerChain<bool>,
    /// Whether a migration message of Gateway about the chain has acted on L1.
    pub ghost_migrated_to_l1: PerChain<bool>,
    /// Whether Gateway has vouched for the refund of a deposit that never went through it.
    pub ghost_foreign_refund: PerChain<bool>,
}

/// The contracts on L1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L1 {
    /// `L1AssetTracker`.
    pub asset_tracker: L1AssetTracker,
    /// `L1Bridgehub`.
    pub bridgehub: L1Bridgehub,
    /// `L1ChainAssetHandler`.
    pub chain_asset_handler: L1ChainAssetHandler,
    /// `L1Nullifier`.
    pub nullifier: L1Nullifier,
    /// `L1MessageRoot`: what can be proven on L1.
    pub message_root: L1MessageRoot,
    /// The chain's facets on L1.
    pub zk_chain: PerChain<ZkChain>,
}

/// `L1AssetTracker`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L1AssetTracker {
    /// `isAssetRegistered`.
    pub is_asset_registered: bool,
    /// `chainBalance`.
    pub chain_balance: PerChainId<Amount>,
    /// `assetMigrationNumber`.
    pub asset_migration_number: PerChain<MigrationNumber>,
    /// `interopInfo`: `totalDepositedFromL1` - `totalClaimedOnL1`.
    pub deposited_minus_claimed: PerChain<Difference>,
}

/// `L1Bridgehub`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L1Bridgehub {
    /// `settlementLayer`.
    pub settlement_layer: PerChain<SettlementLayer>,
}

/// `L1ChainAssetHandler`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L1ChainAssetHandler {
    /// `migrationNumber`.
    pub migration_number: PerChain<MigrationNumber>,
    /// `isMigrationInProgress`.
    pub is_migration_in_progress: PerChain<bool>,
}

/// `L1Nullifier`. Of a message that is still open it stores nothing; see [`L1MessageRoot`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L1Nullifier {
    /// `isWithdrawalFinalized`: for which kinds of withdrawal there is a finalised one.
    pub is_withdrawal_finalized: PerChain<PerLayer<Slots>>,
    /// For which kinds of failed deposit there is one whose `depositHappened` is deleted.
    pub is_refunded: PerChain<PerLayer<Slots>>,
    /// `depositHappened` of the transaction that moves the chain to Gateway.
    pub migration_happened: PerChain<bool>,
}

/// `L1MessageRoot`: the messages under stored batch roots. They stay provable for ever; those that
/// have been used are told by the contract that consumed them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L1MessageRoot {
    /// Withdrawals that are not finalised, by the layer that vouched for them.
    pub withdrawals: PerChain<PerLayer<Counts>>,
    /// Failed deposits that are not refunded, by the layer that vouched for the failure.
    pub failed_deposits: PerChain<PerLayer<Counts>>,
    /// `L1ToGatewayTokenBalanceMigrationData` of the chain.
    pub to_gateway: PerChain<Option<L1ToGatewayMessage>>,
    /// `GatewayToL1TokenBalanceMigrationData` of Gateway about the chain.
    pub to_l1: PerChain<Option<GatewayToL1Message>>,
    /// Whether Gateway says that the chain has left it.
    pub left_gateway: PerChain<bool>,
    /// How the latest transaction that moves the chain to Gateway ended, if it has.
    pub migration_status: PerChain<Option<TxStatus>>,
    /// Whether an earlier one failed.
    pub earlier_migration_failed: PerChain<bool>,
}

/// A chain's facets on one layer, as far as that layer's contracts read them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ZkChain {
    /// `pausedDepositsTimestamp` is set, and its window is zero.
    pub paused_deposits: bool,
    /// The priority operations that are not executed: those of L1, and with them those of Gateway.
    pub priority_queue: Fifo<PriorityOperation>,
}

/// The contracts on Gateway, and what is on its way there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gateway {
    /// `GWAssetTracker`.
    pub asset_tracker: GwAssetTracker,
    /// `L2Bridgehub`.
    pub bridgehub: GatewayBridgehub,
    /// `L2ChainAssetHandler`.
    pub chain_asset_handler: GatewayChainAssetHandler,
    /// `pausedDepositsTimestamp` of the chain's facets on Gateway is set.
    pub paused_deposits: PerChain<bool>,
    /// L1->Gateway transactions. Those of different chains commute; those of one chain keep their order.
    pub inbox: PerChain<Fifo<InboxTx>>,
    /// The messages to L1 of the batch that Gateway has not settled yet.
    pub batch: GatewayBatch,
}

/// `GWAssetTracker`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GwAssetTracker {
    /// `chainBalance`.
    pub chain_balance: PerChain<Amount>,
    /// `pendingInteropBalance`.
    pub pending_interop_balance: PerChain<Amount>,
    /// `assetMigrationNumber`.
    pub asset_migration_number: PerChain<MigrationNumber>,
}

/// `L2Bridgehub` on Gateway.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GatewayBridgehub {
    /// `settlementLayer` is Gateway.
    pub settles_here: PerChain<bool>,
}

/// `L2ChainAssetHandler` on Gateway.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GatewayChainAssetHandler {
    /// `migrationNumber`.
    pub migration_number: PerChain<MigrationNumber>,
}

/// What Gateway's unsettled batch says to L1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct GatewayBatch {
    /// Withdrawals that chains made on Gateway.
    pub withdrawals: PerChain<Counts>,
    /// Deposits that failed on chains that settle on Gateway.
    pub failed_deposits: PerChain<Counts>,
    /// `L1ToGatewayTokenBalanceMigrationData` of the chain.
    pub to_gateway: PerChain<Option<L1ToGatewayMessage>>,
    /// `GatewayToL1TokenBalanceMigrationData` about the chain.
    pub to_l1: PerChain<Option<GatewayToL1Message>>,
    /// The chain has left Gateway.
    pub left_gateway: PerChain<bool>,
    /// How the transaction that moves the chain to Gateway ended.
    pub migration_status: PerChain<Option<TxStatus>>,
}

/// The contracts and users of a chain. A malicious chain is its books elsewhere only: its own stay
/// as they were at the start.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChainState {
    /// `L2AssetTracker`.
    pub asset_tracker: L2AssetTracker,
    /// What the chain's users hold of the asset.
    pub supply: Amount,
    /// Interop to this chain that Gateway has processed and nobody has claimed.
    pub interop: Counts,
    /// `bundleStatus` executed: for which amounts there is a claimed bundle.
    pub is_interop_claimed: Slots,
    /// The batch that the chain has begun and not settled.
    pub batch: Option<Batch>,
}

/// `L2AssetTracker`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct L2AssetTracker {
    /// `assetMigrationNumber`.
    pub asset_migration_number: MigrationNumber,
    /// `chainBalance` of an asset that is native to the chain; 0 of any other.
    pub chain_balance: Amount,
    /// `interopInfo`: `totalWithdrawalsToL1` - `totalSuccessfulDepositsFromL1`.
    pub withdrawn_minus_successful: Difference,
}

/// A batch of a chain, from its first block until its settlement layer has executed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Batch {
    /// What it says.
    pub message: BatchMessage,
    /// Whether it is committed on the settlement layer, which counts it from then on.
    pub committed: bool,
    /// The layer on which the chain settled when it began the batch.
    pub ghost_begun_on: SettlementLayer,
}

/// The message of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchMessage {
    /// A withdrawal to L1.
    Withdrawal {
        /// How much.
        amount: Amount,
    },
    /// An interop bundle to the other chain.
    Interop {
        /// How much.
        amount: Amount,
    },
    /// `receiveInteropCallExecuted`: a bundle for this chain was executed.
    InteropExecuted {
        /// How much it brought.
        amount: Amount,
    },
    /// The bootloader's log of how a priority operation ended.
    Status {
        /// How.
        status: TxStatus,
        /// What it would have brought; 0 where it succeeded, since nobody reads it then.
        amount: Amount,
        /// Whether Gateway has recorded it as relayed.
        forwarded: bool,
    },
    /// `receiveL1ToGatewayMigrationOnL1`.
    L1ToGateway {
        /// What it says.
        message: L1ToGatewayMessage,
    },
}

/// `L1ToGatewayTokenBalanceMigrationData`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1ToGatewayMessage {
    /// `chainMigrationNumber`.
    pub chain_migration_number: MigrationNumber,
    /// `totalWithdrawalsToL1` - `totalSuccessfulDepositsFromL1`.
    pub withdrawn_minus_successful: Difference,
}

/// `GatewayToL1TokenBalanceMigrationData`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GatewayToL1Message {
    /// `chainMigrationNumber`.
    pub chain_migration_number: MigrationNumber,
    /// `amount`.
    pub amount: Amount,
}

/// An operation in a chain's priority queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PriorityOperation {
    /// What it does.
    pub call: PriorityCall,
    /// The settlement layer of the chain when it was requested.
    pub route: SettlementLayer,
    /// Whether Gateway has received it: it stands in the queue there, and its balance change is
    /// recorded.
    pub forwarded: bool,
}

/// What a priority operation does on its chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriorityCall {
    /// `finalizeDeposit`.
    Deposit {
        /// How much.
        amount: Amount,
    },
    /// `L2AssetTracker.confirmMigrationOnL2`.
    ConfirmMigrationOnL2 {
        /// `assetMigrationNumber`.
        number: MigrationNumber,
    },
}

/// An L1->Gateway transaction that concerns one chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InboxTx {
    /// `InteropCenter.forwardTransactionOnGatewayWithBalanceChange` of a deposit.
    ForwardDeposit {
        /// `balanceChange`.
        amount: Amount,
    },
    /// The same without a balance change: a service transaction.
    ForwardService,
    /// `GWAssetTracker.confirmMigrationOnGateway`.
    ConfirmMigrationOnGateway {
        /// `assetMigrationNumber`.
        number: MigrationNumber,
        /// `amount`.
        amount: Amount,
    },
    /// `ChainAssetHandler.bridgeMint`: the chain arrives on Gateway.
    BridgeMint,
    /// `L2ChainAssetHandler.requestPauseDepositsForChainOnGateway`.
    PauseDeposits,
}

/// How many messages there are of each amount that messages carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts(pub [u8; MESSAGE_AMOUNTS]);

/// The most amounts that messages can carry in one scenario.
pub const MESSAGE_AMOUNTS: usize = 3;

impl Counts {
    /// How many there are of the amount at `slot`.
    #[inline]
    pub fn of(self, slot: usize) -> u8 {
        self.0.get(slot).copied().unwrap_or(0)
    }

    /// One more.
    #[inline]
    pub fn add(&mut self, slot: usize) {
        if let Some(count) = self.0.get_mut(slot) {
            *count = count.saturating_add(1);
        }
    }

    /// One less.
    #[inline]
    pub fn remove(&mut self, slot: usize) {
        if let Some(count) = self.0.get_mut(slot) {
            *count = count.saturating_sub(1);
        }
    }

    /// All of `other` besides.
    pub fn add_all(&mut self, other: Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count = count.saturating_add(more);
        }
    }

    /// What all of them carry together.
    pub fn total(self, amounts: &[Amount]) -> i64 {
        self.0.iter().zip(amounts).fold(0, |sum, (count, amount)| {
            i64::from(*count).saturating_mul(amount.wide()).saturating_add(sum)
        })
    }
}

/// For which of the amounts that messages carry something has happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slots(u8);

impl Slots {
    /// Whether it has happened for the amount at `slot`.
    #[inline]
    pub fn has(self, slot: usize) -> bool {
        self.0 & Self::bit(slot) != 0
    }

    /// It has happened for the amount at `slot`.
    #[inline]
    pub fn set(&mut self, slot: usize) {
        self.0 |= Self::bit(slot);
    }

    fn bit(slot: usize) -> u8 {
        1_u8.wrapping_shl(u32::try_from(slot).unwrap_or(0))
    }
}

impl Entry for PriorityOperation {
    fn pack(self) -> u16 {
        let call = match self.call {
            PriorityCall::Deposit { amount } => 0x100 | u16::from(amount.0),
            PriorityCall::ConfirmMigrationOnL2 { number } => 0x200 | u16::from(number.0),
        };
        let route = if self.route == SettlementLayer::Gateway { 0x1000 } else { 0 };
        let forwarded = if self.forwarded { 0x2000 } else { 0 };
        call | route | forwarded
    }

    fn unpack(bits: u16) -> Self {
        let argument = low_byte(bits);
        let call = if bits & 0x100 != 0 {
            PriorityCall::Deposit { amount: Amount(argument) }
        } else {
            PriorityCall::ConfirmMigrationOnL2 { number: MigrationNumber(argument) }
        };
        let route = if bits & 0x1000 != 0 { SettlementLayer::Gateway } else { SettlementLayer::L1 };
        Self { call, route, forwarded: bits & 0x2000 != 0 }
    }
}

impl Entry for InboxTx {
    fn pack(self) -> u16 {
        match self {
            Self::ForwardDeposit { amount } => 0x100 | u16::from(amount.0),
            Self::ForwardService => 0x200,
            Self::ConfirmMigrationOnGateway { number, amount } => {
                0x300 | u16::from(number.0).wrapping_shl(6) | u16::from(amount.0)
            }
            Self::BridgeMint => 0x400,
            Self::PauseDeposits => 0x500,
        }
    }

    fn unpack(bits: u16) -> Self {
        let argument = low_byte(bits);
        match bits.wrapping_shr(8) {
            1 => Self::ForwardDeposit { amount: Amount(argument) },
            2 => Self::ForwardService,
            3 => Self::ConfirmMigrationOnGateway {
                number: MigrationNumber(argument.wrapping_shr(6)),
                amount: Amount(argument & 0x3f),
            },
            4 => Self::BridgeMint,
            _ => Self::PauseDeposits,
        }
    }
}

fn low_byte(bits: u16) -> u8 {
    u8::try_from(bits & 0xff).unwrap_or(0)
}

impl State {
    /// The named values, in a fixed order, of the chains that the scenario has.
    pub fn books(&self, system: &AssetTracker) -> Vec<Book> {
        super::books::of(system, self)
    }

    /// Whether a deposit to the chain is not executed yet, wherever it stands.
    pub fn deposit_in_flight(&self, chain: Chain) -> bool {
        self.l1.zk_chain[chain]
            .priority_queue
            .iter()
            .any(|operation| matches!(operation.call, PriorityCall::Deposit { .. }))
    }
}
