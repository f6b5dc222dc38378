//! What is wrong with a specification: names that lead nowhere, and guards that nothing leads to.

use std::collections::BTreeSet;

use counterfoil_model::guard::GuardKind;

use super::entries::{Specification, Statement};
use super::tables::Tables;
use super::{attacks, designs, findings, threats};

/// How many of a statement's words are quoted at most: enough to find it by.
const WORDS: usize = 8;

/// Everything that is wrong, each as a sentence.
pub(crate) fn faults(specification: &Specification, tables: &Tables) -> Vec<String> {
    let mut faults = order(specification);
    for statement in &specification.statements {
        let place = format!("{}, \"{}\"", statement.section, statement.words);
        faults.extend(of_statement(statement, tables).into_iter().map(|fault| format!("{place}: {fault}")));
    }
    faults.extend(without_statement(specification, tables));
    faults.extend(citations(specification, tables));
    faults.extend(sections_of_tables(specification, tables));
    faults.extend(findings::faults(specification, tables));
    faults.extend(designs::faults(specification, tables));
    faults.extend(threats::faults(specification, tables));
    faults.extend(attacks::faults(specification, tables));
    faults
}

/// The sections, and the statements in their order.
fn order(specification: &Specification) -> Vec<String> {
    let mut faults = Vec::new();
    let position = |section: &str| specification.sections.iter().position(|one| one == section);
    let mut last = 0;
    let mut words = BTreeSet::new();
    for statement in &specification.statements {
        match position(&statement.section) {
            None => faults.push(format!("there is no section \"{}\"", statement.section)),
            Some(found) if found < last => faults.push(format!("\"{}\" is out of order", statement.words)),
            Some(found) => last = found,
        }
        if !words.insert((&statement.section, &statement.words)) {
            faults.push(format!("\"{}\" stands twice", statement.words));
        }
    }
    for (index, section) in specification.sections.iter().enumerate() {
        if position(section) != Some(index) {
            faults.push(format!("the section \"{section}\" stands twice"));
        }
        if !specification.statements.iter().any(|statement| statement.section == *section) {
            faults.push(format!("the section \"{section}\" has no statement"));
        }
    }
    faults
}

fn of_statement(statement: &Statement, tables: &Tables) -> Vec<String> {
    let mut faults = Vec::new();
    if !(1..=WORDS).contains(&statement.words.split_whitespace().count()) {
        faults.push(format!("quote from 1 to {WORDS} words"));
    }
    if !statement.is_mapped() {
        faults.push("nothing is said of it".to_owned());
    }
    let absent = |names: &[String], exists: &dyn Fn(&str) -> bool, what: &str| -> Vec<String> {
        let absent = names.iter().filter(|name| !exists(name));
        absent.map(|name| format!("there is no {what} `{name}`")).collect()
    };
    faults.extend(absent(&statement.guards, &|name| tables.guard(name).is_some(), "guard"));
    faults.extend(absent(&statement.properties, &|name| tables.property(name).is_some(), "property"));
    faults.extend(absent(&statement.rules, &|path| tables.file_of_item(path).is_some(), "rule"));
    faults.extend(statement.findings.iter().filter_map(|number| absent_finding(*number, tables)));
    let reasons = [&statement.abstracted, &statement.not_modelled];
    let is_bare = |reason: &&Option<String>| reason.as_ref().is_some_and(|reason| !is_sentence(reason));
    faults.extend(reasons.iter().copied().filter(is_bare).map(|_| "a reason is a sentence".to_owned()));
    faults
}

