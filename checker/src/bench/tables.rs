//! A comparison as text for people, at eighty columns, and as one JSON object, `counterfoil-bench/1`.

use std::fmt::Write;

use anstyle::Style;
use serde::Serialize;

use super::comparison::{Comparison, EngineResult, Ratio, Spread};
use super::task::Ended;
use crate::report::text::{counted, thousands, wrapped};

const HEADING: Style = Style::new().bold();

/// Everything that was measured, and how.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The name of this format.
    pub format: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// Whether the program was built for finding faults rather than for speed, so that no figure counts.
    pub is_debug_build: bool,
    /// How many threads each engine had.
    pub threads: usize,
    /// Where each search was to be cut.
    pub max_states: Option<u64>,
    /// How long each search might take.
    pub timeout_seconds: f64,
    /// The workloads, in the order in which they were named.
    pub workloads: Vec<Comparison>,
}

impl Report {
    /// What a program is told.
    ///
    /// # Errors
    /// Never for reports as they are made: every key is a string.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// What a person is told.
    pub fn human(&self) -> String {
        let mut text = String::new();
        for comparison in &self.workloads {
            text += &self.comparison(comparison);
            text.push('\n');
        }
        text
    }

    fn comparison(&self, comparison: &Comparison) -> String {
        let rounds = comparison.engines.first().map_or(0, |result| result.rounds.len());
        let threads = counted(self.threads, "thread");
        let mut text = format!("{}, {threads}, {}\n", comparison.workload, counted(rounds, "round"));
        let _ = writeln!(
            text,
            "{HEADING}{:<16}{:>14}{:>14}{:>14}{:>14}{HEADING:#}",
            "engine", "unique/s", "generated/s", "bytes/state", "unique"
        );
        for result in &comparison.engines {
            text += &row(result);
        }
        for result in &comparison.engines {
            text += &cut(result);
        }
        for ratio in &comparison.ratios {
            text += &self::ratio(ratio);
        }
        text
    }
}

/// The medians of one engine.
fn row(result: &EngineResult) -> String {
    let median =
        |spread: &Option<Spread>| spread.map_or_else(|| "?".to_owned(), |spread| whole(spread.median));
    let unique = result.rounds.iter().map(|round| round.searched.unique).max().unwrap_or_default();
    format!(
        "{:<16}{:>14}{:>14}{:>14}{:>14}\n",
        result.engine.title(),
        median(&result.unique_per_second),
        median(&result.generated_per_second),
        median(&result.bytes_per_state),
        thousands(unique),
    )
}

/// A sentence if the engine did not search everything.
fn cut(result: &EngineResult) -> String {
    let Some(round) = result.rounds.iter().find(|round| round.searched.ended != Ended::Complete) else {
        return String::new();
    };
    let searched = round.searched;
    let found = format!("{} unique states in {:.1} s", thousands(searched.unique), searched.seconds);
    let sentence = match searched.ended {
        Ended::Complete => return String::new(),
        Ended::States => format!("was cut at {found}, by --max-states"),
        Ended::Time => format!("was cut at {found}, by --timeout"),
        Ended::Died => format!("died after {:.1} s without an answer", searched.seconds),
    };
    wrapped("", "  ", &format!("{} {sentence}.", result.engine.title()))
}

fn ratio(ratio: &Ratio) -> String {
    let mut text = format!("native against {}:", ratio.against.title());
    match ratio.unique_per_second {
        None => text += " no ratio.",
        Some(speed) => {
            let _ = write!(text, " {} times the unique states per second", spread(speed));
            if let Some(speed) = ratio.unique_per_cpu_second {
                let _ = write!(text, ", {} times those per second of a processor", spread(speed));
            }
            if let Some(memory) = ratio.bytes_per_state {
                let _ = write!(text, ", {} of the bytes per state", spread(memory));
            }
            text.push('.');
        }
    }
    wrapped("", "  ", &text)
}

/// `2.03 (1.98 to 2.10)`.
fn spread(spread: Spread) -> String {
    let digits = if spread.median >= 10.0 { 1 } else { 2 };
    let Spread { median, min, max } = spread;
    format!("{median:.digits$} ({min:.digits$} to {max:.digits$})")
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures are not negative, and far below 2^53"
)]
fn whole(figure: f64) -> String {
    thousands(figure.round() as u64)
}
