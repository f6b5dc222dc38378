//! From the names on a command line to scenarios, guards and properties.

use counterfoil_model::scenario::Size;

use crate::catalogue::{AnyScenario, AnySystem, ScenarioInfo, Setting, SystemInfo};
use crate::exit::{Code, Failure};
use crate::nearest::unknown;

/// A scenario together with what is known of it.
pub struct Selected {
    /// The system's name.
    pub system: &'static str,
    /// What is known of it.
    pub info: ScenarioInfo,
    /// Whether it was named, and not only its system.
    pub is_named: bool,
    /// The scenario itself.
    pub scenario: Box<dyn AnyScenario>,
}

/// The scenarios that `targets` select from `scenarios`, each once, in their order: those of a system,
/// or of all systems if there is no target, in their default size without the nightly ones; or the one
/// that is named.
///
/// # Errors
/// If a target does not exist.
pub fn scenarios(
    systems: &[Box<dyn AnySystem>],
    scenarios: Vec<Box<dyn AnyScenario>>,
    targets: &[String],
) -> Result<Vec<Selected>, Failure> {
    let names: Vec<&str> = systems.iter().map(|system| system.info().name).collect();
    let all: Vec<(ScenarioInfo, Box<dyn AnyScenario>)> =
        scenarios.into_iter().map(|scenario| (scenario.info(), scenario)).collect();
    for target in targets {
        exists(target, &names, &all)?;
    }
    let mut selected = Vec::new();
    for (info, scenario) in all {
        let full = format!("{}/{}", info.system, info.label);
        let is_named = targets.contains(&full);
        let is_meant = targets.is_empty() || targets.iter().any(|target| target == info.system);
        if is_named || (is_meant && !info.nightly && info.size == Size::Default) {
            selected.push(Selected { system: info.system, info, is_named, scenario });
        }
    }
    Ok(selected)
}

fn exists(
    target: &str,
    systems: &[&str],
    scenarios: &[(ScenarioInfo, Box<dyn AnyScenario>)],
) -> Result<(), Failure> {
    let (system, label) = match target.split_once('/') {
        Some((system, label)) => (system, Some(label)),
        None => (target, None),
    };
    if !systems.contains(&system) {
        return Err(Failure::usage(unknown("system", system, "", systems.iter().copied())));
    }
    let Some(label) = label else { return Ok(()) };
    let labels = || {
        let own = scenarios.iter().filter(|(info, _)| info.system == system);
        own.map(|(info, _)| info.label.as_str())
    };
    if labels().any(|valid| valid == label) {
        return Ok(());
    }
    Err(Failure::usage(unknown("scenario", label, &format!(" in {system}"), labels())))
}

/// The guards that `names` stand for, each a guard or a group of them, in a system.
///
/// # Errors
/// If the system has none of that name.
pub fn guards(system: &SystemInfo, names: &[String]) -> Result<Vec<&'static str>, Failure> {
    let mut guards = Vec::new();
    for name in names {
        let before = guards.len();
        let members = system.guards.iter().filter(|entry| entry.name == name || entry.group == Some(name));
        guards.extend(members.map(|entry| entry.name));
        if guards.len() == before {
            let valid = system.guards.iter().flat_map(|entry| [Some(entry.name), entry.group]).flatten();
            let place = format!(" in {}", system.name);
            return Err(Failure::usage(unknown("guard", name, &place, valid)));
        }
    }
    Ok(guards)
}

/// Replaces parameters in each of the scenarios.
///
/// # Errors
/// If a scenario has no such parameter, or not with such a value.
pub fn settings(selected: &mut [Selected], settings: &[Setting]) -> Result<(), Failure> {
    for one in selected {
        let label = format!("{}/{}", one.system, one.info.label);
        let refused = |why: String| Failure::usage(format!("{label}: {why}"));
        for setting in settings {
            one.scenario = one.scenario.set(setting).map_err(refused)?;
        }
        one.scenario.validate().map_err(refused)?;
        one.info = one.scenario.info();
        let applies = |property: &&String| one.info.properties.contains(&property.as_str());
        if let Some(property) = one.info.intent.refuted().iter().find(|property| !applies(property)) {
            return Err(refused(format!("it is to refute \"{property}\", which does not apply to it")));
        }
    }
    Ok(())
}

/// Keeps the scenarios to which one of the properties applies.
///
/// # Errors
/// If a property does not exist, or if it applies to none of them: what was asked for would then go
/// unchecked and unsaid.
pub fn properties(
    systems: &[Box<dyn AnySystem>],
    selected: Vec<Selected>,
    names: &[String],
) -> Result<Vec<Selected>, Failure> {
    let valid: Vec<&str> =
        systems.iter().flat_map(|system| system.info().properties).map(|property| property.name).collect();
    for name in names {
        if !valid.contains(&name.as_str()) {
            return Err(Failure::usage(unknown("property", name, "", valid.iter().copied())));
        }
        if !selected.iter().any(|one| one.info.properties.contains(&name.as_str())) {
            let sentence = format!("nothing to check: \"{name}\" applies to no scenario that is selected");
            return Err(Failure::new(Code::Nothing, sentence));
        }
    }
    let is_asked = |one: &Selected| {
        let mut properties = one.info.properties.iter();
        properties.any(|name| names.is_empty() || names.iter().any(|asked| asked == name))
    };
    let selected: Vec<Selected> = selected.into_iter().filter(is_asked).collect();
    if selected.is_empty() {
        return Err(Failure::new(Code::Nothing, "nothing was selected to check"));
    }
    Ok(selected)
}

/// A `--set KEY=VALUE`: the value is JSON, or else a string.
///
/// # Errors
/// If there is no `=`.
pub fn setting(text: &str) -> Result<Setting, String> {
    let (key, value) = text.split_once('=').ok_or("a setting is written KEY=VALUE")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    Ok(Setting { key: key.to_owned(), value })
}
