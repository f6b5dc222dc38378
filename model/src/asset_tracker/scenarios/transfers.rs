//! Users move the asset: deposits, also failing ones, withdrawals and interop.

use crate::asset_tracker::topology::SettlementLayer::{Gateway, L1};
use crate::types::Amount;

use super::super::scenario::Flow::{
    ComeHome, CommitBatches, Deposit, FailDeposit, Interop, MigrateToGateway, ReplayMessages,
    SettleGatewayBatches, Withdraw,
};
use super::super::scenario::Party::{CompletelyCompromised, Honest, ZkCompromised};
use super::super::scenario::{Asset, Parameters, Variant};
use super::{Family, moves, stays, usual};

/// Measured: 168,088 states, 49 deep, 0.6 s on two cores.
pub(super) fn deposits() -> Family {
    let bounds = Parameters {
        asset: Asset::BaseToken,
        b: moves(CompletelyCompromised, L1),
        flows: vec![Deposit, Withdraw, MigrateToGateway],
        ..usual()
    };
    Family::prove("deposits", bounds, |small| small.max = Amount(2))
        .summary("Users deposit to A, which moves to Gateway; completely compromised B may not follow.")
        .witnesses(&["deposit_through_gateway_is_spent", "old_withdrawal_is_paid_on_gateway"])
        .must_fire(&["Deposit", "ExecutePriorityTx", "ExecuteInboxTx", "RelayForgedBaseToken"])
}

/// Measured: 523,265 states, 51 deep, 1.0 s on two cores.
pub(super) fn withdrawals() -> Family {
    let bounds = Parameters {
        amounts: vec![Amount(1), Amount(2)],
        a: stays(Honest, Gateway),
        b: stays(ZkCompromised, L1),
        flows: vec![Deposit, Withdraw, ReplayMessages, SettleGatewayBatches, CommitBatches],
        ..usual()
    };
    Family::prove("withdrawals", bounds, |small| (small.max, small.amounts) = (Amount(2), vec![Amount(1)]))
        .summary(
            "Users withdraw from A on Gateway, messages are used again, and ZK-compromised B on L1 proves \
             what it likes.",
        )
        .witnesses(&["deposit_through_gateway_is_spent"])
        .must_fire(&[
            "Withdraw",
            "FinalizeWithdrawal",
            "SettleGatewayBatch",
            "SealBatch",
            "ExecuteChainBatch",
        ])
        .wide(|one| one.max = Amount(10))
}

/// Measured: 1,041,582 states, 100 deep, 2.8 s on two cores.
pub(super) fn interop() -> Family {
    interop_within("interop", usual().max)
        .wide(|one| one.max = Amount(6))
        .refute("interop_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
        .summary("Interop is credited on Gateway to A, whose balance there has been sent home.")
        .refute("interop_pending_interop", &["honest_chain_solvent"], |one| {
            one.variant = Variant::PendingInterop;
        })
        .summary("A deposit to A at home marks the asset as migrated, and its returned balance is refused.")
        .refute(
            "interop_settlement_layer_now",
            &["gateway_cover", "malicious_loss_bounded", "charged_to_the_layer_that_vouched"],
            |one| one.variant = Variant::SettlementLayerNow,
        )
        .summary(
            "What B claims under its batches on L1 is charged to Gateway, where B settles now, and so to \
             A.",
        )
}

/// Measured: 406,658 states, 52 deep, 1.3 s on two cores.
pub(super) fn native_token() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        asset: Asset::NativeToken,
        flows: vec![Deposit, Withdraw, Interop, MigrateToGateway, ComeHome],
        ..usual()
    };
    Family::prove("native_token", bounds, |small| small.max = Amount(2))
        .summary("A brings its own token to Gateway, sends it to B and goes home.")
        .witnesses(&["native_token_is_used_for_interop", "balance_comes_home"])
        .must_fire(&[
            "MintNative",
            "SendInterop",
            "ClaimInterop",
            "ReceiveL1ToGatewayMigration",
            "ReceiveGatewayToL1Migration",
        ])
        .wide(|one| one.max = Amount(6))
        .refute("native_token_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
        .summary("Interop is credited on Gateway to A, which settles on L1 and may claim it there.")
}

/// Measured: 1,292,875 states, 78 deep, 4.1 s on two cores.
pub(super) fn failed_deposits() -> Family {
    let bounds = Parameters {
        max: Amount(2),
        b: moves(ZkCompromised, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway],
        ..usual()
    };
    Family::prove("failed_deposits", bounds, |small| small.max = Amount(1))
        .summary("Deposits to A and to ZK-compromised B fail on L1 and on Gateway, and are refunded.")
        .witnesses(&["failed_deposit_is_refunded_by_its_chain", "failed_deposit_is_refunded_by_gateway"])
        .must_fire(&["ClaimFailedDeposit"])
        .wide(|one| one.max = Amount(6))
}

/// Measured: 3,973,551 states, 104 deep.
pub(super) fn interop_larger() -> Family {
    interop_within("interop_larger", Amount(4))
        .wide(|one| (one.max, one.amounts) = (Amount(6), vec![Amount(1), Amount(2)]))
        .nightly()
}

/// With so many units of the asset.
fn interop_within(name: &str, max: Amount) -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        max,
        a: moves(Honest, Gateway),
        b: stays(ZkCompromised, Gateway),
        flows: vec![Deposit, Withdraw, Interop, ComeHome, ReplayMessages],
        ..usual()
    };
    Family::prove(name, bounds, |small| small.max = Amount(2))
        .summary("A and ZK-compromised B send to each other on Gateway, and A goes home meanwhile.")
        .witnesses(&["gateway_withdrawal_is_paid_after_return"])
        .must_fire(&["SendInterop", "ClaimInterop", "SettleForgedBatch"])
}
