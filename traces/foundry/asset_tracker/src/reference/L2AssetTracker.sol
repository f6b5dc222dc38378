// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY, L1, MAX} from "../IAssetTrackerAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {Message, MessageKind, THE_ASSET, Total, sum} from "./Types.sol";

/// That a chain sends nothing out which its settlement layer would refuse.
///
/// Document: "Contract-based and Full AssetTracker", Total sum invariant, Migrating and settling on Gateway, Migration
/// number, Migrating to Gateway, v31 upgrade. What `SystemContext` and `L2ChainAssetHandler` keep stands here: the layer
/// and the number of migrations, which the bootloader tells the chain.
contract L2AssetTracker is Mutable {
    bool private immutable isOrigin;

    uint256 public settlementLayer;
    uint256 public migrationNumber;
    bool public isV31;
    mapping(bytes32 assetId => uint256) public assetMigrationNumber;
    mapping(bytes32 assetId => uint256) public chainBalance;
    mapping(bytes32 assetId => Total) private totalWithdrawalsToL1;
    mapping(bytes32 assetId => Total) private totalSuccessfulDepositsFromL1;
    mapping(bytes32 assetId => uint256) public totalPreV31TotalSupply;
    mapping(bytes32 assetId => bool) public isAssetRegistered;
    /// Of the base token, from before v31.
    uint256 private supplyToFillIn;
    bool public isSupplyToFillIn;

    constructor(uint256 _mutant, bool _isOrigin, bool _isV31) Mutable(_mutant) {
        (isOrigin, isV31) = (_isOrigin, _isV31);
        // A token from after v31 had no supply before it.
        isAssetRegistered[THE_ASSET] = _isV31;
        if (_isOrigin) chainBalance[THE_ASSET] = _is(1) ? 0 : MAX;
    }

    /// The bootloader says where the batch will settle.
    function setSettlementLayer(uint256 _layer, uint256 _migrationNumber) external {
        (settlementLayer, migrationNumber) = (_layer, _migrationNumber);
    }

    function upgradeToV31() external {
        isV31 = true;
    }

    /// A chain that does not know the supply of its base token registers the token with none, until somebody fills it in.
    function registerBaseTokenDuringUpgrade(bytes32 _assetId, uint256 _supply) external {
        isAssetRegistered[_assetId] = true;
        (supplyToFillIn, isSupplyToFillIn) = (_supply, true);
    }

    /// The supply is the one that there was when the chain upgraded.
    function backFillZKSyncOSBaseTokenV31MigrationData(bytes32 _assetId) external {
        require(_is(16) || isSupplyToFillIn, BaseTokenTotalSupplyBackfillNotNeeded());
        if (!_is(17)) totalPreV31TotalSupply[_assetId] += supplyToFillIn;
        isSupplyToFillIn = false;
    }

    /// Something leaves the chain, to L1 or to another chain; users hold `supply` before.
    function handleInitiateBridgingOnL2(bytes32 _assetId, uint256 _amount, uint256 _to, uint256 _supply) external {
        if (!isV31) {
            // The vault locks it, which registration will find.
            if (isOrigin && !_is(18)) chainBalance[_assetId] -= _amount;
            return;
        }
        uint256 stored = assetMigrationNumber[_assetId];
        bool mayLeave = settlementLayer == L1 || stored == migrationNumber;
        require(_is(2) || mayLeave, TokenBalanceNotMigratedToGateway(_assetId, stored, migrationNumber));
        if (!_is(3)) _registerLegacyTokenIfNeeded(_assetId, _supply);
        if (isOrigin) {
            uint256 balance = chainBalance[_assetId];
            require(_is(4) || _amount <= balance, InsufficientChainBalance(0, _assetId, _amount));
            if (!_is(5)) chainBalance[_assetId] = balance - _amount;
        }
        if (settlementLayer == L1 && _to == L1 && !_is(6)) {
            totalWithdrawalsToL1[_assetId] = sum(totalWithdrawalsToL1[_assetId], _amount);
        }
    }

    /// Something reaches the chain, whose users hold `supply` before.
    function handleFinalizeBridgingOnL2(bytes32 _assetId, uint256 _amount, uint256 _from, uint256 _supply) external {
        if (!isV31) {
            if (isOrigin) chainBalance[_assetId] += _amount;
            return;
        }
        _registerLegacyTokenIfNeeded(_assetId, _supply);
        bool canSkip = !isOrigin && assetMigrationNumber[_assetId] == 0 && (_supply == 0 || _is(7));
        if (canSkip && !_is(8)) assetMigrationNumber[_assetId] = migrationNumber;
        if (isOrigin && !_is(9)) chainBalance[_assetId] += _amount;
        if (settlementLayer == L1 && _from == L1 && !_is(10)) {
            totalSuccessfulDepositsFromL1[_assetId] = sum(totalSuccessfulDepositsFromL1[_assetId], _amount);
        }
    }

    /// Reports the chain's totals to L1, unless the asset has migrated.
    function initiateL1ToGatewayMigrationOnL2(bytes32 _assetId, uint256 _chainId, uint256 _supply)
        external
        returns (Message memory message)
    {
        require(_is(11) || settlementLayer == GATEWAY, OnlyGatewaySettlementLayer());
        require(_is(19) || !isSupplyToFillIn, BaseTokenTotalSupplyBackfillRequired());
        _registerLegacyTokenIfNeeded(_assetId, _supply);
        if (!_is(12) && assetMigrationNumber[_assetId] == migrationNumber) return message;
        message.kind = MessageKind.Totals;
        message.chainId = _chainId;
        message.number = _is(13) ? migrationNumber + 1 : migrationNumber;
        message.totalWithdrawalsToL1 = totalWithdrawalsToL1[_assetId];
        message.totalSuccessfulDepositsFromL1 = totalSuccessfulDepositsFromL1[_assetId];
        message.totalPreV31TotalSupply = totalPreV31TotalSupply[_assetId];
    }

    /// L1 has migrated the asset's balance.
    function confirmMigrationOnL2(bytes32 _assetId, uint256 _number) external {
        if (!_is(14)) assetMigrationNumber[_assetId] = _number;
    }

    /// totalWithdrawalsToL1 - totalSuccessfulDepositsFromL1 - totalPreV31TotalSupply, as a word that may stand for less.
    function withdrawnMinusSuccessful(bytes32 _assetId) external view returns (uint256) {
        unchecked {
            return totalWithdrawalsToL1[_assetId].low - totalSuccessfulDepositsFromL1[_assetId].low
                - totalPreV31TotalSupply[_assetId];
        }
    }

    /// The supply of a token from before v31 is saved before it changes. Of a native token it is all that has not left.
    function _registerLegacyTokenIfNeeded(bytes32 _assetId, uint256 _supply) private {
        if (isAssetRegistered[_assetId]) return;
        isAssetRegistered[_assetId] = true;
        uint256 supply = isOrigin && !_is(20) ? chainBalance[_assetId] : _supply;
        totalPreV31TotalSupply[_assetId] = _is(15) ? 0 : supply;
    }
}
