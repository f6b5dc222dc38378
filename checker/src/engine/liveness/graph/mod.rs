//! The graph of all states that a finished search has met, for the questions that no state answers by
//! itself: what must follow, and what still can.
//!
//! While a search runs, its workers log what they expand ([`Log`]). Once there is nothing left to
//! expand, fingerprints become numbers: 24 bytes a state and 5 an edge. Until the logs are gone, which
//! are dropped one by one, both are there, and up to 11 bytes a state to look the numbers up.

pub(in crate::engine) mod label;
mod log;
mod numbers;
pub(in crate::engine) mod scc;
pub(in crate::engine) mod walk;

use label::{Classes, Label};
pub(in crate::engine) use log::Log;
use numbers::Numbers;

/// States by number, with the edges to their successors in the order of the actions.
pub(in crate::engine) struct Graph {
    fingerprints: Vec<u64>,
    marks: Vec<u32>,
    /// Where the edges of each state begin, and where those of the last one end.
    first_edges: Vec<usize>,
    targets: Vec<u32>,
    labels: Vec<Label>,
    /// How many states are initial ones; they have the lowest numbers.
    initial: u32,
}

/// An edge to a successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Successor {
    pub(in crate::engine) state: u32,
    pub(in crate::engine) label: Label,
}

impl Graph {
    /// The graph that the logs describe, if they describe all of it: each state from 0 on once, and no
    /// edge to one that is none of them.
    pub(in crate::engine) fn new(logs: Vec<Log>, initial: u32) -> Option<Self> {
        let count = logs.iter().map(|log| log.states.len()).sum();
        let mut graph = Self {
            fingerprints: vec![0; count],
            marks: vec![0; count],
            first_edges: vec![0; count + 1],
            targets: Vec::new(),
            labels: Vec::new(),
            initial,
        };
        let mut is_known = vec![false; count];
        for log in &logs {
            let mut begin = 0;
            for state in &log.states {
                let number = state.number as usize;
                if std::mem::replace(is_known.get_mut(number)?, true) {
                    return None;
                }
                graph.fingerprints[number] = state.fingerprint;
                graph.marks[number] = state.marks;
                graph.first_edges[number + 1] = state.end - begin;
                begin = state.end;
            }
        }
        for number in 0..count {
            graph.first_edges[number + 1] += graph.first_edges[number];
        }
        graph.take_edges(logs)?;
        Some(graph)
    }

    /// Moves the edges to where they belong, log by log.
    fn take_edges(&mut self, logs: Vec<Log>) -> Option<()> {
        let edges = self.first_edges.last().copied().unwrap_or_default();
        self.targets = vec![0; edges];
        self.labels = vec![Label::new(false, None); edges];
        let numbers = Numbers::new(&self.fingerprints);
        for log in logs {
            let mut begin = 0;
            for state in &log.states {
                let place = self.first_edges[state.number as usize];
                let degree = state.end - begin;
                for (target, number) in
                    self.targets[place..place + degree].iter_mut().zip(&log.targets[begin..state.end])
                {
                    *target = numbers.of(*number)?;
                }
                self.labels[place..place + degree].copy_from_slice(&log.labels[begin..state.end]);
                begin = state.end;
            }
        }
        Some(())
    }

    /// The numbers of all states.
    pub(in crate::engine) fn states(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.marks.len()).unwrap_or(u32::MAX)
    }

    /// The numbers of the initial states.
    pub(in crate::engine) fn initial(&self) -> std::ops::Range<u32> {
        0..self.initial
    }

    /// The fingerprint of a state.
    pub(in crate::engine) fn fingerprint(&self, state: u32) -> u64 {
        self.fingerprints[state as usize]
    }

    /// Whether the predicate with this bit holds in a state.
    #[inline]
    pub(in crate::engine) fn is_marked(&self, state: u32, mark: u32) -> bool {
        self.marks[state as usize] & mark != 0
    }

    /// The edge at a position among those of a state.
    #[inline]
    pub(in crate::engine) fn successor(&self, state: u32, position: usize) -> Option<Successor> {
        let edge = self.first_edges[state as usize] + position;
        let is_own = edge < self.first_edges[state as usize + 1];
        is_own.then(|| Successor { state: self.targets[edge], label: self.labels[edge] })
    }

    /// The edges from a state.
    #[inline]
    pub(in crate::engine) fn successors(&self, state: u32) -> impl Iterator<Item = Successor> + '_ {
        let edges = self.first_edges[state as usize]..self.first_edges[state as usize + 1];
        let edges = self.targets[edges.clone()].iter().zip(&self.labels[edges]);
        edges.map(|(state, label)| Successor { state: *state, label: *label })
    }

    /// The fair classes that can move on from a state.
    pub(in crate::engine) fn enabled(&self, state: u32) -> Classes {
        self.successors(state).fold(Classes::NONE, |enabled, edge| enabled.or(edge.label.class()))
    }
}

