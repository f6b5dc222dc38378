//! Amounts that several properties count: what a chain owes, what covers it, what is on its way.

use counterfoil_model::asset_tracker::messages::{BatchMessage, GatewayToL1Message, InboxTx, PriorityCall};
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, MigrationNumber, SettlementLayer};
use counterfoil_model::asset_tracker::{AssetTracker, State};
use counterfoil_model::footprint::Parts;

use super::parties::{compromise_of_gateway, is_origin, layer, parts_of, vault};
use crate::property::Term;

/// One side of an equation, which a search only sums up and a reader wants to see: the names are made
/// for the reader alone.
pub(super) trait Side {
    /// Counts `amount`.
    fn add(&mut self, name: impl FnOnce() -> String, amount: i64);
}

impl Side for i64 {
    fn add(&mut self, _: impl FnOnce() -> String, amount: i64) {
        *self += amount;
    }
}

impl Side for Vec<Term> {
    fn add(&mut self, name: impl FnOnce() -> String, amount: i64) {
        self.push(Term { name: name(), amount });
    }
}

/// Deposits in the chain's priority queue that went through `layer`, wherever they are on their way.
pub(super) fn queued_deposits(state: &State, chain: Chain, layer: SettlementLayer) -> i64 {
    let operations = state.l1.zk_chain[chain].priority_queue.iter();
    let amounts =
        operations.filter(|operation| operation.route == layer).map(|operation| match operation.call {
            PriorityCall::Deposit { amount } => amount.wide(),
            PriorityCall::ConfirmMigrationOnL2 { .. } => 0,
        });
    amounts.sum()
}

/// Deposits that Gateway has not received yet. What a chain relays that settles on L1 and has not left
/// Gateway is no deposit: nothing was booked for it.
pub(super) fn deposits_to_gateway(state: &State, chain: Chain) -> i64 {
    if !is_on_gateway(state, chain) && !has_left_gateway(state, chain) {
        return 0;
    }
    let transactions = state.gateway.inbox[chain].iter();
    let amounts =
        transactions.map(|tx| if let InboxTx::ForwardDeposit { amount } = tx { amount.wide() } else { 0 });
    amounts.sum()
}

/// Balances that have migrated to Gateway on L1 and are not confirmed there yet.
pub(super) fn confirmations_to_gateway(state: &State, chain: Chain) -> i64 {
    let transactions = state.gateway.inbox[chain].iter();
    let amounts = transactions.map(|tx| match tx {
        InboxTx::ConfirmMigrationOnGateway { amount, .. } => amount.wide(),
        _ => 0,
    });
    amounts.sum()
}

/// Withdrawals and refunds of the chain that `layer` answers for and L1 has not paid.
pub(super) fn unpaid(system: &AssetTracker, state: &State, chain: Chain, layer: SettlementLayer) -> i64 {
    let root = &state.l1.message_root;
    let provable = root.withdrawals[chain][layer].total(&system.amounts)
        + root.failed_deposits[chain][layer].total(&system.amounts);
    let batch = &state.gateway.batch;
    match layer {
        // What a chain did on the old Gateway before v31 is its own to pay.
        SettlementLayer::L1 => provable + root.withdrawals_before_v31[chain].total(&system.amounts),
        SettlementLayer::Gateway => {
            provable
                + batch.withdrawals[chain].total(&system.amounts)
                + batch.failed_deposits[chain].total(&system.amounts)
        }
    }
}

/// The parts that [`unpaid`] reads.
pub(super) fn reads_unpaid(chain: Chain, layer: SettlementLayer) -> Parts {
    use Part as P;
    let parts: &[Part] = match layer {
        SettlementLayer::L1 => &[P::WithdrawalsOnL1, P::RefundsOnL1, P::OldWithdrawals],
        SettlementLayer::Gateway => {
            &[P::WithdrawalsOnGateway, P::RefundsOnGateway, P::BatchedWithdrawals, P::BatchedRefunds]
        }
    };
    parts_of(chain, parts)
}

