//! The parts of a state: accounts and books by address, the rest of each contract's storage, and the messages by where
//! they go and what they are.

use std::sync::LazyLock;

use crate::codec::Codec;
use crate::footprint::Parts;
use crate::types::Amount;

use super::super::messages::{Content, Message, Messages};
use super::super::scenario::Budgets;
use super::super::topology::{App, Chain, Main, User};
use super::State;
use super::allowances::Allowances;

/// What a message is, for the part in which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the content of the same name")]
pub enum Kind {
    Request,
    Decrease,
    Acknowledge,
    Mint,
    Increase,
    Result,
    Lock,
    Grant,
    Register,
    LatestMain,
    Block,
}

impl Kind {
    fn of(content: &Content) -> Self {
        match content {
            Content::Request(_) => Self::Request,
            Content::Decrease { .. } => Self::Decrease,
            Content::Acknowledge { .. } => Self::Acknowledge,
            Content::Mint { .. } => Self::Mint,
            Content::Increase { .. } => Self::Increase,
            // What is spent of an allowance is reported with the transfer.
            Content::Result { .. } | Content::Spent { .. } => Self::Result,
            Content::Lock { .. } => Self::Lock,
            Content::Grant { .. } => Self::Grant,
            Content::Register { .. } => Self::Register,
            Content::LatestMain { .. } => Self::LatestMain,
            Content::Block { .. } => Self::Block,
        }
    }

    pub(in crate::multi_l1_token) const TO_APPS: [Self; 6] =
        [Self::Decrease, Self::Mint, Self::Grant, Self::Register, Self::LatestMain, Self::Block];
    const TO_MAINS: [Self; 6] =
        [Self::Request, Self::Acknowledge, Self::Increase, Self::Result, Self::Lock, Self::Block];
    const TO_ROUTER: [Self; 3] = [Self::Request, Self::Increase, Self::Lock];
}

/// Messages of one kind to one chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Where they go.
    pub to: Chain,
    /// What they are.
    pub kind: Kind,
}

impl Way {
    /// How many there are.
    pub const COUNT: usize = 33;

    /// All of them, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let apps =
            App::ALL.iter().flat_map(|app| Kind::TO_APPS.map(|kind| Self { to: Chain::App(*app), kind }));
        let mains = Main::ALL
            .iter()
            .flat_map(|main| Kind::TO_MAINS.map(|kind| Self { to: Chain::Main(*main), kind }));
        apps.chain(mains).chain(Kind::TO_ROUTER.map(|kind| Self { to: Chain::Router, kind }))
    }

    /// The way of a message.
    pub fn of(message: &Message) -> Self {
        Self { to: message.to, kind: Kind::of(&message.content) }
    }

    /// The number in the order, if there are such messages.
    #[inline]
    pub fn number(self) -> usize {
        let (first, kinds) = match self.to {
            Chain::App(app) => (app.number().saturating_mul(Kind::TO_APPS.len()), &Kind::TO_APPS[..]),
            Chain::Main(main) => {
                let place = main.number().saturating_mul(Kind::TO_MAINS.len());
                (place.saturating_add(Self::TO_MAINS), &Kind::TO_MAINS[..])
            }
            Chain::Router => (Self::TO_ROUTER, &Kind::TO_ROUTER[..]),
        };
        let kind = kinds.iter().position(|kind| *kind == self.kind);
        kind.map_or(usize::MAX, |kind| first.saturating_add(kind))
    }

    /// The number of the first way to a Main L1.
    const TO_MAINS: usize = App::ALL.len() * Kind::TO_APPS.len();
    /// The number of the first way to the Router.
    const TO_ROUTER: usize = Self::TO_MAINS + Main::ALL.len() * Kind::TO_MAINS.len();
}

/// A part of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What an address has on an App L1.
    Balance(App, User),
    /// What else an FT keeps of an address.
    Flags(App, User),
    /// What an FT keeps besides, allowances among it.
    Ft(App),
    /// The book of an address.
    Book(Main, User),
    /// The blocklist of an FT Manager.
    Blocked(Main),
    /// What an FT Manager keeps of requests, and allowances.
    Requests(Main),
    /// The registry of the Router.
    Registry,
    /// The requests that the Router has consumed.
    Forwarded,
    /// The blocklist of the Router.
    RouterBlocked,
    /// The total supply, in truth and in the database.
    Supply,
    /// What became of requests.
    History,
    /// Whether a forged message was accepted.
    Forged,
    /// What was taken for a compromised App L1.
    Loss,
    /// Whether somebody has spent whom the Router had blocked.
    Lagging,
    /// What was approved and what was spent of it.
    Approvals,
    /// What may still be attempted, by position.
    Budget(usize),
    /// Messages in flight.
    InFlight(Way),
    /// Messages that have failed.
    Failed(Way),
}

