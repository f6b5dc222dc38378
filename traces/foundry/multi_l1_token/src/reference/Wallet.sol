// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

/// A user: an account that calls contracts, and signs as ERC-1271 has it. Its signature is that it says so.
contract Wallet {
    address private immutable owner = msg.sender;
    mapping(bytes32 digest => bool) public isSigned;

    function act(address _target, bytes calldata _call) external {
        require(msg.sender == owner);
        (bool ok, bytes memory answer) = _target.call(_call);
        if (ok) return;
        assembly {
            revert(add(answer, 32), mload(answer))
        }
    }

    function sign(bytes32 _digest) external {
        require(msg.sender == owner);
        isSigned[_digest] = true;
    }
}
