//! `Mailbox`, one call at a time.

use crate::l1_l2_messaging::messages::OperationId;
use crate::l1_l2_messaging::{Action, Guard};
use crate::types::Amount;

use super::{REQUEST, given, parameters};

#[test]
fn request_l2_transaction_refuses_what_the_bootloader_cannot_process() {
    let call = given(parameters()).when(REQUEST);
    call.clone().refusals().row(Guard::OperationIsProcessable, |call| {
        call.action = Action::RequestL2Transaction { fits: false };
    });
    let unprocessable = call.but(|call| call.action = Action::RequestL2Transaction { fits: false });
    let next = unprocessable.without(Guard::OperationIsProcessable).accepted();
    assert!(next.l1.mailbox.unprocessable.has(OperationId::FIRST));
}

#[test]
fn request_l2_transaction_appends_an_operation_and_locks_its_deposit() {
    given(parameters()).when(REQUEST).changes(|next| {
        next.l1.mailbox.total_priority_txs = OperationId(1);
        next.l1.nullifier.deposit_happened.insert(OperationId::FIRST);
        next.l1.nullifier.locked = Amount(1);
    });
}
