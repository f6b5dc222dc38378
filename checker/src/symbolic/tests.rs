//! The engine held against the native one, and its own warnings.

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::Protocol;
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;

use super::growth::Growth;
use super::space::Space;
use super::{Options, search};
use crate::bench::two_phase_commit::{TwoPhaseCommit, scenario};
use crate::engine::search::native;
use crate::engine::{Demands, Ending, Findings, Limits, Reduction};
use crate::progress::Progress;

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
