//! `counterfoil trace replay`: whether a trace does what it says, with its own guards or with others.

use std::path::PathBuf;

use clap::Args;
use counterfoil_model::mutant::Mutant;
use counterfoil_traces::format::{Expect, TraceFile};

use super::limits::Limits;
use crate::catalogue::AnySystem;
use crate::cli::color::Color;
use crate::exit::{Code, Failure};
use crate::output::Output;
use crate::report::text::{counted, wrapped};
use crate::selection;
use crate::trace::loaded::Loaded;

/// The options of `trace replay`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} trace replay trace.json --with-all-guards")]
pub struct Options {
    /// The trace.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Switch a guard, or a group of guards, off as well, or get it wrong: GUARD:late (repeatable).
    #[arg(long, value_name = "MUTANT")]
    pub without: Vec<String>,
    /// Switch every guard on: does the design still allow it?
    #[arg(long, conflicts_with = "without")]
    pub with_all_guards: bool,
    /// How far it may search.
    #[command(flatten)]
    pub limits: Limits,
}

/// Replays the trace.
///
/// # Errors
/// If the file is no trace, or if the trace does not do what it says.
pub(super) fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let mut loaded = Loaded::open(&options.file, systems)?;
    let more = selection::mutants(&loaded.system.info(), &options.without)?;
    let guards_off = &mut loaded.file.guards_off;
    if options.with_all_guards {
        guards_off.clear();
    }
    let more: Vec<_> = more.iter().map(Mutant::name).filter(|name| !guards_off.contains(name)).collect();
    guards_off.extend(more);
    let playback = loaded.play(&options.limits.budget())?;
    if let Some(fault) = &playback.fault {
        return Err(loaded.not_replayed(&fault.to_string()));
    }
    Output::open(None, color.into())?.write(&wrapped("", "  ", &said(&loaded.file)))?;
    Ok(Code::Success)
}

/// What the trace says, and does.
fn said(file: &TraceFile) -> String {
    let property = file.property.as_deref().unwrap_or_default();
    let end = match (file.expect, &file.property) {
        (Expect::Violated, _) => format!("and at the end {property} is violated"),
        (Expect::Witnessed, Some(_)) => format!("and at the end {property} is witnessed"),
        (Expect::Holds, Some(_)) => format!("and all the way {property} holds"),
        (Expect::Witnessed | Expect::Holds | Expect::Refused, _) => {
            "each with what is to come of it".to_owned()
        }
    };
    format!(
        "{}/{}: {}, {end}, as the trace says.",
        file.system,
        file.scenario,
        counted(file.actions.len(), "action")
    )
}
