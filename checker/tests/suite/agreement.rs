//! The engine that visits states and the one that visits sets of them say the same of every scenario.
//!
//! Compared are JSON reports of `counterfoil check`, one of each engine and one where the choice was left to the program,
//! if `COUNTERFOIL_REPORT`, `COUNTERFOIL_SETS` and `COUNTERFOIL_CHOSEN` name them. The two engines share no search code.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

/// By the label of the scenario.
type Results = BTreeMap<String, Value>;

/// What two reports on one scenario have to agree on.
#[derive(Debug, PartialEq)]
struct Answer {
    outcome: Value,
    /// How many states and transitions there are, what fired and what refused, where all of it was searched.
    whole: Option<Vec<Value>>,
    /// What is violated or witnessed, after how many actions; where all was searched, what holds too.
    properties: Vec<(Value, Value, Value)>,
}

#[test]
fn sets_of_states_and_states_give_the_same_answers() {
    let named = |name| std::env::var_os(name).map(|path| results(&PathBuf::from(path)));
    let reports = ["COUNTERFOIL_REPORT", "COUNTERFOIL_SETS", "COUNTERFOIL_CHOSEN"].map(named);
    let [Some(states), Some(sets), Some(chosen)] = reports else { return };
    assert!(states.values().all(|result| result["engine"] == "native"));
    assert!(sets.values().all(|result| result["engine"] == "symbolic"));
    // With wide bounds there are too many states to visit.
    let (wide, sets): (Results, Results) = sets.into_iter().partition(|(label, _)| label.ends_with("@wide"));
    for (label, result) in &sets {
        assert_eq!(answer(result), answer(&states[label]), "{label}");
    }
    // Where untrusted code runs in the middle of a transaction, states are visited one by one.
    let (by_sets, all) = (sets.len(), states.len());
    assert!(10 * by_sets > 9 * all, "{by_sets} of {all} scenarios by sets of states");
    // Whichever engine the choice fell on.
    let alone: Results = states.into_iter().chain(wide).collect();
    assert_eq!(chosen.keys().collect::<Vec<_>>(), alone.keys().collect::<Vec<_>>());
    for (label, result) in &chosen {
        assert_eq!(answer(result), answer(&alone[label]), "{label}");
    }
}

fn answer(result: &Value) -> Answer {
    let is_whole = result["outcome"] == "proved";
    let counts = ["unique", "generated", "terminal"].map(|count| result["states"][count].clone());
    let lists = [("actions", "fired"), ("guards", "rejections")].map(|(list, count)| {
        let entries = result[list].as_array().expect("it is a list").iter();
        Value::from(entries.map(|entry| entry[count].clone()).collect::<Vec<Value>>())
    });
    // A search that ends with the first counterexample has seen of the rest what it has seen.
    let is_decided = |status: &Value| is_whole || *status == "violated";
    let properties = result["properties"].as_array().expect("it is a list").iter();
    let properties = properties.filter(|property| is_decided(&property["status"]));
    Answer {
        outcome: result["outcome"].clone(),
        whole: is_whole.then(|| [&counts[..], &lists[..]].concat()),
        properties: properties
            .map(|one| (one["name"].clone(), one["status"].clone(), one["depth"].clone()))
            .collect(),
    }
}

/// The results in a report of the command.
fn results(path: &PathBuf) -> Results {
    let text = std::fs::read_to_string(path).expect("the variable names a file");
    let report: Value = serde_json::from_str(&text).expect("the file is a JSON report");
    let results = report["results"].as_array().expect("a report has results").iter();
    let label = |result: &Value| {
        ["system", "scenario"].map(|name| result[name].as_str().unwrap_or_default()).join("/")
    };
    results.map(|result| (label(result), result.clone())).collect()
}
