//! What a search may take in memory, and what it does beyond that.

use super::Store;
use crate::engine::Cut;
use crate::engine::liveness::graph::Log;

/// What the program takes in memory before it searches anything.
pub(in crate::engine) const BYTES_OF_PROGRAM: u64 = 12 << 20;

/// Moves to disk what `given` bytes of memory have no room for, if so much was given, beside the bytes that are
/// in flight; the cut, if that does not suffice.
///
/// What is counted here is less than what the process takes: there is the program itself, and there are
/// gaps between what is allocated, for which a quarter is left.
pub(in crate::engine) fn keep_to_memory(
    store: &mut Store,
    given: Option<u64>,
    in_flight: u64,
) -> Option<Cut> {
    // A graph is made of what is logged, and takes as much again while it is.
    let logged: u64 = store.logs.iter().map(Log::bytes_in_memory).sum();
    keep(store, given, in_flight + 2 * logged, [6, 3])
}

/// The same while a search is read. What one thread has freed, the allocator does not give to the others: so as little
/// as possible of what will move to disk anyway is in memory first.
pub(in crate::engine) fn keep_to_memory_while_loading(store: &mut Store, given: Option<u64>) -> Option<Cut> {
    keep(store, given, 0, [1, 0])
}

/// Moves what it can to disk from the first of so many sixteenths on, until the second of them is reached.
fn keep(store: &mut Store, given: Option<u64>, in_flight: u64, [from, to]: [u64; 2]) -> Option<Cut> {
    let given = given?;
    let limit = given.saturating_sub(BYTES_OF_PROGRAM);
    let used = |store: &Store| store.bytes_in_memory() + in_flight;
    if used(store) <= limit / 16 * from {
        return None;
    }
    if store.spill((limit / 16 * to).saturating_sub(in_flight)).is_err() {
        return Some(Cut::Disk);
    }
    (used(store) > limit / 16 * 12).then_some(Cut::Memory(given))
}
