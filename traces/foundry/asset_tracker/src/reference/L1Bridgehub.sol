// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY, L1} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {THE_ASSET} from "./Types.sol";
import {PLACEHOLDER} from "./L1MessageRoot.sol";
import {ZKChain} from "./ZKChain.sol";

/// Where deposits come in, and which settlement layers there are: `L1Bridgehub`, with the entry points of `L1AssetRouter`
/// that lead through it. The two have a lock each.
///
/// Document: "Contract-based and Full AssetTracker", Deposit flow with L1AssetTracker, Security assumptions, At the moment
/// of the upgrade.
contract L1Bridgehub is Mutable {
    Addresses private immutable at;

    mapping(uint256 chainId => uint256) public settlementLayer;
    mapping(uint256 layer => bool) public whitelistedSettlementLayers;
    bool private transient entered;
    bool private transient routerEntered;

    constructor(uint256 _mutant, Addresses _at) Mutable(_mutant) {
        at = _at;
    }

    modifier nonReentrant(uint256 _line) {
        require(_is(_line) || !entered, Reentrancy());
        bool before = entered;
        entered = true;
        _;
        entered = before;
    }

    modifier routerNonReentrant(uint256 _line) {
        require(_is(_line) || !routerEntered, Reentrancy());
        bool before = routerEntered;
        routerEntered = true;
        _;
        routerEntered = before;
    }

    /// A deposit: the vault takes the tokens, then the chain's mailbox gets the operation.
    function requestL2TransactionTwoBridges(uint256 _chainId, bytes32 _assetId, uint256 _amount) external nonReentrant(1) {
        at.vault().bridgeBurn(_chainId, _assetId, _amount);
        _request(_chainId, _assetId, _amount);
    }

    /// A deposit by the legacy ERC-20 bridge.
    function depositLegacyErc20Bridge(uint256 _chainId, bytes32 _assetId, uint256 _amount) external routerNonReentrant(2) {
        at.vault().bridgeBurn(_chainId, _assetId, _amount);
        _requestL2TransactionDirect(_chainId, _assetId, _amount);
    }

    /// The asset router passes a claim of the nullifier on to the vault.
    function bridgeConfirmTransferResult(uint256 _chainId, bytes32 _assetId, uint256 _amount) external routerNonReentrant(3) {
        at.vault().bridgeConfirmTransferResult(_chainId, _assetId, _amount);
    }

    /// Governance vouches for a layer, once it has looked at what chains say of their upgrade, or withdraws that.
    function setSettlementLayerStatus(uint256 _layer, bool _status, bool _balancesAreHome) external {
        uint256[] memory chains = at.chains();
        bool someLie;
        for (uint256 i; i < chains.length; ++i) {
            uint256 number = at.messageRoot().v31UpgradeChainBatchNumber(chains[i]);
            uint256 since = at.onL1(chains[i]).firstBatchSinceV31();
            someLie = someLie || (number != PLACEHOLDER && since != 0 && number != since);
            require(_is(4) || _status || settlementLayer[chains[i]] == L1, NotAllChainsOnL1());
        }
        bool mayWithdraw = _balancesAreHome || !at.design().returnBeforeWithdrawal;
        require(_is(5) || _status || mayWithdraw, NotAllChainsOnL1());
        if (_is(6)) return;
        whitelistedSettlementLayers[_layer] = _status && (!someLie || _is(7));
    }

    /// A chain leaves L1 for a layer that governance vouches for.
    function forwardedBridgeBurnSetSettlementLayer(uint256 _chainId) external {
        require(_is(8) || whitelistedSettlementLayers[GATEWAY], SLNotWhitelisted());
        if (!_is(9)) settlementLayer[_chainId] = GATEWAY;
    }

    /// The chain settles on L1 again: it has come home, or never arrived.
    function forwardedBridgeMint(uint256 _chainId) external {
        if (!_is(10)) settlementLayer[_chainId] = L1;
    }

    function setSettlementLayer(uint256 _chainId, uint256 _layer) external {
        settlementLayer[_chainId] = _layer;
    }

    function _requestL2TransactionDirect(uint256 _chainId, bytes32 _assetId, uint256 _amount) private nonReentrant(11) {
        _request(_chainId, _assetId, _amount);
    }

    function _request(uint256 _chainId, bytes32 _assetId, uint256 _amount) private {
        ZKChain chain = at.onL1(_chainId);
        bytes32 txHash = chain.bridgehubRequestL2Transaction(_assetId, _amount);
        if (txHash != 0 && !_is(12)) at.nullifier().bridgehubConfirmL2Transaction(_chainId, _assetId, _amount, txHash);
    }
}
