//! The reader of trace files against files that anybody may have written: whatever the bytes, it answers, and what
//! it refuses has a line that the file has.

use counterfoil_traces::document::{MAX_BYTES, parse};
use counterfoil_traces::format::{Attempt, Expect, FORMAT, Kind, MAX_ACTIONS, TraceFile};
use counterfoil_traces::read::read;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A value no deeper than a file may hold.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((".{0,6}", inner), 0..4).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn fields() -> impl Strategy<Value = Map<String, Value>> {
    vec(("[a-z_]{1,8}", value()), 0..4).prop_map(|fields| fields.into_iter().collect())
}

/// A trace of no system.
fn trace() -> impl Strategy<Value = TraceFile> {
    let attempt = ("[A-Za-z]{1,8}", fields(), option::of("[a-z]{1,8}"))
        .prop_map(|(name, args, refused)| Attempt { name, args, refused });
    let names = ("[a-z_]{1,8}", ".{0,8}", vec("[a-z_:]{0,8}", 0..3));
    let about = prop_oneof![
        ".{1,8}".prop_map(|name| (Some(name), Kind::Counterexample, Expect::Violated)),
        ".{1,8}".prop_map(|name| (Some(name), Kind::Counterexample, Expect::Holds)),
        option::of(".{1,8}").prop_map(|name| (name, Kind::Witness, Expect::Witnessed)),
    ];
    (names, fields(), about, vec(attempt, 0..6), 0..3_usize, any::<bool>()).prop_map(
        |((system, scenario, guards_off), parameters, (property, kind, expect), actions, start, loops)| {
            let loop_start = loops.then_some(actions.len() / 2);
            TraceFile {
                system,
                scenario,
                parameters,
                guards_off,
                property,
                kind,
                expect,
                start,
                actions,
                loop_start,
            }
        },
    )
}

/// A refusal names a line of the file.
fn is_answered(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Err(wrong) = read(bytes) {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        prop_assert!((1..=lines).contains(&wrong.line), "{wrong} of {lines}");
        prop_assert!(!wrong.sentence.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn any_bytes_are_answered(bytes in vec(any::<u8>(), 0..400)) {
        is_answered(&bytes)?;
    }

    #[test]
    fn any_text_of_brackets_and_quotes_is_answered(text in "[\\[\\]{}\",:\\\\0-9a-eu \n.+-]{0,200}") {
        is_answered(text.as_bytes())?;
        // What `serde_json` takes is taken, and what it does not is not, but for limits and names that stand twice.
        let ours = parse(text.as_bytes());
        let theirs = serde_json::from_str::<Value>(&text);
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours.to_value(), theirs),
            (Ok(_), Err(error)) => prop_assert!(false, "{:?} is no JSON: {}", text, error),
            (Err(wrong), Ok(_)) => {
                let is_ours = ["stands twice", "deep in one another"].iter().any(|part| wrong.sentence.contains(part));
                prop_assert!(is_ours, "{:?} is JSON, not: {}", text, wrong);
            }
            (Err(_), Err(_)) => {}
        }
    }

    #[test]
    fn a_trace_comes_back_as_it_was(file in trace()) {
        let again = read(file.to_text().as_bytes()).map_err(|wrong| TestCaseError::fail(wrong.to_string()))?;
        prop_assert_eq!(again.file, file);
    }

    #[test]
    fn a_trace_with_bytes_changed_is_answered(
        file in trace(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = file.to_text().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        is_answered(&bytes)?;
    }

    #[test]
    fn a_field_of_another_type_is_named(file in trace(), index in 0..10_usize, other in value()) {
        let mut document: Value = serde_json::from_str(&file.to_text()).expect("it is JSON");
        let object = document.as_object_mut().expect("it is an object");
        let name = object.keys().nth(index).cloned().unwrap_or_default();
        let before = object.insert(name.clone(), other.clone());
        if let Err(wrong) = read(format!("{document:#}").as_bytes()) {
            let is_near = wrong.field.starts_with(&name) || ["property", "expect", "loop", "actions"].contains(&wrong.field.as_str());
            prop_assert!(is_near, "{} instead of {} ({:?} for {:?})", wrong, name, other, before);
        }
    }
}

/// What reading says of a document.
fn sentence(document: &Value) -> String {
    read(document.to_string().as_bytes()).expect_err("it is refused").to_string()
}

fn document() -> Value {
    json!({
        "format": FORMAT, "system": "toy", "scenario": "toy", "parameters": {}, "guards_off": [],
        "property": "sum", "kind": "counterexample", "expect": "violated", "actions": [], "loop": null,
    })
}

#[test]
fn an_unknown_version_is_refused_whatever_else_it_says() {
    let mut later = document();
    later["format"] = json!("counterfoil-trace/2");
    later["news"] = json!(true);
    assert_eq!(sentence(&later), "1: format: must be \"counterfoil-trace/1\", not \"counterfoil-trace/2\"");
    later["format"] = json!(1);
    assert_eq!(sentence(&later), "1: format: must be \"counterfoil-trace/1\", not 1");
    assert_eq!(sentence(&json!({})), "1: format: is missing");
    assert_eq!(sentence(&json!([])), "1: must be an object");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |field: &str, value: Value, end: &str| {
        let mut document = document();
        document[field] = value;
        assert_eq!(sentence(&document), format!("1: {end}"));
    };
    refused("news", json!(1), "news: there is no such field in counterfoil-trace/1");
    refused("kind", json!("story"), "kind: must be one of counterexample, witness, refusal, not \"story\"");
    refused(
        "expect",
        json!("witnessed"),
        "expect: of a counterexample it must be \"violated\" or \"holds\", not \"witnessed\"",
    );
    refused("property", Value::Null, "property: a counterexample is one to a property");
    refused("loop", json!(1), "loop: there are only 0 actions");
    refused("loop", json!(-1), "loop: must be a number from 0");
    refused("start", json!("0"), "start: must be a number from 0");
    refused("parameters", json!([]), "parameters: must be an object");
    refused("guards_off", json!([1]), "guards_off[0]: must be a string");
    refused("guards_off", json!({}), "guards_off: must be a list");
    refused("actions", json!([{}]), "actions[0].name: is missing");
    refused("actions", json!([7]), "actions[0]: must be an object");
    let action = json!({ "name": "Pay", "args": {}, "refused": null, "by": "x" });
    refused("actions", json!([action]), "actions[0].by: there is no such field in counterfoil-trace/1");
    let mut refusal = document();
    refusal["kind"] = json!("refusal");
    refusal["expect"] = json!("refused");
    assert_eq!(sentence(&refusal), "1: actions: the last action of a refusal must be refused");
}

#[test]
fn what_is_too_large_is_refused_before_it_is_kept() {
    let mut long = document();
    let action = json!({ "name": "Pay", "args": {}, "refused": null });
    long["actions"] = vec![action; MAX_ACTIONS + 1].into();
    assert_eq!(sentence(&long), "1: actions: has 10001 entries, and 10000 are the most");
    let deep = format!("{}{}", "{\"a\":".repeat(5_000), "[".repeat(MAX_BYTES / 8));
    assert!(read(deep.as_bytes()).is_err());
    assert!(read(&vec![b'['; MAX_BYTES + 1]).is_err());
}
