//! Footprints that leave something out: a search by sets of states notices, or tells the truth all the same.

use counterfoil::catalogue::AnyScenario;
use counterfoil::exit::Code;
use counterfoil::report::RunReport;
use counterfoil::request::{Engine, Request};
use counterfoil_model::scenario::{Intent, Scenario};

use super::generator::scenario;
use super::system::{Chance, PARTIES, SOLOS};

/// How many systems are searched.
const SYSTEMS: u64 = 120;

#[test]
fn a_part_that_a_footprint_leaves_out_is_noticed_or_makes_no_difference() {
    let (mut noticed, mut harmless, mut missed) = (0, 0, Vec::new());
    for seed in 0..SYSTEMS {
        let mut scenario = scenario(seed);
        if !scenario.parameters.has_footprints {
            continue;
        }
        // Nothing ends the search before everything is met.
        (scenario.intent, scenario.deadlock_free) = (Intent::Prove, false);
        scenario.parameters.questions.never = [None, None];
        let truth = check(&scenario, Engine::Native).expect("a search state by state reads no footprint");
        for rule in 0..scenario.parameters.rules.len() {
            for part in 0..=PARTIES + SOLOS {
                scenario.parameters.left_out = Some((rule, part));
                match check(&scenario, Engine::Symbolic) {
                    Err(Code::NotReplayed) => noticed += 1,
                    Ok(report) if is_same(&report, &truth) => harmless += 1,
                    _ => missed.push((seed, rule, part)),
                }
            }
        }
    }
    // What was learnt is asked again however the search ends.
    assert!(missed.is_empty(), "{noticed} noticed, {harmless} harmless, missed {missed:?}");
    assert!(noticed > 500, "{noticed} noticed, {harmless} harmless");
}

fn check(scenario: &Scenario<Chance>, engine: Engine) -> Result<RunReport, Code> {
    let request = Request { engine, is_quiet: true, ..Request::new(1) };
    scenario.check(&request).map_err(|failure| failure.code)
}

fn is_same(one: &RunReport, other: &RunReport) -> bool {
    let counts = |report: &RunReport| {
        let counts = report.counts;
        (report.outcome.name(), counts.unique, counts.generated, counts.terminal)
    };
    let statuses = |report: &RunReport| -> Vec<_> {
        report.properties.iter().map(|property| property.status.name()).collect()
    };
    counts(one) == counts(other) && statuses(one) == statuses(other)
}
