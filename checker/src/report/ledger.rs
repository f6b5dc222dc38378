//! The two sides of a broken equation as tables: each case of it, and the terms of those that do not hold, before
//! and behind the step at which the sides part.

use counterfoil_traces::playback::{Equation, Playback, Side};

use super::show::{BAD, HEADING, painted};
use super::text::{WIDTH, wrapped};

/// How wide a column of numbers is.
const COLUMN: usize = 11;

/// The tables; nothing where no equation is broken.
pub(super) fn render(playback: &Playback) -> String {
    let parts = playback.parts();
    let last = playback.equations.last().map(Vec::as_slice).unwrap_or_default();
    if parts.is_empty() {
        return String::new();
    }
    let mut text = if last.len() > 1 { cases(last) } else { String::new() };
    for (equation, step) in parts {
        text += &terms(playback, equation, step);
    }
    text
}

/// Every case in the last state, one line each.
fn cases(equations: &[Equation]) -> String {
    let (left, right) = equations.first().map_or(("", ""), |first| (first.left.name, first.right.name));
    let room = WIDTH - 3 * (COLUMN + 1) - 6;
    let head =
        format!("  {:<room$}{left:>COLUMN$}    {right:>COLUMN$}{:>COLUMN$}", "at the end", "difference");
    let mut text = format!("\n{HEADING}{head}{HEADING:#}\n");
    for equation in equations {
        let (left, right) = (equation.left.total(), equation.right.total());
        let difference = signed(left.saturating_sub(right));
        let numbers =
            format!("{left:>COLUMN$} {:<2} {right:>COLUMN$}{difference:>COLUMN$}", equation.relation);
        let line = named(&equation.case, room, &numbers);
        text += &if equation.holds() { line } else { painted(&line, BAD) };
    }
    text
}

/// The terms of one case: before its sides part, behind that step, and at the end.
fn terms(playback: &Playback, equation: &Equation, step: usize) -> String {
    let end = playback.steps.len();
    let mut columns = vec![step.saturating_sub(1), step, end];
    columns.dedup();
    let states: Vec<Option<&Equation>> =
        columns.iter().map(|step| of_case(playback, *step, equation)).collect();
    let room = WIDTH - 2 - COLUMN * columns.len();
    let heading = |step: &usize| match *step {
        0 => format!("{:>COLUMN$}", "at first"),
        step => format!("{:>COLUMN$}", format!("after {step}")),
    };
    let Equation { case, left, relation, right } = equation;
    let name = format!("{case}: {} {relation} {}", left.name, right.name);
    let heads: Vec<String> = columns.iter().map(heading).collect();
    let mut text = format!("\n{HEADING}{}{HEADING:#}\n", named(&name, room, &heads.concat()).trim_end());
    for side in [|one: &Equation| one.left.clone(), |one: &Equation| one.right.clone()] {
        text += &rows(&states.iter().map(|one| one.map(side)).collect::<Vec<_>>(), room);
    }
    let difference = |one: Option<&Equation>| match one {
        Some(one) => format!("{:>COLUMN$}", signed(one.left.total().saturating_sub(one.right.total()))),
        None => format!("{:>COLUMN$}", "-"),
    };
    let differences: Vec<String> = states.iter().copied().map(difference).collect();
    text += &painted(&named("difference", room, &differences.concat()), BAD);
    let verdict = match step.checked_sub(1).and_then(|index| playback.steps.get(index)) {
        None => "The sides differ from the start.".to_owned(),
        Some(one) => format!("The sides part at step {step}, {}: {}.", one.party, one.action),
    };
    text + &wrapped("  ", "  ", &format!("{verdict} Terms that are 0 all along are left out."))
}

/// The total of a side in each of the states, and below it those of its terms that are not 0 throughout.
fn rows(sides: &[Option<Side>], room: usize) -> String {
    let name = sides.iter().flatten().map(|side| side.name).next().unwrap_or_default();
    let cells = |value: &dyn Fn(&Side) -> Option<i64>| {
        let cell = |side: &Option<Side>| match side.as_ref().and_then(value) {
            Some(amount) => format!("{amount:>COLUMN$}"),
            None => format!("{:>COLUMN$}", "-"),
        };
        sides.iter().map(cell).collect::<Vec<_>>().concat()
    };
    let mut text = named(name, room, &cells(&|side| Some(side.total())));
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in sides.iter().flatten().flat_map(|side| &side.terms) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let is_zero = |name: &str| {
        let terms = sides.iter().flatten().flat_map(|side| &side.terms);
        terms.into_iter().all(|(term, amount)| term != name || *amount == 0)
    };
    for name in names.into_iter().filter(|name| !is_zero(name)) {
        let amount =
            |side: &Side| side.terms.iter().find(|(term, _)| term == name).map(|(_, amount)| *amount);
        text += &named(&format!("  {name}"), room, &cells(&amount));
    }
    text
}

/// `+1`, `-1`, `0`.
fn signed(difference: i64) -> String {
    if difference == 0 { "0".into() } else { format!("{difference:+}") }
}

/// A name and the numbers behind it, below it if it takes more than its room.
fn named(name: &str, room: usize, numbers: &str) -> String {
    if name.chars().count() > room {
        format!("{}  {:<room$}{numbers}\n", wrapped("  ", "    ", name), "")
    } else {
        format!("  {name:<room$}{numbers}\n")
    }
}

fn of_case<'a>(playback: &'a Playback, steps: usize, equation: &Equation) -> Option<&'a Equation> {
    playback.equations.get(steps)?.iter().find(|one| one.case == equation.case)
}
