//! Covering traces: so many that each kind of action happens, each guard that refuses one does, and each two
//! kinds that can follow one another do.
//!
//! The search visits every state, breadth first, so each refusal is a shortest way to it, and remembers of each
//! state only how it was come to and which kinds of action succeed there.

mod chain;
mod select;

use std::collections::BTreeMap;

use counterfoil_model::system::System;

pub use self::select::select;
use crate::numbers::Numbers;
use crate::replay::Trace;

/// Traces that cover what can happen.
pub struct Covering<S: System> {
    /// Runs without a refusal, the longest first.
    pub runs: Vec<Trace<S::Action>>,
    /// For each guard and each kind of action that it refuses, a shortest way to that: its last action is refused.
    pub refusals: Vec<(Trace<S::Action>, S::Guard)>,
    /// Whether every state was visited.
    pub is_whole: bool,
}

/// Covers what can happen in the states that the system can reach, of which it visits about `max_states` at most;
/// it also stops when `is_over` says so.
pub fn cover<S: System>(system: &S, max_states: usize, is_over: &dyn Fn() -> bool) -> Covering<S> {
    const { assert!(S::ACTIONS.len() <= 128, "a set of kinds is a word of 128 bits") };
    let mut search = Search::new(system);
    let is_whole = search.run(max_states, is_over);
    Covering { runs: chain::runs(&search), refusals: chain::refusals(&search), is_whole }
}

/// How a state was come to first.
enum Arrival<A> {
    /// It is the initial state at this position.
    Start(usize),
    /// From the state of this number, by an action.
    Step(u32, A),
}

/// A set of kinds of action.
type Kinds = u128;

struct Search<'a, S: System> {
    system: &'a S,
    numbers: Numbers,
    ways: Vec<Arrival<S::Action>>,
    /// The kinds that succeed in each state that has been left.
    succeeding: Vec<Kinds>,
    /// Of each kind, those that are known to follow it.
    following: Vec<Kinds>,
    /// Where each kind succeeds first.
    kinds: BTreeMap<usize, (u32, S::Action)>,
    /// For two kinds that follow one another: the state from which, and the first of the actions.
    pairs: BTreeMap<(usize, usize), (u32, S::Action)>,
    /// Where each guard refuses each kind first.
    refusals: BTreeMap<(S::Guard, usize), (u32, S::Action)>,
}

/// A transition between two states, by their numbers.
struct Edge<A> {
    from: u32,
    action: A,
    to: u32,
}

impl<'a, S: System> Search<'a, S> {
    fn new(system: &'a S) -> Self {
        Self {
            system,
            numbers: Numbers::default(),
            ways: Vec::new(),
            succeeding: Vec::new(),
            following: vec![0; S::ACTIONS.len()],
            kinds: BTreeMap::new(),
            pairs: BTreeMap::new(),
            refusals: BTreeMap::new(),
        }
    }

    /// Visits the states level by level, and says whether there was no other.
    fn run(&mut self, max_states: usize, is_over: &dyn Fn() -> bool) -> bool {
        let mut frontier = Vec::new();
        for (start, state) in self.system.init_states().into_iter().enumerate() {
            self.meet(state, Arrival::Start(start), &mut frontier);
        }
        let mut open = Vec::new();
        while !frontier.is_empty() {
            let mut next = Vec::new();
            for (number, state) in &frontier {
                self.leave(*number, state, &mut next, &mut open);
            }
            // What follows a transition is known once the state that it leads to has been left.
            open.retain(|edge| !self.follow(edge));
            frontier = next;
            if is_over() || (self.ways.len() >= max_states && !frontier.is_empty()) {
                return false;
            }
        }
        true
    }

    /// The number of a state, which joins the frontier if it is new.
    fn meet(&mut self, state: S::State, way: Arrival<S::Action>, frontier: &mut Vec<(u32, S::State)>) -> u32 {
        let (number, is_new) = self.numbers.of(&state);
        if is_new {
            self.ways.push(way);
            frontier.push((number, state));
        }
        number
    }

    fn leave(
        &mut self,
        number: u32,
        state: &S::State,
        next: &mut Vec<(u32, S::State)>,
        open: &mut Vec<Edge<S::Action>>,
    ) {
        let mut actions = Vec::new();
        self.system.actions(state, &mut actions);
        let mut succeeding = 0;
        for action in actions {
            let kind = S::action_kind(&action);
            match self.system.next_state(state, &action) {
                Ok(after) => {
                    let to = self.meet(after, Arrival::Step(number, action), next);
                    open.push(Edge { from: number, action, to });
                    self.kinds.entry(kind).or_insert((number, action));
                    succeeding |= bit(kind);
                }
                Err(guard) => {
                    self.refusals.entry((guard, kind)).or_insert((number, action));
                }
            }
        }
        self.succeeding.push(succeeding);
    }

    /// Learns which kinds follow a transition, unless that is not known yet.
    fn follow(&mut self, edge: &Edge<S::Action>) -> bool {
        let Some(succeeding) = self.succeeding.get(index(edge.to)) else { return false };
        let kind = S::action_kind(&edge.action);
        let Some(known) = self.following.get_mut(kind) else { return true };
        let new = succeeding & !*known;
        *known |= new;
        for second in (0..S::ACTIONS.len()).filter(|second| new & bit(*second) != 0) {
            self.pairs.insert((kind, second), (edge.from, edge.action));
        }
        true
    }

    /// The way to the state of this number.
    fn way_to(&self, number: u32) -> Trace<S::Action> {
        let mut actions = Vec::new();
        let mut at = number;
        loop {
            match self.ways.get(index(at)) {
                Some(Arrival::Step(from, action)) => {
                    actions.push(*action);
                    at = *from;
                }
                start => {
                    actions.reverse();
                    let start = if let Some(Arrival::Start(start)) = start { *start } else { 0 };
                    return Trace::finite(start, actions);
                }
            }
        }
    }
}

fn bit(kind: usize) -> Kinds {
    1 << kind
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
