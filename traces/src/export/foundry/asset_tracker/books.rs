//! The books of `asset_tracker` by the names of the adapter's getters.

use counterfoil_model::asset_tracker::messages::{
    BatchMessage, Counts, InboxTx, PriorityCall, PriorityOperation,
};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use counterfoil_model::asset_tracker::{AssetTracker, Flow, History, State};
use counterfoil_model::types::{Amount, Difference, TxStatus};

use super::super::calls::Call;
use super::super::words::Word;
use super::{chain, chain_id, is_old, layer, number, v31_batch_number};

/// Each book that the contracts of the scenario have.
pub(super) fn words(system: &AssetTracker, state: &State) -> Vec<(Call, Word)> {
    let mut words = Words { system, words: Vec::new() };
    let tracker = &state.l1.asset_tracker;
    words.push("isAssetRegistered", vec![], Word::flag(tracker.is_asset_registered));
    for id in [ChainId::L1, ChainId::Gateway] {
        words.push("l1ChainBalance", vec![chain_id(id)], number(tracker.chain_balance[id]));
    }
    words.push("isGatewayWhitelisted", vec![], Word::flag(state.l1.bridgehub.is_gateway_whitelisted));
    for &of in &system.chains {
        words.on_l1(state, of);
        words.queue(state, of);
        words.messages(state, of);
        // Of a Gateway that proves what it likes nothing is followed.
        if !system.parameters.gateway_starts_compromised() {
            words.on_gateway(state, of);
        }
        if system.is_honest(of) {
            words.on_chain(state, of);
        }
    }
    words.words
}

/// A batch's kind and amount.
pub(super) fn batch(message: BatchMessage) -> (Word, Word) {
    let (kind, amount) = match message {
        BatchMessage::Withdrawal { amount } => ("Withdrawal", amount),
        BatchMessage::Interop { amount, .. } => ("Interop", amount),
        BatchMessage::InteropExecuted { amount } => ("InteropExecuted", amount),
        BatchMessage::Status { amount, .. } => ("Status", amount),
        BatchMessage::L1ToGateway { .. } => ("Totals", Amount::ZERO),
    };
    (Word::text(format!("BatchKind.{kind}")), number(amount))
}

fn times(number: MigrationNumber) -> Word {
    Word::Number(i64::from(number.0))
}

fn difference(difference: Difference) -> Word {
    Word::Difference(difference.wide())
}

fn count(count: usize) -> Word {
    Word::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

struct Words<'a> {
    system: &'a AssetTracker,
    words: Vec<(Call, Word)>,
}

