//! Actions: one variant for each entry point of a contract and each move of the environment or of an
//! adversary.

pub(super) mod attempts;
pub(super) mod classes;
mod fairness;
pub(super) mod footprints;
mod lanes;

use serde::{Deserialize, Serialize};

use crate::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use crate::types::{Amount, TxStatus};

use super::messages::{BatchMessage, V31BatchNumber};

pub(super) use attempts::attempts;
pub(super) use fairness::{FAIR, fair_class, is_honest};
pub(super) use lanes::{lanes, way};

/// What a party attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the arguments are those of the contract functions")]
pub enum Action {
    /// A user on L1 deposits to a chain.
    Deposit { chain: Chain, amount: Amount },
    /// Somebody submits the proof of a withdrawal to L1.
    FinalizeWithdrawal { message: Payment },
    /// Somebody submits the proof of a failed deposit to L1.
    ClaimFailedDeposit { message: Payment },
    /// Somebody submits a chain's totals to L1.
    ReceiveL1ToGatewayMigration { message: TotalsMessage },
    /// Somebody submits a returned balance to L1.
    ReceiveGatewayToL1Migration { message: ReturnMessage },
    /// A chain's admin pauses its deposits.
    PauseDeposits { chain: Chain },
    /// A chain's admin opens its deposits again.
    UnpauseDeposits { chain: Chain },
    /// A chain's admin moves it from L1 to Gateway.
    MigrateToGateway { chain: Chain },
    /// Somebody submits the result of that move to L1; `earlier` if it is that of a move before.
    ConfirmMigration { chain: Chain, status: TxStatus, earlier: bool },
    /// Somebody submits to L1 that the chain has left Gateway.
    FinalizeMigrationFromGateway { chain: Chain },
    /// Gateway executes the next L1->Gateway transaction that concerns a chain.
    ExecuteInboxTx { chain: Chain, status: TxStatus },
    /// Somebody sends a chain's balance on Gateway home.
    InitiateGatewayToL1Migration { chain: Chain },
    /// A chain's admin moves it from Gateway to L1.
    MigrateFromGateway { chain: Chain },
    /// Gateway settles its own batch on L1.
    SettleGatewayBatch,
    /// A chain executes its next priority operation.
    ExecutePriorityTx { chain: Chain, status: TxStatus },
    /// A user withdraws from a chain to L1.
    Withdraw { chain: Chain, amount: Amount },
    /// A user sends from a chain to another one.
    SendInterop { chain: Chain, to: Chain, amount: Amount },
    /// A user claims on a chain interop that is sent `to` a chain, which need not be the same.
    ClaimInterop { chain: Chain, to: Chain, amount: Amount, source: Source },
    /// A user reports a chain's totals to L1.
    InitiateL1ToGatewayMigration { chain: Chain },
    /// The native token's owner mints on chain A.
    MintNative { amount: Amount },
    /// A chain commits the batch that it has begun.
    SealBatch { chain: Chain },
    /// L1 executes a chain's batch.
    SettleBatch { chain: Chain },
    /// Gateway executes a chain's batch.
    ExecuteChainBatch { chain: Chain },
    /// A malicious chain proves a batch of its choice on Gateway.
    SettleForgedBatch { chain: Chain, message: BatchMessage },
    /// A completely compromised chain states a base token deposit that nobody made.
    RelayForgedBaseToken { chain: Chain, amount: Amount },
    /// A malicious Gateway proves a batch of its choice on L1, whose root is to replace one that it stored
    /// before v31 if `rewrites`.
    SettleForgedGatewayBatch { rewrites: bool },
    /// Governance withdraws the whitelisting of Gateway.
    WithdrawWhitelisting,
    /// A user deposits to chain A by the legacy ERC-20 bridge.
    DepositLegacyErc20Bridge { chain: Chain, amount: Amount },
    /// Somebody submits the proof of a failed deposit to L1 by the legacy function.
    ClaimFailedDepositLegacy { message: Payment },
    /// An attacker deposits a token of their own to a chain.
    DepositOtherToken { chain: Chain },
    /// Untrusted code would take a chain's balance change from the tracker, or, as a completely compromised
    /// chain, from Gateway's mailbox, which relays it.
    ConsumeBalanceChange { by: Option<Chain>, chain: Chain },
    /// Untrusted code returns to the call that it was called from.
    Return,
    /// Untrusted code reverts, and with it the call that it was called from.
    Revert,
    /// A chain leaves the Gateway from before v31.
    LeaveOldGateway { chain: Chain },
    /// Governance upgrades L1 to v31.
    InitializeL1V31Upgrade,
    /// Somebody moves the balances of a token from before v31 from the vault to the tracker.
    RegisterLegacyToken,
    /// A chain upgrades to v31, and says from which batch on.
    SaveV31UpgradeBatch { chain: Chain, number: V31BatchNumber },
    /// Governance whitelists Gateway, once it has looked.
    WhitelistSettlementLayer,
    /// Somebody has Gateway told that a chain's deposits are paused.
    RequestPauseDepositsForChainOnGateway { chain: Chain },
    /// L1's clock goes on a step.
    PassTime,
    /// Gateway's clock, which is behind, goes on a step.
    CatchUp,
    /// A chain is told what the supply of its base token was when it upgraded to v31.
    SetZksyncOsPreV31TotalSupply { chain: Chain },
}

