//! The evidence that nothing is left to search.

use counterfoil_model::system::System;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;

/// What is missing to call a set of states everything that can be reached: looked for once more, group by group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixpoint {
    /// Initial states that are not in the set.
    pub(crate) lacks_starts: bool,
    /// How many classes lead out of it, or were not asked about some situation in it.
    pub(crate) open: usize,
    /// How many rules and properties panicked.
    pub(crate) panics: usize,
}

impl Fixpoint {
    /// What is missing of `set`.
    pub(super) fn of<S: System>(space: &mut Space<'_, S>, set: Set) -> Result<Self, Stop> {
        let starts = space.diagrams.difference(space.initial, set)?;
        let mut open = 0;
        for group in 0..space.groups.len() {
            let plan = space.groups[group].view.plan;
            let situations = space.diagrams.project(set, plan)?;
            let unknown = space.diagrams.difference(situations, space.groups[group].known)?;
            let image = space.image(group, set)?;
            let out = space.diagrams.difference(image, set)?;
            open += usize::from(!unknown.is_empty() || !out.is_empty());
        }
        Ok(Self { lacks_starts: !starts.is_empty(), open, panics: space.panics.len() })
    }
}
