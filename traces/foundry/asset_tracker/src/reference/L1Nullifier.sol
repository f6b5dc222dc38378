// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {GATEWAY} from "../IAssetTrackerAdapter.sol";
import {Addresses} from "./Addresses.sol";
import {Mutable} from "./Mutable.sol";
import {Message, MessageKind, Proof, THE_ASSET, leafOf} from "./Types.sol";

/// What has been used. A message is provable for ever; it acts once.
///
/// Document: "Contract-based and Full AssetTracker", Replay protection and edge cases with messaging, Withdrawal flow with
/// L1AssetTracker, Claiming failed deposits.
contract L1Nullifier is Mutable {
    Addresses private immutable at;

    mapping(bytes32 message => bool) public isWithdrawalFinalized;
    mapping(uint256 chainId => mapping(bytes32 txHash => bytes32 dataHash)) public depositHappened;
    uint256 private transient settlementLayer;
    uint256 private transient batchNumber;
    bool private transient entered;

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

    /// A withdrawal.
    function finalizeDeposit(Message calldata _message, Proof calldata _proof) external nonReentrant(1) {
        bytes32 key = keccak256(abi.encode(_proof.chainId, _proof.batchNumber, _proof.index));
        require(_is(2) || !isWithdrawalFinalized[key], WithdrawalAlreadyFinalized());
        if (!_is(3)) at.messageRoot().proveL2LeafInclusion(_proof, leafOf(_message));
        if (!_is(4)) isWithdrawalFinalized[key] = true;
        _vouchedBy(_proof);
        at.vault().bridgeMint(_proof.chainId, THE_ASSET, _message.amount);
    }

    function bridgehubConfirmL2Transaction(uint256 _chainId, bytes32 _assetId, uint256 _amount, bytes32 _txHash) external {
        depositHappened[_chainId][_txHash] = keccak256(abi.encode(_assetId, _amount));
    }

    /// A chain is on its way to Gateway.
    function migrationRequested(bytes32 _txHash) external {
        depositHappened[GATEWAY][_txHash] = keccak256("migration");
    }

    function bridgeRecoverFailedTransfer(Message calldata _message, Proof calldata _proof) external nonReentrant(5) {
        _verifyAndClearTransfer(_message, _proof);
    }

    /// The same by the legacy function, which may be entered at any time.
    function claimFailedDeposit(Message calldata _message, Proof calldata _proof) external {
        _verifyAndClearTransfer(_message, _proof);
    }

    /// How the transaction ended that moves a chain to Gateway.
    function bridgeConfirmTransferResult(Message calldata _message, Proof calldata _proof) external {
        require(_is(6) || depositHappened[GATEWAY][_message.txHash] != 0, DepositDoesNotExist());
        at.messageRoot().proveL2LeafInclusion(_proof, leafOf(_message));
        if (!_is(7)) delete depositHappened[GATEWAY][_message.txHash];
        at.l1Handler().bridgeConfirmTransferResult(_message.chainId, _is(8) || _message.success);
    }

    /// Who vouched for the message that was proven last in this transaction, and in which batch of the chain it was.
    function getTransientSettlementLayer() external view returns (uint256, uint256) {
        return (settlementLayer, batchNumber);
    }

    function _verifyAndClearTransfer(Message calldata _message, Proof calldata _proof) private {
        uint256 chainId = _proof.chainId;
        bytes32 dataHash = keccak256(abi.encode(THE_ASSET, _message.amount));
        require(_is(9) || depositHappened[chainId][_message.txHash] == dataHash, DepositDoesNotExist());
        at.messageRoot().proveL2LeafInclusion(_proof, leafOf(_message));
        if (!_is(10)) delete depositHappened[chainId][_message.txHash];
        _vouchedBy(_proof);
        at.bridgehub().bridgeConfirmTransferResult(chainId, THE_ASSET, _message.amount);
    }

    function _vouchedBy(Proof calldata _proof) private {
        settlementLayer = _is(11) ? 0 : _proof.settlementLayer;
        batchNumber = _is(12) ? type(uint256).max - 1 : _proof.batchNumber;
    }
}
