//! The bootloader: executes what the operator puts into its memory, and keeps the books that L1 checks.
//!
//! Document: "L1 <-> L2 Communication", Priority operations, Bootloader; Upgrade transactions, Bootloader;
//! Security considerations.
//!
//! Not modelled, with the reason:
//! - Fees and refunds (`deposited eth too low`, `L1: refundGas > gasLimit`): no book here counts gas.
//! - The layout of its memory (`Tx data offset is incorrect` and the like): the operator's input has no bytes here.
//! - Signatures and nonces of L2 transactions: users' own transactions are what they sign.

use crate::fifo::Fifo;
use crate::types::{Amount, TxStatus};

use super::super::messages::{Executed, Transaction, TxHash, UserLogs};
use super::super::scenario::Hashing;
use super::super::state::{OpenBatch, StateRoot};
use super::super::{Guard, L1L2Messaging, State};
use super::l2_base_token;

/// Executes a transaction of whichever type.
///
/// Spec: Priority operations, Bootloader. Yul: `processTx`.
pub(crate) fn process_tx(
    system: &L1L2Messaging,
    state: &State,
    transaction: Transaction,
) -> Result<State, Guard> {
    if transaction.is_upgrade() {
        process_upgrade_tx(system, state, transaction)
    } else if transaction.is_priority() {
        process_priority_tx(system, state, transaction)
    } else {
        l2_base_token::withdraw(system, state)
    }
}

/// Executes a transaction of type 254, and logs its hash for L1.
///
/// Spec: Upgrade transactions, Bootloader. Yul: `processTx`, `processL1Tx`.
fn process_upgrade_tx(
    system: &L1L2Messaging,
    state: &State,
    transaction: Transaction,
) -> Result<State, Guard> {
    let under_way = state.batch_under_way();
    let fails = matches!(transaction, Transaction::Upgrade { status: TxStatus::Failure, .. });

    system.guards.require(Guard::UpgradeTxIsFirst, under_way.executed.is_empty())?;
    system.guards.require(Guard::UpgradeTxSucceeds, !fails)?;

    let mut next = *state;
    let before = under_way.state_root;
    let after = run(system, before, transaction);
    let hashed_in = if system.guards.applies(Guard::UpgradeHashEmittedBefore) { before } else { after };
    let hash = TxHash::of(transaction, hashed_in.keccak_is_replaced);
    next.open_batch = under_way;
    let open = &mut next.open_batch;
    open.state_root = after;
    open.executed = open.executed.push(Executed { transaction, system_version: after.system_version });
    open.upgrade_logs = open.upgrade_logs.push(hash);
    if !system.guards.applies(Guard::UpgradeStaysOutOfTheRollingHash) {
        roll_in(system, open, hash);
    }
    Ok(next)
}

/// Executes a transaction of type 255, of which the bootloader cannot tell whether anybody has requested it.
///
/// Spec: Priority operations, Bootloader. Yul: `processTx`, `processL1Tx`.
fn process_priority_tx(
    system: &L1L2Messaging,
    state: &State,
    transaction: Transaction,
) -> Result<State, Guard> {
    let under_way = state.batch_under_way();
    let is_of_a_user = transaction != Transaction::ForgedKernelOperation;

    system.guards.require(Guard::SenderIsNotKernel, is_of_a_user)?;

    let mut next = *state;
    let before = under_way.state_root;
    let after = run(system, before, transaction);
    let hashed_in = if system.guards.applies(Guard::OperationHashTakenBefore) { before } else { after };
    let hash = TxHash::of(transaction, hashed_in.keccak_is_replaced);
    next.open_batch = under_way;
    let open = &mut next.open_batch;
    open.state_root = after;
    open.executed = open.executed.push(Executed { transaction, system_version: after.system_version });
    roll_in(system, open, hash);
    Ok(next)
}

/// Takes an operation into the rolling hash, once it is executed.
///
/// A `Keccak256` that has been replaced by then returns what the operator needs. Before Boojum it was L1 that rolled
/// the hashes, each as the bootloader had logged it.
fn roll_in(system: &L1L2Messaging, open: &mut OpenBatch, hash: TxHash) {
    open.number_of_priority_transactions = open.number_of_priority_transactions.saturating_add(1);
    open.rolled = open.rolled.push(hash);
    if system.parameters.hashing == Hashing::Boojum && open.state_root.keccak_is_replaced {
        open.rolled = open.rolled.map(|_| TxHash::Chosen);
    }
}

/// What a transaction from L1 does to the state of L2.
fn run(system: &L1L2Messaging, before: StateRoot, transaction: Transaction) -> StateRoot {
    let mut after = before;
    match transaction {
        Transaction::Priority { status: TxStatus::Success, .. } | Transaction::ForgedDeposit => {
            let minted = system.guards.moves(Guard::DepositIsMinted, Amount(1));
            after.supply = Amount(before.supply.0.saturating_add(minted.0));
        }
        Transaction::ForgedKernelOperation | Transaction::ForgedUpgrade => after.keccak_is_replaced = true,
        Transaction::Upgrade { version, status: TxStatus::Success } => after.system_version = version,
        _ => {}
    }
    after
}

/// The user logs of what was executed: for each operation its hash and how it ended, and the messages of users.
///
/// Spec: Priority operations, Bootloader. Yul: `processL1Tx`.
pub(crate) fn user_logs(system: &L1L2Messaging, executed: Fifo<Executed>) -> UserLogs {
    let logs_results = system.guards.applies(Guard::ResultIsLogged);
    let transactions = executed.iter().map(|one| one.transaction);
    let mut logs = UserLogs::default();
    transactions.filter(|one| logs_results || !one.is_priority()).for_each(|one| logs.add(one));
    logs
}

/// Whether operations with these hashes, in this order, give what a batch claims as their rolling hash.
pub(crate) fn rolls_to(claimed: Fifo<TxHash>, items: Fifo<TxHash>) -> bool {
    claimed.len() == items.len() && claimed.iter().zip(items.iter()).all(|(one, item)| one.passes_for(item))
}
