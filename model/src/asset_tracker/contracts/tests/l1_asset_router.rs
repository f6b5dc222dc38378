//! `L1AssetRouter`, one call at a time.

use crate::asset_tracker::action::{Payment, Source};
use crate::asset_tracker::topology::Chain::A;
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Guard};
use crate::types::{Amount, TxStatus};

use super::{Given, deposit_returned, given, reentrant};

const DEPOSIT: Action = Action::DepositLegacyErc20Bridge { chain: A, amount: Amount(1) };

fn claim() -> Action {
    let message = Payment { chain: A, layer: SettlementLayer::L1, amount: Amount(1), source: Source::Open };
    Action::ClaimFailedDepositLegacy { message }
}

/// Two deposits to A have failed, and their failures are provable.
fn two_failed_deposits() -> Given {
    let fails =
        [Action::ExecutePriorityTx { chain: A, status: TxStatus::Failure }, Action::SettleBatch { chain: A }];
    let deposits = given(reentrant()).then(deposit_returned(A)).then(deposit_returned(A));
    deposits.then(fails).then(fails)
}

#[test]
fn deposit_legacy_erc20_bridge_refuses() {
    given(reentrant()).when(DEPOSIT).refusals().row(Guard::LegacyDepositNotReentered, |call| {
        call.state = given(reentrant()).then([DEPOSIT]).state;
    });
}

#[test]
fn bridge_confirm_transfer_result_refuses() {
    two_failed_deposits().when(claim()).refusals().row(Guard::RefundConfirmedNotReentered, |call| {
        call.state = two_failed_deposits().then([claim()]).state;
    });
}
