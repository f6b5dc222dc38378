//! From before v31: chains, tokens and balances that are older than the asset tracker.

use crate::asset_tracker::topology::SettlementLayer::{Gateway, L1};
use crate::types::Amount;

use super::super::scenario::Flow::{
    BackfillBaseToken, ComeHome, Deposit, FailDeposit, MigrateToGateway, Withdraw,
};
use super::super::scenario::Party::{Honest, ZkCompromised};
use super::super::scenario::{Asset, History, Parameters, Variant};
use super::{Family, moves, stays, usual};

/// Measured: 832,026 states, 85 deep, 2.3 s on two cores.
pub(super) fn v31_upgrade() -> Family {
    let bounds = Parameters {
        max: Amount(2),
        a: moves(Honest, Gateway),
        b: moves(ZkCompromised, Gateway),
        flows: vec![Deposit, Withdraw, MigrateToGateway],
        history: History::BeforeV31,
        ..usual()
    };
    Family::prove("v31_upgrade", bounds, |small| small.max = Amount(1))
        .summary(
            "A and lying B leave the old Gateway, L1 and both upgrade to v31, and both go to the new one.",
        )
        .witnesses(&["old_gateway_withdrawal_is_paid_by_its_chain", "legacy_balance_migrates_to_gateway"])
        .must_fire(&[
            "LeaveOldGateway",
            "InitializeL1V31Upgrade",
            "SaveV31UpgradeBatch",
            "WhitelistSettlementLayer",
        ])
}

/// Measured: 364,320 states, 55 deep, 0.8 s on two cores.
pub(super) fn legacy_tokens() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        b: stays(Honest, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, ComeHome],
        history: History::BeforeV31,
        ..usual()
    };
    Family::prove("legacy_tokens", bounds, |small| small.max = Amount(2))
        .summary(
            "A and B hold a token from before v31, upgrade at different times, and A takes it to Gateway \
             and home.",
        )
        .witnesses(&[
            "legacy_balance_migrates_to_gateway",
            "balance_comes_home",
            "old_withdrawal_is_paid_on_gateway",
        ])
        .must_fire(&["RegisterLegacyToken", "SaveV31UpgradeBatch", "ReceiveL1ToGatewayMigration"])
        .refute("legacy_tokens_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
        .summary("A deposit to A at home marks the asset as migrated, and its returned balance is refused.")
}

/// Measured: 289,011 states, 50 deep, 0.8 s on two cores.
pub(super) fn legacy_native_token() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        asset: Asset::NativeToken,
        b: stays(Honest, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, ComeHome],
        history: History::BeforeV31,
        ..usual()
    };
    Family::prove("legacy_native_token", bounds, |small| small.max = Amount(2))
        .summary(
            "A token of A has come to L1 and to B before v31; all upgrade, and A takes what it still has \
             to Gateway.",
        )
        .witnesses(&["legacy_balance_migrates_to_gateway", "old_withdrawal_is_paid_on_gateway"])
        .must_fire(&[
            "MintNative",
            "RegisterLegacyToken",
            "SaveV31UpgradeBatch",
            "ReceiveL1ToGatewayMigration",
        ])
}

/// Measured: 86,456 states, 52 deep, 0.2 s on two cores.
pub(super) fn base_token_backfill() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        max: Amount(2),
        asset: Asset::BaseToken,
        b: stays(Honest, L1),
        flows: vec![Deposit, Withdraw, MigrateToGateway, ComeHome, BackfillBaseToken],
        history: History::BeforeV31,
        ..usual()
    };
    Family::prove("base_token_backfill", bounds, |small| small.max = Amount(1))
        .summary(
            "A and B upgrade to v31 without knowing how much of their base token there is, and are told \
             before or after A moves.",
        )
        .witnesses(&["legacy_balance_migrates_to_gateway", "old_withdrawal_is_paid_on_gateway"])
        .must_fire(&["SetZksyncOsPreV31TotalSupply", "SaveV31UpgradeBatch", "ReceiveL1ToGatewayMigration"])
}
