//! `GWAssetTracker`, one call at a time.

use crate::asset_tracker::action::{ReturnMessage, Source, TotalsMessage};
use crate::asset_tracker::messages::{BatchMessage, GatewayToL1Message, L1ToGatewayMessage};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Guard, Parameters, Party, State, Variant};
use crate::types::{Amount, Difference, TxStatus};

use super::{
    Call, Given, deposited, deposited_through_gateway, given, moved_home, moved_to_gateway, parameters,
    reported, variant, with_b,
};

const EXECUTE_INBOX: Action = Action::ExecuteInboxTx { chain: B, status: TxStatus::Success };
const EXECUTE_BATCH: Action = Action::ExecuteChainBatch { chain: B };

/// Gateway relays a deposit to B.
fn relay() -> Call {
    given(parameters()).then([Action::Deposit { chain: B, amount: Amount(1) }]).when(EXECUTE_INBOX)
}

/// Gateway executes B's batch, which says that a deposit has failed; it was relayed before.
fn failed_deposit() -> Call {
    let failed = Action::ExecutePriorityTx { chain: B, status: TxStatus::Failure };
    let relayed = given(parameters()).then([Action::Deposit { chain: B, amount: Amount(1) }, EXECUTE_INBOX]);
    relayed.then([failed]).when(EXECUTE_BATCH)
}

/// Gateway executes B's batch, which holds a withdrawal.
fn withdrawal() -> Call {
    let withdraw = Action::Withdraw { chain: B, amount: Amount(1) };
    given(parameters()).then(deposited_through_gateway(B, 2)).then([withdraw]).when(EXECUTE_BATCH)
}

/// Gateway executes B's batch, which sends to A.
fn interop(variant_here: Variant) -> Call {
    let send = Action::SendInterop { chain: B, to: A, amount: Amount(1) };
    given(variant(variant_here)).then(deposited_through_gateway(B, 2)).then([send]).when(EXECUTE_BATCH)
}

/// Gateway executes A's batch, which says that it has executed a bundle.
fn executed_bundle() -> Call {
    given(variant(Variant::PendingInterop))
        .then(moved_to_gateway(A))
        .then(deposited_through_gateway(B, 2))
        .then([Action::SendInterop { chain: B, to: A, amount: Amount(1) }, EXECUTE_BATCH])
        .then([Action::ClaimInterop { chain: A, to: A, amount: Amount(1), source: Source::Open }])
        .when(Action::ExecuteChainBatch { chain: A })
}

/// Gateway learns that a unit of A has migrated, after a deposit of another one.
fn confirmation() -> Call {
    let message = TotalsMessage::Proven { chain: A };
    given(parameters())
        .then(deposited(A, 1))
        .then(moved_to_gateway(A))
        .then([Action::Deposit { chain: A, amount: Amount(1) }])
        .then(reported(A))
        .then([Action::ExecuteInboxTx { chain: A, status: TxStatus::Success }])
        .then([Action::ReceiveL1ToGatewayMigration { message }])
        .when(Action::ExecuteInboxTx { chain: A, status: TxStatus::Success })
}

/// B has left Gateway, where it has two units.
fn return_home() -> Call {
    let left = given(parameters()).then(deposited_through_gateway(B, 2)).then(moved_home(B));
    left.when(Action::InitiateGatewayToL1Migration { chain: B })
}

#[test]
fn handle_chain_balance_increase_on_gateway_refuses() {
    relay()
        .refusals()
        .row(Guard::RelayedToSettledChain, |call| {
            let number = &mut call.state.gateway.chain_asset_handler.migration_number.b;
            *number = MigrationNumber::GATEWAY_TO_L1;
        })
        .row(Guard::RelayIncreaseFits, |call| {
            call.state.gateway.asset_tracker.chain_balance.b = Amount(3);
        });
}

