//! `ChainAssetHandler`, one call at a time.

use crate::asset_tracker::messages::InboxTx;
use crate::asset_tracker::topology::Chain::{A, B};
use crate::asset_tracker::topology::{MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Guard, Party, Variant};
use crate::types::TxStatus;

use super::{Call, Given, given, moved_to_gateway, parameters, paused_on_gateway};

/// A is about to leave L1.
fn departure() -> Call {
    let [pause, leave, ..] = moved_to_gateway(A);
    given(parameters()).then([pause]).when(leave)
}

/// A has left L1, and Gateway has not received it.
fn departed() -> Given {
    let [pause, leave, ..] = moved_to_gateway(A);
    given(parameters()).then([pause, leave])
}

/// Gateway says that B has left it.
fn homecoming() -> Call {
    let left = given(parameters()).then(paused_on_gateway(B)).then([Action::MigrateFromGateway { chain: B }]);
    left.when(Action::FinalizeMigrationFromGateway { chain: B })
}

/// The move of A ended on Gateway, and L1 is to learn how.
fn confirmation(status: TxStatus) -> Call {
    let ended = departed().then([Action::ExecuteInboxTx { chain: A, status }]);
    ended.when(Action::ConfirmMigration { chain: A, status, earlier: false })
}

#[test]
fn bridge_burn_on_l1_refuses() {
    departure()
        .refusals()
        .row(Guard::SettlementLayerIsWhitelisted, |call| {
            call.state.l1.bridgehub.is_gateway_whitelisted = false;
        })
        .row(Guard::SameGovernedCtm, |call| call.parameters.a.party = Party::CompletelyCompromised)
        .row(Guard::OneRoundTrip, |call| {
            call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::GATEWAY_TO_L1;
        });
}

#[test]
fn bridge_burn_on_l1_sends_the_chain_to_gateway() {
    let effects = |next: &mut super::State| {
        next.l1.bridgehub.settlement_layer.a = SettlementLayer::Gateway;
        next.l1.chain_asset_handler.migration_number.a = MigrationNumber::L1_TO_GATEWAY;
        next.l1.chain_asset_handler.is_migration_in_progress.a = true;
        next.l1.nullifier.migration_happened.a = true;
        next.gateway.inbox.a = next.gateway.inbox.a.push(InboxTx::BridgeMint);
    };
    departure().changes(effects);
    // How the move before ended is provable for ever.
    departure().but(|call| call.state.l1.message_root.migration_status.a = Some(TxStatus::Failure)).changes(
        |next| {
            effects(next);
            next.l1.message_root.migration_status.a = None;
            next.l1.message_root.earlier_migration_failed.a = true;
        },
    );
}

#[test]
fn deposits_reopen_when_the_chain_has_left_in_an_older_design() {
    let is_paused = |variant| {
        let call = departure().but(|call| call.parameters.variant = variant);
        call.accepted().l1.zk_chain.a.paused_deposits
    };
    assert_eq!((is_paused(Variant::Repaired), is_paused(Variant::EarlyUnpause)), (true, false));
}

#[test]
fn bridge_confirm_transfer_result_refuses() {
    confirmation(TxStatus::Failure).refusals().row(Guard::FailedMigrationIsFirst, |call| {
        call.state.l1.chain_asset_handler.migration_number.a = MigrationNumber::GATEWAY_TO_L1;
    });
}

#[test]
fn bridge_confirm_transfer_result_undoes_a_failed_move() {
    confirmation(TxStatus::Success).changes(|next| {
        next.l1.nullifier.migration_happened.a = false;
        next.l1.chain_asset_handler.is_migration_in_progress.a = false;
        next.l1.zk_chain.a.paused_deposits = false;
    });
    confirmation(TxStatus::Failure).changes(|next| {
        next.l1.nullifier.migration_happened.a = false;
        next.l1.chain_asset_handler.is_migration_in_progress.a = false;
        next.l1.chain_asset_handler.migration_number.a = MigrationNumber::NEVER;
        next.l1.bridgehub.settlement_layer.a = SettlementLayer::L1;
        next.l1.zk_chain.a.paused_deposits = false;
    });
}

#[test]
fn bridge_mint_on_gateway_receives_the_chain() {
    let arrival = departed().when(Action::ExecuteInboxTx { chain: A, status: TxStatus::Success });
    arrival.but(|call| call.state.gateway.paused_deposits.a = true).changes(|next| {
        next.gateway.inbox.a = next.gateway.inbox.a.without_first();
        next.gateway.chain_asset_handler.migration_number.a = MigrationNumber::L1_TO_GATEWAY;
        next.gateway.bridgehub.settles_here.a = true;
        next.gateway.paused_deposits.a = false;
        next.l1.message_root.migration_status.a = Some(TxStatus::Success);
    });
}

#[test]
fn bridge_burn_on_gateway_sends_the_chain_home() {
    let departure = given(parameters()).then(paused_on_gateway(B));
    departure.when(Action::MigrateFromGateway { chain: B }).changes(|next| {
        next.gateway.bridgehub.settles_here.b = false;
        next.gateway.chain_asset_handler.migration_number.b = MigrationNumber::GATEWAY_TO_L1;
        next.l1.message_root.left_gateway.b = true;
    });
}

#[test]
fn bridge_mint_on_l1_refuses() {
    homecoming().refusals().row(Guard::ComesHomeOnce, |call| {
        call.state.l1.chain_asset_handler.migration_number.b = MigrationNumber::GATEWAY_TO_L1;
    });
}

#[test]
fn bridge_mint_on_l1_takes_the_chain_home() {
    homecoming().changes(|next| {
        next.l1.chain_asset_handler.migration_number.b = MigrationNumber::GATEWAY_TO_L1;
        next.l1.bridgehub.settlement_layer.b = SettlementLayer::L1;
        next.l1.zk_chain.b.paused_deposits = false;
    });
}
