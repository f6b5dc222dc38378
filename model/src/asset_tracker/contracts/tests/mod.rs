//! The rules one call at a time: what refuses it, and what it changes.
//!
//! A test goes from one accepted call. Each row of its refusals changes one thing about that call and names
//! the guard that then refuses; with that guard off nothing else does, or the guard that the row names.

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
use crate::asset_tracker::{
    Action, Asset, AssetTracker, Flow, Guard, History, Parameters, Party, State, Variant,
};
use crate::guard::{GuardSet, GuardTable};
use crate::scenario::{Bounds, Intent, Scenario, Size};
use crate::system::System;
use crate::types::{Amount, Chain, MigrationNumber, SettlementLayer, TxStatus};

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

/// A state that has been reached.
#[derive(Clone)]
struct Given {
    parameters: Parameters,
    state: State,
}

/// The start of a scenario.
fn given(parameters: Parameters) -> Given {
    parameters.validate().expect("the bounds make sense");
    let state = system(&parameters, GuardSet::all_on()).init_states().remove(0);
    Given { parameters, state }
}

impl Given {
    /// The state after actions, none of which is refused.
    #[track_caller]
    fn then(mut self, actions: impl IntoIterator<Item = Action>) -> Self {
        for action in actions {
            self.state = self.clone().when(action).accepted();
        }
        self
    }

    /// What can be attempted in this state.
    fn offers(&self) -> Vec<Action> {
        let mut offers = Vec::new();
        system(&self.parameters, GuardSet::all_on()).actions(&self.state, &mut offers);
        offers
    }

    /// A call in this state.
    fn when(self, action: Action) -> Call {
        Call { parameters: self.parameters, guards: GuardSet::all_on(), state: self.state, action }
    }
}

/// A call: who there is, what holds before it, and what is attempted.
#[derive(Clone)]
struct Call {
    parameters: Parameters,
    guards: GuardSet<Guard>,
    state: State,
    action: Action,
}

impl Call {
    /// The same call with a guard off.
    fn without(&self, guard: Guard) -> Self {
        Self { guards: self.guards.without(guard), ..self.clone() }
    }

    /// The same call with a change.
    fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }

    /// The state after the call.
    #[track_caller]
    fn accepted(&self) -> State {
        self.assert_is_offered();
        match self.outcome() {
            Ok(next) => next,
            Err(guard) => panic!("{} is refused by {guard:?}", self.action),
        }
    }

    /// The call is refused by this guard.
    #[track_caller]
    fn is_refused_by(&self, guard: Guard) {
        self.assert_is_offered();
        assert_eq!(self.outcome().err(), Some(guard), "what refuses {}", self.action);
    }

    /// The call is accepted and has exactly these effects.
    #[track_caller]
    fn changes(&self, effects: impl FnOnce(&mut State)) {
        let mut expected = self.state.clone();
        effects(&mut expected);
        let next = self.accepted();
        assert!(next == expected, "{}:\n{}", self.action, difference(&expected, &next));
    }

    /// The rows of the guards that can refuse this call, which is accepted, in the order of the contract.
    #[track_caller]
    fn refusals(self) -> Refusals {
        self.accepted();
        Refusals { call: self, rows: Vec::new() }
    }

    fn outcome(&self) -> Result<State, Guard> {
        system(&self.parameters, self.guards).next_state(&self.state, &self.action)
    }

    /// What no search would attempt shows nothing.
    #[track_caller]
    fn assert_is_offered(&self) {
        let mut offered = Vec::new();
        system(&self.parameters, self.guards).actions(&self.state, &mut offered);
        assert!(offered.contains(&self.action), "{} is not offered, only {offered:#?}", self.action);
    }
}

/// The one thing that a row changes about a call.
type Change = fn(&mut Call);

/// The guards that can refuse an accepted call, each with a change by which it does.
struct Refusals {
    call: Call,
    rows: Vec<(Guard, Change)>,
}

impl Refusals {
    /// With this change the guard refuses, and no other would.
    #[track_caller]
    fn row(self, guard: Guard, change: Change) -> Self {
        self.call.but(change).without(guard).accepted();
        self.ordered_row(guard, change)
    }

    /// With this change the guard refuses, and `later` would if it did not.
    #[track_caller]
    fn row_before(self, later: Guard, guard: Guard, change: Change) -> Self {
        self.call.but(change).without(guard).is_refused_by(later);
        self.ordered_row(guard, change)
    }

    /// The guard refuses after the guards of the rows above.
    #[track_caller]
    fn ordered_row(mut self, guard: Guard, change: Change) -> Self {
        self.call.but(change).is_refused_by(guard);
        for (earlier, earlier_change) in &self.rows {
            let both = self.call.but(change).but(earlier_change).outcome();
            assert_eq!(both.err(), Some(*earlier), "{} is asked before {}", earlier.name(), guard.name());
        }
        self.rows.push((guard, change));
        self
    }
}

fn system(parameters: &Parameters, guards: GuardSet<Guard>) -> AssetTracker {
    let scenario = Scenario {
        name: "one_call".into(),
        size: Size::Small,
        nightly: false,
        intent: Intent::Prove,
        summary: String::new(),
        parameters: parameters.clone(),
        witnesses: Vec::new(),
        must_fire: Vec::new(),
        deadlock_free: false,
    };
    AssetTracker::new(&scenario, guards)
}

/// The lines in which two states differ.
fn difference(expected: &State, found: &State) -> String {
    let (expected, found) = (format!("{expected:#?}"), format!("{found:#?}"));
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let pairs = || expected.iter().zip(&found);
    let head = pairs().take_while(|(left, right)| left == right).count();
    let rest = expected.len().min(found.len()) - head;
    let ends = expected.iter().rev().zip(found.iter().rev()).take(rest);
    let tail = ends.take_while(|(left, right)| left == right).count();
    let part = |lines: &[&str]| lines[head..lines.len() - tail].join("\n");
    format!("expected\n{}\nfound\n{}", part(&expected), part(&found))
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
