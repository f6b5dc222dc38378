//! The page for a reader of the document: what stands for each statement, and where.

use std::fmt::Write as _;

use counterfoil_model::guard::GuardKind;

use super::entries::{Remark, Specification, Statement};
use super::tables::Tables;
use super::{attacks, designs, findings, threats};

/// How long a line may become, where it can be broken at all.
const LINE: usize = 110;

/// The traces that a page shows.
#[derive(Default)]
pub(crate) struct Traces {
    /// Those of the findings and of other designs.
    pub(crate) findings: findings::Traces,
    /// The lengths of those to what the findings break elsewhere.
    pub(crate) failing: designs::Lengths,
    /// The lengths of the ways of a message.
    pub(crate) latencies: threats::Lengths,
    /// Those of the attacks.
    pub(crate) attacks: attacks::Traces,
}

/// The whole page.
pub(crate) fn page(specification: &Specification, tables: &Tables, traces: &Traces) -> String {
    let mut page = head(specification, tables);
    page.push_str(&findings::section(specification, tables, &traces.findings));
    page.push_str(&designs::failing(specification, tables, &traces.failing));
    page.push_str(&designs::section(specification, &traces.findings));
    page.push_str(&threats::sections(specification, &traces.findings, &traces.latencies));
    page.push_str(&remarks(specification));
    page.push_str(&attacks::section(specification, tables, &traces.attacks));
    page.push_str(&statements(specification, tables));
    page.push_str(&without_statement(specification, tables));
    page.push_str(&effects(tables));
    let abstracted = |statement: &Statement| statement.abstracted.clone();
    page.push_str(&reasons("What is abstracted", specification, &abstracted));
    let not_modelled = |statement: &Statement| statement.not_modelled.clone();
    page.push_str(&reasons("What is not modelled yet", specification, &not_modelled));
    page.push_str(&unnamed_properties(specification, tables));
    page
}

fn head(specification: &Specification, tables: &Tables) -> String {
    let Tables { system, guards, .. } = tables;
    let document = &specification.document;
    let count = |is_counted: &dyn Fn(&Statement) -> bool| {
        specification.statements.iter().filter(|statement| is_counted(statement)).count()
    };
    let rows = [
        ("normative statements", specification.statements.len()),
        ("with a guard", count(&|one| !one.guards.is_empty())),
        ("with a property", count(&|one| !one.properties.is_empty())),
        ("with a rule that has no guard", count(&|one| !one.rules.is_empty())),
        ("abstracted, wholly or in part", count(&|one| one.abstracted.is_some())),
        ("not modelled yet, wholly or in part", count(&|one| one.not_modelled.is_some())),
        ("guards", guards.iter().filter(|row| row.kind != GuardKind::Effect).count()),
        ("effects", guards.iter().filter(|row| row.kind == GuardKind::Effect).count()),
        ("guards of the contracts alone", specification.contracts_only.len()),
        ("guards that mend a finding", specification.repairs.len()),
    ];
    let mut text = format!("# `{system}`: from the document to the code\n\n");
    text.push_str(&paragraph(&format!(
        "Generated from [specification/{system}.toml](specification/{system}.toml) and the tables of guards and \
         properties; to change it, change those. `checker/tests/suite/specification.rs` compares it, and \
         `COUNTERFOIL_BLESS=1 cargo test -p counterfoil --test suite specification::` writes it."
    )));
    text.push_str(&paragraph(&format!(
        "Each normative statement of \"{document}\" stands here under its section, to be found by a few of its own \
         words. A guard is shown with the contract function in which it stands and the error of a refusal, and leads to \
         the file that asks for it; a property with its kind. `counterfoil explain {system}/NAME` tells more of either, and \
         [the section on findings](#findings) where the document's own design fails."
    )));
    text.push_str("| | |\n|---|---:|\n");
    for (name, number) in rows {
        // A `String` takes whatever is written.
        let _ = writeln!(text, "| {name} | {number} |");
    }
    text
}

