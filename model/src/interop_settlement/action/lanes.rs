//! The lanes of a diagram, between which moves go.

use super::super::InteropSettlement;
use super::super::topology::ChainId;

/// Where a move comes from, or where it takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// The security council, provers, and whoever settles in the place of an operator.
    Outside,
    /// The contracts on the settlement layer.
    Settlement,
    /// A chain and its operator.
    Chain(ChainId),
}

impl Lane {
    /// The position from the left.
    pub(in super::super) fn position(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Settlement => 1,
            Self::Chain(chain) => (chain as usize).saturating_add(2),
        }
    }
}

/// The lanes from left to right.
pub(in super::super) fn lanes(system: &InteropSettlement) -> Vec<String> {
    let chains = system.chains().map(|chain| chain.to_string());
    ["anybody", "settlement layer"].map(str::to_owned).into_iter().chain(chains).collect()
}
