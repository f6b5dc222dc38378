//! What can be attempted in a state.
//!
//! The lists below hold no guard: they offer what somebody could try, and the rules decide.

use crate::asset_tracker::topology::{Chain, SettlementLayer};
use crate::types::{Amount, TxStatus};

use super::super::environment::transaction;
use super::super::messages::{InboxTx, PriorityCall, V31BatchNumber};
use super::super::scenario::{Asset, Flow, History, UntrustedCode, Windows};
use super::super::state::{GatewayBatch, State};
use super::super::{AssetTracker, adversary, environment};
use super::{Action, Payment, ReturnMessage, Source, TotalsMessage};

/// Appends everything that can be attempted in `state`.
pub(in super::super) fn attempts(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    if let Some(open) = state.transaction.as_deref() {
        return transaction::choices(system, state, open, actions);
    }
    if system.parameters.history == History::BeforeV31 {
        upgrades(system, state, actions);
    }
    for &chain in &system.chains {
        on_l1(system, state, chain, actions);
        messages_on_l1(system, state, chain, actions);
        by_the_admin(system, state, chain, actions);
        on_gateway(system, state, chain, actions);
        if system.is_honest(chain) {
            on_chain(system, state, chain, actions);
            by_the_operator(system, state, chain, actions);
        } else {
            adversary::attempts(system, state, chain, actions);
        }
    }
    if state.gateway.batch != GatewayBatch::default() {
        actions.push(Action::SettleGatewayBatch);
    }
    if system.parameters.windows != Windows::NONE {
        environment::clock::attempts(system, state, actions);
    }
    if system.gateway_is_compromised(state) {
        adversary::gateway::attempts(system, state, actions);
    }
    if system.runs(Flow::WithdrawWhitelisting) && state.l1.bridgehub.is_gateway_whitelisted {
        actions.push(Action::WithdrawWhitelisting);
    }
}

/// What users on L1 and relayers of single payments may try.
pub(in super::super) fn on_l1(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let has_legacy = system.runs(Flow::LegacyBridge);
    if system.runs(Flow::Deposit) && room_for_operation(system, state, chain) {
        for &amount in &system.parameters.amounts {
            if system.has_l1_upgraded(state) || users_have(system, state, amount) {
                actions.push(Action::Deposit { chain, amount });
            }
            if has_legacy && chain == Chain::A {
                actions.push(Action::DepositLegacyErc20Bridge { chain, amount });
            }
        }
        if system.reach.has(UntrustedCode::OtherToken) {
            actions.push(Action::DepositOtherToken { chain });
        }
    }
    let messages = &state.l1.message_root;
    let nullifier = &state.l1.nullifier;
    for (slot, &amount) in system.amounts.iter().enumerate() {
        if messages.withdrawals_before_v31[chain].of(slot) > 0 {
            let (layer, source) = (SettlementLayer::Gateway, Source::Old);
            let message = Payment { chain, layer, amount, source };
            actions.push(Action::FinalizeWithdrawal { message });
        }
    }
    for layer in SettlementLayer::ALL {
        for (slot, &amount) in system.amounts.iter().enumerate() {
            let payment = |source| Payment { chain, layer, amount, source };
            if messages.withdrawals[chain][layer].of(slot) > 0 {
                actions.push(Action::FinalizeWithdrawal { message: payment(Source::Open) });
            }
            if nullifier.is_withdrawal_finalized[chain][layer].has(slot) {
                actions.push(Action::FinalizeWithdrawal { message: payment(Source::Used) });
            }
            if messages.failed_deposits[chain][layer].of(slot) > 0 {
                actions.push(Action::ClaimFailedDeposit { message: payment(Source::Open) });
                if has_legacy {
                    actions.push(Action::ClaimFailedDepositLegacy { message: payment(Source::Open) });
                }
            }
            if nullifier.is_refunded[chain][layer].has(slot) {
                actions.push(Action::ClaimFailedDeposit { message: payment(Source::Used) });
                if has_legacy {
                    actions.push(Action::ClaimFailedDepositLegacy { message: payment(Source::Used) });
                }
            }
        }
    }
}

/// Whether users on L1 have that much of a token before v31: what they have not given to the vault.
fn users_have(system: &AssetTracker, state: &State, amount: Amount) -> bool {
    if system.parameters.asset.is_native() {
        return amount <= state.l1.native_token_vault.l1_supply;
    }
    let locked = &state.l1.native_token_vault.chain_balance;
    let locked = system.chains.iter().fold(Amount::ZERO, |sum, chain| system.uint.add(sum, locked[*chain]));
    amount <= system.uint.sub(system.uint.max, locked)
}

