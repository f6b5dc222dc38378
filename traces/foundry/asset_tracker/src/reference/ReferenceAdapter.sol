// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../IAssetTrackerAdapter.sol";
import {MigrationInterval} from "./ChainAssetHandler.sol";
import {PLACEHOLDER} from "./L1MessageRoot.sol";
import {ReferenceBooks} from "./ReferenceBooks.sol";
import {ReferenceForgeries} from "./ReferenceForgeries.sol";
import {ReferenceWorld} from "./ReferenceWorld.sol";
import "./Types.sol";
import {ZKChain} from "./ZKChain.sol";

/// The adapter of the reference contracts: each action of the model is the calls that make it happen here.
contract ReferenceAdapter is ReferenceForgeries {
    constructor(string memory _mutated, uint256 _mutant) ReferenceWorld(_mutated, _mutant) {}

    // Users on L1 and relayers of payments.

    function deposit(uint256 _chainId, uint256 _amount, bytes[] calldata _script) external handsBack {
        attacker.follow(_script);
        at.bridgehub().requestL2TransactionTwoBridges(_chainId, THE_ASSET, _amount);
    }

    function depositLegacyErc20Bridge(uint256 _chainId, uint256 _amount, bytes[] calldata _script) external handsBack {
        attacker.follow(_script);
        at.bridgehub().depositLegacyErc20Bridge(_chainId, THE_ASSET, _amount);
    }

    function depositOtherToken(uint256 _chainId, bytes[] calldata _script) external handsBack {
        attacker.follow(_script);
        at.bridgehub().requestL2TransactionTwoBridges(_chainId, OTHER_TOKEN, 1);
    }

    function finalizeWithdrawal(Payment calldata _payment, bytes[] calldata _script) external handsBack {
        attacker.follow(_script);
        Known memory known = _isForged(_payment.source) ? _forge(_payment) : _find(withdrawals, _payment);
        at.nullifier().finalizeDeposit(known.message, known.proof);
    }

    function claimFailedDeposit(Payment calldata _payment, bytes[] calldata _script) external handsBack {
        attacker.follow(_script);
        Known memory known = _find(refunds, _payment);
        at.nullifier().bridgeRecoverFailedTransfer(known.message, known.proof);
    }

    function claimFailedDepositLegacy(Payment calldata _payment, bytes[] calldata _script) external handsBack {
        attacker.follow(_script);
        Known memory known = _find(refunds, _payment);
        at.nullifier().claimFailedDeposit(known.message, known.proof);
    }

    function _find(mapping(uint256 => Known[]) storage _lists, Payment calldata _payment)
        private
        view
        returns (Known memory)
    {
        Known[] storage list = _lists[_payment.chainId];
        for (uint256 i; i < list.length; ++i) {
            Known storage one = list[i];
            bool isLike = one.layer == _payment.layer && one.message.amount == _payment.amount && _isProvable(one);
            bool isUsed = one.message.kind == MessageKind.Status ? _isRefunded(one) : _isPaid(one);
            bool isIt = isUsed ? _payment.source == Source.Used : one.isOld == (_payment.source == Source.Old);
            if (isLike && isIt && isUsed == (_payment.source == Source.Used)) return one;
        }
        revert NoSuchMessage();
    }

    // Relayers of migration messages.

    function receiveL1ToGatewayMigration(uint256 _chainId) external handsBack {
        Known memory known = _latestOf(totals[_chainId]);
        at.l1AssetTracker().receiveL1ToGatewayMigrationOnL1(known.message, known.proof);
    }

    function receiveGatewayToL1Migration(uint256 _chainId) external handsBack {
        Known memory known = _latestOf(returned[_chainId]);
        at.l1AssetTracker().receiveGatewayToL1MigrationOnL1(known.message, known.proof);
    }

    function confirmMigration(uint256 _chainId, bool _success, bool _earlier) external handsBack {
        bytes32 txHash = _migrationTx(_chainId, _earlier ? 1 : 0);
        Known[] storage list = results[_chainId];
        for (uint256 i; i < list.length; ++i) {
            Message storage message = list[i].message;
            if (!_isProvable(list[i]) || message.txHash != txHash || message.success != _success) continue;
            at.nullifier().bridgeConfirmTransferResult(message, list[i].proof);
            return;
        }
        Message memory forged;
        (forged.kind, forged.chainId, forged.txHash) = (MessageKind.MigrationResult, _chainId, txHash);
        forged.success = _success;
        at.nullifier().bridgeConfirmTransferResult(forged, _forgedByGateway());
    }

    function finalizeMigrationFromGateway(uint256 _chainId) external handsBack {
        uint256 batches = at.onL1(_chainId).totalBatchesExecuted() + 10;
        if (left[_chainId].length == 0) return at.l1Handler().bridgeMintOnL1(_chainId, batches, 0);
        Known memory known = _latestOf(left[_chainId]);
        at.messageRoot().proveL2LeafInclusion(known.proof, leafOf(known.message));
        at.l1Handler().bridgeMintOnL1(_chainId, known.message.number, known.message.amount);
    }

    function _latestOf(Known[] storage _list) private view returns (Known memory known) {
        bool isFound;
        for (uint256 i; i < _list.length; ++i) {
            if (_isProvable(_list[i])) (known, isFound) = (_list[i], true);
        }
        if (!isFound) revert NoSuchMessage();
    }

    // Admins and governance.

    function pauseDeposits(uint256 _chainId) external {
        at.onL1(_chainId).pauseDepositsBeforeInitiatingMigration();
    }

    function unpauseDeposits(uint256 _chainId) external {
        at.onL1(_chainId).unpauseDeposits();
    }

    function requestPauseDepositsForChainOnGateway(uint256 _chainId) external {
        at.l1AssetTracker().requestPauseDepositsForChainOnGateway(_chainId);
    }

    function passTime() external {
        at.passTime(L1);
        if (at.time(L1) > at.time(GATEWAY) + world.gatewayLag) at.passTime(GATEWAY);
    }

    function catchUp() external {
        at.passTime(GATEWAY);
    }

    function migrateToGateway(uint256 _chainId) external handsBack {
        Party_ storage party = parties[_chainId];
        party.leftL1After = at.onL1(_chainId).totalBatchesExecuted();
        ++party.migrations;
        at.l1Handler().bridgeBurnOnL1(_chainId, _migrationTx(_chainId, 0));
        if (world.gatewayStartsCompromised) party.forgedOnGateway = _forgedByGateway().batchNumber;
    }

    function migrateFromGateway(uint256 _chainId) external {
        at.gatewayHandler().bridgeBurnOnGateway(_chainId);
        Message memory message;
        (message.kind, message.chainId) = (MessageKind.Left, _chainId);
        message.number = at.onGateway(_chainId).totalBatchesExecuted();
        message.amount = at.onGateway(_chainId).firstUnprocessed();
        _sayOwn(left[_chainId], message);
    }

    function leaveOldGateway(uint256 _chainId) external {
        ZKChain onGateway = at.onGateway(_chainId);
        uint256 batches = onGateway.totalBatchesExecuted();
        at.bridgehub().setSettlementLayer(_chainId, L1);
        at.l1Handler().endHistory(_chainId, batches);
        at.messageRoot().setMigratingChainBatchNumber(_chainId, batches);
        at.onL1(_chainId).forwardedBridgeMint(batches, onGateway.firstUnprocessed());
        onGateway.setSettlesOnGateway(false);
        onGateway.forgetOperations();
    }

    function initializeL1V31Upgrade() external {
        at.messageRoot().initializeL1V31Upgrade();
    }

    function registerLegacyToken() external {
        at.l1AssetTracker().registerLegacyToken(THE_ASSET);
    }

    function saveV31UpgradeBatch(uint256 _chainId, V31BatchNumber _number) external {
        at.onL1(_chainId).upgradeToV31();
        uint256 number = at.onL1(_chainId).firstBatchSinceV31();
        if (_number == V31BatchNumber.TooLow) number = 1;
        if (_number == V31BatchNumber.TooHigh) number += 1000;
        at.messageRoot().saveV31UpgradeChainBatchNumber(_chainId, number);
        Party_ storage party = parties[_chainId];
        party.tracker.upgradeToV31();
        if (world.backfillsBaseToken) party.tracker.registerBaseTokenDuringUpgrade(THE_ASSET, party.bridge.supply());
    }

    function setZksyncOsPreV31TotalSupply(uint256 _chainId) external {
        parties[_chainId].tracker.backFillZKSyncOSBaseTokenV31MigrationData(THE_ASSET);
    }

    function whitelistSettlementLayer() external {
        at.bridgehub().setSettlementLayerStatus(GATEWAY, true, true);
    }

    function withdrawWhitelisting() external {
        bool areHome = true;
        for (uint256 i; i < ids.length; ++i) {
            areHome = areHome && _hasReturned(ids[i]);
        }
        at.bridgehub().setSettlementLayerStatus(GATEWAY, false, areHome);
    }

    function _hasReturned(uint256 _chainId) private view returns (bool) {
        bool isReceived = at.l1AssetTracker().assetMigrationNumber(_chainId, THE_ASSET) == 2;
        return at.gwAssetTracker().chainBalance(_chainId, THE_ASSET) == 0
            && at.gwAssetTracker().pendingInteropBalance(_chainId, THE_ASSET) == 0
            && gatewayOnL1.inboxTxs(_chainId).length == 0 && (isReceived || returned[_chainId].length == 0);
    }

    // Gateway.

    function executeInboxTx(uint256 _chainId, bool _success) external {
        InboxTx memory tx_ = gatewayOnL1.takeInboxTx(_chainId);
        if (tx_.kind == InboxKind.BridgeMint) {
            if (_success) at.gatewayHandler().bridgeMintOnGateway(_chainId, tx_.number);
            Message memory message;
            (message.kind, message.chainId) = (MessageKind.MigrationResult, _chainId);
            (message.txHash, message.success) = (_migrationTx(_chainId, 0), _success);
            _sayOwn(results[_chainId], message);
        } else if (!_success) {
            return;
        } else if (tx_.kind == InboxKind.ConfirmMigration) {
            at.gwAssetTracker().confirmMigrationOnGateway(_chainId, tx_.number, tx_.amount);
        } else if (tx_.kind == InboxKind.PauseDeposits) {
            at.onGateway(_chainId).pauseDepositsOnGateway();
        } else {
            at.onGateway(_chainId).forwardTransactionOnGateway(tx_.operation, tx_.amount);
        }
    }

    function initiateGatewayToL1Migration(uint256 _chainId) external {
        _sayOwn(returned[_chainId], at.gwAssetTracker().initiateGatewayToL1MigrationOnGateway(_chainId));
    }

    function settleGatewayBatch() external {
        _settleGatewayBatch();
    }

    /// Gateway says something itself.
    function _sayOwn(Known[] storage _list, Message memory _message) private {
        Proof memory proof;
        (proof.chainId, proof.batchNumber) = (GATEWAY, _nextGatewayBatch());
        _list.push(Known(_message, proof, GATEWAY, false));
        _say(leafOf(_message));
    }

    // A chain, its users and its operator.

    function executePriorityTx(uint256 _chainId, bool _success) external {
        Operation memory operation = _diamond(_chainId).takePriorityOperation();
        bool onGateway = _settlesOn(_chainId) == GATEWAY;
        Message memory log;
        (log.kind, log.txHash, log.success) = (MessageKind.Status, operation.txHash, _success);
        if (!_success && !operation.isConfirmation) log.amount = operation.value;
        if (!_isHonest(_chainId)) {
            if (onGateway) _execute(_chainId, log);
            return;
        }
        Party_ storage party = _onChain(_chainId);
        if (_success && operation.isConfirmation) party.tracker.confirmMigrationOnL2(THE_ASSET, operation.value);
        else if (_success) party.bridge.finalizeDeposit(operation.value);
        if ((onGateway && _hasUpgraded(_chainId)) || !_success) _beginBatch(_chainId, BatchKind.Status, log);
    }

    function withdraw(uint256 _chainId, uint256 _amount) external {
        _onChain(_chainId).bridge.withdraw(_amount);
        Message memory message;
        (message.kind, message.chainId, message.amount) = (MessageKind.Withdrawal, _chainId, _amount);
        _beginBatch(_chainId, BatchKind.Withdrawal, message);
    }

    function sendInterop(uint256 _chainId, uint256 _to, uint256 _amount) external {
        _onChain(_chainId).bridge.sendBundle(_to, _amount);
        Message memory message;
        (message.kind, message.chainId, message.amount) = (MessageKind.Interop, _to, _amount);
        _beginBatch(_chainId, BatchKind.Interop, message);
    }

    function claimInterop(uint256 _chainId, uint256 _to, uint256 _amount, Source _source) external {
        Party_ storage party = _onChain(_chainId);
        Bundle memory bundle = _bundle(_to, _amount, _source);
        party.bridge.executeBundle(bundle.hash, _to, _amount, bundle.from, _source != Source.Forged);
        bool onGateway = _settlesOn(_chainId) == GATEWAY;
        if (!world.design.pendingInterop || (world.design.nothingStranded && !onGateway)) return;
        Message memory message;
        (message.kind, message.chainId, message.amount) = (MessageKind.InteropExecuted, _chainId, _amount);
        _beginBatch(_chainId, BatchKind.InteropExecuted, message);
    }

    function _bundle(uint256 _to, uint256 _amount, Source _source) private returns (Bundle memory) {
        if (_source == Source.Forged) return Bundle(keccak256(abi.encode("forged", ++forgeries)), _amount, B);
        Bundle[] storage list = bundles[_to];
        for (uint256 i; i < list.length; ++i) {
            bool isUsed = parties[_to].bridge.isBundleExecuted(list[i].hash);
            if (list[i].amount == _amount && isUsed == (_source == Source.Used)) return list[i];
        }
        revert NoSuchMessage();
    }

    function initiateL1ToGatewayMigration(uint256 _chainId) external {
        Party_ storage party = _onChain(_chainId);
        Message memory message =
            party.tracker.initiateL1ToGatewayMigrationOnL2(THE_ASSET, _chainId, party.bridge.supply());
        if (message.chainId != 0) _beginBatch(_chainId, BatchKind.Totals, message);
    }

    function mintNative(uint256 _amount) external {
        parties[A].bridge.mint(_amount);
    }

    function sealBatch(uint256 _chainId) external {
        parties[_chainId].batch.isCommitted = true;
        _diamond(_chainId).commitBatch();
    }

    function settleBatch(uint256 _chainId) external {
        _settleOwnBatch(_chainId);
    }

    function executeChainBatch(uint256 _chainId) external {
        _settleOwnBatch(_chainId);
    }

    function _settleOwnBatch(uint256 _chainId) private {
        Message memory message = parties[_chainId].batch.message;
        delete parties[_chainId].batch;
        _settled(_chainId, message);
    }

    function _beginBatch(uint256 _chainId, BatchKind _kind, Message memory _message) private {
        parties[_chainId].batch = Batch(_kind, _message, !world.commitsBatches);
        if (!world.commitsBatches) _diamond(_chainId).commitBatch();
    }

    function _hasUpgraded(uint256 _chainId) private view returns (bool) {
        return at.messageRoot().isV31() && at.messageRoot().v31UpgradeChainBatchNumber(_chainId) != PLACEHOLDER;
    }
}