/// The guards that no statement leads to.
fn without_statement(specification: &Specification, tables: &Tables) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in &specification.contracts_only {
        match tables.guard(&entry.guard) {
            None => faults.push(format!("there is no guard `{}`", entry.guard)),
            Some(row) if row.function != entry.function => {
                faults.push(format!(
                    "`{}` stands in `{}`, not in `{}`",
                    row.name, row.function, entry.function
                ));
            }
            Some(_) => {}
        }
    }
    for entry in &specification.repairs {
        if tables.guard(&entry.guard).is_none() {
            faults.push(format!("there is no guard `{}`", entry.guard));
        }
        faults.extend(absent_finding(entry.finding, tables));
    }
    let reasons = specification.contracts_only.iter().map(|entry| (&entry.guard, &entry.reason));
    let reasons = reasons.chain(specification.repairs.iter().map(|entry| (&entry.guard, &entry.reason)));
    let bare = reasons.filter(|(_, reason)| !is_sentence(reason));
    faults.extend(bare.map(|(guard, _)| format!("`{guard}`: a reason is a sentence")));
    faults
}

pub(crate) fn absent_finding(number: u8, tables: &Tables) -> Option<String> {
    let is_absent = tables.finding(number).is_none();
    is_absent.then(|| format!("there is no finding {number}"))
}

/// Every guard is cited, by statements or as one that has none. An effect is what a section describes: its row names
/// that, and its own list is generated.
fn citations(specification: &Specification, tables: &Tables) -> Vec<String> {
    let mut faults = Vec::new();
    for row in tables.guards.iter().filter(|row| row.kind != GuardKind::Effect) {
        let named = |names: &[String]| names.iter().any(|name| name == row.name);
        let is_stated = specification.statements.iter().any(|statement| named(&statement.guards));
        let only = specification.contracts_only.iter().filter(|entry| entry.guard == row.name).count();
        let repairs = specification.repairs.iter().filter(|entry| entry.guard == row.name).count();
        match (is_stated, only + repairs) {
            (true, 0) | (false, 1) => {}
            (false, 0) => faults.push(format!(
                "`{}` is not cited: name it in the statement that asks for it (section \"{}\"), or under \
                 `contracts_only` or `repair`",
                row.name, row.section
            )),
            (true, _) => faults.push(format!("`{}` has a statement, and is said to have none", row.name)),
            (false, _) => {
                faults.push(format!("`{}` is listed twice among those without a statement", row.name));
            }
        }
    }
    faults
}

/// The sections that the tables cite are those of the document.
fn sections_of_tables(specification: &Specification, tables: &Tables) -> Vec<String> {
    // A row may add in parentheses how much of it the section says.
    let bare = |title: &str| title.split(" (").next().unwrap_or(title).to_owned();
    let exists = |section: &str| specification.sections.iter().any(|one| bare(one) == bare(section));
    let guards = tables.guards.iter().filter(|row| !exists(row.section));
    let mut faults: Vec<String> = guards
        .map(|row| {
            format!("the guard `{}` cites the section \"{}\", which is not listed", row.name, row.section)
        })
        .collect();
    let document = format!("{}, ", specification.document);
    let is_cited = |spec: &str| spec.strip_prefix(&document).is_some_and(exists);
    let properties = tables.properties.iter().filter(|row| !is_cited(row.spec));
    faults.extend(
        properties
            .map(|row| format!("the property `{}` cites \"{}\", which is not listed", row.name, row.spec)),
    );
    faults
}

fn is_sentence(reason: &str) -> bool {
    reason.ends_with('.') && reason.contains(' ')
}

#[cfg(test)]
mod tests {
    use counterfoil_model::guard::GuardTable;

    use super::*;
    use crate::specification::broken::{each_is_found, read};
    use crate::specification::tables::PropertyRow;

    counterfoil_model::guards! {
        /// The guards of a toy vault.
        enum Toy {
            /// A withdrawal takes no more than there is.
            IsCovered = "is_covered" {
                kind: Require, theme: "sum", function: "Vault.withdraw", error: "Insufficient", section: "Vault",
            },
            /// What is withdrawn leaves the vault.
            IsBooked = "is_booked" { kind: Rule, theme: "sum", function: "Vault.withdraw", section: "Books (by half)", },
        }
    }

