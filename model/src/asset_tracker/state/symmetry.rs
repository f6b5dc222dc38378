//! Interchangeable chains: they change places where the scenario's parameters do not tell them apart.
//!
//! Every struct is taken apart field by field, so that one which is added later has to say what becomes of it.

use crate::asset_tracker::topology::{Chain, ChainId, PerChain, PerChainId};

use super::{
    ChainState, Gateway, GatewayBatch, GatewayBridgehub, GatewayChainAssetHandler, GwAssetTracker, L1,
    L1AssetTracker, L1Bridgehub, L1ChainAssetHandler, L1MessageRoot, L1NativeTokenVault, L1Nullifier, State,
    Transaction, TransientStorage,
};
use crate::asset_tracker::action::{Claim, Payment, ReturnMessage, Source, TotalsMessage};
use crate::asset_tracker::messages::{Batch, BatchMessage, V31BatchNumber};
use crate::asset_tracker::scenario::{Asset, Flow, Parameters, Party};
use crate::types::{Amount, TxStatus};

/// An order of the chains: which of them takes whose place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::asset_tracker) struct Permutation(PerChain<Chain>);

impl Permutation {
    /// Every order but the one in which all keep their places; first the exchange of A and B.
    fn all() -> impl Iterator<Item = Self> {
        use Chain::{A, B, C};
        [[B, A, C], [A, C, B], [C, B, A], [B, C, A], [C, A, B]]
            .into_iter()
            .map(|[a, b, c]| Self(PerChain { a, b, c }))
    }

    /// The chain whose place the chain takes.
    fn of(self, chain: Chain) -> Chain {
        self.0[chain]
    }
}

/// The permutations besides the identity that take the scenario to itself.
pub(in crate::asset_tracker) fn permutations(parameters: &Parameters) -> Vec<Permutation> {
    Permutation::all().filter(|permutation| keeps(parameters, *permutation)).collect()
}

/// Whether the parameters are the same when the chains have changed places.
fn keeps(parameters: &Parameters, permutation: Permutation) -> bool {
    let Parameters {
        variant: _,
        max: _,
        amounts: _,
        asset,
        a,
        b,
        c,
        flows,
        gateway: _,
        history: _,
        pauses_in_flight: _,
        windows: _,
        operations_in_flight: _,
        reentrancy: _,
        forgets: _,
    } = parameters;
    let chains = PerChain { a, b, c };
    let names_a = match asset {
        Asset::L1Token | Asset::BaseToken => false,
        // It is A's, and cannot be another chain's.
        Asset::NativeToken | Asset::MaliciousNativeToken => true,
    } || flows.iter().any(|flow| names_a_chain(*flow));
    Chain::ALL.into_iter().all(|chain| {
        let there = permutation.of(chain);
        let stays = there == chain;
        // Who is not there does not change places.
        let is_alike = chains[chain] == chains[there] && chains[chain].party != Party::Absent;
        stays || (is_alike && !(names_a && chain == Chain::A))
    })
}

/// Whether the flow is one of chain A, and there is none like it of another chain.
fn names_a_chain(flow: Flow) -> bool {
    match flow {
        Flow::LegacyBridge => true,
        Flow::Deposit
        | Flow::FailDeposit
        | Flow::Withdraw
        | Flow::Interop
        | Flow::MigrateToGateway
        | Flow::FailMigration
        | Flow::ComeHome
        | Flow::Unpause
        | Flow::ReplayMessages
        | Flow::CommitBatches
        | Flow::SettleGatewayBatches
        | Flow::WithdrawWhitelisting
        | Flow::BackfillBaseToken => false,
    }
}

/// A value in which chains change places.
pub(in crate::asset_tracker) trait Permute {
    /// The same after the change.
    #[must_use]
    fn permuted(&self, by: Permutation) -> Self;
}

/// Takes structs apart, with a function for each field.
macro_rules! permute {
    ($($name:ident { $($field:ident: $change:ident),+ $(,)? })+) => {
        $(
            impl Permute for $name {
                fn permuted(&self, by: Permutation) -> Self {
                    let Self { $($field),+ } = self;
                    Self { $($field: $change($field, by)),+ }
                }
            }
        )+
    };
}

