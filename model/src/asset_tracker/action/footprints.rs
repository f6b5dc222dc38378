//! Footprints: what the actions of each kind read and write, chain by chain.
//!
//! The actions of one kind that concern one chain are a class, payments also by the layer that vouched for
//! them. A footprint covers whatever the class does in any state, with any guard off.
//!
//! Little is independent in this system: deposits and payments of all chains meet in L1's own balance, and whatever a
//! chain does meets its deposits in its queue. Measured on the default scenarios, no search has fewer states for it;
//! where batches are committed apart (`withdrawals`, `failed_migration`) one in five transitions is left out.

use crate::asset_tracker::topology::{Chain, ChainId, SettlementLayer};
use crate::footprint::{Footprint, Parts};

use super::Kind;
use super::classes::Class;
use crate::asset_tracker::scenario::{History, Parameters, Windows};
use crate::asset_tracker::state::parts::{Part, Shared};
use crate::asset_tracker::{Asset, AssetTracker, Flow, Guard, Party, State};

/// The footprints of all classes, by number.
pub(in crate::asset_tracker) fn all(system: &AssetTracker) -> Vec<Footprint> {
    let whole = |class| if is_described(system) { footprint(system, class) } else { Footprint::EVERYTHING };
    Class::all().map(whole).collect()
}

/// Whether what is said here is true of the scenario. A malicious Gateway may prove something else of whatever
/// anybody does, an upgrade changes what everybody can do, while a transaction is open nobody else moves, and time passes for
/// all: there nothing is independent.
fn is_described(system: &AssetTracker) -> bool {
    let Parameters { gateway, history, reentrancy, asset, windows, variant, .. } = &system.parameters;
    *gateway == Party::Honest
        && *history == History::SinceV31
        && reentrancy.is_none()
        && *windows == Windows::NONE
        && !variant.has_a_rule_of_its_own()
        && *asset != Asset::MaliciousNativeToken
        && !system.runs(Flow::WithdrawWhitelisting)
        && !system.runs(Flow::LegacyBridge)
}

/// What a class does in any state.
fn footprint(system: &AssetTracker, class: Class) -> Footprint {
    let of_chain = |parts: &[Part]| parts.iter().map(|part| part.of(class.chain)).collect::<Parts>();
    let writes = of_chain(written(class.kind)).and(written_elsewhere(system, class));
    let reads = of_chain(read(class.kind)).and(read_elsewhere(class)).and(writes);
    with_forgetting(Footprint { reads, writes })
}

/// What a class reads of its chain and does not write.
fn read(kind: Kind) -> &'static [Part] {
    use Part as P;
    match kind {
        Kind::Deposit => &[P::Layer, P::Paused],
        Kind::ReceiveL1ToGatewayMigration | Kind::ReceiveGatewayToL1Migration => {
            &[P::Layer, P::Messages, P::Totals, P::Paused]
        }
        Kind::PauseDeposits => &[P::Layer, P::Queue],
        Kind::UnpauseDeposits | Kind::ExecuteInboxTx => &[P::Layer],
        Kind::MigrateToGateway => &[P::Committed, P::Paused, P::Queue],
        Kind::ConfirmMigration | Kind::FinalizeMigrationFromGateway => &[P::Messages],
        Kind::MigrateFromGateway => &[P::Committed, P::Queue, P::PausedOnGateway],
        Kind::InitiateGatewayToL1Migration | Kind::SettleForgedBatch => &[P::LayerOnGateway],
        Kind::InitiateL1ToGatewayMigration => &[P::Layer, P::LayerOnGateway, P::Tracker, P::Totals],
        Kind::MintNative => &[P::Layer, P::LayerOnGateway, P::Tracker, P::Committed],
        Kind::ExecutePriorityTx
        | Kind::Withdraw
        | Kind::SendInterop
        | Kind::ClaimInterop
        | Kind::SettleBatch
        | Kind::ExecuteChainBatch => &[P::Layer, P::LayerOnGateway],
        Kind::FinalizeWithdrawal
        | Kind::ClaimFailedDeposit
        | Kind::SettleGatewayBatch
        | Kind::SealBatch
        | Kind::RelayForgedBaseToken
        | Kind::SettleForgedGatewayBatch
        | Kind::WithdrawWhitelisting
        | Kind::DepositLegacyErc20Bridge
        | Kind::ClaimFailedDepositLegacy
        | Kind::DepositOtherToken
        | Kind::ConsumeBalanceChange
        | Kind::LeaveOldGateway
        | Kind::InitializeL1V31Upgrade
        | Kind::RegisterLegacyToken
        | Kind::SaveV31UpgradeBatch
        | Kind::WhitelistSettlementLayer
        | Kind::RequestPauseDepositsForChainOnGateway
        | Kind::PassTime
        | Kind::CatchUp
        | Kind::SetZksyncOsPreV31TotalSupply
        | Kind::Return
        | Kind::Revert => &[],
    }
}

