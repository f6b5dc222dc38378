//! Priority mode, one call at a time.

use crate::l1_l2_messaging::messages::OperationId;
use crate::l1_l2_messaging::{Action, Guard, Variant};

use super::{COMMIT, REQUEST, given, operation, variant};

#[test]
fn priority_mode_begins_while_an_operation_waits() {
    let given = given(variant(Variant::PriorityMode)).then([REQUEST, COMMIT]);
    let call = given.when(Action::ActivatePriorityMode);
    call.clone().refusals().row(Guard::OperationIsOverdue, |call| {
        call.state.l1.mailbox.total_priority_txs = OperationId(0);
    });
    call.changes(|next| {
        next.l1.is_priority_mode = true;
        next.l1.executor.committed.truncate(0);
    });
}

#[test]
fn in_priority_mode_batches_are_settled_at_once() {
    let mode = [REQUEST, Action::ActivatePriorityMode, operation(0)];
    let given = given(variant(Variant::PriorityMode)).then(mode);
    given.clone().when(COMMIT).is_refused_by(Guard::SettlesAtOnceInPriorityMode);
    given.clone().when(COMMIT).without(Guard::SettlesAtOnceInPriorityMode).accepted();
    let next = given.when(Action::SettleBatches).accepted();
    assert!(next.l1.mailbox.is_drained() && next.l1.executor.committed.is_empty());
    assert!(next.l1.message_root.logs.succeeded.has(OperationId(0)));
}
