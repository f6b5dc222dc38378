// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// What an exported test of system `l1_l2_messaging` asks of the contracts under test: one function for each action, one
// getter for each book. ADAPTER.md says how to write an adapter.

/// Departures from the document that mend it, all false in the document's own design.
struct Design {
    /// The verifier changes only while every committed batch is executed.
    bool waitsUntilDrained;
    /// What is committed and not proven is reverted when the verifier changes.
    bool revertsUnproven;
    /// A batch is committed only if its operations are the next ones of the queue.
    bool checksCommits;
    /// Anybody may settle batches once an operation has waited for too long.
    bool hasPriorityMode;
    /// A patch may replace the transaction of an upgrade that is pending and in no batch.
    bool replacesUpgrades;
}

/// How a test begins: nothing has happened yet.
struct World {
    /// L1 computes the rolling hash, and the circuits the tree of user logs; else L2 computes both.
    bool beforeBoojum;
    /// Operations are kept in a priority tree; else in a queue.
    bool priorityTree;
    Design design;
}

/// What an operator puts into the memory of the bootloader.
enum TxKind {
    /// Type 255: the operation of that number, or one that will have it.
    Priority,
    /// Type 255: a deposit that nobody has requested.
    ForgedDeposit,
    /// Type 255 with a sender from the kernel space: it would replace the `Keccak256` precompile.
    ForgedKernelOperation,
    /// Type 254: the transaction of the upgrade to that version.
    Upgrade,
    /// Type 254: one that nobody has initiated, which replaces the `Keccak256` precompile.
    ForgedUpgrade,
    /// A user on L2 withdraws one unit.
    Withdrawal
}

struct Transaction {
    TxKind kind;
    uint256 number;
    /// Whether its execution succeeds.
    bool succeeds;
}

/// What an operator says of the batch that it has built.
enum Claim {
    AsComputed,
    /// Another rolling hash than the one that the bootloader has logged.
    OtherHash,
    /// That no operations were processed.
    OtherNumber,
    /// A tree of user logs with a withdrawal that nobody has made, and in which every operation has failed.
    ForgedLogs,
    /// Other messages than those that were sent.
    OtherMessages
}

/// The system logs of an upgrade in a batch that no run of the bootloader yields.
enum UpgradeLogs {
    AsDue,
    Twice,
    /// One with the hash of nothing.
    Zero
}

/// The operations that an operator provides, where there is a priority tree.
enum Items {
    /// Those whose hashes the batch claims.
    Claimed,
    /// As many that stand in the tree at the place of the path.
    InTree,
    Nothing
}

/// Which withdrawal is proven.
enum Source {
    /// One that is not finalised, in a batch that is executed.
    Sent,
    /// One in a batch that is committed and not executed.
    Committed,
    /// One that is finalised.
    Used,
    /// One that nobody has made.
    Forged
}

/// A getter returns one word. A flag is 0 or 1; a set of operations has a bit for each, the first one the lowest.
///
/// An operation deposits one unit, and a withdrawal takes one. Operations are counted from 0, versions from 0, and
/// committed batches from the one that is executed next, which is 0.
interface IL1L2MessagingAdapter {
    function start(World calldata world) external;

    // Users on L1, and governance.
    function requestL2Transaction(bool fits) external;
    function claimFailedDeposit(uint256 operation, bool inExecutedBatch) external;
    function finalizeWithdrawal(Source source) external;
    /// The next version, by a transaction that works or one that can only fail.
    function upgrade(bool works) external;
    /// Another verifier, and with it no transaction or one that works.
    function patch(bool withTransaction) external;

    // The operator builds a batch, and settles what it has built.
    function processTx(Transaction calldata transaction) external;
    function dropBatch() external;
    function commitBatches(Claim claim) external;
    /// A batch without operations that no run of the bootloader yields, from the state that the last batch ends with to
    /// the version that is due. Its user logs have a withdrawal that nobody has made, and say that the first operation of
    /// the queue has failed.
    function commitForgedBatch(UpgradeLogs logs, bool withWithdrawal, bool withFailure) external;
    function proveBatches() external;
    function executeBatches() external;
    function executeBatchesWithPath(uint256 first, Items items) external;
    /// So many committed batches stay.
    function revertBatches(uint256 kept) external;
    /// The last executed batch is to be reverted too.
    function revertExecutedBatch() external;

    // Priority mode. `passTime` makes the first operation of the queue overdue, and no later one.
    function passTime() external;
    function activatePriorityMode() external;
    function deactivatePriorityMode() external;
    function settleBatches() external;

    // Books of L1: the queue, the upgrade, and what is executed.
    function totalPriorityTxs() external view returns (uint256);
    function firstUnprocessedPriorityTx() external view returns (uint256);
    function isPriorityMode() external view returns (uint256);
    function protocolVersion() external view returns (uint256);
    function protocolPatch() external view returns (uint256);
    /// The version that the pending upgrade brings; 0 if none is pending.
    function pendingUpgrade() external view returns (uint256);
    /// Which of the committed batches has the pending upgrade, counted from 1; 0 if none has.
    function upgradeBatch() external view returns (uint256);
    function hasExecutedBatch() external view returns (uint256);
    function executedSystemVersion() external view returns (uint256);
    function executedSupply() external view returns (uint256);

    // The batches that are committed and not executed, and what each claims.
    function committedBatches() external view returns (uint256);
    function verifiedBatches() external view returns (uint256);
    function batchNumberOfLayer1Txs(uint256 batch) external view returns (uint256);
    function batchProtocolVersion(uint256 batch) external view returns (uint256);
    function batchPatch(uint256 batch) external view returns (uint256);
    function batchSystemVersion(uint256 batch) external view returns (uint256);
    function batchSupply(uint256 batch) external view returns (uint256);
    function batchSucceeded(uint256 batch) external view returns (uint256);
    function batchFailed(uint256 batch) external view returns (uint256);
    function batchWithdrawals(uint256 batch) external view returns (uint256);
    function batchHasForgedWithdrawal(uint256 batch) external view returns (uint256);

    // What can be proven on L1, and what was paid.
    function provableSuccesses() external view returns (uint256);
    function provableFailures() external view returns (uint256);
    function withdrawalsToFinalize() external view returns (uint256);
    function isForgedWithdrawalProvable() external view returns (uint256);
    function depositHappened() external view returns (uint256);
    function refundedDeposits() external view returns (uint256);
    function hasFinalizedWithdrawal() external view returns (uint256);
    function locked() external view returns (uint256);

    // The batch that the operator is building.
    function openTransactions() external view returns (uint256);
    function openNumberOfLayer1Txs() external view returns (uint256);
    function openUpgradeLogs() external view returns (uint256);
    function openSystemVersion() external view returns (uint256);
    function openSupply() external view returns (uint256);
}
