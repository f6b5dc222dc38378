//! What a search remembers, frame by frame: none is much larger than a page of the paths, so that it takes little
//! memory to write or to read one.

use std::io;

use super::frames::{FrameWriter, encoded};
use crate::engine::met::shard::Shard;
use crate::engine::store::Store;
use crate::engine::store::frontier::Chunk;

/// How many fingerprints, or blocks of edges, a frame holds.
pub(super) const PER_FRAME: usize = 1 << 14;

/// Writes all of a store. What a report on it needs stands first: the counts, the finds, and the ways to them.
pub(super) fn store(writer: &mut FrameWriter, store: &Store) -> io::Result<()> {
    writer.frame(&encoded(&store.status()))?;
    let log = &store.paths.log;
    writer.frame(&encoded(&[log.blocks.len() as u64, log.pages.len() as u64]))?;
    for blocks in log.blocks.chunks(PER_FRAME) {
        writer.frame(&encoded(&blocks.to_vec()))?;
    }
    for page in &log.pages {
        writer.frame(&store.page(page)?)?;
    }
    for part in &store.shards {
        shard(writer, store, part)?;
    }
    writer.frame(&encoded(&(store.frontier.chunks.len() as u64)))?;
    for waiting in &store.frontier.chunks {
        chunk(writer, waiting, &store.waiting(waiting)?)?;
    }
    writer.frame(&encoded(&(store.logs.len() as u64)))?;
    store.logs.iter().try_for_each(|log| writer.frame(&encoded(log)))
}

fn shard(writer: &mut FrameWriter, store: &Store, shard: &Shard) -> io::Result<()> {
    let visited = shard.visited.fingerprints().ok_or_else(not_by_fingerprints)?;
    writer.frame(&encoded(&[visited.len() as u64, shard.states.chunks.len() as u64]))?;
    let mut bytes = Vec::with_capacity(PER_FRAME * size_of::<u64>());
    for fingerprint in visited.iter() {
        bytes.extend_from_slice(&fingerprint.to_le_bytes());
        if bytes.len() == PER_FRAME * size_of::<u64>() {
            writer.frame(&bytes)?;
            bytes.clear();
        }
    }
    if !bytes.is_empty() {
        writer.frame(&bytes)?;
    }
    writer.frame(&encoded(&shard.edges))?;
    shard.states.chunks.iter().try_for_each(|new| chunk(writer, new, &store.new_chunk(new)?))
}

fn chunk(writer: &mut FrameWriter, chunk: &Chunk, states: &[u8]) -> io::Result<()> {
    writer.frame(&encoded(&[chunk.first, chunk.count]))?;
    writer.frame(states)
}

/// The command line does not ask for it.
pub(super) fn not_by_fingerprints() -> io::Error {
    io::Error::other("a search that keeps whole states has no checkpoint")
}
