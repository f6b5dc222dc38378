//! The runs that a system is searched with, and what is wrong with their reports.

use std::collections::BTreeSet;
use std::path::Path;

use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::{Cut, Ending, Limits, Reduction, Strategy};
use counterfoil::exit::Code;
use counterfoil::report::RunReport;
use counterfoil::request::{Engine, Request};
use counterfoil::resumption::Folders;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::{Intent, Scenario};
use counterfoil_model::system::System;

use super::expected::{Asked, Known, Shown, Totals, is_liveness, name_of, totals};
use super::generator::{Random, applying, scenario};
use super::oracle::Oracle;
use super::system::Chance;
use super::traced;

/// What the program takes before it searches, and the little that is left of `--memory` here.
const TIGHT: u64 = (12 << 20) + (1 << 18);

/// A system, and what is known of it.
pub(crate) struct Case {
    scenario: Scenario<Chance>,
    oracle: Oracle,
    random: Random,
    faults: Vec<String>,
    runs: usize,
}

/// What came of a system.
pub(crate) struct Searched {
    /// How many searches there were.
    pub(crate) runs: usize,
    /// What is wrong with them.
    pub(crate) faults: Vec<String>,
    /// What the system is an example of: the outcome, and what each property comes to.
    pub(crate) shows: Vec<String>,
}

/// How a report is held against the oracle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Level by level: counts, lengths and the end are known beforehand; with orbits counted once, or not.
    Levels { orbits: bool },
    /// In an order of its own: a search that finds what decides it may end anywhere, and one that does not ends
    /// with everything; of which it may have left out what something else stands for.
    Any { reduced: bool },
    /// By chance, or cut at an unknown moment: what it says is true.
    Cut,
}

impl Case {
    /// Runs the system of a seed through everything.
    pub(crate) fn run(seed: u64, folder: &Path) -> Searched {
        let scenario = scenario(seed);
        let oracle = Oracle::new(Chance::new(&scenario, GuardSet::all_on()));
        let mut case = Self { scenario, oracle, random: Random::new(!seed), faults: Vec::new(), runs: 0 };
        let mut shows = case.properties();
        shows.extend(case.by_levels(seed, folder));
        case.reduced();
        case.in_other_orders();
        case.by_sets();
        case.by_stateright();
        Searched { runs: case.runs, faults: case.faults, shows }
    }

    /// What each property comes to.
    fn properties(&self) -> Vec<String> {
        let names = applying(&self.scenario.parameters.questions).into_iter();
        let word = |name| if self.oracle.shortest(name).is_some() { "found" } else { "absent" };
        names.map(|name| format!("{name} {}", word(name))).collect()
    }

    /// Breadth first, in every way; the outcome.
    fn by_levels(&mut self, seed: u64, folder: &Path) -> Option<String> {
        let order = Order::Levels { orbits: false };
        let plain = self.check("bfs", &Request::new(1), order);
        let threads = 2 + self.random.below(3);
        let several = self.check("bfs with threads", &Request::new(threads), order);
        let outcome = plain.as_ref().map(|report| report.outcome.name().to_owned());
        if let (Some(one), Some(other)) = (plain, several)
            && (one.traces != other.traces || one.counts != other.counts)
        {
            self.faults.push(format!("{threads} threads give another report than one"));
        }
        let request = Request { properties: self.some_names(&[]), ..self.request() };
        self.check("bfs of some properties", &request, order);
        let request = Request { is_exact: true, ..self.request() };
        self.check("exact", &request, order);
        let limits = self.limits();
        let request = Request { limits, properties: self.some_names(&[]), ..self.request() };
        self.check("bfs with limits", &request, order);
        let limits = Limits { memory: Some(TIGHT), ..Limits::default() };
        let request = Request { limits, ..self.request() };
        self.check("bfs in little memory", &request, order);
        // The program reads itself for each, to tell one build from another.
        if seed.is_multiple_of(50) {
            self.resumed(folder);
        }
        outcome
    }

    /// A search that is cut, and one that goes on from there.
    fn resumed(&mut self, folder: &Path) {
        let order = Order::Levels { orbits: false };
        let folders =
            |from: Option<&Path>| Folders { to: Some(folder.to_owned()), from: from.map(Path::to_owned) };
        let max_states = Some(1 + self.random.below(self.oracle.states.len()) as u64);
        let limits = Limits { max_states, ..Limits::default() };
        let request = Request { limits, folders: folders(None), ..self.request() };
        std::fs::create_dir_all(folder).expect("it is ours");
        self.check("checkpoint", &request, order);
        let request = Request { folders: folders(Some(folder)), ..self.request() };
        self.check("resume", &request, order);
        std::fs::remove_dir_all(folder).expect("it is ours");
    }

