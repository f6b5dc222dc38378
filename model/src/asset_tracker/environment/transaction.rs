//! Transactions on L1 that reach untrusted code: a small machine of calls within calls.
//!
//! A call runs until it reaches untrusted code. There the transaction stays open, no other transaction moves,
//! and each choice of that code is an action: to return, to revert, or to call the contracts itself. A call that
//! is refused has reverted, which its caller survives, so a refusal changes nothing here either. A revert goes
//! back to the state before the call, transient storage included.
//!
//! The vault asks a token to move before a deposit is booked as well as after. Only the later moment is
//! modelled: at the earlier one nothing is booked and nothing handed over, so what is called there does what
//! the same call does before the transaction.

use crate::asset_tracker::topology::Chain;

use crate::asset_tracker::action::{self, Action, Payment};
use crate::asset_tracker::contracts::{l1_asset_router, l1_bridgehub, l1_native_token_vault, mailbox};
use crate::asset_tracker::scenario::{Asset, Parameters, UntrustedCode};
use crate::asset_tracker::state::{BalanceChange, DepositedAsset, Point, Transaction, TransientStorage};
use crate::asset_tracker::{AssetTracker, Guard, State, adversary};

/// The untrusted code that transactions of a scenario reach, and how far it goes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reach {
    /// One bit for each kind of [`UntrustedCode`].
    code: u8,
    depth: usize,
    nested_calls: u8,
}

impl Reach {
    /// What the parameters say of it.
    pub(crate) fn of(parameters: &Parameters) -> Self {
        let Some(reentrancy) = &parameters.reentrancy else { return Self::default() };
        let is_reached = |code: &&UntrustedCode| match code {
            // On L1 a token of a chain is the vault's own contract.
            UntrustedCode::Token => !parameters.asset.is_native(),
            // The receiver of an ERC-20 token is not called.
            UntrustedCode::Receiver => parameters.asset == Asset::BaseToken,
            UntrustedCode::OtherToken | UntrustedCode::Mailbox => true,
        };
        let reached = reentrancy.code.iter().filter(is_reached);
        Self {
            code: reached.fold(0, |bits, code| bits | Self::bit(*code)),
            depth: usize::from(reentrancy.depth),
            nested_calls: reentrancy.nested_calls,
        }
    }

    /// Whether this code is reached.
    pub(crate) fn has(self, code: UntrustedCode) -> bool {
        self.code & Self::bit(code) != 0
    }

    /// Whether code is reached when the vault pays out.
    fn pays_out(self) -> bool {
        self.has(UntrustedCode::Token) || self.has(UntrustedCode::Receiver)
    }

    fn bit(code: UntrustedCode) -> u8 {
        1_u8.wrapping_shl(code as u32)
    }
}

/// What untrusted code of an open transaction may choose.
pub(crate) fn choices(system: &AssetTracker, state: &State, open: &Transaction, actions: &mut Vec<Action>) {
    actions.extend([Action::Return, Action::Revert]);
    if open.nested_calls >= system.reach.nested_calls {
        return;
    }
    for &chain in &system.chains {
        action::attempts::on_l1(system, state, chain, actions);
        action::attempts::migrated_balances(system, state, chain, actions);
        if !system.is_honest(chain) {
            adversary::submissions(system, state, chain, actions);
        }
        actions.push(Action::ConsumeBalanceChange { by: None, chain });
        let has_own_mailbox = |by: &Chain| adversary::has_own_facets(system, *by);
        let takers = system.chains.iter().copied().filter(has_own_mailbox);
        actions.extend(takers.map(|by| Action::ConsumeBalanceChange { by: Some(by), chain }));
    }
}

/// Untrusted code returns: the call that it was called from goes on.
pub(crate) fn resume(system: &AssetTracker, state: &State) -> Result<State, Guard> {
    let Some(open) = state.transaction.as_deref() else { return Ok(state.clone()) };
    system.dispatch(state, open.call, Some(open.point))
}

/// Untrusted code reverts, and the call that it was called from with it.
pub(crate) fn revert(state: &State) -> State {
    state.transaction.as_ref().map_or_else(|| state.clone(), |open| (*open.before).clone())
}

/// The transaction whose innermost call has just reached untrusted code.
fn opened(before: &State, call: Action, point: Point) -> Transaction {
    let outer = before.transaction.as_deref();
    Transaction {
        call,
        point,
        nested_calls: outer.map_or(0, |outer| outer.nested_calls.saturating_add(1)),
        ghost_returned: outer.map_or_else(Vec::new, |outer| outer.ghost_returned.clone()),
        before: Box::new(before.clone()),
    }
}

/// The innermost call has returned to untrusted code, whose turn it is again.
fn hand_back(next: &mut State, returned: &Transaction) {
    next.transaction.clone_from(&returned.before.transaction);
    if let Some(outer) = &mut next.transaction {
        outer.nested_calls = returned.nested_calls;
        outer.ghost_returned.clone_from(&returned.ghost_returned);
        outer.ghost_returned.push(returned.call);
    }
}

/// The transaction has ended, and its transient storage is cleared.
fn end(next: &mut State) {
    for chain in Chain::ALL {
        let is_left = next.l1.transient.balance_change[chain] != BalanceChange::default();
        next.ghost_balance_change_left[chain] |= is_left;
    }
    next.l1.transient = TransientStorage::default();
    next.transaction = None;
}

