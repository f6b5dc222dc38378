//! Every `require` and every rule that can be left out, once, in the order of the contracts.
//!
//! The first line of each row is the guard as a positive sentence. The bootloader has no custom errors: its
//! assertions are cited by their text.

use crate::mutant::Survivor;

crate::guards! {
    /// The guards of `l1_l2_messaging`.
    pub enum Guard {
        /// An operation is requested only if the bootloader can process it.
        OperationIsProcessable = "operation_is_processable" {
            kind: Require, theme: "liveness", function: "TransactionValidator.validateL1ToL2Transaction",
            error: "TooMuchGas",
            section: "Priority operations, Initiation",
        },
        /// The transaction of an upgrade is the first of its batch.
        UpgradeTxIsFirst = "upgrade_tx_is_first" {
            kind: Require, theme: "upgrades", function: "Bootloader.processTx",
            error: "Protocol upgrade tx not first",
            section: "Upgrade transactions, Bootloader",
        },
        /// The transaction of an upgrade succeeds.
        UpgradeTxSucceeds = "upgrade_tx_succeeds" {
            kind: Require, theme: "upgrades", function: "Bootloader.processL1Tx",
            error: "Upgrade tx failed",
            section: "Upgrade transactions, Bootloader",
        },
        /// The hash of an upgrade is emitted before its transaction is executed.
        UpgradeHashEmittedBefore = "upgrade_hash_emitted_before" {
            kind: Rule, theme: "kernel", function: "Bootloader.processTx",
            section: "Upgrade transactions, Bootloader",
        },
        /// An upgrade is neither counted nor rolled into the hash of the priority operations.
        UpgradeStaysOutOfTheRollingHash = "upgrade_stays_out_of_the_rolling_hash" {
            kind: Rule, theme: "liveness", function: "Bootloader.processL1Tx",
            section: "Upgrade transactions, Bootloader",
        },
        /// No priority operation has a sender from the kernel space.
        SenderIsNotKernel = "sender_is_not_kernel" {
            kind: Require, theme: "kernel", function: "Bootloader.validateTypedTxStructure",
            error: "from in kernel space",
            section: "Security considerations",
        },
        /// The hash of a priority operation is taken before it is executed.
        OperationHashTakenBefore = "operation_hash_taken_before" {
            kind: Rule, theme: "kernel", function: "Bootloader.processL1Tx",
            section: "Why it doesn’t break on the previous version of the system",
        },
        /// A user log says of each priority operation how it ended.
        ResultIsLogged = "result_is_logged" {
            kind: Rule, theme: "refunds", function: "Bootloader.processL1Tx",
            section: "Priority operations, Bootloader",
        },
        /// A user withdraws no more than users hold.
        WithdrawalIsCovered = "withdrawal_is_covered" {
            kind: Require, theme: "refunds", function: "L2BaseToken.withdraw",
            error: "InsufficientFunds",
            section: "Deposits and Withdrawals",
        },
        /// The messages that the operator provides are those whose hashes were logged.
        MessagesAreThoseLogged = "messages_are_those_logged" {
            kind: Require, theme: "messages", function: "L1Messenger.publishPubdataAndClearState",
            error: "ReconstructionMismatch",
            section: "Long L2→L1 messages & bytecodes",
        },
        /// The root of the tree of user logs is that of the logs that were emitted.
        LogsTreeIsOfTheLogs = "logs_tree_is_of_the_logs" {
            kind: Require, theme: "messages", function: "L1Messenger.publishPubdataAndClearState",
            error: "ReconstructionMismatch",
            section: "L2→L1 communication",
        },
        /// A batch is committed on top of the last committed one.
        PreviousBatchIsLastCommitted = "previous_batch_is_last_committed" {
            kind: Require, theme: "batches", function: "Executor.commitBatchesSharedBridge",
            error: "BatchHashMismatch",
            section: "Batch commit",
        },
        /// A batch has no more than one system log with the hash of an upgrade.
        UpgradeLogStandsOnce = "upgrade_log_stands_once" {
            kind: Require, theme: "upgrades", function: "Executor._processL2Logs",
            error: "LogAlreadyProcessed",
            section: "Upgrade transactions, Bootloader",
        },
        /// The upgrade that a batch has executed is the one that is pending.
        UpgradeLogIsThePendingUpgrade = "upgrade_log_is_the_pending_upgrade" {
            kind: Require, theme: "upgrades", function: "Executor._processL2Logs",
            error: "TxHashMismatch",
            section: "Commit",
        },
        /// The first batch after an upgrade was initiated has executed one.
        UpgradeLogIsPresent = "upgrade_log_is_present" {
            kind: Require, theme: "upgrades", function: "Executor._processL2Logs",
            error: "MissingSystemLogs",
            section: "Commit",
        },
        /// A batch executes no upgrade unless one is due.
        NoUpgradeLogUnlessDue = "no_upgrade_log_unless_due" {
            kind: Require, theme: "upgrades", function: "Executor._processL2Logs",
            error: "MissingSystemLogs",
            section: "Commit",
        },
        /// The rolling hash that the operator claims is the one that the bootloader has logged.
        ClaimedHashIsLogged = "claimed_hash_is_logged" {
            kind: Require, theme: "operations", function: "Executor._commitOneBatch",
            error: "HashMismatch",
            section: "Batch commit",
        },
        /// The number of operations that the operator claims is the one that the bootloader has logged.
        ClaimedNumberIsLogged = "claimed_number_is_logged" {
            kind: Require, theme: "operations", function: "Executor._commitOneBatch",
            error: "ValueMismatch",
            section: "Batch commit",
        },
        /// The operations of a batch are the next ones of the queue (variant with checked commits).
        CommittedOperationsAreQueued = "committed_operations_are_queued" {
            kind: Require, theme: "operations", function: "Executor._commitOneBatch",
            error: "PriorityOperationsRollingHashMismatch",
            section: "Batch commit",
        },
        /// In priority mode a batch has an operation (variants with priority mode).
        PriorityModeBatchHasAnOperation = "priority_mode_batch_has_an_operation" {
            kind: Require, theme: "liveness", function: "Executor._commitOneBatch",
            error: "InvalidTxCountInPriorityMode",
            section: "Security considerations",
        },
        /// In priority mode a batch has no transaction of a user on L2 (variants with priority mode).
        PriorityModeBatchHasNoL2Tx = "priority_mode_batch_has_no_l2_tx" {
            kind: Require, theme: "liveness", function: "Executor._commitOneBatch",
            error: "InvalidTxCountInPriorityMode",
            section: "Security considerations",
        },
        /// No batch is verified that is not committed.
        VerifiesOnlyCommitted = "verifies_only_committed" {
            kind: Require, theme: "batches", function: "Executor.proveBatchesSharedBridge",
            error: "VerifiedBatchesExceedsCommittedBatches",
            section: "L2→L1 communication",
            compares: Less,
        },
        /// A proof is verified by the verifier of the rules under which its batch was committed.
        ProofIsOfItsRules = "proof_is_of_its_rules" {
            kind: Require, theme: "batches", function: "Executor._verifyProof",
            error: "InvalidProof",
            section: "L2→L1 communication",
        },
        /// A batch has a proof only if some run of the bootloader yields what it claims.
        ProofIsSound = "proof_is_sound" {
            kind: Require, theme: "batches", function: "Executor._verifyProof",
            error: "InvalidProof",
            section: "L2→L1 communication",
        },
        /// The queue has as many operations as a batch claims.
        QueueHasThatMany = "queue_has_that_many" {
            kind: Require, theme: "operations", function: "PriorityQueue.popFront",
            error: "QueueIsEmpty",
            section: "Batch execution",
        },
        /// The operator provides as many operations as the batch claims.
        ItemsAreAsMany = "items_are_as_many" {
            kind: Require, theme: "operations", function: "Executor._executeOneBatch",
            error: "MismatchNumberOfLayer1Txs",
            section: "Batch execution",
        },
        /// The rolling hash of the operations on L1 is the one that the batch claims.
        OperationsHashToTheClaim = "operations_hash_to_the_claim" {
            kind: Require, theme: "operations", function: "Executor._checkBatchData",
            error: "PriorityOperationsRollingHashMismatch",
            section: "Batch execution",
        },
        /// The path of the operations leads to the first that is not processed.
        PathStartsAtTheFirstUnprocessed = "path_starts_at_the_first_unprocessed" {
            kind: Require, theme: "operations", function: "PriorityTree.processBatch",
            error: "NotHistoricalRoot",
            section: "Batch execution",
        },
        /// The root that the operations and their path give is one that the tree has had.
        RootIsHistorical = "root_is_historical" {
            kind: Require, theme: "operations", function: "PriorityTree.processBatch",
            error: "NotHistoricalRoot",
            section: "Batch execution",
        },
        /// The operations of an executed batch leave the queue.
        OperationsLeaveTheQueue = "operations_leave_the_queue" {
            kind: Rule, theme: "operations", function: "Executor._executeOneBatch",
            section: "Batch execution",
        },
        /// No batch is executed that is not verified.
        ExecutesOnlyVerified = "executes_only_verified" {
            kind: Require, theme: "batches", function: "Executor.executeBatchesSharedBridge",
            error: "CantExecuteUnprovenBatches",
            section: "L2→L1 communication",
            compares: Less,
        },
        /// An upgrade is cleared once its batch is executed.
        UpgradeClearedOnceExecuted = "upgrade_cleared_once_executed" {
            kind: Rule, theme: "liveness", function: "Executor.executeBatchesSharedBridge",
            section: "Execute",
        },
        /// No executed batch is reverted.
        RevertKeepsExecuted = "revert_keeps_executed" {
            kind: Require, theme: "batches", function: "Executor.revertBatchesSharedBridge",
            error: "CantRevertExecutedBatch",
            section: "Revert",
        },
        /// When the batch of an upgrade is reverted, the upgrade is due again.
        UpgradeBatchResetWhenReverted = "upgrade_batch_reset_when_reverted" {
            kind: Rule, theme: "upgrades", function: "Executor.revertBatchesSharedBridge",
            section: "Revert",
        },
        /// When a batch above that of an upgrade is reverted, the upgrade stays committed.
        UpgradeBatchKeptWhenBelow = "upgrade_batch_kept_when_below" {
            kind: Rule, theme: "upgrades", function: "Executor.revertBatchesSharedBridge",
            section: "Revert",
        },
        /// An upgrade starts only once the previous one is executed.
        PreviousUpgradeIsFinalized = "previous_upgrade_is_finalized" {
            kind: Require, theme: "upgrades", function: "BaseZkSyncUpgrade._setNewProtocolVersion",
            group: "no_parallel_upgrades",
            error: "PreviousUpgradeNotFinalized",
            section: "Upgrade transactions, Initiation",
        },
        /// An upgrade starts only while no batch stands for the previous one.
        PreviousUpgradeIsCleaned = "previous_upgrade_is_cleaned" {
            kind: Require, theme: "upgrades", function: "BaseZkSyncUpgrade._setNewProtocolVersion",
            group: "no_parallel_upgrades",
            error: "PreviousUpgradeNotCleaned",
            section: "Upgrade transactions, Initiation",
            backstop: "upgrade_batch_has_the_upgrade",
        },
        /// A patch brings no transaction of its own (in repaired variants but for one that is pending and in no batch).
        PatchSetsNoUpgradeTx = "patch_sets_no_upgrade_tx" {
            kind: Require, theme: "upgrades", function: "BaseZkSyncUpgrade._setL2SystemContractUpgrade",
            error: "PatchCantSetUpgradeTxn",
            section: "Upgrade transactions, Initiation",
        },
        /// The verifier changes only while every committed batch is executed (variant that drains first).
        NothingCommittedAtNewVerifier = "nothing_committed_at_new_verifier" {
            kind: Require, theme: "batches", function: "BaseZkSyncUpgrade._setVerifier",
            error: "BatchesNotExecuted",
            section: "Upgrade transactions, Initiation",
        },
        /// What is committed and not proven is reverted when the verifier changes (repaired variants).
        UnprovenRevertedAtNewVerifier = "unproven_reverted_at_new_verifier" {
            kind: Rule, theme: "batches", function: "BaseZkSyncUpgrade._setVerifier",
            section: "Upgrade transactions, Initiation",
        },
        /// Priority mode begins only while an operation waits (variants with priority mode).
        OperationWaits = "operation_waits" {
            kind: Require, theme: "liveness", function: "Admin.activatePriorityMode",
            error: "PriorityOpsRequestTimestampMissing",
            section: "Security considerations",
            compares: Less,
        },
        /// Priority mode begins only once the first operation has waited for too long (variants with priority mode).
        OperationIsOverdue = "operation_is_overdue" {
            kind: Require, theme: "liveness", function: "Admin.activatePriorityMode",
            error: "PriorityModeActivationTooEarly",
            section: "Security considerations",
        },
        /// In priority mode whoever commits a batch proves and executes it at once (variants with priority mode).
        SettlesAtOnceInPriorityMode = "settles_at_once_in_priority_mode" {
            kind: Require, theme: "liveness", function: "Executor.commitBatchesSharedBridge",
            error: "Unauthorized",
            section: "Security considerations",
        },
        /// The failure of a deposit is proven in a batch that is executed.
        FailureIsFinal = "failure_is_final" {
            kind: Require, theme: "refunds", function: "MessageVerification._proveL2LogInclusion",
            error: "BatchNotExecuted",
            section: "Priority operations, Bootloader",
        },
        /// The failure of a deposit is proven by its log.
        FailureIsLogged = "failure_is_logged" {
            kind: Require, theme: "refunds", function: "L1Nullifier.bridgeRecoverFailedTransfer",
            error: "InvalidProof",
            section: "Priority operations, Bootloader",
        },
        /// The deposit that is refunded was made, and is not refunded yet.
        DepositIsRecorded = "deposit_is_recorded" {
            kind: Require, theme: "refunds", function: "L1Nullifier.bridgeRecoverFailedTransfer",
            error: "DepositDoesNotExist",
            section: "Priority operations",
        },
        /// A refund clears the record of its deposit.
        DepositClearedOnce = "deposit_cleared_once" {
            kind: Rule, theme: "refunds", function: "L1Nullifier.bridgeRecoverFailedTransfer",
            section: "Priority operations",
        },
        /// The withdrawal is not finalised yet.
        WithdrawalFinalizedOnce = "withdrawal_finalized_once" {
            kind: Require, theme: "refunds", function: "L1Nullifier.finalizeDeposit",
            error: "WithdrawalAlreadyFinalized",
            section: "Deposits and Withdrawals",
            strict: "one withdrawal that is finalised stands for all that are equal",
        },
        /// The message of a withdrawal is proven in a batch that is executed.
        WithdrawalIsFinal = "withdrawal_is_final" {
            kind: Require, theme: "messages", function: "MessageVerification._proveL2LogInclusion",
            error: "BatchNotExecuted",
            section: "L2→L1 communication",
        },
        /// The message of a withdrawal is proven by its log.
        WithdrawalIsLogged = "withdrawal_is_logged" {
            kind: Require, theme: "messages", function: "L1Nullifier.finalizeDeposit",
            error: "InvalidProof",
            section: "L2→L1 communication",
        },
        /// An operation that is requested stands in the queue.
        OperationIsQueued = "operation_is_queued" {
            kind: Effect, theme: "refunds", function: "Mailbox._writePriorityOp",
            section: "Priority operations, Initiation",
            amiss: [Again],
        },
        /// Who has deposited is remembered, beside those before.
        DepositIsRemembered = "deposit_is_remembered" {
            kind: Effect, theme: "refunds", function: "L1Nullifier.bridgehubConfirmL2TransactionForwarded",
            section: "Priority operations",
            amiss: [Overwriting],
        },
        /// What is deposited is locked on L1.
        DepositIsLocked = "deposit_is_locked" {
            kind: Effect, theme: "refunds", function: "L1NativeTokenVault.bridgeBurn",
            section: "Deposits and Withdrawals",
            amiss: [Again],
        },
        /// A deposit that succeeds on L2 is minted there.
        DepositIsMinted = "deposit_is_minted" {
            kind: Effect, theme: "refunds", function: "L2BaseToken.mint",
            section: "Deposits and Withdrawals",
            amiss: [Again],
        },
        /// What is withdrawn is burned on L2.
        WithdrawalIsBurned = "withdrawal_is_burned" {
            kind: Effect, theme: "refunds", function: "L2BaseToken.withdraw",
            section: "Deposits and Withdrawals",
            amiss: [Again],
        },
        /// What was burned on L2 is said to L1.
        WithdrawalIsSent = "withdrawal_is_sent" {
            kind: Effect, theme: "refunds", function: "L2BaseToken.withdraw",
            section: "Deposits and Withdrawals",
            amiss: [Again],
        },
        /// What an executed batch says can be proven on L1, beside what those before it say.
        LogsAreStored = "logs_are_stored" {
            kind: Effect, theme: "refunds", function: "Executor._executeOneBatch",
            section: "L2→L1 communication",
            amiss: [Again, Overwriting],
        },
        /// A withdrawal that is finalised is marked as used.
        WithdrawalIsUsed = "withdrawal_is_used" {
            kind: Effect, theme: "refunds", function: "L1Nullifier.finalizeDeposit",
            section: "Deposits and Withdrawals",
            amiss: [Again],
        },
        /// What is withdrawn is released on L1.
        WithdrawalIsReleased = "withdrawal_is_released" {
            kind: Effect, theme: "refunds", function: "L1Nullifier.finalizeDeposit",
            section: "Deposits and Withdrawals",
            amiss: [Again],
        },
        /// What a failed deposit has locked is released.
        RefundIsReleased = "refund_is_released" {
            kind: Effect, theme: "refunds", function: "L1Nullifier.bridgeRecoverFailedTransfer",
            section: "Priority operations",
            amiss: [Again],
        },
    }
}

