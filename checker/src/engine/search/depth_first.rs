//! Depth-first search, on one thread: each state's successors before its neighbours.
//!
//! It visits the same states as the breadth-first search and judges them alike. It keeps no edge of
//! a state but those on the way to the state at hand, so a visited state costs its fingerprint alone; in
//! return its counterexamples are as long as the ways happen to be. It ends at the first find that
//! decides the outcome.
//!
//! Under a depth bound it visits exactly the states that are as near as that: a state that is met
//! nearer than before is searched again, and counted once.

use counterfoil_model::guard::GuardTable;
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;
use counterfoil_traces::replay::{Fault, Trace};

use super::level::Stage;
use super::native::Options;
use super::stack::Stack;
use crate::coverage::Coverage;
use crate::engine::exhausted::Rest;
use crate::engine::met::seen::{Meeting, Seen};
use crate::engine::questions::Questions;
use crate::engine::store::budget::BYTES_OF_PROGRAM;
use crate::engine::{Counts, Cut, Ending, Exhausted, Findings, Panicked, SearchError, Unasked, determinism};
use crate::memory;
use crate::panics;

/// How many threads it works with: on one, the order of the search is the same each time.
pub const THREADS: usize = 1;

/// After how many attempts it looks at the clock, and at what memory there is.
const PATIENCE: u32 = 4096;

/// One search in progress.
struct Search<'a, S: Specified> {
    questions: Questions<'a, S>,
    options: &'a Options<'a, S>,
    seen: Seen,
    stack: Stack<S::Action>,
    /// The states that were met at the depth bound and, so far, no nearer.
    cut_off: u64,
    attempts: u64,
    stage: Stage,
    counts: Counts,
    coverage: Coverage,
    found: Vec<Option<Trace<S::Action>>>,
    deadlock: Option<Trace<S::Action>>,
    /// Whether something was found, or taken for the first time, since the demands were last looked at.
    is_news: bool,
}

/// Searches every state that the specification's system can reach, or as far as `options` say.
///
/// # Errors
/// If the system does not do again what it did.
pub fn search<S: Specified>(
    specification: &Specification<S>,
    options: &Options<'_, S>,
) -> Result<Findings<S::Action>, SearchError> {
    let mut search = Search {
        questions: Questions::new(specification),
        options,
        seen: Seen::new(options.limits.max_depth.is_some(), options.is_exact),
        stack: Stack::new(),
        cut_off: 0,
        attempts: 0,
        stage: Stage::Offer,
        counts: Counts::default(),
        coverage: Coverage::none::<S>(),
        found: specification.properties().iter().map(|_| None).collect(),
        deadlock: None,
        is_news: false,
    };
    let (ending, panicked) = match panics::catch(|| search.run()) {
        Ok(ending) => (ending.map_err(SearchError::NotDeterministic)?, None),
        Err(message) => (Ending::Decided, Some(search.panicked(message))),
    };
    let unasked = search.questions.unasked(Unasked::DepthFirst);
    let Search { counts, coverage, found, deadlock, .. } = search;
    let knows_depth = true;
    Ok(Findings { ending, counts, knows_depth, found, unasked, deadlock, panicked, coverage: Some(coverage) })
}

