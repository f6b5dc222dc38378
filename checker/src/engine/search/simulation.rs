//! Random runs, for bounds at which no search ends: they can find a violation, and prove nothing.
//!
//! In each state a kind of action is drawn from those that can be taken, and then an action of that kind,
//! so that a kind with few actions is taken as often as one with many.
//!
//! The runs are numbered, and each has a seed of its own, the number at its position in the stream of the
//! seed that was asked for. They are made in rounds on all threads and looked at in their order, up to the
//! first that decides the outcome; so the report is the same for any number of threads, and a find can be
//! repeated alone, as the first run of its own seed.

use std::collections::TryReserveError;
use std::sync::atomic::{AtomicU64, Ordering};

use counterfoil_model::guard::GuardTable;
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;
use counterfoil_traces::replay::{Fault, Trace};

use super::level::Stage;
use super::native::Options;
use super::random::{Random, seed_at};
use crate::coverage::Coverage;
use crate::engine::met::fingerprint::Fingerprinter;
use crate::engine::met::visited::Visited;
use crate::engine::parallel::share_out;
use crate::engine::questions::Questions;
use crate::engine::store::budget::BYTES_OF_PROGRAM;
use crate::engine::{Counts, Cut, Ending, Findings, Panicked, SearchError, Unasked, determinism};
use crate::memory;
use crate::panics;

/// How many runs are made if neither a time nor a number of steps is given.
pub const RUNS: u64 = 10_000;
/// How many actions a run has at most if no depth is given.
pub const LENGTH: u64 = 100;
/// How many different states are counted at most, for the memory that it takes: 256 MiB.
pub const COUNTED: u64 = 1 << 24;

/// How many runs, and about how many steps, a round has at most.
const ROUND: u64 = 256;
const STEPS_PER_ROUND: u64 = 1 << 20;
/// After how many steps a run looks at the clock, and at what memory there is.
const PATIENCE: usize = 256;

/// What was done, beside what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// The seed that was asked for.
    pub seed: u64,
    /// How many runs were made.
    pub runs: u64,
    /// How many actions a run could have.
    pub length: u64,
    /// For each property that something was found of: the seed whose first run shows it.
    pub found_by: Vec<Option<u64>>,
    /// The seed whose first run panics, if one does.
    pub panicked_by: Option<u64>,
    /// The seed whose first run ends in a deadlock, if one does.
    pub deadlocked_by: Option<u64>,
}

/// A simulation in progress.
struct Simulation<'a, S: Specified> {
    questions: Questions<'a, S>,
    options: &'a Options<'a, S>,
    starts: Vec<S::State>,
    fingerprints: Fingerprinter,
    visited: Visited,
    /// How many bytes the runs of a round take, which are not looked at yet.
    in_flight: AtomicU64,
    counts: Counts,
    coverage: Coverage,
    found: Vec<Option<Trace<S::Action>>>,
    deadlock: Option<Trace<S::Action>>,
    panicked: Option<Panicked<S::Action>>,
    told: Simulated,
}

/// One run.
struct Walk<A> {
    trace: Trace<A>,
    /// The action that is being attempted.
    attempt: Option<A>,
    stage: Stage,
    /// Of every state, the first included.
    fingerprints: Vec<u64>,
    /// Whether it ended because nothing more can be done.
    is_terminal: bool,
    /// What ended it before that, and before its length.
    cut: Option<Cut>,
    /// How many of its bytes are counted as being in flight.
    counted: u64,
    coverage: Coverage,
    /// What was found: the property, and after how many actions.
    found: Vec<(usize, usize)>,
    panic: Option<String>,
    fault: Option<Fault>,
}

/// Makes random runs from `seed`, as far as `options` say.
///
/// # Errors
/// If the system does not do again what it did.
pub fn search<S: Specified>(
    specification: &Specification<S>,
    options: &Options<'_, S>,
    seed: u64,
) -> Result<(Findings<S::Action>, Simulated), SearchError> {
    let properties = specification.properties().len();
    determinism::of_start(specification.system()).map_err(SearchError::NotDeterministic)?;
    let mut simulation = Simulation {
        questions: Questions::new(specification),
        options,
        starts: specification.system().init_states(),
        fingerprints: Fingerprinter::new(),
        visited: Visited::new(0),
        in_flight: AtomicU64::new(0),
        counts: Counts::default(),
        coverage: Coverage::none::<S>(),
        found: (0..properties).map(|_| None).collect(),
        deadlock: None,
        panicked: None,
        told: Simulated {
            seed,
            runs: 0,
            length: options.limits.max_depth.unwrap_or(LENGTH),
            found_by: vec![None; properties],
            panicked_by: None,
            deadlocked_by: None,
        },
    };
    let ending = loop {
        if let Some(ending) = simulation.round().map_err(SearchError::NotDeterministic)? {
            break ending;
        }
        options.progress.tick(simulation.counts, 0);
    };
    let unasked = simulation.questions.unasked(Unasked::Simulation);
    let Simulation { counts, coverage, found, deadlock, panicked, told, .. } = simulation;
    let coverage = Some(coverage);
    Ok((Findings { ending, counts, knows_depth: true, found, unasked, deadlock, panicked, coverage }, told))
}

