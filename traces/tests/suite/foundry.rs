//! The exported covering suite of each system against its reference contracts and their mutants.

use std::collections::BTreeSet;

use counterfoil_model::guard::{GuardKind, GuardSet, GuardTable};
use counterfoil_traces::export::foundry::Subject;
use counterfoil_traces::replay::{Trace, replay};

use self::covering::{covering, exported, tests};
use self::forge::Project;
use self::mutants::Mutant;

/// A way written by hand: the scenario that it is of, its name, and its actions.
pub(crate) type ByHand<S> =
    (&'static str, &'static str, Vec<<S as counterfoil_model::system::Protocol>::Action>);

/// What the suite of a system must know of it.
pub(crate) trait Tested: Subject {
    /// What its tests must also say.
    const WORDS: &'static [&'static str] = &[];
    /// For which reasons a trace may be no test: what the sentences begin with, after "the adapter has".
    const LEFT_OUT: &'static [&'static str] = &[];

    /// Ways that walks come to seldom.
    fn by_hand() -> Vec<ByHand<Self>>;
    /// Whether scenarios with these parameters are of the document's own design. Their traces come first.
    fn is_documented(_parameters: &Self::Parameters) -> bool {
        true
    }
    /// Scenarios of which a refusal in one says little of the same refusal in another.
    fn family(parameters: &Self::Parameters) -> u64;
    /// The files in `src/reference/` that a contract is made of.
    fn sources(contract: &str) -> Vec<&str>;
}

/// The tests of one system.
macro_rules! suite_of {
    ($system:ty) => {
        #[test]
        fn each_way_by_hand_can_be_gone() {
            super::each_way_by_hand_can_be_gone::<$system>();
        }

        #[test]
        fn every_action_and_every_refusal_of_the_default_scenarios_is_in_the_suite() {
            super::every_action_and_every_refusal_is_in_the_suite::<$system>();
        }

        #[test]
        fn each_reference_contract_has_ten_lines_that_can_be_wrong_and_more_are_not_forgotten() {
            super::each_line_that_can_be_wrong_is_in_the_table::<$system>();
        }

        #[test]
        #[ignore = "needs forge"]
        fn the_covering_suite_passes_on_the_reference_contracts() {
            super::the_covering_suite_passes::<$system>();
        }

        #[test]
        #[ignore = "needs forge"]
        fn the_covering_suite_kills_every_mutant_of_the_reference_contracts() {
            super::the_covering_suite_kills_every_mutant::<$system>();
        }
    };
}

mod asset_tracker;
mod covering;
mod forge;
mod interop_settlement;
mod l1_l2_messaging;
mod multi_l1_token;
mod mutants;
mod walks;

fn each_way_by_hand_can_be_gone<S: Tested>() {
    let scenarios = S::scenarios();
    let mut faults = Vec::new();
    for (label, name, actions) in S::by_hand() {
        let scenario = scenarios.iter().find(|one| one.label() == label).expect("the scenario is there");
        let system = S::new(&scenario.parameters, GuardSet::all_on());
        faults.extend(
            replay(&system, &Trace::finite(0, actions)).err().map(|fault| format!("{name}: {fault}")),
        );
    }
    assert_eq!(faults, Vec::<String>::new());
}

fn every_action_and_every_refusal_is_in_the_suite<S: Tested>() {
    let files = exported::<S>(&covering::<S>());
    let left_out = files.iter().find(|file| file.path == "NOT_EXPORTED.txt");
    let has_reason =
        |row: &str| S::LEFT_OUT.iter().any(|why| row.contains(&format!(": the adapter has {why}")));
    let without = left_out.into_iter().flat_map(|file| file.text.lines()).filter(|row| !has_reason(row));
    assert_eq!(without.collect::<Vec<_>>(), Vec::<&str>::new(), "these traces should be tests");
    let tests = tests(&files);
    let interface = files.iter().find(|file| file.path == format!("src/{}.sol", S::ADAPTER));
    let interface = &interface.expect("an interface is in the project").text;
    let functions = interface.lines().filter_map(|line| line.strip_prefix("    function "));
    let names = functions.filter_map(|line| line.split('(').next()).filter(|name| *name != "start");
    let missing: Vec<&str> = names.filter(|name| !tests.contains(&format!("adapter.{name}"))).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test calls these functions");
    for word in S::WORDS {
        assert!(tests.contains(word), "no test has {word}");
    }
    let requires = S::Guard::ALL.iter().map(|guard| guard.entry());
    let requires = requires.filter(|entry| entry.kind == GuardKind::Require && entry.backstop.is_none());
    let missing: Vec<&str> = requires
        .filter(|entry| !tests.contains(&format!(": refused by {}\n", entry.name)))
        .map(|entry| entry.name)
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "no test sees these guards refuse");
}

