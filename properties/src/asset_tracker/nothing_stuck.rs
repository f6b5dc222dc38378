//! Nothing stuck: whatever has happened, honest parties can still bring every amount to where it belongs.

use counterfoil_model::asset_tracker::messages::BatchMessage;
use counterfoil_model::asset_tracker::state::parts::Part;
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use counterfoil_model::asset_tracker::{AssetTracker, Flow, Guard, Scenario, State};
use counterfoil_model::footprint::Parts;

use super::Property;
use super::books::{
    confirmations_to_gateway, deposits_to_gateway, not_paid_out, queued_deposits, reads_not_paid_out,
    reads_unpaid, reads_unreceived_return, unpaid, unreceived_return,
};
use super::parties::{by_honest_chain, honest_chains, layer, of_honest_chain, parts_of, together};
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    let mut properties = payments();
    properties.extend(places());
    properties
}

/// That what is owed can be paid.
fn payments() -> Vec<Property> {
    vec![
        Property::new(
            "withdrawal_always_claimable",
            "Every withdrawal from an honest chain, and every refund of a deposit to one, can still be paid.",
            "Contract-based and Full AssetTracker, Withdrawals",
            Predicate::AlwaysPossible(all_is_paid),
        )
        .rests_on(&[
            Guard::ResponsibleChain,
            Guard::DepositsRefusedWhilePaused,
            Guard::PriorityQueueEmptyOnL1,
            Guard::DepositsPausedBeforeMigration,
            Guard::DepositsPausedBeforeReturn,
            Guard::NoUnpauseBeforeReturn,
            Guard::GwAssetMigrationNumber,
            Guard::OutboundNeedsMigratedBalance,
        ])
        .applies(pays)
        .cases(payments_read, |system, state, case| {
            of_honest_chain(system, case, |chain| is_paid(system, state, chain))
        }),
        Property::new(
            "holdings_always_payable",
            "Everything that users of an honest chain hold, or that is on its way to them, can still be withdrawn and \
             paid on L1.",
            "Contract-based and Full AssetTracker, Withdrawals",
            Predicate::AlwaysPossible(all_is_paid_out),
        )
        .rests_on(&[
            Guard::L2SkipsOnlyUntouched,
            Guard::OutboundNeedsMigratedBalance,
            Guard::PriorityQueueEmptyOnL1,
            Guard::DepositsPausedBeforeMigration,
            Guard::NoUnpauseBeforeReturn,
        ])
        .applies(pays_out)
        .cases(holdings_read, |system, state, case| {
            of_honest_chain(system, case, |chain| not_paid_out(system, state, chain) == 0)
        }),
    ]
}

/// That chains and balances can come to where they belong.
fn places() -> Vec<Property> {
    vec![
        Property::new(
            "balance_always_movable",
            "What an honest chain has can still be brought to the layer on which the chain settles.",
            "Contract-based and Full AssetTracker, Migrating and settling on Gateway",
            Predicate::AlwaysPossible(balances_are_where_their_chains_are),
        )
        .rests_on(&[Guard::GwBalanceZeroed, Guard::OutboundNeedsMigratedBalance])
        .applies(moves)
        .cases(balances_read, |system, state, case| {
            of_honest_chain(system, case, |chain| balance_is_with_its_chain(system, state, chain))
        }),
        Property::new(
            "chain_can_return",
            "Every honest chain can still come to settle on L1.",
            "Contract-based and Full AssetTracker, Migration from Gateway",
            Predicate::AlwaysPossible(chains_are_home),
        )
        .rests_on(&[
            Guard::LeavesFromL1,
            Guard::PriorityQueueEmptyOnL1,
            Guard::AllBatchesExecutedOnL1,
            Guard::OneRoundTrip,
        ])
        .applies(comes_home)
        .cases(
            |system| by_honest_chain(system, layer),
            |system, state, case| of_honest_chain(system, case, |chain| is_home(system, state, chain)),
        ),
    ]
}

/// A returned balance cannot be received while deposits are paused, and withdrawals may need it: so a pause must
/// not last for ever where chains come home.
fn pays(scenario: &Scenario) -> bool {
    let parameters = &scenario.parameters;
    let is_received = parameters.pauses_can_end() || !parameters.runs(Flow::ComeHome);
    parameters.infrastructure_is_honest() && parameters.runs(Flow::Withdraw) && is_received
}

