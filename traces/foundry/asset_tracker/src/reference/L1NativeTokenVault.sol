// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY, L1} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {OTHER_TOKEN, THE_ASSET} from "./Types.sol";

/// Takes tokens in and pays them out; before v31 it kept the balances of the chains itself.
///
/// Document: "Contract-based and Full AssetTracker", How chain balances were tracked before v31, L1 and L2 native token
/// registration, Security notes around withdrawals. Tokens do what untrusted code does; nobody keeps their supply on L1.
contract L1NativeTokenVault is Mutable {
    Addresses private immutable at;

    /// Of before v31.
    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public chainBalance;
    /// What users on L1 had of a chain's own token before v31, when its balance was not kept.
    mapping(bytes32 assetId => uint256) public bridgedSupply;

    constructor(uint256 _mutant, Addresses _at) Mutable(_mutant) {
        at = _at;
    }

    function bridgeBurn(uint256 _chainId, bytes32 _assetId, uint256 _amount) external {
        if (!at.messageRoot().isV31()) {
            _takeBeforeV31(_chainId, _assetId, _amount);
        } else {
            if (_is(2)) at.untrusted().takesTokens(_assetId == OTHER_TOKEN);
            _registerDeposited(_assetId);
            at.l1AssetTracker().handleChainBalanceIncreaseOnL1(_is(3) ? GATEWAY : _chainId, _assetId, _amount);
        }
        if (!_is(2)) at.untrusted().takesTokens(_assetId == OTHER_TOKEN);
    }

    /// A withdrawal is paid. It is booked first, so that nothing comes between the nullifier and the tracker.
    function bridgeMint(uint256 _chainId, bytes32 _assetId, uint256 _amount) external {
        if (_is(4)) at.untrusted().paysOut();
        if (!at.messageRoot().isV31()) {
            _payBeforeV31(_chainId, _assetId, _amount);
        } else {
            if (!at.isLegacyToken() && !_is(5)) at.l1AssetTracker().registerNewTokenIfNeeded(_assetId);
            at.l1AssetTracker().handleChainBalanceDecreaseOnL1(_chainId, _assetId, _amount);
        }
        if (!_is(4)) at.untrusted().paysOut();
    }

    /// A failed deposit is refunded.
    function bridgeConfirmTransferResult(uint256 _chainId, bytes32 _assetId, uint256 _amount) external {
        if (_is(6)) at.untrusted().paysOut();
        if (!at.messageRoot().isV31()) _payBeforeV31(_chainId, _assetId, _amount);
        else at.l1AssetTracker().handleChainBalanceDecreaseOnL1(_chainId, _assetId, _amount);
        if (!_is(6)) at.untrusted().paysOut();
    }

    /// Gives up the balance that it kept of a chain.
    function migrateTokenBalanceToAssetTracker(uint256 _chainId, bytes32 _assetId) external returns (uint256 amount) {
        amount = chainBalance[_chainId][_assetId];
        if (!_is(7)) chainBalance[_chainId][_assetId] = 0;
        if (_is(8)) amount = 0;
    }

    /// An L1 token is registered by its first deposit, unless that was before v31.
    function _registerDeposited(bytes32 _assetId) private {
        bool isNew = _assetId != THE_ASSET || (!at.isLegacyToken() && at.originChainId() == L1);
        if (_is(9) ? !at.isLegacyToken() : isNew) at.l1AssetTracker().registerNewTokenIfNeeded(_assetId);
    }

    function _takeBeforeV31(uint256 _chainId, bytes32 _assetId, uint256 _amount) private {
        if (at.originOf(_assetId) != L1 && !_is(13)) bridgedSupply[_assetId] -= _amount;
        if (_chainId == at.originOf(_assetId)) return;
        if (_is(1)) chainBalance[_chainId][_assetId] = _amount;
        else chainBalance[_chainId][_assetId] += _amount;
    }

    function _payBeforeV31(uint256 _chainId, bytes32 _assetId, uint256 _amount) private {
        if (at.originOf(_assetId) != L1 && !_is(12)) bridgedSupply[_assetId] += _amount;
        if (_chainId == at.originOf(_assetId)) return;
        uint256 balance = chainBalance[_chainId][_assetId];
        require(_is(10) || _amount <= balance, InsufficientChainBalance(_chainId, _assetId, _amount));
        if (!_is(11)) chainBalance[_chainId][_assetId] = balance - _amount;
    }
}
