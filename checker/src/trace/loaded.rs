//! A trace file with the system that it names, found in the catalogue.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use counterfoil_traces::document::MAX_BYTES;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::open::Misfit;
use counterfoil_traces::playback::Playback;
use counterfoil_traces::read::{Source, read};

use super::minimize::Minimized;
use crate::catalogue::AnySystem;
use crate::exit::{Code, Failure};
use crate::nearest::unknown;

/// A trace file together with the system that it names.
pub struct Loaded<'a> {
    /// What the file says.
    pub file: TraceFile,
    /// Its system.
    pub system: &'a dyn AnySystem,
    path: String,
    source: Source,
}

impl<'a> Loaded<'a> {
    /// The trace in the file at `path`.
    ///
    /// # Errors
    /// If it cannot be read, or is no trace of one of the systems.
    pub fn open(path: &Path, systems: &'a [Box<dyn AnySystem>]) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let source = read(&bytes(path)?)
            .map_err(|wrong| Failure::new(Code::ScenarioFile, format!("{name}:{wrong}")))?;
        let file = source.file.clone();
        let system = systems.iter().find(|system| system.info().name == file.system);
        let Some(system) = system else {
            let names: Vec<&str> = systems.iter().map(|system| system.info().name).collect();
            let sentence = unknown("system", &file.system, "", names);
            return Err(misfit(&name, &source, &Misfit::new("system", sentence)));
        };
        Ok(Self { file, system: &**system, path: name, source })
    }

    /// The trace made short and plain.
    ///
    /// # Errors
    /// If there is nothing that a shorter trace could show as well.
    pub fn minimize(&self, searches: bool) -> Result<Minimized, Failure> {
        self.system.minimize(&self.file, searches).map_err(|error| misfit(&self.path, &self.source, &error))
    }

    /// What comes of the trace.
    ///
    /// # Errors
    /// If its system has not what it names.
    pub fn play(&self) -> Result<Playback, Failure> {
        self.system.play(&self.file).map_err(|error| misfit(&self.path, &self.source, &error))
    }

    /// The failure of a trace that does not do what it says.
    pub fn not_replayed(&self, why: &str) -> Failure {
        Failure::new(Code::NotReplayed, format!("{}: {why}", self.path))
    }
}

fn misfit(path: &str, source: &Source, misfit: &Misfit) -> Failure {
    let wrong = source.wrong(&misfit.field, &misfit.sentence);
    Failure::new(Code::ScenarioFile, format!("{path}:{wrong}"))
}

/// No more of the file than the reader takes.
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(|error| {
        Failure::new(Code::InputOutput, format!("{} cannot be read: {error}", path.display()))
    })?;
    Ok(bytes)
}
