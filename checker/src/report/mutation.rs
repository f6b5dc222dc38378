//! The matrix of guards and properties: for people, and as `counterfoil-mutation/1` for programs.

use anstyle::{AnsiColor, Style};
use counterfoil_model::mutant::Mutant;
use serde_json::{Value, json};

use super::text::{counted, wrapped};
use crate::mutate::{Fate, Kill, Matrix, Property, Row};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// The matrices for people, at eighty columns, with colours.
pub fn human(matrices: &[Matrix]) -> String {
    matrices.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(matrix: &Matrix) -> String {
    let mut text = format!("mutants of {}\n", matrix.system);
    text += &wrapped("  tried in:", "    ", &matrix.scenarios.join(", "));
    text.push('\n');
    text.extend(matrix.rows.iter().map(row));
    text.push('\n');
    text += &broken(matrix);
    text += &summary(matrix);
    text
}

fn row(row: &Row) -> String {
    let style = match &row.fate {
        Fate::Killed(_) => GOOD,
        Fate::Explained { .. } | Fate::Backstop(_) | Fate::Undecided => WARNING,
        Fate::Survived | Fate::Misexplained(_) | Fate::Panicked(_) => BAD,
    };
    let fate = row.fate.name();
    let name = row.mutant.name();
    let mut text = format!("{name:<66} {style}{fate}{style:#}\n");
    text += &wrapped("    ", "      ", &verdict(row));
    text
}

/// What became of a mutant, in a sentence.
fn verdict(row: &Row) -> String {
    match &row.fate {
        Fate::Killed(kills) => kills.iter().map(kill).collect::<Vec<_>>().join("; "),
        Fate::Explained { survivor, pair } => {
            let others = survivor.implied_by.join(", ");
            let shown = pair.as_ref().map(|pair| format!(" Without {others} as well: {}.", kill(pair)));
            format!("{}{}", survivor.reason, shown.unwrap_or_default())
        }
        Fate::Backstop(property) => format!("refuses nothing, since {property} holds"),
        Fate::Survived => format!("nothing breaks in {}", searched(row)),
        Fate::Misexplained(kills) if kills.is_empty() => {
            "nothing breaks, but neither does it sooner without what is said to imply it".to_owned()
        }
        Fate::Misexplained(kills) => {
            let kills = kills.iter().map(kill).collect::<Vec<_>>().join("; ");
            format!("there is a written reason why nothing breaks, but: {kills}")
        }
        Fate::Undecided => {
            format!("nothing has broken in {}, which a limit or a signal ended", searched(row))
        }
        Fate::Panicked(message) => message.clone(),
    }
}

fn kill(kill: &Kill) -> String {
    match kill.depth {
        Some(depth) => format!("{} in {}, {}", kill.property, counted(depth, "action"), kill.scenario),
        None => format!("{} no longer happens, {}", kill.property, kill.scenario),
    }
}

fn searched(row: &Row) -> String {
    if row.searches.is_empty() {
        return "any scenario, since what it does there is the same".to_owned();
    }
    let labels = row.searches.iter().map(|search| search.scenario.as_str());
    labels.collect::<Vec<_>>().join(", ")
}

/// How many mutants and variants break each property.
fn broken(matrix: &Matrix) -> String {
    if matrix.properties.is_empty() {
        return String::new();
    }
    let line = |Property { name, broken_by, .. }: &Property| {
        let (style, by) = match broken_by.len() {
            0 => (BAD, "nothing".to_owned()),
            several => (GOOD, several.to_string()),
        };
        format!("{name:<66} {style}{by}{style:#}\n")
    };
    let lines: String = matrix.properties.iter().map(line).collect();
    format!("{:<66} broken by\n{lines}\n", "property")
}

fn summary(matrix: &Matrix) -> String {
    let fates = ["killed", "explained", "backstop", "survived", "misexplained", "undecided", "panicked"];
    let count = |fate: &str| matrix.rows.iter().filter(|row| row.fate.name() == fate).count();
    let counts = fates.iter().map(|fate| (count(fate), fate)).filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, fate)| format!("{count} {fate}")).collect();
    let by_theme = matrix.rows.iter().filter(|row| row.is_killed_by_theme()).count();
    let text = format!(
        "{}: {} ({by_theme} of the killed by a property of the guard's theme)",
        counted(matrix.rows.len(), "mutant"),
        counts.join(", ")
    );
    let unbroken = matrix.unbroken().count();
    let rest = match unbroken {
        _ if matrix.properties.is_empty() => String::new(),
        0 => "Each property is broken by something.".to_owned(),
        _ if matrix.is_whole => format!("Nothing breaks {unbroken} of the properties: they are not checked."),
        _ => format!("Nothing breaks {unbroken} of the properties in these scenarios."),
    };
    wrapped("", "  ", format!("{text}. {rest}").trim_end())
}

/// The matrices for programs: times apart the same whatever the number of threads.
pub fn json(matrices: &[Matrix]) -> String {
    let systems: Vec<Value> = matrices.iter().map(system).collect();
    let document = json!({
        "format": "counterfoil-mutation/1", "version": env!("CARGO_PKG_VERSION"), "systems": systems,
    });
    format!("{document:#}\n")
}

fn system(matrix: &Matrix) -> Value {
    let property = |property: &Property| json!({ "name": property.name, "theme": property.theme, "broken_by": property.broken_by });
    json!({
        "system": matrix.system,
        "scenarios": matrix.scenarios,
        "whole": matrix.is_whole,
        "seconds": matrix.seconds,
        "mutants": matrix.rows.iter().map(entry).collect::<Vec<_>>(),
        "properties": matrix.properties.iter().map(property).collect::<Vec<_>>(),
    })
}

fn entry(row: &Row) -> Value {
    let Mutant { guard, change } = row.mutant;
    let mut entry = json!({
        "name": row.mutant.name(), "guard": guard.name, "fault": change.fault(guard),
        "theme": guard.theme, "fate": row.fate.name(), "by_theme": row.is_killed_by_theme(),
        "kills": [], "reason": null, "implied_by": [], "pair": null, "panic": null,
    });
    match &row.fate {
        Fate::Killed(kills) | Fate::Misexplained(kills) => {
            entry["kills"] = kills.iter().map(kill_entry).collect();
        }
        Fate::Explained { survivor, pair } => {
            entry["reason"] = json!(survivor.reason);
            entry["implied_by"] = json!(survivor.implied_by);
            entry["pair"] = json!(pair.as_ref().map(kill_entry));
        }
        Fate::Backstop(property) => entry["reason"] = json!(format!("unreachable, since {property} holds")),
        Fate::Panicked(message) => entry["panic"] = json!(message),
        Fate::Survived | Fate::Undecided => {}
    }
    let search = |search: &crate::mutate::Search| json!({ "scenario": search.scenario, "unique": search.unique, "complete": search.complete });
    entry["seconds"] = json!(row.seconds);
    entry["searches"] = row.searches.iter().map(search).collect();
    entry
}

fn kill_entry(kill: &Kill) -> Value {
    json!({
        "property": kill.property, "theme": kill.theme, "scenario": kill.scenario, "depth": kill.depth,
    })
}