permute! {
    State {
        l1: within, gateway: within, chain: within, ghost_put_in: exchanged, ghost_relay_refused: exchanged,
        ghost_migrated_to_gateway: exchanged, ghost_migrated_to_l1: exchanged,
        ghost_foreign_refund: exchanged, ghost_balance_change_left: exchanged, transaction: within,
    }
    L1 {
        asset_tracker: within, native_token_vault: within, bridgehub: within, chain_asset_handler: within, nullifier: within,
        message_root: within, zk_chain: exchanged, transient: within,
    }
    ChainState {
        asset_tracker: kept, supply: kept, interop: kept, is_interop_claimed: kept, batch: within,
        reported_totals: kept,
    }
    Batch { message: within, committed: kept, ghost_begun_on: kept }
    TransientStorage { balance_change: exchanged, settlement_layer: kept, is_before_v31: kept }
    Transaction { call: within, point: kept, before: within, nested_calls: kept, ghost_returned: within }
    L1AssetTracker {
        is_asset_registered: kept, chain_balance: within, asset_migration_number: exchanged,
        deposited_minus_claimed: exchanged,
    }
    L1NativeTokenVault { chain_balance: exchanged, l1_supply: kept }
    L1Bridgehub { settlement_layer: exchanged, is_gateway_whitelisted: kept }
    L1ChainAssetHandler { migration_number: exchanged, is_migration_in_progress: exchanged }
    L1Nullifier { is_withdrawal_finalized: exchanged, is_refunded: exchanged, migration_happened: exchanged }
    L1MessageRoot {
        withdrawals: exchanged, failed_deposits: exchanged, to_gateway: exchanged, reported_totals: exchanged,
        to_l1: exchanged, left_gateway: exchanged, migration_status: exchanged, earlier_migration_failed: exchanged,
        withdrawals_before_v31: exchanged, v31_upgrade_chain_batch_number: exchanged, is_history_rewritten: kept,
    }
    Gateway {
        asset_tracker: within, bridgehub: within, chain_asset_handler: within, paused_deposits: exchanged,
        pause_age: exchanged, lag: kept, inbox: exchanged, batch: within,
    }
    GwAssetTracker {
        chain_balance: exchanged, pending_interop_balance: exchanged, asset_migration_number: exchanged,
    }
    GatewayBridgehub { settles_here: exchanged }
    GatewayChainAssetHandler { migration_number: exchanged }
    GatewayBatch {
        withdrawals: exchanged, failed_deposits: exchanged, to_gateway: exchanged, reported_totals: exchanged,
        to_l1: exchanged, left_gateway: exchanged, migration_status: exchanged,
    }
}

impl Permute for PerChain<ChainState> {
    fn permuted(&self, by: Permutation) -> Self {
        exchanged(&Self::each(|chain| self[chain].permuted(by)), by)
    }
}

impl<T: Copy> Permute for PerChainId<T> {
    fn permuted(&self, by: Permutation) -> Self {
        let Self { l1, gateway, chain } = self;
        Self { l1: kept(l1, by), gateway: kept(gateway, by), chain: exchanged(chain, by) }
    }
}

fn kept<T: Copy>(value: &T, _: Permutation) -> T {
    *value
}

fn exchanged<T: Copy>(values: &PerChain<T>, by: Permutation) -> PerChain<T> {
    let mut exchanged = *values;
    for chain in Chain::ALL {
        exchanged[by.of(chain)] = values[chain];
    }
    exchanged
}

fn within<T: Permute>(value: &T, by: Permutation) -> T {
    value.permuted(by)
}

impl<T: Permute> Permute for Option<T> {
    fn permuted(&self, by: Permutation) -> Self {
        self.as_ref().map(|value| value.permuted(by))
    }
}

impl<T: Permute> Permute for Box<T> {
    fn permuted(&self, by: Permutation) -> Self {
        Self::new(T::permuted(self, by))
    }
}

impl<T: Permute> Permute for Vec<T> {
    fn permuted(&self, by: Permutation) -> Self {
        self.iter().map(|value| value.permuted(by)).collect()
    }
}

impl Permute for Chain {
    fn permuted(&self, by: Permutation) -> Self {
        by.of(*self)
    }
}

impl Permute for ChainId {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::L1 | Self::Gateway => *self,
            Self::Chain(chain) => Self::Chain(by.of(chain)),
        }
    }
}

impl Permute for Payment {
    fn permuted(&self, by: Permutation) -> Self {
        let Self { chain, layer, amount, source } = *self;
        Self { chain: by.of(chain), layer, amount, source: source.permuted(by) }
    }
}

impl Permute for Source {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::Vouched(Claim::Deeper { under }) => Self::Vouched(Claim::Deeper { under: by.of(under) }),
            source @ (Self::Open
            | Self::Old
            | Self::Used
            | Self::Forged
            | Self::Vouched(Claim::SinceV31 | Claim::BeforeV31 | Claim::Rewritten | Claim::Own)) => source,
        }
    }
}

impl Permute for BatchMessage {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::Interop { to, amount } => Self::Interop { to: by.of(to), amount },
            message @ (Self::Withdrawal { .. }
            | Self::InteropExecuted { .. }
            | Self::Status { .. }
            | Self::L1ToGateway { .. }) => message,
        }
    }
}

