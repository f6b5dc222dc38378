//! The named scenarios: each a literal with all bounds spelled out, and its `@small` one behind it.
//!
//! Where the document's own design fails, `NAME` has the repaired variant, and the scenario that shows the
//! failure stands beside it and differs in its variant only.

mod everything;
mod three_chains;

use crate::asset_tracker::topology::SettlementLayer;
use crate::scenario::{Intent, Size};
use crate::types::Amount;

use super::Scenario;
use super::scenario::{
    Asset, ChainParameters, Flow, History, Parameters, Party, Reentrancy, UntrustedCode, Variant, Windows,
};

/// What stands for a chain that a scenario does not have.
const NO_CHAIN: ChainParameters =
    ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false };

/// All named scenarios, each with its `@small` literal directly behind it.
pub(super) fn all() -> Vec<Scenario> {
    let scenarios = [
        deposits(),
        withdrawals(),
        interop(),
        native_token(),
        migrate_to_gateway(),
        round_trip(),
        failed_deposits(),
        failed_migration(),
        deposit_pausing(),
        pause_lag(),
        departed_recipient(),
        repeatable_return(),
        compromised_gateway(),
        past_gateway(),
        reentrancy(),
        reentrant_migration(),
        malicious_chain(),
        malicious_token(),
        v31_upgrade(),
        legacy_tokens(),
        legacy_native_token(),
        base_token_backfill(),
        everything::everything(),
        everything::everything_larger(),
        everything::everything_l1_token(),
        everything::everything_l1_token_larger(),
        everything::everything_both_move(),
        three_chains::three_chains(),
        three_chains::three_chains_larger(),
    ];
    scenarios.into_iter().flatten().collect()
}

/// Users deposit to A, which moves to Gateway; completely compromised B may not follow.
///
/// Measured: 168,088 states, 49 deep, 0.6 s on two cores.
fn deposits() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::BaseToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters {
                party: Party::CompletelyCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::BaseToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters {
                party: Party::CompletelyCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["deposit_through_gateway_is_spent", "old_withdrawal_is_paid_on_gateway"],
        must_fire: &["Deposit", "ExecutePriorityTx", "ExecuteInboxTx", "RelayForgedBaseToken"],
    };
    prove(
        "deposits",
        "Users deposit to A, which moves to Gateway; completely compromised B may not follow.",
        sizes,
        expected,
    )
}

/// Users withdraw from A on Gateway, messages are used again, and ZK-compromised B on L1 proves what it likes.
///
/// Measured: 523,265 states, 51 deep, 1.0 s on two cores.
fn withdrawals() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &["deposit_through_gateway_is_spent"],
        must_fire: &[
            "Withdraw",
            "FinalizeWithdrawal",
            "SettleGatewayBatch",
            "SealBatch",
            "ExecuteChainBatch",
        ],
    };
    prove(
        "withdrawals",
        "Users withdraw from A on Gateway, messages are used again, and ZK-compromised B on L1 proves what it likes.",
        withdrawals_sizes(),
        expected,
    )
}

fn withdrawals_sizes() -> [Parameters; 2] {
    [
        Parameters {
            variant: Variant::Seed,
            max: Amount(3),
            amounts: vec![Amount(1), Amount(2)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::L1,
                migrates: false,
            },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::Withdraw,
                Flow::ReplayMessages,
                Flow::SettleGatewayBatches,
                Flow::CommitBatches,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::L1,
                migrates: false,
            },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::Withdraw,
                Flow::ReplayMessages,
                Flow::SettleGatewayBatches,
                Flow::CommitBatches,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ]
}

