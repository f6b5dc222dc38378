//! Interop between chains that settle on one layer: proof-based, commit-based and pre-commit-based imports of roots,
//! TEE
//! attestations, locks, settlement in groups, forced settlement and the security council.
//!
//! Document: "Interop settlement modes". Where a rule names a Solidity function, that is the contracts' own name; what
//! no public contract has yet is marked as inferred where it stands. Variant `seed` follows the document.
//!
//! | contract | file |
//! |---|---|
//! | `Executor` facet, one a chain, on the settlement layer | `contracts/executor.rs` |
//! | `MessageRoot` on the settlement layer, and the batch roots of the diamonds | `contracts/message_root.rs` |
//! | `L2InteropRootStorage`, and the handler that consumes messages | `contracts/interop_root_storage.rs` |
//! | the registry of TEE attestations and locks (inferred) | `contracts/tee_registry.rs` |
//! | the security council and forced settlement (inferred) | `contracts/settlement_council.rs` |
//!
//! # What is abstracted
//! - **A root is named by its place**: source, batch and how many blocks, with the generation of its last block. A
//!   chain begins a new generation whenever it drops blocks, so a root of dropped blocks is another one than that of the
//!   blocks which take their place.
//! - **A block sends one message**, and imports at most one root, of which it consumes one message.
//! - **Sealing and committing are one step.** Until it is committed a batch can be re-organised, sealed or not.
//! - **Validity has three values.** A block is valid, valid without anybody being able to generate its proof, or
//!   invalid. Proofs and attestations are otherwise what they should be; a TEE with a bug signs anything.
//! - **Data are available.** What is committed or attested can be executed by anybody who is let: the document posts
//!   calldata and outputs to the settlement layer for that.
//! - **Time passes only for chains that have stalled.** A slow operator that comes back in time is none that stalls.

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
pub mod topology;

use crate::footprint::Footprint;
use crate::guard::GuardSet;
use crate::mutant::Survivor;
use crate::system::{Book, Fair, Presentation, Protocol, StateSpace};

pub use action::Action;
pub use guards::Guard;
pub use scenario::{Dependency, Execution, Mode, Parameters, Route, Tee, Variant};
pub use state::State;
use state::parts;
use topology::ChainId;

/// A scenario of this system.
pub type Scenario = crate::scenario::Scenario<InteropSettlement>;

/// The system within the bounds of one scenario.
#[derive(Clone, Debug)]
pub struct InteropSettlement {
    /// The guards that are on.
    pub guards: GuardSet<Guard>,
    /// The guards that are on and that the variant has.
    pub rules: GuardSet<Guard>,
    /// The bounds, parties and variant.
    pub parameters: Parameters,
}

impl InteropSettlement {
    /// The chains of the scenario.
    pub fn chains(&self) -> impl Iterator<Item = ChainId> {
        ChainId::ALL.into_iter().take(self.parameters.modes.len())
    }

    /// Whether all that the chain imports is executed and stays so, in every state that can be reached: then its sources
    /// decide nothing more. So it is with a proof-based chain, unless a rule is wrong; the property
    /// `proof_based_imports_are_final` asks it of each state.
    pub fn imports_are_final(&self, chain: ChainId) -> bool {
        let rules = [Guard::ImportedBatchIsExecuted, Guard::RevertKeepsExecuted];
        let are_intact =
            self.guards.mutants().is_empty() && rules.into_iter().all(|rule| self.rules.is_intact(rule));
        are_intact && self.mode(chain) == Mode::ProofBased
    }

    /// Another chain, which an effect reaches that goes astray: the next one, and after the last the first.
    pub(crate) fn other(&self, chain: ChainId) -> ChainId {
        let mut next = self.chains().skip_while(|one| *one != chain).skip(1);
        next.next().or_else(|| self.chains().next()).unwrap_or(chain)
    }

    /// How a chain imports roots.
    #[inline]
    pub fn mode(&self, chain: ChainId) -> Mode {
        self.parameters.modes.get(chain as usize).copied().unwrap_or(Mode::ProofBased)
    }
}

impl Protocol for InteropSettlement {
    const NAME: &'static str = "interop_settlement";
    const FAIR: &'static [Fair] = action::FAIR;

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        let rules = parameters.variant.lacks().iter().fold(guards, |rules, guard| rules.without(*guard));
        Self { guards, rules, parameters: parameters.clone() }
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
        action::fair_class(*action)
    }
}

impl Presentation for InteropSettlement {
    fn lanes(&self) -> Vec<String> {
        action::lanes(self)
    }

    fn lane(&self, lane: &action::Lane) -> usize {
        lane.position()
    }

    fn books(&self, state: &State) -> Vec<Book> {
        books::of(self, state)
    }
}

impl StateSpace for InteropSettlement {
    fn parts(&self) -> usize {
        parts::count(self)
    }

    fn part_name(&self, part: usize) -> String {
        parts::name(self, part)
    }

    fn write_part(&self, state: &State, part: usize, bytes: &mut Vec<u8>) {
        parts::write(self, state, part, bytes);
    }

    fn read_part(&self, state: &mut State, part: usize, bytes: &mut &[u8]) -> Option<()> {
        parts::read(self, state, part, bytes)
    }

    fn footprints(&self) -> Vec<Footprint> {
        action::footprints::all(self)
    }

    fn class(&self, action: &Action) -> usize {
        action::footprints::class(*action)
    }
}
