//! A file of frames, each with a checksum over itself and all before it; written whole or not at all.

use std::fs::{self, File};
use std::hash::BuildHasher;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use foldhash::quality::FixedState;

/// A file that takes its name only when it is finished.
pub(super) struct FrameWriter {
    file: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
    checksum: u64,
}

/// A file whose frames are checked one by one.
pub(super) struct FrameReader {
    file: BufReader<File>,
    /// How many bytes of the file are not read yet.
    left: u64,
    checksum: u64,
}

impl FrameWriter {
    /// Begins a file that will be at `path`.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let temporary = path.with_extension("unfinished");
        let file = BufWriter::with_capacity(1 << 20, File::create(&temporary)?);
        Ok(Self { file, temporary, path: path.to_owned(), checksum: 0 })
    }

    /// Appends a frame.
    pub(super) fn frame(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.checksum = checksum(self.checksum, bytes);
        self.file.write_all(&(bytes.len() as u64).to_le_bytes())?;
        self.file.write_all(bytes)?;
        self.file.write_all(&self.checksum.to_le_bytes())
    }

    /// Makes the file the one at its path, in place of an older one, once all of it is on the disk.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.temporary, &self.path)?;
        // The name is on the disk when the folder is.
        self.path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    }
}

impl FrameReader {
    /// Begins to read the file at `path`.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let left = file.metadata()?.len();
        Ok(Self { file: BufReader::with_capacity(1 << 20, file), left, checksum: 0 })
    }

    /// The next frame.
    pub(super) fn frame(&mut self) -> io::Result<Vec<u8>> {
        let length = self.number()?;
        if length > self.left {
            return Err(damaged());
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| damaged())?];
        self.file.read_exact(&mut bytes)?;
        self.left -= length;
        self.checksum = checksum(self.checksum, &bytes);
        if self.number()? == self.checksum { Ok(bytes) } else { Err(damaged()) }
    }

    fn number(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.file.read_exact(&mut bytes).map_err(|_| damaged())?;
        self.left = self.left.saturating_sub(8);
        Ok(u64::from_le_bytes(bytes))
    }
}

/// What is said of a file that nobody wrote like that.
pub(super) fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the checkpoint is damaged")
}

/// A checkpoint is only read by the build that wrote it, so the hash need not be the same elsewhere.
fn checksum(before: u64, bytes: &[u8]) -> u64 {
    FixedState::with_seed(before).hash_one(bytes)
}
