// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// What untrusted code does. A call reaches it at points, one after the other; at each it makes calls to the adapter
// and then returns or reverts. A call that it makes has points of its own, in the call's `script` argument.
//
// One action of a trace is one call, so a reentrant transaction is one call to the adapter with a script.

/// Not an error of the contracts: the untrusted code reverts because the trace says so.
error AttackerReverts();
/// The contracts answered a call of the untrusted code otherwise than the trace says.
error UnexpectedOutcome(bytes call, bytes answer);

/// A call to the adapter, and the selector of the error that must refuse it: 0 if it must be accepted.
struct Step {
    bytes call;
    bytes4 error;
}

struct Point {
    Step[] steps;
    bool reverts;
}

/// Ways to write a script in one expression.
library Script {
    function none() internal pure returns (bytes[] memory) {}

    function points(bytes memory _a) internal pure returns (bytes[] memory list) {
        list = new bytes[](1);
        list[0] = _a;
    }

    function points(bytes memory _a, bytes memory _b) internal pure returns (bytes[] memory list) {
        list = new bytes[](2);
        (list[0], list[1]) = (_a, _b);
    }

    function point(bool _reverts) internal pure returns (bytes memory) {
        return abi.encode(Point(new Step[](0), _reverts));
    }

    function point(bool _reverts, Step memory _a) internal pure returns (bytes memory) {
        Step[] memory steps = new Step[](1);
        steps[0] = _a;
        return abi.encode(Point(steps, _reverts));
    }

    function point(bool _reverts, Step memory _a, Step memory _b) internal pure returns (bytes memory) {
        Step[] memory steps = new Step[](2);
        (steps[0], steps[1]) = (_a, _b);
        return abi.encode(Point(steps, _reverts));
    }

    function point(bool _reverts, Step memory _a, Step memory _b, Step memory _c) internal pure returns (bytes memory) {
        Step[] memory steps = new Step[](3);
        (steps[0], steps[1], steps[2]) = (_a, _b, _c);
        return abi.encode(Point(steps, _reverts));
    }

    function point(bool _reverts, Step memory _a, Step memory _b, Step memory _c, Step memory _d)
        internal
        pure
        returns (bytes memory)
    {
        Step[] memory steps = new Step[](4);
        (steps[0], steps[1], steps[2], steps[3]) = (_a, _b, _c, _d);
        return abi.encode(Point(steps, _reverts));
    }

    /// One step more.
    function more(bytes memory _point, Step memory _step) internal pure returns (bytes memory) {
        Point memory before = abi.decode(_point, (Point));
        Step[] memory steps = new Step[](before.steps.length + 1);
        for (uint256 i; i < before.steps.length; ++i) {
            steps[i] = before.steps[i];
        }
        steps[before.steps.length] = _step;
        return abi.encode(Point(steps, before.reverts));
    }

    function accepted(bytes memory _call) internal pure returns (Step memory) {
        return Step(_call, 0);
    }

    /// A call that reverts within untrusted code.
    function reverted(bytes memory _call) internal pure returns (Step memory) {
        return Step(_call, AttackerReverts.selector);
    }

    function refused(bytes memory _call, bytes4 _error) internal pure returns (Step memory) {
        return Step(_call, _error);
    }
}

/// Untrusted code that follows a script. An adapter lets its tokens, mailboxes and receivers call `run`.
contract Attacker {
    address private immutable adapter;
    bytes[] private points;
    uint256 private next;

    constructor(address _adapter) {
        adapter = _adapter;
    }

    /// The adapter begins a call whose untrusted code follows `script`.
    function follow(bytes[] calldata _script) external {
        delete points;
        for (uint256 i; i < _script.length; ++i) {
            points.push(_script[i]);
        }
        next = 0;
    }

    /// A call has reached untrusted code.
    function run() external {
        if (next >= points.length) return;
        Point memory here = abi.decode(points[next], (Point));
        (bytes[] memory own, uint256 following) = (points, next + 1);
        for (uint256 i; i < here.steps.length; ++i) {
            Step memory step = here.steps[i];
            (bool ok, bytes memory answer) = adapter.call(step.call);
            bool isExpected = step.error == 0 ? ok : !ok && bytes4(answer) == step.error;
            if (!isExpected) revert UnexpectedOutcome(step.call, answer);
        }
        if (here.reverts) revert AttackerReverts();
        (points, next) = (own, following);
    }
}
