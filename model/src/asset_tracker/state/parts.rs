//! The parts of a state, as footprints name them: a table of which fields each consists of.
//!
//! Fields stand in one part where whoever reads one of them reads the others too, or where they hardly vary by
//! themselves. So a part can be read, written and compared by itself, and all parts of the chains that there are make
//! up a state.

use crate::asset_tracker::topology::Chain;
use crate::codec::Codec;
use crate::footprint::Parts;

use super::State;

/// Makes the two kinds of parts from one row each: its name for a reader, and its fields.
macro_rules! parts {
    (
        $state:ident, $chain:ident;
        $($(#[$shared_doc:meta])+ $shared:ident = $shared_name:literal: [$($shared_field:expr),+],)+;
        $($(#[$doc:meta])+ $part:ident = $name:literal: [$($field:expr),+],)+
    ) => {
        /// The parts that belong to no chain.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Shared {
            $($(#[$shared_doc])+ $shared),+
        }

        /// The parts that there are of each chain.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part {
            $($(#[$doc])+ $part),+
        }

        impl Shared {
            const ALL: &'static [Self] = &[$(Self::$shared),+];

            fn name(self) -> &'static str {
                match self { $(Self::$shared => $shared_name),+ }
            }

            fn write(self, $state: &State, bytes: &mut Vec<u8>) {
                match self { $(Self::$shared => { $($shared_field.encode(bytes);)+ })+ }
            }

            fn read(self, $state: &mut State, bytes: &mut &[u8]) -> Option<()> {
                match self { $(Self::$shared => { $($shared_field = Codec::decode(bytes)?;)+ })+ }
                Some(())
            }
        }

        impl Part {
            /// Every part of a chain, by place.
            pub const ALL: &'static [Self] = &[$(Self::$part),+];

            fn name(self) -> &'static str {
                match self { $(Self::$part => $name),+ }
            }

            fn write(self, $state: &State, $chain: Chain, bytes: &mut Vec<u8>) {
                match self { $(Self::$part => { $($field.encode(bytes);)+ })+ }
            }

            fn read(self, $state: &mut State, $chain: Chain, bytes: &mut &[u8]) -> Option<()> {
                match self { $(Self::$part => { $($field = Codec::decode(bytes)?;)+ })+ }
                Some(())
            }
        }
    };
}

parts! {
    state, chain;
    /// `isAssetRegistered`.
    Registered = "isAssetRegistered": [state.l1.asset_tracker.is_asset_registered],
    /// L1's own balance; before v31 the token's supply there.
    L1Balance = "chainBalance of L1": [
        state.l1.asset_tracker.chain_balance.l1, state.l1.native_token_vault.l1_supply
    ],
    /// Gateway's balance on L1.
    GatewayBalance = "chainBalance of Gateway": [state.l1.asset_tracker.chain_balance.gateway],
    /// Whether Gateway is whitelisted, and whether it has rewritten its history.
    Whitelisting = "whitelisting of Gateway": [
        state.l1.bridgehub.is_gateway_whitelisted, state.l1.message_root.is_history_rewritten
    ],
    /// How far Gateway's clock is behind that of L1.
    Clock = "lag of Gateway's clock": [state.gateway.lag],
    /// A transaction that has reached untrusted code, with what it hands over within itself.
    Transaction = "open transaction": [state.l1.transient, state.transaction],
    ;
    /// Its balance on L1.
    Balance = "chainBalance": [state.l1.asset_tracker.chain_balance.chain[chain]],
    /// Its `assetMigrationNumber` on L1.
    Number = "assetMigrationNumber on L1": [state.l1.asset_tracker.asset_migration_number[chain]],
    /// What L1 counts of its deposits and claims.
    TotalsOnL1 = "totals on L1": [state.l1.asset_tracker.deposited_minus_claimed[chain]],
    /// Its balance in the vault, before v31.
    VaultBalance = "balance in the vault": [state.l1.native_token_vault.chain_balance[chain]],
    /// Where it settles, as L1 knows it, and its migration number there.
    Layer = "settlementLayer": [
        state.l1.bridgehub.settlement_layer[chain], state.l1.chain_asset_handler.migration_number[chain]
    ],
    /// Whether L1 waits for the end of its migration.
    InProgress = "migration in progress": [
        state.l1.chain_asset_handler.is_migration_in_progress[chain],
        state.l1.nullifier.migration_happened[chain]
    ],
    /// Open withdrawals that L1 vouched for.
    WithdrawalsOnL1 = "withdrawals proven on L1": [state.l1.message_root.withdrawals[chain].l1],
    /// The same, where Gateway vouched for them.
    WithdrawalsOnGateway = "withdrawals proven on Gateway": [
        state.l1.message_root.withdrawals[chain].gateway
    ],
    /// The same from the old Gateway, before v31.
    OldWithdrawals = "withdrawals proven before v31": [
        state.l1.message_root.withdrawals_before_v31[chain]
    ],
    /// Open refunds that L1 vouched for.
    RefundsOnL1 = "refunds proven on L1": [state.l1.message_root.failed_deposits[chain].l1],
    /// The same, where Gateway vouched for them.
    RefundsOnGateway = "refunds proven on Gateway": [
        state.l1.message_root.failed_deposits[chain].gateway
    ],
    /// Withdrawals that have been paid.
    Paid = "withdrawals paid": [state.l1.nullifier.is_withdrawal_finalized[chain]],
    /// Failed deposits that have been refunded.
    Refunded = "deposits refunded": [state.l1.nullifier.is_refunded[chain]],
    /// Whether its totals are provable on L1; what they are stands in `ReportedTotals`.
    TotalsMessage = "totals message on L1": [state.l1.message_root.to_gateway[chain]],
    /// Its returned balance that is provable on L1.
    ReturnMessage = "returned balance on L1": [state.l1.message_root.to_l1[chain]],
    /// How its migrations ended, as far as that is provable on L1.
    MigrationResult = "result of its migration": [
        state.l1.message_root.left_gateway[chain],
        state.l1.message_root.migration_status[chain],
        state.l1.message_root.earlier_migration_failed[chain]
    ],
    /// Whether it has upgraded to v31, and from which batch on.
    Upgrade = "upgrade to v31": [state.l1.message_root.v31_upgrade_chain_batch_number[chain]],
    /// Whether its deposits are paused on L1.
    Paused = "pause on L1": [state.l1.zk_chain[chain].paused_deposits, state.l1.zk_chain[chain].pause_age],
    /// Its priority queue.
    Queue = "priority queue": [state.l1.zk_chain[chain].priority_queue],
    /// What was put into it, less what was taken out, if it is malicious.
    PutIn = "put in less taken out": [state.ghost_put_in[chain]],
    /// Whether its balance has migrated to Gateway, and home.
    Migrated = "balance has migrated": [
        state.ghost_migrated_to_gateway[chain], state.ghost_migrated_to_l1[chain]
    ],
    /// What went wrong with its deposits.
    Misrouted = "deposits gone wrong": [
        state.ghost_relay_refused[chain],
        state.ghost_foreign_refund[chain],
        state.ghost_balance_change_left[chain]
    ],
    /// Its balance on Gateway.
    BalanceOnGateway = "chainBalance on Gateway": [state.gateway.asset_tracker.chain_balance[chain]],
    /// Its pending interop on Gateway.
    PendingOnGateway = "pendingInteropBalance": [
        state.gateway.asset_tracker.pending_interop_balance[chain]
    ],
    /// Its `assetMigrationNumber` on Gateway.
    NumberOnGateway = "assetMigrationNumber on Gateway": [
        state.gateway.asset_tracker.asset_migration_number[chain]
    ],
    /// Whether it settles on Gateway, as Gateway knows it, and its migration number there.
    LayerOnGateway = "settles on Gateway": [
        state.gateway.bridgehub.settles_here[chain], state.gateway.chain_asset_handler.migration_number[chain]
    ],
    /// Whether its deposits are paused on Gateway.
    PausedOnGateway = "pause on Gateway": [
        state.gateway.paused_deposits[chain], state.gateway.pause_age[chain]
    ],
    /// L1->Gateway transactions.
    Inbox = "L1->Gateway transactions": [state.gateway.inbox[chain]],
    /// Its withdrawals in Gateway's batch.
    BatchedWithdrawals = "withdrawals in Gateway's batch": [state.gateway.batch.withdrawals[chain]],
    /// Its failed deposits in Gateway's batch.
    BatchedRefunds = "refunds in Gateway's batch": [state.gateway.batch.failed_deposits[chain]],
    /// Whether its totals are in Gateway's batch; what they are stands in `ReportedTotals`.
    BatchedTotals = "totals message in Gateway's batch": [state.gateway.batch.to_gateway[chain]],
    /// Its returned balance in Gateway's batch.
    BatchedReturn = "returned balance in Gateway's batch": [state.gateway.batch.to_l1[chain]],
    /// What Gateway's batch says of how its migrations ended.
    BatchedResult = "result of its migration in Gateway's batch": [
        state.gateway.batch.left_gateway[chain], state.gateway.batch.migration_status[chain]
    ],
    /// Its own `assetMigrationNumber`.
    OwnNumber = "own assetMigrationNumber": [state.chain[chain].asset_tracker.asset_migration_number],
    /// Its own books of the token: what may still leave its origin chain, and its supply from before v31.
    OwnBalance = "own chainBalance": [
        state.chain[chain].asset_tracker.chain_balance,
        state.chain[chain].asset_tracker.is_asset_registered,
        state.chain[chain].asset_tracker.supply_to_fill_in
    ],
    /// What it counts of its withdrawals and successful deposits.
    OwnTotals = "own totals": [state.chain[chain].asset_tracker.withdrawn_minus_successful],
    /// The totals in messages, wherever they are.
    ReportedTotals = "reported totals": [
        state.chain[chain].reported_totals,
        state.gateway.batch.reported_totals[chain],
        state.l1.message_root.reported_totals[chain]
    ],
    /// What its users hold.
    Supply = "supply": [state.chain[chain].supply],
    /// Interop to claim, and claimed.
    Interop = "interop": [state.chain[chain].interop, state.chain[chain].is_interop_claimed],
    /// Its batch.
    Batch = "batch": [state.chain[chain].batch],
}

const SHARED: usize = Shared::ALL.len();
const EACH: usize = Part::ALL.len();
const _: () = assert!(SHARED + Chain::ALL.len() * EACH <= Parts::CAPACITY, "more parts than a set can hold");

impl Shared {
    /// The part alone.
    pub fn set(self) -> Parts {
        Parts::one(self as usize)
    }
}

impl Part {
    /// This part of the chain alone.
    pub fn of(self, chain: Chain) -> Parts {
        let before = EACH.saturating_mul(chain as usize).saturating_add(SHARED);
        Parts::one(before.saturating_add(self as usize))
    }
}

/// How many parts there are with these chains.
pub(in crate::asset_tracker) fn count(chains: &[Chain]) -> usize {
    let last = chains.iter().map(|chain| (*chain as usize).saturating_add(1)).max();
    SHARED.saturating_add(EACH.saturating_mul(last.unwrap_or(0)))
}

/// A part by its number.
#[derive(Clone, Copy)]
enum Numbered {
    Shared(Shared),
    Of(Chain, Part),
}

fn numbered(number: usize) -> Option<Numbered> {
    let Some(place) = number.checked_sub(SHARED) else {
        return Shared::ALL.get(number).copied().map(Numbered::Shared);
    };
    let chain = Chain::ALL.get(place.checked_div(EACH)?)?;
    Some(Numbered::Of(*chain, *Part::ALL.get(place.checked_rem(EACH)?)?))
}

/// What a reader calls the part.
pub(in crate::asset_tracker) fn name(number: usize) -> String {
    match numbered(number) {
        Some(Numbered::Shared(shared)) => shared.name().to_owned(),
        Some(Numbered::Of(chain, part)) => format!("{} of {chain}", part.name()),
        None => format!("part {number}"),
    }
}

/// Appends what the part is in a state.
pub(in crate::asset_tracker) fn write(state: &State, number: usize, bytes: &mut Vec<u8>) {
    match numbered(number) {
        Some(Numbered::Shared(shared)) => shared.write(state, bytes),
        Some(Numbered::Of(chain, part)) => part.write(state, chain, bytes),
        None => {}
    }
}

/// Makes the part in `state` what stands at the front of `bytes`.
pub(in crate::asset_tracker) fn read(state: &mut State, number: usize, bytes: &mut &[u8]) -> Option<()> {
    match numbered(number)? {
        Numbered::Shared(shared) => shared.read(state, bytes),
        Numbered::Of(chain, part) => part.read(state, chain, bytes),
    }
}
