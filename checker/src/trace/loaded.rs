//! A trace file with the system that it names, found in the catalogue.

use std::path::Path;

use counterfoil_traces::document::MAX_BYTES;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::open::Misfit;
use counterfoil_traces::playback::Playback;
use counterfoil_traces::read::{Source, read};

use super::budget::{Budget, Cut};
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
        let bytes = crate::input::bytes(path, MAX_BYTES)
            .map_err(|why| Failure::new(Code::InputOutput, format!("{name} {why}")))?;
        let source =
            read(&bytes).map_err(|wrong| Failure::new(Code::ScenarioFile, format!("{name}:{wrong}")))?;
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
    /// If there is nothing that a shorter trace could show as well, or if the budget is spent before that is known.
    pub fn minimize(&self, searches: bool, budget: &Budget) -> Result<Minimized, Failure> {
        let minimized = self.system.minimize_within(&self.file, searches, budget);
        match (budget.cut(), minimized) {
            // Time that ends the search leaves the trace short, and says that there may be a shorter one.
            (Some(Cut::Time), Ok(minimized)) if minimized.is_shortest == Some(false) => Ok(minimized),
            (Some(cut), _) => Err(self.unfinished(cut, "a shorter trace shows the same")),
            (None, minimized) => minimized.map_err(|error| misfit(&self.path, &self.source, &error)),
        }
    }

    /// What comes of the trace.
    ///
    /// # Errors
    /// If its system has not what it names, or if the budget is spent before it is known.
    pub fn play(&self, budget: &Budget) -> Result<Playback, Failure> {
        let playback = self.system.play_within(&self.file, budget);
        match budget.cut() {
            Some(cut) => Err(self.unfinished(cut, "the trace does what it says")),
            None => playback.map_err(|error| misfit(&self.path, &self.source, &error)),
        }
    }

    fn unfinished(&self, cut: Cut, whether: &str) -> Failure {
        Failure::new(Code::Incomplete, format!("{}: {}", self.path, cut.leaves_open(whether)))
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
