//! What the engines are measured on.

pub mod two_phase_commit;
