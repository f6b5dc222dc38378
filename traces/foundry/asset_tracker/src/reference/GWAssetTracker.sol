// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {Message, MessageKind, THE_ASSET} from "./Types.sol";

/// That no chain on Gateway sends out more than it has.
///
/// Document: "Contract-based and Full AssetTracker", Gateway asset tracker, Migration from Gateway.
contract GWAssetTracker is Mutable {
    Addresses private immutable at;

    struct BalanceChange {
        bool isRecorded;
        uint256 amount;
    }

    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public chainBalance;
    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public pendingInteropBalance;
    mapping(uint256 chainId => mapping(bytes32 assetId => uint256)) public assetMigrationNumber;
    mapping(uint256 chainId => mapping(bytes32 txHash => BalanceChange)) private balanceChange;

    constructor(uint256 _mutant, Addresses _at) Mutable(_mutant) {
        at = _at;
    }

    /// Credits a chain with a deposit that Gateway relays, and records it; 0 for a service transaction.
    function handleChainBalanceIncreaseOnGateway(uint256 _chainId, bytes32 _txHash, uint256 _amount) external {
        uint256 number = at.gatewayHandler().migrationNumber(_chainId);
        require(_is(1) || number == 1, InvalidChainMigrationNumber(1, number));
        if (!_is(2)) balanceChange[_chainId][_txHash] = BalanceChange(true, _amount);
        if (_amount == 0) return;
        uint256 balance = chainBalance[_chainId][THE_ASSET];
        bool canSkip = assetMigrationNumber[_chainId][THE_ASSET] == 0 && (balance == 0 || _is(3));
        chainBalance[_chainId][THE_ASSET] = _is(4) ? _amount : balance + _amount;
        if (canSkip && !_is(5)) assetMigrationNumber[_chainId][THE_ASSET] = number;
    }

    /// Holds what a chain's batch says against what the chain has.
    function processLogsAndMessages(uint256 _chainId, Message calldata _message) external {
        MessageKind kind = _message.kind;
        if (kind == MessageKind.Status) _handlePotentialFailedDeposit(_chainId, _message);
        else if (kind == MessageKind.Withdrawal) _debit(_chainId, _message.amount, 6);
        else if (kind == MessageKind.Interop) _handleInteropCenterMessage(_chainId, _message);
        else if (kind == MessageKind.InteropExecuted) _handleInteropHandlerMessage(_chainId, _message.amount);
    }

    /// Credits a chain with what it has taken along from L1; a deposit may have raised its balance before.
    function confirmMigrationOnGateway(uint256 _chainId, uint256 _number, uint256 _amount) external {
        if (!_is(7)) assetMigrationNumber[_chainId][THE_ASSET] = _number;
        if (_is(8)) chainBalance[_chainId][THE_ASSET] = _amount;
        else chainBalance[_chainId][THE_ASSET] += _amount;
    }

    /// Sends home what a chain that has left still has here.
    function initiateGatewayToL1MigrationOnGateway(uint256 _chainId) external returns (Message memory message) {
        uint256 number = at.gatewayHandler().migrationNumber(_chainId);
        // Of a chain that settles here, the number before it came counts.
        if (at.onGateway(_chainId).settlesOnGateway() && number > 0) --number;
        require(_is(9) || number == 2, InvalidChainMigrationNumber(2, number));
        uint256 stored = assetMigrationNumber[_chainId][THE_ASSET];
        require(_is(10) ? stored <= number : stored < number, InvalidAssetMigrationNumber());

        message.kind = MessageKind.Return;
        message.chainId = _chainId;
        message.number = number;
        message.amount = chainBalance[_chainId][THE_ASSET];
        if (!_is(11)) chainBalance[_chainId][THE_ASSET] = 0;
        if (at.design().nothingStranded) {
            message.amount += pendingInteropBalance[_chainId][THE_ASSET];
            pendingInteropBalance[_chainId][THE_ASSET] = 0;
        }
        if (!_is(12)) assetMigrationNumber[_chainId][THE_ASSET] = number;
    }

    /// The log of a priority operation: a failed deposit is taken back, since Gateway will pay its refund.
    function _handlePotentialFailedDeposit(uint256 _chainId, Message calldata _log) private {
        BalanceChange memory change = balanceChange[_chainId][_log.txHash];
        require(_is(13) || change.isRecorded, InvalidCanonicalTxHash(_log.txHash));
        if (!_log.success) _debit(_chainId, change.amount, 14);
        delete balanceChange[_chainId][_log.txHash];
    }

    /// The sender is debited and the recipient credited, at once or once it has executed the bundle.
    function _handleInteropCenterMessage(uint256 _chainId, Message calldata _message) private {
        uint256 to = _message.chainId;
        _debit(_chainId, _message.amount, 15);
        if (at.design().nothingStranded && !at.onGateway(to).settlesOnGateway()) return;
        if (_is(16)) return;
        if (at.design().pendingInterop) pendingInteropBalance[to][THE_ASSET] += _message.amount;
        else chainBalance[to][THE_ASSET] += _message.amount;
    }

    function _handleInteropHandlerMessage(uint256 _chainId, uint256 _amount) private {
        uint256 pending = pendingInteropBalance[_chainId][THE_ASSET];
        bool isPending = _amount <= pending;
        require(_is(17) || isPending, InsufficientPendingInteropBalance(_chainId, THE_ASSET, _amount));
        pendingInteropBalance[_chainId][THE_ASSET] = pending - _amount;
        if (!_is(18)) chainBalance[_chainId][THE_ASSET] += _amount;
    }

    /// One line for each message that takes: wrong, it takes nothing.
    function _debit(uint256 _chainId, uint256 _amount, uint256 _line) private {
        uint256 balance = chainBalance[_chainId][THE_ASSET];
        require(_is(19) || _amount <= balance, InsufficientChainBalance(_chainId, THE_ASSET, _amount));
        if (!_is(_line)) chainBalance[_chainId][THE_ASSET] = balance - _amount;
    }
}
