//! Which parts of a state decide what several properties ask, party by party.

use counterfoil_model::footprint::Parts;
use counterfoil_model::multi_l1_token::messages::Message;
use counterfoil_model::multi_l1_token::state::parts::{Kind, Part, Way};
use counterfoil_model::multi_l1_token::topology::{App, Chain, Main, User};
use counterfoil_model::multi_l1_token::{MultiL1Token, State};

use super::Property;
use super::amounts::accounts;

/// One case for each account that [`accounts`] lists, with what it reads.
pub(super) fn by_account(system: &MultiL1Token, reads: impl Fn(App, User) -> Parts) -> Vec<Parts> {
    accounts(system).map(|(app, user)| reads(app, user)).collect()
}

/// Whether something holds of the account whose case it is.
pub(super) fn of_account(system: &MultiL1Token, case: usize, holds: impl Fn(App, User) -> bool) -> bool {
    accounts(system).nth(case).is_none_or(|(app, user)| holds(app, user))
}

/// One case for each address.
pub(super) fn by_user(system: &MultiL1Token, reads: impl Fn(User) -> Parts) -> Vec<Parts> {
    system.parameters.users().map(reads).collect()
}

/// Whether something holds of the address whose case it is.
pub(super) fn of_user(system: &MultiL1Token, case: usize, holds: impl Fn(User) -> bool) -> bool {
    system.parameters.users().nth(case).is_none_or(holds)
}

/// Each App L1 and each Main L1.
pub(super) fn chains(system: &MultiL1Token) -> impl Iterator<Item = Chain> {
    system.parameters.apps().map(Chain::App).chain(system.parameters.mains().map(Chain::Main))
}

/// The messages of one kind to one chain, in flight or failed.
pub(super) fn messages(way: Way) -> Parts {
    Part::InFlight(way).alone().and(Part::Failed(way).alone())
}

/// The requests to each Main L1.
pub(super) fn requests(system: &MultiL1Token) -> impl Iterator<Item = Way> {
    system.parameters.mains().map(|main| Way { to: Chain::Main(main), kind: Kind::Request })
}

/// The messages of one kind to all Main L1s.
fn to_mains(kind: Kind) -> Parts {
    Main::ALL.iter().map(|main| messages(Way { to: Chain::Main(*main), kind })).collect()
}

/// The messages of one kind to the Router.
fn to_router(kind: Kind) -> Parts {
    messages(Way { to: Chain::Router, kind })
}

/// What an account has.
pub(super) fn balance(app: App, user: User) -> Parts {
    Part::Balance(app, user).alone()
}

/// What all accounts have, those of a compromised App L1 among them, and the total supply.
pub(super) fn supply(system: &MultiL1Token) -> Parts {
    let of_app = |app| system.parameters.users().map(move |user| balance(app, user));
    system.parameters.apps().flat_map(of_app).chain([Part::Supply.alone()]).collect()
}

/// The same, with what is on its way.
pub(super) fn effective_supply(system: &MultiL1Token) -> Parts {
    supply(system).and(system.parameters.apps().map(on_its_way).collect())
}

/// What is to be minted on an App L1 or taken there.
fn on_its_way(app: App) -> Parts {
    let to = |kind| messages(Way { to: Chain::App(app), kind });
    to(Kind::Mint).and(to(Kind::Decrease))
}

/// What an account has, and what is on its way to it.
pub(super) fn effective(app: App, user: User) -> Parts {
    balance(app, user).and(on_its_way(app))
}

/// Whom a chain blocks.
pub(super) fn blocklist(chain: Chain) -> Parts {
    match chain {
        Chain::App(app) => User::ALL.iter().map(|user| Part::Flags(app, *user).alone()).collect(),
        Chain::Main(main) => Part::Blocked(main).alone(),
        Chain::Router => Part::RouterBlocked.alone(),
    }
}

/// The books of an address.
pub(super) fn books(user: User) -> Parts {
    Main::ALL.iter().map(|main| Part::Book(*main, user).alone()).collect()
}

/// What is yet to be booked.
pub(super) fn unbooked() -> Parts {
    to_mains(Kind::Result).and(to_mains(Kind::Increase)).and(to_router(Kind::Increase))
}

/// What is yet to be booked of locks.
pub(super) fn unbooked_locks() -> Parts {
    to_mains(Kind::Result).and(to_mains(Kind::Lock)).and(to_router(Kind::Lock))
}

/// Whether a chain blocks an address because the Router does.
pub(super) fn is_blocked_on(state: &State, chain: Chain, user: User) -> bool {
    match chain {
        Chain::App(app) => state.account(app, user).block.is_blocked,
        Chain::Main(main) => state.mains[main].blocked[user].is_blocked,
        Chain::Router => state.router.blocked[user].is_blocked,
    }
}

/// What has failed, one case for each kind of message to each chain.
pub(super) fn failed(_: &MultiL1Token) -> Vec<Parts> {
    Way::all().map(|way| Part::Failed(way).alone()).collect()
}

/// What has failed of the kind whose case it is.
pub(super) fn failed_at(state: &State, case: usize) -> impl Iterator<Item = &Message> {
    let way = Way::all().nth(case);
    state.failed.kinds().filter(move |message| Some(Way::of(message)) == way)
}

/// The property is asked about states in which nothing can move by itself.
pub(super) const fn once_quiet(property: Property) -> Property {
    property.given(
        |_| Way::all().map(|way| messages(way).and(decisive(way))).collect(),
        |system, state, case| Way::all().nth(case).is_none_or(|way| system.is_quiet_on(state, way)),
    )
}

/// What decides whether a message can be executed.
fn decisive(Way { to, kind }: Way) -> Parts {
    match to {
        Chain::App(app) => {
            let of = |user: &User| Part::Balance(app, *user).alone().and(Part::Flags(app, *user).alone());
            match kind {
                Kind::Decrease | Kind::Mint | Kind::Grant => User::ALL.iter().map(of).collect(),
                _ => Parts::NONE,
            }
        }
        Chain::Main(main) => {
            let books: Parts = User::ALL.iter().map(|user| Part::Book(main, *user).alone()).collect();
            let blocked = Part::Blocked(main).alone();
            match kind {
                Kind::Request => books.and(blocked).and(Part::Requests(main).alone()),
                Kind::Result => books.and(blocked),
                Kind::Increase => blocked,
                Kind::Lock => books,
                _ => Parts::NONE,
            }
        }
        Chain::Router => {
            [Part::Registry, Part::Forwarded, Part::RouterBlocked].map(Part::alone).into_iter().collect()
        }
    }
}
