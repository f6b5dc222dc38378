// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// The errors that a refused action reverts with. Exported tests compare the selector alone, so your own contracts'
// errors may take other arguments: put their declarations here, or import them.

error Reentrancy();
error AssetIdNotRegistered(bytes32 assetId);
error AssetAlreadyRegistered(bytes32 assetId);
error AssetNotMigratedFromNTV(bytes32 assetId);
error ChainBalanceMustBeZeroBeforeMigration();
error InsufficientChainBalance(uint256 chainId, bytes32 assetId, uint256 amount);
error InsufficientPendingInteropBalance(uint256 chainId, bytes32 assetId, uint256 amount);
error TransientBalanceChangeAlreadySet(bytes32 assetId, uint256 amount);
error OnlyWhitelistedSettlementLayer(address caller);
error NotHyperchain(address caller);
error WithdrawalAlreadyFinalized();
error DepositDoesNotExist();
error DepthMoreThanOneForRecursiveMerkleProof();
error InvalidSettlementLayerForBatch(uint256 chainId, uint256 batchNumber);
error InvalidProof();
error NonConsecutiveBatchNumber(uint256 chainId, uint256 batchNumber);
error V31UpgradeChainBatchNumberNotSet(uint256 chainId);
error InvalidAssetMigrationNumber();
error InvalidChainMigrationNumber(uint256 expected, uint256 number);
error InvalidWithdrawalChainId();
error NotMigratedChain();
error AmountToKeepOnL1NotUint256();
error InvalidMigrationAmount();
error DepositsAlreadyPaused();
error DepositsNotPaused();
error DepositsPaused();
error MigrationInProgress();
error AlreadyMigrated();
error PriorityQueueNotFullyProcessed();
error NotAllBatchesExecuted();
error NotAllChainsOnL1();
error SLNotWhitelisted();
error SLHasDifferentCTM();
error ChainNotReadyForMigration(uint256 chainId);
error IteratedMigrationsNotSupported();
error MigrationNumberMismatch(uint256 expected, uint256 number);
error InvalidCanonicalTxHash(bytes32 txHash);
error TokenBalanceNotMigratedToGateway(bytes32 assetId, uint256 stored, uint256 number);
error OnlyGatewaySettlementLayer();
error ERC20InsufficientBalance(uint256 supply, uint256 amount);
error ERC20ExceededCap(uint256 supply, uint256 cap);
error NotInGatewayMode();
error WrongDestinationChainId(bytes32 bundleHash, uint256 expected, uint256 actual);
error BundleAlreadyProcessed(bytes32 bundleHash);
error CommitBasedInteropNotSupported();
error CannotClaimInteropOnL1Settlement();
error BaseTokenTotalSupplyBackfillNotNeeded();
error BaseTokenTotalSupplyBackfillRequired();

