//! `FTManager` of a Main L1: the books of the addresses that it manages.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", Main L1; Requests from App L1; Lock; Transfer
//! Optimization Logic; Handling Consecutive Transactions.
//!
//! Not modelled, with the reason:
//! - The Balance Retrieval API: it reads.

pub(crate) mod allocation;
pub(super) mod allowances;

use crate::types::Amount;

use super::super::action::Taken;
use super::super::messages::{Content, Message, Operation, Request, RequestId};
use super::super::state::{L1Balance, Pending};
use super::super::topology::{App, Chain, Main, PerApp, User};
use super::super::{Guard, MultiL1Token, State};
use super::{minus, plus};

/// What a request may take of each App L1.
pub(crate) fn free(system: &MultiL1Token, state: &State, main: Main, request: &Request) -> PerApp<Amount> {
    let spares_locks = system.guards.applies(Guard::LocksAreExcluded);
    let spares_requester = system.guards.applies(Guard::RequesterIsExcluded);
    let mut free = PerApp::default();
    for app in system.parameters.apps() {
        let L1Balance { balance, locked } = state.mains[main].books[request.from][app];
        let is_own = request.operation == Operation::LocalTransfer && app == request.id.origin;
        let locked = if spares_locks { locked } else { Amount::ZERO };
        if !(is_own && spares_requester) {
            free[app] = Amount(balance.0.saturating_sub(locked.0));
        }
    }
    free
}

/// Takes what a user asks for from App L1s, and gives it to the recipient, at once or once all decreases are
/// executed.
///
/// Spec: Main L1, `transfer`, `transferFrom`, `burn`, `burnFrom`; Requests from App L1. Solidity: `FTManager.transfer` and
/// the functions of the same names, `localTransfer` among them.
pub(super) fn execute(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    (request, taken): (&Request, Taken),
) -> Result<State, Guard> {
    let manager = &state.mains[main];
    let Request { id, from, amount, .. } = *request;
    let free = free(system, state, main, request);
    let covered = system.parameters.apps().fold(0_u8, |sum, app| sum.saturating_add(free[app].0));
    let recipient = request.recipient().unwrap_or(from);

    let guards = &system.guards;
    system.require_new(state, Chain::Main(main), id)?;
    guards.require(Guard::ManagedSenderIsNotBlocked, !manager.blocked[from].is_blocked)?;
    guards.require(Guard::ManagedRecipientIsNotBlocked, !manager.blocked[recipient].is_blocked)?;
    allowances::require_spender_not_blocked(system, state, main, request)?;
    if request.is_approval() {
        return Ok(allowances::approve(system, state, main, request));
    }
    allowances::require_allowance(system, state, main, request)?;
    guards.require_le(Guard::BalanceIsSufficient, amount, Amount(covered))?;

    let mut next = state.clone();
    allowances::spend(system, &mut next, main, request);
    system.consume(&mut next, Chain::Main(main), id);
    note_execution(&mut next, request.id);
    let mut awaited = PerApp::of(false);
    for app in system.parameters.apps().filter(|app| taken.0[*app].0 > 0) {
        let amount = taken.0[app];
        awaited[app] = true;
        minus(&mut next.book_mut(main, from, app).balance, amount);
        let is_burn = request.is_burn();
        let content = Content::Decrease { id, main, user: from, amount, is_burn };
        next.in_flight.put_in(Message { to: Chain::App(app), content });
    }
    if request.is_burn() && system.parameters.variant.counts_manager_events() {
        minus(&mut next.database_supply, amount);
    }
    let waits = system.settles_in_two_phases();
    let pending = Pending { request: *request, awaited };
    if !(waits && await_decreases(&mut next, main, pending)) {
        credit(&mut next, main, request);
    }
    Ok(next)
}

/// What becomes known when a request is executed.
fn note_execution(next: &mut State, id: RequestId) {
    let ghost = &mut next.ghost;
    ghost.executed_twice |= ghost.executed & id.bit() != 0;
    ghost.executed_late |= ghost.refused & id.bit() != 0;
    ghost.executed |= id.bit();
}

/// Puts a request where its acknowledgements are counted, if there is room.
fn await_decreases(next: &mut State, main: Main, pending: Pending) -> bool {
    let places = &mut next.mains[main].pending[pending.request.id.origin];
    let Some(place) = places.iter_mut().find(|place| place.is_none()) else { return false };
    *place = Some(pending);
    places.sort_by_key(|place| place.map_or(u8::MAX, |pending| pending.request.id.nonce));
    true
}