/// What a class reads of the other chains: whether interop can be claimed there, and what there is to claim.
fn read_elsewhere(class: Class) -> Parts {
    let part = match class.kind {
        Kind::ExecuteChainBatch | Kind::SettleForgedBatch => Part::LayerOnGateway,
        Kind::ClaimInterop => Part::Interop,
        _ => return Parts::NONE,
    };
    class.chain.others().map(|chain| part.of(chain)).collect()
}

/// What a class writes of its chain, whatever the scenario.
fn written(kind: Kind) -> &'static [Part] {
    use Part as P;
    match kind {
        Kind::Deposit => &[P::Balance, P::Number, P::Totals, P::Ghosts, P::Queue, P::Inbox],
        Kind::FinalizeWithdrawal | Kind::ClaimFailedDeposit => &[P::Used, P::Ghosts],
        Kind::ReceiveL1ToGatewayMigration | Kind::ReceiveGatewayToL1Migration => {
            &[P::Balance, P::Number, P::Ghosts, P::Queue, P::Inbox]
        }
        Kind::PauseDeposits => &[P::Paused, P::Inbox],
        Kind::UnpauseDeposits => &[P::Paused],
        Kind::MigrateToGateway => &[P::Layer, P::Messages, P::Inbox],
        Kind::ConfirmMigration | Kind::FinalizeMigrationFromGateway => &[P::Layer, P::Paused],
        Kind::ExecuteInboxTx => &[
            P::BalanceOnGateway,
            P::NumberOnGateway,
            P::LayerOnGateway,
            P::PausedOnGateway,
            P::Ghosts,
            P::Queue,
            P::Inbox,
        ],
        Kind::InitiateGatewayToL1Migration => &[P::BalanceOnGateway, P::NumberOnGateway],
        Kind::MigrateFromGateway => &[P::LayerOnGateway],
        Kind::ExecutePriorityTx => &[P::Queue],
        Kind::Withdraw => &[P::Tracker, P::Supply, P::Batch, P::Committed, P::Totals],
        Kind::SendInterop => &[P::Tracker, P::Supply, P::Batch, P::Committed],
        Kind::ClaimInterop => &[P::Tracker, P::Supply, P::Batch, P::Committed, P::Interop],
        Kind::MintNative => &[P::Supply],
        Kind::SealBatch => &[P::Committed],
        Kind::InitiateL1ToGatewayMigration | Kind::ExecuteChainBatch => &[P::Batch, P::Committed, P::Totals],
        Kind::SettleBatch => {
            &[P::Batch, P::Committed, P::Totals, P::WithdrawalsOnL1, P::RefundsOnL1, P::Messages, P::Ghosts]
        }
        Kind::RelayForgedBaseToken => &[P::Inbox],
        Kind::SettleGatewayBatch
        | Kind::SettleForgedBatch
        | Kind::SettleForgedGatewayBatch
        | Kind::WithdrawWhitelisting
        | Kind::DepositLegacyErc20Bridge
        | Kind::ClaimFailedDepositLegacy
        | Kind::DepositOtherToken
        | Kind::ConsumeBalanceChange
        | Kind::LeaveOldGateway
        | Kind::InitializeL1V31Upgrade
        | Kind::RegisterLegacyToken
        | Kind::SaveV31UpgradeBatch
        | Kind::WhitelistSettlementLayer
        | Kind::RequestPauseDepositsForChainOnGateway
        | Kind::PassTime
        | Kind::CatchUp
        | Kind::SetZksyncOsPreV31TotalSupply
        | Kind::Return
        | Kind::Revert => &[],
    }
}

