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
    /// The findings of a search that has ended like this. What a limit keeps from being told is left open.
    pub(super) fn findings(mut self, ending: Ending) -> Result<Findings<S::Action>, Stop> {
        let mut findings = Findings::none(ending, self.specification.properties().len());
        let mut cut = None;
        findings.counts = self.size(ending);
        findings.knows_depth = self.layers.is_whole() || self.by_level;
        if let Some(totals) = self.unless_cut(&mut cut, |search| search.totals(ending))? {
            let starts = self.space.starts.len() as u128;
            findings.counts.generated = totals.transitions() + starts;
            findings.counts.terminal = totals.terminal;
            findings.coverage = Some(Coverage { fired: totals.fired, rejections: totals.refused });
        }
        for (property, find) in self.finds.found.clone().into_iter().enumerate() {
            let Some(find) = find else { continue };
            findings.found[property] = self.unless_cut(&mut cut, |search| search.trace(property, find))?;
        }
        for (property, trace) in std::mem::take(&mut self.finds.lassos) {
            findings.found[property] = Some(trace);
        }
        if let Some(find) = self.finds.deadlock {
            findings.deadlock = self.unless_cut(&mut cut, |search| search.way(find))?;
        }
        if let Some((find, number)) = self.finds.panic {
            findings.panicked = self.unless_cut(&mut cut, |search| search.panicked(find, number))?;
        }
        findings.ending = cut.map_or(ending, Ending::Cut);
        Ok(findings)
    }

    /// What `work` tells. If there is no room for it, what was only wanted to search is forgotten; if a limit ends it all
    /// the same, that is noted.
    fn unless_cut<T>(
        &mut self,
        cut: &mut Option<Cut>,
        work: impl Fn(&mut Self) -> Result<T, Stop>,
    ) -> Result<Option<T>, Stop> {
        let mut told = work(self);
        if matches!(told, Err(Stop::Cut(Cut::Memory(_)))) {
            self.panels.clear();
            self.steps.panels.clear();
            self.growth.forget();
            self.space.kept.clear();
            self.space.collect(self.sets());
            told = work(self);
        }
        match told {
            Ok(told) => Ok(Some(told)),
            Err(Stop::Cut(end)) => {
                cut.get_or_insert(end);
                Ok(None)
            }
            Err(stop) => Err(stop),
        }
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

    /// How many states there are, and how far away: nothing is made for it, so no limit of room ends it.
    fn size(&self, ending: Ending) -> Counts {
        // What is more than can be told is at least the most that can.
        let unique = self.count(self.met(ending)).unwrap_or(u128::MAX);
        let depth = self.layers.depth() - usize::from(self.layers.is_whole());
        Counts { unique, generated: 0, terminal: 0, depth: depth as u64 }
    }

    /// The states that were met, as far as they are told of.
    fn met(&self, ending: Ending) -> Set {
        match ending {
            Ending::Exhausted(_) if self.layers.is_whole() => self.layers.reached,
            Ending::Decided => self.layers.reached,
            Ending::Cut(_) if self.by_level => self.layers.reached,
            Ending::Exhausted(_) | Ending::Cut(_) => self.growth.set,
        }
    }

    /// What happened in the states that were left.
    fn totals(&mut self, ending: Ending) -> Result<Totals, Stop> {
        let met = self.met(ending);
        let is_by_level = match ending {
            Ending::Exhausted(_) => false,
            Ending::Decided => true,
            Ending::Cut(_) => self.by_level,
        };
        let left = if is_by_level { self.expanded()? } else { met };
        Ok(Totals::of(&mut self.space, left)?)
    }

    /// What happened in these states.
    pub(super) fn coverage(&mut self, set: Set) -> Result<Coverage, Cut> {
        let totals = Totals::of(&mut self.space, set)?;
        Ok(Coverage { fired: totals.fired, rejections: totals.refused })
    }
}
