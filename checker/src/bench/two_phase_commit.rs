//! Two-phase commit, the specification that model checkers are usually compared by.
//!
//! Source: Jim Gray and Leslie Lamport, "Consensus on Transaction Commit", Two-Phase Commit, and its
//! appendix, module `TwoPhase`: one transaction manager and some resource managers agree on whether a
//! transaction is committed. Messages are never lost and never taken away, so each can be received
//! many times; nobody fails. How many states there are is published, which makes it a test of an
//! engine as well as a measure.
//!
//! It is no system of the registry: `counterfoil bench` measures with it, and
//! `checker/examples/two_phase_commit.rs` shows with it how a system of one's own is checked.

mod parts;
mod state;

use std::fmt::{self, Display};

use counterfoil_model::codec::Codec;
use counterfoil_model::footprint::Footprint;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{self, Bounds, Intent, Size};
use counterfoil_model::system::{Book, BookValue, Presentation, Protocol, StateSpace};
use counterfoil_properties::property::{Predicate, Property, Specified};
use serde::{Deserialize, Serialize};

use self::parts::Part;
pub use self::state::{Phase, State};

/// A scenario of two-phase commit.
pub type Scenario = scenario::Scenario<TwoPhaseCommit>;

/// The most resource managers whose state fits into one machine word.
pub const MOST_RESOURCE_MANAGERS: u8 = 15;

counterfoil_model::guards! {
    /// The guards of two-phase commit.
    pub enum Guard {
        /// The transaction manager commits only what every resource manager is prepared for.
        CommitIsPrepared = "commit_is_prepared" {
            kind: Require, theme: "agreement", function: "TwoPhase.TMCommit",
            section: "Consensus on Transaction Commit, Two-Phase Commit",
        },
        /// The transaction manager commits only what it has not decided yet.
        CommitIsFirstDecision = "commit_is_first_decision" {
            kind: Require, theme: "agreement", function: "TwoPhase.TMCommit", group: "decides_once",
            section: "Consensus on Transaction Commit, Two-Phase Commit",
        },
        /// The transaction manager aborts only what it has not decided yet.
        AbortIsFirstDecision = "abort_is_first_decision" {
            kind: Require, theme: "agreement", function: "TwoPhase.TMAbort", group: "decides_once",
            section: "Consensus on Transaction Commit, Two-Phase Commit",
        },
    }
}

/// How many resource managers there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    /// From 1 to [`MOST_RESOURCE_MANAGERS`].
    pub resource_managers: u8,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        if (1..=MOST_RESOURCE_MANAGERS).contains(&self.resource_managers) {
            return Ok(());
        }
        Err(format!(
            "resource_managers is {}, and can be from 1 to {MOST_RESOURCE_MANAGERS}",
            self.resource_managers
        ))
    }
}

/// Two-phase commit with some number of resource managers.
#[derive(Clone, Debug)]
pub struct TwoPhaseCommit {
    guards: GuardSet<Guard>,
    resource_managers: u8,
}

/// One resource manager, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ResourceManager(u8);

counterfoil_model::actions! {
    /// What somebody attempts. The names are those of module `TwoPhase`.
    #[expect(missing_docs, reason = "every argument is the resource manager that moves or is heard of")]
    pub enum Action(of: ResourceManager) {
        /// `TMCommit`: the transaction manager decides to commit, and says so.
        Commit = "commit" => { party: "transaction manager", shown: "decides to commit", },
        /// `TMAbort`: the transaction manager decides to abort, and says so.
        Abort = "abort" => { party: "transaction manager", shown: "decides to abort", },
        /// `TMRcvPrepared`: the transaction manager receives "prepared".
        ReceivePrepared = "receive_prepared" { manager: ResourceManager } => {
            party: "transaction manager", of: manager, shown: "hears that {manager} is prepared",
        },
        /// `RMPrepare`: a resource manager prepares, and says so.
        Prepare = "prepare" { manager: ResourceManager } => {
            party: "{manager}", of: manager, shown: "prepares",
        },
        /// `RMChooseToAbort`: a resource manager aborts of its own accord.
        ChooseToAbort = "choose_to_abort" { manager: ResourceManager } => {
            party: "{manager}", of: manager, shown: "aborts of its own accord",
        },
        /// `RMRcvCommitMsg`: a resource manager receives "commit".
        ReceiveCommit = "receive_commit" { manager: ResourceManager } => {
            party: "{manager}", of: manager, shown: "hears of the commit",
        },
        /// `RMRcvAbortMsg`: a resource manager receives "abort".
        ReceiveAbort = "receive_abort" { manager: ResourceManager } => {
            party: "{manager}", of: manager, shown: "hears of the abort",
        },
    }
}

