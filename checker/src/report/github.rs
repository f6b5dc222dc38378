//! The report for the log of GitHub Actions: the report for people in a group, and an annotation for each case
//! that did not pass.
//!
//! An annotation stands in one line that begins with `::`. GitHub shows ten errors and ten warnings of a step,
//! so failures come first.

use std::fmt::Write;

use counterfoil_traces::escape::visible;

use super::RunReport;
use super::case::{Mark, findings};
use super::human;
use crate::identity;

/// The report on these results.
pub fn render(reports: &[RunReport]) -> String {
    let mut text = format!("::group::{} check\n", identity::name());
    let report = anstream::adapter::strip_str(&human::render(reports)).to_string();
    for line in report.lines() {
        // A line of ours is no command, whatever it begins with.
        let inert = if line.trim_start().starts_with("::") { " | " } else { "" };
        let _ = writeln!(text, "{inert}{line}");
    }
    text += "::endgroup::\n";
    for (report, case) in findings(reports) {
        let command = if case.mark == Mark::Unfinished { "warning" } else { "error" };
        let title = format!("{}/{}: {}", report.system, report.scenario, case.name);
        let body = case.story.map_or_else(String::new, |story| format!("\n{story}"));
        let message = escaped(&format!("{}{body}", case.message));
        let _ = writeln!(text, "::{command} title={}::{message}", escaped_property(&title));
    }
    text
}

/// What would end the line, or begin an escape.
fn escaped(text: &str) -> String {
    visible(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

/// In a property of an annotation, also what would end the property.
fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annotation_stays_on_its_line() {
        assert_eq!(escaped("100% of\r\nall: yes, all"), "100%25 of%0D%0Aall: yes, all");
        assert_eq!(escaped_property("a: b, c"), "a%3A b%2C c");
        assert_eq!(escaped("\u{1b}[2J\u{202e}\u{2028}"), "\\u{1b}[2J\\u{202e}\\u{2028}");
    }
}
