//! The rules one call at a time: what refuses it, and what it changes. How a test reads is told in `model/src/calls.rs`.

mod l1_asset_router;
mod l1_asset_tracker;
mod l1_bridgehub;
mod l1_native_token_vault;
mod l1_nullifier;
mod l1_message_root;
mod chain_asset_handler;
mod mailbox;
mod migrator;
mod executor;
mod gw_asset_tracker;
mod l2_asset_tracker;
mod l2_token;
mod interop;
mod environment;
mod transaction;
mod forget;
mod malicious_gateway;
mod v31_upgrade;

use crate::asset_tracker::messages::{PriorityCall, PriorityOperation};
use crate::asset_tracker::scenario::{ChainParameters, Reentrancy, UntrustedCode, Windows};
use crate::asset_tracker::topology::{Chain, MigrationNumber, SettlementLayer};
use crate::asset_tracker::{Action, Asset, AssetTracker, Flow, History, Parameters, Party, State, Variant};
use crate::calls;
use crate::types::{Amount, TxStatus};

/// Honest A on L1 and honest B on Gateway, both free to move, and three units of an L1 token. What Gateway
/// and the chains say is settled as soon as it can be.
fn parameters() -> Parameters {
    Parameters {
        variant: Variant::Seed,
        max: Amount(3),
        amounts: vec![Amount(1), Amount(2)],
        asset: Asset::L1Token,
        a: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::L1, migrates: true },
        b: ChainParameters { party: Party::Honest, starts_on: SettlementLayer::Gateway, migrates: true },
        c: ChainParameters { party: Party::Absent, starts_on: SettlementLayer::L1, migrates: false },
        flows: vec![
            Flow::Deposit,
            Flow::FailDeposit,
            Flow::Withdraw,
            Flow::Interop,
            Flow::MigrateToGateway,
            Flow::FailMigration,
            Flow::ComeHome,
            Flow::Unpause,
            Flow::ReplayMessages,
        ],
        gateway: Party::Honest,
        history: History::SinceV31,
        pauses_in_flight: 1,
        windows: Windows::NONE,
        operations_in_flight: 8,
        reentrancy: None,
        forgets: false,
    }
}

/// The same with a token of A.
fn native_token() -> Parameters {
    Parameters { asset: Asset::NativeToken, ..parameters() }
}

/// The same in another variant.
fn variant(variant: Variant) -> Parameters {
    Parameters { variant, ..parameters() }
}

/// The same where nobody attempts a used message again, so that it need not be kept.
fn without_replays() -> Parameters {
    let flows = parameters().flows.into_iter().filter(|flow| *flow != Flow::ReplayMessages);
    Parameters { flows: flows.collect(), ..parameters() }
}

/// The same where tokens and filterers are untrusted, and the legacy bridge serves A.
fn reentrant() -> Parameters {
    let mut flows = parameters().flows;
    flows.push(Flow::LegacyBridge);
    let code = vec![UntrustedCode::Token, UntrustedCode::OtherToken, UntrustedCode::Mailbox];
    let reentrancy = Some(Reentrancy { code, depth: 2, nested_calls: 3 });
    Parameters { flows, reentrancy, ..parameters() }
}

/// A deposit of one unit that untrusted code does nothing about.
fn deposit_returned(chain: Chain) -> [Action; 3] {
    [Action::Deposit { chain, amount: Amount(1) }, Action::Return, Action::Return]
}

/// The same with another B.
fn with_b(party: Party, starts_on: SettlementLayer) -> Parameters {
    Parameters { b: ChainParameters { party, starts_on, migrates: true }, ..parameters() }
}

/// A state of `asset_tracker` that has been reached.
type Given = calls::Given<AssetTracker>;
/// A call to one of its contracts.
type Call = calls::Call<AssetTracker>;

/// The start of a scenario.
fn given(parameters: Parameters) -> Given {
    Given::start(parameters)
}

/// A chain that settles on L1 has executed a deposit.
fn deposited(chain: Chain, amount: u8) -> [Action; 2] {
    [
        Action::Deposit { chain, amount: Amount(amount) },
        Action::ExecutePriorityTx { chain, status: TxStatus::Success },
    ]
}

/// A chain that settles on Gateway has executed a deposit.
fn deposited_through_gateway(chain: Chain, amount: u8) -> [Action; 4] {
    [
        Action::Deposit { chain, amount: Amount(amount) },
        Action::ExecuteInboxTx { chain, status: TxStatus::Success },
        Action::ExecutePriorityTx { chain, status: TxStatus::Success },
        Action::ExecuteChainBatch { chain },
    ]
}

/// A withdrawal that a chain made on L1 is provable.
fn withdrawn(chain: Chain, amount: u8) -> [Action; 2] {
    [Action::Withdraw { chain, amount: Amount(amount) }, Action::SettleBatch { chain }]
}

/// A withdrawal that a chain made on Gateway is provable.
fn withdrawn_through_gateway(chain: Chain, amount: u8) -> [Action; 2] {
    [Action::Withdraw { chain, amount: Amount(amount) }, Action::ExecuteChainBatch { chain }]
}

/// A chain has moved to Gateway, and L1 knows.
fn moved_to_gateway(chain: Chain) -> [Action; 4] {
    let status = TxStatus::Success;
    [
        Action::PauseDeposits { chain },
        Action::MigrateToGateway { chain },
        Action::ExecuteInboxTx { chain, status },
        Action::ConfirmMigration { chain, status, earlier: false },
    ]
}

/// A chain on Gateway has proven its totals.
fn reported(chain: Chain) -> [Action; 2] {
    [Action::InitiateL1ToGatewayMigration { chain }, Action::ExecuteChainBatch { chain }]
}

/// A chain's deposits are paused on L1 and on Gateway, where it settles.
fn paused_on_gateway(chain: Chain) -> [Action; 2] {
    [Action::PauseDeposits { chain }, Action::ExecuteInboxTx { chain, status: TxStatus::Success }]
}

/// A chain has left Gateway and is home on L1.
fn moved_home(chain: Chain) -> [Action; 4] {
    let [pause, execute] = paused_on_gateway(chain);
    [pause, execute, Action::MigrateFromGateway { chain }, Action::FinalizeMigrationFromGateway { chain }]
}

/// The chain settles on L1, and on L1 only.
fn settle_on_l1(state: &mut State, chain: Chain) {
    state.l1.bridgehub.settlement_layer[chain] = SettlementLayer::L1;
    state.gateway.bridgehub.settles_here[chain] = false;
}

/// A deposit behind the operations that are in the chain's queue.
fn queue_deposit(state: &mut State, chain: Chain, amount: u8, route: SettlementLayer) {
    let call = PriorityCall::Deposit { amount: Amount(amount) };
    queue_call(state, chain, call, route);
}

/// The confirmation of a migration behind the operations that are in the chain's queue.
fn queue_confirmation(state: &mut State, chain: Chain, number: MigrationNumber, route: SettlementLayer) {
    queue_call(state, chain, PriorityCall::ConfirmMigrationOnL2 { number }, route);
}

fn queue_call(state: &mut State, chain: Chain, call: PriorityCall, route: SettlementLayer) {
    let queue = &mut state.l1.zk_chain[chain].priority_queue;
    *queue = queue.push(PriorityOperation { call, route, forwarded: false });
}