fn each_line_that_can_be_wrong_is_in_the_table<S: Tested>() {
    let table = mutants::table::<S>();
    let contracts: BTreeSet<&str> = table.keys().map(|mutant| mutant.contract.as_str()).collect();
    let path = |name: &str| format!("src/reference/{name}.sol");
    for contract in &contracts {
        let files = S::sources(contract).into_iter().map(|name| {
            let file = S::FILES.iter().find(|(file, _)| *file == path(name));
            file.unwrap_or_else(|| panic!("there is no {name}.sol")).1
        });
        let source: String = files.collect();
        // A number stands where it is asked for, or is handed to what asks.
        let stands = |line: usize| {
            let ways = ["_is(#)", "_isShared(#)", "eentrant(#)", ", #)", "? # :", ": #)"];
            let mut ways = ways.iter().map(|way| way.replace('#', &line.to_string()));
            ways.any(|way| source.contains(&way))
        };
        let lines = table.keys().filter(|mutant| mutant.contract == *contract).map(|mutant| mutant.line);
        let lines: Vec<usize> = lines.collect();
        let most = lines.len();
        assert!(most >= 10, "{contract} has {most}");
        assert_eq!(lines, (1..=most).collect::<Vec<_>>(), "the numbers of {contract} in the table");
        let missing: Vec<usize> = lines.into_iter().filter(|line| !stands(*line)).collect();
        assert_eq!((missing, stands(most + 1)), (Vec::new(), false), "{contract}");
    }
    let listed: Vec<String> = contracts.iter().flat_map(|contract| S::sources(contract)).map(path).collect();
    let asks = S::FILES.iter().filter(|(_, text)| text.contains("_is(") || text.contains("_isShared("));
    let forgotten: Vec<&str> =
        asks.map(|(path, _)| *path).filter(|path| !listed.iter().any(|one| one == path)).collect();
    assert_eq!(forgotten, Vec::<&str>::new(), "the table has no line of these");
}

fn the_covering_suite_passes<S: Tested>() {
    let files = exported::<S>(&covering::<S>());
    let outcomes = Project::new(&format!("passes-{}", S::NAME), &files).test(&[], None);
    let failed: Vec<_> = outcomes.iter().filter(|(_, failure)| failure.is_some()).collect();
    assert_eq!(failed, []);
    assert_eq!(outcomes.len(), tests(&files).matches("    function test_").count());
    println!("{}: {} tests pass", S::NAME, outcomes.len());
}

fn the_covering_suite_kills_every_mutant<S: Tested>() {
    let suite = covering::<S>();
    let table = mutants::table::<S>();
    let known = table.iter().filter_map(|(mutant, killer)| Some((mutant.clone(), killer.clone()?)));
    let mut killers = mutants::confirmed::<S>(&suite, &known.collect());
    let missing: Vec<Mutant> = table.keys().filter(|mutant| !killers.contains_key(mutant)).cloned().collect();
    killers = mutants::hunted::<S>(&suite, &missing, &killers);
    let survivors: Vec<&Mutant> = table.keys().filter(|mutant| !killers.contains_key(mutant)).collect();
    if std::env::var_os("COUNTERFOIL_BLESS").is_some() {
        mutants::remember::<S>(table.keys(), &killers);
    } else if !missing.is_empty() {
        eprintln!("{missing:?} had to be hunted; COUNTERFOIL_BLESS=1 remembers what kills them");
    }
    assert_eq!(survivors, Vec::<&Mutant>::new());
    println!("{}: {} mutants are killed", S::NAME, killers.len());
}
