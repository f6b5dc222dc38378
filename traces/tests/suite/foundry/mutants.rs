//! The mutants of a system's reference contracts, each with a test of the covering suite that kills it.
//!
//! The system's `killers.txt` is the table of them, and remembers the tests. All of these run in one forge process, in which
//! each test runs as it is and again for each mutant that it should kill. Where one does not, the whole suite looks for
//! another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Write};
use std::path::PathBuf;

use counterfoil_traces::export::Exported;

use super::Tested;
use super::covering::{Named, exported};
use super::forge::Project;

/// A line that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mutant {
    /// Its contract.
    pub(crate) contract: String,
    /// Its number there.
    pub(crate) line: usize,
}

impl Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.contract, self.line)
    }
}

/// Which test kills which mutant.
pub(crate) type Killers = BTreeMap<Mutant, String>;

/// In the place of `src/Subject.sol`: the test contract says which line is wrong.
const SUBJECT: &str = include_str!("MutantSubject.sol");

fn path<S: Tested>() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/foundry");
    folder.join(S::NAME).join("killers.txt")
}

/// The table: a line for each mutant, with the test that kills it where one is known.
pub(crate) fn table<S: Tested>() -> BTreeMap<Mutant, Option<String>> {
    let text = std::fs::read_to_string(path::<S>()).expect("the table can be read");
    let read = |row: &str| {
        let mut words = row.split(' ');
        let (contract, line) = (words.next()?.to_owned(), words.next()?.parse().ok()?);
        Some((Mutant { contract, line }, words.next().map(str::to_owned)))
    };
    text.lines().map(|row| read(row).unwrap_or_else(|| panic!("\"{row}\" is no row of the table"))).collect()
}

/// Writes the table with these tests.
pub(crate) fn remember<'a, S: Tested>(mutants: impl IntoIterator<Item = &'a Mutant>, killers: &Killers) {
    let row = |mutant: &Mutant| {
        let killer = killers.get(mutant).map(|killer| format!(" {killer}")).unwrap_or_default();
        format!("{} {}{killer}\n", mutant.contract, mutant.line)
    };
    let rows: String = mutants.into_iter().map(row).collect();
    std::fs::write(path::<S>(), rows).expect("the table can be written");
}

/// Those of the tests that pass on the contracts as they are and fail on the mutant, all in one run.
pub(crate) fn confirmed<S: Tested>(suite: &[Named], killers: &Killers) -> Killers {
    let wanted: BTreeSet<&String> = killers.values().collect();
    let traces: Vec<_> = suite.iter().filter(|(name, _)| wanted.contains(name)).cloned().collect();
    if traces.is_empty() {
        return Killers::new();
    }
    let mut files = exported::<S>(&traces);
    files.retain(|file| file.path != "src/Subject.sol");
    let contracts = files.iter().filter(|file| file.path.starts_with("test/"));
    let mutated: Vec<Exported> = contracts.map(|contract| contract_with_mutants(contract, killers)).collect();
    files.extend(mutated);
    files.push(Exported {
        path: "src/Subject.sol".into(),
        text: SUBJECT.replace("ISystemAdapter", S::ADAPTER),
    });
    let name = format!("killers-{}", S::NAME);
    let outcomes = Project::new(&name, &files).test(&["--match-test", "^test_(as_it_is|mutant)_"], None);
    let passed: BTreeSet<&str> = outcomes
        .iter()
        .filter(|(_, failure)| failure.is_none())
        .filter_map(|((_, function), _)| function.strip_prefix("test_as_it_is_"))
        .collect();
    let failed: BTreeSet<&str> = outcomes
        .iter()
        .filter(|(_, failure)| failure.as_deref().is_some_and(is_of_the_contracts))
        .filter_map(|((_, function), _)| function.strip_prefix("test_mutant_"))
        .collect();
    let kills =
        |mutant: &Mutant, test: &str| passed.contains(test) && failed.contains(mutant.to_string().as_str());
    let kept = killers.iter().filter(|(mutant, test)| kills(mutant, test));
    kept.map(|(mutant, test)| (mutant.clone(), test.clone())).collect()
}

/// A test that ran out of something has said nothing of the contracts.
fn is_of_the_contracts(failure: &str) -> bool {
    !failure.is_empty() && !failure.starts_with("EvmError") && !failure.contains("setUp")
}

/// A contract that runs the tests of this one, each as it is and for the mutants that it should kill.
fn contract_with_mutants(of: &Exported, killers: &Killers) -> Exported {
    let name = of.path.trim_start_matches("test/").trim_end_matches(".t.sol");
    let is_test = |line: &str| {
        Some(line.trim().strip_prefix("function test_")?.strip_suffix("() public {")?.to_owned())
    };
    let mut functions = String::new();
    for test in of.text.lines().filter_map(is_test) {
        let mutants = killers.iter().filter(|(_, killer)| **killer == test).map(|(mutant, _)| mutant);
        let run = |title: &str, contract: &str, line: usize| {
            format!(
                "    function test_{title}() public {{\n        mutate(\"{contract}\", {line});\n        test_{test}();\n    }}\n\n"
            )
        };
        functions += &run(&format!("as_it_is_{test}"), "", 0);
        for mutant in mutants {
            functions += &run(&format!("mutant_{mutant}"), &mutant.contract, mutant.line);
        }
    }
    let mut text = String::new();
    let _ = write!(
        text,
        "// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.28;

import {{{name}Test}} from \"./{name}.t.sol\";

/// forge-config: default.isolate = true
contract {name}Mutants is {name}Test {{
    string private mutated;
    uint256 private line;

    /// Each test begins its worlds itself, once the mutant is known.
    function setUp() public override {{}}

    function mutant() external view returns (string memory, uint256) {{
        return (mutated, line);
    }}

    function mutate(string memory _mutated, uint256 _line) private {{
        (mutated, line) = (_mutated, _line);
        super.setUp();
    }}

{functions}}}
"
    );
    Exported { path: format!("test/{name}Mutants.t.sol"), text }
}

/// The tests that kill these mutants, if any do: of the whole suite, those that have killed another one first.
pub(crate) fn hunted<S: Tested>(suite: &[Named], mutants: &[Mutant], known: &Killers) -> Killers {
    let mut found = known.clone();
    if mutants.is_empty() {
        return found;
    }
    let project = Project::new(&format!("hunt-{}", S::NAME), &exported::<S>(suite));
    project.build();
    for mutant in mutants {
        let names: BTreeSet<&str> = found.values().map(String::as_str).collect();
        let known = format!("^test_({})\\(", Vec::from_iter(names).join("|"));
        let patterns = [known.as_str(), "^test_"].into_iter().skip(usize::from(found.is_empty()));
        let killer = patterns.into_iter().find_map(|pattern| {
            let outcomes = project.test(&["--fail-fast", "--match-test", pattern], Some(mutant));
            let failed =
                outcomes.into_iter().find(|(_, failure)| failure.as_deref().is_some_and(is_of_the_contracts));
            failed.map(|((_, function), _)| function)
        });
        if let Some(killer) = killer {
            found.insert(mutant.clone(), killer.trim_start_matches("test_").to_owned());
        }
    }
    found
}
