//! The states of a level as bytes, chunk by chunk, in the order in which they are expanded.

use std::collections::VecDeque;

use counterfoil_model::codec::Codec;

use super::spill::Stored;

/// How many states a chunk holds at most. A thread takes a chunk at a time.
const CHUNK: u32 = 256;

/// Neighbours in a frontier: their numbers start with `first`.
#[derive(Debug)]
pub(in crate::engine) struct Chunk {
    /// The number of the first; from 0 within a shard until the level is closed.
    pub(in crate::engine) first: u32,
    /// How many there are.
    pub(in crate::engine) count: u32,
    /// One behind the other.
    pub(in crate::engine) states: Stored,
}

/// The new states of one shard in one level.
#[derive(Debug, Default)]
pub(in crate::engine) struct ChunkWriter {
    pub(in crate::engine) chunks: Vec<Chunk>,
    pub(in crate::engine) count: u32,
}

/// What is left to expand.
#[derive(Debug, Default)]
pub(in crate::engine) struct Frontier {
    pub(in crate::engine) chunks: VecDeque<Chunk>,
    /// How many states there are in the chunks.
    states: u64,
    /// How many states were not searched to the end, and never will be.
    pub(in crate::engine) abandoned: u64,
}

impl ChunkWriter {
    /// Appends a state.
    #[inline]
    pub(in crate::engine) fn push(&mut self, state: &impl Codec) {
        if self.count.is_multiple_of(CHUNK) {
            self.begin_chunk();
        }
        if let Some(Chunk { count, states: Stored::Memory(bytes), .. }) = self.chunks.last_mut() {
            state.encode(bytes);
            *count += 1;
            self.count += 1;
        }
    }

    /// The last chunk is full: the next one will take about as much.
    fn begin_chunk(&mut self) {
        let capacity = match self.chunks.last_mut() {
            Some(Chunk { states: Stored::Memory(bytes), .. }) => {
                bytes.shrink_to_fit();
                bytes.len() + bytes.len() / 8
            }
            _ => 0,
        };
        let states = Stored::Memory(Vec::with_capacity(capacity));
        self.chunks.push(Chunk { first: self.count, count: 0, states });
    }

    /// Appends a chunk that was written before.
    pub(in crate::engine) fn resume(&mut self, chunk: Chunk) {
        self.count += chunk.count;
        self.chunks.push(chunk);
    }

    /// The chunks that nothing is appended to any more.
    pub(in crate::engine) fn full_chunks(&mut self) -> impl Iterator<Item = &mut Chunk> {
        self.chunks.iter_mut().filter(|chunk| chunk.count == CHUNK)
    }

    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        self.chunks.iter().map(Chunk::bytes_in_memory).sum()
    }
}

impl Chunk {
    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        self.states.bytes_in_memory() + size_of::<Self>() as u64
    }
}

impl Frontier {
    /// How many states there are.
    pub(in crate::engine) fn len(&self) -> u64 {
        self.states
    }

    /// Takes over what a shard has written, with numbers from `first` on.
    pub(in crate::engine) fn append(&mut self, first: u32, writer: &mut ChunkWriter) {
        self.states += u64::from(writer.count);
        let numbered = |chunk: Chunk| Chunk { first: first + chunk.first, ..chunk };
        self.chunks.extend(writer.chunks.drain(..).map(numbered));
        writer.count = 0;
    }

    /// Appends a chunk that was written before.
    pub(in crate::engine) fn resume(&mut self, chunk: Chunk) {
        self.states += u64::from(chunk.count);
        self.chunks.push_back(chunk);
    }

    /// Takes the next chunks, at most `count` of them.
    pub(in crate::engine) fn take(&mut self, count: usize) -> Vec<Chunk> {
        let chunks: Vec<Chunk> = self.chunks.drain(..count.min(self.chunks.len())).collect();
        self.states -= chunks.iter().map(|chunk| u64::from(chunk.count)).sum::<u64>();
        chunks
    }

    /// Puts chunks that were taken back to the front.
    pub(in crate::engine) fn put_back(&mut self, chunks: Vec<Chunk>) {
        for chunk in chunks.into_iter().rev() {
            self.states += u64::from(chunk.count);
            self.chunks.push_front(chunk);
        }
    }

    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        self.chunks.iter().map(Chunk::bytes_in_memory).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states_of(chunk: &Chunk) -> Vec<u16> {
        let Stored::Memory(bytes) = &chunk.states else { panic!("nothing was spilled") };
        let mut rest = bytes.as_slice();
        (0..chunk.count).map(|_| u16::decode(&mut rest).expect("it was written")).collect()
    }

    #[test]
    fn states_keep_their_order_and_get_numbers() {
        let mut frontier = Frontier::default();
        let mut writer = ChunkWriter::default();
        (0..600_u16).for_each(|state| writer.push(&state));
        assert_eq!(writer.full_chunks().count(), 2);
        frontier.append(1000, &mut writer);
        (600..700_u16).for_each(|state| writer.push(&state));
        frontier.append(1600, &mut writer);
        assert_eq!(frontier.len(), 700);

        let taken = frontier.take(2);
        assert_eq!(frontier.len(), 700 - 512);
        assert_eq!(taken.iter().map(|chunk| chunk.first).collect::<Vec<_>>(), [1000, 1256]);
        frontier.put_back(taken);
        let all = frontier.take(usize::MAX);
        assert_eq!(all.iter().map(|chunk| chunk.first).collect::<Vec<_>>(), [1000, 1256, 1512, 1600]);
        assert!(all.iter().flat_map(states_of).eq(0..700));
        assert_eq!(frontier.len(), 0);
    }
}
