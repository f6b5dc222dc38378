//! The document against the model: `docs/specification/<system>.toml` lists every normative statement with what
//! stands for it, every name in it resolves, every guard is cited, and `docs/<system>.md` is generated from it.
//!
//! What was found is told in the same file, each finding with the trace of a search made here. With `COUNTERFOIL_BLESS=1` the pages are rewritten instead of compared. That the
//! statements are all there are is for a reader of the document to see; that they lead somewhere is seen here.

mod attacks;
mod broken;
mod designs;
mod entries;
mod faults;
mod findings;
mod page;
mod tables;
mod threats;

use std::fs;

use self::entries::Specification;
use self::tables::Tables;
use crate::repository::{File, files, root, systems};
use counterfoil::catalogue::AnySystem;
use counterfoil::registry;

#[test]
fn every_system_has_a_specification_and_every_entry_of_it_resolves() {
    let files = files();
    let mut found = Vec::new();
    for (_, specification, tables) in all(&files) {
        let system = &tables.system;
        let faults = faults::faults(&specification, &tables);
        found.extend(faults.into_iter().map(|fault| format!("docs/specification/{system}.toml: {fault}")));
    }
    let is_left_over = |file: &&File| {
        let system =
            file.path.strip_prefix("docs/specification/").and_then(|name| name.strip_suffix(".toml"));
        system.is_some_and(|system| !systems(&files).iter().any(|one| one == system))
    };
    found.extend(
        files.iter().filter(is_left_over).map(|file| format!("{}: there is no such system", file.path)),
    );
    assert!(found.is_empty(), "{} to mend:\n{}\n", found.len(), found.join("\n"));
}

#[test]
fn pages_are_generated() {
    let blesses = std::env::var_os("COUNTERFOIL_BLESS").is_some_and(|value| value == "1");
    let files = files();
    for (system, specification, tables) in all(&files) {
        let traces = page::Traces {
            findings: findings::traces(&specification, &*system),
            failing: designs::lengths(&specification, &*system),
            latencies: threats::lengths(&specification, &*system),
            attacks: attacks::traces(&specification, &tables, &*system),
        };
        let page = page::page(&specification, &tables, &traces);
        let system = &tables.system;
        let path = root().join(format!("docs/{system}.md"));
        if blesses {
            fs::write(path, page).expect("a page can be written");
        } else {
            let committed = fs::read_to_string(path).unwrap_or_default();
            let differs = committed.lines().zip(page.lines()).find(|(one, other)| one != other);
            assert!(
                committed == page,
                "docs/{system}.md is not what is generated, at {differs:?}\n\
                 COUNTERFOIL_BLESS=1 cargo test -p counterfoil --test suite specification:: writes it"
            );
        }
    }
}

/// Each system with its specification and what the specification may name.
fn all(files: &[File]) -> Vec<(Box<dyn AnySystem>, Specification, Tables)> {
    let read = |system: Box<dyn AnySystem>| {
        let path = format!("docs/specification/{}.toml", system.info().name);
        let text = files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
        let text = text.unwrap_or_else(|| panic!("{path} is missing"));
        let specification = toml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let tables = Tables::of(&*system, &specification, files);
        (system, specification, tables)
    };
    let registered = registry::systems();
    let names: Vec<&str> = registered.iter().map(|system| system.info().name).collect();
    for system in systems(files) {
        assert!(names.contains(&system.as_str()), "{system} is not in checker/src/registry.rs");
    }
    registered.into_iter().map(read).collect()
}
