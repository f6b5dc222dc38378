//! ZKsync's `AssetTracker`: chain balances on L1, on a Gateway and on each chain, and everything that
//! moves them.
//!
//! Document: "Contract-based and Full AssetTracker". Where a rule names a Solidity function, that is
//! the contracts' own name (`l1-contracts`, release v31); where code and document differ, variant
//! `seed` follows the document.
//!
//! | contract | file |
//! |---|---|
//! | `L1AssetRouter` | `contracts/l1_asset_router.rs` |
//! | `L1NativeTokenVault` | `contracts/l1_native_token_vault.rs` |
//! | `L1AssetTracker` | `contracts/l1_asset_tracker.rs` |
//! | `L1Bridgehub` | `contracts/l1_bridgehub.rs` |
//! | `L1Nullifier` | `contracts/l1_nullifier.rs` |
//! | `L1MessageRoot` | `contracts/l1_message_root.rs` |
//! | `L1ChainAssetHandler`, `L2ChainAssetHandler` | `contracts/chain_asset_handler.rs` |
//! | `Mailbox` facet | `contracts/mailbox.rs` |
//! | `Migrator` facet (on L1 and on Gateway) | `contracts/migrator.rs` |
//! | `Executor` facet (on L1 and on Gateway) | `contracts/executor.rs` |
//! | `GWAssetTracker` | `contracts/gw_asset_tracker.rs` |
//! | `L2AssetTracker` | `contracts/l2_asset_tracker.rs` |
//! | the token on a chain | `contracts/l2_token.rs` |
//! | `InteropCenter`, `InteropHandler` | `contracts/interop.rs` |
//!
//! # What is abstracted
//! - **One asset a scenario.** No rule of the document reads the books of two assets together, so
//!   every book is that of the scenario's asset: an L1 token, the chains' base token, or a token
//!   native to chain A.
//! - **Proofs.** Signatures, Merkle proofs and zero-knowledge proofs verify exactly what they should;
//!   a `zk_compromised` chain proves what it likes. Who may call a function (`onlyBridgehub` and the
//!   like) holds by construction.
//! - **The priority queue is one queue.** An operation that goes through Gateway stands in the
//!   chain's queue on L1 as well. Both queues hold the same operations in the same order, so there is
//!   one, and each entry knows its route and whether Gateway has received it.
//! - **The chain's view of its layer is derived.** The first batch on a new layer switches the chain's
//!   `migrationNumber`. Until its migration is executed there, the chain settles nowhere and its
//!   operator begins no batch.
//! - **A batch holds one message.** Gateway processes a batch message by message, and an honest chain's
//!   batch must never revert, so a longer batch is a sequence of shorter ones.
//! - **A malicious Gateway is its book on L1.** What it proves of any chain is attempted at any time. A chain that settles
//!   there is malicious too, since Gateway proves what it likes of it.
//! - **A transaction is one action** unless it reaches untrusted code; `environment/transaction.rs` has the rest.
//! - **The old Gateway is the Gateway.** The one before v31 is shut down, and the one after it is another chain. Here they
//!   are one, so that a chain whose number lies charges a balance that there is. How chains moved to the old one and
//!   back is not followed.
//! - **Messages are counted.** A withdrawal or refund is one of so many alike (chain, layer that vouched
//!   for it, amount); the rules read nothing else of it.

pub mod action;
pub mod adversary;
mod books;
mod display;
pub mod contracts;
pub mod environment;
pub mod guards;
pub mod messages;
pub mod scenario;
mod scenarios;
pub mod state;
pub mod topology;

use crate::footprint::{Footprint, Parts};
use crate::guard::GuardSet;
use crate::mutant::Survivor;
use crate::system::{Book, Fair, System};
use crate::types::{Amount, Uint256};

use messages::V31BatchNumber;
use topology::{Chain, ChainId, SettlementLayer};

pub use action::Action;
pub use guards::Guard;
pub use scenario::{Asset, Flow, History, Parameters, Party, Variant, Windows};
pub use state::State;

use action::classes::{Class, Classes};
use action::footprints;
use state::parts;
use state::symmetry::{self, Permutation, Permute};

