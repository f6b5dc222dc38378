//! A system under check: states, what may be attempted, and what becomes of an attempt.

use std::fmt::Debug;
use std::hash::Hash;

use serde::{Serialize, de::DeserializeOwned};

use crate::action::ActionTable;
use crate::codec::Codec;
use crate::guard::{GuardSet, GuardTable};
use crate::mutant::Survivor;
use crate::scenario::{Bounds, Scenario};

mod presentation;
mod state_space;

pub use presentation::{Book, BookValue, Presentation, Way};
pub use state_space::StateSpace;

/// All that is said of a system: what it does, how it is shown, and how its states are made up.
pub trait System: Protocol + Presentation + StateSpace {}

impl<S: Protocol + Presentation + StateSpace> System for S {}

/// One modelled protocol: a transition system whose refusals have names.
///
/// `actions` lists what can be *attempted*; `next_state` alone decides, and is only called with
/// actions that `actions` lists for that state. So the condition of a guard stands in one place, and
/// a system with a guard off is complete.
pub trait Protocol: Clone + Send + Sync + 'static {
    /// The name on the command line, in snake case.
    const NAME: &'static str;
    /// The names of all kinds of action, in the order of [`Protocol::action_kind`].
    const ACTIONS: &'static [&'static str] = <Self::Action as ActionTable>::NAMES;
    /// Who is assumed to be fair, in the order of [`Protocol::fair_class`].
    const FAIR: &'static [Fair] = &[];

    /// The bounds and choices of a scenario of this system.
    type Parameters: Bounds + Serialize + DeserializeOwned;
    /// A value: equal states are equal in `==`, in `Hash` and in their bytes. Histories are `ghost_` fields.
    type State: Clone + Codec + Debug + Eq + Hash + Send + Sync + 'static;
    /// What a party attempts, with its arguments: the table of every action of this system.
    type Action: ActionTable;
    /// The table of every `require` and every `rule` of this system.
    type Guard: GuardTable;

    /// The system within these bounds, with the guards outside `guards` switched off.
    fn new(parameters: &Self::Parameters, guards: GuardSet<Self::Guard>) -> Self;

    /// All named scenarios, each with its `@small` literal directly behind it.
    fn scenarios() -> Vec<Scenario<Self>>;

    /// The mutants that are known to break no property, and why.
    fn survivors() -> &'static [Survivor] {
        &[]
    }

    /// Whether the system asks for `guard` anywhere but where the guard stands, with
    /// [`GuardSet::is_intact`]: since what it refuses need not be attempted, or what it protects can be
    /// forgotten. A mutant of such a guard differs even where the guard never refuses.
    fn consults(_guard: Self::Guard) -> bool {
        false
    }

    /// The guards that are on.
    fn guards(&self) -> &GuardSet<Self::Guard>;

    /// The states a run can start in; at least one, in a fixed order.
    fn init_states(&self) -> Vec<Self::State>;

    /// Appends to `actions` everything that can be attempted in `state`, in a fixed order.
    ///
    /// The buffer is the caller's, who clears it: a search asks millions of times.
    fn actions(&self, state: &Self::State, actions: &mut Vec<Self::Action>);

    /// What becomes of an attempt: the state after it, or the guard that refuses it.
    ///
    /// # Errors
    /// The first guard, in the order of the contract's own checks, whose condition does not hold.
    /// A refusal is data (a revert leaves no trace in the state), not a fault.
    fn next_state(&self, state: &Self::State, action: &Self::Action) -> Result<Self::State, Self::Guard>;

    /// The index of the action's kind in [`Protocol::ACTIONS`].
    #[inline]
    fn action_kind(action: &Self::Action) -> usize {
        action.kind()
    }

    /// Whether an honest party would make this move in `state`, and can count on it: "always possible" means
    /// by such moves alone.
    fn is_honest_action(&self, _state: &Self::State, _action: &Self::Action) -> bool {
        true
    }

    /// The index in [`Protocol::FAIR`] of the party or process that makes the move, if it is a fair one.
    ///
    /// Nobody else ever has to move.
    fn fair_class(&self, _action: &Self::Action) -> Option<usize> {
        None
    }
}

/// A party or process that does not stop moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fair {
    /// Who it is, for a reader.
    pub name: &'static str,
    /// How it is fair.
    pub fairness: Fairness,
}

/// When somebody has to move. A move that leaves the state as it is counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fairness {
    /// Whoever could move in every state from some moment on does so again and again.
    Weak,
    /// Whoever could move again and again, though not all the time, does so again and again.
    Strong,
}
