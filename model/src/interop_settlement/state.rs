//! The state: each chain with its blocks and what the settlement layer knows of it, and the faults that may still
//! happen.
//!
//! The batch after the last committed one is open. Fields whose name begins with `ghost_` are history that no contract
//! stores and no rule reads.

pub mod parts;

use super::messages::{Block, Import, Place, Validity};
use super::topology::{ChainId, PerChain};
use super::{Guard, InteropSettlement, Mode};

/// How many batches a chain can have at most.
pub const BATCHES: usize = 3;
/// How many blocks fit into a batch at most.
pub const BLOCKS: usize = 2;

/// All chains, and what may still happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// The chains.
    pub chains: PerChain<Chain>,
    /// The faults that may still happen.
    pub left: Left,
    /// How many timeouts have passed for operators that have stalled.
    pub timeouts: u8,
}

/// A chain: its blocks, and its diamond on the settlement layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Chain {
    /// The blocks, batch after batch; those beyond the length of their batch are as by default.
    pub blocks: [Block; BATCHES * BLOCKS],
    /// How many blocks each batch has.
    pub lengths: [u8; BATCHES],
    /// `totalBatchesCommitted`.
    pub total_batches_committed: u8,
    /// `totalBatchesVerified`.
    pub total_batches_verified: u8,
    /// `totalBatchesExecuted`.
    pub total_batches_executed: u8,
    /// What is attested last: all blocks up to there.
    pub attested: Option<Place>,
    /// How often blocks were dropped.
    pub generation: u8,
    /// Whether its operator takes no more steps.
    pub is_stalled: bool,
    /// How many roots it may still import.
    pub imports_left: u8,
}

/// What may still happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Left {
    /// Re-organisations without need.
    pub reorganisations: u8,
    /// Reverts without need.
    pub reverts: u8,
    /// Operators that stall.
    pub stalls: u8,
    /// Invalid blocks.
    pub invalid_blocks: u8,
    /// Blocks without a proof.
    pub unprovable_blocks: u8,
    /// Signatures of a TEE with a bug.
    pub tee_bugs: u8,
    /// Actions of the security council.
    pub council_actions: u8,
}

/// Where a block stands in [`Chain::blocks`]; `block` counts from 1.
#[inline]
fn index(batch: u8, block: u8) -> usize {
    usize::from(batch).saturating_mul(BLOCKS).saturating_add(usize::from(block).saturating_sub(1))
}

impl Chain {
    /// How many blocks a batch has.
    #[inline]
    pub fn length(&self, batch: u8) -> u8 {
        self.lengths.get(usize::from(batch)).copied().unwrap_or(0)
    }

    /// The last block of a prefix, if the chain has that many.
    #[inline]
    pub fn block(&self, place: Place) -> Option<&Block> {
        let exists = (1..=self.length(place.batch)).contains(&place.blocks);
        self.blocks.get(index(place.batch, place.blocks)).filter(|_| exists)
    }

    /// The end of the chain.
    pub fn tip(&self) -> Place {
        let open = self.total_batches_committed;
        let last = open.saturating_sub(1);
        match self.length(open) {
            0 if open > 0 => Place { batch: last, blocks: self.length(last) },
            blocks => Place { batch: open, blocks },
        }
    }

    /// The places of the blocks of these batches, in order.
    pub fn places(&self, batches: std::ops::Range<u8>) -> impl Iterator<Item = Place> {
        batches.flat_map(move |batch| (1..=self.length(batch)).map(move |blocks| Place { batch, blocks }))
    }

    /// The places of the blocks that are not executed.
    pub fn unexecuted(&self) -> impl Iterator<Item = Place> {
        self.places(self.total_batches_executed..u8::try_from(BATCHES).unwrap_or(u8::MAX))
    }

    /// Whether a block is attested.
    #[inline]
    pub fn has_attested(&self, place: Place) -> bool {
        self.attested.is_some_and(|attested| place <= attested)
    }

    /// Whether blocks up to `place` and no more are there, all being what they were.
    pub(super) fn push(&mut self, block: Block) {
        let batch = self.total_batches_committed;
        let Some(length) = self.lengths.get_mut(usize::from(batch)) else { return };
        *length = length.saturating_add(1);
        let index = index(batch, *length);
        if let Some(place) = self.blocks.get_mut(index) {
            *place = block;
        }
    }

