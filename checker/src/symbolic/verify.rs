//! Asks again, in other states, what was learnt in one.
//!
//! What the engine says rests on what a system says of itself: that a class reads and writes no more than its
//! footprint, and that a property reads no more than it says. Whoever leaves something out gets another answer where
//! the parts are different that were left out. So it is asked again, however the search ends, of all that was met:
//!
//! 1. in states by chance, each about everything; of few states it is all of them, and then nothing can be wrong;
//! 2. of the situations of each class and each property, in states as different as there are from those that were asked
//!    first;
//! 3. of the situations together with each value of one more part, part by part. Where all of them are asked, no single
//!    part can be missing.
//!
//! The last are many. They are asked as long as it takes a part of the work of the search, and of each part some by
//! chance.

use counterfoil_model::system::System;
use counterfoil_properties::property::Specified;

use super::diagrams::{Counts, Set, Vectors, Which};
use super::group::Answer;
use super::panel::Panel;
use super::space::Space;
use super::steps::Steps;
use super::stop::Stop;
use super::view::View;
use super::wrong;
use crate::panics;

/// How many states are asked again.
const STATES: usize = 2048;
/// How many situations of each class are asked again, at most about.
const SITUATIONS: usize = 512;
/// How many of them with the values of one more part.
const PAIRS: usize = 256;
/// Which part of the work of a search it may take to ask part by part, and how much work it may take in any case.
const SHARE: u64 = 16;
const LEAST: u64 = 1 << 20;

/// What was asked in the states of `all`, and is asked again.
pub(super) struct Asked<'s, S: Specified> {
    pub(super) panels: &'s [Panel<S>],
    pub(super) steps: &'s Steps<S>,
    /// All that was met.
    pub(super) all: Set,
    /// All sets that are wanted afterwards.
    pub(super) wanted: Vec<Set>,
}

/// Who was asked: one of the groups, of the panels or of the panels of steps.
#[derive(Clone, Copy)]
enum Subject {
    Class(usize),
    States(usize),
    Steps(usize),
}

