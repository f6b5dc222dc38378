//! The bootloader and what it calls, one transaction at a time.

use crate::fifo::Fifo;
use crate::l1_l2_messaging::messages::{
    Executed, OperationId, ProtocolVersion, Transaction, TxHash, UserLogs,
};
use crate::l1_l2_messaging::{Action, Guard, Hashing, Parameters};
use crate::types::{Amount, TxStatus};

use super::{COMMIT, REQUEST, UPGRADE, failing, given, operation, parameters, process, upgrade, withdrawal};

const FORGED: Transaction = Transaction::ForgedDeposit;
const KERNEL: Transaction = Transaction::ForgedKernelOperation;

fn executed(transaction: Transaction, version: u8) -> Executed {
    Executed { transaction, system_version: ProtocolVersion(version) }
}

#[test]
fn an_upgrade_must_be_first_and_succeed() {
    let call = given(parameters()).then([UPGRADE]).when(upgrade(1));
    call.refusals()
        .row(Guard::UpgradeTxIsFirst, |call| {
            let open = &mut call.state.open_batch;
            open.executed = open.executed.push(executed(FORGED, 0));
        })
        .row(Guard::UpgradeTxSucceeds, |call| {
            let transaction = Transaction::Upgrade { version: ProtocolVersion(1), status: TxStatus::Failure };
            call.action = process(transaction);
        });
}

#[test]
fn an_upgrade_logs_its_hash_and_is_not_counted() {
    let call = given(parameters()).then([UPGRADE]).when(upgrade(1));
    let transaction = Transaction::Upgrade { version: ProtocolVersion(1), status: TxStatus::Success };
    call.changes(|next| {
        let open = &mut next.open_batch;
        open.state_root.system_version = ProtocolVersion(1);
        open.executed = open.executed.push(executed(transaction, 1));
        open.upgrade_logs = open.upgrade_logs.push(TxHash::Upgrade(ProtocolVersion(1)));
    });
    let next = call.without(Guard::UpgradeStaysOutOfTheRollingHash).accepted();
    assert_eq!(next.open_batch.number_of_priority_transactions, 1);
    assert_eq!(next.open_batch.rolled.first(), Some(TxHash::Upgrade(ProtocolVersion(1))));
}

#[test]
fn the_hash_of_a_forged_upgrade_is_its_own_unless_it_is_emitted_late() {
    let call = given(parameters()).when(process(Transaction::ForgedUpgrade));
    assert_eq!(call.accepted().open_batch.upgrade_logs.first(), Some(TxHash::ForgedUpgrade));
    let late = call.without(Guard::UpgradeHashEmittedBefore).accepted();
    assert_eq!(late.open_batch.upgrade_logs.first(), Some(TxHash::Chosen));
}

#[test]
fn a_priority_operation_comes_from_a_user() {
    let call = given(parameters()).then([REQUEST]).when(operation(0));
    call.refusals().row(Guard::SenderIsNotKernel, |call| call.action = process(KERNEL));
}

#[test]
fn a_priority_operation_is_rolled_into_the_hash_and_counted() {
    let call = given(parameters()).then([REQUEST]).when(operation(0));
    let transaction = Transaction::Priority { operation: OperationId(0), status: TxStatus::Success };
    call.changes(|next| {
        let open = &mut next.open_batch;
        open.state_root.supply = Amount(1);
        open.executed = open.executed.push(executed(transaction, 0));
        open.rolled = open.rolled.push(TxHash::Operation(OperationId(0)));
        open.number_of_priority_transactions = 1;
    });
    let failed = call.but(|call| call.action = failing(0)).accepted();
    assert_eq!(failed.open_batch.state_root.supply, Amount(0), "nothing is minted");
}

/// What the operations of a batch are rolled into, with a forged one from the kernel space in their midst.
fn rolled(hashing: Hashing, without: &[Guard]) -> Vec<TxHash> {
    let given = given(Parameters { hashing, ..parameters() }).then([REQUEST]);
    let mut state = given.state;
    for transaction in [FORGED, KERNEL, FORGED] {
        let call = super::Given { state, ..given.clone() }.when(process(transaction));
        let call = call.without(Guard::SenderIsNotKernel);
        state = without.iter().fold(call, |call, guard| call.without(*guard)).accepted();
    }
    state.open_batch.rolled.iter().collect()
}

#[test]
fn a_replaced_keccak_gives_any_rolling_hash_since_boojum() {
    assert_eq!(rolled(Hashing::Boojum, &[]), [TxHash::Chosen; 3]);
    // Before, L1 knew the hash of each operation, and the one that replaces it is hashed before.
    let before = [TxHash::Forged, TxHash::Forged, TxHash::Chosen];
    assert_eq!(rolled(Hashing::PreBoojum, &[]), before);
    let late = [TxHash::Forged, TxHash::Chosen, TxHash::Chosen];
    assert_eq!(rolled(Hashing::PreBoojum, &[Guard::OperationHashTakenBefore]), late);
}

#[test]
fn a_withdrawal_burns_what_users_hold() {
    let call = given(parameters()).then([REQUEST, operation(0)]).when(withdrawal());
    call.changes(|next| {
        let open = &mut next.open_batch;
        open.state_root.supply = Amount(0);
        open.executed = open.executed.push(executed(Transaction::Withdrawal, 0));
    });
    call.refusals()
        .row(Guard::WithdrawalIsCovered, |call| call.state.open_batch.state_root.supply = Amount(0));
}

#[test]
fn each_operation_leaves_a_log_of_how_it_ended() {
    let built = [REQUEST, REQUEST, operation(0), failing(1), withdrawal()];
    let call = given(parameters()).then(built).when(COMMIT);
    let logs = |without: &[Guard]| {
        let call = without.iter().fold(call.clone(), |call, guard| call.without(*guard));
        call.accepted().l1.executor.committed.first().map(|batch| batch.l2_logs_tree_root)
    };
    let mut expected = UserLogs { withdrawals: 1, ..UserLogs::default() };
    assert_eq!(logs(&[Guard::ResultIsLogged]), Some(expected));
    expected.succeeded.insert(OperationId(0));
    expected.failed.insert(OperationId(1));
    assert_eq!(logs(&[]), Some(expected));
}

#[test]
fn a_dropped_batch_leaves_nothing_behind() {
    let built = given(parameters()).then([REQUEST, operation(0)]);
    built.when(Action::DropBatch).changes(|next| {
        next.open_batch.executed = Fifo::empty();
        next.open_batch.rolled = Fifo::empty();
        next.open_batch.number_of_priority_transactions = 0;
        next.open_batch.state_root.supply = Amount(0);
    });
}
