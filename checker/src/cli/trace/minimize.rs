//! `counterfoil trace minimize`: the same find by as few actions, with as low amounts, as will do.

use std::path::PathBuf;

use clap::Args;

use super::limits::Limits;
use crate::catalogue::AnySystem;
use crate::cli::color::Color;
use crate::cli::say::note;
use crate::exit::{Code, Failure};
use crate::output::Output;
use crate::report::text::{counted, thousands};
use crate::trace::loaded::Loaded;
use crate::trace::minimize::Minimized;

/// The options of `trace minimize`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} trace minimize long.json --search --output short.json")]
pub struct Options {
    /// The trace.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Search for the shortest trace: among the actions of this one first, then among those of their kinds, then
    /// among all.
    #[arg(long)]
    pub search: bool,
    /// How far it may search.
    #[command(flatten)]
    pub limits: Limits,
    /// Write the trace to a file.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Minimizes the trace.
///
/// # Errors
/// If the file is no trace, if the trace does not do what it says, or if it is there for all of its actions.
pub(super) fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let loaded = Loaded::open(&options.file, systems)?;
    let budget = options.limits.budget();
    if let Some(fault) = loaded.play(&budget)?.fault {
        return Err(loaded.not_replayed(&fault.to_string()));
    }
    let minimized = loaded.minimize(options.search, &budget)?;
    let output = Output::open(options.output.clone(), color.into())?;
    output.write(&minimized.file.to_text())?;
    note(color, &said(loaded.file.actions.len(), &minimized));
    // The trace is what it was asked to be, but for the shortest.
    Ok(if minimized.is_shortest == Some(false) { Code::Incomplete } else { Code::Success })
}

fn said(length: usize, minimized: &Minimized) -> String {
    let short = minimized.file.actions.len();
    let states = thousands(minimized.states as u64);
    let end = match minimized.is_shortest {
        None => "none of which can be left out".to_owned(),
        Some(true) => format!("and there is no shorter trace, say {states} states"),
        Some(false) => format!("and {states} states, not all there are, lead to no shorter trace"),
    };
    format!("from {} to {short}, {end}", counted(length, "action"))
}
