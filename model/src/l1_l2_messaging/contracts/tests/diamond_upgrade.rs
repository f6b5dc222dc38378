//! What an upgrade does on L1, one call at a time.

use crate::l1_l2_messaging::messages::{ProtocolVersion, Rules, Transaction};
use crate::l1_l2_messaging::{Action, Flow, Guard, Parameters, Variant};
use crate::types::TxStatus;

use super::{COMMIT, PROVE, UPGRADE, given, parameters, process, upgrade, variant};

const PATCH: Action = Action::Patch { with_transaction: false };
const REPLACE: Action = Action::Patch { with_transaction: true };
const FAILING: Action = Action::Upgrade { works: false };

#[test]
fn an_upgrade_starts_once_the_previous_one_is_over() {
    given(parameters())
        .when(UPGRADE)
        .refusals()
        .row(Guard::PreviousUpgradeIsFinalized, |call| {
            call.state.l1.upgrade.l2_system_contracts_upgrade_tx_hash = Some(ProtocolVersion(1));
        })
        .row(Guard::PreviousUpgradeIsCleaned, |call| {
            call.state.l1.upgrade.l2_system_contracts_upgrade_batch_number = Some(1);
        });
}

#[test]
fn an_upgrade_changes_the_rules_at_once_and_waits_for_its_batch() {
    given(parameters()).when(UPGRADE).changes(|next| {
        next.l1.upgrade.rules.version = ProtocolVersion(1);
        next.l1.upgrade.l2_system_contracts_upgrade_tx_hash = Some(ProtocolVersion(1));
    });
}

#[test]
fn a_patch_changes_the_verifier_alone() {
    let call = given(parameters()).then([UPGRADE]).when(PATCH);
    call.clone().refusals().row(Guard::PatchSetsNoUpgradeTx, |call| {
        call.action = Action::Patch { with_transaction: true };
    });
    call.changes(|next| next.l1.upgrade.rules = Rules { version: ProtocolVersion(1), patch: 1 });
}

#[test]
fn where_it_waits_the_verifier_changes_while_nothing_is_committed() {
    let call = given(variant(Variant::Drained)).then([COMMIT]).when(UPGRADE);
    call.is_refused_by(Guard::NothingCommittedAtNewVerifier);
    call.but(|call| call.action = PATCH).is_refused_by(Guard::NothingCommittedAtNewVerifier);
    call.without(Guard::NothingCommittedAtNewVerifier).accepted();
}

#[test]
fn where_it_is_reverted_what_is_not_proven_does_not_stay() {
    let committed = [COMMIT, PROVE, COMMIT];
    let call = given(variant(Variant::RevertUnproven)).then(committed).when(UPGRADE);
    let kept = |call: &super::Call| call.accepted().l1.executor.committed.len();
    assert_eq!((kept(&call), kept(&call.without(Guard::UnprovenRevertedAtNewVerifier))), (1, 2));
    // The upgrade that is reverted by a patch is due again.
    let committed = [UPGRADE, upgrade(1), COMMIT];
    let next = given(variant(Variant::RevertUnproven)).then(committed).when(PATCH).accepted();
    assert_eq!(next.l1.upgrade.due(), Some(ProtocolVersion(1)));
}

#[test]
fn an_upgrade_that_can_only_fail_is_in_no_batch_until_it_is_replaced() {
    let fails = |variant| Parameters { variant, flows: vec![Flow::FailUpgrades], ..parameters() };
    let ends = |status| process(Transaction::Upgrade { version: ProtocolVersion(1), status });
    let pending = given(fails(Variant::ReplaceableUpgrades)).then([FAILING]);
    assert!(!pending.offers().contains(&ends(TxStatus::Success)));
    pending.clone().when(ends(TxStatus::Failure)).is_refused_by(Guard::UpgradeTxSucceeds);
    pending.clone().when(REPLACE).changes(|next| {
        next.l1.upgrade.rules.patch = 1;
        next.l1.upgrade.tx_can_only_fail = false;
    });
    pending.then([REPLACE, ends(TxStatus::Success)]);
    given(fails(Variant::Seed)).then([FAILING]).when(REPLACE).is_refused_by(Guard::PatchSetsNoUpgradeTx);
}

#[test]
fn a_patch_replaces_no_upgrade_that_a_proven_batch_has() {
    let start = given(variant(Variant::ReplaceableUpgrades));
    let committed = start.then([UPGRADE, upgrade(1), COMMIT]);
    assert_eq!(committed.clone().when(REPLACE).accepted().l1.upgrade.due(), Some(ProtocolVersion(1)));
    committed.then([PROVE]).when(REPLACE).is_refused_by(Guard::PatchSetsNoUpgradeTx);
}
