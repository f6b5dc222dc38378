//! Bytes that are kept in memory, or on disk once memory is short.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// A piece of a frontier or of a log.
#[derive(Debug)]
pub(in crate::engine) enum Stored {
    /// In memory.
    Memory(Vec<u8>),
    /// In a [`SpillFile`].
    Disk {
        /// Where it begins.
        offset: u64,
        /// How long it is.
        length: usize,
    },
}

/// A file without a name, which is gone when the program ends however it ends.
///
/// It stands in the system's folder for temporary files (`TMPDIR`).
#[derive(Debug, Default)]
pub(in crate::engine) struct SpillFile {
    file: Option<File>,
    end: u64,
}

impl Stored {
    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.capacity() as u64,
            Self::Disk { .. } => 0,
        }
    }

    /// How many bytes it is.
    pub(in crate::engine) fn len(&self) -> usize {
        match self {
            Self::Memory(bytes) => bytes.len(),
            Self::Disk { length, .. } => *length,
        }
    }
}

impl SpillFile {
    /// Moves what is in memory to the file.
    ///
    /// # Errors
    /// If it cannot be written; it then stays in memory.
    pub(in crate::engine) fn take_over(&mut self, stored: &mut Stored) -> io::Result<()> {
        let Stored::Memory(bytes) = stored else { return Ok(()) };
        if self.file.is_none() {
            self.file = Some(tempfile::tempfile()?);
        }
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(self.end))?;
            file.write_all(bytes)?;
        }
        let (offset, length) = (self.end, bytes.len());
        self.end += length as u64;
        *stored = Stored::Disk { offset, length };
        Ok(())
    }

    /// Reads what was written.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(in crate::engine) fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// What is stored, here or in memory.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(in crate::engine) fn bytes<'a>(&self, stored: &'a Stored) -> io::Result<Cow<'a, [u8]>> {
        match stored {
            Stored::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Stored::Disk { offset, length } => self.read(*offset, *length).map(Cow::Owned),
        }
    }

    /// Forgets everything that was written.
    ///
    /// # Errors
    /// If the file cannot be emptied.
    pub(in crate::engine) fn clear(&mut self) -> io::Result<()> {
        self.end = 0;
        self.file.as_mut().map_or(Ok(()), |file| file.set_len(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spilled_comes_back() {
        let mut file = SpillFile::default();
        let mut pieces: Vec<Stored> = (0..10_u8).map(|piece| Stored::Memory(vec![piece; 100])).collect();
        for piece in pieces.iter_mut().skip(3) {
            file.take_over(piece).expect("there is a folder for temporary files");
            assert_eq!((piece.bytes_in_memory(), piece.len()), (0, 100));
        }
        for (number, piece) in (0..10_u8).zip(&pieces) {
            assert_eq!(*file.bytes(piece).expect("it was written"), [number; 100]);
        }
        file.clear().expect("the file is ours");
        let mut again = Stored::Memory(vec![42; 5]);
        file.take_over(&mut again).expect("there is room again");
        assert_eq!(*file.bytes(&again).expect("it was written"), [42; 5]);
        assert!(file.read(0, 6).is_err(), "nothing stands behind it");
    }
}
