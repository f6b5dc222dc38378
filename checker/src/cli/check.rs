//! `counterfoil check`: search scenarios and report which properties hold.

use std::fs::File;
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bytesize::ByteSize;
use clap::Args;
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::{Intent, Size};
use serde_json::Value;

use super::color::Color;
use super::engine::EngineName;
use super::format::ReportFormat;
use super::say::note;
use super::{reduction, strategy};
use crate::catalogue::{AnySystem, Setting};
use crate::engine::{Limits, Reduction, Strategy};
use crate::exit::{Code, Failure};
use crate::memory;
use crate::output::Output;
use crate::queue;
use crate::report::{PropertyReport, RunReport};
use crate::request::{Engine, Request};
use crate::resumption::Folders;
use crate::scenario_file;
use crate::selection::{self, Selected};
use crate::trace::folder::Folder;

/// The options of `check`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} check {scenario}{setting} --timeout 5m")]
pub struct Options {
    /// What to check: a system, or one scenario of it; everything if it is left out.
    #[arg(value_name = "SYSTEM[/SCENARIO[@small|@wide]]")]
    pub targets: Vec<String>,
    /// Switch a guard, or a group of guards, off; or get it wrong as the matrix names it: GUARD:late (repeatable).
    #[arg(long, value_name = "MUTANT")]
    pub without: Vec<String>,
    /// Override a parameter of the scenarios (repeatable).
    #[arg(long, value_name = "KEY=VALUE", value_parser = selection::setting)]
    pub set: Vec<Setting>,
    /// Scenarios from a TOML file, besides those that are built in.
    #[arg(long, value_name = "FILE")]
    pub scenario_file: Option<PathBuf>,
    /// Only this property (repeatable).
    #[arg(long, value_name = "NAME")]
    pub property: Vec<String>,
    /// Which engine searches.
    #[arg(long, value_enum, default_value_t = EngineName::Auto)]
    pub engine: EngineName,
    /// In which order it searches.
    #[command(flatten)]
    pub strategy: strategy::StrategyOptions,
    /// What it leaves out.
    #[command(flatten)]
    pub reduction: reduction::ReductionOptions,
    /// How many threads to use [default: all cores].
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// End each search at the first level boundary with at least N states; a depth-first one at N states, a simulation
    /// behind the run that takes it to N steps.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub max_states: Option<NonZeroU64>,
    /// End each search at the states that are N actions away; in a simulation, each run after N actions [default there:
    /// 100].
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub max_depth: Option<u64>,
    /// Keep each search to this much memory, such as 2GiB, by writing to disk what need not be in it
    /// [default: nine tenths of what is available].
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<ByteSize>,
    /// End the command after this time, such as 90s or 5m.
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    pub timeout: Option<Duration>,
    /// Write each search to a file in this folder now and then, and when it ends.
    #[arg(long, value_name = "DIR")]
    pub checkpoint: Option<PathBuf>,
    /// Go on with the searches in this folder, and write them there unless --checkpoint says where.
    #[arg(long, value_name = "DIR")]
    pub resume: Option<PathBuf>,
    /// Write every counterexample and witness to a file in this folder; and, where every guard is on and every
    /// property is asked about, traces on which each action happens, each guard refuses, and each two actions
    /// follow one another that can.
    #[arg(long, value_name = "DIR")]
    pub traces: Option<PathBuf>,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
    /// Write the report to a file.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Options {
    /// Whether a search can end where it is: stateright's cannot, so there a signal ends the program.
    pub fn can_be_interrupted(&self) -> bool {
        self.engine != EngineName::Stateright
    }
}

/// Checks what `options` ask for.
///
/// # Errors
/// If the request is wrong, if a find does not replay, or if the report cannot be written.
pub fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let started = Instant::now();
    let strategy = options.strategy.strategy(options.engine)?;
    let can_be_native = options.engine.can_be_native();
    let reduction = options.reduction.reduction(can_be_native, strategy, options.strategy.exact)?;
    let selected = select(options, systems, color)?;
    let mutants = mutants(options, systems, &selected)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // The lock is held until the last report is written.
    let (folders, _lock) = folders(options, strategy, reduction, &selected)?;
    let traces = options.traces.as_deref().map(Folder::prepare).transpose()?;
    let output = Output::open(options.output.clone(), color.into())?;
    let deadline = options.timeout.and_then(|timeout| started.checked_add(timeout));
    let threads = options.threads.map_or(cores, usize::from);
    let request = |one: &Selected| {
        let mutants = mutants.iter().find(|(system, _)| *system == one.system);
        Request {
            engine: engine(options),
            limits: Limits {
                max_states: options.max_states.map(NonZeroU64::get),
                max_depth: options.max_depth,
                deadline,
                memory: options.memory.map(|size| size.as_u64()),
            },
            strategy,
            is_exact: options.strategy.exact,
            reduction,
            mutants: mutants.map(|(_, mutants)| mutants.clone()).unwrap_or_default(),
            properties: options.property.clone(),
            options: question(options),
            folders: folders.clone(),
            ..Request::new(threads)
        }
    };
    let check = |(one, request): &(&Selected, Request)| {
        let mut report = one.scenario.check(request)?;
        if let Some(folder) = &traces {
            keep(&mut report, folder)?;
            let is_covered = is_covered(options, strategy) && one.info.size != Size::Wide;
            if is_covered && !folder.write_covering(&one.scenario.cover(deadline))? {
                let label = format!("{}/{}", one.system, one.info.label);
                note(color, &format!("{label}: something may be missing in the covering traces"));
            }
        }
        Ok(report)
    };
    let reports = all(selected.iter().map(|one| (one, request(one))), threads, check)?;
    output.write(&options.format.render(&reports)?)?;
    Ok(reports.iter().map(|report| report.outcome.code()).fold(Code::Success, Code::and))
}

