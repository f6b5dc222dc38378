//! What a system says of itself for the sake of reductions, held against all states that it can reach.
//!
//! Each law returns a sentence about the first state that breaks it. The states are found by a loop of
//! its own, so that no search engine vouches for itself.

#![allow(
    clippy::disallowed_types,
    reason = "tables are asked for single keys, and sets compared as a whole: no order shows"
)]

pub(super) mod parts;
pub(super) mod properties;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use counterfoil_model::footprint::{Footprint, Parts};
use counterfoil_model::system::System;
use counterfoil_properties::property::{LeadsTo, Predicate, Property, Specified};

/// Whether a law holds; if not, where it is broken.
pub(crate) type Law = Result<(), String>;

/// What a system can reach: its states, and what becomes of every attempt in them.
pub(crate) struct Space<'a, S: System> {
    pub(crate) system: &'a S,
    /// Every state that was found; the first of them are expanded.
    pub(crate) states: Vec<S::State>,
    /// By expanded state: what is attempted there.
    attempts: Vec<Vec<Attempt<S>>>,
    /// By state: the hashes of its parts.
    parts: Vec<Vec<u64>>,
}

/// An attempt.
struct Attempt<S: System> {
    action: S::Action,
    class: usize,
    /// The number of the next state, or the guard that refuses.
    next: Result<usize, S::Guard>,
}

impl<'a, S: System> Space<'a, S> {
    /// Everything that `system` can reach.
    pub(crate) fn of(system: &'a S) -> Self {
        Self::limited(system, usize::MAX)
    }

    /// What `system` can reach, until this many states are expanded.
    pub(crate) fn limited(system: &'a S, limit: usize) -> Self {
        let mut space = Self { system, states: Vec::new(), attempts: Vec::new(), parts: Vec::new() };
        let mut numbers = Table::default();
        for state in system.init_states() {
            space.number(&mut numbers, state);
        }
        while space.attempts.len() < space.states.len().min(limit) {
            let state = space.states[space.attempts.len()].clone();
            let attempts = actions(system, &state).into_iter().map(|action| {
                let next = system.next_state(&state, &action);
                let class = system.class(&action);
                Attempt { action, class, next: next.map(|next| space.number(&mut numbers, next)) }
            });
            let attempts = attempts.collect();
            space.attempts.push(attempts);
        }
        space
    }

    fn number(&mut self, numbers: &mut Table<usize>, state: S::State) -> usize {
        *numbers.entry(hash(&state)).or_insert_with(|| {
            self.parts.push(self.system.part_hashes(&state));
            self.states.push(state);
            self.states.len() - 1
        })
    }

    fn expanded(&self) -> impl Iterator<Item = (usize, &S::State)> {
        self.states.iter().take(self.attempts.len()).enumerate()
    }

    /// What becomes of `action` in the state with this number, if it is attempted there.
    fn becomes(&self, state: usize, action: &S::Action) -> Option<&Result<usize, S::Guard>> {
        self.attempts[state].iter().find(|attempt| attempt.action == *action).map(|attempt| &attempt.next)
    }

    fn is_enabled(&self, state: usize, class: usize) -> bool {
        self.attempts[state].iter().any(|attempt| attempt.class == class && attempt.next.is_ok())
    }

    /// What the actions of a class do to the parts that they write, or which guards refuse them; nothing if
    /// they change another part.
    fn effect(&self, state: usize, class: usize, lens: &Lens) -> Option<u64> {
        let before = &self.parts[state];
        let mut own = self.attempts[state].iter().filter(|attempt| attempt.class == class);
        own.try_fold(0, |effect, Attempt { action, next, .. }| {
            let outcome = match next {
                Err(guard) => hash(guard),
                Ok(next) if lens.untouched.of(before) == lens.untouched.of(&self.parts[*next]) => {
                    lens.written.of(&self.parts[*next])
                }
                Ok(_) => return None,
            };
            Some(hash(&(effect, action, outcome)))
        })
    }

