//! Chains move between L1 and Gateway, with the pauses before it and the balances after it.

use crate::asset_tracker::topology::SettlementLayer::Gateway;
use crate::types::Amount;

use super::super::scenario::Flow::{
    ComeHome, CommitBatches, Deposit, FailDeposit, FailMigration, Interop, MigrateToGateway, ReplayMessages,
    SettleGatewayBatches, Unpause, Withdraw,
};
use super::super::scenario::Party::{Honest, ZkCompromised};
use super::super::scenario::{Parameters, Variant, Windows};
use super::{Family, NO_CHAIN, moves, stays, usual};

/// Measured: 479,311 states, 45 deep, 1.5 s on two cores.
pub(super) fn migrate_to_gateway() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        amounts: vec![Amount(1), Amount(2)],
        flows: vec![Deposit, Withdraw, Interop, MigrateToGateway],
        ..usual()
    };
    Family::prove("migrate_to_gateway", bounds, |small| {
        (small.max, small.amounts) = (Amount(2), vec![Amount(1)]);
    })
    .summary("A moves to Gateway with what it has, while B sends it interop.")
    .witnesses(&["old_withdrawal_is_paid_on_gateway"])
    .must_fire(&["ReceiveL1ToGatewayMigration", "InitiateL1ToGatewayMigration", "SendInterop"])
    .refute("migrate_to_gateway_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
    .summary("Interop is credited on Gateway to A, which settles on L1 and may claim it there.")
    .refute("migrate_to_gateway_whole_balance", &["keep_equals_outstanding"], |one| {
        one.variant = Variant::WholeBalance;
    })
    .summary("A takes along all that it has on L1, and an old withdrawal there finds nothing.")
    .refute("migrate_to_gateway_total_supply", &["no_overflow"], |one| one.variant = Variant::TotalSupply)
    .summary("A would take along all that its users hold, some of which came through Gateway.")
}

/// Measured: 1,683,508 states, 71 deep, 5.2 s on two cores.
pub(super) fn round_trip() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        b: stays(ZkCompromised, Gateway),
        flows: vec![Deposit, Withdraw, Interop, MigrateToGateway, ComeHome],
        ..usual()
    };
    Family::prove("round_trip", bounds, |small| small.max = Amount(1))
        .summary("A goes to Gateway and comes home with what it has, beside ZK-compromised B.")
        .witnesses(&[
            "gateway_withdrawal_is_paid_after_return",
            "old_withdrawal_is_paid_on_gateway",
            "balance_comes_home",
        ])
        .must_fire(&["MigrateFromGateway", "ReceiveGatewayToL1Migration", "FinalizeMigrationFromGateway"])
        .wide(|one| one.max = Amount(6))
        .refute("round_trip_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
        .summary("Interop is credited on Gateway to A, which settles on L1 and may claim it there.")
        .refute("round_trip_repeatable_return", &["honest_chain_solvent"], |one| {
            one.variant = Variant::RepeatableReturn;
        })
        .summary(
            "Interop is credited on Gateway to A, which has never been there, so that nothing can be sent \
             home from it.",
        )
}

/// Measured: 507,786 states, 70 deep, 1.1 s on two cores.
pub(super) fn failed_migration() -> Family {
    let bounds = Parameters {
        amounts: vec![Amount(1), Amount(2)],
        b: NO_CHAIN,
        flows: vec![
            Deposit,
            Withdraw,
            MigrateToGateway,
            FailMigration,
            Unpause,
            ReplayMessages,
            CommitBatches,
            SettleGatewayBatches,
        ],
        ..usual()
    };
    Family::prove("failed_migration", bounds, |small| {
        (small.max, small.amounts) = (Amount(2), vec![Amount(1)]);
    })
    .summary("The move of A to Gateway fails and is tried again, while its admin would reopen deposits.")
    .witnesses(&["failed_migration_is_tried_again"])
    .must_fire(&["ConfirmMigration"])
    .refute("failed_migration_early_unpause", &["no_deposit_in_flight_across_migration"], |one| {
        one.variant = Variant::EarlyUnpause;
    })
    .summary("Deposits to A reopen while it moves to Gateway, and one is on its way when it arrives.")
}

