//! What is asked of everything that can be reached: what must follow, and what still can.

use counterfoil_model::footprint::Parts;
use counterfoil_properties::property::{Predicate, Property, Specified};

use super::cycles::Cycles;
use super::diagrams::Set;
use super::panel::{self, Ask};
use super::search::Search;
use super::stop::Stop;
use super::verify::Asked;
use super::{lasso, possible};

/// Asks the properties of liveness, where `all` is everything that can be reached.
pub(super) fn ask<S: Specified>(search: &mut Search<'_, S>, all: Set) -> Result<(), Stop> {
    let properties = search.specification.properties();
    for (index, property) in properties.iter().copied().enumerate() {
        search.space.kept = search.sets();
        if let Predicate::AlwaysPossible(good) = property.predicate {
            let good = match &property.cases {
                Some(cases) => {
                    let reads = (cases.reads)(search.space.system).into_iter().enumerate();
                    let asks = reads.map(|(case, reads)| (reads, Ask::Fails(cases.holds, case)));
                    let bad = finds(search, (all, property), asks.collect())?;
                    search.space.diagrams.difference(all, bad)?
                }
                None => holding(search, (all, property), good)?,
            };
            search.space.kept.push(good);
            let stuck = possible::stuck(&mut search.space, all, good)?;
            search.space.kept.clear();
            nearest(search, index, stuck)?;
        }
        let due = property.predicate.due();
        if due.is_empty() {
            continue;
        }
        let cycles = Cycles::of(&mut search.space)?;
        search.space.kept.extend(cycles.sets());
        let mut shortest = None;
        for due in due {
            let from = holding(search, (all, property), due.from)?;
            let to = holding(search, (all, property), due.to)?;
            search.space.kept.extend([from, to]);
            let found = lasso::find(&mut search.space, (&mut search.layers, &cycles), (all, from, to))?;
            let is_shorter = |found: &counterfoil_traces::replay::Trace<S::Action>| {
                let length = |trace: &counterfoil_traces::replay::Trace<S::Action>| trace.actions.len();
                shortest.as_ref().is_none_or(|known| length(found) < length(known))
            };
            if let Some(found) = found.filter(is_shorter) {
                shortest = Some(found);
            }
        }
        search.space.kept.clear();
        search.finds.lassos.extend(shortest.map(|trace| (index, trace)));
    }
    Ok(())
}

/// The states of `all` in which the predicate, which reads these parts, holds.
fn holding<S: Specified>(
    search: &mut Search<'_, S>,
    (all, property): (Set, &'static Property<S>),
    holds: fn(&S, &S::State) -> bool,
) -> Result<Set, Stop> {
    let reads = search.space.system.reads(property);
    finds(search, (all, property), vec![(reads, Ask::Holds(holds, true))])
}

/// The states of `all` that are a find of any of what is asked about the property.
fn finds<S: Specified>(
    search: &mut Search<'_, S>,
    (all, property): (Set, &'static Property<S>),
    asks: Vec<(Parts, Ask<S>)>,
) -> Result<Set, Stop> {
    let questions = asks.into_iter().map(|(reads, ask)| (0, property, reads, ask));
    let panels = panel::panels(&mut search.space, questions);
    let mut finds = Set::EMPTY;
    for mut panel in panels {
        panel.ask(&mut search.space, all)?;
        let some = panel::finds(std::slice::from_ref(&panel), &mut search.space, (0, all))?;
        finds = search.space.diagrams.union(finds, some)?;
        let wanted = search.sets().into_iter().chain(panel.sets()).chain([finds]).collect();
        let (panels, steps) = (std::slice::from_ref(&panel), &search.steps);
        Asked { panels, steps, all, wanted }.predicates_again(&mut search.space)?;
        search.space.kept.push(finds);
    }
    Ok(finds)
}

/// Notes the nearest of these states, all of which can be reached, as the find of a property.
fn nearest<S: Specified>(search: &mut Search<'_, S>, index: usize, set: Set) -> Result<(), Stop> {
    if set.is_empty() {
        return Ok(());
    }
    let mut level = 0;
    loop {
        search.space.kept = vec![set];
        while level >= search.layers.levels.len() && !search.layers.is_whole() {
            search.add_level()?;
        }
        search.space.kept.clear();
        let Some(states) = search.layers.levels.get(level).copied() else {
            return Err(Stop::Wrong(
                "a state that was found to be reached is not met on the way there".to_owned(),
            ));
        };
        let target = search.space.diagrams.intersection(set, states)?;
        if !target.is_empty() {
            return search.finds.note(&mut search.space, index, (level, target));
        }
        level += 1;
    }
}
