//! `L1AssetTracker`, one call at a time.

use crate::asset_tracker::action::{Payment, ReturnMessage, Source, TotalsMessage};
use crate::asset_tracker::messages::InboxTx;
use crate::asset_tracker::scenario::ChainParameters;
use crate::asset_tracker::state::{BalanceChange, DepositedAsset};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{Chain, MigrationNumber, PerChain, SettlementLayer};
use crate::asset_tracker::{Action, Guard, Parameters, Party, Variant};
use crate::types::{Amount, Difference};

use super::{
    Call, Given, deposited, deposited_through_gateway, given, moved_home, moved_to_gateway, native_token,
    parameters, queue_confirmation, queue_deposit, reentrant, reported, variant, with_b, withdrawn,
    withdrawn_through_gateway,
};

const DEPOSIT: Action = Action::Deposit { chain: A, amount: Amount(1) };

const OTHER_TOKEN: BalanceChange =
    BalanceChange { asset: Some(DepositedAsset::OtherToken), amount: Amount(1) };

fn payment(chain: Chain, layer: SettlementLayer) -> Action {
    let message = Payment { chain, layer, amount: Amount(1), source: Source::Open };
    Action::FinalizeWithdrawal { message }
}

/// Users on L1 hold one unit of the two of A's token that there are.
fn native_token_on_l1() -> Given {
    let minted = [1, 1].map(|amount| Action::MintNative { amount: Amount(amount) });
    given(native_token()).then(minted).then(withdrawn(A, 1)).then([payment(A, SettlementLayer::L1)])
}

/// A has two units and an outstanding withdrawal of one of them, settles on Gateway, and has said so.
fn totals() -> Call {
    let message = TotalsMessage::Proven { chain: A };
    given(with_b(Party::ZkCompromised, SettlementLayer::L1))
        .then(deposited(A, 2))
        .then(withdrawn(A, 1))
        .then(moved_to_gateway(A))
        .then(reported(A))
        .when(Action::ReceiveL1ToGatewayMigration { message })
}

/// A is home, and the unit that it had on Gateway is on its way; B on L1 has a unit of its own.
fn returned_balance(parameters: Parameters) -> Call {
    given(parameters)
        .then([Action::Deposit { chain: B, amount: Amount(1) }])
        .then(moved_to_gateway(A))
        .then(deposited_through_gateway(A, 1))
        .then(moved_home(A))
        .then([Action::InitiateGatewayToL1Migration { chain: A }])
        .when(Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { chain: A } })
}

#[test]
fn register_new_token_if_needed_gives_the_origin_chain_all_there_is() {
    given(parameters()).when(DEPOSIT).changes(|next| {
        let tracker = &mut next.l1.asset_tracker;
        tracker.is_asset_registered = true;
        tracker.chain_balance.l1 = Amount(2);
        tracker.chain_balance.chain.a = Amount(1);
        tracker.deposited_minus_claimed.a = Difference(1);
        queue_deposit(next, A, 1, SettlementLayer::L1);
    });
}

#[test]
fn without_registered_once_an_empty_balance_is_filled_again() {
    let call = given(parameters()).then(deposited(A, 1)).then(deposited(A, 2));
    let call = call.when(Action::Deposit { chain: B, amount: Amount(1) });
    call.is_refused_by(Guard::DepositIsCovered);
    let balance = call.without(Guard::RegisteredOnce).accepted().l1.asset_tracker.chain_balance;
    assert_eq!((balance.l1, balance.chain.a, balance.gateway), (Amount(2), Amount(3), Amount(1)));
}

#[test]
fn without_origin_chain_tracked_the_origin_has_no_balance() {
    let balances = |given: Given| {
        let next = given.when(DEPOSIT).without(Guard::OriginChainTracked).accepted();
        let balance = next.l1.asset_tracker.chain_balance;
        (balance.l1, balance.chain.a)
    };
    assert_eq!(balances(given(parameters())), (Amount(0), Amount(1)), "it is given nothing");
    assert_eq!(
        balances(given(parameters()).then(deposited(A, 1))),
        (Amount(2), Amount(2)),
        "it pays nothing"
    );
}

