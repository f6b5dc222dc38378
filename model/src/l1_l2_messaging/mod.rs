//! The messages between L1 and L2: priority operations and their rolling hash, upgrades, batches that are committed,
//! proven, executed and reverted, and what is proven on L1 of a batch.
//!
//! Document: "L1 <-> L2 Communication". Where a rule names a Solidity function, that is the contracts' own name; what
//! the document does not say is taken from the contracts of release v31 and marked so where it stands. Variant
//! `seed` follows the document.
//!
//! | contract | file |
//! |---|---|
//! | `Mailbox` facet | `contracts/mailbox.rs` |
//! | the bootloader | `contracts/bootloader.rs` |
//! | `L2BaseToken` | `contracts/l2_base_token.rs` |
//! | `L1Messenger` | `contracts/l1_messenger.rs` |
//! | `Executor` facet | `contracts/executor.rs` |
//! | `PriorityQueue` | `contracts/priority_queue.rs` |
//! | `PriorityTree` | `contracts/priority_tree.rs` |
//! | `BaseZkSyncUpgrade`, which the diamond delegatecalls to | `contracts/diamond_upgrade.rs` |
//! | `Admin` facet, `PermissionlessValidator` | `contracts/admin.rs` |
//! | `L1Nullifier` | `contracts/l1_nullifier.rs` |
//!
//! # What is abstracted
//! - **Hashes are symbols.** No two things share one. A rolling hash is the list of what was rolled into it. Only a
//!   `Keccak256` precompile that an operator has replaced returns something else: whatever that operator needs.
//! - **A proof verifies what it should.** A batch has one if some run of the bootloader, on inputs of the operator's
//!   choice, yields what the batch claims, from the state that the batch before ends with.
//! - **Batches are numbered from the last executed one**, so that a chain may go on for ever. What an executed batch
//!   said lives on in the logs that can be proven.
//! - **An operation deposits one unit** and a withdrawal takes one; L2 is its version, its `Keccak256` and what users
//!   hold. L2 transactions other than withdrawals concern nobody here: a batch without operations stands for them.
//! - **States of L2 that agree in all that share a root**, even if a batch that was reverted lies between them. A batch
//!   may then fit where in truth it would not: more can happen here, and nothing less.
//! - **A batch belongs to one operator.** Who that is may change: a malicious one is replaced by an honest one at any
//!   moment, unless the scenario says that it is entrenched.

pub mod action;
mod adversary;
mod books;
mod display;
pub mod contracts;
pub mod environment;
pub mod guards;
pub mod messages;
pub mod scenario;
mod scenarios;
pub mod state;

use crate::footprint::Footprint;
use crate::guard::GuardSet;
use crate::mutant::Survivor;
use crate::system::{Book, Fair, Presentation, Protocol, StateSpace};

pub use action::Action;
pub use guards::Guard;
pub use scenario::{Flow, Hashing, Operator, Parameters, Structure, Variant};
pub use state::State;
use state::parts;

/// A scenario of this system.
pub type Scenario = crate::scenario::Scenario<L1L2Messaging>;

/// The system within the bounds of one scenario.
#[derive(Clone, Debug)]
pub struct L1L2Messaging {
    /// The guards that are on.
    pub guards: GuardSet<Guard>,
    /// The bounds, parties and variant.
    pub parameters: Parameters,
}

impl Protocol for L1L2Messaging {
    const NAME: &'static str = "l1_l2_messaging";
    const FAIR: &'static [Fair] = action::FAIR;

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { guards, parameters: parameters.clone() }
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

    fn is_honest_action(&self, state: &State, action: &Action) -> bool {
        action::is_honest(self, state, *action)
    }

    fn fair_class(&self, action: &Action) -> Option<usize> {
        action::fair_class(self, *action)
    }
}

impl Presentation for L1L2Messaging {
    fn lanes(&self) -> Vec<String> {
        action::lanes()
    }

    fn lane(&self, lane: &action::Lane) -> usize {
        *lane as usize
    }

    fn books(&self, state: &State) -> Vec<Book> {
        state.books(self)
    }
}

impl StateSpace for L1L2Messaging {
    fn parts(&self) -> usize {
        parts::count(self.parameters.batches_in_flight)
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
        action::footprints::class(*action)
    }
}