#[cfg(test)]
pub(in crate::engine) mod tests {
    use super::*;

    /// The graph with these edges, whose only initial state is 0.
    pub(in crate::engine) fn graph(states: u32, edges: &[(u32, u32)]) -> Graph {
        started(states, edges, 1)
    }

    /// The graph with these edges, of which so many states are initial ones.
    pub(in crate::engine) fn started(states: u32, edges: &[(u32, u32)], initial: u32) -> Graph {
        let edges: Vec<_> =
            edges.iter().map(|(source, target)| (*source, *target, Label::new(true, None))).collect();
        Graph { initial, ..labelled(states, &edges, |_| 0) }
    }

    /// The graph with these edges and marks, logged by two workers in an order of their own.
    pub(in crate::engine) fn labelled(
        states: u32,
        edges: &[(u32, u32, Label)],
        marks: impl Fn(u32) -> u32,
    ) -> Graph {
        let print = |state: u32| u64::from(state).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut logs = [Log::default(), Log::default()];
        let mut of_source = vec![Vec::new(); states as usize];
        for (source, target, label) in edges {
            of_source[*source as usize].push((*target, *label));
        }
        for state in (0..states).rev() {
            let log = &mut logs[state as usize % 2];
            log.open(print(state), state, marks(state));
            for (target, label) in &of_source[state as usize] {
                log.edge(print(*target), *label);
            }
            log.close();
        }
        Graph::new(logs.into(), 1).expect("the logs describe a whole graph")
    }

    #[test]
    fn a_graph_is_what_was_logged_without_the_edges_that_lead_nowhere() {
        let label = |class| Label::new(class == 1, Some(class));
        let graph =
            labelled(3, &[(0, 2, label(1)), (0, 0, label(2)), (0, 1, label(3)), (2, 0, label(1))], |state| {
                state
            });
        assert_eq!(graph.states(), 0..3);
        assert_eq!(graph.targets.len(), 3);
        let of = |state| graph.successors(state).collect::<Vec<_>>();
        assert_eq!(of(0), [Successor { state: 2, label: label(1) }, Successor { state: 1, label: label(3) }]);
        assert_eq!((of(1), of(2)), (vec![], vec![Successor { state: 0, label: label(1) }]));
        assert_eq!(graph.successor(0, 1), Some(of(0)[1]));
        assert_eq!((graph.successor(0, 2), graph.successor(1, 0)), (None, None));
        assert_eq!(graph.enabled(0), label(1).class().or(label(3).class()));
        assert!(graph.is_marked(2, 2) && !graph.is_marked(1, 2));
    }

    #[test]
    fn what_a_panic_left_behind_is_not_taken_for_edges_of_another_state() {
        let label = Label::new(true, None);
        let mut log = Log::default();
        log.open(1, 0, 0);
        log.edge(2, label);
        log.open(1, 0, 0);
        log.close();
        log.open(2, 1, 0);
        log.close();
        let graph = Graph::new(vec![log], 1).unwrap();
        assert_eq!(graph.targets.len(), 0);
    }

    #[test]
    fn a_graph_with_a_part_missing_is_none() {
        let label = Label::new(true, None);
        let logged = |states: &[(u32, u64, u64)]| {
            let mut log = Log::default();
            for (number, fingerprint, target) in states {
                log.open(*fingerprint, *number, 0);
                log.edge(*target, label);
                log.close();
            }
            Graph::new(vec![log], 1)
        };
        assert!(logged(&[(0, 1, 2), (1, 2, 1)]).is_some());
        assert!(logged(&[(0, 1, 2), (1, 2, 3)]).is_none(), "an edge to a state that was not expanded");
        assert!(logged(&[(0, 1, 2), (0, 2, 1)]).is_none(), "two states with one number");
        assert!(logged(&[(0, 1, 2), (2, 2, 1)]).is_none(), "a number without a state");
    }
}
