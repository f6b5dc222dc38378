//! Two-phase commit as a user of stateright would write it: a vector of what the resource managers do,
//! a vector of what the transaction manager has heard, and a set of messages.
//!
//! On [`two_phase_commit`](super::two_phase_commit) stateright profits from a state that is packed into
//! one word for our engine's sake. Whoever asks what a search of theirs would gain by changing engines
//! has a state like this one. Same specification, same actions in the same states: the comparison fails
//! if the counts differ. It is asked for one property, as stateright is on every workload.

use std::collections::BTreeSet;

use stateright::{Model, Property};

use super::rival::checked;
use super::task::{Order, Searched, Task};
use super::two_phase_commit::Phase;
use crate::exit::Failure;

/// The workload's name up to the number of resource managers.
const PREFIX: &str = "two_phase_commit/";

/// Two-phase commit with this many resource managers.
struct UsualTypes {
    resource_managers: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Decision {
    None,
    Commit,
    Abort,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Message {
    Prepared { from: usize },
    Commit,
    Abort,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    phases: Vec<Phase>,
    decision: Decision,
    heard: Vec<bool>,
    messages: BTreeSet<Message>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Action {
    Commit,
    Abort,
    ReceivePrepared(usize),
    Prepare(usize),
    ChooseToAbort(usize),
    ReceiveCommit(usize),
    ReceiveAbort(usize),
}

/// How many resource managers the workload's twin has.
///
/// # Errors
/// If it has no twin.
pub(super) fn resource_managers(workload: &str) -> Result<usize, Failure> {
    let number = workload.strip_prefix(PREFIX).and_then(|number| number.parse().ok());
    number.ok_or_else(|| Failure::usage(format!("{workload} is written in no other types; {PREFIX}N is")))
}

/// Searches the twin of the task's workload.
///
/// # Errors
/// If the workload has none, or as [`rival::search`](super::rival::search).
pub(super) fn search(order: Order, task: &Task) -> Result<Searched, Failure> {
    checked(UsualTypes { resource_managers: resource_managers(&task.workload)? }, order, task)
}

impl Model for UsualTypes {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            phases: vec![Phase::Working; self.resource_managers],
            decision: Decision::None,
            heard: vec![false; self.resource_managers],
            messages: BTreeSet::new(),
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.decision == Decision::None {
            if state.heard.iter().all(|heard| *heard) {
                actions.push(Action::Commit);
            }
            actions.push(Action::Abort);
        }
        let (is_committed, is_aborted) =
            (state.messages.contains(&Message::Commit), state.messages.contains(&Message::Abort));
        for manager in 0..self.resource_managers {
            if state.decision == Decision::None
                && state.messages.contains(&Message::Prepared { from: manager })
            {
                actions.push(Action::ReceivePrepared(manager));
            }
            if state.phases[manager] == Phase::Working {
                actions.extend([Action::Prepare(manager), Action::ChooseToAbort(manager)]);
            }
            if is_committed {
                actions.push(Action::ReceiveCommit(manager));
            }
            if is_aborted {
                actions.push(Action::ReceiveAbort(manager));
            }
        }
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        match action {
            Action::Commit => {
                next.decision = Decision::Commit;
                next.messages.insert(Message::Commit);
            }
            Action::Abort => {
                next.decision = Decision::Abort;
                next.messages.insert(Message::Abort);
            }
            Action::ReceivePrepared(manager) => next.heard[manager] = true,
            Action::Prepare(manager) => {
                next.phases[manager] = Phase::Prepared;
                next.messages.insert(Message::Prepared { from: manager });
            }
            Action::ReceiveCommit(manager) => next.phases[manager] = Phase::Committed,
            Action::ChooseToAbort(manager) | Action::ReceiveAbort(manager) => {
                next.phases[manager] = Phase::Aborted;
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::always("consistent", |_, state: &State| {
            !(state.phases.contains(&Phase::Committed) && state.phases.contains(&Phase::Aborted))
        })]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_phase_commit_has_a_twin() {
        assert_eq!(resource_managers("two_phase_commit/8"), Ok(8));
        assert!(resource_managers("asset_tracker/round_trip").is_err());
        assert!(resource_managers("two_phase_commit/3@small").is_err());
    }
}
