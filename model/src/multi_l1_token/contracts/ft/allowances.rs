//! What somebody may spend for somebody else: `approve`, `transferFrom` and `burnFrom` of `FT`.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", App L1; `IApproveManager`. It has an ERC-20 on each App L1
//! and allowances in the FT Managers, and `updateTokenAllowance` from the one to the other. Read as: an FT keeps what was
//! approved on it, and tells the FT Manager of that and of what is spent.
//!
//! Not modelled, with the reason:
//! - `ERC20InvalidSpender` and `ERC20InvalidApprover`: nobody here has the zero address.

use super::super::super::messages::{Content, Message, Operation};
use super::super::super::state::allowances::Approval;
use super::super::super::topology::{App, Chain, User};
use super::super::super::{Guard, MultiL1Token, State};
use super::super::{minus, plus};
use super::{move_locally, require_caller_not_blocked, require_free, require_not_blocked, send};
use crate::types::Amount;

/// Neither the chain nor its admin blocks whoever spends for somebody else.
fn require_spender_not_blocked(
    system: &MultiL1Token,
    state: &State,
    app: App,
    spender: User,
) -> Result<(), Guard> {
    let account = state.account(app, spender);

    let guards = &system.guards;
    guards.require(Guard::SpenderIsNotLocallyBlocked, !account.is_local_blocked)?;
    guards.require(Guard::SpenderIsNotGloballyBlocked, !account.block.is_blocked)
}

/// A user says how much somebody else may spend.
///
/// Spec: App L1, `approve`. Solidity: `FT.approve`.
pub(crate) fn approve(
    system: &MultiL1Token,
    state: &State,
    app: App,
    (owner, spender, amount): (User, User, Amount),
) -> Result<State, Guard> {
    require_caller_not_blocked(system, state, app, owner)?;
    require_spender_not_blocked(system, state, app, spender)?;

    let mut next = state.clone();
    next.left.approvals = state.left.approvals.saturating_sub(1);
    plus(&mut next.ghost.approved, amount);
    next.ghost.last_approved[app] = amount;
    next.allowances.of_mut(Approval { at: Chain::App(app), owner, spender }).amount = amount;
    send(system, &mut next, app, (owner, Operation::Approve { spender }, amount));
    Ok(next)
}

/// Somebody transfers for a user, through a Main L1.
///
/// Spec: App L1, `transferFrom`. Solidity: `FT.transferFrom`.
pub(crate) fn transfer_from(
    system: &MultiL1Token,
    state: &State,
    (app, spender): (App, User),
    (from, to, amount): (User, User, Amount),
) -> Result<State, Guard> {
    require_spender_not_blocked(system, state, app, spender)?;
    require_not_blocked(system, state, app, (from, to))?;

    let mut next = state.clone();
    next.left.transfers_from = state.left.transfers_from.saturating_sub(1);
    send(system, &mut next, app, (from, Operation::TransferFrom { spender, to, main: None }, amount));
    Ok(next)
}

/// Somebody burns for a user.
///
/// Spec: App L1, `burnFrom`. Solidity: `FT.burnFrom`.
pub(crate) fn burn_from(
    system: &MultiL1Token,
    state: &State,
    (app, spender): (App, User),
    (from, amount): (User, Amount),
) -> Result<State, Guard> {
    require_spender_not_blocked(system, state, app, spender)?;
    require_caller_not_blocked(system, state, app, from)?;

    let mut next = state.clone();
    next.left.burns_from = state.left.burns_from.saturating_sub(1);
    send(system, &mut next, app, (from, Operation::BurnFrom { spender }, amount));
    Ok(next)
}

/// Somebody transfers for a user what lies on the App L1, which tells the FT Manager afterwards.
///
/// Spec: App L1 ("If the FT balance on the App L1 is sufficient, the transfer is processed locally and only the result is
/// sent to the Main L1"). Solidity: `FT.transferFrom`.
pub(crate) fn fast_transfer_from(
    system: &MultiL1Token,
    state: &State,
    (app, spender): (App, User),
    (from, to, amount): (User, User, Amount),
) -> Result<State, Guard> {
    let approval = Approval { at: Chain::App(app), owner: from, spender };
    let allowance = state.allowances.of(approval).amount;

    let guards = &system.guards;
    guards.require(Guard::AllowancesAreManaged, system.spends_allowances_locally())?;
    require_spender_not_blocked(system, state, app, spender)?;
    require_not_blocked(system, state, app, (from, to))?;
    guards.require_le(Guard::LocalAllowanceCovers, amount, allowance)?;
    require_free(system, state, app, (from, amount))?;

    let mut next = state.clone();
    next.left.transfers_from = state.left.transfers_from.saturating_sub(1);
    minus(&mut next.allowances.of_mut(approval).amount, amount);
    plus(&mut next.ghost.spent, amount);
    move_locally(&mut next, app, (from, to, amount), false);
    let to = next.account(app, from).main.map_or(Chain::Router, Chain::Main);
    let content = Content::Spent { owner: from, spender, app, amount };
    next.in_flight.put_in(Message { to, content });
    Ok(next)
}