/// A and ZK-compromised B send to each other on Gateway, and A goes home meanwhile.
///
/// Measured: 1,041,582 states, 100 deep, 2.8 s on two cores.
fn interop() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &["gateway_withdrawal_is_paid_after_return"],
        must_fire: &["SendInterop", "ClaimInterop", "SettleForgedBatch"],
    };
    let proved = prove(
        "interop",
        "A and ZK-compromised B send to each other on Gateway, and A goes home meanwhile.",
        interop_sizes(),
        expected,
    );
    let mut all = Vec::new();
    all.extend(refute(
        &proved,
        "interop_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "Interop is credited on Gateway to A, whose balance there has been sent home.",
    ));
    all.extend(refute(
        &proved,
        "interop_pending_interop",
        "honest_chain_solvent",
        Variant::PendingInterop,
        "A deposit to A at home marks the asset as migrated, and its returned balance is refused.",
    ));
    all.extend(refute(
        &proved,
        "interop_settlement_layer_now",
        "gateway_cover+malicious_loss_bounded+charged_to_the_layer_that_vouched",
        Variant::SettlementLayerNow,
        "What B claims under its batches on L1 is charged to Gateway, where B settles now, and so to A.",
    ));
    [proved, all].concat()
}

fn interop_sizes() -> [Parameters; 2] {
    [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::Gateway,
                migrates: false,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::ComeHome, Flow::ReplayMessages],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::Gateway,
                migrates: false,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::ComeHome, Flow::ReplayMessages],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ]
}

/// A brings its own token to Gateway, sends it to B and goes home.
///
/// Measured: 406,658 states, 52 deep, 1.3 s on two cores.
fn native_token() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::NativeToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway, Flow::ComeHome],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::NativeToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway, Flow::ComeHome],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["native_token_is_used_for_interop", "balance_comes_home"],
        must_fire: &[
            "MintNative",
            "SendInterop",
            "ClaimInterop",
            "ReceiveL1ToGatewayMigration",
            "ReceiveGatewayToL1Migration",
        ],
    };
    let proved = prove(
        "native_token",
        "A brings its own token to Gateway, sends it to B and goes home.",
        sizes,
        expected,
    );
    let mut all = Vec::new();
    all.extend(refute(
        &proved,
        "native_token_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "Interop is credited on Gateway to A, which settles on L1 and may claim it there.",
    ));
    [proved, all].concat()
}

/// A moves to Gateway with what it has, while B sends it interop.
///
/// Measured: 479,311 states, 45 deep, 1.5 s on two cores.
fn migrate_to_gateway() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &["old_withdrawal_is_paid_on_gateway"],
        must_fire: &["ReceiveL1ToGatewayMigration", "InitiateL1ToGatewayMigration", "SendInterop"],
    };
    let proved = prove(
        "migrate_to_gateway",
        "A moves to Gateway with what it has, while B sends it interop.",
        migrate_to_gateway_sizes(),
        expected,
    );
    let mut all = Vec::new();
    all.extend(refute(
        &proved,
        "migrate_to_gateway_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "Interop is credited on Gateway to A, which settles on L1 and may claim it there.",
    ));
    all.extend(refute(
        &proved,
        "migrate_to_gateway_whole_balance",
        "keep_equals_outstanding",
        Variant::WholeBalance,
        "A takes along all that it has on L1, and an old withdrawal there finds nothing.",
    ));
    all.extend(refute(
        &proved,
        "migrate_to_gateway_total_supply",
        "no_overflow",
        Variant::TotalSupply,
        "A would take along all that its users hold, some of which came through Gateway.",
    ));
    [proved, all].concat()
}

fn migrate_to_gateway_sizes() -> [Parameters; 2] {
    [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1), Amount(2)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ]
}

