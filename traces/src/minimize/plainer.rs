//! Plainer traces of the same length: with lower amounts and fewer parties.
//!
//! Arguments are changed in their serialised form, so this knows no system. A word names a party if an action is
//! somebody else's once another word stands in its place.

use std::collections::{BTreeMap, BTreeSet};

use counterfoil_model::system::System;
use serde_json::Value;

use super::Minimizer;
use crate::format::Attempt;
use crate::open::{action, attempt};
use crate::replay::{Judge, Trace};

/// The length, the number of parties and the sum of all numbers: what is to become smaller, in this order.
type Measure = (usize, usize, u64);

/// A change of what stands under a name.
enum Replacement {
    /// Everywhere, this number for that one.
    Number(String, u64, u64),
    /// In the action at this position.
    NumberAt(usize, String, u64, u64),
    /// Everywhere, this word for that one.
    Word(String, String),
}

impl<S: System, J: Judge<S>> Minimizer<'_, S, J> {
    /// A plainer trace that shows the same, if there is one.
    pub(super) fn plainer(&self, trace: &Trace<S::Action>) -> Option<Trace<S::Action>> {
        let attempts: Vec<Attempt> = trace.actions.iter().map(attempt::<S>).collect();
        let measure = self.measure(trace);
        changes(&attempts).into_iter().find_map(|change| {
            let actions = attempts.iter().enumerate().map(|(index, attempt)| {
                let mut attempt = attempt.clone();
                let args = std::mem::take(&mut attempt.args);
                let changed = args.into_iter().map(|(name, value)| {
                    let value = change.of(&name, index, value);
                    (name, value)
                });
                attempt.args = changed.collect();
                action::<S>(&attempt).ok()
            });
            let actions = actions.collect::<Option<Vec<_>>>()?;
            let candidate = Trace { actions, ..trace.clone() };
            if self.measure(&candidate) >= measure {
                return None;
            }
            self.shown(&candidate).filter(|shown| self.measure(shown) < measure)
        })
    }

    fn measure(&self, trace: &Trace<S::Action>) -> Measure {
        let parties: BTreeSet<String> =
            trace.actions.iter().map(|action| self.system.party(action)).collect();
        let attempts = trace.actions.iter().map(attempt::<S>);
        let sum = attempts.map(|attempt| attempt.args.values().map(sum).fold(0, u64::saturating_add));
        (trace.actions.len(), parties.len(), sum.fold(0, u64::saturating_add))
    }
}

/// Everything that may be plainer: parties first, then amounts, the lowest first.
fn changes(attempts: &[Attempt]) -> Vec<Replacement> {
    let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut numbers: BTreeSet<(String, u64)> = BTreeSet::new();
    let mut places: Vec<(usize, String, u64)> = Vec::new();
    for (index, attempt) in attempts.iter().enumerate() {
        for (name, value) in &attempt.args {
            leaves(name, value, &mut |name, leaf| match leaf {
                Value::String(word) => {
                    words.entry(name.to_owned()).or_default().insert(word.clone());
                }
                Value::Number(number) => {
                    if let Some(number) = number.as_u64() {
                        numbers.insert((name.to_owned(), number));
                        places.push((index, name.to_owned(), number));
                    }
                }
                _ => {}
            });
        }
    }
    let merged = words.values().flat_map(|words| {
        words.iter().flat_map(|word| {
            let others = words.iter().filter(move |other| *other != word);
            others.map(|other| Replacement::Word(other.clone(), word.clone()))
        })
    });
    let lower = |number: u64| 1..number.min(1 << 8);
    let everywhere = numbers.into_iter().rev().flat_map(|(name, number)| {
        lower(number).map(move |lower| Replacement::Number(name.clone(), number, lower))
    });
    let in_places = places.into_iter().flat_map(|(index, name, number)| {
        lower(number).map(move |lower| Replacement::NumberAt(index, name.clone(), number, lower))
    });
    merged.chain(everywhere).chain(in_places).collect()
}

impl Replacement {
    /// What it makes of the value under this name, in the action at this position.
    fn of(&self, name: &str, index: usize, value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let changed = fields.into_iter().map(|(name, value)| {
                    let value = self.of(&name, index, value);
                    (name, value)
                });
                Value::Object(changed.collect())
            }
            Value::String(word) => match self {
                Self::Word(old, new) if *old == word => new.as_str().into(),
                _ => word.into(),
            },
            Value::Number(number) => match self {
                Self::Number(of, old, new) if of == name && number.as_u64() == Some(*old) => (*new).into(),
                Self::NumberAt(at, of, old, new)
                    if *at == index && of == name && number.as_u64() == Some(*old) =>
                {
                    (*new).into()
                }
                _ => number.into(),
            },
            other => other,
        }
    }
}

/// Shows `visit` each word and number of a value, with the name that it stands under.
fn leaves(name: &str, value: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(name, value, visit)),
        leaf => visit(name, leaf),
    }
}

fn sum(value: &Value) -> u64 {
    let mut total: u64 = 0;
    leaves("", value, &mut |_, leaf| total = total.saturating_add(leaf.as_u64().unwrap_or(0)));
    total
}
