//! The native engine: breadth-first search, level by level, with any number of threads.
//!
//! Two phases alternate on blocks of the frontier. *Generate*: threads take chunks of states, and sort
//! the successors that the visited set does not hold into buffers, one for each shard of the
//! fingerprints. *Merge*: threads take shards, and go through the buffers in the order of the chunks.
//! So among the edges that lead to a state the first in the order of the search survives, and with it
//! counts, numbering, depths and traces are the same whatever the threads do. Blocks keep the buffers
//! small: a state is reached many times within a level.
//!
//! A level is always searched to its end (time permitting), so every property that is violated by then
//! has a shortest counterexample. After it the search goes on only if it can still change the outcome:
//! beyond the first violation a system may have infinitely many states.

use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;
use counterfoil_traces::replay::Trace;

use super::level::{Level, Outlet, Stage, Worker, empty_outlet};
use crate::coverage::Coverage;
use crate::engine::difference::Differences;
use crate::engine::liveness::graph::Log;
use crate::engine::liveness::{Answers, GraphQuestions};
use crate::engine::met::fingerprint::Fingerprinter;
use crate::engine::met::shard::{SHARDS, Shard};
use crate::engine::parallel::{elsewhere, share_out};
use crate::engine::reduction::{Reducer, Reduction};
use crate::engine::store::Store;
use crate::engine::store::budget::keep_to_memory;
use crate::engine::store::checkpoint::{Checkpoints, Loaded};
use crate::engine::store::edges::Edge;
use crate::engine::store::frontier::Chunk;
use crate::engine::store::paths::trace_along;
use crate::engine::store::spill::Stored;
use crate::engine::{
    Cut, Demands, Ending, Exhausted, Findings, Limits, Panicked, SearchError, Unasked, determinism,
};
use crate::memory;
use crate::progress::Progress;

/// How many chunks are generated before their successors are merged, at most ...
const CHUNKS_PER_BLOCK: usize = 64;
/// ... and how many bytes their successors may take meanwhile, unless one chunk's take more.
const BYTES_PER_BLOCK: u64 = 16 << 20;
/// Below this many states in a block, starting threads costs more than they save.
const WORTH_THREADS: u32 = 256;

/// One search in progress.
struct Search<'a, S: Specified> {
    specification: &'a Specification<S>,
    reducer: &'a Reducer,
    options: &'a Options<'a, S>,
    store: Store,
    outlets: Vec<Outlet<S::State>>,
    /// How many chunks the next block has. No result depends on it.
    chunks: usize,
    /// What is asked of the graph of all states.
    questions: Option<&'a GraphQuestions<S>>,
    /// Whether the checkpoint that is to be written is the one that there is.
    is_written: bool,
}

/// How a search is to run.
pub struct Options<'a, S> {
    /// How many threads work on it; no result depends on it.
    pub threads: usize,
    /// What may end it.
    pub limits: Limits,
    /// Whether it keeps whole states, so that none can be taken for another.
    pub is_exact: bool,
    /// What is left out.
    pub reduction: Reduction,
    /// What it is for.
    pub demands: &'a Demands,
    /// Who is told how far it is.
    pub progress: &'a Progress,
    /// Where it is written to, and where it goes on from.
    pub checkpoints: Option<&'a Checkpoints>,
    /// The mutants that it compares the design with, if there are any; only a search breadth first does.
    pub(crate) differences: Option<&'a Differences<S>>,
}

