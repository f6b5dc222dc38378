//! The habits of this repository that a program can check, each with the place to mend and how.
//!
//! Every rule is a function from a file to its findings, and each is shown a snippet that breaks it: a
//! rule that finds nothing in a tidy tree would otherwise look the same as one that finds nothing ever.

mod finding;
mod guards;
mod rules;
mod source;
mod texts;

use std::path::Path;

use self::finding::Finding;
use crate::repository::{File, files, systems};

/// A rule about one file.
type Rule = fn(&File) -> Vec<Finding>;

#[test]
fn every_source_opens_with_what_it_is() {
    check("", &is_rust, texts::headers);
}

#[test]
fn every_contract_lists_what_it_leaves_out() {
    check("model/src/", &|path| is_contract(path) && !path.ends_with("/mod.rs"), texts::omissions_are_listed);
}

#[test]
fn files_are_short() {
    // Tables are read by the row, and tests by the case.
    let is_table = |path: &str| path.ends_with("/guards.rs") || path.ends_with("/scenarios.rs");
    check("", &|path| is_rust(path) && !is_table(path) && !is_test(path), texts::file_sizes);
}

#[test]
fn texts_name_only_what_their_reader_has() {
    check("", &|_| true, texts::words);
}

#[test]
fn names_use_the_words_of_the_glossary() {
    check("", &is_rust, texts::names);
}

#[test]
fn predicates_are_short() {
    check("properties/src/", &is_rust, texts::predicate_sizes);
}

#[test]
fn rules_ask_every_guard_before_their_effects() {
    check("model/src/", &is_contract, rules::guards_before_effects);
    check("model/src/", &is_contract, rules::later_rules_are_told);
}

#[test]
fn every_guard_asks_one_condition() {
    check("model/src/", &is_contract, rules::one_condition_a_guard);
}

#[test]
fn no_guard_reads_what_no_contract_stores() {
    check("model/src/", &is_contract, rules::no_guard_reads_ghosts);
}

#[test]
fn rules_take_domain_types() {
    check("model/src/", &is_contract, rules::no_two_bare_integers);
}

#[test]
fn models_hold_values_only() {
    // What a thread notes of its questions is in no state.
    let is_of_states = |path: &str| is_rust(path) && path != "model/src/guard/asked.rs";
    check("model/src/", &is_of_states, rules::states_are_values);
}

#[test]
fn states_are_recomputed_and_not_stored() {
    check("model/src/", &|path| path.ends_with("/state.rs"), rules::states_are_not_stored);
}

#[test]
fn every_guard_stands_at_one_place() {
    check_tables(guards::guards_stand_once);
}

#[test]
fn every_guard_is_seen_refusing() {
    check_tables(guards::guards_are_seen_refusing);
}

#[test]
fn every_comparison_is_declared() {
    check_tables(guards::comparisons_are_declared);
}

#[test]
fn every_effect_goes_amiss_as_its_row_says() {
    check_tables(guards::effects_go_amiss_as_declared);
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn is_contract(path: &str) -> bool {
    is_rust(path) && path.contains("/contracts/") && !is_test(path)
}

fn check(folder: &str, is_meant: &dyn Fn(&str) -> bool, rule: Rule) {
    let files = files();
    let meant: Vec<&File> =
        files.iter().filter(|file| file.path.starts_with(folder) && is_meant(&file.path)).collect();
    assert!(!meant.is_empty(), "no file under `{folder}` is looked at: the rule has lost its subject");
    report(&meant.into_iter().flat_map(rule).collect::<Vec<_>>());
}

fn check_tables(rule: fn(&File, &[&File]) -> Vec<Finding>) {
    let files = files();
    let mut findings = Vec::new();
    for system in systems(&files) {
        let folder = format!("model/src/{system}/");
        let code: Vec<&File> =
            files.iter().filter(|file| file.path.starts_with(&folder) && is_rust(&file.path)).collect();
        let table = code.iter().find(|file| file.path == format!("{folder}guards.rs"));
        findings.extend(rule(table.expect("a system is found by its table"), &code));
    }
    report(&findings);
}

fn report(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} to mend:\n{}\n", lines.len(), lines.join("\n"));
}
