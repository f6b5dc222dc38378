//! One mutant, searched until it is killed or nothing is left to search.

use std::time::Instant;

use counterfoil_model::mutant::{Mutant, Survivor};

use super::baseline::{Baseline, Following, request};
use super::matrix::{Fate, Kill, Row, Search};
use super::pair;
use super::question::{Budget, Candidate};
use crate::catalogue::SystemInfo;
use crate::engine::{Ending, Limits};
use crate::exit::Failure;
use crate::report::RunReport;
use crate::report::story::Subject;
use crate::request::Request;
use crate::verdict::{Outcome, Status};

/// What all hunts of a system share.
pub(super) struct Hunter<'a> {
    pub(super) info: &'a SystemInfo,
    pub(super) mutants: &'a [Mutant],
    pub(super) first: &'a [Baseline<'a>],
    pub(super) then: &'a [Following<'a>],
    /// Whether the whole system was asked about.
    pub(super) is_whole: bool,
    pub(super) budget: Budget,
}

/// What is known of a mutant so far.
#[derive(Default)]
struct Trail {
    kills: Vec<Kill>,
    searches: Vec<Search>,
    panic: Option<String>,
    is_cut: bool,
}

impl Hunter<'_> {
    /// Searches the mutant in each scenario where it can matter, until a property of its guard's theme is
    /// violated.
    pub(super) fn hunt(&self, mutant: Mutant) -> Result<Row, Failure> {
        let started = Instant::now();
        let name = mutant.name();
        let survivor = self.info.survivors.iter().find(|survivor| survivor.mutant == name).copied();
        let mut trail = Trail::default();
        self.search_all(mutant, self.first.iter().map(Ok), &mut trail)?;
        if trail.is_open() && survivor.is_none() && !trail.is_backstop(mutant) {
            self.search_all(mutant, self.following(), &mut trail)?;
        }
        trail.kills = shortest(std::mem::take(&mut trail.kills));
        trail.kills.sort_by_key(|kill| kill.theme != Some(mutant.guard.theme));
        let fate = self.fate(mutant, &trail, survivor)?;
        let seconds = started.elapsed().as_secs_f64();
        Ok(Row { mutant, fate, searches: trail.searches, seconds })
    }

    /// The scenarios that follow where the first are not enough, if there are any.
    fn following(&self) -> impl Iterator<Item = Result<&Baseline<'_>, Failure>> {
        self.then.iter().map(|one| one.baseline(self.mutants, self.budget))
    }

    fn search_all<'b>(
        &self,
        mutant: Mutant,
        baselines: impl Iterator<Item = Result<&'b Baseline<'b>, Failure>>,
        trail: &mut Trail,
    ) -> Result<(), Failure> {
        let theme = mutant.guard.theme;
        // Whatever it breaks first, scenario by scenario.
        let mut broken_otherwise = Vec::new();
        for baseline in baselines {
            let baseline = baseline?;
            if !baseline.can_matter(mutant, &self.info.consulted) {
                continue;
            }
            let asked = request(self.budget, &[mutant], Vec::new());
            let report = self.search(baseline.candidate, &asked, trail)?;
            if trail.panic.is_some() || trail.has_theme(theme) {
                return Ok(());
            }
            if !matches!(report.ending, Ending::Exhausted(_)) {
                broken_otherwise.push(baseline);
            }
        }
        // Something else broke first and ended the search: on, to what the guard is there for. That it is killed
        // is known by now, and such mutants often create value, so this goes less far.
        let max_states = self.budget.limits.max_states.map(|states| states.div_ceil(4));
        let budget = Budget { limits: Limits { max_states, ..self.budget.limits }, ..self.budget };
        for baseline in broken_otherwise {
            let applies = &baseline.candidate.info.properties;
            let of_theme = self.info.properties.iter().filter(|property| property.theme == theme);
            let names = of_theme.map(|property| property.name).filter(|name| applies.contains(name));
            let names: Vec<String> = names.map(str::to_owned).collect();
            if names.is_empty() {
                continue;
            }
            self.search(baseline.candidate, &request(budget, &[mutant], names), trail)?;
            if trail.has_theme(theme) {
                return Ok(());
            }
        }
        Ok(())
    }

    fn search(
        &self,
        candidate: &Candidate,
        request: &Request,
        trail: &mut Trail,
    ) -> Result<RunReport, Failure> {
        let report = candidate.scenario.check(request)?;
        trail.searches.push(Search {
            scenario: report.scenario.clone(),
            unique: report.counts.unique,
            complete: matches!(report.ending, Ending::Exhausted(_)),
        });
        match &report.outcome {
            Outcome::Panicked => {
                let panic = report.stories.iter().find_map(|story| match &story.subject {
                    Subject::Panic(message) => Some(message.clone()),
                    Subject::Violation(..) | Subject::Deadlock => None,
                });
                trail.panic = Some(panic.unwrap_or_default());
            }
            Outcome::Incomplete(_) => trail.is_cut = true,
            _ => trail.kills.extend(kills(self.info, &report)),
        }
        Ok(report)
    }

    fn fate(&self, mutant: Mutant, trail: &Trail, survivor: Option<Survivor>) -> Result<Fate, Failure> {
        if let Some(message) = &trail.panic {
            return Ok(Fate::Panicked(message.clone()));
        }
        if !trail.kills.is_empty() {
            let kills = trail.kills.clone();
            return Ok(if survivor.is_some() { Fate::Misexplained(kills) } else { Fate::Killed(kills) });
        }
        if trail.is_cut {
            return Ok(Fate::Undecided);
        }
        // Where a reason names the guards that imply it too, that is shown rather than taken from the row.
        let backstop = mutant.guard.backstop.filter(|_| survivor.is_none() && trail.is_backstop(mutant));
        if let Some(property) = backstop {
            return Ok(Fate::Backstop(property));
        }
        let Some(survivor) = survivor else { return Ok(Fate::Survived) };
        if survivor.implied_by.is_empty() {
            return Ok(Fate::Explained { survivor, pair: None });
        }
        let shown = |baselines: &[&Baseline<'_>]| {
            pair::shown(self.info, baselines, mutant, survivor.implied_by, self.budget)
        };
        let pair = match shown(&self.first.iter().collect::<Vec<_>>())? {
            None => shown(&self.following().collect::<Result<Vec<_>, _>>()?)?,
            some => some,
        };
        Ok(match pair {
            Some(kill) => Fate::Explained { survivor, pair: Some(kill) },
            // In some scenarios alone it may well not come up.
            None if !self.is_whole => Fate::Explained { survivor, pair: None },
            None => Fate::Misexplained(Vec::new()),
        })
    }
}

