//! One level of the search: successors are generated chunk by chunk, then merged shard by shard.

mod reduced;

use std::hint::black_box;
use std::ops::{BitXor, Range};

use counterfoil_model::codec::Codec;
use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::System;
use counterfoil_properties::property::{Predicate, Property, Specified};
use counterfoil_traces::replay::Fault;

use super::recent::Recent;
use crate::coverage::Coverage;
use crate::engine::determinism;
use crate::engine::difference::Differences;
use crate::engine::liveness::GraphQuestions;
use crate::engine::liveness::graph::Log;
use crate::engine::liveness::graph::label::Label;
use crate::engine::met::fingerprint::Fingerprinter;
use crate::engine::met::shard::{SHARD_BITS, SHARDS, Shard, shard_of};
use crate::engine::met::visited::Visited;
use crate::engine::reduction::Reducer;
use crate::engine::store::edges::Edge;
use crate::panics;

/// How many successors are looked up together.
const BATCH: usize = 32;

/// What the workers of a level read: the system, and the properties that are still open.
pub(in crate::engine) struct Level<'a, S: Specified> {
    system: &'a S,
    fingerprints: Fingerprinter,
    reducer: &'a Reducer,
    properties: &'a [&'static Property<S>],
    /// The indices of the properties without a counterexample or witness so far: of states, of steps.
    of_states: Vec<usize>,
    of_steps: Vec<usize>,
    /// What is asked of the graph, if anything; only then is there one.
    questions: Option<&'a GraphQuestions<S>>,
    /// The mutants that each step is compared with, if there are any.
    differences: Option<&'a Differences<S>>,
}

/// A successor that is not known to have been visited.
pub(in crate::engine) struct Candidate<T> {
    fingerprint: u64,
    edge: Edge,
    state: T,
}

/// The successors found in one chunk, by shard.
pub(in crate::engine) type Outlet<T> = Vec<Vec<Candidate<T>>>;

/// The first counterexample or witness of each property, and the first panic, of a part of a level.
#[derive(Clone)]
pub(in crate::engine) struct Finds {
    pub(in crate::engine) edges: Vec<Option<Edge>>,
    pub(in crate::engine) panic: Option<Panic>,
    /// The first state without a successor.
    pub(in crate::engine) deadlock: Option<u32>,
}

/// A panic of a rule or a property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct Panic {
    /// The edge on which it occurred; for [`Stage::Offer`], the edge to the state at hand.
    pub(in crate::engine) place: Place,
    pub(in crate::engine) message: String,
}

/// Where in a search something happens, in the order of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) struct Place {
    pub(in crate::engine) edge: Edge,
    pub(in crate::engine) stage: Stage,
}

/// What is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::engine) enum Stage {
    /// The list of actions of the edge's *parent*.
    Offer,
    /// The rule, or a property of the transition.
    Attempt,
    /// A property of the state that the edge leads to.
    Arrival,
}

counterfoil_model::codec! {
    enum Stage { Offer, Attempt, Arrival }
    struct Place { edge, stage }
    struct Panic { place, message }
    struct Finds { edges, panic, deadlock }
}

/// What one worker has counted and found while generating.
pub(in crate::engine) struct Worker<S: System> {
    actions: Vec<S::Action>,
    /// Successors that have not been looked up yet.
    pending: Vec<Candidate<S::State>>,
    /// Those that were pending before, where fingerprints are all that is known of a state.
    recent: Option<Recent>,
    place: Place,
    /// How many chunks it has taken.
    pub(in crate::engine) chunks: usize,
    pub(in crate::engine) generated: u64,
    pub(in crate::engine) terminal: u64,
    pub(in crate::engine) abandoned: u64,
    pub(in crate::engine) coverage: Coverage,
    pub(in crate::engine) finds: Finds,
    /// The first state about which the system gave it two answers, and which.
    pub(in crate::engine) fault: Option<(u32, Fault)>,
    /// What it has expanded, where somebody asks.
    pub(in crate::engine) log: Option<Log>,
}

impl Finds {
    pub(in crate::engine) fn none(properties: usize) -> Self {
        Self { edges: vec![None; properties], panic: None, deadlock: None }
    }

    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.edges.iter().all(Option::is_none) && self.panic.is_none() && self.deadlock.is_none()
    }

    /// Keeps the smaller of each find, whoever met it.
    pub(in crate::engine) fn add(&mut self, other: &Self) {
        for (index, edge) in other.edges.iter().enumerate() {
            if let Some(edge) = edge {
                self.note(index, *edge);
            }
        }
        if let Some(panic) = &other.panic {
            self.note_panic(panic.clone());
        }
        if let Some(state) = other.deadlock {
            self.note_deadlock(state);
        }
    }

    fn note_deadlock(&mut self, state: u32) {
        self.deadlock = Some(self.deadlock.map_or(state, |best| best.min(state)));
    }

    fn note(&mut self, property: usize, edge: Edge) {
        let best = &mut self.edges[property];
        *best = Some(best.map_or(edge, |best| best.min(edge)));
    }

    fn note_panic(&mut self, panic: Panic) {
        match &self.panic {
            Some(best) if *best <= panic => {}
            _ => self.panic = Some(panic),
        }
    }
}

