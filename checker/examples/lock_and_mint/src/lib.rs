//! A protocol of one's own: what is locked in a vault on one chain is minted on another.
//!
//! A user locks her units one by one, and for each the vault sends a message. Messages stay where they are for all to
//! see, so anybody may present one to the mint, also a second time: the mint has to remember which ones it has used.

use counterfoil::prelude::*;
use serde::{Deserialize, Serialize};

guards! {
    /// What can refuse an action.
    pub enum Guard {
        /// A message mints once.
        MessageIsUnused = "message_is_unused" {
            kind: Require, theme: "replay", function: "Mint.mint", error: "AlreadyUsed", section: "Messages",
        },
    }
}

/// The bounds: how many units the user has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    units: u8,
}

impl Bounds for Parameters {
    fn validate(&self) -> Result<(), String> {
        let sentence = || format!("units is {}, but it must be at most 8", self.units);
        (self.units <= 8).then_some(()).ok_or_else(sentence)
    }
}

/// The units from the mint; and of each message, one for each unit in the vault, whether it was used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    minted: u8,
    used: Vec<bool>,
}

codec! { struct State { minted, used } }

impl State {
    fn locked(&self) -> u8 {
        u8::try_from(self.used.len()).unwrap_or(u8::MAX)
    }
}

actions! {
    /// What is attempted.
    #[expect(missing_docs, reason = "the argument is the number of a message")]
    pub enum Action {
        /// The user locks a unit in the vault, which sends a message.
        Lock => { party: "user", shown: "locks a unit", },
        /// Anybody presents a message to the mint.
        Mint { message: u8 } => { party: "anybody", shown: "presents message {message}", },
    }
}

/// The system within its bounds, with the guards that are on.
#[derive(Clone)]
pub struct LockAndMint(Parameters, GuardSet<Guard>);

impl Protocol for LockAndMint {
    const NAME: &'static str = "lock_and_mint";

    type Parameters = Parameters;
    type State = State;
    type Action = Action;
    type Guard = Guard;

    fn new(parameters: &Parameters, guards: GuardSet<Guard>) -> Self {
        Self(parameters.clone(), guards)
    }

    fn guards(&self) -> &GuardSet<Guard> {
        &self.1
    }

    fn scenarios() -> Vec<Scenario<Self>> {
        let bridge =
            Family::prove("bridge", Parameters { units: 3 }, |small: &mut Parameters| small.units = 1)
                .summary("A user locks what she has, and anybody presents messages to the mint.")
                .witnesses(&["all_is_minted"]);
        bridge.must_fire(Self::ACTIONS).into_iter().collect()
    }

    fn init_states(&self) -> Vec<State> {
        vec![State { minted: 0, used: Vec::new() }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        actions.extend((state.locked() < self.0.units).then_some(Action::Lock));
        actions.extend((0..state.locked()).map(|message| Action::Mint { message }));
    }

    fn next_state(&self, state: &State, action: &Action) -> Result<State, Guard> {
        let mut next = state.clone();
        match *action {
            Action::Lock => next.used.push(false),
            Action::Mint { message } => {
                self.1.require(Guard::MessageIsUnused, !state.used[usize::from(message)])?;

                next.minted = next.minted.saturating_add(1);
                next.used[usize::from(message)] = true;
            }
        }
        Ok(next)
    }
}

impl Presentation for LockAndMint {
    fn books(&self, state: &State) -> Vec<Book> {
        let message = |used: &bool| if *used { "used" } else { "unused" };
        let messages = state.used.iter().map(message).collect::<Vec<_>>().join(", ");
        let (locked, minted) = (Book::amount("locked", state.locked()), Book::amount("minted", state.minted));
        vec![locked, minted, Book::text("messages", format!("[{messages}]"))]
    }
}

impl StateSpace for LockAndMint {}

impl Specified for LockAndMint {
    fn properties() -> &'static [Property<Self>] {
        const {
            &[
                Property::new(
                    "minted_is_locked",
                    "Whatever is minted is locked in the vault.",
                    "Lock and mint, Backing",
                    Predicate::Always(|_, state: &State| state.minted <= state.locked()),
                )
                .theme("replay")
                .rests_on(&[Guard::MessageIsUnused]),
                Property::new(
                    "all_is_minted",
                    "All that the user has can arrive on the other chain.",
                    "Lock and mint, Backing",
                    Predicate::Sometimes(|system: &LockAndMint, state: &State| {
                        state.minted == system.0.units
                    }),
                )
                .theme("witnesses"),
            ]
        }
    }
}

/// The systems of the program, and of the tests that it exports.
pub fn systems() -> Vec<Box<dyn AnySystem>> {
    vec![Registered::<LockAndMint>::boxed()]
}
