//! Traces in files: what comes of them, and where searches leave theirs.

pub mod loaded;
pub mod cover;
pub(crate) mod play;
pub mod minimize;
pub mod name;
pub mod folder;
pub mod budget;

use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::System;
use counterfoil_traces::format::{Expect, Kind, TraceFile};
use counterfoil_traces::open::attempt;
use counterfoil_traces::replay::Trace;
use serde_json::{Map, Value};

/// What a trace says it is about if it ends in a state without a successor.
pub const DEADLOCK: &str = "deadlock";

/// The file of a trace that a search found.
pub(crate) fn of_find<S: System>(
    scenario: &Scenario<S>,
    guards: &GuardSet<S::Guard>,
    property: &str,
    kind: Kind,
    trace: &Trace<S::Action>,
) -> TraceFile {
    let parameters = match serde_json::to_value(&scenario.parameters) {
        Ok(Value::Object(parameters)) => parameters,
        _ => Map::new(),
    };
    TraceFile {
        system: S::NAME.to_owned(),
        scenario: scenario.label(),
        parameters,
        guards_off: guards.mutants(),
        property: Some(property.to_owned()),
        kind,
        expect: if kind == Kind::Witness { Expect::Witnessed } else { Expect::Violated },
        start: trace.start,
        actions: trace.actions.iter().map(attempt::<S>).collect(),
        loop_start: trace.loop_start,
    }
}
