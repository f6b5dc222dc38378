// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Node} from "./Node.sol";
import {Place} from "./Types.sol";

/// `MessageRoot`, and the batch roots that the diamonds keep. A root that there is not reads 0.
abstract contract MessageRoot is Node {
    /// The root of an executed batch, which the global root has as a leaf.
    function _historicalRoot(uint256 _chain, uint256 _batch) internal view returns (bytes32) {
        bool isThere = _batch < (_is(7) ? chains[_chain].committed : chains[_chain].executed);
        return isThere ? _wholeRoot(_chain, _batch) : bytes32(0);
    }

    /// The `ChainBatchRoot` of a committed batch.
    function _chainBatchRoot(uint256 _chain, uint256 _batch) internal view returns (bytes32) {
        bool isThere = _is(8) ? _batch <= chains[_chain].committed : _batch < chains[_chain].committed;
        return isThere ? _wholeRoot(_chain, _batch) : bytes32(0);
    }

    function _wholeRoot(uint256 _chain, uint256 _batch) private view returns (bytes32) {
        return _localRoot(_chain, Place(_batch, chains[_chain].batches[_batch].length));
    }
}