impl<S: Specified> Search<'_, S> {
    fn run(&mut self) -> Result<Ending, Fault> {
        let system = self.questions.system();
        determinism::of_start(system)?;
        let mut roots = Vec::new();
        for (start, state) in system.init_states().into_iter().enumerate() {
            self.stack.begin(start);
            self.counts.generated += 1;
            if self.meet(&state) {
                roots.push((start, state));
            }
        }
        for (start, root) in roots {
            self.stack.begin(start);
            self.enter(&root, true)?;
            let mut state = root;
            while self.stack.len() > 0 {
                if let Some(ending) = self.ending() {
                    return Ok(ending);
                }
                self.step(&mut state)?;
            }
        }
        let rest = Rest { waiting: self.stack.len() as u64, cut_off: self.cut_off };
        let cut = self.options.limits.max_depth.map_or(Cut::Engine, Cut::Depth);
        // What the last state showed may decide the outcome too.
        let ending = self.ending().filter(|ending| *ending == Ending::Decided);
        Ok(ending.unwrap_or_else(|| Exhausted::from_rest(&rest).map_or(Ending::Cut(cut), Ending::Exhausted)))
    }

    /// Attempts the next action in `state`, the last of the way, and moves it to where that leads.
    fn step(&mut self, state: &mut S::State) -> Result<(), Fault> {
        let system = self.questions.system();
        self.stage = Stage::Attempt;
        let Some(action) = self.stack.attempt() else {
            if self.options.demands.deadlock_free && self.stack.is_terminal() {
                self.deadlock = Some(self.stack.trace());
                self.is_news = true;
            }
            let left = self.stack.leave();
            self.counts.terminal += u128::from(left.is_some_and(|left| left.is_first && left.is_terminal));
            if let Some(parent) = self.stack.last() {
                *state = parent;
            }
            return Ok(());
        };
        self.attempts += 1;
        let is_first = self.stack.is_first();
        let next = match system.next_state(state, &action) {
            Ok(next) => next,
            Err(guard) => {
                self.coverage.rejections[guard.index()] += u128::from(is_first);
                return Ok(());
            }
        };
        self.stack.succeed();
        if is_first {
            let fired = &mut self.coverage.fired[S::action_kind(&action)];
            *fired += 1;
            self.is_news |= *fired == 1;
            self.counts.generated += 1;
            let violated: Vec<usize> = self.questions.of_step(state, &action, &next).collect();
            self.find(&violated);
        }
        let was_expanded = match self.look(&next) {
            Meeting::Known => return Ok(()),
            Meeting::New => false,
            Meeting::Nearer(depth) => self.options.limits.max_depth != Some(depth),
        };
        if self.is_at_bound() {
            return Ok(());
        }
        self.enter(&next, !was_expanded)?;
        *state = next;
        Ok(())
    }

    /// Notes an initial state; whether it is new and to be searched.
    fn meet(&mut self, state: &S::State) -> bool {
        self.look(state) == Meeting::New && !self.is_at_bound()
    }

    /// Notes a state that the last attempt leads to, and examines it if it is new.
    fn look(&mut self, state: &S::State) -> Meeting {
        self.stage = Stage::Arrival;
        let depth = self.stack.len() as u64;
        let meeting = self.seen.meet(state, depth);
        match meeting {
            Meeting::New => {
                self.counts.unique += 1;
                self.counts.depth = self.counts.depth.max(depth);
                self.cut_off += u64::from(self.is_at_bound());
                let found: Vec<usize> = self.questions.of_state(state).collect();
                self.find(&found);
            }
            Meeting::Nearer(earlier) => {
                self.cut_off -= u64::from(self.options.limits.max_depth == Some(earlier));
            }
            Meeting::Known => {}
        }
        meeting
    }

    /// Whether a state behind the last of the way is as far away as the search may go.
    fn is_at_bound(&self) -> bool {
        self.options.limits.max_depth == Some(self.stack.len() as u64)
    }

    fn enter(&mut self, state: &S::State, is_first: bool) -> Result<(), Fault> {
        let system = self.questions.system();
        self.stack.enter(state, is_first);
        self.stage = Stage::Offer;
        self.stack.offer(|actions| system.actions(state, actions));
        if is_first && determinism::is_sampled(u64::try_from(self.counts.unique).unwrap_or(1)) {
            determinism::of_state(system, state, self.stack.offered())?;
        }
        Ok(())
    }

    /// Keeps the trace that ends with the last attempt as what shows these properties.
    fn find(&mut self, properties: &[usize]) {
        for index in properties {
            self.found[*index] = Some(self.stack.trace_of_attempt());
        }
        if !properties.is_empty() {
            self.questions.close(&self.found);
            self.is_news = true;
        }
    }

    /// Why the search ends here, if it does.
    fn ending(&mut self) -> Option<Ending> {
        let Options { limits, demands, progress, .. } = self.options;
        if std::mem::take(&mut self.is_news)
            && (self.deadlock.is_some() || demands.are_decided(&self.found, &self.coverage))
        {
            return Some(Ending::Decided);
        }
        if let Some(limit) = limits.max_states.filter(|limit| self.counts.unique >= u128::from(*limit)) {
            return Some(Ending::Cut(Cut::States(limit)));
        }
        if !self.attempts.is_multiple_of(u64::from(PATIENCE)) {
            return None;
        }
        // The way grows by doubling.
        let is_short = self.seen.reserve(PATIENCE as usize).is_err();
        if is_short || !memory::has_room(2 * self.stack.bytes_in_memory()) {
            return Some(Ending::Cut(Cut::Allocation));
        }
        // Twice as much, since what grows is copied.
        let used = (self.seen.bytes() + self.stack.bytes_in_memory()) * 2 + BYTES_OF_PROGRAM;
        if let Some(limit) = limits.memory.filter(|limit| used > *limit) {
            return Some(Ending::Cut(Cut::Memory(limit)));
        }
        progress.tick(self.counts, self.stack.len() as u64);
        limits.end_now().map(Ending::Cut)
    }

    fn panicked(&self, message: String) -> Panicked<S::Action> {
        let trace = match self.stage {
            Stage::Offer => self.stack.trace(),
            Stage::Attempt | Stage::Arrival => self.stack.trace_of_attempt(),
        };
        Panicked { trace: Some(trace), attempts: self.stage == Stage::Attempt, message }
    }
}
