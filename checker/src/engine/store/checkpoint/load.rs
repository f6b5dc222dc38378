//! The way back: what was written becomes a search again, piece by piece. Meanwhile limits are kept, and requests
//! to end are heard.

use std::io;

use counterfoil_model::codec::Codec;

use super::frames::{FrameReader, damaged, decoded};
use super::save::{PER_FRAME, not_by_fingerprints};
use crate::engine::met::visited::Visited;
use crate::engine::store::Store;
use crate::engine::store::budget::keep_to_memory_while_loading;
use crate::engine::store::edges::Block;
use crate::engine::store::frontier::Chunk;
use crate::engine::store::spill::Stored;
use crate::engine::{Cut, Limits};

/// After how many bytes the limits are looked at.
const PATIENCE: u64 = 1 << 20;

/// Why a checkpoint is not read to its end.
pub(super) enum Stop {
    /// A limit, or a request to end.
    Cut(Cut),
    /// It cannot be read, or nobody wrote it like that.
    Unreadable(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::OutOfMemory => Self::Cut(Cut::Allocation),
            _ => Self::Unreadable(error),
        }
    }
}

/// A checkpoint that is being read.
pub(super) struct Loader<'a> {
    reader: FrameReader,
    store: &'a mut Store,
    limits: &'a Limits,
    /// How many bytes were read since limits were looked at.
    unwatched: u64,
    /// Whether what is there suffices for a report.
    can_report: bool,
}

impl<'a> Loader<'a> {
    /// Goes on with `reader`, after the words that say which search it is, into an empty `store`.
    pub(super) fn new(reader: FrameReader, store: &'a mut Store, limits: &'a Limits) -> Self {
        Self { reader, store, limits, unwatched: 0, can_report: false }
    }

    /// Reads everything.
    pub(super) fn load(mut self) -> Result<(), Stop> {
        let status = self.value()?;
        self.store.set_status(status);
        // What was found can be told only along the paths; they are short of all the rest.
        self.can_report = self.store.finds.is_empty();
        self.paths()?;
        self.can_report = true;
        for shard in 0..self.store.shards.len() {
            self.shard(shard)?;
        }
        for _ in 0..self.value::<u64>()? {
            let chunk = self.chunk()?;
            self.store.frontier.resume(chunk);
        }
        for _ in 0..self.value::<u64>()? {
            let log = self.value()?;
            self.store.logs.push(log);
        }
        Ok(self.reader.finish()?)
    }

    fn paths(&mut self) -> Result<(), Stop> {
        let [blocks, pages] = self.value::<[u64; 2]>()?;
        let blocks = usize::try_from(blocks).map_err(|_| damaged())?;
        self.store.paths.log.blocks.try_reserve_exact(blocks).map_err(io::Error::from)?;
        for _ in 0..blocks.div_ceil(PER_FRAME) {
            let some: Vec<Block> = self.value()?;
            self.store.paths.log.blocks.extend(some);
        }
        for _ in 0..pages {
            let page = self.frame()?;
            self.store.paths.log.pages.push(Stored::Memory(page));
        }
        Ok(())
    }

    fn shard(&mut self, shard: usize) -> Result<(), Stop> {
        let [count, chunks] = self.value::<[u64; 2]>()?;
        let count = usize::try_from(count).map_err(|_| damaged())?;
        self.visited(shard)?.reserve(count).map_err(io::Error::from)?;
        let mut last = 0;
        for _ in 0..count.div_ceil(PER_FRAME) {
            let bytes = self.frame()?;
            let visited = self.visited(shard)?;
            for fingerprint in bytes.chunks_exact(size_of::<u64>()) {
                let fingerprint = u64::decode(&mut &fingerprint[..]).ok_or_else(damaged)?;
                // In the order in which they stand there, each finds its place next to the one before.
                if fingerprint <= last {
                    return Err(damaged().into());
                }
                visited.insert(fingerprint);
                last = fingerprint;
            }
        }
        self.store.shards[shard].edges = self.value()?;
        for _ in 0..chunks {
            let chunk = self.chunk()?;
            self.store.shards[shard].states.resume(chunk);
        }
        Ok(())
    }

    fn visited(&mut self, shard: usize) -> io::Result<&mut Visited> {
        self.store.shards[shard].visited.fingerprints_mut().ok_or_else(not_by_fingerprints)
    }

    fn chunk(&mut self) -> Result<Chunk, Stop> {
        let [first, count] = self.value()?;
        Ok(Chunk { first, count, states: Stored::Memory(self.frame()?) })
    }

    fn value<T: Codec>(&mut self) -> Result<T, Stop> {
        Ok(decoded(&self.frame()?)?)
    }

    /// The next frame, if no limit is reached.
    fn frame(&mut self) -> Result<Vec<u8>, Stop> {
        let bytes = self.reader.frame()?;
        self.unwatched += bytes.len() as u64;
        if self.unwatched < PATIENCE {
            return Ok(bytes);
        }
        self.unwatched = 0;
        let cut =
            self.limits.end_now().or_else(|| keep_to_memory_while_loading(self.store, self.limits.memory));
        match cut {
            Some(cut) if self.can_report => Err(Stop::Cut(cut)),
            _ => Ok(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::frames::FrameWriter;
    use super::super::save;
    use super::*;
    use crate::coverage::Coverage;
    use crate::engine::store::edges::Edge;

    fn empty() -> Store {
        Store::new(1, Coverage { fired: vec![0], rejections: vec![0] }, false)
    }

    /// What comes back of a store with a million states, and the numbers of states in its first shards.
    fn loaded(name: &str, has_find: bool, limits: &Limits) -> (Result<(), Stop>, Store) {
        let path = std::env::temp_dir().join(format!("counterfoil-{name}-{}", std::process::id()));
        let mut written = empty();
        for (shard, part) in (0_u64..).zip(&mut written.shards) {
            for number in 0..16_000_u64 {
                part.visited.insert(shard << 58 | (number + 1) << 40, &0_u8);
            }
        }
        written.finds.edges[0] = has_find.then(|| Edge::initial(0));
        let mut writer = FrameWriter::create(&path).expect("there is a folder for temporary files");
        save::store(&mut writer, &written).expect("there is room");
        writer.finish().expect("there is room");
        let mut store = empty();
        let reader = FrameReader::open(&path).expect("it was written");
        let loaded = Loader::new(reader, &mut store, limits).load();
        std::fs::remove_file(&path).expect("it is ours");
        (loaded, store)
    }

    #[test]
    fn limits_are_looked_at_before_everything_is_read() {
        let late = Limits { deadline: Some(Instant::now()), ..Limits::default() };
        let tight = Limits { memory: Some(13 << 20), ..Limits::default() };
        for has_find in [false, true] {
            let (result, store) = loaded("in-time", has_find, &Limits::default());
            assert!(result.is_ok());
            assert!(store.shards.iter().all(|shard| shard.visited.len() == 16_000));

            let (result, store) = loaded("late", has_find, &late);
            assert!(matches!(result, Err(Stop::Cut(Cut::Time))));
            assert_eq!(store.shards[63].visited.len(), 0, "it went on after that");
            assert_eq!(store.finds.is_empty(), !has_find, "what a report tells is read first");

            let (result, _) = loaded("tight", has_find, &tight);
            assert!(matches!(result, Err(Stop::Cut(Cut::Memory(_)))));
        }
    }
}