/// Measured: 388,970 states, 57 deep, 0.9 s on two cores.
pub(super) fn deposit_pausing() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        b: NO_CHAIN,
        flows: vec![
            Deposit,
            FailDeposit,
            Withdraw,
            MigrateToGateway,
            ComeHome,
            Unpause,
            ReplayMessages,
            SettleGatewayBatches,
        ],
        ..usual()
    };
    Family::prove("deposit_pausing", bounds, |small| small.max = Amount(2))
        .summary("The admin of A pauses, unpauses and moves it as the contracts allow, while users deposit.")
        .witnesses(&[
            "failed_deposit_is_refunded_by_its_chain",
            "failed_deposit_is_refunded_by_gateway",
            "balance_comes_home",
        ])
        .must_fire(&["PauseDeposits", "UnpauseDeposits", "MigrateFromGateway"])
        .refute("deposit_pausing_as_documented", &["no_deposit_in_flight_across_migration"], |one| {
            one.variant = Variant::Seed;
        })
        .summary(
            "The admin of A undoes a pause that Gateway has been told of, and A leaves with a deposit on \
             its way.",
        )
        .refute("deposit_pausing_pause_until_home", &["honest_chain_solvent"], |one| {
            one.variant = Variant::PauseUntilHome;
        })
        .summary("A deposit to A at home marks the asset as migrated, and its returned balance is refused.")
}

/// Measured: 99,168 states, 55 deep, 0.3 s on two cores.
pub(super) fn pause_lag() -> Family {
    let bounds = Parameters {
        variant: Variant::ToldWhenPaused,
        b: NO_CHAIN,
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, ComeHome, Unpause],
        windows: Windows { pause: 2, migration: 2, gateway_lag: 1 },
        ..usual()
    };
    Family::prove("pause_lag", bounds, |small| {
        (small.max, small.windows) = (Amount(1), Windows { pause: 1, migration: 1, gateway_lag: 1 });
    })
    .summary(
        "The admin of A pauses its deposits, which stay open for a while, and moves it, while users \
             deposit.",
    )
    .witnesses(&["old_withdrawal_is_paid_on_gateway", "balance_comes_home"])
    .must_fire(&[
        "PassTime",
        "CatchUp",
        "RequestPauseDepositsForChainOnGateway",
        "UnpauseDeposits",
        "MigrateFromGateway",
    ])
    .refute("pause_lag_told_early", &["no_deposit_in_flight_across_migration"], |one| {
        one.variant = Variant::Repaired;
    })
    .summary(
        "Gateway is told of a pause before it is in effect, and A leaves while a deposit is on its way \
             there.",
    )
}

/// Measured: 89,683 states, 54 deep, 0.2 s on two cores.
pub(super) fn departed_recipient() -> Family {
    let bounds = Parameters {
        variant: Variant::NothingStranded,
        max: Amount(2),
        a: moves(Honest, Gateway),
        flows: vec![Deposit, Withdraw, Interop, ComeHome, Unpause, ReplayMessages],
        ..usual()
    };
    Family::prove("departed_recipient", bounds, |small| small.max = Amount(1))
        .summary("B, which stays on Gateway, sends interop to A, which leaves at any moment.")
        .witnesses(&["gateway_withdrawal_is_paid_after_return", "balance_comes_home"])
        .must_fire(&["SendInterop", "ClaimInterop", "UnpauseDeposits", "MigrateFromGateway"])
        .refute("departed_recipient_stranded", &["balance_always_movable"], |one| {
            one.variant = Variant::Repaired;
        })
        .summary(
            "Interop is sent to A when it has left Gateway: nobody can claim it, and nobody can take it \
             back.",
        )
}

/// Measured: 224,075 states, 146 deep, 0.4 s on two cores.
pub(super) fn repeatable_return() -> Family {
    let bounds = Parameters {
        variant: Variant::RepeatableReturn,
        max: Amount(2),
        a: moves(Honest, Gateway),
        flows: vec![Deposit, Withdraw, Interop, ComeHome, Unpause, ReplayMessages],
        ..usual()
    };
    Family::prove("repeatable_return", bounds, |small| small.max = Amount(1))
        .summary(
            "B sends interop to A, which leaves Gateway at any moment and sends home again and again what \
             it is credited there.",
        )
        .witnesses(&[
            "gateway_withdrawal_is_paid_after_return",
            "balance_comes_home",
            "interop_is_claimed_after_leaving",
        ])
        .must_fire(&[
            "SendInterop",
            "ClaimInterop",
            "InitiateGatewayToL1Migration",
            "ReceiveGatewayToL1Migration",
        ])
}
