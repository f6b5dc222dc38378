//! `FT` of an App L1: the ERC-20 that users call, and what it executes for FT Managers and the Router.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", App L1; Lock; Blocklist; When FT Balance on App L1 Is
//! Sufficient.
//!
//! Not modelled, with the reason:
//! - Access control of `localBlockUser`, `initialize` and upgrades: callers are who they should be.
//! - Fees and execution policies: they decide when a message is delivered, and any moment is explored.

pub(crate) mod allowances;

use crate::types::Amount;

use super::super::messages::{Content, Message, Operation, Request, RequestId};
use super::super::topology::{App, Chain, Main, User};
use super::super::{Guard, MultiL1Token, State};
use super::{minus, plus};

/// Neither address is blocked on the App L1, and they are two.
fn require_not_blocked(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (from, to): (User, User),
) -> Result<(), Guard> {
    let (sender, recipient) = (state.account(app, from), state.account(app, to));

    let guards = &system.guards;
    guards.require(Guard::RecipientIsAnother, from != to)?;
    guards.require(Guard::SenderIsNotLocallyBlocked, !sender.is_local_blocked)?;
    guards.require(Guard::RecipientIsNotLocallyBlocked, !recipient.is_local_blocked)?;
    guards.require(Guard::SenderIsNotGloballyBlocked, !sender.block.is_blocked)?;
    guards.require(Guard::RecipientIsNotGloballyBlocked, !recipient.block.is_blocked)
}

/// Sends a request to the FT Manager of `from`, or to the Router if somebody's Main L1 is not known here.
fn send(
    system: &MultiL1Token,
    next: &mut State,
    app: App,
    (from, operation, amount): (User, Operation, Amount),
) {
    let ft = &mut next.apps[app];
    let id = RequestId { origin: app, nonce: ft.nonce };
    ft.nonce = ft.nonce.saturating_add(1);
    let mut known = ft.accounts[from].main;
    let mut operation = operation;
    if let Operation::Transfer { to, main } | Operation::TransferFrom { to, main, .. } = &mut operation {
        let recipient = &mut ft.accounts[*to].main;
        if recipient.is_none() && system.parameters.variant.assigns_on_apps() {
            *recipient = ft.latest_main;
        }
        *main = *recipient;
        known = known.filter(|_| recipient.is_some());
    }
    let request = Request { id, from, operation, amount };
    let to = known.map_or(Chain::Router, Chain::Main);
    next.in_flight.put_in(Message { to, content: Content::Request(request) });
    note_lag(next, from);
}

/// A user transfers through a Main L1.
///
/// Spec: App L1, `transfer`. Solidity: `FT.transfer`.
pub(crate) fn transfer(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (from, to, amount): (User, User, Amount),
) -> Result<State, Guard> {
    require_not_blocked(system, state, app, (from, to))?;

    let mut next = state.clone();
    next.left.transfers = state.left.transfers.saturating_sub(1);
    send(system, &mut next, app, (from, Operation::Transfer { to, main: None }, amount));
    Ok(next)
}

/// A user burns.
///
/// Spec: App L1, `burn`. Solidity: `FT.burn`.
pub(crate) fn burn(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (from, amount): (User, Amount),
) -> Result<State, Guard> {
    require_caller_not_blocked(system, state, app, from)?;

    let mut next = state.clone();
    next.left.burns = state.left.burns.saturating_sub(1);
    send(system, &mut next, app, (from, Operation::Burn, amount));
    Ok(next)
}

/// A user moves what lies on other App L1s to this one.
///
/// Spec: Balance Transfers Between App L1 Chains. Solidity: `FT.localTransfer`.
pub(crate) fn local_transfer(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (from, amount): (User, Amount),
) -> Result<State, Guard> {
    require_caller_not_blocked(system, state, app, from)?;

    let mut next = state.clone();
    next.left.local_transfers = state.left.local_transfers.saturating_sub(1);
    send(system, &mut next, app, (from, Operation::LocalTransfer, amount));
    Ok(next)
}

