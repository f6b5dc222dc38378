//! What a step of the model is to somebody outside: a call that is over, or a transaction that is.
//!
//! In the middle of a transaction books may differ, since nobody outside sees them.

use counterfoil_model::asset_tracker::action::Payment;
use counterfoil_model::asset_tracker::state::Transaction;
use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{Action, State};
use counterfoil_model::types::Amount;

/// Whether a transaction is under way.
pub(super) fn is_open(state: &State) -> bool {
    state.transaction.is_some()
}

/// What somebody outside saw before this step; none if the step leaves a transaction under way.
pub(super) fn seen_before<'a>(before: &'a State, after: &State) -> Option<&'a State> {
    let start = before.transaction.as_deref().map_or(before, Transaction::start);
    (!is_open(after)).then_some(start)
}

/// The call that is over with this step, and the state before it; none if the step is a part of a call.
pub(super) fn finished<'a>(before: &'a State, action: &Action, after: &State) -> Option<(Action, &'a State)> {
    let (open, still_open) = (open_calls(before), open_calls(after));
    match (action, before.transaction.as_deref()) {
        (Action::Revert, _) => None,
        (Action::Return, Some(call)) => (still_open < open).then_some((call.call, &*call.before)),
        _ => (still_open == open).then_some((*action, before)),
    }
}

/// The calls of the transaction on L1 that is over with this step, in the order in which they returned, and the
/// state before it.
pub(super) fn ended<'a>(
    before: &'a State,
    action: &Action,
    after: &State,
) -> Option<(Vec<Action>, &'a State)> {
    if !is_on_l1(action) || is_open(after) {
        return None;
    }
    let (last, _) = finished(before, action, after)?;
    let Some(transaction) = before.transaction.as_deref() else { return Some((vec![last], before)) };
    let mut calls = transaction.ghost_returned.clone();
    calls.push(last);
    Some((calls, transaction.start()))
}

/// Where a deposit of the asset goes, and how much it is.
pub(super) fn to_deposit(call: &Action) -> Option<(Chain, Amount)> {
    match *call {
        Action::Deposit { chain, amount } | Action::DepositLegacyErc20Bridge { chain, amount } => {
            Some((chain, amount))
        }
        _ => None,
    }
}

/// The message of a payment.
pub(super) fn to_pay(call: &Action) -> Option<Payment> {
    match *call {
        Action::FinalizeWithdrawal { message }
        | Action::ClaimFailedDeposit { message }
        | Action::ClaimFailedDepositLegacy { message } => Some(message),
        _ => None,
    }
}

/// Whether it is a call to L1, or a step in one.
fn is_on_l1(action: &Action) -> bool {
    let is_other = matches!(
        action,
        Action::DepositOtherToken { .. }
            | Action::ConsumeBalanceChange { .. }
            | Action::ReceiveL1ToGatewayMigration { .. }
            | Action::ReceiveGatewayToL1Migration { .. }
            | Action::Return
    );
    is_other || to_deposit(action).is_some() || to_pay(action).is_some()
}

fn open_calls(state: &State) -> usize {
    state.transaction.as_deref().map_or(0, |innermost| innermost.open_calls().count())
}
