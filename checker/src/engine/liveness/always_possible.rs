//! `always_possible`: whether honest actions lead from every state to a good one.

use super::graph::Graph;
use super::graph::walk::{Walk, Ways};

/// The honest edges of a graph, backwards: 8 bytes a state and 4 an edge.
pub(in crate::engine) struct Backwards {
    first_edges: Vec<usize>,
    sources: Vec<u32>,
}

impl Backwards {
    /// The honest edges of `graph`.
    pub(in crate::engine) fn new(graph: &Graph) -> Self {
        let mut first_edges = vec![0; graph.states().len() + 1];
        for edge in honest_edges(graph) {
            first_edges[edge.1 as usize + 1] += 1;
        }
        for state in graph.states() {
            first_edges[state as usize + 1] += first_edges[state as usize];
        }
        let mut sources = vec![0; first_edges.last().copied().unwrap_or_default()];
        let mut places = first_edges.clone();
        for (source, target) in honest_edges(graph) {
            let place = &mut places[target as usize];
            sources[*place] = source;
            *place += 1;
        }
        Self { first_edges, sources }
    }

    /// From which states honest edges lead to one that is good, or which are good themselves.
    fn reach(&self, graph: &Graph, good: u32) -> Vec<bool> {
        let mut reaches: Vec<bool> = graph.states().map(|state| graph.is_marked(state, good)).collect();
        let mut open: Vec<u32> = graph.states().filter(|state| reaches[*state as usize]).collect();
        while let Some(state) = open.pop() {
            let edges = self.first_edges[state as usize]..self.first_edges[state as usize + 1];
            for &source in &self.sources[edges] {
                if !std::mem::replace(&mut reaches[source as usize], true) {
                    open.push(source);
                }
            }
        }
        reaches
    }
}

fn honest_edges(graph: &Graph) -> impl Iterator<Item = (u32, u32)> + '_ {
    let of = |state| graph.successors(state).map(move |edge| (state, edge));
    graph
        .states()
        .flat_map(of)
        .filter(|(_, edge)| edge.label.is_honest())
        .map(|(state, edge)| (state, edge.state))
}

/// A shortest way to a state from which no honest action leads, step by step, to one with the mark
/// `good`.
pub(in crate::engine) fn counterexample(
    graph: &Graph,
    ways: &Ways,
    backwards: &Backwards,
    good: u32,
) -> Option<Walk> {
    let reaches = backwards.reach(graph, good);
    let stuck = ways.order().iter().find(|state| !reaches[**state as usize]);
    stuck.map(|state| ways.to(graph, *state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::liveness::graph::label::Label;
    use crate::engine::liveness::graph::tests::labelled;

    /// Where the counterexample ends, if there is one; dishonest edges stand apart.
    fn stuck(states: u32, honest: &[(u32, u32)], dishonest: &[(u32, u32)], good: &[u32]) -> Option<Vec<u32>> {
        let label = |is_honest| move |(from, to): &(u32, u32)| (*from, *to, Label::new(is_honest, None));
        let edges: Vec<_> =
            honest.iter().map(label(true)).chain(dishonest.iter().map(label(false))).collect();
        let graph = labelled(states, &edges, |state| u32::from(good.contains(&state)));
        let (ways, backwards) = (Ways::from_initial(&graph), Backwards::new(&graph));
        let walk = counterexample(&graph, &ways, &backwards, 1)?;
        Some(std::iter::once(walk.start).chain(walk.steps.iter().map(|step| step.state)).collect())
    }

    #[test]
    fn a_good_state_that_can_be_reached_again_and_again_is_enough() {
        assert_eq!(stuck(3, &[(0, 1), (1, 2), (2, 0)], &[], &[1]), None);
        assert_eq!(stuck(3, &[(0, 1), (1, 2)], &[], &[2]), None, "the last state is good itself");
    }

    #[test]
    fn the_nearest_state_without_a_way_out_is_shown() {
        assert_eq!(stuck(4, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)], &[], &[0]), Some(vec![0, 1, 2]));
        assert_eq!(stuck(3, &[(0, 1), (0, 2)], &[], &[1]), Some(vec![0, 2]), "an end that is not good");
        assert_eq!(stuck(2, &[(0, 1), (1, 0)], &[], &[]), Some(vec![0]), "no state is good");
    }

    #[test]
    fn a_way_that_needs_a_dishonest_action_is_none() {
        assert_eq!(stuck(3, &[(0, 1)], &[(1, 2)], &[0, 2]), Some(vec![0, 1]));
        assert_eq!(stuck(3, &[(0, 1), (1, 2)], &[(1, 0)], &[0, 2]), None);
        // What led there may well be dishonest.
        assert_eq!(stuck(3, &[], &[(0, 1), (1, 2)], &[0]), Some(vec![0, 1]));
    }
}
