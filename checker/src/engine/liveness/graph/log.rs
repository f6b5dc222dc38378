//! What the workers of a search write down for the graph, by fingerprint.

use super::label::Label;

/// What one worker has expanded, in the order in which it did: 24 bytes a state and 9 an edge.
#[derive(Default)]
pub(in crate::engine) struct Log {
    pub(super) states: Vec<Logged>,
    pub(super) targets: Vec<u64>,
    pub(super) labels: Vec<Label>,
    /// The state that is being expanded.
    source: Source,
}

/// What is known of a state before its edges are.
#[derive(Clone, Copy, Default)]
struct Source {
    fingerprint: u64,
    number: u32,
    marks: u32,
}

/// One expanded state.
pub(super) struct Logged {
    pub(super) fingerprint: u64,
    pub(super) number: u32,
    pub(super) marks: u32,
    /// Where its edges end in the log; they begin where those of the state before it end.
    pub(super) end: usize,
}

counterfoil_model::codec! {
    struct Log { states, targets, labels, source }
    struct Source { fingerprint, number, marks }
    struct Logged { fingerprint, number, marks, end }
}

impl Log {
    /// The state with this fingerprint and this number is now expanded; of the predicates that are asked
    /// about, those with a bit in `marks` hold in it. What a panic has left of the one before goes.
    #[inline]
    pub(in crate::engine) fn open(&mut self, fingerprint: u64, number: u32, marks: u32) {
        let end = self.states.last().map_or(0, |state| state.end);
        self.targets.truncate(end);
        self.labels.truncate(end);
        self.source = Source { fingerprint, number, marks };
    }

    /// It has a successor. An edge from a state to itself leads nowhere, and is left out: a run may stay
    /// where it is in any case.
    #[inline]
    pub(in crate::engine) fn edge(&mut self, target: u64, label: Label) {
        if target != self.source.fingerprint {
            self.targets.push(target);
            self.labels.push(label);
        }
    }

    /// It has no more.
    #[inline]
    pub(in crate::engine) fn close(&mut self) {
        let Source { fingerprint, number, marks } = self.source;
        self.states.push(Logged { fingerprint, number, marks, end: self.targets.len() });
    }

    /// The same log without room for more.
    pub(in crate::engine) fn shrunk(mut self) -> Self {
        self.states.shrink_to_fit();
        self.targets.shrink_to_fit();
        self.labels.shrink_to_fit();
        self
    }

    /// How many edges it has.
    pub(in crate::engine) fn edges(&self) -> u64 {
        self.targets.len() as u64
    }

    /// How many bytes it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        let states = self.states.capacity() * size_of::<Logged>();
        let targets = self.targets.capacity() * size_of::<u64>();
        (states + targets + self.labels.capacity() * size_of::<Label>()) as u64
    }
}
