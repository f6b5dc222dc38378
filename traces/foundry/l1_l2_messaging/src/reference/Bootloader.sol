// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Transaction, TxKind, World} from "../IL1L2MessagingAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {Batch, EMPTY_ROLL, Run, StateRoot, operationHash, rolled, upgradeHash} from "./Types.sol";

/// The bootloader: executes what the operator puts into its memory, one transaction at a time, and keeps the books that
/// L1 checks. A transaction that it asserts against is none of the batch.
abstract contract Bootloader is Mutable {
    World internal world;
    Run internal open;
    Batch[] internal committed;
    StateRoot internal executedRoot;

    function _lastRoot() internal view returns (StateRoot memory) {
        return committed.length == 0 ? executedRoot : committed[committed.length - 1].root;
    }

    /// An empty batch stands on whichever batch is the last.
    function _begin() internal {
        if (open.transactions > 0) return;
        _drop();
        open.previous = _lastRoot();
        open.root = open.previous;
    }

    function _drop() internal {
        delete open;
        open.rollingHash = EMPTY_ROLL;
        open.hasProof = true;
    }

    function _process(Transaction calldata _tx) internal {
        _begin();
        if (_tx.kind == TxKind.Withdrawal) {
            if (!_is(4) && open.root.supply == 0) revert InsufficientFunds(1, 0);
            --open.root.supply;
            ++open.logs.withdrawals;
            ++open.numberOfLayer2Txs;
        } else if (_tx.kind == TxKind.Upgrade || _tx.kind == TxKind.ForgedUpgrade) {
            _processUpgrade(_tx);
        } else {
            _processOperation(_tx);
        }
        ++open.transactions;
    }

    function _processUpgrade(Transaction calldata _tx) private {
        if (!_is(1) && open.transactions > 0) revert ProtocolUpgradeTxNotFirst();
        if (!_is(2) && !_tx.succeeds) revert UpgradeTxFailed();
        // The log comes before the transaction, which may change what hashes are.
        open.upgradeLogs.push(_onL2(_hash(_tx)));
        if (_tx.kind == TxKind.Upgrade) open.root.systemVersion = _tx.number;
        else open.root.keccakIsReplaced = true;
    }

    function _processOperation(Transaction calldata _tx) private {
        if (_tx.kind == TxKind.ForgedKernelOperation) revert FromInKernelSpace();
        bytes32 hash = _onL2(_hash(_tx));
        if (_tx.kind == TxKind.ForgedDeposit) {
            ++open.root.supply;
        } else if (_tx.succeeds) {
            ++open.root.supply;
            open.logs.succeeded |= 1 << _tx.number;
        } else {
            if (!_is(3)) open.logs.failed |= 1 << _tx.number;
        }
        ++open.numberOfLayer1Txs;
        open.hashes.push(hash);
        // Before Boojum L1 rolls what the bootloader has logged.
        bytes32 roll = rolled(open.hashes);
        open.rollingHash = world.beforeBoojum ? roll : _onL2(roll);
    }

    function _hash(Transaction calldata _tx) private pure returns (bytes32) {
        if (_tx.kind == TxKind.Priority) return operationHash(_tx.number);
        if (_tx.kind == TxKind.Upgrade) return upgradeHash(_tx.number, true);
        return keccak256(abi.encode("forged", _tx.kind));
    }

    /// What L2 takes for a hash: a precompile that has been replaced returns what its operator likes.
    function _onL2(bytes32 _genuine) private view returns (bytes32) {
        return open.root.keccakIsReplaced ? keccak256(abi.encode("chosen", _genuine)) : _genuine;
    }
}
