//! What was found: each finding is shown by the shortest trace of its scenario, searched anew for the page, and its
//! repair is a scenario that is proved.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use counterfoil::catalogue::{AnyScenario, AnySystem};
use counterfoil::report::RunReport;
use counterfoil::report::story::{Sequel, Story, Subject};
use counterfoil::request::Request;
use counterfoil::selection;
use counterfoil_model::scenario::Intent;

use super::entries::{Finding, Specification};
use super::page::{paragraph, prose};
use super::tables::Tables;

/// The shortest traces of the findings, step by step, by the scenario's label and the property.
pub(crate) type Traces = BTreeMap<(String, String), Vec<String>>;

/// The headings, as statements refer to them.
pub(crate) fn headings(findings: &[Finding]) -> Vec<String> {
    (1..).zip(findings).map(|(number, finding)| format!("{number}. {}", finding.title)).collect()
}

/// What is wrong with the findings, each as a sentence. That a trace is what the page shows, the page's test sees.
pub(crate) fn faults(specification: &Specification, tables: &Tables) -> Vec<String> {
    let of_finding = |finding: &Finding| -> Vec<String> {
        let shown_by = std::iter::once(&finding.shown_by).chain(&finding.also_shown_by);
        let mut faults: Vec<String> =
            shown_by.filter_map(|label| not_refuting(label, &finding.property, tables)).collect();
        faults.extend(finding.proved_by.iter().filter_map(|label| not_proving(label, tables)));
        faults.extend(bare([&finding.document, &finding.happens, &finding.repair]));
        faults.into_iter().map(|fault| format!("finding \"{}\": {fault}", finding.title)).collect()
    };
    specification.findings.iter().flat_map(of_finding).collect()
}

/// What is wrong with a scenario that is said to show that a property fails.
pub(crate) fn not_refuting(label: &str, property: &str, tables: &Tables) -> Option<String> {
    match tables.intent(label) {
        Some(intent) if intent.refutes(property) => None,
        Some(_) => Some(format!("`{label}` does not refute `{property}`")),
        None => Some(format!("there is no scenario `{label}`")),
    }
}

/// What is wrong with a scenario that is said to prove something.
pub(crate) fn not_proving(label: &str, tables: &Tables) -> Option<String> {
    match tables.intent(label) {
        Some(Intent::Prove) => None,
        Some(_) => Some(format!("`{label}` is not meant to be proved")),
        None => Some(format!("there is no scenario `{label}`")),
    }
}

/// The texts that do not end like sentences, each with that said of it.
pub(crate) fn bare<const N: usize>(texts: [&String; N]) -> impl Iterator<Item = String> {
    let bare = texts.into_iter().filter(|text| !text.trim_end_matches(['"', '\n', ' ']).ends_with('.'));
    bare.map(|text| format!("\"{text}\" does not end like a sentence"))
}

/// The traces of the findings and of other designs, from a search of each scenario, which has to show what it is said
/// to show.
pub(crate) fn traces(specification: &Specification, system: &dyn AnySystem) -> Traces {
    let trace = |(shown_by, property): (&String, &String)| {
        let story = shown(&searched(system, shown_by, property, &[]), property);
        let story = story.unwrap_or_else(|| panic!("`{shown_by}` does not show that `{property}` fails"));
        ((shown_by.clone(), property.clone()), story)
    };
    let of_finding = |finding: &Finding| -> Vec<(String, String)> {
        let shown_by = std::iter::once(&finding.shown_by).chain(&finding.also_shown_by);
        shown_by.map(|label| (label.clone(), finding.property.clone())).collect()
    };
    let findings = specification.findings.iter().flat_map(of_finding);
    let designs = specification.designs.iter().map(|one| (one.shown_by.clone(), one.property.clone()));
    let breaks = specification.threats.iter().flat_map(|threat| &threat.breaks);
    let breaks = breaks.map(|one| (one.shown_by.clone(), one.property.clone()));
    let all: BTreeSet<(String, String)> = findings.chain(designs).chain(breaks).collect();
    all.into_iter().map(|(label, property)| trace((&label, &property))).collect()
}

