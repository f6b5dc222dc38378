//! The states of one level, numbered, in the order in which the next level is generated from them.

/// The states of one level.
pub(super) struct Frontier<T> {
    segments: Vec<Chunk<Vec<T>>>,
    /// How many states of earlier levels were not searched to the end: by a panic, or for lack of time.
    abandoned: u64,
}

/// Neighbours in a frontier: their numbers start with `first`.
pub(super) struct Chunk<T> {
    pub(super) first: u32,
    pub(super) states: T,
}

impl<T> Frontier<T> {
    /// A frontier without states, after a search that has abandoned this many.
    pub(super) fn new(abandoned: u64) -> Self {
        Self { segments: Vec::new(), abandoned }
    }

    /// Appends states whose numbers start with `first`.
    pub(super) fn append(&mut self, first: u32, states: Vec<T>) {
        if !states.is_empty() {
            self.segments.push(Chunk { first, states });
        }
    }

    /// How many states there are.
    pub(super) fn len(&self) -> usize {
        self.segments.iter().map(|segment| segment.states.len()).sum()
    }

    /// How many states of earlier levels were not searched to the end.
    pub(super) fn abandoned(&self) -> u64 {
        self.abandoned
    }

    /// The states in order, at most `size` at a time.
    pub(super) fn chunks(&self, size: usize) -> Vec<Chunk<&[T]>> {
        let mut chunks = Vec::new();
        for segment in &self.segments {
            let firsts = (segment.first..).step_by(size);
            let slices = segment.states.chunks(size);
            chunks.extend(firsts.zip(slices).map(|(first, states)| Chunk { first, states }));
        }
        chunks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_keep_order_and_numbers() {
        let mut frontier = Frontier::new(0);
        frontier.append(10, vec!['a', 'b', 'c']);
        frontier.append(13, vec![]);
        frontier.append(13, vec!['d']);
        let chunks: Vec<_> =
            frontier.chunks(2).iter().map(|chunk| (chunk.first, chunk.states.to_vec())).collect();
        assert_eq!(chunks, [(10, vec!['a', 'b']), (12, vec!['c']), (13, vec!['d'])]);
        assert_eq!(frontier.len(), 4);
    }
}
