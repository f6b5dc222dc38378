// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../IAssetTrackerAdapter.sol";
import {Attacker} from "../Script.sol";
import {ChainAssetHandler, MigrationInterval} from "./ChainAssetHandler.sol";
import {GWAssetTracker} from "./GWAssetTracker.sol";
import {L1AssetTracker} from "./L1AssetTracker.sol";
import {L1Bridgehub} from "./L1Bridgehub.sol";
import {L1MessageRoot} from "./L1MessageRoot.sol";
import {L1NativeTokenVault} from "./L1NativeTokenVault.sol";
import {L1Nullifier} from "./L1Nullifier.sol";
import {L2AssetTracker} from "./L2AssetTracker.sol";
import {L2Bridge} from "./L2Bridge.sol";
import {Addresses} from "./Addresses.sol";
import {mutantOf} from "./Mutable.sol";
import "./Types.sol";
import {ZKChain} from "./ZKChain.sol";

/// The reference contracts of all layers, deployed and connected, and what relayers know of messages.
///
/// The chain id, the settlement layer and the migration number are per observer, so each layer has contracts of its own
/// that are told where they are: L1's, Gateway's, and those of each chain.
abstract contract ReferenceWorld is IAssetTrackerAdapter, IUntrustedCode {
    /// A batch that a chain has begun and not settled.
    struct Batch {
        BatchKind kind;
        Message message;
        bool isCommitted;
    }

    /// A message that a relayer can submit.
    struct Known {
        Message message;
        Proof proof;
        uint256 layer;
        bool isOld;
    }

    /// What another chain has sent.
    struct Bundle {
        bytes32 hash;
        uint256 amount;
        uint256 from;
    }

    struct Party_ {
        Party party;
        L2AssetTracker tracker;
        L2Bridge bridge;
        Batch batch;
        uint256 migrations;
        uint256 leftL1After;
        uint256 forgedOnGateway;
        uint256 forgedBeforeV31;
        uint256 forgedInOldBatch;
    }

    string private mutated;
    uint256 private mutant;

    Addresses internal at;
    Attacker internal attacker;
    World internal world;
    ZKChain internal gatewayOnL1;
    uint256[] internal ids;
    mapping(uint256 chainId => Party_) internal parties;
    mapping(uint256 chainId => Known[]) internal withdrawals;
    mapping(uint256 chainId => Known[]) internal refunds;
    mapping(uint256 chainId => Known[]) internal totals;
    mapping(uint256 chainId => Known[]) internal returned;
    mapping(uint256 chainId => Known[]) internal left;
    mapping(uint256 chainId => Known[]) internal results;
    mapping(uint256 chainId => Bundle[]) internal bundles;
    bytes32[] internal gatewayBatch;
    uint256 internal forgeries;

    /// The contract of this name is mutant number `_mutant`; no name, no mutant.
    constructor(string memory _mutated, uint256 _mutant) {
        (mutated, mutant) = (_mutated, _mutant);
    }

    function start(World calldata _world) external {
        world.asset = _world.asset;
        world.gatewayStartsCompromised = _world.gatewayStartsCompromised;
        world.history = _world.history;
        world.design = _world.design;
        (world.commitsBatches, world.settlesGatewayBatches) = (_world.commitsBatches, _world.settlesGatewayBatches);
        (world.reachesToken, world.reachesOtherToken) = (_world.reachesToken, _world.reachesOtherToken);
        (world.reachesMailbox, world.reachesReceiver) = (_world.reachesMailbox, _world.reachesReceiver);
        (world.backfillsBaseToken, world.gatewayLag) = (_world.backfillsBaseToken, _world.gatewayLag);
        attacker = new Attacker(address(this));
        bool isOld = _world.history == History.BeforeV31;
        bool isNative = _world.asset == Asset.NativeToken || _world.asset == Asset.MaliciousNativeToken;
        at = new Addresses();
        at.setAsset(isNative ? A : L1, _world.asset == Asset.BaseToken, isOld, _world.design);
        at.setWindows(_world.pauseWindow, _world.migrationWindow);
        _deployLayers();
        for (uint256 i; i < _world.chains.length; ++i) {
            _deployChain(_world.chains[i], isNative);
        }
        if (_world.history == History.Upgraded) _appendOldBatch(_world.chains);
        for (uint256 i; i < _world.chains.length; ++i) {
            _begin(_world.chains[i]);
        }
        if (!isOld) at.bridgehub().setSettlementLayerStatus(GATEWAY, true, true);
    }

    /// The number of the mutant that the contract of this name is.
    function _of(string memory _name) private view returns (uint256) {
        return mutantOf(_name, mutated, mutant);
    }

    function _deployLayers() private {
        at.setL1(
            new L1AssetTracker(_of("L1AssetTracker"), at),
            new L1Bridgehub(_of("L1Bridgehub"), at),
            new L1MessageRoot(_of("L1MessageRoot"), at, world.history != History.BeforeV31),
            new L1NativeTokenVault(_of("L1NativeTokenVault"), at),
            new L1Nullifier(_of("L1Nullifier"), at),
            new ChainAssetHandler(_of("ChainAssetHandler"), at)
        );
        at.setGateway(
            new GWAssetTracker(_of("GWAssetTracker"), at),
            new ChainAssetHandler(_of("ChainAssetHandler"), at),
            IUntrustedCode(address(this))
        );
        gatewayOnL1 = new ZKChain(_of("ZKChain"), at, GATEWAY, false, false, false);
        at.addChain(GATEWAY, gatewayOnL1, ZKChain(address(0)));
    }

    function _deployChain(ChainStart calldata _chain, bool _isNative) private {
        uint256 id = _chain.chainId;
        bool ownFacets = _chain.party == Party.CompletelyCompromised;
        bool reaches = world.reachesMailbox;
        at.addChain(
            id,
            new ZKChain(_of("ZKChain"), at, id, false, ownFacets, reaches),
            new ZKChain(_of("ZKChain"), at, id, true, ownFacets, reaches)
        );
        bool isOrigin = _isNative && id == A;
        Party_ storage party = parties[id];
        party.party = _chain.party;
        party.tracker = new L2AssetTracker(_of("L2AssetTracker"), isOrigin, world.history != History.BeforeV31);
        bool keepsNoSupply = isOrigin && world.asset == Asset.MaliciousNativeToken;
        party.bridge = new L2Bridge(_of("L2Bridge"), at, party.tracker, id, keepsNoSupply);
        ids.push(id);
    }

    /// The chain's history. What a malicious chain may have put into its batches is anything: its first one is on L1.
    function _begin(ChainStart calldata _chain) private {
        uint256 id = _chain.chainId;
        bool isHonest = _chain.party == Party.Honest;
        uint256 batches = 1;
        _append(id, 1, isHonest ? bytes32(0) : ANYTHING);
        if (world.history == History.Upgraded) {
            // Its second batch is on the Gateway from before v31, which did not look at it.
            batches = 2;
            at.messageRoot().setMigratingChainBatchNumber(id, 2);
            at.l1Handler().setHistory(id, 0, MigrationInterval(GATEWAY, 1, 2, 0, 1, false));
            parties[id].forgedBeforeV31 = 2;
        }
        at.bridgehub().setSettlementLayer(id, L1);
        at.onL1(id).setBatches(batches, batches);
        if (world.history == History.Upgraded) {
            at.onL1(id).upgradeToV31();
            at.messageRoot().saveV31UpgradeChainBatchNumber(id, batches + 1);
        }
        if (!_chain.startsOnGateway) return;
        bool isOld = world.history == History.BeforeV31;
        uint256 layerBatches = at.messageRoot().currentChainBatchNumber(GATEWAY);
        uint256 number = isOld ? 0 : 1;
        at.l1Handler().setHistory(id, number, MigrationInterval(GATEWAY, batches, 0, layerBatches, 0, true));
        MigrationInterval memory none;
        at.gatewayHandler().setHistory(id, number, none);
        at.bridgehub().setSettlementLayer(id, GATEWAY);
        at.onGateway(id).forwardedBridgeMintOnGateway(at.onL1(id));
        parties[id].leftL1After = batches;
        if (isOld && !isHonest) {
            at.onGateway(id).setBatches(batches + 1, batches + 1);
            parties[id].forgedBeforeV31 = batches + 1;
            parties[id].forgedInOldBatch = layerBatches + 1;
            _append(GATEWAY, layerBatches + 1, leafOfBatch(id, batches + 1, ANYTHING));
        }
    }

    /// The Gateway from before v31 did not look at what a malicious chain's batch says.
    function _appendOldBatch(ChainStart[] calldata _chains) private {
        bytes32[] memory leaves = new bytes32[](_chains.length);
        for (uint256 i; i < _chains.length; ++i) {
            if (_chains[i].party != Party.Honest) leaves[i] = leafOfBatch(_chains[i].chainId, 2, ANYTHING);
        }
        at.messageRoot().addChainBatchRoot(GATEWAY, 1, leaves);
    }

    function _append(uint256 _chainId, uint256 _batchNumber, bytes32 _leaf) internal {
        bytes32[] memory leaves = new bytes32[](1);
        leaves[0] = _leaf;
        at.messageRoot().addChainBatchRoot(_chainId, _batchNumber, leaves);
    }

    // Untrusted code.

    function takesTokens(bool _isOther) external {
        if (_isOther ? world.reachesOtherToken : world.reachesToken) attacker.run();
    }

    function inMailbox() external {
        attacker.run();
    }

    function paysOut() external {
        if (world.reachesReceiver) attacker.run();
    }

    // Where a chain is, and what is provable.

    /// L1, GATEWAY, or 0 while the chain is on its way.
    function _settlesOn(uint256 _chainId) internal view returns (uint256) {
        if (at.onGateway(_chainId).settlesOnGateway()) return GATEWAY;
        return at.bridgehub().settlementLayer(_chainId) == L1 ? L1 : 0;
    }

    function _diamond(uint256 _chainId) internal view returns (ZKChain) {
        return _settlesOn(_chainId) == GATEWAY ? at.onGateway(_chainId) : at.onL1(_chainId);
    }

    function _isHonest(uint256 _chainId) internal view returns (bool) {
        return parties[_chainId].party == Party.Honest;
    }

    /// The bootloader tells the chain where it settles and how often it has moved.
    function _onChain(uint256 _chainId) internal returns (Party_ storage party) {
        party = parties[_chainId];
        uint256 layer = _settlesOn(_chainId);
        ChainAssetHandler handler = layer == GATEWAY ? at.gatewayHandler() : at.l1Handler();
        party.tracker.setSettlementLayer(layer, handler.migrationNumber(_chainId));
    }

    function _isProvable(Known storage _known) internal view returns (bool) {
        Proof storage proof = _known.proof;
        bool isGateways = proof.settlementLayer == GATEWAY || proof.chainId == GATEWAY;
        uint256 number = proof.settlementLayer == GATEWAY ? proof.settlementLayerBatchNumber : proof.batchNumber;
        return !isGateways || number <= at.messageRoot().currentChainBatchNumber(GATEWAY);
    }

    function _isPaid(Known storage _known) internal view returns (bool) {
        Proof storage proof = _known.proof;
        return at.nullifier().isWithdrawalFinalized(
            keccak256(abi.encode(proof.chainId, proof.batchNumber, proof.index))
        );
    }

    function _isRefunded(Known storage _known) internal view returns (bool) {
        return at.nullifier().depositHappened(_known.proof.chainId, _known.message.txHash) == 0;
    }

    /// The number that Gateway's unsettled batch will have.
    function _nextGatewayBatch() internal view returns (uint256) {
        return at.messageRoot().currentChainBatchNumber(GATEWAY) + 1;
    }

    /// Gateway's batch says something more.
    function _say(bytes32 _leaf) internal {
        gatewayBatch.push(_leaf);
        if (!world.settlesGatewayBatches) _settleGatewayBatch();
    }

    function _settleGatewayBatch() internal {
        at.messageRoot().addChainBatchRoot(GATEWAY, _nextGatewayBatch(), gatewayBatch);
        delete gatewayBatch;
    }
}
