//! Work shared out to threads, item by item.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::memory;

/// What a thread maps for itself before it does anything: a stack, and a place to allocate in, which are mostly never
/// used. Where less is left, it would take what the search itself needs.
const BYTES_OF_THREAD: u64 = (64 + 2) << 20;

/// Gives each item to one of `threads` workers, each of which has a value of its own, and
/// returns these values. Which worker gets which item is left to chance: the caller may not care.
///
/// Threads that the system refuses, or for which it has no memory, are missed by nobody: those that there are do all
/// the work.
pub(in crate::engine) fn share_out<T, L>(
    threads: usize,
    items: impl Iterator<Item = T> + Send,
    own: impl Fn() -> L + Sync,
    work: impl Fn(&mut L, T) + Sync,
) -> Vec<L>
where
    T: Send,
    L: Send,
{
    let items = Mutex::new(items);
    let worker = || {
        let mut own = own();
        loop {
            // The guard is dropped with this statement: no worker holds it while it works.
            let item = items.lock().unwrap_or_else(PoisonError::into_inner).next();
            match item {
                Some(item) => work(&mut own, item),
                None => return own,
            }
        }
    };
    if threads <= 1 || !memory::has_room(BYTES_OF_THREAD * threads as u64) {
        return vec![worker()];
    }
    thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, worker).ok();
        let workers: Vec<_> = (0..threads).map_while(spawn).collect();
        if workers.is_empty() {
            return vec![worker()];
        }
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// Does the work, once, in a thread of its own if there is one to be had.
pub(in crate::engine) fn elsewhere<T: Send>(mut work: impl FnMut() -> T + Send) -> T {
    if !memory::has_room(BYTES_OF_THREAD) {
        return work();
    }
    let done = thread::scope(|scope| {
        let worker = thread::Builder::new().spawn_scoped(scope, &mut work).ok()?;
        Some(worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    done.unwrap_or_else(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_elsewhere_is_done_once() {
        let (mut times, here) = (0, thread::current().id());
        let there = elsewhere(|| {
            times += 1;
            thread::current().id()
        });
        assert!(there != here);
        assert_eq!(times, 1);
    }

    #[test]
    fn each_item_is_worked_on_once() {
        for threads in [1, 2, 7] {
            let sums = share_out(threads, 0..1000_u64, || 0, |sum, item| *sum += item);
            assert!(sums.len() <= threads);
            assert_eq!(sums.iter().sum::<u64>(), 499_500);
        }
    }
}