#[test]
fn handle_chain_balance_increase_on_l1_refuses() {
    // Of a token that its own deposit would register, no deposit could find it unregistered.
    native_token_on_l1()
        .when(DEPOSIT)
        .refusals()
        .row(Guard::RegisteredBeforeUse, |call| call.state.l1.asset_tracker.is_asset_registered = false)
        .row(Guard::DepositIsCovered, |call| {
            call.state.l1.asset_tracker.chain_balance.l1 = Amount(0);
        })
        .row(Guard::DepositIncreaseFits, |call| {
            call.state.l1.asset_tracker.chain_balance.chain.a = Amount(3);
        });
}

#[test]
fn a_balance_change_is_not_overwritten() {
    let call = given(parameters()).when(Action::Deposit { chain: B, amount: Amount(1) });
    call.refusals().row(Guard::BalanceChangeSlotEmpty, |call| {
        call.state.l1.transient.balance_change.b = OTHER_TOKEN;
    });
    // What goes to a chain on L1 is handed to nobody.
    let deposit = given(parameters()).when(DEPOSIT);
    deposit.but(|call| call.state.l1.transient.balance_change.a = OTHER_TOKEN).accepted();
}

#[test]
fn consume_balance_change_refuses() {
    let a = ChainParameters { starts_on: SettlementLayer::Gateway, ..parameters().a };
    let b = with_b(Party::CompletelyCompromised, SettlementLayer::L1).b;
    let open = given(Parameters { a, b, ..reentrant() }).then([DEPOSIT]);
    let by_mailbox = |chain| Action::ConsumeBalanceChange { by: Some(B), chain };
    open.clone().when(by_mailbox(B)).refusals().row(Guard::ConsumeOnlyWhitelisted, |call| {
        call.action = Action::ConsumeBalanceChange { by: None, chain: A };
    });
    // Gateway's mailbox knows who calls it.
    open.when(by_mailbox(B)).refusals().row(Guard::RelayOnlyByTheChain, |call| {
        call.action = Action::ConsumeBalanceChange { by: Some(B), chain: A };
    });
}

#[test]
fn without_balance_change_keyed_by_receiver_deposits_to_two_chains_share_a_slot() {
    let call = given(reentrant()).when(Action::Deposit { chain: B, amount: Amount(1) });
    let held = |call: &Call| {
        let changes = call.accepted().l1.transient.balance_change;
        (changes.a.amount, changes.b.amount)
    };
    assert_eq!(held(&call), (Amount(0), Amount(1)));
    assert_eq!(held(&call.without(Guard::BalanceChangeKeyedByReceiver)), (Amount(1), Amount(0)));
}

#[test]
fn without_balance_change_consumed_once_it_is_left_behind() {
    let call = given(parameters()).when(Action::Deposit { chain: B, amount: Amount(1) });
    let left = |call: &Call| call.accepted().ghost_balance_change_left;
    assert_eq!(left(&call), PerChain::all(false));
    assert_eq!(
        left(&call.without(Guard::BalanceChangeConsumedOnce)),
        PerChain { a: false, b: true, c: false }
    );
}

#[test]
fn handle_chain_balance_increase_on_l1_books_on_the_settlement_layer() {
    let call = Action::Deposit { chain: B, amount: Amount(1) };
    given(parameters()).then(deposited(A, 1)).when(call).changes(|next| {
        let tracker = &mut next.l1.asset_tracker;
        tracker.chain_balance.l1 = Amount(1);
        tracker.chain_balance.gateway = Amount(1);
        tracker.asset_migration_number.b = MigrationNumber::L1_TO_GATEWAY;
        queue_deposit(next, B, 1, SettlementLayer::Gateway);
        next.gateway.inbox.b = next.gateway.inbox.b.push(InboxTx::ForwardDeposit { amount: Amount(1) });
    });
}

