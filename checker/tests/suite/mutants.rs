//! Every mutant of the small scenarios, told by both engines: a footprint that presupposes a guard, or a property that
//! reads more where a guard is off, shows only there.
//!
//! Each mutant is searched twice: with all properties, up to the level that decides it, and without any, so that all
//! of it is counted. There are tens of thousands of searches, so here it is a few of them, and all of them by
//! `cargo test --release -p counterfoil --test suite mutants:: -- --ignored --nocapture`.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::{Ending, Limits};
use counterfoil::registry;
use counterfoil::report::RunReport;
use counterfoil::request::{Engine, Request};
use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::guard::GuardKind;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::Size;
use counterfoil_model::system::{Protocol, System};

use crate::bare::Bare;

#[test]
fn a_few_mutants_are_told_alike_by_both_engines() {
    let is_meant = |label: &str| ["trusted_commits@small", "priority_tree@small"].contains(&label);
    let compared = compared(&Few { states: 1_000, one_in: 7 }, is_meant);
    assert!(compared > 20, "{compared}");
}

#[test]
#[ignore = "takes an hour: for the night"]
fn every_mutant_is_told_alike_by_both_engines() {
    let number = |name| std::env::var(name).ok().and_then(|value| value.parse::<u32>().ok());
    let states = number("COUNTERFOIL_STATES").unwrap_or(20_000);
    let one_in = number("COUNTERFOIL_ONE_IN").unwrap_or(1) as usize;
    let compared = compared(&Few { states: states.into(), one_in }, |_| true);
    assert!(one_in > 1 || compared > 5_000, "{compared}");
}

/// Which of all searches are made.
struct Few {
    /// Up to so many states, after whole levels.
    states: u64,
    /// One of so many mutants, by their number.
    one_in: usize,
}

/// Compares what both engines tell of mutants in the small scenarios that are meant; of how many.
fn compared(few: &Few, is_meant: impl Fn(&str) -> bool) -> usize {
    let mut scenarios = scenarios();
    scenarios.retain(|scenario| is_meant(&scenario.info().label));
    let work: Vec<(&dyn AnyScenario, Mutant)> = scenarios.iter().flat_map(|one| meant(&**one, few)).collect();
    let work: Vec<_> = work.iter().step_by(few.one_in).collect();
    let (next, told) = (AtomicUsize::new(0), Mutex::new((Vec::new(), 0)));
    let search = || {
        while let Some((scenario, mutant)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (fault, is_whole) = compare(*scenario, *mutant, few);
            let mut told = told.lock().expect("nobody panics with it");
            told.0.extend(fault.inspect(|fault| println!("{fault}")));
            told.1 += usize::from(is_whole);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(search))));
    let (faults, whole) = told.into_inner().expect("nobody panics with it");
    println!("{} mutants, {whole} of them searched to the end, {} differences", work.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    work.len()
}

/// All small scenarios that sets of states are for, with their properties and without.
fn scenarios() -> Vec<Box<dyn AnyScenario>> {
    let bare = bare::<AssetTracker>().into_iter().chain(bare::<L1L2Messaging>());
    let all = registry::systems().into_iter().flat_map(|system| system.scenarios()).chain(bare);
    all.filter(|scenario| scenario.info().size == Size::Small).collect()
}

fn bare<S: System>() -> Vec<Box<dyn AnyScenario>> {
    Bare::<S>::scenarios().into_iter().map(|scenario| Box::new(scenario) as Box<dyn AnyScenario>).collect()
}

/// The mutants of a scenario in which something happens that does not in the design.
fn meant<'a>(scenario: &'a dyn AnyScenario, few: &Few) -> Vec<(&'a dyn AnyScenario, Mutant)> {
    let info = scenario.info();
    let systems = registry::systems();
    let system = systems.iter().map(|system| system.info()).find(|system| system.name == info.system);
    let system = system.expect("it is registered");
    let design = check(scenario, &[], (Engine::Auto, false), few);
    if !design.is_by_sets() || design.counts.unique >= u128::from(few.states) {
        return Vec::new();
    }
    let refusing = design.guards.iter().filter(|guard| guard.rejections > 0);
    let refusing: BTreeSet<&str> = refusing.map(|guard| guard.entry.name).collect();
    // Where a search ended early, or a guard is asked about elsewhere, it may matter all the same.
    let is_whole = matches!(design.ending, Ending::Exhausted(_));
    let can_matter = |mutant: &Mutant| {
        let name = mutant.guard.name;
        !is_whole
            || mutant.guard.kind != GuardKind::Require
            || refusing.contains(name)
            || system.consulted.contains(&name)
    };
    let mutants = Mutant::all(system.guards.iter().copied()).filter(can_matter);
    mutants.map(|mutant| (scenario, mutant)).collect()
}

