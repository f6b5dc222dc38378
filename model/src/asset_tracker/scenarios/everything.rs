//! Everything at once: every flow of users, admins and relayers in one scenario, in the design in which nothing gets stuck.
//!
//! The other scenarios each leave something out, so that there is room for more of the rest. What holds in all of them
//! could still fail where flows meet that no two of them share.

use crate::asset_tracker::topology::SettlementLayer;
use crate::types::Amount;

use super::super::Scenario;
use super::super::scenario::{Asset, ChainParameters, Flow, History, Parameters, Party, Variant, Windows};
use super::{Expected, NO_CHAIN, nightly, prove, refute};

const NATIVE: &str = "A's own token goes everywhere, comes back and fails to, while A is moved, fails to move, and comes home.";
const OF_L1: &str = "A and ZK-compromised B hold an L1 token; all goes everywhere and may fail, while A moves and comes home.";
const BOTH_MOVE: &str = "A's own token goes everywhere while A moves to Gateway, or fails to, and comes home, and B comes home from there.";

const EXPECTED_OF_NATIVE: Expected = Expected {
    witnesses: &[
        "failed_deposit_is_refunded_by_its_chain",
        "failed_deposit_is_refunded_by_gateway",
        "gateway_withdrawal_is_paid_after_return",
        "old_withdrawal_is_paid_on_gateway",
        "failed_migration_is_tried_again",
        "native_token_is_used_for_interop",
        "balance_comes_home",
    ],
    must_fire: &[
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
    ],
};

const EXPECTED_OF_L1: Expected = Expected {
    witnesses: &[
        "failed_deposit_is_refunded_by_its_chain",
        "failed_deposit_is_refunded_by_gateway",
        "gateway_withdrawal_is_paid_after_return",
        "old_withdrawal_is_paid_on_gateway",
        "failed_migration_is_tried_again",
        "balance_comes_home",
    ],
    must_fire: &[
        "ClaimFailedDeposit",
        "ReceiveL1ToGatewayMigration",
        "ReceiveGatewayToL1Migration",
        "UnpauseDeposits",
        "ConfirmMigration",
        "MigrateFromGateway",
        "SettleForgedBatch",
        "SendInterop",
        "ClaimInterop",
    ],
};

/// A's own token goes everywhere, comes back and fails to, while A is moved, fails to move, and comes home.
///
/// Measured: 1,472,318 states, 56 deep, 4.7 s on two cores.
pub(super) fn everything() -> Vec<Scenario> {
    let flows = || [&FLOWS[..], &[Flow::SettleGatewayBatches]].concat();
    let sizes = [native_token(Amount(2), flows()), native_token(Amount(1), flows())];
    let proved = prove("everything", NATIVE, sizes, EXPECTED_OF_NATIVE);
    let documented = refute(
        &proved,
        "everything_as_documented",
        "honest_chain_solvent",
        Variant::Seed,
        "Interop is credited on Gateway to A, which settles on L1 and may claim it there.",
    );
    [proved, documented].concat()
}

/// The same with one unit more, and with batches that are committed before they are executed.
///
/// Measured: 18,906,874 states, 84 deep, 190 s on two busy cores, 3.4 GiB.
pub(super) fn everything_larger() -> Vec<Scenario> {
    let flows = || [&FLOWS[..], &[Flow::SettleGatewayBatches, Flow::CommitBatches]].concat();
    let sizes = [native_token(Amount(3), flows()), native_token(Amount(1), flows())];
    nightly(prove("everything_larger", NATIVE, sizes, EXPECTED_OF_NATIVE))
}

/// A and ZK-compromised B hold an L1 token; all goes everywhere and may fail, while A moves and comes home.
///
/// Measured: 1,432,796 states, 74 deep, 4.4 s on two cores.
pub(super) fn everything_l1_token() -> Vec<Scenario> {
    let sizes = [l1_token(Amount(2), FLOWS.to_vec()), l1_token(Amount(1), FLOWS.to_vec())];
    prove("everything_l1_token", OF_L1, sizes, EXPECTED_OF_L1)
}

/// The same with one unit more.
///
/// Measured: 8,901,802 states, 81 deep, 76 s on two busy cores, 1.4 GiB.
pub(super) fn everything_l1_token_larger() -> Vec<Scenario> {
    let with_gateway_batches = [&FLOWS[..], &[Flow::SettleGatewayBatches]].concat();
    let sizes = [l1_token(Amount(3), FLOWS.to_vec()), l1_token(Amount(1), with_gateway_batches)];
    nightly(prove("everything_l1_token_larger", OF_L1, sizes, EXPECTED_OF_L1))
}

/// A's own token goes everywhere while A moves to Gateway, or fails to, and comes home, and B comes home from there.
///
/// Measured: 3,860,396 states, 62 deep, 36 s on two busy cores, 0.8 GiB.
pub(super) fn everything_both_move() -> Vec<Scenario> {
    let with_b_moving = |max| {
        let parameters = native_token(max, FLOWS.to_vec());
        Parameters { b: ChainParameters { migrates: true, ..parameters.b }, ..parameters }
    };
    let sizes = [with_b_moving(Amount(2)), with_b_moving(Amount(1))];
    let must_fire = &[
        "ReceiveGatewayToL1Migration",
        "UnpauseDeposits",
        "ConfirmMigration",
        "MigrateFromGateway",
        "FinalizeMigrationFromGateway",
        "SendInterop",
        "ClaimInterop",
    ];
    nightly(prove("everything_both_move", BOTH_MOVE, sizes, Expected { must_fire, ..EXPECTED_OF_NATIVE }))
}

/// What users, admins and relayers may do. Apart from these there are only used messages, layers whose batches take
/// their time, an older bridge, and a Gateway that loses its whitelisting.
const FLOWS: [Flow; 8] = [
    Flow::Deposit,
    Flow::FailDeposit,
    Flow::Withdraw,
    Flow::Interop,
    Flow::MigrateToGateway,
    Flow::FailMigration,
    Flow::ComeHome,
    Flow::Unpause,
];

fn native_token(max: Amount, flows: Vec<Flow>) -> Parameters {
    Parameters {
        variant: Variant::NothingStranded,
        max,
        amounts: vec![Amount(1)],
        asset: Asset::NativeToken,
        a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
        b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: false },
        c: NO_CHAIN,
        flows,
        gateway: Party::Honest,
        history: History::SinceV31,
        pauses_in_flight: 1,
        windows: Windows::NONE,
        operations_in_flight: 8,
        reentrancy: None,
        forgets: true,
    }
}

fn l1_token(max: Amount, flows: Vec<Flow>) -> Parameters {
    Parameters {
        variant: Variant::NothingStranded,
        max,
        amounts: vec![Amount(1)],
        asset: Asset::L1Token,
        a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
        b: ChainParameters {
            party: Party::ZkCompromised,
            starts_on: SettlementLayer::Gateway,
            migrates: false,
        },
        c: NO_CHAIN,
        flows,
        gateway: Party::Honest,
        history: History::SinceV31,
        pauses_in_flight: 1,
        windows: Windows::NONE,
        operations_in_flight: 8,
        reentrancy: None,
        forgets: true,
    }
}
