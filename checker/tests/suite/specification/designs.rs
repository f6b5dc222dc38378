//! What the findings break elsewhere, and designs that are not the document's, with what they run into.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use counterfoil::catalogue::{AnySystem, Setting};
use counterfoil::report::RunReport;
use counterfoil::request::Request;
use serde_json::Value;

use super::entries::{Design, Failing, Specification};
use super::faults::absent_finding;
use super::findings::{Traces, bare, not_proving, not_refuting, quoted, scenario, trace};
use super::page::{paragraph, prose};
use super::tables::Tables;

/// How many actions it takes until a property fails, by the scenario, what is set in it, and the property.
pub(crate) type Lengths = BTreeMap<(String, String, String), usize>;

/// What is wrong with them, each as a sentence. That they fail, the page's test sees.
pub(crate) fn faults(specification: &Specification, tables: &Tables) -> Vec<String> {
    let of_failing = |failing: &Failing| -> Vec<String> {
        let mut faults: Vec<String> = absent_finding(failing.finding, tables).into_iter().collect();
        if tables.intent(&failing.scenario).is_none() {
            faults.push(format!("there is no scenario `{}`", failing.scenario));
        }
        let absent = failing.properties.iter().filter(|name| tables.property(name).is_none());
        faults.extend(absent.map(|name| format!("there is no property `{name}`")));
        if !failing.set.contains('=') {
            faults.push(format!("`{}` sets nothing", failing.set));
        }
        faults.into_iter().map(|fault| format!("what fails in `{}`: {fault}", failing.scenario)).collect()
    };
    let of_design = |design: &Design| -> Vec<String> {
        let mut faults: Vec<String> =
            not_refuting(&design.shown_by, &design.property, tables).into_iter().collect();
        faults.extend(design.proved_by.iter().filter_map(|label| not_proving(label, tables)));
        faults.extend(bare([&design.happens]));
        faults.into_iter().map(|fault| format!("design \"{}\": {fault}", design.title)).collect()
    };
    let failing = specification.fails.iter().flat_map(of_failing);
    failing.chain(specification.designs.iter().flat_map(of_design)).collect()
}

/// The lengths of the shortest ways to what fails, each property asked alone.
pub(crate) fn lengths(specification: &Specification, system: &dyn AnySystem) -> Lengths {
    let mut lengths = Lengths::new();
    for Failing { scenario: label, set, properties, .. } in &specification.fails {
        let (key, value) = set.split_once('=').unwrap_or_default();
        let setting = Setting { key: key.to_owned(), value: Value::from(value) };
        let scenario = scenario(system, label).set(&setting).unwrap_or_else(|why| panic!("{label}: {why}"));
        for property in properties {
            let mut request = Request::new(2);
            request.properties = vec![property.clone()];
            let report = scenario.check(&request).unwrap_or_else(|_| panic!("`{label}` cannot be checked"));
            let length = length(&report, property);
            let length = length.unwrap_or_else(|| panic!("{label} with {set}: `{property}` does not fail"));
            lengths.insert((label.clone(), set.clone(), property.clone()), length);
        }
    }
    lengths
}

/// In how many actions the property fails, if it does.
fn length(report: &RunReport, property: &str) -> Option<usize> {
    super::findings::shown(report, property).map(|steps| super::findings::length(&steps))
}

/// The table of what the findings break elsewhere, empty where there is nothing to tell.
pub(crate) fn failing(specification: &Specification, tables: &Tables, lengths: &Lengths) -> String {
    if specification.fails.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n## What else the findings break\n\n");
    text.push_str(&paragraph(&format!(
        "Each property alone: `counterfoil check {}/SCENARIO --set SETTING --property PROPERTY`.",
        tables.system
    )));
    text.push_str("| scenario | setting | property | actions | finding |\n|---|---|---|---:|---:|\n");
    for Failing { scenario, set, properties, finding } in &specification.fails {
        let of = |name: &String| {
            lengths.get(&(scenario.clone(), set.clone(), name.clone())).copied().unwrap_or_default()
        };
        let actions: Vec<String> = properties.iter().map(|name| of(name).to_string()).collect();
        let (properties, actions) = (quoted(properties), actions.join(", "));
        // A `String` takes whatever is written.
        let _ = writeln!(text, "| `{scenario}` | `{set}` | {properties} | {actions} | {finding} |");
    }
    text
}

