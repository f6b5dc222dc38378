//! `itf`: the Informal Trace Format of Apalache's ADR-015, as the crate `itf` and tools around Quint read it.
//!
//! A state holds the books in two maps, `amounts` and `texts`, the guard that refused the action that led to it,
//! and, as Quint writes them, that action's name (`mbt::actionTaken`) and its arguments (`mbt::nondetPicks`). The
//! crate reads nothing without `#meta`, in which it takes strings alone.

use counterfoil_model::system::{Book, BookValue};
use serde_json::{Map, Value, json};

use super::words::{headline, outcome};
use super::{Exportable, Format, by_lines, one_each};
use crate::playback::{Playback, PlaybackStep};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "itf",
    summary: "the Informal Trace Format (ADR-015), for model-based tests",
    export: |traces| Ok(one_each(traces, "itf.json", |trace| by_lines(&document(trace)))),
};

const DESCRIPTION: &str = "https://apalache-mc.org/docs/adr/015adr-trace.html";
/// What is called an action though nobody acts: the first state, and the last of a run that stays there.
const INIT: &str = "init";
const STUTTER: &str = "stutter";

fn document(trace: &Exportable<'_>) -> Value {
    let playback = &trace.playback;
    let file = &playback.file;
    let names = arguments(playback);
    let mut states = vec![state(&playback.initial, INIT, &picks(&names, None), None)];
    states.extend(playback.steps.iter().map(|step| {
        let guard = step.refused.map(|guard| guard.name);
        state(&step.books, &step.attempt.name, &picks(&names, Some(step)), guard)
    }));
    let steps = playback.steps.len();
    // Behind the last state comes the state at the loop's index. The run ends in the state from which it repeats, so
    // that is the one after; where nothing more happens, it is a copy of the last.
    let repeats_from = file.loop_start.map(|start| start + 1);
    if repeats_from.is_some_and(|start| start > steps) {
        states.push(state(playback.books_after(steps), STUTTER, &picks(&names, None), None));
    }
    for (index, state) in states.iter_mut().enumerate() {
        let step = index.checked_sub(1).and_then(|step| playback.steps.get(step));
        state["#meta"] = match step {
            None => json!({ "index": index }),
            Some(step) => json!({ "index": index, "party": step.party, "action": step.action }),
        };
    }
    let mut document = json!({
        "#meta": {
            "format": "ITF",
            "format-description": DESCRIPTION,
            "source": format!("{}/{}", file.system, file.scenario),
            "description": format!("{}. {}", headline(playback), outcome(playback)),
            "status": if file.expect == crate::format::Expect::Violated { "violation" } else { "ok" },
            "parameters": Value::from(file.parameters.clone()).to_string(),
            "guards_off": file.guards_off.join(", "),
        },
        "vars": ["amounts", "texts", "refused", "mbt::actionTaken", "mbt::nondetPicks"],
        "states": states,
    });
    if let Some(start) = repeats_from {
        document["loop"] = json!(start);
    }
    document
}

fn state(books: &[Book], action: &str, picks: &Value, refused: Option<&str>) -> Value {
    let amounts = books.iter().filter_map(|book| match &book.value {
        BookValue::Amount(amount) => Some(json!([book.name, number(amount)])),
        BookValue::Text(_) => None,
    });
    let texts = books.iter().filter_map(|book| match &book.value {
        BookValue::Amount(_) => None,
        BookValue::Text(text) => Some(json!([book.name, text])),
    });
    json!({
        "#meta": null,
        "amounts": { "#map": amounts.collect::<Vec<_>>() },
        "texts": { "#map": texts.collect::<Vec<_>>() },
        "refused": option(refused.map(|guard| json!(guard))),
        "mbt::actionTaken": action,
        "mbt::nondetPicks": picks,
    })
}

/// The names of all arguments of all actions: every state has to say of each whether it was picked.
fn arguments(playback: &Playback) -> Vec<&String> {
    let mut names: Vec<&String> = Vec::new();
    for name in playback.steps.iter().flat_map(|step| step.attempt.args.keys()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn picks(names: &[&String], step: Option<&PlaybackStep>) -> Value {
    let pick = |name: &&String| {
        let value = step.and_then(|step| step.attempt.args.get(*name));
        ((*name).clone(), option(value.map(expression)))
    };
    names.iter().map(pick).collect::<Map<_, _>>().into()
}

fn option(value: Option<Value>) -> Value {
    match value {
        None => json!({ "tag": "None", "value": { "#tup": [] } }),
        Some(value) => json!({ "tag": "Some", "value": value }),
    }
}

/// An argument in the format's expressions, which have neither `null` nor plain numbers.
fn expression(value: &Value) -> Value {
    match value {
        Value::Null => option(None),
        Value::Number(value) => number(value),
        Value::Array(values) => values.iter().map(expression).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), expression(value)));
            fields.collect::<Map<_, _>>().into()
        }
        Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

fn number(number: &impl ToString) -> Value {
    json!({ "#bigint": number.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn every_state_has_every_variable_and_numbers_are_written_as_big_ones() {
        let trace = sample::exportable();
        let document = document(&trace);
        let states = document["states"].as_array().expect("states are a list");
        assert_eq!(states.len(), trace.playback.steps.len() + 1);
        for state in states {
            for name in document["vars"].as_array().expect("variables are a list") {
                assert!(!state[name.as_str().expect("a name")].is_null(), "{name} in {state}");
            }
        }
        assert_eq!(states[0]["mbt::actionTaken"], INIT);
        assert_eq!(states[1]["mbt::actionTaken"], "Deposit");
        let picks = json!({ "amount": { "tag": "Some", "value": { "#bigint": "2" } }, "to": option(None) });
        assert_eq!(states[1]["mbt::nondetPicks"], picks);
        assert_eq!(states[1]["amounts"]["#map"][0], json!(["L1 <vault>", { "#bigint": "2" }]));
        assert_eq!(states[2]["refused"], option(Some(json!("is_covered"))));
        assert_eq!(states[2]["#meta"]["party"], "user & co");
        assert!(document.get("loop").is_none());
    }

    #[test]
    fn a_loop_goes_on_with_the_action_that_it_begins_with() {
        let mut trace = sample::exportable();
        trace.playback.file.loop_start = Some(1);
        assert_eq!(document(&trace)["loop"], 2);
    }

    #[test]
    fn a_run_that_stays_where_it_ends_gets_a_state_to_stay_in() {
        let mut trace = sample::exportable();
        let steps = trace.playback.steps.len();
        trace.playback.file.loop_start = Some(steps);
        let document = document(&trace);
        assert_eq!(document["loop"], json!(steps + 1));
        let states = document["states"].as_array().expect("states are a list");
        assert_eq!(states.len(), steps + 2);
        assert_eq!(states[steps + 1]["mbt::actionTaken"], STUTTER);
        assert_eq!(states[steps + 1]["amounts"], states[steps]["amounts"]);
    }
}
