//! Attacks that the document describes: each is found as soon as the guard is off that stops it, and is found nowhere
//! in a scenario in which, as the document says, it cannot succeed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use counterfoil::catalogue::AnySystem;
use counterfoil_model::scenario::Intent;

use super::entries::{Attack, Specification};
use super::findings::{searched, shown, text_block};
use super::page::paragraph;
use super::tables::Tables;

/// The shortest traces of the attacks, step by step, by their titles.
pub(crate) type Traces = BTreeMap<String, Vec<String>>;

/// What is wrong with the attacks, each as a sentence. That they succeed, and where not, the page's test sees.
pub(crate) fn faults(specification: &Specification, tables: &Tables) -> Vec<String> {
    let of_attack = |attack: &Attack| -> Vec<String> {
        let mut faults = Vec::new();
        if tables.guard(&attack.without).is_none() {
            faults.push(format!("there is no guard `{}`", attack.without));
        }
        if tables.property(&attack.property).is_none() {
            faults.push(format!("there is no property `{}`", attack.property));
        }
        for label in [&attack.succeeds_in, &attack.fails_in] {
            if tables.intent(label) != Some(&Intent::Prove) {
                faults.push(format!("`{label}` is not a scenario that is meant to be proved"));
            }
        }
        faults.into_iter().map(|fault| format!("attack \"{}\": {fault}", attack.title)).collect()
    };
    specification.attacks.iter().flat_map(of_attack).collect()
}

/// The traces of the attacks, from a search of each scenario without the guard; where an attack is said to fail, the
/// property has to hold without the guard as well.
pub(crate) fn traces(specification: &Specification, tables: &Tables, system: &dyn AnySystem) -> Traces {
    let trace = |attack: &Attack| {
        let Attack { title, property, without, succeeds_in, fails_in, .. } = attack;
        let guard = tables.guard(without).unwrap_or_else(|| panic!("there is no guard `{without}`"));
        let report = searched(system, succeeds_in, property, &[guard.name]);
        let story = shown(&report, property);
        let story = story.unwrap_or_else(|| panic!("{title}: `{property}` does not fail in {succeeds_in}"));
        let report = searched(system, fails_in, property, &[guard.name]);
        assert_eq!(report.outcome.name(), "proved", "{title}: `{property}` in {fails_in}");
        (title.clone(), story)
    };
    specification.attacks.iter().map(trace).collect()
}

/// The section of the page, empty where there is nothing to tell.
pub(crate) fn section(specification: &Specification, tables: &Tables, traces: &Traces) -> String {
    let mut text = String::new();
    for attack in &specification.attacks {
        let Attack { title, document, happens, property, without, succeeds_in, fails_in, .. } = attack;
        // A `String` takes whatever is written.
        let _ = write!(text, "\n### {title}\n\n");
        text.push_str(&paragraph(&format!("**The document.** {document}")));
        text.push_str(&paragraph(&format!("**What happens.** {happens}")));
        text.push_str(&paragraph(&format!(
            "The shortest trace to a violation of `{property}` (`counterfoil check {}/{succeeds_in} --without {without} \
             --property {property}`):",
            tables.system
        )));
        text.push_str(&text_block(traces.get(title).map_or(&[], Vec::as_slice)));
        text.push_str(&paragraph(&format!(
            "**Where it fails.** Without `{without}` the property is proved all the same in `{fails_in}`. {}",
            attack.reason
        )));
        // A section ends where the next one begins.
        text.pop();
    }
    if text.is_empty() { text } else { format!("\n## Attacks that a guard stops\n{text}") }
}

#[cfg(test)]
mod tests {
    use counterfoil_model::guard::GuardTable;

    use super::*;
    use crate::specification::broken::{each_is_told, read, with_scenarios};
    use crate::specification::tables::PropertyRow;

    counterfoil_model::guards! {
        /// The guards of a toy vault.
        enum Toy {
            /// The lid is on.
            LidIsOn = "lid_is_on" {
                kind: Require, theme: "sum", function: "Vault.withdraw", error: "Open", section: "Vault",
            },
        }
    }

    const ATTACK: &str = r#"
        document = "Toy"
        sections = []
        statement = []
        [[attack]]
        title = "A hand in the vault"
        document = "Hands reach in."
        happens = "One takes all."
        without = "lid_is_on"
        property = "is_solvent"
        succeeds_in = "open@small"
        fails_in = "buried@small"
        reason = "There is earth on it."
    "#;

    fn tables() -> Tables {
        let row = PropertyRow { name: "is_solvent", statement: "", spec: "", kind: "always" };
        Tables {
            guards: Toy::ALL.iter().map(|guard| guard.entry()).collect(),
            properties: vec![row],
            ..with_scenarios(&[("open@small", Intent::Prove), ("buried@small", Intent::Prove)])
        }
    }

    #[test]
    fn an_attack_that_names_what_does_not_exist_is_found() {
        assert_eq!(faults(&read(ATTACK), &tables()), Vec::<String>::new());
        let cases = [
            ("lid_is_on", "there is no guard `gone`"),
            ("is_solvent", "there is no property `gone`"),
            ("open@small", "`gone` is not a scenario that is meant to be proved"),
            ("buried@small", "`gone` is not a scenario that is meant to be proved"),
        ];
        for (name, fault) in cases {
            let found = faults(&read(&ATTACK.replacen(name, "gone", 1)), &tables());
            assert_eq!(found, [format!("attack \"A hand in the vault\": {fault}")]);
        }
    }

    #[test]
    fn an_attack_is_told_with_its_trace() {
        let traces =
            Traces::from([("A hand in the vault".to_owned(), vec![" 1. thief: reach in".to_owned()])]);
        let text = section(&read(ATTACK), &tables(), &traces);
        let expected = [
            "## Attacks that a guard stops\n\n### A hand in the vault\n\n**The document.** Hands reach in.\n\n",
            "```text\n 1. thief: reach in\n```\n\n**Where it fails.** Without `lid_is_on`",
        ];
        each_is_told(&text, &expected);
    }
}
