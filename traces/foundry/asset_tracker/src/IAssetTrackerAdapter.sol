// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// What an exported test of system `asset_tracker` asks of the contracts under test: one function for each action, one
// getter for each book. ADAPTER.md says how to write an adapter.

// Chain ids of the tests. A native token is A's.
uint256 constant L1 = 1;
uint256 constant GATEWAY = 9;
uint256 constant A = 10;
uint256 constant B = 11;
uint256 constant C = 12;

// What stands for all there can be of an asset.
uint256 constant MAX = type(uint256).max;

enum Asset {
    L1Token,
    BaseToken,
    NativeToken,
    MaliciousNativeToken
}

/// What a chain, or Gateway, runs.
enum Party {
    Honest,
    ZkCompromised,
    CompletelyCompromised
}

/// What came before the test: nothing; a time on the Gateway from before v31; or the test starts before v31.
enum History {
    SinceV31,
    Upgraded,
    BeforeV31
}

struct ChainStart {
    uint256 chainId;
    Party party;
    bool startsOnGateway;
}

/// Departures from the document that mend it, all false in the document's own design.
struct Design {
    /// Interop is credited on Gateway once the recipient has executed it there.
    bool pendingInterop;
    /// What is sent to a chain that is not on Gateway is paid on L1, and what is pending comes home with its balance.
    bool nothingStranded;
    /// On L1 an asset skips migration only while the chain settles on Gateway.
    bool skipOnGateway;
    /// A layer loses its whitelisting only once every balance has come home from it.
    bool returnBeforeWithdrawal;
    /// A pause that was announced to Gateway lasts until the chain is home.
    bool pauseUntilHome;
    /// Gateway is told of a pause once it is in effect, not when it is announced.
    bool toldWhenPaused;
}

/// How a test begins.
struct World {
    Asset asset;
    ChainStart[] chains;
    /// Gateway proves what it likes: from the start, or once it has lost its whitelisting.
    bool gatewayStartsCompromised;
    History history;
    Design design;
    /// Chains commit a batch some time before it is executed (`sealBatch`); else at once.
    bool commitsBatches;
    /// Gateway's batch waits for `settleGatewayBatch`; else it is settled after each message.
    bool settlesGatewayBatches;
    /// The untrusted code that a deposit reaches once it is booked: the asset's own, that of an attacker's token.
    bool reachesToken;
    bool reachesOtherToken;
    /// What a deposit reaches then: code in the mailbox of the receiving chain.
    bool reachesMailbox;
    /// What a payment reaches: the asset's own code, or the receiver's.
    bool reachesReceiver;
    /// A chain that upgrades to v31 does not know how much of its base token there is, until it is told.
    bool backfillsBaseToken;
    /// How many steps after it was announced a pause takes effect, and its chain may leave.
    uint256 pauseWindow;
    uint256 migrationWindow;
    /// How many steps Gateway's clock may fall behind that of L1.
    uint256 gatewayLag;
}

/// Which message is submitted.
enum Source {
    /// One that has not been used.
    Open,
    /// One from the time before v31 that has not been used.
    Old,
    /// One that has been used.
    Used,
    /// One that a malicious chain forged in a batch of its own on L1.
    Forged,
    /// Forged by a malicious Gateway in a batch of now, for one of the chain since v31.
    VouchedSinceV31,
    /// The same for a batch of the chain from before v31.
    VouchedBeforeV31,
    /// Forged under an old root of Gateway that has been replaced.
    VouchedRewritten,
    /// Forged by the chain itself on the old Gateway before v31.
    VouchedOwn,
    /// Forged by the other chain, through which the proof leads.
    VouchedDeeper
}

/// A withdrawal or the failure of a deposit: from `chainId`, proven on `layer` (L1 or GATEWAY).
struct Payment {
    uint256 chainId;
    uint256 layer;
    uint256 amount;
    Source source;
}

/// What a chain's batch says.
enum BatchKind {
    None,
    Withdrawal,
    Interop,
    InteropExecuted,
    Status,
    Totals
}

