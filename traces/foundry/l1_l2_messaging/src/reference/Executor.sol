// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Claim, Items} from "../IL1L2MessagingAdapter.sol";
import {Bootloader} from "./Bootloader.sol";
import {Batch, Run, UserLogs, idOf, operationHash, rolled, upgradeHash} from "./Types.sol";

/// `Mailbox` and `Executor` facets: operations are requested; batches are committed, proven, executed and reverted.
///
/// A proof is a flag: some run of the bootloader yields what the batch claims. A path in the priority tree is the number
/// of its first leaf.
abstract contract Executor is Bootloader {
    uint256 internal requested;
    uint256 internal processed;
    bool internal firstIsOverdue;
    uint256 internal verified;
    bool internal hasExecuted;
    bool internal priorityMode;

    uint256 internal version;
    uint256 internal patches;
    /// `l2SystemContractsUpgradeTxHash`, and which upgrade it is of.
    bytes32 internal upgradeTxHash;
    uint256 internal pendingVersion;
    /// `l2SystemContractsUpgradeBatchNumber`, counted from the last executed batch.
    uint256 internal upgradeBatchNumber;

    /// The leaves under the roots of executed batches.
    UserLogs internal provable;
    uint256 internal recorded;
    uint256 internal lockedAmount;

    function _request(bool _fits) internal {
        if (!_fits) revert TooMuchGas();
        recorded |= 1 << requested;
        ++lockedAmount;
        ++requested;
    }

    /// What the operator says of a run of the bootloader, and what L1 asks of it.
    function _commit(Run memory _run, Claim _claim) internal {
        bool passes = !world.beforeBoojum && _run.root.keccakIsReplaced;
        if (_claim == Claim.OtherMessages && !passes) revert ReconstructionMismatch(0, 0, 0);
        if (_claim == Claim.ForgedLogs && !passes) revert ReconstructionMismatch(1, 0, 0);
        bytes32 last = idOf(_lastRoot());
        if (idOf(_run.previous) != last) revert BatchHashMismatch(last, idOf(_run.previous));
        bool isDue = _checkUpgradeLogs(_run.upgradeLogs);
        uint256 number = _claim == Claim.OtherNumber ? 0 : _run.numberOfLayer1Txs;
        bytes32 hash = _claim == Claim.OtherHash ? ~_run.rollingHash : _run.rollingHash;
        if (hash != _run.rollingHash) revert HashMismatch(_run.rollingHash, hash);
        if (number != _run.numberOfLayer1Txs) revert ValueMismatch(_run.numberOfLayer1Txs, number);
        if (world.design.checksCommits && !_isNext(number, hash)) revert PriorityOperationsRollingHashMismatch();
        if (priorityMode && (number == 0 || _run.numberOfLayer2Txs > 0)) {
            revert InvalidTxCountInPriorityMode(_run.numberOfLayer2Txs, number);
        }
        committed.push(
            Batch(number, hash, _run.hashes, _run.logs, _run.previous, _run.root, version, patches, _run.hasProof)
        );
        if (isDue && !_is(6)) upgradeBatchNumber = committed.length;
    }

    function _checkUpgradeLogs(bytes32[] memory _logs) private view returns (bool isDue) {
        isDue = upgradeTxHash != 0 && upgradeBatchNumber == 0;
        if (!_is(5) && _logs.length > 1) revert LogAlreadyProcessed(0);
        if (_logs.length == 1 && _logs[0] != (isDue ? upgradeTxHash : bytes32(0))) revert TxHashMismatch();
        uint256 expected = isDue ? 1 : 0;
        if (_logs.length != expected) revert MissingSystemLogs(expected, _logs.length);
    }

    /// Whether so many operations behind those of the committed batches roll to this hash.
    function _isNext(uint256 _number, bytes32 _roll) private view returns (bool) {
        uint256 first = processed;
        for (uint256 i; i < committed.length; ++i) {
            first += committed[i].numberOfLayer1Txs;
        }
        return first + _number <= requested && rolled(_operations(first, _number)) == _roll || _number == 0;
    }

    function _operations(uint256 _first, uint256 _number) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](_number);
        for (uint256 i; i < _number; ++i) {
            hashes[i] = operationHash(_first + i);
        }
    }

    function _prove() internal {
        if (verified >= committed.length) revert VerifiedBatchesExceedsCommittedBatches();
        Batch storage batch = committed[verified];
        bytes32 before = idOf(verified == 0 ? executedRoot : committed[verified - 1].root);
        bool isOfItsRules = batch.version == version && batch.patch == patches;
        if (!_is(7) && !isOfItsRules) revert InvalidProof();
        if (!batch.hasProof || idOf(batch.previous) != before) revert InvalidProof();
        ++verified;
    }

    function _execute() internal {
        uint256 number = committed[0].numberOfLayer1Txs;
        if (processed + number > requested) revert QueueIsEmpty();
        _finalize(_operations(processed, number), processed);
    }

    function _executeWithPath(uint256 _first, Items _items) internal {
        uint256 number = committed[0].numberOfLayer1Txs;
        bytes32[] memory items;
        if (_items == Items.Claimed) items = committed[0].hashes;
        if (_items == Items.InTree) {
            uint256 end = _first + number < requested ? _first + number : requested;
            items = _operations(_first, end - _first);
        }
        if (items.length != number) revert MismatchNumberOfLayer1Txs(number, items.length);
        _finalize(items, _first);
    }

    /// The operations are those of the batch and, in a tree, leaves from the first unprocessed one on.
    function _finalize(bytes32[] memory _items, uint256 _first) private {
        Batch memory batch = committed[0];
        bool isClaimed = _is(8) ? _items.length == batch.hashes.length : rolled(_items) == batch.rollingHash;
        if (!isClaimed) revert PriorityOperationsRollingHashMismatch();
        if (!_is(9) && _items.length > 0 && _first != processed) revert NotHistoricalRoot(0);
        for (uint256 i; i < _items.length; ++i) {
            bool isLeaf = _first + i < requested && _items[i] == operationHash(_first + i);
            if (!isLeaf) revert NotHistoricalRoot(_items[i]);
        }
        if (_is(13) && verified == 0) verified = 1;
        if (verified == 0) revert CantExecuteUnprovenBatches();
        _dropFirst();
        --verified;
        executedRoot = batch.root;
        hasExecuted = true;
        if (!_is(10)) processed += _items.length;
        if (_items.length > 0 && !_is(11)) firstIsOverdue = false;
        provable.succeeded |= batch.logs.succeeded;
        provable.failed |= batch.logs.failed;
        provable.withdrawals += batch.logs.withdrawals;
        provable.hasForgedWithdrawal = provable.hasForgedWithdrawal || batch.logs.hasForgedWithdrawal;
        if (upgradeBatchNumber == 1) (upgradeTxHash, pendingVersion) = (0, 0);
        if (upgradeBatchNumber > 0) --upgradeBatchNumber;
    }

    function _dropFirst() private {
        for (uint256 i = 1; i < committed.length; ++i) {
            committed[i - 1] = committed[i];
        }
        committed.pop();
    }

    /// Only so many committed batches stay; the upgrade of one that does not is due again.
    function _revert(uint256 _kept) internal {
        while (committed.length > _kept) {
            committed.pop();
        }
        if (verified > _kept) verified = _kept;
        if (upgradeBatchNumber > _kept && !_is(12)) upgradeBatchNumber = 0;
    }

    function _upgradeHash(bool _works) internal view returns (bytes32) {
        return upgradeHash(pendingVersion, _works);
    }
}