/// What a search of a scenario says of a property, without some guards.
pub(crate) fn searched(system: &dyn AnySystem, label: &str, property: &str, without: &[&str]) -> RunReport {
    let scenario = scenario(system, label);
    let mut request = Request::new(2);
    let without: Vec<String> = without.iter().map(|name| (*name).to_owned()).collect();
    request.mutants = selection::mutants(&system.info(), &without).expect("they are guards");
    request.properties = vec![property.to_owned()];
    scenario.check(&request).unwrap_or_else(|_| panic!("`{label}` cannot be checked"))
}

/// The scenario of this label.
pub(crate) fn scenario(system: &dyn AnySystem, label: &str) -> Box<dyn AnyScenario> {
    let found = system.scenarios().into_iter().find(|scenario| scenario.info().label == label);
    found.unwrap_or_else(|| panic!("there is no scenario `{label}`"))
}

/// The steps to a violation of the property, if the search has found one.
pub(crate) fn shown(report: &RunReport, property: &str) -> Option<Vec<String>> {
    report.stories.iter().find(|story| shows(story, property)).map(steps)
}

/// A trace as a block of its own.
pub(crate) fn text_block(steps: &[String]) -> String {
    format!("```text\n{}\n```\n\n", steps.join("\n"))
}

/// The section of the page, empty where there is nothing to tell.
pub(crate) fn section(specification: &Specification, tables: &Tables, traces: &Traces) -> String {
    let findings = &specification.findings;
    if findings.is_empty() {
        return String::new();
    }
    let document = &specification.document;
    let mut text = String::from("\n## Findings\n\n");
    text.push_str(&paragraph(&format!(
        "What Counterfoil found when it held \"{document}\" to every property. The traces are those of the searches, \
         as short as they can be; `counterfoil check {}/NAME` prints each with all books.",
        tables.system
    )));
    text.push_str(&prose(&specification.about_findings));
    text.push_str("| finding | shown by | property | actions | proved by |\n|---|---|---|---:|---|\n");
    for (heading, finding) in headings(findings).iter().zip(findings) {
        let Finding { shown_by, also_shown_by, property, proved_by, .. } = finding;
        let shown_by: Vec<&String> = std::iter::once(shown_by).chain(also_shown_by).collect();
        let lengths = shown_by.iter().map(|label| length(trace_of(label, property, traces)).to_string());
        let lengths = lengths.collect::<Vec<_>>().join(", ");
        let (shown_by, proofs) = (quoted(&shown_by), quoted(proved_by));
        let proofs = if proofs.is_empty() { "nothing".to_owned() } else { proofs };
        // A `String` takes whatever is written.
        let _ = writeln!(
            text,
            "| [{heading}](#{}) | {shown_by} | `{property}` | {lengths} | {proofs} |",
            anchor(heading)
        );
    }
    for (heading, finding) in headings(findings).iter().zip(findings) {
        let _ = write!(text, "\n### {heading}\n\n");
        text.push_str(&told(finding, traces));
    }
    text
}

/// The anchor that a heading has on the page.
pub(crate) fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    letters.collect::<String>().to_lowercase().replace(' ', "-")
}

fn told(finding: &Finding, traces: &Traces) -> String {
    let Finding { shown_by, property, also_shown_by, .. } = finding;
    let mut text = prose(&format!("**The document.** {}", finding.document));
    text.push_str(&prose(&format!("**What happens.** {}", finding.happens)));
    text.push_str(&trace(shown_by, property, traces));
    if !also_shown_by.is_empty() {
        let length = |label: &String| length(trace_of(label, property, traces));
        let others = also_shown_by.iter().map(|label| format!("`{label}` in {}", length(label)));
        let others = others.collect::<Vec<_>>().join(", ");
        text.push_str(&paragraph(&format!("In other ways: {others} actions.")));
    }
    text.push_str(&prose(&format!("**The repair.** {}", finding.repair)));
    // A section ends where the next one begins.
    text.pop();
    text
}

