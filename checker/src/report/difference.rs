//! Where two traces part: in what they start from, in what is attempted, or in what comes of it.

use counterfoil_model::system::Book;
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::playback::{Playback, PlaybackStep};
use serde_json::{Value, json};

use super::show::{BAD, GOOD, HEADING, painted};
use super::text::{counted, wrapped};

/// The two traces against each other, with colours.
pub fn render(left: &Playback, right: &Playback) -> String {
    let mut text = head(&left.file, &right.file);
    let same = left.steps.iter().zip(&right.steps).take_while(|(left, right)| is_same(left, right)).count();
    text += &painted(&wrapped("", "  ", &shared(same, left, right)), HEADING);
    let digits = same.saturating_add(1).to_string().len();
    for (number, step) in (1..).zip(left.steps.iter().take(same)) {
        text += &line(&format!("    {number:>digits$}."), digits, step);
    }
    if same == left.steps.len() && same == right.steps.len() {
        return text + &ends(left, right);
    }
    text += &painted(&format!("At step {} they part:\n", same + 1), HEADING);
    for (mark, style, playback) in [("A", BAD, left), ("B", GOOD, right)] {
        let step = match playback.steps.get(same) {
            Some(step) => line(&format!("  {mark} {:>digits$}.", same + 1), digits, step),
            None => format!("  {mark} ends here\n"),
        };
        text += &painted(&step, style);
    }
    let (left, right) = (left.steps.get(same), right.steps.get(same));
    if let (Some(left), Some(right)) = (left, right) {
        text += &books(&left.books, &right.books);
    }
    text
}

/// Whether the same is attempted and the same comes of it.
fn is_same(left: &PlaybackStep, right: &PlaybackStep) -> bool {
    let refused = |step: &PlaybackStep| step.refused.map(|guard| guard.name);
    let is_attempt = (&left.attempt.name, &left.attempt.args) == (&right.attempt.name, &right.attempt.args);
    is_attempt && refused(left) == refused(right) && left.books == right.books
}

/// What the traces start from, where that differs.
fn head(left: &TraceFile, right: &TraceFile) -> String {
    let mut differences = Vec::new();
    let mut field = |name: &str, left: Value, right: Value| {
        if left != right {
            differences.push(format!("{name}: {left} in A, {right} in B"));
        }
    };
    field("system", json!(left.system), json!(right.system));
    field("scenario", json!(left.scenario), json!(right.scenario));
    for (name, value) in &left.parameters {
        field(name, value.clone(), right.parameters.get(name).cloned().unwrap_or_default());
    }
    for (name, value) in right.parameters.iter().filter(|(name, _)| !left.parameters.contains_key(*name)) {
        field(name, Value::Null, value.clone());
    }
    field("guards_off", json!(left.guards_off), json!(right.guards_off));
    field("property", json!(left.property), json!(right.property));
    field("expect", json!(left.expect.name()), json!(right.expect.name()));
    field("start", json!(left.start), json!(right.start));
    field("loop", json!(left.loop_start), json!(right.loop_start));
    differences.iter().map(|difference| wrapped("", "  ", difference)).collect::<Vec<_>>().concat()
}

fn shared(same: usize, left: &Playback, right: &Playback) -> String {
    let (left, right) = (left.steps.len(), right.steps.len());
    let all = if same == left && same == right { "All " } else { "" };
    match same {
        0 => format!("No action is shared, of {left} in A and {right} in B."),
        1 => format!("{all}1 action is shared, of {left} in A and {right} in B:"),
        _ => format!("{all}{same} actions are shared, of {left} in A and {right} in B:"),
    }
}

fn line(first: &str, digits: usize, step: &PlaybackStep) -> String {
    let refused = step.refused.map_or_else(String::new, |guard| format!(", refused by {}", guard.name));
    wrapped(first, &" ".repeat(digits + 8), &format!("{}: {}{refused}", step.party, step.action))
}

fn books(left: &[Book], right: &[Book]) -> String {
    let differ = left.iter().filter_map(|book| {
        let other = right.iter().find(|other| other.name == book.name)?;
        (other.value != book.value)
            .then(|| format!("{}: {} in A, {} in B", book.name, book.value, other.value))
    });
    let differ: Vec<String> = differ.collect();
    if differ.is_empty() {
        return String::new();
    }
    let heading =
        wrapped("  ", "    ", &format!("Behind that step {} differ:", counted(differ.len(), "book")));
    let lines: Vec<String> = differ.iter().map(|book| wrapped("    ", "      ", book)).collect();
    heading + &lines.concat()
}

/// What two traces with the same actions come to.
fn ends(left: &Playback, right: &Playback) -> String {
    let end = |playback: &Playback| match &playback.fault {
        None => "does what it says".to_owned(),
        Some(fault) => format!("does not do what it says: {fault}"),
    };
    if left.fault == right.fault {
        return "They do the same.\n".to_owned();
    }
    wrapped("", "  ", &format!("They do the same, but A {}, and B {}.", end(left), end(right)))
}
