//! The report for people, at eighty columns. Colour repeats what the words say.

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use bytesize::ByteSize;
use counterfoil_model::guard::GuardKind;
use counterfoil_properties::property::{Kind, Term};
use counterfoil_traces::escape::terminal;
use serde_json::Value;

use super::sequel;
use super::story::{Ledger, Sequel, Story, Subject};
use super::text::{counted, thousands, wrapped};
use super::{PropertyReport, RunReport, reduced, refutation, unasked};
use crate::engine::search::simulation::{COUNTED, Simulated};
use crate::engine::{Cut, Ending, Strategy};
use crate::verdict::{Outcome, Status};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HEADING: Style = Style::new().bold();

/// The report on these results, with colours.
pub fn render(reports: &[RunReport]) -> String {
    let mut text = String::new();
    for report in reports {
        text += &result(report);
        for story in &report.stories {
            text.push('\n');
            text += &self::story(story, report.finds_the_shortest());
        }
        text.push('\n');
    }
    text += &never_seen(reports);
    text += &summary(reports);
    text
}

fn result(report: &RunReport) -> String {
    let mut text = heading() + &row(report);
    text.push('\n');
    text += &wrapped("  bounds:", "    ", &bounds(&report.parameters));
    if !report.guards_off.is_empty() {
        text += &wrapped("  guards off:", "    ", &report.guards_off.join(", "));
    }
    text += &wrapped("  ", "  ", &meaning(report));
    text.push('\n');
    for property in &report.properties {
        text += &property_line(property);
    }
    text
}

fn heading() -> String {
    format!(
        "{HEADING}{:<36} {:<12}{:>14}{:>7}{:>10}{HEADING:#}\n",
        "scenario", "outcome", "unique states", "depth", "seconds"
    )
}

fn row(report: &RunReport) -> String {
    let style = style_of(&report.outcome);
    let name = terminal(&format!("{}/{}", report.system, report.scenario));
    let columns = format!(
        "{style}{:<12}{style:#}{:>14}{:>7}{:>10.2}",
        report.outcome.name(),
        thousands(report.counts.unique),
        report.depth().map_or_else(|| "-".to_owned(), |depth| depth.to_string()),
        report.seconds,
    );
    // A long name takes a line of its own, so that the columns stay where they are.
    if name.len() > 36 {
        format!("{name}\n{:<36} {columns}\n", "")
    } else {
        format!("{name:<36} {columns}\n")
    }
}

/// What an answer rests on that sets of states gave.
const BY_SETS: &str = " It was searched by sets of states, with the transitions of each class of actions asked of the \
                       model once for each combination of what its footprint names.";

/// What the outcome says, in sentences.
pub(super) fn meaning(report: &RunReport) -> String {
    let mut text = match &report.outcome {
        Outcome::Proved(..) if report.is_selection => {
            "Every state that this scenario can reach within these bounds was searched: the properties \
             below hold, and what must happen happens. No other was asked about."
                .to_owned()
        }
        Outcome::Proved(..) => {
            "Every state that this scenario can reach within these bounds was searched: what must hold \
             holds, and what must happen happens."
                .to_owned()
        }
        Outcome::Refuted(_) => refutation::succeeded(report),
        Outcome::NotRefuted(_) => refutation::failed(report),
        Outcome::Violated | Outcome::NotLive => "A property is violated.".to_owned(),
        Outcome::Deadlock => {
            "A state has no successor, and in this scenario every state has to have one.".to_owned()
        }
        Outcome::Panicked => "A rule or a property panicked; the search stopped there.".to_owned(),
        Outcome::Vacuous(_) => format!(
            "The search is finished, but what this scenario declares to happen never does: {}. A \
             proof about things that never happen is no proof.",
            report.missing.join(", ")
        ),
        Outcome::Incomplete(Cut::Engine) if report.refuted().next().is_some() => format!(
            "{} Nothing that had to hold is violated, but not all that was asked is decided.",
            reason(report, Cut::Engine)
        ),
        Outcome::Incomplete(Cut::Engine) => format!(
            "{} Nothing that had to hold is violated, but the scenario is not proved.",
            reason(report, Cut::Engine)
        ),
        Outcome::Incomplete(cut) => format!(
            "{} Nothing that had to hold is violated so far, and nothing is proved.",
            reason(report, *cut)
        ),
    };
    if matches!(report.outcome, Outcome::Proved(..) | Outcome::NotRefuted(_)) {
        let probability = report.collision_probability();
        let sentence = if report.is_by_sets() {
            BY_SETS.to_owned()
        } else if report.is_exact {
            " Full states were compared, so none was taken for another.".to_owned()
        } else {
            format!(" Two of them were taken for one with a probability below {probability:.0e}.")
        };
        text += &sentence;
    }
    if !matches!(report.outcome, Outcome::Incomplete(Cut::Engine)) {
        text.extend(unasked::sentences(report));
    }
    text += &reduced::sentences(report);
    if let Some(simulated) = &report.simulated {
        text += &simulation(simulated, report.counts.unique);
    }
    let is_due = |property: &PropertyReport| property.kind == Kind::Eventually && property.status.holds();
    if report.properties.iter().any(is_due) {
        text += &sequel::assumption(report.fair);
    }
    text += &stop(report);
    if !report.is_counted() {
        text += " Neither actions nor refusals were counted, so there is no coverage.";
    }
    text
}

