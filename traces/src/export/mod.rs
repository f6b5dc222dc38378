//! Exports: a trace as what other tools, and other readers, take.

mod words;
mod itf;
mod json;
mod mermaid;
mod html;
mod rust_test;
pub mod foundry;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod hostile;

use serde_json::Value;

use crate::escape;
use crate::playback::Playback;

/// A trace to export.
pub struct Exportable<'a> {
    /// What it is called: its file's name without the end.
    pub name: String,
    /// What comes of it.
    pub playback: Playback,
    /// The program that exports it.
    pub program: Program<'a>,
    /// The contracts of its system, if it can be a test of any.
    pub contracts: Option<&'a dyn foundry::Contracts>,
}

/// A program, as what it exports names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program<'a> {
    /// What it is called on a command line.
    pub name: &'a str,
    /// The path of the function that lists its systems, if they are not those that `counterfoil` comes with.
    pub systems: Option<&'a str>,
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
pub const FORMATS: &[Format] =
    &[itf::FORMAT, rust_test::FORMAT, foundry::FORMAT, mermaid::FORMAT, html::FORMAT, json::FORMAT];

/// An object with one line a field, and one line an entry of the lists `states` and `steps`, so that a step is a line.
fn by_lines(document: &Value) -> String {
    let field = |(name, value): (&String, &Value)| match (name.as_str(), value.as_array()) {
        ("states" | "steps", Some(entries)) if !entries.is_empty() => {
            let entries: Vec<String> = entries.iter().map(|entry| format!("    {entry}")).collect();
            format!("  \"{name}\": [\n{}\n  ]", entries.join(",\n"))
        }
        _ => format!("  {}: {value}", Value::from(name.as_str())),
    };
    let fields: Vec<String> = document.as_object().into_iter().flatten().map(field).collect();
    escape::json(&format!("{{\n{}\n}}\n", fields.join(",\n")))
}

/// One file a trace, under the trace's name with this end.
fn one_each(traces: &[Exportable<'_>], end: &str, text: fn(&Exportable<'_>) -> String) -> Vec<Exported> {
    let file = |trace: &Exportable<'_>| Exported { path: format!("{}.{end}", trace.name), text: text(trace) };
    traces.iter().map(file).collect()
}
