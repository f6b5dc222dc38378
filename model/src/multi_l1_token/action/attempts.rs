//! What can be attempted in a state.
//!
//! The lists below hold no guard: they offer what somebody could try, and the rules decide.

use crate::types::Amount;

use super::super::contracts::ft_manager;
use super::super::contracts::ft_manager::allocation;
use super::super::messages::{Content, Message};
use super::super::scenario::Allocation;
use super::super::state::State;
use super::super::topology::{App, Chain, User};
use super::super::{MultiL1Token, adversary, environment};
use super::{Action, Taken};

/// Appends everything that can be attempted in `state`.
pub(in super::super) fn attempts(system: &MultiL1Token, state: &State, actions: &mut Vec<Action>) {
    for app in system.parameters.apps() {
        by_users(system, state, app, actions);
        on_balances(system, state, app, actions);
        by_allowance(system, state, app, actions);
    }
    by_admins(system, state, actions);
    deliveries(system, state, actions);
    adversary::attempts(system, state, actions);
}

fn amounts(system: &MultiL1Token) -> impl Iterator<Item = Amount> + use<> {
    (1..=system.parameters.most).map(Amount)
}

/// Those who hold tokens at first, and Carol where she can be given some.
fn spenders(system: &MultiL1Token) -> impl Iterator<Item = User> + Clone {
    let mints = system.parameters.budgets.initial_mints > 0;
    system.parameters.users().filter(move |user| *user != User::Carol || mints)
}

/// Transfers between any two users, and to oneself: one of those is enough.
fn pairs(system: &MultiL1Token) -> impl Iterator<Item = (User, User)> {
    let pairs = spenders(system).flat_map(|from| system.parameters.users().map(move |to| (from, to)));
    pairs.filter(|(from, to)| from != to || *from == User::Alice)
}

/// Requests that go to an FT Manager.
fn by_users(system: &MultiL1Token, state: &State, app: App, actions: &mut Vec<Action>) {
    let left = &state.left;
    for amount in amounts(system) {
        if left.transfers > 0 {
            actions.extend(pairs(system).map(|(from, to)| Action::Transfer { app, from, to, amount }));
        }
        if left.local_transfers > 0 {
            actions.extend(spenders(system).map(|user| Action::LocalTransfer { app, user, amount }));
        }
        if left.burns > 0 {
            actions.extend(spenders(system).map(|user| Action::Burn { app, user, amount }));
        }
    }
    if left.initial_mints > 0 {
        actions.extend(system.parameters.users().map(|user| Action::InitialMint { app, user }));
    }
    if left.local_blocks > 0 {
        let users = system.parameters.users();
        actions.extend(users.map(|user| {
            let blocks = !state.account(app, user).is_local_blocked;
            Action::LocalBlockUser { app, user, blocks }
        }));
    }
}

/// What is done with the balance on an App L1. Whose Main L1 is unknown there is told so by the interface.
fn on_balances(system: &MultiL1Token, state: &State, app: App, actions: &mut Vec<Action>) {
    let left = &state.left;
    let is_known = |user: &User| state.account(app, *user).main.is_some();
    let known = || pairs(system).filter(|(from, to)| is_known(from) && is_known(to));
    for amount in amounts(system) {
        if left.fast_transfers > 0 {
            actions.extend(known().map(|(from, to)| Action::FastTransfer { app, from, to, amount }));
        }
        if left.lock_transfers > 0 {
            actions.extend(known().map(|(from, to)| Action::LockTransfer { app, from, to, amount }));
        }
        if left.locks > 0 {
            actions.extend(spenders(system).map(|user| Action::SetLock { app, user, amount }));
        }
        if left.unlocks > 0 {
            actions.extend(spenders(system).map(|user| Action::ReleaseLock { app, user, amount }));
        }
    }
}

