//! What a scenario can have: bounds, parties and variant.

mod repairs;

use serde::{Deserialize, Serialize};

use crate::scenario::Bounds;

use super::messages::RequestId;
use super::topology::{App, Main, User};

/// A respect in which the repaired design differs from the document's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// What is spent locally was locked before. "The App L1 MAY execute the transfer locally" of any balance
    /// otherwise.
    LocalFromLocks,
    /// A lock is there once the FT Manager has granted it. Otherwise the App L1 records it, and tells the FT Manager.
    GrantedLocks,
    /// Decreases are acknowledged before anything is minted. Otherwise both are sent at once.
    TwoPhases,
    /// A message that settles what was decided is never refused since somebody was blocked meanwhile.
    SettlementIgnoresBlocklists,
    /// Updates of the blocklists and of allowances carry a number, and what is older than what was applied is ignored.
    SequencedUpdates,
    /// A request that is refused is answered. Otherwise the execution of its message reverts ("revert with error").
    Replies,
    /// A request is executed once, however often it arrives.
    ConsumedOnce,
    /// An App L1 reports of balances on itself only.
    OwnChainOnly,
    /// A contract takes each message from those alone who send it: no orders from an App L1. "Each contract validates
    /// the origin L1 and the sender Teleporter contract", and nothing else, otherwise.
    SenderRoles,
    /// FT Managers alone decide by allowances. Otherwise the FT of an App L1 does so too, by those that were approved there,
    /// as an ERC-20 does, and what they cover is spent locally.
    ManagedAllowances,
    /// A request carries the signature of its sender, which the FT Manager asks for.
    SignedRequests,
}

/// A design: the document's own, the repaired one, and those that lack one repair or read the document otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// The document's own, without any repair.
    Seed,
    /// With every repair but signed requests.
    Repaired,
    /// With every repair.
    SignedRequests,
    /// Repaired, but any balance is spent locally.
    LocalSpending,
    /// Repaired, but the FT Manager hears of a lock afterwards.
    LocksToldAfterwards,
    /// Repaired, but decreases and mints are sent at once.
    OnePhase,
    /// Repaired, but what settles a decision is refused for whom is blocked meanwhile.
    BlockedSettlement,
    /// Repaired, but updates of the blocklists and of allowances carry no number.
    UnnumberedUpdates,
    /// Repaired, but the execution of a request that is refused reverts.
    RevertedRefusals,
    /// Repaired, but a request is executed as often as it arrives.
    RepeatedRequests,
    /// Repaired, but an App L1 reports of balances on others too.
    ReportsOfOthers,
    /// Repaired, but a contract takes any message from any contract of the system.
    OrdersOfApps,
    /// Repaired, but what was approved on an App L1 is spent there too.
    LocalAllowances,
    /// Repaired, but an App L1 assigns a new address to the latest Main L1 that it knows of (`setLatestMainL1Info` has
    /// no other visible purpose). Who assigns is in a list that is lost in the document.
    AppsAssign,
    /// As with `BlockedSettlement`, and the database of the total supply is kept from the events of the FT Managers,
    /// against which the document warns.
    ManagerEvents,
}

impl Variant {
    /// Whether the design differs from the document's own in this respect.
    pub fn has(self, repair: Repair) -> bool {
        let lacks = match self {
            Self::Seed => return false,
            Self::SignedRequests => return true,
            Self::Repaired | Self::AppsAssign => None,
            Self::LocalSpending => Some(Repair::LocalFromLocks),
            Self::LocksToldAfterwards => Some(Repair::GrantedLocks),
            Self::OnePhase => Some(Repair::TwoPhases),
            Self::BlockedSettlement | Self::ManagerEvents => Some(Repair::SettlementIgnoresBlocklists),
            Self::UnnumberedUpdates => Some(Repair::SequencedUpdates),
            Self::RevertedRefusals => Some(Repair::Replies),
            Self::RepeatedRequests => Some(Repair::ConsumedOnce),
            Self::ReportsOfOthers => Some(Repair::OwnChainOnly),
            Self::OrdersOfApps => Some(Repair::SenderRoles),
            Self::LocalAllowances => Some(Repair::ManagedAllowances),
        };
        repair != Repair::SignedRequests && Some(repair) != lacks
    }

    /// Whether an App L1 assigns a Main L1 to a new address. Otherwise the Router does, which records it when it first
    /// sees the address.
    pub fn assigns_on_apps(self) -> bool {
        self == Self::AppsAssign
    }

    /// Whether the database of the total supply is kept from the events of the FT Managers. Otherwise it is from those
    /// of the FT on the App L1s, as the document recommends.
    pub fn counts_manager_events(self) -> bool {
        self == Self::ManagerEvents
    }
}