/// The mutants that are known to break no property, in the order of the guards.
pub(super) const SURVIVORS: &[Survivor] = &[
    Survivor {
        mutant: "operation_hash_taken_before",
        implied_by: &["sender_is_not_kernel"],
        reason: "No priority operation can replace `Keccak256` while its own hash is still to be taken.",
    },
    Survivor {
        mutant: "upgrade_log_stands_once",
        implied_by: &["upgrade_tx_is_first"],
        reason: "The bootloader executes one upgrade in a batch; a batch that claims another has no proof.",
    },
    Survivor {
        mutant: "no_upgrade_log_unless_due",
        implied_by: &["upgrade_hash_emitted_before"],
        reason: "Where no upgrade is due, a log passes only with the hash of nothing, which no transaction has.",
    },
    Survivor {
        mutant: "claimed_number_is_logged",
        implied_by: &["operations_hash_to_the_claim"],
        reason: "As many operations as are claimed are hashed, and fewer or more give another rolling hash.",
    },
    Survivor {
        mutant: "queue_has_that_many",
        implied_by: &["operations_hash_to_the_claim"],
        reason: "The operations that are missing would be missing in the rolling hash.",
    },
    Survivor {
        mutant: "items_are_as_many",
        implied_by: &["operations_hash_to_the_claim"],
        reason: "The bootloader counts what it rolls into the hash, so fewer or more give another hash.",
    },
    Survivor {
        mutant: "previous_upgrade_is_cleaned",
        implied_by: &["previous_upgrade_is_finalized"],
        reason: "A batch stands for an upgrade only while that upgrade is pending.",
    },
];
