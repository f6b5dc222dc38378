// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

// What an exported test of system `interop_settlement` asks of the contracts under test: one function for each action,
// one getter for each book. ADAPTER.md says how to write an adapter.

// The chains, all on one settlement layer.
uint256 constant A = 0;
uint256 constant B = 1;
uint256 constant C = 2;

/// How a chain imports roots of others.
enum Mode {
    /// From `MessageRoot`, which has executed batches only.
    ProofBased,
    /// The root of a committed batch.
    CommitBased,
    /// The `LocalRoot` of the batch under way.
    PreCommitBased
}

/// What TEEs are used for.
enum Tee {
    /// There are none; whoever imports runs an external node of the source.
    None,
    /// Attestations are verified by those who import, and bind nobody.
    OffChain,
    /// What is attested has to be included; the attestation itself is not verified on chain.
    InclusionOnly,
    /// The attestation is verified on chain, and what is attested has to be included.
    Enforced
}

/// What a batch has to be before another one that depends on it is executed.
enum Dependency {
    Executed,
    Proven,
    Committed,
    Unchecked
}

/// Of how many chains batches are executed at once.
enum Execution {
    Single,
    Pairwise,
    Group
}

/// Rules that the document does not have, or that a weaker design lacks.
struct Design {
    /// Blocks are locked only if what they import is executed, or locked itself.
    bool locksDependencies;
    /// An imported `LocalRoot` needs a proof that the root of the executed batch extends it.
    bool checksExtension;
    /// A revert keeps what is locked, and the lock.
    bool keepsLocks;
    /// The council keeps the blocks before the first that cannot become final.
    bool councilKeepsProvable;
    /// The council unlocks on every chain what depends on the blocks that it drops.
    bool councilCoversDependents;
    /// A message is known as consumed by the root by which it was proven, and not by its own place.
    bool consumesByRoot;
}

/// How a test begins: no chain has a block yet.
struct World {
    /// So many of A, B and C are there.
    uint256 chains;
    /// How each of them imports.
    Mode[3] modes;
    Tee tee;
    Dependency dependency;
    Execution execution;
    Design design;
}

/// What a block is, which its proof and an attestation depend on.
enum Validity {
    Valid,
    /// A valid transition of which nobody can generate a proof.
    Unprovable,
    Invalid
}

/// Who commits a batch in the place of its operator, in the order in which the timeouts let them.
enum Committer {
    SecurityCouncil,
    OtherOperator,
    Anybody
}

/// A getter returns one word. A flag is 0 or 1.
///
/// Batches are counted from 0, and the blocks of a batch from 1; so `(batch, blocks)` is a place in a chain: that many
/// blocks of the batch, and all batches before it. The batch after the last committed one is open. Each block sends one
/// message, which has the number of its block.
interface IInteropSettlementAdapter {
    function start(World calldata world) external;

    // The nodes of the operators.
    function buildBlock(uint256 chain, Validity validity) external;
    /// A block that imports the root of `source` at that place and consumes a message of it.
    function addInteropRoot(uint256 chain, uint256 source, uint256 batch, uint256 blocks, uint256 message) external;
    /// The operator drops what can no longer become final, from the first such block on.
    function startAgain(uint256 chain) external;
    /// The operator drops all blocks after a place in its open batch.
    function reorganise(uint256 chain, uint256 batch, uint256 blocks) external;
    function stall(uint256 chain) external;

    // The settlement layer.
    /// The TEE signs all blocks of the chain; with a bug it signs anything.
    function attestBlocks(uint256 chain, bool hasBug) external;
    /// The whole open batch.
    function commitBatches(uint256 chain) external;
    /// The next batch.
    function proveBatches(uint256 chain) external;
    /// So many batches of each chain, in one transaction.
    function executeBatches(uint256 ofA, uint256 ofB, uint256 ofC) external;
    /// So many batches of the chain stay.
    function revertBatches(uint256 chain, uint256 last) external;

    // In the place of operators. `passTime` lets the next timeout pass.
    function passTime() external;
    function forceCommit(uint256 chain, Committer by) external;
    function unlockBlocks(uint256 chain) external;

    // Books of the settlement layer.
    function totalBatchesCommitted(uint256 chain) external view returns (uint256);
    function totalBatchesVerified(uint256 chain) external view returns (uint256);
    function totalBatchesExecuted(uint256 chain) external view returns (uint256);
    /// The place up to which blocks are attested; 0 and 0 if none that is not executed is.
    function attestedBatch(uint256 chain) external view returns (uint256);
    function attestedBlocks(uint256 chain) external view returns (uint256);
    function timeoutsPassed() external view returns (uint256);

    // Books of the nodes.
    function hasStalled(uint256 chain) external view returns (uint256);
    /// How often the chain has dropped blocks.
    function generation(uint256 chain) external view returns (uint256);
    function blocksInBatch(uint256 chain, uint256 batch) external view returns (uint256);
    /// The generation of its chain in which a block was built.
    function blockGeneration(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
    /// As `Validity` counts.
    function blockValidity(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
    /// 0 if the block imports nothing, 1 for A, 2 for B, 3 for C.
    function importedChain(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
    function importedBatch(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
    function importedBlocks(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
    function consumedMessage(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
    /// Whether the root that the block has imported is still one of its source, as the mode of the chain asks.
    function isImportedRootLive(uint256 chain, uint256 batch, uint256 number) external view returns (uint256);
}
