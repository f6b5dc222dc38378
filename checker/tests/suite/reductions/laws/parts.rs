//! Parts are values: each can be taken out of one state and put into another, and all of them are the state.
//!
//! And a class of actions sees its own parts alone: whatever the others are, it does the same. States are put
//! together here from parts of several that were found, as a search by sets of states puts them together; they
//! need not be states that can be reached.

use std::hash::Hash;

use counterfoil_model::footprint::Parts;
use counterfoil_model::system::System;

use super::{Law, Space, actions, demand, hash};

/// Every part can be put into any state whatever the others are, and all of them together make up the state.
///
/// `samples` states are put together of parts of others, in two orders and on two grounds.
pub(crate) fn parts_are_independent<S: System>(space: &Space<'_, S>, samples: usize) -> Law {
    let parts = space.system.parts();
    demand(parts <= Parts::CAPACITY, || "there are too many parts".to_owned())?;
    for state in space.sample(samples) {
        let ground = space.pick(&("ground", hash(state)));
        let again = assembled(space, ground, (0..parts).map(|part| (part, state)))?;
        demand(again == *state, || format!("the parts of {state:?} together are {again:?}"))?;
        let donor = |part| (part, space.pick(&(part, hash(state))));
        let one = assembled(space, state, (0..parts).map(donor))?;
        let other = assembled(space, ground, (0..parts).rev().map(donor))?;
        demand(one == other, || format!("the order of parts matters: {one:?}, {other:?}"))?;
        for (part, donor) in (0..parts).map(donor) {
            demand(written(space, &one, part) == written(space, donor, part), || {
                format!("{} is not the same in {one:?} and {donor:?}", space.system.part_name(part))
            })?;
        }
    }
    Ok(())
}

/// Of each part by its number what it is in the state beside it, and of all others what they are in `ground`.
pub(super) fn assembled<'s, S: System>(
    space: &Space<'_, S>,
    ground: &S::State,
    parts: impl Iterator<Item = (usize, &'s S::State)>,
) -> Result<S::State, String> {
    let mut state = ground.clone();
    for (part, donor) in parts {
        let bytes = written(space, donor, part);
        let mut rest = bytes.as_slice();
        let is_read = space.system.read_part(&mut state, part, &mut rest).is_some();
        demand(is_read && rest.is_empty(), || {
            format!("{} of {donor:?} cannot be read back", space.system.part_name(part))
        })?;
    }
    Ok(state)
}

fn written<S: System>(space: &Space<'_, S>, state: &S::State, part: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    space.system.write_part(state, part, &mut bytes);
    bytes
}

/// The actions of a class, and what becomes of them, are the same in two states that agree on what the class
/// reads and writes, whatever else they are. Returns in how many states a class did something.
pub(crate) fn classes_see_their_parts_alone<S: System>(
    space: &Space<'_, S>,
    samples: usize,
) -> Result<u64, String> {
    let (system, mut acted) = (space.system, 0);
    for state in space.sample(samples) {
        for (class, footprint) in system.footprints().into_iter().enumerate() {
            let touched = footprint.reads.and(footprint.writes);
            let donor = space.pick(&(class, hash(state)));
            let others = (0..system.parts()).filter(|part| !touched.has(*part));
            let elsewhere = assembled(space, state, others.map(|part| (part, donor)))?;
            let here = outcomes(space, state, class, footprint.writes)?;
            let there = outcomes(space, &elsewhere, class, footprint.writes)?;
            acted += u64::from(!here.is_empty());
            demand(here == there, || {
                format!("class {class} does not do the same in {state:?} and {elsewhere:?}")
            })?;
        }
    }
    Ok(acted)
}

/// An action of the class, whether it is an honest party's, and what it does to the parts that it may write, or which
/// guard refuses it.
type Outcome<S> = (<S as System>::Action, bool, Result<Vec<u64>, <S as System>::Guard>);

fn outcomes<S: System>(
    space: &Space<'_, S>,
    state: &S::State,
    class: usize,
    writes: Parts,
) -> Result<Vec<Outcome<S>>, String> {
    let system = space.system;
    let before = system.part_hashes(state);
    let own = actions(system, state).into_iter().filter(|action| system.class(action) == class);
    own.map(|action| {
        let next = system.next_state(state, &action).map(|next| system.part_hashes(&next));
        let escapes = |next: &Vec<u64>| {
            (0..system.parts()).find(|part| !writes.has(*part) && next[*part] != before[*part])
        };
        if let Some(part) = next.as_ref().ok().and_then(escapes) {
            let part = system.part_name(part);
            return Err(format!("class {class} writes {part}, which it does not say: {action} in {state:?}"));
        }
        let own_parts = |next: Vec<u64>| {
            (0..system.parts()).filter(|part| writes.has(*part)).map(|part| next[part]).collect()
        };
        Ok((action, system.is_honest_action(state, &action), next.map(own_parts)))
    })
    .collect()
}

impl<S: System> Space<'_, S> {
    /// So many of the states, spread over all of them.
    pub(super) fn sample(&self, samples: usize) -> impl Iterator<Item = &S::State> {
        let step = self.states.len().div_ceil(samples.max(1)).max(1);
        self.states.iter().step_by(step)
    }

    /// The same state for the same key, any for different ones.
    pub(super) fn pick(&self, key: &impl Hash) -> &S::State {
        &self.states[usize::try_from(hash(key) >> 1).unwrap_or(0) % self.states.len()]
    }
}
