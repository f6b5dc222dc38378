//! Actions: one row for each entry point of a contract and each move of the operator or of an adversary, and which
//! rule decides it.

mod arguments;
pub(super) mod attempts;
mod classes;
mod fairness;
pub(super) mod footprints;
mod lanes;

use super::messages::{OperationId, Transaction};
use super::{Guard, L1L2Messaging, State, adversary, contracts, environment};
use lanes::Lane::{L1, L2, Operator, Users};

pub use arguments::{Claim, Items, LastBatch, Proof, Source, UpgradeLogs};
pub(super) use attempts::attempts;
pub(super) use fairness::{FAIR, fair_class, is_honest};
pub use lanes::Lane;
pub(super) use lanes::lanes;

crate::actions! {
    /// What a party attempts.
    #[expect(missing_docs, reason = "the arguments are those of the contract functions")]
    pub enum Action(lanes: Lane) {
        /// A user on L1 requests a priority operation, which deposits one unit; one that fits into a batch or not.
        RequestL2Transaction { fits: bool } => {
            party: "user on L1", way: Users => L1, shown: {
                let what = if fits { "" } else { " that the bootloader cannot process" };
                format!("RequestL2Transaction{what}")
            },
        },
        /// Governance initiates the next upgrade; one whose transaction works, or one whose transaction can only fail.
        Upgrade { works: bool } => {
            party: "governance", way: Users => L1, shown: {
                let what = if works { "" } else { " whose transaction can only fail" };
                format!("Upgrade{what}")
            },
        },
        /// Governance replaces the verifier by a patch, without a transaction or with one that works.
        Patch { with_transaction: bool } => {
            party: "governance", way: Users => L1, shown: {
                let what = if with_transaction { " with a transaction" } else { "" };
                format!("Patch{what}")
            },
        },
        /// The operator puts a transaction into the memory of the bootloader, which executes it.
        ProcessTx { transaction: Transaction } => {
            party: "operator", way: Operator => L2, shown: "ProcessTx: {transaction}",
        },
        /// The operator drops the batch that it is building.
        DropBatch => { party: "operator", way: Operator => Operator, },
        /// The operator ends the batch that it is building and commits it.
        CommitBatches { claim: Claim } => {
            party: "operator", way: Operator => L1, forged: claim != Claim::AsComputed,
            shown: "CommitBatches{claim}",
        },
        /// The operator commits a batch that no run of the bootloader yields.
        CommitForgedBatch { upgrade_logs: UpgradeLogs } => {
            party: "operator", way: Operator => L1, forged: true, shown: "CommitForgedBatch{upgrade_logs}",
        },
        /// Somebody proves the next batch.
        ProveBatches => { party: "operator", way: Operator => L1, },
        /// The operator executes the next batch, with a priority queue.
        ExecuteBatches => { party: "operator", way: Operator => L1, },
        /// The operator executes the next batch, with a priority tree, and provides operations and their path.
        ExecuteBatchesWithPath { first: OperationId, items: Items } => {
            party: "operator", way: Operator => L1, forged: items != Items::Claimed,
            shown: "ExecuteBatchesWithPath from {first} on{items}",
        },
        /// The operator reverts all batches behind one.
        RevertBatches { last: LastBatch } => {
            party: "operator", way: Operator => L1, shown: "RevertBatches {last}",
        },
        /// The first operation of the queue becomes overdue.
        PassTime => { party: "clock of L1", way: L1 => L1, },
        /// Somebody switches to priority mode.
        ActivatePriorityMode => { party: "user on L1", way: Users => L1, },
        /// Governance ends priority mode.
        DeactivatePriorityMode => { party: "governance", way: Users => L1, },
        /// Somebody commits, proves and executes a batch at once, in priority mode.
        SettleBatches => { party: "anybody", way: Users => L1, },
        /// A user proves on L1 that a deposit has failed.
        ClaimFailedDeposit { operation: OperationId, proof: Proof } => {
            party: "user on L1", way: Users => L1, shown: "ClaimFailedDeposit of {operation}{proof}",
        },
        /// A user proves a withdrawal on L1.
        FinalizeWithdrawal { source: Source } => {
            party: "user on L1", way: Users => L1, shown: "FinalizeWithdrawal{source}",
        },
    }
}

impl Action {
    /// Whether it is the execution of the next batch.
    pub fn executes(self) -> bool {
        matches!(self, Self::ExecuteBatches | Self::ExecuteBatchesWithPath { .. } | Self::SettleBatches)
    }
}

impl L1L2Messaging {
    /// One line an action: the contract function, or the move of the operator, that it attempts.
    pub(super) fn dispatch(&self, state: &State, action: Action) -> Result<State, Guard> {
        use contracts::{admin, bootloader, diamond_upgrade, executor, l1_nullifier, mailbox};
        match action {
            Action::RequestL2Transaction { fits } => mailbox::request_l2_transaction(self, state, fits),
            Action::Upgrade { works } => diamond_upgrade::upgrade(self, state, works),
            Action::Patch { with_transaction } => diamond_upgrade::patch(self, state, with_transaction),
            Action::ProcessTx { transaction } => bootloader::process_tx(self, state, transaction),
            Action::DropBatch => Ok(environment::drop_batch(state)),
            Action::CommitBatches { claim } => {
                admin::only_validator(self, state)?;
                executor::commit_open_batch(self, state, claim)
            }
            Action::CommitForgedBatch { upgrade_logs } => {
                admin::only_validator(self, state)?;
                adversary::commit_forged_batch(self, state, upgrade_logs)
            }
            Action::ProveBatches => executor::prove_batches_shared_bridge(self, state),
            Action::ExecuteBatches => executor::execute_batches_shared_bridge(self, state, None),
            Action::ExecuteBatchesWithPath { first, items } => {
                let provided = executor::PriorityOpsBatchInfo { first, items };
                executor::execute_batches_shared_bridge(self, state, Some(provided))
            }
            Action::RevertBatches { last } => executor::revert_batches_shared_bridge(self, state, last),
            Action::PassTime => Ok(environment::pass_time(state)),
            Action::ActivatePriorityMode => admin::activate_priority_mode(self, state),
            Action::DeactivatePriorityMode => Ok(admin::deactivate_priority_mode(state)),
            Action::SettleBatches => admin::settle_batches_shared_bridge(self, state),
            Action::ClaimFailedDeposit { operation, proof } => {
                l1_nullifier::bridge_recover_failed_transfer(self, state, operation, proof)
            }
            Action::FinalizeWithdrawal { source } => l1_nullifier::finalize_deposit(self, state, source),
        }
    }
}
