//! What the environment forgets: totals and messages that no rule can read any more, and nothing else.

use crate::asset_tracker::messages::{GatewayToL1Message, InboxTx, L1ToGatewayMessage};
use crate::asset_tracker::topology::Chain::B;
use crate::asset_tracker::topology::MigrationNumber;
use crate::asset_tracker::{Action, Guard, Parameters, State, Variant};
use crate::types::{Amount, Difference};

use super::{Call, given, variant};

/// A call that changes nothing that is forgotten, after totals and messages of A that might be.
fn call(variant_here: Variant) -> Call {
    let parameters = Parameters { forgets: true, ..variant(variant_here) };
    given(parameters).when(Action::PauseDeposits { chain: B }).but(|call| {
        let state = &mut call.state;
        state.l1.asset_tracker.deposited_minus_claimed.a = Difference(3);
        state.chain.a.asset_tracker.withdrawn_minus_successful = Difference(-2);
        let chain_migration_number = MigrationNumber::L1_TO_GATEWAY;
        let withdrawn_minus_successful = Difference(-2);
        state.l1.message_root.to_gateway.a =
            Some(L1ToGatewayMessage { chain_migration_number, withdrawn_minus_successful });
        let chain_migration_number = MigrationNumber::GATEWAY_TO_L1;
        state.l1.message_root.to_l1.a =
            Some(GatewayToL1Message { chain_migration_number, amount: Amount(2) });
    })
}

fn stored(number: MigrationNumber) -> impl Fn(&mut Call) {
    move |call| call.state.l1.asset_tracker.asset_migration_number.a = number
}

/// What the action itself does.
fn pause(next: &mut State) {
    next.l1.zk_chain.b.paused_deposits = true;
    let inbox = &mut next.gateway.inbox.b;
    *inbox = inbox.push(InboxTx::PauseDeposits);
}

fn forget_totals(next: &mut State) {
    pause(next);
    next.l1.asset_tracker.deposited_minus_claimed.a = Difference(0);
    next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(0);
    next.l1.message_root.to_gateway.a.as_mut().unwrap().withdrawn_minus_successful = Difference(0);
}

#[test]
fn totals_are_kept_until_the_balance_has_migrated() {
    call(Variant::Seed).changes(pause);
    call(Variant::Seed).but(stored(MigrationNumber::L1_TO_GATEWAY)).changes(forget_totals);
    let is_home = |call: &mut Call| {
        call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::GATEWAY_TO_L1;
    };
    call(Variant::Seed).but(is_home).changes(forget_totals);
}

#[test]
fn a_used_returned_balance_is_forgotten_only_where_its_number_tells_that_it_was_used() {
    let home = stored(MigrationNumber::GATEWAY_TO_L1);
    call(Variant::Seed).but(&home).changes(forget_totals);
    call(Variant::Repaired).but(&home).changes(|next| {
        forget_totals(next);
        next.l1.message_root.to_l1.a.as_mut().unwrap().amount = Amount(0);
    });
    call(Variant::Repaired).but(stored(MigrationNumber::L1_TO_GATEWAY)).changes(forget_totals);
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
        migrated.without(guard).changes(pause);
    }
    migrated.without(Guard::DepositsNotPausedTwice).changes(forget_totals);
    migrated.but(|call| call.parameters.forgets = false).changes(pause);
}