/// What governance, the admins and anybody may try to bring L1 and the chains to v31.
fn upgrades(system: &AssetTracker, state: &State, actions: &mut Vec<Action>) {
    let has_l1_upgraded = system.has_l1_upgraded(state);
    if has_l1_upgraded {
        actions.push(Action::RegisterLegacyToken);
        if !state.l1.bridgehub.is_gateway_whitelisted {
            actions.push(Action::WhitelistSettlementLayer);
        }
    } else {
        actions.push(Action::InitializeL1V31Upgrade);
    }
    for &chain in &system.chains {
        // Nothing of the chain is in flight when it leaves the old Gateway, nor when it upgrades.
        let is_at_rest = state.chain[chain].batch.is_none();
        let is_empty = state.l1.zk_chain[chain].priority_queue.is_empty();
        if !has_l1_upgraded && state.gateway.bridgehub.settles_here[chain] && is_at_rest && is_empty {
            actions.push(Action::LeaveOldGateway { chain });
        }
        if !system.has_upgraded(state, chain) && has_l1_upgraded && is_at_rest {
            actions.push(Action::SaveV31UpgradeBatch { chain, number: V31BatchNumber::Honest });
            // Governance, once it whitelists a layer, controls what every chain runs.
            if !system.is_honest(chain) && !state.l1.bridgehub.is_gateway_whitelisted {
                for number in [V31BatchNumber::TooLow, V31BatchNumber::TooHigh] {
                    actions.push(Action::SaveV31UpgradeBatch { chain, number });
                }
            }
        }
    }
}

/// What relayers of migrated balances may try: any message that is provable, any number of times.
pub(in super::super) fn migrated_balances(
    system: &AssetTracker,
    state: &State,
    chain: Chain,
    actions: &mut Vec<Action>,
) {
    let messages = &state.l1.message_root;
    if messages.to_gateway[chain].is_some() && room_for_operation(system, state, chain) {
        actions.push(Action::ReceiveL1ToGatewayMigration { message: TotalsMessage::Proven { chain } });
    }
    if messages.to_l1[chain].is_some() && room_for_operation(system, state, chain) {
        actions.push(Action::ReceiveGatewayToL1Migration { message: ReturnMessage::Proven { chain } });
    }
}

/// What relayers of migration messages may try: any message that is provable, any number of times.
fn messages_on_l1(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    migrated_balances(system, state, chain, actions);
    let messages = &state.l1.message_root;
    if let Some(status) = messages.migration_status[chain] {
        actions.push(Action::ConfirmMigration { chain, status, earlier: false });
    }
    if messages.earlier_migration_failed[chain] {
        actions.push(Action::ConfirmMigration { chain, status: TxStatus::Failure, earlier: true });
    }
    if messages.left_gateway[chain] {
        actions.push(Action::FinalizeMigrationFromGateway { chain });
    }
}

/// What a chain's admin may try on L1 and on Gateway.
fn by_the_admin(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    if !system.parameters.chain(chain).migrates || !system.has_l1_upgraded(state) {
        return;
    }
    let pauses = state.gateway.inbox[chain].iter().filter(|tx| matches!(tx, InboxTx::PauseDeposits)).count();
    if pauses < usize::from(system.parameters.pauses_in_flight) && room_for_operation(system, state, chain) {
        actions.push(Action::PauseDeposits { chain });
        let is_paused = state.l1.zk_chain[chain].paused_deposits;
        // Of what Gateway knows it need not be told again.
        let is_news = state.gateway.bridgehub.settles_here[chain] && !state.gateway.paused_deposits[chain];
        if system.parameters.variant.tells_when_paused() && is_paused && is_news {
            actions.push(Action::RequestPauseDepositsForChainOnGateway { chain });
        }
    }
    if system.runs(Flow::Unpause) {
        actions.push(Action::UnpauseDeposits { chain });
    }
    // A batch belongs to the layer that it was begun for, so the operator, who acts for the admin,
    // commits it or begins none before the chain moves.
    let begun = state.chain[chain].batch.is_some_and(|batch| !batch.committed);
    if begun {
        return;
    }
    if system.runs(Flow::MigrateToGateway) && room_for_operation(system, state, chain) {
        actions.push(Action::MigrateToGateway { chain });
    }
    if system.runs(Flow::ComeHome) {
        actions.push(Action::MigrateFromGateway { chain });
    }
}

