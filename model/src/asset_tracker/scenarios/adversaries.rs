//! Malicious chains, tokens, receivers and Gateways.

use crate::asset_tracker::topology::SettlementLayer::{Gateway, L1};
use crate::types::Amount;

use super::super::scenario::Flow::{
    ComeHome, Deposit, FailDeposit, Interop, LegacyBridge, MigrateToGateway, ReplayMessages, Withdraw,
    WithdrawWhitelisting,
};
use super::super::scenario::Party::{CompletelyCompromised, Honest, ZkCompromised};
use super::super::scenario::{Asset, History, Parameters, Reentrancy, UntrustedCode, Variant};
use super::{Family, moves, stays, usual};

/// Measured: 108,853 states, 45 deep, 0.3 s on two cores.
pub(super) fn compromised_gateway() -> Family {
    let bounds = Parameters {
        max: Amount(5),
        a: stays(Honest, L1),
        b: moves(ZkCompromised, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, ComeHome, ReplayMessages],
        gateway: ZkCompromised,
        history: History::Upgraded,
        ..usual()
    };
    Family::prove("compromised_gateway", bounds, |small| small.max = Amount(2))
        .summary(
            "A stays on L1 while ZK-compromised B comes and goes on a Gateway that proves what it likes.",
        )
        .witnesses(&["malicious_gateway_takes_what_it_was_given"])
        .must_fire(&["SettleForgedGatewayBatch", "FinalizeWithdrawal", "ReceiveGatewayToL1Migration"])
}

/// Measured: 405,507 states, 61 deep, 1.1 s on two cores.
pub(super) fn past_gateway() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        b: stays(ZkCompromised, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, ComeHome, WithdrawWhitelisting],
        gateway: ZkCompromised,
        history: History::Upgraded,
        ..usual()
    };
    Family::prove("past_gateway", bounds, |small| small.max = Amount(1))
        .summary(
            "A goes to Gateway and comes home; then Gateway loses its whitelisting, and from then on \
             proves what it likes.",
        )
        .witnesses(&["balance_comes_home"])
        .must_fire(&["WithdrawWhitelisting", "SettleForgedGatewayBatch"])
        .refute("past_gateway_as_documented", &["honest_chain_solvent"], |one| one.variant = Variant::Seed)
        .summary("Gateway loses its whitelisting while A, which has left it, still has a balance there.")
}

/// Measured: 236,412 states, 38 deep, 0.6 s on two cores.
pub(super) fn reentrancy() -> Family {
    let bounds = Parameters {
        a: stays(Honest, Gateway),
        b: stays(Honest, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, LegacyBridge],
        operations_in_flight: 2,
        reentrancy: Some(Reentrancy {
            code: vec![UntrustedCode::Token, UntrustedCode::OtherToken, UntrustedCode::Mailbox],
            depth: 3,
            nested_calls: 3,
        }),
        ..usual()
    };
    Family::prove("reentrancy", bounds, |small| small.max = Amount(2))
        .summary(
            "Malicious L1 tokens and the filterers of A on Gateway and B on L1 call back into deposits and \
             payments.",
        )
        .witnesses(&[
            "reentrant_call_is_turned_away",
            "deposit_within_a_call_is_made",
            "payment_within_a_call_is_made",
        ])
        .must_fire(&[
            "Return",
            "Revert",
            "DepositLegacyErc20Bridge",
            "ClaimFailedDepositLegacy",
            "DepositOtherToken",
        ])
}

/// Measured: 743,095 states, 55 deep, 1.8 s on two cores.
pub(super) fn reentrant_migration() -> Family {
    let bounds = Parameters {
        max: Amount(2),
        a: stays(Honest, Gateway),
        b: moves(Honest, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, LegacyBridge],
        operations_in_flight: 2,
        reentrancy: Some(Reentrancy {
            code: vec![UntrustedCode::Token, UntrustedCode::Mailbox],
            depth: 2,
            nested_calls: 3,
        }),
        ..usual()
    };
    Family::prove("reentrant_migration", bounds, |small| {
        small.max = Amount(1);
        small.reentrancy.iter_mut().for_each(|one| one.nested_calls = 2);
    })
    .summary(
        "A malicious L1 token and the filterers call back into deposits and payments, while B and its \
             balance move to Gateway.",
    )
    .witnesses(&["reentrant_call_is_turned_away", "deposit_within_a_call_is_made"])
    .must_fire(&[
        "Return",
        "Revert",
        "DepositLegacyErc20Bridge",
        "ClaimFailedDepositLegacy",
        "ReceiveL1ToGatewayMigration",
    ])
}

/// Measured: 222,380 states, 34 deep, 0.5 s on two cores.
pub(super) fn malicious_chain() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        max: Amount(2),
        a: moves(Honest, Gateway),
        b: moves(CompletelyCompromised, L1),
        flows: vec![Deposit, FailDeposit, Withdraw, MigrateToGateway, ComeHome],
        operations_in_flight: 3,
        reentrancy: Some(Reentrancy {
            code: vec![UntrustedCode::OtherToken, UntrustedCode::Mailbox],
            depth: 2,
            nested_calls: 2,
        }),
        ..usual()
    };
    Family::prove("malicious_chain", bounds, |small| (small.max, small.operations_in_flight) = (Amount(1), 2))
        .summary(
            "Completely compromised B, its mailbox and a token of its owner do what they can to A, which \
             goes home from Gateway.",
        )
        .witnesses(&["reentrant_call_is_turned_away", "balance_comes_home"])
        .must_fire(&["DepositOtherToken", "MigrateFromGateway", "ReceiveGatewayToL1Migration"])
}

/// Measured: 325,767 states, 51 deep, 0.7 s on two cores.
pub(super) fn malicious_token() -> Family {
    let bounds = Parameters {
        variant: Variant::Repaired,
        asset: Asset::MaliciousNativeToken,
        flows: vec![Deposit, Withdraw, Interop, MigrateToGateway, ComeHome],
        ..usual()
    };
    Family::prove("malicious_token", bounds, |small| small.max = Amount(2))
        .summary(
            "A token of A that is given out there at will is sent to L1 and to B again and again, up to \
             all there can be.",
        )
        .witnesses(&[
            "malicious_token_has_sent_all_there_can_be",
            "native_token_is_used_for_interop",
            "balance_comes_home",
        ])
        .must_fire(&["Withdraw", "SendInterop", "ClaimInterop", "ReceiveL1ToGatewayMigration"])
}
