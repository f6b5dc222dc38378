//! What is asked of the graph of all states: the `eventually` and `always_possible` properties.

mod always_possible;
mod eventually;
pub(in crate::engine) mod graph;

use std::cell::OnceCell;

use counterfoil_model::system::{Protocol, System};
use counterfoil_properties::property::{Predicate, Property};
use counterfoil_traces::replay::{Fault, Trace};

use self::always_possible::Backwards;
use self::eventually::Due;
use self::graph::label::{Classes, Label};
use self::graph::walk::{Walk, Ways};
use self::graph::{Graph, Log};

/// The counterexamples that a graph has, each with the index of its property.
pub(in crate::engine) type Answers<A> = Vec<(usize, Trace<A>)>;

/// A predicate of states.
type Holds<S> = fn(&S, &<S as Protocol>::State) -> bool;

/// The questions, and the predicates that they are made of, each with a bit of its own.
pub(in crate::engine) struct GraphQuestions<S: System> {
    predicates: Vec<Holds<S>>,
    /// Each with the index of its property; those of one property stand together.
    questions: Vec<(usize, Question)>,
}

/// One question, by the bits of its predicates.
enum Question {
    Eventually { from: u32, to: u32 },
    AlwaysPossible { good: u32 },
}

impl<S: System> GraphQuestions<S> {
    /// How many predicates there can be.
    const LIMIT: usize = u32::BITS as usize;

    /// What `properties` ask of the graph, if anything.
    pub(in crate::engine) fn of(properties: &[&'static Property<S>]) -> Option<Self> {
        let mut questions = Self { predicates: Vec::new(), questions: Vec::new() };
        for (index, property) in properties.iter().enumerate() {
            for due in property.predicate.due() {
                let question =
                    Question::Eventually { from: questions.mark(due.from), to: questions.mark(due.to) };
                questions.questions.push((index, question));
            }
            if let Predicate::AlwaysPossible(good) = &property.predicate {
                let question = Question::AlwaysPossible { good: questions.mark(*good) };
                questions.questions.push((index, question));
            }
        }
        (!questions.questions.is_empty()).then_some(questions)
    }

    fn mark(&mut self, predicate: Holds<S>) -> u32 {
        assert!(self.predicates.len() < Self::LIMIT, "more than {} predicates about a graph", Self::LIMIT);
        self.predicates.push(predicate);
        1 << (self.predicates.len() - 1)
    }

    /// Which predicates hold in a state, a bit each.
    #[inline]
    pub(in crate::engine) fn marks(&self, system: &S, state: &S::State) -> u32 {
        let holds = self.predicates.iter().rev().map(|holds| u32::from(holds(system, state)));
        holds.fold(0, |marks, bit| marks << 1 | bit)
    }

    /// The indices of the properties that ask, one for each question.
    pub(in crate::engine) fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.questions.iter().map(|(index, _)| *index)
    }

    /// What the graph of a finished search answers, given the logs of its workers and the number of its
    /// initial states; nothing, if the logs do not describe a whole graph.
    ///
    /// # Errors
    /// The fault that shows that the system is not deterministic.
    pub(in crate::engine) fn answers(
        &self,
        system: &S,
        (logs, initial): (Vec<Log>, u32),
        fingerprint: impl Fn(&S::State) -> u64,
    ) -> Result<Option<Answers<S::Action>>, Fault> {
        let Some(graph) = Graph::new(logs, initial) else { return Ok(None) };
        let walks = self.counterexamples(&graph);
        let traced = |(index, walk): (usize, Walk)| Ok((index, trace(system, &graph, &walk, &fingerprint)?));
        walks.into_iter().map(traced).collect::<Result<_, _>>().map(Some)
    }

    /// The properties that do not hold, each with the shortest of the ways that show it.
    fn counterexamples(&self, graph: &Graph) -> Vec<(usize, Walk)> {
        let ways = Ways::from_initial(graph);
        let backwards = OnceCell::new();
        let answer = |(index, question): &(usize, Question)| {
            let walk = match question {
                Question::Eventually { from, to } => {
                    let due = Due { from: *from, to: *to, strong: Classes::strong::<S>() };
                    eventually::counterexample(graph, &ways, &due)
                }
                Question::AlwaysPossible { good } => {
                    let backwards = backwards.get_or_init(|| Backwards::new(graph));
                    always_possible::counterexample(graph, &ways, backwards, *good)
                }
            };
            walk.map(|walk| (*index, walk))
        };
        let mut shortest: Vec<(usize, Walk)> = Vec::new();
        for (index, walk) in self.questions.iter().filter_map(answer) {
            match shortest.last_mut().filter(|(known, _)| *known == index) {
                Some((_, known)) if known.steps.len() <= walk.steps.len() => {}
                Some((_, known)) => *known = walk,
                None => shortest.push((index, walk)),
            }
        }
        shortest
    }
}

/// The trace of a way through a graph: at each step the first action that leads along the edge.
///
/// Who moves matters on a run that goes on for ever, which has to be fair. On the way to a state it does not;
/// and there a state may be another member of its orbit than the one whose edges are known, from which others
/// make the same moves.
///
/// # Errors
/// The fault that shows that the system is not deterministic.
fn trace<S: System>(
    system: &S,
    graph: &Graph,
    walk: &Walk,
    fingerprint: impl Fn(&S::State) -> u64,
) -> Result<Trace<S::Action>, Fault> {
    let first = graph.fingerprint(walk.start);
    let mut starts = system.init_states().into_iter().enumerate();
    let start = starts.find(|(_, state)| fingerprint(state) == first);
    let (start, mut state) = start.ok_or(Fault::NoSuchStart(walk.start as usize))?;
    let mut trace =
        Trace { start, actions: Vec::with_capacity(walk.steps.len()), loop_start: walk.loop_start };
    let mut offered = Vec::new();
    for edge in &walk.steps {
        offered.clear();
        system.actions(&state, &mut offered);
        let is_label = |action: &&S::Action| {
            walk.loop_start.is_none() || Label::of(system, &state, action) == edge.label
        };
        let leads_there = |action: &S::Action| {
            let next = system.next_state(&state, action).ok()?;
            (fingerprint(&next) == graph.fingerprint(edge.state)).then_some((*action, next))
        };
        let (action, next) = offered.iter().filter(is_label).find_map(leads_there).ok_or_else(|| {
            let action = "the one that led on in the search".to_owned();
            Fault::NotOffered { step: trace.actions.len() + 1, action }
        })?;
        trace.actions.push(action);
        state = next;
    }
    Ok(trace)
}
