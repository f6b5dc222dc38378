//! `Migrator` facet, one call at a time.

use crate::asset_tracker::messages::{Batch, BatchMessage, InboxTx};
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::SettlementLayer;
use crate::asset_tracker::{Action, Guard, Parameters, Party, Variant, Windows};
use crate::types::{Amount, TxStatus};

use super::{Call, Given, given, moved_to_gateway, parameters, paused_on_gateway, queue_deposit, with_b};

/// A batch of a user's withdrawal that is committed and not executed.
fn batch(ghost_begun_on: SettlementLayer) -> Batch {
    let message = BatchMessage::Withdrawal { amount: Amount(1) };
    Batch { message, committed: true, ghost_begun_on }
}

/// The admin of A, which settles on L1, opens its deposits again.
fn unpause(variant: Variant) -> Call {
    let paused = given(Parameters { variant, ..parameters() }).then([Action::PauseDeposits { chain: A }]);
    paused.when(Action::UnpauseDeposits { chain: A })
}

/// A is about to leave L1.
fn leave_l1() -> Call {
    let [pause, leave, ..] = moved_to_gateway(A);
    given(parameters()).then([pause]).when(leave)
}

/// B is about to leave Gateway.
fn leave_gateway() -> Call {
    given(parameters()).then(paused_on_gateway(B)).when(Action::MigrateFromGateway { chain: B })
}

#[test]
fn pause_deposits_before_initiating_migration_refuses() {
    given(parameters())
        .when(Action::PauseDeposits { chain: A })
        .refusals()
        .row(Guard::DepositsNotPausedTwice, |call| call.state.l1.zk_chain.a.paused_deposits = true);
}

#[test]
fn pause_deposits_before_initiating_migration_is_announced_to_gateway() {
    given(parameters())
        .when(Action::PauseDeposits { chain: A })
        .changes(|next| next.l1.zk_chain.a.paused_deposits = true);
    given(parameters()).when(Action::PauseDeposits { chain: B }).changes(|next| {
        next.l1.zk_chain.b.paused_deposits = true;
        next.gateway.inbox.b = next.gateway.inbox.b.push(InboxTx::PauseDeposits);
    });
}

/// A pause takes effect, and a chain may leave, a step after the announcement; Gateway is told when it is in effect.
fn with_windows() -> Parameters {
    let windows = Windows { pause: 1, migration: 1, gateway_lag: 1 };
    Parameters { windows, variant: Variant::ToldWhenPaused, ..parameters() }
}

#[test]
fn request_pause_deposits_for_chain_on_gateway_refuses() {
    let announced = given(with_windows()).when(Action::PauseDeposits { chain: B });
    announced.changes(|next| next.l1.zk_chain.b.paused_deposits = true);
    let paused = given(with_windows()).then([Action::PauseDeposits { chain: B }, Action::PassTime]);
    let call = paused.when(Action::RequestPauseDepositsForChainOnGateway { chain: B });
    call.changes(|next| next.gateway.inbox.b = next.gateway.inbox.b.push(InboxTx::PauseDeposits));
    call.refusals().row(Guard::PauseToldInEffect, |call| call.state.l1.zk_chain.b.pause_age = 0).row(
        Guard::PauseToldAfterArrival,
        |call| {
            call.state.l1.chain_asset_handler.is_migration_in_progress.b = true;
        },
    );
}

#[test]
fn a_pause_grows_older_until_no_window_asks() {
    let announced = given(with_windows()).then([Action::PauseDeposits { chain: A }]);
    let passed = announced.when(Action::PassTime);
    passed.changes(|next| {
        next.l1.zk_chain.a.pause_age = 1;
        next.gateway.lag = 1;
    });
    let state = passed.accepted();
    let later = Given { parameters: with_windows(), state };
    assert!(!later.offers().contains(&Action::PassTime), "nothing would change");
    later.clone().when(Action::CatchUp).changes(|next| next.gateway.lag = 0);
    later.when(Action::UnpauseDeposits { chain: A }).changes(|next| {
        (next.l1.zk_chain.a.paused_deposits, next.l1.zk_chain.a.pause_age) = (false, 0);
    });
}

