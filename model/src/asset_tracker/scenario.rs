//! What a scenario can have: bounds, parties and variant.

mod variant;

use serde::{Deserialize, Serialize};

use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::scenario::Bounds;
use crate::types::Amount;

use super::messages::MESSAGE_AMOUNTS;

pub use variant::Variant;

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
    /// A token of chain A whose own contract gives out there whatever it likes.
    MaliciousNativeToken,
}

impl Asset {
    /// Whether it is a token of chain A.
    pub fn is_native(self) -> bool {
        matches!(self, Self::NativeToken | Self::MaliciousNativeToken)
    }
}

/// Code of an attacker's choice that a transaction on L1 reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UntrustedCode {
    /// The asset's own contract on L1, or a holder that it calls, whenever the vault moves the asset.
    Token,
    /// The contract of another token, which is deposited for that purpose.
    OtherToken,
    /// What stands in the mailbox of the receiving chain: the filterer that its admin has installed, or the
    /// mailbox itself of a chain with facets of its own.
    Mailbox,
    /// The receiver of a payment in the base token.
    Receiver,
}

/// The untrusted code that transactions on L1 reach, and how far it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reentrancy {
    /// Whose.
    pub code: Vec<UntrustedCode>,
    /// How many calls stand within one another, the transaction's own among them, before untrusted code that
    /// is reached has no choice but to return.
    pub depth: u8,
    /// How many calls untrusted code makes in one transaction, those that are reverted not counted.
    pub nested_calls: u8,
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

/// What came before a scenario starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum History {
    /// Nothing: chains and asset are from after v31.
    SinceV31,
    /// The chains are older. Each settled on Gateway for a while before v31 and came home, as L1 has recorded; each
    /// has upgraded. The asset is from after v31.
    Upgraded,
    /// Everything is older: the scenario starts before v31, with L1 and the chains still to upgrade. A chain that starts
    /// on Gateway starts on the old one.
    BeforeV31,
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
    /// Governance withdraws Gateway's whitelisting.
    WithdrawWhitelisting,
    /// Deposits to chain A come through the legacy ERC-20 bridge too, and failed deposits are claimed by the
    /// legacy function too.
    LegacyBridge,
    /// The base token's supply from before v31 is filled in some time after a chain has upgraded.
    BackfillBaseToken,
}

impl Flow {
    /// The flow in a bit set.
    pub(crate) fn bit(self) -> u16 {
        1_u16.wrapping_shl(self as u32)
    }
}

/// The time windows of a pause, in steps of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// How long after it was announced a pause takes effect.
    pub pause: u8,
    /// How long after that announcement its chain may leave, on each layer by the layer's own clock.
    pub migration: u8,
    /// How far Gateway's clock may lag behind that of L1.
    pub gateway_lag: u8,
}

impl Windows {
    /// None at all, as in release v31: a pause takes effect when it is announced, and there is no time.
    pub const NONE: Self = Self { pause: 0, migration: 0, gateway_lag: 0 };

    /// How long the age of a pause still matters.
    pub fn longest(self) -> u8 {
        self.pause.max(self.migration)
    }
}

