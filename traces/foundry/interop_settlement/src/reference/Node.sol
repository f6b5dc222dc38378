// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Mode, Tee, Validity, World} from "../IInteropSettlementAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {Block, ChainState, Import, Place, isNothing, isUpTo, min} from "./Types.sol";

/// The nodes of the chains: blocks after blocks, and what is left of them when some are dropped.
abstract contract Node is Mutable {
    World internal world;
    ChainState[3] internal chains;

    function _locks() internal view returns (bool) {
        return world.tee == Tee.InclusionOnly || world.tee == Tee.Enforced;
    }

    function _build(uint256 _chain, Validity _validity, Import memory _import) internal {
        ChainState storage own = chains[_chain];
        Block[] storage open = own.batches[own.committed];
        bytes32 last = open.length == 0 ? bytes32(0) : open[open.length - 1].localRoot;
        bytes32 message = keccak256(abi.encode(_chain, own.committed, open.length, own.generation));
        open.push(Block(own.generation, _validity, keccak256(abi.encode(last, message)), _import));
    }

    /// The last block of a place, which must be there.
    function _block(uint256 _chain, Place memory _place) internal view returns (Block storage) {
        return chains[_chain].batches[_place.batch][_place.blocks - 1];
    }

    /// The end of the chain.
    function _tip(uint256 _chain) internal view returns (Place memory) {
        ChainState storage own = chains[_chain];
        uint256 batch = own.committed;
        if (own.batches[batch].length == 0 && batch > 0) --batch;
        return Place(batch, own.batches[batch].length);
    }

    /// The places of the blocks that are not executed, in order.
    function _unexecuted(uint256 _chain) internal view returns (Place[] memory places) {
        ChainState storage own = chains[_chain];
        uint256 count;
        for (uint256 batch = own.executed; batch <= own.committed; ++batch) {
            count += own.batches[batch].length;
        }
        places = new Place[](count);
        count = 0;
        for (uint256 batch = own.executed; batch <= own.committed; ++batch) {
            for (uint256 blocks = 1; blocks <= own.batches[batch].length; ++blocks) {
                places[count++] = Place(batch, blocks);
            }
        }
    }

    /// The root of a chain at a place; 0 if it has no such block.
    function _localRoot(uint256 _chain, Place memory _place) internal view returns (bytes32) {
        Block[] storage blocks = chains[_chain].batches[_place.batch];
        return _place.blocks == 0 || _place.blocks > blocks.length ? bytes32(0) : blocks[_place.blocks - 1].localRoot;
    }

    /// Whether an imported root is one of its source: that of a whole batch, or one that its batch extends.
    function _isLive(uint256 _chain, Import memory _import) internal view returns (bool) {
        bool isThere = _localRoot(_import.source, _import.place) == _import.root;
        bool mayBeExtended = world.modes[_chain] == Mode.PreCommitBased && !_is(1);
        uint256 length = chains[_import.source].batches[_import.place.batch].length;
        return isThere && (mayBeExtended || length == _import.place.blocks);
    }

    function _isExecuted(Import memory _import) internal view returns (bool) {
        return _import.place.batch < chains[_import.source].executed;
    }

    function _hasAttested(uint256 _chain, Place memory _place) internal view returns (bool) {
        Place memory attested = chains[_chain].attested;
        return !isNothing(attested) && isUpTo(_place, attested);
    }

    /// Whether a block cannot become final: nobody can prove it, or what it imports is no longer there.
    function _isLost(uint256 _chain, Place memory _place) internal view returns (bool) {
        Block memory one = _block(_chain, _place);
        bool isProvable = one.validity == Validity.Valid || _is(2) && one.validity == Validity.Unprovable;
        if (!isProvable) return true;
        return one.imported.root != 0 && !_isLive(_chain, one.imported);
    }

    /// Whether a block imports of a chain that has stalled what nothing binds that chain to.
    function _isAbandoned(uint256 _chain, Place memory _place) internal view returns (bool) {
        Import memory imported = _block(_chain, _place).imported;
        if (_is(3) || imported.root == 0 || !chains[imported.source].stalled || _isExecuted(imported)) return false;
        return !(_locks() && _hasAttested(imported.source, imported.place));
    }

    /// Where an honest operator starts again: before the first block that cannot last, or nowhere.
    function _soundEnd(uint256 _chain) internal view returns (Place memory) {
        Place[] memory places = _unexecuted(_chain);
        for (uint256 i; i < places.length; ++i) {
            if (_isLost(_chain, places[i]) || _isAbandoned(_chain, places[i])) {
                return Place(places[i].batch, places[i].blocks - 1);
            }
        }
        return _tip(_chain);
    }

    /// Drops all blocks after a place. The settlement layer forgets with them what was proven or attested of them.
    function _truncate(uint256 _chain, Place memory _end) internal {
        ChainState storage own = chains[_chain];
        bool drops;
        for (uint256 batch = _end.batch; batch <= own.committed; ++batch) {
            uint256 kept = batch == _end.batch ? _end.blocks : 0;
            if (_is(4) && batch > _end.batch) break;
            while (own.batches[batch].length > kept) {
                own.batches[batch].pop();
                drops = true;
            }
        }
        if (drops) {
            if (!_is(5)) ++own.generation;
            own.committed = min(own.committed, _end.batch);
        }
        own.verified = min(own.verified, own.committed);
        Place memory tip = _tip(_chain);
        if (_is(6)) return;
        if (!isUpTo(own.attested, tip)) own.attested = tip;
        if (tip.batch < own.executed || isNothing(tip)) delete own.attested;
    }
}
