//! From the actions of a trace to the statements of a test: one call to the adapter for each transaction.
//!
//! A transaction that reaches untrusted code is several actions of the model, and one call with a script here. What
//! it does to the books is seen once it has ended.

use std::slice;

use counterfoil_model::guard::GuardTable;

use super::calls::{Call, arguments};
use super::subject::Subject;
use super::widen::{Wide, WideStep};
use super::words::solidity;
use super::write::{Body, Reading, Statement};

/// How many calls of untrusted code at one point `Script.point` takes; `Script.more` adds one.
const STEPS: usize = 4;
/// How often one call reaches untrusted code.
const POINTS: usize = 2;

/// The test of a trace.
///
/// # Errors
/// If the adapter's interface has no word for something in it.
pub(super) fn body<S: Subject>(start: Vec<String>, wide: &Wide<S>) -> Result<Body, String> {
    let reader = Reader { wide };
    let mut before = reader.readings(0)?;
    let initial = before.clone();
    let mut statements = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        let mut pieces = Vec::new();
        let transaction = reader.call(&mut at, &mut pieces)?;
        let after = reader.readings(at)?;
        let changes = changes(&before, &after);
        before = after;
        statements.extend(pieces);
        let Transaction { call, error, text } = transaction;
        statements.push(Statement { text, call, error, changes });
    }
    Ok(Body { start, initial, statements })
}

/// The books that read otherwise; one that is there no more reads 0.
fn changes(before: &[Reading], after: &[Reading]) -> Vec<Reading> {
    let is_gone = |old: &&Reading| !after.iter().any(|new| new.getter == old.getter) && old.value != "0";
    let gone = before.iter().filter(is_gone).map(|old| Reading { value: "0".into(), ..old.clone() });
    let was =
        |new: &Reading| before.iter().find(|old| old.getter == new.getter).map(|old| old.value.as_str());
    let changed = after.iter().filter(|new| was(new).unwrap_or("0") != new.value).cloned();
    changed.chain(gone).collect()
}

/// A call to the adapter and what becomes of it.
struct Transaction {
    /// The function with its arguments: `deposit(A, 1)`, as name and list.
    call: (String, Vec<String>),
    /// The error that refuses it.
    error: Option<String>,
    /// Its actions as the trace has them.
    text: Vec<String>,
}

struct Reader<'a, S: Subject> {
    wide: &'a Wide<S>,
}