/// What is told differently, if anything is; and whether all of it was searched.
fn compare(scenario: &dyn AnyScenario, mutant: Mutant, few: &Few) -> (Option<String>, bool) {
    let by_states = check(scenario, &[mutant], (Engine::Native, true), few);
    let is_whole = matches!(by_states.ending, Ending::Exhausted(_));
    // What a limit ends ends alike only level by level.
    let by_sets = check(scenario, &[mutant], (Engine::Symbolic, !is_whole), few);
    let (one, other) = (told(&by_states), told(&by_sets));
    let differ = one.iter().zip(&other).find(|(one, other)| one != other);
    let fault = differ.map(|(one, other)| {
        let name = mutant.name();
        format!("{}/{} without {name}: {one} by states, {other} by sets", by_sets.system, by_sets.scenario)
    });
    (fault, is_whole)
}

fn check(
    scenario: &dyn AnyScenario,
    mutants: &[Mutant],
    (engine, needs_depth): (Engine, bool),
    few: &Few,
) -> RunReport {
    let limits = Limits { max_states: Some(few.states), ..Limits::default() };
    let mutants = mutants.to_vec();
    let request = Request { engine, few: 0, limits, mutants, needs_depth, is_quiet: true, ..Request::new(1) };
    scenario.check(&request).unwrap_or_else(|failure| panic!("{failure}"))
}

/// What a report tells that does not depend on how it was searched.
fn told(report: &RunReport) -> Vec<String> {
    let counts = report.counts;
    let mut told = vec![
        report.outcome.name().to_owned(),
        format!("{} states, {} transitions, {} ends", counts.unique, counts.generated, counts.terminal),
    ];
    // A loop is not always a shortest one.
    let length = |name: &str| {
        let mut traces = report.traces.iter();
        let trace = traces.find(|trace| trace.property.as_deref() == Some(name));
        trace.map(|trace| trace.loop_start.unwrap_or(trace.actions.len()))
    };
    let properties = report.properties.iter();
    told.extend(properties.map(|one| format!("{} {} {:?}", one.name, one.status.name(), length(one.name))));
    told.extend(report.actions.iter().map(|action| format!("{} {}", action.name, action.fired)));
    told.extend(report.guards.iter().map(|guard| format!("{} {}", guard.entry.name, guard.rejections)));
    told
}

#[test]
fn a_mutant_that_never_differs_from_the_design_is_the_design() {
    let small = ["trusted_commits@small", "withdrawals@small", "many_messages@small"];
    let (mut same, mut different) = (0, 0);
    for system in registry::systems() {
        let info = system.info();
        for scenario in system.scenarios().iter().filter(|one| small.contains(&one.info().label.as_str())) {
            let mutants: Vec<Mutant> = Mutant::all(info.guards.iter().copied()).collect();
            let search = |mutants: &[Mutant], compared: &[Mutant]| {
                let (mutants, compared) = (mutants.to_vec(), compared.to_vec());
                let request = Request { mutants, compared, is_quiet: true, ..Request::new(1) };
                scenario.check(&request).unwrap_or_else(|failure| panic!("{failure}"))
            };
            let design = search(&[], &mutants);
            let differing = design.differing.clone().expect("all of it was searched");
            different += differing.len();
            let is_same = |mutant: &&Mutant| {
                !differing.contains(&mutant.name()) && !info.consulted.contains(&mutant.guard.name)
            };
            for mutant in mutants.iter().filter(is_same) {
                let (one, other) = (told(&design), told(&search(&[*mutant], &[])));
                assert_eq!(one, other, "{}/{} without {}", info.name, design.scenario, mutant.name());
                same += 1;
            }
        }
    }
    assert!(same > 100 && different > 60, "{same} are the same, {different} differ");
}