impl Words<'_> {
    fn push(&mut self, getter: &'static str, args: Vec<Word>, value: Word) {
        self.words.push((Call::new(getter, args), value));
    }

    fn of(&mut self, getter: &'static str, of: Chain, value: Word) {
        self.push(getter, vec![chain(of)], value);
    }

    fn on_l1(&mut self, state: &State, of: Chain) {
        let l1 = &state.l1;
        let tracker = &l1.asset_tracker;
        self.of("l1ChainBalance", of, number(tracker.chain_balance[ChainId::from(of)]));
        self.of("l1AssetMigrationNumber", of, times(tracker.asset_migration_number[of]));
        if self.system.is_honest(of) {
            self.of("l1DepositedMinusClaimed", of, difference(tracker.deposited_minus_claimed[of]));
        }
        if is_old(&self.system.parameters) {
            self.of("legacyChainBalance", of, number(l1.native_token_vault.chain_balance[of]));
        }
        if self.system.parameters.history != History::SinceV31 {
            let Word::Text(text) = v31_batch_number(l1.message_root.v31_upgrade_chain_batch_number[of])
            else {
                return;
            };
            self.of("v31UpgradeChainBatchNumber", of, Word::Text(format!("uint256({text})")));
        }
        self.of("settlementLayer", of, layer(l1.bridgehub.settlement_layer[of]));
        self.of("l1MigrationNumber", of, times(l1.chain_asset_handler.migration_number[of]));
        let in_progress = l1.chain_asset_handler.is_migration_in_progress[of];
        self.of("isMigrationInProgress", of, Word::flag(in_progress));
        self.of("migrationHappened", of, Word::flag(l1.nullifier.migration_happened[of]));
        self.of("l1DepositsPaused", of, Word::flag(l1.zk_chain[of].paused_deposits));
    }

    fn queue(&mut self, state: &State, of: Chain) {
        let queue = state.l1.zk_chain[of].priority_queue;
        self.of("priorityQueueLength", of, count(queue.iter().count()));
        for (index, PriorityOperation { call, route, forwarded }) in queue.iter().enumerate() {
            let at = vec![chain(of), count(index)];
            let (is_confirmation, value) = match call {
                PriorityCall::Deposit { amount } => (false, number(amount)),
                PriorityCall::ConfirmMigrationOnL2 { number } => (true, times(number)),
            };
            self.push("priorityOperationIsConfirmation", at.clone(), Word::flag(is_confirmation));
            self.push("priorityOperationValue", at.clone(), value);
            let via_gateway = route == SettlementLayer::Gateway;
            self.push("priorityOperationIsViaGateway", at.clone(), Word::flag(via_gateway));
            self.push("priorityOperationIsForwarded", at, Word::flag(forwarded));
        }
    }

    fn messages(&mut self, state: &State, of: Chain) {
        let root = &state.l1.message_root;
        for on in SettlementLayer::ALL {
            let place = [chain(of), layer(on)];
            self.counts("withdrawalsToPay", &place, root.withdrawals[of][on]);
            self.counts("failedDepositsToRefund", &place, root.failed_deposits[of][on]);
        }
        if is_old(&self.system.parameters) {
            self.counts("oldWithdrawalsToPay", &[chain(of)], root.withdrawals_before_v31[of]);
        }
        let totals = root.to_gateway[of];
        self.of("totalsNumber", of, totals.map_or(Word::Number(0), |one| times(one.chain_migration_number)));
        self.of("totalsWithdrawnMinusSuccessful", of, difference(root.reported_totals[of]));
        let returned = root.to_l1[of];
        self.of(
            "returnedNumber",
            of,
            returned.map_or(Word::Number(0), |one| times(one.chain_migration_number)),
        );
        self.of("returnedAmount", of, number(returned.map_or(Amount::ZERO, |one| one.amount)));
        self.of("hasLeftGateway", of, Word::flag(root.left_gateway[of]));
        let status = match root.migration_status[of] {
            None => 0,
            Some(TxStatus::Success) => 1,
            Some(TxStatus::Failure) => 2,
        };
        self.of("migrationStatus", of, Word::Number(status));
    }

    fn on_gateway(&mut self, state: &State, of: Chain) {
        let gateway = &state.gateway;
        let tracker = &gateway.asset_tracker;
        self.of("gatewayChainBalance", of, number(tracker.chain_balance[of]));
        if self.system.parameters.variant.holds_interop_pending() {
            self.of("gatewayPendingInteropBalance", of, number(tracker.pending_interop_balance[of]));
        }
        self.of("gatewayAssetMigrationNumber", of, times(tracker.asset_migration_number[of]));
        self.of("gatewayMigrationNumber", of, times(gateway.chain_asset_handler.migration_number[of]));
        self.of("settlesOnGateway", of, Word::flag(gateway.bridgehub.settles_here[of]));
        self.of("gatewayDepositsPaused", of, Word::flag(gateway.paused_deposits[of]));
        self.of("inboxLength", of, count(gateway.inbox[of].iter().count()));
        for (index, tx) in gateway.inbox[of].iter().enumerate() {
            let (kind, amount) = match tx {
                InboxTx::ForwardDeposit { amount } => (1, amount),
                InboxTx::ForwardService => (2, Amount::ZERO),
                InboxTx::ConfirmMigrationOnGateway { amount, .. } => (3, amount),
                InboxTx::BridgeMint => (4, Amount::ZERO),
                InboxTx::PauseDeposits => (5, Amount::ZERO),
            };
            let at = vec![chain(of), count(index)];
            self.push("inboxTxKind", at.clone(), Word::Number(kind));
            self.push("inboxTxAmount", at, number(amount));
        }
        self.counts("unsettledWithdrawals", &[chain(of)], gateway.batch.withdrawals[of]);
        self.counts("unsettledFailedDeposits", &[chain(of)], gateway.batch.failed_deposits[of]);
    }

    fn on_chain(&mut self, state: &State, of: Chain) {
        let own = &state.chain[of];
        self.of("supply", of, number(own.supply));
        if self.system.origin_chain_id() == of.into() {
            self.of("l2ChainBalance", of, number(own.asset_tracker.chain_balance));
        }
        self.of("l2AssetMigrationNumber", of, times(own.asset_tracker.asset_migration_number));
        let totals = own.asset_tracker.withdrawn_minus_successful;
        self.of("l2WithdrawnMinusSuccessful", of, difference(totals));
        if is_old(&self.system.parameters) {
            self.of("isPreV31SupplySaved", of, Word::flag(own.asset_tracker.is_asset_registered));
        }
        if self.system.parameters.runs(Flow::BackfillBaseToken) {
            let is_to_fill_in = own.asset_tracker.supply_to_fill_in.is_some();
            self.of("isPreV31SupplyToFillIn", of, Word::flag(is_to_fill_in));
        }
        self.counts("interopToClaim", &[chain(of)], own.interop);
        let nothing = (Word::text("BatchKind.None"), Word::Number(0));
        let (kind, amount) = own.batch.map_or(nothing, |one| batch(one.message));
        if let Word::Text(kind) = kind {
            self.of("batchKind", of, Word::Text(format!("uint256({kind})")));
        }
        self.of("batchAmount", of, amount);
        self.of("isBatchCommitted", of, Word::flag(own.batch.is_some_and(|one| one.committed)));
    }

    /// How many messages there are of each amount.
    fn counts(&mut self, getter: &'static str, place: &[Word], counts: Counts) {
        for (slot, &amount) in self.system.amounts.iter().enumerate() {
            let args = [place, &[number(amount)]].concat();
            self.push(getter, args, Word::Number(i64::from(counts.of(slot))));
        }
    }
}
