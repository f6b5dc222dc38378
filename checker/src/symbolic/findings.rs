//! What a search by sets of states gives back, in the form in which every engine gives it back.

use counterfoil_properties::property::{Predicate, Specified};
use counterfoil_traces::replay::Trace;

use super::diagrams::Set;
use super::finds::Find;
use super::paths;
use super::search::Search;
use super::stop::Stop;
use super::totals::Totals;
use crate::coverage::Coverage;
use crate::engine::{Counts, Cut, Ending, Findings, Panicked};

impl<S: Specified> Search<'_, S> {
    /// The findings of a search that has ended like this.
    pub(super) fn findings(mut self, ending: Ending) -> Result<Findings<S::Action>, Stop> {
        let (counts, coverage) = self.counts(ending)?;
        let found = self.finds.found.clone();
        let mut traces = Vec::new();
        for (property, find) in found.into_iter().enumerate() {
            traces.push(find.map(|find| self.trace(property, find)).transpose()?);
        }
        for (property, trace) in std::mem::take(&mut self.finds.lassos) {
            traces[property] = Some(trace);
        }
        let deadlock = self.finds.deadlock;
        let deadlock = deadlock.map(|find| self.way(find)).transpose()?;
        let panicked = self.finds.panic.map(|(find, number)| self.panicked(find, number)).transpose()?;
        let knows_depth = self.layers.is_whole() || self.by_level;
        Ok(Findings {
            ending,
            counts,
            knows_depth,
            found: traces,
            unasked: Vec::new(),
            deadlock,
            panicked,
            coverage: Some(coverage),
        })
    }

    /// The trace that shows a find of a property.
    fn trace(&mut self, property: usize, find: Find) -> Result<Trace<S::Action>, Stop> {
        let mut way = paths::to(&mut self.space, &self.layers, (find.level, find.target))?;
        if let Predicate::Step(holds) = self.specification.properties()[property].predicate {
            way.step_that(self.space.system, |system, before, action, after| {
                !holds(system, before, action, after)
            })?;
        }
        Ok(way.trace)
    }

    fn way(&mut self, find: Find) -> Result<Trace<S::Action>, Stop> {
        Ok(paths::to(&mut self.space, &self.layers, (find.level, find.target))?.trace)
    }

    fn panicked(&mut self, find: Find, number: usize) -> Result<Panicked<S::Action>, Stop> {
        let mut trace = self.way(find)?;
        let panic = &self.space.panics[number];
        trace.actions.extend(panic.action);
        Ok(Panicked { trace: Some(trace), attempts: panic.action.is_some(), message: panic.message.clone() })
    }

    /// How much was searched, and what happened there.
    fn counts(&mut self, ending: Ending) -> Result<(Counts, Coverage), Stop> {
        let is_whole = self.layers.is_whole();
        let (met, left) = match ending {
            Ending::Exhausted(_) if is_whole => (self.layers.reached, self.layers.reached),
            Ending::Exhausted(_) => (self.growth.set, self.growth.set),
            Ending::Decided => (self.layers.reached, self.expanded()?),
            Ending::Cut(_) if self.by_level => (self.layers.reached, self.expanded()?),
            Ending::Cut(_) => (self.growth.set, self.growth.set),
        };
        let totals = Totals::of(&mut self.space, left)?;
        let depth = self.layers.depth() - usize::from(is_whole);
        let generated = totals.transitions() + self.space.starts.len() as u128;
        let counts =
            Counts { unique: self.count(met)?, generated, terminal: totals.terminal, depth: depth as u64 };
        Ok((counts, Coverage { fired: totals.fired, rejections: totals.refused }))
    }

    /// What happened in these states.
    pub(super) fn coverage(&mut self, set: Set) -> Result<Coverage, Cut> {
        let totals = Totals::of(&mut self.space, set)?;
        Ok(Coverage { fired: totals.fired, rejections: totals.refused })
    }
}
