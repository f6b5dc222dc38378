//! `counterfoil bench`: the engines side by side on the same work.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::color::Color;
use super::format::Format;
use super::say::note;
use crate::bench::comparison::compare;
use crate::bench::measure::{self, ensure_searchable};
use crate::bench::tables::Report;
use crate::bench::task::{Engine, Task};
use crate::bench::workload;
use crate::catalogue::AnySystem;
use crate::exit::{Code, Failure};
use crate::output::Output;

/// The options of `bench`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} bench two_phase_commit/8 {scenario} --rounds 5")]
pub struct Options {
    /// What to search: `two_phase_commit/N` with up to 15 resource managers, or a scenario that proves
    /// something; a few minutes of both if it is left out.
    #[arg(value_name = "WORKLOAD")]
    pub workloads: Vec<String>,
    /// Only this engine (repeatable).
    #[arg(long, value_enum)]
    pub engine: Vec<Engine>,
    /// How often each engine searches; each round begins with another one.
    #[arg(long, value_name = "N", default_value_t = 3, allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub rounds: u16,
    /// How many threads each engine has [default: all cores].
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Cut each search at about N unique states: ours at the end of a level, stateright's when they are
    /// counted. Rates are of what each has searched.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..))]
    pub max_states: Option<u64>,
    /// Cut each search after this time, such as 90s or 5m.
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = humantime::parse_duration)]
    pub timeout: Duration,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to a file.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Measure one engine in this process, and say it as JSON: how the command calls itself.
    #[arg(long, value_name = "TASK", hide = true)]
    pub measure: Option<String>,
}

/// Measures what `options` ask for.
///
/// # Errors
/// If the request is wrong, if the engines disagree, or if the report cannot be written.
pub fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    if let Some(task) = &options.measure {
        Output::open(None, color.into())?.write(&measure::answer(systems, task)?)?;
        return Ok(Code::Success);
    }
    let mut names = options.workloads.clone();
    if names.is_empty() {
        names.extend(workload::usual(systems));
    }
    for name in &names {
        workload::find(systems, name)?;
        for engine in &options.engine {
            ensure_searchable(*engine, name)?;
        }
    }
    let output = Output::open(options.output.clone(), color.into())?;
    if cfg!(debug_assertions) {
        note(color, "this program was built for finding faults, so these times mean nothing: use --release");
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.map_or(cores, usize::from);
    let mut workloads = Vec::new();
    for workload in names {
        // Which engine is up is for the comparison to say.
        let (engine, max_states, timeout) = (Engine::Native, options.max_states, options.timeout);
        let task = Task { workload, engine, threads, max_states, timeout };
        let engines: Vec<Engine> = match &*options.engine {
            [] => Engine::ALL
                .into_iter()
                .filter(|engine| ensure_searchable(*engine, &task.workload).is_ok())
                .collect(),
            asked => asked.to_vec(),
        };
        workloads.push(compare(&task, &engines, usize::from(options.rounds))?);
    }
    let report = Report {
        format: "counterfoil-bench/1",
        version: env!("CARGO_PKG_VERSION"),
        is_debug_build: cfg!(debug_assertions),
        threads,
        max_states: options.max_states,
        timeout_seconds: options.timeout.as_secs_f64(),
        workloads,
    };
    let text = match options.format {
        Format::Human => report.human(),
        Format::Json => report.json().map_err(|error| Failure::new(Code::Bug, error.to_string()))?,
    };
    output.write(&text)?;
    Ok(Code::Success)
}