impl Trail {
    fn has_theme(&self, theme: &str) -> bool {
        self.kills.iter().any(|kill| kill.theme == Some(theme))
    }

    /// Whether the guard refuses nothing anywhere, as its row says.
    fn is_backstop(&self, mutant: Mutant) -> bool {
        mutant.guard.backstop.is_some() && self.searches.is_empty()
    }

    /// Whether nothing is known against the mutant yet.
    fn is_open(&self) -> bool {
        self.kills.is_empty() && self.panic.is_none() && !self.is_cut
    }
}

/// The shortest of the kills by each property, where several are as short the one that was found first.
pub(super) fn shortest(kills: Vec<Kill>) -> Vec<Kill> {
    let mut shortest: Vec<Kill> = Vec::new();
    for kill in kills {
        // A counterexample says more than that a witness is gone.
        let length = |kill: &Kill| kill.depth.unwrap_or(usize::MAX);
        match shortest.iter_mut().find(|known| known.property == kill.property) {
            Some(known) if length(known) <= length(&kill) => {}
            Some(known) => *known = kill,
            None => shortest.push(kill),
        }
    }
    shortest
}

/// The properties that a run shows violated, and what it shows no longer to happen.
pub(super) fn kills(info: &SystemInfo, report: &RunReport) -> Vec<Kill> {
    let theme = |name: &str| info.properties.iter().find(|one| one.name == name).map(|one| one.theme);
    let kill = |property: &'static str, depth: Option<usize>| {
        let scenario = report.scenario.clone();
        let trace = report.traces.iter().find(|trace| trace.property.as_deref() == Some(property));
        let trace = depth.and(trace).cloned().map(Box::new);
        Kill { property, theme: theme(property), scenario, depth, trace }
    };
    let violated = report.properties.iter().filter_map(|property| match property.status {
        Status::Violated(depth) => Some(kill(property.name, Some(depth))),
        _ => None,
    });
    let violated: Vec<Kill> = violated.collect();
    if !violated.is_empty() {
        return violated;
    }
    match report.outcome {
        Outcome::Deadlock => {
            let way = report.stories.iter().find(|story| matches!(story.subject, Subject::Deadlock));
            vec![kill("deadlock", way.map(|story| story.steps.len()))]
        }
        Outcome::Vacuous(_) => report.missing.iter().map(|name| kill(name, None)).collect(),
        _ => Vec::new(),
    }
}
