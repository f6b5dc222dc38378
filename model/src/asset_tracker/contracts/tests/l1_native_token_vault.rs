//! `L1NativeTokenVault`, one call at a time.

use crate::asset_tracker::action::{Payment, Source};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Guard};
use crate::types::{Amount, Difference};

use super::{given, native_token, parameters, reentrant, withdrawn};

#[test]
fn bridge_burn_registers_a_token_of_l1_and_no_other() {
    let deposit = Action::Deposit { chain: B, amount: Amount(1) };
    assert!(given(parameters()).when(deposit).accepted().l1.asset_tracker.is_asset_registered);
    given(native_token()).when(deposit).is_refused_by(Guard::RegisteredBeforeUse);
    let other = given(reentrant()).then([Action::DepositOtherToken { chain: B }]).state;
    assert!(!other.l1.asset_tracker.is_asset_registered, "another token registers itself alone");
}

#[test]
fn bridge_mint_registers_a_token_that_comes_from_its_own_chain() {
    let message = Payment { chain: A, layer: SettlementLayer::L1, amount: Amount(1), source: Source::Open };
    given(native_token())
        .then([Action::MintNative { amount: Amount(1) }])
        .then(withdrawn(A, 1))
        .when(Action::FinalizeWithdrawal { message })
        .changes(|next| {
            next.l1.message_root.withdrawals.a.l1.remove(0);
            next.l1.nullifier.is_withdrawal_finalized.a.l1.set(0);
            let tracker = &mut next.l1.asset_tracker;
            tracker.is_asset_registered = true;
            tracker.chain_balance.chain.a = Amount(2);
            tracker.chain_balance.l1 = Amount(1);
            tracker.deposited_minus_claimed.a = Difference(-1);
        });
}
