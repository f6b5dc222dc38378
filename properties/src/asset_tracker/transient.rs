//! Transient: what a transaction hands over within itself reaches the right place, once, whatever untrusted code
//! does meanwhile.

use counterfoil_model::asset_tracker::action::{Payment, ReturnMessage, TotalsMessage};
use counterfoil_model::asset_tracker::messages::InboxTx;
use counterfoil_model::asset_tracker::state::TransientStorage;
use counterfoil_model::asset_tracker::state::parts::{Part, Shared};
use counterfoil_model::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use counterfoil_model::asset_tracker::{Action, AssetTracker, Flow, Guard, Party, State};

use super::Property;
use super::calls::{ended, is_open, to_deposit, to_pay};
use super::parties::upgrade_of_l1;
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "transient_clear_between_transactions",
            "When a transaction ends, nothing that it handed over is left in transient storage.",
            "Contract-based and Full AssetTracker, Security notes around the deposits",
            Predicate::Always(transient_clear_between_transactions),
        )
        .rests_on(&[Guard::BalanceChangeConsumedOnce])
        .applies(|scenario| scenario.parameters.runs(Flow::Deposit))
        .reads(|system| {
            let of_chains = canonical_chains(system).map(|chain| Part::Misrouted.of(chain));
            of_chains.chain([Shared::Transaction.set()]).collect()
        }),
        Property::new(
            "increase_relayed_exactly_once",
            "A deposit that raises Gateway's balance is relayed to the chain that receives it, with its own \
                        operation, once and in full; nothing else is relayed as if it were a deposit.",
            "Contract-based and Full AssetTracker, Deposit flow with L1AssetTracker",
            Predicate::Step(increase_relayed_exactly_once),
        )
        .rests_on(&[
            Guard::BalanceChangeSlotEmpty,
            Guard::BalanceChangeOnlyWithDeposit,
            Guard::RelayOnlyByTheChain,
            Guard::ConsumeOnlyWhitelisted,
        ])
        // What a Gateway does with it that was malicious from the start is not followed.
        .applies(|scenario| {
            scenario.parameters.runs(Flow::Deposit) && !scenario.parameters.gateway_starts_compromised()
        })
        // What moves is a matter of what the action touches.
        .reads(|system| Shared::Transaction.set().and(upgrade_of_l1(system))),
        Property::new(
            "charged_to_the_layer_that_vouched",
            "A payment lowers the balance of the settlement layer that vouched for its message, or of the \
                        chain itself where that was L1 or before v31, and no other.",
            "Contract-based and Full AssetTracker, Withdrawal flow with L1AssetTracker",
            Predicate::Step(charged_to_the_layer_that_vouched),
        )
        .rests_on(&[
            Guard::ResponsibleChain,
            Guard::WithdrawalBookedBeforePaid,
            Guard::RefundBookedBeforePaid,
        ])
        .reads(|_| Shared::Transaction.set()),
    ]
}

/// The chains whose mailbox on L1 is the canonical one.
fn canonical_chains(system: &AssetTracker) -> impl Iterator<Item = Chain> {
    let chains = system.chains.iter().copied();
    chains.filter(|chain| system.party_of(*chain) != Party::CompletelyCompromised)
}

fn transient_clear_between_transactions(system: &AssetTracker, state: &State) -> bool {
    let is_clear = state.l1.transient == TransientStorage::default();
    let was_left = canonical_chains(system).any(|chain| state.ghost_balance_change_left[chain]);
    (is_open(state) || is_clear) && !was_left
}

fn increase_relayed_exactly_once(
    system: &AssetTracker,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Some((calls, start)) = ended(before, action, after) else { return true };
    // Before v31 no balance of Gateway is raised, and its mailbox is told of none.
    if !system.has_l1_upgraded(start) {
        return true;
    }
    let is_relayed = canonical_chains(system).all(|chain| {
        relayed(start, after, chain).eq(calls.iter().filter_map(|call| to_relay(start, call, chain)))
    });
    let has_deposit = calls.iter().any(|call| to_deposit(call).is_some());
    is_relayed && (!has_deposit || moves_as_called(system, start, &calls, after, ChainId::Gateway))
}

/// What the mailbox of the chain tells Gateway of a call, if the chain settles there.
fn to_relay(start: &State, call: &Action, to: Chain) -> Option<InboxTx> {
    let confirmed = match call {
        Action::ReceiveL1ToGatewayMigration { message } => Some(subject_of_totals(*message)),
        Action::ReceiveGatewayToL1Migration { message } => Some(parties_of_return(*message).1),
        _ => None,
    };
    let deposited = to_deposit(call).filter(|(chain, _)| *chain == to);
    let relayed = match (deposited, confirmed) {
        (Some((_, amount)), _) => Some(InboxTx::ForwardDeposit { amount }),
        (None, Some(chain)) if chain == to => Some(InboxTx::ForwardService),
        _ => None,
    };
    relayed.filter(|_| start.l1.bridgehub.settlement_layer[to] == SettlementLayer::Gateway)
}

