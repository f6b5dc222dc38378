//! The engines side by side on the same work.
//!
//! In reading order: [`task`] is what is asked and answered, [`workload`] finds what is searched, [`measure`] lets one engine search it in a
//! process of its own, [`rival`] does so with stateright's searches, [`usual_types`] with a model as
//! stateright's users write them, [`comparison`] repeats that in turn and holds the engines against each
//! other, and [`tables`] tells it.

pub mod task;
pub mod workload;
pub mod two_phase_commit;
pub mod measure;
pub mod rival;
pub mod usual_types;
pub mod comparison;
pub mod tables;
