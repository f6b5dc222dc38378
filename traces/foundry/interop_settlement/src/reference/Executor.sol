// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Dependency, Execution, Mode, Validity} from "../IInteropSettlementAdapter.sol";
import {TeeRegistry} from "./TeeRegistry.sol";
import {Block, ChainState, Import, Place, isNothing, isUpTo, min} from "./Types.sol";

/// `Executor` facets of all chains: batches are committed, proven, executed and reverted.
abstract contract Executor is TeeRegistry {
    /// Closes the open batch. A proof-based import is exported and compared with `MessageRoot`.
    function _commit(uint256 _chain) internal {
        ChainState storage own = chains[_chain];
        Block[] storage blocks = own.batches[own.committed];
        for (uint256 i; i < blocks.length && world.modes[_chain] == Mode.ProofBased; ++i) {
            Import memory imported = blocks[i].imported;
            bytes32 exported = imported.root;
            if (exported != 0 && exported != _historicalRoot(imported.source, imported.place.batch)) {
                revert InvalidMessageRoot();
            }
        }
        own.committed = _is(19) ? 1 : own.committed + 1;
    }

    /// A batch that ends the chain here must have what is locked.
    function _checkLock(uint256 _chain, Place memory _end) internal view {
        Place memory locked = chains[_chain].attested;
        if (!_is(20) && _locks() && !isNothing(locked) && !isUpTo(locked, _end)) revert LockedBlocksMissing();
    }

    function _prove(uint256 _chain) internal {
        ChainState storage own = chains[_chain];
        if (!_is(21) && own.verified >= own.committed) revert VerifiedBatchesExceedsCommittedBatches();
        Block[] storage blocks = own.batches[own.verified];
        for (uint256 i; i < blocks.length; ++i) {
            if (!_is(22) && blocks[i].validity == Validity.Invalid) revert InvalidProof();
        }
        ++own.verified;
    }

    /// The next batches of each chain, all or none.
    function _execute(uint256[3] memory _group) internal {
        uint256 count;
        for (uint256 chain; chain < 3; ++chain) {
            if (_group[chain] > 0) ++count;
            bool isProven = chains[chain].executed + _group[chain] <= chains[chain].verified;
            if (!_is(23) && _group[chain] > 0 && !isProven) revert CantExecuteUnprovenBatches();
        }
        uint256 most = world.execution == Execution.Single ? 1 : world.execution == Execution.Pairwise ? 2 : 3;
        if (count > most) revert TooManyChains(most, count);
        for (uint256 chain; chain < 3; ++chain) {
            if (world.modes[chain] != Mode.ProofBased) _verifyDependencies(chain, _group);
        }
        for (uint256 chain; chain < 3; ++chain) {
            ChainState storage own = chains[chain];
            if (_is(24) && _group[chain] > 0) own.executed = _group[chain];
            else own.executed += _group[chain];
            if (!_is(25) && own.attested.batch < own.executed) delete own.attested;
        }
    }

    /// What the batches import is settled: `_verifyDependencyInteropRoots` of each.
    function _verifyDependencies(uint256 _chain, uint256[3] memory _group) private view {
        ChainState storage own = chains[_chain];
        for (uint256 batch = own.executed; batch < own.executed + _group[_chain]; ++batch) {
            for (uint256 i; i < own.batches[batch].length; ++i) {
                Import memory imported = own.batches[batch][i].imported;
                if (imported.root != 0) _verifyDependency(_chain, imported, _group);
            }
        }
    }

    function _verifyDependency(uint256 _chain, Import memory _import, uint256[3] memory _group) private view {
        if (world.dependency == Dependency.Unchecked) return;
        ChainState storage source = chains[_import.source];
        uint256 reached = source.executed + (_is(26) ? 0 : _group[_import.source]);
        if (world.dependency == Dependency.Proven) reached = source.verified;
        if (world.dependency == Dependency.Committed) reached = source.committed;
        if (_is(27)) ++reached;
        if (!_is(28) && _import.place.batch >= reached) {
            revert DependencyNotExecuted(_import.source, _import.place.batch);
        }
        bool isLive = _isLive(_chain, _import);
        if (world.modes[_chain] == Mode.CommitBased) {
            if (!_is(29) && !isLive) revert InvalidInteropRoot();
        } else if (!_is(30) && world.design.checksExtension && !isLive) {
            revert LocalRootNotExtended(_import.source, _import.place.batch);
        }
    }

    /// So many batches stay, and what is locked.
    function _revert(uint256 _chain, uint256 _last) internal {
        ChainState storage own = chains[_chain];
        if (!_is(31) && _last < own.executed) revert RevertedBatchNotAfterNewLastBatch();
        bool keepsLock = _locks() && world.design.keepsLocks && !_is(32) && !isNothing(own.attested);
        if (!keepsLock && !_is(33)) delete own.attested;
        if (_last >= own.committed) return;
        Place memory end = Place(_last, 0);
        if (keepsLock && isUpTo(end, own.attested)) end = own.attested;
        _truncate(_chain, end);
        own.committed = min(own.committed, end.batch);
        if (!_is(34)) own.verified = min(own.verified, end.batch);
    }
}