/// When a chain says that it upgraded to v31.
enum V31BatchNumber {
    Zero,
    Placeholder,
    Honest,
    TooLow,
    TooHigh
}

/// A getter returns one word. A difference of two totals is an `int256` in it, a flag is 0 or 1, a chain its id.
///
/// `script` says what untrusted code does that the call reaches, as Script.sol has it; empty, it does nothing.
interface IAssetTrackerAdapter {
    // The beginning.
    function start(World calldata world) external;

    // Users on L1 and relayers of payments.
    function deposit(uint256 chainId, uint256 amount, bytes[] calldata script) external;
    function depositLegacyErc20Bridge(uint256 chainId, uint256 amount, bytes[] calldata script) external;
    function depositOtherToken(uint256 chainId, bytes[] calldata script) external;
    function finalizeWithdrawal(Payment calldata message, bytes[] calldata script) external;
    function claimFailedDeposit(Payment calldata message, bytes[] calldata script) external;
    function claimFailedDepositLegacy(Payment calldata message, bytes[] calldata script) external;

    // Relayers of migration messages, of what the chain or Gateway has proven, or of what somebody has forged.
    function receiveL1ToGatewayMigration(uint256 chainId) external;
    function receiveForgedL1ToGatewayMigration(uint256 sender, uint256 chainId, int256 amountToKeep, bool belowMax, uint256 number) external;
    function receiveGatewayToL1Migration(uint256 chainId) external;
    function receiveForgedGatewayToL1Migration(uint256 sender, uint256 chainId, uint256 amount, uint256 number) external;
    function confirmMigration(uint256 chainId, bool success, bool earlier) external;
    function finalizeMigrationFromGateway(uint256 chainId) external;

    // Admins and governance.
    function pauseDeposits(uint256 chainId) external;
    function unpauseDeposits(uint256 chainId) external;
    function requestPauseDepositsForChainOnGateway(uint256 chainId) external;
    function migrateToGateway(uint256 chainId) external;
    function migrateFromGateway(uint256 chainId) external;
    function leaveOldGateway(uint256 chainId) external;
    function initializeL1V31Upgrade() external;
    function registerLegacyToken() external;
    function saveV31UpgradeBatch(uint256 chainId, V31BatchNumber number) external;
    function whitelistSettlementLayer() external;
    function withdrawWhitelisting() external;
    function setZksyncOsPreV31TotalSupply(uint256 chainId) external;

    // A step of L1's clock, which Gateway's makes too unless it may fall behind any farther; and one of Gateway's alone.
    function passTime() external;
    function catchUp() external;

    // Gateway.
    function executeInboxTx(uint256 chainId, bool success) external;
    function initiateGatewayToL1Migration(uint256 chainId) external;
    function settleGatewayBatch() external;

    // A chain, its users and its operator.
    function executePriorityTx(uint256 chainId, bool success) external;
    function withdraw(uint256 chainId, uint256 amount) external;
    function sendInterop(uint256 chainId, uint256 to, uint256 amount) external;
    // On `chainId`, a bundle that was sent to `to`.
    function claimInterop(uint256 chainId, uint256 to, uint256 amount, Source source) external;
    function initiateL1ToGatewayMigration(uint256 chainId) external;
    function mintNative(uint256 amount) external;
    function sealBatch(uint256 chainId) external;
    function settleBatch(uint256 chainId) external;
    function executeChainBatch(uint256 chainId) external;

    // Malicious parties. `by` is 0 for code that is nobody's.
    function settleForgedBatch(uint256 chainId, BatchKind kind, uint256 amount) external;
    function relayForgedBaseToken(uint256 chainId, uint256 amount) external;
    function settleForgedGatewayBatch(bool rewrites) external;
    function consumeBalanceChange(uint256 by, uint256 chainId) external;

