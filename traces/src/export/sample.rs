//! A small trace for the tests of the exports, with names that a careless export would not survive.

use counterfoil_model::guard::{GuardEntry, GuardKind};
use counterfoil_model::system::{Book, BookValue, Way};
use serde_json::{Map, Value, json};

use super::{Exportable, Program};
use crate::diff::BookChange;
use crate::format::{Attempt, Expect, Kind, TraceFile};
use crate::playback::{Equation, Playback, PlaybackStep, PropertyText, Side};

static GUARD: GuardEntry = GuardEntry {
    name: "is_covered",
    kind: GuardKind::Require,
    theme: "sum",
    group: None,
    statement: "What is paid is in the vault.",
    function: "Vault.withdraw",
    error: Some("NotCovered"),
    section: "Vault",
    backstop: None,
    compares: None,
    terms: &[],
    late: None,
    strict: None,
    amiss: &[],
};

/// A trace of three steps, the second of which is refused, that ends where nothing covers what is owed.
pub(super) fn exportable() -> Exportable<'static> {
    let deposit = step("Deposit", &json!({ "amount": 2 }), (0, 1), &[("L1 <vault>", 0, 2)], [2, 0]);
    let refused = PlaybackStep {
        refused: Some(&GUARD),
        ..step("Withdraw", &json!({ "to": "a" }), (0, 1), &[], [2, 0])
    };
    let mint = step("Mint", &json!({}), (1, 1), &[("A \"supply\"; #1", 0, 3)], [2, 3]);
    let file = TraceFile {
        system: "vault".to_owned(),
        scenario: "one_token@small".to_owned(),
        parameters: object(&json!({ "max": 3, "note": "</script><script>alert(1)</script>" })),
        guards_off: vec!["is_covered".to_owned()],
        property: Some("solvent".to_owned()),
        kind: Kind::Counterexample,
        expect: Expect::Violated,
        start: 0,
        actions: [&deposit, &refused, &mint].map(|step| step.attempt.clone()).to_vec(),
        loop_start: None,
    };
    let playback = Playback {
        file,
        summary: "Users & attackers use <one> token.".to_owned(),
        property: Some(PropertyText {
            name: "solvent",
            kind: "always",
            statement: "What is owed is covered.",
            spec: "Vault, Invariants",
        }),
        faults: vec![(&GUARD, "the guard is off".to_owned())],
        lanes: vec!["users".to_owned(), "L1".to_owned(), "A".to_owned()],
        initial: books([0, 0]),
        equations: [[0, 0], [2, 0], [2, 0], [2, 3]].map(|amounts| vec![equation(amounts)]).to_vec(),
        steps: vec![deposit, refused, mint],
        sequel: String::new(),
        fault: None,
    };
    Exportable {
        program: Program { name: "counterfoil", systems: None },
        name: "vault.one_token@small.solvent".to_owned(),
        playback,
        contracts: None,
    }
}

fn step(
    name: &str,
    args: &Value,
    (from, to): (usize, usize),
    changes: &[(&str, i64, i64)],
    amounts: [i64; 2],
) -> PlaybackStep {
    let change = |(name, before, after): &(&str, i64, i64)| BookChange {
        name: (*name).to_owned(),
        before: BookValue::Amount(*before),
        after: BookValue::Amount(*after),
    };
    PlaybackStep {
        party: "user & co".to_owned(),
        way: Way { from, to },
        action: format!("{name} <b>; end"),
        attempt: Attempt { name: name.to_owned(), args: object(args), refused: None },
        refused: None,
        books: books(amounts),
        changes: changes.iter().map(change).collect(),
    }
}

fn books([vault, supply]: [i64; 2]) -> Vec<Book> {
    let amount = |name: &str, amount| Book { name: name.to_owned(), value: BookValue::Amount(amount) };
    let queue = Book { name: "queue of A".to_owned(), value: BookValue::Text("none".to_owned()) };
    vec![amount("L1 <vault>", vault), amount("A \"supply\"; #1", supply), queue]
}

fn equation([vault, supply]: [i64; 2]) -> Equation {
    let side = |name, term: &str, amount| Side { name, terms: vec![(term.to_owned(), amount)] };
    Equation {
        case: "chain A".to_owned(),
        left: side("owed", "supply of A", supply),
        relation: "<=",
        right: side("cover", "L1 <vault>", vault),
    }
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
