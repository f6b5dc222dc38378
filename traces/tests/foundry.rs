//! The exported covering suite against the reference contracts and their mutants.

#[path = "foundry/cover.rs"]
mod cover;
#[path = "foundry/forge.rs"]
mod forge;
#[path = "foundry/mutants.rs"]
mod mutants;
#[path = "foundry/suite.rs"]
mod suite;
#[path = "foundry/ways.rs"]
mod ways;

use counterfoil_model::asset_tracker::{AssetTracker, Guard};
use counterfoil_model::guard::{GuardKind, GuardSet, GuardTable};
use counterfoil_model::system::System;
use counterfoil_traces::export::foundry::project;
use counterfoil_traces::replay::{Trace, replay};

use self::forge::Project;
use self::suite::{covering, exported};

#[test]
fn each_way_by_hand_can_be_gone() {
    let scenarios = AssetTracker::scenarios();
    let mut faults = Vec::new();
    for (label, name, actions) in ways::all() {
        let scenario = scenarios.iter().find(|one| one.label() == label).expect("the scenario is there");
        let system = AssetTracker::new(scenario, GuardSet::all_on());
        faults.extend(
            replay(&system, &Trace::finite(0, actions)).err().map(|fault| format!("{name}: {fault}")),
        );
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn every_action_and_every_refusal_of_the_default_scenarios_is_in_the_suite() {
    let mut tests = String::new();
    for (name, file) in covering() {
        // What has no place among the tests covers nothing.
        let Ok(files) = project(&[(name, file)]) else { continue };
        tests.extend(
            files.iter().filter(|file| file.path.starts_with("test/")).map(|file| file.text.as_str()),
        );
    }
    let interface = include_str!("../foundry/src/IAssetTrackerAdapter.sol");
    let functions =
        interface.lines().filter(|line| line.starts_with("    function ") && !line.contains(" view "));
    let names = functions.filter_map(|line| line.trim().strip_prefix("function ")?.split('(').next());
    let missing: Vec<&str> =
        names.filter(|name| *name != "start" && !tests.contains(&format!("adapter.{name}"))).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test calls these functions");
    for word in ["Script.accepted(", "Script.reverted(", "Script.refused(", "AttackerReverts.selector"] {
        assert!(tests.contains(word), "no test has {word}");
    }
    let all = Guard::ALL.iter().map(|guard| guard.entry()).filter(|entry| entry.kind == GuardKind::Require);
    let missing: Vec<&str> = all
        .filter(|entry| entry.backstop.is_none())
        .filter(|entry| !tests.contains(&format!(": refused by {}\n", entry.name)))
        .map(|entry| entry.name)
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test sees these guards refuse");
}

#[test]
fn each_reference_contract_has_ten_lines_that_can_be_wrong_and_more_are_not_forgotten() {
    for (contract, lines) in mutants::LINES {
        let path = format!("{}/foundry/src/reference/{contract}.sol", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).expect("the contract is there");
        // A number stands where it is asked for, or is handed to what asks.
        let stands = |line: usize| {
            let ways = ["_is(#)", "eentrant(#)", ", #)", "? # :", ": #)"];
            let mut ways = ways.iter().map(|way| way.replace('#', &line.to_string()));
            ways.any(|way| source.contains(&way))
        };
        assert!(*lines >= 10, "{contract} has {lines}");
        let missing: Vec<usize> = (1..=*lines).filter(|line| !stands(*line)).collect();
        assert_eq!((missing, stands(lines + 1)), (Vec::new(), false), "{contract}");
    }
}

#[test]
#[ignore = "needs forge"]
fn the_covering_suite_passes_on_the_reference_contracts() {
    let outcomes = Project::new("passes", &exported(covering())).test(&[], None);
    let failed: Vec<_> = outcomes.iter().filter(|(_, failure)| failure.is_some()).collect();
    assert_eq!(failed, []);
    assert!(outcomes.len() > 200, "{} tests", outcomes.len());
}

#[test]
#[ignore = "needs forge"]
fn the_covering_suite_kills_every_mutant_of_the_reference_contracts() {
    let remembered = mutants::remembered();
    let mut killers = mutants::confirmed(&remembered);
    let all = mutants::all();
    let missing: Vec<_> = all.iter().filter(|mutant| !killers.contains_key(*mutant)).copied().collect();
    killers = mutants::hunted(&missing, &killers);
    let survivors: Vec<_> = all.iter().filter(|mutant| !killers.contains_key(*mutant)).collect();
    if std::env::var_os("COUNTERFOIL_BLESS").is_some() {
        mutants::remember(&killers);
    } else if !missing.is_empty() {
        eprintln!("{missing:?} had to be hunted; COUNTERFOIL_BLESS=1 remembers what kills them");
    }
    assert_eq!(survivors, Vec::<&mutants::Mutant>::new());
}
