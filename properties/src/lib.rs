//! What must hold of the systems that Counterfoil checks.

pub mod property;
pub mod specification;
pub mod asset_tracker;
pub mod l1_l2_messaging;
