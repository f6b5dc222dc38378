//! What a search may take in memory, and what it does beyond that.

use super::Cut;
use super::graph::Log;
use super::store::Store;

/// What the program takes in memory before it searches anything.
pub(super) const BYTES_OF_PROGRAM: u64 = 12 << 20;

/// Moves to disk what `given` bytes of memory have no room for, if so much was given, beside the bytes that are
/// in flight; the cut, if that does not suffice.
///
/// What is counted here is less than what the process takes: there is the program itself, and there are
/// gaps between what is allocated, for which a quarter is left.
pub(super) fn keep_to_memory(store: &mut Store, given: Option<u64>, in_flight: u64) -> Option<Cut> {
    let given = given?;
    let limit = given.saturating_sub(BYTES_OF_PROGRAM);
    // A graph is made of what is logged, and takes as much again while it is.
    let logged: u64 = store.logs.iter().map(Log::bytes_in_memory).sum();
    let in_flight = in_flight + 2 * logged;
    let used = |store: &Store| store.bytes_in_memory() + in_flight;
    if used(store) <= limit / 16 * 6 {
        return None;
    }
    if store.spill((limit / 16 * 3).saturating_sub(in_flight)).is_err() {
        return Some(Cut::Disk);
    }
    (used(store) > limit / 16 * 12).then_some(Cut::Memory(given))
}
