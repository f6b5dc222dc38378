//! Every `require` and every rule that can be left out, once, in the order of the contracts; after them every effect that
//! can be, in the same order.
//!
//! The first line of each row is the guard as a positive sentence. What no public contract has yet is cited by the name
//! that the modelled contract gives it.

use crate::mutant::Survivor;

crate::guards! {
    /// The guards of `interop_settlement`.
    pub enum Guard {
        /// Only a batch that is executed has a root in `MessageRoot` (proof-based).
        ImportedBatchIsExecuted = "imported_batch_is_executed" {
            kind: Require, theme: "finality", function: "MessageRoot.historicalRoot",
            error: "MessageRootIsZero", section: "Proof based interop",
            compares: Less,
        },
        /// Only a batch that is committed has a root in the diamond of its chain (commit-based).
        ImportedBatchIsCommitted = "imported_batch_is_committed" {
            kind: Require, theme: "finality", function: "MessageRoot.chainBatchRoot",
            error: "BatchNotCommitted", section: "Commit/Batch based interop",
            compares: Less,
        },
        /// A root is kept once for each source and number.
        InteropRootIsSetOnce = "interop_root_is_set_once" {
            kind: Require, theme: "finality", function: "L2InteropRootStorage.addInteropRoot",
            error: "InteropRootAlreadyExists", section: "Implications on settlement process",
        },
        /// Blocks that are not committed are imported only once a TEE has attested them (pre-commit-based, with TEEs that lock).
        ImportedBlocksAreAttested = "imported_blocks_are_attested" {
            kind: Require, theme: "locks", function: "L2InteropRootStorage.addInteropRoot",
            error: "RootNotAttested", section: "Security considerations for Precommit based interop",
        },
        /// Whoever imports blocks of which no TEE is verified has executed them on a node of its own.
        ImportedBlocksAreChecked = "imported_blocks_are_checked" {
            kind: Require, theme: "validity", function: "L2InteropRootStorage.addInteropRoot",
            error: "InvalidInteropRoot", section: "Security considerations for Precommit based interop, Without",
        },
        /// A message is consumed once.
        MessageIsConsumedOnce = "message_is_consumed_once" {
            kind: Require, theme: "replay", function: "InteropHandler.executeBundle",
            error: "BundleAlreadyProcessed", section: "Pre-commit/Miniblock based interop",
        },
        /// A TEE signs valid blocks only.
        AttestedBlocksAreValid = "attested_blocks_are_valid" {
            kind: Require, theme: "validity", function: "TeeRegistry.attestBlocks",
            error: "InvalidTeeProof", section: "Security considerations for Precommit based interop, With",
        },
        /// Blocks are locked only if what they import is executed, or locked itself (repaired).
        AttestedImportsAreSettled = "attested_imports_are_settled" {
            kind: Require, theme: "locks", function: "TeeRegistry.attestBlocks",
            error: "DependencyNotLocked", section: "Security considerations for Precommit based interop, With",
        },
        /// Blocks are locked only if the batch roots that they import are of executed batches (commit-based, repaired).
        AttestedBatchRootsAreExecuted = "attested_batch_roots_are_executed" {
            kind: Require, theme: "locks", function: "TeeRegistry.attestBlocks",
            error: "DependencyNotExecuted", section: "Security considerations for Precommit based interop, With",
        },
        /// What is locked is not re-organised.
        LockedBlocksAreKept = "locked_blocks_are_kept" {
            kind: Require, theme: "locks", function: "Executor.commitBatchesSharedBridge",
            error: "LockedBlocksMissing", section: "Security considerations for Precommit based interop, With",
            strict: "the lock keeps the block after it, too",
        },
        /// A proof-based import is of a batch in `MessageRoot`.
        ExportedRootIsInMessageRoot = "exported_root_is_in_message_root" {
            kind: Require, theme: "finality", function: "Executor.commitBatchesSharedBridge",
            error: "InvalidMessageRoot", section: "Implications on settlement process",
            backstop: "proof_based_imports_are_final",
        },
        /// Only what is committed is proven.
        VerifiesOnlyCommitted = "verifies_only_committed" {
            kind: Require, theme: "batches", function: "Executor.proveBatchesSharedBridge",
            error: "VerifiedBatchesExceedsCommittedBatches", section: "Proof based interop",
            compares: Less,
            strict: "the last committed batch is not proven",
        },
        /// Only valid blocks are proven.
        ProofIsSound = "proof_is_sound" {
            kind: Require, theme: "batches", function: "Executor.proveBatchesSharedBridge",
            error: "InvalidProof", section: "Proof based interop",
        },
        /// Only what is proven is executed.
        ExecutesOnlyVerified = "executes_only_verified" {
            kind: Require, theme: "batches", function: "Executor.executeBatchesSharedBridge",
            error: "CantExecuteUnprovenBatches", section: "Proof based interop",
        },
        /// A dependency is executed before what depends on it, or together with it.
        DependencyIsExecuted = "dependency_is_executed" {
            kind: Require, theme: "finality", function: "Executor._verifyDependencyInteropRoots",
            error: "DependencyNotExecuted", section: "Implications on settlement process",
            compares: Less,
            strict: "what is executed together with it does not count",
        },
        /// An imported batch root is the one that the source has executed (commit-based).
        DependencyRootIsTheBatchRoot = "dependency_root_is_the_batch_root" {
            kind: Require, theme: "finality", function: "Executor._verifyDependencyInteropRoots",
            error: "InvalidInteropRoot", section: "Implications on settlement process",
        },
        /// The batch root that the source has executed extends an imported local root (pre-commit-based).
        LocalRootIsExtended = "local_root_is_extended" {
            kind: Require, theme: "finality", function: "Executor._verifyDependencyInteropRoots",
            error: "LocalRootNotExtended", section: "Implications on settlement process",
        },
        /// Executed batches are not reverted.
        RevertKeepsExecuted = "revert_keeps_executed" {
            kind: Require, theme: "batches", function: "Executor.revertBatchesSharedBridge",
            error: "RevertedBatchNotAfterNewLastBatch", section: "Proof based interop",
            strict: "the batch after the last executed one is kept, too",
        },
        /// A revert keeps what is locked, and the lock.
        LockSurvivesRevert = "lock_survives_revert" {
            kind: Rule, theme: "locks", function: "Executor.revertBatchesSharedBridge",
            section: "Security considerations for Precommit based interop, With",
        },
        /// Somebody else commits a batch of an operator only after the timeout that lets them.
        TimeoutHasPassed = "timeout_has_passed" {
            kind: Require, theme: "liveness", function: "SettlementCouncil.forceCommit",
            error: "TimeoutNotReached", section: "corner cases",
            strict: "one timeout more has to pass",
        },
        /// What somebody else commits ends where the lock does.
        ForcedBatchEndsAtTheLock = "forced_batch_ends_at_the_lock" {
            kind: Rule, theme: "validity", function: "SettlementCouncil.forceCommit",
            section: "corner cases",
        },
        /// The council keeps the blocks before the first that cannot become final (repaired).
        CouncilKeepsWhatIsProvable = "council_keeps_what_is_provable" {
            kind: Rule, theme: "locks", function: "SettlementCouncil.unlockBlocks",
            section: "corner cases",
        },
        /// The council unlocks on every chain what depends on the blocks that it drops (repaired).
        CouncilCoversDependents = "council_covers_dependents" {
            kind: Rule, theme: "liveness", function: "SettlementCouncil.unlockBlocks",
            section: "corner cases",
        },
        /// A chain keeps the root that a block imports, beside those that it has kept before.
        RootIsKept = "root_is_kept" {
            kind: Effect, theme: "finality", function: "L2InteropRootStorage.addInteropRoot",
            section: "Implications on settlement process",
            amiss: [Overwriting],
        },
        /// A message that is consumed is marked as such.
        MessageIsMarked = "message_is_marked" {
            kind: Effect, theme: "replay", function: "InteropHandler.executeBundle",
            section: "Pre-commit/Miniblock based interop",
            amiss: [Astray("the first message of the batch is marked")],
        },
        /// What a TEE attests is recorded as its chain's.
        AttestationIsRecorded = "attestation_is_recorded" {
            kind: Effect, theme: "locks", function: "TeeRegistry.attestBlocks",
            section: "Security considerations for Precommit based interop, With",
            amiss: [Astray("it is recorded as another chain's")],
        },
        /// An attestation ends with the blocks that it is of.
        LockEndsWithItsBlocks = "lock_ends_with_its_blocks" {
            kind: Effect, theme: "locks", function: "TeeRegistry.dropBlocks",
            section: "Security considerations for Precommit based interop, With",
        },
        /// A batch that is committed is counted.
        BatchIsCommitted = "batch_is_committed" {
            kind: Effect, theme: "batches", function: "Executor.commitBatchesSharedBridge",
            section: "Commit/Batch based interop",
            amiss: [Again, Astray("another chain's is counted")],
        },
        /// A batch that is proven is counted.
        BatchIsVerified = "batch_is_verified" {
            kind: Effect, theme: "batches", function: "Executor.proveBatchesSharedBridge",
            section: "Proof based interop",
            amiss: [Again, Astray("another chain's is counted")],
        },
        /// Batches that are executed are counted, and so their roots are in `MessageRoot`.
        BatchIsExecuted = "batch_is_executed" {
            kind: Effect, theme: "batches", function: "Executor.executeBatchesSharedBridge",
            section: "Proof based interop",
            amiss: [Again, Astray("another chain's are counted")],
        },
        /// What is executed is no longer locked.
        LockEndsWithExecution = "lock_ends_with_execution" {
            kind: Effect, theme: "locks", function: "Executor.executeBatchesSharedBridge",
            section: "Security considerations for Precommit based interop, With",
        },
        /// Reverted batches are no longer counted, and their blocks are gone.
        BatchIsReverted = "batch_is_reverted" {
            kind: Effect, theme: "batches", function: "Executor.revertBatchesSharedBridge",
            section: "Security considerations for Precommit based interop, With",
            amiss: [Astray("another chain's are reverted")],
        },
        /// A timeout that has passed is counted.
        TimeoutIsCounted = "timeout_is_counted" {
            kind: Effect, theme: "liveness", function: "SettlementCouncil.forceCommit",
            section: "corner cases",
            amiss: [Again],
        },
        /// What the council unlocks is gone.
        LostBlocksAreDropped = "lost_blocks_are_dropped" {
            kind: Effect, theme: "locks", function: "SettlementCouncil.unlockBlocks",
            section: "corner cases",
            amiss: [Astray("another chain's blocks are dropped, too")],
        },
    }
}

/// The mutants that are known to break no property, in the order of the guards.
pub(super) const SURVIVORS: &[Survivor] = &[
    Survivor {
        mutant: "locked_blocks_are_kept:too_strict",
        implied_by: &[],
        reason: "An operator that cannot re-organise the blocks after the lock commits them and reverts the batch, which \
                 keeps what is locked and drops the rest.",
    },
    Survivor {
        mutant: "exported_root_is_in_message_root",
        implied_by: &["imported_batch_is_executed"],
        reason: "An honest operator imports proof-based what is in `MessageRoot`; the settlement layer asks those who are \
                 not.",
    },
];