/// A goes to Gateway and comes home with what it has, beside ZK-compromised B.
///
/// Measured: 1,683,508 states, 71 deep, 5.2 s on two cores.
fn round_trip() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &[
            "gateway_withdrawal_is_paid_after_return",
            "old_withdrawal_is_paid_on_gateway",
            "balance_comes_home",
        ],
        must_fire: &["MigrateFromGateway", "ReceiveGatewayToL1Migration", "FinalizeMigrationFromGateway"],
    };
    let proved = prove(
        "round_trip",
        "A goes to Gateway and comes home with what it has, beside ZK-compromised B.",
        round_trip_sizes(),
        expected,
    );
    let mut all = Vec::new();
    all.extend(refute(
        &proved,
        "round_trip_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "Interop is credited on Gateway to A, which settles on L1 and may claim it there.",
    ));
    all.extend(refute(
        &proved,
        "round_trip_repeatable_return",
        "honest_chain_solvent",
        Variant::RepeatableReturn,
        "Interop is credited on Gateway to A, which has never been there, so that nothing can be sent home from it.",
    ));
    [proved, all].concat()
}

fn round_trip_sizes() -> [Parameters; 2] {
    [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::Gateway,
                migrates: false,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway, Flow::ComeHome],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::Gateway,
                migrates: false,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway, Flow::ComeHome],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ]
}

/// Deposits to A and to ZK-compromised B fail on L1 and on Gateway, and are refunded.
///
/// Measured: 1,292,875 states, 78 deep, 4.1 s on two cores.
fn failed_deposits() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::FailDeposit, Flow::Withdraw, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::FailDeposit, Flow::Withdraw, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["failed_deposit_is_refunded_by_its_chain", "failed_deposit_is_refunded_by_gateway"],
        must_fire: &["ClaimFailedDeposit"],
    };
    prove(
        "failed_deposits",
        "Deposits to A and to ZK-compromised B fail on L1 and on Gateway, and are refunded.",
        sizes,
        expected,
    )
}

/// The move of A to Gateway fails and is tried again, while its admin would reopen deposits.
///
/// Measured: 507,786 states, 70 deep, 1.1 s on two cores.
fn failed_migration() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            max: Amount(3),
            amounts: vec![Amount(1), Amount(2)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::FailMigration,
                Flow::Unpause,
                Flow::ReplayMessages,
                Flow::CommitBatches,
                Flow::SettleGatewayBatches,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::FailMigration,
                Flow::Unpause,
                Flow::ReplayMessages,
                Flow::CommitBatches,
                Flow::SettleGatewayBatches,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected =
        Expected { witnesses: &["failed_migration_is_tried_again"], must_fire: &["ConfirmMigration"] };
    let proved = prove(
        "failed_migration",
        "The move of A to Gateway fails and is tried again, while its admin would reopen deposits.",
        sizes,
        expected,
    );
    let early = refute(
        &proved,
        "failed_migration_early_unpause",
        "no_deposit_in_flight_across_migration",
        Variant::EarlyUnpause,
        "Deposits to A reopen while it moves to Gateway, and one is on its way when it arrives.",
    );
    [proved, early].concat()
}

/// The admin of A pauses, unpauses and moves it as the contracts allow, while users deposit.
///
/// Measured: 388,970 states, 57 deep, 0.9 s on two cores.
fn deposit_pausing() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &[
            "failed_deposit_is_refunded_by_its_chain",
            "failed_deposit_is_refunded_by_gateway",
            "balance_comes_home",
        ],
        must_fire: &["PauseDeposits", "UnpauseDeposits", "MigrateFromGateway"],
    };
    let proved = prove(
        "deposit_pausing",
        "The admin of A pauses, unpauses and moves it as the contracts allow, while users deposit.",
        deposit_pausing_sizes(),
        expected,
    );
    let documented = refute(
        &proved,
        "deposit_pausing_as_documented",
        "no_deposit_in_flight_across_migration",
        Variant::Seed,
        "The admin of A undoes a pause that Gateway has been told of, and A leaves with a deposit on its way.",
    );
    let half_repaired = refute(
        &proved,
        "deposit_pausing_pause_until_home",
        "honest_chain_solvent",
        Variant::PauseUntilHome,
        "A deposit to A at home marks the asset as migrated, and its returned balance is refused.",
    );
    [proved, documented, half_repaired].concat()
}

