//! The way back from a state to an initial one, and the trace that goes it forward.

use std::io;

use counterfoil_model::system::System;
use counterfoil_traces::replay::{Fault, Trace};

use super::edges::{Edge, EdgeLog};
use super::spill::SpillFile;

/// The edge of each state, and the file that holds what was spilled of them.
#[derive(Debug, Default)]
pub(in crate::engine) struct Paths {
    pub(in crate::engine) log: EdgeLog,
    pub(in crate::engine) file: SpillFile,
}

impl Paths {
    /// The edge to the state with this number.
    ///
    /// # Errors
    /// If it is on disk and cannot be read.
    pub(in crate::engine) fn edge(&self, state: u32) -> io::Result<Edge> {
        self.log.edge(state, &self.file)
    }

    /// The positions of the actions on the way to `edge`, the last first; behind them that of the initial state.
    ///
    /// # Errors
    /// If an edge is on disk and cannot be read.
    pub(in crate::engine) fn positions(&self, edge: Edge) -> io::Result<Vec<u16>> {
        let mut positions = vec![edge.action];
        let mut parent = edge.parent;
        while parent != Edge::NO_PARENT {
            let edge = self.edge(parent)?;
            positions.push(edge.action);
            parent = edge.parent;
        }
        Ok(positions)
    }
}

/// The trace along these positions, the last first.
///
/// Positions are turned into actions by running the system; a system that offers other actions than it
/// did in the search is not deterministic.
///
/// # Errors
/// The fault that shows it.
pub(in crate::engine) fn trace_along<S: System>(
    system: &S,
    mut positions: Vec<u16>,
) -> Result<Trace<S::Action>, Fault> {
    let start = usize::from(positions.pop().unwrap_or_default());
    let mut state = system.init_states().into_iter().nth(start).ok_or(Fault::NoSuchStart(start))?;
    let mut trace = Trace::finite(start, Vec::with_capacity(positions.len()));
    let mut offered = Vec::new();
    while let Some(position) = positions.pop() {
        offered.clear();
        system.actions(&state, &mut offered);
        let action = *offered.get(usize::from(position)).ok_or_else(|| Fault::NotOffered {
            step: trace.actions.len() + 1,
            action: format!("number {position}"),
        })?;
        trace.actions.push(action);
        // The last action may be one that panics.
        if !positions.is_empty() {
            let step = trace.actions.len();
            state =
                system.next_state(&state, &action).map_err(|guard| Fault::refused(step, &action, guard))?;
        }
    }
    Ok(trace)
}
