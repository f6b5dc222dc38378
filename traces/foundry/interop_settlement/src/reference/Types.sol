// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Validity} from "../IInteropSettlementAdapter.sol";

/// So many blocks of a batch, and all batches before it. Without blocks it is the end of the batch before.
struct Place {
    uint256 batch;
    uint256 blocks;
}

/// A root of another chain, and the message that is consumed by it. There is none without a root.
struct Import {
    uint256 source;
    Place place;
    bytes32 root;
    uint256 message;
}

struct Block {
    uint256 generation;
    Validity validity;
    /// The root after this block of all messages in the batch: that of the last block is the `ChainBatchRoot`.
    bytes32 localRoot;
    Import imported;
}

/// A chain: its node, and its diamond on the settlement layer.
struct ChainState {
    mapping(uint256 batch => Block[]) batches;
    uint256 generation;
    bool stalled;
    uint256 committed;
    uint256 verified;
    uint256 executed;
    /// What is attested, and with TEEs that bind locked; nothing where it has no blocks.
    Place attested;
}

function isUpTo(Place memory _place, Place memory _end) pure returns (bool) {
    return _place.batch < _end.batch || _place.batch == _end.batch && _place.blocks <= _end.blocks;
}

function isNothing(Place memory _place) pure returns (bool) {
    return _place.blocks == 0;
}

function min(uint256 _a, uint256 _b) pure returns (uint256) {
    return _a < _b ? _a : _b;
}
