//! `counterfoil explain`: everything that bears a name.

use clap::Args;
use counterfoil_model::action::ActionEntry;
use counterfoil_model::guard::{GuardEntry, GuardKind};
use counterfoil_model::mutant::{Change, Survivor};
use counterfoil_model::scenario::Size;
use serde_json::{Value, json};

use super::color::Color;
use super::format::Format;
use super::list::{action_json, guard_json, kind, property_json, scenario_json};
use crate::catalogue::{AnySystem, ScenarioInfo, SystemInfo};
use crate::exit::{Code, Failure};
use crate::identity;
use crate::nearest::unknown;
use crate::output::Output;
use crate::report::human::bounds;
use crate::report::text::wrapped;

/// The options of `explain`.
#[derive(Args, Debug)]
#[command(after_help = "Example: {program} explain {scenario}")]
pub struct Options {
    /// The name of a system, scenario, property, guard, group of guards or action.
    #[arg(value_name = "[SYSTEM/]NAME")]
    pub name: String,
    /// The format of the explanation.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// One thing that bears the name: a heading, lines of a name and a text, and the same as JSON.
struct Entry {
    heading: String,
    lines: Vec<(&'static str, String)>,
    json: Value,
}

/// Explains the name in `options`.
///
/// # Errors
/// If nothing bears it, or if the explanation cannot be written.
pub fn run(options: &Options, systems: &[Box<dyn AnySystem>], color: Color) -> Result<Code, Failure> {
    let (system, name) = match options.name.split_once('/') {
        Some((system, name)) => (Some(system), name),
        None => (None, options.name.as_str()),
    };
    let names: Vec<&str> = systems.iter().map(|system| system.info().name).collect();
    if let Some(system) = system.filter(|system| !names.contains(system)) {
        return Err(Failure::usage(unknown("system", system, "", names)));
    }
    let mut entries = Vec::new();
    let mut valid = Vec::new();
    for one in systems.iter().filter(|one| system.is_none_or(|system| one.info().name == system)) {
        let scenarios: Vec<_> = one.scenarios().iter().map(|scenario| scenario.info()).collect();
        let info = one.info();
        entries.extend(entries_of(&info, &scenarios, name));
        valid.extend(names_of(&info, &scenarios));
    }
    if entries.is_empty() {
        let place = system.map(|system| format!(" in {system}")).unwrap_or_default();
        let valid = valid.iter().map(String::as_str);
        return Err(Failure::usage(unknown("thing called", name, &place, valid)));
    }
    let text = match options.format {
        Format::Human => entries.iter().map(human).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let entries: Vec<Value> = entries.into_iter().map(|entry| entry.json).collect();
            format!("{:#}\n", json!({ "format": "counterfoil-explain/1", "entries": entries }))
        }
    };
    Output::open(None, color.into())?.write(&text)?;
    Ok(Code::Success)
}

fn names_of(info: &SystemInfo, scenarios: &[ScenarioInfo]) -> Vec<String> {
    let mut names = vec![info.name.to_owned()];
    names.extend(scenarios.iter().map(|scenario| scenario.label.clone()));
    names.extend(info.properties.iter().map(|property| property.name.to_owned()));
    names.extend(
        info.guards.iter().flat_map(|guard| [Some(guard.name), guard.group]).flatten().map(str::to_owned),
    );
    names.extend(info.actions.iter().map(|action| action.name.to_owned()));
    names
}

fn entries_of(info: &SystemInfo, scenarios: &[ScenarioInfo], name: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    if info.name == name {
        entries.push(system(info, scenarios));
    }
    entries.extend(scenarios.iter().filter(|scenario| scenario.label == name).map(scenario));
    for (index, property) in info.properties.iter().enumerate() {
        if property.name == name {
            entries.push(self::property(info, index, scenarios));
        }
    }
    for (index, guard) in info.guards.iter().enumerate() {
        if guard.name == name {
            entries.push(self::guard(info, index));
        }
    }
    if info.guards.iter().any(|guard| guard.group == Some(name)) {
        entries.push(group(info, name));
    }
    for entry in info.actions.iter().filter(|action| action.name == name) {
        entries.push(action(info, entry, scenarios));
    }
    entries
}

fn human(entry: &Entry) -> String {
    let mut text = format!("{}\n", entry.heading);
    for (name, value) in &entry.lines {
        text += &wrapped(&format!("  {name}:"), "      ", value);
    }
    text
}

/// A command of this program.
fn command(words: &[&str]) -> String {
    format!("{} {}", identity::name(), words.join(" "))
}

/// The names, or a word where there are none.
fn all_of(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn system(info: &SystemInfo, scenarios: &[ScenarioInfo]) -> Entry {
    let scenarios: Vec<&str> = scenarios.iter().map(|scenario| scenario.label.as_str()).collect();
    let properties: Vec<&str> = info.properties.iter().map(|property| property.name).collect();
    let guards: Vec<&str> = info.guards.iter().map(|guard| guard.name).collect();
    let actions: Vec<&str> = info.actions.iter().map(|action| action.name).collect();
    Entry {
        heading: format!("system {}", info.name),
        lines: vec![
            ("scenarios", all_of(&scenarios)),
            ("properties", all_of(&properties)),
            ("guards", all_of(&guards)),
            ("actions", all_of(&actions)),
            ("check it", command(&["check", info.name])),
        ],
        json: json!({
            "what": "system", "name": info.name, "scenarios": scenarios, "properties": properties,
            "guards": guards, "actions": actions,
        }),
    }
}

fn scenario(info: &ScenarioInfo) -> Entry {
    let properties: Vec<&str> = info.properties.clone();
    let runs = match info.size {
        Size::Default if !info.nightly => "with its system",
        Size::Wide if !info.nightly => "with its system, by sets of states",
        Size::Default | Size::Small | Size::Wide => "only when it is named",
    };
    Entry {
        heading: format!("scenario {}/{}", info.system, info.label),
        lines: vec![
            ("summary", info.summary.clone()),
            ("intent", info.intent.to_string()),
            ("bounds", bounds(&info.parameters)),
            ("properties", all_of(&properties)),
            ("witnesses", all_of(&info.witnesses)),
            ("actions that must fire", all_of(&info.must_fire)),
            ("runs", runs.to_owned()),
            ("check it", command(&["check", &format!("{}/{}", info.system, info.label)])),
        ],
        json: with_what("scenario", scenario_json(info)),
    }
}

fn property(info: &SystemInfo, index: usize, scenarios: &[ScenarioInfo]) -> Entry {
    let property = &info.properties[index];
    let applies = scenarios.iter().filter(|scenario| scenario.properties.contains(&property.name));
    let applies: Vec<&str> = applies.map(|scenario| scenario.label.as_str()).collect();
    let mut json = with_what("property", property_json(info, index));
    json["scenarios"] = json!(applies);
    Entry {
        heading: format!("property {}/{}", info.name, property.name),
        lines: vec![
            ("statement", property.statement.to_owned()),
            ("specified in", property.spec.to_owned()),
            ("kind", property.kind.name().to_owned()),
            ("theme", property.theme.to_owned()),
            ("rests on", all_of(&property.rests_on)),
            ("scenarios", all_of(&applies)),
            ("check it", command(&["check", info.name, "--property", property.name])),
        ],
        json,
    }
}

fn guard(info: &SystemInfo, index: usize) -> Entry {
    let guard = info.guards[index];
    let protects = info.properties.iter().filter(|property| property.rests_on.contains(&guard.name));
    let protects: Vec<&str> = protects.map(|property| property.name).collect();
    let what = match guard.kind {
        GuardKind::Require => format!("{}, refuses an action", kind(guard.kind)),
        GuardKind::Rule => format!("{}, never refuses: without it the effect is left out", kind(guard.kind)),
        GuardKind::Effect => {
            let ways = Change::all(guard).into_iter().map(|change| change.fault(guard)).collect::<Vec<_>>();
            format!("{}, never refuses; a mutant each: {}", kind(guard.kind), ways.join("; "))
        }
    };
    let mut lines = vec![
        ("statement", guard.statement.to_owned()),
        ("kind", what),
        ("stands in", guard.function.to_owned()),
    ];
    lines.extend(guard.error.map(|error| ("error", error.to_owned())));
    lines.push(("specified in", guard.section.to_owned()));
    lines.push(("theme", guard.theme.to_owned()));
    lines.extend(guard.group.map(|group| ("group", group.to_owned())));
    lines.extend(guard.backstop.map(|property| ("backstop", format!("unreachable, since {property} holds"))));
    lines.push(("protects", all_of(&protects)));
    let survivors: Vec<&Survivor> = info.survivors.iter().filter(|one| is_mutant_of(one, guard)).collect();
    lines.extend(survivors.iter().map(|survivor| ("nothing breaks", without(survivor))));
    lines.push(("switch it off", command(&["check", info.name, "--without", guard.name])));
    let mut json = with_what("guard", guard_json(info, index));
    json["protects"] = json!(protects);
    let survivor =
        |one: &&Survivor| json!({ "mutant": one.mutant, "implied_by": one.implied_by, "reason": one.reason });
    json["survivors"] = survivors.iter().map(survivor).collect();
    Entry { heading: format!("guard {}/{}", info.name, guard.name), lines, json }
}

/// Whether what survives is a mutant of this guard.
fn is_mutant_of(survivor: &Survivor, guard: &GuardEntry) -> bool {
    survivor.mutant.split(':').next() == Some(guard.name)
}

/// Which mutant of a guard breaks nothing, and why.
fn without(survivor: &Survivor) -> String {
    let what = match survivor.mutant.split_once(':') {
        None => "without it".to_owned(),
        Some((_, change)) => format!("with {change}"),
    };
    match survivor.implied_by {
        [] => format!("{what}. {}", survivor.reason),
        others => format!("{what}, since it is implied by {}. {}", others.join(", "), survivor.reason),
    }
}

fn group(info: &SystemInfo, name: &str) -> Entry {
    let members = info.guards.iter().filter(|guard| guard.group == Some(name));
    let members: Vec<&str> = members.map(|guard| guard.name).collect();
    Entry {
        heading: format!("group of guards {}/{name}", info.name),
        lines: vec![
            ("members", members.join(", ")),
            ("switch them off", command(&["check", info.name, "--without", name])),
        ],
        json: json!({ "what": "group", "system": info.name, "name": name, "guards": members }),
    }
}

fn action(info: &SystemInfo, action: &ActionEntry, scenarios: &[ScenarioInfo]) -> Entry {
    let name = action.name;
    let must = scenarios.iter().filter(|scenario| scenario.must_fire.contains(&name));
    let must: Vec<&str> = must.map(|scenario| scenario.label.as_str()).collect();
    let mut json = with_what("action", action_json(info, action));
    json["must_fire_in"] = json!(must);
    Entry {
        heading: format!("action {}/{name}", info.name),
        lines: vec![
            ("statement", action.statement.to_owned()),
            ("arguments", all_of(action.arguments)),
            ("must fire in", all_of(&must)),
        ],
        json,
    }
}

/// The object with `"what"` in front.
fn with_what(what: &str, object: Value) -> Value {
    let mut entry = json!({ "what": what });
    if let (Some(entry), Value::Object(fields)) = (entry.as_object_mut(), object) {
        entry.extend(fields);
    }
    entry
}
