// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Action} from "../Messages.sol";

/// `L1Info`: a chain, and the contract of the system there.
struct L1Info {
    bytes32 chainId;
    address contractAddress;
}

/// Which request it is: the App L1 on which the user called, and the nonce there.
struct RequestId {
    bytes32 origin;
    uint256 nonce;
}

/// The payload of every message of the system.
struct Payload {
    Action action;
    RequestId id;
    address user;
    address recipient;
    /// The Main L1 of the recipient or, of a registration, of the user; 0 where nobody has said it yet.
    bytes32 main;
    bytes32 app;
    uint256 amount;
    uint256 number;
    /// Who spends for the user, or may.
    address spender;
}

function keyOf(RequestId memory _id) pure returns (bytes32) {
    return keccak256(abi.encode(_id));
}

/// What the sender of a request signs. Which Main L1 manages the recipient is none of it: the Router finds that out.
function digestOf(Payload memory _request) pure returns (bytes32) {
    address[3] memory users = [_request.user, _request.recipient, _request.spender];
    return keccak256(abi.encode(_request.action, _request.id, users, _request.amount));
}

/// Whether it asks an FT Manager for something in the name of a user.
function isOfAUser(Action _action) pure returns (bool) {
    return isTransfer(_action) || isBurn(_action) || _action == Action.LocalTransfer || _action == Action.Approve;
}

/// Whether tokens go to another user.
function isTransfer(Action _action) pure returns (bool) {
    return _action == Action.Transfer || _action == Action.TransferFrom;
}

/// Whether tokens go to nobody.
function isBurn(Action _action) pure returns (bool) {
    return _action == Action.Burn || _action == Action.BurnFrom;
}

/// Who has called the FT: whose tokens they are, or who spends for that user.
function callerOf(Payload memory _request) pure returns (address) {
    bool isOwn = _request.action == Action.Approve || _request.spender == address(0);
    return isOwn ? _request.user : _request.spender;
}

/// What a contract of the system is.
enum Role {
    FT,
    FTManager,
    Router
}

/// Whether such a contract ever sends that: requests and reports are an FT's, and forwarded by the Router; the rest are
/// orders.
function isSentBy(Role _role, Action _action) pure returns (bool) {
    bool isForwarded = isOfAUser(_action) || _action == Action.Increase || _action == Action.Lock || _action == Action.Unlock;
    if (_role == Role.Router) {
        bool isOrder = _action == Action.Register || _action == Action.SetLatestMainL1Info;
        return isForwarded || isOrder || _action == Action.Block || _action == Action.Unblock;
    }
    if (_role == Role.FTManager) {
        bool isDecrease = _action == Action.Decrease || _action == Action.DecreaseByBurn;
        return isDecrease || _action == Action.Mint || _action == Action.Grant || _action == Action.Increase;
    }
    bool isResult = _action == Action.Result || _action == Action.LockedResult || _action == Action.Spent;
    return isForwarded || isResult || _action == Action.Acknowledge;
}

/// Who executes a message.
interface ITeleporterReceiver {
    function receiveTeleporterMessage(bytes32 source, address originSender, bytes calldata message) external;
}
