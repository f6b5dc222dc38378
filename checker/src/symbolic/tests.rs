//! The engine held against the native one, and its own warnings.

use counterfoil_model::footprint::Parts;
use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::{Scenario, Size};
use counterfoil_model::system::System;
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;

use super::{Options, search};
use crate::bench::two_phase_commit::{TwoPhaseCommit, scenario};
use crate::engine::{Demands, Ending, Findings, Limits, Reduction, native};
use crate::progress::Progress;

/// What both engines find, under these limits and demands.
fn both<S: Specified>(
    scenario: &Scenario<S>,
    guards: GuardSet<S::Guard>,
    (limits, demands, needs_depth): (Limits, &Demands, bool),
) -> [Findings<S::Action>; 2] {
    let specification = Specification::new(S::new(scenario, guards), scenario);
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
    };
    let by_states = native::search(&specification, &options);
    [by_sets.unwrap(), by_states.unwrap()]
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
    pairs.map(|(one, other)| format!("by sets {one}\nby states {other}\n")).collect()
}

#[test]
fn small_scenarios_are_told_as_by_the_native_engine() {
    small::<counterfoil_model::asset_tracker::AssetTracker>();
}

fn small<S: Specified>() {
    let mut all = String::new();
    for scenario in S::scenarios().iter().filter(|scenario| scenario.size == Size::Small) {
        let system = S::new(scenario, GuardSet::all_on());
        let wide = system.footprints().iter().filter(|footprint| footprint.reads == Parts::ALL).count();
        if std::env::var("COUNTERFOIL_SCENARIO").is_ok_and(|name| name != scenario.name) {
            continue;
        }
        let begun = std::time::Instant::now();
        let demands = Demands::default();
        let deadline = Some(begun + std::time::Duration::from_secs(60));
        let limits = Limits { deadline, ..Limits::default() };
        let [sets, states] = both::<S>(scenario, GuardSet::all_on(), (limits, &demands, true));
        println!("{} {wide} {:?} {:?}", scenario.label(), sets.counts, begun.elapsed());
        let differences = differences([&sets, &states]);
        if !differences.is_empty() {
            println!("{differences}");
            all += &format!("{}: {differences}\n", scenario.label());
        }
    }
    assert!(all.is_empty(), "{all}");
}

fn cpu() -> u64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.split_whitespace().collect();
    (fields[13].parse::<u64>().unwrap() + fields[14].parse::<u64>().unwrap()) * 10
}

/// `COUNTERFOIL_SCENARIO=everything_larger cargo test --lib by_hand -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn by_hand() {
    let name = std::env::var("COUNTERFOIL_SCENARIO").unwrap_or_default();
    let needs_depth = std::env::var("COUNTERFOIL_DEPTH").is_ok();
    for scenario in counterfoil_model::asset_tracker::AssetTracker::scenarios() {
        if scenario.label() != name {
            continue;
        }
        let system = counterfoil_model::asset_tracker::AssetTracker::new(&scenario, GuardSet::all_on());
        let mut specification = Specification::new(system, &scenario);
        if std::env::var("COUNTERFOIL_SAFETY").is_ok() {
            specification = specification.only(|_| false);
        }
        let progress = &Progress::new("a test".to_owned(), false);
        let (limits, demands) = (Limits::default(), &Demands::default());
        let options = Options { limits, demands, progress, needs_depth };
        let begun = std::time::Instant::now();
        let findings = search(&specification, &options);
        match findings {
            Ok(findings) => println!("{:?} {:?} {:?}", findings.ending, findings.counts, begun.elapsed()),
            Err(error) => println!("{error:?} {:?}", begun.elapsed()),
        }
        println!("{} CPU ms", cpu());
        println!("{:?} MB", crate::memory::peak_bytes().unwrap_or_default() >> 20);
    }
}

#[test]
fn two_phase_commit_has_as_many_states_as_are_published() {
    for (managers, states) in [(3, 288), (5, 8_832), (7, 296_448), (8, 1_745_408)] {
        let scenario = scenario(managers);
        let system = TwoPhaseCommit::new(&scenario, GuardSet::all_on());
        let specification = Specification::new(system, &scenario);
        let progress = &Progress::new("a test".to_owned(), true);
        let (limits, demands) = (Limits::default(), &Demands::default());
        let options = Options { limits, demands, progress, needs_depth: false };
        let findings = search(&specification, &options).unwrap();
        assert!(matches!(findings.ending, Ending::Exhausted(_)));
        assert_eq!(findings.counts.unique, states);
    }
}

#[test]
fn two_phase_commit_is_told_as_by_the_native_engine() {
    let mutants: Vec<Mutant> =
        Mutant::all(<TwoPhaseCommit as System>::Guard::ALL.iter().map(|guard| guard.entry())).collect();
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
