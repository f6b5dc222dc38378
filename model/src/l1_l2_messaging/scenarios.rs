//! The named scenarios: each a literal with all bounds spelled out, and its `@small` one behind it.
//!
//! Where the document's own design fails, `NAME` has the repaired variant, and the scenario that shows the
//! failure stands beside it and differs in its variant only.

use crate::scenario::{Intent, Size};

use super::Scenario;
use super::scenario::{Flow, Hashing, Operator, Parameters, Structure, Variant};

/// All named scenarios, each with its `@small` literal directly behind it.
pub(super) fn all() -> Vec<Scenario> {
    let scenarios = [
        honest_operator(),
        malicious_operator(),
        before_boojum(),
        verifier_patches(),
        refunds(),
        withdrawals(),
        upgrades_in_a_row(),
        patch_during_upgrade(),
        priority_tree(),
        trusted_commits(),
        entrenched_operator(),
        settled_by_anybody(),
        failing_upgrades(),
        blocked_governance(),
        drained_upgrades(),
        everything(),
    ];
    scenarios.into_iter().flatten().collect()
}

/// An honest operator settles operations and upgrades, while governance upgrades and patches at any moment.
///
/// Measured: 9,509 states, 21 deep.
fn honest_operator() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 3,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![],
        },
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 1,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "reverted_upgrade_is_due_again", "operation_is_final"],
        must_fire: &[
            "RequestL2Transaction",
            "Upgrade",
            "Patch",
            "ProcessTx",
            "CommitBatches",
            "ProveBatches",
            "ExecuteBatches",
            "RevertBatches",
            "DropBatch",
        ],
    };
    let proved = prove(
        "honest_operator",
        "An honest operator settles operations and upgrades, while governance upgrades and patches at any moment.",
        sizes,
        expected,
    );
    let mut all = proved.clone();
    all.extend(refute(
        &proved,
        "honest_operator_as_documented",
        &["honest_batch_is_provable"],
        Variant::Seed,
        "Governance upgrades while a batch is committed and not proven: it can never be proven.",
    ));
    all
}

/// A malicious operator feeds the bootloader what it likes, while governance upgrades.
///
/// Measured: 359,620 states, 23 deep.
fn malicious_operator() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "operation_is_final", "forged_operation_is_committed"],
        must_fire: &["CommitForgedBatch", "ProveBatches", "ExecuteBatches", "RevertBatches", "DropBatch"],
    };
    prove(
        "malicious_operator",
        "A malicious operator feeds the bootloader what it likes, while governance upgrades.",
        sizes,
        expected,
    )
}

/// A malicious operator feeds the bootloader what it likes, and L1 computes the rolling hash, as before Boojum.
///
/// Measured: 359,620 states, 23 deep.
fn before_boojum() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::PreBoojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::PreBoojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "operation_is_final", "forged_operation_is_committed"],
        must_fire: &["CommitForgedBatch", "ProveBatches", "ExecuteBatches", "RevertBatches", "DropBatch"],
    };
    prove(
        "before_boojum",
        "A malicious operator feeds the bootloader what it likes, and L1 computes the rolling hash, as before Boojum.",
        sizes,
        expected,
    )
}

/// A malicious operator does what it likes, while governance upgrades and patches at any moment.
///
/// Measured: 516,536 states, 20 deep.
fn verifier_patches() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 1,
            patches: 2,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "operation_is_final"],
        must_fire: &["Upgrade", "Patch", "ProveBatches", "RevertBatches"],
    };
    prove(
        "verifier_patches",
        "A malicious operator does what it likes, while governance upgrades and patches at any moment.",
        sizes,
        expected,
    )
}

/// Deposits fail on L2 and are refunded on L1, with a malicious operator.
///
/// Measured: 253,125 states, 23 deep.
fn refunds() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 3,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![Flow::FailDeposits],
        },
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![Flow::FailDeposits],
        },
    ];
    let expected = Expected {
        witnesses: &["refund_is_paid", "operation_is_final"],
        must_fire: &["ClaimFailedDeposit", "CommitForgedBatch"],
    };
    prove(
        "refunds",
        "Deposits fail on L2 and are refunded on L1, with a malicious operator.",
        sizes,
        expected,
    )
}