/// The section on other designs, empty where there is nothing to tell.
pub(crate) fn section(specification: &Specification, traces: &Traces) -> String {
    let mut text = String::new();
    for Design { title, happens, shown_by, property, proved_by } in &specification.designs {
        let _ = write!(text, "\n### {title}\n\n");
        text.push_str(&prose(happens));
        text.push_str(&trace(shown_by, property, traces));
        let proofs = quoted(proved_by);
        text.push_str(&paragraph(&format!("`{property}` fails. What holds instead is proved by {proofs}.")));
        // A section ends where the next one begins.
        text.pop();
    }
    if text.is_empty() {
        return text;
    }
    let about = "Rules that the document's design replaced, decided against or puts off, each with the repairs of the \
                 findings in place.";
    format!("\n## Other designs, and what they run into\n\n{}", paragraph(about)).trim_end().to_owned()
        + "\n"
        + &text
}

#[cfg(test)]
mod tests {
    use counterfoil_model::scenario::Intent;

    use super::*;
    use crate::specification::broken::{each_is_found, each_is_told, read, with_scenarios};
    use crate::specification::tables::PropertyRow;

    const TEXT: &str = r#"
        document = "Toy"
        sections = []
        statement = []
        [[fails]]
        scenario = "rain@small"
        set = "lid=off"
        properties = ["is_solvent"]
        finding = 1
        [[design]]
        title = "Two keys"
        happens = "One is lost."
        shown_by = "keys"
        property = "is_solvent"
        proved_by = ["lid"]
    "#;

    fn tables() -> Tables {
        let intents = [
            ("rain@small", Intent::Prove),
            ("keys", Intent::Refute(vec!["is_solvent".to_owned()])),
            ("lid", Intent::Prove),
        ];
        Tables {
            properties: vec![PropertyRow { name: "is_solvent", statement: "", spec: "", kind: "always" }],
            findings: vec!["1. The vault leaks".to_owned()],
            ..with_scenarios(&intents)
        }
    }

    #[test]
    fn what_names_something_that_does_not_exist_is_found() {
        let cases = [
            ("rain@small", "snow", "what fails in `snow`: there is no scenario `snow`"),
            ("lid=off", "lid", "`lid` sets nothing"),
            ("[\"is_solvent\"]", "[\"is_rich\"]", "there is no property `is_rich`"),
            ("finding = 1", "finding = 2", "there is no finding 2"),
            ("\"keys\"", "\"lid\"", "design \"Two keys\": `lid` does not refute `is_solvent`"),
            ("[\"lid\"]", "[\"keys\"]", "`keys` is not meant to be proved"),
            ("One is lost.", "One is lost", "\"One is lost\" does not end like a sentence"),
        ];
        each_is_found(TEXT, |specification| faults(specification, &tables()), &cases);
    }

    #[test]
    fn they_are_told_with_their_lengths_and_traces() {
        let key = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        let traces = Traces::from([(key("keys", "is_solvent"), vec![" 1. thief: find a key".to_owned()])]);
        let place = ("rain@small".to_owned(), "lid=off".to_owned(), "is_solvent".to_owned());
        let specification = read(TEXT);
        let table = failing(&specification, &tables(), &Lengths::from([(place, 3)]));
        assert!(table.contains("| `rain@small` | `lid=off` | `is_solvent` | 3 | 1 |\n"), "{table}");
        let text = section(&specification, &traces);
        let expected = [
            "in place.\n\n### Two keys\n\nOne is lost.\n\n",
            "```text\n 1. thief: find a key\n```\n\n`is_solvent` fails. What holds instead is proved by `lid`.\n",
        ];
        each_is_told(&text, &expected);
    }
}
