//! A file of frames, each with a checksum over itself and all before it; written whole or not at all.

use std::fs::{self, File};
use std::hash::BuildHasher;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use counterfoil_model::codec::Codec;
use foldhash::quality::FixedState;

/// How many bytes are read or written at a time; most frames are longer, and go by without being copied.
const BUFFER: usize = 1 << 16;

/// A file that takes its name only when it is finished.
pub(super) struct FrameWriter {
    file: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
    checksum: u64,
    is_finished: bool,
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
        let file = BufWriter::with_capacity(BUFFER, File::create(&temporary)?);
        Ok(Self { file, temporary, path: path.to_owned(), checksum: 0, is_finished: false })
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
        self.is_finished = true;
        // The name is on the disk when the folder is.
        self.path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    }
}

impl Drop for FrameWriter {
    /// What nobody can use takes no room on a disk that may be full.
    fn drop(&mut self) {
        if !self.is_finished {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

impl FrameReader {
    /// Begins to read the file at `path`.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let left = file.metadata()?.len();
        Ok(Self { file: BufReader::with_capacity(BUFFER, file), left, checksum: 0 })
    }

    /// The next frame.
    pub(super) fn frame(&mut self) -> io::Result<Vec<u8>> {
        let length = self.number()?;
        if length > self.left {
            return Err(damaged());
        }
        let length = usize::try_from(length).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length)?;
        bytes.resize(length, 0);
        self.file.read_exact(&mut bytes)?;
        let length = length as u64;
        self.left -= length;
        self.checksum = checksum(self.checksum, &bytes);
        if self.number()? == self.checksum { Ok(bytes) } else { Err(damaged()) }
    }

    /// Sees that nothing follows.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        if self.left == 0 { Ok(()) } else { Err(damaged()) }
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

/// A value as the bytes of a frame.
pub(super) fn encoded(value: &impl Codec) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.encode(&mut bytes);
    bytes
}

/// The value that all bytes of a frame are.
///
/// # Errors
/// If they are none.
pub(super) fn decoded<T: Codec>(mut bytes: &[u8]) -> io::Result<T> {
    T::decode(&mut bytes).filter(|_| bytes.is_empty()).ok_or_else(damaged)
}

/// A checkpoint is only read by the build that wrote it, so the hash need not be the same elsewhere.
fn checksum(before: u64, bytes: &[u8]) -> u64 {
    FixedState::with_seed(before).hash_one(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("counterfoil-{name}-{}", std::process::id()))
    }

    fn read(path: &Path) -> io::Result<Vec<Vec<u8>>> {
        let mut reader = FrameReader::open(path)?;
        let frames = vec![reader.frame()?, reader.frame()?];
        reader.finish()?;
        Ok(frames)
    }

    #[test]
    fn frames_come_back_and_no_other_byte_does() {
        let path = path("frames");
        let mut writer = FrameWriter::create(&path).expect("there is a folder for temporary files");
        let frames = vec![vec![7; 100], vec![]];
        frames.iter().try_for_each(|frame| writer.frame(frame)).expect("it is ours");
        writer.finish().expect("it is ours");
        assert_eq!(read(&path).expect("it was written"), frames);
        let whole = fs::read(&path).expect("it was written");
        let long = [&whole[..], &[0]].concat();
        for wrong in [&long[..], &whole[..whole.len() - 1], &[]] {
            fs::write(&path, wrong).expect("it is ours");
            assert_eq!(read(&path).expect_err("nobody wrote that").kind(), io::ErrorKind::InvalidData);
        }
        fs::remove_file(&path).expect("it is ours");
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_nothing() {
        let path = path("unfinished");
        let mut writer = FrameWriter::create(&path).expect("there is a folder for temporary files");
        writer.frame(&[1]).expect("it is ours");
        let temporary = writer.temporary.clone();
        assert!(temporary.exists());
        drop(writer);
        assert!(!temporary.exists() && !path.exists());
    }
}
