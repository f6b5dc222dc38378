//! Everything that a search remembers: what it has visited, the way there, and what is left to expand.

pub(in crate::engine) mod budget;
pub mod checkpoint;
pub(in crate::engine) mod edges;
pub(in crate::engine) mod frontier;
pub(in crate::engine) mod paths;
pub(in crate::engine) mod spill;

use std::borrow::Cow;
use std::io;

use self::frontier::{Chunk, Frontier};
use self::paths::Paths;
use self::spill::{SpillFile, Stored};
use crate::coverage::Coverage;
use crate::engine::Counts;
use crate::engine::liveness::graph::Log;
use crate::engine::met::shard::{SHARDS, Shard};
use crate::engine::met::visited::Visited;
use crate::engine::search::level::Finds;

/// The state of a search between two blocks.
pub(in crate::engine) struct Store {
    pub(in crate::engine) shards: Vec<Shard>,
    pub(in crate::engine) paths: Paths,
    pub(in crate::engine) frontier: Frontier,
    /// What was spilled of the level that is expanded, and of the one under construction.
    files: [SpillFile; 2],
    pub(in crate::engine) counts: Counts,
    pub(in crate::engine) coverage: Coverage,
    pub(in crate::engine) finds: Finds,
    /// What is logged for the graph of all states, if it is asked for, and how many of them are initial.
    pub(in crate::engine) logs: Vec<Log>,
    pub(in crate::engine) initial: u32,
    /// Whether nothing of the frontier has been expanded yet.
    pub(in crate::engine) is_at_boundary: bool,
}

/// The parts of a store that are small.
pub(in crate::engine) struct Status {
    counts: Counts,
    coverage: Coverage,
    finds: Finds,
    numbered: u32,
    abandoned: u64,
    initial: u32,
    is_at_boundary: bool,
}

counterfoil_model::codec! {
    struct Status { counts, coverage, finds, numbered, abandoned, initial, is_at_boundary }
}

