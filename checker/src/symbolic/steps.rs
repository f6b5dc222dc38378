//! Properties of steps, asked of each class: of what it touches together with what the property reads. A case of one is
//! asked of no class that writes nothing of what the case reads.

use counterfoil_model::footprint::Parts;
use counterfoil_model::system::Protocol;
use counterfoil_properties::property::{Predicate, Property, Specified, StepCase};
use counterfoil_properties::specification::Specification;

use super::diagrams::Set;
use super::rows::Rows;
use super::space::{Panic, Space};
use super::stop::Stop;
use super::view::View;
use super::wrong;
use crate::panics;

/// What is asked of a step.
enum Ask<S: Protocol> {
    /// A whole property.
    Whole(fn(&S, &S::State, &S::Action, &S::State) -> bool),
    /// A case of a conjunction.
    Case(StepCase<S>, usize),
}

impl<S: Protocol> Ask<S> {
    fn holds(&self, system: &S, (before, action, after): (&S::State, &S::Action, &S::State)) -> bool {
        match self {
            Self::Whole(holds) => holds(system, before, action, after),
            Self::Case(holds, case) => holds(system, before, action, after, *case),
        }
    }

    /// Which case it is, if it is one.
    fn case(&self) -> Option<usize> {
        match self {
            Self::Whole(_) => None,
            Self::Case(_, case) => Some(*case),
        }
    }
}

/// All that a property asks of steps, each with what it reads.
fn asks<S: Specified>(system: &S, property: &Property<S>) -> Vec<(Parts, Ask<S>)> {
    match (&property.predicate, &property.step_cases) {
        (Predicate::Step(_), Some(cases)) => {
            let reads = (cases.reads)(system).into_iter().enumerate();
            reads.map(|(case, reads)| (reads, Ask::Case(cases.holds, case))).collect()
        }
        (Predicate::Step(holds), None) => vec![(system.reads(property), Ask::Whole(*holds))],
        _ => Vec::new(),
    }
}

/// One property of steps.
struct Question<S: Specified> {
    property: usize,
    name: &'static str,
    ask: Ask<S>,
    /// From where a move violates it.
    finds: Set,
}

/// The properties that are asked of the moves of one class, and for which the same has to be known of a state.
pub(super) struct Panel<S: Specified> {
    /// The position of the class among the groups; of all classes, where all of a state has to be known anyway.
    group: Option<usize>,
    pub(super) view: View,
    /// The situations that were asked about.
    pub(super) asked: Set,
    questions: Vec<Question<S>>,
}

/// All properties of steps of a specification.
pub(super) struct Steps<S: Specified> {
    pub(super) panels: Vec<Panel<S>>,
}

impl<S: Specified> Steps<S> {
    /// Nothing asked yet.
    pub(super) fn new(space: &mut Space<'_, S>, specification: &Specification<S>) -> Self {
        let mut panels: Vec<Panel<S>> = Vec::new();
        for (property, one) in specification.properties().iter().enumerate() {
            for group in 0..space.groups.len() {
                for (reads, ask) in asks(space.system, one) {
                    if ask.case().is_none() || space.groups[group].writes_any(&space.dictionary, reads) {
                        let question = Question { property, name: one.name, ask, finds: Set::EMPTY };
                        add(&mut panels, space, (group, reads), question);
                    }
                }
            }
        }
        Self { panels }
    }

    /// Asks about the moves from `set` that were not asked about yet.
    pub(super) fn ask(&mut self, space: &mut Space<'_, S>, set: Set) -> Result<(), Stop> {
        self.panels.iter_mut().try_for_each(|panel| panel.ask(space, set))
    }

    /// The states of `set`, all of which were asked about, from which a move violates the property.
    pub(super) fn finds(&self, space: &mut Space<'_, S>, property: usize, set: Set) -> Result<Set, Stop> {
        let mut all = Set::EMPTY;
        for panel in &self.panels {
            for question in panel.questions.iter().filter(|question| question.property == property) {
                let finds = space.diagrams.image(set, question.finds, panel.view.plan)?;
                all = space.diagrams.union(all, finds)?;
            }
        }
        Ok(all)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        let finds = |panel: &'_ Panel<S>| {
            let mut sets: Vec<Set> = panel.questions.iter().map(|question| question.finds).collect();
            sets.push(panel.asked);
            sets
        };
        self.panels.iter().flat_map(finds)
    }
}