    fn reduced(&mut self) {
        let without_lassos = self.some_names(&["comes", "comes_each", "comes_each_first", "never_first"]);
        let of_states =
            self.some_names(&["comes", "comes_each", "comes_each_first", "never_step", "way_to_good"]);
        let of_both = of_states.iter().filter(|name| *name != "never_first").cloned().collect();
        for (reduction, properties, order) in [
            (Reduction::Symmetry, without_lassos, Order::Levels { orbits: true }),
            (Reduction::PartialOrder, of_states, Order::Any { reduced: true }),
            (Reduction::All, of_both, Order::Any { reduced: true }),
        ] {
            let request = Request { reduction, properties, ..self.request() };
            self.check(reduction.name(), &request, order);
        }
    }

    fn in_other_orders(&mut self) {
        let order = Order::Any { reduced: false };
        let request = Request { strategy: Strategy::Dfs, ..self.request() };
        self.check("dfs", &request, order);
        let max_depth = if self.random.percent(50) { Some(self.random.below(7) as u64) } else { None };
        let limits = Limits { max_depth, ..Limits::default() };
        let is_exact = self.random.percent(50);
        let properties = self.some_names(&[]);
        let request = Request { strategy: Strategy::Dfs, limits, is_exact, properties, ..self.request() };
        self.check("dfs of some properties", &request, order);
        let limits = Limits { max_states: Some(400), max_depth: Some(20), ..Limits::default() };
        let strategy = Strategy::Simulate(self.random.next());
        let properties = self.some_names(&[]);
        let request = Request { strategy, limits, properties, ..self.request() };
        self.check("simulate", &request, Order::Cut);
    }

    /// By sets of states, level by level and in the order that takes the least work.
    fn by_sets(&mut self) {
        let order = Order::Levels { orbits: false };
        let request = Request { engine: Engine::Symbolic, is_quiet: true, ..Request::new(1) };
        self.check("sets", &request, order);
        let by_level = Request { needs_depth: true, ..request };
        self.check("sets by level", &by_level, order);
        let (limits, properties) = (self.limits(), self.some_names(&[]));
        self.check("sets with limits", &Request { limits, properties, ..by_level }, order);
    }

    /// stateright refutes nothing, and is asked about states only.
    fn by_stateright(&mut self) {
        if self.scenario.intent != Intent::Prove {
            return;
        }
        let request =
            Request { engine: Engine::Stateright, properties: self.some_names(&[]), ..self.request() };
        let Some(report) = self.check("stateright", &request, Order::Cut) else { return };
        let asked = Asked::new(&self.scenario, request.properties);
        let all = asked.shown_at(&self.oracle, usize::MAX);
        let is_always = |name: &str| name.starts_with("never") && name != "never_step";
        let violated = all.known.iter().filter(|(name, _)| is_always(name));
        let shortest = violated.filter_map(|(_, known)| length(*known)).min();
        let shown = shown_by(&report);
        let found =
            shown.known.iter().filter(|(name, _)| is_always(name)).filter_map(|(_, known)| length(*known));
        if found.min() != shortest {
            self.faults.push(format!("stateright finds another length than {shortest:?}"));
        }
        let open = |name: &str| is_liveness(name) || name == "never_step";
        let expected =
            all.known.into_iter().map(|(name, known)| (name, if open(name) { Known::Open } else { known }));
        if shortest.is_none() && shown.known != expected.collect::<Vec<_>>() {
            self.faults.push(format!("stateright knows {:?}", shown.known));
        }
        let totals = totals(&self.oracle, usize::MAX, false);
        // It expands a state again for each time that it is listed among the initial ones.
        let starts: BTreeSet<usize> = self.oracle.starts.iter().copied().collect();
        let is_twice = starts.len() < self.oracle.starts.len();
        let is_same = report.counts.unique == totals.unique
            && (is_twice || report.counts.generated == totals.generated);
        if shortest.is_none() && !is_same {
            self.faults.push(format!("stateright counts {:?}, and there are {totals:?}", report.counts));
        }
    }

    fn request(&mut self) -> Request {
        Request { is_quiet: true, ..Request::new(1 + self.random.below(3)) }
    }

    fn limits(&mut self) -> Limits {
        let max_states = if self.random.percent(50) { Some(1 + self.random.below(40) as u64) } else { None };
        let max_depth = if self.random.percent(50) { Some(self.random.below(8) as u64) } else { None };
        Limits { max_states, max_depth, ..Limits::default() }
    }