fn deposit_pausing_sizes() -> [Parameters; 2] {
    [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
                Flow::Unpause,
                Flow::ReplayMessages,
                Flow::SettleGatewayBatches,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
                Flow::Unpause,
                Flow::ReplayMessages,
                Flow::SettleGatewayBatches,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ]
}

/// B, which stays on Gateway, sends interop to A, which leaves at any moment.
///
/// Measured: 89,683 states, 54 deep, 0.2 s on two cores.
fn departed_recipient() -> Vec<Scenario> {
    let flows = || {
        vec![
            Flow::Deposit,
            Flow::Withdraw,
            Flow::Interop,
            Flow::ComeHome,
            Flow::Unpause,
            Flow::ReplayMessages,
        ]
    };
    let sizes = [
        Parameters {
            variant: Variant::NothingStranded,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::NothingStranded,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["gateway_withdrawal_is_paid_after_return", "balance_comes_home"],
        must_fire: &["SendInterop", "ClaimInterop", "UnpauseDeposits", "MigrateFromGateway"],
    };
    let proved = prove(
        "departed_recipient",
        "B, which stays on Gateway, sends interop to A, which leaves at any moment.",
        sizes,
        expected,
    );
    let stranded = refute(
        &proved,
        "departed_recipient_stranded",
        "balance_always_movable",
        Variant::Repaired,
        "Interop is sent to A when it has left Gateway: nobody can claim it, and nobody can take it back.",
    );
    [proved, stranded].concat()
}

/// The admin of A pauses its deposits, which stay open for a while, and moves it, while users deposit.
///
/// Measured: 99,168 states, 55 deep, 0.3 s on two cores.
fn pause_lag() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &["old_withdrawal_is_paid_on_gateway", "balance_comes_home"],
        must_fire: &[
            "PassTime",
            "CatchUp",
            "RequestPauseDepositsForChainOnGateway",
            "UnpauseDeposits",
            "MigrateFromGateway",
        ],
    };
    let proved = prove(
        "pause_lag",
        "The admin of A pauses its deposits, which stay open for a while, and moves it, while users deposit.",
        pause_lag_sizes(),
        expected,
    );
    let told_early = refute(
        &proved,
        "pause_lag_told_early",
        "no_deposit_in_flight_across_migration",
        Variant::Repaired,
        "Gateway is told of a pause before it is in effect, and A leaves while a deposit is on its way there.",
    );
    [proved, told_early].concat()
}

fn pause_lag_sizes() -> [Parameters; 2] {
    let flows = || {
        vec![
            Flow::Deposit,
            Flow::FailDeposit,
            Flow::Withdraw,
            Flow::MigrateToGateway,
            Flow::ComeHome,
            Flow::Unpause,
        ]
    };
    [
        Parameters {
            variant: Variant::ToldWhenPaused,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows { pause: 2, migration: 2, gateway_lag: 1 },
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::ToldWhenPaused,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows { pause: 1, migration: 1, gateway_lag: 1 },
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ]
}

/// B sends interop to A, which leaves Gateway at any moment and sends home again and again what it is credited there.
///
/// Measured: 224,075 states, 146 deep, 0.4 s on two cores.
fn repeatable_return() -> Vec<Scenario> {
    let flows = || {
        vec![
            Flow::Deposit,
            Flow::Withdraw,
            Flow::Interop,
            Flow::ComeHome,
            Flow::Unpause,
            Flow::ReplayMessages,
        ]
    };
    let sizes = [
        Parameters {
            variant: Variant::RepeatableReturn,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::RepeatableReturn,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &[
            "gateway_withdrawal_is_paid_after_return",
            "balance_comes_home",
            "interop_is_claimed_after_leaving",
        ],
        must_fire: &[
            "SendInterop",
            "ClaimInterop",
            "InitiateGatewayToL1Migration",
            "ReceiveGatewayToL1Migration",
        ],
    };
    prove(
        "repeatable_return",
        "B sends interop to A, which leaves Gateway at any moment and sends home again and again what it is credited there.",
        sizes,
        expected,
    )
}

/// A stays on L1 while ZK-compromised B comes and goes on a Gateway that proves what it likes.
///
/// Measured: 108,853 states, 45 deep, 0.3 s on two cores.
fn compromised_gateway() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            max: Amount(5),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
                Flow::ReplayMessages,
            ],
            gateway: Party::ZkCompromised,
            history: History::Upgraded,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
                Flow::ReplayMessages,
            ],
            gateway: Party::ZkCompromised,
            history: History::Upgraded,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["malicious_gateway_takes_what_it_was_given"],
        must_fire: &["SettleForgedGatewayBatch", "FinalizeWithdrawal", "ReceiveGatewayToL1Migration"],
    };
    prove(
        "compromised_gateway",
        "A stays on L1 while ZK-compromised B comes and goes on a Gateway that proves what it likes.",
        sizes,
        expected,
    )
}

