//! A trace with what comes of it, step by step, and the types of its system erased: what it is told and
//! exported from.

use counterfoil_model::guard::GuardEntry;
use counterfoil_model::system::{Book, System, Way};

use crate::diff::{BookChange, changes};
use crate::format::{Attempt, TraceFile};
use crate::replay::{Fault, Run};

/// What a trace file does in the system as it is now.
#[derive(Clone, Debug)]
pub struct Playback {
    /// The trace.
    pub file: TraceFile,
    /// Who does what in its scenario; empty for a scenario that only the file knows.
    pub summary: String,
    /// The property that it is about.
    pub property: Option<PropertyText>,
    /// The guards that are wrong in it, with what is wrong in words.
    pub faults: Vec<(&'static GuardEntry, String)>,
    /// The lanes of a diagram of it, from left to right.
    pub lanes: Vec<String>,
    /// The books before the first action.
    pub initial: Vec<Book>,
    /// One entry an action, up to one that cannot be attempted.
    pub steps: Vec<PlaybackStep>,
    /// The equation that the property states, case by case: in the initial state and after each step. Empty
    /// lists where the property is none.
    pub equations: Vec<Vec<Equation>>,
    /// What follows the last step, as sentences; empty if it does not matter.
    pub sequel: String,
    /// Why the trace does not do what it says, if it does not.
    pub fault: Option<Fault>,
}

/// A property in words.
#[derive(Clone, Debug)]
pub struct PropertyText {
    /// Its name.
    pub name: &'static str,
    /// `always`, `step`, `sometimes`, `eventually`, `always_possible`.
    pub kind: &'static str,
    /// What it says.
    pub statement: &'static str,
    /// Where it is specified.
    pub spec: &'static str,
}

/// One action of a trace and what came of it.
#[derive(Clone, Debug)]
pub struct PlaybackStep {
    /// Who acted.
    pub party: String,
    /// From which lane to which it goes.
    pub way: Way,
    /// What was attempted, as one line for a reader.
    pub action: String,
    /// The same with its arguments by name, and the guard that is to refuse it.
    pub attempt: Attempt,
    /// The guard that did refuse it; the books are then those before.
    pub refused: Option<&'static GuardEntry>,
    /// All books afterwards, in the order of [`Playback::initial`].
    pub books: Vec<Book>,
    /// Those that changed.
    pub changes: Vec<BookChange>,
}

/// One case of an equation or inequality in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// Which case: "chain A".
    pub case: String,
    /// What should compare with the right side.
    pub left: Side,
    /// How they must compare: "=", "<=".
    pub relation: &'static str,
    /// What the left side is held against.
    pub right: Side,
}

/// One side of an [`Equation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it is called: "owed".
    pub name: &'static str,
    /// What it is the sum of, each under its own name.
    pub terms: Vec<(String, i64)>,
}

impl Side {
    /// The sum.
    pub fn total(&self) -> i64 {
        self.terms.iter().fold(0, |total, (_, amount)| total.saturating_add(*amount))
    }
}

impl Equation {
    /// Whether the sums compare as they must; not if the sign is an unknown one.
    pub fn holds(&self) -> bool {
        let (left, right) = (self.left.total(), self.right.total());
        match self.relation {
            "=" => left == right,
            "<=" => left <= right,
            ">=" => left >= right,
            "<" => left < right,
            ">" => left > right,
            _ => false,
        }
    }
}

impl Playback {
    /// The books after so many steps.
    pub fn books_after(&self, steps: usize) -> &[Book] {
        let last = steps.checked_sub(1).and_then(|last| self.steps.get(last));
        last.map_or(&self.initial, |step| &step.books)
    }

    /// For each case of the equation that does not hold at the end: how many steps it takes until its sides part
    /// for good.
    pub fn parts(&self) -> Vec<(&Equation, usize)> {
        let last = self.equations.last().map(Vec::as_slice).unwrap_or_default();
        let broken = last.iter().filter(|equation| !equation.holds());
        let parts = broken.map(|equation| {
            // Where the property says nothing of the case, its sides have not parted.
            let holds = |state: &Vec<Equation>| {
                !state.iter().any(|other| other.case == equation.case && !other.holds())
            };
            let last_held = self.equations.iter().rposition(holds);
            (equation, last_held.map_or(0, |step| step + 1))
        });
        parts.collect()
    }
}

/// The lanes of a diagram of a run: those of the system, or one for each party.
pub fn lanes<S: System>(system: &S, run: &Run<S>) -> Vec<String> {
    let mut lanes = system.lanes();
    if lanes.is_empty() {
        for party in run.steps.iter().map(|step| system.party(&step.action)) {
            if !lanes.contains(&party) {
                lanes.push(party);
            }
        }
    }
    lanes
}

/// The steps of a run with their types erased; `promised` holds the actions as the file has them.
pub fn steps<S: System>(system: &S, run: &Run<S>, promised: &[Attempt]) -> Vec<PlaybackStep> {
    use counterfoil_model::guard::GuardTable;
    let has_lanes = !system.lanes().is_empty();
    let lanes = lanes(system, run);
    let way = |action: &S::Action, party: &str| {
        let own = lanes.iter().position(|lane| lane == party).unwrap_or_default();
        if has_lanes { system.way(action) } else { Way { from: own, to: own } }
    };
    let steps = run.steps.iter().zip(promised).enumerate().map(|(index, (step, attempt))| PlaybackStep {
        way: way(&step.action, &system.party(&step.action)),
        party: system.party(&step.action),
        action: step.action.to_string(),
        attempt: attempt.clone(),
        refused: step.refused.map(GuardTable::entry),
        books: system.books(&step.state),
        changes: changes(system, run.state_before(index), &step.state),
    });
    steps.collect()
}
