//! What bounds the searches that a trace asks for.

use std::num::NonZeroUsize;
use std::time::Duration;

use clap::Args;

use crate::trace::budget::Budget;

/// The options that say how far such a search may go.
#[derive(Args, Debug)]
pub struct Limits {
    /// End the command after this time, such as 90s or 5m.
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    pub timeout: Option<Duration>,
    /// Visit N states at most to see where honest actions lead [default: 10000000], and as many to find a shorter
    /// trace [default: 3000000, or 5000 where each asks where honest actions lead].
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub max_states: Option<NonZeroUsize>,
}

impl Limits {
    /// What may be spent, from now on.
    pub(super) fn budget(&self) -> Budget {
        Budget::new(self.max_states, self.timeout)
    }
}