/// What a simulation did, in sentences.
fn simulation(simulated: &Simulated, unique: u128) -> String {
    let Simulated { seed, runs, length, .. } = simulated;
    let (runs, length) = (counted_runs(*runs), thousands(*length));
    let mut text = format!(" {runs} made, with seed {seed} and at most {length} actions each.");
    if unique == u128::from(COUNTED) {
        text += " Different states are counted up to that number.";
    }
    text
}

fn counted_runs(runs: u64) -> String {
    if runs == 1 { "1 random run was".to_owned() } else { format!("{} random runs were", thousands(runs)) }
}

/// Where a search stopped that had found what decides it.
fn stop(report: &RunReport) -> String {
    let is_find = matches!(report.outcome, Outcome::Violated | Outcome::Deadlock | Outcome::Refuted(_));
    if !report.is_counted() || report.ending != Ending::Decided || !is_find {
        return String::new();
    }
    let place = match report.strategy {
        Strategy::Bfs => " The search stopped behind the level of the violation",
        Strategy::Dfs => " The search stopped at the find that decided it",
        Strategy::Simulate(_) => " The simulation stopped behind the run that decided it",
    };
    let leaves_open = report.properties.iter().any(|property| property.status == Status::Unknown);
    let rest = match (leaves_open, &report.outcome) {
        (false, _) => ".",
        (true, Outcome::Refuted(_)) => ", so what it had not found by then is unknown.",
        (true, _) => {
            ", so what it had not found by then is unknown; --property NAME asks for one property alone."
        }
    };
    format!("{place}{rest}")
}

/// Why a search is incomplete.
fn reason(report: &RunReport, cut: Cut) -> String {
    let unasked: String = unasked::sentences(report).collect();
    match cut {
        Cut::States(limit) => format!("--max-states {limit} ended the search."),
        Cut::Depth(limit) => format!("--max-depth {limit} ended the search."),
        Cut::Runs(_) => "All runs of the simulation are made.".to_owned(),
        Cut::Time => "--timeout ended the search.".to_owned(),
        Cut::Signal => "A signal ended the search.".to_owned(),
        Cut::Memory(limit) => {
            let most =
                if report.is_by_sets() { "sets of states" } else { "eight bytes for each visited state" };
            format!("What must be in memory, above all {most}, does not fit {} (--memory).", ByteSize(limit))
        }
        Cut::Disk => "What memory had no room for could not be written to disk.".to_owned(),
        Cut::Allocation => "The system had no more memory to give to the program.".to_owned(),
        Cut::Checkpoint(why) => format!("The checkpoint could not be written: {why}."),
        Cut::Numbers => "There are more states than the engine can number.".to_owned(),
        Cut::Engine if !unasked.is_empty() => unasked.trim_start().to_owned(),
        Cut::Engine if !report.is_counted() => {
            "stateright tells neither whether the actions that must fire do, nor of a deadlock.".to_owned()
        }
        Cut::Engine => "The engine ended without saying that it was done.".to_owned(),
    }
}