/// "Ensure that the caller is not blocklisted."
fn require_caller_not_blocked(
    system: &MultiL1Token,
    state: &State,
    app: App,
    user: User,
) -> Result<(), Guard> {
    let caller = state.account(app, user);

    let guards = &system.guards;
    guards.require(Guard::CallerIsNotLocallyBlocked, !caller.is_local_blocked)?;
    guards.require(Guard::CallerIsNotGloballyBlocked, !caller.block.is_blocked)
}

/// The balance on the App L1 covers the amount, locks apart.
fn require_free(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (user, amount): (User, Amount),
) -> Result<(), Guard> {
    let free = state.account(app, user).free();

    system.guards.require_le(Guard::LocalBalanceCovers, amount, free)
}

/// A user transfers what lies on the App L1, which tells the FT Manager afterwards.
///
/// Spec: When FT Balance on App L1 Is Sufficient. Solidity: `FT.transfer`.
pub(crate) fn fast_transfer(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (from, to, amount): (User, User, Amount),
) -> Result<State, Guard> {
    system.guards.require(Guard::OnlyLocksAreSpentLocally, system.allows_fast_transfers())?;
    require_not_blocked(system, state, app, (from, to))?;
    require_free(system, state, app, (from, amount))?;

    let mut next = state.clone();
    next.left.fast_transfers = state.left.fast_transfers.saturating_sub(1);
    move_locally(&mut next, app, (from, to, amount), false);
    Ok(next)
}

/// A user transfers what is locked.
///
/// Spec: Using Locked FT. Solidity: `FT.lockTransfer`.
pub(crate) fn lock_transfer(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (from, to, amount): (User, User, Amount),
) -> Result<State, Guard> {
    let locked = state.account(app, from).locked;

    require_not_blocked(system, state, app, (from, to))?;
    system.guards.require_le(Guard::LockedBalanceCovers, amount, locked)?;

    let mut next = state.clone();
    next.left.lock_transfers = state.left.lock_transfers.saturating_sub(1);
    minus(&mut next.account_mut(app, from).locked, amount);
    move_locally(&mut next, app, (from, to, amount), true);
    Ok(next)
}

/// Moves tokens on the App L1, and tells the FT Manager of the sender. Both Main L1s are known: nobody attempts it
/// otherwise.
fn move_locally(next: &mut State, app: App, (from, to, amount): (User, User, Amount), is_locked: bool) {
    let (sender, recipient) = (next.account(app, from).main, next.account(app, to).main);
    minus(&mut next.account_mut(app, from).balance, amount);
    plus(&mut next.account_mut(app, to).balance, amount);
    if let (Some(sender), Some(main)) = (sender, recipient) {
        let content = Content::Result { from, to, main, amount, app, is_locked };
        next.in_flight.put_in(Message { to: Chain::Main(sender), content });
    }
    note_lag(next, from);
}

/// A user locks more.
///
/// Spec: Lock Flow. Solidity: `FT.setLock`.
pub(crate) fn lock(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (user, amount): (User, Amount),
) -> Result<State, Guard> {
    let account = state.account(app, user);

    system.guards.require_le(Guard::LockIsCovered, amount, account.free())?;

    let mut next = state.clone();
    next.left.locks = state.left.locks.saturating_sub(1);
    if !system.grants_locks() {
        plus(&mut next.account_mut(app, user).locked, amount);
    }
    tell_of_lock(&mut next, app, (user, amount), true);
    Ok(next)
}

/// A user locks less.
///
/// Spec: Lock. Solidity: `FT.setLock`.
pub(crate) fn unlock(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (user, amount): (User, Amount),
) -> Result<State, Guard> {
    let locked = state.account(app, user).locked;

    system.guards.require_le(Guard::UnlockIsCovered, amount, locked)?;

    let mut next = state.clone();
    next.left.unlocks = state.left.unlocks.saturating_sub(1);
    minus(&mut next.account_mut(app, user).locked, amount);
    tell_of_lock(&mut next, app, (user, amount), false);
    Ok(next)
}

/// Tells the FT Manager or, "if the managing Main L1 is unknown", the Router.
fn tell_of_lock(next: &mut State, app: App, (user, amount): (User, Amount), locks: bool) {
    let to = next.account(app, user).main.map_or(Chain::Router, Chain::Main);
    next.in_flight.put_in(Message { to, content: Content::Lock { user, app, amount, locks } });
}