/// How an FT Manager chooses the App L1s to take from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// As the document recommends.
    Recommended,
    /// In any way that covers the amount.
    Any,
}

/// How often each thing may be attempted; what may be attempted zero times is no part of the scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budgets {
    /// `transfer` through a Main L1.
    pub transfers: u8,
    /// `transfer` within an App L1.
    pub fast_transfers: u8,
    /// `setLock` for more.
    pub locks: u8,
    /// `setLock` for less.
    pub unlocks: u8,
    /// `lockTransfer`.
    pub lock_transfers: u8,
    /// `localTransfer`.
    pub local_transfers: u8,
    /// `burn`.
    pub burns: u8,
    /// `blockUser` and `unblockUser`.
    pub blocks: u8,
    /// `localBlockUser` and `localUnblockUser`.
    pub local_blocks: u8,
    /// `setLatestMainL1Info`.
    pub scalings: u8,
    /// Mints when an FT is initialised.
    pub initial_mints: u8,
    /// Executions for which a relayer gives too little gas.
    pub gas_faults: u8,
    /// New messages that a monitor sends in the place of failed ones.
    pub resends: u8,
    /// Messages of unauthorised chains and contracts.
    pub forgeries: u8,
    /// What the compromised App L1 sends besides requests: reports, and orders that are not its own to give.
    pub compromised_reports: u8,
    /// The requests that the compromised App L1 sends, of whomever it likes.
    pub compromised_requests: u8,
    /// `approve`.
    #[serde(default)]
    pub approvals: u8,
    /// `transferFrom`, through a Main L1 or within an App L1.
    #[serde(default)]
    pub transfers_from: u8,
    /// `burnFrom`.
    #[serde(default)]
    pub burns_from: u8,
}

crate::codec! {
    struct Budgets {
        transfers, fast_transfers, locks, unlocks, lock_transfers, local_transfers, burns, blocks, local_blocks,
        scalings, initial_mints, gas_faults, resends, forgeries, compromised_reports,
        compromised_requests, approvals, transfers_from, burns_from
    }
}

impl Budgets {
    /// Whether an App L1 is compromised.
    pub fn has_compromised(&self) -> bool {
        self.compromised_reports > 0 || self.compromised_requests > 0
    }
}

/// The bounds of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The design.
    pub variant: Variant,
    /// How App L1s are chosen.
    pub allocation: Allocation,
    /// How many App L1s there are; the last is the one that may be compromised.
    pub apps: u8,
    /// How many Main L1s there are; the last is the one that comes later.
    pub mains: u8,
    /// How many addresses there are; Carol is unknown to everybody at first.
    pub users: u8,
    /// What Alice holds on each App L1.
    pub alice_holds: Vec<u8>,
    /// What Bob holds on App A.
    pub bob_holds: u8,
    /// The most that is moved at once.
    pub most: u8,
    /// How often what is attempted.
    pub budgets: Budgets,
}

impl Parameters {
    /// Whether the design differs from the document's own in this respect.
    pub fn has(&self, repair: Repair) -> bool {
        self.variant.has(repair)
    }

    /// The App L1s.
    pub fn apps(&self) -> impl Iterator<Item = App> + Clone {
        App::first(self.apps)
    }

    /// The Main L1s.
    pub fn mains(&self) -> impl Iterator<Item = Main> + Clone {
        Main::first(self.mains)
    }

    /// The addresses.
    pub fn users(&self) -> impl Iterator<Item = User> + Clone {
        User::first(self.users)
    }

    /// The App L1 whose validators sign anything, where one does.
    pub fn compromised(&self) -> Option<App> {
        self.apps().last().filter(|_| self.budgets.has_compromised())
    }
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        let requests = self.budgets;
        let sum =
            [requests.transfers, requests.local_transfers, requests.burns, requests.compromised_requests];
        let by_allowance = [requests.approvals, requests.transfers_from, requests.burns_from];
        let sum = sum.into_iter().chain(by_allowance).fold(0, u8::saturating_add);
        let bounds = [
            ("apps", self.apps, 1, 3),
            ("mains", self.mains, 1, 2),
            ("users", self.users, 2, 3),
            ("most", self.most, 1, 7),
            ("requests", sum, 0, RequestId::NONCES),
            ("bob_holds", self.bob_holds, 0, 7),
        ];
        for (name, value, least, most) in bounds {
            if !(least..=most).contains(&value) {
                return Err(format!("{name} is {value}, but it must be from {least} to {most}"));
            }
        }
        if self.alice_holds.len() != usize::from(self.apps) || self.alice_holds.iter().any(|held| *held > 7) {
            return Err(format!("alice_holds must have {} numbers from 0 to 7", self.apps));
        }
        if self.budgets.scalings > 0 && self.mains < 2 {
            return Err("budgets must have no scalings where there is one Main L1".into());
        }
        Ok(())
    }
}
