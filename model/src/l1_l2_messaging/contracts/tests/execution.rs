//! `Executor.executeBatchesSharedBridge` with the priority queue and with the priority tree, one call at a time.

use crate::l1_l2_messaging::action::Items;
use crate::l1_l2_messaging::messages::OperationId;
use crate::l1_l2_messaging::{Action, Guard, Parameters, Structure};
use crate::types::Amount;

use super::{COMMIT, Call, EXECUTE, PROVE, REQUEST, UPGRADE, given, operation, parameters, upgrade};

/// A batch with the first operation is proven, and a second operation waits.
fn execute(structure: Structure, action: Action) -> Call {
    let proven = [REQUEST, operation(0), COMMIT, PROVE, REQUEST];
    given(Parameters { structure, ..parameters() }).then(proven).when(action)
}

fn with_path(first: u8, items: Items) -> Action {
    Action::ExecuteBatchesWithPath { first: OperationId(first), items }
}

#[test]
fn execute_batches_refuses_with_a_queue() {
    execute(Structure::Queue, EXECUTE)
        .refusals()
        .row_before(Guard::OperationsHashToTheClaim, Guard::QueueHasThatMany, |call| {
            call.state.l1.mailbox.total_priority_txs = OperationId(0);
        })
        .row(Guard::OperationsHashToTheClaim, |call| {
            call.state.l1.mailbox.first_unprocessed_priority_tx = OperationId(1);
        })
        .row(Guard::ExecutesOnlyVerified, |call| call.state.l1.executor.total_batches_verified = 0);
}

#[test]
fn execute_batches_refuses_with_a_tree() {
    execute(Structure::Tree, with_path(0, Items::Claimed))
        .refusals()
        .row_before(Guard::OperationsHashToTheClaim, Guard::ItemsAreAsMany, |call| {
            call.action = with_path(0, Items::Nothing);
        })
        .row(Guard::OperationsHashToTheClaim, |call| {
            call.state.l1.mailbox.first_unprocessed_priority_tx = OperationId(1);
            call.action = with_path(1, Items::InTree);
        })
        .row_before(Guard::RootIsHistorical, Guard::PathStartsAtTheFirstUnprocessed, |call| {
            call.state.l1.mailbox.first_unprocessed_priority_tx = OperationId(0);
            call.action = with_path(1, Items::Claimed);
        });
    execute(Structure::Tree, with_path(0, Items::Claimed)).refusals().row(Guard::RootIsHistorical, |call| {
        call.state.l1.mailbox.total_priority_txs = OperationId(0);
    });
}

#[test]
fn execute_batches_takes_the_operations_and_stores_what_can_be_proven() {
    for call in [execute(Structure::Queue, EXECUTE), execute(Structure::Tree, with_path(0, Items::Claimed))] {
        call.changes(|next| {
            let executor = &mut next.l1.executor;
            executor.committed.truncate(0);
            executor.total_batches_verified = 0;
            executor.executed_state_root.supply = Amount(1);
            executor.has_executed = true;
            next.l1.mailbox.first_unprocessed_priority_tx = OperationId(1);
            next.l1.message_root.logs.succeeded.insert(OperationId(0));
        });
        let next = call.without(Guard::OperationsLeaveTheQueue).accepted();
        assert_eq!(next.l1.mailbox.first_unprocessed_priority_tx, OperationId(0));
    }
}

#[test]
fn an_upgrade_is_cleared_once_its_batch_is_executed() {
    let committed = [UPGRADE, upgrade(1), COMMIT, PROVE];
    let call = given(parameters()).then(committed).when(EXECUTE);
    let next = call.accepted();
    assert_eq!(next.l1.upgrade.l2_system_contracts_upgrade_tx_hash, None);
    assert_eq!(next.l1.upgrade.l2_system_contracts_upgrade_batch_number, None);
    let kept = call.without(Guard::UpgradeClearedOnceExecuted).accepted();
    assert!(kept.l1.upgrade.l2_system_contracts_upgrade_tx_hash.is_some());
}
