//! The space of a system's states: vectors, groups, and the diagrams that hold sets of them.

use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::System;

use super::diagrams::{Diagrams, Plan, Set};
use super::group::{Answer, Group, Label, Lesson};
use super::stop::Stop;
use super::vectors::{Cursor, Dictionary};
use super::view::View;
use super::wrong;
use crate::engine::{Cut, Limits, determinism};
use crate::panics;

/// After so many situations what was learnt is taken over, and limits are looked at.
const LESSON: usize = 1 << 14;
/// One in so many situations is asked about twice in the same state.
const ONE_IN: usize = 64;

/// Everything that is known of the states of a system.
pub(super) struct Space<'a, S: System> {
    pub(super) system: &'a S,
    pub(super) diagrams: Diagrams,
    pub(super) dictionary: Dictionary<'a, S>,
    /// The classes, those that begin at the last levels first.
    pub(super) groups: Vec<Group>,
    /// The initial states in their order, with their vectors, and all of them as a set.
    pub(super) starts: Vec<(S::State, Vec<u32>)>,
    pub(super) initial: Set,
    pub(super) panics: Vec<Panic<S::Action>>,
    limits: Limits,
    /// Sets that are wanted whoever collects.
    pub(super) kept: Vec<Set>,
    /// How many nodes were wanted at the last collection.
    wanted: usize,
}

/// A rule or a property that panicked, in all states that have a situation.
pub(super) struct Panic<A> {
    pub(super) plan: Plan,
    pub(super) situation: Set,
    /// The action that was attempted, if one was.
    pub(super) action: Option<A>,
    pub(super) message: String,
    /// Whether it was met in a state as it was left, and not when it was arrived at.
    pub(super) on_leaving: bool,
}

