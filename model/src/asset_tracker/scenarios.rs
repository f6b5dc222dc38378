//! The named scenarios, each as its difference from the usual bounds, and its `@small` twin as its difference from it.
//!
//! Where the document's own design fails, `NAME` has the repaired variant, and the scenario that shows the
//! failure stands beside it and differs in its variant only.

mod transfers;
mod migration;
mod adversaries;
mod v31;
mod everything;
mod three_chains;

use crate::asset_tracker::topology::SettlementLayer;
use crate::types::Amount;

use super::scenario::{Asset, ChainParameters, History, Parameters, Party, Variant, Windows};
use super::{AssetTracker, Scenario};

type Family = crate::scenario::Family<AssetTracker>;

/// All named scenarios, each with its `@small` twin directly after it, and the `@wide` ones after their families.
pub(super) fn all() -> Vec<Scenario> {
    let families = [
        transfers::deposits(),
        transfers::withdrawals(),
        transfers::interop(),
        transfers::interop_larger(),
        transfers::native_token(),
        migration::migrate_to_gateway(),
        migration::round_trip(),
        transfers::failed_deposits(),
        migration::failed_migration(),
        migration::deposit_pausing(),
        migration::pause_lag(),
        migration::departed_recipient(),
        migration::repeatable_return(),
        adversaries::compromised_gateway(),
        adversaries::past_gateway(),
        adversaries::reentrancy(),
        adversaries::reentrant_migration(),
        adversaries::malicious_chain(),
        adversaries::malicious_token(),
        v31::v31_upgrade(),
        v31::legacy_tokens(),
        v31::legacy_native_token(),
        v31::base_token_backfill(),
        everything::everything(),
        everything::everything_larger(),
        everything::everything_l1_token(),
        everything::everything_l1_token_larger(),
        everything::everything_both_move(),
        three_chains::three_chains(),
        three_chains::three_chains_larger(),
    ];
    families.into_iter().flatten().collect()
}

/// The bounds that a scenario has unless it says otherwise.
fn usual() -> Parameters {
    Parameters {
        // The document's own design. A scenario in which that fails names the repair that it proves.
        variant: Variant::Seed,
        // With three units of the asset, two can be under way in different places while a third stays behind.
        max: Amount(3),
        // One unit at a time: two amounts are worth their states only where a part of a balance moves.
        amounts: vec![Amount(1)],
        // The plainest asset, which each chain but its own layer holds in the same way.
        asset: Asset::L1Token,
        // Somebody honest, whose funds are at stake, and who may leave L1.
        a: moves(Party::Honest, SettlementLayer::L1),
        // Somebody to send to and receive from, already on Gateway and there to stay.
        b: stays(Party::Honest, SettlementLayer::Gateway),
        // A third chain shows what two cannot, but multiplies the states.
        c: NO_CHAIN,
        // Nothing can be attempted: what can is the first thing that a scenario says.
        flows: Vec::new(),
        // Chains are malicious more often than the layer on which they settle.
        gateway: Party::Honest,
        // Chains and asset as they are now; what is older has scenarios of its own.
        history: History::SinceV31,
        // A second announcement says nothing that the first has not said.
        pauses_in_flight: 1,
        // Release v31 has no time windows.
        windows: Windows::NONE,
        // More than there can be with honest chains, so that it cuts nothing; untrusted code needs a lower one.
        operations_in_flight: 8,
        // Transactions on L1 reach no untrusted code, so that each is one action.
        reentrancy: None,
        // Verdicts are the same without, and the states are more.
        forgets: true,
    }
}

/// What stands for a chain that a scenario does not have.
const NO_CHAIN: ChainParameters = stays(Party::Absent, SettlementLayer::L1);

/// A chain that stays where it settles at the start.
const fn stays(party: Party, starts_on: SettlementLayer) -> ChainParameters {
    ChainParameters { party, starts_on, migrates: false }
}

/// A chain whose admin may move it.
const fn moves(party: Party, starts_on: SettlementLayer) -> ChainParameters {
    ChainParameters { party, starts_on, migrates: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Size;

    #[test]
    fn a_small_twin_has_fewer_units_of_the_asset() {
        let of_size = |size| all().into_iter().filter(move |scenario| scenario.size == size);
        for (default, small) in of_size(Size::Default).zip(of_size(Size::Small)) {
            assert!(default.parameters.max > small.parameters.max, "{}", small.label());
        }
    }
}
