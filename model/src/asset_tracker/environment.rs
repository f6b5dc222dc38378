//! The environment: the first state, what a layer's own node executes in order, and what is forgotten.
//!
//! Nobody here decides anything. Relayers, users and admins try what they like ([`super::action`]); the
//! bootloader of Gateway executes its L1->Gateway transactions in order, that of a chain its priority
//! operations.

pub mod clock;
pub mod transaction;

use crate::asset_tracker::topology::{
    Chain, ChainId, MigrationNumber, PerChain, PerChainId, PerLayer, SettlementLayer,
};
use crate::fifo::Fifo;
use crate::types::{Amount, Difference, TxStatus};

use super::contracts::{
    chain_asset_handler, executor, gw_asset_tracker, l1_message_root, l2_asset_tracker, l2_token, migrator,
};
use super::messages::{
    BatchMessage, Counts, InboxTx, PriorityCall, PriorityOperation, Slots, V31BatchNumber,
};
use super::scenario::History;
use super::state::{
    ChainState, Gateway, GatewayBatch, GatewayBridgehub, GatewayChainAssetHandler, GwAssetTracker, L1,
    L1AssetTracker, L1Bridgehub, L1ChainAssetHandler, L1MessageRoot, L1NativeTokenVault, L1Nullifier,
    L2AssetTracker, TransientStorage, ZkChain,
};
use super::{AssetTracker, Guard, State, adversary};

/// The state in which nobody has used the asset yet.
pub(super) fn init_state(system: &AssetTracker) -> State {
    let starts_on = PerChain::each(|chain| system.parameters.chain(chain).starts_on);
    let on_gateway = PerChain::each(|chain| starts_on[chain] == SettlementLayer::Gateway);
    // Moves to the old Gateway are not counted.
    let is_old = system.parameters.history == History::BeforeV31;
    let migration_number = PerChain::each(|chain| {
        if on_gateway[chain] && !is_old { MigrationNumber::L1_TO_GATEWAY } else { MigrationNumber::NEVER }
    });
    let mut state = State {
        l1: init_l1(system, starts_on, migration_number),
        gateway: init_gateway(on_gateway, migration_number),
        chain: PerChain::each(|chain| init_chain(system, chain)),
        ghost_put_in: PerChain::all(Difference(0)),
        ghost_relay_refused: PerChain::all(Amount::ZERO),
        ghost_migrated_to_gateway: PerChain::all(false),
        ghost_migrated_to_l1: PerChain::all(false),
        ghost_foreign_refund: PerChain::all(false),
        ghost_balance_change_left: PerChain::all(false),
        transaction: None,
    };
    forget(system, None, &mut state);
    state
}

fn init_l1(
    system: &AssetTracker,
    settlement_layer: PerChain<SettlementLayer>,
    migration_number: PerChain<MigrationNumber>,
) -> L1 {
    let history = system.parameters.history;
    let v31_batch_number =
        if history == History::Upgraded { V31BatchNumber::Honest } else { V31BatchNumber::Zero };
    let zk_chain = ZkChain { paused_deposits: false, pause_age: 0, priority_queue: Fifo::empty() };
    L1 {
        asset_tracker: L1AssetTracker {
            is_asset_registered: false,
            chain_balance: PerChainId::default(),
            asset_migration_number: PerChain::all(MigrationNumber::NEVER),
            deposited_minus_claimed: PerChain::all(Difference(0)),
        },
        native_token_vault: L1NativeTokenVault {
            chain_balance: PerChain::all(Amount::ZERO),
            l1_supply: Amount::ZERO,
        },
        bridgehub: L1Bridgehub { settlement_layer, is_gateway_whitelisted: history != History::BeforeV31 },
        chain_asset_handler: L1ChainAssetHandler {
            migration_number,
            is_migration_in_progress: PerChain::all(false),
        },
        nullifier: L1Nullifier {
            is_withdrawal_finalized: PerChain::all(PerLayer::default()),
            is_refunded: PerChain::all(PerLayer::default()),
            migration_happened: PerChain::all(false),
        },
        message_root: L1MessageRoot {
            withdrawals: PerChain::all(PerLayer::default()),
            failed_deposits: PerChain::all(PerLayer::default()),
            to_gateway: PerChain::all(None),
            reported_totals: PerChain::all(Difference(0)),
            to_l1: PerChain::all(None),
            left_gateway: PerChain::all(false),
            migration_status: PerChain::all(None),
            earlier_migration_failed: PerChain::all(false),
            withdrawals_before_v31: PerChain::all(Counts::default()),
            v31_upgrade_chain_batch_number: PerChain::all(v31_batch_number),
            is_history_rewritten: false,
        },
        zk_chain: PerChain::all(zk_chain),
        transient: TransientStorage::default(),
    }
}

