//! The parts that the states of a search are divided into by their fingerprints, each with one writer.

use std::collections::TryReserveError;

use super::known::Known;
use super::visited::Visited;
use crate::engine::search::level::Finds;
use crate::engine::store::edges::EdgeRun;
use crate::engine::store::frontier::ChunkWriter;

/// How many parts the fingerprints are divided into, by their highest bits. It decides the order of a
/// frontier, so it does not depend on the number of threads.
pub(in crate::engine) const SHARDS: usize = 64;
/// How many of the highest bits choose the shard.
pub(in crate::engine) const SHARD_BITS: u32 = SHARDS.trailing_zeros();

/// One part of the visited set, with what it adds to the level under construction.
pub(in crate::engine) struct Shard {
    pub(in crate::engine) visited: Known,
    /// What of it the level under construction has added, where partial-order reduction asks.
    pub(in crate::engine) added: Option<Visited>,
    /// The new states in the order of their edges, and the edges.
    pub(in crate::engine) states: ChunkWriter,
    pub(in crate::engine) edges: EdgeRun,
    pub(in crate::engine) finds: Finds,
    /// How many states were not examined to the end, because a property panicked.
    pub(in crate::engine) abandoned: u64,
}

impl Shard {
    pub(in crate::engine) fn new(properties: usize, is_exact: bool) -> Self {
        Self {
            visited: Known::new(SHARD_BITS, is_exact),
            added: None,
            states: ChunkWriter::default(),
            edges: EdgeRun::default(),
            finds: Finds::none(properties),
            abandoned: 0,
        }
    }

    /// Whether the visited set has to grow to take so many more states.
    pub(in crate::engine) fn is_short_of(&self, more: usize) -> bool {
        self.visited.is_short_of(more)
    }

    /// Makes room for so many more states, the bytes of the states themselves apart, which stand in small pieces.
    ///
    /// # Errors
    /// If the system has no more memory; nothing is lost by that.
    pub(in crate::engine) fn reserve(&mut self, more: usize) -> Result<(), TryReserveError> {
        self.visited.reserve(more)?;
        self.added.as_mut().map_or(Ok(()), |added| added.reserve(more))?;
        self.edges.reserve(more)
    }
}

/// The part that a state with this fingerprint belongs to.
#[inline]
pub(in crate::engine) fn shard_of(fingerprint: u64) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "six bits are left")]
    let shard = (fingerprint >> (u64::BITS - SHARD_BITS)) as usize;
    shard
}
