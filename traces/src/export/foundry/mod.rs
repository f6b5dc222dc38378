//! `foundry`: a forge project whose tests do in contracts what the traces do in the model.
//!
//! A trace is replayed with every guard in its place, so the tests say what correct contracts do: what succeeds and
//! what each book is then, what must be refused and with which error. So one that was found with a `require` off says
//! that its last action must be refused, and one found with a rule left out has the correct books.
//!
//! Amounts are 256 bits wide in contracts and few in the model. `widen` replays with two large values of `max`; what
//! is the same in both is a constant, what grows with `max` is counted from `type(uint256).max`.

#[cfg(feature = "systems")]
mod asset_tracker;
mod calls;
#[cfg(feature = "systems")]
mod interop_settlement;
#[cfg(feature = "systems")]
mod l1_l2_messaging;
#[cfg(feature = "systems")]
mod multi_l1_token;
mod project;
mod subject;
mod transactions;
mod widen;
mod words;
mod write;

use std::marker::PhantomData;

pub use self::calls::Call;
pub use self::project::File;
pub use self::subject::Subject;
pub use self::words::Word;
use super::{Exportable, Exported, Format};
use crate::escape::visible;
use crate::format::TraceFile;
use crate::open::open;

/// The format.
pub(super) const FORMAT: Format =
    Format { name: "foundry", summary: "a forge project that tests contracts", export };

/// A trace as one test function, or the sentence that says why it is none.
struct Test {
    /// The name of the trace.
    name: String,
    /// The label of its scenario.
    scenario: String,
    /// What it shows.
    title: String,
    /// Where it starts, and its statements.
    body: Result<write::Body, String>,
}

/// The contracts of a system as exported tests call them, with the type of the system erased.
pub trait Contracts: Sync {
    /// The forge project with a test for each of these traces of the system, which have names.
    ///
    /// # Errors
    /// If none of them can be a test.
    fn project(&self, traces: &[(&str, &TraceFile)]) -> Result<Vec<Exported>, String>;
}

struct ContractsOf<S>(PhantomData<fn() -> S>);

impl<S: Subject> Contracts for ContractsOf<S> {
    fn project(&self, traces: &[(&str, &TraceFile)]) -> Result<Vec<Exported>, String> {
        project::<S>(traces)
    }
}

/// The contracts of this system.
pub fn contracts<S: Subject>() -> &'static dyn Contracts {
    &ContractsOf::<S>(PhantomData)
}

fn export(traces: &[Exportable<'_>]) -> Result<Vec<Exported>, String> {
    let Some(first) = traces.first() else { return Err("there is no trace to make a test of".into()) };
    let system = &first.playback.file.system;
    if traces.iter().any(|trace| trace.playback.file.system != *system) {
        return Err("the traces of one forge project must be of one system".into());
    }
    let Some(contracts) = first.contracts else {
        return Err(format!(
            "there is no adapter for {system} yet, so its traces cannot be tests of contracts"
        ));
    };
    let files: Vec<(&str, &TraceFile)> =
        traces.iter().map(|trace| (trace.name.as_str(), &trace.playback.file)).collect();
    contracts.project(&files)
}

/// The forge project with a test for each of these traces, which have names.
///
/// # Errors
/// If none of them can be a test.
pub fn project<S: Subject>(traces: &[(&str, &TraceFile)]) -> Result<Vec<Exported>, String> {
    let tests: Vec<Test> = traces.iter().map(|(name, file)| test::<S>(name, file)).collect();
    let left_out: Vec<(&str, &String)> =
        tests.iter().filter_map(|test| Some((test.name.as_str(), test.body.as_ref().err()?))).collect();
    if let Some((_, sentence)) = left_out.first()
        && left_out.len() == tests.len()
    {
        return Err((*sentence).clone());
    }
    let mut files = project::files::<S>();
    files.extend(write::contracts::<S>(&tests));
    if !left_out.is_empty() {
        let line = |(name, sentence): &(&str, &String)| format!("{}: {}\n", visible(name), visible(sentence));
        let lines: Vec<String> = left_out.iter().map(line).collect();
        files.push(Exported { path: "NOT_EXPORTED.txt".into(), text: lines.concat() });
    }
    Ok(files)
}

fn test<S: Subject>(name: &str, file: &TraceFile) -> Test {
    let body = open::<S>(file).map_err(|misfit| misfit.to_string()).and_then(|opened| {
        let start = S::start(&opened.scenario.parameters)?;
        let wide = widen::widen::<S>(&opened)?;
        transactions::body::<S>(start, &wide)
    });
    let about = file.property.as_deref().map_or_else(String::new, |property| format!(", {property}"));
    let without = match file.guards_off.as_slice() {
        [] => String::new(),
        off => format!(", found without {}", off.join(" and ")),
    };
    let title = format!("{} of {}{about}{without}.", file.kind.name(), file.scenario);
    Test { name: name.to_owned(), scenario: file.scenario.clone(), title, body }
}