/// The bounds of a scenario. Conservation bounds what these do not: there are `max` units of the asset.
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
    /// Chain C.
    pub c: ChainParameters,
    /// What can be attempted.
    pub flows: Vec<Flow>,
    /// What Gateway runs. A ZK-compromised one proves anything: from the start, or from the moment that governance
    /// withdraws its whitelisting where that can happen.
    pub gateway: Party,
    /// What came before.
    pub history: History,
    /// How many announcements of a pause to Gateway may be under way for one chain.
    pub pauses_in_flight: u8,
    /// The time windows of a pause.
    pub windows: Windows,
    /// How many operations may wait in a chain's queue, and how many transactions may be on their way to
    /// Gateway for one chain: nothing that adds one more is attempted. Conservation keeps an honest chain's
    /// queue short; a malicious chain pays deposits out again without ever executing them, so that nothing
    /// else bounds its queue.
    pub operations_in_flight: u8,
    /// The untrusted code that transactions on L1 reach; without any, each is one action.
    pub reentrancy: Option<Reentrancy>,
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
            Chain::C => &self.c,
        }
    }

    /// Whether `flow` can be attempted.
    pub fn runs(&self, flow: Flow) -> bool {
        self.flows.contains(&flow)
    }

    /// Whether one can count on Gateway from the start to the end, and on transactions on L1: a token that refuses
    /// to move is stuck for good.
    pub fn infrastructure_is_honest(&self) -> bool {
        let gateway = self.gateway == Party::Honest && !self.runs(Flow::WithdrawWhitelisting);
        gateway && self.reentrancy.is_none()
    }

    /// Whether an admin who has paused deposits can open them again, or go home to open them.
    pub fn pauses_can_end(&self) -> bool {
        let is_undone = !self.variant.pauses_until_home() || self.runs(Flow::ComeHome);
        self.runs(Flow::Unpause) && is_undone
    }

    /// Whether a chain is not honest.
    pub fn has_malicious_chain(&self) -> bool {
        [self.a, self.b, self.c].iter().any(|one| !matches!(one.party, Party::Absent | Party::Honest))
    }

    /// Whether transactions on L1 reach this code.
    pub fn reaches(&self, code: UntrustedCode) -> bool {
        self.reentrancy.as_ref().is_some_and(|reentrancy| reentrancy.code.contains(&code))
    }

    /// The chains there are.
    pub fn chains(&self) -> Vec<Chain> {
        Chain::ALL.into_iter().filter(|chain| self.chain(*chain).party != Party::Absent).collect()
    }

    /// The chains there are besides this one.
    pub fn others(&self, chain: Chain) -> impl Iterator<Item = Chain> + '_ {
        chain.others().filter(|one| self.chain(*one).party != Party::Absent)
    }

    /// The amounts that messages carry: those of users, and all of it from the token's own chain.
    pub fn message_amounts(&self) -> Vec<Amount> {
        let mut amounts = self.amounts.clone();
        if self.asset.is_native() && !amounts.contains(&self.max) {
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
        if self.asset.is_native() && self.a.party != Party::Honest {
            return Err("a.party must be honest where the asset is A's native token".into());
        }
        if self.pauses_in_flight > 2 {
            return Err(format!("pauses_in_flight is {}, but it must be at most 2", self.pauses_in_flight));
        }
        let Windows { pause, migration, gateway_lag } = self.windows;
        if [pause, migration, gateway_lag].iter().any(|steps| *steps > 3) {
            return Err(format!(
                "windows.pause is {pause}, windows.migration is {migration} and windows.gateway_lag is \
                 {gateway_lag}, but each must be at most 3"
            ));
        }
        if !(2..=8).contains(&self.operations_in_flight) {
            return Err(format!(
                "operations_in_flight is {}, but it must be from 2 to 8",
                self.operations_in_flight
            ));
        }
        if let Some(Reentrancy { depth, nested_calls, .. }) = self.reentrancy
            && !((1..=4).contains(&depth) && nested_calls <= 8)
        {
            return Err(format!(
                "reentrancy.depth is {depth}, but it must be from 1 to 4, and \
                 reentrancy.nested_calls is {nested_calls}, but it must be at most 8"
            ));
        }
        let foreign = [self.a, self.b, self.c].into_iter().any(|one| {
            one.party == Party::CompletelyCompromised && one.starts_on == SettlementLayer::Gateway
        });
        if foreign {
            return Err("a completely compromised chain cannot start on gateway".into());
        }
        self.validate_gateway()
    }
}

impl Parameters {
    /// Whether Gateway proves anything from the start.
    pub fn gateway_starts_compromised(&self) -> bool {
        self.gateway == Party::ZkCompromised && !self.runs(Flow::WithdrawWhitelisting)
    }

