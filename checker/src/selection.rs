//! From the names on a command line to scenarios, guards and properties.

use counterfoil_model::mutant::{Change, Mutant};
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
/// or of all systems if there is no target, in these sizes without the nightly ones; or the one that is
/// named.
///
/// # Errors
/// If a target does not exist.
pub fn scenarios(
    systems: &[Box<dyn AnySystem>],
    scenarios: Vec<Box<dyn AnyScenario>>,
    targets: &[String],
    sizes: &[Size],
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
        if is_named || (is_meant && !info.nightly && sizes.contains(&info.size)) {
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

/// The mutants that `names` stand for in a system: a guard that is left out, a group of them, or any mutant by
/// the name that the matrix has for it, such as `GUARD:late`.
///
/// # Errors
/// If the system has none of that name, or if two of them change a guard in another way than leaving it out.
pub fn mutants(system: &SystemInfo, names: &[String]) -> Result<Vec<Mutant>, Failure> {
    let mut mutants = Vec::new();
    for name in names {
        let before = mutants.len();
        let members = system.guards.iter().filter(|entry| entry.name == name || entry.group == Some(name));
        mutants.extend(members.map(|entry| Mutant::off(entry)));
        if mutants.len() == before {
            let all = || Mutant::all(system.guards.iter().copied());
            mutants.extend(all().find(|mutant| mutant.name() == *name));
        }
        if mutants.len() == before {
            let place = format!(" in {}", system.name);
            return Err(Failure::usage(unknown(
                "guard",
                name,
                &place,
                names_like(system, name).iter().map(String::as_str),
            )));
        }
    }
    let mut changed = mutants.iter().filter(|mutant| mutant.change != Change::Off);
    match (changed.next(), changed.next()) {
        (Some(one), Some(other)) => Err(Failure::usage(format!(
            "{} and {} cannot be asked about together: any number of guards can be left out, and one more be wrong \
             in another way",
            one.name(),
            other.name()
        ))),
        _ => Ok(mutants),
    }
}

/// What the misspelt name of a mutant may have been meant to be: a guard or group; a way to get a guard wrong where
/// it names one.
fn names_like(system: &SystemInfo, name: &str) -> Vec<String> {
    let rows = system.guards.iter().copied();
    if name.contains(':') {
        return Mutant::all(rows).map(|mutant| mutant.name()).collect();
    }
    rows.flat_map(|entry| [Some(entry.name), entry.group]).flatten().map(str::to_owned).collect()
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