/// A scenario of this system.
pub type Scenario = crate::scenario::Scenario<AssetTracker>;

/// The system within the bounds of one scenario.
#[derive(Clone, Debug)]
pub struct AssetTracker {
    /// The guards that are on.
    pub guards: GuardSet<Guard>,
    /// The bounds, parties and variant.
    pub parameters: Parameters,
    /// The arithmetic of the scenario's `uint256`.
    pub uint: Uint256,
    /// The chains there are.
    pub chains: Vec<Chain>,
    /// The amounts that users move, in ascending order.
    pub amounts: Vec<Amount>,
    /// The flows that can be attempted, as a bit set.
    flows: u16,
    /// Whether Gateway proves anything from the start.
    gateway_starts_compromised: bool,
    /// Whether used messages are kept, so that they can be attempted again.
    pub keeps_used_messages: bool,
    /// Whether what no rule can read any more is cleared.
    pub forgets: bool,
    /// How interchangeable chains may change places.
    permutations: Vec<Permutation>,
    /// Where transactions on L1 reach untrusted code.
    reach: environment::transaction::Reach,
    /// The classes into which actions fall.
    classes: Classes,
}

impl AssetTracker {
    /// Whether the scenario attempts `flow`.
    #[inline]
    pub fn runs(&self, flow: Flow) -> bool {
        self.flows & flow.bit() != 0
    }

    /// What the chain runs.
    #[inline]
    pub fn party_of(&self, chain: Chain) -> Party {
        self.parameters.chain(chain).party
    }

    /// Whether the chain runs the canonical code and proves only what happened.
    #[inline]
    pub fn is_honest(&self, chain: Chain) -> bool {
        self.party_of(chain) == Party::Honest
    }

    /// Whether Gateway proves what it likes: from the start, or since it has lost its whitelisting.
    #[inline]
    pub fn gateway_is_compromised(&self, state: &State) -> bool {
        adversary::gateway::is_compromised(self, state)
    }

    /// Whether L1 runs the contracts of v31.
    #[inline]
    pub fn has_l1_upgraded(&self, state: &State) -> bool {
        self.parameters.history != History::BeforeV31
            || state.l1.message_root.v31_upgrade_chain_batch_number.a != V31BatchNumber::Zero
    }

    /// Whether the chain runs the contracts of v31, on L1 and on itself.
    #[inline]
    pub fn has_upgraded(&self, state: &State, chain: Chain) -> bool {
        self.has_l1_upgraded(state)
            && state.l1.message_root.v31_upgrade_chain_batch_number[chain] != V31BatchNumber::Placeholder
    }

    /// The chain where the asset's own contract is deployed: the only one where its supply changes.
    #[inline]
    pub fn origin_chain_id(&self) -> ChainId {
        match self.parameters.asset {
            Asset::L1Token | Asset::BaseToken => ChainId::L1,
            Asset::NativeToken | Asset::MaliciousNativeToken => ChainId::Chain(Chain::A),
        }
    }

    /// The classes into which actions fall, by number; none where nothing is known of what they touch.
    pub fn classes(&self) -> &[Class] {
        self.classes.all()
    }

    /// The position of an amount among those that messages carry.
    #[inline]
    pub fn slot(&self, amount: Amount) -> usize {
        self.amounts.iter().position(|one| *one == amount).unwrap_or(0)
    }
}

/// The guards that refuse a message which has been used.
const AGAINST_USED_MESSAGES: [Guard; 3] =
    [Guard::WithdrawalNullifiedOnce, Guard::FailedDepositExists, Guard::InteropClaimedOnce];

/// The guards that are why a total of a migrated asset is never read again.
const AGAINST_STALE_TOTALS: [Guard; 6] = [
    Guard::InitiatedOnlyOnGateway,
    Guard::MigrationToGatewayChainIsOnGateway,
    Guard::MigrationToGatewayIsNewer,
    Guard::MigrationToGatewayIsCurrent,
    Guard::ReturnIsNewer,
    Guard::OneRoundTrip,
];

