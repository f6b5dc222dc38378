//! The parts of a state, as footprints name them: what is always read together is one part.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::asset_tracker::topology::{Chain, PerChain, PerLayer};
use crate::footprint::Parts;

use super::{
    ChainState, Gateway, GatewayBatch, GatewayBridgehub, GatewayChainAssetHandler, GwAssetTracker, L1,
    L1AssetTracker, L1Bridgehub, L1ChainAssetHandler, L1MessageRoot, L1NativeTokenVault, L1Nullifier,
    L2AssetTracker, State, ZkChain,
};
use crate::asset_tracker::messages::{Batch, BatchMessage, GatewayToL1Message, L1ToGatewayMessage};

/// The parts that belong to no chain.
#[derive(Clone, Copy, Debug)]
pub enum Shared {
    /// `isAssetRegistered`.
    Registered,
    /// L1's own balance.
    L1Balance,
    /// Gateway's balance on L1.
    GatewayBalance,
    /// What a malicious Gateway reads: whether it is whitelisted, and whether it has rewritten its history.
    Whitelisting,
    /// How far Gateway's clock is behind that of L1.
    Clock,
    /// A transaction that has reached untrusted code.
    Transaction,
}

/// The parts that there are of each chain.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Its balance on L1.
    Balance,
    /// Its `assetMigrationNumber` on L1.
    Number,
    /// What may be forgotten: its totals, wherever they stand, and the amount of a returned balance.
    Totals,
    /// Where it settles, as L1 knows it: layer, migration number, migrations in progress.
    Layer,
    /// Which payments have been made.
    Used,
    /// Open withdrawals that L1 vouched for.
    WithdrawalsOnL1,
    /// The same, where Gateway vouched for them.
    WithdrawalsOnGateway,
    /// Open refunds that L1 vouched for.
    RefundsOnL1,
    /// The same, where Gateway vouched for them.
    RefundsOnGateway,
    /// Migration messages that are provable on L1.
    Messages,
    /// Whether its deposits are paused on L1.
    Paused,
    /// Its priority queue.
    Queue,
    /// Its balances on Gateway.
    BalanceOnGateway,
    /// Its `assetMigrationNumber` on Gateway.
    NumberOnGateway,
    /// Whether it settles on Gateway, as Gateway knows it, and its migration number there.
    LayerOnGateway,
    /// Whether its deposits are paused on Gateway.
    PausedOnGateway,
    /// L1->Gateway transactions.
    Inbox,
    /// What Gateway's batch says of it.
    GatewayBatch,
    /// Its `L2AssetTracker`, totals apart.
    Tracker,
    /// What its users hold.
    Supply,
    /// Interop to claim, and claimed.
    Interop,
    /// What its batch says, totals apart.
    Batch,
    /// Whether there is a batch, and whether it is committed.
    Committed,
    /// Its history.
    Ghosts,
}

const SHARED: usize = Shared::Transaction as usize + 1;
const EACH: usize = Part::Ghosts as usize + 1;
const PARTS: usize = SHARED + Chain::ALL.len() * EACH;
const _: () = assert!(PARTS <= Parts::CAPACITY, "more parts than a set can hold");

impl Shared {
    /// The part alone.
    pub fn set(self) -> Parts {
        Parts::one(self as usize)
    }
}

impl Part {
    fn number(self, chain: Chain) -> usize {
        let before = EACH.saturating_mul(chain as usize);
        SHARED.saturating_add(before).saturating_add(self as usize)
    }

    /// This part of the chain alone.
    pub fn of(self, chain: Chain) -> Parts {
        Parts::one(self.number(chain))
    }
}

/// The hash of each part of a state, by number.
pub(in crate::asset_tracker) fn hashes(state: &State) -> Vec<u64> {
    let mut hashes = Hashes(vec![DefaultHasher::new(); PARTS]);
    hashes.state(state);
    hashes.0.iter().map(DefaultHasher::finish).collect()
}

/// The hashers of all parts. Every struct is taken apart, so that a field which is added later has to say
/// to which part it belongs.
struct Hashes(Vec<DefaultHasher>);

impl Hashes {
    fn add(&mut self, number: usize, value: impl Hash) {
        if let Some(hasher) = self.0.get_mut(number) {
            value.hash(hasher);
        }
    }

