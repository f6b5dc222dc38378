//! `eventually`: whether what is due comes, on every run on which the fair are fair.
//!
//! A run may stay in a state for ever; such a step, like any that changes nothing, is nobody's. A class of
//! fair actions is *enabled* in a state if one of them changes it. A run is fair if each class is taken
//! again and again, or else is disabled again and again (weak fairness), or disabled from some moment on
//! (strong fairness). What is due never comes on a run that ends up, for ever, in states in which it has
//! not come since it fell due. So the search is for fair runs within the graph of these states.
//!
//! The states that such a run meets again and again lead to each other. A set of states that do has a fair
//! run through all of them exactly if the run is fair that meets all its states, and takes all edges
//! between them, again and again: a class that some run there takes, or finds disabled, that run takes, or
//! finds disabled, too. So with weak fairness alone only the largest such sets, the strongly connected
//! components, are looked at: a smaller set takes no more classes, and finds no more of them disabled.
//! Strong fairness can be better off with less: a class that is enabled somewhere in a component and never
//! taken there must be disabled everywhere, so the states in which it is enabled are left out, and the
//! components of the rest are looked at again. Each time one class less is enabled in what is left.
//!
//! It does not matter that a smaller loop within a set may be unfair, nor that the runs that come to it were
//! unfair before: fairness speaks about what happens for ever.

use super::graph::label::Classes;
use super::graph::scc::Components;
use super::graph::walk::{Walk, Ways, nearest};
use super::graph::{Graph, Successor};

/// What is due: a state with the mark `to`, from each with the mark `from` on.
pub(in crate::engine) struct Due {
    pub(in crate::engine) from: u32,
    pub(in crate::engine) to: u32,
    /// The classes whose fairness is strong; that of the others is weak.
    pub(in crate::engine) strong: Classes,
}

/// The components of what is left of a graph, and what is known of each.
struct Round {
    components: Components,
    tallies: Vec<Tally>,
}

/// What the states and edges of a component show of the classes.
#[derive(Clone, Copy)]
struct Tally {
    /// Enabled in every state.
    always: Classes,
    /// Enabled in some state.
    ever: Classes,
    /// Taken on some edge.
    taken: Classes,
}

impl Tally {
    /// The classes that the run through the whole component leaves out without being fair: those of weak
    /// fairness, and those of strong fairness.
    fn left_out(&self, strong: Classes) -> (Classes, Classes) {
        (self.always.without(self.taken).without(strong), self.ever.without(self.taken).and(strong))
    }

    fn is_fair(&self, strong: Classes) -> bool {
        self.left_out(strong) == (Classes::NONE, Classes::NONE)
    }
}

/// A fair run on which what is due never comes: a way to a loop, and the loop.
///
/// Of the loops that are nearest, counted with the way to them, it is the first; a state in which a run
/// may stay is preferred if that is no longer. The loop itself is short, and need not be a shortest.
pub(in crate::engine) fn counterexample(graph: &Graph, ways: &Ways, due: &Due) -> Option<Walk> {
    let is_open = |state| !graph.is_marked(state, due.to);
    let onwards = ways.onwards(graph, |state| graph.is_marked(state, due.from), is_open);
    let rounds = rounds(graph, onwards.order(), due.strong);
    let has_fair_run = |state: u32| {
        rounds.iter().find(|round| round.tally(state).is_some_and(|tally| tally.is_fair(due.strong)))
    };
    let mut entries = onwards.order().iter().filter_map(|state| Some((*state, has_fair_run(*state)?)));
    let (entry, round) = entries.next()?;
    let steps = fair_loop(graph, round, entry, due.strong);
    let rest = onwards.order().iter().copied().find(|state| graph.enabled(*state).is_empty());
    let looped = onwards.length(entry) + steps.len();
    let (end, steps) = match rest {
        Some(rest) if onwards.length(rest) <= looped => (rest, Vec::new()),
        _ => (entry, steps),
    };

    let way_on = onwards.to(graph, end);
    let mut walk = ways.to(graph, way_on.start);
    walk.steps.extend(way_on.steps);
    walk.loop_start = Some(walk.steps.len());
    walk.steps.extend(steps);
    Some(walk)
}