#[test]
fn what_is_put_into_a_malicious_chain_and_taken_out_of_it_is_remembered() {
    let given = given(with_b(Party::ZkCompromised, SettlementLayer::L1));
    let put_in = given.then([Action::Deposit { chain: B, amount: Amount(2) }]);
    assert_eq!(put_in.state.ghost_put_in.b, Difference(2));
    let message = Payment { chain: B, layer: SettlementLayer::L1, amount: Amount(1), source: Source::Forged };
    put_in.when(Action::FinalizeWithdrawal { message }).changes(|next| {
        next.l1.asset_tracker.chain_balance.l1 = Amount(2);
        next.l1.asset_tracker.chain_balance.chain.b = Amount(1);
        // What is known of the totals of a malicious chain decides nothing, and is cleared.
        next.l1.asset_tracker.deposited_minus_claimed.b = Difference(0);
        next.ghost_put_in.b = Difference(1);
    });
}

#[test]
fn without_l1_skips_only_untouched_a_deposit_hides_that_a_balance_must_migrate() {
    let call = given(parameters()).then(deposited(A, 1)).then(moved_to_gateway(A)).when(DEPOSIT);
    let number = |call: &Call| call.accepted().l1.asset_tracker.asset_migration_number.a;
    assert_eq!(number(&call), MigrationNumber::NEVER);
    assert_eq!(number(&call.without(Guard::L1SkipsOnlyUntouched)), MigrationNumber::L1_TO_GATEWAY);
    let untouched = given(parameters()).then(moved_to_gateway(A)).when(DEPOSIT);
    assert_eq!(number(&untouched), MigrationNumber::L1_TO_GATEWAY);
}

#[test]
fn at_home_an_asset_skips_migration_only_as_documented() {
    let number = |variant_here| {
        let home = given(variant(variant_here)).then(moved_to_gateway(A)).then(moved_home(A));
        home.when(DEPOSIT).accepted().l1.asset_tracker.asset_migration_number.a
    };
    assert_eq!(number(Variant::Seed), MigrationNumber::GATEWAY_TO_L1);
    assert_eq!(number(Variant::SkipOnGateway), MigrationNumber::NEVER);
    assert_eq!(number(Variant::Repaired), MigrationNumber::NEVER);
}

#[test]
fn handle_chain_balance_decrease_on_l1_refuses() {
    given(parameters())
        .then(deposited(A, 2))
        .then(withdrawn(A, 1))
        .when(payment(A, SettlementLayer::L1))
        .refusals()
        .row(Guard::PaymentIsCovered, |call| {
            call.state.l1.asset_tracker.chain_balance.chain.a = Amount(0);
        })
        .row(Guard::PaymentIncreaseFits, |call| {
            call.state.l1.asset_tracker.chain_balance.l1 = Amount(3);
        });
}

#[test]
fn handle_chain_balance_decrease_on_l1_lets_the_chain_pay_for_what_it_proved_on_l1() {
    let call = given(parameters()).then(deposited(A, 2)).then(withdrawn(A, 1));
    call.when(payment(A, SettlementLayer::L1)).changes(|next| {
        next.l1.message_root.withdrawals.a.l1.remove(0);
        next.l1.nullifier.is_withdrawal_finalized.a.l1.set(0);
        let tracker = &mut next.l1.asset_tracker;
        tracker.chain_balance.chain.a = Amount(1);
        tracker.chain_balance.l1 = Amount(2);
        tracker.deposited_minus_claimed.a = Difference(1);
    });
}

