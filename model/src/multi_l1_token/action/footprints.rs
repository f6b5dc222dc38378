//! Footprints: what the actions of each class read and write. A class is a kind of call on one App L1, or what becomes
//! of the messages of one kind to one chain.

use crate::footprint::{Footprint, Parts};

use super::super::MultiL1Token;
use super::super::state::parts::{Kind, Part, Way};
use super::super::topology::{App, Chain, Main, User};
use super::{Action, Forger};

/// The calls to an FT, in the order of the classes, each with the position of its budget.
const CALLS: [usize; 13] = [0, 1, 2, 3, 4, 5, 6, 8, 10, 16, 17, 17, 18];
const TRANSFER: usize = 0;
const FAST_TRANSFER: usize = 1;
const SET_LOCK: usize = 2;
const RELEASE_LOCK: usize = 3;
const LOCK_TRANSFER: usize = 4;
const LOCAL_TRANSFER: usize = 5;
const BURN: usize = 6;
const LOCAL_BLOCK: usize = 7;
const INITIAL_MINT: usize = 8;
const APPROVE: usize = 9;
const TRANSFER_FROM: usize = 10;
const FAST_TRANSFER_FROM: usize = 11;
const BURN_FROM: usize = 12;

/// A class of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Call(App, usize),
    BlockUser,
    SetLatest,
    /// It is delivered, and executed or not.
    Deliver(Way),
    RunOutOfGas(Way),
    /// Somebody executes or sends again what has failed.
    Again(Way),
    Forge,
    Compromised,
}

impl Class {
    fn all() -> impl Iterator<Item = Self> {
        let calls = App::ALL.iter().flat_map(|app| (0..CALLS.len()).map(|call| Self::Call(*app, call)));
        calls
            .chain([Self::BlockUser, Self::SetLatest, Self::Forge, Self::Compromised])
            .chain(Way::all().map(Self::Deliver))
            .chain(Way::all().map(Self::RunOutOfGas))
            .chain(Way::all().map(Self::Again))
    }

    fn of(action: &Action) -> Self {
        match action {
            Action::Transfer { app, .. } => Self::Call(*app, TRANSFER),
            Action::FastTransfer { app, .. } => Self::Call(*app, FAST_TRANSFER),
            Action::SetLock { app, .. } => Self::Call(*app, SET_LOCK),
            Action::ReleaseLock { app, .. } => Self::Call(*app, RELEASE_LOCK),
            Action::LockTransfer { app, .. } => Self::Call(*app, LOCK_TRANSFER),
            Action::LocalTransfer { app, .. } => Self::Call(*app, LOCAL_TRANSFER),
            Action::Burn { app, .. } => Self::Call(*app, BURN),
            Action::Approve { app, .. } => Self::Call(*app, APPROVE),
            Action::TransferFrom { app, .. } => Self::Call(*app, TRANSFER_FROM),
            Action::FastTransferFrom { app, .. } => Self::Call(*app, FAST_TRANSFER_FROM),
            Action::BurnFrom { app, .. } => Self::Call(*app, BURN_FROM),
            Action::LocalBlockUser { app, .. } => Self::Call(*app, LOCAL_BLOCK),
            Action::InitialMint { app, .. } => Self::Call(*app, INITIAL_MINT),
            Action::BlockUser { .. } => Self::BlockUser,
            Action::SetLatestMainL1Info { .. } => Self::SetLatest,
            Action::ReceiveCrossChainMessage { message, .. } | Action::FailMessageExecution { message } => {
                Self::Deliver(Way::of(message))
            }
            Action::RunOutOfGas { message } => Self::RunOutOfGas(Way::of(message)),
            Action::RetryMessageExecution { message, .. }
            | Action::RetryRefusedRequest { message }
            | Action::ResendAsNew { message } => Self::Again(Way::of(message)),
            Action::Forge { by: Forger::CompromisedFt, .. } => Self::Compromised,
            Action::Forge { .. } => Self::Forge,
        }
    }

    /// The number of the class: its position in [`Class::all`].
    fn number(self) -> usize {
        let once = App::ALL.len().saturating_mul(CALLS.len());
        let on_way = |times: usize, way: Way| {
            times.saturating_mul(Way::COUNT).saturating_add(way.number()).saturating_add(4)
        };
        match self {
            Self::Call(app, call) => return app.number().saturating_mul(CALLS.len()).saturating_add(call),
            Self::BlockUser => 0,
            Self::SetLatest => 1,
            Self::Forge => 2,
            Self::Compromised => 3,
            Self::Deliver(way) => on_way(0, way),
            Self::RunOutOfGas(way) => on_way(1, way),
            Self::Again(way) => on_way(2, way),
        }
        .saturating_add(once)
    }
}