fn property_line(property: &PropertyReport) -> String {
    let (style, words) = match property.status {
        Status::Holds(_) => (GOOD, "holds".to_owned()),
        Status::Violated(depth) => (BAD, format!("violated in {}", counted(depth, "action"))),
        Status::Witnessed(depth) => (GOOD, format!("witnessed in {}", counted(depth, "action"))),
        Status::NotWitnessed(_) => (WARNING, "not witnessed".to_owned()),
        Status::NotAsked(_) => (WARNING, "unknown (not asked)".to_owned()),
        Status::Unknown => (WARNING, "unknown".to_owned()),
    };
    format!("  {:<10} {:<42} {style}{words}{style:#}\n", property.kind.name(), property.name)
}

fn style_of(outcome: &Outcome) -> Style {
    match outcome {
        Outcome::Proved(..) | Outcome::Refuted(_) => GOOD,
        Outcome::Violated | Outcome::NotLive | Outcome::Deadlock | Outcome::Panicked => BAD,
        Outcome::NotRefuted(_) | Outcome::Vacuous(_) | Outcome::Incomplete(_) => WARNING,
    }
}

/// `max=3, flows=[deposit, withdraw]`: the parameters in the order of their declaration.
pub fn bounds(parameters: &Value) -> String {
    match parameters {
        Value::Object(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|(key, value)| format!("{key}={}", plain(value))).collect();
            fields.join(", ")
        }
        other => plain(other),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => format!("[{}]", values.iter().map(plain).collect::<Vec<_>>().join(", ")),
        Value::Object(_) => format!("({})", bounds(value)),
        other => other.to_string(),
    }
}

pub(super) fn story(story: &Story, is_shortest: bool) -> String {
    let length = match (story.steps.len(), &story.sequel) {
        (0, _) => "in the initial state".to_owned(),
        // The way to the loop is a shortest one; the loop need not be.
        (steps, Sequel::ForEver(..)) => format!("in {}", counted(steps, "action")),
        (steps, _) if is_shortest => {
            format!("in {}, the fewest there are", counted(steps, "action"))
        }
        (steps, _) => format!("in {}; there may be a shorter one", counted(steps, "action")),
    };
    let title = match &story.subject {
        Subject::Violation(name, ..) => format!("Counterexample to {name}, {length}:"),
        Subject::Deadlock => format!("The way to a deadlock, {length}:"),
        Subject::Panic(_) => format!("The way to a panic, {length}:"),
    };
    let title = wrapped("  ", "    ", &title);
    let mut text = String::new();
    for line in title.lines() {
        let _ = writeln!(text, "{BAD}{line}{BAD:#}");
    }
    let digits = story.steps.len().to_string().len();
    for (number, step) in (1..).zip(&story.steps) {
        let first = format!("    {number:>digits$}.");
        let rest = " ".repeat(digits + 8);
        text += &wrapped(&first, &rest, &format!("{}: {}", step.party, step.action));
        for change in &step.changes {
            text += &wrapped(&rest, &format!("{rest}  "), &change.to_string());
        }
    }
    text += &sequel::render(&story.sequel, story.steps.len());
    match &story.subject {
        Subject::Violation(name, statement, spec) => {
            text += &wrapped(&format!("  Violated: {name}."), "    ", statement);
            text += &wrapped("  Specified in:", "    ", spec);
        }
        Subject::Deadlock => {
            text += &wrapped("  ", "    ", "Deadlock: from here nothing that is attempted succeeds.");
        }
        Subject::Panic(message) => text += &wrapped("  Panicked:", "    ", message),
    }
    for ledger in &story.ledgers {
        text += &self::ledger(ledger);
    }
    if let Some(command) = &story.again {
        let _ = writeln!(text, "  To find it again at once:\n    {}", terminal(command));
    }
    text
}

