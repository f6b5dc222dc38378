//! What the environment forgets: totals and messages that no rule can read any more, and nothing else.

use crate::asset_tracker::AssetTracker;
use crate::asset_tracker::messages::{GatewayToL1Message, L1ToGatewayMessage};
use crate::asset_tracker::topology::Chain::B;
use crate::asset_tracker::topology::MigrationNumber;
use crate::asset_tracker::{Action, Guard, Parameters, State, Variant, environment};
use crate::system::Protocol;
use crate::types::{Amount, Difference};

use super::{Call, given, variant};

/// A state with totals and messages of A that may be forgotten. The call is any.
fn call(variant_here: Variant) -> Call {
    let parameters = Parameters { forgets: true, ..variant(variant_here) };
    given(parameters).when(Action::PauseDeposits { chain: B }).but(|call| {
        let state = &mut call.state;
        state.l1.asset_tracker.deposited_minus_claimed.a = Difference(3);
        state.chain.a.asset_tracker.withdrawn_minus_successful = Difference(-2);
        state.chain.a.reported_totals = Difference(-1);
        state.gateway.batch.reported_totals.a = Difference(1);
        let chain_migration_number = MigrationNumber::L1_TO_GATEWAY;
        state.l1.message_root.to_gateway.a = Some(L1ToGatewayMessage { chain_migration_number });
        state.l1.message_root.reported_totals.a = Difference(-2);
        let chain_migration_number = MigrationNumber::GATEWAY_TO_L1;
        state.l1.message_root.to_l1.a =
            Some(GatewayToL1Message { chain_migration_number, amount: Amount(2) });
    })
}

fn stored(number: MigrationNumber) -> impl Fn(&mut Call) {
    move |call| call.state.l1.asset_tracker.asset_migration_number.a = number
}

/// After `before`, which may be no state, the state of the call is one in which this is forgotten.
#[track_caller]
fn forgets(call: &Call, before: Option<&State>, what: impl FnOnce(&mut State)) {
    let system = AssetTracker::new(&call.parameters, call.guards);
    let (mut expected, mut next) = (call.state.clone(), call.state.clone());
    what(&mut expected);
    environment::forget(&system, before, &mut next);
    assert!(next == expected, "expected\n{expected:#?}\nfound\n{next:#?}");
}

fn nothing(_: &mut State) {}

fn totals(next: &mut State) {
    next.l1.asset_tracker.deposited_minus_claimed.a = Difference(0);
    next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(0);
    next.chain.a.reported_totals = Difference(0);
    next.gateway.batch.reported_totals.a = Difference(0);
    next.l1.message_root.reported_totals.a = Difference(0);
}

fn returned_amount(next: &mut State) {
    next.l1.message_root.to_l1.a.as_mut().unwrap().amount = Amount(0);
}

#[test]
fn totals_are_kept_until_the_balance_has_migrated() {
    forgets(&call(Variant::Seed), None, nothing);
    forgets(&call(Variant::Seed).but(stored(MigrationNumber::L1_TO_GATEWAY)), None, totals);
    let is_home = |call: &mut Call| {
        call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::GATEWAY_TO_L1;
    };
    forgets(&call(Variant::Seed).but(is_home), None, totals);
}

#[test]
fn a_used_returned_balance_is_forgotten_only_where_its_number_tells_that_it_was_used() {
    let home = stored(MigrationNumber::GATEWAY_TO_L1);
    forgets(&call(Variant::Seed).but(&home), None, totals);
    forgets(&call(Variant::Repaired).but(&home), None, |next| {
        totals(next);
        returned_amount(next);
    });
    forgets(&call(Variant::Repaired).but(stored(MigrationNumber::L1_TO_GATEWAY)), None, totals);
}

#[test]
fn what_an_action_did_not_write_is_left_as_it_is() {
    let home = call(Variant::Repaired).but(stored(MigrationNumber::GATEWAY_TO_L1));
    forgets(&home, Some(&home.state), nothing);
    forgets(&home, Some(&call(Variant::Repaired).state), |next| {
        totals(next);
        returned_amount(next);
    });
    let without = |change: fn(&mut State)| {
        let mut before = home.state.clone();
        change(&mut before);
        before
    };
    let deposited = |state: &mut State| state.l1.asset_tracker.deposited_minus_claimed.a = Difference(0);
    forgets(&home, Some(&without(deposited)), deposited);
    let withdrawn =
        |state: &mut State| state.chain.a.asset_tracker.withdrawn_minus_successful = Difference(0);
    forgets(&home, Some(&without(withdrawn)), withdrawn);
    let reported = |state: &mut State| state.chain.a.reported_totals = Difference(0);
    forgets(&home, Some(&without(reported)), reported);
    forgets(&home, Some(&without(|state| state.l1.message_root.to_l1.a = None)), returned_amount);
}

#[test]
fn nothing_is_forgotten_where_it_could_be_read_again_or_where_the_scenario_keeps_it() {
    let migrated = call(Variant::Seed).but(stored(MigrationNumber::L1_TO_GATEWAY));
    for guard in [
        Guard::InitiatedOnlyOnGateway,
        Guard::MigrationToGatewayChainIsOnGateway,
        Guard::MigrationToGatewayIsNewer,
        Guard::MigrationToGatewayIsCurrent,
        Guard::ReturnIsNewer,
        Guard::OneRoundTrip,
    ] {
        forgets(&migrated.without(guard), None, nothing);
    }
    forgets(&migrated.without(Guard::DepositsNotPausedTwice), None, totals);
    forgets(&migrated.but(|call| call.parameters.forgets = false), None, nothing);
}