    /// The classes whose actions are attempted anywhere.
    fn classes(&self) -> BTreeSet<usize> {
        self.attempts.iter().flatten().map(|attempt| attempt.class).collect()
    }
}

/// A table by what is a hash already.
type Table<V> = HashMap<u64, V, foldhash::fast::FixedState>;

fn hash(value: &impl Hash) -> u64 {
    foldhash::quality::FixedState::with_seed(7).hash_one(value)
}

fn actions<S: System>(system: &S, state: &S::State) -> Vec<S::Action> {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    actions
}

fn demand(condition: bool, sentence: impl FnOnce() -> String) -> Law {
    if condition { Ok(()) } else { Err(sentence()) }
}

/// Permutations are a group of automorphisms.
pub(crate) fn permutations_are_automorphisms<S: System>(space: &Space<'_, S>) -> Law {
    let system = space.system;
    let initial: HashSet<u64> = system.init_states().iter().map(hash).collect();
    for permutation in 0..system.permutations() {
        let permuted =
            system.init_states().into_iter().map(|state| hash(&system.permute(&state, permutation)));
        demand(permuted.collect::<HashSet<_>>() == initial, || {
            format!("permutation {permutation} leads out of the initial states")
        })?;
    }
    for (_, state) in space.expanded() {
        members_share_their_orbit(system, state)?;
        (0..system.permutations())
            .try_for_each(|permutation| permuted_attempts_end_alike(system, state, permutation))?;
    }
    Ok(())
}

fn orbit<S: System>(system: &S, state: &S::State) -> Vec<S::State> {
    let others = (0..system.permutations()).map(|permutation| system.permute(state, permutation));
    std::iter::once(state.clone()).chain(others).collect()
}

/// Every member of an orbit has the same orbit: the permutations are closed, and each can be undone.
fn members_share_their_orbit<S: System>(system: &S, state: &S::State) -> Law {
    let whole: HashSet<u64> = orbit(system, state).iter().map(hash).collect();
    for member in orbit(system, state) {
        let of_member: HashSet<u64> = orbit(system, &member).iter().map(hash).collect();
        demand(of_member == whole, || format!("{member:?} has another orbit than {state:?}"))?;
    }
    Ok(())
}

/// What is attempted in the permuted state is what is attempted in the state, permuted, and so is what
/// becomes of it.
fn permuted_attempts_end_alike<S: System>(system: &S, state: &S::State, permutation: usize) -> Law {
    let permuted = system.permute(state, permutation);
    let offered = actions(system, state);
    let theirs: HashSet<S::Action> = actions(system, &permuted).into_iter().collect();
    let ours: HashSet<S::Action> =
        offered.iter().map(|action| system.permute_action(action, permutation)).collect();
    demand(ours == theirs, || format!("{permuted:?} offers other actions than {state:?}, permuted"))?;
    for action in offered {
        let counterpart = system.permute_action(&action, permutation);
        demand(S::action_kind(&action) == S::action_kind(&counterpart), || {
            format!("{action} and {counterpart} are not of one kind")
        })?;
        let here = system.next_state(state, &action).map(|next| system.permute(&next, permutation));
        let there = system.next_state(&permuted, &counterpart);
        demand(here == there, || {
            format!("{action} in {state:?} and {counterpart} in {permuted:?} end differently")
        })?;
    }
    Ok(())
}

/// Exactly the properties that are declared to name a party tell members of an orbit apart.
///
/// One that is declared and tells none apart is no danger, but the declaration is then wrong.
pub(crate) fn properties_are_symmetric<S: Specified>(
    space: &Space<'_, S>,
    properties: &[&Property<S>],
) -> Law {
    for property in properties {
        let told_apart = space.expanded().find(|(number, _)| !is_symmetric_at(space, property, *number));
        match (told_apart, S::names_a_party(property)) {
            (Some((_, state)), false) => return Err(format!("{} names a party in {state:?}", property.name)),
            (None, true) => return Err(format!("{} names no party", property.name)),
            _ => {}
        }
    }
    Ok(())
}