/// Users on L2 withdraw to L1 by messages, with a malicious operator.
///
/// Measured: 565,880 states, 25 deep.
fn withdrawals() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::Withdraw],
        },
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::Withdraw],
        },
    ];
    let expected = Expected {
        witnesses: &["withdrawal_is_paid", "operation_is_final"],
        must_fire: &["FinalizeWithdrawal", "CommitForgedBatch"],
    };
    prove(
        "withdrawals",
        "Users on L2 withdraw to L1 by messages, with a malicious operator.",
        sizes,
        expected,
    )
}

/// Governance upgrades twice in a row, while an honest operator reverts batches.
///
/// Measured: 7,140 states, 24 deep.
fn upgrades_in_a_row() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 2,
            upgrades: 2,
            patches: 0,
            batches_in_flight: 3,
            transactions_in_batch: 2,
            reverts: 2,
            flows: vec![],
        },
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 1,
            upgrades: 2,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "reverted_upgrade_is_due_again"],
        must_fire: &["Upgrade", "RevertBatches", "DropBatch"],
    };
    prove(
        "upgrades_in_a_row",
        "Governance upgrades twice in a row, while an honest operator reverts batches.",
        sizes,
        expected,
    )
}

/// Governance patches the verifier while an upgrade is pending, with an honest operator.
///
/// Measured: 25,970 states, 22 deep.
fn patch_during_upgrade() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 2,
            upgrades: 1,
            patches: 2,
            batches_in_flight: 3,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![],
        },
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 1,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 1,
            reverts: 1,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "reverted_upgrade_is_due_again"],
        must_fire: &["Upgrade", "Patch", "RevertBatches"],
    };
    let proved = prove(
        "patch_during_upgrade",
        "Governance patches the verifier while an upgrade is pending, with an honest operator.",
        sizes,
        expected,
    );
    let mut all = proved.clone();
    all.extend(refute(
        &proved,
        "patch_during_upgrade_as_documented",
        &["honest_batch_is_provable"],
        Variant::Seed,
        "Governance changes the verifier while a batch is committed and not proven: it can never be proven.",
    ));
    all
}

/// A malicious operator provides the operations of a batch and their path in a priority tree.
///
/// Measured: 86,341 states, 18 deep.
fn priority_tree() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Tree,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
        Parameters {
            variant: Variant::Seed,
            hashing: Hashing::Boojum,
            structure: Structure::Tree,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 1,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["two_operations_are_final", "forged_operation_is_committed"],
        must_fire: &["ExecuteBatchesWithPath", "CommitForgedBatch"],
    };
    prove(
        "priority_tree",
        "A malicious operator provides the operations of a batch and their path in a priority tree.",
        sizes,
        expected,
    )
}

/// Somebody acts on what is committed, with a malicious operator.
///
/// Measured: 3,852 states, 14 deep.
fn trusted_commits() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::CheckedCommits,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 2,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::TrustCommits],
        },
        Parameters {
            variant: Variant::CheckedCommits,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![Flow::TrustCommits],
        },
    ];
    let expected =
        Expected { witnesses: &["operation_is_final"], must_fire: &["CommitBatches", "ExecuteBatches"] };
    let proved = prove(
        "trusted_commits",
        "Somebody acts on what is committed, with a malicious operator.",
        sizes,
        expected,
    );
    let mut all = proved.clone();
    all.extend(refute(
        &proved,
        "trusted_commits_as_documented",
        &["committed_operations_are_requested"],
        Variant::Seed,
        "A batch with an operation that nobody has requested is committed.",
    ));
    all
}

/// A malicious operator that nobody can replace leaves operations in the queue.
///
/// Measured: 433,227 states, 22 deep.
fn entrenched_operator() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Entrenched,
            operations: 2,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
        Parameters {
            variant: Variant::Repaired,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Entrenched,
            operations: 1,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 1,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
    ];
    let expected = Expected {
        witnesses: &["anybody_settles", "operation_is_final"],
        must_fire: &[
            "PassTime",
            "ActivatePriorityMode",
            "DeactivatePriorityMode",
            "SettleBatches",
            "Upgrade",
        ],
    };
    let proved = prove(
        "entrenched_operator",
        "A malicious operator that nobody can replace leaves operations in the queue.",
        sizes,
        expected,
    );
    let mut all = proved.clone();
    all.extend(refute(
        &proved,
        "entrenched_operator_as_documented",
        &["queue_always_drains"],
        Variant::Seed,
        "The operator never executes an operation, and nobody else can.",
    ));
    all
}

