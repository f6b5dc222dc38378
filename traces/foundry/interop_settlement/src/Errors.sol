// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// The errors that a refused action reverts with. Exported tests compare the selector alone, so your own contracts'
// errors may take other arguments: put their declarations here, or import them.

error MessageRootIsZero();
error BatchNotCommitted(uint256 batchNumber);
error InteropRootAlreadyExists();
error RootNotAttested();
error InvalidInteropRoot();
error BundleAlreadyProcessed();
error InvalidTeeProof();
error DependencyNotLocked();
error LockedBlocksMissing();
error InvalidMessageRoot();
error VerifiedBatchesExceedsCommittedBatches();
error InvalidProof();
error CantExecuteUnprovenBatches();
error TooManyChains(uint256 most, uint256 actual);
error DependencyNotExecuted(uint256 chain, uint256 batchNumber);
error LocalRootNotExtended(uint256 chain, uint256 batchNumber);
error RevertedBatchNotAfterNewLastBatch();
error TimeoutNotReached(uint256 required, uint256 actual);
