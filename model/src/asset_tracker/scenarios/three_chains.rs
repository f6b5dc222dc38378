//! Three chains: what two cannot show, since of two each is the other's only counterpart.
//!
//! A bundle may reach a chain that it was not sent to, what came from one chain goes on to another, and Gateway lets one
//! go while another that is leaving it, and a malicious one that stays, send and receive there.

use crate::asset_tracker::topology::SettlementLayer;
use crate::types::Amount;

use super::super::Scenario;
use super::super::scenario::{Asset, ChainParameters, Flow, History, Parameters, Party, Variant, Windows};
use super::{Expected, nightly, prove};

const SUMMARY: &str = "A and B send to each other and to ZK-compromised C on Gateway, and both go home from there, also at the same time.";

const EXPECTED: Expected = Expected {
    witnesses: &["balance_comes_home", "two_chains_leave_at_once", "interop_is_settled_beside_a_migration"],
    must_fire: &[
        "PauseDeposits",
        "UnpauseDeposits",
        "MigrateFromGateway",
        "FinalizeMigrationFromGateway",
        "InitiateGatewayToL1Migration",
        "ReceiveGatewayToL1Migration",
        "SettleForgedBatch",
        "SendInterop",
        "ClaimInterop",
    ],
};

const FLOWS: [Flow; 4] = [Flow::Deposit, Flow::Interop, Flow::ComeHome, Flow::Unpause];

/// A and B send to each other and to ZK-compromised C on Gateway, and both go home from there, also at the same time.
///
/// Measured: 2,073,220 states, 73 deep, 29 s on two busy cores.
pub(super) fn three_chains() -> Vec<Scenario> {
    let sizes = [Amount(2), Amount(1)].map(|max| parameters(max, FLOWS.to_vec()));
    prove("three_chains", SUMMARY, sizes, EXPECTED)
}

/// The same where users also withdraw.
///
/// Measured: 5,279,706 states, 77 deep, 71 s on two busy cores, 1.1 GiB.
pub(super) fn three_chains_larger() -> Vec<Scenario> {
    let with_withdrawals = [&FLOWS[..], &[Flow::Withdraw]].concat();
    let sizes = [parameters(Amount(2), with_withdrawals), parameters(Amount(1), FLOWS.to_vec())];
    nightly(prove("three_chains_larger", SUMMARY, sizes, EXPECTED))
}

fn parameters(max: Amount, flows: Vec<Flow>) -> Parameters {
    let honest =
        ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true };
    Parameters {
        variant: Variant::NothingStranded,
        max,
        amounts: vec![Amount(1)],
        asset: Asset::L1Token,
        a: honest,
        b: honest,
        c: ChainParameters {
            party: Party::ZkCompromised,
            starts_on: SettlementLayer::Gateway,
            migrates: false,
        },
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
