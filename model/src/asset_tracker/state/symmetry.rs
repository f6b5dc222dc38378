//! Interchangeable chains: A and B change places where the scenario's parameters do not tell them apart.
//!
//! Every struct is taken apart field by field and every action variant by variant, so that one which is
//! added later has to say what becomes of it.

use crate::types::{Chain, ChainId, PerChain, PerChainId};

use super::{
    Gateway, GatewayBatch, GatewayBridgehub, GatewayChainAssetHandler, GwAssetTracker, L1, L1AssetTracker,
    L1Bridgehub, L1ChainAssetHandler, L1MessageRoot, L1NativeTokenVault, L1Nullifier, State, Transaction,
    TransientStorage,
};
use crate::asset_tracker::action::{Action, Payment, ReturnMessage, TotalsMessage};
use crate::asset_tracker::scenario::{Asset, Flow, Parameters};

/// How many permutations there are besides the identity: one, the exchange of A and B, or none.
pub(in crate::asset_tracker) fn permutations(parameters: &Parameters) -> usize {
    usize::from(swapped_parameters(parameters).is_some_and(|swapped| swapped == *parameters))
}

/// The parameters of the scenario in which A does what B did, if there are such parameters.
fn swapped_parameters(parameters: &Parameters) -> Option<Parameters> {
    let Parameters {
        variant,
        max,
        amounts,
        asset,
        a,
        b,
        flows,
        gateway,
        history,
        pauses_in_flight,
        windows,
        operations_in_flight,
        reentrancy,
        forgets,
    } = parameters.clone();
    match asset {
        Asset::L1Token | Asset::BaseToken => {}
        // It is A's, and cannot be B's.
        Asset::NativeToken | Asset::MaliciousNativeToken => return None,
    }
    if flows.iter().any(|flow| names_a_chain(*flow)) {
        return None;
    }
    let (a, b) = (b, a);
    Some(Parameters {
        variant,
        max,
        amounts,
        asset,
        a,
        b,
        flows,
        gateway,
        history,
        pauses_in_flight,
        windows,
        operations_in_flight,
        reentrancy,
        forgets,
    })
}

/// Whether the flow is one of chain A, and there is none like it of chain B.
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

/// A value in which the chains have changed places.
pub(in crate::asset_tracker) trait Swap {
    /// The same with A for B and B for A.
    #[must_use]
    fn swapped(&self) -> Self;
}

/// Takes structs apart, with a function for each field.
macro_rules! swap {
    ($($name:ident { $($field:ident: $change:ident),+ $(,)? })+) => {
        $(
            impl Swap for $name {
                fn swapped(&self) -> Self {
                    let Self { $($field),+ } = self;
                    Self { $($field: $change($field)),+ }
                }
            }
        )+
    };
}

swap! {
    State {
        l1: within, gateway: within, chain: exchanged, ghost_put_in: exchanged, ghost_relay_refused: exchanged,
        ghost_migrated_to_gateway: exchanged, ghost_migrated_to_l1: exchanged,
        ghost_foreign_refund: exchanged, ghost_balance_change_left: exchanged, transaction: within,
    }
    L1 {
        asset_tracker: within, native_token_vault: within, bridgehub: within, chain_asset_handler: within, nullifier: within,
        message_root: within, zk_chain: exchanged, transient: within,
    }
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
        withdrawals: exchanged, failed_deposits: exchanged, to_gateway: exchanged, to_l1: exchanged,
        left_gateway: exchanged, migration_status: exchanged, earlier_migration_failed: exchanged,
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
        withdrawals: exchanged, failed_deposits: exchanged, to_gateway: exchanged, to_l1: exchanged,
        left_gateway: exchanged, migration_status: exchanged,
    }
}

impl<T: Copy> Swap for PerChainId<T> {
    fn swapped(&self) -> Self {
        let Self { l1, gateway, chain } = self;
        Self { l1: kept(l1), gateway: kept(gateway), chain: exchanged(chain) }
    }
}

fn kept<T: Copy>(value: &T) -> T {
    *value
}

fn exchanged<T: Copy>(values: &PerChain<T>) -> PerChain<T> {
    let PerChain { a, b } = values;
    PerChain { a: *b, b: *a }
}

fn within<T: Swap>(value: &T) -> T {
    value.swapped()
}

impl<T: Swap> Swap for Option<T> {
    fn swapped(&self) -> Self {
        self.as_ref().map(T::swapped)
    }
}

impl<T: Swap> Swap for Box<T> {
    fn swapped(&self) -> Self {
        Self::new(T::swapped(self))
    }
}