/// A goes to Gateway and comes home; then Gateway loses its whitelisting, and from then on proves what it likes.
///
/// Measured: 405,507 states, 61 deep, 1.1 s on two cores.
fn past_gateway() -> Vec<Scenario> {
    let b = ChainParameters { party: Party::ZkCompromised, starts_on: SettlementLayer::L1, migrates: false };
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b,
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
                Flow::WithdrawWhitelisting,
            ],
            gateway: Party::ZkCompromised,
            history: History::Upgraded,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b,
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
                Flow::WithdrawWhitelisting,
            ],
            gateway: Party::ZkCompromised,
            history: History::Upgraded,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["balance_comes_home"],
        must_fire: &["WithdrawWhitelisting", "SettleForgedGatewayBatch"],
    };
    let proved = prove(
        "past_gateway",
        "A goes to Gateway and comes home; then Gateway loses its whitelisting, and from then on proves what it likes.",
        sizes,
        expected,
    );
    let documented = refute(
        &proved,
        "past_gateway_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "Gateway loses its whitelisting while A, which has left it, still has a balance there.",
    );
    [proved, documented].concat()
}

/// Malicious L1 tokens and the filterers of A on Gateway and B on L1 call back into deposits and payments.
///
/// Measured: 236,412 states, 38 deep, 0.6 s on two cores.
fn reentrancy() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::FailDeposit, Flow::Withdraw, Flow::LegacyBridge],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 2,
            reentrancy: Some(Reentrancy {
                code: vec![UntrustedCode::Token, UntrustedCode::OtherToken, UntrustedCode::Mailbox],
                depth: 3,
                nested_calls: 3,
            }),
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::FailDeposit, Flow::Withdraw, Flow::LegacyBridge],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 2,
            reentrancy: Some(Reentrancy {
                code: vec![UntrustedCode::Token, UntrustedCode::OtherToken, UntrustedCode::Mailbox],
                depth: 3,
                nested_calls: 3,
            }),
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &[
            "reentrant_call_is_turned_away",
            "deposit_within_a_call_is_made",
            "payment_within_a_call_is_made",
        ],
        must_fire: &[
            "Return",
            "Revert",
            "DepositLegacyErc20Bridge",
            "ClaimFailedDepositLegacy",
            "DepositOtherToken",
        ],
    };
    prove(
        "reentrancy",
        "Malicious L1 tokens and the filterers of A on Gateway and B on L1 call back into deposits and payments.",
        sizes,
        expected,
    )
}

/// A malicious L1 token and the filterers call back into deposits and payments, while B and its balance move to Gateway.
///
/// Measured: 743,095 states, 55 deep, 1.8 s on two cores.
fn reentrant_migration() -> Vec<Scenario> {
    let expected = Expected {
        witnesses: &["reentrant_call_is_turned_away", "deposit_within_a_call_is_made"],
        must_fire: &[
            "Return",
            "Revert",
            "DepositLegacyErc20Bridge",
            "ClaimFailedDepositLegacy",
            "ReceiveL1ToGatewayMigration",
        ],
    };
    prove(
        "reentrant_migration",
        "A malicious L1 token and the filterers call back into deposits and payments, while B and its balance move to Gateway.",
        reentrant_migration_sizes(),
        expected,
    )
}

