// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import "../Errors.sol";
import "../IMultiL1TokenAdapter.sol";
import {CompromisedFT, FT} from "./FT.sol";
import {ReferenceWorld, ELSEWHERE} from "./ReferenceWorld.sol";
import {TeleporterManager} from "./TeleporterManager.sol";
import {TeleporterMessenger} from "./TeleporterMessenger.sol";
import {ITeleporterReceiver, Payload, RequestId, callerOf, digestOf} from "./Types.sol";
import {Wallet} from "./Wallet.sol";

/// A test says that the contracts refuse this message, and they have executed it.
error WasExecuted();

/// The reference contracts behind the adapter: on each chain one of them, and Teleporter between the chains.
contract ReferenceAdapter is ReferenceWorld {
    // What a relayer gives an execution, and what is too little for any.
    uint256 private constant ENOUGH = 30_000_000;
    uint256 private constant TOO_LITTLE = 3_000;

    /// What the test has the FT Manager take.
    uint256[3] private chosen;

    /// With line `_mutant` of the contract wrong, if that is what is to be.
    constructor(string memory _mutated, uint256 _mutant) ReferenceWorld(_mutated, _mutant) {}

    function transfer(uint256 _app, uint256 _from, uint256 _to, uint256 _amount) external {
        _sign(_app, Action.Transfer, [_from, _to, 0], _amount);
        wallet[_from].act(address(ft[_app]), abi.encodeCall(FT.transfer, (_user(_to), _amount)));
    }

    function burn(uint256 _app, uint256 _from, uint256 _amount) external {
        _sign(_app, Action.Burn, [_from, 0, 0], _amount);
        wallet[_from].act(address(ft[_app]), abi.encodeCall(FT.burn, (_amount)));
    }

    function localTransfer(uint256 _app, uint256 _from, uint256 _amount) external {
        _sign(_app, Action.LocalTransfer, [_from, 0, 0], _amount);
        wallet[_from].act(address(ft[_app]), abi.encodeCall(FT.localTransfer, (_amount)));
    }

    /// A user signs each request that it makes.
    function _sign(uint256 _app, Action _action, uint256[3] memory _users, uint256 _amount) private {
        Payload memory request;
        (request.action, request.user, request.recipient) = (_action, _user(_users[0]), _user(_users[1]));
        request.spender = _user(_users[2]);
        (request.id, request.amount) = (RequestId(bytes32(_app), ft[_app].nonce()), _amount);
        Wallet(callerOf(request)).sign(digestOf(request));
    }

    function fastTransfer(uint256 _app, uint256 _from, uint256 _to, uint256 _amount) external {
        wallet[_from].act(address(ft[_app]), abi.encodeCall(FT.fastTransfer, (_user(_to), _amount)));
    }

    function lockTransfer(uint256 _app, uint256 _from, uint256 _to, uint256 _amount) external {
        wallet[_from].act(address(ft[_app]), abi.encodeCall(FT.lockTransfer, (_user(_to), _amount)));
    }

    function setLock(uint256 _app, uint256 _owner, uint256 _more) external {
        wallet[_owner].act(address(ft[_app]), abi.encodeCall(FT.setLock, (_more)));
    }

    function releaseLock(uint256 _app, uint256 _owner, uint256 _less) external {
        wallet[_owner].act(address(ft[_app]), abi.encodeCall(FT.releaseLock, (_less)));
    }

    function approve(uint256 _app, uint256 _owner, uint256 _spender, uint256 _amount) external {
        _sign(_app, Action.Approve, [_owner, 0, _spender], _amount);
        wallet[_owner].act(address(ft[_app]), abi.encodeCall(FT.approve, (_user(_spender), _amount)));
    }

    function transferFrom(uint256 _app, uint256 _spender, uint256 _from, uint256 _to, uint256 _amount) external {
        _sign(_app, Action.TransferFrom, [_from, _to, _spender], _amount);
        bytes memory call = abi.encodeCall(FT.transferFrom, (_user(_from), _user(_to), _amount));
        wallet[_spender].act(address(ft[_app]), call);
    }

    function fastTransferFrom(uint256 _app, uint256 _spender, uint256 _from, uint256 _to, uint256 _amount) external {
        bytes memory call = abi.encodeCall(FT.fastTransferFrom, (_user(_from), _user(_to), _amount));
        wallet[_spender].act(address(ft[_app]), call);
    }

    function burnFrom(uint256 _app, uint256 _spender, uint256 _from, uint256 _amount) external {
        _sign(_app, Action.BurnFrom, [_from, 0, _spender], _amount);
        wallet[_spender].act(address(ft[_app]), abi.encodeCall(FT.burnFrom, (_user(_from), _amount)));
    }

    function localBlockUser(uint256 _app, uint256 _number, bool _blocks) external {
        if (_blocks) ft[_app].localBlockUser(_user(_number));
        else ft[_app].localUnblockUser(_user(_number));
    }

    function blockUser(uint256 _number, bool _blocks) external {
        if (_blocks) router.blockUser(_user(_number));
        else router.unblockUser(_user(_number));
    }

    function setLatestMainL1Info(uint256 _main) external {
        router.setLatestMainL1Info(bytes32(_main));
    }

    function initialMint(uint256 _app, uint256 _number) external {
        ft[_app].initialMint(_user(_number), 1);
    }

    function receiveCrossChainMessage(Message calldata _message) external {
        _receive(_message);
    }

    function receiveTaking(Message calldata _message, uint256[3] calldata _taken) external {
        chosen = _taken;
        _receive(_message);
    }

    function retryMessageExecution(Message calldata _message) external {
        _retry(_message);
    }

    function retryTaking(Message calldata _message, uint256[3] calldata _taken) external {
        chosen = _taken;
        _retry(_message);
    }

    function failMessageExecution(Message calldata _message) external {
        (bool ok,) = teleporter.receiveCrossChainMessage(_inFlight(_message), ENOUGH);
        if (ok && _refusal(_message) == 0) revert WasExecuted();
    }

    function runOutOfGas(Message calldata _message) external {
        (bool ok,) = teleporter.receiveCrossChainMessage(_inFlight(_message), TOO_LITTLE);
        if (ok) revert WasExecuted();
    }

    function retryRefusedRequest(Message calldata _message) external {
        teleporter.retryMessageExecution(_failed(_message));
        if (_refusal(_message) == 0) revert WasExecuted();
    }

    function resendAsNew(Message calldata _message) external {
        (address sender,) = teleporter.partiesOf(_failed(_message));
        TeleporterManager(sender).resend(bytes32(_message.to), abi.encode(_payload(_message)));
    }

    /// Of an FT that is compromised Teleporter takes anything. For others a message comes from where such a message of
    /// the system does, but for what is wrong with it.
    function forge(Message calldata _message, Forger _by) external {
        Payload memory payload = _payload(_message);
        bytes32 to = bytes32(_message.to);
        address receiver = _contract(_message.to);
        uint256 source = _message.action == Action.Mint ? MAIN_X : APP_A;
        if (_by == Forger.Caller) {
            bytes memory call = abi.encode(payload);
            ITeleporterReceiver(receiver).receiveTeleporterMessage(bytes32(source), _contract(source), call);
            return;
        }
        if (_by == Forger.CompromisedFt) {
            CompromisedFT(address(ft[world.apps])).forge(to, payload);
        } else {
            bytes32 chain = bytes32(_by == Forger.OtherChain ? ELSEWHERE : source);
            address sender = _by == Forger.OtherChain ? _contract(source) : address(stranger);
            teleporter.sendFrom(chain, sender, to, receiver, abi.encode(payload));
        }
        _deliver(_message, teleporter.last());
    }

    function _receive(Message calldata _message) private {
        _deliver(_message, _inFlight(_message));
    }

    function _deliver(Message calldata _message, uint256 _id) private {
        (bool ok, bytes memory answer) = teleporter.receiveCrossChainMessage(_id, ENOUGH);
        if (!ok) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        _requireNoRefusal(_message);
    }

    function _retry(Message calldata _message) private {
        teleporter.retryMessageExecution(_failed(_message));
        _requireNoRefusal(_message);
    }

    /// A request that is answered by a refusal is refused: the test hears of it as of a revert.
    function _requireNoRefusal(Message calldata _message) private view {
        bytes4 reason = _refusal(_message);
        if (reason == 0) return;
        assembly {
            mstore(0, reason)
            revert(0, 4)
        }
    }

    function _refusal(Message calldata _message) private view returns (bytes4) {
        return TeleporterManager(_contract(_message.to)).lastRefusal();
    }

    function _inFlight(Message calldata _message) private view returns (uint256) {
        return _find(_message, TeleporterMessenger.Status.InFlight);
    }

    function _failed(Message calldata _message) private view returns (uint256) {
        return _find(_message, TeleporterMessenger.Status.Failed);
    }

    function _find(Message calldata _message, TeleporterMessenger.Status _status) private view returns (uint256) {
        return teleporter.find(bytes32(_message.to), abi.encode(_payload(_message)), _status);
    }

    function allocate(uint256[] calldata _free, uint256) external view returns (uint256[] memory taken) {
        taken = new uint256[](_free.length);
        for (uint256 i; i < _free.length; ++i) {
            taken[i] = chosen[i];
        }
    }
}
