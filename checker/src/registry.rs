//! The only list of systems.

use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;

use crate::catalogue::AnySystem;
use crate::registered::Registered;

/// Every system that Counterfoil checks, in the order in which it lists them.
pub fn systems() -> Vec<Box<dyn AnySystem>> {
    vec![Registered::<AssetTracker>::boxed(), Registered::<L1L2Messaging>::boxed()]
}
