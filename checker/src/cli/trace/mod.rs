//! `counterfoil trace`: what to do with a trace in a file, one file a subcommand.

mod diff;
mod export;
mod minimize;
mod replay;
mod show;
mod limits;

use clap::{Args, Subcommand};

use crate::catalogue::AnySystem;
use crate::cli::color::Color;
use crate::exit::{Code, Failure};

/// The options of `trace`.
#[derive(Args, Debug)]
pub struct Options {
    /// What to do with it.
    #[command(subcommand)]
    pub command: TraceCommand,
}

/// What can be done with a trace.
#[derive(Debug, Subcommand)]
pub enum TraceCommand {
    /// Tell a trace: who does what, and what that changes.
    Show(show::Options),
    /// See whether a trace does what it says.
    Replay(replay::Options),
    /// Make a trace as short and plain as it can be, while it shows the same.
    Minimize(minimize::Options),
    /// Tell where two traces part.
    Diff(diff::Options),
    /// Write traces as what other tools take.
    Export(export::Options),
}

/// Does what `options` ask for.
///
/// # Errors
/// If a file cannot be read or is no trace, if a trace does not do what it says, or if something cannot be
/// written.
pub fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    match &options.command {
        TraceCommand::Show(options) => show::run(options, systems, color),
        TraceCommand::Replay(options) => replay::run(options, systems, color),
        TraceCommand::Minimize(options) => minimize::run(options, systems, color),
        TraceCommand::Diff(options) => diff::run(options, systems, color),
        TraceCommand::Export(options) => export::run(options, systems, color),
    }
}
