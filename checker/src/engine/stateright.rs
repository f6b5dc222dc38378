//! stateright's own breadth-first search, asked the same questions.
//!
//! Its limits shape this file. With several properties a later violation overwrites a shorter one, so
//! each run has exactly one: the conjunction of the `always` properties, whose culprits are then named
//! by asking each of them about the last state, or a single `sometimes`. It has no properties of
//! transitions; its `eventually` misses loops and states that are met on two ways, and it knows neither
//! fairness nor deadlock; it counts neither actions nor refusals, and calls a search that a bound cut
//! "done". So properties of transitions and of liveness stay unasked, there is no coverage, and it is
//! never given a bound. With several
//! threads its depth differs from run to run and its counterexample need not be a shortest one, so it
//! is given one.

use counterfoil_properties::property::{Kind, Predicate, Specified};
use counterfoil_properties::specification::Specification;
use counterfoil_traces::replay::{Fault, Trace, replay};
use stateright::{Checker, Model, Path};

use super::{Counts, Cut, Ending, Exhausted, Findings, Panicked, SearchError, Unasked};
use crate::panics;

/// How many threads it is given.
pub const THREADS: usize = 1;

/// What one run of stateright gave.
struct Answer<A> {
    exhausted: Option<Exhausted>,
    counts: Counts,
    discovery: Option<Trace<A>>,
}

/// Searches every state that the specification's system can reach; `specify` makes the specification,
/// since each run takes one of its own.
///
/// # Errors
/// If the system does not do again what it did on the way to a find.
pub fn search<S: Specified>(
    specify: &dyn Fn() -> Specification<S>,
) -> Result<Findings<S::Action>, SearchError> {
    let specification = specify();
    let kinds: Vec<Kind> = specification.properties().iter().map(|property| property.kind()).collect();
    let reason = |kind: Kind| match kind {
        Kind::Step => Some(Unasked::Transitions),
        Kind::Eventually | Kind::AlwaysPossible => Some(Unasked::Liveness),
        Kind::Always | Kind::Sometimes => None,
    };
    let reasons = kinds.iter().enumerate().filter_map(|(index, kind)| Some((index, reason(*kind)?)));
    let mut unasked: Vec<(usize, Unasked)> = reasons.collect();
    let mut found: Vec<_> = (0..specification.properties().len()).map(|_| None).collect();

    let answer = match ask(specify()) {
        Ok(answer) => answer,
        Err(message) => return Ok(after_panic(found, unasked, message)),
    };
    let mut decided = false;
    if let Some(trace) = answer.discovery {
        decided = true;
        for index in culprits(&specification, &trace)? {
            found[index] = Some(trace.clone());
        }
    } else {
        for index in (0..kinds.len()).filter(|index| kinds[*index] == Kind::Sometimes) {
            match ask(specify().asking_for_witness(index)) {
                Ok(witness) => {
                    if witness.discovery.is_none() && witness.exhausted.is_none() {
                        unasked.push((index, Unasked::Witness));
                    }
                    found[index] = witness.discovery;
                }
                Err(message) => return Ok(after_panic(found, unasked, message)),
            }
        }
    }
    let ending = match answer.exhausted {
        Some(exhausted) => Ending::Exhausted(exhausted),
        None if decided => Ending::Decided,
        None => Ending::Cut(Cut::Engine),
    };
    Ok(Findings {
        ending,
        counts: answer.counts,
        knows_depth: true,
        found,
        unasked,
        deadlock: None,
        panicked: None,
        coverage: None,
    })
}

/// One run of stateright, or the message of a panic in it.
fn ask<S: Specified>(specification: Specification<S>) -> Result<Answer<S::Action>, String> {
    panics::catch(|| {
        let checker = specification.checker().threads(THREADS).spawn_bfs().join();
        let starts = checker.model().init_states();
        let discovery = checker.discoveries().into_values().next();
        Answer {
            exhausted: Exhausted::from_checker(&checker),
            counts: Counts {
                unique: checker.unique_state_count() as u128,
                generated: checker.state_count() as u128,
                terminal: 0,
                // stateright counts the states of the longest path, we count its actions.
                depth: (checker.max_depth() as u64).saturating_sub(1),
            },
            discovery: discovery.map(|path| trace_of(&starts, path)),
        }
    })
}

fn trace_of<T: PartialEq, A>(starts: &[T], path: Path<T, A>) -> Trace<A> {
    let path = path.into_vec();
    let first = path.first().map(|(state, _)| state);
    let start = starts.iter().position(|start| Some(start) == first).unwrap_or_default();
    Trace::finite(start, path.into_iter().filter_map(|(_, action)| action).collect())
}

/// The `always` properties that do not hold at the end of the trace.
fn culprits<S: Specified>(
    specification: &Specification<S>,
    trace: &Trace<S::Action>,
) -> Result<Vec<usize>, SearchError> {
    let system = specification.system();
    let run = replay(system, trace).map_err(SearchError::NotDeterministic)?;
    let properties = specification.properties().iter().enumerate();
    let culprits: Vec<usize> = properties
        .filter(|(_, property)| match property.predicate {
            Predicate::Always(holds) => !holds(system, run.last_state()),
            Predicate::Step(_)
            | Predicate::Sometimes(_)
            | Predicate::Eventually(_)
            | Predicate::EventuallyEach(_)
            | Predicate::AlwaysPossible(_) => false,
        })
        .map(|(index, _)| index)
        .collect();
    if culprits.is_empty() { Err(SearchError::NotDeterministic(Fault::NotShown)) } else { Ok(culprits) }
}

/// stateright loses the way to a panic.
fn after_panic<A>(
    found: Vec<Option<Trace<A>>>,
    unasked: Vec<(usize, Unasked)>,
    message: String,
) -> Findings<A> {
    let panicked = Some(Panicked { trace: None, attempts: false, message });
    let counts = Counts::default();
    Findings {
        ending: Ending::Decided,
        counts,
        knows_depth: true,
        found,
        unasked,
        deadlock: None,
        panicked,
        coverage: None,
    }
}