impl Protocol for TwoPhaseCommit {
    const NAME: &'static str = "two_phase_commit";

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self { guards, resource_managers: parameters.resource_managers }
    }

    fn scenarios() -> Vec<Scenario> {
        let small = |count: u8| Scenario { size: Size::Small, ..scenario(count.min(3)) };
        (1..=MOST_RESOURCE_MANAGERS)
            .flat_map(|count| {
                let default = scenario(count);
                [default.clone(), Scenario { name: default.name, ..small(count) }]
            })
            .collect()
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.guards
    }

    fn init_states(&self) -> Vec<State> {
        vec![State::INITIAL]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        actions.extend([Action::Commit, Action::Abort]);
        for manager in (0..self.resource_managers).map(ResourceManager) {
            if state.is_undecided() && state.is_in(State::SENT, manager) {
                actions.push(Action::ReceivePrepared { manager });
            }
            if !state.is_in(State::YES, manager) && !state.is_in(State::DONE, manager) {
                actions.extend([Action::Prepare { manager }, Action::ChooseToAbort { manager }]);
            }
            if state.holds(State::COMMIT_SENT) {
                actions.push(Action::ReceiveCommit { manager });
            }
            if state.holds(State::ABORT_SENT) {
                actions.push(Action::ReceiveAbort { manager });
            }
        }
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let state = *state;
        Ok(match *action {
            Action::Commit => {
                let everybody = (1 << self.resource_managers) - 1;
                self.guards.require_eq(Guard::CommitIsPrepared, state.set(State::RECEIVED), everybody)?;
                self.guards.require(Guard::CommitIsFirstDecision, state.is_undecided())?;

                state.with(State::HAS_COMMITTED).with(State::COMMIT_SENT)
            }
            Action::Abort => {
                self.guards.require(Guard::AbortIsFirstDecision, state.is_undecided())?;

                state.with(State::HAS_ABORTED).with(State::ABORT_SENT)
            }
            Action::ReceivePrepared { manager } => state.including(State::RECEIVED, manager),
            Action::Prepare { manager } => {
                state.including(State::YES, manager).including(State::SENT, manager)
            }
            Action::ReceiveCommit { manager } => {
                state.including(State::YES, manager).including(State::DONE, manager)
            }
            Action::ChooseToAbort { manager } | Action::ReceiveAbort { manager } => {
                state.excluding(State::YES, manager).including(State::DONE, manager)
            }
        })
    }
}

impl Presentation for TwoPhaseCommit {
    fn books(&self, state: &State) -> Vec<Book> {
        let book = |name: String, value: String| Book { name, value: BookValue::Text(value) };
        let managers = || (0..self.resource_managers).map(ResourceManager);
        let set = |first| {
            let inside = managers().filter(|manager| state.is_in(first, *manager));
            inside.map(|manager| (manager.0 + 1).to_string()).collect::<Vec<_>>().join(" ")
        };
        let mut books: Vec<Book> = managers()
            .map(|manager| book(manager.to_string(), format!("{:?}", state.phase(manager))))
            .collect();
        let decisions = |commit, abort| {
            let named =
                [(commit, "commit"), (abort, "abort")].into_iter().filter(|(bit, _)| state.holds(*bit));
            named.map(|(_, name)| name).collect::<Vec<_>>().join(" ")
        };
        books.extend([
            book("transaction manager".to_owned(), decisions(State::HAS_COMMITTED, State::HAS_ABORTED)),
            book("heard to be prepared".to_owned(), set(State::RECEIVED)),
            book("messages \"prepared\"".to_owned(), set(State::SENT)),
            book("messages of decisions".to_owned(), decisions(State::COMMIT_SENT, State::ABORT_SENT)),
        ]);
        books
    }
}

impl StateSpace for TwoPhaseCommit {
    fn parts(&self) -> usize {
        Part::count(self.resource_managers)
    }

    fn part_name(&self, part: usize) -> String {
        Part::numbered(part).to_string()
    }

    fn write_part(&self, state: &State, part: usize, bytes: &mut Vec<u8>) {
        Part::numbered(part).of(*state).encode(bytes);
    }

    fn read_part(&self, state: &mut State, part: usize, bytes: &mut &[u8]) -> Option<()> {
        *state = Part::numbered(part).set(*state, u8::decode(bytes)?)?;
        Some(())
    }

    fn footprints(&self) -> Vec<Footprint> {
        parts::footprints(self.resource_managers)
    }

    fn class(&self, action: &Action) -> usize {
        parts::class(*action)
    }
}

/// Two-phase commit with this many resource managers; the scenario's name is the number.
pub fn scenario(resource_managers: u8) -> Scenario {
    Scenario {
        name: resource_managers.to_string(),
        size: Size::Default,
        // From ten on there are more than sixty million states.
        nightly: resource_managers >= 10,
        intent: Intent::Prove,
        summary: format!("A transaction manager and {resource_managers} resource managers decide together."),
        parameters: Parameters { resource_managers },
        witnesses: vec!["all_commit", "all_abort"],
        must_fire: TwoPhaseCommit::ACTIONS.to_vec(),
        deadlock_free: false,
    }
}

static PROPERTIES: &[Property<TwoPhaseCommit>] = &[
    Property::new(
        "consistent",
        "No resource manager commits what another aborts.",
        "Consensus on Transaction Commit, Transaction Commit",
        Predicate::Always(|_, state: &State| state.committed() == 0 || state.aborted() == 0),
    )
    .theme("agreement")
    .rests_on(&[Guard::CommitIsPrepared, Guard::CommitIsFirstDecision, Guard::AbortIsFirstDecision]),
    Property::new(
        "all_commit",
        "Every resource manager can commit.",
        "Consensus on Transaction Commit, Transaction Commit",
        Predicate::Sometimes(|system: &TwoPhaseCommit, state: &State| {
            state.committed().count_ones() == u32::from(system.resource_managers)
        }),
    )
    .theme("witnesses"),
    Property::new(
        "all_abort",
        "Every resource manager can abort.",
        "Consensus on Transaction Commit, Transaction Commit",
        Predicate::Sometimes(|system: &TwoPhaseCommit, state: &State| {
            state.aborted().count_ones() == u32::from(system.resource_managers)
        }),
    )
    .theme("witnesses"),
];

impl Specified for TwoPhaseCommit {
    fn properties() -> &'static [Property<Self>] {
        PROPERTIES
    }
}

impl Display for ResourceManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "resource manager {}", self.0 + 1)
    }
}