    /// A value for each chain, which belongs to a part of the chain.
    fn each<T: Hash>(&mut self, part: Part, values: &PerChain<T>) {
        for chain in Chain::ALL {
            self.add(part.number(chain), &values[chain]);
        }
    }

    /// The same, by layer.
    fn each_layer<T: Hash>(&mut self, on_l1: Part, on_gateway: Part, values: &PerChain<PerLayer<T>>) {
        for chain in Chain::ALL {
            let PerLayer { l1, gateway } = &values[chain];
            self.add(on_l1.number(chain), l1);
            self.add(on_gateway.number(chain), gateway);
        }
    }

    /// A chain's totals in a message: the numbers apart, which may be forgotten.
    fn total(&mut self, part: Part, chain: Chain, message: Option<L1ToGatewayMessage>) {
        let Some(L1ToGatewayMessage { chain_migration_number, withdrawn_minus_successful }) = message else {
            return;
        };
        self.add(part.number(chain), chain_migration_number);
        self.add(Part::Totals.number(chain), (part as u8, withdrawn_minus_successful));
    }

    fn totals(&mut self, part: Part, messages: &PerChain<Option<L1ToGatewayMessage>>) {
        for chain in Chain::ALL {
            self.add(part.number(chain), messages[chain].is_some());
            self.total(part, chain, messages[chain]);
        }
    }

    fn state(&mut self, state: &State) {
        let State {
            l1,
            gateway,
            chain,
            ghost_put_in,
            ghost_relay_refused,
            ghost_migrated_to_gateway,
            ghost_migrated_to_l1,
            ghost_foreign_refund,
            ghost_balance_change_left,
            transaction,
        } = state;
        self.add(Shared::Transaction as usize, transaction);
        self.each(Part::Ghosts, ghost_balance_change_left);
        self.l1(l1);
        self.gateway(gateway);
        for one in Chain::ALL {
            self.chain(&chain[one], one);
        }
        self.each(Part::Ghosts, ghost_put_in);
        self.each(Part::Ghosts, ghost_relay_refused);
        self.each(Part::Ghosts, ghost_migrated_to_gateway);
        self.each(Part::Ghosts, ghost_migrated_to_l1);
        self.each(Part::Ghosts, ghost_foreign_refund);
    }

    fn l1(&mut self, l1: &L1) {
        let L1 {
            asset_tracker,
            bridgehub,
            chain_asset_handler,
            nullifier,
            message_root,
            zk_chain,
            transient,
            native_token_vault,
        } = l1;
        let L1NativeTokenVault { chain_balance, l1_supply } = native_token_vault;
        self.add(Shared::L1Balance as usize, l1_supply);
        self.each(Part::Balance, chain_balance);
        self.add(Shared::Transaction as usize, transient);
        let L1AssetTracker {
            is_asset_registered,
            chain_balance,
            asset_migration_number,
            deposited_minus_claimed,
        } = asset_tracker;
        self.add(Shared::Registered as usize, is_asset_registered);
        self.add(Shared::L1Balance as usize, chain_balance.l1);
        self.add(Shared::GatewayBalance as usize, chain_balance.gateway);
        self.each(Part::Balance, &chain_balance.chain);
        self.each(Part::Number, asset_migration_number);
        self.each(Part::Totals, deposited_minus_claimed);
        let L1Bridgehub { settlement_layer, is_gateway_whitelisted } = bridgehub;
        self.add(Shared::Whitelisting as usize, is_gateway_whitelisted);
        self.each(Part::Layer, settlement_layer);
        let L1ChainAssetHandler { migration_number, is_migration_in_progress } = chain_asset_handler;
        self.each(Part::Layer, migration_number);
        self.each(Part::Layer, is_migration_in_progress);
        let L1Nullifier { is_withdrawal_finalized, is_refunded, migration_happened } = nullifier;
        self.each(Part::Used, is_withdrawal_finalized);
        self.each(Part::Used, is_refunded);
        self.each(Part::Layer, migration_happened);
        self.l1_message_root(message_root);
        for chain in Chain::ALL {
            let ZkChain { paused_deposits, pause_age, priority_queue } = &zk_chain[chain];
            self.add(Part::Paused.number(chain), (paused_deposits, pause_age));
            self.add(Part::Queue.number(chain), priority_queue);
        }
    }