impl System for AssetTracker {
    const NAME: &'static str = "asset_tracker";
    const FAIR: &'static [Fair] = action::FAIR;

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(scenario: &Scenario, guards: GuardSet<Guard>) -> Self {
        let parameters = scenario.parameters.clone();
        let are_intact = |all: &[Guard]| all.iter().all(|guard| guards.is_intact(*guard));
        Self {
            guards,
            uint: Uint256 { max: parameters.max },
            chains: parameters.chains(),
            amounts: parameters.message_amounts(),
            gateway_starts_compromised: parameters.gateway_starts_compromised(),
            flows: parameters.flows.iter().fold(0, |bits, flow| bits | flow.bit()),
            // With its guard on, a second use is refused and changes nothing, so it need not be
            // attempted everywhere; with the guard off it must be.
            keeps_used_messages: parameters.flows.contains(&Flow::ReplayMessages)
                || !are_intact(&AGAINST_USED_MESSAGES),
            permutations: symmetry::permutations(&parameters),
            reach: environment::transaction::Reach::of(&parameters),
            classes: Classes::of(&parameters),
            forgets: parameters.forgets && are_intact(&AGAINST_STALE_TOTALS),
            parameters,
        }
    }

    fn scenarios() -> Vec<Scenario> {
        scenarios::all()
    }

    fn survivors() -> &'static [Survivor] {
        guards::SURVIVORS
    }

    fn consults(guard: Guard) -> bool {
        AGAINST_USED_MESSAGES.contains(&guard) || AGAINST_STALE_TOTALS.contains(&guard)
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        vec![environment::init_state(self)]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        action::attempts(self, state, actions);
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let mut next = self.dispatch(state, *action, None)?;
        environment::forget(self, Some(state), &mut next);
        Ok(next)
    }

    fn is_honest_action(&self, state: &State, action: &Action) -> bool {
        action::is_honest(self, state, *action)
    }

    fn fair_class(&self, action: &Action) -> Option<usize> {
        action::fair_class(self, *action)
    }

    fn lanes(&self) -> Vec<String> {
        action::lanes(self)
    }

    fn lane(&self, lane: &action::Lane) -> usize {
        action::lane(self, *lane)
    }

    fn books(&self, state: &State) -> Vec<Book> {
        state.books(self)
    }

    fn permutations(&self) -> usize {
        self.permutations.len()
    }

    fn permute(&self, state: &State, permutation: usize) -> State {
        self.permutations.get(permutation).map_or_else(|| state.clone(), |by| state.permuted(*by))
    }

    fn permute_action(&self, action: &Action, permutation: usize) -> Action {
        self.permutations.get(permutation).map_or(*action, |by| action.permuted(*by))
    }

    fn parts(&self) -> usize {
        parts::count(&self.chains)
    }

    fn part_name(&self, part: usize) -> String {
        parts::name(part)
    }

    fn write_part(&self, state: &State, part: usize, bytes: &mut Vec<u8>) {
        parts::write(state, part, bytes);
    }

    fn read_part(&self, state: &mut State, part: usize, bytes: &mut &[u8]) -> Option<()> {
        parts::read(state, part, bytes)
    }

    fn footprints(&self) -> Vec<Footprint> {
        footprints::all(self)
    }

    fn class(&self, action: &Action) -> usize {
        self.classes.number(*action)
    }

    fn awaits(&self, state: &State, class: usize, reads: Parts) -> Parts {
        footprints::awaits(self, state, class).unwrap_or(reads)
    }
}

impl AssetTracker {
    /// The layer on which the chain settles its next batch, as the chain sees it, if there is one.
    ///
    /// `SystemContext.currentSettlementLayerChainId`. Between leaving one layer and being received by
    /// the other there is none.
    #[inline]
    pub fn settles_on(&self, state: &State, chain: Chain) -> Option<SettlementLayer> {
        if state.gateway.bridgehub.settles_here[chain] {
            Some(SettlementLayer::Gateway)
        } else if state.l1.bridgehub.settlement_layer[chain] == SettlementLayer::L1 {
            Some(SettlementLayer::L1)
        } else {
            None
        }
    }
}
