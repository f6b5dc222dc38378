//! The set of reachable states, grown group by group.
//!
//! The groups whose parts stand last are applied first, until they give nothing new, and again whenever another one
//! did: so a diagram is finished from its end, and few nodes are made that do not stay (3 to 17 times less work
//! than level by level). Each is applied to what is new since it was applied before: on 18.9 million states of
//! `everything_larger` half the work of applying it to all, and a third less memory.

use counterfoil_model::system::System;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;

/// A set that grows.
pub(super) struct Growth {
    pub(super) set: Set,
    /// The group that is applied next; after the last one there is nothing new.
    next: usize,
    /// What each group has been applied to.
    applied: Vec<Set>,
}

impl Growth {
    /// The initial states.
    pub(super) fn new<S: System>(space: &Space<'_, S>) -> Self {
        Self { set: space.initial, next: 0, applied: vec![Set::EMPTY; space.groups.len()] }
    }

    /// Grows until nothing is new, or until so much has been computed; whether nothing is new.
    ///
    /// # Errors
    /// What ended it.
    pub(super) fn run<S: System>(&mut self, space: &mut Space<'_, S>, until: u64) -> Result<bool, Stop> {
        while self.next < space.groups.len() {
            let group = self.next;
            let before = self.set;
            while self.applied[group] != self.set {
                if space.diagrams.work() >= until || !space.panics.is_empty() {
                    // What is new here, the groups before have not seen.
                    self.next = if self.set == before { group } else { 0 };
                    return Ok(false);
                }
                let grown = space.with_room(self.sets(), |space| self.grown(space, group))?;
                self.applied[group] = self.set;
                self.set = grown;
            }
            self.next = if self.set == before { group + 1 } else { 0 };
        }
        Ok(true)
    }

    /// The set with all that one move of the group leads to.
    fn grown<S: System>(&self, space: &mut Space<'_, S>, group: usize) -> Result<Set, Stop> {
        let new = space.diagrams.difference(self.set, self.applied[group])?;
        space.learn(group, new)?;
        let group = &space.groups[group];
        Ok(space.diagrams.add_image(self.set, new, (group.relation, group.change))?)
    }

    /// Forgets all but the set: it grows no more.
    pub(super) fn forget(&mut self) {
        self.applied.clear();
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.applied.iter().copied().chain([self.set])
    }
}