/// A call is over: whoever made it goes on, or the transaction has ended.
fn returned(before: &State, call: Action, next: &mut State) {
    if before.transaction.is_some() {
        hand_back(next, &opened(before, call, Point::PaysOut));
    } else {
        end(next);
    }
}

fn depth(state: &State) -> usize {
    state.transaction.as_deref().map_or(0, |open| open.open_calls().count())
}

/// What becomes of a call until it reaches untrusted code, or is over.
type Progress = Result<(State, Option<Point>), Guard>;

/// A call that reaches no untrusted code, and ends in `next`.
pub(crate) fn at_once(state: &State, call: Action, next: Result<State, Guard>) -> Result<State, Guard> {
    let mut next = next?;
    returned(state, call, &mut next);
    Ok(next)
}

/// A call of somebody's, or of untrusted code, from its beginning or `from` where untrusted code has returned to it.
fn call(
    system: &AssetTracker,
    state: &State,
    call: Action,
    from: Option<Point>,
    run: impl Fn(&State, Option<Point>) -> Progress,
) -> Result<State, Guard> {
    let (mut next, mut reached) = run(state, from)?;
    if let (Some(_), Some(open)) = (from, state.transaction.as_deref()) {
        match (reached, &mut next.transaction) {
            (Some(point), Some(still_open)) => still_open.point = point,
            _ if open.outer().is_some() => hand_back(&mut next, open),
            _ => end(&mut next),
        }
        return Ok(next);
    }
    while let Some(point) = reached {
        if depth(state) < system.reach.depth {
            next.transaction = Some(Box::new(opened(state, call, point)));
            return Ok(next);
        }
        (next, reached) = run(&next, Some(point))?;
    }
    returned(state, call, &mut next);
    Ok(next)
}

/// A deposit, of whatever and by whichever way.
pub(crate) struct Deposit<B> {
    pub chain: Chain,
    pub deposited: BalanceChange,
    /// What is called, and books it.
    pub book: B,
    /// Whether Bridgehub is only called once it is booked.
    pub requests: bool,
}

impl<B: Fn(&AssetTracker, &State, Chain, BalanceChange) -> Result<State, Guard>> Deposit<B> {
    /// The call, as an action.
    pub(crate) fn call(
        &self,
        system: &AssetTracker,
        state: &State,
        action: Action,
        from: Option<Point>,
    ) -> Result<State, Guard> {
        call(system, state, action, from, |state, from| self.run(system, state, from))
    }

    fn run(&self, system: &AssetTracker, state: &State, from: Option<Point>) -> Progress {
        match from {
            None => {
                let booked = (self.book)(system, state, self.chain, self.deposited)?;
                let code = match self.deposited.asset {
                    Some(DepositedAsset::OtherToken) => UntrustedCode::OtherToken,
                    _ => UntrustedCode::Token,
                };
                if system.reach.has(code) {
                    Ok((booked, Some(Point::TakesTokens)))
                } else {
                    self.request(system, booked)
                }
            }
            Some(Point::TakesTokens) => self.request(system, state.clone()),
            Some(_) => self.enqueue(system, state),
        }
    }

    /// The tokens are taken, and the chain's mailbox is called.
    fn request(&self, system: &AssetTracker, booked: State) -> Progress {
        if self.requests {
            l1_bridgehub::request_l2_transaction_direct(system, &booked)?;
        }
        if system.reach.has(UntrustedCode::Mailbox) {
            return Ok((booked, Some(Point::InMailbox)));
        }
        self.enqueue(system, &booked)
    }

    /// The mailbox has let it pass. One that is code of its own has done what it likes by now.
    fn enqueue(&self, system: &AssetTracker, state: &State) -> Progress {
        if system.reach.has(UntrustedCode::Mailbox) && adversary::has_own_facets(system, self.chain) {
            return Ok((state.clone(), None));
        }
        let next = mailbox::bridgehub_request_l2_transaction(system, state, self.chain, self.deposited)?;
        Ok((next, None))
    }
}

/// A payment: proven, booked, paid out.
pub(crate) struct Payout<P> {
    pub message: Payment,
    /// The message is proven, and used.
    pub prove: P,
    /// Whether the router confirms it to the vault.
    pub is_confirmed: bool,
}

impl<P: Fn(&AssetTracker, &State, Payment) -> Result<State, Guard>> Payout<P> {
    /// The call, as an action.
    pub(crate) fn call(
        &self,
        system: &AssetTracker,
        state: &State,
        action: Action,
        from: Option<Point>,
    ) -> Result<State, Guard> {
        let books_first = l1_native_token_vault::books_before_paying(system, action);
        call(system, state, action, from, |state, from| self.run(system, state, from, books_first))
    }

    fn run(&self, system: &AssetTracker, state: &State, from: Option<Point>, books_first: bool) -> Progress {
        let reaches = system.reach.pays_out();
        match from {
            None => {
                let proven = (self.prove)(system, state, self.message)?;
                if self.is_confirmed {
                    l1_asset_router::bridge_confirm_transfer_result(system, state)?;
                }
                if reaches && !books_first {
                    return Ok((proven, Some(Point::PaysUnbooked)));
                }
                let booked = l1_native_token_vault::bridge_mint(system, &proven, self.message)?;
                Ok((booked, reaches.then_some(Point::PaysOut)))
            }
            Some(Point::PaysUnbooked) => {
                Ok((l1_native_token_vault::bridge_mint(system, state, self.message)?, None))
            }
            Some(_) => Ok((state.clone(), None)),
        }
    }
}
