//! Scenarios: bounds, parties and variant, and the named ones, each with all bounds spelled out.

use serde::{Deserialize, Serialize};

use crate::scenario::Bounds;
use crate::types::{Amount, Chain, SettlementLayer};

use super::messages::MESSAGE_AMOUNTS;

/// Which design is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// As the document has it: interop credits the recipient on Gateway at once.
    Seed,
    /// The credit of interop is pending until the recipient's own batch, settled on Gateway, says
    /// that it executed the call; a chain that settles on L1 may not claim interop.
    PendingInterop,
    /// A pause that was announced to Gateway cannot be undone before the chain is home.
    PauseUntilHome,
    /// On L1 an asset skips migration only while the chain settles on Gateway.
    SkipOnGateway,
    /// All repairs together.
    Repaired,
}

impl Variant {
    /// Whether the credit of interop waits until it is claimed on Gateway.
    pub fn holds_interop_pending(self) -> bool {
        matches!(self, Self::PendingInterop | Self::Repaired)
    }

    /// Whether on L1 an asset skips migration only while the chain settles on Gateway.
    pub fn skips_only_on_gateway(self) -> bool {
        matches!(self, Self::SkipOnGateway | Self::Repaired)
    }

    /// Whether a pause that was announced to Gateway lasts until the chain is home.
    pub fn pauses_until_home(self) -> bool {
        matches!(self, Self::PauseUntilHome | Self::Repaired)
    }
}

/// The asset whose books are modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asset {
    /// An ERC-20 token of L1, which is no chain's base token.
    L1Token,
    /// An L1 token that is the base token of every chain.
    BaseToken,
    /// A token of chain A, where all of it is issued.
    NativeToken,
}

/// What a chain runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// There is no such chain.
    Absent,
    /// Canonical contracts and a sound proof system.
    Honest,
    /// Canonical contracts on L1 and Gateway, but what the chain proves is anything.
    ZkCompromised,
    /// Its facets are anything too.
    CompletelyCompromised,
}

/// A chain of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainParameters {
    /// What it runs.
    pub party: Party,
    /// Where it settles at the start; on Gateway it has migrated before the asset was first used.
    pub starts_on: SettlementLayer,
    /// Whether its admin may move it.
    pub migrates: bool,
}

/// Something that can be attempted in a scenario, besides what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Users deposit from L1.
    Deposit,
    /// Deposits may fail on their chain.
    FailDeposit,
    /// Users withdraw to L1.
    Withdraw,
    /// Users send interop.
    Interop,
    /// Chains move to Gateway, and balances after them.
    MigrateToGateway,
    /// The transaction that moves a chain to Gateway may fail there.
    FailMigration,
    /// Chains come home, and balances after them.
    ComeHome,
    /// Admins undo a pause.
    Unpause,
    /// Used messages are attempted again.
    ReplayMessages,
    /// A batch is committed some time before it is executed.
    CommitBatches,
    /// What Gateway says to L1 waits until Gateway settles its own batch.
    SettleGatewayBatches,
}

impl Flow {
    /// The flow in a bit set.
    pub(crate) fn bit(self) -> u16 {
        1_u16.wrapping_shl(self as u32)
    }
}

/// The bounds of a scenario. Conservation bounds the rest: there are `max` units of the asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The design.
    pub variant: Variant,
    /// What stands for 2^256-1: the units of the asset that there are. 1 to 15.
    pub max: Amount,
    /// The amounts that users move, ascending, each at most `max`.
    pub amounts: Vec<Amount>,
    /// The asset.
    pub asset: Asset,
    /// Chain A.
    pub a: ChainParameters,
    /// Chain B.
    pub b: ChainParameters,
    /// What can be attempted.
    pub flows: Vec<Flow>,
    /// How many announcements of a pause to Gateway may be under way for one chain.
    pub pauses_in_flight: u8,
    /// Whether totals that no rule can read any more are cleared. Verdicts and depths are the same
    /// without; the states are more.
    pub forgets: bool,
}

impl Parameters {
    /// The parameters of a chain.
    pub fn chain(&self, chain: Chain) -> &ChainParameters {
        match chain {
            Chain::A => &self.a,
            Chain::B => &self.b,
        }
    }

    /// Whether `flow` can be attempted.
    pub fn runs(&self, flow: Flow) -> bool {
        self.flows.contains(&flow)
    }

    /// Whether a chain is not honest.
    pub fn has_malicious_chain(&self) -> bool {
        [self.a, self.b].iter().any(|one| !matches!(one.party, Party::Absent | Party::Honest))
    }

    /// The chains there are.
    pub fn chains(&self) -> Vec<Chain> {
        Chain::ALL.into_iter().filter(|chain| self.chain(*chain).party != Party::Absent).collect()
    }

    /// The amounts that messages carry: those of users, and all of it from the token's own chain.
    pub fn message_amounts(&self) -> Vec<Amount> {
        let mut amounts = self.amounts.clone();
        if self.asset == Asset::NativeToken && !amounts.contains(&self.max) {
            amounts.push(self.max);
        }
        amounts
    }
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        if !(1..=15).contains(&self.max.0) {
            return Err(format!("max is {}, but it must be from 1 to 15", self.max));
        }
        if self.amounts.is_empty() || self.amounts.iter().any(|amount| !(1..=self.max.0).contains(&amount.0))
        {
            return Err(format!("amounts must be one or more numbers from 1 to max, which is {}", self.max));
        }
        if !self.amounts.is_sorted_by(|one, next| one < next) {
            return Err("amounts must be in ascending order, each once".into());
        }
        if self.message_amounts().len() > MESSAGE_AMOUNTS {
            return Err(format!(
                "amounts may be at most {MESSAGE_AMOUNTS}, max counted where the asset is a native token"
            ));
        }
        if self.a.party == Party::Absent {
            return Err("a.party is absent, but there must be a chain A".into());
        }
        if self.asset == Asset::NativeToken && self.a.party != Party::Honest {
            return Err("a.party must be honest where the asset is A's native token".into());
        }
        if self.pauses_in_flight > 2 {
            return Err(format!("pauses_in_flight is {}, but it must be at most 2", self.pauses_in_flight));
        }
        let foreign = [self.a, self.b].into_iter().any(|one| {
            one.party == Party::CompletelyCompromised && one.starts_on == SettlementLayer::Gateway
        });
        if foreign {
            return Err("a completely compromised chain cannot start on gateway".into());
        }
        Ok(())
    }
}
