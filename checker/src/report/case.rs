//! A result as cases of a test suite: one for each property, and one for the outcome of the whole.

use counterfoil_properties::property::Kind;

use super::RunReport;
use super::human;
use super::story::Subject;
use super::text::counted;
use crate::verdict::{Outcome, Status};

/// The name of the case that stands for the whole result; no property is called so.
pub(super) const OUTCOME: &str = "(outcome)";

/// What a case comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is as it should be.
    Passed,
    /// It is not, for this sort of reason.
    Failed(&'static str),
    /// The search did not go far enough to tell. This is never a pass.
    Unfinished,
    /// Nothing was demanded, and nothing can be said.
    Left,
}

/// One case.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// The property's name, or [`OUTCOME`].
    pub(super) name: &'static str,
    /// What it comes to.
    pub(super) mark: Mark,
    /// Why, in one sentence.
    pub(super) message: String,
    /// The counterexample, as the report for people has it.
    pub(super) story: Option<String>,
}

/// The cases of a result, the outcome last.
pub(super) fn cases(report: &RunReport) -> Vec<Case> {
    let mut cases: Vec<Case> = report.properties.iter().map(|one| of_property(report, one)).collect();
    let mark = match report.outcome {
        Outcome::Proved(..) | Outcome::Refuted(_) => Mark::Passed,
        Outcome::Violated => Mark::Failed("safety"),
        Outcome::NotLive => Mark::Failed("liveness"),
        Outcome::Deadlock => Mark::Failed("deadlock"),
        Outcome::Panicked => Mark::Failed("panic"),
        Outcome::NotRefuted(_) => Mark::Failed("not_refuted"),
        Outcome::Vacuous(_) => Mark::Failed("vacuous"),
        Outcome::Incomplete(_) => Mark::Unfinished,
    };
    let message = human::meaning(report).split_whitespace().collect::<Vec<_>>().join(" ");
    let story = story(report, |subject| matches!(subject, Subject::Panic(_) | Subject::Deadlock));
    cases.push(Case { name: OUTCOME, mark, message, story });
    cases
}

/// The cases that somebody has to look at, failures first: each property that failed, and the outcome where it
/// says more than they do.
pub(super) fn findings(reports: &[RunReport]) -> Vec<(&RunReport, Case)> {
    let all = reports.iter().flat_map(|report| cases(report).into_iter().map(move |case| (report, case)));
    let mut findings: Vec<(&RunReport, Case)> = all.filter(|(_, case)| case.is_finding()).collect();
    findings.sort_by_key(|(_, case)| case.mark == Mark::Unfinished);
    findings
}

impl Case {
    fn is_finding(&self) -> bool {
        match self.mark {
            // A violation is that of its property.
            Mark::Failed(sort) => self.name != OUTCOME || ["panic", "deadlock", "vacuous"].contains(&sort),
            // A search that is not finished can leave all its properties unknown.
            Mark::Unfinished => self.name == OUTCOME,
            Mark::Passed | Mark::Left => false,
        }
    }
}

fn of_property(report: &RunReport, property: &super::PropertyReport) -> Case {
    let name = property.name;
    let is_refuted = report.refuted().any(|refuted| refuted == name);
    let (mark, message) = match property.status {
        Status::Violated(depth) if is_refuted => {
            (Mark::Passed, format!("violated in {}, as it is meant to be", counted(depth, "action")))
        }
        Status::Violated(depth) => {
            let sort = match property.kind {
                Kind::Eventually | Kind::AlwaysPossible => "liveness",
                Kind::Always | Kind::Step | Kind::Sometimes => "safety",
            };
            (Mark::Failed(sort), format!("{name} is violated in {}", counted(depth, "action")))
        }
        Status::Holds(_) if is_refuted => {
            (Mark::Failed("not_refuted"), format!("{name} holds, though it is meant to be violated"))
        }
        Status::Holds(_) => (Mark::Passed, "holds".to_owned()),
        Status::Witnessed(depth) => (Mark::Passed, format!("witnessed in {}", counted(depth, "action"))),
        Status::NotWitnessed(_) if report.missing.contains(&name) => {
            (Mark::Failed("vacuous"), format!("{name} is declared as a witness, and never happens"))
        }
        Status::NotWitnessed(_) => (Mark::Left, "never happens, and is not declared as a witness".to_owned()),
        Status::Unknown if matches!(report.outcome, Outcome::Refuted(_)) => {
            (Mark::Left, "unknown: the search ended with what it was to find".to_owned())
        }
        Status::NotAsked(reason) if matches!(report.outcome, Outcome::Refuted(_)) => {
            (Mark::Left, format!("not asked about, since {}", reason.reason()))
        }
        Status::NotAsked(reason) => {
            (Mark::Unfinished, format!("{name} was not asked about, since {}", reason.reason()))
        }
        Status::Unknown => (Mark::Unfinished, format!("{name} is unknown: the search is not finished")),
    };
    let story =
        story(report, |subject| matches!(subject, Subject::Violation(violated, ..) if *violated == name));
    Case { name, mark, message, story }
}

fn story(report: &RunReport, is_meant: impl Fn(&Subject) -> bool) -> Option<String> {
    let story = report.stories.iter().find(|story| is_meant(&story.subject))?;
    Some(anstream::adapter::strip_str(&human::story(story, report.finds_the_shortest())).to_string())
}