/// What came to a chain before it moved is spent once its balance has followed it, which waits while deposits are paused:
/// so no pause may last for ever.
fn pays_out(scenario: &Scenario) -> bool {
    let parameters = &scenario.parameters;
    let is_paused = parameters.runs(Flow::MigrateToGateway) || parameters.runs(Flow::ComeHome);
    let pauses_end = parameters.pauses_can_end() || !is_paused;
    parameters.infrastructure_is_honest() && parameters.runs(Flow::Withdraw) && pauses_end
}

/// While deposits are paused no balance can migrate, so that must not last for ever.
fn moves(scenario: &Scenario) -> bool {
    scenario.parameters.infrastructure_is_honest() && scenario.parameters.pauses_can_end()
}

fn comes_home(scenario: &Scenario) -> bool {
    scenario.parameters.infrastructure_is_honest() && scenario.parameters.runs(Flow::ComeHome)
}

fn all_is_paid(system: &AssetTracker, state: &State) -> bool {
    honest_chains(system).all(|chain| is_paid(system, state, chain))
}

fn is_paid(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let in_batch = state.chain[chain].batch.map(|batch| batch.message);
    let is_begun = matches!(in_batch, Some(BatchMessage::Withdrawal { .. } | BatchMessage::Status { .. }));
    let unpaid_by = |layer| unpaid(system, state, chain, layer);
    !is_begun && SettlementLayer::ALL.into_iter().all(|layer| unpaid_by(layer) == 0)
}

fn payments_read(system: &AssetTracker) -> Vec<Parts> {
    by_honest_chain(system, |chain| {
        let unpaid = SettlementLayer::ALL.map(|layer| reads_unpaid(chain, layer));
        together(unpaid.to_vec()).and(Part::Batch.of(chain))
    })
}

/// A burn can be refused, and so can a batch: that nothing is left on a chain says that every one of them passed.
fn all_is_paid_out(system: &AssetTracker, state: &State) -> bool {
    honest_chains(system).all(|chain| not_paid_out(system, state, chain) == 0)
}

fn holdings_read(system: &AssetTracker) -> Vec<Parts> {
    by_honest_chain(system, reads_not_paid_out)
}

fn balances_are_where_their_chains_are(system: &AssetTracker, state: &State) -> bool {
    honest_chains(system).all(|chain| balance_is_with_its_chain(system, state, chain))
}

fn balance_is_with_its_chain(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    match system.settles_on(state, chain) {
        Some(SettlementLayer::L1) => on_gateway(system, state, chain) == 0,
        Some(SettlementLayer::Gateway) => on_l1(system, state, chain) == 0,
        None => false,
    }
}

fn balances_read(system: &AssetTracker) -> Vec<Parts> {
    by_honest_chain(system, |chain| {
        let books = [Part::BalanceOnGateway, Part::PendingOnGateway, Part::Inbox, Part::Balance, Part::Queue];
        let messages = reads_unreceived_return(chain).and(reads_unpaid(chain, SettlementLayer::L1));
        parts_of(chain, &books).and(messages).and(layer(chain))
    })
}

/// What the chain has on Gateway, or on its way there or back.
fn on_gateway(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let tracker = &state.gateway.asset_tracker;
    tracker.chain_balance[chain].wide()
        + tracker.pending_interop_balance[chain].wide()
        + confirmations_to_gateway(state, chain)
        + deposits_to_gateway(state, chain)
        + unreceived_return(system, state, chain)
}

/// What the chain has on L1, or on its way to Gateway, beyond what L1 will be asked for.
fn on_l1(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let balance = state.l1.asset_tracker.chain_balance[ChainId::from(chain)].wide();
    let outstanding = unpaid(system, state, chain, SettlementLayer::L1)
        + queued_deposits(state, chain, SettlementLayer::L1);
    balance - outstanding + confirmations_to_gateway(state, chain)
}

fn chains_are_home(system: &AssetTracker, state: &State) -> bool {
    honest_chains(system).all(|chain| is_home(system, state, chain))
}

/// Whether the chain settles on L1, or does not move.
fn is_home(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    !system.parameters.chain(chain).migrates || system.settles_on(state, chain) == Some(SettlementLayer::L1)
}
