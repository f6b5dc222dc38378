//! Groups: what one class of actions does, as far as it is known.
//!
//! A class reads and writes few parts, so it has few *situations*: the values of these parts. What it does in each is
//! asked of the model once, and holds for all states that have the situation.

use std::collections::BTreeMap;

use counterfoil_model::footprint::{Footprint, Parts};
use counterfoil_model::system::System;

use super::diagrams::{Diagrams, Plan, Set, Step};
use super::rows::Rows;
use super::vectors::Dictionary;
use super::view::View;
use crate::engine::Cut;

/// What is known of a move besides where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label {
    pub(super) is_honest: bool,
    /// The fair class that makes it, if one does.
    pub(super) fair: Option<usize>,
}

/// What becomes of the attempts in a situation, by number: how often an action of each kind is taken, how often each
/// guard refuses one, and how many different moves change something. Who asks again compares the moves too: as many, and
/// none that was not learnt, are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tally {
    pub(super) fired: BTreeMap<usize, u64>,
    pub(super) refused: BTreeMap<usize, u64>,
    pub(super) moves: usize,
}

/// What the actions of a class do in one situation.
#[derive(Default)]
pub(super) struct Answer {
    /// The moves that change something, as rows of the relation.
    pub(super) rows: Vec<(Label, Vec<u32>)>,
    pub(super) tally: Tally,
}

/// One class of actions.
pub(super) struct Group {
    pub(super) class: usize,
    /// The levels that it touches, and whether it writes each of them.
    pub(super) view: View,
    pub(super) writes: Vec<bool>,
    /// Applies the relation.
    pub(super) change: Plan,
    /// Keeps, of a row of the relation, what stood there before.
    before: Plan,
    /// The situations that were asked about.
    pub(super) known: Set,
    /// All moves that change something.
    pub(super) relation: Set,
    /// The same moves, by their labels.
    pub(super) moves: Vec<(Label, Set)>,
    /// The situations in which some action of the class is taken.
    pub(super) able: Set,
    /// All known situations, by what becomes of the attempts in them.
    pub(super) tallies: Vec<(Tally, Set)>,
}

impl Group {
    /// The class with this footprint, of which nothing is known yet.
    pub(super) fn new<S: System>(
        (class, footprint): (usize, Footprint),
        dictionary: &Dictionary<'_, S>,
        diagrams: &mut Diagrams,
    ) -> Self {
        let is_touched = |part| footprint.reads.has(part) || footprint.writes.has(part);
        let view = View::of(dictionary, diagrams, is_touched);
        let is_written = |level: usize| footprint.writes.has(dictionary.part(level));
        let writes: Vec<bool> = view.levels.iter().map(|level| is_written(*level)).collect();
        let change = |level: usize| match view.levels.contains(&level) {
            true if is_written(level) => Step::Change,
            true => Step::Keep,
            false => Step::Skip,
        };
        let change: Vec<Step> = (0..dictionary.length()).map(change).collect();
        let of_row = |is_written: &bool| {
            if *is_written { &[Step::Keep, Step::Skip][..] } else { &[Step::Keep] }
        };
        let before: Vec<Step> = writes.iter().flat_map(of_row).copied().collect();
        Self {
            class,
            view,
            writes,
            change: diagrams.plan(&change),
            before: diagrams.plan(&before),
            known: Set::EMPTY,
            relation: Set::EMPTY,
            moves: Vec::new(),
            able: Set::EMPTY,
            tallies: Vec::new(),
        }
    }

    /// Whether it writes any of these parts.
    pub(super) fn writes_any<S: System>(&self, dictionary: &Dictionary<'_, S>, parts: Parts) -> bool {
        let mut levels = self.view.levels.iter().zip(&self.writes);
        levels.any(|(level, is_written)| *is_written && parts.has(dictionary.part(*level)))
    }

    /// The first level that it touches.
    pub(super) fn top(&self) -> usize {
        self.view.levels.first().copied().unwrap_or(usize::MAX)
    }

    /// The situations in which there are moves with one of these labels that change something.
    pub(super) fn movable(
        &self,
        diagrams: &mut Diagrams,
        is_meant: impl Fn(Label) -> bool,
    ) -> Result<Set, Cut> {
        let relation = self.moves_with(diagrams, is_meant)?;
        diagrams.project(relation, self.before)
    }

    /// The moves with one of these labels.
    pub(super) fn moves_with(
        &self,
        diagrams: &mut Diagrams,
        is_meant: impl Fn(Label) -> bool,
    ) -> Result<Set, Cut> {
        if self.moves.iter().all(|(label, _)| is_meant(*label)) {
            return Ok(self.relation);
        }
        let mut moves = Set::EMPTY;
        for (_, relation) in self.moves.iter().filter(|(label, _)| is_meant(*label)) {
            moves = diagrams.union(moves, *relation)?;
        }
        Ok(moves)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        let moves = self.moves.iter().map(|(_, moves)| *moves);
        let tallies = self.tallies.iter().map(|(_, situations)| *situations);
        [self.known, self.relation, self.able].into_iter().chain(moves).chain(tallies)
    }

    /// Adds what was learnt of new situations.
    pub(super) fn learn(&mut self, diagrams: &mut Diagrams, lesson: &Lesson) -> Result<(), Cut> {
        for (label, rows) in &lesson.moves {
            let rows = rows.set(diagrams)?;
            let known = self.moves.iter().position(|(known, _)| known == label).unwrap_or_else(|| {
                self.moves.push((*label, Set::EMPTY));
                self.moves.len() - 1
            });
            self.moves[known].1 = diagrams.union(self.moves[known].1, rows)?;
            self.relation = diagrams.union(self.relation, rows)?;
        }
        for (tally, situations) in &lesson.tallies {
            let situations = situations.set(diagrams)?;
            let known = self.tallies.iter().position(|(known, _)| known == tally).unwrap_or_else(|| {
                self.tallies.push((tally.clone(), Set::EMPTY));
                self.tallies.len() - 1
            });
            self.tallies[known].1 = diagrams.union(self.tallies[known].1, situations)?;
            if !tally.fired.is_empty() {
                self.able = diagrams.union(self.able, situations)?;
            }
        }
        // Last of all: if a limit ends it before, all of it is asked again.
        for situations in lesson.tallies.values() {
            let situations = situations.set(diagrams)?;
            self.known = diagrams.union(self.known, situations)?;
        }
        Ok(())
    }
}

/// What was learnt of some situations; vectors stand one after the other.
#[derive(Default)]
pub(super) struct Lesson {
    moves: BTreeMap<Label, Rows>,
    tallies: BTreeMap<Tally, Rows>,
    /// How many situations it is about.
    pub(super) count: usize,
}

impl Lesson {
    /// Adds the answer in a situation.
    pub(super) fn add(&mut self, situation: &[u32], answer: Answer) {
        for (label, row) in answer.rows {
            self.moves.entry(label).or_default().push(&row);
        }
        self.tallies.entry(answer.tally).or_default().push(situation);
        self.count += 1;
    }
}
