//! Ways through a graph, shortest first.

use std::collections::{BTreeMap, VecDeque};

use super::{Graph, Successor};

/// No state, and no distance.
const NONE: u32 = u32::MAX;

/// A way from an initial state, along edges of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Walk {
    pub(in crate::engine) start: u32,
    pub(in crate::engine) steps: Vec<Successor>,
    /// Where it goes on from its end, if it goes on for ever: behind so many steps.
    pub(in crate::engine) loop_start: Option<usize>,
}

/// A shortest way to each state of a part of a graph: 12 bytes a state.
///
/// Among equally short ways it takes the first, in the order of the numbers and of the edges.
pub(in crate::engine) struct Ways {
    /// How many steps the way to each state has.
    lengths: Vec<u32>,
    /// The state before it; the state itself where the part begins.
    parents: Vec<u32>,
    /// The states of the part, those with the shortest ways first.
    order: Vec<u32>,
}

impl Ways {
    /// The ways from the initial states to all states.
    pub(in crate::engine) fn from_initial(graph: &Graph) -> Self {
        Self::new(graph, graph.initial().map(|state| (0, state)), |_| true)
    }

    /// The ways that go on, within the states that are `inside`, from those of them that are `starts`; to
    /// each of these it is as far as with `self`.
    pub(in crate::engine) fn onwards(
        &self,
        graph: &Graph,
        starts: impl Fn(u32) -> bool,
        inside: impl Fn(u32) -> bool,
    ) -> Self {
        let starts = self.order.iter().copied().filter(|state| starts(*state) && inside(*state));
        let starts = starts.map(|state| (self.lengths[state as usize], state));
        Self::new(graph, starts, &inside)
    }

    /// `starts` are states, each behind the length of the way to it, the shortest first.
    ///
    /// Level by level: before a state is left, every start that is no farther away has its length. A start may be
    /// the successor of another.
    fn new(graph: &Graph, starts: impl Iterator<Item = (u32, u32)>, inside: impl Fn(u32) -> bool) -> Self {
        let none = || vec![NONE; graph.states().len()];
        let mut ways = Self { lengths: none(), parents: none(), order: Vec::new() };
        let mut starts = starts.peekable();
        let mut level: Vec<u32> = Vec::new();
        let mut length = 0;
        loop {
            if level.is_empty() {
                let Some((next, _)) = starts.peek() else { break };
                length = *next;
            }
            while let Some((_, start)) = starts.next_if(|(near, _)| *near <= length) {
                if ways.settle(start, length, start) {
                    level.push(start);
                }
            }
            length += 1;
            let mut next = Vec::new();
            for state in &level {
                for edge in graph.successors(*state).filter(|edge| inside(edge.state)) {
                    if ways.settle(edge.state, length, *state) {
                        next.push(edge.state);
                    }
                }
            }
            ways.order.append(&mut level);
            level = next;
        }
        ways
    }

    /// Notes the length of the way to a state and the state before it, unless there is a shorter way.
    fn settle(&mut self, state: u32, length: u32, parent: u32) -> bool {
        let is_new = !self.contains(state);
        if is_new {
            self.lengths[state as usize] = length;
            self.parents[state as usize] = parent;
        }
        is_new
    }

    /// Whether a way leads to the state.
    #[inline]
    pub(in crate::engine) fn contains(&self, state: u32) -> bool {
        self.lengths[state as usize] != NONE
    }

    /// The states to which ways lead, those with the shortest first.
    pub(in crate::engine) fn order(&self) -> &[u32] {
        &self.order
    }

    /// How many steps the way to a state has.
    pub(in crate::engine) fn length(&self, state: u32) -> usize {
        self.lengths[state as usize] as usize
    }

    /// The way to a state: from where the ways begin, and the steps.
    pub(in crate::engine) fn to(&self, graph: &Graph, state: u32) -> Walk {
        let mut steps = Vec::new();
        let mut at = state;
        while self.parents[at as usize] != at {
            let parent = self.parents[at as usize];
            steps.extend(graph.successors(parent).find(|edge| edge.state == at));
            at = parent;
        }
        steps.reverse();
        Walk { start: at, steps, loop_start: None }
    }
}