pub(super) fn init_gateway(
    settles_here: PerChain<bool>,
    migration_number: PerChain<MigrationNumber>,
) -> Gateway {
    Gateway {
        asset_tracker: GwAssetTracker {
            chain_balance: PerChain::all(Amount::ZERO),
            pending_interop_balance: PerChain::all(Amount::ZERO),
            asset_migration_number: PerChain::all(MigrationNumber::NEVER),
        },
        bridgehub: GatewayBridgehub { settles_here },
        chain_asset_handler: GatewayChainAssetHandler { migration_number },
        paused_deposits: PerChain::all(false),
        pause_age: PerChain::all(0),
        lag: 0,
        inbox: PerChain::all(Fifo::empty()),
        batch: GatewayBatch::default(),
    }
}

fn init_chain(system: &AssetTracker, chain: Chain) -> ChainState {
    let is_origin = system.origin_chain_id() == ChainId::Chain(chain);
    ChainState {
        asset_tracker: L2AssetTracker {
            asset_migration_number: MigrationNumber::NEVER,
            chain_balance: if is_origin { system.uint.max } else { Amount::ZERO },
            withdrawn_minus_successful: Difference(0),
            is_asset_registered: system.parameters.history != History::BeforeV31,
            supply_to_fill_in: None,
        },
        supply: Amount::ZERO,
        interop: Counts::default(),
        is_interop_claimed: Slots::default(),
        batch: None,
        reported_totals: Difference(0),
    }
}

/// Gateway executes the next L1->Gateway transaction that concerns a chain; one that fails is gone.
///
/// Spec: Deposits through Gateway, Migrating to Gateway.
pub(super) fn execute_inbox_tx(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    status: TxStatus,
) -> Result<State, Guard> {
    let Some(tx) = state.gateway.inbox[chain].first() else { return Ok(state.clone()) };
    let mut taken = state.clone();
    taken.gateway.inbox[chain] = state.gateway.inbox[chain].without_first();
    if status == TxStatus::Failure {
        fail_inbox_tx(system, &mut taken, chain, tx);
        return Ok(taken);
    }
    match tx {
        InboxTx::ForwardDeposit { amount } => forward_transaction(system, &taken, chain, amount),
        InboxTx::ForwardService => forward_transaction(system, &taken, chain, Amount::ZERO),
        InboxTx::ConfirmMigrationOnGateway { number, amount } => {
            gw_asset_tracker::confirm_migration_on_gateway(system, &taken, chain, number, amount)
        }
        InboxTx::BridgeMint => Ok(chain_asset_handler::bridge_mint_on_gateway(system, &taken, chain)),
        InboxTx::PauseDeposits => {
            migrator::pause_deposits_on_gateway(&mut taken, chain);
            Ok(taken)
        }
    }
}

