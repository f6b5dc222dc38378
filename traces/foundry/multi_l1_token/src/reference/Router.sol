// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Action} from "../Messages.sol";
import {Design} from "../IMultiL1TokenAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {TeleporterManager} from "./TeleporterManager.sol";
import {TeleporterMessenger} from "./TeleporterMessenger.sol";
import {Payload, isOfAUser, isTransfer} from "./Types.sol";

/// Which Main L1 manages an address, and the updates that the Router alone may start.
contract Router is TeleporterManager {
    mapping(address => bytes32) public getAccountRegistryInfo;
    /// The Main L1 for new addresses.
    bytes32 public latestMainL1;

    constructor(
        TeleporterMessenger _teleporter,
        bytes32 _chainId,
        Design memory _design,
        uint256[2] memory _mutants
    ) TeleporterManager(_teleporter, _chainId, _design, _mutants[1]) Mutable(_mutants[0]) {}

    /// What is known when a test begins.
    function initialize(bytes32 _latest, address[] calldata _users, bytes32[] calldata _mains) external {
        latestMainL1 = _latest;
        for (uint256 i; i < _users.length; ++i) {
            getAccountRegistryInfo[_users[i]] = _mains[i];
        }
    }

    function _execute(bytes32 _source, Payload memory _payload) internal override {
        Action action = _payload.action;
        if (design.ownChainOnly && !_is(15)) _requireOfItsOwnChain(_source, _payload);
        if (isOfAUser(action)) _forward(_payload);
        else if (action == Action.Increase) _forwardIncrease(_payload);
        else if (action == Action.Lock || action == Action.Unlock) _forwardLock(_payload);
    }

    /// To the Main L1 of the sender, with that of the recipient.
    function _forward(Payload memory _request) private {
        address from = _request.user;
        _requireNew(_request.id);
        if (!_is(1)) _requireNotBlocked(from);
        bool goesToAnother = isTransfer(_request.action);
        if (goesToAnother && !_is(2)) _requireNotBlocked(_request.recipient);
        if (!_is(3) && getAccountRegistryInfo[from] == 0) revert UnknownAddress(from);
        _consume(_request.id);
        if (goesToAnother) {
            bytes32 main = _assign(_request.recipient);
            if (!_is(4)) _request.main = main;
        }
        _tell(_request.id.origin, from);
        bytes32 manager = getAccountRegistryInfo[from];
        _send(manager == 0 || _is(5) ? latestMainL1 : manager, _request);
    }

    /// An initial mint for an address that the App L1 does not know.
    function _forwardIncrease(Payload memory _payload) private {
        bytes32 main = _assign(_payload.user);
        _tell(_payload.app, _payload.user);
        _send(_is(6) ? latestMainL1 : main, _payload);
    }

    /// What an App L1 tells of a lock, where it does not know who is to hear of it.
    function _forwardLock(Payload memory _payload) private {
        address user = _payload.user;
        bytes32 main = getAccountRegistryInfo[user];
        if (!_is(16) && main == 0) revert UnknownAddress(user);
        _tell(_payload.app, user);
        if (!_is(17)) _send(main == 0 ? latestMainL1 : main, _payload);
    }

    /// The Main L1 of an address: of a new one the latest, which is recorded, and told to every App L1.
    function _assign(address _user) private returns (bytes32) {
        if (getAccountRegistryInfo[_user] != 0) return getAccountRegistryInfo[_user];
        if (!_is(7)) getAccountRegistryInfo[_user] = latestMainL1;
        for (uint256 i; i < apps.length && !_is(8); ++i) {
            _tell(apps[i], _user);
        }
        return latestMainL1;
    }

    /// What an App L1 knows already the Router cannot see: it may tell it twice.
    function _tell(bytes32 _app, address _user) private {
        Payload memory told;
        (told.action, told.user, told.main) = (Action.Register, _user, getAccountRegistryInfo[_user]);
        if (told.main != 0) _send(_app, told);
    }

    function blockUser(address _user) external {
        _block(_user, Action.Block);
    }

    function unblockUser(address _user) external {
        _block(_user, Action.Unblock);
    }

    function _block(address _user, Action _action) private {
        Blocked storage blocked = globalBlocked[_user];
        if (!_is(9)) blocked.isBlocked = _action == Action.Block;
        if (!_is(10)) ++blocked.updates;
        Payload memory update;
        (update.action, update.user, update.number) = (_action, _user, blocked.updates);
        for (uint256 i; i < apps.length && !_is(11); ++i) {
            _send(apps[i], update);
        }
        for (uint256 i; i < mains.length && !_is(12); ++i) {
            _send(mains[i], update);
        }
    }

    function setLatestMainL1Info(bytes32 _main) external {
        if (!_is(13)) latestMainL1 = _main;
        Payload memory update;
        (update.action, update.main) = (Action.SetLatestMainL1Info, _main);
        for (uint256 i; i < apps.length && !_is(14); ++i) {
            _send(apps[i], update);
        }
    }
}
