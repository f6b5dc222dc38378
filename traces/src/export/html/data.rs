//! What the page's script works on: the books before the first step, and what each step changes.

use counterfoil_model::system::BookValue;
use serde_json::{Value, json};

use crate::escape::json_in_html;
use crate::export::words::comparison;
use crate::playback::{Equation, Playback, Side};

/// The data as JSON in which no tag can end, since it stands within one.
pub(super) fn of(playback: &Playback) -> String {
    let names: Vec<&String> = playback.initial.iter().map(|book| &book.name).collect();
    let initial: Vec<Value> = playback.initial.iter().map(|book| value(&book.value)).collect();
    let steps = playback.steps.iter().map(|step| {
        // By their positions, since the names of all books of all steps would be most of the page.
        let changes = step.changes.iter().filter_map(|change| {
            let book = names.iter().position(|name| **name == change.name)?;
            Some(json!([book, value(&change.after)]))
        });
        json!({
            "what": format!("{}: {}", step.party, step.action),
            "refused": step.refused.map(|guard| guard.name),
            "changes": changes.collect::<Vec<_>>(),
        })
    });
    let equations = playback.equations.iter().map(|state| state.iter().map(equation).collect::<Vec<_>>());
    let data = json!({
        "books": names,
        "initial": initial,
        "steps": steps.collect::<Vec<_>>(),
        "equations": equations.collect::<Vec<_>>(),
    });
    json_in_html(&data.to_string())
}

fn value(value: &BookValue) -> Value {
    match value {
        BookValue::Amount(amount) => json!(amount),
        BookValue::Text(text) => json!(text),
    }
}

fn equation(equation: &Equation) -> Value {
    let side = |side: &Side| json!({ "name": side.name, "total": side.total(), "terms": side.terms });
    json!({
        "case": equation.case,
        "comparison": comparison(equation),
        "holds": equation.holds(),
        "left": side(&equation.left),
        "right": side(&equation.right),
    })
}
