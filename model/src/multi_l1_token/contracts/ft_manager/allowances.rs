//! `IApproveManager` of an FT Manager: how much of whose tokens somebody else may spend.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability", `IApproveManager`; Main L1.
//!
//! Not modelled, with the reason:
//! - "MUST NOT be externally executable": that a message comes by Teleporter is asked in `teleporter_manager.rs`.

use super::super::super::messages::{Operation, Request};
use super::super::super::state::State;
use super::super::super::state::allowances::Approval;
use super::super::super::topology::{Chain, Main, User};
use super::super::super::{Guard, MultiL1Token};
use super::super::{minus, plus};
use super::note_execution;
use crate::types::Amount;

/// Whoever spends for somebody else, or is to be allowed to, is not blocked.
pub(super) fn require_spender_not_blocked(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    request: &Request,
) -> Result<(), Guard> {
    let is_blocked = |spender: User| state.mains[main].blocked[spender].is_blocked;

    system.guards.require(Guard::ManagedSpenderIsNotBlocked, !request.spender().is_some_and(is_blocked))
}

/// The allowance covers what somebody else spends.
pub(super) fn require_allowance(
    system: &MultiL1Token,
    state: &State,
    main: Main,
    request: &Request,
) -> Result<(), Guard> {
    let Some(approval) = approval(main, request) else { return Ok(()) };

    system.guards.require_le(
        Guard::AllowanceIsSufficient,
        request.amount,
        state.allowances.of(approval).amount,
    )
}

/// Somebody else has spent it.
pub(super) fn spend(system: &MultiL1Token, next: &mut State, main: Main, request: &Request) {
    let Some(approval) = approval(main, request) else { return };
    plus(&mut next.ghost.spent, request.amount);
    if system.guards.happens(Guard::AllowanceFalls) > 0 {
        minus(&mut next.allowances.of_mut(approval).amount, request.amount);
    }
}

/// Which allowance a request needs, if it needs one.
fn approval(main: Main, request: &Request) -> Option<Approval> {
    let spender = request.spender().filter(|_| !request.is_approval())?;
    Some(Approval { at: Chain::Main(main), owner: request.from, spender })
}

/// Records what a user approves, unless a later approval has come from the same App L1 already.
///
/// Spec: Main L1, `approve`. Solidity: `FTManager.approve`.
pub(super) fn approve(system: &MultiL1Token, state: &State, main: Main, request: &Request) -> State {
    let mut next = state.clone();
    system.consume(&mut next, Chain::Main(main), request.id);
    note_execution(&mut next, request.id);
    if let Operation::Approve { spender } = request.operation {
        let approval = Approval { at: Chain::Main(main), owner: request.from, spender };
        let (app, number) = (request.id.origin, request.id.nonce.saturating_add(1));
        let allowance = next.allowances.of_mut(approval);
        let is_stale = number <= allowance.applied[app];
        if !(is_stale && system.numbers_approvals()) {
            allowance.apply(app, number, request.amount);
        }
    }
    next
}

/// An allowance falls by what was spent of it on an App L1.
///
/// Spec: Action, `updateTokenAllowance`. Solidity: `FTManager.updateTokenAllowance`.
pub(in super::super) fn update(
    state: &State,
    main: Main,
    (owner, spender, amount): (User, User, Amount),
) -> State {
    let mut next = state.clone();
    minus(&mut next.allowances.of_mut(Approval { at: Chain::Main(main), owner, spender }).amount, amount);
    next
}
