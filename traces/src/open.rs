//! From a trace file to the scenario, the guards and the actions of its system, and back.

use std::fmt::{self, Display};

use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::mutant::Change;
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_model::system::System;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::format::{Attempt, TraceFile};
use crate::replay::Trace;

/// What the argument is called that has no name.
const VALUE: &str = "value";

/// A trace whose names are those of its system.
#[derive(Clone)]
pub struct Opened<S: System> {
    /// Its scenario, with the parameters of the file.
    pub scenario: Scenario<S>,
    /// Its guards, as the file has them.
    pub guards: GuardSet<S::Guard>,
    /// What is attempted.
    pub trace: Trace<S::Action>,
    /// For each action the guard that is to refuse it.
    pub refusals: Vec<Option<S::Guard>>,
}

/// Why a file does not fit the system that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The field.
    pub field: String,
    /// What is wrong, as a sentence without its full stop.
    pub sentence: String,
}

impl Misfit {
    /// A field with what is wrong with it.
    pub fn new(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: sentence.into() }
    }
}

impl Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.sentence)
    }
}

/// The scenario, guards and actions that the file names.
///
/// # Errors
/// If the system has no such parameter, guard or action, or not with these values.
pub fn open<S: System>(file: &TraceFile) -> Result<Opened<S>, Misfit> {
    if file.system != S::NAME {
        return Err(Misfit::new("system", format!("this is {}, not \"{}\"", S::NAME, file.system)));
    }
    let scenario = scenario::<S>(file)?;
    let guards = guards::<S>(&file.guards_off)?;
    let mut actions = Vec::with_capacity(file.actions.len());
    let mut refusals = Vec::with_capacity(file.actions.len());
    for (index, attempt) in file.actions.iter().enumerate() {
        let place =
            |misfit: Misfit| Misfit::new(format!("actions[{index}].{}", misfit.field), misfit.sentence);
        actions.push(action::<S>(attempt).map_err(place)?);
        let refusal = attempt.refused.as_ref().map(|name| {
            let guard = S::Guard::ALL.iter().copied().find(|guard| guard.name() == name);
            guard.ok_or_else(|| place(Misfit::new("refused", format!("{} has no guard \"{name}\"", S::NAME))))
        });
        refusals.push(refusal.transpose()?);
    }
    let trace = Trace { start: file.start, actions, loop_start: file.loop_start };
    Ok(Opened { scenario, guards, trace, refusals })
}

/// The scenario of the file: the one that bears its label, or one that only the file knows, with the
/// parameters of the file.
fn scenario<S: System>(file: &TraceFile) -> Result<Scenario<S>, Misfit> {
    let given = Value::Object(file.parameters.clone());
    let parameters: S::Parameters = serde_json::from_value(given.clone())
        .map_err(|error| Misfit::new("parameters", format!("they do not fit {}: {error}", S::NAME)))?;
    complete(&given, &json!(parameters), "parameters")?;
    parameters.validate().map_err(|sentence| Misfit::new("parameters", sentence))?;
    let known = S::scenarios().into_iter().find(|scenario| scenario.label() == file.scenario);
    Ok(match known {
        Some(known) => Scenario { parameters, ..known },
        None => Scenario {
            name: file.scenario.clone(),
            size: Size::Default,
            nightly: false,
            intent: Intent::Prove,
            summary: String::new(),
            parameters,
            witnesses: Vec::new(),
            must_fire: Vec::new(),
            deadlock_free: false,
        },
    })
}

/// The guards with these mutants in them.
///
/// # Errors
/// If there is no such mutant, or if two are to be changed in ways of which only one can be had at a time.
pub fn guards<S: System>(names: &[String]) -> Result<GuardSet<S::Guard>, Misfit> {
    let mut guards = GuardSet::all_on();
    let mut changed = None;
    for (index, name) in names.iter().enumerate() {
        let field = format!("guards_off[{index}]");
        let Some((guard, change)) = mutant::<S>(name) else {
            return Err(Misfit::new(field, format!("{} has no guard \"{name}\"", S::NAME)));
        };
        if change != Change::Off
            && let Some(other) = changed.replace(name)
        {
            let sentence = format!("beside \"{other}\" no other guard can be changed, only left out");
            return Err(Misfit::new(field, sentence));
        }
        guards = guards.with(guard, change);
    }
    Ok(guards)
}

/// The mutant of this name: which guard is wrong, and how.
pub fn mutant<S: System>(name: &str) -> Option<(S::Guard, Change)> {
    let all = |guard: &S::Guard| {
        let guard = *guard;
        Change::all(guard.entry()).into_iter().map(move |change| (guard, change))
    };
    S::Guard::ALL.iter().flat_map(all).find(|(guard, change)| change.mutant(guard.entry()) == name)
}

/// The action that a file holds.
///
/// # Errors
/// If the system has no such action, or not with these arguments.
pub fn action<S: System>(attempt: &Attempt) -> Result<S::Action, Misfit> {
    let Attempt { name, args, .. } = attempt;
    if !S::ACTIONS.contains(&name.as_str()) {
        return Err(Misfit::new("name", format!("{} has no action \"{name}\"", S::NAME)));
    }
    let action: S::Action = match read(name, args) {
        Ok(action) => action,
        Err(error) => return Err(Misfit::new("args", format!("they do not fit {name}: {error}"))),
    };
    let again = self::attempt::<S>(&action);
    complete(&json!(args), &json!(again.args), "args")?;
    Ok(action)
}

/// A variant without fields is its name; one with fields is an object under its name; one with a single value
/// that has no name has it as [`VALUE`].
fn read<A: DeserializeOwned>(name: &str, args: &Map<String, Value>) -> Result<A, serde_json::Error> {
    if args.is_empty() {
        return serde_json::from_value(json!(name));
    }
    let named = serde_json::from_value(json!({ name: args }));
    match (named, args.get(VALUE)) {
        (Err(_), Some(value)) if args.len() == 1 => serde_json::from_value(json!({ name: value })),
        (named, _) => named,
    }
}

/// The action as a file holds it, to be refused by nobody.
pub fn attempt<S: System>(action: &S::Action) -> Attempt {
    let name = S::ACTIONS.get(S::action_kind(action)).copied().unwrap_or_default().to_owned();
    Attempt { name, args: args(action), refused: None }
}

fn args<A: Serialize>(action: &A) -> Map<String, Value> {
    let value = serde_json::to_value(action).unwrap_or_default();
    match value.as_object().and_then(|variant| variant.values().next()) {
        None => Map::new(),
        Some(Value::Object(fields)) => fields.clone(),
        Some(value) => Map::from_iter([(VALUE.to_owned(), value.clone())]),
    }
}

/// Whether nothing that was given is missing in what was understood: a name that is not known must not go
/// unnoticed.
fn complete(given: &Value, understood: &Value, field: &str) -> Result<(), Misfit> {
    match (given, understood) {
        (Value::Object(given), Value::Object(understood)) => given.iter().try_for_each(|(name, value)| {
            let field = format!("{field}.{name}");
            match understood.get(name) {
                Some(understood) => complete(value, understood, &field),
                None => Err(Misfit::new(field, "there is no such field")),
            }
        }),
        (Value::Array(given), Value::Array(understood)) => {
            let pairs = given.iter().zip(understood).enumerate();
            pairs.into_iter().try_for_each(|(index, (given, understood))| {
                complete(given, understood, &format!("{field}[{index}]"))
            })
        }
        _ => Ok(()),
    }
}
