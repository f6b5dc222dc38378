//! The command line: what can be asked, one file a command.

pub mod bench;
pub mod check;
pub mod explain;
pub mod format;
pub mod list;
pub mod mutate;
pub mod reduction;
pub mod strategy;
pub mod trace;

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::{Parser, Subcommand, ValueEnum};

use crate::exit::{Code, Failure};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Searches every state that a cross-chain protocol can reach: either its properties hold in all of
/// them, or it prints a shortest way to break one.
#[derive(Debug, Parser)]
#[command(name = "counterfoil", version, after_help = "Example: counterfoil check asset_tracker")]
pub struct Arguments {
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Search scenarios and report which properties hold.
    Check(Box<check::Options>),
    /// Get each guard wrong in turn and report which property notices.
    Mutate(mutate::Options),
    /// List systems, scenarios, properties, guards or actions.
    List(list::Options),
    /// Show everything that bears a name: what it says, where it comes from, what it protects.
    Explain(explain::Options),
    /// Replay, and export, the traces that searches leave in files.
    Trace(trace::Options),
    /// Measure the engines side by side on the same work.
    Bench(bench::Options),
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless the environment says otherwise (`NO_COLOR`, `CLICOLOR_FORCE`).
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The formats of lists and explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for people.
    Human,
    /// One JSON object.
    Json,
}

/// Says on stderr why a command cannot do what it was asked, and returns the exit code.
pub fn say(color: Color, failure: &Failure) -> Code {
    line(color, &format!("{ERROR}error{ERROR:#}: {failure}\n"));
    failure.code
}

/// Says on stderr something that is no error.
pub(crate) fn note(color: Color, sentence: &str) {
    line(color, &format!("{NOTE}note{NOTE:#}: {sentence}\n"));
}

fn line(color: Color, text: &str) {
    // With stderr gone there is nobody left to tell.
    let _ = AutoStream::new(std::io::stderr(), color.into()).write_all(text.as_bytes());
}