impl<S: Specified> Asked<'_, S> {
    /// Asks again about everything.
    pub(super) fn again(&self, space: &mut Space<'_, S>) -> Result<(), Stop> {
        let classes = (0..space.groups.len()).map(Subject::Class);
        let steps = (0..self.steps.panels.len()).map(Subject::Steps);
        let mut subjects: Vec<Subject> = classes.chain(steps).collect();
        subjects.extend((0..self.panels.len()).map(Subject::States));
        self.of_each(space, &subjects)
    }

    /// Asks the predicates alone again.
    pub(super) fn predicates_again(&self, space: &mut Space<'_, S>) -> Result<(), Stop> {
        let subjects: Vec<Subject> = (0..self.panels.len()).map(Subject::States).collect();
        self.of_each(space, &subjects)
    }

    fn of_each(&self, space: &mut Space<'_, S>, subjects: &[Subject]) -> Result<(), Stop> {
        let until = space.diagrams.work() / SHARE + LEAST + space.diagrams.work();
        for subject in subjects {
            space.with_room(self.wanted(), |space| self.opposites(space, *subject))?;
        }
        if space.with_room(self.wanted(), |space| self.states(space, subjects))? {
            return Ok(());
        }
        // Subject by subject in turn, so that each gets its share.
        for turn in 0..space.dictionary.length() {
            for (place, subject) in subjects.iter().enumerate() {
                if space.diagrams.work() >= until {
                    return Ok(());
                }
                let level = (turn + place) % space.dictionary.length();
                space.with_room(self.wanted(), |space| self.pairs(space, *subject, level))?;
            }
        }
        Ok(())
    }

    fn wanted(&self) -> impl Iterator<Item = Set> + '_ {
        self.wanted.iter().copied().chain([self.all])
    }

    /// What the subject reads, and the situations that it was asked about.
    fn view(&self, space: &Space<'_, S>, subject: Subject) -> (View, Set) {
        match subject {
            Subject::Class(group) => (space.groups[group].view.clone(), space.groups[group].known),
            Subject::States(panel) => (self.panels[panel].view.clone(), self.panels[panel].asked),
            Subject::Steps(panel) => (self.steps.panels[panel].view.clone(), self.steps.panels[panel].asked),
        }
    }

    /// Asks about everything in some states by chance; whether these are all.
    fn states(&self, space: &mut Space<'_, S>, subjects: &[Subject]) -> Result<bool, Stop> {
        let sample = sample(space, self.all, STATES)?;
        let views: Vec<View> = subjects.iter().map(|subject| self.view(space, *subject).0).collect();
        let mut cursor = space.cursor();
        let mut vectors = Vectors::of(sample);
        let mut actions = Vec::new();
        while let Some(vector) = vectors.next(&space.diagrams) {
            cursor.go(&space.dictionary, vector)?;
            if !attempts(space, &cursor.state, &mut actions) {
                continue;
            }
            for (subject, view) in subjects.iter().zip(&views) {
                self.ask(space, *subject, (&cursor.state, &actions), &view.situation(vector))?;
            }
        }
        space.keep_to_limits()?;
        Ok(sample == self.all)
    }

    /// Asks about some situations in states as different as there are from those that were asked first.
    fn opposites(&self, space: &mut Space<'_, S>, subject: Subject) -> Result<(), Stop> {
        let (view, known) = self.view(space, subject);
        if view.levels.len() == space.dictionary.length() {
            return Ok(());
        }
        let sample = View::sample(&mut space.diagrams, known, SITUATIONS)?;
        let mut actions = Vec::new();
        view.visit_each(space, (self.all, sample), Which::Last, |space, state, situation| {
            if !attempts(space, state, &mut actions) {
                return Ok(());
            }
            self.ask(space, subject, (state, &actions), situation)
        })
    }

    /// Asks about some situations together with what stands at one more level.
    fn pairs(&self, space: &mut Space<'_, S>, subject: Subject, level: usize) -> Result<(), Stop> {
        let (view, known) = self.view(space, subject);
        let Err(place) = view.levels.binary_search(&level) else { return Ok(()) };
        let mut levels = view.levels.clone();
        levels.insert(place, level);
        let parts: Vec<usize> = levels.iter().map(|level| space.dictionary.part(*level)).collect();
        let wider = space.view(|part| parts.contains(&part));
        let met = space.diagrams.image(self.all, known, view.plan)?;
        let pairs = space.diagrams.project(met, wider.plan)?;
        let sample = sample(space, pairs, PAIRS)?;
        let mut actions = Vec::new();
        wider.visit_each(space, (met, sample), Which::Last, |space, state, pair| {
            if !attempts(space, state, &mut actions) {
                return Ok(());
            }
            let mut situation = pair.to_vec();
            situation.remove(place);
            self.ask(space, subject, (state, &actions), &situation)
        })
    }

    /// Asks about a state that has this situation and in which these actions can be attempted.
    fn ask(
        &self,
        space: &mut Space<'_, S>,
        subject: Subject,
        (state, actions): (&S::State, &[S::Action]),
        situation: &[u32],
    ) -> Result<(), Stop> {
        match subject {
            Subject::Class(group) => self.ask_class(space, group, (state, actions), situation),
            Subject::States(panel) => self.panels[panel].ensure_known(space, state, situation),
            Subject::Steps(panel) => {
                self.steps.panels[panel].ensure_known(space, (state, actions), situation)
            }
        }
    }

    /// Whether the class does in `state` what was learnt of its situation, if anything was.
    fn ask_class(
        &self,
        space: &mut Space<'_, S>,
        group: usize,
        (state, actions): (&S::State, &[S::Action]),
        situation: &[u32],
    ) -> Result<(), Stop> {
        if !space.diagrams.has(space.groups[group].known, situation) {
            return Ok(());
        }
        let is_same = match space.answer(group, (state, situation), actions)? {
            Ok(answer) => is_known(space, group, situation, &answer),
            Err(_) => !space.panics.is_empty(),
        };
        if is_same {
            return Ok(());
        }
        let others = other_states(space, (group, self.all), situation)?;
        let part = others.into_iter().find_map(|other| {
            // Part after part becomes what it is there: the one that matters is the one with which the answer changes.
            let mut hybrid = state.clone();
            other.into_iter().enumerate().find_map(|(level, value)| {
                space.dictionary.set(&mut hybrid, level, value).ok()?;
                let mut actions = Vec::new();
                panics::catch(|| space.system.actions(&hybrid, &mut actions)).ok()?;
                let answer = space.answer(group, (&hybrid, situation), &actions).ok()?.ok()?;
                is_known(space, group, situation, &answer).then(|| space.dictionary.part(level))
            })
        });
        Err(wrong::class_differs(space.system, (space.groups[group].class, state), part))
    }
}

/// Appends what can be attempted in `state`; whether that can be told without a panic.
fn attempts<S: System>(space: &Space<'_, S>, state: &S::State, actions: &mut Vec<S::Action>) -> bool {
    actions.clear();
    panics::catch(|| space.system.actions(state, actions)).is_ok() || space.panics.is_empty()
}

/// All of few vectors; of many, some by chance: at each level each value is as likely as any other.
fn sample<S: System>(space: &mut Space<'_, S>, all: Set, most: usize) -> Result<Set, Stop> {
    if Counts::default().of(&space.diagrams, all)? <= most as u128 {
        return Ok(all);
    }
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut choose = |of: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((chance >> 33) % of as u64).unwrap_or(0)
    };
    let picked = (0..most).filter_map(|_| space.diagrams.pick(all, &mut choose));
    let picked: Vec<Vec<u32>> = picked.collect();
    Ok(space.diagrams.set_of(picked.iter().map(Vec::as_slice).collect())?)
}

/// Some states of `all` in which the class has this situation.
fn other_states<S: System>(
    space: &mut Space<'_, S>,
    (group, all): (usize, Set),
    situation: &[u32],
) -> Result<Vec<Vec<u32>>, Stop> {
    let one = space.diagrams.set_of(vec![situation])?;
    let others = space.diagrams.image(all, one, space.groups[group].view.plan)?;
    let mut vectors = Vectors::of(others);
    let next = std::iter::from_fn(|| vectors.next(&space.diagrams).map(<[u32]>::to_vec));
    Ok(next.take(SITUATIONS).collect())
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