/// The components of the part with these states; then, as long as strong fairness leaves something out, those
/// of what is left without the states in which that could be taken.
fn rounds(graph: &Graph, states: &[u32], strong: Classes) -> Vec<Round> {
    let mut states = states.to_vec();
    let mut rounds = Vec::new();
    while !states.is_empty() {
        let round = Round::new(graph, &states);
        states.retain(|state| {
            let left_out = round.tally(*state).map(|tally| tally.left_out(strong));
            // What is enabled in every state of a component is so in every part of it, and taken no more.
            left_out.is_some_and(|(weak, strong)| {
                weak.is_empty() && !strong.is_empty() && graph.enabled(*state).and(strong).is_empty()
            })
        });
        rounds.push(round);
    }
    rounds
}

impl Round {
    fn new(graph: &Graph, states: &[u32]) -> Self {
        let mut is_inside = vec![false; graph.states().len()];
        for state in states {
            is_inside[*state as usize] = true;
        }
        let components = Components::new(graph, states, |state| is_inside[state as usize]);
        let none = Tally { always: Classes::ALL, ever: Classes::NONE, taken: Classes::NONE };
        let mut tallies = vec![none; components.count()];
        for &state in states {
            let Some(component) = components.of(state) else { continue };
            let tally = &mut tallies[component];
            let enabled = graph.enabled(state);
            tally.always = tally.always.and(enabled);
            tally.ever = tally.ever.or(enabled);
            for edge in graph.successors(state).filter(|edge| components.are_together(state, edge.state)) {
                tally.taken = tally.taken.or(edge.label.class());
            }
        }
        Self { components, tallies }
    }

    /// What is known of the component of a state, if it is in one.
    fn tally(&self, state: u32) -> Option<&Tally> {
        self.components.of(state).map(|component| &self.tallies[component])
    }
}

