//! How each state was first reached: its parent and the position of the action, six bytes a state.

use counterfoil_model::system::System;
use counterfoil_traces::replay::{Fault, Trace};

/// The edge by which a state is reached: from a parent, by the action at a position of its list.
///
/// The order of edges is the order of the search within a level: that of the parents in the frontier,
/// then that of their actions. So the smallest edge does not depend on how many threads there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) parent: u32,
    pub(super) action: u16,
}

impl Edge {
    /// The parent of initial states; the position is then one in the list of initial states.
    pub(super) const NO_PARENT: u32 = u32::MAX;

    /// The edge to the initial state at `position`.
    pub(super) fn initial(position: u16) -> Self {
        Self { parent: Self::NO_PARENT, action: position }
    }
}

/// The edge of each state, by the state's number.
pub(super) struct Paths {
    parents: Vec<u32>,
    actions: Vec<u16>,
}

impl Paths {
    /// How many states can be numbered: what four bytes hold, with room above for arithmetic.
    const CAPACITY: usize = 4_000_000_000;

    pub(super) fn new() -> Self {
        Self { parents: Vec::new(), actions: Vec::new() }
    }

    /// How many states have a number.
    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    /// Gives the next numbers to the states that these edges lead to, and returns the first of them;
    /// nothing if there are not enough numbers left.
    pub(super) fn number(&mut self, edges: &[Edge]) -> Option<u32> {
        let first = self.len();
        if first + edges.len() > Self::CAPACITY {
            return None;
        }
        self.parents.extend(edges.iter().map(|edge| edge.parent));
        self.actions.extend(edges.iter().map(|edge| edge.action));
        u32::try_from(first).ok()
    }

    /// The edge to the state with this number.
    pub(super) fn edge(&self, state: u32) -> Edge {
        let state = state as usize;
        Edge { parent: self.parents[state], action: self.actions[state] }
    }

    /// The trace that ends with `edge`.
    ///
    /// Positions are turned into actions by running the system; a system that offers other actions
    /// than it did in the search is not deterministic.
    ///
    /// # Errors
    /// The fault that shows it.
    pub(super) fn trace_to<S: System>(&self, system: &S, edge: Edge) -> Result<Trace<S::Action>, Fault> {
        let mut positions = vec![edge.action];
        let mut parent = edge.parent;
        while parent != Edge::NO_PARENT {
            let edge = self.edge(parent);
            positions.push(edge.action);
            parent = edge.parent;
        }
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
                state = system
                    .next_state(&state, &action)
                    .map_err(|guard| Fault::refused(step, &action, guard))?;
            }
        }
        Ok(trace)
    }
}
