//! A fair loop through a component, action by action.

use counterfoil_model::system::{Fairness, System};
use counterfoil_traces::replay::Trace;

use super::diagrams::Set;
use super::fair::able;
use super::paths::Way;
use super::space::Space;
use super::stop::Stop;

/// A run through a component, and the classes that it has neither taken so far, nor found unable if that is enough.
struct Round<S: System> {
    component: Set,
    way: Way<S>,
    open: Vec<bool>,
}

/// The actions of a fair loop from `entry` within a component, all of whose states lead to each other: to the nearest
/// place that settles a class which is not settled yet, again and again, and back.
pub(super) fn fair_loop<S: System>(
    space: &mut Space<'_, S>,
    component: Set,
    entry: &S::State,
) -> Result<Vec<S::Action>, Stop> {
    let mut open = able_in(space.system, entry);
    for (class, is_open) in open.iter_mut().enumerate() {
        if is_strong::<S>(class) {
            *is_open = !able(space, component, class)?.is_empty();
        }
    }
    let first = space.dictionary.vector(entry);
    let first = space.diagrams.set_of(vec![&first])?;
    let way = Way { trace: Trace::finite(0, Vec::new()), end: entry.clone() };
    let mut round = Round { component, way, open };
    while round.open.contains(&true) {
        round.settle(space)?;
    }
    if round.way.end != *entry {
        let sets = round.levels(space, |space, level| {
            let before = space.preimage((first, level), |_| true)?;
            Ok(before)
        })?;
        for set in sets {
            round.way.step_into(space, set)?;
        }
        round.way.step_into(space, first)?;
    }
    Ok(round.way.trace.actions)
}

impl<S: System> Round<S> {
    /// Goes to the nearest state from which a move settles a class, and makes the first of these moves.
    fn settle(&mut self, space: &mut Space<'_, S>) -> Result<(), Stop> {
        let open: Vec<usize> = (0..self.open.len()).filter(|class| self.open[*class]).collect();
        let mut unable = Set::EMPTY;
        for class in open.iter().filter(|class| !is_strong::<S>(**class)) {
            let able = able(space, self.component, *class)?;
            let some = space.diagrams.difference(self.component, able)?;
            unable = space.diagrams.union(unable, some)?;
        }
        let component = self.component;
        let is_open = |class: Option<usize>| class.is_some_and(|class| open.contains(&class));
        let sets = self.levels(space, |space, level| {
            let finds = space.preimage((unable, level), |_| true)?;
            let takes = space.preimage((component, level), |label| is_open(label.fair))?;
            Ok(space.diagrams.union(finds, takes)?)
        })?;
        for set in sets {
            self.way.step_into(space, set)?;
            self.note(space.system);
        }
        self.way.step(space, |space, action, next| {
            let Some(vector) = space.dictionary.known_vector(next) else { return false };
            let is_inside = space.diagrams.has(component, &vector);
            is_inside && (is_open(space.system.fair_class(action)) || space.diagrams.has(unable, &vector))
        })?;
        self.note(space.system);
        Ok(())
    }

    /// Notes what the last move settles.
    fn note(&mut self, system: &S) {
        let able = able_in(system, &self.way.end);
        let taken = self.way.trace.actions.last().and_then(|action| system.fair_class(action));
        for (class, is_open) in self.open.iter_mut().enumerate() {
            *is_open &= taken != Some(class) && (able[class] || is_strong::<S>(class));
        }
    }

    /// The sets to step into, one after the other, to come to the nearest state of those that `sought` finds among the
    /// states of a level.
    fn levels(
        &self,
        space: &mut Space<'_, S>,
        sought: impl Fn(&mut Space<'_, S>, Set) -> Result<Set, Stop>,
    ) -> Result<Vec<Set>, Stop> {
        let vector = space.dictionary.vector(&self.way.end);
        let mut levels = vec![space.diagrams.set_of(vec![&vector])?];
        let mut seen = levels[0];
        loop {
            let last = levels[levels.len() - 1];
            let found = sought(space, last)?;
            if !found.is_empty() {
                levels.pop();
                let mut sets = vec![found];
                while let Some(level) = levels.pop() {
                    let before = space.preimage((sets[sets.len() - 1], level), |_| true)?;
                    sets.push(before);
                }
                // The last of them is where the run is already.
                sets.pop();
                sets.reverse();
                return Ok(sets);
            }
            let mut next = Set::EMPTY;
            for group in 0..space.groups.len() {
                let image = space.image(group, last)?;
                next = space.diagrams.union(next, image)?;
            }
            let next = space.diagrams.intersection(next, self.component)?;
            let next = space.diagrams.difference(next, seen)?;
            if next.is_empty() {
                let sentence = "a fair loop that sets of states have cannot be gone state by state";
                return Err(Stop::Wrong(sentence.to_owned()));
            }
            seen = space.diagrams.union(seen, next)?;
            levels.push(next);
        }
    }
}

/// Which fair classes are able in a state, as the model says.
fn able_in<S: System>(system: &S, state: &S::State) -> Vec<bool> {
    let mut able = vec![false; S::FAIR.len()];
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    for action in &actions {
        let Some(class) = system.fair_class(action) else { continue };
        able[class] |= system.next_state(state, action).is_ok_and(|next| next != *state);
    }
    able
}

fn is_strong<S: System>(class: usize) -> bool {
    S::FAIR[class].fairness == Fairness::Strong
}
