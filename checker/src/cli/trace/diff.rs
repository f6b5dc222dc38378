//! `counterfoil trace diff`: where two traces part.

use std::path::PathBuf;

use clap::Args;

use crate::catalogue::AnySystem;
use crate::cli::color::Color;
use crate::exit::{Code, Failure};
use crate::output::Output;
use crate::report::difference;
use crate::trace::budget::Budget;
use crate::trace::loaded::Loaded;

/// The options of `trace diff`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} trace diff before.json after.json")]
pub struct Options {
    /// One trace.
    #[arg(value_name = "A")]
    pub left: PathBuf,
    /// The other one.
    #[arg(value_name = "B")]
    pub right: PathBuf,
}

/// Tells where the traces part. That they do is no failure.
///
/// # Errors
/// If a file is no trace.
pub(super) fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let left = Loaded::open(&options.left, systems)?.play(&Budget::default())?;
    let right = Loaded::open(&options.right, systems)?.play(&Budget::default())?;
    Output::open(None, color.into())?.write(&difference::render(&left, &right))?;
    Ok(Code::Success)
}
