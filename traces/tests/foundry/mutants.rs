//! The mutants of the reference contracts, each with a test of the covering suite that kills it.
//!
//! `killers.txt` remembers the tests. All of them run in one forge process, in which each test runs as it is and again
//! for each mutant that it should kill. Where one does not, the whole suite looks for another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use counterfoil_traces::export::Exported;

use super::forge::Project;
use super::suite;

/// A line that is wrong, by its contract and its number there.
pub(crate) type Mutant = (&'static str, usize);

/// Which test kills which mutant.
pub(crate) type Killers = BTreeMap<Mutant, String>;

/// The lines of each reference contract that can be wrong.
pub(crate) const LINES: &[(&str, usize)] = &[
    ("L1AssetTracker", 43),
    ("L1MessageRoot", 11),
    ("L1Bridgehub", 12),
    ("L1NativeTokenVault", 13),
    ("L1Nullifier", 12),
    ("ChainAssetHandler", 14),
    ("ZKChain", 20),
    ("GWAssetTracker", 19),
    ("L2AssetTracker", 20),
    ("L2Bridge", 14),
];

/// In the place of `src/Subject.sol`: the test contract says which line is wrong.
const SUBJECT: &str = include_str!("MutantSubject.sol");

pub(crate) fn all() -> Vec<Mutant> {
    LINES.iter().flat_map(|(contract, lines)| (1..=*lines).map(move |line| (*contract, line))).collect()
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/foundry/killers.txt")
}

/// The tests that are remembered: a line for each mutant.
pub(crate) fn remembered() -> Killers {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let mutants = all();
    let read = |line: &str| {
        let [contract, number, killer] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let number: usize = number.parse().ok()?;
        let mutant = mutants.iter().find(|mutant| **mutant == (contract, number))?;
        Some((*mutant, killer.to_owned()))
    };
    text.lines().filter_map(read).collect()
}

pub(crate) fn remember(killers: &Killers) {
    let lines = killers.iter().map(|((contract, line), test)| format!("{contract} {line} {test}\n"));
    std::fs::write(path(), lines.collect::<String>()).expect("the killers can be written");
}

/// Those of the tests that pass on the contracts as they are and fail on the mutant, all in one run.
pub(crate) fn confirmed(killers: &Killers) -> Killers {
    let wanted: BTreeSet<&String> = killers.values().collect();
    let traces: Vec<_> =
        suite::covering().iter().filter(|(name, _)| wanted.contains(name)).cloned().collect();
    if traces.is_empty() {
        return Killers::new();
    }
    let mut files = suite::exported(&traces);
    files.retain(|file| file.path != "src/Subject.sol");
    let contracts = files.iter().filter(|file| file.path.starts_with("test/"));
    let mutated: Vec<Exported> = contracts.map(|contract| contract_with_mutants(contract, killers)).collect();
    files.extend(mutated);
    files.push(Exported { path: "src/Subject.sol".into(), text: SUBJECT.into() });
    let outcomes = Project::new("killers", &files).test(&["--match-test", "^test_(as_it_is|mutant)_"], None);
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
        |mutant: &Mutant, test: &str| passed.contains(test) && failed.contains(title(*mutant).as_str());
    killers
        .iter()
        .filter(|(mutant, test)| kills(mutant, test))
        .map(|(mutant, test)| (*mutant, test.clone()))
        .collect()
}

/// A test that ran out of something has said nothing of the contracts.
fn is_of_the_contracts(failure: &str) -> bool {
    !failure.is_empty() && !failure.starts_with("EvmError") && !failure.contains("setUp")
}

fn title((contract, line): Mutant) -> String {
    format!("{contract}_{line}")
}

/// A contract that runs the tests of this one, each as it is and for the mutants that it should kill.
fn contract_with_mutants(of: &Exported, killers: &Killers) -> Exported {
    let name = of.path.trim_start_matches("test/").trim_end_matches(".t.sol");
    let is_test = |line: &str| {
        Some(line.trim().strip_prefix("function test_")?.strip_suffix("() public {")?.to_owned())
    };
    let mut functions = String::new();
    for test in of.text.lines().filter_map(is_test) {
        let mutants = killers.iter().filter(|(_, killer)| **killer == test).map(|(mutant, _)| *mutant);
        let run = |title: &str, contract: &str, line: usize| {
            format!(
                "    function test_{title}() public {{\n        mutate(\"{contract}\", {line});\n        test_{test}();\n    }}\n\n"
            )
        };
        functions += &run(&format!("as_it_is_{test}"), "", 0);
        for (contract, line) in mutants {
            functions += &run(&format!("mutant_{}", title((contract, line))), contract, line);
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
pub(crate) fn hunted(mutants: &[Mutant], known: &Killers) -> Killers {
    let mut found = known.clone();
    if mutants.is_empty() {
        return found;
    }
    let project = Project::new("hunt", &suite::exported(suite::covering()));
    project.build();
    for mutant in mutants {
        let names: BTreeSet<&str> = found.values().map(String::as_str).collect();
        let known = format!("^test_({})\\(", Vec::from_iter(names).join("|"));
        let patterns = [known.as_str(), "^test_"].into_iter().skip(usize::from(found.is_empty()));
        let killer = patterns.into_iter().find_map(|pattern| {
            let outcomes = project.test(&["--fail-fast", "--match-test", pattern], Some(*mutant));
            let failed =
                outcomes.into_iter().find(|(_, failure)| failure.as_deref().is_some_and(is_of_the_contracts));
            failed.map(|((_, function), _)| function)
        });
        if let Some(killer) = killer {
            found.insert(*mutant, killer.trim_start_matches("test_").to_owned());
        }
    }
    found
}