/// What a class writes of no chain or of several, or as the scenario has it.
fn written_elsewhere(system: &AssetTracker, class: Class) -> Parts {
    let Class { kind, chain, .. } = class;
    let on_chain = |parts: &[Part]| parts.iter().map(|part| part.of(chain)).collect::<Parts>();
    let to_gateway = Shared::GatewayBalance.set();
    match kind {
        Kind::Deposit => registration(system).and(Shared::L1Balance.set()).and(to_gateway),
        Kind::FinalizeWithdrawal | Kind::ClaimFailedDeposit => payment(system, class),
        Kind::ReceiveL1ToGatewayMigration => registration(system).and(to_gateway),
        // Whoever sent it pays: Gateway, or another chain where that is not refused.
        Kind::ReceiveGatewayToL1Migration => {
            chain.others().map(|one| Part::Balance.of(one)).collect::<Parts>().and(to_gateway)
        }
        Kind::ExecuteInboxTx | Kind::InitiateGatewayToL1Migration | Kind::MigrateFromGateway => {
            vouched(system, chain)
        }
        Kind::SettleGatewayBatch => {
            let of = |one| settled(one).and(Part::GatewayBatch.of(one));
            Chain::ALL.into_iter().map(of).collect()
        }
        Kind::ExecutePriorityTx if system.is_honest(chain) => {
            on_chain(&[Part::Tracker, Part::Supply, Part::Batch, Part::Committed, Part::Totals])
        }
        Kind::ExecutePriorityTx => {
            vouched(system, chain).and(on_chain(&[Part::BalanceOnGateway, Part::Ghosts]))
        }
        Kind::ExecuteChainBatch | Kind::SettleForgedBatch => processed(system, chain),
        // The others write what is theirs alone, which `written` has.
        _ => Parts::NONE,
    }
}

/// What the first use of an asset writes on L1.
fn registration(system: &AssetTracker) -> Parts {
    let origin = match system.origin_chain_id() {
        ChainId::L1 => Shared::L1Balance.set(),
        ChainId::Gateway => Shared::GatewayBalance.set(),
        ChainId::Chain(chain) => Part::Balance.of(chain),
    };
    Shared::Registered.set().and(origin)
}

/// What the payment of a message writes besides.
fn payment(system: &AssetTracker, class: Class) -> Parts {
    let Class { kind, chain, layer } = class;
    let messages = match (kind, layer) {
        (Kind::ClaimFailedDeposit, SettlementLayer::L1) => Part::RefundsOnL1,
        (Kind::ClaimFailedDeposit, SettlementLayer::Gateway) => Part::RefundsOnGateway,
        (_, SettlementLayer::L1) => Part::WithdrawalsOnL1,
        (_, SettlementLayer::Gateway) => Part::WithdrawalsOnGateway,
    };
    // The chain pays for what Gateway vouched for where the rule is left out that Gateway does.
    let payer = Shared::GatewayBalance.set().and(Part::Balance.of(chain)).and(Part::Totals.of(chain));
    messages.of(chain).and(payer).and(Shared::L1Balance.set()).and(registration(system))
}

/// What Gateway writes when it has something to say to L1 about a chain.
fn vouched(system: &AssetTracker, chain: Chain) -> Parts {
    if system.runs(Flow::SettleGatewayBatches) { Part::GatewayBatch.of(chain) } else { settled(chain) }
}

