//! `Executor` facet, one call at a time.

use crate::asset_tracker::messages::{Batch, BatchMessage};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Flow, Guard, Parameters};
use crate::types::Amount;

use super::{Given, deposited, deposited_through_gateway, given, parameters};

const MESSAGE: BatchMessage = BatchMessage::Withdrawal { amount: Amount(1) };

/// A scenario in which a batch is committed some time before it is executed.
fn late_execution() -> Parameters {
    let flows = [parameters().flows, vec![Flow::CommitBatches]].concat();
    Parameters { flows, ..parameters() }
}

/// A, which settles on L1, has begun a batch.
fn begun(parameters: Parameters) -> Given {
    let withdraw = Action::Withdraw { chain: A, amount: Amount(1) };
    given(parameters).then(deposited(A, 1)).then([withdraw])
}

#[test]
fn begin_batch_commits_it_at_once_unless_the_scenario_tells_the_two_apart() {
    let batch = |committed, ghost_begun_on| Some(Batch { message: MESSAGE, committed, ghost_begun_on });
    assert_eq!(begun(parameters()).state.chain.a.batch, batch(true, SettlementLayer::L1));
    assert_eq!(begun(late_execution()).state.chain.a.batch, batch(false, SettlementLayer::L1));
    let on_gateway = given(parameters()).then(deposited_through_gateway(B, 1));
    let next = on_gateway.when(Action::Withdraw { chain: B, amount: Amount(1) }).accepted();
    assert_eq!(next.chain.b.batch, batch(true, SettlementLayer::Gateway));
}

#[test]
fn commit_batch_marks_it() {
    begun(late_execution()).when(Action::SealBatch { chain: A }).changes(|next| {
        next.chain.a.batch.as_mut().unwrap().committed = true;
    });
}

#[test]
fn execute_batch_on_l1_asks_nothing_of_its_messages() {
    let call = begun(parameters()).when(Action::SettleBatch { chain: A });
    // A withdrawal of more than the chain has on L1 is refused when it is finalised, and not before.
    call.but(|call| call.state.l1.asset_tracker.chain_balance.chain.a = Amount(0)).changes(|next| {
        next.chain.a.batch = None;
        next.l1.message_root.withdrawals.a.l1.add(0);
    });
}

#[test]
fn execute_batch_on_gateway_asks_for_every_message() {
    let withdraw = Action::Withdraw { chain: B, amount: Amount(1) };
    let given = given(parameters()).then(deposited_through_gateway(B, 1)).then([withdraw]);
    let call = given.when(Action::ExecuteChainBatch { chain: B });
    call.changes(|next| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.l1.message_root.withdrawals.b.gateway.add(0);
    });
    call.but(|call| call.state.gateway.asset_tracker.chain_balance.b = Amount(0))
        .is_refused_by(Guard::WithdrawalIsCovered);
}
