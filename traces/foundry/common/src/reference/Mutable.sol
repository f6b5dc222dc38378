// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

/// The number of the line that is wrong in the contract of this name, which is 0 if another one is mutated, or none.
function mutantOf(string memory _name, string memory _mutated, uint256 _mutant) pure returns (uint256) {
    return keccak256(bytes(_name)) == keccak256(bytes(_mutated)) ? _mutant : 0;
}

/// A contract of which one line can be wrong: mutant 0 is the contract itself.
abstract contract Mutable {
    uint256 private immutable mutant;

    constructor(uint256 _mutant) {
        mutant = _mutant;
    }

    /// Whether the line is the wrong one.
    function _is(uint256 _line) internal view returns (bool) {
        return mutant == _line;
    }
}
