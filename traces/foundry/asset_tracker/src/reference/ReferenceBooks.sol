// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../IAssetTrackerAdapter.sol";
import {PLACEHOLDER} from "./L1MessageRoot.sol";
import {ReferenceWorld} from "./ReferenceWorld.sol";
import "./Types.sol";

/// The books of the reference contracts, as tests read them.
abstract contract ReferenceBooks is ReferenceWorld {
    function isAssetRegistered() external view returns (uint256) {
        return _word(at.l1AssetTracker().isAssetRegistered(THE_ASSET));
    }

    function l1ChainBalance(uint256 _chainId) external view returns (uint256) {
        return at.l1AssetTracker().chainBalance(_chainId, THE_ASSET);
    }

    function legacyChainBalance(uint256 _chainId) external view returns (uint256) {
        return at.vault().chainBalance(_chainId, THE_ASSET);
    }

    function l1AssetMigrationNumber(uint256 _chainId) external view returns (uint256) {
        return at.l1AssetTracker().assetMigrationNumber(_chainId, THE_ASSET);
    }

    function l1DepositedMinusClaimed(uint256 _chainId) external view returns (uint256) {
        return at.l1AssetTracker().depositedMinusClaimed(_chainId, THE_ASSET);
    }

    function isGatewayWhitelisted() external view returns (uint256) {
        return _word(at.bridgehub().whitelistedSettlementLayers(GATEWAY));
    }

    function settlementLayer(uint256 _chainId) external view returns (uint256) {
        return at.bridgehub().settlementLayer(_chainId);
    }

    function l1MigrationNumber(uint256 _chainId) external view returns (uint256) {
        return at.l1Handler().migrationNumber(_chainId);
    }

    function isMigrationInProgress(uint256 _chainId) external view returns (uint256) {
        return _word(at.l1Handler().isMigrationInProgress(_chainId));
    }

    function migrationHappened(uint256 _chainId) external view returns (uint256) {
        return _word(at.nullifier().depositHappened(GATEWAY, _migrationTx(_chainId, 0)) != 0);
    }

    function l1DepositsPaused(uint256 _chainId) external view returns (uint256) {
        return _word(at.onL1(_chainId).pausedDeposits());
    }

    function v31UpgradeChainBatchNumber(uint256 _chainId) external view returns (V31BatchNumber) {
        uint256 number = at.messageRoot().v31UpgradeChainBatchNumber(_chainId);
        uint256 since = at.onL1(_chainId).firstBatchSinceV31();
        if (number == 0) return V31BatchNumber.Zero;
        if (number == PLACEHOLDER) return V31BatchNumber.Placeholder;
        if (number == since) return V31BatchNumber.Honest;
        return number < since ? V31BatchNumber.TooLow : V31BatchNumber.TooHigh;
    }

    // The queue.

    function priorityQueueLength(uint256 _chainId) external view returns (uint256 count) {
        (, count,) = _queue(_chainId);
    }

    function priorityOperationIsConfirmation(uint256 _chainId, uint256 _index) external view returns (uint256) {
        return _word(_operation(_chainId, _index).isConfirmation);
    }

    function priorityOperationValue(uint256 _chainId, uint256 _index) external view returns (uint256) {
        return _operation(_chainId, _index).value;
    }

    function priorityOperationIsViaGateway(uint256 _chainId, uint256 _index) external view returns (uint256) {
        return _word(_operation(_chainId, _index).viaGateway);
    }

    function priorityOperationIsForwarded(uint256 _chainId, uint256 _index) external view returns (uint256) {
        (,, uint256 received) = _queue(_chainId);
        return _word(_operation(_chainId, _index).viaGateway && _index < received);
    }

    function _operation(uint256 _chainId, uint256 _index) private view returns (Operation memory operation) {
        (Operation[] memory list, uint256 count,) = _queue(_chainId);
        return _index < count ? list[_index] : operation;
    }

    /// What the chain has not executed, and how many of it stand in the queue on Gateway.
    function _queue(uint256 _chainId) private view returns (Operation[] memory list, uint256 count, uint256 received) {
        bool isAway = at.bridgehub().settlementLayer(_chainId) == GATEWAY;
        uint256 processed = isAway ? at.onGateway(_chainId).firstUnprocessed() : 0;
        (list, count) = at.onL1(_chainId).unprocessed(processed);
        received = isAway ? at.onGateway(_chainId).operationCount() - processed : 0;
    }

    // Messages.

    function withdrawalsToPay(uint256 _chainId, uint256 _layer, uint256 _amount) external view returns (uint256) {
        return _countPayments(withdrawals[_chainId], _layer, _amount, false, true);
    }

    function oldWithdrawalsToPay(uint256 _chainId, uint256 _amount) external view returns (uint256) {
        return _countPayments(withdrawals[_chainId], GATEWAY, _amount, true, true);
    }

    function failedDepositsToRefund(uint256 _chainId, uint256 _layer, uint256 _amount) external view returns (uint256) {
        return _countPayments(refunds[_chainId], _layer, _amount, false, true);
    }

    function unsettledWithdrawals(uint256 _chainId, uint256 _amount) external view returns (uint256) {
        return _countPayments(withdrawals[_chainId], GATEWAY, _amount, false, false);
    }

    function unsettledFailedDeposits(uint256 _chainId, uint256 _amount) external view returns (uint256) {
        return _countPayments(refunds[_chainId], GATEWAY, _amount, false, false);
    }

    function _countPayments(Known[] storage _list, uint256 _layer, uint256 _amount, bool _isOld, bool _provable)
        private
        view
        returns (uint256 count)
    {
        for (uint256 i; i < _list.length; ++i) {
            Known storage one = _list[i];
            if (one.layer != _layer || one.message.amount != _amount || one.isOld != _isOld) continue;
            bool isUsed = one.message.kind == MessageKind.Status ? _isRefunded(one) : _isPaid(one);
            if (!isUsed && _isProvable(one) == _provable) ++count;
        }
    }

    function totalsNumber(uint256 _chainId) external view returns (uint256) {
        return _latest(totals[_chainId]).number;
    }

    function totalsWithdrawnMinusSuccessful(uint256 _chainId) external view returns (uint256) {
        Message memory message = _latest(totals[_chainId]);
        unchecked {
            return message.totalWithdrawalsToL1.low - message.totalSuccessfulDepositsFromL1.low
                - message.totalPreV31TotalSupply;
        }
    }

    function returnedNumber(uint256 _chainId) external view returns (uint256) {
        return _latest(returned[_chainId]).number;
    }

    function returnedAmount(uint256 _chainId) external view returns (uint256) {
        return _latest(returned[_chainId]).amount;
    }

    function hasLeftGateway(uint256 _chainId) external view returns (uint256) {
        return _word(_latest(left[_chainId]).chainId != 0);
    }

    function migrationStatus(uint256 _chainId) external view returns (uint256) {
        Message memory latest = _latest(results[_chainId]);
        bool isOfThis = latest.txHash != 0 && latest.txHash == _migrationTx(_chainId, 0);
        return !isOfThis ? 0 : latest.success ? 1 : 2;
    }

    function _latest(Known[] storage _list) private view returns (Message memory message) {
        for (uint256 i; i < _list.length; ++i) {
            if (_isProvable(_list[i])) message = _list[i].message;
        }
    }

    // Gateway.

    function gatewayChainBalance(uint256 _chainId) external view returns (uint256) {
        return at.gwAssetTracker().chainBalance(_chainId, THE_ASSET);
    }

    function gatewayPendingInteropBalance(uint256 _chainId) external view returns (uint256) {
        return at.gwAssetTracker().pendingInteropBalance(_chainId, THE_ASSET);
    }

    function gatewayAssetMigrationNumber(uint256 _chainId) external view returns (uint256) {
        return at.gwAssetTracker().assetMigrationNumber(_chainId, THE_ASSET);
    }

    function gatewayMigrationNumber(uint256 _chainId) external view returns (uint256) {
        return at.gatewayHandler().migrationNumber(_chainId);
    }

    function settlesOnGateway(uint256 _chainId) external view returns (uint256) {
        return _word(at.onGateway(_chainId).settlesOnGateway());
    }

    function gatewayDepositsPaused(uint256 _chainId) external view returns (uint256) {
        return _word(at.onGateway(_chainId).pausedDeposits());
    }

    function inboxLength(uint256 _chainId) external view returns (uint256) {
        return gatewayOnL1.inboxTxs(_chainId).length;
    }

    function inboxTxKind(uint256 _chainId, uint256 _index) external view returns (uint256) {
        InboxTx[] memory list = gatewayOnL1.inboxTxs(_chainId);
        return _index < list.length ? uint256(list[_index].kind) : 0;
    }

    function inboxTxAmount(uint256 _chainId, uint256 _index) external view returns (uint256) {
        InboxTx[] memory list = gatewayOnL1.inboxTxs(_chainId);
        return _index < list.length ? list[_index].amount : 0;
    }

    // Chains.

    function supply(uint256 _chainId) external view returns (uint256) {
        return parties[_chainId].bridge.supply();
    }

    function l2ChainBalance(uint256 _chainId) external view returns (uint256) {
        return parties[_chainId].tracker.chainBalance(THE_ASSET);
    }

    function l2AssetMigrationNumber(uint256 _chainId) external view returns (uint256) {
        return parties[_chainId].tracker.assetMigrationNumber(THE_ASSET);
    }

    function l2WithdrawnMinusSuccessful(uint256 _chainId) external view returns (uint256) {
        return parties[_chainId].tracker.withdrawnMinusSuccessful(THE_ASSET);
    }

    function isPreV31SupplySaved(uint256 _chainId) external view returns (uint256) {
        return _word(parties[_chainId].tracker.isAssetRegistered(THE_ASSET));
    }

    function isPreV31SupplyToFillIn(uint256 _chainId) external view returns (uint256) {
        return _word(parties[_chainId].tracker.isSupplyToFillIn());
    }

    function interopToClaim(uint256 _chainId, uint256 _amount) external view returns (uint256 count) {
        Bundle[] storage list = bundles[_chainId];
        for (uint256 i; i < list.length; ++i) {
            bool isOpen = !parties[_chainId].bridge.isBundleExecuted(list[i].hash);
            if (isOpen && list[i].amount == _amount) ++count;
        }
    }

    function batchKind(uint256 _chainId) external view returns (BatchKind) {
        return parties[_chainId].batch.kind;
    }

    function batchAmount(uint256 _chainId) external view returns (uint256) {
        return parties[_chainId].batch.message.amount;
    }

    function isBatchCommitted(uint256 _chainId) external view returns (uint256) {
        return _word(parties[_chainId].batch.isCommitted);
    }

    /// The transaction that moves the chain to Gateway, or one before the latest.
    function _migrationTx(uint256 _chainId, uint256 _before) internal view returns (bytes32) {
        uint256 migrations = parties[_chainId].migrations;
        return migrations <= _before ? bytes32(0) : keccak256(abi.encode(_chainId, migrations - _before));
    }

    function _word(bool _flag) internal pure returns (uint256) {
        return _flag ? 1 : 0;
    }
}