fn reentrant_migration_sizes() -> [Parameters; 2] {
    [
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::LegacyBridge,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 2,
            reentrancy: Some(Reentrancy {
                code: vec![UntrustedCode::Token, UntrustedCode::Mailbox],
                depth: 2,
                nested_calls: 3,
            }),
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::LegacyBridge,
            ],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 2,
            reentrancy: Some(Reentrancy {
                code: vec![UntrustedCode::Token, UntrustedCode::Mailbox],
                depth: 2,
                nested_calls: 2,
            }),
            forgets: true,
        },
    ]
}

/// Completely compromised B, its mailbox and a token of its owner do what they can to A, which goes home from Gateway.
///
/// Measured: 222,380 states, 34 deep, 0.5 s on two cores.
fn malicious_chain() -> Vec<Scenario> {
    let flows =
        || vec![Flow::Deposit, Flow::FailDeposit, Flow::Withdraw, Flow::MigrateToGateway, Flow::ComeHome];
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters {
                party: Party::CompletelyCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 3,
            reentrancy: Some(Reentrancy {
                code: vec![UntrustedCode::OtherToken, UntrustedCode::Mailbox],
                depth: 2,
                nested_calls: 2,
            }),
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters {
                party: Party::CompletelyCompromised,
                starts_on: SettlementLayer::L1,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 2,
            reentrancy: Some(Reentrancy {
                code: vec![UntrustedCode::OtherToken, UntrustedCode::Mailbox],
                depth: 2,
                nested_calls: 2,
            }),
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["reentrant_call_is_turned_away", "balance_comes_home"],
        must_fire: &["DepositOtherToken", "MigrateFromGateway", "ReceiveGatewayToL1Migration"],
    };
    prove(
        "malicious_chain",
        "Completely compromised B, its mailbox and a token of its owner do what they can to A, which goes home from Gateway.",
        sizes,
        expected,
    )
}

/// A token of A that is given out there at will is sent to L1 and to B again and again, up to all there can be.
///
/// Measured: 325,767 states, 51 deep, 0.7 s on two cores.
fn malicious_token() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::MaliciousNativeToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway, Flow::ComeHome],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::MaliciousNativeToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::Interop, Flow::MigrateToGateway, Flow::ComeHome],
            gateway: Party::Honest,
            history: History::SinceV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &[
            "malicious_token_has_sent_all_there_can_be",
            "native_token_is_used_for_interop",
            "balance_comes_home",
        ],
        must_fire: &["Withdraw", "SendInterop", "ClaimInterop", "ReceiveL1ToGatewayMigration"],
    };
    prove(
        "malicious_token",
        "A token of A that is given out there at will is sent to L1 and to B again and again, up to all there can be.",
        sizes,
        expected,
    )
}

/// A and lying B leave the old Gateway, L1 and both upgrade to v31, and both go to the new one.
///
/// Measured: 832,026 states, 85 deep, 2.3 s on two cores.
fn v31_upgrade() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Seed,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::Gateway,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Seed,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
            b: ChainParameters {
                party: Party::ZkCompromised,
                starts_on: SettlementLayer::Gateway,
                migrates: true,
            },
            c: NO_CHAIN,
            flows: vec![Flow::Deposit, Flow::Withdraw, Flow::MigrateToGateway],
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["old_gateway_withdrawal_is_paid_by_its_chain", "legacy_balance_migrates_to_gateway"],
        must_fire: &[
            "LeaveOldGateway",
            "InitializeL1V31Upgrade",
            "SaveV31UpgradeBatch",
            "WhitelistSettlementLayer",
        ],
    };
    prove(
        "v31_upgrade",
        "A and lying B leave the old Gateway, L1 and both upgrade to v31, and both go to the new one.",
        sizes,
        expected,
    )
}

