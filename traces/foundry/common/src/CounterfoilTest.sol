// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// The selector of Solidity's own error of checked arithmetic.
bytes4 constant PANIC = 0x4e487b71;

/// What is `x` below 0, as a word.
function minus(uint256 x) pure returns (uint256) {
    unchecked {
        return 0 - x;
    }
}

/// What exported tests of any system are made of.
///
/// A test says after each action which books changed; `unchanged` are all the others, and every book is compared. Each
/// external call of a test is a transaction of its own (`isolate`), so transient storage never leaks from one action
/// into the next.
abstract contract CounterfoilTest {
    /// A book has another value than the trace says.
    error WrongBook(bytes getter, uint256 value, uint256 expected);
    error NotRefused(bytes4 expected);
    error RefusedOtherwise(bytes answer, bytes4 expected);

    address internal subject;
    bytes[] private getters;
    mapping(bytes32 getter => uint256) private position;
    uint256[] private values;

    /// From here on the book that `getter` reads has this value.
    function has(bytes memory _getter, uint256 _value) internal {
        bytes32 key = keccak256(_getter);
        if (position[key] == 0) {
            getters.push(_getter);
            values.push();
            position[key] = getters.length;
        }
        values[position[key] - 1] = _value;
    }

    /// Every book is as the test says.
    function compare() internal view {
        this.compareBooks();
    }

    /// One transaction for all getters.
    function compareBooks() external view {
        for (uint256 i; i < getters.length; ++i) {
            (bool ok, bytes memory answer) = subject.staticcall(getters[i]);
            uint256 value = ok && answer.length == 32 ? abi.decode(answer, (uint256)) : ~values[i];
            if (value != values[i]) revert WrongBook(getters[i], value, values[i]);
        }
    }

    /// The contracts refuse the call with this error, and no book changes.
    function refuses(bytes memory _call, bytes4 _error) internal {
        (bool ok, bytes memory answer) = subject.call(_call);
        if (ok) revert NotRefused(_error);
        if (bytes4(answer) != _error) revert RefusedOtherwise(answer, _error);
        compare();
    }
}
