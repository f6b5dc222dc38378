//! The reachable states level by level: which are how far away.

use counterfoil_model::system::System;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;

/// The states by their distance from the initial ones.
pub(super) struct Layers {
    /// The states that are so many actions away and no fewer; the last ones have not been left yet.
    pub(super) levels: Vec<Set>,
    /// All of them.
    pub(super) reached: Set,
    /// How much was computed for them.
    pub(super) work: u64,
    /// Whether the groups know already what they do in every state that can be reached.
    pub(super) is_learnt: bool,
}

impl Layers {
    /// The initial states.
    pub(super) fn new<S: System>(space: &Space<'_, S>) -> Self {
        Self { levels: vec![space.initial], reached: space.initial, work: 0, is_learnt: false }
    }

    /// The states that are farthest away so far.
    pub(super) fn last(&self) -> Set {
        self.levels.last().copied().unwrap_or(Set::EMPTY)
    }

    /// How many actions they are away.
    pub(super) fn depth(&self) -> usize {
        self.levels.len() - 1
    }

    /// Whether nothing is left to search: the last level is empty.
    pub(super) fn is_whole(&self) -> bool {
        self.last().is_empty()
    }

    /// Adds the next level.
    ///
    /// # Errors
    /// What ended it.
    pub(super) fn advance<S: System>(&mut self, space: &mut Space<'_, S>) -> Result<(), Stop> {
        let begun = space.diagrams.work();
        let last = self.last();
        let mut next = Set::EMPTY;
        for group in 0..space.groups.len() {
            if !self.is_learnt {
                space.learn(group, last)?;
            }
            let image = space.image(group, last)?;
            next = space.diagrams.union(next, image)?;
        }
        let next = space.diagrams.difference(next, self.reached)?;
        self.reached = space.diagrams.union(self.reached, next)?;
        self.levels.push(next);
        self.work += space.diagrams.work() - begun;
        Ok(())
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.levels.iter().copied().chain([self.reached])
    }
}
