//! What must hold of the systems that Counterfoil checks.

pub mod property;
pub mod specification;
#[cfg(feature = "systems")]
pub mod asset_tracker;
#[cfg(feature = "systems")]
pub mod interop_settlement;
#[cfg(feature = "systems")]
pub mod l1_l2_messaging;
#[cfg(feature = "systems")]
pub mod multi_l1_token;