    fn validate_gateway(&self) -> Result<(), String> {
        if !matches!(self.gateway, Party::Honest | Party::ZkCompromised) {
            return Err("gateway must be honest or zk_compromised, which is the worst that it may be".into());
        }
        let trusts_it = |one: &ChainParameters| {
            one.party == Party::Honest && (one.migrates || one.starts_on == SettlementLayer::Gateway)
        };
        let is_old = self.history == History::BeforeV31;
        if is_old && (self.asset == Asset::MaliciousNativeToken || self.runs(Flow::Interop)) {
            return Err("a scenario from before v31 has no malicious native token and no interop".into());
        }
        let backfills = self.runs(Flow::BackfillBaseToken);
        if backfills && !(is_old && self.asset == Asset::BaseToken) {
            return Err(
                "a base token is backfilled where it is the asset and the scenario starts before v31".into(),
            );
        }
        if is_old && self.reentrancy.is_some() {
            return Err("reentrancy must be left out where the scenario starts before v31".into());
        }
        if is_old && self.gateway != Party::Honest {
            return Err("gateway must be honest where the scenario starts before v31".into());
        }
        if self.gateway_starts_compromised() && [self.a, self.b, self.c].iter().any(trusts_it) {
            return Err("an honest chain cannot start on or migrate to a gateway that is zk_compromised from the start".into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> Parameters {
        let chain = ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true };
        Parameters {
            variant: Variant::Seed,
            max: Amount(4),
            amounts: vec![Amount(1), Amount(2), Amount(4)],
            asset: Asset::L1Token,
            a: chain,
            b: ChainParameters { starts_on: SettlementLayer::Gateway, ..chain },
            c: ChainParameters { party: Party::Absent, ..chain },
            flows: vec![Flow::Deposit],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 2,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: false,
        }
    }

    /// What is said of the bounds with one change.
    fn verdict(change: impl FnOnce(&mut Parameters)) -> Result<(), String> {
        let mut changed = parameters();
        change(&mut changed);
        changed.validate()
    }

    /// The amounts with these numbers of units.
    fn amounts<const N: usize>(units: [u8; N]) -> Vec<Amount> {
        units.map(Amount).to_vec()
    }

    #[test]
    fn what_is_within_its_bounds_is_accepted() {
        assert_eq!(verdict(|_| ()), Ok(()));
        assert_eq!(verdict(|one| one.max = Amount(15)), Ok(()));
        let least = |one: &mut Parameters| (one.max, one.amounts) = (Amount(1), amounts([1]));
        assert_eq!(verdict(least), Ok(()));
        assert_eq!(verdict(|one| one.b.party = Party::Absent), Ok(()));
        assert_eq!(verdict(|one| one.c.party = Party::Honest), Ok(()));
        assert_eq!(verdict(|one| one.b.party = Party::ZkCompromised), Ok(()));
        assert_eq!(verdict(|one| one.a.party = Party::CompletelyCompromised), Ok(()));
        assert_eq!(verdict(|one| one.asset = Asset::NativeToken), Ok(()));
    }

    #[test]
    fn each_wrong_bound_is_named_with_what_it_may_be() {
        let refused = |sentence: &str, change: &dyn Fn(&mut Parameters)| {
            assert_eq!(verdict(change), Err(sentence.into()));
        };
        refused("max is 0, but it must be from 1 to 15", &|one| one.max = Amount(0));
        refused("max is 16, but it must be from 1 to 15", &|one| one.max = Amount(16));
        let range = "amounts must be one or more numbers from 1 to max, which is 4";
        refused(range, &|one| one.amounts = amounts([]));
        refused(range, &|one| one.amounts = amounts([0, 1]));
        refused(range, &|one| one.amounts = amounts([1, 5]));
        let order = "amounts must be in ascending order, each once";
        refused(order, &|one| one.amounts = amounts([2, 1]));
        refused(order, &|one| one.amounts = amounts([1, 1]));
        let count = "amounts may be at most 3, max counted where the asset is a native token";
        refused(count, &|one| one.amounts = amounts([1, 2, 3, 4]));
        refused(count, &|one| (one.asset, one.amounts) = (Asset::NativeToken, amounts([1, 2, 3])));
        let absent = "a.party is absent, but there must be a chain A";
        refused(absent, &|one| one.a.party = Party::Absent);
        let native = "a.party must be honest where the asset is A's native token";
        refused(native, &|one| (one.asset, one.a.party) = (Asset::NativeToken, Party::ZkCompromised));
        refused("pauses_in_flight is 3, but it must be at most 2", &|one| one.pauses_in_flight = 3);
        let long = "windows.pause is 4, windows.migration is 0 and windows.gateway_lag is 0, but each must be \
                    at most 3";
        refused(long, &|one| one.windows.pause = 4);
        refused("operations_in_flight is 1, but it must be from 2 to 8", &|one| one.operations_in_flight = 1);
        refused("operations_in_flight is 9, but it must be from 2 to 8", &|one| one.operations_in_flight = 9);
        let foreign = "a completely compromised chain cannot start on gateway";
        refused(foreign, &|one| one.b.party = Party::CompletelyCompromised);
        refused(foreign, &|one| {
            (one.c.party, one.c.starts_on) = (Party::CompletelyCompromised, SettlementLayer::Gateway);
        });
        let worst = "gateway must be honest or zk_compromised, which is the worst that it may be";
        refused(worst, &|one| one.gateway = Party::CompletelyCompromised);
        refused(worst, &|one| one.gateway = Party::Absent);
        let trusting =
            "an honest chain cannot start on or migrate to a gateway that is zk_compromised from the start";
        refused(trusting, &|one| one.gateway = Party::ZkCompromised);
        refused(trusting, &|one| (one.gateway, one.a.migrates) = (Party::ZkCompromised, false));
        let old = "a scenario from before v31 has no malicious native token and no interop";
        refused(old, &|one| (one.history, one.asset) = (History::BeforeV31, Asset::MaliciousNativeToken));
        refused(old, &|one| (one.history, one.flows) = (History::BeforeV31, vec![Flow::Interop]));
        let base = "a base token is backfilled where it is the asset and the scenario starts before v31";
        refused(base, &|one| one.flows.push(Flow::BackfillBaseToken));
        let alone = "reentrancy must be left out where the scenario starts before v31";
        refused(alone, &|one| {
            one.history = History::BeforeV31;
            one.reentrancy = Some(Reentrancy { code: Vec::new(), depth: 1, nested_calls: 1 });
        });
        let trusted = "gateway must be honest where the scenario starts before v31";
        refused(trusted, &|one| (one.history, one.gateway) = (History::BeforeV31, Party::ZkCompromised));
    }

    #[test]
    fn gateway_is_compromised_from_the_start_or_from_when_its_whitelisting_is_withdrawn() {
        let on_l1 = |one: &mut Parameters| {
            one.gateway = Party::ZkCompromised;
            one.a.migrates = false;
            one.b.party = Party::ZkCompromised;
        };
        assert_eq!(verdict(on_l1), Ok(()));
        let later = |one: &mut Parameters| {
            one.gateway = Party::ZkCompromised;
            one.flows.push(Flow::WithdrawWhitelisting);
        };
        assert_eq!(verdict(later), Ok(()));
        let mut changed = parameters();
        assert!(!changed.gateway_starts_compromised());
        on_l1(&mut changed);
        assert!(changed.gateway_starts_compromised());
        changed.flows.push(Flow::WithdrawWhitelisting);
        assert!(!changed.gateway_starts_compromised());
    }

    #[test]
    fn messages_carry_the_amounts_of_users_and_all_of_a_native_token() {
        let carried = |asset, units: Vec<Amount>| {
            Parameters { asset, amounts: units, ..parameters() }.message_amounts()
        };
        assert_eq!(carried(Asset::L1Token, amounts([1, 2])), amounts([1, 2]));
        assert_eq!(carried(Asset::NativeToken, amounts([1, 2])), amounts([1, 2, 4]));
        assert_eq!(carried(Asset::NativeToken, amounts([1, 4])), amounts([1, 4]));
    }

    #[test]
    fn each_flow_has_a_bit_of_its_own() {
        let last = Flow::BackfillBaseToken;
        assert_eq!((Flow::Deposit.bit(), last.bit()), (1, 1 << (last as u16)));
        assert!((last as u32) < u16::BITS);
    }
}