impl<T: Swap> Swap for Vec<T> {
    fn swapped(&self) -> Self {
        self.iter().map(T::swapped).collect()
    }
}

impl Swap for Chain {
    fn swapped(&self) -> Self {
        self.other()
    }
}

impl Swap for ChainId {
    fn swapped(&self) -> Self {
        match *self {
            Self::L1 | Self::Gateway => *self,
            Self::Chain(chain) => Self::Chain(chain.other()),
        }
    }
}

impl Swap for Payment {
    fn swapped(&self) -> Self {
        let Self { chain, layer, amount, source } = *self;
        Self { chain: chain.other(), layer, amount, source }
    }
}

impl Swap for TotalsMessage {
    fn swapped(&self) -> Self {
        match *self {
            Self::Proven { chain } => Self::Proven { chain: chain.other() },
            Self::Forged { sender, chain, amount_to_keep, chain_migration_number } => Self::Forged {
                sender: sender.swapped(),
                chain: chain.other(),
                amount_to_keep,
                chain_migration_number,
            },
        }
    }
}

impl Swap for ReturnMessage {
    fn swapped(&self) -> Self {
        match *self {
            Self::Proven { chain } => Self::Proven { chain: chain.other() },
            Self::Forged { sender, chain, amount, chain_migration_number } => Self::Forged {
                sender: sender.swapped(),
                chain: chain.other(),
                amount,
                chain_migration_number,
            },
        }
    }
}

/// Actions: the variants with the arguments that name a chain, and with those that do not.
macro_rules! swap_actions {
    ($($variant:ident { $($named:ident),* ; $($other:ident),* })+) => {
        impl Swap for Action {
            fn swapped(&self) -> Self {
                match *self {
                    $(Self::$variant { $($named,)* $($other,)* } => {
                        Self::$variant { $($named: $named.swapped(),)* $($other,)* }
                    })+
                }
            }
        }
    };
}

swap_actions! {
    Deposit { chain; amount }
    FinalizeWithdrawal { message; }
    ClaimFailedDeposit { message; }
    ReceiveL1ToGatewayMigration { message; }
    ReceiveGatewayToL1Migration { message; }
    PauseDeposits { chain; }
    UnpauseDeposits { chain; }
    MigrateToGateway { chain; }
    ConfirmMigration { chain; status, earlier }
    FinalizeMigrationFromGateway { chain; }
    ExecuteInboxTx { chain; status }
    InitiateGatewayToL1Migration { chain; }
    MigrateFromGateway { chain; }
    SettleGatewayBatch { ; }
    ExecutePriorityTx { chain; status }
    Withdraw { chain; amount }
    SendInterop { chain; amount }
    ClaimInterop { chain; amount, source }
    InitiateL1ToGatewayMigration { chain; }
    MintNative { ; amount }
    SealBatch { chain; }
    SettleBatch { chain; }
    ExecuteChainBatch { chain; }
    SettleForgedBatch { chain; message }
    RelayForgedBaseToken { chain; amount }
    SettleForgedGatewayBatch { ; rewrites }
    WithdrawWhitelisting { ; }
    DepositLegacyErc20Bridge { chain; amount }
    ClaimFailedDepositLegacy { message; }
    DepositOtherToken { chain; }
    ConsumeBalanceChange { by, chain; }
    LeaveOldGateway { chain; }
    InitializeL1V31Upgrade { ; }
    RegisterLegacyToken { ; }
    SaveV31UpgradeBatch { chain; number }
    WhitelistSettlementLayer { ; }
    RequestPauseDepositsForChainOnGateway { chain; }
    PassTime { ; }
    CatchUp { ; }
    SetZksyncOsPreV31TotalSupply { chain; }
    Return { ; }
    Revert { ; }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset_tracker::Party;
    use crate::types::SettlementLayer;

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
        assert_eq!(permutations(&given), 0, "an honest chain and a malicious one are not");
        let alike = Parameters { b: given.a, ..given.clone() };
        assert_eq!(permutations(&alike), 1);
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
            assert_eq!(permutations(&told_apart), 0, "{what}");
        }
        let flows = vec![Flow::Deposit];
        let everybodys = Parameters { flows, ..alike.clone() };
        assert_eq!(permutations(&everybodys), 1);
        let flows = vec![Flow::Deposit, Flow::LegacyBridge];
        assert_eq!(permutations(&Parameters { flows, ..alike }), 0, "the legacy bridge leads to A");
    }
}
