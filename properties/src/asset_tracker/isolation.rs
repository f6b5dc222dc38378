//! Isolation: whatever a malicious chain does, the others can still pay what they owe.

use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{AssetTracker, Guard, State};

use super::Property;
use super::books::{cover, owed};
use super::calls::is_open;
use crate::property::{Predicate, Sides};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "honest_chain_solvent",
            "What an honest chain owes is covered by books that can still move to pay it.",
            "Contract-based and Full AssetTracker, Invariants on L1",
            Predicate::Always(honest_chain_solvent),
        )
        .rests_on(&[
            Guard::BurnIsCovered,
            Guard::InteropIsCovered,
            Guard::InteropOnlyOnGateway,
            Guard::InteropClaimedByRecipient,
            Guard::InteropClaimedOnGateway,
            Guard::MigrationToGatewaySpeaksForItself,
            Guard::MigrationOnlyFromWhitelistedGateway,
            Guard::ResponsibleChain,
            Guard::SettlementInterval,
            Guard::BatchRootWriteOnce,
            Guard::NoChainOnWithdrawnLayer,
            Guard::WithdrawnLayerHasNoBalance,
            Guard::SettlementLayerIsWhitelisted,
        ])
        .sides(honest_chain_solvent_sides),
        Property::new(
            "malicious_loss_bounded",
            "What a malicious chain takes out never exceeds what was put into it.",
            "Contract-based and Full AssetTracker, Motivation",
            Predicate::Always(malicious_loss_bounded),
        )
        .rests_on(&[
            Guard::PaymentIsCovered,
            Guard::WithdrawalIsCovered,
            Guard::InteropIsCovered,
            Guard::ProofDepthAtMostTwo,
            Guard::ReturnIsCovered,
        ])
        .applies(|scenario| scenario.parameters.has_malicious_chain()),
    ]
}

fn honest_chains(system: &AssetTracker) -> impl Iterator<Item = Chain> {
    system.chains.iter().copied().filter(|chain| system.is_honest(*chain))
}

fn honest_chain_solvent(system: &AssetTracker, state: &State) -> bool {
    is_open(state)
        || honest_chains(system).all(|chain| {
            let (mut owes, mut has) = (0, 0);
            owed(system, state, chain, &mut owes);
            cover(system, state, chain, &mut has);
            owes <= has
        })
}

fn honest_chain_solvent_sides(system: &AssetTracker, state: &State) -> Vec<Sides> {
    let sides = honest_chains(system).map(|chain| {
        let (mut owes, mut has) = (Vec::new(), Vec::new());
        owed(system, state, chain, &mut owes);
        cover(system, state, chain, &mut has);
        Sides { case: format!("chain {chain}"), left: ("owed", owes), relation: "<=", right: ("cover", has) }
    });
    sides.collect()
}

fn malicious_loss_bounded(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| state.ghost_put_in[*chain].wide() >= 0)
}