fn remarks(specification: &Specification) -> String {
    let told = |remark: &Remark| format!("\n## {}\n\n{}", remark.title, prose(&remark.text));
    let mut text: String = specification.remarks.iter().map(told).collect();
    // A section ends where the next one begins.
    text.truncate(text.trim_end().len());
    if text.is_empty() { text } else { text + "\n" }
}

fn statements(specification: &Specification, tables: &Tables) -> String {
    let mut text = String::from("\n## Statements\n");
    let mut section = "";
    for (index, statement) in specification.statements.iter().enumerate() {
        if statement.section != section {
            section = &statement.section;
            let _ = write!(text, "\n### {section}\n");
        }
        let _ = write!(text, "\n**{}.** “{}”\n\n", index + 1, statement.words.replace('*', "\\*"));
        let guards = statement.guards.iter().map(|name| guard(name, tables));
        let properties = statement.properties.iter().map(|name| property(name, tables));
        let rules = statement.rules.iter().map(|path| rule(path, tables));
        let left_out = statement.abstracted.iter().map(|reason| format!("abstracted: {reason}"));
        let missing = statement.not_modelled.iter().map(|reason| format!("not modelled yet: {reason}"));
        let findings = statement.findings.iter().map(|number| finding(*number, tables));
        let missing = missing.chain(findings);
        for line in guards.chain(properties).chain(rules).chain(left_out).chain(missing) {
            text.push_str(&item(&line));
        }
    }
    text
}

fn guard(name: &str, tables: &Tables) -> String {
    let Some(row) = tables.guard(name) else { return format!("guard `{name}`") };
    let error = row.error.map(|error| format!(", `{error}`")).unwrap_or_default();
    let name = match tables.file_of_guard(name) {
        Some(file) => link(name, file, tables),
        None => format!("`{name}`"),
    };
    let kind = if row.kind == GuardKind::Effect { "effect" } else { "guard" };
    format!("{kind} {name} (`{}`{error}): {}", row.function, row.statement)
}

fn property(name: &str, tables: &Tables) -> String {
    let Some(row) = tables.property(name) else { return format!("property `{name}`") };
    format!("property `{name}` ({}): {}", row.kind, row.statement)
}

fn rule(path: &str, tables: &Tables) -> String {
    match tables.file_of_item(path) {
        Some(file) => format!("rule {}", link(path, file, tables)),
        None => format!("rule `{path}`"),
    }
}

fn finding(number: u8, tables: &Tables) -> String {
    let heading = tables.finding(number).unwrap_or_default();
    let title = heading.split_once(". ").map_or(heading, |(_, title)| title);
    format!("[finding {number}](#{}): {title}.", findings::anchor(heading))
}

fn link(name: &str, file: &str, tables: &Tables) -> String {
    format!("[`{name}`](../model/src/{}/{file})", tables.system)
}

fn without_statement(specification: &Specification, tables: &Tables) -> String {
    let mut text = String::from("\n## Guards without a statement\n\n### Of the contracts alone\n\n");
    for entry in &specification.contracts_only {
        text.push_str(&item(&format!("{} {}", guard(&entry.guard, tables), entry.reason)));
    }
    text.push_str("\n### Of a repair\n\n");
    for entry in &specification.repairs {
        let repaired = finding(entry.finding, tables);
        text.push_str(&item(&format!(
            "{} {} It mends {repaired}",
            guard(&entry.guard, tables),
            entry.reason
        )));
    }
    text
}

/// The movements of books that nothing guards, section by section.
fn effects(tables: &Tables) -> String {
    let effects = tables.guards.iter().filter(|row| row.kind == GuardKind::Effect);
    let told = effects.map(|row| item(&format!("{} Section \"{}\".", guard(row.name, tables), row.section)));
    let told: String = told.collect();
    if told.is_empty() { told } else { format!("\n## Effects\n\n{told}") }
}

fn reasons(
    title: &str,
    specification: &Specification,
    reason: &dyn Fn(&Statement) -> Option<String>,
) -> String {
    let mut text = format!("\n## {title}\n\n");
    for (index, statement) in specification.statements.iter().enumerate() {
        if let Some(reason) = reason(statement) {
            text.push_str(&item(&format!("{}, {}: {reason}", index + 1, statement.section)));
        }
    }
    text
}

