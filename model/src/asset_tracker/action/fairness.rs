//! On whom one can count: which moves honest parties make, and who keeps moving.

use crate::action::ActionTable;
use crate::asset_tracker::topology::Chain;
use crate::system::{Fair, Fairness};
use crate::types::TxStatus;

use super::super::AssetTracker;
use super::super::messages::InboxTx;
use super::super::state::State;
use super::Action;

/// Whoever keeps moving, in the order of [`fair_class`].
///
/// An admin acts together with the operator, who begins no batch if the chain is to leave; and a priority operation
/// may not wait for ever behind what users send. So for both it is enough that they could move again and again:
/// users cannot keep a chain on its layer by filling its batches.
pub(in super::super) const FAIR: &[Fair] = &[
    strongly("admin of A"),
    strongly("priority operations of A"),
    weakly("operator of A"),
    weakly("relayer of A's migrations"),
    weakly("Gateway for A"),
    strongly("admin of B"),
    strongly("priority operations of B"),
    weakly("operator of B"),
    weakly("relayer of B's migrations"),
    weakly("Gateway for B"),
    strongly("admin of C"),
    strongly("priority operations of C"),
    weakly("operator of C"),
    weakly("relayer of C's migrations"),
    weakly("Gateway for C"),
    weakly("Gateway's operator"),
    weakly("the clocks"),
];

const fn weakly(name: &'static str) -> Fair {
    Fair { name, fairness: Fairness::Weak }
}

const fn strongly(name: &'static str) -> Fair {
    Fair { name, fairness: Fairness::Strong }
}

/// How many of them there are for each chain.
const PER_CHAIN: usize = 5;

/// Whether an honest party makes this move in `state`, and can count on it.
///
/// Nobody honest forges, and a malicious chain's admin and operator are malicious. Untrusted code does what it
/// likes. Nobody can count on a failure of what could succeed: it is bad luck, or a user who gives too little gas.
pub(in super::super) fn is_honest(system: &AssetTracker, state: &State, action: Action) -> bool {
    match action {
        Action::PauseDeposits { chain }
        | Action::RequestPauseDepositsForChainOnGateway { chain }
        | Action::UnpauseDeposits { chain }
        | Action::MigrateToGateway { chain }
        | Action::MigrateFromGateway { chain }
        | Action::SealBatch { chain }
        | Action::SettleBatch { chain }
        | Action::ExecuteChainBatch { chain } => system.is_honest(chain),
        Action::ExecutePriorityTx { chain, status } => system.is_honest(chain) && status == TxStatus::Success,
        Action::ExecuteInboxTx { chain, status: TxStatus::Failure } => {
            !matches!(state.gateway.inbox[chain].first(), Some(InboxTx::BridgeMint))
        }
        Action::ConsumeBalanceChange { .. } | Action::Return | Action::Revert => false,
        _ => !action.is_forged(),
    }
}

/// The position in [`FAIR`] of whoever makes this move, if it is one that keeps moving.
///
/// Users do as they please, and so does whoever submits their withdrawals and their balances.
pub(in super::super) fn fair_class(system: &AssetTracker, action: Action) -> Option<usize> {
    let (chain, position) = match action {
        Action::PauseDeposits { chain }
        | Action::RequestPauseDepositsForChainOnGateway { chain }
        | Action::UnpauseDeposits { chain }
        | Action::MigrateToGateway { chain }
        | Action::MigrateFromGateway { chain } => (chain, 0),
        Action::ExecutePriorityTx { chain, .. } => (chain, 1),
        Action::SealBatch { chain } | Action::SettleBatch { chain } | Action::ExecuteChainBatch { chain } => {
            (chain, 2)
        }
        Action::ConfirmMigration { chain, .. } | Action::FinalizeMigrationFromGateway { chain } => {
            return Some(class(chain, 3));
        }
        Action::ExecuteInboxTx { chain, .. } => return Some(class(chain, 3)),
        Action::SettleGatewayBatch => return FAIR.len().checked_sub(2),
        Action::PassTime | Action::CatchUp => return FAIR.len().checked_sub(1),
        _ => return None,
    };
    system.is_honest(chain).then(|| class(chain, position))
}

fn class(chain: Chain, position: usize) -> usize {
    PER_CHAIN.saturating_mul(chain as usize).saturating_add(position)
}
