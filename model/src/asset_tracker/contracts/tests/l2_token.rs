//! The token on a chain, one call at a time.

use crate::asset_tracker::messages::{Batch, BatchMessage};
use crate::asset_tracker::topology::Chain::A;
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Guard};
use crate::types::{Amount, Difference, TxStatus};

use super::{deposited, given, native_token, parameters};

const MINT: Action = Action::MintNative { amount: Amount(1) };

#[test]
fn bridge_burn_refuses() {
    given(parameters())
        .then(deposited(A, 1))
        .when(Action::Withdraw { chain: A, amount: Amount(1) })
        .refusals()
        .row(Guard::BurnIsCovered, |call| {
            call.action = Action::Withdraw { chain: A, amount: Amount(2) };
        });
}

#[test]
fn withdraw_takes_from_users_what_the_batch_sends_to_l1() {
    let call =
        given(parameters()).then(deposited(A, 2)).when(Action::Withdraw { chain: A, amount: Amount(1) });
    call.changes(|next| {
        next.chain.a.supply = Amount(1);
        next.chain.a.asset_tracker.withdrawn_minus_successful = Difference(-1);
        let message = BatchMessage::Withdrawal { amount: Amount(1) };
        next.chain.a.batch = Some(Batch { message, committed: true, ghost_begun_on: SettlementLayer::L1 });
    });
}

#[test]
fn bridge_mint_refuses() {
    given(parameters())
        .then([Action::Deposit { chain: A, amount: Amount(1) }])
        .when(Action::ExecutePriorityTx { chain: A, status: TxStatus::Success })
        .refusals()
        .row(Guard::BridgeMintFits, |call| call.state.chain.a.supply = Amount(3));
}

#[test]
fn bridge_mint_gives_to_users_what_reaches_the_chain() {
    let execute = Action::ExecutePriorityTx { chain: A, status: TxStatus::Success };
    let call = given(parameters()).then([Action::Deposit { chain: A, amount: Amount(2) }]).when(execute);
    assert_eq!(call.accepted().chain.a.supply, Amount(2));
}

#[test]
fn mint_refuses() {
    given(native_token())
        .when(MINT)
        .refusals()
        .row(Guard::MintFits, |call| call.state.chain.a.supply = Amount(3));
    // What was bridged out is locked on A, and counts.
    given(native_token())
        .when(MINT)
        .refusals()
        .row(Guard::MintFits, |call| call.state.chain.a.asset_tracker.chain_balance = Amount(0));
}

#[test]
fn mint_gives_to_users_of_a() {
    given(native_token()).when(MINT).changes(|next| next.chain.a.supply = Amount(1));
}
