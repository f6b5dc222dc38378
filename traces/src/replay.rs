//! Runs a trace again from its initial state, and names the guard of each refusal.

use std::fmt::{self, Display};

use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::System;

/// Where a run starts and what is attempted from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace<A> {
    /// The position of the first state in [`Protocol::init_states`](counterfoil_model::system::Protocol::init_states).
    pub start: usize,
    /// What is attempted, in order.
    pub actions: Vec<A>,
    /// Where the run goes on from its end, if it goes on for ever: after so many actions it was in the
    /// state in which it ends, and the actions from there repeat. If there are none from there, the run
    /// stays in its last state.
    pub loop_start: Option<usize>,
}

impl<A> Trace<A> {
    /// The trace of a run that is looked at up to its end only.
    pub fn finite(start: usize, actions: Vec<A>) -> Self {
        Self { start, actions, loop_start: None }
    }
}

/// A trace together with the states that the system goes through on it.
#[derive(Clone)]
pub struct Run<S: System> {
    /// The state before the first action.
    pub initial: S::State,
    /// One entry an action.
    pub steps: Vec<Step<S>>,
    /// Where it goes on from its end, as in [`Trace::loop_start`].
    pub loop_start: Option<usize>,
}

/// One attempt of a run.
#[derive(Clone)]
pub struct Step<S: System> {
    /// What was attempted.
    pub action: S::Action,
    /// The guard that refused it; the state is then the one before.
    pub refused: Option<S::Guard>,
    /// The state afterwards.
    pub state: S::State,
}

// Derived, these would ask for a system that can be shown; its states and actions are enough.
impl<S: System> fmt::Debug for Run<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut run = f.debug_struct("Run");
        run.field("initial", &self.initial).field("steps", &self.steps);
        run.field("loop_start", &self.loop_start).finish()
    }
}

impl<S: System> fmt::Debug for Step<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut step = f.debug_struct("Step");
        step.field("action", &self.action).field("refused", &self.refused).field("state", &self.state);
        step.finish()
    }
}

/// Says whether a run shows what it is claimed to show: that a property is violated, or witnessed.
pub trait Judge<S: System> {
    /// Whether the last state, or the last transition, of `run` is what the claim says.
    fn is_shown(&self, system: &S, run: &Run<S>) -> bool;

    /// Whether to look costs a search of its own.
    fn is_dear(&self) -> bool {
        false
    }
}

/// Why a trace cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The system has no initial state at this position.
    NoSuchStart(usize),
    /// At this step (the first is 1) the action is none of those that can be attempted.
    NotOffered {
        /// The number of the step.
        step: usize,
        /// The action, as shown to a reader.
        action: String,
    },
    /// The same question was answered differently when it was asked again: the sentence says how.
    Differs(String),
    /// The run ends in another state than the one from which it is said to repeat.
    LoopIsOpen,
    /// The run took place, and at its end what it was to show is not so.
    NotShown,
    /// An action that was to be refused is not, or by another guard.
    NotRefused {
        /// The number of the step.
        step: usize,
        /// The action, as shown to a reader.
        action: String,
        /// The name of the guard that was to refuse it.
        guard: &'static str,
        /// The name of the guard that does, if one does.
        by: Option<&'static str>,
    },
    /// An action that was to succeed is refused.
    Refused {
        /// The number of the step.
        step: usize,
        /// The action, as shown to a reader.
        action: String,
        /// The name of the guard.
        guard: &'static str,
    },
}

impl Fault {
    /// The refusal of `action` at `step`.
    pub fn refused(step: usize, action: &impl Display, guard: impl GuardTable) -> Self {
        Self::Refused { step, action: action.to_string(), guard: guard.name() }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchStart(start) => write!(f, "there is no initial state number {start}"),
            Self::NotOffered { step, action } => {
                write!(f, "at step {step}, \"{action}\" cannot be attempted")
            }
            Self::Differs(sentence) => f.write_str(sentence),
            Self::LoopIsOpen => f.write_str("the loop does not end in the state in which it begins"),
            Self::NotShown => f.write_str("every step succeeds, and the end does not show what it should"),
            Self::NotRefused { step, action, guard, by: None } => {
                write!(f, "at step {step}, \"{action}\" succeeds, though {guard} was to refuse it")
            }
            Self::NotRefused { step, action, guard, by: Some(by) } => {
                write!(f, "at step {step}, \"{action}\" is refused by {by}, not by {guard}")
            }
            Self::Refused { step, action, guard } => {
                write!(f, "at step {step}, \"{action}\" is refused by {guard}")
            }
        }
    }
}

impl<S: System> Run<S> {
    /// The state at the end.
    pub fn last_state(&self) -> &S::State {
        self.steps.last().map_or(&self.initial, |step| &step.state)
    }

    /// The state before the step at `index`.
    pub fn state_before(&self, index: usize) -> &S::State {
        index
            .checked_sub(1)
            .and_then(|before| self.steps.get(before))
            .map_or(&self.initial, |step| &step.state)
    }

    /// The first refusal as a fault, for runs all of whose actions must succeed.
    ///
    /// # Errors
    /// [`Fault::Refused`].
    pub fn without_refusals(self) -> Result<Self, Fault> {
        let refusal =
            self.steps.iter().enumerate().find_map(|(index, step)| Some((index, step, step.refused?)));
        match refusal {
            None => Ok(self),
            Some((index, step, guard)) => Err(Fault::refused(index + 1, &step.action, guard)),
        }
    }

    /// The run, if it shows what `judge` asks for.
    ///
    /// # Errors
    /// [`Fault::NotShown`].
    pub fn showing(self, system: &S, judge: &impl Judge<S>) -> Result<Self, Fault> {
        if judge.is_shown(system, &self) { Ok(self) } else { Err(Fault::NotShown) }
    }
}

/// Runs `trace` from its initial state. A refused action leaves the state as it is.
///
/// # Errors
/// [`Fault::NoSuchStart`] and [`Fault::NotOffered`]: a system is only ever asked about actions that it
/// offers, so an action it does not offer has no outcome. [`Fault::LoopIsOpen`].
pub fn replay<S: System>(system: &S, trace: &Trace<S::Action>) -> Result<Run<S>, Fault> {
    let initial = system.init_states().into_iter().nth(trace.start).ok_or(Fault::NoSuchStart(trace.start))?;
    let steps = Vec::with_capacity(trace.actions.len());
    let mut run = Run { initial, steps, loop_start: trace.loop_start };
    let mut offered = Vec::new();
    for (index, action) in trace.actions.iter().enumerate() {
        let before = run.last_state();
        offered.clear();
        system.actions(before, &mut offered);
        if !offered.contains(action) {
            return Err(Fault::NotOffered { step: index + 1, action: action.to_string() });
        }
        let (refused, state) = match system.next_state(before, action) {
            Ok(after) => (None, after),
            Err(guard) => (Some(guard), before.clone()),
        };
        run.steps.push(Step { action: *action, refused, state });
    }
    let is_closed = |start| start <= run.steps.len() && run.state_before(start) == run.last_state();
    if run.loop_start.is_some_and(|start| !is_closed(start)) {
        return Err(Fault::LoopIsOpen);
    }
    Ok(run)
}