/// The fewest edges from a state, within those to states that are `inside`, that end with a sought one.
pub(in crate::engine) fn nearest(
    graph: &Graph,
    from: u32,
    inside: impl Fn(u32) -> bool,
    is_sought: impl Fn(Successor) -> bool,
) -> Option<Vec<Successor>> {
    let mut arrivals: BTreeMap<u32, (u32, Successor)> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(state) = queue.pop_front() {
        for edge in graph.successors(state).filter(|edge| inside(edge.state)) {
            if is_sought(edge) {
                let mut steps = vec![edge];
                let mut at = state;
                while at != from {
                    let (parent, edge) = *arrivals.get(&at)?;
                    steps.push(edge);
                    at = parent;
                }
                steps.reverse();
                return Some(steps);
            }
            if edge.state != from && !arrivals.contains_key(&edge.state) {
                arrivals.insert(edge.state, (state, edge));
                queue.push_back(edge.state);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::{graph, started};
    use super::*;

    fn states(walk: &Walk) -> Vec<u32> {
        std::iter::once(walk.start).chain(walk.steps.iter().map(|step| step.state)).collect()
    }

    #[test]
    fn a_way_is_a_shortest_one() {
        let graph = graph(6, &[(0, 1), (1, 2), (2, 3), (0, 4), (4, 3), (3, 5)]);
        let ways = Ways::from_initial(&graph);
        assert_eq!(states(&ways.to(&graph, 5)), [0, 4, 3, 5]);
        assert_eq!(ways.length(2), 2);
        assert_eq!(ways.order(), [0, 1, 4, 2, 3, 5]);
    }

    #[test]
    fn ways_onwards_count_what_lies_before_them() {
        // 1 and 3 are starts; 5 is one step from 3 and two from 1, but 3 is farther away.
        let graph = graph(7, &[(0, 1), (1, 2), (0, 6), (6, 4), (4, 3), (2, 5), (3, 5)]);
        let ways = Ways::from_initial(&graph);
        let onwards = ways.onwards(&graph, |state| [1, 3].contains(&state), |state| state != 0);
        assert_eq!((onwards.length(3), onwards.length(5)), (3, 3));
        assert_eq!(states(&onwards.to(&graph, 5)), [1, 2, 5]);
        assert!(!onwards.contains(4) && !onwards.contains(0));
    }

    #[test]
    fn a_start_that_another_leads_to_is_a_start_all_the_same() {
        let graph = started(4, &[(0, 1), (1, 2), (2, 3)], 3);
        let ways = Ways::from_initial(&graph);
        assert_eq!([0, 1, 2, 3].map(|state| ways.length(state)), [0, 0, 0, 1]);
        assert_eq!((states(&ways.to(&graph, 3)), ways.order()), (vec![2, 3], &[0, 1, 2, 3][..]));
        // 2 and 4 are as far away as one another, and 2 leads to 4.
        let graph = self::graph(6, &[(0, 1), (1, 2), (0, 3), (3, 4), (2, 4), (4, 5)]);
        let onwards =
            Ways::from_initial(&graph).onwards(&graph, |state| [2, 4].contains(&state), |state| state > 1);
        assert_eq!((onwards.length(4), onwards.length(5)), (2, 3));
        assert_eq!(states(&onwards.to(&graph, 5)), [4, 5]);
    }

    #[test]
    fn the_nearest_edge_may_lead_back() {
        let graph = graph(3, &[(0, 1), (1, 2), (2, 0), (1, 0)]);
        let way = nearest(&graph, 0, |_| true, |edge| edge.state == 0).unwrap();
        assert_eq!(way.iter().map(|edge| edge.state).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(nearest(&graph, 0, |state| state != 1, |edge| edge.state == 0), None);
    }
}
