//! Panics of rules and properties, which are findings, told apart from our own.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the default message of a panic off the terminal; [`catch`] returns it instead.
pub fn keep_quiet() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| format!(" at {place}"));
        LAST.with_borrow_mut(|last| *last = Some(format!("{}{place}", message(info.payload()))));
    }));
}

/// What `work` returns, or the message of its panic.
///
/// The caller sees to it that whatever a panic leaves half done is not read.
///
/// # Errors
/// The message, and the place if [`keep_quiet`] was called.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work))
        .map_err(|payload| LAST.take().unwrap_or_else(|| message(&*payload).to_owned()))
}

fn message(payload: &dyn Any) -> &str {
    if let Some(text) = payload.downcast_ref::<&str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text
    } else {
        "a panic without a message"
    }
}
