//! `eventually`: the states in which fair runs can stay for ever without what is due.
//!
//! A run may stay in a state for ever; such a step, like any that changes nothing, is nobody's. A class of fair actions
//! is *able* in a state if one of them changes it. A run is fair if each class is taken again and again, or else is
//! unable again and again (weak fairness), or unable from some moment on (strong fairness).
//!
//! The core of a set of states is the largest part of it from each of whose states one can go on, within the core, to
//! where each weak class is taken or unable; and to where each strong class is taken, if it is able in the state. A
//! set of states that all lead to each other, and lead to nothing else of the core, has a fair run through all of it;
//! and each set of states with a fair run through all of it is in the core (Kesten, Pnueli, Raviv 1998). So there is a
//! fair run exactly if the core is not empty. Moves that are on no cycle are no part of such a set, so the core goes on by
//! those that can be on one: it holds where fair runs end up, not what leads there.

use counterfoil_model::system::{Fairness, System};

use super::cycles::Cycles;
use super::diagrams::Set;
use super::possible::onto;
use super::space::Space;
use super::stop::Stop;
use crate::engine::Cut;

/// The states of `set` that have a move of the fair class.
pub(super) fn able<S: System>(space: &mut Space<'_, S>, set: Set, class: usize) -> Result<Set, Cut> {
    let mut able = Set::EMPTY;
    for group in &space.groups {
        let situations = group.movable(&mut space.diagrams, |label| label.fair == Some(class))?;
        let some = space.diagrams.image(set, situations, group.view.plan)?;
        able = space.diagrams.union(able, some)?;
    }
    Ok(able)
}

/// The states of `set` from which nobody who is fair can move.
pub(super) fn resting<S: System>(space: &mut Space<'_, S>, set: Set) -> Result<Set, Cut> {
    let mut resting = set;
    for class in 0..S::FAIR.len() {
        let able = able(space, resting, class)?;
        resting = space.diagrams.difference(resting, able)?;
    }
    Ok(resting)
}

/// The core of `set`.
pub(super) fn core<S: System>(space: &mut Space<'_, S>, cycles: &Cycles, set: Set) -> Result<Set, Stop> {
    let mut core = set;
    loop {
        let before = core;
        for (class, fair) in S::FAIR.iter().enumerate() {
            let able = able(space, core, class)?;
            if able.is_empty() {
                continue;
            }
            let unable = space.diagrams.difference(core, able)?;
            let taken = cycles.preimage(space, (core, core), |label| label.fair == Some(class))?;
            core = match fair.fairness {
                Fairness::Weak => {
                    let settled = space.diagrams.union(unable, taken)?;
                    leading_to(space, cycles, (settled, core))?
                }
                Fairness::Strong => {
                    let before_it = leading_to(space, cycles, (taken, core))?;
                    space.diagrams.union(unable, before_it)?
                }
            };
        }
        if core == before {
            return Ok(core);
        }
    }
}

/// The states of `within` from which moves within it that can be on a cycle lead to `set`, and those of `set`.
pub(super) fn leading_to<S: System>(
    space: &mut Space<'_, S>,
    cycles: &Cycles,
    (set, within): (Set, Set),
) -> Result<Set, Stop> {
    onto(space, (set, within), |space, group, set| {
        let change = space.groups[group].change;
        Ok(space.diagrams.preimage(set, cycles.of_group(group), change)?)
    })
}

/// The states of `within` to which moves within it lead from `set`, and those of `set`.
pub(super) fn led_to<S: System>(space: &mut Space<'_, S>, set: Set, within: Set) -> Result<Set, Stop> {
    onto(space, (set, within), |space, group, set| Ok(space.image(group, set)?))
}

/// The states of `set` that lie on a cycle within it, or on a way from one to another.
pub(super) fn between_cycles<S: System>(
    space: &mut Space<'_, S>,
    cycles: &Cycles,
    set: Set,
) -> Result<Set, Stop> {
    let mut between = set;
    loop {
        let before = between;
        let left = cycles.preimage(space, (between, between), |_| true)?;
        let mut met = Set::EMPTY;
        for group in 0..space.groups.len() {
            let change = space.groups[group].change;
            let some = space.diagrams.image(left, cycles.of_group(group), change)?;
            let some = space.diagrams.intersection(some, left)?;
            met = space.diagrams.union(met, some)?;
        }
        between = met;
        if between == before {
            return Ok(between);
        }
    }
}

/// The largest set of states of `core` that all lead to each other and to `state`, and have a fair run through all of
/// them; and what else leads to the state and back, and is in none of the kind.
pub(super) fn component<S: System>(
    space: &mut Space<'_, S>,
    (cycles, core): (&Cycles, Set),
    vector: &[u32],
) -> Result<(Option<Set>, Set), Stop> {
    let state = space.diagrams.set_of(vec![vector])?;
    let mut within = core;
    let mut hopeless = None;
    loop {
        let behind = led_to(space, state, within)?;
        let both = leading_to(space, cycles, (state, behind))?;
        if both == within {
            return Ok((Some(both), hopeless.unwrap_or(Set::EMPTY)));
        }
        within = self::core(space, cycles, both)?;
        if hopeless.is_none() {
            hopeless = Some(space.diagrams.difference(both, within)?);
        }
        if !space.diagrams.has(within, vector) {
            let hopeless = hopeless.unwrap_or(Set::EMPTY);
            return Ok((None, space.diagrams.union(hopeless, state)?));
        }
    }
}