    // Books of L1.
    function isAssetRegistered() external view returns (uint256);
    function l1ChainBalance(uint256 chainId) external view returns (uint256);
    function legacyChainBalance(uint256 chainId) external view returns (uint256);
    function l1AssetMigrationNumber(uint256 chainId) external view returns (uint256);
    function l1DepositedMinusClaimed(uint256 chainId) external view returns (uint256);
    function isGatewayWhitelisted() external view returns (uint256);
    function settlementLayer(uint256 chainId) external view returns (uint256);
    function l1MigrationNumber(uint256 chainId) external view returns (uint256);
    function isMigrationInProgress(uint256 chainId) external view returns (uint256);
    function migrationHappened(uint256 chainId) external view returns (uint256);
    function l1DepositsPaused(uint256 chainId) external view returns (uint256);
    function v31UpgradeChainBatchNumber(uint256 chainId) external view returns (V31BatchNumber);

    // Priority operations that the chain has not executed, the next one first, and what each is.
    function priorityQueueLength(uint256 chainId) external view returns (uint256);
    function priorityOperationIsConfirmation(uint256 chainId, uint256 index) external view returns (uint256);
    function priorityOperationValue(uint256 chainId, uint256 index) external view returns (uint256);
    function priorityOperationIsViaGateway(uint256 chainId, uint256 index) external view returns (uint256);
    function priorityOperationIsForwarded(uint256 chainId, uint256 index) external view returns (uint256);

    // Messages that are provable on L1 and not used, by layer and amount; and those of migrations.
    function withdrawalsToPay(uint256 chainId, uint256 layer, uint256 amount) external view returns (uint256);
    function oldWithdrawalsToPay(uint256 chainId, uint256 amount) external view returns (uint256);
    function failedDepositsToRefund(uint256 chainId, uint256 layer, uint256 amount) external view returns (uint256);
    function totalsNumber(uint256 chainId) external view returns (uint256);
    function totalsWithdrawnMinusSuccessful(uint256 chainId) external view returns (uint256);
    function returnedNumber(uint256 chainId) external view returns (uint256);
    function returnedAmount(uint256 chainId) external view returns (uint256);
    function hasLeftGateway(uint256 chainId) external view returns (uint256);
    /// 0: none, 1: success, 2: failure.
    function migrationStatus(uint256 chainId) external view returns (uint256);

    // Books of Gateway.
    function gatewayChainBalance(uint256 chainId) external view returns (uint256);
    function gatewayPendingInteropBalance(uint256 chainId) external view returns (uint256);
    function gatewayAssetMigrationNumber(uint256 chainId) external view returns (uint256);
    function gatewayMigrationNumber(uint256 chainId) external view returns (uint256);
    function settlesOnGateway(uint256 chainId) external view returns (uint256);
    function gatewayDepositsPaused(uint256 chainId) external view returns (uint256);
    function inboxLength(uint256 chainId) external view returns (uint256);
    /// 1: deposit, 2: service transaction, 3: confirmation of a migration, 4: the chain arrives, 5: pause.
    function inboxTxKind(uint256 chainId, uint256 index) external view returns (uint256);
    function inboxTxAmount(uint256 chainId, uint256 index) external view returns (uint256);
    function unsettledWithdrawals(uint256 chainId, uint256 amount) external view returns (uint256);
    function unsettledFailedDeposits(uint256 chainId, uint256 amount) external view returns (uint256);

    // Books of a chain.
    function supply(uint256 chainId) external view returns (uint256);
    function l2ChainBalance(uint256 chainId) external view returns (uint256);
    function l2AssetMigrationNumber(uint256 chainId) external view returns (uint256);
    function l2WithdrawnMinusSuccessful(uint256 chainId) external view returns (uint256);
    function isPreV31SupplySaved(uint256 chainId) external view returns (uint256);
    function isPreV31SupplyToFillIn(uint256 chainId) external view returns (uint256);
    function interopToClaim(uint256 chainId, uint256 amount) external view returns (uint256);
    function batchKind(uint256 chainId) external view returns (BatchKind);
    function batchAmount(uint256 chainId) external view returns (uint256);
    function isBatchCommitted(uint256 chainId) external view returns (uint256);
}
