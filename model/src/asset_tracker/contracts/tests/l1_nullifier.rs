//! `L1Nullifier`, one call at a time.

use crate::asset_tracker::action::{Payment, Source};
use crate::asset_tracker::topology::Chain::A;
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Guard, Parameters, State};
use crate::types::{Amount, TxStatus};

use super::{
    Call, Given, deposit_returned, deposited, given, moved_to_gateway, parameters, reentrant, withdrawn,
    without_replays,
};

fn payment(source: Source) -> Payment {
    Payment { chain: A, layer: SettlementLayer::L1, amount: Amount(1), source }
}

fn finalize(source: Source) -> Action {
    Action::FinalizeWithdrawal { message: payment(source) }
}

fn claim(source: Source) -> Action {
    Action::ClaimFailedDeposit { message: payment(source) }
}

/// Of two withdrawals that look alike, one is paid.
fn second_withdrawal() -> Call {
    let provable = given(parameters()).then(deposited(A, 2)).then(withdrawn(A, 1)).then(withdrawn(A, 1));
    provable.then([finalize(Source::Open)]).when(finalize(Source::Open))
}

/// A deposit to A has failed, and the failure is provable.
fn failed_deposit() -> [Action; 3] {
    [
        Action::Deposit { chain: A, amount: Amount(1) },
        Action::ExecutePriorityTx { chain: A, status: TxStatus::Failure },
        Action::SettleBatch { chain: A },
    ]
}

/// Of two failed deposits that look alike, one is refunded.
fn second_refund() -> Call {
    let failed = given(parameters()).then(failed_deposit()).then(failed_deposit());
    failed.then([claim(Source::Open)]).when(claim(Source::Open))
}

/// What L1's own books and A's say of a payment of one unit.
fn pay(next: &mut State) {
    let tracker = &mut next.l1.asset_tracker;
    tracker.chain_balance.l1 = Amount(tracker.chain_balance.l1.0 + 1);
    tracker.chain_balance.chain.a = Amount(tracker.chain_balance.chain.a.0 - 1);
    tracker.deposited_minus_claimed.a = tracker.deposited_minus_claimed.a.minus(Amount(1));
}

/// A has moved to Gateway, and L1 is to learn it.
fn confirmation() -> Call {
    let [pause, leave, arrive, confirm] = moved_to_gateway(A);
    given(parameters()).then([pause, leave, arrive]).when(confirm)
}

#[test]
fn finalize_deposit_refuses() {
    second_withdrawal().refusals().row(Guard::WithdrawalNullifiedOnce, |call| {
        call.action = finalize(Source::Used);
    });
}

/// Two withdrawals from A are provable and two deposits to it have failed, where payments reach untrusted code.
fn reentrant_payments() -> Given {
    let execute = |status| Action::ExecutePriorityTx { chain: A, status };
    let settle = Action::SettleBatch { chain: A };
    let withdraw = [Action::Withdraw { chain: A, amount: Amount(1) }, settle];
    let parameters = Parameters { max: Amount(4), ..reentrant() };
    let mut given = given(parameters);
    for status in [TxStatus::Success, TxStatus::Failure] {
        given = given.then(deposit_returned(A)).then(deposit_returned(A)).then([execute(status)]);
        given = if status == TxStatus::Failure { given.then([settle]) } else { given };
        given = given.then([execute(status)]);
        given = if status == TxStatus::Failure { given.then([settle]) } else { given };
    }
    given.then(withdraw).then(withdraw)
}

#[test]
fn a_payment_is_not_entered_from_a_payment() {
    let paying = |call: &mut Call| {
        call.state = reentrant_payments().then([finalize(Source::Open)]).state;
    };
    let withdrawal = reentrant_payments().when(finalize(Source::Open));
    withdrawal.refusals().row(Guard::WithdrawalNotReentered, paying);
    let refund = reentrant_payments().when(claim(Source::Open));
    refund.refusals().row(Guard::RefundNotReentered, paying);
    // The legacy function has no such guard.
    let message = payment(Source::Open);
    let legacy = Action::ClaimFailedDepositLegacy { message };
    reentrant_payments().then([finalize(Source::Open)]).when(legacy).accepted();
}

#[test]
fn finalize_deposit_takes_note_and_pays() {
    let first = given(parameters()).then(deposited(A, 2)).then(withdrawn(A, 1));
    first.when(finalize(Source::Open)).changes(|next| {
        next.l1.message_root.withdrawals.a.l1.remove(0);
        next.l1.nullifier.is_withdrawal_finalized.a.l1.set(0);
        pay(next);
    });
    // One that is used again leaves those that look like it.
    second_withdrawal()
        .but(|call| call.action = finalize(Source::Used))
        .without(Guard::WithdrawalNullifiedOnce)
        .changes(pay);
    second_refund()
        .but(|call| call.action = claim(Source::Used))
        .without(Guard::FailedDepositExists)
        .changes(pay);
}

#[test]
fn bridge_recover_failed_transfer_refuses() {
    second_refund().refusals().row(Guard::FailedDepositExists, |call| call.action = claim(Source::Used));
}

#[test]
fn without_failed_deposit_cleared_once_a_refund_leaves_its_record() {
    let call = given(parameters()).then(failed_deposit()).when(claim(Source::Open));
    call.changes(|next| {
        next.l1.message_root.failed_deposits.a.l1.remove(0);
        next.l1.nullifier.is_refunded.a.l1.set(0);
        pay(next);
    });
    call.without(Guard::FailedDepositClearedOnce).changes(pay);
}

#[test]
fn a_used_message_is_kept_only_where_it_is_attempted_again() {
    let withdrawn = given(without_replays()).then(deposited(A, 1)).then(withdrawn(A, 1));
    withdrawn.when(finalize(Source::Open)).changes(|next| {
        next.l1.message_root.withdrawals.a.l1.remove(0);
        pay(next);
    });
    given(without_replays()).then(failed_deposit()).when(claim(Source::Open)).changes(|next| {
        next.l1.message_root.failed_deposits.a.l1.remove(0);
        pay(next);
    });
    // A guard that is off is why it must be attempted.
    let given = given(without_replays()).then(failed_deposit());
    let next = given.when(claim(Source::Open)).without(Guard::FailedDepositExists).accepted();
    assert!(next.l1.nullifier.is_refunded.a.l1.has(0));
}

#[test]
fn bridge_confirm_transfer_result_refuses() {
    confirmation().refusals().row(Guard::MigrationConfirmedOnce, |call| {
        call.state.l1.nullifier.migration_happened.a = false;
    });
    // The result of the move before is provable for ever, too.
    confirmation().but(|call| call.state.l1.message_root.earlier_migration_failed.a = true).refusals().row(
        Guard::MigrationConfirmedOnce,
        |call| {
            call.action = Action::ConfirmMigration { chain: A, status: TxStatus::Failure, earlier: true };
        },
    );
}

#[test]
fn bridge_confirm_transfer_result_takes_note() {
    confirmation().changes(|next| {
        next.l1.nullifier.migration_happened.a = false;
        next.l1.chain_asset_handler.is_migration_in_progress.a = false;
        next.l1.zk_chain.a.paused_deposits = false;
    });
}