/// What the batch that the chain has begun takes from it: a withdrawal, interop, or a failed deposit that
/// is not vouched for yet.
pub(super) fn in_batch(state: &State, chain: Chain) -> i64 {
    match state.chain[chain].batch.map(|batch| batch.message) {
        Some(
            BatchMessage::Withdrawal { amount }
            | BatchMessage::Interop { amount, .. }
            | BatchMessage::Status { amount, .. },
        ) => amount.wide(),
        Some(BatchMessage::InteropExecuted { .. } | BatchMessage::L1ToGateway { .. }) | None => 0,
    }
}

/// Whether Gateway says that the chain has left it.
pub(super) fn has_left_gateway(state: &State, chain: Chain) -> bool {
    state.gateway.chain_asset_handler.migration_number[chain] >= MigrationNumber::GATEWAY_TO_L1
        && !state.gateway.bridgehub.settles_here[chain]
}

/// Whether the chain settles on Gateway, or is on its way there.
pub(super) fn is_on_gateway(state: &State, chain: Chain) -> bool {
    state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::Gateway && !has_left_gateway(state, chain)
}

/// A balance of the chain that Gateway has sent home, wherever the message is.
fn sent_home(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let amount = |message: Option<GatewayToL1Message>| message.map_or(0, |message| message.amount.wide());
    let (unsettled, provable) = (state.gateway.batch.to_l1[chain], state.l1.message_root.to_l1[chain]);
    if system.parameters.variant.returns_repeatedly() {
        amount(unsettled) + amount(provable)
    } else {
        amount(unsettled.or(provable))
    }
}

/// A balance of the chain that Gateway has sent home and L1 has not received.
pub(super) fn unreceived_return(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let is_used = state.ghost_migrated_to_l1[chain] && !system.parameters.variant.returns_repeatedly();
    if is_used { 0 } else { sent_home(system, state, chain) }
}

/// The parts that [`unreceived_return`] reads.
pub(super) fn reads_unreceived_return(chain: Chain) -> Parts {
    parts_of(chain, &[Part::Migrated, Part::BatchedReturn, Part::ReturnMessage])
}

/// A balance of the chain that Gateway has sent home and L1 may still receive.
fn receivable_return(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let stored_number = state.l1.asset_tracker.asset_migration_number[chain];
    let is_new =
        stored_number < MigrationNumber::GATEWAY_TO_L1 || system.parameters.variant.returns_repeatedly();
    if is_new { sent_home(system, state, chain) } else { 0 }
}

/// Interop to the chain that somebody may still claim there.
fn claimable_interop(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let variant = system.parameters.variant;
    let only_on_gateway = variant.holds_interop_pending() && !variant.strands_nothing();
    if only_on_gateway && !is_on_gateway(state, chain) {
        return 0;
    }
    state.chain[chain].interop.total(&system.amounts)
}

/// What an honest chain owes: to its users, to those who deposit, withdraw or are refunded, and to those
/// who may still claim interop there.
///
/// The origin chain of a token owes nothing to those who hold it there, since the bridge does not hold it; it
/// owes what it may still send out.
///
/// It is exactly what [`cover`] has, except within a transaction, whose calls book one after the other. Neither counts what
/// is lost by design: interop that is stranded, what Gateway refuses to relay, and all that a malicious Gateway holds.
pub(super) fn owed(system: &AssetTracker, state: &State, chain: Chain, side: &mut impl Side) {
    let own = &state.chain[chain];
    if system.origin_chain_id() == ChainId::from(chain) {
        side.add(|| format!("{chain} chainBalance"), own.asset_tracker.chain_balance.wide());
    } else {
        side.add(|| format!("{chain} supply of its users"), own.supply.wide());
    }
    on_its_way(system, state, chain, side);
}

/// What the chain owes beyond what its users hold: deposits, withdrawals, refunds and interop on their way.
fn on_its_way(system: &AssetTracker, state: &State, chain: Chain, side: &mut impl Side) {
    for layer in SettlementLayer::ALL {
        side.add(|| format!("deposits through {layer} to execute"), queued_deposits(state, chain, layer));
    }
    side.add(|| "in its batch".into(), in_batch(state, chain));
    side.add(|| "unpaid, proven on L1".into(), unpaid(system, state, chain, SettlementLayer::L1));
    side.add(|| "interop that may be claimed".into(), claimable_interop(system, state, chain));
}