/// Searches every state that the specification's system can reach, or as far as its options say.
///
/// # Errors
/// If the system does not do again what it did on the way to a find, or if what was spilled cannot be read.
pub fn search<S: Specified>(
    specification: &Specification<S>,
    options: &Options<'_, S>,
) -> Result<Findings<S::Action>, SearchError> {
    let properties = specification.properties().len();
    determinism::of_start(specification.system()).map_err(SearchError::NotDeterministic)?;
    let questions = GraphQuestions::of(specification.properties());
    let reducer = Reducer::new(options.reduction, specification.system(), specification.properties());
    let mut search = Search {
        specification,
        reducer: &reducer,
        options,
        store: Store::new(properties, Coverage::none::<S>(), options.is_exact),
        outlets: vec![empty_outlet()],
        chunks: 1,
        questions: questions.as_ref(),
        is_written: false,
    };
    let loaded = match options.checkpoints {
        // The allocator keeps what a thread has freed for the threads after it, not for the one that is always there.
        Some(checkpoints) => elsewhere(|| checkpoints.read_into(&mut search.store, &options.limits))?,
        None => Loaded::Nothing,
    };
    match loaded {
        Loaded::Nothing => search.start(),
        Loaded::All { is_written } => search.is_written = is_written,
        // Half of a search is not written in the place of the whole one.
        Loaded::Part(cut) => return search.findings(Ending::Cut(cut)),
    }
    let mut ending = search.run()?;
    if let Some(checkpoints) = options.checkpoints.filter(|_| !search.is_written)
        && let Err(error) = checkpoints.write(&search.store)
        && matches!(ending, Ending::Cut(_))
    {
        ending = Ending::Cut(Cut::Checkpoint(error.kind()));
    }
    search.findings(ending)
}

impl<'a, S: Specified> Search<'a, S> {
    /// The initial states, examined.
    fn start(&mut self) {
        let level = self.level();
        let initial = self.specification.system().init_states();
        self.store.counts.generated = initial.len() as u128;
        let mut outlet = level.initial(initial);
        for (shard, buffer) in self.store.shards.iter_mut().zip(&mut outlet) {
            level.merge(shard, vec![buffer]);
        }
        self.store.close_block();
        self.store.initial = u32::try_from(self.store.new_states()).unwrap_or(u32::MAX);
    }

    /// Searches level by level until it ends.
    fn run(&mut self) -> Result<Ending, SearchError> {
        let mut due = None;
        loop {
            if self.store.frontier.len() == 0 {
                if !memory::has_room(self.store.bytes_to_close()) {
                    return Ok(Ending::Cut(Cut::Allocation));
                }
                self.store.close_level()?;
            }
            if self.store.is_at_boundary {
                if let Some(ending) = self.ending() {
                    return Ok(ending);
                }
                if let Some(checkpoints) = self.options.checkpoints.filter(|_| !self.is_written) {
                    match checkpoints.write_if_due(&self.store, &mut due) {
                        Ok(is_written) => self.is_written = is_written,
                        Err(error) => return Ok(Ending::Cut(Cut::Checkpoint(error.kind()))),
                    }
                }
            }
            // The buffers of a block grow by doubling, and what is kept of it takes no more than they do.
            if !memory::has_room(2 * self.in_flight()) {
                return Ok(Ending::Cut(Cut::Allocation));
            }
            if let Err(cut) = self.search_block()? {
                return Ok(Ending::Cut(cut));
            }
            let store = &self.store;
            self.options.progress.tick(store.counts, store.frontier.len() + store.new_states());
            if let Some(cut) = self.options.limits.end_now().or_else(|| self.keep_to_memory()) {
                return Ok(Ending::Cut(cut));
            }
        }
    }

