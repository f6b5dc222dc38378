// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Action} from "../Messages.sol";
import {Design} from "../IMultiL1TokenAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {TeleporterManager} from "./TeleporterManager.sol";
import {TeleporterMessenger} from "./TeleporterMessenger.sol";
import {Payload, RequestId, Role, isOfAUser} from "./Types.sol";

/// The token on an App L1: what users call, and what it executes for FT Managers and the Router.
contract FT is TeleporterManager {
    mapping(address => uint256) public balanceOf;
    /// A part of the balance.
    mapping(address => uint256) public lockedAmount;
    mapping(address => bool) public isLocalBlocked;
    mapping(address => bytes32) public getAccountRegistryInfo;
    /// Of what was approved here. In the repaired design nothing is spent by it.
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    bytes32 public latestMainL1;
    uint256 public nonce;
    /// What the events of this contract add up to, for the database of the total supply.
    uint256 public minted;
    uint256 public burnt;

    constructor(
        TeleporterMessenger _teleporter,
        bytes32 _chainId,
        Design memory _design,
        uint256[2] memory _mutants
    ) TeleporterManager(_teleporter, _chainId, _design, _mutants[1]) Mutable(_mutants[0]) {}

    /// What stands when a test begins: minted long ago, and known to everybody.
    function initialize(bytes32 _latest, address[] calldata _users, bytes32[] calldata _mains, uint256[] calldata _held)
        external
    {
        latestMainL1 = _latest;
        for (uint256 i; i < _users.length; ++i) {
            balanceOf[_users[i]] = _held[i];
            minted += _held[i];
            getAccountRegistryInfo[_users[i]] = _mains[i];
        }
    }

    /// The initial mint of the document's constructor, for an address that is known or not.
    function initialMint(address _user, uint256 _amount) external {
        balanceOf[_user] += _amount;
        if (!_is(1)) minted += _amount;
        Payload memory told = _told(Action.Increase, _user, _amount);
        told.app = chainId;
        _send(_managerOf(_user), told);
    }

    /// Through the Main L1 of the sender.
    function transfer(address _to, uint256 _amount) external {
        _requireUsable(msg.sender, _to);
        _requestTransfer(_told(Action.Transfer, msg.sender, _amount), _to);
    }

    function _requestTransfer(Payload memory _payload, address _to) private {
        if (design.appsAssign && getAccountRegistryInfo[_to] == 0 && !_is(2)) {
            getAccountRegistryInfo[_to] = latestMainL1;
        }
        (_payload.recipient, _payload.main) = (_to, getAccountRegistryInfo[_to]);
        _request(_payload.main == 0 && !_is(3) ? router : _managerOf(_payload.user), _payload);
    }

    /// So much may be spent by another user.
    function approve(address _spender, uint256 _amount) external {
        _requireCallerUsable(msg.sender);
        _requireSpenderUsable(_spender);
        if (!_is(34)) allowance[msg.sender][_spender] = _amount;
        Payload memory request = _told(Action.Approve, msg.sender, _amount);
        if (!_is(35)) request.spender = _spender;
        _request(_managerOf(msg.sender), request);
    }

    function transferFrom(address _from, address _to, uint256 _amount) external {
        _requireSpenderUsable(msg.sender);
        _requireUsable(_from, _to);
        Payload memory request = _told(Action.TransferFrom, _from, _amount);
        request.spender = msg.sender;
        _requestTransfer(request, _to);
    }

    function burnFrom(address _from, uint256 _amount) external {
        _requireSpenderUsable(msg.sender);
        _requireCallerUsable(_from);
        Payload memory request = _told(Action.BurnFrom, _from, _amount);
        request.spender = msg.sender;
        _request(_managerOf(_from), request);
    }

    /// What lies here is transferred here for another user, and the FT Manager hears of it afterwards.
    function fastTransferFrom(address _from, address _to, uint256 _amount) external {
        if (design.managedAllowances && !_is(36)) revert NotLocal();
        _requireSpenderUsable(msg.sender);
        _requireUsable(_from, _to);
        uint256 allowed = allowance[_from][msg.sender];
        if (!_is(37) && _amount > allowed) revert InsufficientAllowance(allowed, _amount);
        _requireFree(_from, _amount);
        if (!_is(38)) allowance[_from][msg.sender] = _amount > allowed ? 0 : allowed - _amount;
        _moveLocally(Action.Result, _from, _to, _amount);
        Payload memory spent = _told(Action.Spent, _from, _amount);
        (spent.spender, spent.app) = (msg.sender, chainId);
        if (!_is(39)) _send(_managerOf(_from), spent);
    }

    function burn(uint256 _amount) external {
        _requireCallerUsable(msg.sender);
        _request(_managerOf(msg.sender), _told(Action.Burn, msg.sender, _amount));
    }

    /// What lies on other App L1s is moved to this one.
    function localTransfer(uint256 _amount) external {
        _requireCallerUsable(msg.sender);
        _request(_managerOf(msg.sender), _told(Action.LocalTransfer, msg.sender, _amount));
    }

    /// What lies here is transferred here, and the FT Manager hears of it afterwards.
    function fastTransfer(address _to, uint256 _amount) external {
        if (design.localFromLocks && !_is(4)) revert NotLocked();
        _requireUsable(msg.sender, _to);
        _requireFree(msg.sender, _amount);
        _moveLocally(Action.Result, msg.sender, _to, _amount);
    }

    function _requireFree(address _from, uint256 _amount) private view {
        uint256 free = _is(5) ? balanceOf[_from] : _free(_from);
        if (_amount > free) revert ERC20InsufficientBalance(_from, free, _amount);
    }

    function lockTransfer(address _to, uint256 _amount) external {
        _requireUsable(msg.sender, _to);
        uint256 locked = _is(6) ? balanceOf[msg.sender] : lockedAmount[msg.sender];
        if (_amount > locked) revert InsufficientLock(locked, _amount);
        if (!_is(7)) lockedAmount[msg.sender] -= _amount;
        _moveLocally(_is(8) ? Action.Result : Action.LockedResult, msg.sender, _to, _amount);
    }

    function _moveLocally(Action _action, address _from, address _to, uint256 _amount) private {
        balanceOf[_from] -= _amount;
        if (!_is(9)) balanceOf[_to] += _amount;
        Payload memory result = _told(_action, _from, _amount);
        (result.recipient, result.main, result.app) = (_to, getAccountRegistryInfo[_to], chainId);
        _send(_managerOf(_from), result);
    }

    /// So much more is locked, or will be once the FT Manager has granted it.
    function setLock(uint256 _more) external {
        uint256 free = _is(10) ? balanceOf[msg.sender] : _free(msg.sender);
        if (_more > free) revert ERC20InsufficientBalance(msg.sender, free, _more);
        if (!design.grantedLocks || _is(11)) {
            lockedAmount[msg.sender] = (_is(12) ? 0 : lockedAmount[msg.sender]) + _more;
        }
        _tellOfLock(Action.Lock, _more);
    }

    function releaseLock(uint256 _less) external {
        uint256 locked = lockedAmount[msg.sender];
        if (!_is(13) && _less > locked) revert InsufficientLock(locked, _less);
        lockedAmount[msg.sender] = _is(13) && _less > locked ? 0 : locked - _less;
        if (!_is(14)) _tellOfLock(Action.Unlock, _less);
    }

    function _tellOfLock(Action _action, uint256 _amount) private {
        Payload memory told = _told(_action, msg.sender, _is(16) ? lockedAmount[msg.sender] : _amount);
        told.app = chainId;
        _send(_managerOf(msg.sender), told);
    }

    /// By the administrator of this App L1, at once and here alone.
    function localBlockUser(address _user) external {
        if (!_is(15)) isLocalBlocked[_user] = true;
    }

    function localUnblockUser(address _user) external {
        if (!_is(33)) isLocalBlocked[_user] = false;
    }

    function _execute(bytes32 _source, Payload memory _order) internal override {
        Action action = _order.action;
        if (action == Action.Decrease || action == Action.DecreaseByBurn) {
            _decrease(_source, _order);
        } else if (action == Action.Mint) {
            _requireSettled(_order.user);
            balanceOf[_order.user] = (_is(17) ? 0 : balanceOf[_order.user]) + _order.amount;
        } else if (action == Action.Grant) {
            uint256 free = _is(18) ? balanceOf[_order.user] : _free(_order.user);
            if (_order.amount > free) revert ERC20InsufficientBalance(_order.user, free, _order.amount);
            lockedAmount[_order.user] = (_is(19) ? 0 : lockedAmount[_order.user]) + _order.amount;
        } else if (action == Action.Register) {
            if (!_is(20)) getAccountRegistryInfo[_order.user] = _order.main;
        } else if (action == Action.SetLatestMainL1Info) {
            if (!_is(21)) latestMainL1 = _order.main;
        } else if (action == Action.Block || action == Action.Unblock) {
            _updateBlock(_order);
        }
    }

    /// An FT Manager takes what it has decided to take.
    function _decrease(bytes32 _source, Payload memory _order) private {
        (address user, uint256 amount) = (_order.user, _order.amount);
        _requireSettled(user);
        if (amount > balanceOf[user]) revert ERC20InsufficientBalance(user, balanceOf[user], amount);
        if (!_is(22) && lockedAmount[user] > balanceOf[user] - amount) revert Locked(lockedAmount[user]);
        balanceOf[user] -= amount;
        if (_order.action == Action.DecreaseByBurn && !_is(23)) burnt += amount;
        if (!design.twoPhases || _is(24)) return;
        Payload memory acknowledgement;
        (acknowledgement.action, acknowledgement.id, acknowledgement.app) = (Action.Acknowledge, _order.id, chainId);
        // Whoever has ordered it, an FT Manager waits for it.
        _send(_roleOf(_source) == Role.FTManager ? _source : _managerOf(user), acknowledgement);
    }

    function _request(bytes32 _chain, Payload memory _payload) private {
        _payload.id = RequestId(chainId, nonce);
        if (!_is(25)) ++nonce;
        _send(_chain, _payload);
    }

    function _told(Action _action, address _user, uint256 _amount) private pure returns (Payload memory told) {
        (told.action, told.user, told.amount) = (_action, _user, _amount);
    }

    /// The Router, where it is not known here.
    function _managerOf(address _user) private view returns (bytes32 main) {
        main = getAccountRegistryInfo[_user];
        if (main == 0) main = router;
    }

    function _free(address _user) private view returns (uint256) {
        return balanceOf[_user] - lockedAmount[_user];
    }

    function _requireUsable(address _from, address _to) private view {
        if (!_is(26) && _from == _to) revert SelfTransfer();
        if (!_is(27) && isLocalBlocked[_from]) revert LocalBlockedUser(_from);
        if (!_is(28) && isLocalBlocked[_to]) revert LocalBlockedUser(_to);
        if (!_is(29)) _requireNotBlocked(_from);
        if (!_is(30)) _requireNotBlocked(_to);
    }

    function _requireCallerUsable(address _caller) private view {
        if (!_is(31) && isLocalBlocked[_caller]) revert LocalBlockedUser(_caller);
        if (!_is(32)) _requireNotBlocked(_caller);
    }

    function _requireSpenderUsable(address _spender) private view {
        if (!_is(40) && isLocalBlocked[_spender]) revert LocalBlockedUser(_spender);
        if (!_is(41)) _requireNotBlocked(_spender);
    }
}

/// The FT of an App L1 whose validators sign anything that it is said to have sent.
contract CompromisedFT is FT {
    constructor(
        TeleporterMessenger _teleporter,
        bytes32 _chainId,
        Design memory _design,
        uint256[2] memory _mutants
    ) FT(_teleporter, _chainId, _design, _mutants) {}

    function forge(bytes32 _chain, Payload calldata _payload) external {
        if (isOfAUser(_payload.action)) ++nonce;
        _send(_chain, _payload);
    }
}