/// The engine for what is asked. Only a search state by state ends at a level.
fn engine(options: &Options) -> Engine {
    let is_bounded = options.max_states.is_some() || options.max_depth.is_some();
    if options.engine == EngineName::Auto && is_bounded { Engine::Native } else { options.engine.engine() }
}

/// The reports of all searches, in their order. Sets of states have one thread, so that of what is searched by them, in
/// the end or at once, there are several at a time; each of the others has all threads for itself.
fn all<'a>(
    searches: impl Iterator<Item = (&'a Selected, Request)>,
    threads: usize,
    check: impl Fn(&(&'a Selected, Request)) -> Result<RunReport, Failure> + Sync,
) -> Result<Vec<RunReport>, Failure> {
    let is_by_sets = |(_, (one, request)): &(usize, (&Selected, Request))| one.scenario.is_by_sets(request);
    let (mut by_sets, mut by_states): (Vec<_>, Vec<_>) = searches.enumerate().partition(is_by_sets);
    let at_a_time = threads.min(by_sets.len()).max(1);
    for (_, (_, request)) in &mut by_sets {
        let share = || default_memory().map(|bytes| bytes / at_a_time as u64);
        request.limits.memory = request.limits.memory.or_else(share);
        request.is_quiet = at_a_time > 1;
        request.threads = (threads / at_a_time).max(1);
    }
    for (_, (_, request)) in &mut by_states {
        request.limits.memory = request.limits.memory.or_else(default_memory);
    }
    let check = |(index, search): &(usize, (&'a Selected, Request))| Ok((*index, check(search)?));
    let mut reports = match by_sets.as_slice() {
        [one] => vec![check(one)?],
        several => queue::each("scenarios", at_a_time, several, check)?,
    };
    reports.extend(by_states.iter().map(check).collect::<Result<Vec<_>, _>>()?);
    reports.sort_by_key(|(index, _)| *index);
    Ok(reports.into_iter().map(|(_, report)| report).collect())
}

/// Whether the covering traces are written beside the finds: not where the question is another one.
fn is_covered(options: &Options, strategy: Strategy) -> bool {
    let is_cut = options.max_states.is_some() || options.max_depth.is_some();
    options.without.is_empty() && options.property.is_empty() && strategy == Strategy::Bfs && !is_cut
}

/// Writes the traces of a report, and says in it where.
fn keep(report: &mut RunReport, folder: &Folder) -> Result<(), Failure> {
    for trace in &report.traces {
        let path = folder.write(trace)?;
        let about = |property: &&mut PropertyReport| trace.property.as_deref() == Some(property.name);
        if let Some(property) = report.properties.iter_mut().find(about) {
            property.trace = Some(path);
        }
    }
    Ok(())
}

/// The options that make it this question, as they stand on a command line.
fn question(options: &Options) -> Vec<String> {
    let setting = |Setting { key, value }: &Setting| match value {
        // A string that would be read as something else keeps its quotes.
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => format!("{key}={text}"),
        value => format!("{key}={value}"),
    };
    let file = options.scenario_file.iter().map(|file| file.display().to_string());
    let words = [
        ("--scenario-file", file.collect()),
        ("--without", options.without.clone()),
        ("--set", options.set.iter().map(setting).collect::<Vec<_>>()),
        ("--property", options.property.clone()),
    ];
    words
        .into_iter()
        .flat_map(|(name, values)| values.into_iter().flat_map(|value| [name.to_owned(), value]))
        .collect()
}

/// Where checkpoints are, and the lock on that, which only our own breadth-first search has.
fn folders(
    options: &Options,
    strategy: Strategy,
    reduction: Reduction,
    selected: &[Selected],
) -> Result<(Folders, Option<File>), Failure> {
    let Options { checkpoint, resume, .. } = options;
    if checkpoint.is_none() && resume.is_none() {
        return Ok((Folders::default(), None));
    }
    if strategy != Strategy::Bfs || !options.engine.can_be_native() {
        let sentence = "--checkpoint and --resume are for the native engine's breadth-first search";
        return Err(Failure::usage(sentence));
    }
    if options.strategy.exact {
        return Err(Failure::usage(
            "--exact is for a search in one go: a checkpoint holds fingerprints only",
        ));
    }
    if reduction.by_partial_order() {
        // Which states are new in a level is not written, and decides what is left out.
        let sentence = "--checkpoint and --resume are not for a search with partial-order reduction";
        return Err(Failure::usage(sentence));
    }
    let folders = Folders::prepare(checkpoint.as_deref(), resume.as_deref())?;
    let lock = folders.lock()?;
    folders.overwrite_nothing(selected.iter().map(|one| (one.system, one.info.label.as_str())))?;
    Ok((folders, lock))
}

/// So much that the system neither swaps nor ends the process.
fn default_memory() -> Option<u64> {
    memory::available_bytes().map(|bytes| bytes / 10 * 9)
}

/// The scenarios to check, with their parameters set.
fn select(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Vec<Selected>, Failure> {
    let scenarios = scenario_file::scenarios(systems, options.scenario_file.as_deref())?;
    let sizes: &[Size] = if is_for_sets(options) { &[Size::Default, Size::Wide] } else { &[Size::Default] };
    let mut selected = selection::scenarios(systems, scenarios, &options.targets, sizes)?;
    selection::settings(&mut selected, &options.set)?;
    let mut selected = selection::properties(systems, selected, &options.property)?;
    if options.engine == EngineName::Stateright {
        fits_stateright(options)?;
        selected = without_refutations(selected, color)?;
    }
    if options.engine == EngineName::Symbolic {
        selected = without_undescribed(selected, color)?;
    }
    Ok(selected)
}

/// Whether a system's scenarios with wide bounds run with it: where sets of states are visited, and the bounds and guards
/// are those of the scenarios themselves.
fn is_for_sets(options: &Options) -> bool {
    let is_plain = !options.strategy.exact
        && options.strategy.strategy == strategy::Name::Bfs
        && options.reduction.reduction == reduction::Name::None
        && options.checkpoint.is_none()
        && options.resume.is_none()
        && options.set.is_empty()
        && options.without.is_empty();
    is_plain && matches!(engine(options), Engine::Symbolic | Engine::Auto)
}

/// stateright calls a search that a bound cut "done", so it is never given one.
fn fits_stateright(options: &Options) -> Result<(), Failure> {
    let limits = [
        ("--max-states", options.max_states.is_some()),
        ("--max-depth", options.max_depth.is_some()),
        ("--timeout", options.timeout.is_some()),
        ("--memory", options.memory.is_some()),
    ];
    match limits.into_iter().find(|(_, is_given)| *is_given) {
        None => Ok(()),
        Some((name, _)) => Err(Failure::usage(format!(
            "{name} is for the native engine: stateright does not tell a search that was cut from a \
             finished one"
        ))),
    }
}

/// stateright may end at any violation, so it cannot show that one property alone is violated. A
/// refutation that was asked for by name is refused; one that came with its system is left out.
fn without_refutations(selected: Vec<Selected>, color: Color) -> Result<Vec<Selected>, Failure> {
    let mut kept = Vec::new();
    for one in selected {
        if one.info.intent == Intent::Prove {
            kept.push(one);
            continue;
        }
        let label = format!("{}/{}", one.system, one.info.label);
        let sentence = format!("{label} refutes a property, which only the native engine can show");
        if one.is_named {
            return Err(Failure::usage(sentence));
        }
        note(color, &format!("{sentence}; it is left out"));
    }
    if kept.is_empty() {
        return Err(Failure::new(Code::Nothing, "nothing was selected that stateright can check"));
    }
    Ok(kept)
}

/// By sets of states, what says too little of its parts takes longer than one state after the other, if it ends at all.
/// Such a scenario is searched so if it was asked for by name; one that came with its system is left out.
fn without_undescribed(selected: Vec<Selected>, color: Color) -> Result<Vec<Selected>, Failure> {
    let by_itself = Request { engine: Engine::Auto, ..Request::new(1) };
    let is_meant = |one: &Selected| one.is_named || one.scenario.is_by_sets(&by_itself);
    let (kept, left_out): (Vec<Selected>, Vec<Selected>) = selected.into_iter().partition(is_meant);
    for one in left_out {
        let label = format!("{}/{}", one.system, one.info.label);
        note(color, &format!("{label} says too little of its parts for sets of states; it is left out"));
    }
    if kept.is_empty() {
        return Err(Failure::new(
            Code::Nothing,
            "nothing was selected that says enough of its parts for sets of states",
        ));
    }
    Ok(kept)
}

/// What is to be wrong, for each system that is selected.
fn mutants(
    options: &Options,
    systems: &[Box<dyn AnySystem>],
    selected: &[Selected],
) -> Result<Vec<(&'static str, Vec<Mutant>)>, Failure> {
    let infos = systems.iter().map(|system| system.info());
    let infos = infos.filter(|info| selected.iter().any(|one| one.system == info.name));
    infos.map(|info| Ok((info.name, selection::mutants(&info, &options.without)?))).collect()
}
