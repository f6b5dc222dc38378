// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {IL1L2MessagingAdapter} from "../IL1L2MessagingAdapter.sol";
import {Executor} from "./Executor.sol";
import {Batch, StateRoot} from "./Types.sol";

/// The getters of the adapter.
abstract contract Books is IL1L2MessagingAdapter, Executor {
    uint256 internal refunded;
    bool internal finalized;

    function _flag(bool _isSet) private pure returns (uint256) {
        return _isSet ? 1 : 0;
    }

    /// One that is not there reads 0 everywhere.
    function _batch(uint256 _index) private view returns (Batch memory batch) {
        if (_index < committed.length) batch = committed[_index];
    }

    function _openRoot() private view returns (StateRoot memory) {
        return open.transactions > 0 ? open.root : _lastRoot();
    }

    function totalPriorityTxs() external view returns (uint256) {
        return requested;
    }

    function firstUnprocessedPriorityTx() external view returns (uint256) {
        return processed;
    }

    function isPriorityMode() external view returns (uint256) {
        return _flag(priorityMode);
    }

    function protocolVersion() external view returns (uint256) {
        return version;
    }

    function protocolPatch() external view returns (uint256) {
        return patches;
    }

    function pendingUpgrade() external view returns (uint256) {
        return pendingVersion;
    }

    function upgradeBatch() external view returns (uint256) {
        return upgradeBatchNumber;
    }

    function hasExecutedBatch() external view returns (uint256) {
        return _flag(hasExecuted);
    }

    function executedSystemVersion() external view returns (uint256) {
        return executedRoot.systemVersion;
    }

    function executedSupply() external view returns (uint256) {
        return executedRoot.supply;
    }

    function committedBatches() external view returns (uint256) {
        return committed.length;
    }

    function verifiedBatches() external view returns (uint256) {
        return verified;
    }

    function batchNumberOfLayer1Txs(uint256 _index) external view returns (uint256) {
        return _batch(_index).numberOfLayer1Txs;
    }

    function batchProtocolVersion(uint256 _index) external view returns (uint256) {
        return _batch(_index).version;
    }

    function batchPatch(uint256 _index) external view returns (uint256) {
        return _batch(_index).patch;
    }

    function batchSystemVersion(uint256 _index) external view returns (uint256) {
        return _batch(_index).root.systemVersion;
    }

    function batchSupply(uint256 _index) external view returns (uint256) {
        return _batch(_index).root.supply;
    }

    function batchSucceeded(uint256 _index) external view returns (uint256) {
        return _batch(_index).logs.succeeded;
    }

    function batchFailed(uint256 _index) external view returns (uint256) {
        return _batch(_index).logs.failed;
    }

    function batchWithdrawals(uint256 _index) external view returns (uint256) {
        return _batch(_index).logs.withdrawals;
    }

    function batchHasForgedWithdrawal(uint256 _index) external view returns (uint256) {
        return _flag(_batch(_index).logs.hasForgedWithdrawal);
    }

    function provableSuccesses() external view returns (uint256) {
        return provable.succeeded;
    }

    function provableFailures() external view returns (uint256) {
        return provable.failed;
    }

    function withdrawalsToFinalize() external view returns (uint256) {
        return provable.withdrawals;
    }

    function isForgedWithdrawalProvable() external view returns (uint256) {
        return _flag(provable.hasForgedWithdrawal);
    }

    function depositHappened() external view returns (uint256) {
        return recorded;
    }

    function refundedDeposits() external view returns (uint256) {
        return refunded;
    }

    function hasFinalizedWithdrawal() external view returns (uint256) {
        return _flag(finalized);
    }

    function locked() external view returns (uint256) {
        return lockedAmount;
    }

    function openTransactions() external view returns (uint256) {
        return open.transactions;
    }

    function openNumberOfLayer1Txs() external view returns (uint256) {
        return open.numberOfLayer1Txs;
    }

    function openUpgradeLogs() external view returns (uint256) {
        return open.upgradeLogs.length;
    }

    function openSystemVersion() external view returns (uint256) {
        return _openRoot().systemVersion;
    }

    function openSupply() external view returns (uint256) {
        return _openRoot().supply;
    }
}
