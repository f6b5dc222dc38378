//! A trace for people, at eighty columns: who did what, what that changed, and where the two sides of the broken
//! equation part. Colour repeats what the words say.

use anstyle::{AnsiColor, Style};
use counterfoil_traces::diff::BookChange;
use counterfoil_traces::escape::terminal;
use counterfoil_traces::format::{Expect, TraceFile};
use counterfoil_traces::playback::{Playback, PlaybackStep};
use serde_json::Value;

use super::human::bounds;
use super::ledger;
use super::text::{WIDTH, counted, wrapped};

pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default();
pub(super) const HEADING: Style = Style::new().bold();
const PARTY: Style = AnsiColor::Cyan.on_default();

/// The trace with what comes of it, with colours.
pub fn render(playback: &Playback) -> String {
    let file = &playback.file;
    let place = terminal(&format!("{}/{}", file.system, file.scenario));
    let mut text = format!("{HEADING}{place}{HEADING:#}\n");
    if !playback.summary.is_empty() {
        text += &wrapped("  ", "  ", &playback.summary);
    }
    text += &wrapped("  bounds:", "    ", &bounds(&Value::Object(file.parameters.clone())));
    for (entry, fault) in &playback.faults {
        text += &wrapped("  wrong:", "    ", &format!("{}, {fault}. {}", entry.name, entry.statement));
    }
    let style = if file.expect == Expect::Violated { BAD } else { HEADING };
    text.push('\n');
    text += &painted(&wrapped("", "  ", &title(file)), style);
    let digits = file.actions.len().to_string().len();
    for (number, step) in (1..).zip(&playback.steps) {
        text += &self::step(step, &format!("  {number:>digits$}."), &" ".repeat(digits + 6));
    }
    if !playback.sequel.is_empty() {
        text += &wrapped("  ", "  ", &playback.sequel);
    }
    text += &property(playback);
    text += &ledger::render(playback);
    if let Some(fault) = &playback.fault {
        text.push('\n');
        text += &painted(&wrapped("", "  ", &format!("The trace does not do what it says: {fault}.")), BAD);
    }
    text
}

fn title(file: &TraceFile) -> String {
    let property = file.property.as_deref().unwrap_or_default();
    let actions = match file.actions.len() {
        0 => "in the initial state".to_owned(),
        several => format!("in {}", counted(several, "action")),
    };
    let by = file.actions.last().and_then(|last| last.refused.as_deref()).unwrap_or_default();
    match (file.expect, &file.property) {
        (Expect::Violated, _) => format!("Counterexample to {property}, {actions}:"),
        (Expect::Witnessed, Some(_)) => format!("Witness of {property}, {actions}:"),
        (Expect::Holds, Some(_)) => format!("Run on which {property} holds, {actions}:"),
        (Expect::Refused, _) => format!("Refusal by {by}, {actions}:"),
        (Expect::Witnessed | Expect::Holds, None) => format!("Run, {actions}:"),
    }
}

/// What somebody did, and what came of it; behind `first` the number of the step.
fn step(step: &PlaybackStep, first: &str, rest: &str) -> String {
    let party = format!("{}:", step.party);
    let colored = format!("{PARTY}{party}{PARTY:#}");
    let mut text = wrapped(first, rest, &format!("{party} {}", step.action)).replacen(&party, &colored, 1);
    if let Some(guard) = step.refused {
        let error = guard.error.map_or_else(String::new, |error| format!(" Solidity: {error}."));
        let sentence = format!("refused by {}: {}{error}", guard.name, guard.statement);
        return text + &painted(&wrapped(rest, &format!("{rest}  "), &sentence), WARNING);
    }
    if step.changes.is_empty() {
        text += &wrapped(rest, rest, "no book changes");
    }
    let name = |change: &BookChange| change.name.chars().count();
    let longest = step.changes.iter().map(name).filter(|name| *name <= 44).max().unwrap_or(0);
    for change in &step.changes {
        text += &self::change(change, rest, longest);
    }
    text
}

/// One book, before and after, behind its name, which takes `width`.
fn change(change: &BookChange, indent: &str, width: usize) -> String {
    let BookChange { name, before, after } = change;
    let value = format!("{before} -> {after}");
    let (style, difference) = match change.difference() {
        Some(difference) if difference < 0 => (BAD, format!(" ({difference:+})")),
        Some(difference) => (GOOD, format!(" ({difference:+})")),
        None => (Style::new(), String::new()),
    };
    let plain = format!("{indent}{name:<width$}  {value}{difference}");
    if plain.chars().count() <= WIDTH && name.chars().count() <= width {
        return format!("{indent}{name:<width$}  {value}{style}{difference}{style:#}\n");
    }
    wrapped(&format!("{indent}{name}:"), &format!("{indent}    "), &format!("{value}{difference}"))
}

/// What the property says, and where it is specified.
fn property(playback: &Playback) -> String {
    let Some(property) = &playback.property else { return String::new() };
    let word = match (playback.file.expect, &playback.fault) {
        (_, Some(_)) => "Property",
        (Expect::Violated, None) => "Violated",
        (Expect::Witnessed, None) => "Witnessed",
        (Expect::Holds | Expect::Refused, None) => "Holds",
    };
    let text = wrapped(&format!("{word}: {}.", property.name), "  ", property.statement);
    format!("\n{text}") + &wrapped("  Specified in:", "    ", property.spec)
}

/// The lines in one style, each by itself, so that a pager that cuts them keeps it.
pub(super) fn painted(text: &str, style: Style) -> String {
    let line = |line: &str| if line.is_empty() { "\n".into() } else { format!("{style}{line}{style:#}\n") };
    text.lines().map(line).collect::<Vec<_>>().concat()
}
