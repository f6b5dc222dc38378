// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Committer, Validity, World} from "../IInteropSettlementAdapter.sol";
import {Books} from "./Books.sol";
import {Mutable, mutantOf} from "./Mutable.sol";
import {Import, Place} from "./Types.sol";

/// The reference contracts behind the adapter: chains and their settlement layer, small enough to be one contract.
contract ReferenceAdapter is Books {
    /// With line `_mutant` wrong, if that is what is to be.
    constructor(string memory _mutated, uint256 _mutant) Mutable(mutantOf("ReferenceAdapter", _mutated, _mutant)) {}

    function start(World calldata _world) external {
        world = _world;
    }

    function buildBlock(uint256 _chain, Validity _validity) external {
        Import memory nothing;
        _build(_chain, _validity, nothing);
    }

    function addInteropRoot(uint256 _chain, uint256 _source, uint256 _batch, uint256 _blocks, uint256 _message)
        external
    {
        _addInteropRoot(_chain, Import(_source, Place(_batch, _blocks), 0, _message));
    }

    /// What is committed is reverted, and with it the whole batch; what is not is re-organised.
    function startAgain(uint256 _chain) external {
        Place memory end = _soundEnd(_chain);
        if (end.batch < chains[_chain].committed) _revert(_chain, end.batch);
        else _reorganise(_chain, end);
    }

    function reorganise(uint256 _chain, uint256 _batch, uint256 _blocks) external {
        _reorganise(_chain, Place(_batch, _blocks));
    }

    function _reorganise(uint256 _chain, Place memory _end) private {
        _checkLock(_chain, _end);
        _truncate(_chain, _end);
    }

    function stall(uint256 _chain) external {
        chains[_chain].stalled = true;
    }

    function attestBlocks(uint256 _chain, bool _hasBug) external {
        _attest(_chain, _hasBug);
    }

    function commitBatches(uint256 _chain) external {
        _commit(_chain);
    }

    function proveBatches(uint256 _chain) external {
        _prove(_chain);
    }

    function executeBatches(uint256 _ofA, uint256 _ofB, uint256 _ofC) external {
        _execute([_ofA, _ofB, _ofC]);
    }

    function revertBatches(uint256 _chain, uint256 _last) external {
        _revert(_chain, _last);
    }

    function passTime() external {
        ++timeouts;
    }

    function forceCommit(uint256 _chain, Committer _by) external {
        _forceCommit(_chain, _by);
    }

    function unlockBlocks(uint256 _chain) external {
        _unlock(_chain);
    }
}
