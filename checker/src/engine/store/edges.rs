//! How each state was first reached, in about two bytes a state.
//!
//! States are numbered shard by shard within a level, and a shard meets its new states in the order of
//! their edges; so the parents of neighbours ascend, and a parent is written as its distance from the one
//! before. A block of neighbours begins with a parent in full, so that one edge can be read alone.

use std::collections::TryReserveError;
use std::io;

use super::spill::{SpillFile, Stored};

/// The edge by which a state is reached: from a parent, by the action at a position of its list.
///
/// The order of edges is the order of the search within a level: that of the parents in the frontier,
/// then that of their actions. So the smallest edge does not depend on how many threads there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct Edge {
    pub(in crate::engine) parent: u32,
    pub(in crate::engine) action: u16,
}

impl Edge {
    /// The parent of initial states; the position is then one in the list of initial states.
    pub(in crate::engine) const NO_PARENT: u32 = u32::MAX;

    /// The edge to the initial state at `position`.
    pub(in crate::engine) fn initial(position: u16) -> Self {
        Self { parent: Self::NO_PARENT, action: position }
    }
}

/// How many bytes an edge takes at most: a distance in four bytes, and a position in two, seven bits in each.
const MOST_BYTES: usize = 8;
/// How many edges a block holds at most.
const BLOCK: u32 = 64;
/// How many bytes a page of the log holds, unless one run is longer.
const PAGE: usize = 1 << 20;

/// Where a block of neighbours begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Block {
    /// The number of its first edge: in a run, from the run's first; in the log, the state's.
    pub(in crate::engine) first: u32,
    /// The parent before its first, to which distances are added.
    pub(in crate::engine) parent: u32,
    /// The page of the log.
    pub(in crate::engine) page: u32,
    /// Where its bytes begin in the page, or in the run.
    pub(in crate::engine) offset: u32,
}

/// The edges to the new states of one shard in one level, in ascending order.
#[derive(Debug, Default)]
pub(in crate::engine) struct EdgeRun {
    pub(in crate::engine) blocks: Vec<Block>,
    pub(in crate::engine) bytes: Vec<u8>,
    pub(in crate::engine) count: u32,
    pub(in crate::engine) parent: u32,
}

/// The edge of each state, by the state's number.
#[derive(Debug, Default)]
pub(in crate::engine) struct EdgeLog {
    pub(in crate::engine) blocks: Vec<Block>,
    pub(in crate::engine) pages: Vec<Stored>,
    pub(in crate::engine) count: u32,
}

counterfoil_model::codec! {
    struct Edge { parent, action }
    struct Block { first, parent, page, offset }
    struct EdgeRun { blocks, bytes, count, parent }
}

impl EdgeRun {
    /// Appends an edge that is greater than all before.
    #[inline]
    pub(in crate::engine) fn push(&mut self, edge: Edge) {
        if self.count.is_multiple_of(BLOCK) {
            self.parent = edge.parent;
            let offset = u32::try_from(self.bytes.len()).expect("a level's edges fit four gigabytes");
            self.blocks.push(Block { first: self.count, parent: edge.parent, page: 0, offset });
        }
        write(&mut self.bytes, edge.parent - self.parent);
        write(&mut self.bytes, u32::from(edge.action));
        self.parent = edge.parent;
        self.count += 1;
    }

    /// Makes room for so many more edges.
    ///
    /// # Errors
    /// If the system has no more memory; nothing is lost by that.
    pub(in crate::engine) fn reserve(&mut self, more: usize) -> Result<(), TryReserveError> {
        self.bytes.try_reserve(more.saturating_mul(MOST_BYTES))?;
        self.blocks.try_reserve(more / BLOCK as usize + 1)
    }

    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        (self.bytes.capacity() + self.blocks.capacity() * size_of::<Block>()) as u64
    }
}

impl EdgeLog {
    /// How many states can be numbered: what four bytes hold, with room above for arithmetic.
    const CAPACITY: u32 = 4_000_000_000;

