//! Files that somebody gives us to read: only regular ones, and no more of one than it can be meant to have.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The bytes of the file; of a larger one than `most`, one more than these, by which its reader knows.
///
/// # Errors
/// A sentence without its subject, if it is no file or cannot be read.
pub(crate) fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("cannot be read: {error}");
    // Looked at before it is opened, since opening a pipe waits for somebody who writes into it.
    let kind = fs::metadata(path).map_err(failed)?.file_type();
    if kind.is_dir() {
        return Err("cannot be read: it is a directory".to_owned());
    }
    if !kind.is_file() {
        return Err("cannot be read: it is a device or a pipe, and no file".to_owned());
    }
    let mut bytes = Vec::new();
    let one_more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).and_then(|file| file.take(one_more).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(bytes)
}
