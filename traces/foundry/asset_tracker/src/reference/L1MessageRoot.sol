// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {L1} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {ANYTHING, Proof, leafOfBatch} from "./Types.sol";

// Nobody knows yet when the chain upgraded to v31.
uint256 constant PLACEHOLDER = type(uint256).max;

/// What is provable on L1: roots are appended in order and stay.
///
/// Document: "Contract-based and Full AssetTracker", Withdrawal flow with L1AssetTracker, Invariants on L1. Merkle trees
/// are sets of leaves; the root of a party whose proof system is broken holds `ANYTHING`.
contract L1MessageRoot is Mutable {
    Addresses private immutable at;

    mapping(uint256 chainId => uint256) public currentChainBatchNumber;
    mapping(uint256 chainId => uint256) public v31UpgradeChainBatchNumber;
    mapping(uint256 chainId => mapping(uint256 batchNumber => mapping(bytes32 leaf => bool))) private included;
    bool public isV31;

    constructor(uint256 _mutant, Addresses _at, bool _isV31) Mutable(_mutant) {
        at = _at;
        isV31 = _isV31;
    }

    function addChainBatchRoot(uint256 _chainId, uint256 _batchNumber, bytes32[] memory _leaves) external {
        bool isNext = _batchNumber == currentChainBatchNumber[_chainId] + 1;
        require(_is(1) || isNext, NonConsecutiveBatchNumber(_chainId, _batchNumber));
        if (!_is(2)) currentChainBatchNumber[_chainId] = _batchNumber;
        for (uint256 i; i < _leaves.length; ++i) {
            if (!(_is(3) && i > 0)) included[_chainId][_batchNumber][_leaves[i]] = true;
        }
    }

    /// A chain comes home with the batches that another layer has executed.
    function setMigratingChainBatchNumber(uint256 _chainId, uint256 _batchNumber) external {
        if (!_is(4)) currentChainBatchNumber[_chainId] = _batchNumber;
    }

    /// L1 upgrades: from here on nobody knows of any chain when it upgraded.
    function initializeL1V31Upgrade() external {
        uint256[] memory chains = at.chains();
        for (uint256 i; i < chains.length; ++i) {
            bool isHome = at.bridgehub().settlementLayer(chains[i]) == L1;
            require(_is(5) || isHome, NotAllChainsOnL1());
            if (!(_is(6) && i == 0)) v31UpgradeChainBatchNumber[chains[i]] = PLACEHOLDER;
        }
        isV31 = true;
    }

    function saveV31UpgradeChainBatchNumber(uint256 _chainId, uint256 _batchNumber) external {
        v31UpgradeChainBatchNumber[_chainId] = _is(7) ? 0 : _batchNumber;
    }

    /// The chain's batch is proven directly, or through the layer on which it settled, or one too many.
    function proveL2LeafInclusion(Proof calldata _proof, bytes32 _leaf) external view {
        if (_proof.settlementLayer == 0) {
            require(_is(8) != _holds(_proof.chainId, _proof.batchNumber, _leaf), InvalidProof());
            return;
        }
        require(_is(9) || _proof.through == 0, DepthMoreThanOneForRecursiveMerkleProof());
        bool isRecorded = at.l1Handler().isValidSettlementLayer(
            _proof.chainId,
            _proof.batchNumber,
            _proof.through == 0 ? _proof.settlementLayer : _proof.through,
            _proof.settlementLayerBatchNumber
        );
        require(_is(10) || isRecorded, InvalidSettlementLayerForBatch(_proof.chainId, _proof.batchNumber));
        (uint256 layer, uint256 number) = (_proof.settlementLayer, _proof.settlementLayerBatchNumber);
        bool isHeld = _holds(layer, number, leafOfBatch(_proof.chainId, _proof.batchNumber, _leaf))
            || _holds(layer, number, leafOfBatch(_proof.chainId, _proof.batchNumber, ANYTHING));
        require(_is(11) != isHeld, InvalidProof());
    }

    function _holds(uint256 _chainId, uint256 _batchNumber, bytes32 _leaf) private view returns (bool) {
        mapping(bytes32 leaf => bool) storage batch = included[_chainId][_batchNumber];
        return batch[_leaf] || batch[ANYTHING];
    }
}
