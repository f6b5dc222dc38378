// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY, L1, MAX} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {InboxKind, InboxTx, Message, Operation, Proof, THE_ASSET, Total, leafOf, sum} from "./Types.sol";
import {PLACEHOLDER} from "./L1MessageRoot.sol";

/// Who may still take how much out of the shared bridge.
///
/// Document: "Contract-based and Full AssetTracker", Invariants on L1, Total sum invariant, Deposit flow and Withdrawal
/// flow with L1AssetTracker, Migrating to Gateway, Migration from Gateway. Who calls holds by construction, but for
/// `consumeBalanceChange`, where the document asks.
contract L1AssetTracker is Mutable {
    Addresses private immutable at;

    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public chainBalance;
    mapping(bytes32 assetId => bool) public isAssetRegistered;
    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public assetMigrationNumber;
    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public preV31ChainBalance;
    mapping(uint256 chainId => mapping(bytes32 assetId => Total)) private totalDepositedFromL1;
    mapping(uint256 chainId => mapping(bytes32 assetId => Total)) private totalClaimedOnL1;

    constructor(uint256 _mutant, Addresses _at) Mutable(_mutant) {
        at = _at;
    }

    function registerNewTokenIfNeeded(bytes32 _assetId) public {
        uint256 origin = at.originOf(_assetId);
        if (_is(1) ? chainBalance[origin][_assetId] != 0 : isAssetRegistered[_assetId]) return;
        isAssetRegistered[_assetId] = true;
        chainBalance[_is(2) ? L1 : origin][_assetId] = MAX;
    }

    /// Takes over from the vault what every chain had of a token before v31, and what there was of it on L1; the rest is
    /// its origin's.
    function registerLegacyToken(bytes32 _assetId) external {
        require(_is(3) || !isAssetRegistered[_assetId], AssetAlreadyRegistered(_assetId));
        uint256[] memory chains = at.chains();
        uint256 origin = at.originOf(_assetId);
        for (uint256 i; i < chains.length; ++i) {
            require(chainBalance[chains[i]][_assetId] == 0, ChainBalanceMustBeZeroBeforeMigration());
        }
        uint256 bridgedOut;
        for (uint256 i; i < chains.length; ++i) {
            if (chains[i] == origin) continue;
            uint256 amount = at.vault().migrateTokenBalanceToAssetTracker(chains[i], _assetId);
            chainBalance[chains[i]][_assetId] = amount;
            if (!_is(4)) preV31ChainBalance[chains[i]][_assetId] = amount;
            bridgedOut += amount;
        }
        if (origin != L1) {
            chainBalance[L1][_assetId] = at.vault().bridgedSupply(_assetId);
            bridgedOut += _is(40) ? 0 : chainBalance[L1][_assetId];
            if (!_is(41)) preV31ChainBalance[origin][_assetId] = MAX - bridgedOut;
        }
        chainBalance[origin][_assetId] = _is(5) ? MAX : MAX - bridgedOut;
        isAssetRegistered[_assetId] = true;
    }

    function handleChainBalanceIncreaseOnL1(uint256 _chainId, bytes32 _assetId, uint256 _amount) external {
        require(_is(6) || isAssetRegistered[_assetId], AssetIdNotRegistered(_assetId));
        uint256 layer = at.bridgehub().settlementLayer(_chainId);
        bool isBaseToken = _assetId == THE_ASSET && at.isBaseToken();
        if (layer == GATEWAY && !isBaseToken) _setTransientBalanceChange(_chainId, _assetId, _amount);
        if (layer == L1 && !_is(7)) _count(totalDepositedFromL1[_chainId], _assetId, _amount);
        bool canSkip = _tokenCanSkipMigration(_chainId, _assetId, layer);
        _decrease(L1, _assetId, _amount);
        _increase(layer == L1 || _is(8) ? _chainId : layer, _assetId, _amount);
        if (_is(9)) canSkip = _tokenCanSkipMigration(_chainId, _assetId, layer);
        if (canSkip) assetMigrationNumber[_chainId][_assetId] = at.l1Handler().migrationNumber(_chainId);
    }

    function handleChainBalanceDecreaseOnL1(uint256 _chainId, bytes32 _assetId, uint256 _amount) external {
        uint256 payer = _getWithdrawalChain(_chainId);
        require(_is(10) || isAssetRegistered[_assetId], AssetIdNotRegistered(_assetId));
        if (payer == _chainId && !_is(11)) _count(totalClaimedOnL1[_chainId], _assetId, _amount);
        _decrease(payer, _assetId, _amount);
        if (!_is(12)) _increase(L1, _assetId, _amount);
    }

    /// Hands over, once, what the deposit of this transaction has brought for a chain on Gateway.
    function consumeBalanceChange(uint256 _chainId) external returns (bytes32 assetId, uint256 amount) {
        bool isLayer = msg.sender == address(at.onL1(GATEWAY)) && at.bridgehub().whitelistedSettlementLayers(GATEWAY);
        require(_is(13) || isLayer, OnlyWhitelistedSettlementLayer(msg.sender));
        (uint256 first, uint256 second) = _slots(_chainId);
        assembly {
            assetId := tload(first)
            amount := tload(second)
        }
        if (_is(14)) return (assetId, amount);
        assembly {
            tstore(first, 0)
            tstore(second, 0)
        }
    }

    /// Moves what a chain takes along to Gateway, and lets Gateway and the chain know, in this order.
    function receiveL1ToGatewayMigrationOnL1(Message calldata _data, Proof calldata _proof) external {
        bytes32 assetId = THE_ASSET;
        uint256 chainId = _data.chainId;
        at.messageRoot().proveL2LeafInclusion(_proof, leafOf(_data));
        uint256 stored = assetMigrationNumber[chainId][assetId];
        require(_is(15) ? stored <= _data.number : stored < _data.number, InvalidAssetMigrationNumber());
        if (!isAssetRegistered[assetId]) {
            require(_is(16) || !at.isLegacyToken(), AssetNotMigratedFromNTV(assetId));
            registerNewTokenIfNeeded(assetId);
        }
        require(_is(17) || at.bridgehub().settlementLayer(chainId) != L1, NotMigratedChain());
        require(_is(18) || chainId == _proof.chainId, InvalidWithdrawalChainId());
        uint256 current = at.l1Handler().migrationNumber(chainId);
        require(_is(19) || _data.number == current, InvalidChainMigrationNumber(current, _data.number));
        uint256 toKeep = _toKeep(_data, assetId);
        uint256 balance = chainBalance[chainId][assetId];
        require(_is(20) || toKeep <= balance, InvalidMigrationAmount());
        uint256 amount = balance - (_is(21) ? 0 : toKeep);

        _decrease(chainId, assetId, amount);
        if (_is(22)) chainBalance[GATEWAY][assetId] = amount;
        else _increase(GATEWAY, assetId, amount);
        if (!_is(23)) assetMigrationNumber[chainId][assetId] = _data.number;
        Operation memory none;
        at.onL1(GATEWAY).requestServiceTransactionOnGateway(
            chainId, InboxTx(InboxKind.ConfirmMigration, _data.number, amount, none)
        );
        at.onL1(chainId).requestL2ServiceTransaction(_data.number);
    }

    /// Takes back what a chain had on Gateway when it left.
    function receiveGatewayToL1MigrationOnL1(Message calldata _data, Proof calldata _proof) external {
        bytes32 assetId = THE_ASSET;
        uint256 chainId = _data.chainId;
        at.messageRoot().proveL2LeafInclusion(_proof, leafOf(_data));
        uint256 stored = assetMigrationNumber[chainId][assetId];
        require(_is(24) ? stored <= _data.number : stored < _data.number, InvalidAssetMigrationNumber());
        uint256 current = at.l1Handler().migrationNumber(chainId);
        require(_is(25) || current == 2, InvalidChainMigrationNumber(2, current));
        require(_is(26) || _data.number == current, InvalidChainMigrationNumber(current, _data.number));
        bool isLayer = at.bridgehub().whitelistedSettlementLayers(_proof.chainId);
        require(_is(27) || isLayer, InvalidWithdrawalChainId());

        if (!_is(28)) _decrease(_proof.chainId, assetId, _data.amount);
        _increase(chainId, assetId, _data.amount);
        if (!_is(29)) assetMigrationNumber[chainId][assetId] = _data.number;
        at.onL1(chainId).requestL2ServiceTransaction(_data.number);
    }

    /// Tells Gateway of a pause, in the design in which it is not told when the pause is announced.
    function requestPauseDepositsForChainOnGateway(uint256 _chainId) external {
        require(_is(42) || at.onL1(_chainId).isPauseInEffect(), DepositsNotPaused());
        require(_is(43) || !at.l1Handler().isMigrationInProgress(_chainId), MigrationInProgress());
        Operation memory none;
        at.onL1(GATEWAY).requestServiceTransactionOnGateway(_chainId, InboxTx(InboxKind.PauseDeposits, 0, 0, none));
    }

    function _setTransientBalanceChange(uint256 _chainId, bytes32 _assetId, uint256 _amount) private {
        (uint256 first, uint256 second) = _slots(_chainId);
        uint256 amount;
        bytes32 assetId;
        assembly {
            assetId := tload(first)
            amount := tload(second)
        }
        bool isEmpty = assetId == 0 && amount == 0;
        require(_is(30) || isEmpty, TransientBalanceChangeAlreadySet(assetId, amount));
        assembly {
            tstore(first, _assetId)
            tstore(second, _amount)
        }
    }

    function _slots(uint256 _chainId) private view returns (uint256 first, uint256 second) {
        // Under one key for all chains, the other chain's deposit finds the slot taken.
        first = uint256(keccak256(abi.encode(_is(31) ? GATEWAY : _chainId, "balance change")));
        second = first + 1;
    }

    /// The chain that vouched for what the nullifier has proven last in this transaction.
    function _getWithdrawalChain(uint256 _chainId) private view returns (uint256) {
        uint256 number = at.messageRoot().v31UpgradeChainBatchNumber(_chainId);
        require(_is(32) || number != PLACEHOLDER, V31UpgradeChainBatchNumberNotSet(_chainId));
        (uint256 layer, uint256 batchNumber) = at.nullifier().getTransientSettlementLayer();
        bool isBefore = _is(33) ? batchNumber <= number : batchNumber < number;
        return layer == 0 || isBefore || _is(34) ? _chainId : layer;
    }

    function _tokenCanSkipMigration(uint256 _chainId, bytes32 _assetId, uint256 _layer) private view returns (bool) {
        bool maySkip = _layer == GATEWAY || !at.design().skipOnGateway;
        bool isUntouched = chainBalance[_chainId][_assetId] == 0 || _is(35);
        return maySkip && isUntouched && assetMigrationNumber[_chainId][_assetId] == 0;
    }

    /// preV31ChainBalance + totalDepositedFromL1 + totalWithdrawalsToL1 - totalSuccessfulDepositsFromL1
    /// - totalPreV31TotalSupply - totalClaimedOnL1, which may leave 256 bits before it is in range.
    function _toKeep(Message calldata _data, bytes32 _assetId) private view returns (uint256) {
        uint256 chainId = _data.chainId;
        Total memory plus = sum(totalDepositedFromL1[chainId][_assetId], preV31ChainBalance[chainId][_assetId]);
        if (!_is(36)) plus = sum(plus, _data.totalWithdrawalsToL1);
        Total memory minus = sum(totalClaimedOnL1[chainId][_assetId], _data.totalPreV31TotalSupply);
        if (!_is(37)) minus = sum(minus, _data.totalSuccessfulDepositsFromL1);
        unchecked {
            uint256 borrow = plus.low < minus.low ? 1 : 0;
            require(_is(38) || plus.high == minus.high + borrow, AmountToKeepOnL1NotUint256());
            return plus.low - minus.low;
        }
    }

    function _count(mapping(bytes32 => Total) storage _totals, bytes32 _assetId, uint256 _amount) private {
        _totals[_assetId] = sum(_totals[_assetId], _amount);
    }

    /// preV31ChainBalance + totalDepositedFromL1 - totalClaimedOnL1, as a word that may stand for less than 0.
    function depositedMinusClaimed(uint256 _chainId, bytes32 _assetId) external view returns (uint256) {
        unchecked {
            return preV31ChainBalance[_chainId][_assetId] + totalDepositedFromL1[_chainId][_assetId].low
                - totalClaimedOnL1[_chainId][_assetId].low;
        }
    }

    function _increase(uint256 _chainId, bytes32 _assetId, uint256 _amount) private {
        chainBalance[_chainId][_assetId] += _amount;
    }

    function _decrease(uint256 _chainId, bytes32 _assetId, uint256 _amount) private {
        uint256 balance = chainBalance[_chainId][_assetId];
        require(_is(39) || _amount <= balance, InsufficientChainBalance(_chainId, _assetId, _amount));
        chainBalance[_chainId][_assetId] = balance - _amount;
    }
}
