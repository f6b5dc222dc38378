//! A property sees what it declares and nothing else, and its cases together are the property.
//!
//! As for the classes of actions, states are put together of parts of several that were found.

use counterfoil_model::footprint::Parts;
use counterfoil_model::system::System;
use counterfoil_properties::property::{Predicate, Property, Specified};

use super::parts::assembled;
use super::{Law, Space, actions, demand, hash};

/// A property has the same value in two states that agree on what it reads, whatever else they are; one of steps also
/// sees what the class of the action touches.
pub(crate) fn properties_see_their_parts_alone<S: Specified>(
    space: &Space<'_, S>,
    properties: &[&Property<S>],
    samples: usize,
) -> Law {
    for property in properties {
        let reads = space.system.reads(property);
        for state in space.sample(samples) {
            let elsewhere = with_others(space, state, reads, property.name, state)?;
            demand(
                values(space.system, property, state) == values(space.system, property, &elsewhere),
                || format!("{} is not the same in {state:?} and {elsewhere:?}", property.name),
            )?;
            if let Predicate::Step(holds) = property.predicate {
                steps_see_their_parts_alone(space, (property.name, reads), holds, state)?;
            }
        }
    }
    Ok(())
}

/// The cases of a property hold where the property does, and each sees what it declares alone. Returns how many times
/// a case did not hold.
pub(crate) fn cases_are_the_property<S: Specified>(
    space: &Space<'_, S>,
    properties: &[&Property<S>],
    samples: usize,
) -> Result<u64, String> {
    let (system, mut failed) = (space.system, 0);
    for property in properties {
        let (Some(cases), Predicate::Always(holds)) = (&property.cases, &property.predicate) else {
            continue;
        };
        let reads = (cases.reads)(system);
        for state in space.sample(samples) {
            // What was put together violates more than what can be reached.
            for state in [state.clone(), with_others(space, state, Parts::NONE, "cases", state)?] {
                let values = (0..reads.len()).map(|case| (cases.holds)(system, &state, case));
                let values: Vec<bool> = values.collect();
                failed += values.iter().map(|holds| u64::from(!holds)).sum::<u64>();
                demand(holds(system, &state) == values.iter().all(|holds| *holds), || {
                    format!("{} is not the conjunction of its cases in {state:?}", property.name)
                })?;
                for ((case, reads), value) in reads.iter().enumerate().zip(values) {
                    let elsewhere = with_others(space, &state, *reads, property.name, &state)?;
                    demand((cases.holds)(system, &elsewhere, case) == value, || {
                        format!("case {case} of {} is another in {elsewhere:?}", property.name)
                    })?;
                }
            }
        }
    }
    Ok(failed)
}

fn steps_see_their_parts_alone<S: Specified>(
    space: &Space<'_, S>,
    (name, reads): (&str, Parts),
    holds: fn(&S, &S::State, &S::Action, &S::State) -> bool,
    state: &S::State,
) -> Law {
    let (system, footprints) = (space.system, space.system.footprints());
    for action in actions(system, state) {
        let Ok(next) = system.next_state(state, &action) else { continue };
        let footprint = footprints[system.class(&action)];
        let seen = reads.and(footprint.reads).and(footprint.writes);
        let before = with_others(space, state, seen, name, state)?;
        let after = with_others(space, &next, seen, name, state)?;
        demand(holds(system, state, &action, &next) == holds(system, &before, &action, &after), || {
            format!("{name} is not the same of {action} in {state:?} and {before:?}")
        })?;
    }
    Ok(())
}

/// The state with each part but `kept` taken from another one, which the name and `key` choose.
fn with_others<S: System>(
    space: &Space<'_, S>,
    state: &S::State,
    kept: Parts,
    name: &str,
    key: &S::State,
) -> Result<S::State, String> {
    let others = (0..space.system.parts()).filter(|part| !kept.has(*part));
    assembled(space, state, others.map(|part| (part, space.pick(&(part, name, hash(key))))))
}

/// What the predicate of a property of states says, and of each thing that has to follow another.
fn values<S: Specified>(system: &S, property: &Property<S>, state: &S::State) -> Vec<bool> {
    match &property.predicate {
        Predicate::Always(holds) | Predicate::Sometimes(holds) | Predicate::AlwaysPossible(holds) => {
            vec![holds(system, state)]
        }
        due @ (Predicate::Eventually(_) | Predicate::EventuallyEach(_)) => {
            due.due().iter().flat_map(|due| [due.from, due.to]).map(|holds| holds(system, state)).collect()
        }
        Predicate::Step(_) => Vec::new(),
    }
}