/// A withdrawal, or the failure of a deposit, as somebody submits it to L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Payment {
    /// The chain that it comes from.
    pub chain: Chain,
    /// The settlement layer under whose batch it is proven.
    pub layer: SettlementLayer,
    /// How much it pays.
    pub amount: Amount,
    /// Which of the messages that look like this.
    pub source: Source,
}

/// Which message is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// One that has not been used.
    Open,
    /// One that has not been used and is from the time on the old Gateway, before v31.
    Old,
    /// One that has.
    Used,
    /// One that a malicious chain put into a batch that it settled on L1, whatever happened on the chain.
    Forged,
    /// One that a malicious settlement layer says was in a batch of the chain.
    Vouched(Claim),
}

/// What a forged proof says of the batches through which it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// The chain's batch is from after v31, and Gateway's is one that it settled since it is malicious.
    SinceV31,
    /// The chain's batch is from before v31, and Gateway's is one that it settled since it is malicious.
    BeforeV31,
    /// Both are from before v31: Gateway has put another root into the place of the one that it stored then.
    Rewritten,
    /// The chain, which is malicious, settled both on the old Gateway before v31.
    Own,
    /// Gateway's batch is itself one that another chain, which is malicious, says it executed.
    Deeper {
        /// That chain.
        under: Chain,
    },
}

impl Payment {
    /// Whether the chain's batch is from before the chain upgraded to v31.
    #[inline]
    pub fn is_before_v31(self) -> bool {
        matches!(self.source, Source::Old | Source::Vouched(Claim::BeforeV31 | Claim::Rewritten | Claim::Own))
    }
}

/// `L1ToGatewayTokenBalanceMigrationData`, as somebody submits it to L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalsMessage {
    /// The one that the chain has proven.
    Proven {
        /// The chain.
        chain: Chain,
    },
    /// One that a malicious chain has put into a batch: totals of its choice, given by what they
    /// make L1 keep.
    Forged {
        /// The chain that proves it.
        sender: Chain,
        /// The chain that it is about.
        chain: Chain,
        /// What is left to keep when L1 puts the totals into its formula; may be out of range.
        amount_to_keep: i8,
        /// `chainMigrationNumber`.
        chain_migration_number: MigrationNumber,
    },
}

/// `GatewayToL1TokenBalanceMigrationData`, as somebody submits it to L1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnMessage {
    /// The one that Gateway has proven.
    Proven {
        /// The chain that it is about.
        chain: Chain,
    },
    /// One that a malicious chain, or a malicious Gateway, has put into a batch.
    Forged {
        /// Who proves it.
        sender: ChainId,
        /// The chain that it is about.
        chain: Chain,
        /// `amount`.
        amount: Amount,
        /// `chainMigrationNumber`.
        chain_migration_number: MigrationNumber,
    },
}

macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => {
        /// The kinds of action, in the order of the enum.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Kind { $($kind),+ }

        impl Kind {
            /// Every kind, in the order of the enum.
            const ALL: &'static [Self] = &[$(Self::$kind),+];
        }

        impl Action {
            /// The names of all kinds of action, in the order of the enum.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($kind)),+];

            /// The position of this action's kind in [`Action::NAMES`].
            #[inline]
            pub fn kind(self) -> usize {
                self.kind_of() as usize
            }

            /// This action's kind.
            #[inline]
            fn kind_of(self) -> Kind {
                match self { $(Self::$kind { .. } => Kind::$kind),+ }
            }
        }
    };
}

