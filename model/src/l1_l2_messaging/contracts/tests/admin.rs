//! Priority mode, one call at a time.

use crate::l1_l2_messaging::messages::OperationId;
use crate::l1_l2_messaging::{Action, Guard, Parameters, Variant};

use super::{COMMIT, Given, REQUEST, given, operation, variant, withdrawal};

const ACTIVATE: Action = Action::ActivatePriorityMode;
const SETTLE: Action = Action::SettleBatches;

/// Priority mode has begun, and an operation waits.
fn in_priority_mode() -> Given {
    let parameters = Parameters { transactions_in_batch: 3, ..variant(Variant::PriorityMode) };
    given(parameters).then([REQUEST, Action::PassTime, ACTIVATE])
}

#[test]
fn priority_mode_begins_once_an_operation_is_overdue() {
    let late = given(variant(Variant::PriorityMode)).then([REQUEST, COMMIT, Action::PassTime]);
    assert!(!late.offers().contains(&Action::PassTime), "nothing would change");
    let call = late.when(ACTIVATE);
    call.clone()
        .refusals()
        .row(Guard::OperationWaits, |call| call.state.l1.mailbox.total_priority_txs = OperationId(0))
        .row(Guard::OperationIsOverdue, |call| call.state.l1.mailbox.first_is_overdue = false);
    call.changes(|next| {
        next.l1.is_priority_mode = true;
        next.l1.executor.committed.truncate(0);
    });
}

#[test]
fn the_next_operation_has_not_waited_as_long_as_the_one_before() {
    let late = given(variant(Variant::PriorityMode)).then([REQUEST, REQUEST, Action::PassTime]);
    let served = late.then([operation(0), COMMIT, super::PROVE, super::EXECUTE]);
    assert!(!served.state.l1.mailbox.first_is_overdue && !served.state.l1.mailbox.is_drained());
    served.when(ACTIVATE).is_refused_by(Guard::OperationIsOverdue);
}

#[test]
fn in_priority_mode_batches_are_settled_at_once() {
    let given = in_priority_mode().then([operation(0)]);
    given.clone().when(COMMIT).is_refused_by(Guard::SettlesAtOnceInPriorityMode);
    given.clone().when(COMMIT).without(Guard::SettlesAtOnceInPriorityMode).accepted();
    let next = given.when(SETTLE).accepted();
    assert!(next.l1.mailbox.is_drained() && next.l1.executor.committed.is_empty());
    assert!(next.l1.message_root.logs.succeeded.has(OperationId(0)));
}

#[test]
fn in_priority_mode_a_batch_has_operations_and_nothing_else() {
    let empty = in_priority_mode().when(SETTLE);
    empty.is_refused_by(Guard::PriorityModeBatchHasAnOperation);
    empty.without(Guard::PriorityModeBatchHasAnOperation).accepted();
    let mixed = in_priority_mode().then([operation(0), withdrawal()]).when(SETTLE);
    mixed.is_refused_by(Guard::PriorityModeBatchHasNoL2Tx);
    mixed.without(Guard::PriorityModeBatchHasNoL2Tx).accepted();
}

#[test]
fn governance_gives_the_settlement_back() {
    let ended = in_priority_mode().when(Action::DeactivatePriorityMode);
    ended.changes(|next| next.l1.is_priority_mode = false);
    in_priority_mode().then([Action::DeactivatePriorityMode, operation(0), COMMIT]);
}