/// A fair loop from a state of a fair component back to it: to the nearest place that settles a class
/// which is not settled yet, again and again, and back. No steps, if it can stay.
fn fair_loop(graph: &Graph, round: &Round, entry: u32, strong: Classes) -> Vec<Successor> {
    let inside = |state| round.components.are_together(entry, state);
    let ever = round.tally(entry).map_or(Classes::NONE, |tally| tally.ever);
    let mut steps: Vec<Successor> = Vec::new();
    let mut at = entry;
    // The classes that the loop has neither taken so far, nor found disabled if that is enough.
    let mut open = graph.enabled(entry).without(strong).or(ever.and(strong));
    let settled = |open: Classes, edge: Successor| {
        open.without(edge.label.class()).and(graph.enabled(edge.state).or(strong))
    };
    while !open.is_empty() {
        let way = nearest(graph, at, inside, |edge| settled(open, edge) != open);
        let way = way.unwrap_or_else(|| unreachable!("a fair component settles every class"));
        for edge in way {
            open = settled(open, edge);
            at = edge.state;
            steps.push(edge);
        }
    }
    if at != entry {
        let way = nearest(graph, at, inside, |edge| edge.state == entry);
        steps.extend(way.unwrap_or_else(|| unreachable!("a component leads from each state to each")));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::liveness::graph::label::Label;
    use crate::engine::liveness::graph::tests::labelled;

    /// The mark of a state in which something falls due, and of one in which it comes.
    const FROM: u32 = 1;
    const TO: u32 = 2;

    /// An edge with its fair class.
    type Edge = (u32, u32, Option<usize>);

    /// The states of the counterexample, and behind how many steps its loop begins. Something is due
    /// everywhere, and comes in the states `good`.
    fn lasso(states: u32, edges: &[Edge], good: &[u32]) -> Option<(Vec<u32>, usize)> {
        leads_to(states, edges, &(0..states).collect::<Vec<_>>(), good)
    }

    fn leads_to(states: u32, edges: &[Edge], from: &[u32], to: &[u32]) -> Option<(Vec<u32>, usize)> {
        let edges: Vec<_> =
            edges.iter().map(|(from, to, class)| (*from, *to, Label::new(true, *class))).collect();
        let marks = |state| u32::from(from.contains(&state)) * FROM + u32::from(to.contains(&state)) * TO;
        let graph = labelled(states, &edges, marks);
        let due = Due { from: FROM, to: TO, strong: Label::new(true, S).class() };
        let walk = counterexample(&graph, &Ways::from_initial(&graph), &due)?;
        let met = std::iter::once(walk.start).chain(walk.steps.iter().map(|step| step.state)).collect();
        Some((met, walk.loop_start.expect("the run goes on for ever")))
    }

    const A: Option<usize> = Some(0);
    const B: Option<usize> = Some(1);
    /// The only class whose fairness is strong.
    const S: Option<usize> = Some(2);

    #[test]
    fn a_loop_that_never_comes_to_the_goal_is_found() {
        // stateright's `eventually` sees no end on this loop, and passes.
        let looped = [(0, 1, A), (1, 2, A), (2, 0, A)];
        assert_eq!(lasso(3, &looped, &[]), Some((vec![0, 1, 2, 0], 0)));
        assert_eq!(lasso(3, &looped, &[1]), None);
    }

    #[test]
    fn a_state_that_is_met_on_two_ways_is_seen_on_both() {
        // On the way over 1 the goal has come before the join at 4; stateright visits 4 once, on that
        // way, and misses that 0-2-4-6 never comes to it.
        let join = [(0, 1, A), (0, 2, A), (1, 4, A), (2, 4, A), (4, 6, A)];
        assert_eq!(leads_to(7, &join, &[0], &[1]), Some((vec![0, 2, 4, 6], 3)));
        assert_eq!(leads_to(7, &join, &[0], &[4]), None);
    }

    #[test]
    fn a_run_may_stay_where_nobody_has_to_move() {
        assert_eq!(lasso(2, &[(0, 1, None)], &[1]), Some((vec![0], 0)));
        assert_eq!(lasso(2, &[(0, 1, A)], &[1]), None);
        assert_eq!(lasso(2, &[(0, 1, A)], &[]), Some((vec![0, 1], 1)), "an end without the goal");
    }

    #[test]
    fn a_step_that_changes_nothing_is_no_move() {
        // A fair class that can only stand still has to do nothing, and one that can move on must.
        assert_eq!(lasso(2, &[(0, 0, A), (0, 1, None)], &[1]), Some((vec![0], 0)));
        assert_eq!(lasso(2, &[(0, 0, A), (0, 1, A)], &[1]), None);
        assert_eq!(lasso(2, &[(0, 0, B), (0, 1, A)], &[1]), None);
    }

    #[test]
    fn fairness_rescues_from_a_loop_that_leaves_out_who_could_always_move() {
        // 0 and 1 alternate by B; A could leave from both.
        let edges = [(0, 1, B), (1, 0, B), (0, 2, A), (1, 2, A)];
        assert_eq!(lasso(3, &edges, &[2]), None);
        // Not if its leaving is nobody's duty.
        let edges = [(0, 1, B), (1, 0, B), (0, 2, None), (1, 2, None)];
        assert_eq!(lasso(3, &edges, &[2]), Some((vec![0, 1, 0], 0)));
    }

    #[test]
    fn weak_fairness_does_not_rescue_from_a_loop_on_which_a_class_is_disabled_now_and_then() {
        // A can leave from 0 only; strong fairness would make it.
        let edges = [(0, 1, B), (1, 0, B), (0, 2, A)];
        assert_eq!(lasso(3, &edges, &[2]), Some((vec![0, 1, 0], 0)));
    }

    #[test]
    fn strong_fairness_rescues_from_a_loop_on_which_a_class_is_enabled_now_and_then() {
        let edges = [(0, 1, B), (1, 0, B), (0, 2, S)];
        assert_eq!(lasso(3, &edges, &[2]), None);
        // Beside the loop 0-1-0, in which it would have to leave, there is 1-3-1, in which it never can.
        let edges = [(0, 1, B), (1, 0, B), (0, 2, S), (1, 3, B), (3, 1, B)];
        assert_eq!(lasso(4, &edges, &[2]), Some((vec![0, 1, 3, 1], 1)));
        // It is taken on the loop, if only by a detour.
        let edges = [(0, 1, B), (1, 0, B), (0, 2, S), (0, 3, S), (3, 0, B)];
        assert_eq!(lasso(4, &edges, &[2]), Some((vec![0, 1, 0, 3, 0], 0)));
    }

    #[test]
    fn a_class_that_is_taken_on_the_loop_does_not_have_to_leave_it() {
        let edges = [(0, 1, A), (1, 0, A), (0, 2, A), (1, 2, A)];
        assert_eq!(lasso(3, &edges, &[2]), Some((vec![0, 1, 0], 0)));
    }

    #[test]
    fn a_fair_loop_may_need_all_of_a_component() {
        // The loop 0-1-0 leaves out A, who can always leave for 9; only the one by 3 has A disabled, and
        // only the one by 4 takes B.
        let edges = [
            (0, 1, None),
            (1, 0, None),
            (0, 3, None),
            (3, 0, None),
            (1, 4, None),
            (4, 1, B),
            (0, 9, A),
            (1, 9, A),
            (4, 9, A),
            (0, 8, B),
            (1, 8, B),
            (3, 8, B),
        ];
        let (met, start) = lasso(10, &edges, &[8, 9]).unwrap();
        assert_eq!((&met[..], start), (&[0, 3, 0, 1, 4, 1, 0][..], 0));
    }

    #[test]
    fn the_run_goes_on_from_where_something_fell_due() {
        // It is due in 2 only, and comes in 4; the loop 0-1 is none of it.
        let edges = [(0, 1, A), (1, 0, A), (1, 2, None), (2, 3, A), (3, 2, A), (3, 4, B)];
        assert_eq!(leads_to(5, &edges, &[2], &[4]), Some((vec![0, 1, 2, 3, 2], 2)));
        assert_eq!(leads_to(5, &edges, &[], &[4]), None);
        assert_eq!(leads_to(5, &edges, &[4], &[4]), None, "it comes at once");
    }

    #[test]
    fn the_nearest_loop_is_shown() {
        // A loop of two steps behind two, and a place to stay behind three.
        let edges = [(0, 1, A), (1, 2, A), (2, 3, A), (3, 2, A), (1, 4, A), (4, 5, A)];
        assert_eq!(lasso(6, &edges, &[]), Some((vec![0, 1, 4, 5], 3)));
        let edges = [(0, 1, A), (1, 2, A), (2, 3, A), (3, 2, A), (1, 4, A), (4, 5, A), (5, 6, A), (6, 7, A)];
        assert_eq!(lasso(8, &edges, &[]), Some((vec![0, 1, 2, 3, 2], 2)));
    }

    /// Against the definition, on small graphs by chance: there is a fair run that avoids the goal if there
    /// are states off the goal that lead to each other among themselves, such that each class is taken
    /// between two of them, or is disabled in one, or in all if its fairness is strong. Every set is tried.
    #[test]
    fn it_agrees_with_the_definition_on_graphs_by_chance() {
        const STATES: u32 = 6;
        let mut number = 3_u64;
        let mut draw = |below: u64| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            u32::try_from((number >> 33) % below).unwrap()
        };
        let mut found = 0;
        for _ in 0..3000 {
            let count = 8 + draw(20);
            // Half of the edges lead to the goal, or no run would have to come there.
            let edges: Vec<Edge> = (0..count)
                .map(|_| (draw(6), draw(12).saturating_sub(6), [None, A, A, B, B, S][draw(6) as usize]))
                .filter(|(from, to, _)| from != to)
                .chain((1..STATES).map(|state| (0, state, None)))
                .collect();
            let good = [0];
            let lasso = lasso(STATES, &edges, &good);
            let reach = |from: u32, set: u32| {
                let mut met = 1 << from;
                for _ in 0..STATES {
                    for (source, target, _) in &edges {
                        if met & (1 << source) != 0 && set & (1 << target) != 0 {
                            met |= 1 << target;
                        }
                    }
                }
                met
            };
            let members = |set: u32| (0..STATES).filter(move |state| set & (1 << state) != 0);
            let is_fair = |set: u32| {
                (0..3).all(|class| {
                    let own = || edges.iter().filter(move |edge| edge.2 == Some(class));
                    let is_taken = own().any(|(from, to, _)| set & (1 << from) != 0 && set & (1 << to) != 0);
                    let mut disabled = members(set).map(|state| own().all(|(from, ..)| *from != state));
                    is_taken || if Some(class) == S { disabled.all(|is| is) } else { disabled.any(|is| is) }
                })
            };
            let reachable = reach(0, u32::MAX);
            let is_loop = |set: &u32| members(*set).all(|state| reach(state, *set) & set == *set);
            let is_there = |set: &u32| reachable & set != 0 && set & (1 << good[0]) == 0;
            let expected = (1..1 << STATES).filter(is_there).filter(is_loop).any(is_fair);
            assert_eq!(lasso.is_some(), expected, "{edges:?} {good:?}");
            let Some((met, start)) = lasso else { continue };
            found += 1;
            let set = met[start..].iter().fold(0, |set, state| set | 1 << state);
            let is_shown = met[start] == met[met.len() - 1] && is_there(&set) && is_fair(set);
            assert!(is_shown, "{edges:?} {good:?}: {met:?}");
        }
        assert!((1000..2500).contains(&found), "{found}");
    }
}
