//! `mermaid`: a sequence diagram, as wikis and code hosts draw it in a page of Markdown.

use std::fmt::Write;

use super::words::{comparison, faults, headline, outcome, statement};
use super::{Format, one_each};
use crate::escape::mermaid;
use crate::playback::{Playback, PlaybackStep};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "mermaid",
    summary: "a sequence diagram, for Markdown",
    export: |traces| Ok(one_each(traces, "mmd", |trace| diagram(&trace.playback))),
};

fn diagram(playback: &Playback) -> String {
    let file = &playback.file;
    let mut text = format!("sequenceDiagram\n    title {}\n", mermaid(&headline(playback)));
    for (number, lane) in playback.lanes.iter().enumerate() {
        let _ = writeln!(text, "    participant P{number} as {}", mermaid(lane));
    }
    // A note over all lanes, of which there is one at least wherever there is a step.
    let all = match playback.lanes.len() {
        0 => return text,
        1 => "P0".to_owned(),
        several => format!("P0,P{}", several - 1),
    };
    let mut head = vec![format!("{}/{}", file.system, file.scenario)];
    head.extend(faults(playback));
    note(&mut text, &all, &head);
    text.push_str("    autonumber\n");
    for (index, one) in playback.steps.iter().enumerate() {
        if file.loop_start == Some(index) {
            text.push_str("    loop for ever\n");
        }
        step(&mut text, one);
    }
    match file.loop_start {
        Some(start) if start < playback.steps.len() => text.push_str("    end\n"),
        Some(_) => note(&mut text, &all, &["Nothing more happens from here on.".to_owned()]),
        None => {}
    }
    note(&mut text, &all, &end(playback));
    text
}

fn step(text: &mut String, step: &PlaybackStep) {
    let (from, to) = (step.way.from, step.way.to);
    let arrow = if step.refused.is_some() { "-x" } else { "->>" };
    let what = mermaid(&format!("{}: {}", step.party, step.action));
    let _ = writeln!(text, "    P{from}{arrow}P{to}: {what}");
    let over = format!("P{to}");
    match step.refused {
        Some(guard) => {
            note(text, &over, &[format!("refused by {}", guard.name), guard.statement.to_owned()]);
        }
        None if step.changes.is_empty() => {}
        None => note(text, &over, &step.changes.iter().map(ToString::to_string).collect::<Vec<_>>()),
    }
}

fn end(playback: &Playback) -> Vec<String> {
    let mut lines = vec![outcome(playback).to_owned()];
    lines.extend(statement(playback).map(str::to_owned));
    let parts = playback.parts();
    lines.extend(
        parts.iter().map(|(equation, step)| {
            format!("{}: {}, since step {step}", equation.case, comparison(equation))
        }),
    );
    lines
}

fn note(text: &mut String, over: &str, lines: &[String]) {
    let lines: Vec<String> = lines.iter().map(|line| mermaid(line)).collect();
    let _ = writeln!(text, "    Note over {over}: {}", lines.join("<br/>"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn a_diagram_has_lanes_steps_refusals_and_the_end() {
        let text = diagram(&sample::exportable().playback);
        let expected = "\
sequenceDiagram
    title Counterexample to solvent
    participant P0 as users
    participant P1 as L1
    participant P2 as A
    Note over P0,P2: vault/one_token@small<br/>is_covered: the guard is off (What is paid is in the vault.)
    autonumber
    P0->>P1: user #38; co: Deposit #60;b>#59; end
    Note over P1: L1 #60;vault>: 0 -> 2 (+2)
    P0-xP1: user #38; co: Withdraw #60;b>#59; end
    Note over P1: refused by is_covered<br/>What is paid is in the vault.
    P1->>P1: user #38; co: Mint #60;b>#59; end
    Note over P1: A #34;supply#34;#59; #35;1: 0 -> 3 (+3)
    Note over P0,P2: At the end it is violated.<br/>What is owed is covered.<br/>chain A: owed 3 #60;= cover 2 does not hold, since step 3
";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_repeats_stands_in_a_loop() {
        let mut trace = sample::exportable();
        trace.playback.file.loop_start = Some(2);
        let text = diagram(&trace.playback);
        assert!(text.contains("    loop for ever\n    P1->>P1: user #38; co: Mint"), "{text}");
        assert!(text.contains("    end\n    Note over P0,P2"), "{text}");
    }
}