/// A and B hold a token from before v31, upgrade at different times, and A takes it to Gateway and home.
///
/// Measured: 364,320 states, 55 deep, 0.8 s on two cores.
fn legacy_tokens() -> Vec<Scenario> {
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
            ],
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::L1Token,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: vec![
                Flow::Deposit,
                Flow::FailDeposit,
                Flow::Withdraw,
                Flow::MigrateToGateway,
                Flow::ComeHome,
            ],
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &[
            "legacy_balance_migrates_to_gateway",
            "balance_comes_home",
            "old_withdrawal_is_paid_on_gateway",
        ],
        must_fire: &["RegisterLegacyToken", "SaveV31UpgradeBatch", "ReceiveL1ToGatewayMigration"],
    };
    let proved = prove(
        "legacy_tokens",
        "A and B hold a token from before v31, upgrade at different times, and A takes it to Gateway and home.",
        sizes,
        expected,
    );
    let documented = refute(
        &proved,
        "legacy_tokens_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "A deposit to A at home marks the asset as migrated, and its returned balance is refused.",
    );
    [proved, documented].concat()
}

/// A token of A has come to L1 and to B before v31; all upgrade, and A takes what it still has to Gateway.
///
/// Measured: 289,011 states, 50 deep, 0.8 s on two cores.
fn legacy_native_token() -> Vec<Scenario> {
    let flows =
        || vec![Flow::Deposit, Flow::FailDeposit, Flow::Withdraw, Flow::MigrateToGateway, Flow::ComeHome];
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(3),
            amounts: vec![Amount(1)],
            asset: Asset::NativeToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::NativeToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["legacy_balance_migrates_to_gateway", "old_withdrawal_is_paid_on_gateway"],
        must_fire: &[
            "MintNative",
            "RegisterLegacyToken",
            "SaveV31UpgradeBatch",
            "ReceiveL1ToGatewayMigration",
        ],
    };
    prove(
        "legacy_native_token",
        "A token of A has come to L1 and to B before v31; all upgrade, and A takes what it still has to Gateway.",
        sizes,
        expected,
    )
}

/// A and B upgrade to v31 without knowing how much of their base token there is, and are told before or after A moves.
///
/// Measured: 86,456 states, 52 deep, 0.2 s on two cores.
fn base_token_backfill() -> Vec<Scenario> {
    let flows = || {
        vec![Flow::Deposit, Flow::Withdraw, Flow::MigrateToGateway, Flow::ComeHome, Flow::BackfillBaseToken]
    };
    let sizes = [
        Parameters {
            variant: Variant::Repaired,
            max: Amount(2),
            amounts: vec![Amount(1)],
            asset: Asset::BaseToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
        Parameters {
            variant: Variant::Repaired,
            max: Amount(1),
            amounts: vec![Amount(1)],
            asset: Asset::BaseToken,
            a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
            b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: false },
            c: NO_CHAIN,
            flows: flows(),
            gateway: Party::Honest,
            history: History::BeforeV31,
            pauses_in_flight: 1,
            windows: Windows::NONE,
            operations_in_flight: 8,
            reentrancy: None,
            forgets: true,
        },
    ];
    let expected = Expected {
        witnesses: &["legacy_balance_migrates_to_gateway", "old_withdrawal_is_paid_on_gateway"],
        must_fire: &["SetZksyncOsPreV31TotalSupply", "SaveV31UpgradeBatch", "ReceiveL1ToGatewayMigration"],
    };
    prove(
        "base_token_backfill",
        "A and B upgrade to v31 without knowing how much of their base token there is, and are told before or after A moves.",
        sizes,
        expected,
    )
}

/// What must be seen in a scenario for its proof to say something.
#[derive(Clone, Copy)]
struct Expected {
    witnesses: &'static [&'static str],
    must_fire: &'static [&'static str],
}

