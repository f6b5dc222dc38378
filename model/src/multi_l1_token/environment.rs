//! Teleporter and those who move its messages: relayers, monitors, and anybody who retries.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", `ITeleporterManager`; Monitoring and Automatic Retry.

use crate::types::Amount;

use super::action::Taken;
use super::contracts::teleporter_manager::receive_teleporter_message;
use super::messages::{Content, Message, Messages};
use super::state::allowances::Allowances;
use super::state::parts::Way;
use super::state::{Ghost, Router, State};
use super::topology::{Main, PerApp, PerMain, User};
use super::{Guard, MultiL1Token};

/// Alice holds tokens on every App L1 and Bob on App A; everybody knows them. Of Carol nobody knows.
pub(super) fn init_state(system: &MultiL1Token) -> State {
    let parameters = &system.parameters;
    let mut state = State {
        apps: PerApp::default(),
        mains: PerMain::default(),
        router: Router::default(),
        in_flight: Messages::default(),
        failed: Messages::default(),
        allowances: Allowances::default(),
        database_supply: Amount::ZERO,
        left: parameters.budgets,
        ghost: Ghost::default(),
    };
    let bobs = std::iter::once(parameters.bob_holds).chain(std::iter::repeat(0));
    // Alice is managed on Main X, Bob on the last Main L1.
    let last = parameters.mains().last().unwrap_or(Main::X);
    let holdings = parameters.apps().zip(parameters.alice_holds.iter().copied().zip(bobs));
    for (app, (alices, bobs)) in holdings {
        for (user, main, held) in [(User::Alice, Main::X, alices), (User::Bob, last, bobs)] {
            let held = Amount(held);
            state.account_mut(app, user).balance = held;
            state.account_mut(app, user).main = Some(main);
            state.book_mut(main, user, app).balance = held;
            state.mains[main].ghost_managed[user] = true;
            state.router.registry[user] = Some(main);
            state.ghost.supply.0 = state.ghost.supply.0.saturating_add(held.0);
        }
        state.apps[app].latest_main = Some(Main::X);
    }
    state.router.latest_main = Some(Main::X);
    state.database_supply = state.ghost.supply;
    state
}

/// A relayer delivers a message, and its execution succeeds.
///
/// Solidity: `TeleporterMessenger.receiveCrossChainMessage`.
pub(super) fn deliver(
    system: &MultiL1Token,
    state: &State,
    message: &Message,
    taken: Taken,
) -> Result<State, Guard> {
    let executed = receive_teleporter_message(system, state, message, taken)?;

    let mut next = executed;
    if system.guards.applies(Guard::MessageIsReceivedOnce) {
        next.in_flight.take_out(message);
    }
    Ok(next)
}

/// Whether a message that the contracts refuse is answered: a request, in the design with replies.
fn is_answered(system: &MultiL1Token, message: &Message) -> bool {
    message.is_request() && system.answers_refusals()
}

/// A relayer delivers a message whose execution reverts: the message counts as received, and can be retried.
///
/// In the design with replies a request that is refused is over instead, and so is one that was consumed before.
pub(super) fn fail(system: &MultiL1Token, state: &State, message: &Message) -> State {
    let mut next = state.clone();
    next.in_flight.take_out(message);
    note_refusal(system, &mut next, message);
    if !is_answered(system, message) {
        next.failed.put_in(*message);
    }
    next
}

/// A relayer gives too little gas: as if the execution had reverted.
pub(super) fn run_out_of_gas(state: &State, message: &Message) -> State {
    let mut next = state.clone();
    next.left.gas_faults = state.left.gas_faults.saturating_sub(1);
    next.in_flight.take_out(message);
    next.failed.put_in(*message);
    next
}

/// A request is refused, and remembered as such where refusals are answered. Whoever asks for what was consumed
/// before is told so, and is not refused.
fn note_refusal(system: &MultiL1Token, next: &mut State, message: &Message) {
    let Content::Request(request) = message.content else { return };
    let bit = request.id.bit();
    if next.consumed(message.to) & bit != 0 {
        return;
    }
    next.ghost.refused |= bit;
    let is_over = system.consumes_requests() && is_answered(system, message);
    if is_over && system.guards.applies(Guard::RefusalConsumesRequest) {
        next.consume(message.to, request.id);
    }
}

/// Somebody executes a message again that has failed, and it succeeds.
///
/// Solidity: `TeleporterMessenger.retryMessageExecution`.
pub(super) fn retry(
    system: &MultiL1Token,
    state: &State,
    message: &Message,
    taken: Taken,
) -> Result<State, Guard> {
    let executed = receive_teleporter_message(system, state, message, taken)?;

    let mut next = executed;
    next.failed.take_out(message);
    Ok(next)
}

/// Somebody executes a request again that has failed, and it is answered by a refusal.
pub(super) fn retry_refused(system: &MultiL1Token, state: &State, message: &Message) -> State {
    let mut next = state.clone();
    next.failed.take_out(message);
    note_refusal(system, &mut next, message);
    next
}

/// A monitor sends a request again that has failed, as a new message: another reading of "retry execution of the
/// request".
pub(super) fn resend(state: &State, message: &Message) -> State {
    let mut next = state.clone();
    next.left.resends = state.left.resends.saturating_sub(1);
    next.in_flight.put_in(*message);
    next
}

/// Whether the execution of a message would revert, whatever App L1s were chosen.
pub(super) fn would_revert(system: &MultiL1Token, state: &State, message: &Message) -> bool {
    let mut ways = super::action::ways(system, state, message);
    ways.all(|taken| receive_teleporter_message(system, state, message, taken).is_err())
}

impl MultiL1Token {
    /// Whether nothing can move but users, admins and whoever is malicious: nothing is in flight, and no message that
    /// has failed can be executed.
    pub fn is_quiet(&self, state: &State) -> bool {
        state.in_flight.is_empty() && state.failed.kinds().all(|message| self.is_stuck(state, message))
    }

    /// What [`MultiL1Token::is_quiet`] says, of the messages of one kind to one chain.
    pub fn is_quiet_on(&self, state: &State, way: Way) -> bool {
        let is_on = |message: &&Message| Way::of(message) == way;
        !state.in_flight.kinds().any(|message| is_on(&message))
            && state.failed.kinds().filter(is_on).all(|message| self.is_stuck(state, message))
    }

    /// Whether nothing comes of a failed message, whoever retries it.
    fn is_stuck(&self, state: &State, message: &Message) -> bool {
        would_revert(self, state, message) && !is_answered(self, message)
    }

    /// Whether a failed message that would revert can be answered when it is retried.
    pub(super) fn answers_when_retried(&self, state: &State, message: &Message) -> bool {
        is_answered(self, message) && would_revert(self, state, message)
    }
}