#[test]
fn handle_chain_balance_increase_on_gateway_credits_the_chain() {
    let effects = |next: &mut State| {
        next.gateway.inbox.b = next.gateway.inbox.b.without_first();
        let queue = &mut next.l1.zk_chain.b.priority_queue;
        *queue = queue.map(|mut operation| {
            operation.forwarded = true;
            operation
        });
        let balance = &mut next.gateway.asset_tracker.chain_balance.b;
        *balance = Amount(balance.0 + 1);
    };
    let skips = |next: &mut State| {
        effects(next);
        next.gateway.asset_tracker.asset_migration_number.b = MigrationNumber::L1_TO_GATEWAY;
    };
    relay().changes(skips);
    let touched = relay().but(|call| call.state.gateway.asset_tracker.chain_balance.b = Amount(1));
    touched.changes(effects);
    touched.without(Guard::GwSkipsOnlyUntouched).changes(skips);
}

#[test]
fn handle_potential_failed_deposit_refuses() {
    failed_deposit()
        .refusals()
        .row(Guard::FailedDepositWasForwarded, |call| {
            let batch = call.state.chain.b.batch.as_mut().unwrap();
            let (status, amount) = (TxStatus::Failure, Amount(1));
            let route = SettlementLayer::Gateway;
            batch.message = BatchMessage::Status { status, amount, route, forwarded: false };
        })
        .row(Guard::FailedDepositIsCovered, |call| {
            call.state.gateway.asset_tracker.chain_balance.b = Amount(0);
        });
}

#[test]
fn handle_potential_failed_deposit_takes_back_what_it_brought() {
    failed_deposit().changes(|next| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
        next.l1.message_root.failed_deposits.b.gateway.add(0);
    });
    // A deposit that succeeded leaves the balance as it is.
    failed_deposit()
        .but(|call| {
            let status = TxStatus::Success;
            let batch = call.state.chain.b.batch.as_mut().unwrap();
            let route = SettlementLayer::Gateway;
            batch.message = BatchMessage::Status { status, amount: Amount(0), route, forwarded: true };
        })
        .changes(|next| next.chain.b.batch = None);
}

#[test]
fn handle_asset_router_message_refuses() {
    withdrawal().refusals().row(Guard::WithdrawalIsCovered, |call| {
        call.state.gateway.asset_tracker.chain_balance.b = Amount(0);
    });
}

#[test]
fn handle_asset_router_message_debits_the_chain() {
    withdrawal().changes(|next| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(1);
        next.l1.message_root.withdrawals.b.gateway.add(0);
    });
}

#[test]
fn handle_interop_center_message_refuses() {
    interop(Variant::Seed)
        .refusals()
        .row(Guard::InteropIsCovered, |call| {
            call.state.gateway.asset_tracker.chain_balance.b = Amount(0);
        })
        .row(Guard::InteropIncreaseFits, |call| {
            call.state.gateway.asset_tracker.chain_balance.a = Amount(3);
        });
    interop(Variant::PendingInterop).refusals().row(Guard::InteropIncreaseFits, |call| {
        call.state.gateway.asset_tracker.pending_interop_balance.a = Amount(3);
    });
}

#[test]
fn handle_interop_center_message_credits_the_recipient_at_once_or_as_pending() {
    let effects = |next: &mut State| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(1);
        next.chain.a.interop.add(0);
    };
    interop(Variant::Seed).changes(|next| {
        effects(next);
        next.gateway.asset_tracker.chain_balance.a = Amount(1);
    });
    interop(Variant::PendingInterop).changes(|next| {
        effects(next);
        next.gateway.asset_tracker.pending_interop_balance.a = Amount(1);
    });
}

#[test]
fn interop_to_a_chain_that_is_not_there_is_paid_on_l1_where_nothing_is_stranded() {
    interop(Variant::NothingStranded).changes(|next| {
        next.chain.b.batch = None;
        next.gateway.asset_tracker.chain_balance.b = Amount(1);
        next.l1.message_root.withdrawals.b[SettlementLayer::Gateway].add(0);
    });
}

