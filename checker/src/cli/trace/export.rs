//! `counterfoil trace export`: traces as what other tools take. The formats are those of
//! [`counterfoil_traces::export::FORMATS`].

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use counterfoil_traces::export::{Exportable, Exported, FORMATS, Format, Program};

use crate::catalogue::AnySystem;
use crate::cli::color::Color;
use crate::cli::say::note;
use crate::exit::{Code, Failure};
use crate::identity;
use crate::output::Output;
use crate::report::text::counted;
use crate::trace::budget::Budget;
use crate::trace::loaded::Loaded;

/// The options of `trace export`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} trace export trace.json --to json --output states.json")]
pub struct Options {
    /// The traces.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The format.
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(formats()))]
    pub to: String,
    /// The file to write, or the folder if there are several [default: stdout, and for several files a folder
    /// counterfoil-FORMAT].
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

fn formats() -> Vec<PossibleValue> {
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.summary)).collect()
}

/// Exports the traces.
///
/// # Errors
/// If a file is no trace, if a trace does not do what it says or has no place in the format, or if something
/// cannot be written.
pub(super) fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let format = FORMATS.iter().find(|format| format.name == options.to);
    let format = format.ok_or_else(|| Failure::usage(format!("there is no format \"{}\"", options.to)))?;
    let loaded: Vec<Loaded<'_>> =
        options.files.iter().map(|file| Loaded::open(file, systems)).collect::<Result<_, _>>()?;
    let systems = Some(identity::systems()).filter(|path| !path.starts_with("counterfoil::"));
    let program = Program { name: identity::name(), systems };
    let mut traces = Vec::new();
    for (file, one) in options.files.iter().zip(&loaded) {
        let playback = one.play(&Budget::default())?;
        if let Some(fault) = &playback.fault {
            return Err(one.not_replayed(&fault.to_string()));
        }
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if traces.iter().any(|other: &Exportable<'_>| other.name == name) {
            return Err(Failure::usage(format!("two of the traces are called \"{name}\"")));
        }
        traces.push(Exportable { name, playback, program, contracts: one.system.contracts() });
    }
    let exported = (format.export)(&traces).map_err(Failure::usage)?;
    write(exported, format, options.output.as_deref(), color)
}

fn write(
    mut exported: Vec<Exported>,
    format: &Format,
    output: Option<&Path>,
    color: Color,
) -> Result<Code, Failure> {
    if exported.len() == 1 && !output.is_some_and(Path::is_dir) {
        let text = exported.pop().map(|file| file.text).unwrap_or_default();
        if let Some(path) = output {
            keeps(path, &text)?;
        }
        Output::open(output.map(Path::to_owned), color.into())?.write(&text)?;
        return Ok(Code::Success);
    }
    let folder = output.map_or_else(|| PathBuf::from(format!("counterfoil-{}", format.name)), Path::to_owned);
    let files: Vec<(PathBuf, String)> =
        exported.into_iter().map(|file| (folder.join(file.path), file.text)).collect();
    // All of them are looked at before the first is written.
    files.iter().try_for_each(|(path, text)| keeps(path, text))?;
    for (path, text) in &files {
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
        written.map_err(|error| {
            Failure::new(Code::InputOutput, format!("{} cannot be written: {error}", path.display()))
        })?;
    }
    note(color, &format!("{} written to {}", counted(files.len(), "file"), folder.display()));
    Ok(Code::Success)
}

/// Whether nothing is lost if `text` is written to `path`: an export is often edited, so a file that says something
/// else is kept. A device has nothing to lose.
fn keeps(path: &Path, text: &str) -> Result<(), Failure> {
    let is_other = path.is_file() && fs::read(path).is_ok_and(|kept| kept != text.as_bytes());
    if is_other {
        let sentence = format!(
            "{} exists, and is not written over: it says something else, so move it away or choose another --output",
            path.display()
        );
        return Err(Failure::new(Code::InputOutput, sentence));
    }
    Ok(())
}