/// The shortest trace, with where it is from.
pub(crate) fn trace(shown_by: &str, property: &str, traces: &Traces) -> String {
    let heading = paragraph(&format!("The shortest trace (`{shown_by}`):"));
    heading + &text_block(trace_of(shown_by, property, traces))
}

fn trace_of<'a>(shown_by: &str, property: &str, traces: &'a Traces) -> &'a [String] {
    traces.get(&(shown_by.to_owned(), property.to_owned())).map_or(&[], Vec::as_slice)
}

/// How many actions a trace has.
pub(crate) fn length(trace: &[String]) -> usize {
    trace.iter().filter(|step| is_numbered(step)).count()
}

/// Names in a row, as code.
pub(crate) fn quoted(names: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    quoted.join(", ")
}

fn shows(story: &Story, property: &str) -> bool {
    matches!(story.subject, Subject::Violation(name, ..) if name == property)
}

fn steps(story: &Story) -> Vec<String> {
    let numbered = (1..).zip(&story.steps);
    let mut steps: Vec<String> =
        numbered.map(|(number, step)| format!("{number:>2}. {}: {}", step.party, step.action)).collect();
    match &story.sequel {
        Sequel::None => {}
        Sequel::ForEver(start, _) if *start > story.steps.len() => {
            steps.push("    after which nothing has to happen any more".to_owned());
        }
        Sequel::ForEver(start, _) => steps.push(format!("    and so on for ever, from {start} on")),
        Sequel::NoHonestWay => {
            steps.push("    from where no honest actions lead to what is asked".to_owned());
        }
    }
    steps
}

fn is_numbered(step: &str) -> bool {
    step.trim_start().starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use counterfoil::report::story::StoryStep;

    use super::*;
    use crate::specification::broken::{each_is_found, each_is_told, read, with_scenarios};

    const FINDING: &str = r#"
        document = "Toy"
        sections = []
        statement = []
        [[finding]]
        title = "The vault leaks"
        document = "What is in it stays there."
        happens = "It does not."
        shown_by = "leak@small"
        property = "is_solvent"
        repair = "A lid."
        proved_by = ["lid"]
    "#;

    fn tables() -> Tables {
        with_scenarios(&[
            ("leak@small", Intent::Refute(vec!["is_solvent".to_owned()])),
            ("lid", Intent::Prove),
        ])
    }

    #[test]
    fn a_finding_that_its_scenarios_do_not_bear_out_is_found() {
        let cases = [
            ("leak@small", "leak", "there is no scenario `leak`"),
            ("\"leak@small\"", "\"lid\"", "`lid` does not refute `is_solvent`"),
            ("is_solvent", "is_rich", "`leak@small` does not refute `is_rich`"),
            ("[\"lid\"]", "[\"leak@small\"]", "`leak@small` is not meant to be proved"),
            ("[\"lid\"]", "[\"lock\"]", "there is no scenario `lock`"),
            ("A lid.", "A lid", "\"A lid\" does not end like a sentence"),
        ];
        each_is_found(FINDING, |specification| faults(specification, &tables()), &cases);
    }

    #[test]
    fn a_finding_is_told_with_its_trace() {
        let step = StoryStep { party: "rain".to_owned(), action: "drip".to_owned(), changes: Vec::new() };
        let story = Story {
            subject: Subject::Violation("is_solvent", "", ""),
            steps: vec![step],
            sequel: Sequel::NoHonestWay,
            ledgers: Vec::new(),
            again: None,
        };
        assert!(shows(&story, "is_solvent") && !shows(&story, "is_rich"));
        let key = ("leak@small".to_owned(), "is_solvent".to_owned());
        let traces = Traces::from([(key, steps(&story))]);
        let text = section(&read(FINDING), &tables(), &traces);
        let expected = [
            "| [1. The vault leaks](#1-the-vault-leaks) | `leak@small` | `is_solvent` | 1 | `lid` |\n",
            "### 1. The vault leaks\n\n**The document.** What is in it stays there.\n\n**What happens.** It does not.\n",
            "```text\n 1. rain: drip\n    from where no honest actions lead to what is asked\n```\n\n\
             **The repair.** A lid.\n",
        ];
        each_is_told(&text, &expected);
    }
}