/// What Gateway executes for a chain, and what anybody may ask of it.
fn on_gateway(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    if let Some(tx) = state.gateway.inbox[chain].first() {
        actions.push(Action::ExecuteInboxTx { chain, status: TxStatus::Success });
        let fails = match tx {
            InboxTx::BridgeMint => system.runs(Flow::FailMigration),
            InboxTx::ForwardDeposit { .. } | InboxTx::ForwardService => {
                environment::execute_inbox_tx(system, state, chain, TxStatus::Success).is_err()
            }
            InboxTx::ConfirmMigrationOnGateway { .. } | InboxTx::PauseDeposits => false,
        };
        if fails {
            actions.push(Action::ExecuteInboxTx { chain, status: TxStatus::Failure });
        }
    }
    if system.runs(Flow::ComeHome) && system.has_upgraded(state, chain) {
        actions.push(Action::InitiateGatewayToL1Migration { chain });
    }
}

/// What the users of an honest chain may try, and its next priority operation.
fn on_chain(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let own = &state.chain[chain];
    let Some(layer) = system.settles_on(state, chain) else { return };
    if own.batch.is_some() {
        return;
    }
    let next = state.l1.zk_chain[chain].priority_queue.first();
    // What was requested on L1 stands in the queue that Gateway took over; what goes through Gateway
    // stands there once it has been received.
    let here = |route, forwarded| layer == SettlementLayer::L1 || route == SettlementLayer::L1 || forwarded;
    if let Some(operation) = next.filter(|one| here(one.route, one.forwarded)) {
        actions.push(Action::ExecutePriorityTx { chain, status: TxStatus::Success });
        let is_deposit = matches!(operation.call, PriorityCall::Deposit { .. });
        // What failed on the old Gateway is not followed.
        let may_fail = layer == SettlementLayer::L1 || system.has_upgraded(state, chain);
        if is_deposit
            && may_fail
            && system.runs(Flow::FailDeposit)
            && system.parameters.asset != Asset::BaseToken
        {
            actions.push(Action::ExecutePriorityTx { chain, status: TxStatus::Failure });
        }
    }
    let is_origin = system.origin_chain_id() == chain.into();
    let amounts = if is_origin { &system.amounts } else { &system.parameters.amounts };
    for &amount in amounts {
        if system.runs(Flow::Withdraw) {
            actions.push(Action::Withdraw { chain, amount });
        }
        if system.runs(Flow::Interop) {
            actions.extend(system.parameters.others(chain).map(|to| Action::SendInterop {
                chain,
                to,
                amount,
            }));
        }
        if is_origin && system.parameters.asset == Asset::NativeToken {
            actions.push(Action::MintNative { amount });
        }
    }
    for (slot, &amount) in system.amounts.iter().enumerate() {
        if own.interop.of(slot) > 0 {
            actions.push(Action::ClaimInterop { chain, to: chain, amount, source: Source::Open });
        }
        if own.is_interop_claimed.has(slot) {
            actions.push(Action::ClaimInterop { chain, to: chain, amount, source: Source::Used });
        }
        for to in system.parameters.others(chain).filter(|to| state.chain[*to].interop.of(slot) > 0) {
            actions.push(Action::ClaimInterop { chain, to, amount, source: Source::Open });
        }
    }
    if system.runs(Flow::MigrateToGateway) && system.has_upgraded(state, chain) {
        actions.push(Action::InitiateL1ToGatewayMigration { chain });
    }
    if system.runs(Flow::BackfillBaseToken) && system.has_upgraded(state, chain) {
        actions.push(Action::SetZksyncOsPreV31TotalSupply { chain });
    }
}

/// What the operator of an honest chain does with the batch it has begun.
fn by_the_operator(system: &AssetTracker, state: &State, chain: Chain, actions: &mut Vec<Action>) {
    let Some(batch) = state.chain[chain].batch else { return };
    if !batch.committed {
        actions.push(Action::SealBatch { chain });
        return;
    }
    match system.settles_on(state, chain) {
        Some(SettlementLayer::L1) => actions.push(Action::SettleBatch { chain }),
        Some(SettlementLayer::Gateway) => actions.push(Action::ExecuteChainBatch { chain }),
        None => {}
    }
}

/// Whether the queues on the way to the chain have room for what one transaction may add to them.
fn room_for_operation(system: &AssetTracker, state: &State, chain: Chain) -> bool {
    let room = u32::from(system.parameters.operations_in_flight);
    let waiting = state.l1.zk_chain[chain].priority_queue.len();
    let on_their_way = state.gateway.inbox[chain].len();
    waiting.saturating_add(1) <= room && on_their_way.saturating_add(2) <= room
}
