//! How far a search is, for somebody who waits at a terminal.

use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::engine::Counts;
use crate::memory;
use crate::report::text::thousands;

/// A search shorter than this says nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is renewed.
const INTERVAL: Duration = Duration::from_millis(250);

/// One line on stderr, renewed while a search runs. Nothing is written unless stderr is a terminal.
pub struct Progress {
    label: String,
    started: Instant,
    is_shown: bool,
    /// Milliseconds from the start to the last line; 0 before the first.
    last: AtomicU64,
}

impl Progress {
    /// For a search that begins now; a quiet one says nothing.
    pub fn new(label: String, is_quiet: bool) -> Self {
        let is_shown = !is_quiet && stderr().is_terminal();
        Self { label, started: Instant::now(), is_shown, last: AtomicU64::new(0) }
    }

    /// Renews the line if it is time to.
    #[allow(clippy::cast_precision_loss, reason = "a rate is shown with few digits")]
    pub fn tick(&self, counts: Counts, frontier: u64) {
        let Some(elapsed) = self.due() else { return };
        let rate = counts.unique as f64 / elapsed.as_secs_f64();
        let memory = memory::peak_bytes().map_or_else(String::new, |bytes| format!(", {} MiB", bytes >> 20));
        // A terminal that cannot be written to is no reason to end a search.
        let _ = write!(
            stderr(),
            "\r\x1b[2K{}: {} states, {:.0}/s, frontier {}, depth {}{memory}",
            self.label,
            thousands(counts.unique),
            rate,
            thousands(frontier),
            counts.depth,
        );
    }

    /// Renews the line of a search by sets of states, if it is time to.
    pub fn tick_sets(&self, states: u128, nodes: usize) {
        if self.due().is_none() {
            return;
        }
        let memory = memory::peak_bytes().map_or_else(String::new, |bytes| format!(", {} MiB", bytes >> 20));
        let (states, nodes) = (thousands(states), thousands(nodes as u64));
        let _ = write!(stderr(), "\r\x1b[2K{}: {states} states in {nodes} nodes{memory}", self.label);
    }

    /// The time since the start, if the line is to be renewed.
    fn due(&self) -> Option<Duration> {
        let elapsed = self.started.elapsed();
        let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
        if !self.is_shown || elapsed < PATIENCE || elapsed < last + INTERVAL {
            return None;
        }
        self.last.store(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        Some(elapsed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.load(Ordering::Relaxed) > 0 {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
    }
}
