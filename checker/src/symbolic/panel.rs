//! Predicates of states, asked of sets: each distinct combination of what they read is asked about once.

use counterfoil_model::footprint::Parts;
use counterfoil_model::system::Protocol;
use counterfoil_properties::property::{Cases, Predicate, Property, Specified};

use super::diagrams::Set;
use super::rows::Rows;
use super::space::{Panic, Space};
use super::stop::Stop;
use super::view::View;
use super::wrong;
use crate::panics;

/// Whether the case with a number holds in a state.
type CaseHolds<S> = fn(&S, &<S as Protocol>::State, usize) -> bool;

/// What is asked of a state.
pub(super) enum Ask<S: Specified> {
    /// A predicate, of which it is a find if it holds, or if it does not.
    Holds(fn(&S, &S::State) -> bool, bool),
    /// A case of a conjunction, of which it is a find if it does not hold.
    Fails(fn(&S, &S::State, usize) -> bool, usize),
    /// A case of what must hold as well for anything to be a find.
    Meets(fn(&S, &S::State, usize) -> bool, usize),
}

impl<S: Specified> Ask<S> {
    fn is_find(&self, system: &S, state: &S::State) -> bool {
        match self {
            Self::Holds(holds, find) => holds(system, state) == *find,
            Self::Fails(holds, case) => !holds(system, state, *case),
            Self::Meets(holds, case) => holds(system, state, *case),
        }
    }

    /// All cases that `cases` has, each with what it reads.
    fn each(system: &S, cases: &Cases<S>, ask: fn(CaseHolds<S>, usize) -> Self) -> Vec<(Parts, Self)> {
        let reads = (cases.reads)(system).into_iter().enumerate();
        reads.map(|(case, reads)| (reads, ask(cases.holds, case))).collect()
    }
}

/// One question, and where the answer is a find.
struct Question<S: Specified> {
    /// The index of its property, and the name.
    property: usize,
    name: &'static str,
    ask: Ask<S>,
    finds: Set,
}

/// The questions that read the same parts.
pub(super) struct Panel<S: Specified> {
    pub(super) view: View,
    /// The situations that were asked about.
    pub(super) asked: Set,
    questions: Vec<Question<S>>,
}

/// All panels of these questions, each with the index of its property and with what it reads.
pub(super) fn panels<S: Specified>(
    space: &mut Space<'_, S>,
    questions: impl IntoIterator<Item = (usize, &'static Property<S>, Parts, Ask<S>)>,
) -> Vec<Panel<S>> {
    let mut panels: Vec<Panel<S>> = Vec::new();
    for (property, one, reads, ask) in questions {
        let view = space.view(|part| reads.has(part));
        let question = Question { property, name: one.name, ask, finds: Set::EMPTY };
        match panels.iter_mut().find(|panel| panel.view == view) {
            Some(panel) => panel.questions.push(question),
            None => panels.push(Panel { view, asked: Set::EMPTY, questions: vec![question] }),
        }
    }
    panels
}

/// What `always` and `sometimes` ask of states.
pub(super) fn of_states<S: Specified>(
    system: &S,
    properties: &[&'static Property<S>],
) -> Vec<(usize, &'static Property<S>, Parts, Ask<S>)> {
    let mut questions = Vec::new();
    for (index, property) in properties.iter().copied().enumerate() {
        let asks = match (&property.predicate, &property.cases) {
            (Predicate::Always(_), Some(cases)) => Ask::each(system, cases, Ask::Fails),
            (Predicate::Sometimes(_), Some(cases)) => Ask::each(system, cases, Ask::Meets),
            (Predicate::Always(holds), None) => {
                vec![(system.reads(property), Ask::Holds(*holds, false))]
            }
            (Predicate::Sometimes(holds), None) => vec![(system.reads(property), Ask::Holds(*holds, true))],
            (
                Predicate::Step(_)
                | Predicate::Eventually(_)
                | Predicate::EventuallyEach(_)
                | Predicate::AlwaysPossible(_),
                _,
            ) => continue,
        };
        let given = property.given.as_ref().filter(|_| property.cases.is_some());
        let given = given.map(|given| Ask::each(system, given, Ask::Meets)).unwrap_or_default();
        questions.extend(given.into_iter().chain(asks).map(|(reads, ask)| (index, property, reads, ask)));
    }
    questions
}

/// The states of `set`, all of which were asked about, that are finds of the property: all holds that must, and some of
/// what else is asked about, if anything is, is a find.
pub(super) fn finds<S: Specified>(
    panels: &[Panel<S>],
    space: &mut Space<'_, S>,
    (property, set): (usize, Set),
) -> Result<Set, Stop> {
    let of_panel = |panel: &'_ Panel<S>| {
        let questions = panel.questions.iter().filter(|question| question.property == property);
        questions
            .map(|question| (matches!(question.ask, Ask::Meets(..)), question.finds, panel.view.plan))
            .collect::<Vec<_>>()
    };
    let (must, may): (Vec<_>, Vec<_>) =
        panels.iter().flat_map(of_panel).partition(|(must_hold, _, _)| *must_hold);
    let mut within = if must.is_empty() && may.is_empty() { Set::EMPTY } else { set };
    for (_, finds, plan) in must {
        within = space.diagrams.image(within, finds, plan)?;
    }
    if may.is_empty() {
        return Ok(within);
    }
    let mut all = Set::EMPTY;
    for (_, finds, plan) in may {
        let finds = space.diagrams.image(within, finds, plan)?;
        all = space.diagrams.union(all, finds)?;
    }
    Ok(all)
}

impl<S: Specified> Panel<S> {
    /// Asks about what there is in `set` and was not asked about yet.
    pub(super) fn ask(&mut self, space: &mut Space<'_, S>, set: Set) -> Result<(), Stop> {
        let mut finds = vec![Rows::default(); self.questions.len()];
        let (view, questions) = (&self.view, &self.questions);
        let open = view.visit(space, (set, self.asked), |space, state, situation| {
            let caught = panics::catch(|| {
                for (question, finds) in questions.iter().zip(&mut finds) {
                    if question.ask.is_find(space.system, state) {
                        finds.push(situation);
                    }
                }
            });
            if let Err(message) = caught {
                let situation = space.diagrams.set_of(vec![situation])?;
                space.panics.push(Panic {
                    plan: view.plan,
                    situation,
                    action: None,
                    message,
                    on_leaving: false,
                });
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

    /// Whether the answers in `state` are those that were given in another one with this situation, if any were.
    pub(super) fn ensure_known(
        &self,
        space: &Space<'_, S>,
        state: &S::State,
        situation: &[u32],
    ) -> Result<(), Stop> {
        if !space.panics.is_empty() || !space.diagrams.has(self.asked, situation) {
            return Ok(());
        }
        for question in &self.questions {
            let is_find = panics::catch(|| question.ask.is_find(space.system, state));
            if is_find != Ok(space.diagrams.has(question.finds, situation)) {
                return Err(wrong::property_differs(question.name));
            }
        }
        Ok(())
    }

    /// Whether it asks about one of these properties.
    pub(super) fn asks_about(&self, properties: &[usize]) -> bool {
        self.questions.iter().any(|question| properties.contains(&question.property))
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.questions.iter().map(|question| question.finds).chain([self.asked])
    }
}