#[test]
fn without_responsible_chain_gateway_does_not_pay_for_what_it_vouched_for() {
    let call = given(parameters())
        .then(deposited_through_gateway(B, 2))
        .then(withdrawn_through_gateway(B, 1))
        .when(payment(B, SettlementLayer::Gateway));
    call.changes(|next| {
        next.l1.message_root.withdrawals.b.gateway.remove(0);
        next.l1.nullifier.is_withdrawal_finalized.b.gateway.set(0);
        next.l1.asset_tracker.chain_balance.gateway = Amount(1);
        next.l1.asset_tracker.chain_balance.l1 = Amount(2);
    });
    call.without(Guard::ResponsibleChain).is_refused_by(Guard::PaymentIsCovered);
}

#[test]
fn receive_l1_to_gateway_migration_on_l1_refuses() {
    totals()
        .refusals()
        .row(Guard::MigrationToGatewayIsNewer, |call| {
            call.state.l1.asset_tracker.asset_migration_number.a = MigrationNumber::L1_TO_GATEWAY;
        })
        .row(Guard::MigrationToGatewayChainIsOnGateway, |call| {
            call.state.l1.bridgehub.settlement_layer.a = SettlementLayer::L1;
        })
        .row(Guard::MigrationToGatewaySpeaksForItself, |call| {
            let chain_migration_number = MigrationNumber::L1_TO_GATEWAY;
            let message =
                TotalsMessage::Forged { sender: B, chain: A, amount_to_keep: 1, chain_migration_number };
            call.action = Action::ReceiveL1ToGatewayMigration { message };
        })
        .row(Guard::MigrationToGatewayIsCurrent, |call| {
            call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::GATEWAY_TO_L1;
        });
    totals()
        .refusals()
        .row(Guard::MigrationToGatewayIsCurrent, |call| {
            call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::GATEWAY_TO_L1;
        })
        .row(Guard::AmountToKeepFits, |call| {
            call.state.l1.asset_tracker.deposited_minus_claimed.a = Difference(0);
        })
        .row(Guard::MigrationToGatewayIsCovered, |call| {
            call.state.l1.asset_tracker.chain_balance.chain.a = Amount(0);
        })
        .row(Guard::MigrationToGatewayIncreaseFits, |call| {
            call.state.l1.asset_tracker.chain_balance.gateway = Amount(3);
        })
        .row(Guard::DepositsRefusedWhilePaused, |call| call.state.l1.zk_chain.a.paused_deposits = true);
}

#[test]
fn an_amount_to_keep_above_the_range_is_no_number_either() {
    totals().refusals().row_before(Guard::MigrationToGatewayIsCovered, Guard::AmountToKeepFits, |call| {
        call.state.l1.asset_tracker.deposited_minus_claimed.a = Difference(5);
    });
}

#[test]
fn without_keep_outstanding_on_l1_an_old_withdrawal_goes_unpaid() {
    let migrates = |amount, left| {
        move |next: &mut super::State| {
            let tracker = &mut next.l1.asset_tracker;
            tracker.chain_balance.chain.a = Amount(left);
            tracker.chain_balance.gateway = Amount(amount);
            tracker.asset_migration_number.a = MigrationNumber::L1_TO_GATEWAY;
            let number = MigrationNumber::L1_TO_GATEWAY;
            let confirmation = InboxTx::ConfirmMigrationOnGateway { number, amount: Amount(amount) };
            next.gateway.inbox.a = next.gateway.inbox.a.push(confirmation).push(InboxTx::ForwardService);
            queue_confirmation(next, A, number, SettlementLayer::Gateway);
            next.ghost_migrated_to_gateway.a = true;
        }
    };
    totals().changes(migrates(1, 1));
    totals().without(Guard::KeepOutstandingOnL1).changes(migrates(2, 0));
}

/// What A keeps on L1, of two units with a withdrawal of one outstanding.
fn kept(variant: Variant) -> Amount {
    let message = TotalsMessage::Proven { chain: A };
    let parameters = Parameters { variant, ..with_b(Party::ZkCompromised, SettlementLayer::L1) };
    let moved = given(parameters).then(deposited(A, 2)).then(withdrawn(A, 1)).then(moved_to_gateway(A));
    let call = moved.then(reported(A)).when(Action::ReceiveL1ToGatewayMigration { message });
    call.accepted().l1.asset_tracker.chain_balance.chain.a
}

