//! The nodes, each kept once, and what is remembered of them.

use super::cache::Cache;
use super::plan::Plans;
use super::set::Set;
use crate::engine::{Cut, Limits};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) value: u32,
    pub(super) down: Set,
    pub(super) right: Set,
}

/// All nodes, and what has been computed of them.
pub struct Diagrams {
    /// The first two stand for [`Set::EMPTY`] and [`Set::UNIT`]. Those that are free form a list along `right`.
    pub(super) nodes: Vec<Node>,
    /// Where each node is, by its hash; 0 where there is none.
    table: Vec<u32>,
    free: Set,
    /// How many nodes are in use, or were at the last collection.
    used: usize,
    pub(super) cache: Cache,
    pub(super) plans: Plans,
    /// What the levels in progress have got so far, last level last.
    pub(super) level: Vec<(u32, Set)>,
    limits: Limits,
    /// The memory that was given, of which others take some.
    given: Option<u64>,
    is_told: bool,
    /// How much has been computed since the limits were last looked at.
    work: u32,
    /// How often they were.
    looks: u64,
}

/// How many nodes there is room for at first.
pub(super) const FIRST_NODES: usize = 1 << 12;
/// Up to so many nodes, room is made rather than looked for.
const MANY_NODES: usize = 1 << 18;
/// How often the limits are looked at: after so many steps.
const PATIENCE: u32 = 1 << 14;

#[cfg(test)]
thread_local! {
    /// For how many nodes this thread has room.
    pub(in crate::symbolic) static ROOM: std::cell::Cell<usize> = const { std::cell::Cell::new(usize::MAX) };
}

impl Diagrams {
    /// No sets but the two constant ones, within these limits: of `limits`, the memory, the moment and signals are
    /// kept.
    pub fn new(limits: Limits) -> Self {
        let terminal = Node { value: 0, down: Set::EMPTY, right: Set::EMPTY };
        let mut diagrams = Self {
            nodes: Vec::with_capacity(FIRST_NODES),
            table: vec![0; 2 * FIRST_NODES],
            free: Set::EMPTY,
            used: 2,
            cache: Cache::new(FIRST_NODES),
            plans: Plans::default(),
            level: Vec::new(),
            limits,
            given: limits.memory,
            is_told: false,
            work: 0,
            looks: 0,
        };
        diagrams.nodes.extend([terminal, terminal]);
        diagrams
    }

    /// How many nodes are in use; those that nobody wants any more count until they are collected.
    pub fn nodes(&self) -> usize {
        self.used
    }

    /// How much has been computed so far: the same number each time, where a clock is not.
    pub fn work(&self) -> u64 {
        self.looks * u64::from(PATIENCE) + u64::from(self.work)
    }

    /// How much memory they take, and what has been computed of them.
    pub fn bytes_in_memory(&self) -> u64 {
        Self::bytes_of(self.nodes.capacity(), self.table.len(), self.cache.len())
            + (self.level.capacity() * size_of::<(u32, Set)>()) as u64
    }

    /// Leaves so many bytes of the memory that was given to others.
    pub fn leave_memory_for(&mut self, others: u64) {
        self.limits.memory = self.given.map(|given| given.saturating_sub(others));
    }

    /// From now on nothing but memory ends an operation: what was found is still to be told.
    pub fn end_only_for_memory(&mut self) {
        self.is_told = true;
    }

    /// Whether there is hardly room for more nodes without more memory.
    pub fn is_short(&self) -> bool {
        self.nodes.capacity() > MANY_NODES && self.used >= self.nodes.capacity() / 8 * 7
    }

    fn bytes_of(nodes: usize, table: usize, cache: usize) -> u64 {
        // A collection marks each node in a byte.
        (nodes * (size_of::<Node>() + 1) + table * size_of::<u32>() + cache * Cache::ENTRY) as u64
    }

    #[inline]
    pub(super) fn node(&self, set: Set) -> Node {
        self.nodes[set.0 as usize]
    }

    /// The set of `value` before each vector of `down`, and of the vectors of `right`, which begin with larger values.
    #[inline]
    pub(super) fn make(&mut self, value: u32, down: Set, right: Set) -> Result<Set, Cut> {
        if down == Set::EMPTY {
            return Ok(right);
        }
        debug_assert!(right == Set::EMPTY || value < self.node(right).value, "a level is sorted");
        let node = Node { value, down, right };
        let mask = self.table.len() - 1;
        let mut place = hash_of(node) & mask;
        loop {
            match self.table[place] {
                0 => break,
                known if self.nodes[known as usize] == node => return Ok(Set(known)),
                _ => place = (place + 1) & mask,
            }
        }
        self.add(node, place)
    }

    #[cold]
    fn add(&mut self, node: Node, mut place: usize) -> Result<Set, Cut> {
        let mut number = self.free;
        if number == Set::EMPTY {
            #[cfg(test)]
            if self.nodes.len() >= ROOM.get() {
                return Err(Cut::Memory(0));
            }
            if self.nodes.len() == self.nodes.capacity() {
                self.grow()?;
                let mask = self.table.len() - 1;
                place = hash_of(node) & mask;
                while self.table[place] != 0 {
                    place = (place + 1) & mask;
                }
            }
            number = Set(u32::try_from(self.nodes.len()).map_err(|_| Cut::Numbers)?);
            self.nodes.push(node);
        } else {
            self.free = self.node(number).right;
            self.nodes[number.0 as usize] = node;
        }
        self.table[place] = number.0;
        self.used += 1;
        Ok(number)
    }

