//! The rules of a system one call at a time: what refuses it, and what it changes. For the tests of the contracts.
//!
//! A test goes from one accepted call. Each row of its refusals changes one thing about that call and names
//! the guard that then refuses; with that guard off nothing else does, or the guard that the row names.

use crate::guard::{GuardSet, GuardTable};
use crate::scenario::Bounds;
use crate::system::Protocol;

/// A state that has been reached.
#[derive(Clone)]
pub(crate) struct Given<S: Protocol> {
    pub(crate) parameters: S::Parameters,
    pub(crate) state: S::State,
}

impl<S: Protocol> Given<S> {
    /// The start of a scenario.
    pub(crate) fn start(parameters: S::Parameters) -> Self {
        parameters.validate().expect("the bounds make sense");
        let state = S::new(&parameters, GuardSet::all_on()).init_states().remove(0);
        Self { parameters, state }
    }

    /// The state after actions, none of which is refused.
    #[track_caller]
    pub(crate) fn then(mut self, actions: impl IntoIterator<Item = S::Action>) -> Self {
        for action in actions {
            self.state = self.clone().when(action).accepted();
        }
        self
    }

    /// What can be attempted in this state.
    pub(crate) fn offers(&self) -> Vec<S::Action> {
        let mut offers = Vec::new();
        S::new(&self.parameters, GuardSet::all_on()).actions(&self.state, &mut offers);
        offers
    }

    /// A call in this state.
    pub(crate) fn when(self, action: S::Action) -> Call<S> {
        Call { parameters: self.parameters, guards: GuardSet::all_on(), state: self.state, action }
    }
}

/// A call: who there is, what holds before it, and what is attempted.
#[derive(Clone)]
pub(crate) struct Call<S: Protocol> {
    pub(crate) parameters: S::Parameters,
    pub(crate) guards: GuardSet<S::Guard>,
    pub(crate) state: S::State,
    pub(crate) action: S::Action,
}

impl<S: Protocol> Call<S> {
    /// The same call with a guard off.
    pub(crate) fn without(&self, guard: S::Guard) -> Self {
        Self { guards: self.guards.without(guard), ..self.clone() }
    }

    /// The same call with a change.
    pub(crate) fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }

    /// The state after the call.
    #[track_caller]
    pub(crate) fn accepted(&self) -> S::State {
        self.assert_is_offered();
        match self.outcome() {
            Ok(next) => next,
            Err(guard) => panic!("{} is refused by {guard:?}", self.action),
        }
    }

    /// The call is refused by this guard.
    #[track_caller]
    pub(crate) fn is_refused_by(&self, guard: S::Guard) {
        self.assert_is_offered();
        assert_eq!(self.outcome().err(), Some(guard), "what refuses {}", self.action);
    }

    /// The call is accepted and has exactly these effects.
    #[track_caller]
    pub(crate) fn changes(&self, effects: impl FnOnce(&mut S::State)) {
        let mut expected = self.state.clone();
        effects(&mut expected);
        let next = self.accepted();
        assert!(next == expected, "{}:\n{}", self.action, difference(&expected, &next));
    }

    /// The rows of the guards that can refuse this call, which is accepted, in the order of the contract.
    #[track_caller]
    pub(crate) fn refusals(self) -> Refusals<S> {
        self.accepted();
        Refusals { call: self, rows: Vec::new() }
    }

    fn outcome(&self) -> Result<S::State, S::Guard> {
        S::new(&self.parameters, self.guards).next_state(&self.state, &self.action)
    }

    /// What no search would attempt shows nothing.
    #[track_caller]
    fn assert_is_offered(&self) {
        let mut offered = Vec::new();
        S::new(&self.parameters, self.guards).actions(&self.state, &mut offered);
        assert!(offered.contains(&self.action), "{} is not offered, only {offered:#?}", self.action);
    }
}

/// The one thing that a row changes about a call.
type Edit<S> = fn(&mut Call<S>);

/// The guards that can refuse an accepted call, each with a change by which it does.
pub(crate) struct Refusals<S: Protocol> {
    call: Call<S>,
    rows: Vec<(S::Guard, Edit<S>)>,
}

impl<S: Protocol> Refusals<S> {
    /// With this change the guard refuses, and no other would.
    #[track_caller]
    pub(crate) fn row(self, guard: S::Guard, change: Edit<S>) -> Self {
        self.call.but(change).without(guard).accepted();
        self.ordered_row(guard, change)
    }

    /// With this change the guard refuses, and `later` would if it did not.
    #[track_caller]
    pub(crate) fn row_before(self, later: S::Guard, guard: S::Guard, change: Edit<S>) -> Self {
        self.call.but(change).without(guard).is_refused_by(later);
        self.ordered_row(guard, change)
    }

    /// The guard refuses after the guards of the rows above.
    #[track_caller]
    pub(crate) fn ordered_row(mut self, guard: S::Guard, change: Edit<S>) -> Self {
        self.call.but(change).is_refused_by(guard);
        for (earlier, earlier_change) in &self.rows {
            let both = self.call.but(change).but(earlier_change).outcome();
            assert_eq!(both.err(), Some(*earlier), "{} is asked before {}", earlier.name(), guard.name());
        }
        self.rows.push((guard, change));
        self
    }
}

/// The lines in which two states differ.
fn difference(expected: &impl std::fmt::Debug, found: &impl std::fmt::Debug) -> String {
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