#[test]
fn on_gateway_a_pause_grows_older_by_its_own_clock() {
    let told = [
        Action::PauseDeposits { chain: B },
        Action::PassTime,
        Action::RequestPauseDepositsForChainOnGateway { chain: B },
        Action::ExecuteInboxTx { chain: B, status: TxStatus::Success },
    ];
    let known = given(with_windows()).then(told);
    known.clone().when(Action::CatchUp).changes(|next| {
        next.gateway.pause_age.b = 1;
        next.gateway.lag = 0;
    });
    // It is behind as far as it may be, so it goes on with L1's.
    known.when(Action::PassTime).changes(|next| next.gateway.pause_age.b = 1);
}

#[test]
fn pause_deposits_on_gateway_takes_effect() {
    let [pause, execute] = paused_on_gateway(B);
    given(parameters()).then([pause]).when(execute).changes(|next| {
        next.gateway.inbox.b = next.gateway.inbox.b.without_first();
        next.gateway.paused_deposits.b = true;
    });
}

#[test]
fn unpause_deposits_refuses() {
    unpause(Variant::PauseUntilHome)
        .refusals()
        .row(Guard::UnpauseOnlyPaused, |call| call.state.l1.zk_chain.a.paused_deposits = false)
        .row(Guard::NoUnpauseWhileMigrating, |call| {
            call.state.l1.chain_asset_handler.is_migration_in_progress.a = true;
        })
        .row(Guard::NoUnpauseBeforeReturn, |call| {
            call.state.l1.bridgehub.settlement_layer.a = SettlementLayer::Gateway;
        });
}

#[test]
fn unpause_deposits_opens_them_and_as_documented_even_before_the_chain_is_home() {
    unpause(Variant::PauseUntilHome).changes(|next| next.l1.zk_chain.a.paused_deposits = false);
    unpause(Variant::Seed)
        .but(|call| call.state.l1.bridgehub.settlement_layer.a = SettlementLayer::Gateway)
        .changes(|next| next.l1.zk_chain.a.paused_deposits = false);
}

#[test]
fn forwarded_bridge_burn_on_l1_refuses() {
    leave_l1()
        .refusals()
        .row(Guard::LeavesFromL1, |call| {
            call.state.l1.bridgehub.settlement_layer.a = SettlementLayer::Gateway;
        })
        .row(Guard::PriorityQueueEmptyOnL1, |call| {
            queue_deposit(&mut call.state, A, 1, SettlementLayer::L1);
        })
        .row(Guard::DepositsPausedBeforeMigration, |call| call.state.l1.zk_chain.a.paused_deposits = false)
        .row(Guard::MigrationWindowOnL1, |call| call.parameters.windows.migration = 1)
        .row(Guard::AllBatchesExecutedOnL1, |call| {
            call.state.chain.a.batch = Some(batch(SettlementLayer::L1));
        });
}

#[test]
fn facets_of_its_own_let_a_chain_leave_l1_whatever_its_queue_holds() {
    let call = given(with_b(Party::CompletelyCompromised, SettlementLayer::L1))
        .then([Action::Deposit { chain: B, amount: Amount(1) }])
        .when(Action::MigrateToGateway { chain: B });
    call.without(Guard::SameGovernedCtm).accepted();
}

#[test]
fn forwarded_bridge_burn_on_gateway_refuses() {
    leave_gateway()
        .refusals()
        .row(Guard::LeavesFromGateway, |call| call.state.gateway.bridgehub.settles_here.b = false)
        .row(Guard::PriorityQueueEmptyOnGateway, |call| {
            queue_deposit(&mut call.state, B, 1, SettlementLayer::L1);
        })
        .row(Guard::DepositsPausedBeforeReturn, |call| call.state.gateway.paused_deposits.b = false)
        .row(Guard::MigrationWindowOnGateway, |call| call.parameters.windows.migration = 1)
        .row(Guard::AllBatchesExecutedOnGateway, |call| {
            call.state.chain.b.batch = Some(batch(SettlementLayer::Gateway));
        });
}

#[test]
fn gateway_counts_only_the_operations_that_it_has_received() {
    let call = leave_gateway().but(|call| queue_deposit(&mut call.state, B, 1, SettlementLayer::Gateway));
    call.accepted();
    let receive = |call: &mut Call| {
        let queue = &mut call.state.l1.zk_chain.b.priority_queue;
        *queue = queue.map(|mut operation| {
            operation.forwarded = true;
            operation
        });
    };
    call.but(receive).is_refused_by(Guard::PriorityQueueEmptyOnGateway);
}
