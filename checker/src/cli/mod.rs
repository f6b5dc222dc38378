//! The command line: what can be asked, one file a command.

pub mod bench;
pub mod check;
mod color;
pub mod explain;
pub mod engine;
pub mod format;
pub mod list;
pub mod mutate;
pub mod reduction;
mod say;
pub mod strategy;
pub mod trace;

use clap::{Parser, Subcommand};

pub use color::Color;
pub use say::say;

use crate::catalogue::AnySystem;
use crate::exit::{Code, Failure};

/// Searches every state that a cross-chain protocol can reach: either its properties hold in all of
/// them, or it prints a shortest way to break one.
#[derive(Debug, Parser)]
#[command(name = "counterfoil", version, after_help = "Example: {program} check {system}")]
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

/// Does what a command asks of these systems.
///
/// # Errors
/// If it cannot be done.
pub fn run(command: &Command, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    match command {
        Command::Check(options) => check::run(options, systems, color),
        Command::Mutate(options) => mutate::run(options, systems, color),
        Command::List(options) => list::run(options, systems, color),
        Command::Explain(options) => explain::run(options, systems, color),
        Command::Trace(options) => trace::run(options, systems, color),
        Command::Bench(options) => bench::run(options, systems, color),
    }
}