/// A decrease is executed; after the last one the recipient gets what was taken.
///
/// Spec: Requests from App L1, in the design in two phases. Solidity: `FTManager.receiveTeleporterMessage`.
pub(super) fn acknowledge(state: &State, main: Main, (id, app): (RequestId, App)) -> State {
    let mut next = state.clone();
    let places = &mut next.mains[main].pending[id.origin];
    let Some(place) = places.iter_mut().find(|place| place.is_some_and(|one| one.request.id == id)) else {
        return next;
    };
    let Some(pending) = place.as_mut() else { return next };
    pending.awaited[app] = false;
    if pending.awaited == PerApp::of(false) {
        let request = pending.request;
        *place = None;
        places.sort_by_key(|place| place.map_or(u8::MAX, |pending| pending.request.id.nonce));
        credit(&mut next, main, &request);
    }
    next
}

/// What was taken is minted on the App L1 that asked, and stands in the recipient's book.
fn credit(next: &mut State, main: Main, request: &Request) {
    let Request { id: RequestId { origin: app, .. }, from, operation, amount, .. } = *request;
    let (user, recipients_main) = match operation {
        Operation::Burn | Operation::BurnFrom { .. } | Operation::Approve { .. } => return,
        Operation::LocalTransfer => (from, main),
        Operation::Transfer { to, main: recipients_main }
        | Operation::TransferFrom { to, main: recipients_main, .. } => (to, recipients_main.unwrap_or(main)),
    };
    next.in_flight.put_in(Message { to: Chain::App(app), content: Content::Mint { user, amount } });
    credit_book(next, (main, recipients_main), (user, app, amount));
}

/// The recipient's book grows, here or on another Main L1.
fn credit_book(next: &mut State, (here, there): (Main, Main), (user, app, amount): (User, App, Amount)) {
    if here == there {
        plus(&mut next.book_mut(here, user, app).balance, amount);
        next.mains[here].ghost_managed[user] = true;
    } else {
        let content = Content::Increase { user, app, amount };
        next.in_flight.put_in(Message { to: Chain::Main(there), content });
    }
}

/// The book of an address grows, since another FT Manager or an FT says so.
///
/// Spec: Requests from App L1 ("send balance update request"). Solidity: `FTManager.updateTokenBalance`.
pub(super) fn increase(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    (user, app, amount): (User, App, Amount),
) -> Result<State, Guard> {
    system.require_settled(Guard::ManagedRecipientIsNotBlocked, state.mains[main].blocked[user])?;

    let mut next = state.clone();
    plus(&mut next.book_mut(main, user, app).balance, amount);
    next.mains[main].ghost_managed[user] = true;
    Ok(next)
}

/// What an App L1 says that was transferred there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report {
    pub(super) from: User,
    pub(super) to: User,
    pub(super) main: Main,
    pub(super) amount: Amount,
    pub(super) app: App,
    pub(super) is_locked: bool,
}

/// The books follow what was transferred on an App L1.
///
/// Spec: Using Locked FT, When FT Balance on App L1 Is Sufficient. Solidity: `FTManager.updateTokenBalance`.
pub(super) fn update_token_balance(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    report: Report,
) -> Result<State, Guard> {
    let Report { from, to, amount, app, is_locked, .. } = report;
    let manager = &state.mains[main];
    let L1Balance { balance, locked } = manager.books[from][app];
    let needed = if is_locked { amount } else { Amount::ZERO };

    let guards = &system.guards;
    system.require_settled(Guard::ManagedSenderIsNotBlocked, manager.blocked[from])?;
    system.require_settled(Guard::ManagedRecipientIsNotBlocked, manager.blocked[to])?;
    guards.require_le(Guard::LockBookCovers, needed, locked)?;
    guards.require_le(Guard::BookCovers, amount, balance)?;

    let mut next = state.clone();
    let book = next.book_mut(main, from, app);
    minus(&mut book.locked, needed);
    minus(&mut book.balance, amount);
    credit_book(&mut next, (main, report.main), (to, app, amount));
    Ok(next)
}

/// More is locked, or less.
///
/// Spec: Lock Flow. Solidity: `FTManager.lock`.
pub(super) fn lock(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    (user, app, amount): (User, App, Amount),
) -> Result<State, Guard> {
    let L1Balance { balance, locked } = state.mains[main].books[user][app];
    let free = Amount(balance.0.saturating_sub(locked.0));
    let grants = system.grants_locks();

    let needed = if grants { amount } else { Amount::ZERO };
    system.guards.require_le(Guard::GrantIsOfFreeTokens, needed, free)?;

    let mut next = state.clone();
    plus(&mut next.book_mut(main, user, app).locked, amount);
    if grants {
        next.in_flight.put_in(Message { to: Chain::App(app), content: Content::Grant { user, amount } });
    }
    Ok(next)
}

/// Less is locked.
///
/// Spec: Lock Flow. Solidity: `FTManager.lock`.
pub(super) fn unlock(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    (user, app, amount): (User, App, Amount),
) -> Result<State, Guard> {
    let locked = state.mains[main].books[user][app].locked;

    system.guards.require_le(Guard::UnlockBookCovers, amount, locked)?;

    let mut next = state.clone();
    minus(&mut next.book_mut(main, user, app).locked, amount);
    Ok(next)
}