    /// Some of the properties that apply, none of those that are `left_out`; all of them in one of three cases.
    fn some_names(&mut self, left_out: &[&str]) -> Vec<String> {
        let names = applying(&self.scenario.parameters.questions);
        let names: Vec<&str> = names.into_iter().filter(|name| !left_out.contains(name)).collect();
        if self.random.percent(if left_out.is_empty() { 30 } else { 5 }) {
            return Vec::new();
        }
        let mut some: Vec<String> =
            names.iter().filter(|_| self.random.percent(60)).map(|name| (*name).to_owned()).collect();
        if some.is_empty() && !names.is_empty() {
            some.push(names[self.random.below(names.len())].to_owned());
        }
        some
    }

    /// Searches as the request says, and notes what is wrong with the report.
    fn check(&mut self, what: &str, request: &Request, order: Order) -> Option<RunReport> {
        self.runs += 1;
        let asked = Asked::new(&self.scenario, request.properties.clone());
        let is_refused = self.is_refused(request.reduction, &asked);
        let report = match self.scenario.check(request) {
            Ok(report) => report,
            Err(failure) => {
                if !(is_refused && failure.code == Code::Usage) {
                    self.faults.push(format!("{what}: {failure}"));
                }
                return None;
            }
        };
        let mut faults = self.faults_of(&report);
        if is_refused {
            faults.push("it is not refused".to_owned());
        }
        let shown = shown_by(&report);
        let outcome = (report.outcome.name(), report.outcome.code());
        if outcome != asked.outcome(&shown) {
            faults.push(format!("{outcome:?} does not follow from {shown:?}"));
        }
        let order = if is_memory_cut(&report) { Order::Cut } else { order };
        faults.extend(match order {
            Order::Levels { orbits } => self.faults_by_levels(&asked, request, &report, orbits),
            Order::Any { reduced } => self.faults_in_any_order(&asked, request, &report, reduced),
            Order::Cut => Vec::new(),
        });
        let named = &request.properties;
        self.faults.extend(faults.into_iter().map(|fault| format!("{what} {named:?}: {fault}")));
        Some(report)
    }

    /// Whether the reduction cannot be asked about one of the properties.
    fn is_refused(&self, reduction: Reduction, asked: &Asked<'_>) -> bool {
        let has_permutations = self.oracle.system.permutations() > 0;
        let is_named = |name: &str| name == "never_first" || name.starts_with("comes");
        let by_symmetry =
            reduction.by_symmetry() && has_permutations && asked.names.iter().any(|name| is_named(name));
        let of_paths = |name: &str| name == "never_step" || is_liveness(name);
        by_symmetry || reduction.by_partial_order() && asked.names.iter().any(|name| of_paths(name))
    }