impl Store {
    /// Nothing yet, of a search for so many properties, that keeps whole states or not.
    pub(in crate::engine) fn new(properties: usize, coverage: Coverage, is_exact: bool) -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Shard::new(properties, is_exact)).collect(),
            paths: Paths::default(),
            frontier: Frontier::default(),
            files: Default::default(),
            counts: Counts::default(),
            coverage,
            finds: Finds::none(properties),
            logs: Vec::new(),
            initial: 0,
            is_at_boundary: false,
        }
    }

    /// The parts that are small.
    pub(in crate::engine) fn status(&self) -> Status {
        Status {
            counts: self.counts,
            coverage: self.coverage.clone(),
            finds: self.finds.clone(),
            numbered: self.paths.log.count,
            abandoned: self.frontier.abandoned,
            initial: self.initial,
            is_at_boundary: self.is_at_boundary,
        }
    }

    /// Goes on with these small parts.
    pub(in crate::engine) fn set_status(&mut self, status: Status) {
        let Status { counts, coverage, finds, numbered, abandoned, initial, is_at_boundary } = status;
        (self.counts, self.coverage, self.finds) = (counts, coverage, finds);
        self.paths.log.count = numbered;
        self.frontier.abandoned = abandoned;
        (self.initial, self.is_at_boundary) = (initial, is_at_boundary);
    }

    /// How many new states the level under construction has so far.
    pub(in crate::engine) fn new_states(&self) -> u64 {
        self.shards.iter().map(|shard| u64::from(shard.states.count)).sum()
    }

    /// Takes over what the shards found in a block.
    pub(in crate::engine) fn close_block(&mut self) {
        for shard in &mut self.shards {
            self.finds.add(&shard.finds);
            shard.finds = Finds::none(self.finds.edges.len());
            self.frontier.abandoned += std::mem::take(&mut shard.abandoned);
        }
        self.counts.unique = self.shards.iter().map(|shard| shard.visited.len() as u128).sum();
    }

    /// Numbers the new states of all shards and makes them the frontier.
    ///
    /// # Errors
    /// If a spill file cannot be emptied.
    pub(in crate::engine) fn close_level(&mut self) -> io::Result<()> {
        let is_first = self.paths.log.count == 0;
        for shard in &mut self.shards {
            shard.added = None;
            match self.paths.log.append(&mut shard.edges) {
                Some(first) => self.frontier.append(first, &mut shard.states),
                None => self.frontier.abandoned += u64::from(shard.states.count),
            }
        }
        self.counts.depth += u64::from(!is_first && self.frontier.len() > 0);
        self.is_at_boundary = true;
        self.files.swap(0, 1);
        self.files[1].clear()
    }

    /// The next chunks of the frontier, in memory.
    ///
    /// # Errors
    /// If one is on disk and cannot be read.
    pub(in crate::engine) fn take(&mut self, count: usize) -> io::Result<Vec<Chunk>> {
        self.is_at_boundary = false;
        let mut chunks = self.frontier.take(count);
        for chunk in &mut chunks {
            if let Stored::Disk { offset, length } = chunk.states {
                chunk.states = Stored::Memory(self.files[0].read(offset, length)?);
            }
        }
        Ok(chunks)
    }

    /// The states of a chunk of the frontier.
    pub(in crate::engine) fn waiting<'a>(&'a self, chunk: &'a Chunk) -> io::Result<Cow<'a, [u8]>> {
        self.files[0].bytes(&chunk.states)
    }

    /// The states of a chunk of the level under construction.
    pub(in crate::engine) fn new_chunk<'a>(&'a self, chunk: &'a Chunk) -> io::Result<Cow<'a, [u8]>> {
        self.files[1].bytes(&chunk.states)
    }

    /// The bytes of a page of the paths.
    pub(in crate::engine) fn page<'a>(&'a self, page: &'a Stored) -> io::Result<Cow<'a, [u8]>> {
        self.paths.file.bytes(page)
    }

    /// How many bytes of memory all of it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        let shard = |shard: &Shard| {
            let added = shard.added.as_ref().map_or(0, Visited::bytes);
            shard.visited.bytes() + added + shard.states.bytes_in_memory() + shard.edges.bytes_in_memory()
        };
        let shards: u64 = self.shards.iter().map(shard).sum();
        shards + self.frontier.bytes_in_memory() + self.paths.log.bytes_in_memory()
    }

    /// How many bytes more it takes at most to close a level: the edges are copied, lists grow by doubling.
    pub(in crate::engine) fn bytes_to_close(&self) -> u64 {
        let edges: u64 = self.shards.iter().map(|shard| shard.edges.bytes_in_memory()).sum();
        let chunks: usize = self.shards.iter().map(|shard| shard.states.chunks.len()).sum();
        let lists = 2 * self.paths.log.bytes_of_blocks() + 2 * (chunks * size_of::<Chunk>()) as u64;
        2 * edges + lists
    }

    /// How many bytes the graph of all states takes at most, with all that is sought in it, beside the logs.
    pub(in crate::engine) fn bytes_of_graph(&self) -> u64 {
        let edges: u64 = self.logs.iter().map(Log::edges).sum();
        128 * u64::try_from(self.counts.unique).unwrap_or(u64::MAX / 128) + 16 * edges
    }

    /// Moves to disk what need not be in memory, until at most `target` bytes are or nothing more can move:
    /// first the new states, which are wanted last, then the end of the frontier, then the paths.
    ///
    /// # Errors
    /// If the disk is full, or cannot be written; nothing is lost by that.
    pub(in crate::engine) fn spill(&mut self, target: u64) -> io::Result<()> {
        let mut excess = self.bytes_in_memory().saturating_sub(target);
        let [current, next] = &mut self.files;
        let mut move_out = |stored: &mut Stored, file: &mut SpillFile| {
            let before = stored.bytes_in_memory();
            if excess > 0 && before > 0 {
                file.take_over(stored)?;
                excess = excess.saturating_sub(before);
            }
            io::Result::Ok(())
        };
        for chunk in self.shards.iter_mut().flat_map(|shard| shard.states.full_chunks()) {
            move_out(&mut chunk.states, next)?;
        }
        for chunk in self.frontier.chunks.iter_mut().rev() {
            move_out(&mut chunk.states, current)?;
        }
        for page in &mut self.paths.log.pages {
            move_out(page, &mut self.paths.file)?;
        }
        Ok(())
    }
}
