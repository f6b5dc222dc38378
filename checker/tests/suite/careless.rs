//! Footprints of our own systems with a part left out: a search by sets of states notices by itself, or the part makes
//! no difference.

use std::collections::{BTreeMap, BTreeSet};

use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::Counts;
use counterfoil::exit::Code;
use counterfoil::report::RunReport;
use counterfoil::request::{Engine, Request};
use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::footprint::Footprint;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::l1_l2_messaging::L1L2Messaging;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::{Protocol, System};

use crate::bare::Bare;

/// What a search comes to: an error, or counts.
fn checked<S: System>(scenario: &Scenario<Bare<S>>, engine: Engine) -> Result<RunReport, Code> {
    let request = Request { engine, is_quiet: true, ..Request::new(2) };
    scenario.check(&request).map_err(|failure| failure.code)
}

/// The classes that act in the first states of a scenario, by the kinds of their actions.
fn classes<S: System>(scenario: &Scenario<Bare<S>>) -> BTreeMap<&'static str, BTreeSet<usize>> {
    let system = S::new(&scenario.parameters.of_system, GuardSet::all_on());
    let mut classes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut open = system.init_states();
    let mut met: BTreeSet<Vec<u64>> = BTreeSet::new();
    while let Some(state) = open.pop() {
        if met.len() > 20_000 || !met.insert(system.part_hashes(&state)) {
            continue;
        }
        let mut actions = Vec::new();
        system.actions(&state, &mut actions);
        for action in actions {
            let Ok(next) = system.next_state(&state, &action) else { continue };
            let kind = S::ACTIONS[S::action_kind(&action)];
            classes.entry(kind).or_default().insert(system.class(&action));
            open.push(next);
        }
    }
    classes
}

fn small<S: System>(name: &str) -> Scenario<Bare<S>> {
    let scenarios = Bare::<S>::scenarios();
    scenarios.into_iter().find(|scenario| scenario.name == name).expect("the scenario exists")
}

/// What became of the footprints that leave something out.
#[derive(Debug, Default)]
struct Fates {
    noticed: Vec<String>,
    harmless: usize,
    missed: Vec<String>,
}

impl Fates {
    /// Leaves a part out of the footprints of one kind of action after the other, each part of each kind once and in no
    /// order, until so many of them have made a difference.
    fn add<S: System>(&mut self, mut scenario: Scenario<Bare<S>>, most: usize) {
        let truth = checked(&scenario, Engine::Native).expect("a search state by state reads no footprint");
        let system = S::new(&scenario.parameters.of_system, GuardSet::all_on());
        let footprints = system.footprints();
        let mut mutants = Vec::new();
        for (kind, classes) in classes(&scenario) {
            for part in 0..system.parts() {
                let touches =
                    |class: &usize| footprints[*class].reads.and(footprints[*class].writes).has(part);
                if classes.iter().any(touches) {
                    mutants.push((kind, classes.clone(), part));
                }
            }
        }
        let all = mutants.len();
        let most = self.noticed.len() + self.missed.len() + most;
        // A prime that is none of the numbers of mutants: each is met once.
        for number in (0..all).map(|number| number * 1_009 % all) {
            let (kind, classes, part) = &mutants[number];
            scenario.parameters.classes = classes.iter().copied().collect();
            scenario.parameters.left_out = *part;
            let name = format!("{}: {kind} without {}", scenario.name, system.part_name(*part));
            match checked(&scenario, Engine::Symbolic) {
                Err(Code::NotReplayed) => self.noticed.push(name),
                Ok(report) if report.counts == counts(&report, &truth) => self.harmless += 1,
                _ => self.missed.push(name),
            }
            if self.noticed.len() + self.missed.len() == most {
                return;
            }
        }
    }
}

/// The counts of the other report, as far as sets of states have them.
fn counts(report: &RunReport, truth: &RunReport) -> Counts {
    Counts { depth: report.counts.depth, ..truth.counts }
}

#[test]
fn a_part_that_a_footprint_of_ours_leaves_out_is_noticed() {
    let mut fates = Fates::default();
    // More states than are all asked about again.
    fates.add(small::<AssetTracker>("departed_recipient"), 5);
    fates.add(small::<L1L2Messaging>("failing_upgrades"), 5);
    println!("{fates:?}");
    assert!(fates.noticed.len() == 10 && fates.missed.is_empty(), "{fates:?}");
}

#[test]
#[ignore = "takes minutes: for the night"]
fn each_part_that_a_footprint_of_ours_leaves_out_is_noticed_or_makes_no_difference() {
    let mut fates = Fates::default();
    let most = std::env::var("COUNTERFOIL_STATES").ok().and_then(|states| states.parse().ok());
    let few = |states| states < most.unwrap_or(60_000);
    for scenario in Bare::<AssetTracker>::scenarios() {
        if is_large_enough(&scenario, few) {
            fates.add(scenario, usize::MAX >> 1);
            println!("{fates:?}");
        }
    }
    for scenario in Bare::<L1L2Messaging>::scenarios() {
        if is_large_enough(&scenario, few) {
            fates.add(scenario, usize::MAX >> 1);
            println!("{fates:?}");
        }
    }
    assert!(fates.missed.is_empty(), "{fates:?}");
}

/// Whether a scenario has footprints, and a number of states that is meant. Of few states each is asked about again.
fn is_large_enough<S: System>(scenario: &Scenario<Bare<S>>, is_meant: impl Fn(u128) -> bool) -> bool {
    let system = S::new(&scenario.parameters.of_system, GuardSet::all_on());
    if system.parts() == 0 || system.footprints().contains(&Footprint::EVERYTHING) {
        return false;
    }
    let states = checked(scenario, Engine::Symbolic).expect("its footprints are right").counts.unique;
    states > 2048 && is_meant(states)
}
