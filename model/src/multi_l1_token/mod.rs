//! A fungible token over App L1s, Main L1s and a Router L1, on ICM: who holds what where, and which messages say so.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability". The [`Variant`] says which design it is; each [`Repair`]
//! is a respect in which it need not be the document's own. What the document does not say is a reading, and named as
//! one where it stands.
//!
//! | contract | file |
//! |---|---|
//! | `FT` of an App L1 | `contracts/ft.rs` |
//! | `FTManager` of a Main L1 | `contracts/ft_manager.rs` |
//! | `Router` | `contracts/router.rs` |
//! | `TeleporterManager`, which each of them is | `contracts/teleporter_manager.rs` |
//! | `TeleporterMessenger`, as far as it delivers | `environment.rs` |
//!
//! # What is abstracted
//! - **ICM as Teleporter has it.** A message is received at most once, in any order, at any time. One whose execution
//!   reverts or runs out of gas counts as received, has no effect, and anybody may retry it for ever. Sending it again
//!   (`retrySendCrossChainMessage`) changes nothing: it is in flight still. Receipts and fees settle nothing here.
//! - **One delivery is one step**, with all messages that it sends: the re-entrancy guards of Teleporter see to it.
//! - **Relayers are open to all**: a message that nobody relays is one that nobody has relayed yet.
//! - **Alice alone approves, and Bob alone is approved**: allowances of others are other entries of the same map.
//! - **Contracts are registered already**: the registries of contracts do not change, and what they are for (whom a
//!   message is taken from) is asked of each forgery.

pub mod action;
mod adversary;
mod books;
mod display;
pub mod contracts;
pub mod environment;
pub mod guards;
pub mod messages;
pub mod topology;
pub mod scenario;
mod scenarios;
pub mod state;

use crate::footprint::Footprint;
use crate::guard::GuardSet;
use crate::mutant::Survivor;
use crate::system::{Book, Presentation, Protocol, StateSpace};

pub use action::Action;
pub use guards::Guard;
pub use scenario::{Allocation, Budgets, Parameters, Repair, Variant};
pub use state::State;
use state::parts;
use state::symmetry::{self, Permutation, Permute};

/// A scenario of this system.
pub type Scenario = crate::scenario::Scenario<MultiL1Token>;

/// The system within the bounds of one scenario.
#[derive(Clone, Debug)]
pub struct MultiL1Token {
    /// The guards that are on.
    pub guards: GuardSet<Guard>,
    /// The bounds, parties and variant.
    pub parameters: Parameters,
    /// How App L1s that the bounds do not tell apart can change places.
    permutations: Vec<Permutation>,
}

impl Protocol for MultiL1Token {
    const NAME: &'static str = "multi_l1_token";

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { guards, parameters: parameters.clone(), permutations: symmetry::permutations(parameters) }
    }

    fn scenarios() -> Vec<Scenario> {
        scenarios::all()
    }

    fn survivors() -> &'static [Survivor] {
        guards::SURVIVORS
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
        self.dispatch(state, *action)
    }
}

impl Presentation for MultiL1Token {
    fn lanes(&self) -> Vec<String> {
        action::lanes()
    }

    fn lane(&self, lane: &action::Lane) -> usize {
        *lane as usize
    }

    fn books(&self, state: &State) -> Vec<Book> {
        books::of(self, state)
    }
}

impl StateSpace for MultiL1Token {
    fn parts(&self) -> usize {
        parts::COUNT
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
        action::footprints::all(self)
    }

    fn class(&self, action: &Action) -> usize {
        action::footprints::class(action)
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
}
