//! What actions carry: payments, messages and how they are proven.

use serde::{Deserialize, Serialize};

use crate::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use crate::types::Amount;

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

impl Source {
    /// Whether it is a forgery, of a chain's or of Gateway's.
    pub fn is_forged(self) -> bool {
        matches!(self, Self::Forged | Self::Vouched(_))
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

impl TotalsMessage {
    /// The chain that it is about.
    pub fn chain(self) -> Chain {
        match self {
            Self::Proven { chain } | Self::Forged { chain, .. } => chain,
        }
    }

    /// Whether a malicious chain has made it up.
    pub fn is_forged(self) -> bool {
        matches!(self, Self::Forged { .. })
    }
}

impl ReturnMessage {
    /// The chain that it is about.
    pub fn chain(self) -> Chain {
        match self {
            Self::Proven { chain } | Self::Forged { chain, .. } => chain,
        }
    }

    /// Whether a malicious chain, or a malicious Gateway, has made it up.
    pub fn is_forged(self) -> bool {
        matches!(self, Self::Forged { .. })
    }

    /// The amount that it states: what Gateway proves is what there is.
    pub fn amount_mut(&mut self) -> Option<&mut Amount> {
        match self {
            Self::Proven { .. } => None,
            Self::Forged { amount, .. } => Some(amount),
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
