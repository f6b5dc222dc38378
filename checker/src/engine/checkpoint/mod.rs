//! A search in a file, from which it goes on as if it had never ended.
//!
//! A checkpoint holds all that a search remembers between two blocks, and says of which search, down to the build of
//! the program: fingerprints differ between builds. It is written beside the one before and then takes its
//! name, so that at any moment there is a whole one.

mod frames;

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use counterfoil_model::codec::Codec;

use self::frames::{FrameReader, FrameWriter, damaged};
use super::SearchError;
use super::edges::EdgeRun;
use super::frontier::{Chunk, Frontier};
use super::level::Shard;
use super::spill::Stored;
use super::store::{Status, Store};

/// Checkpoints are at least so far apart ...
const INTERVAL: Duration = Duration::from_secs(1);
/// ... and so many times as long as it takes to write one.
const INTERVAL_PER_COST: u32 = 20;

/// Where a search is written to and where it goes on from.
#[derive(Debug)]
pub struct Checkpoints {
    /// The file to write.
    pub to: Option<PathBuf>,
    /// The file to begin with, if there is one at that path.
    pub from: Option<PathBuf>,
    /// Which search it is: what is compared, in words, and what it must be.
    pub identity: Vec<(String, String)>,
}

impl Checkpoints {
    /// Checkpoints of the search that `identity` describes.
    pub fn new(to: Option<PathBuf>, from: Option<PathBuf>, identity: Vec<(String, String)>) -> Self {
        Self { to, from, identity }
    }

    /// Writes a checkpoint if one is due, at once if none was; and says when the next one is.
    pub(super) fn write_if_due(&self, store: &Store, due: &mut Option<Instant>) -> io::Result<()> {
        if due.is_some_and(|due| Instant::now() < due) {
            return Ok(());
        }
        let started = Instant::now();
        self.write(store)?;
        *due = Some(Instant::now() + INTERVAL.max(started.elapsed() * INTERVAL_PER_COST));
        Ok(())
    }

    /// Writes a checkpoint, if there is a file for it.
    pub(super) fn write(&self, store: &Store) -> io::Result<()> {
        let Some(path) = &self.to else { return Ok(()) };
        let mut writer = FrameWriter::create(path)?;
        let words: Vec<String> = self.identity.iter().map(|(_, value)| value.clone()).collect();
        writer.frame(&encoded(&words))?;
        writer.frame(&encoded(&store.status()))?;
        for shard in &store.shards {
            write_shard(&mut writer, store, shard)?;
        }
        writer.frame(&encoded(&store.paths.log.blocks))?;
        writer.frame(&encoded(&(store.paths.log.pages.len() as u64)))?;
        for page in &store.paths.log.pages {
            writer.frame(&store.page(page)?)?;
        }
        writer.frame(&encoded(&(store.frontier.chunks.len() as u64)))?;
        for chunk in &store.frontier.chunks {
            write_chunk(&mut writer, chunk, &store.waiting(chunk)?)?;
        }
        writer.frame(&encoded(&store.logs))?;
        writer.finish()
    }

    /// Reads the checkpoint to begin with into an empty `store`; whether there is one.
    ///
    /// # Errors
    /// If it cannot be read, or if it is one of another search.
    pub(super) fn read_into(&self, store: &mut Store) -> Result<bool, SearchError> {
        let Some(path) = &self.from else { return Ok(false) };
        if !path.exists() {
            return Ok(false);
        }
        let unreadable = |error: io::Error| SearchError::InputOutput(format!("{}: {error}", path.display()));
        let mut reader = FrameReader::open(path).map_err(unreadable)?;
        let words: Vec<String> = decoded(&reader.frame().map_err(unreadable)?).map_err(unreadable)?;
        let differs = |(own, word): (&(String, String), &String)| (own.1 != *word).then(|| own.0.clone());
        let differing = self.identity.iter().zip(&words).find_map(differs);
        match differing {
            None if words.len() == self.identity.len() => {}
            what => {
                let what = what.unwrap_or_else(|| "version".to_owned());
                let sentence = format!("{} is a checkpoint of another {what}", path.display());
                return Err(SearchError::Refused(sentence));
            }
        }
        read(&mut reader, store).map_err(unreadable)?;
        Ok(true)
    }
}

fn write_shard(writer: &mut FrameWriter, store: &Store, shard: &Shard) -> io::Result<()> {
    let visited = shard.visited.fingerprints().ok_or_else(not_by_fingerprints)?;
    let visited: Vec<u8> = visited.iter().flat_map(u64::to_le_bytes).collect();
    writer.frame(&visited)?;
    writer.frame(&encoded(&shard.edges))?;
    writer.frame(&encoded(&(shard.states.chunks.len() as u64)))?;
    shard.states.chunks.iter().try_for_each(|chunk| write_chunk(writer, chunk, &store.new_chunk(chunk)?))
}

/// The command line does not ask for it.
fn not_by_fingerprints() -> io::Error {
    io::Error::other("a search that keeps whole states has no checkpoint")
}

fn write_chunk(writer: &mut FrameWriter, chunk: &Chunk, states: &[u8]) -> io::Result<()> {
    writer.frame(&encoded(&[chunk.first, chunk.count]))?;
    writer.frame(states)
}

fn read(reader: &mut FrameReader, store: &mut Store) -> io::Result<()> {
    let status: Status = decoded(&reader.frame()?)?;
    for shard in &mut store.shards {
        let visited = shard.visited.fingerprints_mut().ok_or_else(not_by_fingerprints)?;
        for fingerprint in reader.frame()?.chunks_exact(8) {
            let fingerprint = u64::decode(&mut &fingerprint[..]).ok_or_else(damaged)?;
            visited.insert(fingerprint);
        }
        shard.edges = decoded::<EdgeRun>(&reader.frame()?)?;
        for _ in 0..decoded::<u64>(&reader.frame()?)? {
            shard.states.resume(read_chunk(reader)?);
        }
    }
    store.paths.log.blocks = decoded(&reader.frame()?)?;
    for _ in 0..decoded::<u64>(&reader.frame()?)? {
        store.paths.log.pages.push(Stored::Memory(reader.frame()?));
    }
    let mut frontier = Frontier::default();
    for _ in 0..decoded::<u64>(&reader.frame()?)? {
        frontier.resume(read_chunk(reader)?);
    }
    store.frontier = frontier;
    store.logs = decoded(&reader.frame()?)?;
    store.set_status(status);
    Ok(())
}

fn read_chunk(reader: &mut FrameReader) -> io::Result<Chunk> {
    let [first, count] = decoded(&reader.frame()?)?;
    Ok(Chunk { first, count, states: Stored::Memory(reader.frame()?) })
}

fn encoded(value: &impl Codec) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.encode(&mut bytes);
    bytes
}

fn decoded<T: Codec>(mut bytes: &[u8]) -> io::Result<T> {
    T::decode(&mut bytes).filter(|_| bytes.is_empty()).ok_or_else(damaged)
}