/// Gateway receives an operation: the tracker credits the chain, the operation joins the queue there.
///
/// Spec: Deposits through Gateway. Solidity: `InteropCenter.forwardTransactionOnGatewayWithBalanceChange`.
fn forward_transaction(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    amount: Amount,
) -> Result<State, Guard> {
    let mut next = gw_asset_tracker::handle_chain_balance_increase_on_gateway(system, state, chain, amount)?;
    let queue = &mut next.l1.zk_chain[chain].priority_queue;
    let mut received = false;
    // Transactions of one chain keep their order, so this is the first one that is not there yet.
    *queue = queue.map(|operation: PriorityOperation| {
        let is_it = !received && !operation.forwarded && operation.route == SettlementLayer::Gateway;
        received |= is_it;
        PriorityOperation { forwarded: operation.forwarded || is_it, ..operation }
    });
    Ok(next)
}

/// What is left of a transaction that failed on Gateway.
fn fail_inbox_tx(system: &AssetTracker, next: &mut State, chain: Chain, tx: InboxTx) {
    match tx {
        InboxTx::BridgeMint => {
            next.gateway.batch.migration_status[chain] = Some(TxStatus::Failure);
            l1_message_root::add_gateway_batch_root(system, next);
        }
        // What a chain with facets of its own relays need not have been deposited.
        InboxTx::ForwardDeposit { .. } if adversary::has_own_facets(system, chain) => {}
        InboxTx::ForwardDeposit { amount } => {
            next.ghost_relay_refused[chain] = system.uint.add(next.ghost_relay_refused[chain], amount);
        }
        InboxTx::ForwardService | InboxTx::ConfirmMigrationOnGateway { .. } | InboxTx::PauseDeposits => {}
    }
}

/// A chain executes its next priority operation, and its batch says how that ended.
///
/// Spec: Failed deposits.
pub(super) fn execute_priority_tx(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    status: TxStatus,
) -> Result<State, Guard> {
    let Some(operation) = state.l1.zk_chain[chain].priority_queue.first() else { return Ok(state.clone()) };
    let mut taken = state.clone();
    taken.l1.zk_chain[chain].priority_queue = state.l1.zk_chain[chain].priority_queue.without_first();
    let failed = match operation.call {
        PriorityCall::Deposit { amount } if status == TxStatus::Failure => amount,
        PriorityCall::Deposit { .. } | PriorityCall::ConfirmMigrationOnL2 { .. } => Amount::ZERO,
    };
    let PriorityOperation { route, forwarded, .. } = operation;
    let log = BatchMessage::Status { status, amount: failed, route, forwarded };
    if !system.is_honest(chain) {
        return adversary::report_priority_tx(system, &taken, chain, log);
    }
    let mut next = match (operation.call, status) {
        (PriorityCall::Deposit { amount }, TxStatus::Success) => {
            let from = l2_asset_tracker::Counterpart::L1;
            let booked =
                l2_asset_tracker::handle_finalize_bridging_on_l2(system, &taken, chain, amount, from);
            let minted = system.guards.moves(Guard::DepositIsMinted, amount);
            l2_token::bridge_mint(system, &booked, chain, minted)?
        }
        (PriorityCall::ConfirmMigrationOnL2 { number }, TxStatus::Success) => {
            l2_asset_tracker::confirm_migration_on_l2(&taken, chain, number)
        }
        (_, TxStatus::Failure) => taken,
    };
    // On L1 nobody reads the log of a success, nor did the old Gateway.
    let on_gateway = system.settles_on(state, chain) == Some(SettlementLayer::Gateway)
        && system.has_upgraded(state, chain);
    let is_read = on_gateway || status == TxStatus::Failure;
    if is_read && system.guards.happens(Guard::OutcomeIsLogged) > 0 {
        executor::begin_batch(system, &mut next, chain, log);
    }
    Ok(next)
}

/// A chain leaves the old Gateway. How, is from before the document: nothing of it is in flight then.
///
/// Spec: At the moment of the upgrade ("all chains have migrated to L1").
pub(super) fn leave_old_gateway(state: &State, chain: Chain) -> State {
    let mut next = state.clone();
    next.l1.bridgehub.settlement_layer[chain] = SettlementLayer::L1;
    next.gateway.bridgehub.settles_here[chain] = false;
    next
}

