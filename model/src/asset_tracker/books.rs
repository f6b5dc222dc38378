//! The named values of a state, in the contracts' own words and in a fixed order.

use std::fmt::Display;

use crate::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use crate::system::{Book, BookValue};

use super::AssetTracker;
use super::messages::Counts;
use super::scenario::{Flow, History, Party, Windows};
use super::state::{State, Transaction};

/// The books of a state, of the chains that the scenario has.
pub(super) fn of(system: &AssetTracker, state: &State) -> Vec<Book> {
    let mut books = Books { system, books: Vec::new() };
    books.l1(state);
    if system.parameters.reentrancy.is_some() {
        books.transaction(state);
    }
    for &chain in &system.chains {
        books.chain_on_l1(state, chain);
        books.messages(state, chain);
        books.chain_on_gateway(state, chain);
        if system.is_honest(chain) {
            books.chain(state, chain);
        } else {
            books.amount(
                format!("malicious {chain}: put in less taken out"),
                state.ghost_put_in[chain].wide(),
            );
        }
    }
    books.books
}

struct Books<'a> {
    system: &'a AssetTracker,
    books: Vec<Book>,
}

impl Books<'_> {
    fn amount(&mut self, name: String, amount: i64) {
        self.books.push(Book { name, value: BookValue::Amount(amount) });
    }

    fn text(&mut self, name: String, value: impl Display) {
        self.books.push(Book { name, value: BookValue::Text(value.to_string()) });
    }

    fn l1(&mut self, state: &State) {
        let tracker = &state.l1.asset_tracker;
        self.text("L1 isAssetRegistered".into(), tracker.is_asset_registered);
        self.amount("L1 chainBalance[L1]".into(), tracker.chain_balance[ChainId::L1].wide());
        self.amount("L1 chainBalance[Gateway]".into(), tracker.chain_balance[ChainId::Gateway].wide());
        if self.system.parameters.windows != Windows::NONE {
            self.text("steps that Gateway's clock is behind".into(), state.gateway.lag);
        }
        let is_old = self.system.parameters.history == History::BeforeV31;
        if is_old && self.system.parameters.asset.is_native() {
            let supply = state.l1.native_token_vault.l1_supply.wide();
            self.amount("L1 supply of the token from before v31".into(), supply);
        }
        if is_old || self.system.runs(Flow::WithdrawWhitelisting) {
            let is_whitelisted = state.l1.bridgehub.is_gateway_whitelisted;
            self.text("L1 whitelistedSettlementLayers[Gateway]".into(), is_whitelisted);
        }
        if self.system.parameters.gateway != Party::Honest {
            let is_rewritten = state.l1.message_root.is_history_rewritten;
            self.text("L1 a root of Gateway from before v31 is replaced".into(), is_rewritten);
        }
    }

    fn transaction(&mut self, state: &State) {
        let open = state.transaction.as_deref();
        let calls = open.into_iter().flat_map(Transaction::open_calls);
        self.text("open calls, the innermost first".into(), list(calls.map(Transaction::call_at_point)));
        let returned = open.into_iter().flat_map(|one| &one.ghost_returned);
        self.text("calls that have returned".into(), list(returned));
        let made = open.map_or(0, |one| one.nested_calls);
        self.text("nested calls made".into(), made);
        for &chain in &self.system.chains {
            let change = state.l1.transient.balance_change[chain];
            self.text(format!("transient balance change of {chain}"), change);
            let left = state.ghost_balance_change_left[chain];
            self.text(format!("a balance change of {chain} was left behind"), left);
        }
        let layer = state.l1.transient.settlement_layer;
        self.text("transient settlement layer".into(), or_none(layer));
    }

    fn chain_on_l1(&mut self, state: &State, chain: Chain) {
        let l1 = &state.l1;
        let tracker = &l1.asset_tracker;
        if self.system.parameters.history == History::BeforeV31 {
            let legacy = l1.native_token_vault.chain_balance[chain].wide();
            self.amount(format!("L1 vault's balance of {chain} from before v31"), legacy);
            let number = l1.message_root.v31_upgrade_chain_batch_number[chain];
            self.text(format!("L1 v31UpgradeChainBatchNumber[{chain}]"), number);
            let old = l1.message_root.withdrawals_before_v31[chain];
            self.counts(format!("withdrawals of {chain} to pay, from the old Gateway"), old);
        }
        self.amount(format!("L1 chainBalance[{chain}]"), tracker.chain_balance[ChainId::from(chain)].wide());
        self.text(format!("L1 assetMigrationNumber[{chain}]"), tracker.asset_migration_number[chain]);
        let totals = format!("L1 totalDepositedFromL1 - totalClaimedOnL1 [{chain}]");
        self.amount(totals, tracker.deposited_minus_claimed[chain].wide());
        self.text(format!("L1 settlementLayer[{chain}]"), l1.bridgehub.settlement_layer[chain]);
        let handler = &l1.chain_asset_handler;
        self.text(format!("L1 migrationNumber[{chain}]"), handler.migration_number[chain]);
        self.text(format!("L1 isMigrationInProgress[{chain}]"), handler.is_migration_in_progress[chain]);
        let happened = l1.nullifier.migration_happened[chain];
        self.text(format!("L1 depositHappened of the migration [{chain}]"), happened);
        self.text(format!("L1 deposits paused [{chain}]"), l1.zk_chain[chain].paused_deposits);
        if self.system.parameters.windows != Windows::NONE {
            self.text(format!("L1 steps since the pause [{chain}]"), l1.zk_chain[chain].pause_age);
        }
        let queue = l1.zk_chain[chain].priority_queue;
        self.text(format!("priority queue of {chain}"), list(queue.iter()));
        let finalized = l1.nullifier.is_withdrawal_finalized[chain];
        let refunded = l1.nullifier.is_refunded[chain];
        for layer in SettlementLayer::ALL {
            for (slot, &amount) in self.system.amounts.iter().enumerate() {
                let kind = format!("of {amount} from {chain}, proven on {layer}");
                self.flag(format!("L1 a withdrawal {kind} is finalized"), finalized[layer].has(slot));
                self.flag(format!("L1 a failed deposit {kind} is refunded"), refunded[layer].has(slot));
            }
        }
    }

    /// A flag that few scenarios keep, so that it is listed where they do.
    fn flag(&mut self, name: String, value: bool) {
        if self.system.keeps_used_messages {
            self.text(name, value);
        }
    }

    fn messages(&mut self, state: &State, chain: Chain) {
        let root = &state.l1.message_root;
        for layer in SettlementLayer::ALL {
            self.counts(
                format!("withdrawals of {chain} to pay, proven on {layer}"),
                root.withdrawals[chain][layer],
            );
            let failed = root.failed_deposits[chain][layer];
            self.counts(format!("failed deposits of {chain} to refund, proven on {layer}"), failed);
        }
        let to_gateway = root.to_gateway[chain].map(|message| {
            format!("number {}, {:+}", message.chain_migration_number, root.reported_totals[chain].wide())
        });
        self.text(format!("totals of {chain} provable on L1"), or_none(to_gateway));
        // What was received may be forgotten.
        let is_received = state.ghost_migrated_to_l1[chain];
        let to_l1 = root.to_l1[chain].map(|message| {
            let amount = if is_received { "received".into() } else { format!("amount {}", message.amount) };
            format!("number {}, {amount}", message.chain_migration_number)
        });
        self.text(format!("returned balance of {chain} provable on L1"), or_none(to_l1));
        self.text(format!("{chain} has left Gateway, provable on L1"), root.left_gateway[chain]);
        self.text(format!("migration of {chain}, provable on L1"), or_none(root.migration_status[chain]));
        let earlier = root.earlier_migration_failed[chain];
        self.text(format!("an earlier migration of {chain} failed, provable on L1"), earlier);
    }

    fn chain_on_gateway(&mut self, state: &State, chain: Chain) {
        let gateway = &state.gateway;
        let tracker = &gateway.asset_tracker;
        self.amount(format!("Gateway chainBalance[{chain}]"), tracker.chain_balance[chain].wide());
        if self.system.parameters.variant.holds_interop_pending() {
            let pending = tracker.pending_interop_balance[chain].wide();
            self.amount(format!("Gateway pendingInteropBalance[{chain}]"), pending);
        }
        self.text(format!("Gateway assetMigrationNumber[{chain}]"), tracker.asset_migration_number[chain]);
        let number = gateway.chain_asset_handler.migration_number[chain];
        self.text(format!("Gateway migrationNumber[{chain}]"), number);
        self.text(format!("Gateway: {chain} settles here"), gateway.bridgehub.settles_here[chain]);
        self.text(format!("Gateway deposits paused [{chain}]"), gateway.paused_deposits[chain]);
        if self.system.parameters.windows != Windows::NONE {
            self.text(format!("Gateway steps since the pause [{chain}]"), gateway.pause_age[chain]);
        }
        self.text(format!("L1->Gateway for {chain}"), list(gateway.inbox[chain].iter()));
        self.counts(format!("Gateway batch: withdrawals of {chain}"), gateway.batch.withdrawals[chain]);
        self.counts(
            format!("Gateway batch: failed deposits of {chain}"),
            gateway.batch.failed_deposits[chain],
        );
        let returned = gateway.batch.to_l1[chain].map(|message| format!("amount {}", message.amount));
        self.text(format!("Gateway batch: returned balance of {chain}"), or_none(returned));
        let others = [
            gateway.batch.to_gateway[chain].map(|_| "totals".to_owned()),
            gateway.batch.left_gateway[chain].then(|| "left Gateway".to_owned()),
            gateway.batch.migration_status[chain].map(|status| format!("migration: {status}")),
        ];
        self.text(format!("Gateway batch: other messages of {chain}"), list(others.into_iter().flatten()));
        self.amount(format!("refused relays to {chain}"), state.ghost_relay_refused[chain].wide());
    }

    fn chain(&mut self, state: &State, chain: Chain) {
        let own = &state.chain[chain];
        self.amount(format!("{chain} supply of its users"), own.supply.wide());
        if self.system.origin_chain_id() == chain.into() {
            self.amount(format!("{chain} chainBalance"), own.asset_tracker.chain_balance.wide());
        }
        self.text(format!("{chain} assetMigrationNumber"), own.asset_tracker.asset_migration_number);
        if self.system.parameters.history == History::BeforeV31 {
            self.text(
                format!("{chain} totalPreV31TotalSupply is saved"),
                own.asset_tracker.is_asset_registered,
            );
        }
        if self.system.runs(Flow::BackfillBaseToken) {
            let supply = own.asset_tracker.supply_to_fill_in;
            self.text(format!("{chain} supply from before v31 to fill in"), or_none(supply));
        }
        let totals = format!("{chain} totalWithdrawalsToL1 - totalSuccessfulDepositsFromL1");
        self.amount(totals, own.asset_tracker.withdrawn_minus_successful.wide());
        self.counts(format!("interop to claim on {chain}"), own.interop);
        for (slot, &amount) in self.system.amounts.iter().enumerate() {
            self.flag(format!("{chain} interop of {amount} is claimed"), own.is_interop_claimed.has(slot));
        }
        let batch = own.batch.map(|batch| batch.with_totals(own.reported_totals));
        self.text(format!("batch of {chain}"), or_none(batch));
    }

    fn counts(&mut self, name: String, counts: Counts) {
        let amounts = self.system.amounts.iter().enumerate();
        let each = amounts.filter(|(slot, _)| counts.of(*slot) > 0);
        self.text(name, list(each.map(|(slot, amount)| format!("{} x {amount}", counts.of(slot)))));
    }
}

fn list<T: Display>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    if items.is_empty() { "none".into() } else { items.join(", ") }
}

fn or_none<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "none".into(), |value| value.to_string())
}