/// What Bob does for Alice. Whether he calls before she has approved anything, the rules decide.
fn by_allowance(system: &MultiL1Token, state: &State, app: App, actions: &mut Vec<Action>) {
    let left = &state.left;
    let (owner, spender) = (User::Alice, User::Bob);
    if left.approvals > 0 {
        // To approve nothing takes back what was approved.
        let amounts = std::iter::once(Amount::ZERO).chain(amounts(system));
        actions.extend(amounts.map(|amount| Action::Approve { app, owner, spender, amount }));
    }
    for amount in amounts(system) {
        if left.transfers_from > 0 {
            let is_known = |user: User| state.account(app, user).main.is_some();
            let to_others = || system.parameters.users().filter(|to| *to != owner);
            let from = owner;
            actions.extend(to_others().map(|to| Action::TransferFrom { app, spender, from, to, amount }));
            let known = to_others().filter(|to| is_known(*to) && is_known(from));
            actions.extend(known.map(|to| Action::FastTransferFrom { app, spender, from, to, amount }));
        }
        if left.burns_from > 0 {
            actions.push(Action::BurnFrom { app, spender, from: owner, amount });
        }
    }
}

fn by_admins(system: &MultiL1Token, state: &State, actions: &mut Vec<Action>) {
    if state.left.blocks > 0 {
        // Whoever it is: one that is known is enough, one that is new, and one that spends for another.
        let is_spender = |user: User| user == User::Bob && system.parameters.budgets.approvals > 0;
        let users = system.parameters.users().filter(|user| *user != User::Bob || is_spender(*user));
        actions.extend(users.map(|user| {
            let blocks = !state.router.blocked[user].is_blocked;
            Action::BlockUser { user, blocks }
        }));
    }
    if state.left.scalings > 0 {
        let others = system.parameters.mains().filter(|main| state.router.latest_main != Some(*main));
        actions.extend(others.map(|main| Action::SetLatestMainL1Info { main }));
    }
}

/// The ways in which an FT Manager can choose the App L1s when it executes a message; one, where it chooses none.
pub(in super::super) fn ways(
    system: &MultiL1Token,
    state: &State,
    message: &Message,
) -> impl Iterator<Item = Taken> + use<> {
    let (Chain::Main(main), Content::Request(request)) = (message.to, message.content) else {
        return vec![Taken::NOTHING].into_iter();
    };
    if request.is_approval() {
        return vec![Taken::NOTHING].into_iter();
    }
    let free = ft_manager::free(system, state, main, &request);
    let balances = [free[App::A].0, free[App::B].0, free[App::C].0];
    let taken = |[a, b, c]: [u8; 3]| {
        let mut taken = Taken::NOTHING;
        (taken.0[App::A], taken.0[App::B], taken.0[App::C]) = (Amount(a), Amount(b), Amount(c));
        taken
    };
    let chosen: Vec<[u8; 3]> = match system.parameters.allocation {
        Allocation::Recommended => allocation::recommended(balances, request.amount.0).into_iter().collect(),
        Allocation::Any => allocation::every(balances, request.amount.0),
    };
    let chosen = if chosen.is_empty() { vec![largest(balances, request.amount.0)] } else { chosen };
    chosen.into_iter().map(taken).collect::<Vec<_>>().into_iter()
}

/// What an FT Manager that asks for no balance would take: all that there is, and the rest from App A.
fn largest(balances: [u8; 3], amount: u8) -> [u8; 3] {
    let [a, b, c] = balances;
    let rest = amount.saturating_sub(b).saturating_sub(c);
    [rest.max(a), b, c]
}

/// What becomes of messages in flight, and of those that have failed.
fn deliveries(system: &MultiL1Token, state: &State, actions: &mut Vec<Action>) {
    for message in state.in_flight.kinds().copied() {
        let all = ways(system, state, &message);
        actions.extend(all.map(|taken| Action::ReceiveCrossChainMessage { message, taken }));
        if environment::would_revert(system, state, &message) {
            actions.push(Action::FailMessageExecution { message });
        }
        if state.left.gas_faults > 0 {
            actions.push(Action::RunOutOfGas { message });
        }
    }
    for message in state.failed.kinds().copied() {
        let all = ways(system, state, &message);
        actions.extend(all.map(|taken| Action::RetryMessageExecution { message, taken }));
        if system.answers_when_retried(state, &message) {
            actions.push(Action::RetryRefusedRequest { message });
        }
        if state.left.resends > 0 && message.is_request() {
            actions.push(Action::ResendAsNew { message });
        }
    }
}