impl<S: Specified> Simulation<'_, S> {
    /// Makes some runs, and says why these were the last, if they were.
    fn round(&mut self) -> Result<Option<Ending>, Fault> {
        let runs = (STEPS_PER_ROUND / self.told.length.max(1)).clamp(1, ROUND);
        let mut walks: Vec<Option<Walk<S::Action>>> = (0..runs).map(|_| None).collect();
        let work: Vec<_> = (self.told.runs..).zip(&mut walks).collect();
        let this = &*self;
        share_out(this.options.threads, work.into_iter(), Vec::new, |offered, (number, walk)| {
            *walk = Some(this.run(seed_at(this.told.seed, number), offered));
        });
        let mut cut = None;
        for walk in walks.into_iter().flatten() {
            cut = cut.or(walk.cut);
            if self.visited.reserve(self.countable(&walk)).is_err() {
                return Ok(Some(Ending::Cut(Cut::Allocation)));
            }
            self.add(walk)?;
            let ending = self.ending();
            if ending.is_some() {
                return Ok(ending);
            }
        }
        self.in_flight = AtomicU64::new(0);
        self.questions.close(&self.found);
        Ok(cut.or_else(|| self.cut()).map(Ending::Cut))
    }

    /// How many states of a run may have to be counted.
    fn countable(&self, walk: &Walk<S::Action>) -> usize {
        let rest = COUNTED.saturating_sub(u64::try_from(self.counts.unique).unwrap_or(COUNTED));
        walk.fingerprints.len().min(usize::try_from(rest).unwrap_or(usize::MAX))
    }

    /// The limit that is reached, if one is.
    fn cut(&self) -> Option<Cut> {
        let limits = self.options.limits;
        // Twice as much, since what grows is copied.
        let in_flight = self.in_flight.load(Ordering::Relaxed);
        let used = (self.visited.bytes() + in_flight) * 2 + BYTES_OF_PROGRAM;
        limits.end_now().or_else(|| limits.memory.filter(|limit| used > *limit).map(Cut::Memory))
    }

    /// Why a run ends where it is, if it does; if not, there is memory for it to go on for a while.
    fn cut_within(&self, walk: &mut Walk<S::Action>) -> Option<Cut> {
        // Most runs are over before they are looked at twice: they take nothing to speak of.
        let is_long = walk.counted > 0;
        if walk.reserve(PATIENCE).is_err() || (is_long && !memory::has_room(0)) {
            return Some(Cut::Allocation);
        }
        let bytes = walk.bytes();
        self.in_flight.fetch_add(bytes.saturating_sub(walk.counted), Ordering::Relaxed);
        walk.counted = walk.counted.max(bytes);
        self.cut()
    }

    /// The first run of `seed`.
    fn run(&self, seed: u64, offered: &mut Vec<S::Action>) -> Walk<S::Action> {
        let mut random = Random::new(Random::new(seed).next());
        let start = random.below(self.starts.len());
        let mut walk = Walk {
            trace: Trace::finite(start, Vec::new()),
            attempt: None,
            stage: Stage::Arrival,
            fingerprints: Vec::new(),
            is_terminal: false,
            cut: None,
            counted: 0,
            coverage: Coverage::none::<S>(),
            found: Vec::new(),
            panic: None,
            fault: None,
        };
        match panics::catch(|| self.go(&mut walk, &mut random, offered)) {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => walk.fault = Some(fault),
            Err(message) => walk.panic = Some(message),
        }
        walk
    }

    fn go(
        &self,
        walk: &mut Walk<S::Action>,
        random: &mut Random,
        offered: &mut Vec<S::Action>,
    ) -> Result<(), Fault> {
        let Some(mut state) = self.starts.get(walk.trace.start).cloned() else { return Ok(()) };
        loop {
            let steps = walk.trace.actions.len();
            walk.stage = Stage::Arrival;
            let fingerprint = self.fingerprints.of(&state);
            walk.fingerprints.push(fingerprint);
            walk.find(self.questions.of_state(&state));
            if steps as u64 == self.told.length {
                return Ok(());
            }
            if steps.is_multiple_of(PATIENCE) {
                walk.cut = self.cut_within(walk);
            }
            if walk.cut.is_some() {
                return Ok(());
            }
            walk.stage = Stage::Offer;
            offered.clear();
            self.questions.system().actions(&state, offered);
            if determinism::is_sampled(fingerprint) {
                determinism::of_state(self.questions.system(), &state, offered)?;
            }
            walk.stage = Stage::Attempt;
            let Some(next) = self.choose(walk, random, &state, offered) else {
                walk.is_terminal = true;
                return Ok(());
            };
            state = next;
        }
    }

    /// Takes one of the actions that succeed, if there is one.
    fn choose(
        &self,
        walk: &mut Walk<S::Action>,
        random: &mut Random,
        state: &S::State,
        offered: &mut Vec<S::Action>,
    ) -> Option<S::State> {
        while !offered.is_empty() {
            let kind = drawn_kind(random, offered.iter().map(S::action_kind));
            // The kind is kept until an action of it succeeds, or all were tried.
            let mut of_kind: Vec<S::Action> = Vec::new();
            offered.retain(|action| {
                let is_other = S::action_kind(action) != kind;
                if !is_other {
                    of_kind.push(*action);
                }
                is_other
            });
            while !of_kind.is_empty() {
                let action = of_kind.swap_remove(random.below(of_kind.len()));
                walk.attempt = Some(action);
                match self.questions.system().next_state(state, &action) {
                    Err(guard) => walk.coverage.rejections[guard.index()] += 1,
                    Ok(next) => {
                        walk.coverage.fired[kind] += 1;
                        let violated = self.questions.of_step(state, &action, &next);
                        walk.trace.actions.push(action);
                        walk.attempt = None;
                        walk.find(violated);
                        return Some(next);
                    }
                }
            }
        }
        None
    }

    /// Adds what a run found and counted.
    fn add(&mut self, mut walk: Walk<S::Action>) -> Result<(), Fault> {
        if let Some(fault) = walk.fault {
            return Err(fault);
        }
        let seed = seed_at(self.told.seed, self.told.runs);
        self.told.runs += 1;
        self.counts.generated += walk.fingerprints.len() as u128;
        self.counts.depth = self.counts.depth.max(walk.trace.actions.len() as u64);
        self.coverage.add(&walk.coverage);
        let mut is_last_new = false;
        for fingerprint in walk.fingerprints {
            is_last_new = self.counts.unique < u128::from(COUNTED) && self.visited.insert(fingerprint);
            self.counts.unique += u128::from(is_last_new);
        }
        self.counts.terminal += u128::from(walk.is_terminal && is_last_new);
        for (property, length) in walk.found {
            if self.found[property].is_none() {
                let actions = walk.trace.actions[..length].to_vec();
                self.found[property] = Some(Trace::finite(walk.trace.start, actions));
                self.told.found_by[property] = Some(seed);
            }
        }
        if walk.is_terminal && self.options.demands.deadlock_free && self.deadlock.is_none() {
            self.deadlock = Some(walk.trace.clone());
            self.told.deadlocked_by = Some(seed);
        }
        if let Some(message) = walk.panic {
            walk.trace.actions.extend(walk.attempt);
            let attempts = walk.stage == Stage::Attempt;
            self.panicked = Some(Panicked { trace: Some(walk.trace), attempts, message });
            self.told.panicked_by = Some(seed);
        }
        Ok(())
    }

    /// Why the run that was looked at last is the last, if it is.
    fn ending(&self) -> Option<Ending> {
        let Options { limits, demands, .. } = self.options;
        let is_over = self.panicked.is_some() || self.deadlock.is_some();
        if is_over || demands.are_decided(&self.found, &self.coverage) {
            return Some(Ending::Decided);
        }
        let steps = limits.max_states.filter(|limit| self.counts.generated >= u128::from(*limit));
        let is_endless = limits.max_states.is_some() || limits.deadline.is_some();
        let runs = (!is_endless && self.told.runs >= RUNS).then_some(Cut::Runs(RUNS));
        steps.map(Cut::States).or(runs).map(Ending::Cut)
    }
}

