//! Exports: a trace as what other tools, and other readers, take.

mod json;

use crate::format::TraceFile;
use crate::playback::Playback;

/// A trace to export.
pub struct Exportable<'a> {
    /// What it is called: its file's name without the end.
    pub name: String,
    /// What comes of it.
    pub playback: Playback,
    /// Plays a changed version of it: with other parameters, or with all guards on.
    pub again: &'a dyn Fn(&TraceFile) -> Result<Playback, String>,
}

/// A file that an export makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Where it belongs, relative to the folder of the export.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A format that traces can be exported to.
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Makes the files of these traces, which do what they say.
    pub export: fn(&[Exportable<'_>]) -> Result<Vec<Exported>, String>,
}

/// Every format there is.
pub const FORMATS: &[Format] = &[json::FORMAT];