impl<S: Subject> Reader<'_, S> {
    fn len(&self) -> usize {
        self.wide.told.len()
    }

    fn step(&self, at: usize) -> Result<[&WideStep<S>; 2], String> {
        let [narrow, wide] = &self.wide.runs;
        let steps = narrow.steps.get(at).zip(wide.steps.get(at));
        steps.map(|(narrow, wide)| [narrow, wide]).ok_or_else(|| "a transaction has no end".into())
    }

    /// All books after so many steps.
    fn readings(&self, steps: usize) -> Result<Vec<Reading>, String> {
        let words = self.wide.runs.each_ref().map(|run| {
            let state = steps.checked_sub(1).and_then(|last| run.steps.get(last));
            S::words(&run.system, state.map_or(&run.initial, |step| &step.state))
        });
        let [narrow, wide] = words;
        if narrow.len() != wide.len() {
            return Err("it has other books with another large value of max".into());
        }
        let pairs = narrow.iter().zip(&wide);
        let reading = |((getter, value), (same, other)): (&(Call, _), &(Call, _))| {
            let args = arguments(getter, same)?;
            Ok(Reading { getter: (getter.function.clone(), args), value: solidity(value, other)? })
        };
        pairs.map(reading).collect()
    }

    /// What is attempted, and who refuses it.
    fn told(&self, at: usize) -> Result<String, String> {
        let told = self.wide.told.get(at).map_or("", String::as_str);
        let guard = self.step(at)?[0].refused;
        Ok(guard.map_or_else(|| told.to_owned(), |guard| format!("{told}: refused by {}", guard.name())))
    }

    fn open_calls(&self, at: usize) -> Result<usize, String> {
        Ok(S::open_calls(&self.step(at)?[0].state))
    }

    /// Reads the call that begins at `at`, with all that untrusted code does within it. Where the contracts refuse to go
    /// on once untrusted code returns, nothing but a revert is left: of the transaction's own call that refusal becomes
    /// a test in `pieces`, and a nested call has failed by it.
    fn call(&self, at: &mut usize, pieces: &mut Vec<Statement>) -> Result<Transaction, String> {
        let begun = *at;
        let [narrow, wide] = self.step(begun)?;
        let outside = match begun.checked_sub(1) {
            Some(before) => self.open_calls(before)?,
            None => 0,
        };
        *at += 1;
        let calls = [
            S::call(&self.wide.runs[0].system, &narrow.action)?,
            S::call(&self.wide.runs[1].system, &wide.action)?,
        ];
        let mut args = arguments(&calls[0], &calls[1])?;
        let takes_script = calls[0].takes_script;
        let mut text = vec![self.told(begun)?];
        let function = calls[0].function.to_string();
        if let Some(guard) = narrow.refused {
            args.extend(takes_script.then(|| "Script.none()".to_owned()));
            return Ok(Transaction { call: (function, args), error: Some(error(guard)), text });
        }
        let mut points = Vec::new();
        let mut failure = None;
        while failure.is_none() && self.open_calls(*at - 1)? > outside {
            let mut here = self.untrusted(at, pieces)?;
            for refusal in here.refusals.iter().filter(|_| outside == 0) {
                let points = [points.as_slice(), &[point(false, &here.steps[..refusal.after])]].concat();
                let args = [args.clone(), vec![script(&points)?]].concat();
                let text =
                    [text.as_slice(), &here.text[..refusal.text], slice::from_ref(&refusal.told)].concat();
                let (call, error) = ((function.clone(), args), Some(refusal.error.clone()));
                pieces.push(Statement { text, call, error, changes: Vec::new() });
            }
            failure = here.reverts.then(|| "AttackerReverts.selector".to_owned());
            let last = here.refusals.pop().filter(|last| last.after == here.steps.len());
            if let Some(refusal) = last.filter(|_| here.reverts && outside > 0) {
                (failure, here.reverts) = (Some(refusal.error), false);
                here.text.splice(refusal.text.., [refusal.told]);
            }
            text.append(&mut here.text);
            points.push(point(here.reverts, &here.steps));
        }
        args.extend(if takes_script { Some(script(&points)?) } else { None });
        Ok(Transaction { call: (function, args), error: failure, text })
    }

    /// What untrusted code does from `at` until it ends its turn.
    fn untrusted(&self, at: &mut usize, pieces: &mut Vec<Statement>) -> Result<Turn, String> {
        let mut turn = Turn { steps: Vec::new(), text: Vec::new(), reverts: false, refusals: Vec::new() };
        loop {
            let [next, _] = self.step(*at)?;
            let told = self.told(*at)?;
            if !S::ends().contains(&next.action) {
                let nested = self.call(at, pieces)?;
                turn.text.extend(nested.text.iter().map(|line| format!("  {line}")));
                turn.steps.push(step(&nested));
                continue;
            }
            *at += 1;
            let Some(guard) = next.refused else {
                turn.reverts = S::ends().last() == Some(&next.action);
                turn.text.push(told);
                return Ok(turn);
            };
            let (after, text) = (turn.steps.len(), turn.text.len());
            turn.refusals.push(Refusal { error: error(guard), told, after, text });
        }
    }
}

/// What untrusted code does at one point of a call.
struct Turn {
    /// The calls that it makes.
    steps: Vec<String>,
    /// Its actions as the trace has them.
    text: Vec<String>,
    /// Whether it ends with a revert.
    reverts: bool,
    /// Where it returned, and the contracts refused to go on.
    refusals: Vec<Refusal>,
}

/// A refusal to go on once untrusted code has returned.
struct Refusal {
    error: String,
    told: String,
    /// How many calls untrusted code has made before, and how many lines they are.
    after: usize,
    text: usize,
}

/// The selector of the error with which the contracts refuse.
fn error(guard: impl GuardTable) -> String {
    match guard.entry().error {
        Some("Panic(0x11)") => "PANIC".into(),
        Some(text) if text.contains(' ') => format!("{}.selector", named(text)),
        Some(error) => format!("{error}.selector"),
        None => "0".into(),
    }
}

/// The text of an assertion as the name of an error.
fn named(text: &str) -> String {
    let capitalized = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    text.split_whitespace().map(capitalized).collect()
}

/// A call that untrusted code makes.
fn step(nested: &Transaction) -> String {
    let (function, args) = &nested.call;
    let call = format!("abi.encodeCall(adapter.{function}, ({}))", args.join(", "));
    match nested.error.as_deref() {
        None => format!("Script.accepted({call})"),
        Some("AttackerReverts.selector") => format!("Script.reverted({call})"),
        Some(error) => format!("Script.refused({call}, {error})"),
    }
}

/// What untrusted code does at one point.
fn point(reverts: bool, steps: &[String]) -> String {
    let (first, more) = steps.split_at(steps.len().min(STEPS));
    let first: Vec<String> = first.iter().map(|step| format!(", {step}")).collect();
    let point = format!("Script.point({reverts}{})", first.concat());
    more.iter().fold(point, |point, step| format!("Script.more({point}, {step})"))
}

fn script(points: &[String]) -> Result<String, String> {
    match points {
        [] => Ok("Script.none()".into()),
        points if points.len() > POINTS => {
            Err(format!("a call reaches untrusted code {} times", points.len()))
        }
        points => Ok(format!("Script.points({})", points.join(", "))),
    }
}