impl<'a, S: System> Space<'a, S> {
    /// The space of `system` before anything is asked but where it starts.
    pub(super) fn new(system: &'a S, limits: Limits) -> Result<Self, Stop> {
        determinism::of_start(system)?;
        let mut dictionary = Dictionary::new(system);
        let mut diagrams = Diagrams::new(limits);
        let footprints = system.footprints().into_iter().enumerate();
        let mut groups: Vec<Group> =
            footprints.map(|class| Group::new(class, &dictionary, &mut diagrams)).collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.top()));
        let starts: Vec<(S::State, Vec<u32>)> = system
            .init_states()
            .into_iter()
            .map(|state| {
                let vector = dictionary.vector(&state);
                (state, vector)
            })
            .collect();
        let initial = diagrams.set_of(starts.iter().map(|(_, vector)| vector.as_slice()).collect())?;
        let space = Self {
            system,
            diagrams,
            dictionary,
            groups,
            starts,
            initial,
            panics: Vec::new(),
            limits,
            kept: Vec::new(),
            wanted: 0,
        };
        space.ensure_parts_are_all()?;
        Ok(space)
    }

    /// Whether each initial state is what its parts make of another one.
    fn ensure_parts_are_all(&self) -> Result<(), Stop> {
        let mut cursor = self.cursor();
        for (state, vector) in self.starts.iter().chain(self.starts.first()) {
            cursor.go(&self.dictionary, vector)?;
            if cursor.state != *state {
                let sentence = "two initial states differ in something that is no part of a state";
                return Err(Stop::Wrong(sentence.to_owned()));
            }
        }
        Ok(())
    }

    /// A cursor at the first initial state.
    pub(super) fn cursor(&self) -> Cursor<S> {
        let (state, vector) = &self.starts[0];
        Cursor::at(state.clone(), vector.clone())
    }

    /// The view of the parts that are seen.
    pub(super) fn view(&mut self, is_seen: impl Fn(usize) -> bool) -> View {
        View::of(&self.dictionary, &mut self.diagrams, is_seen)
    }

    /// Asks what the group does in each situation of `set` that it was not asked about yet.
    pub(super) fn learn(&mut self, group: usize, set: Set) -> Result<(), Stop> {
        let (view, known) = (self.groups[group].view.clone(), self.groups[group].known);
        let (mut lesson, mut actions) = (Lesson::default(), Vec::new());
        view.visit(self, (set, known), |space, state, situation| {
            actions.clear();
            let answer = match panics::catch(|| space.system.actions(state, &mut actions)) {
                Ok(()) => space.answer(group, (state, situation), &actions)?,
                Err(message) => Err((None, message)),
            };
            let answer = match answer {
                Ok(answer) => answer,
                Err(panic) => {
                    space.note_panic(group, situation, panic)?;
                    Answer::default()
                }
            };
            if lesson.count.is_multiple_of(ONE_IN) && space.panics.is_empty() {
                determinism::of_state(space.system, state, &actions)?;
            }
            lesson.add(situation, answer);
            if lesson.count == LESSON {
                space.groups[group].learn(&mut space.diagrams, &std::mem::take(&mut lesson))?;
            }
            Ok(())
        })?;
        Ok(self.groups[group].learn(&mut self.diagrams, &lesson)?)
    }

    fn note_panic(
        &mut self,
        group: usize,
        situation: &[u32],
        (action, message): (Option<S::Action>, String),
    ) -> Result<(), Stop> {
        let situation = self.diagrams.set_of(vec![situation])?;
        let plan = self.groups[group].view.plan;
        self.panics.push(Panic { plan, situation, action, message, on_leaving: true });
        Ok(())
    }

    /// What the group does in `state`, which has this situation and in which these actions can be attempted; or the message of a panic, and the action that was
    /// attempted.
    #[allow(clippy::type_complexity, reason = "it is an answer or a panic, unless something is wrong")]
    pub(super) fn answer(
        &mut self,
        group: usize,
        (state, situation): (&S::State, &[u32]),
        actions: &[S::Action],
    ) -> Result<Result<Answer, (Option<S::Action>, String)>, Stop> {
        let (system, class) = (self.system, self.groups[group].class);
        let mut attempted = None;
        let mut answer = Answer::default();
        let mut moves = Vec::new();
        let caught = panics::catch(|| {
            for action in actions.iter().filter(|action| system.class(action) == class) {
                attempted = Some(*action);
                match system.next_state(state, action) {
                    Err(guard) => *answer.tally.refused.entry(guard.index()).or_default() += 1,
                    Ok(next) => {
                        *answer.tally.fired.entry(S::action_kind(action)).or_default() += 1;
                        if next != *state {
                            let is_honest = system.is_honest_action(state, action);
                            moves.push((Label { is_honest, fair: system.fair_class(action) }, next));
                        }
                    }
                }
            }
        });
        if let Err(message) = caught {
            return Ok(Err((attempted, message)));
        }
        for (label, next) in moves {
            let row = self.row(group, (state, situation), &next)?;
            answer.rows.push((label, row));
        }
        answer.rows.sort_unstable();
        answer.rows.dedup();
        answer.tally.moves = answer.rows.len();
        Ok(Ok(answer))
    }

    /// The row of the relation for a move from `state` to `next`, which differ in nothing but what the class writes.
    fn row(
        &mut self,
        group: usize,
        (state, situation): (&S::State, &[u32]),
        next: &S::State,
    ) -> Result<Vec<u32>, Stop> {
        let group = &self.groups[group];
        let mut row = Vec::with_capacity(2 * situation.len());
        let mut rebuilt = state.clone();
        for ((level, is_written), before) in group.view.levels.iter().zip(&group.writes).zip(situation) {
            row.push(*before);
            if *is_written {
                let after = self.dictionary.number(next, *level);
                row.push(after);
                if after != *before {
                    self.dictionary.set(&mut rebuilt, *level, after)?;
                }
            }
        }
        if rebuilt == *next { Ok(row) } else { Err(self.escape(group, state, next)) }
    }

    /// What is wrong where a class changes something that its footprint does not say.
    fn escape(&self, group: &Group, state: &S::State, next: &S::State) -> Stop {
        let bytes = |state: &S::State, part| {
            let mut bytes = Vec::new();
            self.system.write_part(state, part, &mut bytes);
            bytes
        };
        let is_declared = |part: usize| {
            let level = self.dictionary.level(part);
            group.view.levels.iter().zip(&group.writes).any(|(one, is_written)| *one == level && *is_written)
        };
        let mut others = (0..self.system.parts()).filter(|part| !is_declared(*part));
        let escaped = others.find(|part| bytes(state, *part) != bytes(next, *part));
        wrong::class_escapes(self.system, (group.class, state), escaped)
    }

    /// All that leads from `set` in one move of the group, which has learnt what it does there.
    pub(super) fn image(&mut self, group: usize, set: Set) -> Result<Set, Cut> {
        let group = &self.groups[group];
        self.diagrams.image(set, group.relation, group.change)
    }

    /// The states of `within` that lead into `set` by one move with one of these labels.
    pub(super) fn preimage(
        &mut self,
        (set, within): (Set, Set),
        is_meant: impl Fn(Label) -> bool,
    ) -> Result<Set, Cut> {
        let mut before = Set::EMPTY;
        for group in &self.groups {
            let moves = group.moves_with(&mut self.diagrams, &is_meant)?;
            let some = self.diagrams.preimage(set, moves, group.change)?;
            let some = self.diagrams.intersection(some, within)?;
            before = self.diagrams.union(before, some)?;
        }
        Ok(before)
    }

    /// The states of `set` from which nothing leads on, not even back to themselves. All groups know it.
    pub(super) fn terminal(&mut self, set: Set) -> Result<Set, Cut> {
        let mut terminal = set;
        for group in &self.groups {
            let able = self.diagrams.image(terminal, group.able, group.view.plan)?;
            terminal = self.diagrams.difference(terminal, able)?;
        }
        Ok(terminal)
    }

    /// The cut, if a limit is reached.
    pub(super) fn keep_to_limits(&mut self) -> Result<(), Stop> {
        self.diagrams.leave_memory_for(self.dictionary.bytes_in_memory());
        match self.limits.end_now() {
            Some(cut) => Err(cut.into()),
            None => Ok(()),
        }
    }

    /// Does `work`, for which there is room if what no set of `wanted`, no group and nobody who keeps a set is made of
    /// is forgotten.
    ///
    /// # Errors
    /// Those of the work.
    pub(super) fn with_room<T>(
        &mut self,
        wanted: impl IntoIterator<Item = Set>,
        mut work: impl FnMut(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let is_due = self.diagrams.is_short() && self.diagrams.nodes() > 2 * self.wanted;
        let wanted: Vec<Set> = wanted.into_iter().collect();
        if is_due {
            self.collect(wanted.iter().copied());
        }
        match work(self) {
            Err(Stop::Cut(Cut::Memory(_))) if !is_due => {
                self.collect(wanted);
                work(self)
            }
            done => done,
        }
    }

    /// Forgets what no set of `wanted`, no group and nobody who keeps a set is made of.
    pub(super) fn collect(&mut self, wanted: impl IntoIterator<Item = Set>) {
        let own = self.groups.iter().flat_map(Group::sets).chain([self.initial]);
        let panics = self.panics.iter().map(|panic| panic.situation);
        let kept = self.kept.iter().copied();
        let wanted: Vec<Set> = own.chain(panics).chain(kept).chain(wanted).collect();
        self.diagrams.collect(wanted);
        self.wanted = self.diagrams.nodes();
    }
}
