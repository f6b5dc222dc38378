//! The named scenarios, each as its difference from the usual bounds, and its `@small` twin as its difference from it.
//!
//! Where a design fails, `NAME` has the repaired variant, and the scenario that shows the failure stands beside it and
//! differs in its variant only.

use super::scenario::{Mode, Parameters, Route, Tee, Variant};
use super::topology::ChainId::{self, A, B, C};
use super::{InteropSettlement, Scenario};

type Family = crate::scenario::Family<InteropSettlement>;

/// All named scenarios, each with its `@small` twin directly after it.
pub(super) fn all() -> Vec<Scenario> {
    let families = [
        proof_based(),
        proof_based_circle(),
        commit_based(),
        external_nodes(),
        hub(),
        off_chain_tee(),
        enforced_tee(),
        many_messages(),
        frozen_chain(),
        tee_bug(),
        unprovable_block(),
        stalled_source(),
        mixed_modes(),
        locked_batches(),
        circle_of_three(),
        everything(),
    ];
    families.into_iter().flatten().collect()
}

fn route((from, to): (ChainId, ChainId)) -> Route {
    Route { from, to }
}

/// Each of two chains imports of the other.
fn two_way() -> Vec<Route> {
    [(A, B), (B, A)].map(route).into()
}

/// B imports of A, C of B, and A of C.
fn in_a_circle() -> Vec<Route> {
    [(A, B), (B, C), (C, A)].map(route).into()
}

/// B imports of A, and C of B.
fn in_a_row() -> Vec<Route> {
    [(A, B), (B, C)].map(route).into()
}

/// The bounds that a scenario has unless it says otherwise.
fn usual() -> Parameters {
    Parameters {
        // The rules that hold. A design that lacks some of them stands beside.
        variant: Variant::Repaired,
        // Most scenarios are about a setting of their own.
        tee: Tee::None,
        // What the document is about most: nothing is proven yet when it is imported.
        modes: vec![Mode::PreCommitBased; 2],
        // With both ways batches can depend on each other.
        routes: two_way(),
        // One; with two, a batch can depend on another one of its own chain's past.
        batches: 1,
        // The least with which a root is of less than the batch becomes.
        blocks_in_batch: 2,
        // With one each, two chains can already depend on each other.
        imports: 1,
        // Faults: a scenario names its own.
        reorganisations: 0,
        reverts: 0,
        stalls: 0,
        invalid_blocks: 0,
        unprovable_blocks: 0,
        tee_bugs: 0,
        council_actions: 0,
        timeouts: 0,
    }
}

/// Measured: 70,227 states, 23 deep.
fn proof_based() -> Family {
    let bounds = Parameters {
        modes: vec![Mode::ProofBased; 2],
        batches: 2,
        blocks_in_batch: 1,
        reorganisations: 1,
        reverts: 1,
        invalid_blocks: 1,
        ..usual()
    };
    Family::prove("proof_based", bounds, |small| small.reorganisations = 0)
        .summary(
            "Two chains import executed batches of each other, with re-organisations, reverts \
             and an invalid block.",
        )
        .witnesses(&["proof_based_message_is_usable", "proof_based_message_is_final"])
        .must_fire(&[
            "BuildBlock",
            "AddInteropRoot",
            "CommitBatches",
            "ProveBatches",
            "ExecuteBatches",
            "RevertBatches",
        ])
}

/// Measured: 4,050,599 states, 31 deep.
fn proof_based_circle() -> Family {
    let bounds = Parameters {
        modes: vec![Mode::ProofBased; 3],
        routes: in_a_circle(),
        batches: 2,
        blocks_in_batch: 1,
        reorganisations: 1,
        reverts: 1,
        invalid_blocks: 1,
        ..usual()
    };
    Family::prove("proof_based_circle", bounds, |small| {
        (small.reorganisations, small.reverts, small.invalid_blocks) = (0, 0, 0);
    })
    .summary(
        "Three chains import executed batches of each other in a circle, whatever is reverted or invalid.",
    )
    .witnesses(&["proof_based_message_is_usable", "proof_based_message_is_final"])
    .must_fire(&["AddInteropRoot", "ExecuteBatches", "ProveBatches"])
    .wide(|one| (one.batches, one.reverts) = (3, 2))
    .nightly()
}

