//! `Router`: which Main L1 manages an address, and the updates that only it may start.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", Router L1; Blocklist; Figure 4.
//!
//! Not modelled, with the reason:
//! - `setFTInfo`, `setFTManagerInfo`, `setRouterInfo`, `setTeleporter`: which contracts there are does not change
//!   within a scenario; what the registries are for is in `contracts/teleporter_manager.rs`.
//! - Access control of `blockUser`, `unblockUser`, `setLatestMainL1Info`: callers are who they should be.

use super::super::messages::{Content, Message, Operation, Request};
use super::super::topology::{App, Chain, Main, User};
use super::super::{Guard, MultiL1Token, State};

/// Looks up the Main L1s of sender and recipient, and forwards the request to that of the sender.
///
/// Spec: Figure 4. Solidity: `Router.receiveTeleporterMessage`.
pub(super) fn forward(system: &MultiL1Token, state: &State, request: &Request) -> Result<State, Guard> {
    let router = &state.router;
    let Request { from, .. } = *request;
    let recipient = request.recipient().unwrap_or(from);

    let guards = &system.guards;
    system.require_new(state, Chain::Router, request.id)?;
    guards.require(Guard::RoutedSenderIsNotBlocked, !router.blocked[from].is_blocked)?;
    guards.require(Guard::RoutedRecipientIsNotBlocked, !router.blocked[recipient].is_blocked)?;
    require_registered(system, state, from)?;

    let mut next = state.clone();
    system.consume(&mut next, Chain::Router, request.id);
    let mut forwarded = *request;
    if let Operation::Transfer { to, main } | Operation::TransferFrom { to, main, .. } =
        &mut forwarded.operation
    {
        *main = assign(system, &mut next, *to);
    }
    tell(&mut next, request.id.origin, from);
    send_to_manager(&mut next, from, Content::Request(forwarded));
    Ok(next)
}

/// Whose request or lock it is has a Main L1, to which it can go.
fn require_registered(system: &MultiL1Token, state: &State, user: User) -> Result<(), Guard> {
    let main = state.router.registry[user];

    system.guards.require(Guard::SenderIsRegistered, main.is_some())
}

/// Forwards an initial mint for an address that the App L1 does not know.
///
/// Spec: Initial Mint on Contract Deployment. Solidity: `Router.receiveTeleporterMessage`.
pub(super) fn forward_increase(
    system: &MultiL1Token,
    state: &State,
    (user, app, amount): (User, App, crate::types::Amount),
) -> State {
    let mut next = state.clone();
    let main = assign(system, &mut next, user);
    tell(&mut next, app, user);
    if let Some(main) = main {
        next.in_flight
            .put_in(Message { to: Chain::Main(main), content: Content::Increase { user, app, amount } });
    }
    next
}

/// Forwards what an App L1 tells of a lock, where it does not know who is to hear of it.
///
/// Spec: Lock Flow ("If the managing Main L1 is unknown, the request is instead sent to the Router contract"). Solidity:
/// `Router.receiveTeleporterMessage`.
pub(super) fn forward_lock(
    system: &MultiL1Token,
    state: &State,
    (user, app, content): (User, App, Content),
) -> Result<State, Guard> {
    require_registered(system, state, user)?;

    let mut next = state.clone();
    tell(&mut next, app, user);
    send_to_manager(&mut next, user, content);
    Ok(next)
}

/// Sends it to the Main L1 of the address, or to the latest if it was not asked whether there is one.
fn send_to_manager(next: &mut State, user: User, content: Content) {
    if let Some(main) = next.router.registry[user].or(next.router.latest_main) {
        next.in_flight.put_in(Message { to: Chain::Main(main), content });
    }
}

/// The Main L1 of an address: of a new one the latest, which is recorded, and told to every App L1.
fn assign(system: &MultiL1Token, next: &mut State, user: User) -> Option<Main> {
    let router = &mut next.router;
    if router.registry[user].is_some() {
        return router.registry[user];
    }
    if system.guards.applies(Guard::AddressIsRecordedAtFirstSight) {
        router.registry[user] = router.latest_main;
        system.parameters.apps().for_each(|app| tell(next, app, user));
    }
    next.router.latest_main
}

/// Tells an App L1 which Main L1 manages an address, unless it knows or is about to.
fn tell(next: &mut State, app: App, user: User) {
    let Some(main) = next.router.registry[user] else { return };
    let message = Message { to: Chain::App(app), content: Content::Register { user, main } };
    let is_known = next.account(app, user).main == Some(main);
    if !is_known && next.in_flight.count(&message) == 0 {
        next.in_flight.put_in(message);
    }
}

/// Blocks an address in the whole system, or unblocks it.
///
/// Spec: Blocklist, first route. Solidity: `Router.blockUser`, `Router.unblockUser`.
pub(crate) fn block_user(system: &MultiL1Token, state: &State, user: User, is_blocked: bool) -> State {
    let number = state.router.blocked[user].updates;

    let mut next = state.clone();
    next.left.blocks = state.left.blocks.saturating_sub(1);
    let blocked = &mut next.router.blocked[user];
    blocked.is_blocked = is_blocked;
    blocked.updates = number.saturating_add(1);
    let content = Content::Block { user, is_blocked, number: blocked.updates };
    system.everywhere().for_each(|to| next.in_flight.put_in(Message { to, content }));
    next
}

/// Names another Main L1 for new addresses.
///
/// Spec: When to Scale Main L1. Solidity: `Router.setLatestMainL1Info`.
pub(crate) fn set_latest_main_l1_info(system: &MultiL1Token, state: &State, main: Main) -> State {
    let mut next = state.clone();
    next.left.scalings = state.left.scalings.saturating_sub(1);
    next.router.latest_main = Some(main);
    let apps = system.parameters.apps();
    let content = Content::LatestMain { main };
    apps.for_each(|app| next.in_flight.put_in(Message { to: Chain::App(app), content }));
    next
}