/// The admin of the App L1 blocks an address there, or unblocks it.
///
/// Spec: Blocklist, second route. Solidity: `FT.localBlockUser`, `FT.localUnblockUser`.
pub(crate) fn local_block_user(state: &State, app: App, user: User, is_blocked: bool) -> State {
    let mut next = state.clone();
    next.left.local_blocks = state.left.local_blocks.saturating_sub(1);
    next.account_mut(app, user).is_local_blocked = is_blocked;
    next
}

/// The FT is initialised with a unit for an address.
///
/// Spec: Initial Mint on Contract Deployment ("requests MUST be sent directly to the corresponding Main L1", "to Router
/// L1" for addresses without one). Solidity: `FT.initialize`.
pub(crate) fn initial_mint(state: &State, app: App, user: User) -> State {
    let amount = Amount(1);
    let to = state.account(app, user).main.map_or(Chain::Router, Chain::Main);

    let mut next = state.clone();
    next.left.initial_mints = state.left.initial_mints.saturating_sub(1);
    plus(&mut next.account_mut(app, user).balance, amount);
    plus(&mut next.ghost.supply, amount);
    plus(&mut next.database_supply, amount);
    next.in_flight.put_in(Message { to, content: Content::Increase { user, app, amount } });
    next
}

/// What an FT Manager orders.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decrease {
    pub(super) id: RequestId,
    pub(super) main: Main,
    pub(super) user: User,
    pub(super) amount: Amount,
    pub(super) is_burn: bool,
}

/// A balance falls, since an FT Manager says so.
///
/// Spec: Requests from App L1 ("send follow-up request"). Solidity: `FT.receiveTeleporterMessage`.
pub(super) fn decrease(
    system: &MultiL1Token,
    state: &State,
    app: App,
    order: Decrease,
) -> Result<State, Guard> {
    let Decrease { id, main, user, amount, is_burn } = order;
    let account = state.account(app, user);
    let left = Amount(account.balance.0.saturating_sub(amount.0));

    let guards = &system.guards;
    system.require_settled(Guard::SenderIsNotGloballyBlocked, account.block)?;
    guards.require_le(Guard::DecreaseIsCovered, amount, account.balance)?;
    guards.require_le(Guard::DecreaseSparesLocks, account.locked, left)?;

    let mut next = state.clone();
    minus(&mut next.account_mut(app, user).balance, amount);
    if is_burn {
        minus(&mut next.ghost.supply, amount);
        if !system.parameters.variant.counts_manager_events() {
            minus(&mut next.database_supply, amount);
        }
    }
    if system.settles_in_two_phases() {
        next.in_flight.put_in(Message { to: Chain::Main(main), content: Content::Acknowledge { id, app } });
    }
    Ok(next)
}

/// A balance grows, since an FT Manager says so.
///
/// Spec: Action, `mint`. Solidity: `FT.receiveTeleporterMessage`.
pub(super) fn mint(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (user, amount): (User, Amount),
) -> Result<State, Guard> {
    system.require_settled(Guard::RecipientIsNotGloballyBlocked, state.account(app, user).block)?;

    let mut next = state.clone();
    plus(&mut next.account_mut(app, user).balance, amount);
    Ok(next)
}

/// A lock is there.
///
/// Spec: Lock Flow, in the design with granted locks. Solidity: `FT.receiveTeleporterMessage`.
pub(super) fn grant(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (user, amount): (User, Amount),
) -> Result<State, Guard> {
    let free = state.account(app, user).free();

    system.guards.require_le(Guard::GrantIsCovered, amount, free)?;

    let mut next = state.clone();
    plus(&mut next.account_mut(app, user).locked, amount);
    Ok(next)
}

/// The App L1 learns which Main L1 manages an address.
///
/// Spec: Router L1. Solidity: `FT.receiveTeleporterMessage`.
pub(super) fn register(state: &State, app: App, user: User, main: Main) -> State {
    let mut next = state.clone();
    next.account_mut(app, user).main = Some(main);
    next
}

/// Remembers whether somebody spends whom the Router has blocked already.
fn note_lag(next: &mut State, from: User) {
    next.ghost.lagging_debit |= next.router.blocked[from].is_blocked;
}
