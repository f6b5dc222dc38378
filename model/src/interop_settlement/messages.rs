//! What travels between the chains: blocks, the roots of what they send, and imports of such roots.

use serde::{Deserialize, Serialize};

use super::topology::{ChainId, PerChain};

/// Whether a block is what it claims to be, and whether that can be proven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// A valid transition, of which a proof can be generated.
    #[default]
    Valid,
    /// A valid transition of which nobody can generate a proof.
    Unprovable,
    /// No valid transition.
    Invalid,
}

/// A place in a chain: this many blocks of a batch, and all batches before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The batch, from 0.
    pub batch: u8,
    /// How many blocks of it.
    pub blocks: u8,
}

/// Under which number `L2InteropRootStorage` keeps a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RootNumber {
    /// The chain that it is of.
    pub source: ChainId,
    /// How far it goes.
    pub place: Place,
}

/// A root that a block imports, and the message of it that the block consumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Import {
    /// The number under which the root is kept.
    pub number: RootNumber,
    /// The generation of the last block of the root that is kept: with the number, which root it is.
    pub generation: u8,
    /// The message, by the block of the batch that has sent it, from 1.
    pub message: u8,
    /// The generation of the root that was there when the message was consumed.
    pub ghost_generation: u8,
}

/// A block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Block {
    /// The generation of its chain in which it was built.
    pub generation: u8,
    /// Whether it is valid.
    pub validity: Validity,
    /// The root that it imports.
    pub import: Option<Import>,
}

/// How many batches of each chain are executed at once.
pub type Group = PerChain<u8>;

/// Who commits a batch in the place of its operator, in the order in which the timeouts let them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Committer {
    /// The security council, after the first timeout.
    SecurityCouncil,
    /// An operator of another chain, after the second.
    OtherOperator,
    /// Anybody, after the third.
    Anybody,
}

impl Committer {
    /// All of them, in the order of the timeouts.
    pub const ALL: [Self; 3] = [Self::SecurityCouncil, Self::OtherOperator, Self::Anybody];

    /// How many timeouts have to pass first.
    pub fn level(self) -> u8 {
        match self {
            Self::SecurityCouncil => 1,
            Self::OtherOperator => 2,
            Self::Anybody => 3,
        }
    }
}

crate::codec! {
    enum Validity { Valid, Unprovable, Invalid }
    struct Place { batch, blocks }
    struct RootNumber { source, place }
    struct Import { number, generation, message, ghost_generation }
    struct Block { generation, validity, import }
    enum Committer { SecurityCouncil, OtherOperator, Anybody }
}