kinds! {
    Deposit, FinalizeWithdrawal, ClaimFailedDeposit, ReceiveL1ToGatewayMigration, ReceiveGatewayToL1Migration,
    PauseDeposits, UnpauseDeposits, MigrateToGateway, ConfirmMigration, FinalizeMigrationFromGateway,
    ExecuteInboxTx, InitiateGatewayToL1Migration, MigrateFromGateway, SettleGatewayBatch, ExecutePriorityTx,
    Withdraw, SendInterop, ClaimInterop, InitiateL1ToGatewayMigration, MintNative, SealBatch, SettleBatch,
    ExecuteChainBatch, SettleForgedBatch, RelayForgedBaseToken, SettleForgedGatewayBatch, WithdrawWhitelisting,
    DepositLegacyErc20Bridge, ClaimFailedDepositLegacy, DepositOtherToken, ConsumeBalanceChange, Return, Revert,
    LeaveOldGateway, InitializeL1V31Upgrade, RegisterLegacyToken, SaveV31UpgradeBatch, WhitelistSettlementLayer,
    RequestPauseDepositsForChainOnGateway, PassTime, CatchUp, SetZksyncOsPreV31TotalSupply,
}

impl Action {
    /// Whether it is a forgery, which only a malicious chain's code makes.
    pub fn is_forged(self) -> bool {
        match self {
            Self::FinalizeWithdrawal { message } => {
                matches!(message.source, Source::Forged | Source::Vouched(_))
            }
            Self::ClaimInterop { source, .. } => source == Source::Forged,
            Self::ReceiveL1ToGatewayMigration { message } => matches!(message, TotalsMessage::Forged { .. }),
            Self::ReceiveGatewayToL1Migration { message } => matches!(message, ReturnMessage::Forged { .. }),
            Self::SettleForgedBatch { .. }
            | Self::RelayForgedBaseToken { .. }
            | Self::SettleForgedGatewayBatch { .. }
            | Self::ConsumeBalanceChange { .. } => true,
            _ => false,
        }
    }

    /// Who attempts it.
    pub fn party(self) -> String {
        match self {
            Self::Deposit { .. } | Self::DepositLegacyErc20Bridge { .. } => "user on L1".into(),
            Self::FinalizeWithdrawal { .. }
            | Self::ClaimFailedDeposit { .. }
            | Self::ClaimFailedDepositLegacy { .. }
            | Self::ReceiveL1ToGatewayMigration { .. }
            | Self::ReceiveGatewayToL1Migration { .. }
            | Self::ConfirmMigration { .. }
            | Self::FinalizeMigrationFromGateway { .. }
            | Self::RegisterLegacyToken
            | Self::InitiateGatewayToL1Migration { .. } => "relayer".into(),
            Self::PauseDeposits { chain }
            | Self::UnpauseDeposits { chain }
            | Self::MigrateToGateway { chain }
            | Self::MigrateFromGateway { chain }
            | Self::LeaveOldGateway { chain }
            | Self::RequestPauseDepositsForChainOnGateway { chain }
            | Self::SetZksyncOsPreV31TotalSupply { chain }
            | Self::SaveV31UpgradeBatch { chain, .. } => format!("admin of {chain}"),
            Self::ExecuteInboxTx { .. } | Self::SettleGatewayBatch => "Gateway".into(),
            Self::PassTime => "clock of L1".into(),
            Self::CatchUp => "clock of Gateway".into(),
            Self::Withdraw { chain, .. }
            | Self::SendInterop { chain, .. }
            | Self::ClaimInterop { chain, .. }
            | Self::InitiateL1ToGatewayMigration { chain } => format!("user on {chain}"),
            Self::MintNative { .. } => "owner of the token".into(),
            Self::ExecutePriorityTx { chain, .. }
            | Self::SealBatch { chain }
            | Self::SettleBatch { chain }
            | Self::ExecuteChainBatch { chain } => format!("operator of {chain}"),
            Self::SettleForgedBatch { chain, .. } | Self::RelayForgedBaseToken { chain, .. } => {
                format!("malicious {chain}")
            }
            Self::SettleForgedGatewayBatch { .. } => "malicious Gateway".into(),
            Self::WithdrawWhitelisting | Self::InitializeL1V31Upgrade | Self::WhitelistSettlementLayer => {
                "governance".into()
            }
            Self::ConsumeBalanceChange { by: Some(by), .. } => format!("malicious {by}"),
            Self::DepositOtherToken { .. } => "attacker".into(),
            Self::ConsumeBalanceChange { by: None, .. } | Self::Return | Self::Revert => {
                "untrusted code".into()
            }
        }
    }
}

crate::codec! {
    struct Payment { chain, layer, amount, source }
    enum Source { Open, Old, Used, Forged, Vouched(claim) }
    enum Claim { SinceV31, BeforeV31, Rewritten, Own, Deeper { under } }
    enum TotalsMessage { Proven { chain }, Forged { sender, chain, amount_to_keep, chain_migration_number } }
    enum ReturnMessage { Proven { chain }, Forged { sender, chain, amount, chain_migration_number } }
}
