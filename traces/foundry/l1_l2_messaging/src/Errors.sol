// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// The errors that a refused action reverts with. Exported tests compare the selector alone, so your own contracts'
// errors may take other arguments: put their declarations here, or import them.

error TooMuchGas();
error InsufficientFunds(uint256 required, uint256 actual);
error ReconstructionMismatch(uint8 field, bytes32 expected, bytes32 actual);
error BatchHashMismatch(bytes32 expected, bytes32 actual);
error LogAlreadyProcessed(uint8 key);
error TxHashMismatch();
error MissingSystemLogs(uint256 expected, uint256 actual);
error HashMismatch(bytes32 expected, bytes32 actual);
error ValueMismatch(uint256 expected, uint256 actual);
error PriorityOperationsRollingHashMismatch();
error InvalidTxCountInPriorityMode(uint256 l2TxCount, uint256 l1TxCount);
error VerifiedBatchesExceedsCommittedBatches();
error InvalidProof();
error QueueIsEmpty();
error MismatchNumberOfLayer1Txs(uint256 expected, uint256 actual);
error NotHistoricalRoot(bytes32 root);
error CantExecuteUnprovenBatches();
error CantRevertExecutedBatch();
error PreviousUpgradeNotFinalized(bytes32 txHash);
error PreviousUpgradeNotCleaned();
error PatchCantSetUpgradeTxn();
error BatchesNotExecuted();
error PriorityOpsRequestTimestampMissing(uint256 operation);
error PriorityModeActivationTooEarly(uint256 earliest, uint256 now_);
error Unauthorized(address caller);
error BatchNotExecuted(uint256 batchNumber);
error DepositDoesNotExist();
error WithdrawalAlreadyFinalized();

// The bootloader asserts with a text. An adapter reverts with the text as a name.
error ProtocolUpgradeTxNotFirst();
error UpgradeTxFailed();
error FromInKernelSpace();
