//! From the actions of a trace to the statements of a test: one call to the adapter for each transaction.
//!
//! A transaction that reaches untrusted code is several actions of the model, and one call with a script here. What
//! it does to the books is seen once it has ended.

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
            Ok(Reading { getter: (getter.function, args), value: solidity(value, other)? })
        };
        pairs.map(reading).collect()
    }

    fn open_calls(&self, at: usize) -> Result<usize, String> {
        Ok(S::open_calls(&self.step(at)?[0].state))
    }

    /// Reads the call that begins at `at`, with all that untrusted code does within it. A return that is refused
    /// becomes a test of its own in `pieces`, since after it nothing but a revert is left.
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
        let mut text = vec![self.wide.told.get(begun).cloned().unwrap_or_default()];
        let function = calls[0].function.to_owned();
        if let Some(guard) = narrow.refused {
            args.extend(takes_script.then(|| "Script.none()".to_owned()));
            return Ok(Transaction { call: (function, args), error: Some(error(guard)), text });
        }
        let mut points = Vec::new();
        let mut reverts = false;
        while self.open_calls(*at - 1)? > outside {
            let mut steps = Vec::new();
            loop {
                let [next, _] = self.step(*at)?;
                let told = self.wide.told.get(*at).cloned().unwrap_or_default();
                let is_end = S::ends().contains(&next.action);
                if !is_end {
                    let nested = self.call(at, pieces)?;
                    text.extend(nested.text.iter().map(|line| format!("  {line}")));
                    steps.push(step(&nested));
                    continue;
                }
                *at += 1;
                match next.refused {
                    None => {
                        reverts = next.action == S::ends()[1];
                        text.push(told);
                        break;
                    }
                    Some(guard) if outside == 0 => {
                        let mut points = points.clone();
                        points.push(point(false, &steps));
                        let args = [args.clone(), vec![script(&points)?]].concat();
                        let text = [text.clone(), vec![told]].concat();
                        let (call, error) = ((function.clone(), args), Some(error(guard)));
                        pieces.push(Statement { text, call, error, changes: Vec::new() });
                    }
                    // Within another call the piece would need an ending of its own.
                    Some(_) => {}
                }
            }
            points.push(point(reverts, &steps));
            if reverts {
                break;
            }
        }
        args.extend(if takes_script { Some(script(&points)?) } else { None });
        let error = reverts.then(|| "AttackerReverts.selector".to_owned());
        Ok(Transaction { call: (function, args), error, text })
    }
}

/// The selector of the error with which the contracts refuse.
fn error(guard: impl GuardTable) -> String {
    match guard.entry().error {
        Some("Panic(0x11)") => "PANIC".into(),
        Some(error) => format!("{error}.selector"),
        None => "0".into(),
    }
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