impl<A> Walk<A> {
    /// Makes room for so many more steps.
    fn reserve(&mut self, steps: usize) -> Result<(), TryReserveError> {
        self.trace.actions.try_reserve(steps)?;
        // One more: the last state is noted before the next look.
        self.fingerprints.try_reserve(steps + 1)
    }

    /// How many bytes it takes, and will take in the set of the states that are counted: ten for each.
    fn bytes(&self) -> u64 {
        let actions = self.trace.actions.capacity() * size_of::<A>();
        let fingerprints = self.fingerprints.capacity() * size_of::<u64>() + self.fingerprints.len() * 10;
        (actions + fingerprints) as u64
    }

    /// Notes what the run shows here for the first time.
    fn find(&mut self, properties: impl Iterator<Item = usize>) {
        for property in properties {
            if !self.found.iter().any(|(known, _)| *known == property) {
                self.found.push((property, self.trace.actions.len()));
            }
        }
    }
}

/// One of the kinds of the actions that are offered, each as likely as the others.
fn drawn_kind(random: &mut Random, of_actions: impl Iterator<Item = usize>) -> usize {
    let mut kinds: Vec<usize> = Vec::new();
    for kind in of_actions {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds[random.below(kinds.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_with_one_action_is_drawn_as_often_as_one_with_many() {
        let mut random = Random::new(1);
        let mut counts = [0; 10];
        (0..10_000).for_each(|_| counts[drawn_kind(&mut random, [4, 4, 9, 4, 4, 4].into_iter())] += 1);
        // Four standard deviations are 200.
        assert!((4_800..5_200).contains(&counts[4]) && counts[4] + counts[9] == 10_000, "{counts:?}");
    }
}