/// Anybody settles batches, while users on L2 would withdraw.
///
/// Measured: 74,598 states, 25 deep.
fn settled_by_anybody() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Entrenched,
            operations: 2,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 1,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::Withdraw],
        },
        Parameters {
            variant: Variant::Repaired,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Entrenched,
            operations: 1,
            upgrades: 0,
            patches: 0,
            batches_in_flight: 1,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::Withdraw],
        },
    ];
    let expected = Expected {
        witnesses: &["anybody_settles", "withdrawal_is_paid"],
        must_fire: &["SettleBatches", "FinalizeWithdrawal", "DeactivatePriorityMode"],
    };
    prove("settled_by_anybody", "Anybody settles batches, while users on L2 would withdraw.", sizes, expected)
}

/// Governance initiates upgrades whose transaction can only fail, with a malicious operator.
///
/// Measured: 345,163 states, 26 deep.
fn failing_upgrades() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::ReplaceableUpgrades,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 2,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::FailUpgrades],
        },
        Parameters {
            variant: Variant::ReplaceableUpgrades,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 2,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![Flow::FailUpgrades],
        },
    ];
    let expected = Expected {
        witnesses: &["failing_upgrade_is_replaced", "upgrade_is_final", "operation_is_final"],
        must_fire: &["Upgrade", "Patch", "CommitForgedBatch"],
    };
    let proved = prove(
        "failing_upgrades",
        "Governance initiates upgrades whose transaction can only fail, with a malicious operator.",
        sizes,
        expected,
    );
    let mut all = proved.clone();
    all.extend(refute(
        &proved,
        "failing_upgrades_as_documented",
        &["upgrade_always_finishes", "queue_always_drains"],
        Variant::Seed,
        "An upgrade whose transaction can only fail is pending for ever, and no batch can be proven.",
    ));
    all
}

/// Governance would upgrade, and a malicious operator that nobody can replace would not have it.
///
/// Measured: 80,057 states, 26 deep.
fn blocked_governance() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Entrenched,
            operations: 0,
            upgrades: 2,
            patches: 1,
            batches_in_flight: 3,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![],
        },
        Parameters {
            variant: Variant::RevertUnproven,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Entrenched,
            operations: 0,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![],
        },
    ];
    let expected =
        Expected { witnesses: &["upgrade_is_final"], must_fire: &["Upgrade", "CommitForgedBatch"] };
    let proved = prove(
        "blocked_governance",
        "Governance would upgrade, and a malicious operator that nobody can replace would not have it.",
        sizes,
        expected,
    );
    let mut all = proved.clone();
    all.extend(refute(
        &proved,
        "blocked_governance_drained",
        &["upgrade_always_startable"],
        Variant::Drained,
        "Upgrades wait until every committed batch is executed, and the operator commits one that never can be.",
    ));
    all
}

/// Upgrades wait until every committed batch is executed, with an honest operator.
///
/// Measured: 6,414 states, 26 deep.
fn drained_upgrades() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Drained,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 3,
            upgrades: 2,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![],
        },
        Parameters {
            variant: Variant::Drained,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Honest,
            operations: 1,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 2,
            transactions_in_batch: 2,
            reverts: 1,
            flows: vec![],
        },
    ];
    let expected =
        Expected { witnesses: &["upgrade_is_final", "operation_is_final"], must_fire: &["Upgrade", "Patch"] };
    prove(
        "drained_upgrades",
        "Upgrades wait until every committed batch is executed, with an honest operator.",
        sizes,
        expected,
    )
}

