// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {InboxKind, InboxTx, Operation} from "./Types.sol";
import {PLACEHOLDER} from "./L1MessageRoot.sol";

/// When a chain settled on a layer: its own batches and those of the layer, each after `…After` up to `…UpTo`.
struct MigrationInterval {
    uint256 settlementLayer;
    uint256 chainAfter;
    uint256 chainUpTo;
    uint256 layerAfter;
    uint256 layerUpTo;
    bool isActive;
}

/// Moves a chain from one settlement layer to the other and counts the moves; one on L1, one on Gateway.
///
/// Document: "Contract-based and Full AssetTracker", Migrating and settling on Gateway, Migration number, Withdrawal flow
/// with L1AssetTracker ("to ensure secure verification").
contract ChainAssetHandler is Mutable {
    Addresses private immutable at;

    mapping(uint256 chainId => uint256) public migrationNumber;
    mapping(uint256 chainId => bool) public isMigrationInProgress;
    mapping(uint256 chainId => MigrationInterval[]) private intervals;

    constructor(uint256 _mutant, Addresses _at) Mutable(_mutant) {
        at = _at;
    }

    /// A chain leaves L1 for Gateway.
    function bridgeBurnOnL1(uint256 _chainId, bytes32 _txHash) external {
        bool wasHome = at.bridgehub().settlementLayer(_chainId) != GATEWAY;
        at.bridgehub().forwardedBridgeBurnSetSettlementLayer(_chainId);
        require(_is(1) || !at.onL1(_chainId).hasOwnFacets(), SLHasDifferentCTM());
        uint256 number = at.messageRoot().v31UpgradeChainBatchNumber(_chainId);
        bool hasUpgraded = at.messageRoot().isV31() && number != PLACEHOLDER;
        require(_is(2) || hasUpgraded, ChainNotReadyForMigration(_chainId));
        at.onL1(_chainId).forwardedBridgeBurn(wasHome);
        _count(_chainId);
        if (!_is(3)) isMigrationInProgress[_chainId] = true;
        _open(_chainId);
        at.nullifier().migrationRequested(_txHash);
        Operation memory none;
        at.onL1(GATEWAY).requestServiceTransactionOnGateway(
            _chainId, InboxTx(InboxKind.BridgeMint, migrationNumber[_chainId], 0, none)
        );
    }

    /// L1 learns how the transaction ended that moves the chain.
    function bridgeConfirmTransferResult(uint256 _chainId, bool _success) external {
        uint256 number = migrationNumber[_chainId];
        require(_is(4) || _success || number == 1, MigrationNumberMismatch(1, number));
        if (!_is(5)) isMigrationInProgress[_chainId] = false;
        if (!_success) {
            if (!_is(6)) migrationNumber[_chainId] = number - 1;
            intervals[_chainId].pop();
            at.bridgehub().forwardedBridgeMint(_chainId);
        }
        at.onL1(_chainId).forwardedBridgeConfirmTransferResult();
    }

    /// A chain is home on L1.
    function bridgeMintOnL1(uint256 _chainId, uint256 _batches, uint256 _operations) external {
        require(_is(7) || migrationNumber[_chainId] == 1, MigrationNumberMismatch(1, migrationNumber[_chainId]));
        migrationNumber[_chainId] = _is(8) ? 1 : 2;
        _close(_chainId, _batches);
        at.bridgehub().forwardedBridgeMint(_chainId);
        at.messageRoot().setMigratingChainBatchNumber(_chainId, _batches);
        at.onL1(_chainId).forwardedBridgeMint(_batches, _operations);
    }

    /// A chain arrives on Gateway.
    function bridgeMintOnGateway(uint256 _chainId, uint256 _number) external {
        migrationNumber[_chainId] = _is(9) ? _number + 1 : _number;
        at.onGateway(_chainId).forwardedBridgeMintOnGateway(at.onL1(_chainId));
    }

    /// A chain leaves Gateway for L1.
    function bridgeBurnOnGateway(uint256 _chainId) external {
        at.onGateway(_chainId).forwardedBridgeBurn(at.onGateway(_chainId).settlesOnGateway());
        _count(_chainId);
    }

    /// Whether the batches lie in an interval in which the chain settled on the layer.
    function isValidSettlementLayer(uint256 _chainId, uint256 _batch, uint256 _layer, uint256 _layerBatch)
        external
        view
        returns (bool)
    {
        for (uint256 i; i < intervals[_chainId].length; ++i) {
            MigrationInterval memory one = intervals[_chainId][i];
            bool isOfChain = one.chainAfter < _batch && (one.isActive || _batch <= one.chainUpTo);
            bool isOfLayer = one.layerAfter < _layerBatch && (one.isActive || _layerBatch <= one.layerUpTo || _is(10));
            if (one.settlementLayer == _layer && (isOfChain || _is(11)) && isOfLayer) return true;
        }
        return false;
    }

    /// What was, before the contracts of v31: governance records it.
    function setHistory(uint256 _chainId, uint256 _number, MigrationInterval calldata _interval) external {
        migrationNumber[_chainId] = _number;
        if (_interval.settlementLayer != 0) intervals[_chainId].push(_interval);
    }

    function endHistory(uint256 _chainId, uint256 _batches) external {
        _close(_chainId, _batches);
    }

    function _open(uint256 _chainId) private {
        uint256 batches = at.onL1(_chainId).totalBatchesExecuted();
        uint256 layerBatches = at.messageRoot().currentChainBatchNumber(GATEWAY);
        intervals[_chainId].push(MigrationInterval(GATEWAY, batches, 0, layerBatches, 0, true));
    }

    function _close(uint256 _chainId, uint256 _batches) private {
        MigrationInterval storage last = intervals[_chainId][intervals[_chainId].length - 1];
        (last.chainUpTo, last.layerUpTo) = (_batches, at.messageRoot().currentChainBatchNumber(GATEWAY));
        last.isActive = _is(12);
    }

    function _count(uint256 _chainId) private {
        uint256 number = migrationNumber[_chainId];
        require(_is(13) || number < 2, IteratedMigrationsNotSupported());
        migrationNumber[_chainId] = number + (_is(14) ? 2 : 1);
    }
}