/// Measured: 572,924 states, 26 deep.
fn commit_based() -> Family {
    let bounds = Parameters {
        modes: vec![Mode::CommitBased; 2],
        batches: 2,
        blocks_in_batch: 1,
        reorganisations: 1,
        reverts: 1,
        invalid_blocks: 1,
        ..usual()
    };
    let final_imports = &["executed_imports_are_final"];
    Family::prove("commit_based", bounds, |small| (small.reorganisations, small.invalid_blocks) = (0, 0))
        .summary(
            "Two chains import committed batches of each other, with re-organisations, \
                 reverts and an invalid block.",
        )
        .witnesses(&[
            "commit_based_message_is_usable",
            "commit_based_message_is_final",
            "destination_must_start_again",
        ])
        .must_fire(&["AddInteropRoot", "ExecuteBatches", "RevertBatches", "StartAgain"])
        .refute("commit_based_proven_dependencies", final_imports, |one| {
            one.variant = Variant::ProvenDependencies;
        })
        .summary(
            "A batch is executed when its dependency is proven, and the dependency is \
                 reverted afterwards.",
        )
        .refute("commit_based_committed_dependencies", final_imports, |one| {
            one.variant = Variant::CommittedDependencies;
        })
        .summary(
            "A batch is executed when its dependency is committed, and the dependency is \
                 never executed.",
        )
        .refute("commit_based_unchecked_dependencies", final_imports, |one| {
            one.variant = Variant::UncheckedDependencies;
        })
        .summary("A batch is executed whatever has become of its dependency.")
}

/// Measured: 263,334 states, 20 deep.
fn external_nodes() -> Family {
    let bounds = Parameters { reorganisations: 1, reverts: 1, invalid_blocks: 1, ..usual() };
    Family::prove("external_nodes", bounds, |small| (small.reorganisations, small.invalid_blocks) = (0, 1))
        .summary(
            "Two chains without TEEs import blocks of each other that they have executed on \
                 nodes of their own.",
        )
        .witnesses(&[
            "pre_commit_based_message_is_usable",
            "batches_of_a_circle_are_executed",
            "destination_must_start_again",
        ])
        .must_fire(&["AddInteropRoot", "ExecuteBatches", "StartAgain"])
        .refute(
            "external_nodes_as_documented",
            &[
                "proven_batches_execute",
                "settlement_is_always_possible",
                "unconcerned_chains_always_settle",
                "blocks_are_settled",
            ],
            |one| {
                one.variant = Variant::Seed;
            },
        )
        .summary(
            "Two batches that depend on each other are proven, and each has to be executed \
                 before the other.",
        )
}

/// Measured: 538,152 states, 20 deep.
fn hub() -> Family {
    let bounds = Parameters {
        routes: [(A, B), (A, C)].map(route).into(),
        modes: vec![Mode::PreCommitBased; 3],
        reorganisations: 1,
        stalls: 1,
        ..usual()
    };
    Family::prove("hub", bounds, |small| {
        (small.routes, small.modes) = ([(A, B)].map(route).into(), vec![Mode::PreCommitBased; 2]);
    })
    .summary("Two chains import in one direction, of a hub that re-organises or stalls.")
    .witnesses(&[
        "pre_commit_based_message_is_usable",
        "pre_commit_based_message_is_final",
        "destination_must_start_again",
    ])
    .must_fire(&["AddInteropRoot", "ExecuteBatches", "StartAgain", "Stall"])
    .refute("hub_without_extension", &["executed_imports_are_final"], |one| {
        one.variant = Variant::WithoutExtension;
    })
    .summary(
        "The hub executes a batch that does not extend an imported root, and the \
             importing batch is executed.",
    )
}

/// Measured: 201,295 states, 21 deep.
fn off_chain_tee() -> Family {
    let bounds = Parameters {
        tee: Tee::OffChain,
        routes: [(A, B)].map(route).into(),
        imports: 2,
        reorganisations: 1,
        reverts: 1,
        invalid_blocks: 1,
        ..usual()
    };
    Family::prove("off_chain_tee", bounds, |small| (small.reverts, small.invalid_blocks) = (0, 0))
        .summary(
            "Attestations are verified off chain and bind nobody: a chain commits something \
                 else later.",
        )
        .witnesses(&["pre_commit_based_message_is_final", "destination_must_start_again"])
        .must_fire(&["AttestBlocks", "Reorganise", "StartAgain"])
}

/// Measured: 195,692 states, 20 deep.
fn enforced_tee() -> Family {
    let bounds =
        Parameters { tee: Tee::Enforced, reorganisations: 1, reverts: 1, invalid_blocks: 1, ..usual() };
    Family::prove("enforced_tee", bounds, |small| (small.reorganisations, small.reverts) = (1, 0))
        .summary(
            "Attested blocks are locked on chain, and two chains import locked blocks of each \
                 other.",
        )
        .witnesses(&[
            "pre_commit_based_message_is_usable",
            "pre_commit_based_message_is_final",
            "batches_of_a_circle_are_executed",
        ])
        .must_fire(&["AttestBlocks", "AddInteropRoot", "ExecuteBatches", "Reorganise"])
        .refute(
            "enforced_tee_as_documented",
            &[
                "proven_batches_execute",
                "settlement_is_always_possible",
                "unconcerned_chains_always_settle",
                "blocks_are_settled",
            ],
            |one| {
                one.variant = Variant::Seed;
            },
        )
        .summary("Two locked batches depend on each other, and neither can be executed or dropped.")
}

