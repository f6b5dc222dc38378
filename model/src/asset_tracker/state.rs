//! The state: one struct a contract, with the fields of its storage, and the messages in flight.
//!
//! Two totals that the contracts only ever read as a difference are stored as that difference.
//! Fields whose name begins with `ghost_` are history that no contract stores and no rule reads: they
//! are there for the properties.

pub mod parts;
pub(super) mod symmetry;
mod transaction;

use crate::asset_tracker::topology::{
    Chain, MigrationNumber, PerChain, PerChainId, PerLayer, SettlementLayer,
};
use crate::fifo::Fifo;
use crate::system::Book;
use crate::types::{Amount, Difference, TxStatus};

use super::messages::{
    Batch, Counts, GatewayToL1Message, InboxTx, L1ToGatewayMessage, PriorityCall, PriorityOperation, Slots,
    V31BatchNumber,
};
use super::{AssetTracker, books};

pub use transaction::{BalanceChange, DepositedAsset, Lock, Point, Transaction, TransientStorage};

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
    /// Whether a transaction ended while a balance change of the chain had not been consumed.
    pub ghost_balance_change_left: PerChain<bool>,
    /// The transaction on L1 that has reached untrusted code and has not ended.
    pub transaction: Option<Box<Transaction>>,
}

/// The contracts on L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1 {
    /// `L1AssetTracker`.
    pub asset_tracker: L1AssetTracker,
    /// `L1NativeTokenVault`.
    pub native_token_vault: L1NativeTokenVault,
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
    /// What lives as long as a transaction.
    pub transient: TransientStorage,
}

/// `L1AssetTracker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1AssetTracker {
    /// `isAssetRegistered`.
    pub is_asset_registered: bool,
    /// `chainBalance`.
    pub chain_balance: PerChainId<Amount>,
    /// `assetMigrationNumber`.
    pub asset_migration_number: PerChain<MigrationNumber>,
    /// `interopInfo`: `preV31ChainBalance` + `totalDepositedFromL1` - `totalClaimedOnL1`.
    pub deposited_minus_claimed: PerChain<Difference>,
}

/// `L1NativeTokenVault`, which kept the balances before v31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1NativeTokenVault {
    /// `DEPRECATED_chainBalance`, which is kept of no chain's own token.
    pub chain_balance: PerChain<Amount>,
    /// `totalSupply` on L1 of a token that is native to a chain, until the tracker keeps L1's balance.
    pub l1_supply: Amount,
}

/// `L1Bridgehub`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1Bridgehub {
    /// `settlementLayer`.
    pub settlement_layer: PerChain<SettlementLayer>,
    /// `whitelistedSettlementLayers` of Gateway.
    pub is_gateway_whitelisted: bool,
}

/// `L1ChainAssetHandler`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1ChainAssetHandler {
    /// `migrationNumber`.
    pub migration_number: PerChain<MigrationNumber>,
    /// `isMigrationInProgress`.
    pub is_migration_in_progress: PerChain<bool>,
}

/// `L1Nullifier`. Of a message that is still open it stores nothing; see [`L1MessageRoot`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L1MessageRoot {
    /// Withdrawals that are not finalised, by the layer that vouched for them.
    pub withdrawals: PerChain<PerLayer<Counts>>,
    /// Failed deposits that are not refunded, by the layer that vouched for the failure.
    pub failed_deposits: PerChain<PerLayer<Counts>>,
    /// `L1ToGatewayTokenBalanceMigrationData` of the chain.
    pub to_gateway: PerChain<Option<L1ToGatewayMessage>>,
    /// Its `totalWithdrawalsToL1` - `totalSuccessfulDepositsFromL1`; 0 while there is none.
    pub reported_totals: PerChain<Difference>,
    /// `GatewayToL1TokenBalanceMigrationData` of Gateway about the chain.
    pub to_l1: PerChain<Option<GatewayToL1Message>>,
    /// Whether Gateway says that the chain has left it.
    pub left_gateway: PerChain<bool>,
    /// How the latest transaction that moves the chain to Gateway ended, if it has.
    pub migration_status: PerChain<Option<TxStatus>>,
    /// Whether an earlier one failed.
    pub earlier_migration_failed: PerChain<bool>,
    /// Withdrawals that are not finalised and were made on the old Gateway, before v31.
    pub withdrawals_before_v31: PerChain<Counts>,
    /// `v31UpgradeChainBatchNumber`.
    pub v31_upgrade_chain_batch_number: PerChain<V31BatchNumber>,
    /// Whether a root that Gateway stored before v31 has been replaced by one of its choice.
    pub is_history_rewritten: bool,
}

/// A chain's facets on one layer, as far as that layer's contracts read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ZkChain {
    /// `pausedDepositsTimestamp` is set.
    pub paused_deposits: bool,
    /// How long ago it was set, as far as a window asks.
    pub pause_age: u8,
    /// The priority operations that are not executed: those of L1, and with them those of Gateway.
    pub priority_queue: Fifo<PriorityOperation>,
}

/// The contracts on Gateway, and what is on its way there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gateway {
    /// `GWAssetTracker`.
    pub asset_tracker: GwAssetTracker,
    /// `L2Bridgehub`.
    pub bridgehub: GatewayBridgehub,
    /// `L2ChainAssetHandler`.
    pub chain_asset_handler: GatewayChainAssetHandler,
    /// `pausedDepositsTimestamp` of the chain's facets on Gateway is set.
    pub paused_deposits: PerChain<bool>,
    /// How long ago it was set by Gateway's clock, as far as a window asks.
    pub pause_age: PerChain<u8>,
    /// How far Gateway's clock is behind that of L1.
    pub lag: u8,
    /// L1->Gateway transactions. Those of different chains commute; those of one chain keep their order.
    pub inbox: PerChain<Fifo<InboxTx>>,
    /// The messages to L1 of the batch that Gateway has not settled yet.
    pub batch: GatewayBatch,
}

