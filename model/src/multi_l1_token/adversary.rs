//! What chains and contracts may send that are no part of the system, and what an App L1 whose validators sign
//! anything.

use crate::types::Amount;

use super::action::{Action, Forger, ways};
use super::messages::{Content, Message, Operation, Request, RequestId};
use super::topology::{App, Chain, Main, User};
use super::{MultiL1Token, State};

const UNIT: Amount = Amount(1);

/// What chains and contracts send that are no part of the system, or are compromised.
pub(super) fn attempts(system: &MultiL1Token, state: &State, actions: &mut Vec<Action>) {
    if state.left.forgeries > 0 {
        for message in of_strangers(state) {
            for taken in ways(system, state, &message).take(1) {
                let forgers = [Forger::Caller, Forger::OtherChain, Forger::OtherContract];
                actions.extend(forgers.map(|by| Action::Forge { message, taken, by }));
            }
        }
    }
    let Some(app) = system.parameters.compromised() else { return };
    let mut messages = Vec::new();
    if state.left.compromised_requests > 0 {
        // By way of the Router it would only take longer.
        messages.push(request(state, app, Chain::Main(Main::X)));
    }
    if state.left.compromised_reports > 0 {
        messages.extend(system.parameters.apps().flat_map(reports));
        messages.extend(acknowledgements(system, state));
        messages.extend(orders(system, app));
    }
    for message in messages {
        let all = ways(system, state, &message);
        actions.extend(all.map(|taken| Action::Forge { message, taken, by: Forger::CompromisedFt }));
    }
}

/// To each kind of contract what does the most harm there.
fn of_strangers(state: &State) -> [Message; 4] {
    let (user, app, amount) = (User::Bob, App::A, UNIT);
    [
        request(state, app, Chain::Main(Main::X)),
        request(state, app, Chain::Router),
        Message { to: Chain::Router, content: Content::Increase { user, app, amount } },
        Message { to: Chain::App(app), content: Content::Mint { user, amount } },
    ]
}

/// A transfer from Alice to Bob, of which Alice knows nothing.
fn request(state: &State, origin: App, to: Chain) -> Message {
    let id = RequestId { origin, nonce: state.apps[origin].nonce };
    let operation = Operation::Transfer { to: User::Bob, main: state.router.registry[User::Bob] };
    let request = Request { id, from: User::Alice, operation, amount: UNIT };
    Message { to, content: Content::Request(request) }
}

/// What has not been on an App L1: a transfer from Alice to Bob, locks, and tokens for Bob, of which the Router can be
/// told as well.
fn reports(app: App) -> impl Iterator<Item = Message> {
    let (from, to, main, amount) = (User::Alice, User::Bob, Main::X, UNIT);
    let lock = |locks| Content::Lock { user: from, app, amount, locks };
    let increase = Content::Increase { user: to, app, amount };
    let to_main = [
        Content::Result { from, to, main, amount, app, is_locked: false },
        lock(true),
        lock(false),
        increase,
    ];
    let to_main = to_main.into_iter().map(|content| Message { to: Chain::Main(Main::X), content });
    to_main.chain([Message { to: Chain::Router, content: increase }])
}

/// Of decreases that have not been executed, on whichever App L1 they are.
fn acknowledgements(system: &MultiL1Token, state: &State) -> impl Iterator<Item = Message> {
    let pending = system.parameters.apps().flat_map(|app| state.mains[Main::X].pending[app]).flatten();
    pending.flat_map(|pending| {
        let id = pending.request.id;
        let awaited = system.parameters.apps().filter(move |app| pending.awaited[*app]);
        let content = move |app| Content::Acknowledge { id, app };
        awaited.map(move |app| Message { to: Chain::Main(Main::X), content: content(app) })
    })
}

/// What an FT Manager or the Router alone has to say to App A, and whom the Router alone blocks on a Main L1.
fn orders(system: &MultiL1Token, origin: App) -> impl Iterator<Item = Message> {
    let (user, main, amount) = (User::Alice, Main::X, UNIT);
    let id = RequestId { origin, nonce: 0 };
    let latest = system.parameters.mains().last().unwrap_or(main);
    let block = Content::Block { user, is_blocked: true, number: 1 };
    let to_app = [
        Content::Mint { user: User::Bob, amount },
        Content::Decrease { id, main, user, amount, is_burn: false },
        Content::Grant { user, amount },
        Content::Register { user, main: latest },
        Content::LatestMain { main: latest },
        block,
    ];
    let to_app = to_app.into_iter().map(|content| Message { to: Chain::App(App::A), content });
    to_app.chain([Message { to: Chain::Main(main), content: block }])
}
