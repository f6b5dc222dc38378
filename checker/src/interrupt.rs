//! Ctrl-C and a request to terminate: the search ends where it is, and what it has found is reported.

use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit::Failure;

/// Set once somebody has asked the program to end. The one thing that a signal handler may touch.
static REQUESTED: AtomicBool = AtomicBool::new(false);

/// What a shell makes of a program that Ctrl-C has ended.
const ENDED_BY_INTERRUPT: i32 = 130;

/// From now on the first request ends the search, and a second one the program.
///
/// # Errors
/// If the system refuses a handler.
pub fn listen() -> Result<(), Failure> {
    let handler = || {
        if REQUESTED.swap(true, Ordering::Relaxed) {
            exit(ENDED_BY_INTERRUPT);
        }
    };
    ctrlc::set_handler(handler).map_err(|error| Failure::usage(format!("signals cannot be heard: {error}")))
}

/// Whether somebody has asked the program to end.
pub fn is_requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}
