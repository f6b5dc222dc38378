//! The way that a depth-first search stands on: each state on it, and what is still to be attempted there.

use counterfoil_model::codec::Codec;
use counterfoil_traces::replay::Trace;

/// The states from an initial one to that at hand. Only bytes are kept of them, and one list holds the
/// actions of all, since a way can be as long as there are states.
pub(in crate::engine) struct Stack<A> {
    /// The position of the first state among the initial ones.
    start: usize,
    frames: Vec<Frame>,
    bytes: Vec<u8>,
    offered: Vec<A>,
}

/// One state of the way.
struct Frame {
    /// Where its bytes and its actions begin.
    bytes: usize,
    offered: usize,
    /// How many of its actions were attempted.
    attempted: usize,
    /// How many of those succeeded.
    succeeded: u64,
    /// Whether it is searched for the first time.
    is_first: bool,
}

/// A state that was searched to its end.
pub(in crate::engine) struct Left {
    /// Whether none of its actions succeeded.
    pub(in crate::engine) is_terminal: bool,
    /// Whether it was searched for the first time.
    pub(in crate::engine) is_first: bool,
}

impl<A: Copy> Stack<A> {
    /// The empty way.
    pub(in crate::engine) fn new() -> Self {
        Self { start: 0, frames: Vec::new(), bytes: Vec::new(), offered: Vec::new() }
    }

    /// How many states stand on it.
    pub(in crate::engine) fn len(&self) -> usize {
        self.frames.len()
    }

    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        let frames = self.frames.capacity() * size_of::<Frame>();
        let offered = self.offered.capacity() * size_of::<A>();
        (frames + offered + self.bytes.capacity()) as u64
    }

    /// Begins anew at the initial state at this position.
    pub(in crate::engine) fn begin(&mut self, start: usize) {
        self.start = start;
        self.frames.clear();
        self.bytes.clear();
        self.offered.clear();
    }

    /// Goes on to `state`, the actions of which are still to be offered.
    pub(in crate::engine) fn enter(&mut self, state: &impl Codec, is_first: bool) {
        let (bytes, offered) = (self.bytes.len(), self.offered.len());
        self.frames.push(Frame { bytes, offered, attempted: 0, succeeded: 0, is_first });
        state.encode(&mut self.bytes);
    }

    /// Lets `offer` append the actions of the last state.
    pub(in crate::engine) fn offer(&mut self, offer: impl FnOnce(&mut Vec<A>)) {
        offer(&mut self.offered);
    }

    /// The actions of the last state.
    pub(in crate::engine) fn offered(&self) -> &[A] {
        self.frames.last().map_or(&[], |frame| &self.offered[frame.offered..])
    }

    /// The next action to attempt in the last state, if one is left.
    pub(in crate::engine) fn attempt(&mut self) -> Option<A> {
        let frame = self.frames.last_mut()?;
        let action = self.offered.get(frame.offered + frame.attempted)?;
        frame.attempted += 1;
        Some(*action)
    }

    /// Notes that the attempt succeeded.
    pub(in crate::engine) fn succeed(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.succeeded += 1;
        }
    }

    /// Whether the last state is searched for the first time.
    pub(in crate::engine) fn is_first(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_first)
    }

    /// Whether no action of the last state has succeeded.
    pub(in crate::engine) fn is_terminal(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.succeeded == 0)
    }

    /// Leaves the last state.
    pub(in crate::engine) fn leave(&mut self) -> Option<Left> {
        let frame = self.frames.pop()?;
        self.bytes.truncate(frame.bytes);
        self.offered.truncate(frame.offered);
        Some(Left { is_terminal: frame.succeeded == 0, is_first: frame.is_first })
    }

    /// The last state, from its bytes.
    pub(in crate::engine) fn last<T: Codec>(&self) -> Option<T> {
        let frame = self.frames.last()?;
        T::decode(&mut &self.bytes[frame.bytes..])
    }

    /// The trace to the last state.
    pub(in crate::engine) fn trace(&self) -> Trace<A> {
        Trace::finite(self.start, self.actions(self.frames.len().saturating_sub(1)))
    }

    /// The trace to the last state, and the action that was attempted there last.
    pub(in crate::engine) fn trace_of_attempt(&self) -> Trace<A> {
        Trace::finite(self.start, self.actions(self.frames.len()))
    }

    /// The action that was attempted last in each of the first states.
    fn actions(&self, states: usize) -> Vec<A> {
        let attempted = |frame: &Frame| self.offered[frame.offered + frame.attempted - 1];
        self.frames[..states].iter().map(attempted).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_what_was_attempted_last_in_each_state() {
        let mut stack = Stack::new();
        stack.begin(2);
        stack.enter(&10_u8, true);
        stack.offer(|actions| actions.extend(['a', 'b']));
        assert_eq!((stack.attempt(), stack.attempt()), (Some('a'), Some('b')));
        assert_eq!(stack.trace(), Trace::finite(2, vec![]));
        assert_eq!(stack.trace_of_attempt(), Trace::finite(2, vec!['b']));
        stack.succeed();
        stack.enter(&11_u8, false);
        stack.offer(|actions| actions.push('c'));
        assert_eq!(stack.offered(), ['c']);
        assert_eq!((stack.attempt(), stack.attempt()), (Some('c'), None));
        assert_eq!(stack.trace().actions, ['b']);
        assert_eq!(stack.trace_of_attempt().actions, ['b', 'c']);
        assert_eq!((stack.len(), stack.last()), (2, Some(11_u8)));
        let left = stack.leave().unwrap();
        assert!(left.is_terminal && !left.is_first);
        assert_eq!((stack.offered(), stack.last()), (&['a', 'b'][..], Some(10_u8)));
        let left = stack.leave().unwrap();
        assert!(!left.is_terminal && left.is_first);
        assert!(stack.leave().is_none());
    }
}
