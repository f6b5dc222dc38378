//! Where a report goes, and whether it keeps its colours.

use std::fs::{File, OpenOptions};
use std::io::{self, Write, stdout};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};

use crate::exit::{Code, Failure};
use crate::stdout::{ensure_open, written};

/// A place for one report.
pub struct Output {
    target: Target,
    color: ColorChoice,
}

enum Target {
    Stdout,
    File(PathBuf, File),
}

impl Output {
    /// Opens the place: the file, or stdout.
    ///
    /// A file is opened before a search starts, so that a wrong path is known at once, and emptied, so that a
    /// search that is killed does not leave an older report in its place.
    ///
    /// # Errors
    /// If the file cannot be written, or if stdout is closed.
    pub fn open(file: Option<PathBuf>, color: ColorChoice) -> Result<Self, Failure> {
        let target = match file {
            None => {
                ensure_open()?;
                Target::Stdout
            }
            Some(path) => {
                let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
                let file = file.and_then(|file| emptied(&file).map(|()| file));
                let file = file.map_err(|error| failed(&path.display().to_string(), &error))?;
                Target::File(path, file)
            }
        };
        Ok(Self { target, color })
    }

    /// Writes the report.
    ///
    /// # Errors
    /// If it cannot be written. A reader who has closed the pipe has read enough.
    pub fn write(self, text: &str) -> Result<(), Failure> {
        match self.target {
            Target::Stdout => {
                let mut stream = AutoStream::new(stdout(), self.color);
                written(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()))
            }
            Target::File(path, file) => {
                let mut stream = AutoStream::new(file, self.color);
                stream
                    .write_all(text.as_bytes())
                    .and_then(|()| stream.flush())
                    .map_err(|error| failed(&path.display().to_string(), &error))
            }
        }
    }
}

/// A device such as /dev/stdout has no length to set.
fn emptied(file: &File) -> io::Result<()> {
    if file.metadata()?.is_file() { file.set_len(0) } else { Ok(()) }
}

fn failed(place: &str, error: &io::Error) -> Failure {
    Failure::new(Code::InputOutput, format!("{place} cannot be written: {error}"))
}
