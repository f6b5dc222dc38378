//! Strongly connected components: Tarjan's algorithm with a stack of its own, since a graph of states is
//! deeper than a thread's.

use super::Graph;

/// No number: of a state that is in no component, or that is not met yet.
const NONE: u32 = u32::MAX;

/// The strongly connected components of a part of a graph: 12 bytes a state while they are sought, and
/// 4 from then on.
pub(in crate::engine) struct Components {
    of: Vec<u32>,
    count: usize,
}

/// A state whose successors are being followed, and how many of its edges have been.
struct Frame {
    state: u32,
    followed: usize,
}

/// What is known while components are sought.
struct Seeker<'a> {
    graph: &'a Graph,
    /// When each state was met.
    met: Vec<u32>,
    /// When the earliest state was met that each is known to lead to, among those without a component.
    earliest: Vec<u32>,
    clock: u32,
    frames: Vec<Frame>,
    /// States that are met and have no component yet.
    open: Vec<u32>,
    components: Components,
}

impl Components {
    /// The components of the part that consists of `states`, which are those that are `inside`.
    pub(in crate::engine) fn new(graph: &Graph, states: &[u32], inside: impl Fn(u32) -> bool) -> Self {
        let none = || vec![NONE; graph.states().len()];
        let mut seeker = Seeker {
            graph,
            met: none(),
            earliest: none(),
            clock: 0,
            frames: Vec::new(),
            open: Vec::new(),
            components: Self { of: none(), count: 0 },
        };
        for &state in states {
            if seeker.met[state as usize] == NONE {
                seeker.meet(state);
                seeker.follow(&inside);
            }
        }
        seeker.components
    }

    /// How many there are.
    pub(in crate::engine) fn count(&self) -> usize {
        self.count
    }

    /// The number of the component of a state, if it is in one.
    pub(in crate::engine) fn of(&self, state: u32) -> Option<usize> {
        let component = self.of[state as usize];
        (component != NONE).then_some(component as usize)
    }

    /// Whether both states are in one component.
    pub(in crate::engine) fn are_together(&self, first: u32, second: u32) -> bool {
        let component = self.of[first as usize];
        component != NONE && component == self.of[second as usize]
    }
}

impl Seeker<'_> {
    fn meet(&mut self, state: u32) {
        self.met[state as usize] = self.clock;
        self.earliest[state as usize] = self.clock;
        self.clock += 1;
        self.open.push(state);
        self.frames.push(Frame { state, followed: 0 });
    }

    /// Follows edges, the latest state first, until every state that was met has a component.
    fn follow(&mut self, inside: &impl Fn(u32) -> bool) {
        while let Some(frame) = self.frames.last_mut() {
            let state = frame.state;
            if let Some(edge) = self.graph.successor(state, frame.followed) {
                frame.followed += 1;
                if !inside(edge.state) {
                    continue;
                }
                if self.met[edge.state as usize] == NONE {
                    self.meet(edge.state);
                } else if self.components.of[edge.state as usize] == NONE {
                    self.leads_to(state, self.met[edge.state as usize]);
                }
                continue;
            }
            self.frames.pop();
            if self.earliest[state as usize] == self.met[state as usize] {
                self.close(state);
            } else if let Some(parent) = self.frames.last() {
                self.leads_to(parent.state, self.earliest[state as usize]);
            }
        }
    }

    fn leads_to(&mut self, state: u32, met: u32) {
        let earliest = &mut self.earliest[state as usize];
        *earliest = met.min(*earliest);
    }

    /// `state` leads to no earlier one: it is a component with what was met after it and is open.
    fn close(&mut self, state: u32) {
        let component = u32::try_from(self.components.count).unwrap_or(NONE);
        self.components.count += 1;
        while let Some(member) = self.open.pop() {
            self.components.of[member as usize] = component;
            if member == state {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::graph;
    use super::*;

    fn groups(edges: &[(u32, u32)], states: u32, outside: &[u32]) -> Vec<Vec<u32>> {
        let graph = graph(states, edges);
        let inside: Vec<u32> = (0..states).filter(|state| !outside.contains(state)).collect();
        let components = Components::new(&graph, &inside, |state| !outside.contains(&state));
        let mut groups = vec![Vec::new(); components.count()];
        for state in inside {
            groups[components.of(state).expect("it is inside")].push(state);
        }
        groups.sort();
        groups
    }

    #[test]
    fn states_that_lead_to_each_other_are_one_component() {
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (4, 5)];
        assert_eq!(groups(&edges, 6, &[]), [vec![0, 1, 2], vec![3, 4], vec![5]]);
        // Two loops through one state, and an edge that leads into a finished component.
        let edges = [(0, 1), (1, 0), (0, 2), (2, 0), (3, 1)];
        assert_eq!(groups(&edges, 4, &[]), [vec![0, 1, 2], vec![3]]);
    }

    #[test]
    fn an_edge_through_the_outside_does_not_join() {
        let edges = [(0, 1), (1, 2), (2, 0)];
        assert_eq!(groups(&edges, 3, &[1]), [vec![0], vec![2]]);
    }

    #[test]
    fn a_long_loop_needs_no_deep_stack() {
        let count = 1_000_000;
        let edges: Vec<(u32, u32)> = (0..count).map(|state| (state, (state + 1) % count)).collect();
        assert_eq!(groups(&edges, count, &[]).len(), 1);
    }

    /// Against the definition: two states are together if each is reachable from the other.
    #[test]
    fn it_agrees_with_reachability_on_graphs_by_chance() {
        let mut number = 7_u64;
        for _ in 0..200 {
            let mut draw = |below: u64| {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                u32::try_from((number >> 33) % below).unwrap()
            };
            let edges: Vec<(u32, u32)> = (0..12).map(|_| (draw(8), draw(8))).collect();
            let graph = graph(8, &edges);
            let components = Components::new(&graph, &(0..8).collect::<Vec<_>>(), |_| true);
            let reach = |from: u32| {
                let mut met = vec![from];
                let mut next = 0;
                while next < met.len() {
                    met.extend(graph.successors(met[next]).map(|edge| edge.state));
                    next += 1;
                    met = met.iter().fold(Vec::new(), |mut once, state| {
                        if !once.contains(state) {
                            once.push(*state);
                        }
                        once
                    });
                }
                met
            };
            for (first, second) in (0..8).flat_map(|first| (0..8).map(move |second| (first, second))) {
                let are_together = reach(first).contains(&second) && reach(second).contains(&first);
                assert_eq!(components.are_together(first, second), are_together, "{edges:?}");
            }
        }
    }
}