/// Measured: 10,949 states, 16 deep.
fn many_messages() -> Family {
    let bounds = Parameters {
        tee: Tee::Enforced,
        routes: [(A, B)].map(route).into(),
        imports: 2,
        reorganisations: 1,
        reverts: 1,
        ..usual()
    };
    Family::prove("many_messages", bounds, |small| small.reorganisations = 0)
        .summary(
            "A chain imports several roots with the same messages, while its source \
                 re-organises and reverts.",
        )
        .witnesses(&["pre_commit_based_message_is_final"])
        .must_fire(&["AddInteropRoot", "ExecuteBatches", "RevertBatches"])
        .refute("many_messages_consumed_by_root", &["no_message_is_consumed_twice"], |one| {
            one.variant = Variant::ConsumedByRoot;
        })
        .summary("A message is consumed again, proven by a root that extends the first.")
        .refute("many_messages_cleared_locks", &["locked_blocks_stay"], |one| {
            one.variant = Variant::ClearedLocks;
        })
        .summary("A revert forgets the lock, and with it what others have imported.")
}

/// Measured: 196,399 states, 19 deep.
fn frozen_chain() -> Family {
    let bounds = Parameters {
        tee: Tee::InclusionOnly,
        modes: vec![Mode::PreCommitBased; 3],
        routes: in_a_row(),
        invalid_blocks: 1,
        council_actions: 1,
        ..usual()
    };
    Family::prove("frozen_chain", bounds, |small| {
        (small.modes, small.routes) = (vec![Mode::PreCommitBased; 2], two_way());
    })
    .summary(
        "A chain locks an invalid block, of which no attestation is verified on chain, \
                 after others have imported of it.",
    )
    .witnesses(&["pre_commit_based_message_is_final", "locked_block_is_lost", "council_unlocks"])
    .must_fire(&["AttestBlocks", "UnlockBlocks"])
    .refute(
        "frozen_chain_as_documented",
        &["council_drops_only_what_is_lost", "locked_imports_stay_live"],
        |one| one.variant = Variant::Seed,
    )
    .summary(
        "The council drops all that the chain has not executed, valid blocks too, and a chain that has \
                 imported of it stays locked.",
    )
}

/// Measured: 332,172 states, 22 deep.
fn tee_bug() -> Family {
    let bounds = Parameters {
        tee: Tee::Enforced,
        modes: vec![Mode::PreCommitBased; 3],
        routes: in_a_row(),
        invalid_blocks: 1,
        tee_bugs: 1,
        council_actions: 1,
        ..usual()
    };
    Family::prove("tee_bug", bounds, |small| small.blocks_in_batch = 1)
        .summary(
            "A TEE signs an invalid block, others import it and are locked too, and the council unlocks.",
        )
        .witnesses(&["pre_commit_based_message_is_final", "locked_block_is_lost", "council_unlocks"])
        .must_fire(&["AttestBlocks", "UnlockBlocks", "StartAgain"])
        .refute("tee_bug_as_documented", &["locked_imports_stay_live"], |one| one.variant = Variant::Seed)
        .summary("The council unlocks one chain, and those that have imported of it stay locked.")
        .refute("tee_bug_without_council", &["settlement_is_always_possible", "blocks_are_settled"], |one| {
            one.variant = Variant::WithoutCouncil;
        })
        .summary("A locked invalid block can be neither proven nor dropped.")
}

/// Measured: 24,999 states, 16 deep.
fn unprovable_block() -> Family {
    let bounds = Parameters { tee: Tee::Enforced, unprovable_blocks: 1, council_actions: 1, ..usual() };
    Family::prove("unprovable_block", bounds, |small| small.blocks_in_batch = 1)
        .summary(
            "A valid block of which nobody can generate a proof is locked, and the council \
                 unlocks.",
        )
        .witnesses(&["pre_commit_based_message_is_usable", "locked_block_is_lost", "council_unlocks"])
        .must_fire(&["AttestBlocks", "UnlockBlocks", "StartAgain"])
        .refute(
            "unprovable_block_without_council",
            &["settlement_is_always_possible", "blocks_are_settled"],
            |one| one.variant = Variant::WithoutCouncil,
        )
        .summary(
            "A locked block without a proof is never executed and never dropped, with no bug in any TEE.",
        )
}

