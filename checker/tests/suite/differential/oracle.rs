//! Every answer by definition, from a plain list of the states and the transitions of a small system. It asks
//! the system what can be done and what becomes of it, and shares nothing with the engines.

use std::collections::{BTreeMap, BTreeSet};

use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::{Fairness, Protocol};

use super::system::{Action, Chance, Condition, NAMES, Parameters, State};

/// A transition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) action: Action,
    pub(crate) target: usize,
}

/// All there is.
pub(crate) struct Oracle {
    pub(crate) system: Chance,
    pub(crate) states: Vec<State>,
    /// Each initial state as it is listed, by number.
    pub(crate) starts: Vec<usize>,
    pub(crate) edges: Vec<Vec<Edge>>,
    /// How often each guard refuses something in each state.
    pub(crate) refusals: Vec<[u64; 2]>,
    /// How many actions away each state is.
    pub(crate) distance: Vec<usize>,
    /// Whether it is the first of those that differ only in which of the interchangeable parties is which.
    pub(crate) is_first: Vec<bool>,
    answers: BTreeMap<&'static str, Option<usize>>,
}

impl Oracle {
    pub(crate) fn new(system: Chance) -> Self {
        let mut numbers: BTreeMap<State, usize> = BTreeMap::new();
        let mut this = Self {
            starts: Vec::new(),
            states: Vec::new(),
            edges: Vec::new(),
            refusals: Vec::new(),
            distance: Vec::new(),
            is_first: Vec::new(),
            answers: BTreeMap::new(),
            system,
        };
        for start in this.system.init_states() {
            let number = this.number(&mut numbers, start, 0);
            this.starts.push(number);
        }
        // States are numbered as they are met, and met in the order of their distance.
        let mut at = 0;
        while at < this.states.len() {
            let state = this.states[at].clone();
            let mut actions = Vec::new();
            this.system.actions(&state, &mut actions);
            for action in actions {
                match this.system.next_state(&state, &action) {
                    Err(guard) => this.refusals[at][guard.index()] += 1,
                    Ok(next) => {
                        let target = this.number(&mut numbers, next, this.distance[at] + 1);
                        this.edges[at].push(Edge { action, target });
                    }
                }
            }
            at += 1;
        }
        let Parameters { parties, is_symmetric, .. } = this.system.parameters;
        let mut met = BTreeSet::new();
        for mut state in this.states.iter().cloned() {
            if is_symmetric {
                state.parties[..parties].sort_unstable();
            }
            this.is_first.push(met.insert(state));
        }
        this.answers = NAMES.into_iter().map(|name| (name, this.answer(name))).collect();
        this
    }

    fn number(&mut self, numbers: &mut BTreeMap<State, usize>, state: State, distance: usize) -> usize {
        *numbers.entry(state.clone()).or_insert_with(|| {
            self.states.push(state);
            self.edges.push(Vec::new());
            self.refusals.push([0; 2]);
            self.distance.push(distance);
            self.states.len() - 1
        })
    }

    pub(crate) fn holds(&self, condition: &Condition, state: usize) -> bool {
        self.system.holds(condition, &self.states[state])
    }

    pub(crate) fn is_terminal(&self, state: usize) -> bool {
        self.edges[state].is_empty()
    }

