//! Properties say what they read: whatever else a state is, the answer is the same, of the whole and of each case.

use counterfoil_model::footprint::Parts;
use counterfoil_model::system::{Protocol, System};
use counterfoil_properties::property::{Cases, Predicate, Property, Specified};

use super::parts::assembled;
use super::{Attempt, Law, Space, demand, hash};

/// Whether something holds of a state.
type Holds<'a, S> = Box<dyn Fn(&<S as Protocol>::State) -> bool + 'a>;

/// A question about a state, and the parts that decide it.
struct Question<'a, S: System> {
    name: String,
    reads: Parts,
    holds: Holds<'a, S>,
}

/// What a property asks of states: all of it, or what is due, and each of its cases.
fn questions<'a, S: Specified>(system: &'a S, property: &'a Property<S>) -> Vec<Question<'a, S>> {
    let reads = system.reads(property);
    let ask = |name, reads, holds: Holds<'a, S>| Question { name, reads, holds };
    let mut questions = Vec::new();
    match &property.predicate {
        Predicate::Always(holds) | Predicate::Sometimes(holds) | Predicate::AlwaysPossible(holds) => {
            questions.push(ask(property.name.to_owned(), reads, Box::new(|state| holds(system, state))));
        }
        Predicate::Eventually(_) | Predicate::EventuallyEach(_) => {
            for due in property.predicate.due() {
                let name = property.name.to_owned();
                questions.push(ask(name.clone(), reads, Box::new(|state| (due.from)(system, state))));
                questions.push(ask(name, reads, Box::new(|state| (due.to)(system, state))));
            }
        }
        Predicate::Step(_) => {}
    }
    let kinds = [("case", &property.cases), ("given", &property.given)];
    for (kind, cases) in kinds.into_iter().filter_map(|(kind, cases)| Some((kind, cases.as_ref()?))) {
        for (case, reads) in (cases.reads)(system).into_iter().enumerate() {
            let name = format!("{kind} {case} of {}", property.name);
            questions.push(ask(name, reads, Box::new(move |state| (cases.holds)(system, state, case))));
        }
    }
    questions
}

/// The answers are the same in two states that agree on what a property says that it reads, whatever else they are;
/// and those about a transition, if the states agree on what its action touches besides.
pub(crate) fn properties_see_their_parts_alone<S: Specified>(
    space: &Space<'_, S>,
    properties: &[&Property<S>],
    samples: usize,
) -> Law {
    for property in properties {
        for Question { name, reads, holds } in questions(space.system, property) {
            for state in space.sample(samples).filter(|_| reads != Parts::ALL) {
                let elsewhere = elsewhere(space, state, &name, reads)?;
                demand(holds(state) == holds(&elsewhere), || {
                    format!("{name} depends on more than it reads: {state:?}, {elsewhere:?}")
                })?;
            }
        }
        if let Predicate::Step(_) = property.predicate {
            steps_see_their_parts_alone(space, property, samples)?;
        }
    }
    Ok(())
}

fn steps_see_their_parts_alone<S: Specified>(
    space: &Space<'_, S>,
    property: &Property<S>,
    samples: usize,
) -> Law {
    let (system, reads) = (space.system, space.system.reads(property));
    let (Predicate::Step(holds), footprints) = (&property.predicate, system.footprints()) else {
        return Ok(());
    };
    let step = space.attempts.len().div_ceil(samples.max(1)).max(1);
    for (number, state) in space.expanded().step_by(step).filter(|_| reads != Parts::ALL) {
        for Attempt { action, class, next } in &space.attempts[number] {
            let Ok(next) = next else { continue };
            let seen = reads.and(footprints[*class].reads).and(footprints[*class].writes);
            let before = elsewhere(space, state, &(property.name, action), seen)?;
            let Ok(after) = system.next_state(&before, action) else {
                return Err(format!("{action} is refused in {before:?}, though not in {state:?}"));
            };
            let here = holds(system, state, action, &space.states[*next]);
            demand(here == holds(system, &before, action, &after), || {
                format!("{} depends on more than it reads: {action} in {state:?}, {before:?}", property.name)
            })?;
        }
    }
    Ok(())
}

/// A state that agrees with this one on some parts, and with any other on the rest.
fn elsewhere<S: System>(
    space: &Space<'_, S>,
    state: &S::State,
    key: &impl std::hash::Hash,
    seen: Parts,
) -> Result<S::State, String> {
    let donor = space.pick(&(hash(key), hash(state)));
    let rest = (0..space.system.parts()).filter(|part| !seen.has(*part));
    assembled(space, state, rest.map(|part| (part, donor)))
}

/// In every state all cases of a property together, where what is given holds, are the property.
pub(crate) fn cases_are_the_property<S: Specified>(space: &Space<'_, S>, properties: &[&Property<S>]) -> Law {
    let system = space.system;
    for property in properties {
        let Some(cases) = &property.cases else {
            demand(property.given.is_none(), || {
                format!("{} is given something, but has no cases", property.name)
            })?;
            continue;
        };
        let (holds, is_witness) = match property.predicate {
            Predicate::Always(holds) => (holds, false),
            Predicate::Sometimes(holds) => (holds, true),
            Predicate::AlwaysPossible(holds) if property.given.is_none() => (holds, true),
            _ => {
                return Err(format!(
                    "{} has cases, or is given something, but is about no state",
                    property.name
                ));
            }
        };
        for state in &space.states {
            let all = |cases: &Cases<S>| {
                (0..(cases.reads)(system).len()).all(|case| (cases.holds)(system, state, case))
            };
            let is_given = property.given.as_ref().is_none_or(all);
            let each = if is_witness { is_given && all(cases) } else { !is_given || all(cases) };
            demand(each == holds(system, state), || {
                format!("{} is not what its cases are together in {state:?}", property.name)
            })?;
        }
    }
    Ok(())
}

/// Of every step, the cases of a property together are its predicate; and each of them holds of a step of a class that
/// says it writes nothing of what the case reads. Returns how often a case was such.
pub(crate) fn step_cases_are_the_property<S: Specified>(
    space: &Space<'_, S>,
    properties: &[&Property<S>],
) -> Result<u64, String> {
    let (system, footprints, mut untouched) = (space.system, space.system.footprints(), 0);
    for property in properties {
        let Some(cases) = &property.step_cases else { continue };
        let Predicate::Step(holds) = property.predicate else {
            return Err(format!("{} has cases of steps, but is about none", property.name));
        };
        let reads = (cases.reads)(system);
        for (number, state) in space.expanded() {
            for Attempt { action, class, next } in &space.attempts[number] {
                let Ok(next) = next else { continue };
                let next = &space.states[*next];
                let each = |case: usize| (cases.holds)(system, state, action, next, case);
                demand((0..reads.len()).all(each) == holds(system, state, action, next), || {
                    format!("{} is not what its cases are together: {action} in {state:?}", property.name)
                })?;
                let writes = footprints[*class].writes;
                for case in (0..reads.len()).filter(|case| !writes.meets(reads[*case])) {
                    untouched += 1;
                    demand(each(case), || {
                        let name = property.name;
                        format!("case {case} of {name} fails of what it does not read: {action} in {state:?}")
                    })?;
                }
            }
        }
    }
    Ok(untouched)
}
