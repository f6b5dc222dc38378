//! Predicates of states, asked of sets: each distinct combination of what they read is asked about once.

use std::collections::BTreeMap;

use counterfoil_model::footprint::Parts;
use counterfoil_properties::property::{Predicate, Property, Specified};

use super::diagrams::{Plan, Set, Vectors, Which};
use super::rows::Rows;
use super::space::{Panic, Space};
use super::stop::Stop;
use crate::panics;

/// What is asked of a state.
pub(super) enum Ask<S: Specified> {
    /// A predicate, of which it is a find if it holds, or if it does not.
    Holds(fn(&S, &S::State) -> bool, bool),
    /// A case of a conjunction, of which it is a find if it does not hold.
    Fails(fn(&S, &S::State, usize) -> bool, usize),
}

impl<S: Specified> Ask<S> {
    fn is_find(&self, system: &S, state: &S::State) -> bool {
        match self {
            Self::Holds(holds, find) => holds(system, state) == *find,
            Self::Fails(holds, case) => !holds(system, state, *case),
        }
    }
}

/// One question, and where the answer is a find.
struct Question<S: Specified> {
    /// The index of its property.
    property: usize,
    ask: Ask<S>,
    finds: Set,
}

/// The questions that read the same parts.
pub(super) struct Panel<S: Specified> {
    plan: Plan,
    /// The levels that are read.
    levels: Vec<usize>,
    asked: Set,
    questions: Vec<Question<S>>,
}

/// How many combinations are asked about between two looks at the limits.
const ROUND: usize = 1 << 14;

/// All panels of these questions, each with the index of its property and with what it reads.
pub(super) fn panels<S: Specified>(
    space: &mut Space<'_, S>,
    questions: impl IntoIterator<Item = (usize, Parts, Ask<S>)>,
) -> Vec<Panel<S>> {
    let mut panels: BTreeMap<Vec<usize>, Panel<S>> = BTreeMap::new();
    for (property, reads, ask) in questions {
        let levels: Vec<usize> =
            (0..space.dictionary.length()).filter(|level| reads.has(space.dictionary.part(*level))).collect();
        let panel = panels.entry(levels.clone()).or_insert_with(|| Panel {
            plan: space.keeping(|part| reads.has(part)),
            levels,
            asked: Set::EMPTY,
            questions: Vec::new(),
        });
        panel.questions.push(Question { property, ask, finds: Set::EMPTY });
    }
    panels.into_values().collect()
}

/// What `always` and `sometimes` ask of states.
pub(super) fn of_states<S: Specified>(
    system: &S,
    properties: &[&'static Property<S>],
) -> Vec<(usize, Parts, Ask<S>)> {
    let mut questions = Vec::new();
    for (index, property) in properties.iter().enumerate() {
        let reads = system.reads(property);
        match (&property.predicate, &property.cases) {
            (Predicate::Always(_), Some(cases)) => {
                let reads = (cases.reads)(system).into_iter().enumerate();
                questions.extend(reads.map(|(case, reads)| (index, reads, Ask::Fails(cases.holds, case))));
            }
            (Predicate::Always(holds), None) => questions.push((index, reads, Ask::Holds(*holds, false))),
            (Predicate::Sometimes(holds), _) => questions.push((index, reads, Ask::Holds(*holds, true))),
            (
                Predicate::Step(_)
                | Predicate::Eventually(_)
                | Predicate::EventuallyEach(_)
                | Predicate::AlwaysPossible(_),
                _,
            ) => {}
        }
    }
    questions
}

impl<S: Specified> Panel<S> {
    /// Asks about what there is in `set` and was not asked about yet.
    pub(super) fn ask(&mut self, space: &mut Space<'_, S>, set: Set) -> Result<(), Stop> {
        let short = space.diagrams.project(set, self.plan)?;
        let open = space.diagrams.difference(short, self.asked)?;
        if open.is_empty() {
            return Ok(());
        }
        let states = space.diagrams.image(set, open, self.plan)?;
        let states = space.diagrams.representatives(states, self.plan, Which::First)?;
        let mut cursor = space.cursor();
        let mut vectors = Vectors::of(states);
        let mut finds = vec![Rows::default(); self.questions.len()];
        let mut count = 0;
        while let Some(vector) = vectors.next(&space.diagrams) {
            cursor.go(&space.dictionary, vector)?;
            let situation: Vec<u32> = self.levels.iter().map(|level| vector[*level]).collect();
            let asked = self.questions.iter().zip(&mut finds);
            let caught = panics::catch(|| {
                for (question, finds) in asked {
                    if question.ask.is_find(space.system, &cursor.state) {
                        finds.push(&situation);
                    }
                }
            });
            if let Err(message) = caught {
                let situation = space.diagrams.set_of(vec![&situation])?;
                let panic = Panic { plan: self.plan, situation, action: None, message, on_leaving: false };
                space.panics.push(panic);
            }
            count += 1;
            if count % ROUND == 0 {
                space.keep_to_limits()?;
            }
        }
        for (question, finds) in self.questions.iter_mut().zip(finds) {
            let finds = finds.set(&mut space.diagrams)?;
            question.finds = space.diagrams.union(question.finds, finds)?;
        }
        self.asked = space.diagrams.union(self.asked, open)?;
        Ok(())
    }

    /// The states of `set`, all of which were asked about, that are finds of the property.
    pub(super) fn finds(&self, space: &mut Space<'_, S>, property: usize, set: Set) -> Result<Set, Stop> {
        let mut all = Set::EMPTY;
        for question in self.questions.iter().filter(|question| question.property == property) {
            let finds = space.diagrams.image(set, question.finds, self.plan)?;
            all = space.diagrams.union(all, finds)?;
        }
        Ok(all)
    }

    /// All sets that it is made of.
    pub(super) fn sets(&self) -> impl Iterator<Item = Set> + '_ {
        self.questions.iter().map(|question| question.finds).chain([self.asked])
    }
}
