//! The set of reachable states, grown group by group.
//!
//! The groups whose parts stand last are applied first, until they give nothing new, and again whenever another one
//! did: so a diagram is finished from its end, and few nodes are made that do not stay (3 to 17 times less work
//! than level by level).

use counterfoil_properties::property::Specified;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;

/// A set that grows.
pub(super) struct Growth {
    pub(super) set: Set,
    /// The group that is applied next; behind the last one there is nothing new.
    next: usize,
    /// What each group was last applied to in vain.
    settled: Vec<Set>,
}

impl Growth {
    /// The initial states.
    pub(super) fn new<S: Specified>(space: &Space<'_, S>) -> Self {
        Self { set: space.initial, next: 0, settled: vec![Set::EMPTY; space.groups.len()] }
    }

    /// Grows until nothing is new, or until so much has been computed; whether nothing is new.
    ///
    /// # Errors
    /// What ended it.
    pub(super) fn run<S: Specified>(&mut self, space: &mut Space<'_, S>, until: u64) -> Result<bool, Stop> {
        while self.next < space.groups.len() {
            if space.diagrams.work() >= until || !space.panics.is_empty() {
                return Ok(false);
            }
            let group = self.next;
            let before = self.set;
            while self.settled[group] != self.set {
                space.learn(group, self.set)?;
                let image = space.image(group, self.set)?;
                let grown = space.diagrams.union(self.set, image)?;
                if grown == self.set {
                    self.settled[group] = grown;
                }
                self.set = grown;
                if space.diagrams.work() >= until || !space.panics.is_empty() {
                    // What is new here, the groups before have not seen.
                    self.next = if grown == before { group } else { 0 };
                    return Ok(false);
                }
            }
            self.next = if self.set == before { group + 1 } else { 0 };
        }
        Ok(true)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.settled.iter().copied().chain([self.set])
    }
}
