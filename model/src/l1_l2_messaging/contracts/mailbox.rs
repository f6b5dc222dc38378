//! `Mailbox` facet: users request priority operations, each of which deposits one unit.
//!
//! Document: "L1 <-> L2 Communication", Priority operations, Initiation.
//!
//! Not modelled, with the reason:
//! - Fees (`MsgValueTooLow`, `GasPerPubdataMismatch`): an operation that does not pay for itself is one that the
//!   operator loses by, and no less bound to process.
//! - `TooManyFactoryDeps`, `TransactionNotAllowed`, `DepositsPaused`: they refuse for reasons that nothing here reads.
//! - That no request has a sender from the kernel space: the sender is the caller's address, aliased.

use crate::types::Amount;

use super::super::messages::Operations;
use super::super::{Guard, L1L2Messaging, State};

/// Appends an operation to the queue, with the deposit that it is to bring to L2.
///
/// Spec: Priority operations, Initiation. Solidity: `Mailbox.requestL2Transaction`.
pub(crate) fn request_l2_transaction(
    system: &L1L2Messaging,
    state: &State,
    fits: bool,
) -> Result<State, Guard> {
    let guards = &system.guards;
    guards.require(Guard::OperationIsProcessable, fits)?;

    let mut next = *state;
    let mailbox = &mut next.l1.mailbox;
    let operation = mailbox.total_priority_txs;
    if !fits {
        mailbox.unprocessable.insert(operation);
    }
    mailbox.total_priority_txs = operation.plus(guards.happens(Guard::OperationIsQueued));
    let nullifier = &mut next.l1.nullifier;
    let record = guards.adds(Guard::DepositIsRemembered);
    if record.overwrites {
        nullifier.deposit_happened = Operations::default();
    }
    if record.times > 0 {
        nullifier.deposit_happened.insert(operation);
    }
    let locked = guards.moves(Guard::DepositIsLocked, Amount(1));
    nullifier.locked = Amount(nullifier.locked.0.saturating_add(locked.0));
    Ok(next)
}