    /// Generates the successors of a block and merges them, unless the time is up within it: then only those
    /// of its first chunks. If there is no memory to merge them, the block is as if it had not begun, and that is
    /// why the search ends.
    fn search_block(&mut self) -> Result<Result<(), Cut>, SearchError> {
        let chunks = self.store.take(self.chunks)?;
        let states: u32 = chunks.iter().map(|chunk| chunk.count).sum();
        let threads = if states < WORTH_THREADS { 1 } else { self.options.threads };
        let properties = self.specification.properties().len();
        let level = self.level();

        let (shards, limits) = (&self.store.shards, self.options.limits);
        // Chunks are taken in their order, and none once the time is up: those that were taken are the first.
        let work = chunks.iter().zip(&mut self.outlets).take_while(|_| limits.end_now().is_none());
        let has_log = self.questions.is_some();
        let asks_each_state = self.options.is_exact || self.reducer.partial_order.is_some();
        let workers = share_out(
            threads.min(chunks.len()),
            work,
            || Worker::<S>::new(properties, has_log, asks_each_state),
            |worker, (chunk, outlet)| level.generate(worker, contents(chunk), outlet, shards),
        );
        let faults = workers.iter().filter_map(|worker| worker.fault.as_ref());
        if let Some((_, fault)) = faults.min_by_key(|(state, _)| *state) {
            return Err(SearchError::NotDeterministic(fault.clone()));
        }
        let taken = workers.iter().map(|worker| worker.chunks).sum();

        let length = |shard: usize| self.outlets.iter().map(|outlet| outlet[shard].len()).sum();
        if let Err(cut) = self.reserve(&(0..SHARDS).map(length).collect::<Vec<usize>>()) {
            self.store.frontier.put_back(chunks);
            return Ok(Err(cut));
        }
        self.is_written = false;
        let level = self.level();
        let mut columns: Vec<Vec<_>> = (0..SHARDS).map(|_| Vec::new()).collect();
        for outlet in &mut self.outlets {
            for (column, buffer) in columns.iter_mut().zip(outlet) {
                column.push(buffer);
            }
        }
        let work = self.store.shards.iter_mut().zip(columns);
        share_out(threads, work, || (), |(), (shard, column)| level.merge(shard, column));

        for worker in &workers {
            self.store.counts.generated += u128::from(worker.generated);
            self.store.counts.terminal += u128::from(worker.terminal);
            self.store.coverage.add(&worker.coverage);
            self.store.finds.add(&worker.finds);
            self.store.frontier.abandoned += worker.abandoned;
        }
        let logs = workers.into_iter().filter_map(|worker| worker.log);
        self.store.logs.extend(logs.map(Log::shrunk));
        self.store.close_block();
        self.store.frontier.put_back(chunks.into_iter().skip(taken).collect());
        self.size_blocks();
        Ok(Ok(()))
    }

    /// Makes the next block as large as memory for what is in flight allows.
    fn size_blocks(&mut self) {
        let largest = self.outlets.iter().map(Level::<S>::bytes_in_memory).max().unwrap_or(0).max(1);
        let limit =
            self.options.limits.memory.map_or(BYTES_PER_BLOCK, |limit| BYTES_PER_BLOCK.min(limit / 24));
        let fitting = usize::try_from(limit / largest).unwrap_or(usize::MAX);
        self.chunks = fitting.clamp(1, CHUNKS_PER_BLOCK).min(2 * self.chunks);
        self.outlets.resize_with(self.chunks, empty_outlet);
    }

