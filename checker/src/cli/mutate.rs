//! `counterfoil mutate`: get each guard wrong in turn, and see which property notices.

use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::{Intent, Size};

use super::color::Color;
use super::engine::EngineName;
use super::format::Format;
use crate::catalogue::{AnyScenario, AnySystem};
use crate::engine::Limits;
use crate::exit::{Code, Failure};
use crate::mutate::{self, Budget, Candidate, Fate, Matrix, Question};
use crate::nearest::unknown;
use crate::output::Output;
use crate::queue;
use crate::report::mutation;
use crate::selection::{self, Selected};
use crate::trace::folder::Folder;

/// The options of `mutate`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} mutate {system}")]
pub struct Options {
    /// Whose guards to get wrong: those of a system, in its small scenarios and where these are not enough
    /// in the others; or in one scenario alone; of every system if it is left out.
    #[arg(value_name = "SYSTEM[/SCENARIO[@small|@wide]]")]
    pub targets: Vec<String>,
    /// Get only this one wrong: a guard or an effect in every way that there is, a group of them, or one mutant by the
    /// name that the matrix has for it. May be given several times.
    #[arg(long, value_name = "NAME")]
    pub guard: Vec<String>,
    /// Which engine searches.
    #[arg(long, value_enum, default_value_t = EngineName::Native)]
    pub engine: EngineName,
    /// How many mutants to search at a time [default: all cores].
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// End each search at the first level boundary with at least N states: a mutant that creates value has
    /// infinitely many.
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value = "1000000")]
    pub max_states: NonZeroU64,
    /// End the command after this time, such as 90s or 5m.
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    pub timeout: Option<Duration>,
    /// Write a counterexample for each mutant that is killed to this folder, and the traces that cover what can
    /// happen in the scenarios of the default set, or in those that were named.
    #[arg(long, value_name = "DIR")]
    pub traces: Option<PathBuf>,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write the report to a file.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Gets the guards that `options` select wrong.
///
/// # Errors
/// If the request is wrong, if the design itself does not hold, if a find does not replay, or if the report
/// cannot be written.
pub fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let started = Instant::now();
    if options.engine == EngineName::Stateright {
        return Err(Failure::usage("--engine stateright is for check: mutants are searched up to a bound"));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let budget = Budget {
        threads: options.threads.map_or(cores, usize::from),
        engine: options.engine.engine(),
        limits: Limits {
            max_states: Some(options.max_states.get()),
            deadline: options.timeout.and_then(|timeout| started.checked_add(timeout)),
            ..Limits::default()
        },
    };
    let questions = questions(systems, &options.targets, &options.guard)?;
    let folder = options.traces.as_deref().map(Folder::prepare).transpose()?;
    let output = Output::open(options.output.clone(), color.into())?;
    let mut matrices = Vec::new();
    for (system, question) in &questions {
        let matrix = mutate::mutate(&**system, question, budget)?;
        if let Some(folder) = &folder {
            keep(&**system, question, &matrix, folder, budget)?;
        }
        matrices.push(matrix);
    }
    let text = match options.format {
        Format::Human => mutation::human(&matrices),
        Format::Json => mutation::json(&matrices),
    };
    output.write(&text)?;
    Ok(matrices.iter().map(mutate::Matrix::code).fold(Code::Success, Code::and))
}

/// Writes a trace for each kill, and those that cover the scenarios that users check.
fn keep(
    system: &dyn AnySystem,
    question: &Question,
    matrix: &Matrix,
    folder: &Folder,
    budget: Budget,
) -> Result<(), Failure> {
    let kills = matrix.rows.iter().filter_map(|row| match &row.fate {
        Fate::Killed(kills) => Some(kills),
        _ => None,
    });
    for trace in kills.flatten().filter_map(|kill| kill.trace.as_ref()) {
        folder.write(trace)?;
    }
    let mut all: Vec<Box<dyn AnyScenario>> = system.scenarios();
    all.retain(|scenario| scenario.info().size == Size::Default && !scenario.info().nightly);
    let named = question.first.iter().map(|candidate| &candidate.scenario);
    let covered: Vec<_> = if question.is_whole { all.iter().collect() } else { named.collect() };
    let traces = queue::each("covering traces", budget.threads, &covered, |scenario| {
        Ok(scenario.cover(budget.limits.deadline))
    })?;
    for covered in &traces {
        folder.write_covering(covered)?;
    }
    Ok(())
}

