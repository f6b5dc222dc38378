// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {Action} from "../Messages.sol";
import {ITeleporterReceiver, Payload} from "./Types.sol";

error NoSuchMessage();
error AlreadyReceived();

/// The Teleporter contracts of all chains, and the relayers between them: a message is received at most once, in any
/// order. One whose execution fails counts as received, has no effect, and anybody may retry it for ever.
contract TeleporterMessenger {
    enum Status {
        InFlight,
        Failed,
        Executed
    }

    struct Sent {
        bytes32 source;
        address originSender;
        bytes32 destination;
        address receiver;
        bytes message;
        Status status;
    }

    /// On which chain a contract stands.
    mapping(address => bytes32) public chainOf;
    Sent[] private sent;
    mapping(bytes32 key => uint256[]) private alike;
    mapping(bytes32 destination => mapping(Status => uint256)) public count;

    event MessageExecuted(uint256 indexed messageId);
    event MessageExecutionFailed(uint256 indexed messageId);

    function place(address _contract, bytes32 _chain) external {
        chainOf[_contract] = _chain;
    }

    /// Any contract may send to any other one: who sends is what nobody can forge.
    function sendCrossChainMessage(bytes32 _destination, address _receiver, bytes calldata _message) external {
        sendFrom(chainOf[msg.sender], msg.sender, _destination, _receiver, _message);
    }

    /// For tests: what a contract sends that is deployed on no chain here.
    function sendFrom(
        bytes32 _source,
        address _sender,
        bytes32 _destination,
        address _receiver,
        bytes calldata _message
    ) public {
        alike[_key(_destination, _message)].push(sent.length);
        sent.push(Sent(_source, _sender, _destination, _receiver, _message, Status.InFlight));
        if (_counts(_message)) ++count[_destination][Status.InFlight];
    }

    /// Registrations are not counted.
    function _counts(bytes memory _message) private pure returns (bool) {
        return abi.decode(_message, (Payload)).action != Action.Register;
    }

    function _key(bytes32 _destination, bytes calldata _message) private pure returns (bytes32) {
        return keccak256(abi.encode(_destination, _message));
    }

    function _becomes(uint256 _id, Status _status) private {
        Sent storage one = sent[_id];
        if (_counts(one.message)) {
            --count[one.destination][one.status];
            ++count[one.destination][_status];
        }
        one.status = _status;
    }

    /// With so much gas; what is left of it after the execution's failure is the relayer's.
    function receiveCrossChainMessage(uint256 _id, uint256 _gas) external returns (bool ok, bytes memory answer) {
        if (sent[_id].status != Status.InFlight) revert AlreadyReceived();
        (ok, answer) = _execute(_id, _gas);
        _becomes(_id, ok ? Status.Executed : Status.Failed);
        if (!ok) emit MessageExecutionFailed(_id);
    }

    /// A retry that fails again changes nothing.
    function retryMessageExecution(uint256 _id) external {
        if (sent[_id].status != Status.Failed) revert NoSuchMessage();
        (bool ok, bytes memory answer) = _execute(_id, gasleft());
        if (!ok) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        _becomes(_id, Status.Executed);
    }

    function _execute(uint256 _id, uint256 _gas) private returns (bool ok, bytes memory answer) {
        Sent memory one = sent[_id];
        (ok, answer) = one.receiver.call{gas: _gas}(
            abi.encodeCall(ITeleporterReceiver.receiveTeleporterMessage, (one.source, one.originSender, one.message))
        );
        if (ok) emit MessageExecuted(_id);
    }

    /// The first message to this chain that says this and is in this state.
    function find(bytes32 _destination, bytes calldata _message, Status _status) external view returns (uint256) {
        uint256[] storage ids = alike[_key(_destination, _message)];
        for (uint256 i; i < ids.length; ++i) {
            if (sent[ids[i]].status == _status) return ids[i];
        }
        revert NoSuchMessage();
    }

    /// The sender and the receiver of a message.
    function partiesOf(uint256 _id) external view returns (address, address) {
        return (sent[_id].originSender, sent[_id].receiver);
    }

    /// The last message that was sent.
    function last() external view returns (uint256) {
        return sent.length - 1;
    }
}
