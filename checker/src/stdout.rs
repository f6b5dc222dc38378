//! Whether there is a stdout at all.
//!
//! Before `main`, Rust's start-up opens /dev/null in the place of a stdout that is closed, and what is written
//! there is lost without an error. So it is looked at even before that.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit::{Code, Failure};

/// Whether stdout was closed when the program was started.
static WAS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Runs before `main`, where hardly anything of Rust's library may be used: one call of the system, one flag.
#[ctor::ctor]
fn look() {
    if rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err() {
        WAS_CLOSED.store(true, Ordering::Relaxed);
    }
}

/// Sees that what is written to stdout goes somewhere.
///
/// # Errors
/// If stdout was closed when the program was started.
pub fn ensure_open() -> Result<(), Failure> {
    if WAS_CLOSED.load(Ordering::Relaxed) {
        return Err(Failure::new(Code::InputOutput, "stdout cannot be written: it is closed"));
    }
    Ok(())
}

/// What becomes of an attempt to write to stdout. A reader who has closed the pipe has read enough.
///
/// # Errors
/// If nothing could be written.
pub fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Code::InputOutput, format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
