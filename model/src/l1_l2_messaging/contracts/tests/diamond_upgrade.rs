//! What an upgrade does on L1, one call at a time.

use crate::l1_l2_messaging::messages::{ProtocolVersion, Rules};
use crate::l1_l2_messaging::{Action, Guard, Variant};

use super::{COMMIT, PROVE, given, parameters, upgrade, variant};

const PATCH: Action = Action::Patch { with_transaction: false };

#[test]
fn an_upgrade_starts_once_the_previous_one_is_over() {
    given(parameters())
        .when(Action::Upgrade)
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
    given(parameters()).when(Action::Upgrade).changes(|next| {
        next.l1.upgrade.rules.version = ProtocolVersion(1);
        next.l1.upgrade.l2_system_contracts_upgrade_tx_hash = Some(ProtocolVersion(1));
    });
}

#[test]
fn a_patch_changes_the_verifier_alone() {
    let call = given(parameters()).then([Action::Upgrade]).when(PATCH);
    call.clone().refusals().row(Guard::PatchSetsNoUpgradeTx, |call| {
        call.action = Action::Patch { with_transaction: true };
    });
    call.changes(|next| next.l1.upgrade.rules = Rules { version: ProtocolVersion(1), patch: 1 });
}

#[test]
fn where_it_waits_the_verifier_changes_while_nothing_is_committed() {
    let call = given(variant(Variant::Drained)).then([COMMIT]).when(Action::Upgrade);
    call.is_refused_by(Guard::NothingCommittedAtNewVerifier);
    call.but(|call| call.action = PATCH).is_refused_by(Guard::NothingCommittedAtNewVerifier);
    call.without(Guard::NothingCommittedAtNewVerifier).accepted();
}

#[test]
fn where_it_is_reverted_what_is_not_proven_does_not_stay() {
    let committed = [COMMIT, PROVE, COMMIT];
    let call = given(variant(Variant::RevertUnproven)).then(committed).when(Action::Upgrade);
    let kept = |call: &super::Call| call.accepted().l1.executor.committed.len();
    assert_eq!((kept(&call), kept(&call.without(Guard::UnprovenRevertedAtNewVerifier))), (1, 2));
    // The upgrade that is reverted by a patch is due again.
    let committed = [Action::Upgrade, upgrade(1), COMMIT];
    let next = given(variant(Variant::RevertUnproven)).then(committed).when(PATCH).accepted();
    assert_eq!(next.l1.upgrade.due(), Some(ProtocolVersion(1)));
}
