//! The only list of systems.

use counterfoil_model::asset_tracker::AssetTracker;

use crate::catalogue::{AnySystem, Registered};

/// Every system that Counterfoil checks, in the order in which it lists them.
pub fn systems() -> Vec<Box<dyn AnySystem>> {
    vec![Registered::<AssetTracker>::boxed()]
}