const BUDGETS: usize = 19;
const ACCOUNTS: usize = 9;
/// The numbers of the first part of each kind.
const FLAGS: usize = ACCOUNTS;
const FTS: usize = FLAGS + ACCOUNTS;
const BOOKS: usize = FTS + 3;
const BLOCKED: usize = BOOKS + 6;
const REQUESTS: usize = BLOCKED + 2;
const ONCE: usize = REQUESTS + 2;
const BUDGET: usize = ONCE + PARTS_ONCE.len();
const IN_FLIGHT: usize = BUDGET + BUDGETS;
const FAILED: usize = IN_FLIGHT + Way::COUNT;
/// How many parts there are.
pub(in crate::multi_l1_token) const COUNT: usize = FAILED + Way::COUNT;
const _: () = assert!(COUNT <= Parts::CAPACITY, "more parts than a set can hold");

const PARTS_ONCE: [Part; 9] = [
    Part::Registry,
    Part::Forwarded,
    Part::RouterBlocked,
    Part::Supply,
    Part::History,
    Part::Forged,
    Part::Loss,
    Part::Lagging,
    Part::Approvals,
];

impl Part {
    /// The part alone.
    pub fn alone(self) -> Parts {
        Parts::one(self.number())
    }

    /// All that may still be attempted.
    pub fn budgets() -> Parts {
        (0..BUDGETS).map(|place| Self::Budget(place).alone()).collect()
    }

    fn number(self) -> usize {
        let account = |app: App, user: User| app.number().saturating_mul(3).saturating_add(user.number());
        let (first, place) = match self {
            Self::Balance(app, user) => (0, account(app, user)),
            Self::Flags(app, user) => (FLAGS, account(app, user)),
            Self::Ft(app) => (FTS, app.number()),
            Self::Book(main, user) => (BOOKS, main.number().saturating_mul(3).saturating_add(user.number())),
            Self::Blocked(main) => (BLOCKED, main.number()),
            Self::Requests(main) => (REQUESTS, main.number()),
            Self::Budget(place) => (BUDGET, place),
            Self::InFlight(way) => (IN_FLIGHT, way.number()),
            Self::Failed(way) => (FAILED, way.number()),
            once => (ONCE, PARTS_ONCE.iter().position(|one| *one == once).unwrap_or(usize::MAX)),
        };
        first.saturating_add(place)
    }

    fn all() -> impl Iterator<Item = Self> {
        let accounts = || App::ALL.iter().flat_map(|app| User::ALL.iter().map(|user| (*app, *user)));
        let books = Main::ALL.iter().flat_map(|main| User::ALL.iter().map(|user| (*main, *user)));
        let balances = accounts().map(|(app, user)| Self::Balance(app, user));
        balances
            .chain(accounts().map(|(app, user)| Self::Flags(app, user)))
            .chain(App::ALL.iter().map(|app| Self::Ft(*app)))
            .chain(books.map(|(main, user)| Self::Book(main, user)))
            .chain(Main::ALL.iter().map(|main| Self::Blocked(*main)))
            .chain(Main::ALL.iter().map(|main| Self::Requests(*main)))
            .chain(PARTS_ONCE)
            .chain((0..BUDGETS).map(Self::Budget))
            .chain(Way::all().map(Self::InFlight))
            .chain(Way::all().map(Self::Failed))
    }
}

/// What a reader calls the part with this number.
pub(in crate::multi_l1_token) fn name(number: usize) -> String {
    ALL.get(number).map(|part| format!("{part:?}")).unwrap_or_default()
}

/// A number of the budgets, by position.
fn budget(left: &mut Budgets, place: usize) -> Option<&mut u8> {
    let all = [
        &mut left.transfers,
        &mut left.fast_transfers,
        &mut left.locks,
        &mut left.unlocks,
        &mut left.lock_transfers,
        &mut left.local_transfers,
        &mut left.burns,
        &mut left.blocks,
        &mut left.local_blocks,
        &mut left.scalings,
        &mut left.initial_mints,
        &mut left.gas_faults,
        &mut left.resends,
        &mut left.forgeries,
        &mut left.compromised_reports,
        &mut left.compromised_requests,
        &mut left.approvals,
        &mut left.transfers_from,
        &mut left.burns_from,
    ];
    all.into_iter().nth(place)
}

/// Writes a part of the state, or reads it, whichever the visitor does with each field.
trait Visitor {
    fn field<T: Codec>(&mut self, value: &mut T) -> Option<()>;
}

struct Writer<'a>(&'a mut Vec<u8>);
struct Reader<'a, 'b>(&'a mut &'b [u8]);

impl Visitor for Writer<'_> {
    fn field<T: Codec>(&mut self, value: &mut T) -> Option<()> {
        value.encode(self.0);
        Some(())
    }
}

