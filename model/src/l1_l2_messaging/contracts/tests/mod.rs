//! The rules one call at a time: what refuses it, and what it changes. How a test reads is told in `model/src/calls.rs`.

mod mailbox;
mod bootloader;
mod executor;
mod execution;
mod diamond_upgrade;
mod admin;
mod l1_nullifier;

use crate::calls;
use crate::l1_l2_messaging::action::{Claim, LastBatch};
use crate::l1_l2_messaging::messages::{OperationId, ProtocolVersion, Transaction};
use crate::l1_l2_messaging::{
    Action, Flow, Hashing, L1L2Messaging, Operator, Parameters, Structure, Variant,
};
use crate::types::TxStatus;

/// A state of `l1_l2_messaging` that has been reached.
type Given = calls::Given<L1L2Messaging>;
/// A call to one of its contracts.
type Call = calls::Call<L1L2Messaging>;

/// A malicious operator, who attempts whatever an honest one does too, and all that can go on beside.
fn parameters() -> Parameters {
    Parameters {
        variant: Variant::Seed,
        hashing: Hashing::Boojum,
        structure: Structure::Queue,
        operator: Operator::Malicious,
        operations: 3,
        upgrades: 2,
        patches: 2,
        batches_in_flight: 3,
        transactions_in_batch: 3,
        reverts: 1,
        flows: vec![Flow::FailDeposits, Flow::Withdraw],
    }
}

/// The start of a scenario.
fn given(parameters: Parameters) -> Given {
    Given::start(parameters)
}

/// The same in another variant.
fn variant(variant: Variant) -> Parameters {
    Parameters { variant, ..parameters() }
}

const REQUEST: Action = Action::RequestL2Transaction { fits: true };
const UPGRADE: Action = Action::Upgrade { works: true };
const COMMIT: Action = Action::CommitBatches { claim: Claim::AsComputed };
const PROVE: Action = Action::ProveBatches;
const EXECUTE: Action = Action::ExecuteBatches;
const REVERT_ALL: Action = Action::RevertBatches { last: LastBatch::Committed(0) };

/// The bootloader executes a transaction.
fn process(transaction: Transaction) -> Action {
    Action::ProcessTx { transaction }
}

/// An operation that succeeds.
fn operation(number: u8) -> Action {
    process(Transaction::Priority { operation: OperationId(number), status: TxStatus::Success })
}

/// An operation that fails.
fn failing(number: u8) -> Action {
    process(Transaction::Priority { operation: OperationId(number), status: TxStatus::Failure })
}

/// The transaction of an upgrade.
fn upgrade(version: u8) -> Action {
    process(Transaction::Upgrade { version: ProtocolVersion(version), status: TxStatus::Success })
}

/// A user on L2 withdraws.
fn withdrawal() -> Action {
    process(Transaction::Withdrawal)
}

/// The batch under way is committed, proven and executed.
fn settled() -> [Action; 3] {
    [COMMIT, PROVE, EXECUTE]
}
