// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Mode, Tee, Validity} from "../IInteropSettlementAdapter.sol";
import {MessageRoot} from "./MessageRoot.sol";
import {Block, ChainState, Import, Place, isUpTo} from "./Types.sol";

/// `L2InteropRootStorage`, and the handler that consumes messages. What a block has added is gone with the block, so
/// both look through the blocks of their chain.
abstract contract L2InteropRootStorage is MessageRoot {
    function _addInteropRoot(uint256 _chain, Import memory _import) internal {
        Mode mode = world.modes[_chain];
        (uint256 source, Place memory place) = (_import.source, _import.place);
        if (mode == Mode.ProofBased) {
            _import.root = _historicalRoot(source, place.batch);
            if (_import.root == 0) revert MessageRootIsZero();
        } else if (mode == Mode.CommitBased) {
            _import.root = _chainBatchRoot(source, place.batch);
            if (_import.root == 0) revert BatchNotCommitted(place.batch);
        } else {
            _import.root = _localRoot(source, place);
        }
        (bool isKept, bool isConsumed) = _known(_chain, _import);
        if (!_is(9) && isKept) revert InteropRootAlreadyExists();
        if (mode == Mode.PreCommitBased) {
            if (!_is(10) && _locks() && !_hasAttested(source, place)) revert RootNotAttested();
            bool isOwnNode = world.tee == Tee.None || world.tee == Tee.InclusionOnly;
            if (!_is(11) && isOwnNode && !_isValidUpTo(source, place)) revert InvalidInteropRoot();
        }
        if (!_is(12) && isConsumed) revert BundleAlreadyProcessed();
        if (_is(13)) _import.message = 1;
        _build(_chain, Validity.Valid, _import);
    }

    /// Whether the chain has a root under that number, and whether it has consumed the message.
    function _known(uint256 _chain, Import memory _import) private view returns (bool isKept, bool isConsumed) {
        ChainState storage own = chains[_chain];
        for (uint256 batch; batch <= own.committed; ++batch) {
            for (uint256 i; i < own.batches[batch].length; ++i) {
                Import memory known = own.batches[batch][i].imported;
                bool isOfBatch = known.source == _import.source && known.place.batch == _import.place.batch;
                bool isSameRoot = isOfBatch && known.place.blocks == _import.place.blocks;
                if (known.root == 0) continue;
                isKept = isKept || isSameRoot;
                bool isSame = world.design.consumesByRoot ? isSameRoot : isOfBatch;
                isConsumed = isConsumed || isSame && (known.message == _import.message || _is(14));
            }
        }
    }

    /// What a node finds that executes all blocks up to here.
    function _isValidUpTo(uint256 _chain, Place memory _end) internal view returns (bool) {
        Place[] memory places = _unexecuted(_chain);
        for (uint256 i; i < places.length && isUpTo(places[i], _end); ++i) {
            if (_block(_chain, places[i]).validity == Validity.Invalid) return false;
        }
        return true;
    }
}
