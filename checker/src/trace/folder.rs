//! The folder in which a command leaves the traces that it found.

use std::fs;
use std::path::{Path, PathBuf};

use counterfoil_traces::format::TraceFile;

use super::cover::Covered;
use super::name::name;
use crate::exit::{Code, Failure};

/// A folder for traces.
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, which is made if it is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn prepare(path: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(path).map_err(|error| {
            Failure::new(Code::InputOutput, format!("{} cannot be made: {error}", path.display()))
        })?;
        Ok(Self(path.to_owned()))
    }

    /// Writes the trace, in the place of an earlier one of the same scenario to the same end, and says where.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, trace: &TraceFile) -> Result<String, Failure> {
        self.write_as(&name(trace), trace)
    }

    /// Writes the trace under this name, which has no end yet, and says where.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_as(&self, name: &str, trace: &TraceFile) -> Result<String, Failure> {
        let path = self.0.join(format!("{name}.json"));
        let place = path.display().to_string();
        fs::write(&path, trace.to_text()).map_err(|error| {
            Failure::new(Code::InputOutput, format!("{place} cannot be written: {error}"))
        })?;
        Ok(place)
    }
}

impl Folder {
    /// Writes the traces that cover what can happen in a scenario, and says whether nothing is missing.
    ///
    /// # Errors
    /// If one cannot be written.
    pub fn write_covering(&self, covered: &Covered) -> Result<bool, Failure> {
        for (name, trace) in &covered.traces {
            self.write_as(name, trace)?;
        }
        Ok(covered.is_whole)
    }
}
