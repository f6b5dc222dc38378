//! What a trace is, in the words that every export for readers uses.

use crate::format::{Expect, Kind};
use crate::playback::{Equation, Playback};

/// What the trace is: "Counterexample to solvent".
pub(super) fn headline(playback: &Playback) -> String {
    let file = &playback.file;
    let about = file.property.as_deref().unwrap_or("nothing");
    match (file.kind, file.expect, &playback.property) {
        (Kind::Counterexample, Expect::Violated, None) => "The way to a deadlock".to_owned(),
        (Kind::Counterexample, Expect::Violated, Some(_)) => format!("Counterexample to {about}"),
        (Kind::Counterexample, ..) => format!("No counterexample to {about}"),
        (Kind::Witness, _, None) => "What must be possible".to_owned(),
        (Kind::Witness, Expect::Witnessed, Some(_)) => format!("Witness of {about}"),
        (Kind::Witness, _, Some(_)) => format!("A run on which {about} holds"),
        (Kind::Refusal, ..) => {
            let guard = playback.steps.last().and_then(|step| step.refused);
            format!("What {} refuses", guard.map_or("a guard", |guard| guard.name))
        }
    }
}

/// What has to come of the trace: "Violated at the end".
pub(super) fn outcome(playback: &Playback) -> &'static str {
    match (playback.file.expect, &playback.property) {
        (Expect::Violated, None) => "At the end nothing that is attempted succeeds.",
        (Expect::Violated, Some(property)) if property.kind == "eventually" => {
            "What is due never comes on this run."
        }
        (Expect::Violated, Some(property)) if property.kind == "always_possible" => {
            "At the end, honest actions no longer lead to a state in which it holds."
        }
        (Expect::Violated, Some(_)) => "At the end it is violated.",
        (Expect::Witnessed, Some(_)) => "At the end it has come about.",
        (Expect::Witnessed, None) => "Every action happens.",
        (Expect::Holds, _) => "It holds all the way.",
        (Expect::Refused, _) => "The last action is refused.",
    }
}

/// What the trace is about, as a sentence: the property, or what the guard sees to that refuses the last action.
pub(super) fn statement(playback: &Playback) -> Option<&'static str> {
    let refused = playback.steps.last().and_then(|step| step.refused);
    playback.property.as_ref().map(|property| property.statement).or(refused.map(|guard| guard.statement))
}

/// One line a guard that is wrong in the trace.
pub(super) fn faults(playback: &Playback) -> Vec<String> {
    let fault = |(guard, fault): &(&'static counterfoil_model::guard::GuardEntry, String)| {
        format!("{}: {fault} ({})", guard.name, guard.statement)
    };
    playback.faults.iter().map(fault).collect()
}

/// How the sides of an equation compare: "owed 1 <= cover 0 does not hold".
pub(super) fn comparison(equation: &Equation) -> String {
    let Equation { left, relation, right, .. } = equation;
    let holds = if equation.holds() { "holds" } else { "does not hold" };
    format!("{} {} {relation} {} {} {holds}", left.name, left.total(), right.name, right.total())
}

/// From which step on the steps repeat for ever, and what is to be said of it.
pub(super) fn repetition(playback: &Playback) -> Option<String> {
    let start = playback.file.loop_start?;
    let steps = playback.steps.len();
    Some(match steps - start.min(steps) {
        0 => "Nothing more happens from here on.".to_owned(),
        1 => format!("Step {steps} repeats for ever."),
        _ => format!("Steps {} to {steps} repeat for ever.", start + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn sides_part_where_they_first_differ_for_good() {
        let mut playback = sample::exportable().playback;
        let step = |playback: &Playback| playback.parts().first().map(|(_, step)| *step);
        assert_eq!(step(&playback), Some(3));
        let broken = playback.equations[3].clone();
        playback.equations[1] = broken;
        assert_eq!(step(&playback), Some(3), "they meet again in between");
        playback.equations[2] = vec![];
        assert_eq!(step(&playback), Some(3), "nothing is said of them in between");
    }

    #[test]
    fn a_trace_without_a_property_is_about_the_guard_that_refuses() {
        let mut playback = sample::exportable().playback;
        assert_eq!(headline(&playback), "Counterexample to solvent");
        assert_eq!(statement(&playback), Some("What is owed is covered."));
        playback.steps.truncate(2);
        (playback.file.kind, playback.file.expect) = (Kind::Refusal, Expect::Refused);
        (playback.file.property, playback.property) = (None, None);
        assert_eq!(headline(&playback), "What is_covered refuses");
        assert_eq!(statement(&playback), Some("What is paid is in the vault."));
    }
}
