//! `Executor`: what is committed and proven, and what is reverted, one call at a time.

use crate::fifo::Fifo;
use crate::l1_l2_messaging::action::{Claim, LastBatch, UpgradeLogs};
use crate::l1_l2_messaging::messages::{OperationId, ProtocolVersion, TxHash};
use crate::l1_l2_messaging::state::OpenBatch;
use crate::l1_l2_messaging::{Action, Guard, Variant};
use crate::types::Amount;

use super::{
    COMMIT, Call, PROVE, REQUEST, REVERT_ALL, UPGRADE, given, operation, parameters, settled, upgrade,
    variant, withdrawal,
};

/// A batch with an upgrade that is due, an operation and a withdrawal.
fn commit() -> Call {
    let built = [UPGRADE, REQUEST, upgrade(1), operation(0), withdrawal()];
    given(parameters()).then(built).when(COMMIT)
}

fn claiming(claim: Claim) -> Action {
    Action::CommitBatches { claim }
}

#[test]
fn commit_batches_refuses() {
    commit()
        .refusals()
        .row(Guard::MessagesAreThoseLogged, |call| call.action = claiming(Claim::OtherMessages))
        .row(Guard::LogsTreeIsOfTheLogs, |call| call.action = claiming(Claim::ForgedLogs))
        .row(Guard::PreviousBatchIsLastCommitted, |call| {
            call.state.l1.executor.executed_state_root.supply = Amount(3);
        })
        .row(Guard::UpgradeLogStandsOnce, |call| {
            let log = TxHash::Upgrade(ProtocolVersion(1));
            call.state.open_batch.upgrade_logs = Fifo::empty().push(log).push(log);
        })
        .row(Guard::UpgradeLogIsThePendingUpgrade, |call| {
            call.state.open_batch.upgrade_logs = Fifo::empty().push(TxHash::ForgedUpgrade);
        })
        .row(Guard::UpgradeLogIsPresent, |call| call.state.open_batch.upgrade_logs = Fifo::empty())
        .row(Guard::ClaimedHashIsLogged, |call| call.action = claiming(Claim::OtherHash))
        .row(Guard::ClaimedNumberIsLogged, |call| call.action = claiming(Claim::OtherNumber));
}

#[test]
fn no_upgrade_is_committed_unless_one_is_due() {
    let call = given(parameters()).when(COMMIT);
    let zero = Fifo::empty().push(TxHash::Zero);
    call.but(|call| call.action = Action::CommitForgedBatch { upgrade_logs: UpgradeLogs::Zero })
        .is_refused_by(Guard::NoUpgradeLogUnlessDue);
    // A replaced `Keccak256` gives that hash too.
    let chosen = given(parameters()).then([REQUEST, operation(0)]).when(COMMIT);
    chosen.but(|call| call.state.open_batch.upgrade_logs = zero).is_refused_by(Guard::NoUpgradeLogUnlessDue);
    let upgraded = given(parameters()).then([UPGRADE]);
    upgraded
        .when(Action::CommitForgedBatch { upgrade_logs: UpgradeLogs::Twice })
        .is_refused_by(Guard::UpgradeLogStandsOnce);
}

#[test]
fn with_checked_commits_a_batch_has_the_next_operations() {
    let call = given(variant(Variant::CheckedCommits)).then([REQUEST, operation(0)]).when(COMMIT);
    call.clone().refusals().row(Guard::CommittedOperationsAreQueued, |call| {
        call.state.l1.mailbox.first_unprocessed_priority_tx = OperationId(1);
    });
    // Those of committed batches are taken.
    let built = [REQUEST, operation(0), COMMIT, operation(0)];
    given(variant(Variant::CheckedCommits))
        .then(built)
        .when(COMMIT)
        .is_refused_by(Guard::CommittedOperationsAreQueued);
}

#[test]
fn commit_batches_stores_what_is_claimed_and_where_the_upgrade_is() {
    let next = commit().accepted();
    let batch = next.l1.executor.committed.first().expect("it is committed");
    assert_eq!((batch.number_of_layer1_txs, batch.priority_operations_hash.len()), (1, 1));
    assert_eq!(batch.state_root, commit().state.open_batch.state_root);
    assert_eq!(next.l1.upgrade.l2_system_contracts_upgrade_batch_number, Some(1));
    assert_eq!(next.l1.upgrade.l2_system_contracts_upgrade_tx_hash, Some(ProtocolVersion(1)));
    assert_eq!(next.open_batch, OpenBatch::default());
    assert_eq!(next.batch_under_way().previous_state_root, batch.state_root);
    assert_eq!(next.l1.mailbox, commit().state.l1.mailbox, "the queue is not asked");
}

#[test]
fn prove_batches_refuses() {
    let call = given(parameters()).then([REQUEST, operation(0), COMMIT]).when(PROVE);
    call.clone()
        .refusals()
        .row(Guard::VerifiesOnlyCommitted, |call| call.state.l1.executor.committed.truncate(0))
        .row(Guard::ProofIsOfItsRules, |call| call.state.l1.upgrade.rules.patch = 1)
        .row(Guard::ProofIsSound, |call| {
            call.state.l1.executor.executed_state_root.supply = Amount(3);
        });
    call.changes(|next| next.l1.executor.total_batches_verified = 1);
    let forged = Action::CommitForgedBatch { upgrade_logs: UpgradeLogs::AsDue };
    given(parameters()).then([forged]).when(PROVE).is_refused_by(Guard::ProofIsSound);
}

#[test]
fn revert_batches_keeps_what_is_executed() {
    let call = given(parameters()).then(settled()).then([COMMIT]).when(REVERT_ALL);
    call.clone().refusals().row(Guard::RevertKeepsExecuted, |call| {
        call.action = Action::RevertBatches { last: LastBatch::BeforeExecuted };
    });
    call.changes(|next| next.l1.executor.committed.truncate(0));
}

#[test]
fn an_upgrade_whose_batch_is_reverted_is_due_again() {
    let committed = given(parameters()).then([COMMIT, UPGRADE, upgrade(1), COMMIT, COMMIT]);
    let number = |call: &Call| call.accepted().l1.upgrade.l2_system_contracts_upgrade_batch_number;
    let to = |kept| Action::RevertBatches { last: LastBatch::Committed(kept) };
    let below = committed.clone().when(to(1));
    assert_eq!(number(&below), None);
    assert_eq!(number(&below.without(Guard::UpgradeBatchResetWhenReverted)), Some(2));
    let above = committed.when(to(2));
    assert_eq!(number(&above), Some(2));
    assert_eq!(number(&above.without(Guard::UpgradeBatchKeptWhenBelow)), None);
}
