//! `L1Nullifier`, one call at a time.

use crate::l1_l2_messaging::action::{Proof, Source};
use crate::l1_l2_messaging::messages::OperationId;
use crate::l1_l2_messaging::{Action, Guard};
use crate::types::Amount;

use super::{COMMIT, Call, REQUEST, failing, given, operation, parameters, settled, withdrawal};

fn claim(proof: Proof) -> Action {
    Action::ClaimFailedDeposit { operation: OperationId(0), proof }
}

fn finalize(source: Source) -> Action {
    Action::FinalizeWithdrawal { source }
}

/// A deposit has failed in an executed batch.
fn refund() -> Call {
    given(parameters()).then([REQUEST, failing(0)]).then(settled()).when(claim(Proof::Executed))
}

/// A withdrawal stands in an executed batch.
fn payment() -> Call {
    let built = given(parameters()).then([REQUEST, operation(0), withdrawal()]);
    built.then(settled()).when(finalize(Source::Sent))
}

#[test]
fn bridge_recover_failed_transfer_refuses() {
    refund()
        .refusals()
        .row(Guard::FailureIsLogged, |call| {
            call.state.l1.message_root.logs.failed.remove(OperationId(0));
        })
        .row(Guard::DepositIsRecorded, |call| {
            call.state.l1.nullifier.deposit_happened.remove(OperationId(0));
        });
    let committed = given(parameters()).then([REQUEST, failing(0), COMMIT]).when(claim(Proof::Committed));
    committed.is_refused_by(Guard::FailureIsFinal);
    committed.without(Guard::FailureIsFinal).accepted();
}

#[test]
fn bridge_recover_failed_transfer_pays_and_takes_note() {
    refund().changes(|next| {
        next.l1.nullifier.deposit_happened.remove(OperationId(0));
        next.l1.nullifier.ghost_refunded.insert(OperationId(0));
        next.l1.nullifier.locked = Amount(0);
    });
    let next = refund().without(Guard::DepositClearedOnce).accepted();
    assert!(next.l1.nullifier.deposit_happened.has(OperationId(0)));
}

#[test]
fn finalize_deposit_refuses() {
    payment()
        .refusals()
        .row(Guard::WithdrawalFinalizedOnce, |call| {
            call.state.l1.nullifier.has_finalized_withdrawal = true;
            call.action = finalize(Source::Used);
        })
        .row(Guard::WithdrawalIsLogged, |call| call.action = finalize(Source::Forged));
    let built = given(parameters()).then([REQUEST, operation(0), withdrawal(), COMMIT]);
    let committed = built.when(finalize(Source::Committed));
    committed.is_refused_by(Guard::WithdrawalIsFinal);
    committed.without(Guard::WithdrawalIsFinal).accepted();
}

#[test]
fn finalize_deposit_pays_and_takes_note() {
    payment().changes(|next| {
        next.l1.message_root.logs.withdrawals = 0;
        next.l1.nullifier.has_finalized_withdrawal = true;
        next.l1.nullifier.locked = Amount(0);
    });
}
