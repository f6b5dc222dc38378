//! Scenarios from a TOML file: each a `[[scenario]]` that says how it differs from an existing one.
//!
//! ```toml
//! [[scenario]]
//! system = "asset_tracker"
//! name = "four_units"
//! base = "round_trip"        # everything is inherited from it
//! summary = "The round trip with four units of value."
//! intent = "prove"           # or "refute:PROPERTY", or "refute:ONE+OTHER" where both fail at once
//! nightly = true
//! witnesses = []             # replaces the inherited list, as does must_fire
//! deadlock_free = false      # whether every state has to have a successor
//! [scenario.parameters]
//! max = 4
//! ```

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use counterfoil_model::scenario::Intent;
use serde::Deserialize;
use toml::Spanned;

use crate::catalogue::{AnyScenario, AnySystem, Description, Setting};
use crate::exit::{Code, Failure};
use crate::nearest::unknown;

/// The most bytes that a file may have, which is room for some ten thousand scenarios.
const MAX_BYTES: usize = 4 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    scenario: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    system: Spanned<String>,
    name: Spanned<String>,
    base: Spanned<String>,
    summary: Option<String>,
    intent: Option<Spanned<String>>,
    nightly: Option<bool>,
    witnesses: Option<Vec<Spanned<String>>>,
    must_fire: Option<Vec<Spanned<String>>>,
    deadlock_free: Option<bool>,
    #[serde(default)]
    parameters: BTreeMap<Spanned<String>, toml::Value>,
}

/// What is wrong in a file, and where.
struct Wrong(Range<usize>, String);

/// The scenarios of `systems`, with those of `file` behind the ones of their system.
///
/// # Errors
/// If the file cannot be read, or says something that does not exist or makes no sense.
pub fn scenarios(
    systems: &[Box<dyn AnySystem>],
    file: Option<&Path>,
) -> Result<Vec<Box<dyn AnyScenario>>, Failure> {
    let mut scenarios: Vec<Vec<Box<dyn AnyScenario>>> =
        systems.iter().map(|system| system.scenarios()).collect();
    if let Some(path) = file {
        let failed = |what: String| Failure::new(Code::ScenarioFile, format!("{}{what}", path.display()));
        let bytes = crate::input::bytes(path, MAX_BYTES).map_err(|why| failed(format!(" {why}")))?;
        let at = |Wrong(span, sentence): Wrong| {
            let line = bytes.iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1;
            failed(format!(":{line}: {sentence}"))
        };
        let text = text(&bytes).map_err(at)?;
        add(systems, &mut scenarios, text).map_err(at)?;
    }
    Ok(scenarios.into_iter().flatten().collect())
}

/// The text in these bytes, if they are one and not too many.
fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    if bytes.len() > MAX_BYTES {
        return Err(Wrong(0..0, format!("the file has more than {MAX_BYTES} bytes, which are the most")));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        Wrong(start..start, "this is not UTF-8".to_owned())
    })
}

fn add(
    systems: &[Box<dyn AnySystem>],
    scenarios: &mut [Vec<Box<dyn AnyScenario>>],
    text: &str,
) -> Result<(), Wrong> {
    let document: Document = toml::from_str(text).map_err(|error| {
        Wrong(error.span().unwrap_or_default(), error.message().lines().collect::<Vec<_>>().join(" "))
    })?;
    let names: Vec<&str> = systems.iter().map(|system| system.info().name).collect();
    // What each system's are called, which takes too long to ask of all of them for each of them.
    let mut labels: Vec<BTreeMap<String, usize>> = scenarios.iter().map(|own| labels(own)).collect();
    for entry in document.scenario {
        let position = names.iter().position(|name| name == entry.system.get_ref());
        let own =
            position.and_then(|position| Some((scenarios.get_mut(position)?, labels.get_mut(position)?)));
        let Some((own, labels)) = own else {
            let sentence = unknown("system", entry.system.get_ref(), "", names.iter().copied());
            return Err(Wrong(entry.system.span(), sentence));
        };
        let scenario = derived(own, labels, &entry)?;
        labels.insert(entry.name.into_inner(), own.len());
        own.push(scenario);
    }
    Ok(())
}

