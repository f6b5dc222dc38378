//! What a trace is said to show, and whether its run shows it: asked of the system again, not of what the
//! search remembers.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use counterfoil_model::system::{Fair, Fairness, System};
use counterfoil_properties::property::{LeadsTo, Predicate, Property, Specified};
use counterfoil_traces::replay::{Judge, Run};
use foldhash::quality::FixedState;

/// Sees whether a run violates, or witnesses, this property.
pub(crate) struct Evidence<'a, S: Specified>(pub(crate) &'a Property<S>);

impl<S: Specified> Judge<S> for Evidence<'_, S> {
    fn is_shown(&self, system: &S, run: &Run<S>) -> bool {
        match &self.0.predicate {
            Predicate::Always(holds) => !holds(system, run.last_state()),
            Predicate::Sometimes(holds) => holds(system, run.last_state()),
            Predicate::Step(holds) => run.steps.last().is_some_and(|step| {
                step.refused.is_none()
                    && !holds(system, run.state_before(run.steps.len() - 1), &step.action, &step.state)
            }),
            Predicate::Eventually(_) | Predicate::EventuallyEach(_) => {
                let mut due = self.0.predicate.due().iter();
                due.any(|due| never_comes(system, run, due)) && is_fair(&fairness(system, run))
            }
            Predicate::AlwaysPossible(good) => is_out_of_reach(system, run.last_state(), *good, &|| true),
        }
    }
}

/// Sees whether a run ends in a state without a successor.
pub(crate) struct Deadlocked;

impl<S: System> Judge<S> for Deadlocked {
    fn is_shown(&self, system: &S, run: &Run<S>) -> bool {
        let mut actions = Vec::new();
        system.actions(run.last_state(), &mut actions);
        actions.iter().all(|action| system.next_state(run.last_state(), action).is_err())
    }
}

/// Whether something falls due on the run and has not come when it repeats for ever.
fn never_comes<S: System>(system: &S, run: &Run<S>, due: &LeadsTo<S>) -> bool {
    let Some(start) = run.loop_start else { return false };
    let steps = || 0..=run.steps.len();
    let last_came = steps().rev().find(|step| (due.to)(system, run.state_before(*step)));
    let behind = last_came.map_or(0, |step| step + 1);
    behind <= start && steps().skip(behind).any(|step| (due.from)(system, run.state_before(step)))
}

/// How a fair class comes off on a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// It makes a move of the loop.
    Moves,
    /// After so many steps of the run it has no move that would change anything.
    CannotMove(usize),
    /// It has no such move in any state of the loop.
    NeverCan,
    /// It could move, all the time or again and again as its fairness asks, and never does: the run is not
    /// fair.
    LeftOut,
}

/// How each of [`Protocol::FAIR`](counterfoil_model::system::Protocol::FAIR) comes off on the loop of a run; nothing of a run without a loop.
pub(crate) fn fairness<S: System>(system: &S, run: &Run<S>) -> Vec<(&'static str, Share)> {
    let Some(start) = run.loop_start else { return Vec::new() };
    let share = |(class, fair): (usize, &Fair)| {
        let is_taken = run.steps.iter().enumerate().skip(start).any(|(index, step)| {
            system.fair_class(&step.action) == Some(class) && step.state != *run.state_before(index)
        });
        let mut states = (start..=run.steps.len()).map(|step| (step, run.state_before(step)));
        let is_able = |(_, state): &(usize, &S::State)| can_move(system, state, class);
        let share = match fair.fairness {
            _ if is_taken => Share::Moves,
            Fairness::Strong if states.any(|state| is_able(&state)) => Share::LeftOut,
            Fairness::Strong => Share::NeverCan,
            Fairness::Weak => states
                .find(|state| !is_able(state))
                .map_or(Share::LeftOut, |(step, _)| Share::CannotMove(step)),
        };
        (fair.name, share)
    };
    S::FAIR.iter().enumerate().map(share).collect()
}

fn is_fair(shares: &[(&'static str, Share)]) -> bool {
    shares.iter().all(|(_, share)| *share != Share::LeftOut)
}

/// Whether an action of the fair class changes the state.
fn can_move<S: System>(system: &S, state: &S::State, class: usize) -> bool {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    let own = actions.iter().filter(|action| system.fair_class(action) == Some(class));
    own.into_iter().any(|action| system.next_state(state, action).is_ok_and(|next| next != *state))
}

/// Whether none of the states that honest actions lead to from `state`, nor that one itself, is good: a
/// search of its own, depth first, that keeps 64 bits of each state and the states that wait. Where `takes` lets it
/// visit no more, it is not known, and not said.
pub(crate) fn is_out_of_reach<S: System>(
    system: &S,
    state: &S::State,
    good: fn(&S, &S::State) -> bool,
    takes: &dyn Fn() -> bool,
) -> bool {
    let prints = FixedState::with_seed(0x0b5e_55ed);
    let mut met = BTreeSet::from([prints.hash_one(state)]);
    let mut open = vec![state.clone()];
    let mut actions = Vec::new();
    while let Some(state) = open.pop() {
        if !takes() || good(system, &state) {
            return false;
        }
        actions.clear();
        system.actions(&state, &mut actions);
        let honest = actions.iter().filter(|action| system.is_honest_action(&state, action));
        let next = honest.filter_map(|action| system.next_state(&state, action).ok());
        open.extend(next.filter(|next| met.insert(prints.hash_one(next))));
    }
    true
}