/// What must hold as well, though no statement says it in so many words.
fn unnamed_properties(specification: &Specification, tables: &Tables) -> String {
    let is_named = |name: &str| {
        let mut named = specification.statements.iter().flat_map(|statement| &statement.properties);
        named.any(|one| one == name)
    };
    let unnamed: Vec<_> = tables.properties.iter().filter(|row| !is_named(row.name)).collect();
    if unnamed.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n## Properties without a statement\n\n");
    for row in unnamed {
        let section = row.spec.strip_prefix(&format!("{}, ", specification.document)).unwrap_or(row.spec);
        text.push_str(&item(&format!("{} Of {section}.", property(row.name, tables))));
    }
    text
}

/// Paragraphs, each with the line after it that ends it; the items of a list stand together.
pub(crate) fn prose(text: &str) -> String {
    let mut blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).peekable();
    let mut prose = String::new();
    while let Some(block) = blocks.next() {
        let Some(entry) = block.strip_prefix("- ") else {
            prose.push_str(&paragraph(block));
            continue;
        };
        prose.push_str(&item(entry));
        if !blocks.peek().is_some_and(|next| next.starts_with("- ")) {
            prose.push('\n');
        }
    }
    prose
}

/// A paragraph, with the line after it that ends it.
pub(crate) fn paragraph(text: &str) -> String {
    wrapped(text, "", "") + "\n"
}

fn item(text: &str) -> String {
    wrapped(text, "- ", "  ")
}

/// The text in lines of at most [`LINE`] characters, but for single words that are longer.
fn wrapped(text: &str, first: &str, others: &str) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > LINE {
            lines.push_str(&line);
            lines.push('\n');
            others.clone_into(&mut line);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specification::tables::PropertyRow;

    #[test]
    fn long_lines_are_broken_between_words() {
        let word = "x".repeat(LINE / 2);
        assert_eq!(wrapped(&format!("{word} {word}"), "- ", "  "), format!("- {word}\n  {word}\n"));
        assert_eq!(wrapped("a  b", "- ", "  "), "- a b\n");
        let long = "x".repeat(LINE);
        assert_eq!(wrapped(&long, "- ", "  "), format!("- {long}\n"));
    }

    #[test]
    fn a_page_says_what_stands_for_what() {
        let specification = toml::from_str(
            "document = 'Toy'\nsections = ['Vault']\n\
             [[remark]]\ntitle = 'On rust'\ntext = \"Two:\\n\\n- one\\n\\n- other\\n\\nNo more.\"\n\
             [[statement]]\nsection = 'Vault'\nwords = '*no* more'\nrules = ['vault::pay']\nproperties = ['is_solvent']\n\
             abstracted = 'The ink.'\nfindings = [1]\n",
        );
        let row = |name| PropertyRow { name, statement: "It holds.", spec: "Toy, Vault", kind: "always" };
        let tables = Tables {
            system: "toy".to_owned(),
            guards: Vec::new(),
            properties: vec![row("is_solvent"), row("is_rich")],
            code: vec![("vault.rs".to_owned(), "fn pay() {}".to_owned())],
            findings: vec!["1. The vault leaks".to_owned()],
            intents: Vec::new(),
        };
        let page = page(&specification.expect("it is a specification"), &tables, &Traces::default());
        let expected = [
            "| normative statements | 1 |\n| with a guard | 0 |\n| with a property | 1 |",
            "### Vault\n\n**1.** “\\*no\\* more”\n\n- property `is_solvent` (always): It holds.\n\
             - rule [`vault::pay`](../model/src/toy/vault.rs)\n- abstracted: The ink.\n\
             - [finding 1](#1-the-vault-leaks): The vault leaks.\n",
            "\n## On rust\n\nTwo:\n\n- one\n- other\n\nNo more.\n\n## Statements\n",
            "## What is abstracted\n\n- 1, Vault: The ink.\n",
            "## Properties without a statement\n\n- property `is_rich` (always): It holds. Of Vault.\n",
        ];
        for part in expected {
            assert!(page.contains(part), "{part:?} is not in:\n{page}");
        }
    }
}