impl Visitor for Reader<'_, '_> {
    fn field<T: Codec>(&mut self, value: &mut T) -> Option<()> {
        *value = T::decode(self.0)?;
        Some(())
    }
}

fn visit(state: &mut State, part: Part, visitor: &mut impl Visitor) -> Option<()> {
    match part {
        Part::Balance(app, user) => {
            let account = state.account_mut(app, user);
            visitor.field(&mut account.balance)?;
            visitor.field(&mut account.locked)
        }
        Part::Flags(app, user) => {
            let account = state.account_mut(app, user);
            visitor.field(&mut account.is_local_blocked)?;
            visitor.field(&mut account.block)?;
            visitor.field(&mut account.main)
        }
        Part::Ft(app) => {
            visitor.field(&mut state.apps[app].latest_main)?;
            visitor.field(&mut state.apps[app].nonce)?;
            visit_allowances(&mut state.allowances, Chain::App(app), visitor)
        }
        Part::Book(main, user) => {
            visitor.field(&mut state.mains[main].books[user])?;
            visitor.field(&mut state.mains[main].ghost_managed[user])
        }
        Part::Blocked(main) => visitor.field(&mut state.mains[main].blocked),
        Part::Requests(main) => {
            visitor.field(&mut state.mains[main].consumed)?;
            visitor.field(&mut state.mains[main].pending)?;
            visit_allowances(&mut state.allowances, Chain::Main(main), visitor)
        }
        Part::Forwarded => visitor.field(&mut state.router.consumed),
        Part::Registry => {
            visitor.field(&mut state.router.registry)?;
            visitor.field(&mut state.router.latest_main)
        }
        Part::RouterBlocked => visitor.field(&mut state.router.blocked),
        Part::Supply => {
            visitor.field::<Amount>(&mut state.database_supply)?;
            visitor.field(&mut state.ghost.supply)
        }
        Part::History => {
            visitor.field(&mut state.ghost.executed)?;
            visitor.field(&mut state.ghost.executed_twice)?;
            visitor.field(&mut state.ghost.refused)?;
            visitor.field(&mut state.ghost.executed_late)
        }
        Part::Forged => visitor.field(&mut state.ghost.forged),
        Part::Loss => visitor.field(&mut state.ghost.loss),
        Part::Lagging => visitor.field(&mut state.ghost.lagging_debit),
        Part::Approvals => {
            visitor.field(&mut state.ghost.approved)?;
            visitor.field(&mut state.ghost.spent)?;
            visitor.field(&mut state.ghost.last_approved)
        }
        Part::Budget(place) => visitor.field(budget(&mut state.left, place)?),
        Part::InFlight(way) => visit_messages(&mut state.in_flight, way, visitor),
        Part::Failed(way) => visit_messages(&mut state.failed, way, visitor),
    }
}

fn visit_allowances(allowances: &mut Allowances, at: Chain, visitor: &mut impl Visitor) -> Option<()> {
    let before = allowances.at(at);
    let mut those = before.clone();
    visitor.field(&mut those)?;
    if those != before {
        allowances.replace(at, &those);
    }
    Some(())
}

fn visit_messages(messages: &mut Messages, way: Way, visitor: &mut impl Visitor) -> Option<()> {
    let is_meant = |message: &Message| Way::of(message) == way;
    let mut selected = messages.selected(is_meant);
    let before = selected.clone();
    visitor.field(&mut selected)?;
    if selected != before {
        messages.replace(is_meant, &selected);
    }
    Some(())
}

/// The parts by number.
static ALL: LazyLock<Vec<Part>> = LazyLock::new(|| Part::all().collect());

/// Appends what the part with this number is.
pub(in crate::multi_l1_token) fn write(state: &State, number: usize, bytes: &mut Vec<u8>) {
    match ALL.get(number) {
        // Half of the parts are bags, of which most are empty: nothing is copied for them.
        Some(Part::InFlight(way)) => {
            state.in_flight.encode_selected(|message| Way::of(message) == *way, bytes);
        }
        Some(Part::Failed(way)) => state.failed.encode_selected(|message| Way::of(message) == *way, bytes),
        Some(part) => {
            let _written = visit(&mut state.clone(), *part, &mut Writer(bytes));
        }
        None => {}
    }
}

/// Makes the part with this number what was written.
pub(in crate::multi_l1_token) fn read(state: &mut State, number: usize, bytes: &mut &[u8]) -> Option<()> {
    visit(state, *ALL.get(number)?, &mut Reader(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_and_parts_are_numbered_in_their_order() {
        assert!(Way::all().map(Way::number).eq(0..Way::COUNT));
        assert!(ALL.iter().map(|part| part.number()).eq(0..ALL.len()));
    }
}
