//! The steps as a list, each beside its piece of the lanes: where it comes from and where it takes place.
//!
//! The pieces join, so together they are a sequence diagram whose texts wrap and can be read out.

use std::fmt::Write;

use super::{breakable, sequel};
use crate::escape::html as escaped;
use crate::playback::{Playback, PlaybackStep};

pub(super) fn list(playback: &Playback) -> String {
    let lanes = &playback.lanes;
    let class = format!("lanes lanes-{}", lanes.len().clamp(1, 8));
    let names: Vec<String> = lanes.iter().map(|lane| format!("<b>{}</b>", escaped(lane))).collect();
    let names = names.concat();
    let mut text = format!(
        "<section aria-labelledby=\"steps-title\" class=\"{class}\">\n<h2 id=\"steps-title\">Steps</h2>
<div class=\"lane-names\" aria-hidden=\"true\"><span>{names}</span></div>\n<ol class=\"steps\" id=\"steps\">\n"
    );
    text += &row(0, "<span class=\"action\">Initial state</span>", "", &way(lanes.len(), None));
    let parts = playback.parts();
    for (number, step) in (1..).zip(&playback.steps) {
        let mut what = format!(
            "<span class=\"party\">{}</span> <span class=\"action\">{}</span>",
            escaped(&step.party),
            breakable(&step.action)
        );
        if let Some(guard) = step.refused {
            let error = guard.error.map(|error| format!(" ({error})")).unwrap_or_default();
            let sentence = escaped(&format!("refused by {}: {}{error}", guard.name, guard.statement));
            let _ = write!(what, " <span class=\"guard bad\">{sentence}</span>");
        }
        for (equation, _) in parts.iter().filter(|(_, parting)| *parting == number) {
            let case = escaped(&equation.case);
            let _ = write!(what, " <span class=\"parting bad\">here the sides part for {case}</span>");
        }
        text += &row(number, &what, &changes(step), &way(lanes.len(), Some(step)));
    }
    text + "</ol>\n" + &sequel(playback) + "</section>\n"
}

fn row(number: usize, what: &str, changes: &str, way: &str) -> String {
    format!(
        "<li class=\"step\" id=\"step-{number}\"><div><a class=\"pick\" href=\"#step-{number}\"><span \
         class=\"number\">{number}</span> <span>{what}</span></a>{changes}</div>{way}</li>\n"
    )
}

fn changes(step: &PlaybackStep) -> String {
    let changes = step.changes.iter().map(|change| format!("<li>{}</li>", escaped(&change.to_string())));
    let changes = changes.collect::<Vec<_>>().concat();
    if changes.is_empty() { changes } else { format!("<ul class=\"changes\">{changes}</ul>") }
}

/// The lifelines at the height of one step, and the step's arrow. Positions are in percent, so that the drawing is
/// as wide as its column and as high as the text beside it.
fn way(lanes: usize, step: Option<&PlaybackStep>) -> String {
    // In thousandths of the width, for whole numbers are exact.
    let at = |lane: usize| {
        let thousandths = (2 * lane + 1) * 500 / lanes.max(1);
        format!("{}.{}%", thousandths / 10, thousandths % 10)
    };
    let mut text = "<svg class=\"way\" aria-hidden=\"true\" focusable=\"false\">".to_owned();
    for lane in 0..lanes {
        let x = at(lane);
        let _ = write!(text, "<line class=\"lifeline\" x1=\"{x}\" y1=\"0\" x2=\"{x}\" y2=\"100%\"/>");
    }
    if let Some(step) = step {
        let (from, to) = (at(step.way.from), at(step.way.to));
        let refused = if step.refused.is_some() { " refused" } else { "" };
        if step.way.from != step.way.to {
            let _ = write!(
                text,
                "<line class=\"arrow{refused}\" x1=\"{from}\" y1=\"50%\" x2=\"{to}\" y2=\"50%\"/><circle \
                 class=\"dot\" cx=\"{from}\" cy=\"50%\" r=\"3\"/>"
            );
        }
        let _ = write!(text, "<svg x=\"{to}\" y=\"50%\" overflow=\"visible\">{}</svg>", end(step));
    }
    text + "</svg>"
}

/// What stands at the end of a step's arrow, around the origin.
fn end(step: &PlaybackStep) -> &'static str {
    if step.refused.is_some() {
        return "<path class=\"cross\" d=\"M-6,-6L6,6M-6,6L6,-6\"/>";
    }
    match step.way.from.cmp(&step.way.to) {
        std::cmp::Ordering::Less => "<path class=\"head\" d=\"M1,0L-10,-6L-10,6Z\"/>",
        std::cmp::Ordering::Greater => "<path class=\"head\" d=\"M-1,0L10,-6L10,6Z\"/>",
        std::cmp::Ordering::Equal => "<circle class=\"dot\" r=\"6\"/>",
    }
}
