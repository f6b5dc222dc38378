// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

/// What the state of L2 is, as far as anybody here can tell the difference.
struct StateRoot {
    uint256 systemVersion;
    bool keccakIsReplaced;
    uint256 supply;
}

/// The leaves of a tree of user logs, in place of its root. A set of operations has a bit for each.
struct UserLogs {
    uint256 succeeded;
    uint256 failed;
    uint256 withdrawals;
    bool hasForgedWithdrawal;
}

/// A batch on its way: what the bootloader has logged, and what nobody on L1 sees.
struct Run {
    StateRoot previous;
    StateRoot root;
    uint256 transactions;
    uint256 numberOfLayer1Txs;
    uint256 numberOfLayer2Txs;
    bytes32 rollingHash;
    /// The hash of each operation, as the bootloader has taken it.
    bytes32[] hashes;
    bytes32[] upgradeLogs;
    UserLogs logs;
    bool hasProof;
}

/// `StoredBatchInfo`, and what its proof depends on.
struct Batch {
    uint256 numberOfLayer1Txs;
    bytes32 rollingHash;
    bytes32[] hashes;
    UserLogs logs;
    StateRoot previous;
    StateRoot root;
    uint256 version;
    uint256 patch;
    bool hasProof;
}

function idOf(StateRoot memory _root) pure returns (bytes32) {
    return keccak256(abi.encode(_root));
}

function operationHash(uint256 _operation) pure returns (bytes32) {
    return keccak256(abi.encode("operation", _operation));
}

/// An upgrade that works is another transaction than one that can only fail.
function upgradeHash(uint256 _version, bool _works) pure returns (bytes32) {
    return keccak256(abi.encode("upgrade", _version, _works));
}

// What the rolling hash of no operations is.
bytes32 constant EMPTY_ROLL = keccak256("");

function rolled(bytes32[] memory _hashes) pure returns (bytes32 roll) {
    roll = EMPTY_ROLL;
    for (uint256 i; i < _hashes.length; ++i) {
        roll = keccak256(abi.encode(roll, _hashes[i]));
    }
}
