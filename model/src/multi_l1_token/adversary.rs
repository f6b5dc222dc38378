//! What chains and contracts may send that are no part of the system, and what an App L1 whose validators sign
//! anything.

use crate::types::Amount;

use super::action::{Action, Forger, ways};
use super::messages::{Content, Message, Operation, Request, RequestId};
use super::topology::{App, Chain, Main, User};
use super::{MultiL1Token, State};

/// What chains and contracts send that are no part of the system, or are compromised.
pub(super) fn attempts(system: &MultiL1Token, state: &State, actions: &mut Vec<Action>) {
    let send = |origin: App| {
        let id = RequestId { origin, nonce: state.apps[origin].nonce };
        let operation = Operation::Transfer { to: User::Bob, main: state.router.registry[User::Bob] };
        let request = Request { id, from: User::Alice, operation, amount: Amount(1) };
        Message { to: Chain::Main(Main::X), content: Content::Request(request) }
    };
    if state.left.forgeries > 0 {
        for message in [send(App::A), minted()] {
            for taken in ways(system, state, &message).take(1) {
                let forgers = [Forger::Caller, Forger::OtherChain, Forger::OtherContract];
                actions.extend(forgers.map(|by| Action::Forge { message, taken, by }));
            }
        }
    }
    let Some(app) = system.parameters.compromised() else { return };
    let reports = system.parameters.apps().flat_map(reports).filter(|_| state.left.compromised_reports > 0);
    let requests = std::iter::once(send(app)).filter(|_| state.left.compromised_requests > 0);
    for message in requests.chain(reports) {
        let all = ways(system, state, &message);
        actions.extend(all.map(|taken| Action::Forge { message, taken, by: Forger::CompromisedFt }));
    }
}

/// A unit for Bob that nobody has paid for.
fn minted() -> Message {
    Message { to: Chain::App(App::A), content: Content::Mint { user: User::Bob, amount: Amount(1) } }
}

/// What has not been on an App L1: a transfer from Alice to Bob, locks, and tokens for Bob.
fn reports(app: App) -> impl Iterator<Item = Message> {
    let (from, to, main, amount) = (User::Alice, User::Bob, Main::X, Amount(1));
    let lock = |locks| Content::Lock { user: from, app, amount, locks };
    let contents = [
        Content::Result { from, to, main, amount, app, is_locked: false },
        lock(true),
        lock(false),
        Content::Increase { user: to, app, amount },
    ];
    contents.into_iter().map(|content| Message { to: Chain::Main(Main::X), content })
}