/// The operations of a chain that a transaction relayed.
fn relayed(start: &State, after: &State, chain: Chain) -> impl Iterator<Item = InboxTx> {
    let is_operation = |tx: &InboxTx| matches!(tx, InboxTx::ForwardDeposit { .. } | InboxTx::ForwardService);
    sent(start, after, chain).filter(is_operation)
}

/// What a transaction sent to Gateway for a chain.
fn sent(start: &State, after: &State, chain: Chain) -> impl Iterator<Item = InboxTx> {
    after.gateway.inbox[chain].iter().skip(start.gateway.inbox[chain].len() as usize)
}

fn charged_to_the_layer_that_vouched(
    system: &AssetTracker,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Some((calls, start)) = ended(before, action, after) else { return true };
    if !calls.iter().any(|call| to_pay(call).is_some()) {
        return true;
    }
    // Of the origin chain no balance was kept before v31.
    let is_kept = |id: &ChainId| system.has_l1_upgraded(start) || *id != system.origin_chain_id();
    let chains = system.chains.iter().map(|chain| ChainId::from(*chain));
    chains
        .chain([ChainId::Gateway])
        .filter(is_kept)
        .all(|id| moves_as_called(system, start, &calls, after, id))
}

/// The balance that L1 keeps of `id`, in the tracker or, before v31, in the vault.
fn balance(state: &State, id: ChainId) -> i64 {
    let legacy = match id {
        ChainId::Chain(chain) => state.l1.native_token_vault.chain_balance[chain].wide(),
        ChainId::L1 | ChainId::Gateway => 0,
    };
    state.l1.asset_tracker.chain_balance[id].wide() + legacy
}

/// Whether a transaction has moved the balance of `id` on L1 by what its calls say, and by nothing else.
fn moves_as_called(
    system: &AssetTracker,
    start: &State,
    calls: &[Action],
    after: &State,
    id: ChainId,
) -> bool {
    let called: i64 = calls.iter().map(|call| moved(start, call, after, id)).sum();
    balance(start, id) + given_at_registration(system, start, after, id) + called == balance(after, id)
}

/// By how much a call moves the balance of `id` on L1.
fn moved(start: &State, call: &Action, after: &State, id: ChainId) -> i64 {
    let transfer = |amount: i64, from: ChainId, to: ChainId| {
        i64::from(id == to) * amount - i64::from(id == from) * amount
    };
    if let Some((chain, amount)) = to_deposit(call) {
        let booked_on = vouched_by(start.l1.bridgehub.settlement_layer[chain], chain);
        return transfer(amount.wide(), ChainId::L1, booked_on);
    }
    if let Some(message) = to_pay(call) {
        return transfer(message.amount.wide(), who_vouched(message), ChainId::L1);
    }
    match *call {
        Action::ReceiveL1ToGatewayMigration { message } => {
            let chain = subject_of_totals(message);
            let migrated: i64 = sent(start, after, chain).map(confirmed).sum();
            transfer(migrated, chain.into(), ChainId::Gateway)
        }
        Action::ReceiveGatewayToL1Migration { message } => {
            let (from, to) = parties_of_return(message);
            let amount = match message {
                ReturnMessage::Forged { amount, .. } => amount.wide(),
                ReturnMessage::Proven { chain } => {
                    start.l1.message_root.to_l1[chain].map_or(0, |proven| proven.amount.wide())
                }
            };
            transfer(amount, from, to.into())
        }
        _ => 0,
    }
}

fn who_vouched(message: Payment) -> ChainId {
    let layer = if message.is_before_v31() { SettlementLayer::L1 } else { message.layer };
    vouched_by(layer, message.chain)
}

fn vouched_by(layer: SettlementLayer, chain: Chain) -> ChainId {
    match layer {
        SettlementLayer::L1 => ChainId::from(chain),
        SettlementLayer::Gateway => ChainId::Gateway,
    }
}

fn confirmed(tx: InboxTx) -> i64 {
    if let InboxTx::ConfirmMigrationOnGateway { amount, .. } = tx { amount.wide() } else { 0 }
}

fn subject_of_totals(message: TotalsMessage) -> Chain {
    match message {
        TotalsMessage::Proven { chain } | TotalsMessage::Forged { chain, .. } => chain,
    }
}

fn parties_of_return(message: ReturnMessage) -> (ChainId, Chain) {
    match message {
        ReturnMessage::Proven { chain } => (ChainId::Gateway, chain),
        ReturnMessage::Forged { sender, chain, .. } => (sender, chain),
    }
}

/// What a chain is given in the same transaction, if it is the first that L1 hears of the asset.
fn given_at_registration(system: &AssetTracker, start: &State, after: &State, id: ChainId) -> i64 {
    let is_registered = |state: &State| state.l1.asset_tracker.is_asset_registered;
    let is_first = !is_registered(start) && is_registered(after);
    if is_first && id == system.origin_chain_id() { system.uint.max.wide() } else { 0 }
}
