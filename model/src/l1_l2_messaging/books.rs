//! The named values of a state, in the contracts' own words and in a fixed order.

use std::fmt::Display;

use crate::system::{Book, BookValue};

use super::L1L2Messaging;
use super::state::State;

/// The books of a state.
pub(super) fn of(system: &L1L2Messaging, state: &State) -> Vec<Book> {
    let mut books = Books { books: Vec::new() };
    books.mailbox(state);
    books.upgrade(state);
    books.batches(system, state);
    books.payments(state);
    books.text("batch under way", state.batch_under_way());
    books.amount("reverts left", i64::from(state.reverts_left));
    books.books
}

struct Books {
    books: Vec<Book>,
}

impl Books {
    fn amount(&mut self, name: &str, amount: i64) {
        self.books.push(Book { name: name.into(), value: BookValue::Amount(amount) });
    }

    fn text(&mut self, name: impl Into<String>, value: impl Display) {
        self.books.push(Book { name: name.into(), value: BookValue::Text(value.to_string()) });
    }

    fn mailbox(&mut self, state: &State) {
        let mailbox = &state.l1.mailbox;
        self.amount("totalPriorityTxs", i64::from(mailbox.total_priority_txs.0));
        self.amount("firstUnprocessedPriorityTx", i64::from(mailbox.first_unprocessed_priority_tx.0));
        self.text("operations that cannot be processed", mailbox.unprocessable);
        self.text("the first operation is overdue", mailbox.first_is_overdue);
        self.text("priority mode", state.l1.is_priority_mode);
    }

    fn upgrade(&mut self, state: &State) {
        let upgrade = &state.l1.upgrade;
        self.text("protocolVersion", upgrade.rules);
        self.text("l2SystemContractsUpgradeTxHash", or_none(upgrade.l2_system_contracts_upgrade_tx_hash));
        self.text("the pending upgrade can only fail", upgrade.tx_can_only_fail);
        let batch = upgrade.l2_system_contracts_upgrade_batch_number;
        self.text("l2SystemContractsUpgradeBatchNumber, from the last executed", or_none(batch));
    }

    fn batches(&mut self, system: &L1L2Messaging, state: &State) {
        let executor = &state.l1.executor;
        self.text("some batch is executed", executor.has_executed);
        self.text("totalBatchesCommitted is below totalBatchesExecuted", executor.is_behind_executed);
        self.amount("batches verified and not executed", i64::from(executor.total_batches_verified));
        self.text("state root of the last executed batch", executor.executed_state_root);
        for position in 0..system.parameters.batches_in_flight {
            let name = format!("committed batch {}", position.saturating_add(1));
            self.text(name, or_none(executor.committed.get(position)));
        }
    }

    fn payments(&mut self, state: &State) {
        let (root, nullifier) = (&state.l1.message_root, &state.l1.nullifier);
        self.text("logs of executed batches", root.logs);
        self.text("some message is not published", root.ghost_has_unpublished_message);
        self.text("depositHappened", nullifier.deposit_happened);
        self.text("refunded deposits", nullifier.ghost_refunded);
        self.text("some withdrawal is finalised", nullifier.has_finalized_withdrawal);
        self.amount("locked on L1", nullifier.locked.wide());
    }
}

fn or_none<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "none".into(), |value| value.to_string())
}
