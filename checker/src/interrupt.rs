//! What the system tells the program while it runs: requests to end, and limits that are reached.
//!
//! A request ends the search where it is, and what it has found is reported.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXCPU, SIGXFSZ};
use signal_hook::flag;

use crate::exit::{Code, Failure};

/// Set once somebody has asked the program to end. The one thing that a signal handler may touch.
static REQUESTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// What a shell makes of a program that Ctrl-C has ended.
const ENDED_BY_INTERRUPT: i32 = 130;

/// From now on the first request ends the search, and a second one the program.
///
/// # Errors
/// If the system refuses a handler.
pub fn listen() -> Result<(), Failure> {
    let listen = || {
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // In this order: the first request finds the flag as it was.
            flag::register_conditional_shutdown(signal, ENDED_BY_INTERRUPT, Arc::clone(&REQUESTED))?;
            flag::register(signal, Arc::clone(&REQUESTED))?;
        }
        // The time of the processor that the program was given is up. It comes again each second until the
        // program is ended, so it cannot be taken for impatience.
        flag::register(SIGXCPU, Arc::clone(&REQUESTED)).map(|_| ())
    };
    listen().map_err(|error| deaf(&error))
}

/// From now on a file that may not grow (`ulimit -f`) is a write that fails, as on a full disk, and not the end of
/// the program.
///
/// # Errors
/// If the system refuses a handler.
pub fn survive_full_files() -> Result<(), Failure> {
    // It is enough that somebody takes the signal.
    flag::register(SIGXFSZ, Arc::default()).map(|_| ()).map_err(|error| deaf(&error))
}

/// Whether somebody has asked the program to end.
pub fn is_requested() -> bool {
    #[cfg(test)]
    if is_requested_here() {
        return true;
    }
    REQUESTED.load(Ordering::Relaxed)
}

fn deaf(error: &io::Error) -> Failure {
    Failure::new(Code::InputOutput, format!("signals cannot be heard: {error}"))
}

#[cfg(test)]
thread_local! {
    /// How often this thread still hears that nobody has asked; always, if it is nothing.
    static QUESTIONS_LEFT: std::cell::Cell<Option<u64>> = const { std::cell::Cell::new(None) };
}

/// From now on this thread hears so often that nobody has asked, and then that somebody has.
#[cfg(test)]
pub(crate) fn request_after(questions: Option<u64>) {
    QUESTIONS_LEFT.set(questions);
}

#[cfg(test)]
fn is_requested_here() -> bool {
    let left = QUESTIONS_LEFT.get();
    QUESTIONS_LEFT.set(left.map(|left| left.saturating_sub(1)));
    left == Some(0)
}