fn is_symmetric_at<S: Specified>(space: &Space<'_, S>, property: &Property<S>, number: usize) -> bool {
    let (system, state) = (space.system, &space.states[number]);
    let attempts = space.attempts[number].iter();
    let transitions = attempts.filter_map(|attempt| Some((&attempt.action, attempt.next.as_ref().ok()?)));
    (0..system.permutations()).all(|permutation| {
        let permuted = |state| system.permute(state, permutation);
        match &property.predicate {
            Predicate::Always(holds) | Predicate::Sometimes(holds) | Predicate::AlwaysPossible(holds) => {
                holds(system, state) == holds(system, &permuted(state))
            }
            Predicate::Eventually(LeadsTo { from, to }) => {
                [from, to].into_iter().all(|holds| holds(system, state) == holds(system, &permuted(state)))
            }
            Predicate::EventuallyEach(all) => {
                // What is due of one is due of the other where they have changed places.
                let due_in = |state: &S::State| {
                    let mut due: Vec<_> =
                        all.iter().map(|due| ((due.from)(system, state), (due.to)(system, state))).collect();
                    due.sort_unstable();
                    due
                };
                due_in(state) == due_in(&permuted(state))
            }
            Predicate::Step(holds) => transitions.clone().all(|(action, next)| {
                let (next, counterpart) = (&space.states[*next], system.permute_action(action, permutation));
                let there = holds(system, &permuted(state), &counterpart, &permuted(next));
                holds(system, state, action, next) == there
            }),
        }
    })
}

/// Whether equal keys have equal values; if not, which value has a key that another has too.
fn is_function(mut pairs: Vec<(u64, u64, usize)>) -> Result<(), usize> {
    pairs.sort_unstable();
    match pairs.windows(2).find(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1) {
        None => Ok(()),
        Some(pair) => Err(pair[1].2),
    }
}

/// Some parts of a state, by number.
struct View(Vec<usize>);

impl View {
    fn on(parts: Parts) -> Self {
        Self((0..Parts::CAPACITY).filter(|number| parts.has(*number)).collect())
    }

    /// The hash of what is seen of a state.
    fn of(&self, hashes: &[u64]) -> u64 {
        let seen = self.0.iter().map_while(|number| hashes.get(*number));
        seen.fold(0, |all, part| hash(&(all, *part)))
    }
}

/// What a footprint lets one see of a state.
struct Lens {
    /// What it depends on.
    touched: View,
    /// What it may change.
    written: View,
    /// What it leaves as it is.
    untouched: View,
}

impl Lens {
    fn of(footprint: Footprint) -> Self {
        let Footprint { reads, writes } = footprint;
        let untouched = View::on(Parts::ALL.without(writes));
        Self { touched: View::on(reads.and(writes)), written: View::on(writes), untouched }
    }
}

/// The parts tell states apart, and are no more than a set can hold.
pub(crate) fn parts_make_up_the_state<S: System>(space: &Space<'_, S>) -> Law {
    let fit = space.parts.iter().all(|parts| parts.len() <= Parts::CAPACITY);
    demand(fit, || "there are too many parts".to_owned())?;
    let states = space.states.iter().zip(&space.parts).enumerate();
    let pairs = states.map(|(number, (state, parts))| (hash(parts), hash(state), number));
    is_function(pairs.collect())
        .map_err(|number| format!("{:?} has the parts of another state", space.states[number]))
}

