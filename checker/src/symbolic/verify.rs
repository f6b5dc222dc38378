//! Asks again, in other states with the same situation, what was learnt in one.
//!
//! What the engine says rests on what a system says of itself: that a class reads and writes no more than its
//! footprint, and that a property reads no more than it says. Whoever leaves something out gets another answer where
//! the parts are different that were left out. So a sample of the situations is asked about again, in reachable states
//! that are as different as there are from those that were asked first.

use std::fmt::Write as _;

use counterfoil_model::system::System;

use super::diagrams::{Set, Which};
use super::group::Answer;
use super::space::{Space, class_name};
use super::stop::Stop;
use super::view::View;

/// How many situations of a class, or of what a property reads, are asked about again, at most about.
pub(super) const SAMPLE: usize = 2048;

/// Asks again what each class does, in states of `all`, which is everything that can be reached.
pub(super) fn groups<S: System>(space: &mut Space<'_, S>, all: Set) -> Result<(), Stop> {
    for group in 0..space.groups.len() {
        let view = space.groups[group].view.clone();
        let known = space.groups[group].known;
        let sample = View::sample(&mut space.diagrams, known, SAMPLE)?;
        view.visit_each(space, (all, sample), Which::Last, |space, state, situation| {
            let is_same = match space.answer(group, state, situation)? {
                Ok(answer) => is_known(space, group, situation, &answer),
                Err(_) => false,
            };
            if is_same { Ok(()) } else { Err(differs(space, group, state, situation)) }
        })?;
    }
    Ok(())
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

/// What is wrong where the class does something else in `state` than in another state with the same situation.
fn differs<S: System>(space: &mut Space<'_, S>, group: usize, state: &S::State, situation: &[u32]) -> Stop {
    let class = class_name(space.system, space.groups[group].class, state);
    let mut sentence = format!(
        "{class} does not do the same in two states that differ in nothing that its footprint says it reads or writes"
    );
    let view = space.groups[group].view.clone();
    let is_known = |space: &mut Space<'_, S>, state: &S::State| match space.answer(group, state, situation) {
        Ok(Ok(answer)) => is_known(space, group, situation, &answer),
        _ => false,
    };
    if let Some(part) = culprit(space, &view, (state, situation), is_known) {
        let _ = write!(sentence, "; it depends on the part \"{part}\"");
    }
    Stop::Wrong(sentence)
}

/// The first part without which the answer in `state` is the expected one again, when part after part becomes what it
/// is in the first initial state or in another state with the same situation.
pub(super) fn culprit<S: System>(
    space: &mut Space<'_, S>,
    view: &View,
    (state, situation): (&S::State, &[u32]),
    is_expected: impl Fn(&mut Space<'_, S>, &S::State) -> bool,
) -> Option<String> {
    let _ = situation;
    let start = space.starts.first()?.1.clone();
    let mut state = state.clone();
    for level in (0..space.dictionary.length()).filter(|level| !view.levels.contains(level)) {
        space.dictionary.set(&mut state, level, start[level]).ok()?;
        if is_expected(space, &state) {
            return Some(space.system.part_name(space.dictionary.part(level)));
        }
    }
    None
}
