//! `json`: the trace together with all books in every state, for programs that know nothing of the system.

use counterfoil_model::system::{Book, BookValue};
use serde_json::{Map, Value, json};

use super::{Exportable, Format, by_lines, one_each};
use crate::playback::{Equation, PlaybackStep, Side};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "json",
    summary: "the trace with all books in every state",
    export: |traces| Ok(one_each(traces, "states.json", |trace| by_lines(&document(trace)))),
};

fn document(trace: &Exportable<'_>) -> Value {
    let playback = &trace.playback;
    let file = &playback.file;
    let equation = |state: usize| playback.equations.get(state).map(Vec::as_slice).unwrap_or_default();
    let mut states = vec![json!({ "books": books(&playback.initial), "equations": equations(equation(0)) })];
    states.extend((1..).zip(&playback.steps).map(
        |(number, step)| json!({ "books": books(&step.books), "equations": equations(equation(number)) }),
    ));
    json!({
        "format": "counterfoil-states/1",
        "system": file.system, "scenario": file.scenario, "parameters": file.parameters,
        "guards_off": file.guards_off, "property": file.property, "kind": file.kind.name(),
        "expect": file.expect.name(), "loop": file.loop_start,
        "steps": playback.steps.iter().map(step).collect::<Vec<_>>(),
        "states": states,
    })
}

fn step(step: &PlaybackStep) -> Value {
    json!({
        "name": step.attempt.name, "args": step.attempt.args, "party": step.party, "text": step.action,
        "refused": step.refused.map(|guard| guard.name), "error": step.refused.and_then(|guard| guard.error),
    })
}

fn books(books: &[Book]) -> Value {
    let value = |book: &Book| match &book.value {
        BookValue::Amount(amount) => json!(amount),
        BookValue::Text(text) => json!(text),
    };
    books.iter().map(|book| (book.name.clone(), value(book))).collect::<Map<_, _>>().into()
}

fn equations(equations: &[Equation]) -> Value {
    let side = |side: &Side| {
        let terms = side.terms.iter().map(|(name, amount)| json!({ "name": name, "amount": amount }));
        json!({ "name": side.name, "total": side.total(), "terms": terms.collect::<Vec<_>>() })
    };
    let equation = |one: &Equation| {
        json!({
            "case": one.case, "left": side(&one.left), "relation": one.relation, "right": side(&one.right),
            "holds": one.holds(),
        })
    };
    equations.iter().map(equation).collect()
}