/// Nothing but what a class writes is changed, and what becomes of its actions depends on what it reads and
/// writes.
pub(crate) fn footprints_cover<S: System>(space: &Space<'_, S>) -> Law {
    let footprints = space.system.footprints();
    for class in space.classes() {
        let lens = Lens::of(footprints[class]);
        let mut effects = Vec::with_capacity(space.attempts.len());
        for (number, state) in space.expanded() {
            let effect = space.effect(number, class, &lens);
            let effect =
                effect.ok_or_else(|| format!("class {class} changes more than it writes in {state:?}"))?;
            effects.push((lens.touched.of(&space.parts[number]), effect, number));
        }
        is_function(effects).map_err(|number| {
            format!("what class {class} does depends on more than it reads in {:?}", space.states[number])
        })?;
    }
    Ok(())
}

/// Two actions whose classes are independent can be taken in both orders, with the same result, and neither
/// changes what becomes of the other. Returns how many such pairs there were.
pub(crate) fn independent_actions_commute<S: System>(space: &Space<'_, S>) -> Result<u64, String> {
    let footprints = space.system.footprints();
    let mut pairs = 0;
    for (number, state) in space.expanded() {
        let attempts = &space.attempts[number];
        for (position, one) in attempts.iter().enumerate() {
            for other in &attempts[position + 1..] {
                if footprints[one.class].is_independent_of(footprints[other.class]) {
                    pairs += 1;
                    demand(commute(space, one, other), || {
                        format!("{} and {} do not commute in {state:?}", one.action, other.action)
                    })?;
                }
            }
        }
    }
    Ok(pairs)
}

/// Where a state behind them is not expanded, nothing is known.
fn commute<S: System>(space: &Space<'_, S>, one: &Attempt<S>, other: &Attempt<S>) -> bool {
    let mut ends = Vec::new();
    for (first, second) in [(one, other), (other, one)] {
        let Ok(behind) = first.next else { continue };
        if behind >= space.attempts.len() {
            continue;
        }
        match (space.becomes(behind, &second.action), second.next) {
            (Some(Ok(end)), Ok(_)) => ends.push(*end),
            (Some(Err(there)), Err(here)) if *there == here => {}
            _ => return false,
        }
    }
    ends.windows(2).all(|pair| pair[0] == pair[1])
}

/// While none of the parts changes that a class awaits, none of its actions can be taken.
pub(crate) fn what_is_awaited_has_to_change<S: System>(space: &Space<'_, S>) -> Law {
    let footprints = space.system.footprints();
    for class in space.classes() {
        let reads = footprints[class].reads;
        let mut awaited: HashMap<Parts, (View, HashSet<u64>)> = HashMap::new();
        for (number, state) in space.expanded().filter(|(number, _)| !space.is_enabled(*number, class)) {
            let awaits = space.system.awaits(state, class, reads);
            let (view, seen) = awaited.entry(awaits).or_insert_with(|| (View::on(awaits), HashSet::new()));
            seen.insert(view.of(&space.parts[number]));
        }
        for (number, state) in space.expanded().filter(|(number, _)| space.is_enabled(*number, class)) {
            let is_seen = |(view, seen): &(View, HashSet<u64>)| seen.contains(&view.of(&space.parts[number]));
            demand(!awaited.values().any(is_seen), || {
                format!("class {class} can act in {state:?}, though nothing has changed that it awaits")
            })?;
        }
    }
    Ok(())
}

/// The value of a property of states depends on what it reads.
pub(crate) fn properties_read_no_more<S: Specified>(
    space: &Space<'_, S>,
    properties: &[&Property<S>],
) -> Law {
    for property in properties {
        let (Predicate::Always(holds) | Predicate::Sometimes(holds)) = property.predicate else { continue };
        let view = View::on(space.system.reads(property));
        let states = space.states.iter().zip(&space.parts).enumerate();
        let pairs = states
            .map(|(number, (state, parts))| (view.of(parts), u64::from(holds(space.system, state)), number));
        is_function(pairs.collect()).map_err(|number| {
            format!("{} depends on more than it reads in {:?}", property.name, space.states[number])
        })?;
    }
    Ok(())
}