/// Deposits, failures, withdrawals, upgrades and patches, with a malicious operator.
///
/// Measured: 14,864,385 states, 32 deep.
fn everything() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 3,
            upgrades: 1,
            patches: 1,
            batches_in_flight: 1,
            transactions_in_batch: 2,
            reverts: 0,
            flows: vec![Flow::FailDeposits, Flow::Withdraw],
        },
        Parameters {
            variant: Variant::Repaired,
            hashing: Hashing::Boojum,
            structure: Structure::Queue,
            operator: Operator::Malicious,
            operations: 1,
            upgrades: 1,
            patches: 0,
            batches_in_flight: 1,
            transactions_in_batch: 1,
            reverts: 0,
            flows: vec![Flow::FailDeposits, Flow::Withdraw],
        },
    ];
    let expected = Expected {
        witnesses: &["upgrade_is_final", "refund_is_paid", "withdrawal_is_paid", "anybody_settles"],
        must_fire: &["ClaimFailedDeposit", "FinalizeWithdrawal", "ActivatePriorityMode", "SettleBatches"],
    };
    nightly(prove(
        "everything",
        "Deposits, failures, withdrawals, upgrades and patches, with a malicious operator.",
        sizes,
        expected,
    ))
}

/// What must be seen for a proof to say something.
#[derive(Clone, Copy)]
struct Expected {
    /// The `sometimes` properties that must be witnessed.
    witnesses: &'static [&'static str],
    /// The actions that must fire.
    must_fire: &'static [&'static str],
}

/// A proof: the default literal, and the small one behind it.
fn prove(name: &str, summary: &str, sizes: [Parameters; 2], expected: Expected) -> Vec<Scenario> {
    let scenario = |(size, parameters)| Scenario {
        name: name.into(),
        size,
        nightly: false,
        intent: Intent::Prove,
        summary: summary.into(),
        parameters,
        witnesses: expected.witnesses.to_vec(),
        must_fire: expected.must_fire.to_vec(),
        deadlock_free: false,
    };
    [Size::Default, Size::Small].into_iter().zip(sizes).map(scenario).collect()
}

/// The same, run only when named.
fn nightly(scenarios: Vec<Scenario>) -> Vec<Scenario> {
    scenarios.into_iter().map(|scenario| Scenario { nightly: true, ..scenario }).collect()
}

/// What is proved, in another variant: there these properties fail.
fn refute(
    proved: &[Scenario],
    name: &str,
    properties: &[&str],
    variant: Variant,
    summary: &str,
) -> Vec<Scenario> {
    let refuted_by = || properties.iter().map(|property| (*property).to_owned()).collect();
    let refuted = |scenario: &Scenario| Scenario {
        name: name.into(),
        intent: Intent::Refute(refuted_by()),
        summary: summary.into(),
        parameters: Parameters { variant, ..scenario.parameters.clone() },
        witnesses: Vec::new(),
        must_fire: Vec::new(),
        ..scenario.clone()
    };
    proved.iter().map(refuted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A failure says something of the design only if nothing but the design differs.
    #[test]
    fn what_fails_differs_from_what_holds_in_its_variant_only() {
        let scenarios = all();
        let proofs = || scenarios.iter().filter(|one| one.intent == Intent::Prove);
        for refuted in scenarios.iter().filter(|one| one.intent != Intent::Prove) {
            let is_beside = |proof: &&Scenario| {
                proof.size == refuted.size && refuted.name.starts_with(&format!("{}_", proof.name))
            };
            let proof = proofs().find(is_beside).expect("a refutation stands beside a proof");
            let variant = refuted.parameters.variant;
            assert_ne!(variant, proof.parameters.variant, "{}", refuted.label());
            let expected = Parameters { variant, ..proof.parameters.clone() };
            assert_eq!(refuted.parameters, expected, "{}", refuted.label());
            let is_documented = refuted.name.ends_with("_as_documented");
            assert_eq!(is_documented, variant == Variant::Seed, "{}", refuted.label());
        }
    }

    /// What is computed on L2 makes the difference between the two: nothing else does.
    #[test]
    fn before_boojum_differs_in_where_hashes_are_computed_only() {
        let scenarios = all();
        let of = |name: &str, size: Size| {
            let is_meant = |one: &&Scenario| one.name == name && one.size == size;
            scenarios.iter().find(is_meant).map(|one| one.parameters.clone()).expect("there is one")
        };
        for size in [Size::Default, Size::Small] {
            let expected = Parameters { hashing: Hashing::PreBoojum, ..of("malicious_operator", size) };
            assert_eq!(of("before_boojum", size), expected);
        }
    }
}
