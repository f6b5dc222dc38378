//! The environment: the first state, the clock of L1, and what a node does without being asked.

use super::messages::{OperationId, Operations, Rules};
use super::state::{Batches, Executor, L1, Mailbox, MessageRoot, Nullifier, OpenBatch, StateRoot, Upgrade};
use super::{L1L2Messaging, State};
use crate::types::Amount;

/// The state in which nothing has happened yet.
pub(super) fn init_state(system: &L1L2Messaging) -> State {
    let l1 = L1 {
        mailbox: Mailbox {
            total_priority_txs: OperationId::FIRST,
            first_unprocessed_priority_tx: OperationId::FIRST,
            unprocessable: Operations::default(),
            first_is_overdue: false,
        },
        executor: Executor {
            committed: Batches::default(),
            total_batches_verified: 0,
            executed_state_root: StateRoot::default(),
            has_executed: false,
            is_behind_executed: false,
        },
        upgrade: Upgrade {
            rules: Rules::default(),
            l2_system_contracts_upgrade_tx_hash: None,
            tx_can_only_fail: false,
            l2_system_contracts_upgrade_batch_number: None,
        },
        message_root: MessageRoot::default(),
        nullifier: Nullifier {
            deposit_happened: Operations::default(),
            ghost_refunded: Operations::default(),
            has_finalized_withdrawal: false,
            locked: Amount::ZERO,
        },
        is_priority_mode: false,
    };
    State { l1, open_batch: OpenBatch::default(), reverts_left: reverts(system) }
}

/// How often an honest operator may revert at will; a malicious one does so as often as it likes.
fn reverts(system: &L1L2Messaging) -> u8 {
    if system.parameters.operator_is_honest() { system.parameters.reverts } else { 0 }
}

/// The first operation of the queue has waited for longer than `PRIORITY_EXPIRATION`.
pub(super) fn pass_time(state: &State) -> State {
    let mut next = *state;
    next.l1.mailbox.first_is_overdue = true;
    next
}

/// The operator drops the batch that it is building.
pub(super) fn drop_batch(state: &State) -> State {
    let mut next = *state;
    next.open_batch = OpenBatch::default();
    next
}
