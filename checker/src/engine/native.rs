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

use super::fingerprint::Fingerprinter;
use super::frontier::{Chunk, Frontier};
use super::graph::Log;
use super::level::{Finds, Level, Outlet, SHARDS, Shard, Stage, Worker, empty_outlet};
use super::liveness::{Answers, GraphQuestions};
use super::parallel::share_out;
use super::paths::{Edge, Paths};
use super::{Counts, Cut, Demands, Ending, Exhausted, Findings, Limits, NotDeterministic, Panicked};
use crate::coverage::Coverage;
use crate::progress::Progress;

/// How many states a thread takes at a time.
const CHUNK: usize = 256;
/// How many chunks are generated before their successors are merged.
const CHUNKS_PER_BLOCK: usize = 64;
/// Below this many states in a block, starting threads costs more than they save.
const WORTH_THREADS: usize = 256;

/// One search in progress.
struct Search<'a, S: Specified> {
    specification: &'a Specification<S>,
    limits: Limits,
    threads: usize,
    shards: Vec<Shard<S::State>>,
    outlets: Vec<Outlet<S::State>>,
    paths: Paths,
    counts: Counts,
    coverage: Coverage,
    finds: Finds,
    /// What is asked of the graph of all states, and what is logged for it.
    questions: Option<&'a GraphQuestions<S>>,
    logs: Vec<Log>,
    /// How many different initial states there are.
    initial: u32,
}

/// How a search is to run.
pub struct Options<'a> {
    /// How many threads work on it; no result depends on it.
    pub threads: usize,
    /// What may end it.
    pub limits: Limits,
    /// What it is for.
    pub demands: &'a Demands,
    /// Who is told how far it is.
    pub progress: &'a Progress,
}

/// Searches every state that the specification's system can reach, or as far as its options say.
///
/// # Errors
/// If the system does not do again what it did on the way to a find.
pub fn search<S: Specified>(
    specification: &Specification<S>,
    options: &Options<'_>,
) -> Result<Findings<S::Action>, NotDeterministic> {
    let questions = GraphQuestions::of(specification.properties());
    let mut search = Search { questions: questions.as_ref(), ..Search::new(specification, options) };
    let mut frontier = search.start();
    let ending = loop {
        options.progress.tick(search.counts, frontier.len());
        if let Some(ending) = search.ending(&frontier, options) {
            break ending;
        }
        frontier = search.advance(&frontier, options.progress);
    };
    search.findings(ending, options.demands)
}

impl<'a, S: Specified> Search<'a, S> {
    fn new(specification: &'a Specification<S>, options: &Options<'_>) -> Self {
        let properties = specification.properties().len();
        Self {
            specification,
            limits: options.limits,
            threads: options.threads,
            shards: (0..SHARDS).map(|_| Shard::new(properties)).collect(),
            outlets: (0..CHUNKS_PER_BLOCK).map(|_| empty_outlet()).collect(),
            paths: Paths::new(),
            counts: Counts::default(),
            coverage: Coverage::none::<S>(),
            finds: Finds::none(properties),
            questions: None,
            logs: Vec::new(),
            initial: 0,
        }
    }

    /// The initial states, examined.
    fn start(&mut self) -> Frontier<S::State> {
        let level = self.level();
        let initial = self.specification.system().init_states();
        self.counts.generated = initial.len() as u64;
        let mut outlet = level.initial(initial);
        for (shard, buffer) in self.shards.iter_mut().zip(&mut outlet) {
            level.merge(shard, vec![buffer]);
        }
        let frontier = self.close_level(0);
        self.initial = u32::try_from(frontier.len()).unwrap_or(u32::MAX);
        frontier
    }

    /// The next level, examined.
    fn advance(&mut self, frontier: &Frontier<S::State>, progress: &Progress) -> Frontier<S::State> {
        let level = self.level();
        let mut abandoned = frontier.abandoned();
        let chunks = frontier.chunks(CHUNK);
        for block in chunks.chunks(CHUNKS_PER_BLOCK) {
            abandoned += self.search_block(&level, block);
            let unique = self.shards.iter().map(|shard| shard.states.len() as u64).sum::<u64>();
            let counts = Counts { unique: self.counts.unique + unique, ..self.counts };
            progress.tick(counts, frontier.len());
        }
        let next = self.close_level(abandoned);
        self.counts.depth += u64::from(next.len() > 0);
        next
    }

