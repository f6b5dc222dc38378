//! Isolation: whatever a malicious chain does, the others can still pay what they owe.

use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::Chain;
use counterfoil_model::asset_tracker::{AssetTracker, Guard, State};
use counterfoil_model::footprint::Parts;

use super::books::{cover, owed};
use super::calls::is_open;
use super::parties::{by_chain, by_honest_chain, honest_chains, of_chain, of_honest_chain};
use super::{Property, books};
use crate::property::{Predicate, Sides};

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "honest_chain_solvent",
            "What an honest chain owes is exactly what the books hold that can still move to pay it.",
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
        .cases(solvency_reads, |system, state, case| {
            of_honest_chain(system, case, |chain| is_solvent(system, state, chain))
        })
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
        .cases(losses_read, |system, state, case| {
            of_chain(system, case, |chain| is_loss_bounded(state, chain))
        })
        .applies(|scenario| scenario.parameters.has_malicious_chain()),
    ]
}

fn honest_chain_solvent(system: &AssetTracker, state: &State) -> bool {
    honest_chains(system).all(|chain| is_solvent(system, state, chain))
}

/// As much as is owed, and no more: what is in excess belonged to somebody from whom it has gone.
fn is_solvent(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let (mut owes, mut has) = (0, 0);
    owed(system, state, chain, &mut owes);
    cover(system, state, chain, &mut has);
    is_open(state) || owes == has
}

fn solvency_reads(system: &AssetTracker) -> Vec<Parts> {
    by_honest_chain(system, |chain| {
        let sides = books::reads_owed(system, chain).and(books::reads_cover(system, chain));
        sides.and(Shared::Transaction.set())
    })
}

fn honest_chain_solvent_sides(system: &AssetTracker, state: &State) -> Vec<Sides> {
    let sides = honest_chains(system).map(|chain| {
        let (mut owes, mut has) = (Vec::new(), Vec::new());
        owed(system, state, chain, &mut owes);
        cover(system, state, chain, &mut has);
        Sides { case: format!("chain {chain}"), left: ("owed", owes), relation: "=", right: ("cover", has) }
    });
    sides.collect()
}

fn malicious_loss_bounded(system: &AssetTracker, state: &State) -> bool {
    system.chains.iter().all(|chain| is_loss_bounded(state, *chain))
}

fn is_loss_bounded(state: &State, chain: Chain) -> bool {
    state.ghost_put_in[chain].wide() >= 0
}

fn losses_read(system: &AssetTracker) -> Vec<Parts> {
    by_chain(system, |chain| Part::PutIn.of(chain))
}
