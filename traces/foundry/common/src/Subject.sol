// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {ISystemAdapter} from "./ISystemAdapter.sol";
import {ReferenceAdapter} from "./reference/ReferenceAdapter.sol";

interface Vm {
    function envOr(string calldata name, string calldata otherwise) external view returns (string memory);
    function envOr(string calldata name, uint256 otherwise) external view returns (uint256);
}

/// The contracts under test. To test your own, return your adapter here; nothing else in this project changes.
///
/// The reference contracts can have one line wrong: MUTATED names the contract, MUTANT is the number of the line.
function newSubject() returns (ISystemAdapter) {
    Vm vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    return new ReferenceAdapter(vm.envOr("MUTATED", string("")), vm.envOr("MUTANT", uint256(0)));
}
