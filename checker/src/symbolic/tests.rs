//! The engine held against the native one, and its own warnings.

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::Protocol;
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;

use super::diagrams::ROOM;
use super::growth::Growth;
use super::space::Space;
use super::{Options, search};
use crate::bench::two_phase_commit::{TwoPhaseCommit, scenario};
use crate::engine::search::native;
use crate::engine::{Demands, Ending, Findings, Limits, Reduction};
use crate::interrupt;
use crate::progress::Progress;
use crate::registry;
use crate::report::RunReport;
use crate::request::{Engine, Request};
use crate::verdict::Outcome;

/// What both engines find, under these limits and demands.
fn both<S: Specified>(
    scenario: &Scenario<S>,
    guards: GuardSet<S::Guard>,
    (limits, demands, needs_depth): (Limits, &Demands, bool),
) -> [Findings<S::Action>; 2] {
    let specification = Specification::new(S::new(&scenario.parameters, guards), scenario);
    let progress = &Progress::new("a test".to_owned(), true);
    let by_sets = search(&specification, &Options { limits, demands, progress, needs_depth });
    let options = native::Options {
        threads: 1,
        limits,
        is_exact: false,
        reduction: Reduction::None,
        demands,
        progress,
        checkpoints: None,
        differences: None,
    };
    let by_states = native::search(&specification, &options);
    [by_sets.expect("what it says is true"), by_states.expect("it is deterministic")]
}

/// What differs between the findings.
fn differences<A: std::fmt::Debug + PartialEq>([sets, states]: [&Findings<A>; 2]) -> String {
    let lengths = |findings: &Findings<A>| -> Vec<_> {
        findings.found.iter().map(|trace| trace.as_ref().map(|trace| trace.actions.len())).collect()
    };
    let deadlock = |findings: &Findings<A>| findings.deadlock.as_ref().map(|trace| trace.actions.len());
    let told = |findings: &Findings<A>| {
        let Findings { ending, counts, coverage, .. } = findings;
        [
            format!("{ending:?}"),
            format!("{counts:?}"),
            format!("{coverage:?}"),
            format!("{:?}", lengths(findings)),
            format!("{:?}", deadlock(findings)),
        ]
    };
    let pairs = told(sets).into_iter().zip(told(states)).filter(|(one, other)| one != other);
    pairs.map(|(one, other)| format!("by sets {one}, by states {other}")).collect::<Vec<String>>().join("; ")
}

#[test]
fn growth_that_is_interrupted_at_any_moment_comes_to_the_same_set() {
    let system = TwoPhaseCommit::new(&scenario(4).parameters, GuardSet::all_on());
    let mut space = Space::new(&system, Limits::default()).expect("its parts are its states");
    let mut whole = Growth::new(&space);
    assert!(whole.run(&mut space, u64::MAX).expect("nothing limits it"));
    for work in [1, 10, 100] {
        let mut growth = Growth::new(&space);
        loop {
            let until = space.diagrams.work() + work;
            if growth.run(&mut space, until).expect("nothing limits it") {
                break;
            }
        }
        assert!(growth.set == whole.set, "interrupted after {work}");
    }
}

#[test]
fn two_phase_commit_has_as_many_states_as_are_published() {
    for (managers, states) in [(3, 288), (5, 8_832), (7, 296_448), (8, 1_745_408)] {
        let scenario = scenario(managers);
        let system = TwoPhaseCommit::new(&scenario.parameters, GuardSet::all_on());
        let specification = Specification::new(system, &scenario);
        let progress = &Progress::new("a test".to_owned(), true);
        let (limits, demands) = (Limits::default(), &Demands::default());
        let options = Options { limits, demands, progress, needs_depth: false };
        let findings = search(&specification, &options).expect("what it says is true");
        assert!(matches!(findings.ending, Ending::Exhausted(_)));
        assert_eq!(findings.counts.unique, states);
    }
}

