//! The engines side by side on the same work.
//!
//! In reading order: [`workload`] finds what is searched, [`measure`] lets one engine search it in a
//! process of its own, [`rival`] does so with stateright's searches, [`comparison`] repeats that in turn
//! and holds the engines against each other, and [`tables`] tells it.

pub mod workload;
pub mod two_phase_commit;
pub mod measure;
pub mod rival;
pub mod comparison;
pub mod tables;
