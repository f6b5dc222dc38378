//! `L2AssetTracker`, one call at a time.

use crate::asset_tracker::messages::{Batch, BatchMessage, L1ToGatewayMessage};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Guard};
use crate::types::{Amount, Difference, TxStatus};

use super::{
    Call, deposited, deposited_through_gateway, given, moved_to_gateway, native_token, parameters,
    queue_confirmation, settle_on_l1,
};

const EXECUTE: Action = Action::ExecutePriorityTx { chain: A, status: TxStatus::Success };

/// A user withdraws a unit of A's token from A, which settles on L1.
fn native_withdrawal() -> Call {
    let minted = given(native_token()).then([Action::MintNative { amount: Amount(1) }]);
    minted.when(Action::Withdraw { chain: A, amount: Amount(1) })
}

/// A user withdraws from B, which settles on Gateway.
fn withdrawal_on_gateway() -> Call {
    let given = given(parameters()).then(deposited_through_gateway(B, 1));
    given.when(Action::Withdraw { chain: B, amount: Amount(1) })
}

/// A, which settles on L1, executes a deposit.
fn arrival() -> Call {
    given(parameters()).then([Action::Deposit { chain: A, amount: Amount(1) }]).when(EXECUTE)
}

/// A user of A, which has moved to Gateway, reports its totals.
fn report() -> Call {
    let moved = given(parameters()).then(deposited(A, 1)).then(moved_to_gateway(A));
    moved.when(Action::InitiateL1ToGatewayMigration { chain: A })
}

#[test]
fn handle_initiate_bridging_on_l2_refuses() {
    withdrawal_on_gateway().refusals().row(Guard::OutboundNeedsMigratedBalance, |call| {
        call.state.chain.b.asset_tracker.asset_migration_number = MigrationNumber::NEVER;
    });
    native_withdrawal().refusals().row(Guard::NativeOutboundIsCovered, |call| {
        call.state.chain.a.asset_tracker.chain_balance = Amount(0);
    });
}

#[test]
fn on_l1_a_chain_sends_out_what_has_not_migrated() {
    withdrawal_on_gateway()
        .but(|call| {
            settle_on_l1(&mut call.state, B);
            call.state.chain.b.asset_tracker.asset_migration_number = MigrationNumber::NEVER;
        })
        .accepted();
}

#[test]
fn handle_initiate_bridging_on_l2_counts_what_is_withdrawn_on_l1() {
    let batch = |ghost_begun_on| {
        let message = BatchMessage::Withdrawal { amount: Amount(1) };
        Some(Batch { message, committed: true, ghost_begun_on })
    };
    native_withdrawal().changes(|next| {
        next.chain.a.batch = batch(SettlementLayer::L1);
        next.chain.a.supply = Amount(0);
        next.chain.a.asset_tracker.chain_balance = Amount(2);
        next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(1);
    });
    withdrawal_on_gateway().changes(|next| {
        next.chain.b.batch = batch(SettlementLayer::Gateway);
        next.chain.b.supply = Amount(0);
    });
}

#[test]
fn without_native_supply_cap_a_chain_does_not_count_its_own_token() {
    let balance = |call: &Call| call.accepted().chain.a.asset_tracker.chain_balance;
    assert_eq!(balance(&native_withdrawal()), Amount(2));
    assert_eq!(balance(&native_withdrawal().without(Guard::NativeSupplyCap)), Amount(3));
}

#[test]
fn handle_finalize_bridging_on_l2_gives_a_native_token_back_to_its_chain() {
    let arrival = arrival().but(|call| {
        call.parameters = native_token();
        call.state.chain.a.asset_tracker.chain_balance = Amount(1);
    });
    let balance = |call: &Call| call.accepted().chain.a.asset_tracker.chain_balance;
    assert_eq!(balance(&arrival), Amount(2));
    assert_eq!(balance(&arrival.without(Guard::NativeSupplyCap)), Amount(1));
}

#[test]
fn handle_finalize_bridging_on_l2_counts_what_is_deposited_on_l1() {
    arrival().changes(|next| {
        next.l1.zk_chain.a.priority_queue = next.l1.zk_chain.a.priority_queue.without_first();
        next.chain.a.supply = Amount(1);
        next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(-1);
    });
}

#[test]
fn without_l2_skips_only_untouched_a_deposit_hides_that_a_balance_must_migrate() {
    let untouched = given(parameters())
        .then([Action::Deposit { chain: B, amount: Amount(1) }])
        .then([Action::ExecuteInboxTx { chain: B, status: TxStatus::Success }])
        .when(Action::ExecutePriorityTx { chain: B, status: TxStatus::Success });
    let touched = untouched.but(|call| call.state.chain.b.supply = Amount(1));
    let number = |call: &Call| call.accepted().chain.b.asset_tracker.asset_migration_number;
    assert_eq!(number(&untouched), MigrationNumber::L1_TO_GATEWAY);
    assert_eq!(number(&touched), MigrationNumber::NEVER);
    assert_eq!(number(&touched.without(Guard::L2SkipsOnlyUntouched)), MigrationNumber::L1_TO_GATEWAY);
}

#[test]
fn initiate_l1_to_gateway_migration_on_l2_refuses() {
    report().refusals().row(Guard::InitiatedOnlyOnGateway, |call| settle_on_l1(&mut call.state, A));
}

#[test]
fn initiate_l1_to_gateway_migration_on_l2_reports_the_totals_until_the_asset_has_migrated() {
    report().changes(|next| {
        let message = L1ToGatewayMessage { chain_migration_number: MigrationNumber::L1_TO_GATEWAY };
        next.chain.a.reported_totals = Difference(-1);
        let message = BatchMessage::L1ToGateway { message };
        next.chain.a.batch =
            Some(Batch { message, committed: true, ghost_begun_on: SettlementLayer::Gateway });
    });
    let migrated = report().but(|call| {
        call.state.chain.a.asset_tracker.asset_migration_number = MigrationNumber::L1_TO_GATEWAY;
    });
    migrated.changes(|_| ());
}

#[test]
fn confirm_migration_on_l2_takes_note() {
    let number = MigrationNumber::GATEWAY_TO_L1;
    given(parameters())
        .when(EXECUTE)
        .but(|call| queue_confirmation(&mut call.state, A, number, SettlementLayer::L1))
        .changes(|next| {
            next.l1.zk_chain.a.priority_queue = next.l1.zk_chain.a.priority_queue.without_first();
            next.chain.a.asset_tracker.asset_migration_number = number;
        });
}