/// The class of an action, by its number.
pub(in super::super) fn class(action: &Action) -> usize {
    Class::of(action).number()
}

/// The footprints of all classes, by number.
pub(in super::super) fn all(_: &MultiL1Token) -> Vec<Footprint> {
    let footprint = |class| {
        let Touched { reads, writes } = touched(class);
        Footprint { reads: reads.and(writes), writes }
    };
    Class::all().map(footprint).collect()
}

/// What is read and what is written.
#[derive(Clone, Copy)]
struct Touched {
    reads: Parts,
    writes: Parts,
}

impl Touched {
    fn new(reads: impl IntoIterator<Item = Parts>, writes: impl IntoIterator<Item = Parts>) -> Self {
        Self { reads: reads.into_iter().collect(), writes: writes.into_iter().collect() }
    }

    fn and(self, other: Self) -> Self {
        Self { reads: self.reads.and(other.reads), writes: self.writes.and(other.writes) }
    }
}

fn balances(app: App) -> Parts {
    User::ALL.iter().map(|user| Part::Balance(app, *user).alone()).collect()
}

fn flags(app: App) -> Parts {
    User::ALL.iter().map(|user| Part::Flags(app, *user).alone()).collect()
}

fn books(main: Main) -> Parts {
    User::ALL.iter().map(|user| Part::Book(main, *user).alone()).collect()
}

fn in_flight(to: Chain, kind: Kind) -> Parts {
    Part::InFlight(Way { to, kind }).alone()
}

fn to_apps(kind: Kind) -> Parts {
    App::ALL.iter().map(|app| in_flight(Chain::App(*app), kind)).collect()
}

fn to_mains(kind: Kind) -> Parts {
    Main::ALL.iter().map(|main| in_flight(Chain::Main(*main), kind)).collect()
}

fn to_router(kind: Kind) -> Parts {
    in_flight(Chain::Router, kind)
}

fn budget(place: usize) -> Parts {
    Part::Budget(place).alone()
}

fn touched(class: Class) -> Touched {
    let history = Part::History.alone();
    match class {
        Class::Call(app, call) => {
            let spent = CALLS.get(call).map_or(Parts::ALL, |place| budget(*place));
            called(app, call).and(Touched::new([], [spent]))
        }
        Class::BlockUser => {
            let told = to_apps(Kind::Block).and(to_mains(Kind::Block));
            Touched::new([], [budget(7), Part::RouterBlocked.alone(), told])
        }
        Class::SetLatest => Touched::new([], [budget(9), Part::Registry.alone(), to_apps(Kind::LatestMain)]),
        Class::Deliver(way) => {
            let moved = [Part::InFlight(way).alone(), Part::Failed(way).alone(), history];
            executed(way).and(Touched::new([], moved))
        }
        Class::RunOutOfGas(way) => {
            Touched::new([], [Part::InFlight(way).alone(), Part::Failed(way).alone(), budget(11)])
        }
        Class::Again(way) => {
            let moved = [Part::InFlight(way).alone(), Part::Failed(way).alone(), history, budget(12)];
            executed(way).and(Touched::new([], moved))
        }
        Class::Forge => {
            let reads = [Part::Ft(App::A).alone(), Part::Registry.alone()];
            let others = Touched::new(reads, [budget(13), Part::Forged.alone()]);
            OF_STRANGERS.into_iter().map(executed).fold(others, Touched::and)
        }
        Class::Compromised => {
            let fts = App::ALL.iter().map(|app| Part::Ft(*app).alone()).collect();
            let others = Touched::new([Part::Registry.alone()], [budget(14), budget(15), fts]);
            let reports = REPORTS.into_iter().map(executed).fold(others, Touched::and);
            let orders = Kind::TO_APPS.map(|kind| executed(Way { to: Chain::App(App::A), kind }));
            orders.into_iter().fold(reports, Touched::and)
        }
    }
}

/// What strangers forge.
const OF_STRANGERS: [Way; 4] = [
    Way { to: Chain::Main(Main::X), kind: Kind::Request },
    Way { to: Chain::Router, kind: Kind::Request },
    Way { to: Chain::Router, kind: Kind::Increase },
    Way { to: Chain::App(App::A), kind: Kind::Mint },
];