    /// Generates the successors of a block and merges them; returns how many states were abandoned.
    fn search_block(&mut self, level: &Level<'_, S>, block: &[Chunk<&[S::State]>]) -> u64 {
        let states: usize = block.iter().map(|chunk| chunk.states.len()).sum();
        let threads = if states < WORTH_THREADS { 1 } else { self.threads };
        let properties = self.specification.properties().len();

        let has_log = self.questions.is_some();

        let (shards, outlets) = (&self.shards, &mut self.outlets);
        let work: Vec<_> = block.iter().zip(outlets.iter_mut()).collect();
        let workers = share_out(
            threads,
            work,
            || Worker::<S>::new(properties, has_log),
            |worker, (chunk, outlet)| {
                level.generate(worker, chunk, outlet, shards);
            },
        );

        let mut columns: Vec<Vec<_>> = (0..SHARDS).map(|_| Vec::new()).collect();
        for outlet in outlets {
            for (column, buffer) in columns.iter_mut().zip(outlet) {
                column.push(buffer);
            }
        }
        let work: Vec<_> = self.shards.iter_mut().zip(columns).collect();
        share_out(threads, work, || (), |(), (shard, column)| level.merge(shard, column));

        for worker in &workers {
            self.counts.generated += worker.generated;
            self.counts.terminal += worker.terminal;
            self.coverage.add(&worker.coverage);
            self.finds.add(&worker.finds);
        }
        let abandoned = workers.iter().map(|worker| worker.abandoned).sum();
        self.logs.extend(workers.into_iter().filter_map(|worker| worker.log));
        abandoned
    }

    fn level(&self) -> Level<'a, S> {
        let specification = self.specification;
        Level::new(specification.system(), specification.properties(), &self.finds.edges, self.limits)
            .asking(self.questions)
    }

    /// Numbers the new states of all shards and makes them the frontier.
    fn close_level(&mut self, mut abandoned: u64) -> Frontier<S::State> {
        let mut segments = Vec::with_capacity(SHARDS);
        for shard in &mut self.shards {
            let (states, edges) = (std::mem::take(&mut shard.states), std::mem::take(&mut shard.edges));
            self.counts.unique += states.len() as u64;
            self.finds.add(&shard.finds);
            shard.finds = Finds::none(self.finds.edges.len());
            abandoned += std::mem::take(&mut shard.abandoned);
            match self.paths.number(&edges) {
                Some(first) => segments.push((first, states)),
                None => abandoned += states.len() as u64,
            }
        }
        let mut frontier = Frontier::new(abandoned);
        for (first, states) in segments {
            frontier.append(first, states);
        }
        frontier
    }

    /// Why the search ends at this level boundary, if it does.
    fn ending(&self, frontier: &Frontier<S::State>, options: &Options<'_>) -> Option<Ending> {
        let Limits { max_states, max_depth, .. } = options.limits;
        if let Some(exhausted) = Exhausted::from_frontier(frontier) {
            return Some(Ending::Exhausted(exhausted));
        }
        let is_decided = options.demands.are_decided(&self.finds.edges, &self.coverage);
        let is_deadlocked = options.demands.deadlock_free && self.finds.deadlock.is_some();
        if self.finds.panic.is_some() || is_decided || is_deadlocked {
            return Some(Ending::Decided);
        }
        if frontier.abandoned() > 0 {
            return Some(Ending::Cut(self.limits.end_now().unwrap_or(Cut::Numbers)));
        }
        let states = max_states.filter(|limit| self.counts.unique >= *limit).map(Cut::States);
        let depth = max_depth.filter(|limit| self.counts.depth >= *limit).map(Cut::Depth);
        states.or(depth).map(Ending::Cut)
    }

    fn findings(
        mut self,
        mut ending: Ending,
        demands: &Demands,
    ) -> Result<Findings<S::Action>, NotDeterministic> {
        let found: Result<Vec<_>, _> =
            self.finds.edges.iter().map(|edge| edge.map(|edge| self.trace(edge)).transpose()).collect();
        let mut found = found?;
        let mut unasked = Vec::new();
        if let (Ending::Exhausted(_), Some(questions)) = (ending, self.questions) {
            if let Some(cut) = self.limits.end_now() {
                ending = Ending::Cut(cut);
            } else if let Some(answers) = self.answers(questions)? {
                for (index, trace) in answers {
                    found[index] = Some(trace);
                }
            } else {
                unasked.extend(questions.indices());
            }
        }
        let panicked = match &self.finds.panic {
            None => None,
            Some(panic) => {
                let edge = panic.place.edge;
                let trace = match panic.place.stage {
                    Stage::Attempt | Stage::Arrival => self.trace(edge)?,
                    Stage::Offer => self.trace(self.paths.edge(edge.parent))?,
                };
                let attempts = panic.place.stage == Stage::Attempt;
                Some(Panicked { trace: Some(trace), attempts, message: panic.message.clone() })
            }
        };
        let deadlock = self.finds.deadlock.filter(|_| demands.deadlock_free);
        let deadlock = deadlock.map(|state| self.trace(self.paths.edge(state))).transpose()?;
        let (counts, coverage) = (self.counts, Some(self.coverage));
        Ok(Findings { ending, counts, found, unasked, deadlock, panicked, coverage })
    }

    /// What the graph of all states answers.
    fn answers(
        &mut self,
        questions: &GraphQuestions<S>,
    ) -> Result<Option<Answers<S::Action>>, NotDeterministic> {
        let system = self.specification.system();
        let prints = Fingerprinter::new();
        let logged = (std::mem::take(&mut self.logs), self.initial);
        questions.answers(system, logged, |state| prints.of(state)).map_err(NotDeterministic)
    }

    fn trace(&self, edge: Edge) -> Result<Trace<S::Action>, NotDeterministic> {
        self.paths.trace_to(self.specification.system(), edge).map_err(NotDeterministic)
    }
}
