//! What a specification file may name: guards, properties, items of the code, findings.

use counterfoil::catalogue::AnySystem;
use counterfoil_model::guard::GuardEntry;
use counterfoil_model::scenario::Intent;

use super::entries::Specification;
use super::findings;
use crate::repository::File;

/// Everything that there is to name.
pub(crate) struct Tables {
    /// The system.
    pub(crate) system: String,
    /// Its table of guards.
    pub(crate) guards: Vec<&'static GuardEntry>,
    /// Its properties.
    pub(crate) properties: Vec<PropertyRow>,
    /// Its code without its tests, by the path below its folder.
    pub(crate) code: Vec<(String, String)>,
    /// The headings of its findings, each with its number.
    pub(crate) findings: Vec<String>,
    /// What each of its scenarios is meant to show, by its label.
    pub(crate) intents: Vec<(String, Intent)>,
}

/// A property, as a page shows it.
pub(crate) struct PropertyRow {
    pub(crate) name: &'static str,
    pub(crate) statement: &'static str,
    pub(crate) spec: &'static str,
    pub(crate) kind: &'static str,
}

impl Tables {
    /// The tables of a registered system.
    pub(crate) fn of(system: &dyn AnySystem, specification: &Specification, files: &[File]) -> Self {
        let info = system.info();
        let properties = info.properties.iter().map(|one| PropertyRow {
            name: one.name,
            statement: one.statement,
            spec: one.spec,
            kind: one.kind.name(),
        });
        let folder = format!("model/src/{}/", info.name);
        let code = files.iter().filter_map(|file| {
            let path = file.path.strip_prefix(&folder)?;
            (!path.contains("/tests/")).then(|| (path.to_owned(), file.text.clone()))
        });
        let scenarios = system.scenarios();
        let intent = |info: counterfoil::catalogue::ScenarioInfo| (info.label, info.intent);
        Self {
            system: info.name.to_owned(),
            guards: info.guards.clone(),
            properties: properties.collect(),
            code: code.collect(),
            findings: findings::headings(&specification.findings),
            intents: scenarios.iter().map(|scenario| intent(scenario.info())).collect(),
        }
    }

    /// The row of a guard.
    pub(crate) fn guard(&self, name: &str) -> Option<&'static GuardEntry> {
        self.guards.iter().copied().find(|entry| entry.name == name)
    }

    /// The row of a property.
    pub(crate) fn property(&self, name: &str) -> Option<&PropertyRow> {
        self.properties.iter().find(|row| row.name == name)
    }

    /// The heading of a finding.
    pub(crate) fn finding(&self, number: u8) -> Option<&str> {
        let start = format!("{number}. ");
        self.findings.iter().find(|heading| heading.starts_with(&start)).map(String::as_str)
    }

    /// What a scenario is meant to show.
    pub(crate) fn intent(&self, label: &str) -> Option<&Intent> {
        self.intents.iter().find(|(one, _)| one == label).map(|(_, intent)| intent)
    }

    /// The file that defines an item, by its path with `::` from the system's module.
    pub(crate) fn file_of_item(&self, path: &str) -> Option<&str> {
        let (module, item) = path.rsplit_once("::").unwrap_or(("", path));
        let module = module.replace("::", "/");
        let mut candidates = [format!("{module}.rs"), format!("{module}/mod.rs")];
        if module.is_empty() {
            candidates = [String::from("lib.rs"), String::from("mod.rs")];
        }
        // A file that outgrows its screen has its parts in a folder of its own name.
        let parts = format!("{module}/");
        let (path, _) = self.code.iter().find(|(path, text)| {
            let is_meant = candidates.contains(path) || (!module.is_empty() && path.starts_with(&parts));
            is_meant && defines(text, item)
        })?;
        Some(path)
    }

    /// The file of a contract in which a guard is asked.
    pub(crate) fn file_of_guard(&self, name: &str) -> Option<&str> {
        let variant = format!("Guard::{}", camel_case(name));
        let asks = |text: &str| {
            let mut after = text.split(variant.as_str()).skip(1);
            after.any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
        };
        let (path, _) =
            self.code.iter().find(|(path, text)| path.starts_with("contracts/") && asks(text.as_str()))?;
        Some(path)
    }
}

/// Whether a source defines a function or a type of that name.
fn defines(text: &str, item: &str) -> bool {
    let words: Vec<&str> = text.split(|next: char| !(next.is_alphanumeric() || next == '_')).collect();
    words.windows(2).any(|pair| ["fn", "struct", "enum"].contains(&pair[0]) && pair[1] == item)
}

fn camel_case(name: &str) -> String {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    name.split('_').filter_map(capitalised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Tables {
        let code = [
            ("contracts/vault.rs", "fn withdraw() { guards.require(Guard::IsCoveredTwice, x)? }"),
            ("contracts/vault_two.rs", "pub(crate) fn pay() { guards.require(Guard::IsCovered, x)? }"),
            ("mod.rs", "pub struct Toy;"),
            ("state.rs", "mod parts;"),
            ("state/parts.rs", "pub enum Part {}"),
        ];
        let owned = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
        Tables {
            system: "toy".to_owned(),
            guards: Vec::new(),
            properties: Vec::new(),
            code: code.into_iter().map(owned).collect(),
            findings: Vec::new(),
            intents: Vec::new(),
        }
    }

    #[test]
    fn items_are_found_where_they_are_defined() {
        let tables = tables();
        assert_eq!(tables.file_of_item("contracts::vault_two::pay"), Some("contracts/vault_two.rs"));
        assert_eq!(tables.file_of_item("Toy"), Some("mod.rs"));
        assert_eq!(tables.file_of_item("state::Part"), Some("state/parts.rs"));
        for absent in ["contracts::vault::pay", "contracts::vault::with", "pay", "Part"] {
            assert_eq!(tables.file_of_item(absent), None, "{absent}");
        }
    }

    #[test]
    fn a_guard_is_not_taken_for_one_with_a_longer_name() {
        assert_eq!(tables().file_of_guard("is_covered"), Some("contracts/vault_two.rs"));
        assert_eq!(tables().file_of_guard("is_covered_twice"), Some("contracts/vault.rs"));
        assert_eq!(tables().file_of_guard("is"), None);
    }
}
