//! What must follow and what still can, in random graphs: by both engines, held against the definition.

use std::collections::BTreeMap;

use counterfoil::catalogue::AnyScenario;
use counterfoil::request::{Engine, Request};
use counterfoil_model::guard::GuardSet;
use counterfoil_model::system::Protocol;

use super::generator::graph;
use super::oracle::Oracle;
use super::system::Chance;
use super::traced;

/// How many graphs are searched.
const GRAPHS: u64 = 1_000;

#[test]
fn a_thousand_graphs_have_the_runs_that_they_have_by_definition() {
    let mut shown: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for seed in 0..GRAPHS {
        let scenario = graph(seed);
        let oracle = Oracle::new(Chance::new(&scenario.parameters, GuardSet::all_on()));
        for engine in [Engine::Symbolic, Engine::Native] {
            let request = Request { engine, is_quiet: true, ..Request::new(1) };
            let report = scenario.check(&request).expect("it can be checked");
            for property in &report.properties {
                let shortest = oracle.shortest(property.name);
                let mut traces = report.traces.iter();
                let trace = traces.find(|one| one.property.as_deref() == Some(property.name));
                // A way to a loop need not be a shortest one, but none is shorter.
                let is_right = match (property.status.name(), shortest, trace) {
                    ("violated", Some(shortest), Some(trace)) => {
                        let length = trace.actions.len();
                        traced::fault(&oracle, trace).is_none()
                            && trace.loop_start.map_or(length == shortest, |start| start >= shortest)
                    }
                    ("holds", None, None) => true,
                    _ => false,
                };
                if !is_right {
                    let (name, status) = (property.name, property.status);
                    faults.push(format!(
                        "seed {seed}, {}: {name} {status:?}, and there is {shortest:?}",
                        engine.name()
                    ));
                }
                *shown.entry((property.name, shortest.is_some())).or_default() += 1;
            }
        }
    }
    println!("{shown:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // Each of the four properties holds in many graphs and is violated in many.
    assert!(shown.len() == 8 && shown.values().all(|often| *often > 200), "{shown:?}");
}