/// `GWAssetTracker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GwAssetTracker {
    /// `chainBalance`.
    pub chain_balance: PerChain<Amount>,
    /// `pendingInteropBalance`.
    pub pending_interop_balance: PerChain<Amount>,
    /// `assetMigrationNumber`.
    pub asset_migration_number: PerChain<MigrationNumber>,
}

/// `L2Bridgehub` on Gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GatewayBridgehub {
    /// `settlementLayer` is Gateway.
    pub settles_here: PerChain<bool>,
}

/// `L2ChainAssetHandler` on Gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GatewayChainAssetHandler {
    /// `migrationNumber`.
    pub migration_number: PerChain<MigrationNumber>,
}

/// What Gateway's unsettled batch says to L1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GatewayBatch {
    /// Withdrawals that chains made on Gateway.
    pub withdrawals: PerChain<Counts>,
    /// Deposits that failed on chains that settle on Gateway.
    pub failed_deposits: PerChain<Counts>,
    /// `L1ToGatewayTokenBalanceMigrationData` of the chain.
    pub to_gateway: PerChain<Option<L1ToGatewayMessage>>,
    /// Its `totalWithdrawalsToL1` - `totalSuccessfulDepositsFromL1`; 0 while there is none.
    pub reported_totals: PerChain<Difference>,
    /// `GatewayToL1TokenBalanceMigrationData` about the chain.
    pub to_l1: PerChain<Option<GatewayToL1Message>>,
    /// The chain has left Gateway.
    pub left_gateway: PerChain<bool>,
    /// How the transaction that moves the chain to Gateway ended.
    pub migration_status: PerChain<Option<TxStatus>>,
}

/// The contracts and users of a chain. A malicious chain is its books elsewhere only: its own stay
/// as they were at the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// `totalWithdrawalsToL1` - `totalSuccessfulDepositsFromL1`, if that batch reports them; otherwise 0.
    pub reported_totals: Difference,
}

/// `L2AssetTracker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct L2AssetTracker {
    /// `assetMigrationNumber`.
    pub asset_migration_number: MigrationNumber,
    /// `chainBalance` of an asset that is native to the chain; 0 of any other. Before v31 it is what registration will
    /// find: all that the vault has not locked.
    pub chain_balance: Amount,
    /// `interopInfo`: `totalWithdrawalsToL1` - `totalSuccessfulDepositsFromL1` - `totalPreV31TotalSupply`.
    pub withdrawn_minus_successful: Difference,
    /// `isAssetRegistered`: whether `totalPreV31TotalSupply` is saved. An asset from after v31 had none.
    pub is_asset_registered: bool,
    /// `needBaseTokenTotalSupplyBackfill`: the base token's `totalPreV31TotalSupply`, which the chain does not know yet.
    pub supply_to_fill_in: Option<Amount>,
}

crate::codec! {
    struct State { l1, gateway, chain, ghost_put_in, ghost_relay_refused, ghost_migrated_to_gateway, ghost_migrated_to_l1, ghost_foreign_refund, ghost_balance_change_left, transaction }
    struct L1 { asset_tracker, native_token_vault, bridgehub, chain_asset_handler, nullifier, message_root, zk_chain, transient }
    struct L1AssetTracker { is_asset_registered, chain_balance, asset_migration_number, deposited_minus_claimed }
    struct L1NativeTokenVault { chain_balance, l1_supply }
    struct L1Bridgehub { settlement_layer, is_gateway_whitelisted }
    struct L1ChainAssetHandler { migration_number, is_migration_in_progress }
    struct L1Nullifier { is_withdrawal_finalized, is_refunded, migration_happened }
    struct L1MessageRoot { withdrawals, failed_deposits, to_gateway, reported_totals, to_l1, left_gateway, migration_status, earlier_migration_failed, withdrawals_before_v31, v31_upgrade_chain_batch_number, is_history_rewritten }
    struct ZkChain { paused_deposits, pause_age, priority_queue }
    struct Gateway { asset_tracker, bridgehub, chain_asset_handler, paused_deposits, pause_age, lag, inbox, batch }
    struct GwAssetTracker { chain_balance, pending_interop_balance, asset_migration_number }
    struct GatewayBridgehub { settles_here }
    struct GatewayChainAssetHandler { migration_number }
    struct GatewayBatch { withdrawals, failed_deposits, to_gateway, reported_totals, to_l1, left_gateway, migration_status }
    struct ChainState { asset_tracker, supply, interop, is_interop_claimed, batch, reported_totals }
    struct L2AssetTracker { asset_migration_number, chain_balance, withdrawn_minus_successful, is_asset_registered, supply_to_fill_in }
}

impl State {
    /// The named values, in a fixed order, of the chains that the scenario has.
    pub fn books(&self, system: &AssetTracker) -> Vec<Book> {
        books::of(system, self)
    }

    /// Whether a deposit to the chain is not executed yet, wherever it stands.
    pub fn deposit_in_flight(&self, chain: Chain) -> bool {
        self.l1.zk_chain[chain]
            .priority_queue
            .iter()
            .any(|operation| matches!(operation.call, PriorityCall::Deposit { .. }))
    }
}
