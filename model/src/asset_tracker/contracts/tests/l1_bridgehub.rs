//! `L1Bridgehub`, one call at a time.

use crate::asset_tracker::messages::{GatewayToL1Message, InboxTx};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Flow, Guard, Parameters, Party, Variant};
use crate::types::Amount;

use super::{Call, given, parameters, reentrant, with_b};

const DEPOSIT: Action = Action::Deposit { chain: B, amount: Amount(1) };
const LEGACY_DEPOSIT: Action = Action::DepositLegacyErc20Bridge { chain: A, amount: Amount(1) };

/// A and B settle on L1, and governance shuts Gateway down.
fn withdrawal(variant: Variant) -> Call {
    let flows = [parameters().flows, vec![Flow::WithdrawWhitelisting]].concat();
    let parameters = Parameters { variant, flows, ..with_b(Party::Honest, SettlementLayer::L1) };
    given(parameters).when(Action::WithdrawWhitelisting)
}

#[test]
fn set_settlement_layer_status_refuses() {
    withdrawal(Variant::ReturnBeforeWithdrawal)
        .refusals()
        .row(Guard::NoChainOnWithdrawnLayer, |call| {
            call.state.l1.bridgehub.settlement_layer.a = SettlementLayer::Gateway;
        })
        .row(Guard::WithdrawnLayerHasNoBalance, |call| {
            call.state.gateway.asset_tracker.chain_balance.a = Amount(1);
        });
}

#[test]
fn a_balance_is_on_gateway_or_pending_there_or_on_its_way() {
    let refused = |change: fn(&mut Call)| {
        withdrawal(Variant::ReturnBeforeWithdrawal)
            .but(change)
            .is_refused_by(Guard::WithdrawnLayerHasNoBalance);
    };
    refused(|call| call.state.gateway.asset_tracker.pending_interop_balance.a = Amount(1));
    refused(|call| {
        let inbox = &mut call.state.gateway.inbox.a;
        *inbox = inbox.push(InboxTx::ForwardDeposit { amount: Amount(1) });
    });
    refused(|call| call.state.l1.message_root.to_l1.a = Some(returned()));
    refused(|call| call.state.gateway.batch.to_l1.a = Some(returned()));
    // What has been received may be on L1 for ever.
    let received = |call: &mut Call| {
        call.state.l1.message_root.to_l1.a = Some(returned());
        call.state.l1.asset_tracker.asset_migration_number.a = MigrationNumber::GATEWAY_TO_L1;
    };
    withdrawal(Variant::ReturnBeforeWithdrawal).but(received).accepted();
}

fn returned() -> GatewayToL1Message {
    GatewayToL1Message { chain_migration_number: MigrationNumber::GATEWAY_TO_L1, amount: Amount(1) }
}

#[test]
fn set_settlement_layer_status_withdraws_it_and_as_documented_even_from_balances() {
    withdrawal(Variant::Seed).changes(|next| next.l1.bridgehub.is_gateway_whitelisted = false);
    withdrawal(Variant::Seed)
        .but(|call| call.state.gateway.asset_tracker.chain_balance.a = Amount(1))
        .changes(|next| next.l1.bridgehub.is_gateway_whitelisted = false);
}

#[test]
fn request_l2_transaction_two_bridges_refuses() {
    given(reentrant())
        .when(Action::Deposit { chain: A, amount: Amount(1) })
        .refusals()
        .row(Guard::DepositNotReentered, |call| call.state = given(reentrant()).then([DEPOSIT]).state);
}

#[test]
fn request_l2_transaction_direct_refuses() {
    // The legacy bridge has booked its deposit before the bridgehub turns it away.
    given(reentrant()).then([LEGACY_DEPOSIT]).when(Action::Return).refusals().row(
        Guard::DirectRequestNotReentered,
        |call| {
            call.state = given(reentrant()).then([DEPOSIT, LEGACY_DEPOSIT]).state;
        },
    );
}
