//! Properties of steps, asked of each class: of what it touches together with what the property reads.

use counterfoil_properties::property::{Predicate, Specified};
use counterfoil_properties::specification::Specification;

use super::diagrams::Set;
use super::rows::Rows;
use super::space::{Panic, Space};
use super::stop::Stop;
use super::view::View;
use crate::panics;

/// One property of steps, asked of one class.
struct Question {
    property: usize,
    /// The position of the class among the groups.
    group: usize,
    view: View,
    asked: Set,
    /// Where a move of the class violates the property.
    finds: Set,
}

/// All properties of steps of a specification.
pub(super) struct Steps<'a, S: Specified> {
    specification: &'a Specification<S>,
    questions: Vec<Question>,
}

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
                let touched: Vec<usize> = space.groups[group].view.levels.clone();
                let touched: Vec<usize> =
                    touched.into_iter().map(|level| space.dictionary.part(level)).collect();
                let view = space.view(|part| touched.contains(&part) || reads.has(part));
                questions.push(Question { property, group, view, asked: Set::EMPTY, finds: Set::EMPTY });
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
            let (able, plan, class) = (group.able, group.view.plan, group.class);
            let set = space.diagrams.image(set, able, plan)?;
            let (mut finds, mut actions) = (Rows::default(), Vec::new());
            let view = &question.view;
            let open = view.visit(space, (set, question.asked), |space, state, situation| {
                let mut attempted = None;
                let system = space.system;
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
                    Ok(true) => finds.push(situation),
                    Ok(false) => {}
                    Err(message) => {
                        let situation = space.diagrams.set_of(vec![situation])?;
                        let (plan, action) = (view.plan, attempted);
                        space.panics.push(Panic { plan, situation, action, message, on_leaving: true });
                    }
                }
                Ok(())
            })?;
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
            let finds = space.diagrams.image(set, question.finds, question.view.plan)?;
            all = space.diagrams.union(all, finds)?;
        }
        Ok(all)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.questions.iter().flat_map(|question| [question.asked, question.finds])
    }
}
