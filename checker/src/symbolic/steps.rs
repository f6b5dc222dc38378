//! Properties of steps, asked of each class: of what it touches together with what the property reads.

use counterfoil_properties::property::{Predicate, Specified};
use counterfoil_properties::specification::Specification;

use super::diagrams::{Plan, Set, Vectors, Which};
use super::rows::Rows;
use super::space::{Panic, Space};
use super::stop::Stop;
use crate::panics;

/// One property of steps, asked of one class.
struct Question {
    property: usize,
    /// The position of the class among the groups.
    group: usize,
    plan: Plan,
    levels: Vec<usize>,
    asked: Set,
    /// Where a move of the class violates the property.
    finds: Set,
}

/// All properties of steps of a specification.
pub(super) struct Steps<'a, S: Specified> {
    specification: &'a Specification<S>,
    questions: Vec<Question>,
}

/// How many combinations are asked about between two looks at the limits.
const ROUND: usize = 1 << 14;

impl<'a, S: Specified> Steps<'a, S> {
    /// Nothing asked yet.
    pub(super) fn new(space: &mut Space<'_, S>, specification: &'a Specification<S>) -> Self {
        let mut questions = Vec::new();
        for (property, one) in specification.properties().iter().enumerate() {
            if !matches!(one.predicate, Predicate::Step(_)) {
                continue;
            }
            let reads = specification.system().reads(one);
            for group in 0..space.groups.len() {
                let touched = space.groups[group].levels.clone();
                let is_meant = |level: &usize| {
                    let is_touched = touched.iter().any(|(touched, _)| touched == level);
                    is_touched || reads.has(space.dictionary.part(*level))
                };
                let levels: Vec<usize> = (0..space.dictionary.length()).filter(is_meant).collect();
                let parts: Vec<usize> = levels.iter().map(|level| space.dictionary.part(*level)).collect();
                let plan = space.keeping(|part| parts.contains(&part));
                questions.push(Question {
                    property,
                    group,
                    plan,
                    levels,
                    asked: Set::EMPTY,
                    finds: Set::EMPTY,
                });
            }
        }
        Self { specification, questions }
    }

    /// Asks about the moves from `set` that were not asked about yet.
    pub(super) fn ask(&mut self, space: &mut Space<'_, S>, set: Set) -> Result<(), Stop> {
        for question in &mut self.questions {
            let property = self.specification.properties()[question.property];
            let Predicate::Step(holds) = property.predicate else { continue };
            // Where the class does nothing, there is nothing to ask.
            let group = &space.groups[question.group];
            let (able, keep, class) = (group.able, group.keep, group.class);
            let set = space.diagrams.image(set, able, keep)?;
            let short = space.diagrams.project(set, question.plan)?;
            let open = space.diagrams.difference(short, question.asked)?;
            if open.is_empty() {
                continue;
            }
            let states = space.diagrams.image(set, open, question.plan)?;
            let states = space.diagrams.representatives(states, question.plan, Which::First)?;
            let mut cursor = space.cursor();
            let mut vectors = Vectors::of(states);
            let (mut finds, mut count) = (Rows::default(), 0);
            let mut actions = Vec::new();
            while let Some(vector) = vectors.next(&space.diagrams) {
                cursor.go(&space.dictionary, vector)?;
                let situation: Vec<u32> = question.levels.iter().map(|level| vector[*level]).collect();
                let (system, state) = (space.system, &cursor.state);
                let mut attempted = None;
                let caught = panics::catch(|| {
                    actions.clear();
                    system.actions(state, &mut actions);
                    let mut own = actions.iter().filter(|action| system.class(action) == class);
                    own.any(|action| {
                        attempted = Some(*action);
                        let next = system.next_state(state, action);
                        next.is_ok_and(|next| !holds(system, state, action, &next))
                    })
                });
                match caught {
                    Ok(is_find) if is_find => finds.push(&situation),
                    Ok(_) => {}
                    Err(message) => {
                        let situation = space.diagrams.set_of(vec![&situation])?;
                        let plan = question.plan;
                        let panic = Panic { plan, situation, action: attempted, message, on_leaving: true };
                        space.panics.push(panic);
                    }
                }
                count += 1;
                if count % ROUND == 0 {
                    space.keep_to_limits()?;
                }
            }
            let finds = finds.set(&mut space.diagrams)?;
            question.finds = space.diagrams.union(question.finds, finds)?;
            question.asked = space.diagrams.union(question.asked, open)?;
        }
        Ok(())
    }

    /// The states of `set`, all of which were asked about, from which a move violates the property.
    pub(super) fn finds(&self, space: &mut Space<'_, S>, property: usize, set: Set) -> Result<Set, Stop> {
        let mut all = Set::EMPTY;
        for question in self.questions.iter().filter(|question| question.property == property) {
            let finds = space.diagrams.image(set, question.finds, question.plan)?;
            all = space.diagrams.union(all, finds)?;
        }
        Ok(all)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.questions.iter().flat_map(|question| [question.asked, question.finds])
    }
}
