// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// What the reference contracts share: messages, proofs and operations.

/// What a batch can say.
enum MessageKind {
    Withdrawal,
    Interop,
    InteropExecuted,
    Status,
    Totals,
    Return,
    Left,
    MigrationResult
}

/// A total that only grows. It may pass 2^256, since what goes to and fro counts each time; only differences are read.
struct Total {
    uint256 low;
    uint256 high;
}

function sum(Total memory total, uint256 more) pure returns (Total memory) {
    unchecked {
        uint256 low = total.low + more;
        return Total(low, low < more ? total.high + 1 : total.high);
    }
}

function sum(Total memory total, Total memory more) pure returns (Total memory result) {
    result = sum(total, more.low);
    result.high += more.high;
}

/// A message. A kind uses the fields that it needs and leaves the others 0.
struct Message {
    MessageKind kind;
    uint256 chainId;
    bytes32 txHash;
    bool success;
    uint256 amount;
    uint256 number;
    Total totalWithdrawalsToL1;
    Total totalSuccessfulDepositsFromL1;
    uint256 totalPreV31TotalSupply;
}

/// A proof that a message is in a batch: of `chainId` itself, or through the layer on which that batch settled. Merkle
/// paths are left out: a batch of a chain holds one message, one of Gateway a set of leaves.
struct Proof {
    uint256 chainId;
    uint256 batchNumber;
    uint256 index;
    uint256 settlementLayer;
    uint256 settlementLayerBatchNumber;
    uint256 through;
}

/// A priority operation.
struct Operation {
    bytes32 txHash;
    bool isConfirmation;
    uint256 value;
    bool viaGateway;
}

/// An L1->Gateway transaction that concerns one chain.
enum InboxKind {
    None,
    ForwardDeposit,
    ForwardService,
    ConfirmMigration,
    BridgeMint,
    PauseDeposits
}

struct InboxTx {
    InboxKind kind;
    uint256 number;
    uint256 amount;
    Operation operation;
}

// Stands in a batch of a party whose proof system is broken: the batch holds whatever is asked for.
bytes32 constant ANYTHING = keccak256("anything");

// The asset whose books the tests assert, and a token of an attacker.
bytes32 constant THE_ASSET = keccak256("the asset");
bytes32 constant OTHER_TOKEN = keccak256("another token");

function leafOf(Message memory message) pure returns (bytes32) {
    return keccak256(abi.encode(message));
}

/// A chain's batch as a leaf of the batch of the layer on which it settled.
function leafOfBatch(uint256 chainId, uint256 batchNumber, bytes32 root) pure returns (bytes32) {
    return keccak256(abi.encode(chainId, batchNumber, root));
}

/// Tokens and receivers whose code is not the contracts'.
interface IUntrustedCode {
    function takesTokens(bool isOther) external;
    function inMailbox() external;
    function paysOut() external;
}
