//! A run on which what is due never comes: the way to a fair loop, and the loop.

use counterfoil_model::system::System;
use counterfoil_traces::replay::{Fault, Trace};

use super::cycles::Cycles;
use super::diagrams::Set;
use super::fair::{between_cycles, component, core, leading_to, led_to, resting};
use super::fair_loop::fair_loop;
use super::layers::Layers;
use super::paths::{self, Way};
use super::space::Space;
use super::stop::Stop;

/// The states that a run can be in while it waits for what is due, level by level.
///
/// A level has the states that are so many actions away from the initial ones, by a way that goes on, from where
/// something fell due, without that it comes.
struct Onwards {
    /// Where something is due and has not come, and where it has not come.
    due: Set,
    open: Set,
    levels: Vec<Set>,
    seen: Set,
}

/// A way to a fair loop, and the loop.
struct Entered<A> {
    depth: usize,
    trace: Trace<A>,
    steps: Vec<A>,
}

/// How many states of a level are tried as the entry of a fair loop, before a loop is followed to where it must be.
const TRIES: usize = 64;

/// A shortest way to a fair loop among the states `all` off `to`, from one with `from` on; if there is one.
pub(super) fn find<S: System>(
    space: &mut Space<'_, S>,
    (layers, cycles): (&mut Layers, &Cycles),
    (all, from, to): (Set, Set, Set),
) -> Result<Option<Trace<S::Action>>, Stop> {
    let open = space.diagrams.difference(all, to)?;
    let due = space.diagrams.intersection(from, open)?;
    let waiting = led_to(space, due, open)?;
    let core = core(space, cycles, waiting)?;
    if core.is_empty() {
        return Ok(None);
    }
    let resting = resting(space, core)?;
    let looping = between_cycles(space, cycles, core)?;
    let mut onwards = Onwards { due, open, levels: Vec::new(), seen: Set::EMPTY };
    let mut entered: Option<Entered<S::Action>> = None;
    let mut target = None;
    loop {
        let depth = onwards.levels.len();
        // A place to stay is preferred where it is no longer than the loop.
        let is_over = onwards.is_over(layers);
        if let Some(found) = entered.take_if(|found| is_over || depth > found.depth + found.steps.len()) {
            return Ok(Some(looped(found.trace, found.steps)));
        }
        if is_over {
            let sentence = "a fair loop that sets of states have is not met on the way there";
            return Err(Stop::Wrong(sentence.to_owned()));
        }
        let level = onwards.advance(space, layers)?;
        let rests = space.diagrams.intersection(level, resting)?;
        if !rests.is_empty() {
            let way = onwards.way(space, layers, rests)?;
            return Ok(Some(looped(way.trace, Vec::new())));
        }
        if entered.is_some() {
            continue;
        }
        let component = match target {
            None => entry(space, (cycles, core, looping), level, &mut target)?,
            Some(component) => Some(component),
        };
        let Some(component) = component else { continue };
        let entries = space.diagrams.intersection(level, component)?;
        if !entries.is_empty() {
            let way = onwards.way(space, layers, entries)?;
            let trace = way.trace;
            let steps = fair_loop(space, component, &way.end)?;
            entered = Some(Entered { depth, trace, steps });
        }
    }
}

/// The trace with a loop of these steps at its end.
fn looped<A>(mut trace: Trace<A>, steps: Vec<A>) -> Trace<A> {
    trace.loop_start = Some(trace.actions.len());
    trace.actions.extend(steps);
    trace
}

/// The component of a fair loop that a state of `level` is on. If it takes too long to find one, `target` is one that
/// some later level has.
fn entry<S: System>(
    space: &mut Space<'_, S>,
    (cycles, core, looping): (&Cycles, Set, Set),
    level: Set,
    target: &mut Option<Set>,
) -> Result<Option<Set>, Stop> {
    let mut candidates = space.diagrams.intersection(level, looping)?;
    for _ in 0..TRIES {
        let Some(vector) = space.diagrams.pick(candidates, |_| 0) else { return Ok(None) };
        let (component, hopeless) = component(space, (cycles, core), &vector)?;
        if component.is_some() {
            return Ok(component);
        }
        candidates = space.diagrams.difference(candidates, hopeless)?;
    }
    let Some(vector) = space.diagrams.pick(candidates, |_| 0) else { return Ok(None) };
    *target = Some(last_component(space, (cycles, core), vector)?);
    Ok(None)
}

/// The states that lead to each other, and to nothing else of the core, where every way from this one ends up.
fn last_component<S: System>(
    space: &mut Space<'_, S>,
    (cycles, core): (&Cycles, Set),
    mut vector: Vec<u32>,
) -> Result<Set, Stop> {
    loop {
        let state = space.diagrams.set_of(vec![&vector])?;
        let behind = led_to(space, state, core)?;
        let component = leading_to(space, cycles, (state, behind))?;
        let rest = space.diagrams.difference(behind, component)?;
        match space.diagrams.pick(rest, |_| 0) {
            Some(next) => vector = next,
            None => return Ok(component),
        }
    }
}

impl Onwards {
    /// The next level.
    fn advance<S: System>(&mut self, space: &mut Space<'_, S>, layers: &mut Layers) -> Result<Set, Stop> {
        let depth = self.levels.len();
        while layers.levels.len() <= depth && !layers.is_whole() {
            layers.advance(space)?;
        }
        let mut next = self.starts(space, layers, depth)?;
        if let Some(last) = self.levels.last() {
            for group in 0..space.groups.len() {
                let image = space.image(group, *last)?;
                next = space.diagrams.union(next, image)?;
            }
            next = space.diagrams.intersection(next, self.open)?;
        }
        next = space.diagrams.difference(next, self.seen)?;
        self.seen = space.diagrams.union(self.seen, next)?;
        self.levels.push(next);
        Ok(next)
    }

    /// Whether no more levels can come.
    fn is_over(&self, layers: &Layers) -> bool {
        let is_empty = self.levels.last().is_some_and(|level| level.is_empty());
        is_empty && layers.is_whole() && self.levels.len() >= layers.levels.len()
    }

    /// Where something falls due so many actions away.
    fn starts<S: System>(
        &self,
        space: &mut Space<'_, S>,
        layers: &Layers,
        depth: usize,
    ) -> Result<Set, Stop> {
        let level = layers.levels.get(depth).copied().unwrap_or(Set::EMPTY);
        Ok(space.diagrams.intersection(level, self.due)?)
    }

    /// A way to a state of `target`, which are some of the last level.
    fn way<S: System>(&self, space: &mut Space<'_, S>, layers: &Layers, target: Set) -> Result<Way<S>, Stop> {
        let mut depth = self.levels.len() - 1;
        let mut sets = vec![target];
        loop {
            let at = sets[sets.len() - 1];
            let starts = self.starts(space, layers, depth)?;
            let starts = space.diagrams.intersection(at, starts)?;
            if !starts.is_empty() {
                sets.pop();
                let mut way = paths::to(space, layers, (depth, starts))?;
                sets.reverse();
                for set in sets {
                    way.step_into(space, set)?;
                }
                return Ok(way);
            }
            depth = depth.checked_sub(1).ok_or(Fault::NoSuchStart(0))?;
            sets.push(space.preimage((at, self.levels[depth]), |_| true)?);
        }
    }
}
