//! A search in a file, from which it goes on as if it had never ended.
//!
//! A checkpoint holds all that a search remembers between two blocks, and says of which search, down to the build of
//! the program: fingerprints differ between builds. It is written beside the one before and then takes its
//! name, so that at any moment there is a whole one.

mod frames;
mod load;
mod save;

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use self::frames::{FrameReader, FrameWriter, decoded, encoded};
use self::load::{Loader, Stop};
use crate::engine::store::Store;
use crate::engine::{Cut, Limits, SearchError};

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

/// What a search has to begin with.
pub(in crate::engine) enum Loaded {
    /// No checkpoint.
    Nothing,
    /// A whole one; whether it stands where this search will write its own.
    All { is_written: bool },
    /// What was read of it when a limit, or somebody, ended the search.
    Part(Cut),
}

impl Checkpoints {
    /// Checkpoints of the search that `identity` describes.
    pub fn new(to: Option<PathBuf>, from: Option<PathBuf>, identity: Vec<(String, String)>) -> Self {
        Self { to, from, identity }
    }

    /// Writes a checkpoint if one is due, at once if none was, and says when the next one is; whether it did.
    pub(in crate::engine) fn write_if_due(
        &self,
        store: &Store,
        due: &mut Option<Instant>,
    ) -> io::Result<bool> {
        if due.is_some_and(|due| Instant::now() < due) {
            return Ok(false);
        }
        let started = Instant::now();
        self.write(store)?;
        *due = Some(Instant::now() + INTERVAL.max(started.elapsed() * INTERVAL_PER_COST));
        Ok(true)
    }

    /// Writes a checkpoint, if there is a file for it.
    pub(in crate::engine) fn write(&self, store: &Store) -> io::Result<()> {
        let Some(path) = &self.to else { return Ok(()) };
        let mut writer = FrameWriter::create(path)?;
        let words: Vec<String> = self.identity.iter().map(|(_, value)| value.clone()).collect();
        writer.frame(&encoded(&words))?;
        save::store(&mut writer, store)?;
        writer.finish()
    }

    /// Reads the checkpoint to begin with into an empty `store`, as far as `limits` let it.
    ///
    /// # Errors
    /// If it cannot be read, or if it is one of another search.
    pub(in crate::engine) fn read_into(
        &self,
        store: &mut Store,
        limits: &Limits,
    ) -> Result<Loaded, SearchError> {
        let Some(path) = &self.from else { return Ok(Loaded::Nothing) };
        let unreadable = |error: io::Error| SearchError::InputOutput(format!("{}: {error}", path.display()));
        let mut reader = match FrameReader::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Loaded::Nothing),
            opened => opened.map_err(unreadable)?,
        };
        let words: Vec<String> = reader.frame().and_then(|bytes| decoded(&bytes)).map_err(unreadable)?;
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
        match Loader::new(reader, store, limits).load() {
            Ok(()) => Ok(Loaded::All { is_written: self.to == self.from }),
            Err(Stop::Cut(cut)) => Ok(Loaded::Part(cut)),
            Err(Stop::Unreadable(error)) => Err(unreadable(error)),
        }
    }
}
