//! The report as SARIF 2.1.0, for code scanning: a result for each case that somebody has to look at, at the
//! source of the property, with the counterexample as a code flow.

use std::path::Path;

use counterfoil_traces::escape;
use serde::Serialize;
use serde_json::{Value, json};

use super::RunReport;
use super::case::{Case, Mark, OUTCOME, findings};
use super::story::{Story, Subject};
use crate::identity;

/// What GitHub shows of a code flow.
const STEPS: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    automation_details: Value,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    full_description: Text,
    help: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

/// The report on these results.
///
/// # Errors
/// Never for reports as they are made: every key is a string.
pub fn render(reports: &[RunReport]) -> Result<String, serde_json::Error> {
    let findings = findings(reports);
    let mut rules: Vec<Rule> = Vec::new();
    for (report, case) in &findings {
        let rule = rule(report, case);
        if rules.iter().all(|known| known.id != rule.id) {
            rules.push(rule);
        }
    }
    let driver = Driver { name: "counterfoil", version: env!("CARGO_PKG_VERSION"), rules };
    let document = Document {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            automation_details: json!({ "id": "counterfoil/check/" }),
            results: findings.iter().map(|(report, case)| finding(report, case)).collect(),
        }],
    };
    Ok(escape::json(&serde_json::to_string_pretty(&document)?) + "\n")
}

/// What the case is a case of: the same for every scenario.
fn rule(report: &RunReport, case: &Case) -> Rule {
    let id = format!("{}/{}", report.system, name(case));
    let property = report.properties.iter().find(|property| property.name == case.name);
    let (short, full, help) = property.map_or_else(
        || {
            let (short, full) = of_outcome(name(case));
            (short, full.to_owned(), format!("{} check --help", identity::name()))
        },
        |property| {
            let full = format!("{} Specified in: {}.", property.statement, property.spec);
            (property.statement, full, format!("{} explain {id}", identity::name()))
        },
    );
    let text = |text: &str| Text { text: text.to_owned() };
    Rule { short_description: text(short), full_description: text(&full), help: text(&help), id }
}

/// What an outcome of this name breaks, and why it matters.
fn of_outcome(name: &str) -> (&'static str, &'static str) {
    match name {
        "panic" => ("No rule panics.", "A rule or a property panicked; what lies behind was not searched."),
        "deadlock" => ("There is always something to do.", "A state was reached in which nothing succeeds."),
        "vacuous" => ("What is declared to happen happens.", "Otherwise a proof would say nothing."),
        _ => ("A search ends by itself.", "Something ended the search before, so nothing is proved."),
    }
}

fn finding(report: &RunReport, case: &Case) -> Finding {
    let scenario = format!("{}/{}", report.system, report.scenario);
    let story = report.stories.iter().find(|story| match story.subject {
        Subject::Violation(name, ..) => name == case.name,
        Subject::Panic(_) | Subject::Deadlock => case.name == OUTCOME,
    });
    let steps = story.map(|story| steps(report, story)).unwrap_or_default();
    // Neither the line nor the scenario's numbers: an alert is the same as long as its trace is.
    let identity = story.map(|story| story.steps.iter().map(|step| step.action.as_str()));
    let identity: Vec<&str> = identity.into_iter().flatten().collect();
    let identity = format!("{scenario} {} {}", case.name, identity.join("; "));
    Finding {
        rule_id: format!("{}/{}", report.system, name(case)),
        level: if case.mark == Mark::Unfinished { "warning" } else { "error" },
        message: Text { text: format!("{scenario}: {}", case.message) },
        locations: [Location { physical_location: place(&file(report, case), case.name), message: None }],
        partial_fingerprints: json!({ "primaryLocationLineHash": format!("{:016x}:1", fnv(&identity)) }),
        code_flows: if steps.is_empty() {
            Vec::new()
        } else {
            vec![json!({ "threadFlows": [{ "locations": steps }] })]
        },
    }
}

/// A rule has a stable name; the outcome's says what is wrong with it.
fn name(case: &Case) -> &str {
    match case.mark {
        Mark::Failed(sort) if case.name == OUTCOME => sort,
        Mark::Unfinished => "incomplete",
        _ => case.name,
    }
}

/// The steps of a story, at the actions of the system.
fn steps(report: &RunReport, story: &Story) -> Vec<Value> {
    let file = format!("model/src/{}/action.rs", report.system);
    let step = |(number, step): (usize, &super::story::StoryStep)| {
        let mut lines = vec![format!("{number}. {}: {}", step.party, step.action)];
        lines.extend(step.changes.iter().map(ToString::to_string));
        let text = lines.join("\n");
        json!({ "location": Location { physical_location: place(&file, ""), message: Some(Text { text }) } })
    };
    (1..).zip(&story.steps).take(STEPS).map(step).collect()
}

/// A property stands in the file of its theme, what a scenario declares in that of the scenarios.
fn file(report: &RunReport, case: &Case) -> String {
    let system = report.system;
    match report.properties.iter().find(|property| property.name == case.name) {
        Some(property) => format!("properties/src/{system}/{}.rs", property.theme),
        None => format!("model/src/{system}/scenarios.rs"),
    }
}

/// A place in the repository: where `name` is declared, if the file is at hand, which it is in CI.
fn place(file: &str, name: &str) -> Value {
    json!({ "artifactLocation": { "uri": file }, "region": { "startLine": line_of(Path::new(file), name) } })
}

/// The number of the line that has `"name"` in it; 1 if there is none.
fn line_of(file: &Path, name: &str) -> usize {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let needle = format!("\"{name}\"");
    text.lines().position(|line| line.contains(&needle)).map_or(1, |index| index + 1)
}

/// FNV-1a: the same in every version.
fn fnv(text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_property_is_found_in_its_file() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/sarif.rs");
        assert!(line_of(&source, "primaryLocationLineHash") > 1);
        assert_eq!(line_of(&source, concat!("no", " such name")), 1);
        assert_eq!(line_of(Path::new("/nonexistent"), "name"), 1);
    }
}
