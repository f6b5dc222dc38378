//! Asks again, in other states, what was learnt in one.
//!
//! What the engine says rests on what a system says of itself: that a class reads and writes no more than its
//! footprint, and that a property reads no more than it says. Whoever leaves something out gets another answer where
//! the parts are different that were left out. So two samples are asked again. One is of states, by chance, each asked
//! about everything; of few states it is all of them, and then nothing can be wrong. The other is of the situations of
//! each class, in states that are as different as there are from those that were asked first.

use std::fmt::Write as _;

use counterfoil_model::system::System;
use counterfoil_properties::property::Specified;

use super::diagrams::{Counts, Set, Vectors, Which};
use super::group::Answer;
use super::panel::Panel;
use super::space::{Space, class_name};
use super::stop::Stop;
use super::view::View;

/// How many states are asked again.
const STATES: usize = 2048;
/// How many situations of each class are asked again, at most about.
const SITUATIONS: usize = 512;

/// Asks again about states of `all`, which is everything that can be reached.
pub(super) fn states<S: Specified>(
    space: &mut Space<'_, S>,
    panels: &[Panel<S>],
    all: Set,
) -> Result<(), Stop> {
    let sample = sample(space, all)?;
    let mut cursor = space.cursor();
    let mut vectors = Vectors::of(sample);
    while let Some(vector) = vectors.next(&space.diagrams) {
        cursor.go(&space.dictionary, vector)?;
        let mut actions = Vec::new();
        space.system.actions(&cursor.state, &mut actions);
        for group in 0..space.groups.len() {
            let situation = space.groups[group].view.situation(vector);
            ensure_known(space, (group, all), &cursor.state, (&situation, &actions))?;
        }
        for panel in panels {
            panel.ensure_known(space, &cursor.state, vector)?;
        }
    }
    space.keep_to_limits()
}

/// All of few states; of many, some by chance: at each level each value is as likely as any other.
fn sample<S: System>(space: &mut Space<'_, S>, all: Set) -> Result<Set, Stop> {
    if Counts::default().of(&space.diagrams, all)? <= STATES as u128 {
        return Ok(all);
    }
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut choose = |of: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((chance >> 33) % of as u64).unwrap_or(0)
    };
    let picked = (0..STATES).filter_map(|_| space.diagrams.pick(all, &mut choose));
    let picked: Vec<Vec<u32>> = picked.collect();
    Ok(space.diagrams.set_of(picked.iter().map(Vec::as_slice).collect())?)
}

/// Asks again what each class does, in states of `all`, which is everything that can be reached.
pub(super) fn situations<S: System>(space: &mut Space<'_, S>, all: Set) -> Result<(), Stop> {
    let mut actions = Vec::new();
    for group in 0..space.groups.len() {
        let view = space.groups[group].view.clone();
        if view.levels.len() == space.dictionary.length() {
            continue;
        }
        let known = space.groups[group].known;
        let sample = View::sample(&mut space.diagrams, known, SITUATIONS)?;
        view.visit_each(space, (all, sample), Which::Last, |space, state, situation| {
            actions.clear();
            space.system.actions(state, &mut actions);
            ensure_known(space, (group, all), state, (situation, &actions))
        })?;
    }
    Ok(())
}

/// Whether the class does in `state` what was learnt of its situation.
fn ensure_known<S: System>(
    space: &mut Space<'_, S>,
    (group, all): (usize, Set),
    state: &S::State,
    (situation, actions): (&[u32], &[S::Action]),
) -> Result<(), Stop> {
    let is_same = match space.answer(group, (state, situation), actions)? {
        Ok(answer) => is_known(space, group, situation, &answer),
        Err(_) => !space.panics.is_empty(),
    };
    if is_same { Ok(()) } else { Err(differs(space, (group, all), state, situation)?) }
}

/// Whether this is what was learnt of the situation.
fn is_known<S: System>(space: &Space<'_, S>, group: usize, situation: &[u32], answer: &Answer) -> bool {
    let group = &space.groups[group];
    let has_row = |(label, row): &(_, Vec<u32>)| {
        let mut moves = group.moves.iter().filter(|(known, _)| known == label);
        moves.any(|(_, moves)| space.diagrams.has(*moves, row))
    };
    let mut tallies = group.tallies.iter().filter(|(tally, _)| *tally == answer.tally);
    tallies.any(|(_, situations)| space.diagrams.has(*situations, situation))
        && answer.rows.iter().all(has_row)
}

/// What is wrong where the class does something else in `state` than was learnt in another state with the same
/// situation.
fn differs<S: System>(
    space: &mut Space<'_, S>,
    (group, all): (usize, Set),
    state: &S::State,
    situation: &[u32],
) -> Result<Stop, Stop> {
    let class = class_name(space.system, space.groups[group].class, state);
    let mut sentence = format!(
        "{class} does not do the same in two states that differ in nothing that its footprint says it reads or writes"
    );
    let view = space.groups[group].view.clone();
    let one = space.diagrams.set_of(vec![situation])?;
    let mut other = None;
    view.visit_each(space, (all, one), Which::First, |space, state, _| {
        other = Some(space.dictionary.vector(state));
        Ok(())
    })?;
    // Part after part becomes what it is there: the one that matters is the one with which the answer changes.
    let mut hybrid = state.clone();
    for (level, value) in other.unwrap_or_default().into_iter().enumerate() {
        space.dictionary.set(&mut hybrid, level, value)?;
        let mut actions = Vec::new();
        space.system.actions(&hybrid, &mut actions);
        let is_same = match space.answer(group, (&hybrid, situation), &actions) {
            Ok(Ok(answer)) => is_known(space, group, situation, &answer),
            _ => false,
        };
        if is_same {
            let part = space.system.part_name(space.dictionary.part(level));
            let _ = write!(sentence, "; it depends on the part \"{part}\"");
            break;
        }
    }
    Ok(Stop::Wrong(sentence))
}
