// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import {Action} from "../Messages.sol";
import {Design} from "../IMultiL1TokenAdapter.sol";
import {Mutable} from "./Mutable.sol";
import {TeleporterManager} from "./TeleporterManager.sol";
import {TeleporterMessenger} from "./TeleporterMessenger.sol";
import {TransferOptimization} from "./TransferOptimization.sol";
import {Payload, callerOf, digestOf, isBurn, isOfAUser, isTransfer, keyOf} from "./Types.sol";
import {Wallet} from "./Wallet.sol";

error NoAllocation();

/// Another strategy than the recommended one: how much is taken from each App L1 of what is free there.
interface IAllocator {
    function allocate(uint256[] calldata free, uint256 amount) external view returns (uint256[] memory);
}

/// The books of the addresses that a Main L1 manages.
contract FTManager is TeleporterManager, TransferOptimization {
    struct L1Balance {
        uint256 balance;
        uint256 locked;
    }

    /// A request whose decreases are under way, and on which App L1s: a bit for each.
    struct Pending {
        Payload request;
        uint256 awaited;
    }

    mapping(address => mapping(bytes32 app => L1Balance)) public books;
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    /// How many requests of an App L1 are older than the approval that was applied last, that one included.
    mapping(address owner => mapping(address spender => mapping(bytes32 app => uint256))) private applied;
    Pending[] private pending;
    /// What the events of this contract add up to, for a database that follows them.
    uint256 public burnt;
    /// If there is one, it decides from where tokens are taken.
    IAllocator private immutable allocator;

    constructor(
        TeleporterMessenger _teleporter,
        bytes32 _chainId,
        Design memory _design,
        IAllocator _allocator,
        uint256[2] memory _mutants
    ) TeleporterManager(_teleporter, _chainId, _design, _mutants[1]) Mutable(_mutants[0]) {
        allocator = _allocator;
    }

    /// What stands in the books when a test begins.
    function initialize(address _user, bytes32 _app, uint256 _held) external {
        books[_user][_app].balance = _held;
    }

    function pendingRequests() external view returns (uint256) {
        return pending.length;
    }

    function _execute(bytes32 _source, Payload memory _payload) internal override {
        Action action = _payload.action;
        if (design.ownChainOnly && !_is(3)) _requireOfItsOwnChain(_source, _payload);
        if (isOfAUser(action)) _request(_payload);
        else if (action == Action.Acknowledge) _acknowledge(_payload);
        else if (action == Action.Increase) _increase(_payload);
        else if (action == Action.Result || action == Action.LockedResult) _updateTokenBalance(_payload);
        else if (action == Action.Spent) _spend(_payload);
        else if (action == Action.Lock) _lock(_payload);
        else if (action == Action.Unlock) _unlock(_payload);
        else if (action == Action.Block || action == Action.Unblock) _updateBlock(_payload);
    }

    /// Whatever users ask for.
    function _request(Payload memory _request_) private {
        (address from, uint256 amount) = (_request_.user, _request_.amount);
        bool isSigned = !design.signedRequests || Wallet(callerOf(_request_)).isSigned(digestOf(_request_));
        if (!_is(4) && !isSigned) revert NotSigned();
        _requireNew(_request_.id);
        if (!_is(5)) _requireNotBlocked(from);
        if (isTransfer(_request_.action) && !_is(6)) _requireNotBlocked(_request_.recipient);
        if (!_is(28)) _requireNotBlocked(_request_.spender);
        if (_request_.action == Action.Approve) return _approve(_request_);
        if (_request_.spender != address(0)) _spendAllowance(_request_);
        (uint256[] memory free, uint256 covered) = _free(_request_);
        if (!_is(7) && amount > covered) revert ERC20InsufficientBalance(from, covered, amount);

        _consume(_request_.id);
        uint256[] memory taken = _allocate(free, amount);
        uint256 awaited;
        for (uint256 i; i < apps.length; ++i) {
            if (taken[i] == 0) continue;
            awaited |= 1 << i;
            if (!_is(8)) books[from][apps[i]].balance -= taken[i];
            _sendDecrease(apps[i], taken[i], _request_);
        }
        if (isBurn(_request_.action) && !_is(9)) burnt += amount;
        if (design.twoPhases && !_is(10)) pending.push(Pending(_request_, awaited));
        else _credit(_request_);
    }

    function _sendDecrease(bytes32 _app, uint256 _amount, Payload memory _request_) private {
        Payload memory decrease;
        bool burns = isBurn(_request_.action) && !_is(11);
        decrease.action = burns ? Action.DecreaseByBurn : Action.Decrease;
        (decrease.id, decrease.user, decrease.amount) = (_request_.id, _request_.user, _amount);
        _send(_app, decrease);
    }

    function _approve(Payload memory _request_) private {
        (address owner, address spender) = (_request_.user, _request_.spender);
        uint256 number = _request_.id.nonce + 1;
        _consume(_request_.id);
        uint256 last = applied[owner][spender][_request_.id.origin];
        if (design.sequencedUpdates && !_is(29) && number <= last) return;
        applied[owner][spender][_request_.id.origin] = number;
        allowance[owner][spender] = (_is(30) ? allowance[owner][spender] : 0) + _request_.amount;
    }

    function _spendAllowance(Payload memory _request_) private {
        uint256 allowed = allowance[_request_.user][_request_.spender];
        if (!_is(31) && _request_.amount > allowed) revert InsufficientAllowance(allowed, _request_.amount);
        if (!_is(32)) _spend(_request_);
    }

    /// Somebody else has spent it, here or on an App L1.
    function _spend(Payload memory _payload) private {
        uint256 allowed = allowance[_payload.user][_payload.spender];
        uint256 left = _payload.amount > allowed ? 0 : allowed - _payload.amount;
        if (!_is(33)) allowance[_payload.user][_payload.spender] = left;
    }

    /// What the request may take of each App L1, and all of it together: nothing that is locked and, where tokens are
    /// moved, nothing that is there already.
    function _free(Payload memory _request_) private view returns (uint256[] memory free, uint256 covered) {
        free = new uint256[](apps.length);
        for (uint256 i; i < apps.length; ++i) {
            L1Balance memory book = books[_request_.user][apps[i]];
            bool isThere = _request_.action == Action.LocalTransfer && apps[i] == _request_.id.origin;
            uint256 locked = _is(12) ? 0 : book.locked;
            if (isThere && !_is(13) || book.balance < locked) continue;
            free[i] = book.balance - locked;
            covered += free[i];
        }
    }

    function _allocate(uint256[] memory _balances, uint256 _amount) private view returns (uint256[] memory taken) {
        if (address(allocator) == address(0)) return _recommended(_balances, _amount);
        taken = allocator.allocate(_balances, _amount);
        uint256 sum;
        for (uint256 i; i < _balances.length; ++i) {
            if (taken[i] > _balances[i]) revert NoAllocation();
            sum += taken[i];
        }
        if (sum != _amount) revert NoAllocation();
    }

    /// A decrease is executed; after the last one the recipient gets what was taken.
    function _acknowledge(Payload memory _payload) private {
        for (uint256 i; i < pending.length; ++i) {
            if (keyOf(pending[i].request.id) != keyOf(_payload.id)) continue;
            for (uint256 app; app < apps.length; ++app) {
                if (apps[app] == _payload.app) pending[i].awaited &= ~(1 << app);
            }
            if (pending[i].awaited != 0 && !_is(14)) return;
            Payload memory request = pending[i].request;
            for (uint256 next = i + 1; next < pending.length; ++next) {
                pending[next - 1] = pending[next];
            }
            pending.pop();
            _credit(request);
            return;
        }
    }

    /// What was taken is minted on the App L1 that asked, and stands in the recipient's book.
    function _credit(Payload memory _request_) private {
        if (isBurn(_request_.action)) return;
        bool goesToAnother = isTransfer(_request_.action);
        Payload memory mint;
        (mint.action, mint.amount) = (Action.Mint, _request_.amount);
        mint.user = goesToAnother ? _request_.recipient : _request_.user;
        _send(_request_.id.origin, mint);
        bytes32 main = goesToAnother && _request_.main != 0 ? _request_.main : chainId;
        _creditBook(main, mint.user, _request_.id.origin, mint.amount);
    }

    /// The book grows, here or on another Main L1.
    function _creditBook(bytes32 _main, address _user, bytes32 _app, uint256 _amount) private {
        L1Balance storage book = books[_user][_app];
        if (_main == chainId || _is(15)) {
            book.balance = (_is(16) ? 0 : book.balance) + _amount;
            return;
        }
        Payload memory increase;
        (increase.action, increase.user, increase.app, increase.amount) = (Action.Increase, _user, _app, _amount);
        _send(_main, increase);
    }

    /// Another FT Manager, or an FT, says so.
    function _increase(Payload memory _payload) private {
        _requireSettled(_payload.user);
        L1Balance storage book = books[_payload.user][_payload.app];
        book.balance = (_is(17) ? 0 : book.balance) + _payload.amount;
    }

    /// What was transferred on an App L1.
    function _updateTokenBalance(Payload memory _result) private {
        L1Balance storage book = books[_result.user][_result.app];
        uint256 locked = _result.action == Action.LockedResult ? _result.amount : 0;
        _requireSettled(_result.user);
        _requireSettled(_result.recipient);
        if (!_is(18) && locked > book.locked) revert Underflow();
        if (!_is(19) && _result.amount > book.balance) revert Underflow();
        if (!_is(20)) book.locked = locked > book.locked ? 0 : book.locked - locked;
        if (!_is(21)) book.balance = _result.amount > book.balance ? 0 : book.balance - _result.amount;
        if (!_is(22)) _creditBook(_result.main, _result.recipient, _result.app, _result.amount);
    }

    function _lock(Payload memory _payload) private {
        L1Balance storage book = books[_payload.user][_payload.app];
        uint256 free = book.balance < book.locked ? 0 : book.balance - book.locked;
        if (design.grantedLocks && !_is(23) && _payload.amount > free) {
            revert ERC20InsufficientBalance(_payload.user, free, _payload.amount);
        }
        book.locked = (_is(24) ? 0 : book.locked) + _payload.amount;
        if (!design.grantedLocks || _is(25)) return;
        Payload memory grant;
        (grant.action, grant.user, grant.amount) = (Action.Grant, _payload.user, _payload.amount);
        _send(_payload.app, grant);
    }

    function _unlock(Payload memory _payload) private {
        L1Balance storage book = books[_payload.user][_payload.app];
        if (!_is(26) && _payload.amount > book.locked) revert Underflow();
        if (!_is(27)) book.locked = _payload.amount > book.locked ? 0 : book.locked - _payload.amount;
    }
}