#[test]
fn two_phase_commit_is_told_as_by_the_native_engine() {
    let mutants: Vec<Mutant> =
        Mutant::all(<TwoPhaseCommit as Protocol>::Guard::ALL.iter().map(|guard| guard.entry())).collect();
    let choices = std::iter::once(Vec::new()).chain(mutants.into_iter().map(|mutant| vec![mutant]));
    for mutants in choices {
        for (needs_depth, max_depth) in [(false, None), (true, None), (true, Some(4))] {
            let limits = Limits { max_depth, ..Limits::default() };
            let guards = GuardSet::with_all(&mutants);
            let demands = Demands { hold: vec![0], deadlock_free: false, ..Demands::default() };
            let [sets, states] =
                both::<TwoPhaseCommit>(&scenario(4), guards, (limits, &demands, needs_depth));
            let label = format!("{mutants:?} {needs_depth} {max_depth:?}");
            assert_eq!(differences([&sets, &states]), "", "{label}");
        }
    }
}

/// What a report says was found, and how it was searched to the end if it was.
fn told(report: &RunReport) -> (Vec<String>, String) {
    let statuses =
        report.properties.iter().map(|property| format!("{} {:?}", property.name, property.status));
    let coverage = report.actions.iter().map(|action| action.fired);
    let refused = report.guards.iter().map(|guard| guard.rejections);
    let coverage: Vec<u128> = coverage.chain(refused).collect();
    (statuses.collect(), format!("{:?} {:?} {coverage:?}", report.ending, report.counts))
}

/// What is wrong with a report of a search that may have been cut, if anything is: it has all that the whole one has,
/// or it says that it is incomplete, or what it had found before decides the outcome.
fn fault(report: &RunReport, whole: &RunReport) -> Option<String> {
    let (statuses, rest) = told(report);
    let (all, whole_rest) = told(whole);
    let is_whole = statuses == all && rest == whole_rest && report.outcome == whole.outcome;
    let is_cut = matches!(report.ending, Ending::Cut(_));
    let is_part = statuses.iter().zip(&all).all(|(one, other)| one == other || one.ends_with("Unknown"));
    let is_incomplete = matches!(report.outcome, Outcome::Incomplete(_)) || report.outcome == whole.outcome;
    let is_fine = is_whole || is_cut && is_part && is_incomplete;
    (!is_fine).then(|| format!("{}: {statuses:?} {rest}", report.outcome.name()))
}

/// The scenarios that are searched while something ends it: two refutations and a proof.
const SMALL: [&str; 3] =
    ["interop_settlement_layer_now@small", "honest_operator_as_documented@small", "trusted_commits@small"];

/// Checks each of these scenarios with ever more of something, until it is enough; how often it was not.
fn with_ever_more(set: impl Fn(u64)) -> usize {
    let mut cuts = 0;
    let scenarios = registry::systems().into_iter().flat_map(|system| system.scenarios());
    let is_meant = |label: &str| SMALL.contains(&label);
    for scenario in scenarios.filter(|scenario| is_meant(&scenario.info().label)) {
        let request = Request { engine: Engine::Symbolic, is_quiet: true, ..Request::new(1) };
        let whole = scenario.check(&request).expect("nothing limits it");
        let mut given = 0;
        loop {
            set(given);
            let report = scenario.check(&request);
            set(u64::MAX);
            let report = report.unwrap_or_else(|failure| panic!("{given}: {failure}"));
            assert_eq!(fault(&report, &whole), None, "{} with {given}", scenario.info().label);
            if !matches!(report.ending, Ending::Cut(_)) {
                break;
            }
            cuts += 1;
            // Each of the first fifty, and then ever fewer.
            given += 1 + given / 50;
        }
    }
    cuts
}

#[test]
fn a_search_that_is_ended_at_any_moment_says_that_it_is_incomplete() {
    let cuts = with_ever_more(|asked| interrupt::request_after(Some(asked)));
    assert!(cuts > 100, "{cuts}");
}

#[test]
fn a_search_that_has_no_room_for_one_more_node_says_that_it_is_incomplete() {
    let set = |nodes| ROOM.set(usize::try_from(nodes).unwrap_or(usize::MAX));
    let cuts = with_ever_more(set);
    assert!(cuts > 100, "{cuts}");
}
