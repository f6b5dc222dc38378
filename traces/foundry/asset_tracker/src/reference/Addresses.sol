// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {L1AssetTracker} from "./L1AssetTracker.sol";
import {L1Bridgehub} from "./L1Bridgehub.sol";
import {L1MessageRoot} from "./L1MessageRoot.sol";
import {L1NativeTokenVault} from "./L1NativeTokenVault.sol";
import {L1Nullifier} from "./L1Nullifier.sol";
import {ChainAssetHandler} from "./ChainAssetHandler.sol";
import {GWAssetTracker} from "./GWAssetTracker.sol";
import {ZKChain} from "./ZKChain.sol";
import {L1, Design} from "../IAssetTrackerAdapter.sol";
import {IUntrustedCode, THE_ASSET} from "./Types.sol";

/// Where the contracts are, what the asset is, which design they follow, and what time it is on each layer.
contract Addresses {
    L1AssetTracker public l1AssetTracker;
    L1Bridgehub public bridgehub;
    L1MessageRoot public messageRoot;
    L1NativeTokenVault public vault;
    L1Nullifier public nullifier;
    ChainAssetHandler public l1Handler;
    ChainAssetHandler public gatewayHandler;
    GWAssetTracker public gwAssetTracker;
    IUntrustedCode public untrusted;
    mapping(uint256 chainId => ZKChain) public onL1;
    mapping(uint256 chainId => ZKChain) public onGateway;
    uint256[] private ids;
    Design private flags;
    uint256 public originChainId;
    bool public isBaseToken;
    bool public isLegacyToken;
    uint256 public pauseWindow;
    uint256 public migrationWindow;
    mapping(uint256 layer => uint256) public time;

    function setL1(
        L1AssetTracker _tracker,
        L1Bridgehub _bridgehub,
        L1MessageRoot _messageRoot,
        L1NativeTokenVault _vault,
        L1Nullifier _nullifier,
        ChainAssetHandler _handler
    ) external {
        (l1AssetTracker, bridgehub, messageRoot) = (_tracker, _bridgehub, _messageRoot);
        (vault, nullifier, l1Handler) = (_vault, _nullifier, _handler);
    }

    function setGateway(GWAssetTracker _tracker, ChainAssetHandler _handler, IUntrustedCode _untrusted) external {
        (gwAssetTracker, gatewayHandler, untrusted) = (_tracker, _handler, _untrusted);
    }

    function setAsset(uint256 _originChainId, bool _isBaseToken, bool _isLegacyToken, Design calldata _design) external {
        (originChainId, isBaseToken, isLegacyToken) = (_originChainId, _isBaseToken, _isLegacyToken);
        flags = _design;
    }

    function addChain(uint256 _chainId, ZKChain _onL1, ZKChain _onGateway) external {
        (onL1[_chainId], onGateway[_chainId]) = (_onL1, _onGateway);
        if (address(_onGateway) != address(0)) ids.push(_chainId);
    }

    function setWindows(uint256 _pause, uint256 _migration) external {
        (pauseWindow, migrationWindow) = (_pause, _migration);
    }

    function passTime(uint256 _layer) external {
        ++time[_layer];
    }

    function chains() external view returns (uint256[] memory) {
        return ids;
    }

    function design() external view returns (Design memory) {
        return flags;
    }

    function originOf(bytes32 _assetId) external view returns (uint256) {
        return _assetId == THE_ASSET ? originChainId : L1;
    }
}
