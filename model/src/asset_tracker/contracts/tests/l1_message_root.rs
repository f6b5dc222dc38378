//! `L1MessageRoot`, one call at a time.

use crate::asset_tracker::messages::{Batch, BatchMessage, GatewayToL1Message, L1ToGatewayMessage};
use crate::asset_tracker::state::GatewayBatch;
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Flow, Parameters};
use crate::types::{Amount, Difference, TxStatus};

use super::{Call, deposited_through_gateway, given, parameters};

/// L1 executes a batch of A with this message.
fn settle(message: BatchMessage) -> Call {
    let batch = Batch { message, committed: true, ghost_begun_on: SettlementLayer::L1 };
    let call = given(parameters()).when(Action::SettleBatch { chain: A });
    call.but(|call| call.state.chain.a.batch = Some(batch))
}

fn late_batches() -> Parameters {
    let flows = [parameters().flows, vec![Flow::SettleGatewayBatches]].concat();
    Parameters { flows, ..parameters() }
}

#[test]
fn add_chain_batch_root_makes_messages_provable() {
    let totals = L1ToGatewayMessage { chain_migration_number: MigrationNumber::L1_TO_GATEWAY };
    let status = |status, route| BatchMessage::Status { status, amount: Amount(2), route, forwarded: false };
    settle(BatchMessage::Withdrawal { amount: Amount(2) }).changes(|next| {
        next.chain.a.batch = None;
        next.l1.message_root.withdrawals.a.l1.add(1);
    });
    settle(status(TxStatus::Failure, SettlementLayer::L1)).changes(|next| {
        next.chain.a.batch = None;
        next.l1.message_root.failed_deposits.a.l1.add(1);
    });
    settle(status(TxStatus::Failure, SettlementLayer::Gateway)).changes(|next| {
        next.chain.a.batch = None;
        next.l1.message_root.failed_deposits.a.l1.add(1);
        next.ghost_foreign_refund.a = true;
    });
    settle(status(TxStatus::Success, SettlementLayer::L1)).changes(|next| next.chain.a.batch = None);
    // Nobody reads interop under a root of L1.
    settle(BatchMessage::Interop { to: B, amount: Amount(2) }).changes(|next| next.chain.a.batch = None);
    let report = settle(BatchMessage::L1ToGateway { message: totals });
    report.but(|call| call.state.chain.a.reported_totals = Difference(-1)).changes(|next| {
        (next.chain.a.batch, next.chain.a.reported_totals) = (None, Difference(0));
        next.l1.message_root.to_gateway.a = Some(totals);
        next.l1.message_root.reported_totals.a = Difference(-1);
    });
}

#[test]
fn add_gateway_batch_root_waits_only_where_the_scenario_lets_it() {
    let withdraw = Action::Withdraw { chain: B, amount: Amount(1) };
    let batch = |parameters| {
        let given = given(parameters).then(deposited_through_gateway(B, 1)).then([withdraw]);
        given.when(Action::ExecuteChainBatch { chain: B })
    };
    batch(parameters()).changes(|next| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.l1.message_root.withdrawals.b.gateway.add(0);
    });
    batch(late_batches()).changes(|next| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.gateway.batch.withdrawals.b.add(0);
    });
}

#[test]
fn settle_gateway_batch_makes_its_messages_provable() {
    let totals = L1ToGatewayMessage { chain_migration_number: MigrationNumber::L1_TO_GATEWAY };
    let returned =
        GatewayToL1Message { chain_migration_number: MigrationNumber::GATEWAY_TO_L1, amount: Amount(1) };
    let mut batch = GatewayBatch::default();
    batch.withdrawals.a.add(0);
    batch.failed_deposits.b.add(1);
    (batch.to_gateway.a, batch.reported_totals.a) = (Some(totals), Difference(2));
    batch.to_l1.b = Some(returned);
    batch.left_gateway.b = true;
    batch.migration_status.a = Some(TxStatus::Failure);
    given(late_batches())
        .when(Action::SettleGatewayBatch)
        .but(|call| {
            call.state.gateway.batch = batch;
            call.state.l1.message_root.withdrawals.a.gateway.add(0);
            // What an earlier batch said stays provable.
            call.state.l1.message_root.to_l1.a = Some(returned);
        })
        .changes(|next| {
            next.gateway.batch = GatewayBatch::default();
            let root = &mut next.l1.message_root;
            root.withdrawals.a.gateway.add(0);
            root.failed_deposits.b.gateway.add(1);
            (root.to_gateway.a, root.reported_totals.a) = (Some(totals), Difference(2));
            root.to_l1.b = Some(returned);
            root.left_gateway.b = true;
            root.migration_status.a = Some(TxStatus::Failure);
        });
}
