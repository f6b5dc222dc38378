//! The named scenarios, each as its difference from the usual bounds, and its `@small` twin as its difference from it.
//!
//! Where the document's own design fails, `NAME` has the repaired variant, and the scenario that shows the
//! failure stands beside it and differs in its variant only.

use super::scenario::{Flow, Hashing, Operator, Parameters, Structure, Variant};
use super::{L1L2Messaging, Scenario};

type Family = crate::scenario::Family<L1L2Messaging>;

/// All named scenarios, each with its `@small` twin directly after it.
pub(super) fn all() -> Vec<Scenario> {
    let families = [
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
    families.into_iter().flatten().collect()
}

/// The bounds that a scenario has unless it says otherwise.
fn usual() -> Parameters {
    Parameters {
        // The document's own design. A scenario in which that fails names the repair that it proves.
        variant: Variant::Seed,
        // As it has been since Boojum: on L2, where the operator could try to cheat.
        hashing: Hashing::Boojum,
        // What the document describes; a tree has a scenario of its own.
        structure: Structure::Queue,
        // It does what it likes, but an honest one may take its place, so that liveness can be asked for.
        operator: Operator::Malicious,
        // With two, one may be left out, or the order changed.
        operations: 2,
        // One, which may come at any moment.
        upgrades: 1,
        // A patch changes the verifier alone: only some scenarios are about that.
        patches: 0,
        // The least with which one batch is committed on top of another that is not yet executed.
        batches_in_flight: 2,
        // The least with which the order within a batch matters.
        transactions_in_batch: 2,
        // A malicious operator reverts whenever it likes; this bounds an honest one.
        reverts: 0,
        // Deposits and upgrades alone: a scenario names what can be attempted besides.
        flows: Vec::new(),
    }
}

/// Measured: 9,509 states, 21 deep.
fn honest_operator() -> Family {
    let bounds = Parameters {
        variant: Variant::RevertUnproven,
        operator: Operator::Honest,
        operations: 3,
        patches: 1,
        reverts: 1,
        ..usual()
    };
    Family::prove("honest_operator", bounds, |small| small.operations = 1)
        .summary(
            "An honest operator settles operations and upgrades, while governance upgrades and patches at \
             any moment.",
        )
        .witnesses(&["upgrade_is_final", "reverted_upgrade_is_due_again", "operation_is_final"])
        .must_fire(&[
            "RequestL2Transaction",
            "Upgrade",
            "Patch",
            "ProcessTx",
            "CommitBatches",
            "ProveBatches",
            "ExecuteBatches",
            "RevertBatches",
            "DropBatch",
        ])
        .refute("honest_operator_as_documented", &["honest_batch_is_provable"], |one| {
            one.variant = Variant::Seed;
        })
        .summary("Governance upgrades while a batch is committed and not proven: it can never be proven.")
}

/// Measured: 359,620 states, 23 deep.
fn malicious_operator() -> Family {
    Family::prove("malicious_operator", usual(), |small| small.operations = 1)
        .summary("A malicious operator feeds the bootloader what it likes, while governance upgrades.")
        .witnesses(&["upgrade_is_final", "operation_is_final", "forged_operation_is_committed"])
        .must_fire(&["CommitForgedBatch", "ProveBatches", "ExecuteBatches", "RevertBatches", "DropBatch"])
}

/// Measured: 359,620 states, 23 deep.
fn before_boojum() -> Family {
    let bounds = Parameters { hashing: Hashing::PreBoojum, ..usual() };
    Family::prove("before_boojum", bounds, |small| small.operations = 1)
        .summary(
            "A malicious operator feeds the bootloader what it likes, and L1 computes the rolling hash, as \
             before Boojum.",
        )
        .witnesses(&["upgrade_is_final", "operation_is_final", "forged_operation_is_committed"])
        .must_fire(&["CommitForgedBatch", "ProveBatches", "ExecuteBatches", "RevertBatches", "DropBatch"])
}

/// Measured: 516,536 states, 20 deep.
fn verifier_patches() -> Family {
    let bounds = Parameters { operations: 1, patches: 2, ..usual() };
    Family::prove("verifier_patches", bounds, |small| (small.patches, small.transactions_in_batch) = (1, 1))
        .summary(
            "A malicious operator does what it likes, while governance upgrades and patches at any moment.",
        )
        .witnesses(&["upgrade_is_final", "operation_is_final"])
        .must_fire(&["Upgrade", "Patch", "ProveBatches", "RevertBatches"])
}

/// Measured: 253,125 states, 23 deep.
fn refunds() -> Family {
    let bounds = Parameters {
        upgrades: 0,
        batches_in_flight: 3,
        transactions_in_batch: 1,
        flows: vec![Flow::FailDeposits],
        ..usual()
    };
    Family::prove("refunds", bounds, |small| (small.operations, small.batches_in_flight) = (1, 2))
        .summary("Deposits fail on L2 and are refunded on L1, with a malicious operator.")
        .witnesses(&["refund_is_paid", "operation_is_final"])
        .must_fire(&["ClaimFailedDeposit", "CommitForgedBatch"])
}

/// Measured: 565,880 states, 25 deep.
fn withdrawals() -> Family {
    let bounds = Parameters { upgrades: 0, flows: vec![Flow::Withdraw], ..usual() };
    Family::prove("withdrawals", bounds, |small| small.operations = 1)
        .summary("Users on L2 withdraw to L1 by messages, with a malicious operator.")
        .witnesses(&["withdrawal_is_paid", "operation_is_final"])
        .must_fire(&["FinalizeWithdrawal", "CommitForgedBatch"])
}

/// Measured: 7,140 states, 24 deep.
fn upgrades_in_a_row() -> Family {
    let bounds = Parameters {
        variant: Variant::RevertUnproven,
        operator: Operator::Honest,
        upgrades: 2,
        batches_in_flight: 3,
        reverts: 2,
        ..usual()
    };
    Family::prove("upgrades_in_a_row", bounds, |small| {
        small.operations = 1;
        small.batches_in_flight = 2;
        small.reverts = 1;
    })
    .summary("Governance upgrades twice in a row, while an honest operator reverts batches.")
    .witnesses(&["upgrade_is_final", "reverted_upgrade_is_due_again"])
    .must_fire(&["Upgrade", "RevertBatches", "DropBatch"])
}

/// Measured: 25,970 states, 22 deep.
fn patch_during_upgrade() -> Family {
    let bounds = Parameters {
        variant: Variant::RevertUnproven,
        operator: Operator::Honest,
        patches: 2,
        batches_in_flight: 3,
        reverts: 1,
        ..usual()
    };
    Family::prove("patch_during_upgrade", bounds, |small| {
        small.operations = 1;
        small.patches = 1;
        small.batches_in_flight = 2;
        small.transactions_in_batch = 1;
    })
    .summary("Governance patches the verifier while an upgrade is pending, with an honest operator.")
    .witnesses(&["upgrade_is_final", "reverted_upgrade_is_due_again"])
    .must_fire(&["Upgrade", "Patch", "RevertBatches"])
    .refute("patch_during_upgrade_as_documented", &["honest_batch_is_provable"], |one| {
        one.variant = Variant::Seed;
    })
    .summary(
        "Governance changes the verifier while a batch is committed and not proven: it can never be \
             proven.",
    )
}

/// Measured: 86,341 states, 18 deep.
fn priority_tree() -> Family {
    let bounds = Parameters { structure: Structure::Tree, upgrades: 0, ..usual() };
    Family::prove("priority_tree", bounds, |small| {
        (small.batches_in_flight, small.transactions_in_batch) = (1, 1);
    })
    .summary("A malicious operator provides the operations of a batch and their path in a priority tree.")
    .witnesses(&["two_operations_are_final", "forged_operation_is_committed"])
    .must_fire(&["ExecuteBatchesWithPath", "CommitForgedBatch"])
}

/// Measured: 3,852 states, 14 deep.
fn trusted_commits() -> Family {
    let bounds = Parameters {
        variant: Variant::CheckedCommits,
        upgrades: 0,
        flows: vec![Flow::TrustCommits],
        ..usual()
    };
    Family::prove("trusted_commits", bounds, |small| (small.operations, small.transactions_in_batch) = (1, 1))
        .summary("Somebody acts on what is committed, with a malicious operator.")
        .witnesses(&["operation_is_final"])
        .must_fire(&["CommitBatches", "ExecuteBatches"])
        .refute("trusted_commits_as_documented", &["committed_operations_are_requested"], |one| {
            one.variant = Variant::Seed;
        })
        .summary("A batch with an operation that nobody has requested is committed.")
}

/// Measured: 433,227 states, 22 deep.
fn entrenched_operator() -> Family {
    let bounds = Parameters { variant: Variant::Repaired, operator: Operator::Entrenched, ..usual() };
    Family::prove("entrenched_operator", bounds, |small| (small.operations, small.batches_in_flight) = (1, 1))
        .summary("A malicious operator that nobody can replace leaves operations in the queue.")
        .witnesses(&["anybody_settles", "operation_is_final"])
        .must_fire(&[
            "PassTime",
            "ActivatePriorityMode",
            "DeactivatePriorityMode",
            "SettleBatches",
            "Upgrade",
        ])
        .refute("entrenched_operator_as_documented", &["queue_always_drains"], |one| {
            one.variant = Variant::Seed;
        })
        .summary("The operator never executes an operation, and nobody else can.")
}

/// Measured: 74,598 states, 25 deep.
fn settled_by_anybody() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        operator: Operator::Entrenched,
        batches_in_flight: 1,
        flows: vec![Flow::Withdraw],
        ..usual()
    };
    Family::prove("settled_by_anybody", bounds, |small| (small.operations, small.upgrades) = (1, 0))
        .summary("Anybody settles batches, while users on L2 would withdraw.")
        .witnesses(&["anybody_settles", "withdrawal_is_paid"])
        .must_fire(&["SettleBatches", "FinalizeWithdrawal", "DeactivatePriorityMode"])
}

