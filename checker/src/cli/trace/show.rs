//! `counterfoil trace show`: a trace as a story, with the books that each step changes.

use std::path::PathBuf;

use clap::Args;

use crate::catalogue::AnySystem;
use crate::cli::color::Color;
use crate::exit::{Code, Failure};
use crate::output::Output;
use crate::report::show;
use crate::trace::budget::Budget;
use crate::trace::loaded::Loaded;

/// The options of `trace show`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} trace show trace.json")]
pub struct Options {
    /// The trace.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write it to a file.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Shows the trace, as far as it goes.
///
/// # Errors
/// If the file is no trace, or if the trace does not do what it says.
pub(super) fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let loaded = Loaded::open(&options.file, systems)?;
    let playback = loaded.play(&Budget::default())?;
    Output::open(options.output.clone(), color.into())?.write(&show::render(&playback))?;
    match &playback.fault {
        None => Ok(Code::Success),
        Some(fault) => Err(loaded.not_replayed(&fault.to_string())),
    }
}