#[test]
fn what_interop_puts_into_a_malicious_chain_and_takes_out_of_it_is_remembered() {
    let message = BatchMessage::Interop { to: A, amount: Amount(1) };
    let malicious = given(with_b(Party::ZkCompromised, SettlementLayer::Gateway))
        .then([Action::Deposit { chain: B, amount: Amount(2) }, EXECUTE_INBOX]);
    malicious.clone().when(Action::SettleForgedBatch { chain: B, message }).changes(|next| {
        next.gateway.asset_tracker.chain_balance.b = Amount(1);
        next.gateway.asset_tracker.chain_balance.a = Amount(1);
        next.chain.a.interop.add(0);
        next.ghost_put_in.b = Difference(1);
    });
    let sent = malicious
        .then(moved_to_gateway(A))
        .then(deposited_through_gateway(A, 1))
        .then([Action::SendInterop { chain: A, to: B, amount: Amount(1) }]);
    sent.when(Action::ExecuteChainBatch { chain: A }).changes(|next| {
        next.chain.a.batch = None;
        next.gateway.asset_tracker.chain_balance.a = Amount(0);
        next.gateway.asset_tracker.chain_balance.b = Amount(3);
        next.ghost_put_in.b = Difference(3);
    });
}

#[test]
fn handle_interop_handler_message_refuses() {
    executed_bundle().refusals().row(Guard::InteropWasPending, |call| {
        call.state.gateway.asset_tracker.pending_interop_balance.a = Amount(0);
    });
}

#[test]
fn handle_interop_handler_message_makes_it_the_recipients_own() {
    executed_bundle().changes(|next| {
        next.chain.a.batch = None;
        next.gateway.asset_tracker.pending_interop_balance.a = Amount(0);
        next.gateway.asset_tracker.chain_balance.a = Amount(1);
    });
}

#[test]
fn check_asset_tracker_message_passes_the_totals_on() {
    let [initiate, execute] = reported(A);
    let given = given(parameters()).then(deposited(A, 1)).then(moved_to_gateway(A)).then([initiate]);
    given.when(execute).changes(|next| {
        next.chain.a.batch = None;
        next.chain.a.reported_totals = Difference(0);
        next.l1.message_root.to_gateway.a =
            Some(L1ToGatewayMessage { chain_migration_number: MigrationNumber::L1_TO_GATEWAY });
        next.l1.message_root.reported_totals.a = Difference(-1);
    });
}

#[test]
fn confirm_migration_on_gateway_refuses() {
    confirmation().refusals().row(Guard::ConfirmationIncreaseFits, |call| {
        call.state.gateway.asset_tracker.chain_balance.a = Amount(3);
    });
}

#[test]
fn confirm_migration_on_gateway_credits_the_chain_and_takes_note() {
    let untouched = confirmation().but(|call| {
        call.state.gateway.asset_tracker.asset_migration_number.a = MigrationNumber::NEVER;
        call.state.gateway.asset_tracker.chain_balance.a = Amount(0);
    });
    untouched.changes(|next| {
        next.gateway.inbox.a = next.gateway.inbox.a.without_first();
        next.gateway.asset_tracker.asset_migration_number.a = MigrationNumber::L1_TO_GATEWAY;
        next.gateway.asset_tracker.chain_balance.a = Amount(1);
    });
}

#[test]
fn without_confirmation_adds_to_balance_a_deposit_that_came_first_is_lost() {
    let holds = |balance| {
        move |next: &mut State| {
            next.gateway.inbox.a = next.gateway.inbox.a.without_first();
            next.gateway.asset_tracker.chain_balance.a = Amount(balance);
        }
    };
    confirmation().changes(holds(2));
    confirmation().without(Guard::ConfirmationAddsToBalance).changes(holds(1));
}

