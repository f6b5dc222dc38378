//! The systems that this crate comes with, and the program `counterfoil` that checks them.

use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::interop_settlement::InteropSettlement;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;
use counterfoil_model::multi_l1_token::MultiL1Token;

use crate::catalogue::AnySystem;
use crate::program::Program;
use crate::registered::Registered;

/// The program `counterfoil`.
pub const PROGRAM: Program = Program { name: "counterfoil", systems, path: "counterfoil::registry::systems" };

/// Every system that Counterfoil checks, in the order in which it lists them.
pub fn systems() -> Vec<Box<dyn AnySystem>> {
    vec![
        Registered::<AssetTracker>::with_contracts(),
        Registered::<L1L2Messaging>::with_contracts(),
        Registered::<InteropSettlement>::with_contracts(),
        Registered::<MultiL1Token>::with_contracts(),
    ]
}
