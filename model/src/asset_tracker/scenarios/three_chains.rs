//! Three chains: what two cannot show, since of two each is the other's only counterpart.
//!
//! A bundle may reach a chain that it was not sent to, what came from one chain goes on to another, and Gateway lets one
//! go while another that is leaving it, and a malicious one that stays, send and receive there.

use crate::asset_tracker::topology::SettlementLayer::Gateway;
use crate::types::Amount;

use super::super::scenario::Flow::{ComeHome, Deposit, Interop, Unpause, Withdraw};
use super::super::scenario::Party::{Honest, ZkCompromised};
use super::super::scenario::{Flow, Parameters, Variant};
use super::{Family, moves, stays, usual};

const FLOWS: [Flow; 4] = [Deposit, Interop, ComeHome, Unpause];

/// Measured: 2,073,220 states, 73 deep, 29 s on two busy cores.
pub(super) fn three_chains() -> Family {
    family("three_chains", &[])
}

/// Measured: 5,279,706 states, 77 deep, 71 s on two busy cores, 1.1 GiB.
pub(super) fn three_chains_larger() -> Family {
    family("three_chains_larger", &[Withdraw]).wide(|one| one.max = Amount(5)).nightly()
}

/// With flows that the small twin does not have.
fn family(name: &str, more: &[Flow]) -> Family {
    let bounds = Parameters {
        variant: Variant::NothingStranded,
        max: Amount(2),
        a: moves(Honest, Gateway),
        b: moves(Honest, Gateway),
        c: stays(ZkCompromised, Gateway),
        flows: [&FLOWS[..], more].concat(),
        ..usual()
    };
    Family::prove(name, bounds, |small| (small.max, small.flows) = (Amount(1), FLOWS.to_vec()))
        .summary(
            "A and B send to each other and to ZK-compromised C on Gateway, and both go home from there, \
             also at the same time.",
        )
        .witnesses(&[
            "balance_comes_home",
            "two_chains_leave_at_once",
            "interop_is_settled_beside_a_migration",
        ])
        .must_fire(&[
            "PauseDeposits",
            "UnpauseDeposits",
            "MigrateFromGateway",
            "FinalizeMigrationFromGateway",
            "InitiateGatewayToL1Migration",
            "ReceiveGatewayToL1Migration",
            "SettleForgedBatch",
            "SendInterop",
            "ClaimInterop",
        ])
}