fn ledger(ledger: &Ledger) -> String {
    let (left, right) = (&ledger.sides.left, &ledger.sides.right);
    let relation = ledger.sides.relation;
    let verdict = format!(
        "{} {} {relation} {} {} does not hold, the difference is {:+}",
        left.0,
        ledger.left,
        right.0,
        ledger.right,
        ledger.left.saturating_sub(ledger.right)
    );
    let mut text = wrapped(&format!("    {}:", ledger.sides.case), "      ", &verdict);
    for ((name, terms), total) in [(left, ledger.left), (right, ledger.right)] {
        let _ = writeln!(text, "      {name:<50}{total:>12}");
        for Term { name, amount } in terms {
            let _ = writeln!(text, "        {name:<48}{amount:>12}");
        }
    }
    text
}

/// Actions and guards that nothing ever happened to in any of the results, system by system.
fn never_seen(reports: &[RunReport]) -> String {
    // A search that stopped at what it was to find says nothing of the rest.
    if reports.iter().all(|report| matches!(report.ending, Ending::Decided)) {
        return String::new();
    }
    let mut actions: BTreeMap<(&str, &str), u128> = BTreeMap::new();
    let mut guards: BTreeMap<(&str, &str), u128> = BTreeMap::new();
    for report in reports {
        for action in &report.actions {
            *actions.entry((report.system, action.name)).or_default() += action.fired;
        }
        // A rule never refuses, nor does a guard that is off; a backstop is there for what a proved
        // property makes impossible.
        let guards_to_see = report.guards.iter().filter(|guard| {
            let entry = guard.entry;
            let is_off = report.guards_off.iter().any(|name| name == entry.name);
            entry.kind == GuardKind::Require && entry.backstop.is_none() && !is_off
        });
        for guard in guards_to_see {
            *guards.entry((report.system, guard.entry.name)).or_default() += guard.rejections;
        }
    }
    let is_whole = reports
        .iter()
        .all(|report| matches!(report.ending, Ending::Exhausted(_)) && !report.reduced.by.by_partial_order());
    let so_far = if is_whole { "" } else { ", as far as the searches went" };
    let mut text = String::new();
    let mut systems: Vec<_> = reports.iter().map(|report| report.system).collect();
    systems.dedup();
    for system in systems {
        let never = |counts: &BTreeMap<(&str, &str), u128>| {
            let never = counts.iter().filter(|((of, _), count)| *of == system && **count == 0);
            never.map(|((_, name), _)| (*name).to_owned()).collect::<Vec<String>>()
        };
        for (what, names) in
            [("actions never fired", never(&actions)), ("guards never refused", never(&guards))]
        {
            if !names.is_empty() {
                let sentence = format!("in all these results of {system}{so_far}, these {what}:");
                // The colour comes last: its codes have no width.
                let warning = format!("{WARNING}warning{WARNING:#}");
                text += &wrapped("warning:", "  ", &sentence).replacen("warning", &warning, 1);
                text += &wrapped("  ", "  ", &names.join(", "));
                text.push('\n');
            }
        }
    }
    text
}

/// All results at a glance, if there are several, and how many ended how.
fn summary(reports: &[RunReport]) -> String {
    let mut text = String::new();
    if reports.len() > 1 {
        text += &heading();
        text.extend(reports.iter().map(row));
        text.push('\n');
    }
    let mut outcomes: Vec<(&Outcome, usize)> = Vec::new();
    for report in reports {
        match outcomes.iter_mut().find(|(outcome, _)| outcome.name() == report.outcome.name()) {
            Some((_, count)) => *count += 1,
            None => outcomes.push((&report.outcome, 1)),
        }
    }
    let count = |(outcome, count): &(&Outcome, usize)| {
        let style = style_of(outcome);
        format!("{count} {style}{}{style:#}", outcome.name())
    };
    let counts: Vec<String> = outcomes.iter().map(count).collect();
    text + &format!("{}: {}\n", counted(reports.len(), "scenario"), counts.join(", "))
}
