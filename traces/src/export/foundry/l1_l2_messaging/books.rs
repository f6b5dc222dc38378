//! The books of `l1_l2_messaging` by the names of the adapter's getters.

use counterfoil_model::l1_l2_messaging::messages::{Operations, ProtocolVersion, UserLogs};
use counterfoil_model::l1_l2_messaging::state::{Batch, L1};
use counterfoil_model::l1_l2_messaging::{L1L2Messaging, State};

use super::super::calls::Call;
use super::super::words::Word;

/// Each book that contracts have.
pub(super) fn words(system: &L1L2Messaging, state: &State) -> Vec<(Call, Word)> {
    let mut words = Words(Vec::new());
    words.on_l1(&state.l1);
    words.payments(&state.l1);
    for position in 0..system.parameters.batches_in_flight {
        if let Some(batch) = state.l1.executor.committed.get(position) {
            words.batch(position, batch);
        }
    }
    words.open(state);
    words.0
}

fn set(operations: Operations) -> i64 {
    operations.iter().map(|operation| 1_i64 << operation.0).sum()
}

struct Words(Vec<(Call, Word)>);

impl Words {
    fn number(&mut self, getter: &'static str, value: impl Into<i64>) {
        self.0.push((Call::new(getter, Vec::new()), Word::Number(value.into())));
    }

    fn of(&mut self, position: u8, getter: &'static str, value: impl Into<i64>) {
        let position = Word::Number(i64::from(position));
        self.0.push((Call::new(getter, vec![position]), Word::Number(value.into())));
    }

    fn on_l1(&mut self, l1: &L1) {
        let (mailbox, executor, upgrade) = (&l1.mailbox, &l1.executor, &l1.upgrade);
        self.number("totalPriorityTxs", mailbox.total_priority_txs.0);
        self.number("firstUnprocessedPriorityTx", mailbox.first_unprocessed_priority_tx.0);
        self.number("isPriorityMode", l1.is_priority_mode);
        self.number("protocolVersion", upgrade.rules.version.0);
        self.number("protocolPatch", upgrade.rules.patch);
        let ProtocolVersion(pending) = upgrade.l2_system_contracts_upgrade_tx_hash.unwrap_or_default();
        self.number("pendingUpgrade", pending);
        self.number("upgradeBatch", upgrade.l2_system_contracts_upgrade_batch_number.unwrap_or(0));
        self.number("hasExecutedBatch", executor.has_executed);
        self.number("executedSystemVersion", executor.executed_state_root.system_version.0);
        self.number("executedSupply", executor.executed_state_root.supply.0);
        self.number("committedBatches", executor.committed.len());
        self.number("verifiedBatches", executor.total_batches_verified);
    }

    fn payments(&mut self, l1: &L1) {
        let UserLogs { succeeded, failed, withdrawals, has_forged_withdrawal } = l1.message_root.logs;
        self.number("provableSuccesses", set(succeeded));
        self.number("provableFailures", set(failed));
        self.number("withdrawalsToFinalize", withdrawals);
        self.number("isForgedWithdrawalProvable", has_forged_withdrawal);
        let nullifier = &l1.nullifier;
        self.number("depositHappened", set(nullifier.deposit_happened));
        self.number("refundedDeposits", set(nullifier.ghost_refunded));
        self.number("hasFinalizedWithdrawal", nullifier.has_finalized_withdrawal);
        self.number("locked", nullifier.locked.0);
    }

    fn batch(&mut self, position: u8, batch: &Batch) {
        self.of(position, "batchNumberOfLayer1Txs", batch.number_of_layer1_txs);
        self.of(position, "batchProtocolVersion", batch.rules.version.0);
        self.of(position, "batchPatch", batch.rules.patch);
        self.of(position, "batchSystemVersion", batch.state_root.system_version.0);
        self.of(position, "batchSupply", batch.state_root.supply.0);
        let UserLogs { succeeded, failed, withdrawals, has_forged_withdrawal } = batch.l2_logs_tree_root;
        self.of(position, "batchSucceeded", set(succeeded));
        self.of(position, "batchFailed", set(failed));
        self.of(position, "batchWithdrawals", withdrawals);
        self.of(position, "batchHasForgedWithdrawal", has_forged_withdrawal);
    }

    fn open(&mut self, state: &State) {
        let open = state.batch_under_way();
        self.number("openTransactions", open.executed.len());
        self.number("openNumberOfLayer1Txs", open.number_of_priority_transactions);
        self.number("openUpgradeLogs", open.upgrade_logs.len());
        self.number("openSystemVersion", open.state_root.system_version.0);
        self.number("openSupply", open.state_root.supply.0);
    }
}
