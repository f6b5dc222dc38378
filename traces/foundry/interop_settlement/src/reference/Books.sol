// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {IInteropSettlementAdapter} from "../IInteropSettlementAdapter.sol";
import {SettlementCouncil} from "./SettlementCouncil.sol";
import {Block, Import} from "./Types.sol";

/// The getters of the adapter.
abstract contract Books is IInteropSettlementAdapter, SettlementCouncil {
    function _flag(bool _isSet) private pure returns (uint256) {
        return _isSet ? 1 : 0;
    }

    /// One that is not there reads 0 everywhere.
    function _read(uint256 _chain, uint256 _batch, uint256 _number) private view returns (Block memory one) {
        Block[] storage blocks = chains[_chain].batches[_batch];
        if (_number > 0 && _number <= blocks.length) one = blocks[_number - 1];
    }

    function totalBatchesCommitted(uint256 _chain) external view returns (uint256) {
        return chains[_chain].committed;
    }

    function totalBatchesVerified(uint256 _chain) external view returns (uint256) {
        return chains[_chain].verified;
    }

    function totalBatchesExecuted(uint256 _chain) external view returns (uint256) {
        return chains[_chain].executed;
    }

    function attestedBatch(uint256 _chain) external view returns (uint256) {
        return chains[_chain].attested.batch;
    }

    function attestedBlocks(uint256 _chain) external view returns (uint256) {
        return chains[_chain].attested.blocks;
    }

    function timeoutsPassed() external view returns (uint256) {
        return timeouts;
    }

    function hasStalled(uint256 _chain) external view returns (uint256) {
        return _flag(chains[_chain].stalled);
    }

    function generation(uint256 _chain) external view returns (uint256) {
        return chains[_chain].generation;
    }

    function blocksInBatch(uint256 _chain, uint256 _batch) external view returns (uint256) {
        return chains[_chain].batches[_batch].length;
    }

    function blockGeneration(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        return _read(_chain, _batch, _number).generation;
    }

    function blockValidity(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        return uint256(_read(_chain, _batch, _number).validity);
    }

    function importedChain(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        Import memory imported = _read(_chain, _batch, _number).imported;
        return imported.root == 0 ? 0 : imported.source + 1;
    }

    function importedBatch(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        return _read(_chain, _batch, _number).imported.place.batch;
    }

    function importedBlocks(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        return _read(_chain, _batch, _number).imported.place.blocks;
    }

    function consumedMessage(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        return _read(_chain, _batch, _number).imported.message;
    }

    function isImportedRootLive(uint256 _chain, uint256 _batch, uint256 _number) external view returns (uint256) {
        Import memory imported = _read(_chain, _batch, _number).imported;
        return _flag(imported.root != 0 && _isLive(_chain, imported));
    }
}
