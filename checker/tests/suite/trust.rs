//! The table of `docs/trust.md`: every test that it names is one, and every known defect has one.

use std::collections::BTreeSet;
use std::path::Path;

use crate::repository::{File, files};

const PAGE: &str = "docs/trust.md";

/// The rows of the tables: the name of the defect, and the tests in the last column.
fn rows(page: &str) -> Vec<(&str, Vec<&str>)> {
    let lines = page.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    let cells = lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let rows = cells.filter(|cells| cells.last().is_some_and(|last| last.contains('`')));
    rows.map(|cells| (cells[0], cells[cells.len() - 1].split('`').skip(1).step_by(2).collect())).collect()
}

/// The names of all tests in our sources.
fn tests(files: &[File]) -> BTreeSet<&str> {
    let is_source =
        |file: &&File| Path::new(&file.path).extension().is_some_and(|extension| extension == "rs");
    let sources = files.iter().filter(is_source);
    sources
        .flat_map(|file| {
            file.text.split("#[test]").skip(1).filter_map(|rest| {
                let (_, rest) = rest.split_once("fn ")?;
                rest.split_once('(').map(|(name, _)| name)
            })
        })
        .collect()
}

#[test]
fn every_test_in_the_table_of_defects_exists() {
    let files = files();
    let page = files.iter().find(|file| file.path == PAGE).expect("the page is there");
    let tests = tests(&files);
    let rows = rows(&page.text);
    let missing: Vec<String> = rows
        .iter()
        .flat_map(|(defect, named)| named.iter().map(move |name| (defect, name)))
        .filter(|(_, name)| !tests.contains(**name))
        .map(|(defect, name)| {
            format!("{PAGE}: {defect}: there is no test `{name}`; name the one that stands for it")
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_known_defect_of_stateright_has_a_test() {
    let files = files();
    let page = files.iter().find(|file| file.path == PAGE).expect("the page is there");
    let rows = rows(&page.text);
    for number in 1..=16 {
        let defect = format!("D{number}");
        let named = rows.iter().find(|(name, _)| *name == defect).map_or(0, |(_, tests)| tests.len());
        assert!(named > 0, "{PAGE}: {defect} has no row with a test");
    }
}

#[test]
fn rows_and_tests_are_told_from_other_words() {
    let page = "# A `page`\n\n| # | what | tests |\n|---|---|---|\n| D1 | `x` is lost | `one`, `two` |\n";
    assert_eq!(rows(page), [("D1", vec!["one", "two"])]);
    let text = "#[test]\nfn one() {}\nfn two() {}\n#[test]\n#[ignore = \"long\"]\nfn three() {}\n".to_owned();
    let file = File { path: "a.rs".to_owned(), text };
    assert_eq!(tests(&[file]), BTreeSet::from(["one", "three"]));
}