/// Where the scenario of each label stands.
fn labels(own: &[Box<dyn AnyScenario>]) -> BTreeMap<String, usize> {
    own.iter().enumerate().map(|(position, scenario)| (scenario.info().label, position)).collect()
}

/// The scenario that `entry` describes, made from one of `own`, which have these labels.
fn derived(
    own: &[Box<dyn AnyScenario>],
    labels: &BTreeMap<String, usize>,
    entry: &Entry,
) -> Result<Box<dyn AnyScenario>, Wrong> {
    let name = entry.name.get_ref();
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || !name.bytes().all(is_plain) {
        let sentence = format!("a scenario's name is written in small letters, digits and _, not \"{name}\"");
        return Err(Wrong(entry.name.span(), sentence));
    }
    if labels.contains_key(name) {
        let sentence = format!("{} already has a scenario \"{name}\"", entry.system.get_ref());
        return Err(Wrong(entry.name.span(), sentence));
    }
    let base = labels.get(entry.base.get_ref());
    let Some(base) = base.and_then(|base| own.get(*base)) else {
        let place = format!(" in {}", entry.system.get_ref());
        let sentence = unknown("scenario", entry.base.get_ref(), &place, labels.keys().map(String::as_str));
        return Err(Wrong(entry.base.span(), sentence));
    };

    let spans = spans(entry);
    let place = |name: &str| spans.get(name).cloned().unwrap_or_else(|| entry.name.span());
    let plain = |names: &Vec<Spanned<String>>| names.iter().map(|name| name.get_ref().clone()).collect();
    let description = Description {
        name: name.clone(),
        summary: entry.summary.clone(),
        intent: entry.intent.as_ref().map(intent).transpose()?,
        nightly: entry.nightly,
        witnesses: entry.witnesses.as_ref().map(plain),
        must_fire: entry.must_fire.as_ref().map(plain),
        deadlock_free: entry.deadlock_free,
    };
    let mut scenario =
        base.described(description).map_err(|wrong| Wrong(place(&wrong.name), wrong.sentence))?;
    for (key, value) in &entry.parameters {
        let value = serde_json::to_value(value).map_err(|error| Wrong(key.span(), error.to_string()))?;
        let setting = Setting { key: key.get_ref().clone(), value };
        scenario = scenario.set(&setting).map_err(|sentence| Wrong(key.span(), sentence))?;
    }
    scenario.validate().map_err(|sentence| Wrong(entry.name.span(), sentence))?;
    Ok(scenario)
}

/// Where each name of an entry stands, for those that are looked up elsewhere.
fn spans(entry: &Entry) -> BTreeMap<String, Range<usize>> {
    let lists = entry.witnesses.iter().chain(&entry.must_fire).flatten();
    let mut spans: BTreeMap<_, _> = lists.map(|name| (name.get_ref().clone(), name.span())).collect();
    if let Some(intent) = &entry.intent {
        let properties = intent.get_ref().trim_start_matches("refute:").split('+');
        spans.extend(properties.map(|property| (property.to_owned(), intent.span())));
    }
    spans
}

fn intent(text: &Spanned<String>) -> Result<Intent, Wrong> {
    match (text.get_ref().as_str(), text.get_ref().strip_prefix("refute:")) {
        ("prove", _) => Ok(Intent::Prove),
        (_, Some(properties)) => Ok(Intent::Refute(properties.split('+').map(str::to_owned).collect())),
        (other, None) => {
            let sentence = format!("an intent is \"prove\" or \"refute:PROPERTY\", not \"{other}\"");
            Err(Wrong(text.span(), sentence))
        }
    }
}
