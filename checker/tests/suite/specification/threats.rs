//! What can go wrong with what comes of it, and how long the ways of a message are: a table each, whose lengths are those of
//! searches.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use counterfoil::catalogue::AnySystem;

use super::entries::{Breaking, Latency, Specification, Threat};
use super::findings::{self, Traces, not_proving, not_refuting, quoted, searched};
use super::page::prose;
use super::tables::Tables;

/// In how many actions a witness is first seen, by the scenario and the witness.
pub(crate) type Lengths = BTreeMap<(String, String), usize>;

/// What is wrong with them, each as a sentence.
pub(crate) fn faults(specification: &Specification, tables: &Tables) -> Vec<String> {
    let of_threat = |threat: &Threat| -> Vec<String> {
        let mut faults: Vec<String> =
            threat.proved_by.iter().filter_map(|label| not_proving(label, tables)).collect();
        let breaks = |one: &Breaking| not_refuting(&one.shown_by, &one.property, tables);
        faults.extend(threat.breaks.iter().filter_map(breaks));
        faults.into_iter().map(|fault| format!("threat \"{}\": {fault}", threat.what)).collect()
    };
    let of_latency = |latency: &Latency| -> Vec<String> {
        let mut faults: Vec<String> = not_proving(&latency.scenario, tables).into_iter().collect();
        let absent = latency.stages.iter().filter(|name| tables.property(name).is_none());
        faults.extend(absent.map(|name| format!("there is no property `{name}`")));
        faults.into_iter().map(|fault| format!("latency \"{}\": {fault}", latency.way)).collect()
    };
    let threats = specification.threats.iter().flat_map(of_threat);
    threats.chain(specification.latencies.iter().flat_map(of_latency)).collect()
}

/// When the stages of each way are first reached.
pub(crate) fn lengths(specification: &Specification, system: &dyn AnySystem) -> Lengths {
    let ways = specification.latencies.iter();
    let stages = ways.flat_map(|one| one.stages.iter().map(|stage| (one.scenario.clone(), stage.clone())));
    let measured = stages.map(|(label, stage)| {
        let report = searched(system, &label, &stage, &[]);
        let found = report.properties.iter().find(|property| property.name == stage);
        let length = found.and_then(|property| property.status.depth());
        let length = length.unwrap_or_else(|| panic!("`{stage}` is never seen in `{label}`"));
        ((label, stage), length)
    });
    measured.collect()
}

/// Both tables, empty where there is nothing to tell.
pub(crate) fn sections(specification: &Specification, traces: &Traces, lengths: &Lengths) -> String {
    threats(specification, traces) + &latencies(specification, lengths)
}

fn threats(specification: &Specification, traces: &Traces) -> String {
    if specification.threats.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## Modes and threats\n\n{}", prose(&specification.about_threats));
    text.push_str("| mode | threat | what comes of it | proved by | what breaks |\n|---|---|---|---|---|\n");
    let told = |one: &Breaking| {
        let Breaking { design, shown_by, property } = one;
        let trace = traces.get(&(shown_by.clone(), property.clone())).map_or(&[][..], Vec::as_slice);
        format!("{design}: `{property}` in {} (`{shown_by}`)", findings::length(trace))
    };
    for Threat { whom, what: threat, comes_to, proved_by, breaks } in &specification.threats {
        let breaks: Vec<String> = breaks.iter().map(told).collect();
        let (proofs, breaks) = (quoted(proved_by), breaks.join("; "));
        // A `String` takes whatever is written.
        let _ = writeln!(text, "| {whom} | {threat} | {comes_to} | {proofs} | {breaks} |");
    }
    text
}

fn latencies(specification: &Specification, lengths: &Lengths) -> String {
    if specification.latencies.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## Latency\n\n{}", prose(&specification.about_latencies));
    text.push_str("| mode | usable after | final after | measured in |\n|---|---:|---:|---|\n");
    for Latency { way, scenario, stages } in &specification.latencies {
        let after =
            |stage: &String| lengths.get(&(scenario.clone(), stage.clone())).copied().unwrap_or_default();
        let [usable, last] = stages;
        let _ = writeln!(text, "| {way} | {} | {} | `{scenario}` |", after(usable), after(last));
    }
    text
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
        about_threats = "It rains."
        about_latencies = "It takes time."
        [[threat]]
        whom = "Vault"
        what = "rain"
        comes_to = "It stays dry."
        proved_by = ["lid"]
        breaks = [{ design = "no lid", shown_by = "leak", property = "is_dry" }]
        [[latency]]
        way = "Drop"
        scenario = "lid"
        stages = ["is_dry", "is_full"]
    "#;

    fn tables() -> Tables {
        let row = |name| PropertyRow { name, statement: "", spec: "", kind: "always" };
        let intents = [("leak", Intent::Refute(vec!["is_dry".to_owned()])), ("lid", Intent::Prove)];
        Tables { properties: vec![row("is_dry"), row("is_full")], ..with_scenarios(&intents) }
    }

    #[test]
    fn what_scenarios_do_not_bear_out_is_found() {
        let cases = [
            ("[\"lid\"]", "[\"leak\"]", "threat \"rain\": `leak` is not meant to be proved"),
            ("\"leak\"", "\"lid\"", "`lid` does not refute `is_dry`"),
            ("scenario = \"lid\"", "scenario = \"pot\"", "latency \"Drop\": there is no scenario `pot`"),
            ("\"is_full\"", "\"is_rich\"", "there is no property `is_rich`"),
        ];
        each_is_found(TEXT, |specification| faults(specification, &tables()), &cases);
    }

    #[test]
    fn both_are_told_with_their_lengths() {
        let key = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        let traces = Traces::from([(key("leak", "is_dry"), vec![" 1. rain: drip".to_owned()])]);
        let lengths = Lengths::from([(key("lid", "is_dry"), 2), (key("lid", "is_full"), 5)]);
        let text = sections(&read(TEXT), &traces, &lengths);
        let expected = [
            "\n## Modes and threats\n\nIt rains.\n\n| mode |",
            "| Vault | rain | It stays dry. | `lid` | no lid: `is_dry` in 1 (`leak`) |\n",
            "\n## Latency\n\nIt takes time.\n\n| mode |",
            "| Drop | 2 | 5 | `lid` |\n",
        ];
        each_is_told(&text, &expected);
    }
}