/// A scenario and its `@small`, in which every property that applies is to hold.
fn prove(name: &str, summary: &str, sizes: [Parameters; 2], expected: Expected) -> Vec<Scenario> {
    let literals = [Size::Default, Size::Small].into_iter().zip(sizes);
    let scenarios = literals.map(|(size, parameters)| Scenario {
        name: name.into(),
        size,
        nightly: false,
        intent: Intent::Prove,
        summary: summary.into(),
        parameters,
        witnesses: expected.witnesses.to_vec(),
        must_fire: expected.must_fire.to_vec(),
        deadlock_free: false,
    });
    scenarios.collect()
}

/// The same scenarios, to be run only when they are named: their bounds are too large for every change.
fn nightly(scenarios: Vec<Scenario>) -> Vec<Scenario> {
    scenarios.into_iter().map(|scenario| Scenario { nightly: true, ..scenario }).collect()
}

/// The same scenarios in another variant, in which a property is to fail, or several at once, with a `+` between them. A
/// refutation may end early, so nothing else must be seen.
fn refute(
    proved: &[Scenario],
    name: &str,
    properties: &str,
    variant: Variant,
    summary: &str,
) -> Vec<Scenario> {
    let scenarios = proved.iter().cloned().map(|scenario| Scenario {
        name: name.into(),
        intent: Intent::Refute(properties.split('+').map(str::to_owned).collect()),
        summary: summary.into(),
        parameters: Parameters { variant, ..scenario.parameters },
        witnesses: Vec::new(),
        must_fire: Vec::new(),
        deadlock_free: false,
        ..scenario
    });
    scenarios.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset_tracker::Action;
    use crate::scenario::Bounds;

    #[test]
    fn every_scenario_is_within_its_bounds_and_expects_actions_that_there_are() {
        for scenario in all() {
            assert_eq!(scenario.parameters.validate(), Ok(()), "{}", scenario.label());
            let unknown = scenario.must_fire.iter().find(|name| !Action::NAMES.contains(name));
            assert_eq!(unknown, None, "{}", scenario.label());
        }
    }

    #[test]
    fn every_scenario_has_its_small_form_directly_behind_it() {
        let scenarios = all();
        for pair in scenarios.chunks(2) {
            let [default, small] = pair else { panic!("{} stands alone", pair[0].label()) };
            assert_eq!((default.size, small.size), (Size::Default, Size::Small), "{}", default.label());
            let told = |one: &Scenario| (one.name.clone(), one.intent.clone(), one.summary.clone());
            assert_eq!(told(default), told(small));
            assert!(default.parameters.max > small.parameters.max, "{}: small is no smaller", default.name);
        }
        let mut names: Vec<String> = scenarios.iter().map(Scenario::label).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), scenarios.len(), "each name stands once");
    }

    /// A failure says something of the design only if nothing but the design differs.
    #[test]
    fn what_fails_differs_from_what_holds_in_its_variant_only() {
        let scenarios = all();
        let proofs = || scenarios.iter().filter(|one| one.intent == Intent::Prove);
        for refuted in scenarios.iter().filter(|one| one.intent != Intent::Prove) {
            let is_beside = |proof: &&Scenario| {
                proof.size == refuted.size && refuted.name.starts_with(&format!("{}_", proof.name))
            };
            let Some(proof) = proofs().filter(is_beside).max_by_key(|proof| proof.name.len()) else {
                panic!("{} stands beside no proof", refuted.label())
            };
            let variant = refuted.parameters.variant;
            assert_ne!(variant, proof.parameters.variant, "{}", refuted.label());
            let expected = Parameters { variant, ..proof.parameters.clone() };
            assert_eq!(refuted.parameters, expected, "{}", refuted.label());
            assert_eq!(refuted.nightly, proof.nightly, "{}", refuted.label());
            let is_documented = refuted.name.ends_with("_as_documented");
            assert_eq!(is_documented, variant == Variant::Seed, "{}", refuted.label());
        }
    }
}