#[test]
fn older_designs_keep_nothing_or_what_users_do_not_hold() {
    let variants = [Variant::Repaired, Variant::WholeBalance, Variant::TotalSupply];
    assert_eq!(variants.map(kept), [Amount(1), Amount(0), Amount(1)]);
}

#[test]
fn the_first_migration_of_a_native_token_registers_it() {
    let message = TotalsMessage::Proven { chain: A };
    let call = given(native_token()).then(moved_to_gateway(A)).then(reported(A));
    let next = call.when(Action::ReceiveL1ToGatewayMigration { message }).accepted();
    assert!(next.l1.asset_tracker.is_asset_registered);
    let balance = next.l1.asset_tracker.chain_balance;
    assert_eq!((balance.chain.a, balance.gateway), (Amount(0), Amount(3)));
}

#[test]
fn receive_gateway_to_l1_migration_on_l1_refuses() {
    let call = returned_balance(with_b(Party::Honest, SettlementLayer::L1));
    call.clone()
        .refusals()
        .row(Guard::ReturnIsNewer, |call| {
            call.state.l1.asset_tracker.asset_migration_number.a = MigrationNumber::GATEWAY_TO_L1;
        })
        // Gateway says that A has left, and nobody has told L1 so yet.
        .row_before(Guard::ReturnIsCurrent, Guard::ReturnAfterComingHome, |call| {
            call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::L1_TO_GATEWAY;
        });
    call.refusals()
        .row(Guard::ReturnIsCurrent, |call| {
            let message = call.state.l1.message_root.to_l1.a.as_mut();
            message.unwrap().chain_migration_number = MigrationNumber::GATEWAY_TO_L1.next();
        })
        .row(Guard::ReturnIsCovered, |call| {
            call.state.l1.asset_tracker.chain_balance.gateway = Amount(0);
        })
        .row(Guard::ReturnIncreaseFits, |call| {
            call.state.l1.asset_tracker.chain_balance.chain.a = Amount(3);
        })
        .row(Guard::DepositsRefusedWhilePaused, |call| call.state.l1.zk_chain.a.paused_deposits = true);
}

#[test]
fn a_returned_balance_that_another_chain_reports_is_refused() {
    returned_balance(with_b(Party::ZkCompromised, SettlementLayer::L1)).refusals().row(
        Guard::MigrationOnlyFromWhitelistedGateway,
        |call| {
            let chain_migration_number = MigrationNumber::GATEWAY_TO_L1;
            let message = ReturnMessage::Forged {
                sender: B.into(),
                chain: A,
                amount: Amount(1),
                chain_migration_number,
            };
            call.action = Action::ReceiveGatewayToL1Migration { message };
        },
    );
}

#[test]
fn a_returned_balance_that_a_withdrawn_gateway_reports_is_refused() {
    let call = returned_balance(with_b(Party::Honest, SettlementLayer::L1));
    call.refusals().row(Guard::MigrationOnlyFromWhitelistedGateway, |call| {
        call.state.l1.bridgehub.is_gateway_whitelisted = false;
    });
}

#[test]
fn receive_gateway_to_l1_migration_on_l1_takes_the_balance_home() {
    returned_balance(with_b(Party::Honest, SettlementLayer::L1)).changes(|next| {
        let tracker = &mut next.l1.asset_tracker;
        tracker.chain_balance.gateway = Amount(0);
        tracker.chain_balance.chain.a = Amount(1);
        tracker.asset_migration_number.a = MigrationNumber::GATEWAY_TO_L1;
        queue_confirmation(next, A, MigrationNumber::GATEWAY_TO_L1, SettlementLayer::L1);
        next.ghost_migrated_to_l1.a = true;
    });
}
