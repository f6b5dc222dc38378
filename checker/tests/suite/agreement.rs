//! The engine that visits states and the one that visits sets of them say the same of every scenario.
//!
//! Compared are two JSON reports of `counterfoil check`, one of each engine, if `COUNTERFOIL_REPORT` and
//! `COUNTERFOIL_SETS` name them. The two engines share no search code.

use std::path::PathBuf;

use serde_json::Value;

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
    let report = |name| std::env::var_os(name).map(|path| results(&PathBuf::from(path)));
    let (Some(states), Some(sets)) = (report("COUNTERFOIL_REPORT"), report("COUNTERFOIL_SETS")) else {
        return;
    };
    // With wide bounds there are too many states to visit.
    let is_wide = |result: &Value| result["scenario"].as_str().is_some_and(|label| label.ends_with("@wide"));
    let sets: Vec<Value> = sets.into_iter().filter(|result| !is_wide(result)).collect();
    assert_eq!(states.len(), sets.len(), "the reports are of different scenarios");
    let mut by_sets = 0;
    for (one, other) in states.iter().zip(&sets) {
        assert_eq!((&one["system"], &one["scenario"]), (&other["system"], &other["scenario"]));
        assert_eq!(one["engine"], "native");
        by_sets += usize::from(other["engine"] == "symbolic");
        assert_eq!(answer(one), answer(other), "{}/{}", one["system"], one["scenario"]);
    }
    // Where untrusted code runs in the middle of a transaction, states are visited one by one.
    assert!(10 * by_sets > 9 * states.len(), "{by_sets} of {} scenarios by sets of states", states.len());
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
fn results(path: &PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("the variable names a file");
    let report: Value = serde_json::from_str(&text).expect("the file is a JSON report");
    report["results"].as_array().expect("a report has results").clone()
}