    fn l1_message_root(&mut self, root: &L1MessageRoot) {
        let L1MessageRoot {
            withdrawals,
            failed_deposits,
            to_gateway,
            to_l1,
            left_gateway,
            migration_status,
            earlier_migration_failed,
            withdrawals_before_v31,
            v31_upgrade_chain_batch_number,
            is_history_rewritten,
        } = root;
        self.each(Part::WithdrawalsOnGateway, withdrawals_before_v31);
        self.each(Part::Layer, v31_upgrade_chain_batch_number);
        self.add(Shared::Whitelisting as usize, is_history_rewritten);
        self.each_layer(Part::WithdrawalsOnL1, Part::WithdrawalsOnGateway, withdrawals);
        self.each_layer(Part::RefundsOnL1, Part::RefundsOnGateway, failed_deposits);
        self.totals(Part::Messages, to_gateway);
        for chain in Chain::ALL {
            self.add(Part::Messages.number(chain), to_l1[chain].is_some());
            let Some(GatewayToL1Message { chain_migration_number, amount }) = to_l1[chain] else { continue };
            self.add(Part::Messages.number(chain), chain_migration_number);
            self.add(Part::Totals.number(chain), amount);
        }
        self.each(Part::Messages, left_gateway);
        self.each(Part::Messages, migration_status);
        self.each(Part::Messages, earlier_migration_failed);
    }

    fn gateway(&mut self, gateway: &Gateway) {
        let Gateway {
            asset_tracker,
            bridgehub,
            chain_asset_handler,
            paused_deposits,
            pause_age,
            lag,
            inbox,
            batch,
        } = gateway;
        self.add(Shared::Clock as usize, lag);
        self.each(Part::PausedOnGateway, pause_age);
        let GwAssetTracker { chain_balance, pending_interop_balance, asset_migration_number } = asset_tracker;
        self.each(Part::BalanceOnGateway, chain_balance);
        self.each(Part::BalanceOnGateway, pending_interop_balance);
        self.each(Part::NumberOnGateway, asset_migration_number);
        let GatewayBridgehub { settles_here } = bridgehub;
        self.each(Part::LayerOnGateway, settles_here);
        let GatewayChainAssetHandler { migration_number } = chain_asset_handler;
        self.each(Part::LayerOnGateway, migration_number);
        self.each(Part::PausedOnGateway, paused_deposits);
        self.each(Part::Inbox, inbox);
        let GatewayBatch { withdrawals, failed_deposits, to_gateway, to_l1, left_gateway, migration_status } =
            batch;
        self.each(Part::GatewayBatch, withdrawals);
        self.each(Part::GatewayBatch, failed_deposits);
        self.totals(Part::GatewayBatch, to_gateway);
        self.each(Part::GatewayBatch, to_l1);
        self.each(Part::GatewayBatch, left_gateway);
        self.each(Part::GatewayBatch, migration_status);
    }

    fn chain(&mut self, own: &ChainState, chain: Chain) {
        let ChainState { asset_tracker, supply, interop, is_interop_claimed, batch } = own;
        let L2AssetTracker {
            asset_migration_number,
            chain_balance,
            withdrawn_minus_successful,
            is_asset_registered,
            supply_to_fill_in,
        } = asset_tracker;
        self.add(Part::Tracker.number(chain), supply_to_fill_in);
        self.add(Part::Tracker.number(chain), (asset_migration_number, chain_balance, is_asset_registered));
        self.add(Part::Totals.number(chain), withdrawn_minus_successful);
        self.add(Part::Supply.number(chain), supply);
        self.add(Part::Interop.number(chain), interop);
        self.add(Part::Interop.number(chain), is_interop_claimed);
        self.add(Part::Committed.number(chain), batch.map(|batch| batch.committed));
        let Some(Batch { message, committed: _, ghost_begun_on }) = *batch else { return };
        self.add(Part::Batch.number(chain), ghost_begun_on);
        match message {
            BatchMessage::L1ToGateway { message } => self.total(Part::Batch, chain, Some(message)),
            message => self.add(Part::Batch.number(chain), message),
        }
    }
}
