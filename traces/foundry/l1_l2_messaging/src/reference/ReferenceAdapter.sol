// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Claim, IL1L2MessagingAdapter, Items, Source, Transaction, UpgradeLogs, World} from "../IL1L2MessagingAdapter.sol";
import {Books} from "./Books.sol";
import {Mutable, mutantOf} from "./Mutable.sol";
import {EMPTY_ROLL, Run, StateRoot} from "./Types.sol";

/// The reference contracts behind the adapter: a chain that is small enough to be one contract.
contract ReferenceAdapter is IL1L2MessagingAdapter, Books {
    /// With line `_mutant` wrong, if that is what is to be.
    constructor(string memory _mutated, uint256 _mutant) Mutable(mutantOf("ReferenceAdapter", _mutated, _mutant)) {}

    function start(World calldata _world) external {
        world = _world;
        _drop();
    }

    function requestL2Transaction(bool _fits) external {
        _request(_fits);
    }

    /// `BaseZkSyncUpgrade.upgrade` with the next version.
    function upgrade(bool _works) external {
        if (upgradeTxHash != 0) revert PreviousUpgradeNotFinalized(upgradeTxHash);
        if (upgradeBatchNumber != 0) revert PreviousUpgradeNotCleaned();
        _newVerifier();
        ++version;
        pendingVersion = version;
        upgradeTxHash = _upgradeHash(_works);
    }

    /// The same with a patch.
    function patch(bool _withTransaction) external {
        _newVerifier();
        ++patches;
        if (!_withTransaction) return;
        bool isDue = upgradeTxHash != 0 && upgradeBatchNumber == 0;
        if (!world.design.replacesUpgrades || !isDue) revert PatchCantSetUpgradeTxn();
        if (!_is(18)) upgradeTxHash = _upgradeHash(true);
    }

    function _newVerifier() private {
        if (world.design.waitsUntilDrained && committed.length > 0) revert BatchesNotExecuted();
        if (world.design.revertsUnproven && !_is(17)) _revert(verified);
    }

    function processTx(Transaction calldata _tx) external {
        _process(_tx);
    }

    function dropBatch() external {
        _drop();
    }

    function commitBatches(Claim _claim) external onlyValidator {
        _commitOpen(_claim);
    }

    function _commitOpen(Claim _claim) private {
        _begin();
        _commit(open, _claim);
        _drop();
    }

    function commitForgedBatch(UpgradeLogs _logs, bool _withWithdrawal, bool _withFailure) external onlyValidator {
        bool isDue = upgradeTxHash != 0 && upgradeBatchNumber == 0;
        Run memory run;
        (run.previous, run.root, run.rollingHash) = (_lastRoot(), _lastRoot(), EMPTY_ROLL);
        if (isDue) run.root.systemVersion = pendingVersion;
        uint256 count = _logs == UpgradeLogs.Zero ? 1 : isDue ? (_logs == UpgradeLogs.Twice ? 2 : 1) : 0;
        run.upgradeLogs = new bytes32[](count);
        for (uint256 i; i < count && _logs != UpgradeLogs.Zero; ++i) {
            run.upgradeLogs[i] = upgradeTxHash;
        }
        run.logs.hasForgedWithdrawal = _withWithdrawal;
        if (_withFailure && processed < requested) run.logs.failed = 1 << processed;
        _commit(run, Claim.AsComputed);
    }

    function proveBatches() external {
        _prove();
    }

    function executeBatches() external {
        _execute();
    }

    function executeBatchesWithPath(uint256 _first, Items _items) external {
        _executeWithPath(_first, _items);
    }

    function revertBatches(uint256 _kept) external {
        _revert(_kept);
    }

    function revertExecutedBatch() external pure {
        revert CantRevertExecutedBatch();
    }

    modifier onlyValidator() {
        if (priorityMode) revert Unauthorized(msg.sender);
        _;
    }

    function passTime() external {
        firstIsOverdue = true;
    }

    function activatePriorityMode() external {
        bool waits = _is(16) ? processed <= requested : processed < requested;
        if (!waits) revert PriorityOpsRequestTimestampMissing(processed);
        if (!firstIsOverdue) revert PriorityModeActivationTooEarly(1, 0);
        priorityMode = true;
        if (!_is(19)) _revert(0);
    }

    function deactivatePriorityMode() external {
        priorityMode = false;
    }

    /// `PermissionlessValidator.settleBatchesSharedBridge`: all or nothing.
    function settleBatches() external {
        _commitOpen(Claim.AsComputed);
        _prove();
        if (world.priorityTree) _executeWithPath(processed, Items.Claimed);
        else _execute();
    }

    /// `L1Nullifier.bridgeRecoverFailedTransfer`.
    function claimFailedDeposit(uint256 _operation, bool _inExecutedBatch) external {
        if (!_inExecutedBatch) revert BatchNotExecuted(0);
        uint256 bit = 1 << _operation;
        if (provable.failed & bit == 0) revert InvalidProof();
        if (!_is(14) && recorded & bit == 0) revert DepositDoesNotExist();
        if (!_is(15)) recorded &= ~bit;
        refunded |= bit;
        --lockedAmount;
    }

    /// `L1Nullifier.finalizeDeposit`.
    function finalizeWithdrawal(Source _source) external {
        if (_source == Source.Used) revert WithdrawalAlreadyFinalized();
        if (_source == Source.Committed) revert BatchNotExecuted(0);
        if (_source == Source.Forged) {
            if (!provable.hasForgedWithdrawal) revert InvalidProof();
            provable.hasForgedWithdrawal = false;
        } else {
            --provable.withdrawals;
        }
        finalized = true;
        --lockedAmount;
    }
}
