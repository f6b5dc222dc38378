//! The lanes of a diagram, between which moves go.

use crate::asset_tracker::topology::Chain;

use super::super::AssetTracker;

/// Where a move comes from, or where it takes place. A chain's operator is the chain, since they prove what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Whoever is no chain: users, admins, relayers, governance, attackers.
    Users,
    /// The contracts on L1.
    L1,
    /// Gateway.
    Gateway,
    /// A chain.
    On(Chain),
}

/// The lanes from left to right.
pub(in super::super) fn lanes(system: &AssetTracker) -> Vec<String> {
    let places = ["users", "L1", "Gateway"].map(str::to_owned);
    places.into_iter().chain(system.chains.iter().map(ToString::to_string)).collect()
}

/// The position of a lane.
pub(in super::super) fn lane(system: &AssetTracker, lane: Lane) -> usize {
    const FIRST_CHAIN: usize = 3;
    match lane {
        Lane::Users => 0,
        Lane::L1 => 1,
        Lane::Gateway => 2,
        Lane::On(chain) => {
            let position = system.chains.iter().position(|other| *other == chain).unwrap_or_default();
            FIRST_CHAIN.saturating_add(position)
        }
    }
}
