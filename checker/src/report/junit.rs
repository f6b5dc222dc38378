//! The report as JUnit XML, in the form that nextest writes and CI servers read: a suite for each scenario.

use std::time::Duration;

use counterfoil_traces::escape::{lines, visible};
use quick_junit::{NonSuccessKind, Property, Report, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::RunReport;
use super::case::{Case, Mark, OUTCOME, cases};
use super::human::bounds;

/// The report on these results.
///
/// # Errors
/// If the XML cannot be written.
pub fn render(reports: &[RunReport]) -> Result<String, SerializeError> {
    let mut document = Report::new("counterfoil");
    document.set_time(Duration::from_secs_f64(reports.iter().map(|report| report.seconds).sum()));
    document.add_test_suites(reports.iter().map(suite));
    document.to_string()
}

fn suite(report: &RunReport) -> TestSuite {
    let name = visible(&format!("{}/{}", report.system, report.scenario));
    let time = Duration::from_secs_f64(report.seconds);
    let mut suite = TestSuite::new(name.as_str());
    suite.set_time(time);
    let properties = [
        ("bounds", visible(&bounds(&report.parameters))),
        ("intent", report.intent.clone()),
        ("guards_off", report.guards_off.join(", ")),
        ("engine", report.engine.to_owned()),
        ("strategy", report.strategy.name().to_owned()),
        ("outcome", report.outcome.name().to_owned()),
        ("states.unique", report.counts.unique.to_string()),
        ("states.generated", report.counts.generated.to_string()),
        ("states.depth", report.depth().map_or_else(|| "unknown".to_owned(), |depth| depth.to_string())),
    ];
    for (name, value) in properties {
        suite.add_property(Property::new(name, value));
    }
    suite.add_test_cases(cases(report).into_iter().map(|case| {
        // The properties of a scenario are searched together: only the whole has a time.
        let is_whole = case.name == OUTCOME;
        let mut case = test_case(case);
        case.set_classname(name.as_str());
        if is_whole {
            case.set_time(time);
        }
        case
    }));
    suite
}

fn test_case(case: Case) -> TestCase {
    let mut status = match case.mark {
        Mark::Passed => TestCaseStatus::success(),
        Mark::Failed(_) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Mark::Unfinished => TestCaseStatus::non_success(NonSuccessKind::Error),
        Mark::Left => TestCaseStatus::skipped(),
    };
    match case.mark {
        Mark::Failed(sort) => {
            status.set_type(sort);
        }
        Mark::Unfinished => {
            status.set_type("incomplete");
        }
        Mark::Passed | Mark::Left => {}
    }
    if case.mark != Mark::Passed {
        status.set_message(lines(&case.message));
        if let Some(story) = case.story {
            status.set_description(lines(&story));
        }
    }
    TestCase::new(case.name, status)
}
