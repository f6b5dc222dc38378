//! `always_possible`: from which states honest actions lead to a good one.

use counterfoil_model::system::System;

use super::diagrams::Set;
use super::space::Space;
use super::stop::Stop;

/// The states of `all`, which is everything that can be reached, from which honest actions lead to none of `good`.
pub(super) fn stuck<S: System>(space: &mut Space<'_, S>, all: Set, good: Set) -> Result<Set, Stop> {
    let reaches = onto(space, (good, all), |space, group, set| {
        let moves = space.groups[group].moves_with(&mut space.diagrams, |label| label.is_honest)?;
        Ok(space.diagrams.preimage(set, moves, space.groups[group].change)?)
    })?;
    Ok(space.diagrams.difference(all, reaches)?)
}

/// The states of `within` that lead to some of `set` by moves within it, as `before` gives those of one group.
///
/// The groups are taken in the order in which states were met, for the same reason.
pub(super) fn onto<S: System>(
    space: &mut Space<'_, S>,
    (set, within): (Set, Set),
    before: impl Fn(&mut Space<'_, S>, usize, Set) -> Result<Set, Stop>,
) -> Result<Set, Stop> {
    let mut reaches = set;
    let mut settled = vec![Set::EMPTY; space.groups.len()];
    let mut next = 0;
    while next < space.groups.len() {
        let begun = reaches;
        while settled[next] != reaches {
            let new = space.diagrams.difference(reaches, settled[next])?;
            settled[next] = reaches;
            let some = before(space, next, new)?;
            let some = space.diagrams.intersection(some, within)?;
            reaches = space.diagrams.union(reaches, some)?;
        }
        next = if reaches == begun { next + 1 } else { 0 };
    }
    Ok(reaches)
}
