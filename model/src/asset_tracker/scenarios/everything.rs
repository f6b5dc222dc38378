//! Everything at once: every flow of users, admins and relayers in one scenario, in the design in which nothing gets stuck.
//!
//! The other scenarios each leave something out, so that there is room for more of the rest. What holds in all of them
//! could still fail where flows meet that no two of them share.

use crate::asset_tracker::topology::SettlementLayer::Gateway;
use crate::types::Amount;

use super::super::scenario::Flow::{
    ComeHome, CommitBatches, Deposit, FailDeposit, FailMigration, Interop, MigrateToGateway,
    SettleGatewayBatches, Unpause, Withdraw,
};
use super::super::scenario::Party::{Honest, ZkCompromised};
use super::super::scenario::{Asset, Flow, Parameters, Variant};
use super::{Family, moves, stays, usual};

/// Measured: 1,472,318 states, 56 deep, 4.7 s on two cores.
pub(super) fn everything() -> Family {
    native_token("everything", |bounds| bounds.flows.push(SettleGatewayBatches))
        .refute("everything_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
        .summary("Interop is credited on Gateway to A, which settles on L1 and may claim it there.")
}

/// Measured: 18,906,874 states, 84 deep, 190 s on two busy cores, 3.4 GiB.
pub(super) fn everything_larger() -> Family {
    let with_slow_batches = |bounds: &mut Parameters| {
        bounds.max = Amount(3);
        bounds.flows.extend([SettleGatewayBatches, CommitBatches]);
    };
    native_token("everything_larger", with_slow_batches).wide(|one| one.max = Amount(6)).nightly()
}

/// Measured: 3,860,396 states, 62 deep, 36 s on two busy cores, 0.8 GiB.
pub(super) fn everything_both_move() -> Family {
    native_token("everything_both_move", |bounds| bounds.b = moves(Honest, Gateway))
        .summary(
            "A's own token goes everywhere while A moves to Gateway, or fails to, and comes home, and B comes \
             home from there.",
        )
        .must_fire(&[
            "ReceiveGatewayToL1Migration",
            "UnpauseDeposits",
            "ConfirmMigration",
            "MigrateFromGateway",
            "FinalizeMigrationFromGateway",
            "SendInterop",
            "ClaimInterop",
        ])
        .nightly()
}

/// Measured: 1,432,796 states, 74 deep, 4.4 s on two cores.
pub(super) fn everything_l1_token() -> Family {
    l1_token("everything_l1_token", Amount(2), |_| {})
}

/// Measured: 8,901,802 states, 81 deep, 76 s on two busy cores, 1.4 GiB.
pub(super) fn everything_l1_token_larger() -> Family {
    let with_slow_batches = |small: &mut Parameters| small.flows.push(SettleGatewayBatches);
    l1_token("everything_l1_token_larger", Amount(3), with_slow_batches).nightly()
}

/// What users, admins and relayers may do. Apart from these there are only used messages, layers whose batches take
/// their time, an older bridge, and a Gateway that loses its whitelisting.
const FLOWS: [Flow; 8] =
    [Deposit, FailDeposit, Withdraw, Interop, MigrateToGateway, FailMigration, ComeHome, Unpause];

/// With A's own token, and with bounds that are changed for both sizes.
fn native_token(name: &str, change: impl FnOnce(&mut Parameters)) -> Family {
    let mut bounds = Parameters {
        variant: Variant::NothingStranded,
        max: Amount(2),
        asset: Asset::NativeToken,
        flows: FLOWS.to_vec(),
        ..usual()
    };
    change(&mut bounds);
    Family::prove(name, bounds, |small| small.max = Amount(1))
        .summary(
            "A's own token goes everywhere, comes back and fails to, while A is moved, fails to move, and comes \
             home.",
        )
        .witnesses(&[
            "failed_deposit_is_refunded_by_its_chain",
            "failed_deposit_is_refunded_by_gateway",
            "gateway_withdrawal_is_paid_after_return",
            "old_withdrawal_is_paid_on_gateway",
            "failed_migration_is_tried_again",
            "native_token_is_used_for_interop",
            "balance_comes_home",
        ])
        .must_fire(&[
            "MintNative",
            "ClaimFailedDeposit",
            "ReceiveL1ToGatewayMigration",
            "ReceiveGatewayToL1Migration",
            "UnpauseDeposits",
            "ConfirmMigration",
            "MigrateFromGateway",
            "SettleGatewayBatch",
            "SendInterop",
            "ClaimInterop",
        ])
}

/// With a token of L1, beside a chain that proves what it likes.
fn l1_token(name: &str, max: Amount, small: impl FnOnce(&mut Parameters)) -> Family {
    let bounds = Parameters {
        variant: Variant::NothingStranded,
        max,
        b: stays(ZkCompromised, Gateway),
        flows: FLOWS.to_vec(),
        ..usual()
    };
    let small = |twin: &mut Parameters| {
        twin.max = Amount(1);
        small(twin);
    };
    Family::prove(name, bounds, small)
        .summary(
            "A and ZK-compromised B hold an L1 token; all goes everywhere and may fail, while A moves and comes \
             home.",
        )
        .witnesses(&[
            "failed_deposit_is_refunded_by_its_chain",
            "failed_deposit_is_refunded_by_gateway",
            "gateway_withdrawal_is_paid_after_return",
            "old_withdrawal_is_paid_on_gateway",
            "failed_migration_is_tried_again",
            "balance_comes_home",
        ])
        .must_fire(&[
            "ClaimFailedDeposit",
            "ReceiveL1ToGatewayMigration",
            "ReceiveGatewayToL1Migration",
            "UnpauseDeposits",
            "ConfirmMigration",
            "MigrateFromGateway",
            "SettleForgedBatch",
            "SendInterop",
            "ClaimInterop",
        ])
}
