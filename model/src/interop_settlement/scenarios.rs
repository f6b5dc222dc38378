//! The named scenarios, each as its difference from the usual bounds, and its `@small` twin as its difference from it.
use super::Scenario;
pub(super) fn all() -> Vec<Scenario> { Vec::new() }