/// Measured: 92,055 states, 18 deep.
fn stalled_source() -> Family {
    let bounds = Parameters { tee: Tee::Enforced, reorganisations: 1, stalls: 1, timeouts: 3, ..usual() };
    Family::prove("stalled_source", bounds, |small| small.reorganisations = 0)
        .summary(
            "An operator stalls after others have imported of its chain, and others settle in its place.",
        )
        .witnesses(&["pre_commit_based_message_is_final", "stalled_source_is_settled"])
        .must_fire(&["Stall", "PassTime", "ForceCommit", "ExecuteBatches"])
        .refute(
            "stalled_source_without_forced_settlement",
            &["settlement_is_always_possible", "blocks_are_settled"],
            |one| {
                one.variant = Variant::WithoutForcedSettlement;
            },
        )
        .summary("A locked batch waits for ever for an operator that has stalled.")
}

/// Measured: 63,189 states, 20 deep.
fn mixed_modes() -> Family {
    let bounds = Parameters {
        tee: Tee::Enforced,
        modes: vec![Mode::ProofBased, Mode::CommitBased, Mode::PreCommitBased],
        routes: in_a_circle(),
        reverts: 1,
        ..usual()
    };
    Family::prove("mixed_modes", bounds, |small| small.blocks_in_batch = 1)
        .summary(
            "Three chains import by a mode each, proof-based, commit-based and \
                 pre-commit-based, in a circle.",
        )
        .witnesses(&["commit_based_message_is_usable", "pre_commit_based_message_is_usable"])
        .must_fire(&["AttestBlocks", "AddInteropRoot", "RevertBatches", "StartAgain"])
        .refute("mixed_modes_as_documented", &["locked_imports_stay_live"], |one| one.variant = Variant::Seed)
        .summary("A chain locks a block that imports a committed batch, and the batch is reverted.")
}

/// Measured: 323,877 states, 22 deep.
fn locked_batches() -> Family {
    let bounds = Parameters {
        tee: Tee::Enforced,
        modes: vec![Mode::PreCommitBased, Mode::CommitBased, Mode::PreCommitBased],
        routes: [(A, B), (A, C), (B, C)].map(route).into(),
        imports: 2,
        reverts: 1,
        ..usual()
    };
    Family::prove("locked_batches", bounds, |small| small.imports = 1)
        .summary(
            "A chain imports commit-based a batch that is locked; the batch is reverted and extended, and keeps its locked \
                 blocks.",
        )
        .witnesses(&[
            "commit_based_message_is_final",
            "pre_commit_based_message_is_final",
            "destination_must_start_again",
        ])
        .must_fire(&["AttestBlocks", "AddInteropRoot", "RevertBatches", "StartAgain"])
}

/// Measured: 80,857 states, 16 deep.
fn circle_of_three() -> Family {
    let bounds = Parameters {
        tee: Tee::Enforced,
        modes: vec![Mode::PreCommitBased; 3],
        routes: in_a_circle(),
        ..usual()
    };
    Family::prove("circle_of_three", bounds, |small| small.tee = Tee::None)
        .summary("Three chains import blocks of each other in a circle.")
        .witnesses(&["batches_of_a_circle_are_executed"])
        .must_fire(&["AddInteropRoot", "ExecuteBatches"])
        .refute(
            "circle_of_three_pairwise",
            &["proven_batches_execute", "settlement_is_always_possible", "blocks_are_settled"],
            |one| {
                one.variant = Variant::PairwiseExecution;
            },
        )
        .summary(
            "Three batches depend on each other in a circle, and at most two are executed at \
                 once.",
        )
}

/// Measured: 21,229,789 states, 34 deep.
fn everything() -> Family {
    let bounds = Parameters {
        tee: Tee::Enforced,
        modes: vec![Mode::PreCommitBased, Mode::PreCommitBased, Mode::CommitBased],
        routes: [(A, B), (B, A), (B, C)].map(route).into(),
        // With two, there are too many states to visit one by one.
        blocks_in_batch: 1,
        // Two, so that what takes the place of a dropped block is dropped, too.
        reorganisations: 2,
        reverts: 2,
        stalls: 1,
        invalid_blocks: 1,
        tee_bugs: 1,
        council_actions: 1,
        timeouts: 3,
        ..usual()
    };
    Family::prove("everything", bounds, |small| {
        small.modes = vec![Mode::PreCommitBased; 2];
        small.routes = two_way();
        (small.reorganisations, small.reverts) = (1, 1);
    })
    .summary("Three chains of two modes meet every fault at any moment.")
    .witnesses(&["pre_commit_based_message_is_usable", "locked_block_is_lost", "council_unlocks"])
    .must_fire(&["ForceCommit", "UnlockBlocks", "StartAgain", "RevertBatches"])
    .nightly()
}
