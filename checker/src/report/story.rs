//! A counterexample as a reader follows it: who did what, what it changed, and which sides part.

use counterfoil_model::system::System;
use counterfoil_properties::property::{Kind, Property, Sides, Specified, Term};
use counterfoil_traces::diff::{BookChange, changes};
use counterfoil_traces::replay::Run;

use crate::evidence::{Share, fairness};

/// The way to a violated property or to a panic.
#[derive(Clone, Debug)]
pub struct Story {
    /// What it shows.
    pub subject: Subject,
    /// The steps, numbered from 1.
    pub steps: Vec<StoryStep>,
    /// What follows the last step.
    pub sequel: Sequel,
    /// Both sides of the equation, for the cases in which it does not hold at the end.
    pub ledgers: Vec<Ledger>,
    /// The command that finds it again at once, if a simulation found it.
    pub again: Option<String>,
}

/// What a story shows.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A property is violated: name, statement, where it is specified.
    Violation(&'static str, &'static str, &'static str),
    /// The last state has no successor.
    Deadlock,
    /// A rule or a property panics with this message; the last step is the attempt, if there is one.
    Panic(String),
}

/// What follows the last step of a story.
#[derive(Clone, Debug)]
pub enum Sequel {
    /// Nothing that would matter.
    None,
    /// The steps from the one with this number on repeat for ever, or nothing more happens if there are
    /// none; and how each of the fair comes off.
    ForEver(usize, Vec<(&'static str, Share)>),
    /// Honest actions never lead to a good state.
    NoHonestWay,
}

/// One step of a story.
#[derive(Clone, Debug)]
pub struct StoryStep {
    /// Who acts.
    pub party: String,
    /// What is done.
    pub action: String,
    /// The books that the step changed.
    pub changes: Vec<BookChange>,
}

/// One case of an equation.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The case, the terms of both sides and how they must compare.
    pub sides: Sides,
    /// The sum of the left side.
    pub left: i64,
    /// The sum of the right side.
    pub right: i64,
}

/// The story of a run that violates `property`.
pub fn of_violation<S: Specified>(system: &S, property: &Property<S>, run: &Run<S>) -> Story {
    let subject = Subject::Violation(property.name, property.statement, property.spec);
    let sides = property.sides.map(|sides| sides(system, run.last_state())).unwrap_or_default();
    let sequel = match (property.kind(), run.loop_start) {
        (Kind::AlwaysPossible, _) => Sequel::NoHonestWay,
        (_, Some(start)) => Sequel::ForEver(start + 1, fairness(system, run)),
        (_, None) => Sequel::None,
    };
    Story { subject, steps: steps(system, run), sequel, ledgers: open_ledgers(sides), again: None }
}

/// The story of a run that ends in a state without a successor.
pub fn of_deadlock<S: System>(system: &S, run: &Run<S>) -> Story {
    let steps = steps(system, run);
    Story { subject: Subject::Deadlock, steps, sequel: Sequel::None, ledgers: Vec::new(), again: None }
}

/// The story of a run after which `attempt`, or looking at the last state, panics with `message`.
pub fn of_panic<S: System>(system: &S, run: &Run<S>, attempt: Option<&S::Action>, message: &str) -> Story {
    let mut steps = steps(system, run);
    steps.extend(attempt.map(|action| StoryStep {
        party: system.party(action),
        action: action.to_string(),
        changes: Vec::new(),
    }));
    let subject = Subject::Panic(message.to_owned());
    Story { subject, steps, sequel: Sequel::None, ledgers: Vec::new(), again: None }
}

impl Story {
    /// A panic to which the engine kept no way.
    pub fn of_panic_without_trace(message: &str) -> Self {
        let subject = Subject::Panic(format!("{message} (the native engine shows the way there)"));
        Self { subject, steps: Vec::new(), sequel: Sequel::None, ledgers: Vec::new(), again: None }
    }
}

fn steps<S: System>(system: &S, run: &Run<S>) -> Vec<StoryStep> {
    let step = |(index, step): (usize, &counterfoil_traces::replay::Step<S>)| StoryStep {
        party: system.party(&step.action),
        action: step.action.to_string(),
        changes: changes(system, run.state_before(index), &step.state),
    };
    run.steps.iter().enumerate().map(step).collect()
}

/// The cases that do not hold; all of them if the sums do not tell which.
fn open_ledgers(sides: Vec<Sides>) -> Vec<Ledger> {
    let total = |terms: &[Term]| terms.iter().map(|term| term.amount).sum::<i64>();
    let ledgers: Vec<Ledger> = sides
        .into_iter()
        .map(|sides| Ledger { left: total(&sides.left.1), right: total(&sides.right.1), sides })
        .collect();
    let open: Vec<Ledger> = ledgers.iter().filter(|ledger| !ledger.holds()).cloned().collect();
    if open.is_empty() { ledgers } else { open }
}

impl Ledger {
    fn holds(&self) -> bool {
        match self.sides.relation {
            "=" => self.left == self.right,
            "<=" => self.left <= self.right,
            ">=" => self.left >= self.right,
            "<" => self.left < self.right,
            ">" => self.left > self.right,
            // An unknown sign: the case is shown.
            _ => false,
        }
    }
}
