//! A system under check: states, what may be attempted, and what becomes of an attempt.

use std::fmt::{Debug, Display};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Serialize, de::DeserializeOwned};

use crate::action::ActionTable;
use crate::codec::Codec;
use crate::footprint::{Footprint, Parts};
use crate::guard::{GuardSet, GuardTable};
use crate::mutant::Survivor;
use crate::scenario::{Bounds, Scenario};

/// One modelled protocol: a transition system whose refusals have names.
///
/// `actions` lists what can be *attempted*; `next_state` alone decides, and is only called with
/// actions that `actions` lists for that state. So the condition of a guard stands in one place, and
/// a system with a guard off is complete.
pub trait System: Clone + Send + Sync + 'static {
    /// The name on the command line, in snake case.
    const NAME: &'static str;
    /// The names of all kinds of action, in the order of [`System::action_kind`].
    const ACTIONS: &'static [&'static str] = <Self::Action as ActionTable>::NAMES;
    /// Who is assumed to be fair, in the order of [`System::fair_class`].
    const FAIR: &'static [Fair] = &[];

    /// The bounds and choices of a scenario of this system.
    type Parameters: Bounds + Serialize + DeserializeOwned;
    /// A value: equal states are equal in `==`, in `Hash` and in their bytes. Histories are `ghost_` fields.
    type State: Clone + Codec + Debug + Eq + Hash + Send + Sync + 'static;
    /// What a party attempts, with its arguments: the table of every action of this system.
    type Action: ActionTable;
    /// The table of every `require` and every `rule` of this system.
    type Guard: GuardTable;

    /// The system within the bounds of `scenario`, with the guards outside `guards` switched off.
    fn new(scenario: &Scenario<Self>, guards: GuardSet<Self::Guard>) -> Self;

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

    /// The index of the action's kind in [`System::ACTIONS`].
    #[inline]
    fn action_kind(action: &Self::Action) -> usize {
        action.kind()
    }

    /// Whether an honest party would make this move in `state`, and can count on it: "always possible" means
    /// by such moves alone.
    fn is_honest_action(&self, _state: &Self::State, _action: &Self::Action) -> bool {
        true
    }

    /// The index in [`System::FAIR`] of the party or process that makes the move, if it is a fair one.
    ///
    /// Nobody else ever has to move.
    fn fair_class(&self, _action: &Self::Action) -> Option<usize> {
        None
    }

    /// Who makes the move, as shown to a reader: "user", "admin of A", "relayer", "Gateway".
    fn party(&self, action: &Self::Action) -> String {
        action.party()
    }

    /// The lanes of a diagram from left to right: first who stands outside, then the layers and the chains.
    ///
    /// None, unless a system says more: then each party has a lane.
    fn lanes(&self) -> Vec<String> {
        Vec::new()
    }

    /// The position in [`System::lanes`] of a lane that the table of actions names.
    fn lane(&self, _lane: &<Self::Action as ActionTable>::Lane) -> usize {
        0
    }

    /// From which of [`System::lanes`] to which a move goes.
    fn way(&self, action: &Self::Action) -> Way {
        let lanes = action.way().map(|(from, to)| (self.lane(&from), self.lane(&to)));
        lanes.map_or(Way { from: 0, to: 0 }, |(from, to)| Way { from, to })
    }

    /// The named values of a state, in a fixed order that does not depend on the state.
    fn books(&self, state: &Self::State) -> Vec<Book>;

    /// How many permutations of interchangeable parties there are besides the identity, with which they
    /// form a group: what two of them do one after the other, one of them does, and each is undone by one.
    ///
    /// A permutation is an automorphism: it takes initial states to initial states, and each transition or
    /// refusal to one by the same guard. Which parties are interchangeable follows from the parameters.
    fn permutations(&self) -> usize {
        0
    }

    /// The state in which the parties have changed places; `permutation` is below [`System::permutations`].
    fn permute(&self, state: &Self::State, _permutation: usize) -> Self::State {
        state.clone()
    }

    /// The action that does in a permuted state what `action` does in the state itself.
    fn permute_action(&self, action: &Self::Action, _permutation: usize) -> Self::Action {
        *action
    }

    /// Into how many parts a state of this scenario is divided; none, unless a system says more. At most 128.
    ///
    /// A part can be taken out of one state and put into another, whatever the others are there, and all of them
    /// together are the state. What the scenario does not have is no part of its states.
    fn parts(&self) -> usize {
        0
    }

    /// What a reader calls the part; `part` is below [`System::parts`].
    fn part_name(&self, part: usize) -> String {
        format!("part {part}")
    }

    /// Appends what the part is in `state`: equal values have equal bytes, and different ones have different bytes.
    fn write_part(&self, _state: &Self::State, _part: usize, _bytes: &mut Vec<u8>) {}

    /// Makes the part in `state` what [`System::write_part`] wrote at the front of `bytes`, and leaves all others as
    /// they are; nothing if no part is written like that.
    fn read_part(&self, _state: &mut Self::State, _part: usize, _bytes: &mut &[u8]) -> Option<()> {
        None
    }

    /// The hash of each part of a state, by number. Only tests ask, to hold the footprints against them.
    fn part_hashes(&self, state: &Self::State) -> Vec<u64> {
        let mut bytes = Vec::new();
        let mut hash = |part| {
            bytes.clear();
            self.write_part(state, part, &mut bytes);
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            hasher.finish()
        };
        (0..self.parts()).map(&mut hash).collect()
    }

    /// The footprints of the classes into which all actions fall, by the number of the class. At most 128.
    ///
    /// One class that touches everything, unless a system says more: then nothing is reduced.
    fn footprints(&self) -> Vec<Footprint> {
        vec![Footprint::EVERYTHING]
    }

    /// The class of an action, by its number in [`System::footprints`].
    fn class(&self, _action: &Self::Action) -> usize {
        0
    }

    /// In a state where no action of a class can be taken: parts of which one has to change before any can.
    ///
    /// What the class `reads`, as its footprint says, are always such parts; fewer make a reduced search
    /// smaller. None at all says that its actions can never be taken.
    fn awaits(&self, _state: &Self::State, _class: usize, reads: Parts) -> Parts {
        reads
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

/// Where a move comes from and where it takes place, as positions in [`System::lanes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Who makes it.
    pub from: usize,
    /// Whose contracts it calls; the lane that it comes from, if it is a matter of that one alone.
    pub to: usize,
}

/// One named value of a state, as a reader knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Where it stands: `L1 chainBalance[A]`.
    pub name: String,
    /// What stands there.
    pub value: BookValue,
}

impl Book {
    /// A book that holds an amount.
    pub fn amount(name: impl Into<String>, amount: impl Into<i64>) -> Self {
        Self { name: name.into(), value: BookValue::Amount(amount.into()) }
    }

    /// A book that holds anything else.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), value: BookValue::Text(text.into()) }
    }
}

/// The value of a [`Book`]: an amount (differences of which make sense) or anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookValue {
    /// A number of units; signed, since some books hold a difference.
    Amount(i64),
    /// A flag, a number of another kind, a queue: shown as it is.
    Text(String),
}

impl Display for BookValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Amount(amount) => write!(f, "{amount}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}