/// Measured: 345,163 states, 26 deep.
fn failing_upgrades() -> Family {
    let bounds = Parameters {
        variant: Variant::ReplaceableUpgrades,
        operations: 1,
        upgrades: 2,
        patches: 1,
        flows: vec![Flow::FailUpgrades],
        ..usual()
    };
    Family::prove("failing_upgrades", bounds, |small| {
        small.upgrades = 1;
        small.patches = 0;
        small.transactions_in_batch = 1;
    })
    .summary("Governance initiates upgrades whose transaction can only fail, with a malicious operator.")
    .witnesses(&["failing_upgrade_is_replaced", "upgrade_is_final", "operation_is_final"])
    .must_fire(&["Upgrade", "Patch", "CommitForgedBatch"])
    .refute("failing_upgrades_as_documented", &["upgrade_always_finishes", "queue_always_drains"], |one| {
        one.variant = Variant::Seed;
    })
    .summary("An upgrade whose transaction can only fail is pending for ever, and no batch can be proven.")
}

/// Measured: 80,057 states, 26 deep.
fn blocked_governance() -> Family {
    let bounds = Parameters {
        variant: Variant::RevertUnproven,
        operator: Operator::Entrenched,
        operations: 0,
        upgrades: 2,
        patches: 1,
        batches_in_flight: 3,
        ..usual()
    };
    Family::prove("blocked_governance", bounds, |small| {
        small.upgrades = 1;
        small.batches_in_flight = 2;
        small.transactions_in_batch = 1;
    })
    .summary("Governance would upgrade, and a malicious operator that nobody can replace would not have it.")
    .witnesses(&["upgrade_is_final"])
    .must_fire(&["Upgrade", "CommitForgedBatch"])
    .refute("blocked_governance_drained", &["upgrade_always_startable"], |one| one.variant = Variant::Drained)
    .summary(
        "Upgrades wait until every committed batch is executed, and the operator commits one that \
             never can be.",
    )
}