/// Adds a question about the moves of a group to the panel of those that read the same.
fn add<S: Specified>(
    panels: &mut Vec<Panel<S>>,
    space: &mut Space<'_, S>,
    (group, reads): (usize, Parts),
    question: Question<S>,
) {
    let touched = space.groups[group].view.levels.iter();
    let touched: Vec<usize> = touched.map(|level| space.dictionary.part(*level)).collect();
    let view = space.view(|part| touched.contains(&part) || reads.has(part));
    // Where all of a state is to be known, all classes are asked at once.
    let group = (view.levels.len() < space.dictionary.length()).then_some(group);
    let is_same = |panel: &Panel<S>| panel.group == group && panel.view == view;
    let Some(panel) = panels.iter_mut().find(|panel| is_same(panel)) else {
        return panels.push(Panel { group, view, asked: Set::EMPTY, questions: vec![question] });
    };
    let is_asked =
        |one: &Question<S>| one.property == question.property && one.ask.case() == question.ask.case();
    if !panel.questions.iter().any(is_asked) {
        panel.questions.push(question);
    }
}

impl<S: Specified> Panel<S> {
    fn ask(&mut self, space: &mut Space<'_, S>, mut set: Set) -> Result<(), Stop> {
        let mut class = None;
        if let Some(group) = self.group {
            // Where the class does nothing, there is nothing to ask.
            let group = &space.groups[group];
            class = Some(group.class);
            set = space.diagrams.image(set, group.able, group.view.plan)?;
        }
        let mut finds = vec![Rows::default(); self.questions.len()];
        let (view, questions) = (&self.view, &self.questions);
        let mut actions = Vec::new();
        let open = view.visit(space, (set, self.asked), |space, state, situation| {
            let system = space.system;
            let mut attempted = None;
            let mut is_find = vec![false; questions.len()];
            let caught = panics::catch(|| {
                actions.clear();
                system.actions(state, &mut actions);
                let is_meant = |action: &&S::Action| class.is_none_or(|class| system.class(action) == class);
                for action in actions.iter().filter(is_meant) {
                    attempted = Some(*action);
                    let Ok(next) = system.next_state(state, action) else { continue };
                    for (question, is_find) in questions.iter().zip(&mut is_find) {
                        *is_find |= !question.ask.holds(system, (state, action, &next));
                    }
                }
            });
            for (finds, _) in finds.iter_mut().zip(&is_find).filter(|(_, is_find)| **is_find) {
                finds.push(situation);
            }
            if let Err(message) = caught {
                let situation = space.diagrams.set_of(vec![situation])?;
                let (plan, action) = (view.plan, attempted);
                space.panics.push(Panic { plan, situation, action, message, on_leaving: true });
            }
            Ok(())
        })?;
        for (question, finds) in self.questions.iter_mut().zip(finds) {
            let finds = finds.set(&mut space.diagrams)?;
            question.finds = space.diagrams.union(question.finds, finds)?;
        }
        self.asked = space.diagrams.union(self.asked, open)?;
        Ok(())
    }

    /// Whether the answers in `state`, in which these actions can be attempted, are those that were given in another one
    /// with this situation, if any were.
    pub(super) fn ensure_known(
        &self,
        space: &Space<'_, S>,
        (state, actions): (&S::State, &[S::Action]),
        situation: &[u32],
    ) -> Result<(), Stop> {
        if !space.panics.is_empty() || !space.diagrams.has(self.asked, situation) {
            return Ok(());
        }
        let (system, class) = (space.system, self.group.map(|group| space.groups[group].class));
        let is_meant = |action: &&S::Action| class.is_none_or(|class| system.class(action) == class);
        for question in &self.questions {
            let is_find = panics::catch(|| {
                actions.iter().filter(is_meant).any(|action| {
                    let next = system.next_state(state, action);
                    next.is_ok_and(|next| !question.ask.holds(system, (state, action, &next)))
                })
            });
            if is_find != Ok(space.diagrams.has(question.finds, situation)) {
                return Err(wrong::property_differs(question.name));
            }
        }
        Ok(())
    }
}
