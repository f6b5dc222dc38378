//! The shortest trace that shows the same, by searching: the actions of the trace itself first, then those of
//! their kinds, then all.

use std::collections::BTreeSet;

use counterfoil_model::system::System;

use crate::numbers::Numbers;
use crate::replay::{Judge, Run, Step, Trace};

/// What a search for a shorter trace came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<A> {
    /// The shortest trace that is known.
    pub trace: Trace<A>,
    /// Whether there is no shorter one: every state was visited that a shorter one leads through.
    pub is_shortest: bool,
    /// How many states were visited.
    pub states: usize,
}

/// What ends such a search.
pub struct Limits<'a> {
    /// About so many states are visited at most.
    pub states: usize,
    /// Whether the time for it is over, asked at each of them.
    pub is_over: &'a dyn Fn() -> bool,
}

/// The shortest trace that shows what `judge` asks for, if `trace` shows it and has no loop: on one, what matters
/// is no state that a search could come to.
pub fn shortest<S: System>(
    system: &S,
    judge: &impl Judge<S>,
    trace: &Trace<S::Action>,
    limits: &Limits<'_>,
) -> Found<S::Action> {
    let mut found = Found { trace: trace.clone(), is_shortest: false, states: 0 };
    if trace.loop_start.is_some() {
        return found;
    }
    let own: Vec<S::Action> = trace.actions.clone();
    let kinds: BTreeSet<usize> = own.iter().map(S::action_kind).collect();
    let selections: [Selection<'_, S::Action>; 3] =
        [&|action| own.contains(action), &|action| kinds.contains(&S::action_kind(action)), &|_| true];
    for is_selected in selections {
        let left = Limits { states: limits.states.saturating_sub(found.states), is_over: limits.is_over };
        // Only a shorter one is of interest.
        let length = found.trace.actions.len();
        let mut search = Search { system, judge, is_selected, ways: Vec::new(), numbers: Numbers::default() };
        let (shorter, is_whole) = search.run(length, &left);
        found.states = found.states.saturating_add(search.ways.len());
        found.trace = shorter.unwrap_or(found.trace);
        found.is_shortest = is_whole;
    }
    found
}

/// Which actions a search may take.
type Selection<'a, A> = &'a dyn Fn(&A) -> bool;

/// How a state was come to: from an initial one, or from another by an action.
type Arrival<A> = (usize, Option<A>);

struct Search<'a, S: System, J> {
    system: &'a S,
    judge: &'a J,
    is_selected: Selection<'a, S::Action>,
    ways: Vec<Arrival<S::Action>>,
    numbers: Numbers,
}

impl<S: System, J: Judge<S>> Search<'_, S, J> {
    /// The shortest trace of fewer actions, and whether there is none that is shorter than what is known then.
    fn run(&mut self, length: usize, limits: &Limits<'_>) -> (Option<Trace<S::Action>>, bool) {
        let mut frontier = Vec::new();
        for (start, state) in self.system.init_states().into_iter().enumerate() {
            let run = Run { initial: state.clone(), steps: Vec::new(), loop_start: None };
            if length > 0 && self.judge.is_shown(self.system, &run) {
                return (Some(Trace::finite(start, Vec::new())), true);
            }
            self.numbers.of(&state);
            frontier.push((self.ways.len(), state));
            self.ways.push((start, None));
        }
        for _ in 1..length {
            let mut next = Vec::new();
            for (number, state) in frontier {
                if let Some(trace) = self.leave(number, &state, &mut next) {
                    return (Some(trace), true);
                }
                if self.ways.len() > limits.states || (limits.is_over)() {
                    return (None, false);
                }
            }
            frontier = next;
        }
        (None, true)
    }

    /// Makes every move from a state; the trace, if one of them is what is asked for.
    fn leave(
        &mut self,
        number: usize,
        state: &S::State,
        next: &mut Vec<(usize, S::State)>,
    ) -> Option<Trace<S::Action>> {
        let mut actions = Vec::new();
        self.system.actions(state, &mut actions);
        for action in actions.into_iter().filter(|action| (self.is_selected)(action)) {
            let outcome = self.system.next_state(state, &action);
            let refused = outcome.as_ref().err().copied();
            let after = outcome.unwrap_or_else(|_| state.clone());
            let step = Step { action, refused, state: after.clone() };
            let is_new = refused.is_none() && self.numbers.of(&after).1;
            // A transition to a known state can still be what is asked for: a step, or a refusal.
            if is_new || !self.judge.is_dear() {
                let run = Run { initial: state.clone(), steps: vec![step], loop_start: None };
                if self.judge.is_shown(self.system, &run) {
                    return Some(self.way_to(number, action));
                }
            }
            if is_new {
                next.push((self.ways.len(), after));
                self.ways.push((number, Some(action)));
            }
        }
        None
    }

    fn way_to(&self, number: usize, last: S::Action) -> Trace<S::Action> {
        let mut actions = vec![last];
        let mut at = number;
        while let Some((from, Some(action))) = self.ways.get(at) {
            actions.push(*action);
            at = *from;
        }
        actions.reverse();
        let start = self.ways.get(at).map_or(0, |(start, _)| *start);
        Trace::finite(start, actions)
    }
}