    fn level(&self) -> Level<'a, S> {
        let specification = self.specification;
        Level::new(specification.system(), specification.properties(), self.reducer, &self.store.finds.edges)
            .asking(self.questions)
            .comparing(self.options.differences)
    }

    /// Moves to disk what memory has no room for; the cut, if that does not suffice.
    fn keep_to_memory(&mut self) -> Option<Cut> {
        let in_flight = self.in_flight();
        keep_to_memory(&mut self.store, self.options.limits.memory, in_flight)
    }

    /// How many bytes the successors of a block take.
    fn in_flight(&self) -> u64 {
        self.outlets.iter().map(Level::<S>::bytes_in_memory).sum()
    }

    /// Makes room for the successors of a block, of which each shard has one column.
    ///
    /// # Errors
    /// If the system has no more memory; nothing is lost by that.
    fn reserve(&mut self, columns: &[usize]) -> Result<(), Cut> {
        let shards = &mut self.store.shards;
        let grows = shards.iter().zip(columns).any(|(shard, count)| shard.is_short_of(*count));
        let threads = if grows { self.options.threads } else { 1 };
        let work = shards.iter_mut().zip(columns);
        let reserve = |is_done: &mut bool, (shard, count): (&mut Shard, &usize)| {
            *is_done &= shard.reserve(*count).is_ok();
        };
        let are_done = share_out(threads, work, || true, reserve);
        if are_done.into_iter().all(|is_done| is_done) { Ok(()) } else { Err(Cut::Allocation) }
    }

    /// Why the search ends at this level boundary, if it does.
    fn ending(&self) -> Option<Ending> {
        let Limits { max_states, max_depth, .. } = self.options.limits;
        let Store { frontier, counts, coverage, finds, .. } = &self.store;
        if let Some(exhausted) = Exhausted::from_frontier(frontier) {
            return Some(Ending::Exhausted(exhausted));
        }
        let Demands { deadlock_free, .. } = *self.options.demands;
        let is_decided = self.options.demands.are_decided(&finds.edges, coverage);
        if finds.panic.is_some() || is_decided || (deadlock_free && finds.deadlock.is_some()) {
            return Some(Ending::Decided);
        }
        if frontier.abandoned > 0 {
            return Some(Ending::Cut(Cut::Numbers));
        }
        let states = max_states.filter(|limit| counts.unique >= u128::from(*limit)).map(Cut::States);
        let depth = max_depth.filter(|limit| counts.depth >= *limit).map(Cut::Depth);
        states.or(depth).map(Ending::Cut)
    }

    fn findings(mut self, mut ending: Ending) -> Result<Findings<S::Action>, SearchError> {
        self.store.counts.depth += u64::from(self.store.new_states() > 0);
        let mut found = Vec::new();
        for edge in &self.store.finds.edges {
            found.push(edge.map(|edge| self.trace(edge)).transpose()?);
        }
        let mut unasked = Vec::new();
        if let (Ending::Exhausted(_), Some(questions)) = (ending, self.questions) {
            if let Some(cut) = self.options.limits.end_now() {
                ending = Ending::Cut(cut);
            } else if !memory::has_room(self.store.bytes_of_graph()) {
                ending = Ending::Cut(Cut::Allocation);
            } else if self.store.shards.iter().any(|shard| shard.visited.has_collision()) {
                // The graph knows states by their fingerprints: it is exact only as long as those are.
                unasked.extend(questions.indices().map(|index| (index, Unasked::Collision)));
            } else if let Some(answers) = self.answers(questions)? {
                for (index, trace) in answers {
                    found[index] = Some(trace);
                }
            } else {
                unasked.extend(questions.indices().map(|index| (index, Unasked::Gap)));
            }
        }
        let panicked = match &self.store.finds.panic {
            None => None,
            Some(panic) => {
                let edge = panic.place.edge;
                let trace = match panic.place.stage {
                    Stage::Attempt | Stage::Arrival => self.trace(edge)?,
                    Stage::Offer => self.trace(self.store.paths.edge(edge.parent)?)?,
                };
                let attempts = panic.place.stage == Stage::Attempt;
                Some(Panicked { trace: Some(trace), attempts, message: panic.message.clone() })
            }
        };
        let deadlock = self.store.finds.deadlock.filter(|_| self.options.demands.deadlock_free);
        let deadlock = match deadlock {
            Some(state) => Some(self.trace(self.store.paths.edge(state)?)?),
            None => None,
        };
        let Store { counts, coverage, .. } = self.store;
        let knows_depth = true;
        Ok(Findings {
            ending,
            counts,
            knows_depth,
            found,
            unasked,
            deadlock,
            panicked,
            coverage: Some(coverage),
        })
    }

    /// What the graph of all states answers.
    fn answers(&mut self, questions: &GraphQuestions<S>) -> Result<Option<Answers<S::Action>>, SearchError> {
        let system = self.specification.system();
        // The graph knows a state by what it was visited under.
        let (prints, reducer) = (Fingerprinter::new(), self.reducer);
        let print = |state: &S::State| reducer.fingerprint(&prints, system, state);
        let logged = (std::mem::take(&mut self.store.logs), self.store.initial);
        questions.answers(system, logged, print).map_err(SearchError::NotDeterministic)
    }

    fn trace(&self, edge: Edge) -> Result<Trace<S::Action>, SearchError> {
        let positions = self.store.paths.positions(edge)?;
        trace_along(self.specification.system(), positions).map_err(SearchError::NotDeterministic)
    }
}

/// The numbers and the bytes of the states in a chunk that is in memory.
fn contents(chunk: &Chunk) -> (std::ops::Range<u32>, &[u8]) {
    let bytes = match &chunk.states {
        Stored::Memory(bytes) => bytes.as_slice(),
        Stored::Disk { .. } => &[],
    };
    (chunk.first..chunk.first + chunk.count, bytes)
}