    /// Gives the next numbers to the states that the edges of `run` lead to, and returns the first of them;
    /// nothing if there are not enough numbers left. The run is empty afterwards.
    pub(in crate::engine) fn append(&mut self, run: &mut EdgeRun) -> Option<u32> {
        let first = self.count;
        if run.count > Self::CAPACITY - first {
            return None;
        }
        let has_room = |page: &Stored| match page {
            Stored::Memory(bytes) => bytes.len() + run.bytes.len() <= PAGE,
            Stored::Disk { .. } => false,
        };
        if !self.pages.last().is_some_and(has_room) {
            self.pages.push(Stored::Memory(Vec::with_capacity(run.bytes.len())));
        }
        let page = u32::try_from(self.pages.len() - 1).ok()?;
        if let Some(Stored::Memory(bytes)) = self.pages.last_mut() {
            let base = u32::try_from(bytes.len()).ok()?;
            bytes.extend_from_slice(&run.bytes);
            self.blocks.extend(run.blocks.iter().map(|block| Block {
                first: first + block.first,
                page,
                offset: base + block.offset,
                ..*block
            }));
        }
        self.count += run.count;
        run.blocks.clear();
        run.bytes.clear();
        run.count = 0;
        Some(first)
    }

    /// How many bytes of memory it takes.
    pub(in crate::engine) fn bytes_in_memory(&self) -> u64 {
        let pages: u64 = self.pages.iter().map(Stored::bytes_in_memory).sum();
        pages + self.bytes_of_blocks()
    }

    /// How many bytes of memory its list of blocks takes.
    pub(in crate::engine) fn bytes_of_blocks(&self) -> u64 {
        (self.blocks.capacity() * size_of::<Block>()) as u64
    }

    /// The edge to the state with this number.
    ///
    /// # Errors
    /// If a page is on disk and cannot be read.
    pub(in crate::engine) fn edge(&self, state: u32, file: &SpillFile) -> io::Result<Edge> {
        let block = self.blocks.partition_point(|block| block.first <= state) - 1;
        let Block { first, mut parent, page, offset } = self.blocks[block];
        let is_next_in_page = |next: &&Block| next.page == page;
        let next = self.blocks.get(block + 1).filter(is_next_in_page).map(|next| next.offset as usize);
        let page = &self.pages[page as usize];
        let (offset, end) = (offset as usize, next.unwrap_or(page.len()));
        let from_disk;
        let mut bytes = match page {
            Stored::Memory(bytes) => &bytes[offset..end],
            Stored::Disk { offset: start, .. } => {
                from_disk = file.read(start + offset as u64, end - offset)?;
                &from_disk[..]
            }
        };
        for _ in first..state {
            parent += read(&mut bytes);
            read(&mut bytes);
        }
        parent += read(&mut bytes);
        let action = read(&mut bytes);
        Ok(Edge { parent, action: u16::try_from(action).unwrap_or(u16::MAX) })
    }
}

/// Writes a number seven bits at a time; the highest bit says that more follow.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the low bits are meant")]
fn write(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number from the front; what is missing reads as zeros.
fn read(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    for shift in (0..u32::BITS).step_by(7) {
        let Some((first, rest)) = bytes.split_first() else { break };
        *bytes = rest;
        number |= u32::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edge_comes_back_from_memory_and_from_disk() {
        let mut log = EdgeLog::default();
        let mut expected = Vec::new();
        for level in 0..40_u32 {
            let mut run = EdgeRun::default();
            for state in 0..level * 37 {
                let parent = level * 10_000 + state * state / 7;
                let edge = Edge { parent, action: u16::try_from(state % 700).unwrap_or(0) };
                run.push(edge);
                expected.push(edge);
            }
            let first = log.append(&mut run);
            assert_eq!(first.map(|first| first as usize), Some(expected.len() - level as usize * 37));
        }
        let mut file = SpillFile::default();
        for spilled in [false, true] {
            if spilled {
                log.pages.iter_mut().for_each(|page| file.take_over(page).expect("there is room"));
            }
            for (state, edge) in (0..).zip(&expected) {
                assert_eq!(log.edge(state, &file).expect("it can be read"), *edge);
            }
        }
        assert_eq!(log.pages.iter().map(Stored::bytes_in_memory).sum::<u64>(), 0);
    }

    #[test]
    fn initial_states_have_no_parent() {
        let (mut run, mut log) = (EdgeRun::default(), EdgeLog::default());
        (0..3).for_each(|position| run.push(Edge::initial(position)));
        log.append(&mut run);
        assert_eq!(log.edge(2, &SpillFile::default()).expect("it is in memory"), Edge::initial(2));
    }
}