    const WHOLE: &str = r#"
        document = "Toy"
        sections = ["Vault", "Books"]
        [[statement]]
        section = "Vault"
        words = "no more than"
        guards = ["is_covered"]
        properties = ["is_solvent"]
        [[statement]]
        section = "Books"
        words = "is written down"
        rules = ["contracts::vault::withdraw"]
        abstracted = "The ink: nobody reads its colour."
        [[contracts_only]]
        guard = "is_booked"
        function = "Vault.withdraw"
        reason = "The document forgets it."
    "#;

    fn tables() -> Tables {
        Tables {
            system: "toy".to_owned(),
            guards: Toy::ALL.iter().map(|guard| guard.entry()).collect(),
            properties: vec![PropertyRow {
                name: "is_solvent",
                statement: "What is owed is there.",
                spec: "Toy, Vault",
                kind: "always",
            }],
            code: vec![("contracts/vault.rs".to_owned(), "fn withdraw() {}".to_owned())],
            findings: vec!["1. The vault leaks".to_owned()],
            intents: Vec::new(),
        }
    }

    fn faults_of(text: &str) -> Vec<String> {
        faults(&read(text), &tables())
    }

    #[test]
    fn a_broken_entry_is_found() {
        let cases = [
            (
                "guards = [\"is_covered\"]",
                "guards = [\"is_covered\", \"is_gone\"]",
                "there is no guard `is_gone`",
            ),
            ("\"is_solvent\"", "\"is_rich\"", "there is no property `is_rich`"),
            ("vault::withdraw", "vault::deposit", "there is no rule `contracts::vault::deposit`"),
            ("The ink: nobody reads its colour.", "ink", "a reason is a sentence"),
            ("guards =", "findings = [1, 2]\nguards =", "there is no finding 2"),
            ("no more than", "no more than there is in it at any time", "quote from 1 to 8 words"),
            ("words = \"no more than\"", "words = \"\"", "quote from 1 to 8 words"),
            ("section = \"Books\"", "section = \"Ledgers\"", "there is no section \"Ledgers\""),
            ("[\"Vault\", \"Books\"]", "[\"Books\", \"Vault\"]", "is out of order"),
            ("[\"Vault\", \"Books\"]", "[\"Vault\", \"Books\", \"Pens\"]", "\"Pens\" has no statement"),
            ("\"Vault.withdraw\"", "\"Vault.deposit\"", "stands in `Vault.withdraw`, not in `Vault.deposit`"),
            ("The document forgets it.", "", "`is_booked`: a reason is a sentence"),
            ("guard = \"is_booked\"", "guard = \"is_gone\"", "`is_booked` is not cited"),
            ("guards = [\"is_covered\"]", "", "`is_covered` is not cited"),
            ("[\"is_covered\"]", "[\"is_covered\", \"is_booked\"]", "is said to have none"),
            ("document = \"Toy\"", "document = \"Joy\"", "`is_solvent` cites \"Toy, Vault\""),
        ];
        each_is_found(WHOLE, |specification| faults(specification, &tables()), &cases);
    }

    #[test]
    fn a_statement_of_which_nothing_is_said_is_found() {
        let text = format!("{WHOLE}\n[[statement]]\nsection = \"Books\"\nwords = \"as well\"\n");
        let found = faults_of(&text);
        assert_eq!(found, ["Books, \"as well\": nothing is said of it"]);
        let found = faults_of(&format!("{text}abstracted = \"It says nothing itself.\"\n"));
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_repair_of_no_finding_is_found() {
        let repair = |finding: u8| {
            let repair =
                format!("[[repair]]\nguard = \"is_booked\"\nfinding = {finding}\nreason = \"It is new.\"\n");
            let (before, _) = WHOLE.split_once("[[contracts_only]]").expect("it has one");
            faults_of(&format!("{before}{repair}"))
        };
        assert_eq!(repair(1), Vec::<String>::new());
        assert_eq!(repair(2), ["there is no finding 2"]);
    }

    #[test]
    fn a_word_that_no_entry_has_is_found() {
        assert!(toml::from_str::<Specification>(&WHOLE.replace("abstracted", "ignored")).is_err());
    }
}
