//! The state: the storage of each contract, what travels between them, and histories.

use crate::types::Amount;

use super::messages::{Messages, Request, RequestId};
use super::scenario::Budgets;
use super::topology::{App, Chain, Main, PerApp, PerMain, PerUser, User};
use allowances::Allowances;

pub mod allowances;
pub mod parts;
pub(super) mod symmetry;

/// The storage of all contracts, and the messages between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The FT of each App L1.
    pub apps: PerApp<Ft>,
    /// The FT Manager of each Main L1.
    pub mains: PerMain<FtManager>,
    /// The Router.
    pub router: Router,
    /// Messages that are sent and not received.
    pub in_flight: Messages,
    /// `receivedFailedMessageHashes` of all chains: received, and their execution has failed.
    pub failed: Messages,
    /// What FT Managers, and in the document's own design FTs, keep of who may spend for whom.
    pub allowances: Allowances,
    /// What the off-chain database says of the total supply.
    pub database_supply: Amount,
    /// What may still be attempted.
    pub left: Budgets,
    /// Histories.
    pub ghost: Ghost,
}

/// The FT of an App L1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ft {
    /// What it keeps of each address.
    pub accounts: PerUser<Account>,
    /// `_latestMainL1Info`.
    pub latest_main: Option<Main>,
    /// How many requests were sent.
    pub nonce: u8,
}

/// What an FT keeps of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Account {
    /// `balanceOf`.
    pub balance: Amount,
    /// `lockedAmount`, a part of the balance.
    pub locked: Amount,
    /// `_localBlocked`.
    pub is_local_blocked: bool,
    /// `_globalBlocked`.
    pub block: Blocked,
    /// `getAccountRegistryInfo`: the Main L1 that manages the address, if it is known here.
    pub main: Option<Main>,
}

impl Account {
    /// What is not locked.
    pub fn free(&self) -> Amount {
        Amount(self.balance.0.saturating_sub(self.locked.0))
    }
}

/// `_globalBlocked` of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Blocked {
    /// Whether it is blocked.
    pub is_blocked: bool,
    /// How many updates the Router has sent, or which one was applied (design with sequenced updates).
    pub updates: u8,
}

/// The FT Manager of a Main L1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FtManager {
    /// The balances of each address, by App L1.
    pub books: PerUser<PerApp<L1Balance>>,
    /// `_globalBlocked`.
    pub blocked: PerUser<Blocked>,
    /// The requests that were consumed (design in which they are consumed once).
    pub consumed: u16,
    /// Requests whose decreases are not all acknowledged, by the App L1 of their origin (design in two phases).
    pub pending: PerApp<[Option<Pending>; RequestId::NONCES as usize]>,
    /// The addresses for which it has ever had a book.
    pub ghost_managed: PerUser<bool>,
}

/// What an FT Manager keeps of an address on an App L1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct L1Balance {
    /// `getFTBalance`.
    pub balance: Amount,
    /// `lockedAmount`.
    pub locked: Amount,
}

/// A request whose decreases are under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pending {
    /// The request.
    pub request: Request,
    /// The App L1s whose decrease is not acknowledged.
    pub awaited: PerApp<bool>,
}

/// The Router.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Router {
    /// `getAccountRegistryInfo`.
    pub registry: PerUser<Option<Main>>,
    /// `_globalBlocked`.
    pub blocked: PerUser<Blocked>,
    /// The Main L1 for new addresses.
    pub latest_main: Option<Main>,
    /// The requests that were forwarded or refused (design in which they are consumed once).
    pub consumed: u16,
}

/// What no contract stores.
#[expect(clippy::struct_excessive_bools, reason = "each is whether one thing has ever happened")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ghost {
    /// What was minted at the start and was not burnt.
    pub supply: Amount,
    /// The requests that were executed.
    pub executed: u16,
    /// Whether one was executed twice.
    pub executed_twice: bool,
    /// The requests that were refused.
    pub refused: u16,
    /// Whether one was executed after it was refused.
    pub executed_late: bool,
    /// Whether a forged message was accepted.
    pub forged: bool,
    /// What requests of the compromised App L1 took from other App L1s.
    pub loss: Amount,
    /// Whether a debit was accepted after the Router had blocked the address.
    pub lagging_debit: bool,
    /// All that Alice has ever approved.
    pub approved: Amount,
    /// What others have spent for her.
    pub spent: Amount,
    /// What she has approved last on each App L1.
    pub last_approved: PerApp<Amount>,
}

impl State {
    /// What the FT of `app` keeps of `user`.
    pub fn account(&self, app: App, user: User) -> &Account {
        &self.apps[app].accounts[user]
    }

    /// The same, to be changed.
    pub fn account_mut(&mut self, app: App, user: User) -> &mut Account {
        &mut self.apps[app].accounts[user]
    }

    /// The requests that a chain has consumed; an App L1 has none.
    pub fn consumed(&self, chain: Chain) -> u16 {
        match chain {
            Chain::App(_) => 0,
            Chain::Main(main) => self.mains[main].consumed,
            Chain::Router => self.router.consumed,
        }
    }

    /// A chain consumes a request.
    pub(super) fn consume(&mut self, chain: Chain, id: RequestId) {
        match chain {
            Chain::App(_) => {}
            Chain::Main(main) => self.mains[main].consumed |= id.bit(),
            Chain::Router => self.router.consumed |= id.bit(),
        }
    }

    /// What the FT Manager of `main` keeps of `user` on `app`.
    pub fn book_mut(&mut self, main: Main, user: User, app: App) -> &mut L1Balance {
        &mut self.mains[main].books[user][app]
    }
}

crate::codec! {
    struct State { apps, mains, router, in_flight, failed, database_supply, left, ghost, allowances }
    struct Ft { accounts, latest_main, nonce }
    struct Account { balance, locked, is_local_blocked, block, main }
    struct Blocked { is_blocked, updates }
    struct FtManager { books, blocked, consumed, pending, ghost_managed }
    struct L1Balance { balance, locked }
    struct Pending { request, awaited }
    struct Router { registry, blocked, latest_main, consumed }
    struct Ghost {
        supply, executed, executed_twice, refused, executed_late, forged, loss, lagging_debit, approved, spent,
        last_approved
    }
}