    fn nearest(&self, is_sought: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.states.len()).filter(|state| is_sought(*state)).map(|state| self.distance[state]).min()
    }

    /// How many actions it takes, at the fewest, to violate the property or to witness it, if it can be; of what
    /// must follow, to the loop on which it never does.
    pub(crate) fn shortest(&self, name: &str) -> Option<usize> {
        self.answers[name]
    }

    fn answer(&self, name: &str) -> Option<usize> {
        let questions = &self.system.parameters.questions;
        let meets = |condition: &Option<Condition>| {
            let condition = condition.as_ref()?;
            self.nearest(|state| self.holds(condition, state))
        };
        match NAMES.iter().position(|known| *known == name)? {
            0 => meets(&questions.never[0]),
            1 => meets(&questions.never[1]),
            2 => {
                let [before, after] = questions.step.as_ref()?;
                let leads =
                    |state: usize| self.edges[state].iter().any(|edge| self.holds(after, edge.target));
                self.nearest(|state| self.holds(before, state) && leads(state)).map(|distance| distance + 1)
            }
            3 => self.nearest(|state| questions.first == Some(self.states[state].parties[0])),
            4 => meets(&questions.seen[0]),
            5 => meets(&questions.seen[1]),
            6 => self.never_comes(questions.comes.as_ref()?),
            7 => questions.each.as_ref()?.iter().filter_map(|ends| self.never_comes(ends)).min(),
            8 => self.never_comes(&questions.each.as_ref()?[0]),
            _ => {
                let reaches = self.can_reach(questions.good.as_ref()?);
                self.nearest(|state| !reaches[state])
            }
        }
    }

    /// From which states honest actions lead to a good one: the good ones, and those from which one leads to one
    /// of these.
    pub(crate) fn can_reach(&self, good: &Condition) -> Vec<bool> {
        let mut reaches: Vec<bool> = (0..self.states.len()).map(|state| self.holds(good, state)).collect();
        loop {
            let leads = |edge: &Edge, state: usize| {
                reaches[edge.target] && self.system.is_honest_action(&self.states[state], &edge.action)
            };
            let more: Vec<usize> = (0..self.states.len())
                .filter(|state| !reaches[*state] && self.edges[*state].iter().any(|edge| leads(edge, *state)))
                .collect();
            if more.is_empty() {
                return reaches;
            }
            for state in more {
                reaches[state] = true;
            }
        }
    }

    /// How many actions it takes to a state in which something is due that never comes on some fair run that comes
    /// back to this state again and again.
    fn never_comes(&self, [from, to]: &[Condition; 2]) -> Option<usize> {
        // What is due lasts from a state in which it falls due until one in which it comes.
        let is_open = |state: usize| !self.holds(to, state);
        let mut due: BTreeMap<usize, usize> = (0..self.states.len())
            .filter(|state| self.holds(from, *state) && is_open(*state))
            .map(|state| (state, self.distance[state]))
            .collect();
        loop {
            let mut shorter: Vec<(usize, usize)> = Vec::new();
            for (state, length) in &due {
                for edge in self.edges[*state].iter().filter(|edge| is_open(edge.target)) {
                    if due.get(&edge.target).is_none_or(|known| *known > length + 1) {
                        shorter.push((edge.target, length + 1));
                    }
                }
            }
            if shorter.is_empty() {
                break;
            }
            for (state, length) in shorter {
                let known = due.entry(state).or_insert(length);
                *known = length.min(*known);
            }
        }
        let mut states: Vec<(usize, usize)> =
            due.into_iter().map(|(state, length)| (length, state)).collect();
        states.sort_unstable();
        let comes_back = |state: usize| (0..8).any(|left_out| self.fair_loop(state, left_out, &is_open));
        states.into_iter().find(|(_, state)| comes_back(*state)).map(|(length, _)| length)
    }

    /// Whether a fair walk leads from the state back to it, within the states that are `inside`, on which none of
    /// the strongly fair classes of the set `left_out` can ever move. A walk of no steps is one.
    fn fair_loop(&self, start: usize, left_out: u8, inside: &impl Fn(usize) -> bool) -> bool {
        let is_strong = |class: usize| Chance::FAIR[class].fairness == Fairness::Strong;
        let classes = 0..Chance::FAIR.len();
        // Only strong fairness has to be guessed.
        if classes.clone().any(|class| left_out & 1 << class != 0 && !is_strong(class)) {
            return false;
        }
        let is_inside = |state: usize| inside(state) && self.able(state) & left_out == 0;
        // The classes that need no more on the walk: taken, or seen unable to move where that is enough.
        let weak: u8 = classes.clone().filter(|class| !is_strong(*class)).map(|class| 1 << class).sum();
        let all: u8 = classes.map(|class| 1 << class).sum();
        let seen = |state: usize| left_out | (weak & !self.able(state));
        if !is_inside(start) {
            return false;
        }
        let mut met = vec![false; self.states.len() << Chance::FAIR.len()];
        let mut open = vec![(start, seen(start))];
        while let Some((state, settled)) = open.pop() {
            if state == start && settled == all {
                return true;
            }
            for edge in self.edges[state].iter().filter(|edge| edge.target != state && is_inside(edge.target))
            {
                let taken = self.system.fair_class(&edge.action).map_or(0, |class| 1 << class);
                let next = (edge.target, settled | taken | seen(edge.target));
                if !std::mem::replace(&mut met[next.0 << Chance::FAIR.len() | usize::from(next.1)], true) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// The fair classes that can change the state, a bit each.
    pub(crate) fn able(&self, state: usize) -> u8 {
        let changes = self.edges[state].iter().filter(|edge| edge.target != state);
        changes
            .filter_map(|edge| self.system.fair_class(&edge.action))
            .fold(0, |able, class| able | 1 << class)
    }
}