/// The parts that [`owed`] reads.
pub(super) fn reads_owed(system: &AssetTracker, chain: Chain) -> Parts {
    let held = if is_origin(system, chain) { Part::OwnBalance } else { Part::Supply };
    held.of(chain).and(reads_on_its_way(chain))
}

fn reads_on_its_way(chain: Chain) -> Parts {
    let own = parts_of(chain, &[Part::Queue, Part::Batch, Part::Interop]);
    own.and(reads_unpaid(chain, SettlementLayer::L1)).and(layer(chain))
}

/// What users of the chain, and those on their way to it or from it, have not been paid on L1.
pub(super) fn not_paid_out(system: &AssetTracker, state: &State, chain: Chain) -> i64 {
    let mut sum = state.chain[chain].supply.wide();
    on_its_way(system, state, chain, &mut sum);
    sum + unpaid(system, state, chain, SettlementLayer::Gateway)
}

/// The parts that [`not_paid_out`] reads.
pub(super) fn reads_not_paid_out(chain: Chain) -> Parts {
    let by_gateway = reads_unpaid(chain, SettlementLayer::Gateway);
    Part::Supply.of(chain).and(reads_on_its_way(chain)).and(by_gateway)
}

/// What covers that: its balance on L1; while it is on Gateway, what it has there and what is on its way
/// there; once it has left, what the rules still let come home. Nothing that a malicious Gateway has covers anything.
pub(super) fn cover(system: &AssetTracker, state: &State, chain: Chain, side: &mut impl Side) {
    let tracker = &state.l1.asset_tracker;
    let is_origin = system.origin_chain_id() == ChainId::from(chain);
    if is_origin && !tracker.is_asset_registered {
        let vault = &state.l1.native_token_vault;
        let elsewhere = system
            .chains
            .iter()
            .fold(vault.l1_supply.wide(), |sum, chain| sum + vault.chain_balance[*chain].wide());
        side.add(|| "given at registration".into(), system.uint.max.wide() - elsewhere);
    } else {
        let balance = tracker.chain_balance[ChainId::from(chain)];
        side.add(|| format!("L1 chainBalance[{chain}]"), balance.wide());
    }
    let legacy = state.l1.native_token_vault.chain_balance[chain];
    side.add(|| format!("vault's balance of {chain} from before v31"), legacy.wide());
    if system.gateway_is_compromised(state) {
        return;
    }
    let gateway = &state.gateway.asset_tracker;
    let has_left = has_left_gateway(state, chain);
    // A balance is sent home once, and by a chain that has left once.
    let has_left_once =
        state.gateway.chain_asset_handler.migration_number[chain] == MigrationNumber::GATEWAY_TO_L1;
    let is_unsent = gateway.asset_migration_number[chain] < MigrationNumber::GATEWAY_TO_L1
        || system.parameters.variant.returns_repeatedly();
    let may_return = has_left && has_left_once && is_unsent;
    if is_on_gateway(state, chain) || may_return {
        side.add(|| format!("Gateway chainBalance[{chain}]"), gateway.chain_balance[chain].wide());
        side.add(|| "migrated, to be confirmed".into(), confirmations_to_gateway(state, chain));
    }
    if is_on_gateway(state, chain) || may_return && system.parameters.variant.strands_nothing() {
        let pending = gateway.pending_interop_balance[chain];
        side.add(|| format!("Gateway pendingInteropBalance[{chain}]"), pending.wide());
    }
    if has_left {
        side.add(|| "returned, to be received".into(), receivable_return(system, state, chain));
    }
    side.add(|| "deposits to Gateway, not refused".into(), deposits_to_gateway(state, chain));
}

/// The parts that [`cover`] reads.
pub(super) fn reads_cover(system: &AssetTracker, chain: Chain) -> Parts {
    use Part as P;
    let on_l1 = [P::Balance, P::VaultBalance, P::Number, P::ReturnMessage];
    let on_gateway =
        [P::BalanceOnGateway, P::NumberOnGateway, P::PendingOnGateway, P::Inbox, P::BatchedReturn];
    let own = parts_of(chain, &on_l1).and(parts_of(chain, &on_gateway)).and(layer(chain));
    let registration =
        if is_origin(system, chain) { Shared::Registered.set().and(vault(system)) } else { Parts::NONE };
    own.and(registration).and(compromise_of_gateway(system))
}