#[test]
fn initiate_gateway_to_l1_migration_on_gateway_refuses() {
    return_home()
        .refusals()
        .row(Guard::ReturnStartsAfterLeaving, |call| {
            let number = &mut call.state.gateway.chain_asset_handler.migration_number.b;
            *number = MigrationNumber::GATEWAY_TO_L1.next();
        })
        .row(Guard::GwAssetMigrationNumber, |call| {
            let number = &mut call.state.gateway.asset_tracker.asset_migration_number.b;
            *number = MigrationNumber::GATEWAY_TO_L1;
        });
}

#[test]
fn a_balance_does_not_go_home_before_its_chain() {
    // The asset's number is the one that the chain had when it came, so both guards would refuse.
    return_home().refusals().row_before(
        Guard::GwAssetMigrationNumber,
        Guard::ReturnStartsAfterLeaving,
        |call| call.state.gateway.bridgehub.settles_here.b = true,
    );
}

#[test]
fn what_is_pending_goes_home_where_nothing_is_stranded() {
    let pending = |call: &mut Call| {
        call.parameters.variant = Variant::NothingStranded;
        call.state.gateway.asset_tracker.pending_interop_balance.b = Amount(1);
    };
    return_home().but(pending).changes(|next| {
        next.gateway.asset_tracker.chain_balance.b = Amount::ZERO;
        next.gateway.asset_tracker.pending_interop_balance.b = Amount::ZERO;
        next.gateway.asset_tracker.asset_migration_number.b = MigrationNumber::GATEWAY_TO_L1;
        let chain_migration_number = MigrationNumber::GATEWAY_TO_L1;
        next.l1.message_root.to_l1.b = Some(GatewayToL1Message { chain_migration_number, amount: Amount(3) });
    });
}

#[test]
fn without_gw_balance_zeroed_what_is_sent_home_stays_on_gateway_too() {
    let effects = |next: &mut State| {
        next.gateway.asset_tracker.asset_migration_number.b = MigrationNumber::GATEWAY_TO_L1;
        let chain_migration_number = MigrationNumber::GATEWAY_TO_L1;
        next.l1.message_root.to_l1.b = Some(GatewayToL1Message { chain_migration_number, amount: Amount(2) });
    };
    return_home().changes(|next| {
        effects(next);
        next.gateway.asset_tracker.chain_balance.b = Amount(0);
    });
    return_home().without(Guard::GwBalanceZeroed).changes(effects);
}

#[test]
fn what_has_left_gateway_again_comes_home_with_what_left_before() {
    let initiate = Action::InitiateGatewayToL1Migration { chain: B };
    let parameters = Parameters { variant: Variant::RepeatableReturn, ..parameters() };
    let left = given(parameters).then(deposited_through_gateway(B, 1)).then(moved_home(B));
    let sent = left.clone().then([initiate]);
    let mut credited = sent.clone();
    credited.state.gateway.asset_tracker.chain_balance.b = Amount(2);
    let amount = |given: &Given| given.state.l1.message_root.to_l1.b.map(|message| message.amount);
    assert_eq!((amount(&left), amount(&sent)), (None, Some(Amount(1))));
    let both = credited.then([initiate]);
    assert_eq!(amount(&both), Some(Amount(3)));
    // There is no more to send, and no message that says so.
    both.clone().when(initiate).changes(|_| ());
    let message = ReturnMessage::Proven { chain: B };
    let call = both.when(Action::ReceiveGatewayToL1Migration { message });
    let mut covered = call;
    covered.state.l1.asset_tracker.chain_balance.gateway = Amount(3);
    let received = covered.accepted().l1;
    assert_eq!(
        (received.asset_tracker.chain_balance.chain.b, received.message_root.to_l1.b),
        (Amount(3), None)
    );
    let again = covered.without(Guard::ReturnNullifiedOnce).accepted();
    assert!(again.l1.message_root.to_l1.b.is_some());
}