impl Permute for TotalsMessage {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::Proven { chain } => Self::Proven { chain: by.of(chain) },
            Self::Forged { sender, chain, amount_to_keep, chain_migration_number } => Self::Forged {
                sender: sender.permuted(by),
                chain: by.of(chain),
                amount_to_keep,
                chain_migration_number,
            },
        }
    }
}

impl Permute for ReturnMessage {
    fn permuted(&self, by: Permutation) -> Self {
        match *self {
            Self::Proven { chain } => Self::Proven { chain: by.of(chain) },
            Self::Forged { sender, chain, amount, chain_migration_number } => Self::Forged {
                sender: sender.permuted(by),
                chain: by.of(chain),
                amount,
                chain_migration_number,
            },
        }
    }
}

/// What names no chain.
macro_rules! unchanged {
    ($($name:ty),+) => {
        $(
            impl Permute for $name {
                fn permuted(&self, _: Permutation) -> Self {
                    *self
                }
            }
        )+
    };
}

unchanged!(bool, Amount, TxStatus, V31BatchNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset_tracker::action::Action;
    use crate::asset_tracker::scenario::ChainParameters;
    use crate::asset_tracker::topology::SettlementLayer;

    fn parameters(name: &str) -> Parameters {
        let all = crate::asset_tracker::scenarios::all();
        let Some(one) = all.into_iter().find(|one| one.label() == name) else {
            panic!("{name} is a scenario")
        };
        one.parameters
    }

    #[test]
    fn chains_with_the_same_parameters_are_interchangeable() {
        let given = parameters("failed_deposits@small");
        assert_eq!(permutations(&given), [], "an honest chain and a malicious one are not");
        let exchange = Permutation(PerChain { a: Chain::B, b: Chain::A, c: Chain::C });
        let alike = Parameters { b: given.a, ..given.clone() };
        assert_eq!(permutations(&alike), [exchange]);
        for (what, told_apart) in [
            ("party", Parameters { b: given.b, ..alike.clone() }),
            ("start", {
                let mut one = alike.clone();
                one.b.starts_on = SettlementLayer::Gateway;
                one
            }),
            ("admin", {
                let mut one = alike.clone();
                one.b.migrates = !one.b.migrates;
                one
            }),
            ("presence", {
                let mut one = alike.clone();
                one.b.party = Party::Absent;
                one
            }),
            ("native token", Parameters { asset: Asset::NativeToken, ..alike.clone() }),
        ] {
            assert_eq!(permutations(&told_apart), [], "{what}");
        }
        let flows = vec![Flow::Deposit];
        let everybodys = Parameters { flows, ..alike.clone() };
        assert_eq!(permutations(&everybodys), [exchange]);
        let flows = vec![Flow::Deposit, Flow::LegacyBridge];
        assert_eq!(permutations(&Parameters { flows, ..alike }), [], "the legacy bridge leads to A");
    }

    #[test]
    fn three_chains_with_the_same_parameters_change_places_in_every_way() {
        let given = parameters("failed_deposits@small");
        let alike = Parameters { b: given.a, c: given.a, ..given.clone() };
        assert_eq!(permutations(&alike), Permutation::all().collect::<Vec<_>>());
        assert_eq!(permutations(&alike).len(), 5);
        let others = Permutation(PerChain { a: Chain::A, b: Chain::C, c: Chain::B });
        // B and C are alike, and A is not, or has a token of its own.
        assert_eq!(permutations(&Parameters { a: given.b, ..alike.clone() }), [others]);
        assert_eq!(permutations(&Parameters { asset: Asset::NativeToken, ..alike.clone() }), [others]);
        let absent = ChainParameters { party: Party::Absent, ..given.a };
        let alone = Parameters { b: absent, c: absent, ..alike };
        assert_eq!(permutations(&alone), [], "who is not there");
    }

    #[test]
    fn what_names_a_chain_names_the_one_that_took_its_place() {
        // A goes to B, B to C, and C to A.
        let around = Permutation(PerChain { a: Chain::B, b: Chain::C, c: Chain::A });
        let values = PerChain { a: 1, b: 2, c: 3 };
        assert_eq!(exchanged(&values, around), PerChain { a: 3, b: 1, c: 2 });
        let amount = Amount(1);
        let send = Action::SendInterop { chain: Chain::A, to: Chain::C, amount };
        assert_eq!(send.permuted(around), Action::SendInterop { chain: Chain::B, to: Chain::A, amount });
        let (chain, layer) = (Chain::A, SettlementLayer::Gateway);
        let under = |under| Source::Vouched(Claim::Deeper { under });
        let payment = Payment { chain, layer, amount, source: under(Chain::B) };
        let there = Payment { chain: Chain::B, source: under(Chain::C), ..payment };
        assert_eq!(payment.permuted(around), there);
        let message = BatchMessage::Interop { to: Chain::B, amount };
        assert_eq!(message.permuted(around), BatchMessage::Interop { to: Chain::C, amount });
    }
}
