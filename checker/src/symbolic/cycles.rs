//! Which moves can be on a cycle.
//!
//! Whoever goes round a cycle brings each part of the state back to every value that it had. So take the values of one
//! part and how moves change them: a move that leads from or to a value which lies on no cycle of those is on no cycle
//! itself. Without it other moves may lose their way back, so it is looked at again until nothing is left out. Where
//! counters only grow and budgets only shrink, no move is left, and a run that never ends comes to rest.

use std::collections::BTreeSet;

use counterfoil_model::system::System;

use super::diagrams::{Plan, Set, Step, Vectors};
use super::group::{Group, Label};
use super::space::Space;
use super::stop::Stop;
use crate::engine::Cut;

/// The moves of each group that can be on a cycle.
pub(super) struct Cycles {
    moves: Vec<Set>,
}

/// How a group changes one level: which one, and the plan that keeps of a move what stood there and what comes there.
struct Change {
    group: usize,
    level: usize,
    plan: Plan,
}

impl Cycles {
    /// Of all moves that were learnt.
    pub(super) fn of<S: System>(space: &mut Space<'_, S>) -> Result<Self, Stop> {
        let mut moves: Vec<Set> = space.groups.iter().map(|group| group.relation).collect();
        let changes = changes(space);
        loop {
            let before = moves.clone();
            let mut graphs = vec![BTreeSet::new(); space.dictionary.length()];
            let mut pairs = Vec::with_capacity(changes.len());
            for change in &changes {
                let of_level = space.diagrams.project(moves[change.group], change.plan)?;
                let of_level = contents(space, of_level);
                graphs[change.level]
                    .extend(of_level.iter().copied().filter(|[before, after]| before != after));
                pairs.push(of_level);
            }
            let on_cycles: Vec<BTreeSet<[u32; 2]>> = graphs.into_iter().map(between_cycles).collect();
            for (change, pairs) in changes.iter().zip(pairs) {
                let stays = |pair: &&[u32; 2]| pair[0] == pair[1] || on_cycles[change.level].contains(*pair);
                let kept: Vec<&[u32]> = pairs.iter().filter(stays).map(<[u32; 2]>::as_slice).collect();
                if kept.len() < pairs.len() {
                    let kept = space.diagrams.set_of(kept)?;
                    let rest = space.diagrams.image(moves[change.group], kept, change.plan)?;
                    moves[change.group] = rest;
                }
            }
            if moves == before {
                return Ok(Self { moves });
            }
        }
    }

    /// All sets that they are made of.
    pub(super) fn sets(&self) -> &[Set] {
        &self.moves
    }

    /// Those of a group.
    pub(super) fn of_group(&self, group: usize) -> Set {
        self.moves[group]
    }

    /// The states of `within` that lead into `set` by one of them with one of these labels.
    pub(super) fn preimage<S: System>(
        &self,
        space: &mut Space<'_, S>,
        (set, within): (Set, Set),
        is_meant: impl Fn(Label) -> bool,
    ) -> Result<Set, Cut> {
        let mut before = Set::EMPTY;
        for (group, own) in space.groups.iter().zip(&self.moves) {
            let moves = group.moves_with(&mut space.diagrams, &is_meant)?;
            let moves = space.diagrams.intersection(moves, *own)?;
            let some = space.diagrams.preimage(set, moves, group.change)?;
            let some = space.diagrams.intersection(some, within)?;
            before = space.diagrams.union(before, some)?;
        }
        Ok(before)
    }
}

/// All changes of all groups.
fn changes<S: System>(space: &mut Space<'_, S>) -> Vec<Change> {
    let mut changes = Vec::new();
    for group in 0..space.groups.len() {
        let Group { view, writes, .. } = &space.groups[group];
        let levels: Vec<(usize, bool)> = view.levels.iter().copied().zip(writes.iter().copied()).collect();
        for &(level, _) in levels.iter().filter(|(_, is_written)| *is_written) {
            let of_one = |&(one, is_written): &(usize, bool)| {
                let step = if one == level { Step::Keep } else { Step::Skip };
                std::iter::repeat_n(step, 1 + usize::from(is_written))
            };
            let steps: Vec<Step> = levels.iter().flat_map(of_one).collect();
            changes.push(Change { group, level, plan: space.diagrams.plan(&steps) });
        }
    }
    changes
}

/// The pairs of a set of them.
fn contents<S: System>(space: &Space<'_, S>, pairs: Set) -> Vec<[u32; 2]> {
    let mut vectors = Vectors::of(pairs);
    let mut contents = Vec::new();
    while let Some(&[before, after]) = vectors.next(&space.diagrams) {
        contents.push([before, after]);
    }
    contents
}

/// The edges of a graph that are on a cycle, or on a way from one to another.
fn between_cycles(mut edges: BTreeSet<[u32; 2]>) -> BTreeSet<[u32; 2]> {
    loop {
        let count = edges.len();
        for (from, to) in [(0, 1), (1, 0)] {
            let met: BTreeSet<u32> = edges.iter().map(|edge| edge[to]).collect();
            edges.retain(|edge| met.contains(&edge[from]));
        }
        if edges.len() == count {
            return edges;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_that_lead_nowhere_or_come_from_nowhere_are_left_out() {
        let left = |edges: &[[u32; 2]]| between_cycles(edges.iter().copied().collect());
        assert_eq!(left(&[[0, 1], [1, 2], [2, 3]]), BTreeSet::new());
        assert_eq!(left(&[[0, 1], [1, 2], [2, 1], [2, 3]]), BTreeSet::from([[1, 2], [2, 1]]));
        // From one cycle to another.
        let joined = [[1, 2], [2, 1], [2, 3], [3, 4], [4, 3]];
        assert_eq!(left(&joined), BTreeSet::from(joined));
    }
}
