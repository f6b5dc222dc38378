// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../IAssetTrackerAdapter.sol";
import {ReferenceBooks} from "./ReferenceBooks.sol";
import "./Types.sol";
import {ZKChain} from "./ZKChain.sol";

/// What batches become provable, and what malicious parties put into theirs.
abstract contract ReferenceForgeries is ReferenceBooks {
    /// The test speaks of a message that there is not.
    error NoSuchMessage();

    /// A Gateway that is malicious from the start hands chains back with as much of their queue executed as it likes.
    modifier handsBack() {
        _;
        if (world.gatewayStartsCompromised) {
            for (uint256 i; i < ids.length; ++i) {
                if (at.l1Handler().migrationNumber(ids[i]) != 0) at.onL1(ids[i]).dropOperations();
            }
        }
    }

    function settleForgedBatch(uint256 _chainId, BatchKind _kind, uint256 _amount) external {
        Message memory message;
        (message.chainId, message.amount) = (_chainId, _amount);
        if (_kind == BatchKind.Withdrawal) message.kind = MessageKind.Withdrawal;
        if (_kind == BatchKind.InteropExecuted) message.kind = MessageKind.InteropExecuted;
        if (_kind == BatchKind.Interop) {
            (message.kind, message.chainId) = (MessageKind.Interop, _chainId == A ? B : A);
        }
        if (_kind == BatchKind.Status) {
            (message.kind, message.txHash) = (MessageKind.Status, keccak256("never received"));
        }
        _execute(_chainId, message);
    }

    function relayForgedBaseToken(uint256 _chainId, uint256 _amount) external {
        at.onL1(_chainId).callGatewayMailbox(_chainId, _amount);
    }

    function settleForgedGatewayBatch(bool _rewrites) external {
        _append(GATEWAY, _rewrites ? 1 : _nextGatewayBatch(), ANYTHING);
    }

    function consumeBalanceChange(uint256 _by, uint256 _chainId) external handsBack {
        if (_by == 0) at.l1AssetTracker().consumeBalanceChange(_chainId);
        else at.onL1(_by).callGatewayMailbox(_chainId, 0);
    }

    function receiveForgedL1ToGatewayMigration(
        uint256 _sender,
        uint256 _chainId,
        int256 _amountToKeep,
        bool _belowMax,
        uint256 _number
    ) external handsBack {
        Message memory message;
        (message.kind, message.chainId, message.number) = (MessageKind.Totals, _chainId, _number);
        // Totals that make L1 keep this much, given what it knows itself.
        int256 known = int256(at.l1AssetTracker().depositedMinusClaimed(_chainId, THE_ASSET));
        uint256 toKeep = _belowMax ? MAX - uint256(_amountToKeep) : _amountToKeep < 0 ? 0 : uint256(_amountToKeep);
        if (_amountToKeep < 0) known -= _amountToKeep;
        message.totalWithdrawalsToL1 = sum(Total(toKeep, 0), known < 0 ? uint256(-known) : 0);
        message.totalSuccessfulDepositsFromL1.low = known < 0 ? 0 : uint256(known);
        Proof memory proof = _isHonest(_sender) ? _vouched(_sender) : _ownForgery(_sender);
        at.l1AssetTracker().receiveL1ToGatewayMigrationOnL1(message, proof);
    }

    function receiveForgedGatewayToL1Migration(uint256 _sender, uint256 _chainId, uint256 _amount, uint256 _number)
        external
        handsBack
    {
        Message memory message;
        (message.kind, message.chainId) = (MessageKind.Return, _chainId);
        (message.amount, message.number) = (_amount, _number);
        Proof memory proof = _sender == GATEWAY ? _forgedByGateway() : _ownForgery(_sender);
        at.l1AssetTracker().receiveGatewayToL1MigrationOnL1(message, proof);
    }

    function _isForged(Source _source) internal pure returns (bool) {
        return _source >= Source.Forged;
    }

    /// A withdrawal that nobody made.
    function _forge(Payment calldata _payment) internal returns (Known memory known) {
        known.message.kind = MessageKind.Withdrawal;
        (known.message.chainId, known.message.amount) = (_payment.chainId, _payment.amount);
        uint256 chainId = _payment.chainId;
        if (_payment.source == Source.Forged) {
            known.proof = _ownForgery(chainId);
        } else if (_payment.source == Source.VouchedDeeper) {
            known.proof = _proof(chainId, at.onL1(chainId).totalBatchesExecuted() + 1, _nextGatewayBatch() - 1);
            known.proof.through = chainId == A ? B : A;
        } else if (_payment.source == Source.VouchedSinceV31) {
            known.proof = _vouched(chainId);
        } else {
            uint256 batch = parties[chainId].forgedBeforeV31;
            bool isNew = _payment.source == Source.VouchedBeforeV31;
            known.proof = _proof(chainId, batch, isNew ? _forgedByGateway().batchNumber : _oldBatch(chainId));
        }
    }

    /// The batch of the old Gateway in which the chain's batch from before v31 is.
    function _oldBatch(uint256 _chainId) private view returns (uint256) {
        return world.history == History.Upgraded ? 1 : parties[_chainId].forgedInOldBatch;
    }

    /// A message in the chain's own first batch on L1, which holds anything.
    function _ownForgery(uint256 _chainId) private returns (Proof memory proof) {
        (proof.chainId, proof.batchNumber, proof.index) = (_chainId, 1, ++forgeries);
    }

    /// A message that a malicious Gateway says was in a batch of the chain since it settles there.
    function _vouched(uint256 _chainId) private returns (Proof memory) {
        Party_ storage party = parties[_chainId];
        uint256 fresh = _forgedByGateway().batchNumber;
        bool wasThere = at.l1Handler().migrationNumber(_chainId) != 0;
        uint256 batch = (wasThere ? party.leftL1After : at.onL1(_chainId).totalBatchesExecuted()) + 1;
        bool isInInterval = world.gatewayStartsCompromised && party.forgedOnGateway != 0;
        return _proof(_chainId, batch, isInInterval ? party.forgedOnGateway : fresh);
    }

    /// A new batch of a malicious Gateway, which holds anything.
    function _forgedByGateway() internal returns (Proof memory proof) {
        (proof.chainId, proof.batchNumber, proof.index) = (GATEWAY, _nextGatewayBatch(), ++forgeries);
        _append(GATEWAY, proof.batchNumber, ANYTHING);
    }

    function _proof(uint256 _chainId, uint256 _batch, uint256 _layerBatch) private returns (Proof memory proof) {
        (proof.chainId, proof.batchNumber, proof.index) = (_chainId, _batch, ++forgeries);
        (proof.settlementLayer, proof.settlementLayerBatchNumber) = (GATEWAY, _layerBatch);
    }

    // What a batch makes provable.

    /// A malicious chain settles a batch of its choice on Gateway.
    function _execute(uint256 _chainId, Message memory _message) internal {
        at.onGateway(_chainId).commitBatch();
        _settled(_chainId, _message);
    }

    /// The chain's layer executes a batch.
    function _settled(uint256 _chainId, Message memory _message) internal {
        bool onGateway = _settlesOn(_chainId) == GATEWAY;
        Known memory known;
        known.message = _message;
        known.layer = onGateway ? GATEWAY : L1;
        known.isOld = onGateway && !at.messageRoot().isV31();
        known.proof.chainId = _chainId;
        known.proof.batchNumber = _diamond(_chainId).executeBatch(_message);
        if (onGateway) {
            (known.proof.settlementLayer, known.proof.settlementLayerBatchNumber) = (GATEWAY, _nextGatewayBatch());
        }
        _makeKnown(_chainId, known);
        if (onGateway) _say(leafOfBatch(_chainId, known.proof.batchNumber, leafOf(_message)));
    }

    function _makeKnown(uint256 _chainId, Known memory _known) private {
        MessageKind kind = _known.message.kind;
        uint256 to = _known.message.chainId;
        if (kind == MessageKind.Withdrawal) {
            withdrawals[_chainId].push(_known);
        } else if (_known.isOld) {
            return;
        } else if (kind == MessageKind.Status && _known.message.amount != 0) {
            refunds[_chainId].push(_known);
        } else if (kind == MessageKind.Totals) {
            totals[_chainId].push(_known);
        } else if (kind == MessageKind.Interop && _known.layer == GATEWAY) {
            bool isPaidOnL1 = world.design.nothingStranded && !at.onGateway(to).settlesOnGateway();
            bytes32 hash = keccak256(abi.encode(_chainId, _known.proof.batchNumber));
            if (isPaidOnL1) withdrawals[_chainId].push(_known);
            else bundles[to].push(Bundle(hash, _known.message.amount, _chainId));
        }
    }
}