/// Measured: 6,414 states, 26 deep.
fn drained_upgrades() -> Family {
    let bounds = Parameters {
        variant: Variant::Drained,
        operator: Operator::Honest,
        operations: 3,
        upgrades: 2,
        patches: 1,
        reverts: 1,
        ..usual()
    };
    Family::prove("drained_upgrades", bounds, |small| (small.operations, small.upgrades) = (1, 1))
        .summary("Upgrades wait until every committed batch is executed, with an honest operator.")
        .witnesses(&["upgrade_is_final", "operation_is_final"])
        .must_fire(&["Upgrade", "Patch"])
}

/// Measured: 14,864,385 states, 32 deep.
fn everything() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        operations: 3,
        patches: 1,
        batches_in_flight: 1,
        flows: vec![Flow::FailDeposits, Flow::Withdraw],
        ..usual()
    };
    Family::prove("everything", bounds, |small| {
        small.operations = 1;
        small.patches = 0;
        small.transactions_in_batch = 1;
    })
    .summary("Deposits, failures, withdrawals, upgrades and patches, with a malicious operator.")
    .witnesses(&["upgrade_is_final", "refund_is_paid", "withdrawal_is_paid", "anybody_settles"])
    .must_fire(&["ClaimFailedDeposit", "FinalizeWithdrawal", "ActivatePriorityMode", "SettleBatches"])
    .nightly()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Size;

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