/// What is asked of each system that is selected.
fn questions<'a>(
    systems: &'a [Box<dyn AnySystem>],
    targets: &[String],
    guards: &[String],
) -> Result<Vec<(&'a dyn AnySystem, Question)>, Failure> {
    let scenarios = systems.iter().flat_map(|system| system.scenarios()).collect();
    let mut named = selection::scenarios(systems, scenarios, targets, &[Size::Default])?;
    named.retain(|one| one.is_named);
    let mut questions = Vec::new();
    for system in systems {
        let name = system.info().name;
        let is_whole = targets.is_empty() || targets.iter().any(|target| target == name);
        let (own, others): (Vec<_>, Vec<_>) = named.into_iter().partition(|one| one.system == name);
        named = others;
        let question = if is_whole { whole(&**system) } else { restricted(&**system, own)? };
        if !question.first.is_empty() {
            questions.push((&**system, question));
        }
    }
    only(guards, &mut questions)?;
    if questions.is_empty() {
        return Err(Failure::new(Code::Nothing, "nothing was selected to get wrong"));
    }
    Ok(questions)
}

/// Keeps the mutants of these guards, if any is named, and the systems that have one of them.
fn only(guards: &[String], questions: &mut Vec<(&dyn AnySystem, Question)>) -> Result<(), Failure> {
    if guards.is_empty() {
        return Ok(());
    }
    let is_meant = |name: &String, mutant: &Mutant| {
        *name == mutant.name() || name == mutant.guard.name || mutant.guard.group == Some(name.as_str())
    };
    let mut all = questions.iter().flat_map(|(_, question)| &question.mutants);
    let absent = guards.iter().find(|name| !all.clone().any(|mutant| is_meant(name, mutant)));
    if let Some(name) = absent {
        let names: Vec<String> = all.by_ref().map(Mutant::name).collect();
        return Err(Failure::usage(unknown("guard", name, "", names.iter().map(String::as_str))));
    }
    for (_, question) in questions.iter_mut() {
        question.mutants.retain(|mutant| guards.iter().any(|name| is_meant(name, mutant)));
        question.is_whole = false;
    }
    questions.retain(|(_, question)| !question.mutants.is_empty());
    Ok(())
}

/// Everything that can be wrong with a system.
fn mutants(system: &dyn AnySystem) -> Vec<Mutant> {
    Mutant::all(system.info().guards.iter().copied()).collect()
}

/// A system: its small scenarios, the others where these are not enough, and the variants that fail.
fn whole(system: &dyn AnySystem) -> Question {
    let scenarios = |is_proof: bool, size: Size| {
        let candidates =
            system.scenarios().into_iter().map(|scenario| Candidate { info: scenario.info(), scenario });
        let is_meant = |one: &Candidate| {
            (one.info.intent == Intent::Prove) == is_proof && one.info.size == size && !one.info.nightly
        };
        candidates.filter(is_meant).collect()
    };
    Question {
        first: scenarios(true, Size::Small),
        then: scenarios(true, Size::Default),
        variants: scenarios(false, Size::Small),
        mutants: mutants(system),
        is_whole: true,
    }
}

/// The scenarios that were named, and no others.
fn restricted(system: &dyn AnySystem, named: Vec<Selected>) -> Result<Question, Failure> {
    if let Some(one) = named.iter().find(|one| one.info.intent != Intent::Prove) {
        let sentence = format!(
            "{}/{} refutes a property with every guard intact, so no mutant can be told from it",
            one.system, one.info.label
        );
        return Err(Failure::usage(sentence));
    }
    let candidate = |one: Selected| Candidate { info: one.info, scenario: one.scenario };
    let first = named.into_iter().map(candidate).collect();
    Ok(Question { first, then: Vec::new(), variants: Vec::new(), mutants: mutants(system), is_whole: false })
}