/// What a compromised App L1 sends, orders to other App L1s apart.
const REPORTS: [Way; 7] = [
    Way { to: Chain::Main(Main::X), kind: Kind::Request },
    Way { to: Chain::Main(Main::X), kind: Kind::Acknowledge },
    Way { to: Chain::Main(Main::X), kind: Kind::Increase },
    Way { to: Chain::Main(Main::X), kind: Kind::Result },
    Way { to: Chain::Main(Main::X), kind: Kind::Lock },
    Way { to: Chain::Main(Main::X), kind: Kind::Block },
    Way { to: Chain::Router, kind: Kind::Increase },
];

/// What a call to an FT touches besides its budget.
fn called(app: App, call: usize) -> Touched {
    let (router, lagging) = (Part::RouterBlocked.alone(), Part::Lagging.alone());
    match call {
        TRANSFER | TRANSFER_FROM => {
            let sent = to_mains(Kind::Request).and(to_router(Kind::Request));
            Touched::new([router], [flags(app), Part::Ft(app).alone(), sent, lagging])
        }
        LOCAL_TRANSFER | BURN | BURN_FROM => {
            let sent = to_mains(Kind::Request).and(to_router(Kind::Request));
            Touched::new([flags(app), router], [Part::Ft(app).alone(), sent, lagging])
        }
        FAST_TRANSFER | LOCK_TRANSFER => {
            Touched::new([flags(app), router], [balances(app), to_mains(Kind::Result), lagging])
        }
        APPROVE => {
            let sent = to_mains(Kind::Request).and(to_router(Kind::Request));
            let noted = [Part::Ft(app).alone(), sent, lagging, Part::Approvals.alone()];
            Touched::new([flags(app), router], noted)
        }
        FAST_TRANSFER_FROM => {
            let noted = [Part::Ft(app).alone(), to_mains(Kind::Result), lagging, Part::Approvals.alone()];
            Touched::new([flags(app), router], noted).and(Touched::new([], [balances(app)]))
        }
        SET_LOCK | RELEASE_LOCK => {
            let told = to_mains(Kind::Lock).and(to_router(Kind::Lock));
            Touched::new([flags(app)], [balances(app), told])
        }
        LOCAL_BLOCK => Touched::new([], [flags(app)]),
        _ => {
            let sent = to_mains(Kind::Increase).and(to_router(Kind::Increase));
            Touched::new([flags(app)], [balances(app), Part::Supply.alone(), sent])
        }
    }
}

/// What the execution of a message touches.
fn executed(way: Way) -> Touched {
    match way.to {
        Chain::App(app) => at_app(app, way.kind),
        Chain::Main(main) => at_main(main, way.kind),
        Chain::Router => {
            let told: Parts = App::ALL.iter().map(|app| flags(*app)).collect();
            let reads = [told, Part::RouterBlocked.alone()];
            let noted = Part::Registry.alone().and(Part::Forwarded.alone());
            Touched::new(reads, [noted, to_apps(Kind::Register), to_mains(way.kind)])
        }
    }
}

fn at_app(app: App, kind: Kind) -> Touched {
    match kind {
        Kind::Decrease => {
            let noted = [Part::Supply.alone(), to_mains(Kind::Acknowledge)];
            Touched::new([flags(app)], noted).and(Touched::new([], [balances(app)]))
        }
        Kind::Mint => Touched::new([flags(app)], [balances(app)]),
        Kind::Grant => Touched::new([], [balances(app)]),
        Kind::LatestMain => Touched::new([], [Part::Ft(app).alone()]),
        _ => Touched::new([], [flags(app)]),
    }
}

fn at_main(main: Main, kind: Kind) -> Touched {
    let blocked = Part::Blocked(main).alone();
    let credit = [books(main), to_apps(Kind::Mint), to_mains(Kind::Increase)];
    match kind {
        Kind::Request => {
            let ghosts = Part::Loss.alone().and(Part::Approvals.alone());
            let noted = [Part::History.alone(), ghosts, Part::Supply.alone()];
            let taken = [Part::Requests(main).alone(), to_apps(Kind::Decrease)];
            Touched::new([blocked], credit).and(Touched::new([], noted)).and(Touched::new([], taken))
        }
        Kind::Acknowledge => Touched::new([], credit).and(Touched::new([], [Part::Requests(main).alone()])),
        Kind::Increase => Touched::new([blocked], [books(main)]),
        Kind::Result => {
            Touched::new([blocked], [books(main), to_mains(Kind::Increase), Part::Requests(main).alone()])
        }
        Kind::Lock => Touched::new([], [books(main), to_apps(Kind::Grant)]),
        _ => Touched::new([], [blocked]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_numbered_in_their_order() {
        assert!(Class::all().map(Class::number).eq(0..Class::all().count()));
    }
}
