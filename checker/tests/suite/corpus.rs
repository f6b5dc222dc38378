//! The traces that are kept in `traces/corpus/`: each still does what it says, and says so when it does not.
//!
//! They are the finds that are worth keeping. A change of the model that breaks one is a change to review. Where
//! only a parameter was added, `COUNTERFOIL_BLESS=1` gives the traces the parameters of their scenarios, if they
//! do what they say with them too.

use std::fs;
use std::path::{Path, PathBuf};

use counterfoil::catalogue::AnySystem;
use counterfoil::registry;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::read::read;
use counterfoil_traces::replay::Fault;
use serde_json::{Value, json};

/// The traces that are kept of a system, with their files.
fn kept(system: &str) -> Vec<(PathBuf, TraceFile)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../traces/corpus").join(system);
    let Ok(entries) = fs::read_dir(&folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let trace = |path: PathBuf| {
        let bytes = fs::read(&path).expect("the file can be read");
        let source = read(&bytes).unwrap_or_else(|wrong| panic!("{}:{wrong}", path.display()));
        (path, source.file)
    };
    paths.into_iter().map(trace).collect()
}

/// Puts the text in the place of the file at once, since other tests read it meanwhile.
fn replace(path: &Path, text: &str) {
    let new = path.with_extension("json.new");
    fs::write(&new, text).expect("the file can be written");
    fs::rename(&new, path).expect("the file can be replaced");
}

/// The parameters of the scenario that a trace names.
fn parameters(system: &dyn AnySystem, trace: &TraceFile) -> Option<Value> {
    let scenarios = system.scenarios();
    let info = scenarios.iter().map(|scenario| scenario.info()).find(|info| info.label == trace.scenario)?;
    Some(info.parameters)
}

#[test]
fn every_kept_trace_does_what_it_says() {
    let mut counted = 0;
    for system in registry::systems() {
        for (path, mut trace) in kept(system.info().name) {
            if std::env::var_os("COUNTERFOIL_BLESS").is_some()
                && let Some(Value::Object(parameters)) = parameters(&*system, &trace)
            {
                let before = std::mem::replace(&mut trace.parameters, parameters);
                let playback =
                    system.play(&trace).unwrap_or_else(|misfit| panic!("{}: {misfit}", path.display()));
                if playback.fault.is_none() && before != trace.parameters {
                    replace(&path, &trace.to_text());
                }
            }
            let playback =
                system.play(&trace).unwrap_or_else(|misfit| panic!("{}: {misfit}", path.display()));
            assert_eq!(playback.fault, None, "{}", path.display());
            assert_eq!(fs::read_to_string(&path).ok(), Some(trace.to_text()), "{}", path.display());
            counted += 1;
        }
    }
    assert!(counted >= 10, "{counted} traces are kept");
}

#[test]
fn every_sort_of_trace_is_kept() {
    for system in registry::systems() {
        let traces = kept(system.info().name);
        if traces.is_empty() {
            continue;
        }
        for kind in Kind::ALL {
            assert!(traces.iter().any(|(_, trace)| trace.kind == kind), "{}: {kind:?}", system.info().name);
        }
        assert!(traces.iter().any(|(_, trace)| !trace.guards_off.is_empty()));
    }
}

/// A counterexample that lives from a guard that is off ends where that guard is on: at a step, by a guard.
#[test]
fn a_find_without_a_guard_is_refused_by_a_guard_once_all_are_on() {
    let mut refused = Vec::new();
    for system in registry::systems() {
        for (path, mut trace) in kept(system.info().name) {
            let off = std::mem::take(&mut trace.guards_off);
            if off.is_empty() || trace.expect != Expect::Violated {
                continue;
            }
            let playback =
                system.play(&trace).unwrap_or_else(|misfit| panic!("{}: {misfit}", path.display()));
            let fault = playback.fault.unwrap_or_else(|| panic!("{} is broken anyway", path.display()));
            if let Fault::Refused { guard, .. } = fault {
                refused.push((off, guard.to_owned()));
            }
        }
    }
    assert!(refused.iter().any(|(off, guard)| off.contains(guard)), "{refused:?}");
}

#[test]
fn a_changed_amount_is_noticed_with_the_step_and_the_guard() {
    let mut refused = 0;
    for system in registry::systems() {
        for (path, trace) in kept(system.info().name) {
            for (index, attempt) in trace.actions.iter().enumerate() {
                let Some(amount) = attempt.args.get("amount").and_then(Value::as_u64) else { continue };
                for other in (1..5).filter(|other| *other != amount) {
                    let mut changed = trace.clone();
                    changed.actions[index].args.insert("amount".to_owned(), other.into());
                    let playback = system.play(&changed).expect("an amount is an amount");
                    if let Some(Fault::Refused { step, guard, .. }) = playback.fault {
                        assert!(step > index, "{}: step {step}", path.display());
                        assert!(system.info().guards.iter().any(|entry| entry.name == guard));
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(refused > 0, "no changed amount is refused");
}

/// The ways to every value within a value, its own among them.
fn places(value: &Value, place: &str, all: &mut Vec<String>) {
    all.push(place.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{place}/{name}"), all));
        }
        Value::Array(values) => {
            let numbered = values.iter().enumerate();
            numbered.for_each(|(index, value)| places(value, &format!("{place}/{index}"), all));
        }
        _ => {}
    }
}

#[test]
fn whatever_stands_in_a_kept_trace_is_answered() {
    let hostile = [Value::Null, json!(-1), json!(0), json!(2), json!(300), json!("b"), json!([]), json!({})];
    let (mut played, mut refused) = (0, 0);
    for system in registry::systems() {
        let info = system.info();
        let is_liveness = |name: &Option<String>| {
            let own = info.properties.iter().find(|property| Some(property.name) == name.as_deref());
            own.is_some_and(|property| property.kind.is_liveness())
        };
        // To judge liveness is to search, within bounds that are changed here.
        for (path, trace) in kept(info.name).into_iter().filter(|(_, trace)| !is_liveness(&trace.property)) {
            let document: Value = serde_json::from_str(&trace.to_text()).expect("it is JSON");
            let mut all = Vec::new();
            places(&document, "", &mut all);
            for (place, value) in all.iter().flat_map(|place| hostile.iter().map(move |value| (place, value)))
            {
                let mut changed = document.clone();
                *changed.pointer_mut(place).expect("it is there") = value.clone();
                let Ok(source) = read(changed.to_string().as_bytes()) else { continue };
                if source.file.system != info.name || is_liveness(&source.file.property) {
                    continue;
                }
                match system.play(&source.file) {
                    Ok(_) => played += 1,
                    Err(misfit) => {
                        assert!(!misfit.field.is_empty(), "{}{place}: {misfit}", path.display());
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(played > 100 && refused > 100, "{played} played, {refused} refused");
}
