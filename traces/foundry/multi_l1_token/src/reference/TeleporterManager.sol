// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Action} from "../Messages.sol";
import {Design} from "../IMultiL1TokenAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {TeleporterMessenger} from "./TeleporterMessenger.sol";
import {ITeleporterReceiver, L1Info, Payload, RequestId, Role, isOfAUser, isSentBy, keyOf} from "./Types.sol";

/// What FT, FT Manager and Router have in common: from whom they take a message, which requests they have consumed, and
/// the blocklist of the whole system. Its lines that can be wrong are so in all three at once.
abstract contract TeleporterManager is ITeleporterReceiver, Mutable {
    struct Blocked {
        bool isBlocked;
        uint256 updates;
    }

    uint256 private immutable shared;
    TeleporterMessenger internal immutable teleporter;
    bytes32 public immutable chainId;
    Design internal design;

    /// The contract of the system on a chain.
    mapping(bytes32 chain => address) internal contractOf;
    bytes32[] internal apps;
    bytes32[] internal mains;
    bytes32 internal router;

    mapping(address => Blocked) public globalBlocked;
    mapping(bytes32 request => bool) private consumed;
    /// Why the last message was answered by a refusal; 0 if it was not.
    bytes4 public lastRefusal;
    mapping(bytes32 message => bool) private wasSent;

    constructor(TeleporterMessenger _teleporter, bytes32 _chainId, Design memory _design, uint256 _shared) {
        (teleporter, chainId, design, shared) = (_teleporter, _chainId, _design, _shared);
    }

    function _isShared(uint256 _line) internal view returns (bool) {
        return shared == _line;
    }

    /// The registries, which the Router's administrator fills when all contracts are deployed.
    function setInfos(L1Info[] calldata _apps, L1Info[] calldata _mains, L1Info calldata _router) external {
        for (uint256 i; i < _apps.length; ++i) {
            apps.push(_apps[i].chainId);
            contractOf[_apps[i].chainId] = _apps[i].contractAddress;
        }
        for (uint256 i; i < _mains.length; ++i) {
            mains.push(_mains[i].chainId);
            contractOf[_mains[i].chainId] = _mains[i].contractAddress;
        }
        router = _router.chainId;
        contractOf[router] = _router.contractAddress;
    }

    function _send(bytes32 _chain, Payload memory _payload) internal {
        bytes memory message = abi.encode(_payload);
        wasSent[keccak256(abi.encode(_chain, message))] = true;
        teleporter.sendCrossChainMessage(_chain, contractOf[_chain], message);
    }

    /// A monitor has a message sent again that has failed: "retry execution of the request" can be read so.
    function resend(bytes32 _chain, bytes calldata _message) external {
        require(wasSent[keccak256(abi.encode(_chain, _message))]);
        teleporter.sendCrossChainMessage(_chain, contractOf[_chain], _message);
    }

    function receiveTeleporterMessage(bytes32 _source, address _originSender, bytes calldata _message) external {
        if (!_isShared(1) && msg.sender != address(teleporter)) revert InvalidTeleporter();
        address expected = contractOf[_source];
        if (_isShared(2) && expected == address(0)) expected = _originSender;
        if (expected == address(0)) revert InvalidTeleporter();
        if (!_isShared(3) && _originSender != expected) revert InvalidTeleporter();
        Payload memory payload = abi.decode(_message, (Payload));
        if (design.senderRoles && !_isShared(13) && !isSentBy(_roleOf(_source), payload.action)) {
            revert WrongSender(_source);
        }
        lastRefusal = 0;
        bool isRequest = isOfAUser(payload.action) || payload.action == Action.Lock;
        if (!design.replies || !isRequest || _isShared(10)) {
            _execute(_source, payload);
            return;
        }
        try this.execute(_source, payload) {}
        catch (bytes memory reason) {
            _refuse(payload, bytes4(reason));
        }
    }

    /// What the contract of the system on that chain is; of a chain that is none of the system's, an FT at most.
    function _roleOf(bytes32 _chain) internal view returns (Role) {
        if (_chain == router) return Role.Router;
        for (uint256 i; i < mains.length; ++i) {
            if (mains[i] == _chain) return Role.FTManager;
        }
        return Role.FT;
    }

    /// What an App L1 reports is of itself. What comes from elsewhere is no report of an App L1.
    function _requireOfItsOwnChain(bytes32 _source, Payload memory _payload) internal view {
        bool isReport = _payload.app != 0 && _roleOf(_source) == Role.FT;
        if (isReport && _payload.app != _source) revert OtherChain(_payload.app);
    }

    /// For the contract itself, which undoes what it has begun if it refuses.
    function execute(bytes32 _source, Payload calldata _payload) external {
        require(msg.sender == address(this));
        _execute(_source, _payload);
    }

    function _execute(bytes32 _source, Payload memory _payload) internal virtual;

    /// A request that is refused is over. Who asks for what was consumed before is told so, and that is all.
    function _refuse(Payload memory _payload, bytes4 _reason) private {
        lastRefusal = _reason;
        if (isOfAUser(_payload.action) && !_isShared(9)) _consume(_payload.id);
    }

    function _requireNew(RequestId memory _id) internal view {
        if (!_isShared(7) && consumed[keyOf(_id)]) revert Consumed(_id.origin, _id.nonce);
    }

    function _consume(RequestId memory _id) internal {
        if (design.consumedOnce && !_isShared(8)) consumed[keyOf(_id)] = true;
    }

    function isConsumed(RequestId calldata _id) external view returns (bool) {
        return consumed[keyOf(_id)];
    }

    function _requireNotBlocked(address _user) internal view {
        if (globalBlocked[_user].isBlocked) revert GlobalBlockedUser(_user);
    }

    /// What settles a decision is executed, whoever is blocked by now; or, as the document has it, is not.
    function _requireSettled(address _user) internal view {
        bool ignores = design.settlementIgnoresBlocklists ? !_isShared(11) : _isShared(12);
        if (!ignores) _requireNotBlocked(_user);
    }

    /// An update of the blocklist from the Router.
    function _updateBlock(Payload memory _update) internal {
        Blocked storage blocked = globalBlocked[_update.user];
        if (design.sequencedUpdates) {
            if (!_isShared(4) && _update.number <= blocked.updates) return;
            if (!_isShared(6)) blocked.updates = _update.number;
        }
        if (!_isShared(5)) blocked.isBlocked = _update.action == Action.Block;
    }
}