    /// Drops all blocks after a place, with which a new generation begins.
    pub(super) fn truncate(&mut self, system: &InteropSettlement, end: Place) {
        let kept = index(end.batch, end.blocks.saturating_add(1));
        let dropped: Vec<Place> = self.unexecuted().filter(|place| *place > end).collect();
        if !dropped.is_empty() {
            self.generation = self.generation.saturating_add(1);
        }
        self.blocks.iter_mut().skip(kept).for_each(|block| *block = Block::default());
        for (batch, length) in (0_u8..).zip(&mut self.lengths) {
            match batch.cmp(&end.batch) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *length = (*length).min(end.blocks),
                std::cmp::Ordering::Greater => *length = 0,
            }
        }
        if !dropped.is_empty() {
            self.total_batches_committed = self.total_batches_committed.min(end.batch);
        }
        self.total_batches_verified = self.total_batches_verified.min(self.total_batches_committed);
        if system.rules.happens(Guard::LockEndsWithItsBlocks) > 0 {
            let tip = self.tip();
            let is_executed = tip.batch < self.total_batches_executed;
            self.attested =
                self.attested.map(|place| place.min(tip)).filter(|_| !is_executed && tip.blocks > 0);
        }
    }
}

impl State {
    /// A chain.
    #[inline]
    pub fn chain(&self, chain: ChainId) -> &Chain {
        self.chains.of(chain)
    }

    /// Whether the root that a chain of this mode has kept is still one of the source.
    #[inline]
    pub fn is_live(&self, mode: Mode, import: &Import) -> bool {
        self.is_root(mode, import, import.generation)
    }

    /// Whether the root by which a message was consumed is one of the source.
    #[inline]
    pub fn was_of_the_source(&self, mode: Mode, import: &Import) -> bool {
        self.is_root(mode, import, import.ghost_generation)
    }

    fn is_root(&self, mode: Mode, import: &Import, generation: u8) -> bool {
        let (source, place) = (self.chain(import.number.source), import.number.place);
        let is_there = source.block(place).is_some_and(|block| block.generation == generation);
        is_there && (mode == Mode::PreCommitBased || source.length(place.batch) == place.blocks)
    }

    /// Whether the batch of an imported root is executed.
    #[inline]
    pub fn is_executed(&self, import: &Import) -> bool {
        import.number.place.batch < self.chain(import.number.source).total_batches_executed
    }

    /// Whether a block cannot become final: nobody can prove it, or its import is of no root that is still there.
    pub fn is_lost(&self, system: &InteropSettlement, chain: ChainId, place: Place) -> bool {
        self.chain(chain).block(place).is_some_and(|block| {
            let is_dead = |import: &Import| !self.is_live(system.mode(chain), import);
            block.validity != Validity::Valid || block.import.as_ref().is_some_and(is_dead)
        })
    }

    /// Whether a block imports of a chain that has stalled what nothing binds that chain to.
    pub fn is_abandoned(&self, system: &InteropSettlement, chain: ChainId, place: Place) -> bool {
        let import = self.chain(chain).block(place).and_then(|block| block.import);
        import.is_some_and(|import| {
            let source = self.chain(import.number.source);
            let is_bound = system.parameters.tee.locks() && source.has_attested(import.number.place);
            source.is_stalled && !self.is_executed(&import) && !is_bound
        })
    }

    /// The end of what is lasting: from the block after it on an honest operator starts again, if there is one.
    pub fn sound_end(&self, system: &InteropSettlement, chain: ChainId) -> Option<Place> {
        let is_lasting =
            |place: &Place| !self.is_lost(system, chain, *place) && !self.is_abandoned(system, chain, *place);
        let first = self.chain(chain).unexecuted().find(|place| !is_lasting(place))?;
        Some(Place { blocks: first.blocks.saturating_sub(1), ..first })
    }
}

crate::codec! {
    struct State { chains, left, timeouts }
    struct Chain { blocks, lengths, total_batches_committed, total_batches_verified, total_batches_executed, attested, generation, is_stalled, imports_left }
    struct Left { reorganisations, reverts, stalls, invalid_blocks, unprovable_blocks, tee_bugs, council_actions }
}
