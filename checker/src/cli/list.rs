//! `counterfoil list`: what there is to check, to hold and to switch off.

use clap::{Args, ValueEnum};
use counterfoil_model::action::ActionEntry;
use counterfoil_model::guard::GuardKind;
use serde_json::{Value, json};

use super::color::Color;
use super::format::Format;
use crate::catalogue::{AnySystem, ScenarioInfo, SystemInfo};
use crate::exit::{Code, Failure};
use crate::output::Output;
use crate::report::human::bounds;
use crate::report::text::{counted, wrapped};

/// The options of `list`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} list guards")]
pub struct Options {
    /// What to list; everything if it is left out.
    #[arg(value_enum)]
    pub what: Option<What>,
    /// The format of the list.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The protocols.
    Systems,
    /// Systems with bounds: what a search runs on.
    Scenarios,
    /// What must hold.
    Properties,
    /// What can be switched off.
    Guards,
    /// What can be attempted.
    Actions,
}

/// Lists what `options` ask for.
///
/// # Errors
/// If the list cannot be written.
pub fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let lists = match options.what {
        Some(what) => vec![what],
        None => What::value_variants().to_vec(),
    };
    let text = match options.format {
        Format::Human => lists.iter().map(|what| human(*what, systems)).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let mut document = json!({ "format": "counterfoil-list/1" });
            for what in lists {
                document[name(what)] = systems.iter().flat_map(|system| entries(what, &**system)).collect();
            }
            format!("{document:#}\n")
        }
    };
    Output::open(None, color.into())?.write(&text)?;
    Ok(Code::Success)
}

fn name(what: What) -> &'static str {
    match what {
        What::Systems => "systems",
        What::Scenarios => "scenarios",
        What::Properties => "properties",
        What::Guards => "guards",
        What::Actions => "actions",
    }
}

fn scenario_infos(system: &dyn AnySystem) -> Vec<ScenarioInfo> {
    system.scenarios().iter().map(|scenario| scenario.info()).collect()
}

fn human(what: What, systems: &[Box<dyn AnySystem>]) -> String {
    let mut text = format!("{}:\n", name(what));
    for system in systems {
        let info = system.info();
        match what {
            What::Systems => text += &system_lines(&info, &scenario_infos(&**system)),
            What::Scenarios => text.extend(scenario_infos(&**system).iter().map(scenario_lines)),
            What::Properties => {
                text.extend(info.properties.iter().map(|property| {
                    let (name, kind) = (property.name, property.kind.name());
                    let entry = format!("{}/{name} ({kind}): {}", info.name, property.statement);
                    wrapped("  ", "      ", &entry)
                }));
            }
            What::Guards => {
                text.extend(info.guards.iter().map(|guard| {
                    let group = guard.group.map(|group| format!(", in {group}")).unwrap_or_default();
                    let (name, kind) = (guard.name, kind(guard.kind));
                    let entry = format!("{}/{name} ({kind}{group}): {}", info.name, guard.statement);
                    wrapped("  ", "      ", &entry)
                }));
            }
            What::Actions => {
                text.extend(info.actions.iter().map(|action| {
                    wrapped("  ", "      ", &format!("{}/{}: {}", info.name, action.name, action.statement))
                }));
            }
        }
    }
    text
}

fn system_lines(info: &SystemInfo, scenarios: &[ScenarioInfo]) -> String {
    let counts = [
        counted(scenarios.len(), "scenario"),
        format!("{} properties", info.properties.len()),
        counted(info.guards.len(), "guard"),
        counted(info.actions.len(), "action"),
    ];
    format!("  {}: {}\n", info.name, counts.join(", "))
}

fn scenario_lines(info: &ScenarioInfo) -> String {
    let nightly = if info.nightly { ", nightly" } else { "" };
    let intent = info.intent.to_string();
    let entry = format!("{}/{} ({intent}{nightly}): {}", info.system, info.label, info.summary);
    let mut text = wrapped("  ", "      ", &entry);
    text += &wrapped("      bounds:", "        ", &bounds(&info.parameters));
    text
}

/// `require`, `rule` or `effect`.
pub(super) fn kind(kind: GuardKind) -> &'static str {
    match kind {
        GuardKind::Require => "require",
        GuardKind::Rule => "rule",
        GuardKind::Effect => "effect",
    }
}

fn entries(what: What, system: &dyn AnySystem) -> Vec<Value> {
    let info = system.info();
    match what {
        What::Systems => vec![json!({ "name": info.name })],
        What::Scenarios => scenario_infos(system).iter().map(scenario_json).collect(),
        What::Properties => (0..info.properties.len()).map(|index| property_json(&info, index)).collect(),
        What::Guards => (0..info.guards.len()).map(|index| guard_json(&info, index)).collect(),
        What::Actions => info.actions.iter().map(|action| action_json(&info, action)).collect(),
    }
}

/// A scenario as lists and explanations give it.
pub(super) fn scenario_json(info: &ScenarioInfo) -> Value {
    json!({
        "system": info.system, "name": info.label, "summary": info.summary, "nightly": info.nightly,
        "intent": info.intent.to_string(), "parameters": info.parameters,
        "witnesses": info.witnesses, "must_fire": info.must_fire, "deadlock_free": info.deadlock_free,
        "properties": info.properties,
    })
}

/// A property as lists and explanations give it.
pub(super) fn property_json(info: &SystemInfo, index: usize) -> Value {
    let property = &info.properties[index];
    json!({
        "system": info.name, "name": property.name, "kind": property.kind.name(),
        "statement": property.statement, "spec": property.spec, "theme": property.theme,
        "rests_on": property.rests_on,
    })
}

/// A guard as lists and explanations give it.
pub(super) fn guard_json(info: &SystemInfo, index: usize) -> Value {
    let guard = info.guards[index];
    json!({
        "system": info.name, "name": guard.name, "kind": kind(guard.kind), "theme": guard.theme,
        "group": guard.group, "statement": guard.statement, "function": guard.function,
        "error": guard.error, "section": guard.section, "backstop": guard.backstop,
    })
}

/// An action as lists and explanations give it.
pub(super) fn action_json(info: &SystemInfo, action: &ActionEntry) -> Value {
    json!({
        "system": info.name, "name": action.name, "statement": action.statement,
        "arguments": action.arguments,
    })
}