    /// What is wrong whatever was searched: what is said of a property is not so, or a trace does not show it.
    fn faults_of(&self, report: &RunReport) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, known) in shown_by(report).known {
            let shortest = self.oracle.shortest(name);
            let is_true = match known {
                Known::Found(length) => shortest.is_some_and(|shortest| shortest <= length),
                Known::Absent => shortest.is_none(),
                Known::Open => true,
            };
            if !is_true {
                faults.push(format!("{name} is {known:?}, and the shortest is {shortest:?}"));
            }
        }
        for trace in &report.traces {
            if let Some(fault) = traced::fault(&self.oracle, trace) {
                faults.push(format!("the trace of {:?}: {fault}", trace.property));
            }
            let about = report.properties.iter().find(|one| Some(one.name) == trace.property.as_deref());
            if about.is_some_and(|one| one.status.depth() != Some(trace.actions.len())) {
                faults.push(format!("the trace of {:?} has another length", trace.property));
            }
        }
        faults
    }

    fn faults_by_levels(
        &self,
        asked: &Asked<'_>,
        request: &Request,
        report: &RunReport,
        orbits: bool,
    ) -> Vec<String> {
        let Limits { max_states, max_depth, .. } = request.limits;
        let level = asked.last_level(&self.oracle, (max_states, max_depth), orbits);
        let expected = asked.shown_at(&self.oracle, level);
        let mut shown = shown_by(report);
        // The way to a lasso is a shortest one; where the run stays at its end, it may be longer by less than a
        // loop would be.
        for ((name, known), (_, wanted)) in shown.known.iter_mut().zip(&expected.known) {
            let trace = report.traces.iter().find(|trace| trace.property.as_deref() == Some(*name));
            if let (Some(trace), Known::Found(shortest)) = (trace, wanted)
                && let Some(start) = trace.loop_start
            {
                let stays = start == trace.actions.len();
                let is_near = start == *shortest || (start > *shortest && (stays || *name == "comes_each"));
                *known = Known::Found(if is_near { *shortest } else { start });
            }
        }
        let mut faults = Vec::new();
        if shown != expected {
            faults.push(format!("it shows {shown:?}, and there is {expected:?}"));
        }
        let (mut counted, all) = (counted(report), totals(&self.oracle, level, orbits));
        if !report.knows_depth {
            counted.depth = all.depth;
        }
        if counted != all {
            faults.push(format!("it counts {counted:?}, and there are {all:?}"));
        }
        faults
    }

    fn faults_in_any_order(
        &self,
        asked: &Asked<'_>,
        request: &Request,
        report: &RunReport,
        reduced: bool,
    ) -> Vec<String> {
        let level =
            request.limits.max_depth.map_or(usize::MAX, |depth| usize::try_from(depth).expect("it is small"));
        let mut expected = asked.shown_at(&self.oracle, level);
        for (_, known) in expected.known.iter_mut().filter(|(name, _)| is_liveness(name)) {
            *known = Known::Open;
        }
        let shown = shown_by(report);
        let mut faults = Vec::new();
        if asked.is_decided(&expected) {
            // It may have ended with any of what decides it.
            let outcome = report.outcome.name();
            let alone = |name: &str| match name {
                "deadlock" => expected.deadlock == Some(true) && self.scenario.deadlock_free,
                "violated" => asked.outcome(&without_deadlock(&expected)).0 == "violated",
                "refuted" => shown.known.iter().all(|(name, known)| {
                    *known != Known::Open || !asked.by_name.iter().any(|one| one == name)
                }),
                _ => false,
            };
            if !alone(outcome) {
                faults.push(format!("{outcome}, and there is {expected:?}"));
            }
            return faults;
        }
        let bare = |shown: &Shown| -> Vec<_> {
            shown
                .known
                .iter()
                .map(|(name, known)| (*name, length(*known).is_some(), *known == Known::Absent))
                .collect()
        };
        if bare(&shown) != bare(&expected)
            || shown.is_exhausted != expected.is_exhausted
            || shown.fired != expected.fired
        {
            faults.push(format!("it shows {shown:?}, and there is {expected:?}"));
        }
        let (counted, all) = (counted(report), totals(&self.oracle, level, false));
        let same = |one: &Totals| {
            (one.unique, one.generated, one.terminal, one.fired.clone(), one.rejections.clone())
        };
        let is_same = if reduced {
            counted.unique <= all.unique
        } else {
            same(&counted) == same(&all) && counted.depth >= all.depth
        };
        if !is_same {
            faults.push(format!("it counts {counted:?}, and there are {all:?}"));
        }
        faults
    }
}

fn length(known: Known) -> Option<usize> {
    match known {
        Known::Found(length) => Some(length),
        Known::Absent | Known::Open => None,
    }
}

fn without_deadlock(shown: &Shown) -> Shown {
    Shown { deadlock: Some(false), ..shown.clone() }
}

/// Whether memory ended it, within a level: what it found by then may decide the outcome all the same.
fn is_memory_cut(report: &RunReport) -> bool {
    matches!(report.ending, Ending::Cut(Cut::Memory(_)))
}

/// What a report says that it knows.
fn shown_by(report: &RunReport) -> Shown {
    let known = report.properties.iter().map(|property| {
        let known = match property.status.name() {
            "violated" | "witnessed" => Known::Found(property.status.depth().expect("it has a length")),
            "holds" | "not_witnessed" => Known::Absent,
            _ => Known::Open,
        };
        (name_of(property.name), known)
    });
    let is_counted = report.is_counted();
    let fired = report.actions.iter().map(|action| action.fired > 0).collect();
    let deadlock = report.traces.iter().any(|trace| trace.property.as_deref() == Some("deadlock"));
    Shown {
        known: known.collect(),
        fired: is_counted.then_some(fired),
        deadlock: is_counted.then_some(deadlock || report.counts.terminal > 0),
        is_exhausted: matches!(report.ending, Ending::Exhausted(_)),
    }
}

fn counted(report: &RunReport) -> Totals {
    Totals {
        unique: report.counts.unique,
        generated: report.counts.generated,
        terminal: report.counts.terminal,
        depth: report.counts.depth,
        fired: report.actions.iter().map(|action| action.fired).collect(),
        rejections: report.guards.iter().map(|guard| guard.rejections).collect(),
    }
}
