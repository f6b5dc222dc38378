//! The evidence that nothing is left to search.

use counterfoil_model::system::System;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;
use crate::engine::Fixpoint;

/// What is missing to call `set` everything that can be reached: looked for once more, group by group.
pub(super) fn missing<S: System>(space: &mut Space<'_, S>, set: Set) -> Result<Fixpoint, Stop> {
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
    Ok(Fixpoint { lacks_starts: !starts.is_empty(), open, panics: space.panics.len() })
}