/// Gateway settles its own batch on L1.
pub(super) fn settle_gateway_batch(system: &AssetTracker, state: &State) -> State {
    let mut next = state.clone();
    l1_message_root::settle_gateway_batch(system, &mut next);
    next
}

/// Clears what no rule can read any more, so that states which differ in it alone are one.
///
/// L1 reads the totals of a chain once, when its balance migrates to Gateway: a stored number above 0, or a
/// chain that is home, lets no message through that would read them again. A used message is refused
/// before its content is looked at, and in the repaired design such a number tells that it was used. The
/// totals of a malicious chain decide nothing, since it reports the totals of its choice.
///
/// What has been cleared stays so. After a state in which it was, only what the action wrote is looked at, so that an
/// action touches nothing else here. The first state comes after none.
pub(super) fn forget(system: &AssetTracker, before: Option<&State>, next: &mut State) {
    if system.gateway_starts_compromised {
        adversary::gateway::forget(system, before, next);
    }
    for &chain in &system.chains {
        if !system.is_honest(chain) {
            next.l1.asset_tracker.deposited_minus_claimed[chain] = Difference(0);
        }
        if !system.forgets {
            continue;
        }
        if is_past_totals(next, chain) {
            match before.filter(|before| is_past_totals(before, chain)) {
                Some(before) => forget_written_totals(before, next, chain),
                None => forget_totals(next, chain),
            }
        }
        let is_written = |before: &State| {
            before.l1.message_root.to_l1[chain] != next.l1.message_root.to_l1[chain]
                || !is_return_received(system, before, chain)
        };
        if is_return_received(system, next, chain)
            && before.is_none_or(is_written)
            && let Some(message) = &mut next.l1.message_root.to_l1[chain]
        {
            message.amount = Amount::ZERO;
        }
    }
}

/// Whether no rule reads the totals of a chain any more.
fn is_past_totals(state: &State, chain: Chain) -> bool {
    let stored_number = state.l1.asset_tracker.asset_migration_number[chain];
    let is_home = state.l1.chain_asset_handler.migration_number[chain] == MigrationNumber::GATEWAY_TO_L1;
    stored_number != MigrationNumber::NEVER || is_home
}

/// Whether the number that L1 has stored tells that a balance which the chain sent home was received.
fn is_return_received(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let variant = system.parameters.variant;
    state.l1.asset_tracker.asset_migration_number[chain] == MigrationNumber::GATEWAY_TO_L1
        && variant.skips_only_on_gateway()
        && !variant.returns_repeatedly()
}

/// Clears the totals of a chain on both sides, and in every message that reports them.
fn forget_totals(next: &mut State, chain: Chain) {
    next.l1.asset_tracker.deposited_minus_claimed[chain] = Difference(0);
    next.l1.message_root.reported_totals[chain] = Difference(0);
    next.gateway.batch.reported_totals[chain] = Difference(0);
    next.chain[chain].asset_tracker.withdrawn_minus_successful = Difference(0);
    next.chain[chain].reported_totals = Difference(0);
}

/// Clears the totals that have changed since `before`. What is in a message that is passed on was cleared already.
fn forget_written_totals(before: &State, next: &mut State, chain: Chain) {
    let clear = |before: Difference, next: &mut Difference| {
        if *next != before {
            *next = Difference(0);
        }
    };
    let (was, own) = (&before.chain[chain], &mut next.chain[chain]);
    clear(was.reported_totals, &mut own.reported_totals);
    let was = was.asset_tracker.withdrawn_minus_successful;
    clear(was, &mut own.asset_tracker.withdrawn_minus_successful);
    let was = before.l1.asset_tracker.deposited_minus_claimed[chain];
    clear(was, &mut next.l1.asset_tracker.deposited_minus_claimed[chain]);
}
