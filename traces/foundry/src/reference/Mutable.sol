// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

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
