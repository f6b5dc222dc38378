//! Work shared out to threads, one thread an item, with a line on stderr for somebody who waits.

use std::io::{IsTerminal, Write, stderr};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::exit::Failure;

/// What `work` makes of each item, in the order of the items.
///
/// # Errors
/// A failure, after which no item is begun: of several the first in that order.
pub(crate) fn each<T: Sync, R: Send>(
    label: &str,
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> Result<R, Failure> + Sync,
) -> Result<Vec<R>, Failure> {
    let is_shown = stderr().is_terminal();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let has_failed = AtomicBool::new(false);
    let worker = || {
        let mut results = Vec::new();
        loop {
            if has_failed.load(Ordering::Relaxed) {
                return results;
            }
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return results };
            let result = work(item);
            has_failed.fetch_or(result.is_err(), Ordering::Relaxed);
            results.push((index, result));
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if is_shown {
                // A terminal that cannot be written to is no reason to end a search.
                let _ = write!(stderr(), "\r\x1b[2K{label}: {done} of {}", items.len());
            }
        }
    };
    let threads = threads.clamp(1, items.len().max(1));
    let mut results = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let joined =
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.flatten().collect::<Vec<_>>()
    });
    if is_shown {
        let _ = write!(stderr(), "\r\x1b[2K");
    }
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
