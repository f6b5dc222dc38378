//! A trace file made short and plain, to show what it showed.

use counterfoil_properties::property::Specified;
use counterfoil_traces::format::{Expect, TraceFile};
use counterfoil_traces::minimize::{Found, Limits, minimize as shorten, shortest};
use counterfoil_traces::open::{Misfit, attempt, open};
use counterfoil_traces::replay::{Judge, Trace};

use super::budget::Budget;
use super::play::{About, Within};

/// How many states a search for the shortest trace visits at most: fifty bytes each.
const MAX_STATES: usize = 3_000_000;
/// How many where each of them takes a search of its own to look at.
const MAX_DEAR_STATES: usize = 5_000;

/// What has become of a trace.
pub struct Minimized {
    /// The trace.
    pub file: TraceFile,
    /// Whether there is no shorter one; nothing if nobody searched.
    pub is_shortest: Option<bool>,
    /// How many states were visited to find that out.
    pub states: usize,
}

/// Makes the trace short and plain; if `searches`, the shortest there is.
///
/// # Errors
/// If the system has not what the file names, or if it shows nothing that a part of it could show as well.
pub(crate) fn minimize<S: Specified>(
    file: &TraceFile,
    searches: bool,
    budget: &Budget,
) -> Result<Minimized, Misfit> {
    let opened = open::<S>(file)?;
    let about = About::of(file, &opened)?;
    if matches!(about, About::Actions) || file.expect == Expect::Holds {
        let sentence = "a shorter trace shows less: this one is there for all of its actions";
        return Err(Misfit::new("expect", sentence));
    }
    if searches && opened.trace.loop_start.is_some() {
        let sentence = "a search finds states and not loops; without --search the trace is shortened";
        return Err(Misfit::new("loop", sentence));
    }
    let system = S::new(&opened.scenario.parameters, opened.guards);
    let about = Within(&about, budget);
    let short = shorten(&system, &about, &opened.trace);
    let Some(short) = short else {
        return Err(Misfit::new("actions", "the trace does not do what it says"));
    };
    if !searches {
        return Ok(Minimized { file: written::<S>(file, &short), is_shortest: None, states: 0 });
    }
    let limits = Limits {
        states: budget.states_or(if about.is_dear() { MAX_DEAR_STATES } else { MAX_STATES }),
        is_over: &|| budget.is_over(),
    };
    let Found { trace, is_shortest, states } = shortest(&system, &about, &opened.trace, &limits);
    // The search may have been cut; it finds no plain one either.
    let trace = if short.actions.len() < trace.actions.len() { short.clone() } else { trace };
    let plain = shorten(&system, &about, &trace).unwrap_or(short);
    Ok(Minimized { file: written::<S>(file, &plain), is_shortest: Some(is_shortest), states })
}

/// The file with these actions in the place of its own.
fn written<S: Specified>(file: &TraceFile, trace: &Trace<S::Action>) -> TraceFile {
    let mut actions: Vec<_> = trace.actions.iter().map(attempt::<S>).collect();
    // What was to be refused at the end still is.
    if let (Expect::Refused, Some(last), Some(was)) = (file.expect, actions.last_mut(), file.actions.last()) {
        last.refused.clone_from(&was.refused);
    }
    TraceFile { actions, start: trace.start, loop_start: trace.loop_start, ..file.clone() }
}
