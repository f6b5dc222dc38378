//! The formats of the report of `check`.

use clap::ValueEnum;

use crate::exit::{Code, Failure};
use crate::report::{RunReport, github, human, json, junit, sarif};

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Text for people.
    Human,
    /// One JSON object.
    Json,
    /// JUnit XML for CI servers: a suite for each scenario, a case for each property.
    Junit,
    /// SARIF 2.1.0 for code scanning.
    Sarif,
    /// The log of GitHub Actions, with an annotation for each failure.
    Github,
}

impl ReportFormat {
    /// The report on these results.
    ///
    /// # Errors
    /// If it cannot be written down, which would be a bug of ours.
    pub fn render(self, reports: &[RunReport]) -> Result<String, Failure> {
        let bug = |error: &dyn std::error::Error| Failure::new(Code::Bug, error.to_string());
        match self {
            Self::Human => Ok(human::render(reports)),
            Self::Json => json::render(reports).map_err(|error| bug(&error)),
            Self::Junit => junit::render(reports).map_err(|error| bug(&error)),
            Self::Sarif => sarif::render(reports).map_err(|error| bug(&error)),
            Self::Github => Ok(github::render(reports)),
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