    /// Makes room for more nodes: for twice as many, or at least for a quarter more.
    fn grow(&mut self) -> Result<(), Cut> {
        let now = self.nodes.capacity();
        let fits = |nodes: usize, table: usize| {
            let bytes = Self::bytes_of(nodes, table, self.cache.len());
            self.limits.memory.is_none_or(|limit| bytes <= limit)
        };
        let (twice, more) = (2 * now, now + now / 4);
        let (nodes, table) = if fits(twice, 2 * twice) {
            (twice, 2 * twice)
        } else if fits(more, self.table.len()) && more <= self.table.len() / 5 * 4 {
            (more, self.table.len())
        } else {
            return Err(Cut::Memory(self.given.unwrap_or(u64::MAX)));
        };
        self.nodes.try_reserve_exact(nodes - self.nodes.len()).map_err(|_| Cut::Allocation)?;
        if table > self.table.len() {
            // The old one first: both at once would not fit.
            let before = std::mem::take(&mut self.table).len();
            let is_larger = self.table.try_reserve_exact(table).is_ok();
            self.table.resize(if is_larger { table } else { before }, 0);
            self.fill_table(|_| true);
            if !is_larger {
                return Err(Cut::Allocation);
            }
            let cache = nodes.min(Cache::MOST);
            if self.limits.memory.is_none_or(|limit| Self::bytes_of(nodes, table, cache) <= limit) {
                self.cache.grow(cache);
            }
        }
        Ok(())
    }

    fn fill_table(&mut self, is_used: impl Fn(usize) -> bool) {
        let mask = self.table.len() - 1;
        for (number, node) in self.nodes.iter().enumerate().skip(2).filter(|(number, _)| is_used(*number)) {
            let mut place = hash_of(*node) & mask;
            while self.table[place] != 0 {
                place = (place + 1) & mask;
            }
            self.table[place] = u32::try_from(number).unwrap_or(0);
        }
    }

    /// Forgets every node that no set of `wanted` is made of. The numbers of the others stay as they are.
    pub fn collect(&mut self, wanted: impl IntoIterator<Item = Set>) {
        let mut is_wanted = vec![false; self.nodes.len()];
        is_wanted[..2].fill(true);
        let mut open: Vec<Set> = wanted.into_iter().collect();
        while let Some(set) = open.pop() {
            let mut at = set;
            while !std::mem::replace(&mut is_wanted[at.0 as usize], true) {
                let node = self.node(at);
                open.push(node.down);
                at = node.right;
            }
        }
        self.cache.retain(|set| is_wanted[set.0 as usize]);
        self.table.fill(0);
        self.fill_table(|number| is_wanted[number]);
        self.used = is_wanted.iter().filter(|is_wanted| **is_wanted).count();
        self.free = Set::EMPTY;
        for number in (2..self.nodes.len()).rev().filter(|number| !is_wanted[*number]) {
            self.nodes[number] = Node { value: 0, down: Set::EMPTY, right: self.free };
            self.free = Set(u32::try_from(number).unwrap_or(0));
        }
    }

    /// One step of work; the cut, if something is to end it.
    #[inline]
    pub(super) fn tick(&mut self) -> Result<(), Cut> {
        self.work += 1;
        if self.work < PATIENCE { Ok(()) } else { self.look_at_limits() }
    }

    #[cold]
    fn look_at_limits(&mut self) -> Result<(), Cut> {
        self.work = 0;
        self.looks += 1;
        if self.is_told {
            return Ok(());
        }
        self.limits.end_now().map_or(Ok(()), Err)
    }

    /// The level of the values that were noted from `start` on, in ascending order, and of the larger ones of `rest`.
    pub(super) fn close_level(&mut self, start: usize, rest: Set) -> Result<Set, Cut> {
        let mut set = rest;
        while self.level.len() > start {
            let Some((value, down)) = self.level.pop() else { break };
            set = self.make(value, down, set)?;
        }
        Ok(set)
    }

    /// The same of values in any order, of which several may be equal.
    pub(super) fn close_unsorted(&mut self, start: usize) -> Result<Set, Cut> {
        let mut noted = self.level.split_off(start);
        noted.sort_unstable();
        noted.dedup();
        let mut downs = Vec::new();
        for alike in noted.chunk_by(|left, right| left.0 == right.0) {
            downs.clear();
            downs.extend(alike.iter().map(|(_, down)| *down));
            let down = self.union_of(&mut downs)?;
            self.level.push((alike[0].0, down));
        }
        self.close_level(start, Set::EMPTY)
    }

    /// Readies for an operation: an earlier one that was cut may have left something.
    pub(super) fn begin(&mut self) {
        self.level.clear();
    }
}

#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the highest bits are kept, which depend on all others")]
fn hash_of(node: Node) -> usize {
    let low = u64::from(node.down.0) | u64::from(node.right.0) << 32;
    let mixed =
        (low ^ u64::from(node.value).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 29) as usize
}
