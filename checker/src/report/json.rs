//! The report for programs, `counterfoil-report/1`: one object, times and memory apart the same at
//! any number of threads.

use counterfoil_traces::escape;
use serde::Serialize;
use serde_json::Value;

use super::{PropertyReport, RunReport};
use crate::engine::Ending;
use crate::verdict::Status;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: &'static str,
    results: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    system: &'a str,
    scenario: &'a str,
    parameters: &'a Value,
    guards_off: &'a [String],
    engine: &'a str,
    strategy: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    simulation: Option<SimulationEntry>,
    reduction: &'static str,
    threads: usize,
    complete: bool,
    intent: &'a str,
    outcome: &'static str,
    states: States,
    seconds: f64,
    states_per_second: f64,
    peak_rss_bytes: Option<u64>,
    fingerprint_collision_probability: f64,
    properties: Vec<PropertyEntry<'a>>,
    actions: Vec<ActionEntry>,
    guards: Vec<GuardEntry>,
}

#[derive(Serialize)]
struct SimulationEntry {
    seed: u64,
    runs: u64,
    max_depth: u64,
}

#[derive(Serialize)]
struct States {
    unique: u128,
    generated: u128,
    terminal: Option<u128>,
    /// Null where sets of states were searched that do not know it.
    depth: Option<u64>,
}

#[derive(Serialize)]
struct PropertyEntry<'a> {
    name: &'static str,
    kind: &'static str,
    status: &'static str,
    depth: Option<usize>,
    trace: Option<&'a str>,
    /// Why it was not asked about, if it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_asked: Option<&'static str>,
    /// The command that finds it again, if a simulation found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    again: Option<&'a str>,
}

#[derive(Serialize)]
struct ActionEntry {
    name: &'static str,
    fired: u128,
}

#[derive(Serialize)]
struct GuardEntry {
    name: &'static str,
    rejections: u128,
}

/// The report on these results.
///
/// # Errors
/// Never for reports as they are made: every key is a string.
pub fn render(reports: &[RunReport]) -> Result<String, serde_json::Error> {
    let document = Document {
        format: "counterfoil-report/1",
        version: env!("CARGO_PKG_VERSION"),
        results: reports.iter().map(entry).collect(),
    };
    Ok(escape::json(&serde_json::to_string_pretty(&document)?) + "\n")
}

#[allow(clippy::cast_precision_loss, reason = "a rate needs no more than a float's digits")]
fn entry(report: &RunReport) -> Entry<'_> {
    let counts = report.counts;
    let guard =
        |guard: &super::GuardReport| GuardEntry { name: guard.entry.name, rejections: guard.rejections };
    Entry {
        system: report.system,
        scenario: &report.scenario,
        parameters: &report.parameters,
        guards_off: &report.guards_off,
        engine: report.engine,
        strategy: report.strategy.name(),
        simulation: report.simulated.as_ref().map(|simulated| SimulationEntry {
            seed: simulated.seed,
            runs: simulated.runs,
            max_depth: simulated.length,
        }),
        reduction: report.reduced.by.name(),
        threads: report.threads,
        complete: matches!(report.ending, Ending::Exhausted(_)),
        intent: &report.intent,
        outcome: report.outcome.name(),
        states: States {
            unique: counts.unique,
            generated: counts.generated,
            // stateright does not count them.
            terminal: report.is_counted().then_some(counts.terminal),
            depth: report.depth(),
        },
        seconds: report.seconds,
        states_per_second: counts.unique as f64 / report.seconds.max(1e-9),
        peak_rss_bytes: report.peak_rss_bytes,
        fingerprint_collision_probability: report.collision_probability(),
        properties: report.properties.iter().map(property).collect(),
        actions: report
            .actions
            .iter()
            .map(|action| ActionEntry { name: action.name, fired: action.fired })
            .collect(),
        guards: report.guards.iter().map(guard).collect(),
    }
}

fn property(property: &PropertyReport) -> PropertyEntry<'_> {
    PropertyEntry {
        name: property.name,
        kind: property.kind.name(),
        status: property.status.name(),
        depth: property.status.depth(),
        trace: property.trace.as_deref(),
        not_asked: match property.status {
            Status::NotAsked(reason) => Some(reason.reason()),
            _ => None,
        },
        again: property.again.as_deref(),
    }
}