/// What a batch of Gateway says of a chain, once it is settled.
fn settled(chain: Chain) -> Parts {
    let parts = [Part::WithdrawalsOnGateway, Part::RefundsOnGateway, Part::Messages, Part::Totals];
    parts.into_iter().map(|part| part.of(chain)).collect()
}

/// What the execution of a chain's batch writes on Gateway: interop concerns other chains as well.
fn processed(system: &AssetTracker, chain: Chain) -> Parts {
    let parts = [Part::BalanceOnGateway, Part::Interop, Part::Ghosts];
    let of_all = Chain::ALL.into_iter().flat_map(|one| parts.map(|part| part.of(one)));
    of_all.collect::<Parts>().and(vouched(system, chain))
}

/// The footprint with what is forgotten behind every action: it is decided by the number and the layer of
/// the chain, and changes only what an action has written, or all of it when these two have changed.
fn with_forgetting(footprint: Footprint) -> Footprint {
    let mut whole = footprint;
    for chain in Chain::ALL {
        let forgotten = Part::Totals.of(chain);
        let deciding = Part::Number.of(chain).and(Part::Layer.of(chain));
        if footprint.writes.meets(deciding) {
            whole.writes = whole.writes.and(forgotten);
        }
        if footprint.writes.meets(deciding.and(forgotten)) {
            whole.reads = whole.reads.and(forgotten).and(deciding);
        }
    }
    whole
}

/// What keeps a class from acting in a state where it cannot, if it can be told more exactly than by all
/// that it reads.
pub(in crate::asset_tracker) fn awaits(system: &AssetTracker, state: &State, number: usize) -> Option<Parts> {
    let Class { kind, chain, .. } = Class::numbered(number)?;
    let batch = state.chain[chain].batch;
    let committed = Part::Committed.of(chain);
    let flow = match kind {
        Kind::Deposit => Some(Flow::Deposit),
        Kind::Withdraw => Some(Flow::Withdraw),
        Kind::SendInterop => Some(Flow::Interop),
        Kind::UnpauseDeposits => Some(Flow::Unpause),
        Kind::InitiateGatewayToL1Migration | Kind::MigrateFromGateway => Some(Flow::ComeHome),
        Kind::InitiateL1ToGatewayMigration | Kind::MigrateToGateway => Some(Flow::MigrateToGateway),
        _ => None,
    };
    let is_never_attempted = flow.is_some_and(|flow| !system.runs(flow)) || !system.chains.contains(&chain);
    let waits_for_batches = |guard| batch.is_some() && system.guards.applies(guard);
    match kind {
        _ if is_never_attempted => Some(Parts::NONE),
        Kind::SettleForgedBatch | Kind::RelayForgedBaseToken if system.is_honest(chain) => Some(Parts::NONE),
        Kind::Withdraw
        | Kind::SendInterop
        | Kind::ClaimInterop
        | Kind::InitiateL1ToGatewayMigration
        | Kind::MintNative
        | Kind::ExecutePriorityTx
            if system.is_honest(chain) && batch.is_some() =>
        {
            // The flag that a batch is committed may change without an end of the batch.
            Some(Part::Batch.of(chain))
        }
        Kind::SealBatch if batch.is_none_or(|batch| batch.committed) => Some(committed),
        Kind::SettleBatch | Kind::ExecuteChainBatch if batch.is_none_or(|batch| !batch.committed) => {
            Some(committed)
        }
        Kind::MigrateToGateway if waits_for_batches(Guard::AllBatchesExecutedOnL1) => Some(committed),
        Kind::MigrateFromGateway if waits_for_batches(Guard::AllBatchesExecutedOnGateway) => Some(committed),
        Kind::ExecutePriorityTx if state.l1.zk_chain[chain].priority_queue.is_empty() => {
            Some(Part::Queue.of(chain))
        }
        Kind::ExecuteInboxTx if state.gateway.inbox[chain].is_empty() => Some(Part::Inbox.of(chain)),
        _ => None,
    }
}