impl<S: Specified> Worker<S> {
    pub(in crate::engine) fn new(properties: usize, has_log: bool, asks_each_state: bool) -> Self {
        Self {
            actions: Vec::new(),
            pending: Vec::new(),
            recent: (!asks_each_state).then(Recent::new),
            place: Place { edge: Edge::initial(0), stage: Stage::Offer },
            chunks: 0,
            generated: 0,
            terminal: 0,
            abandoned: 0,
            coverage: Coverage::none::<S>(),
            finds: Finds::none(properties),
            fault: None,
            log: has_log.then(Log::default),
        }
    }
}

impl<'a, S: Specified> Level<'a, S> {
    /// A level in which the properties without an entry in `found` are open.
    pub(in crate::engine) fn new<F>(
        system: &'a S,
        properties: &'a [&'static Property<S>],
        reducer: &'a Reducer,
        found: &[Option<F>],
    ) -> Self {
        let open = |index: &usize| found[*index].is_none();
        let (of_steps, of_states) = (0..properties.len())
            .filter(|index| open(index) && !properties[*index].kind().is_liveness())
            .partition(|index| matches!(properties[*index].predicate, Predicate::Step(_)));
        let fingerprints = Fingerprinter::new();
        Self {
            system,
            fingerprints,
            reducer,
            properties,
            of_states,
            of_steps,
            questions: None,
            differences: None,
        }
    }

    /// The same level, its states and edges logged for `questions`, if there are any.
    pub(in crate::engine) fn asking(self, questions: Option<&'a GraphQuestions<S>>) -> Self {
        Self { questions, ..self }
    }

    /// The same level, its steps compared with those of mutants, if there are any.
    pub(in crate::engine) fn comparing(self, differences: Option<&'a Differences<S>>) -> Self {
        Self { differences, ..self }
    }

    #[inline]
    fn actions(&self, state: &S::State, actions: &mut Vec<S::Action>) {
        match self.differences {
            None => self.system.actions(state, actions),
            Some(differences) => differences.actions(self.system, state, actions),
        }
    }

    #[inline]
    fn next_state(&self, state: &S::State, action: &S::Action) -> Result<S::State, S::Guard> {
        match self.differences {
            None => self.system.next_state(state, action),
            Some(differences) => differences.next_state(self.system, state, action),
        }
    }

    /// Expands the states of a chunk, given as bytes and numbered as `numbers`, into `outlet`.
    pub(in crate::engine) fn generate(
        &self,
        worker: &mut Worker<S>,
        (mut numbers, mut states): (Range<u32>, &[u8]),
        outlet: &mut Outlet<S::State>,
        shards: &[Shard],
    ) {
        worker.chunks += 1;
        // A panic leaves one state half expanded; the others of the level are still expanded, so that
        // the level's shortest finds do not depend on which thread met the panic.
        while let Err(message) = panics::catch(|| {
            for number in numbers.by_ref() {
                worker.place = Place { edge: Edge { parent: number, action: 0 }, stage: Stage::Offer };
                let state = S::State::decode(&mut states).expect("a state comes back from its bytes");
                self.expand(worker, number, &state, shards);
                if worker.pending.len() >= BATCH {
                    sort_out(&mut worker.pending, outlet, shards);
                }
            }
        }) {
            worker.abandoned += 1;
            worker.finds.note_panic(Panic { place: worker.place, message });
        }
        sort_out(&mut worker.pending, outlet, shards);
    }

    #[inline]
    fn expand(&self, worker: &mut Worker<S>, number: u32, state: &S::State, shards: &[Shard]) {
        worker.actions.clear();
        self.actions(state, &mut worker.actions);
        assert!(worker.actions.len() < usize::from(u16::MAX), "a state offers 65,535 actions or more");
        if let (Some(log), Some(questions)) = (&mut worker.log, self.questions) {
            log.open(self.fingerprint(state), number, questions.marks(self.system, state));
        }
        let generated_before = worker.generated;
        let pending_before = worker.pending.len();
        for (position, action) in (0..).zip(&worker.actions) {
            let edge = Edge { parent: number, action: position };
            worker.place = Place { edge, stage: Stage::Attempt };
            match self.next_state(state, action) {
                Err(guard) => worker.coverage.rejections[guard.index()] += 1,
                Ok(next) => {
                    worker.generated += 1;
                    worker.coverage.fired[S::action_kind(action)] += 1;
                    for &index in &self.of_steps {
                        if let Predicate::Step(holds) = self.properties[index].predicate
                            && !holds(self.system, state, action, &next)
                        {
                            worker.finds.note(index, edge);
                        }
                    }
                    let fingerprint = self.fingerprint(&next);
                    if let Some(log) = &mut worker.log {
                        log.edge(fingerprint, Label::of(self.system, state, action));
                    }
                    // Another edge to it has been taken, and that one is smaller.
                    if !worker.recent.as_mut().is_some_and(|recent| recent.has_met(fingerprint)) {
                        worker.pending.push(Candidate { fingerprint, edge, state: next });
                    }
                }
            }
        }
        if let Some(log) = &mut worker.log {
            log.close();
        }
        if worker.generated == generated_before {
            worker.terminal += 1;
            worker.finds.note_deadlock(number);
        }
        if determinism::is_sampled(u64::from(number))
            && let Err(fault) = determinism::of_state(self.system, state, &worker.actions)
        {
            worker.fault.get_or_insert((number, fault));
        }
        self.keep_ample(worker, (state, pending_before), shards);
    }

    /// The fingerprint under which a state is visited.
    #[inline]
    fn fingerprint(&self, state: &S::State) -> u64 {
        self.reducer.fingerprint(&self.fingerprints, self.system, state)
    }

    /// How many bytes of memory the buffers of one chunk take.
    pub(in crate::engine) fn bytes_in_memory(outlet: &Outlet<S::State>) -> u64 {
        let capacity: usize = outlet.iter().map(Vec::capacity).sum();
        (capacity * size_of::<Candidate<S::State>>()) as u64
    }

    /// The initial states, by shard.
    pub(in crate::engine) fn initial(&self, states: Vec<S::State>) -> Outlet<S::State> {
        let mut outlet = empty_outlet();
        assert!(states.len() < usize::from(u16::MAX), "there are 65,535 initial states or more");
        for (position, state) in (0..).zip(states) {
            let fingerprint = self.fingerprint(&state);
            let edge = Edge::initial(position);
            outlet[shard_of(fingerprint)].push(Candidate { fingerprint, edge, state });
        }
        outlet
    }

    /// Takes the candidates of one shard, in the order of their edges: the first edge to a state stays.
    pub(in crate::engine) fn merge(&self, shard: &mut Shard, buffers: Vec<&mut Vec<Candidate<S::State>>>) {
        let mut candidates = buffers.into_iter().flat_map(|buffer| buffer.drain(..));
        let mut edge = Edge::initial(0);
        while let Err(message) = panics::catch(|| {
            for candidate in candidates.by_ref() {
                edge = candidate.edge;
                if shard.visited.insert(candidate.fingerprint, &candidate.state) {
                    if self.reducer.partial_order.is_some() {
                        let added = shard.added.get_or_insert_with(|| Visited::new(SHARD_BITS));
                        added.insert(candidate.fingerprint);
                    }
                    shard.edges.push(edge);
                    shard.states.push(&candidate.state);
                    self.examine(&mut shard.finds, edge, &candidate.state);
                }
            }
        }) {
            shard.abandoned += 1;
            let place = Place { edge, stage: Stage::Arrival };
            shard.finds.note_panic(Panic { place, message });
        }
    }

    /// Asks the open properties about a new state.
    #[inline]
    fn examine(&self, finds: &mut Finds, edge: Edge, state: &S::State) {
        for &index in &self.of_states {
            // States come in the order of their edges, so a shard's first find is its smallest.
            if finds.edges[index].is_some() {
                continue;
            }
            let is_find = match self.properties[index].predicate {
                Predicate::Always(holds) => !holds(self.system, state),
                Predicate::Sometimes(holds) => holds(self.system, state),
                Predicate::Step(_)
                | Predicate::Eventually(_)
                | Predicate::EventuallyEach(_)
                | Predicate::AlwaysPossible(_) => false,
            };
            if is_find {
                finds.note(index, edge);
            }
        }
    }
}

/// Moves the candidates that have not been visited into the outlet.
fn sort_out<T: Codec>(pending: &mut Vec<Candidate<T>>, outlet: &mut Outlet<T>, shards: &[Shard]) {
    let shard = |candidate: &Candidate<T>| shard_of(candidate.fingerprint);
    // Each lookup waits for memory. Reading all the slots first, with no decision between them, lets
    // the processor wait for them together.
    let read = |candidate: &Candidate<T>| shards[shard(candidate)].visited.read(candidate.fingerprint);
    black_box(pending.iter().map(read).fold(0, BitXor::bitxor));
    for candidate in pending.drain(..) {
        let shard = shard(&candidate);
        if !shards[shard].visited.contains(candidate.fingerprint, &candidate.state) {
            outlet[shard].push(candidate);
        }
    }
}

/// Buffers for one chunk.
pub(in crate::engine) fn empty_outlet<T>() -> Outlet<T> {
    (0..SHARDS).map(|_| Vec::new()).collect()
}
