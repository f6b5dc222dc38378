//! What a search spends its time on, part by part: listing the attempts in a state, attempting each kind of
//! action, each property, and turning states into bytes and back.
//!
//! ```text
//! cargo bench --bench transitions -- asset_tracker/round_trip two_phase_commit/8
//! ```
//!
//! States are taken evenly from a breadth-first search; every figure is the mean over all of them, in
//! nanoseconds of one thread. What waits for memory in a real search (the visited set) is not here.

use std::hash::BuildHasher;
use std::hint::black_box;
use std::time::{Duration, Instant};

use counterfoil::bench::two_phase_commit::TwoPhaseCommit;
use counterfoil_model::asset_tracker::AssetTracker;
use counterfoil_model::codec::Codec;
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::Scenario;
use counterfoil_model::system::{Protocol, System};
use counterfoil_properties::property::{Predicate, Specified};
use foldhash::quality::FixedState;

/// How many states are searched, and how many of them are looked at: few enough to stay in the caches, as
/// the states do that a search is busy with.
const SEARCHED: usize = 200_000;
const SAMPLE: usize = 200;
/// For how long passes over all states are repeated.
const LONG_ENOUGH: Duration = Duration::from_millis(200);

fn main() {
    // Cargo passes `--bench`.
    let mut names: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with("--")).collect();
    if names.is_empty() {
        names = vec!["asset_tracker/round_trip".to_owned(), "two_phase_commit/8".to_owned()];
    }
    for name in names {
        let (system, label) = name.split_once('/').unwrap_or((&name, ""));
        let is_known = match system {
            TwoPhaseCommit::NAME => profile::<TwoPhaseCommit>(label),
            AssetTracker::NAME => profile::<AssetTracker>(label),
            _ => false,
        };
        if !is_known {
            eprintln!("error: there is no workload \"{name}\"");
            std::process::exit(2);
        }
    }
}

/// Whether there is a scenario of this name.
fn profile<S: Specified>(label: &str) -> bool {
    let scenarios = S::scenarios();
    let Some(scenario) = scenarios.iter().find(|scenario| scenario.label() == label) else { return false };
    let system = S::new(&scenario.parameters, GuardSet::all_on());
    let states = sample(&system);
    println!("{}/{label}, {} states, {} bytes each in memory", S::NAME, states.len(), size_of::<S::State>());
    attempts(&system, &states);
    kinds(&system, &states);
    properties(scenario, &system, &states);
    bytes::<S>(&states);
    println!();
    true
}

/// States of a breadth-first search, evenly spread over it.
fn sample<S: System>(system: &S) -> Vec<S::State> {
    let mut known = std::collections::BTreeSet::new();
    let hasher = FixedState::default();
    let mut states = system.init_states();
    let mut actions = Vec::new();
    let mut next = 0;
    while next < states.len() && states.len() < SEARCHED {
        actions.clear();
        system.actions(&states[next], &mut actions);
        for action in &actions {
            if let Ok(state) = system.next_state(&states[next], action)
                && known.insert(hasher.hash_one(&state))
            {
                states.push(state);
            }
        }
        next += 1;
    }
    let step = (states.len() / SAMPLE).max(1);
    states.into_iter().step_by(step).collect()
}

/// The mean time of `work` on one of `items`, in nanoseconds, in the pass over all of them that took the least
/// time: other programs make a pass longer and never shorter.
fn cost<T>(items: &[T], mut work: impl FnMut(&T)) -> f64 {
    let started = Instant::now();
    let mut best = Duration::MAX;
    while started.elapsed() < LONG_ENOUGH {
        let pass = Instant::now();
        items.iter().for_each(&mut work);
        best = best.min(pass.elapsed());
    }
    best.as_secs_f64() * 1e9 / f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX).max(1))
}

fn line(what: &str, count: usize, nanoseconds: f64) {
    println!("  {what:<42}{count:>10}{nanoseconds:>10.1} ns");
}

fn attempts<S: System>(system: &S, states: &[S::State]) {
    let mut actions = Vec::new();
    let list = cost(states, |state| {
        actions.clear();
        system.actions(black_box(state), &mut actions);
        black_box(&actions);
    });
    line("list the attempts in a state", states.len(), list);
}

/// An attempt, with the state in which it is made.
type Attempt<S> = (<S as Protocol>::State, <S as Protocol>::Action);

/// The time of each kind of action, accepted and refused.
fn kinds<S: System>(system: &S, states: &[S::State]) {
    let mut accepted: Vec<Vec<Attempt<S>>> = S::ACTIONS.iter().map(|_| Vec::new()).collect();
    let mut refused: Vec<Vec<Attempt<S>>> = S::ACTIONS.iter().map(|_| Vec::new()).collect();
    let mut actions = Vec::new();
    for state in states {
        actions.clear();
        system.actions(state, &mut actions);
        for action in &actions {
            let kinds = if system.next_state(state, action).is_ok() { &mut accepted } else { &mut refused };
            kinds[S::action_kind(action)].push((state.clone(), *action));
        }
    }
    let attempt = |(state, action): &Attempt<S>| {
        let _ = black_box(system.next_state(black_box(state), action));
    };
    for (what, kinds) in [("accepted", accepted), ("refused", refused)] {
        let all = kinds.concat();
        line(&format!("{what} attempt"), all.len(), cost(&all, attempt));
        for (name, attempts) in S::ACTIONS.iter().zip(kinds) {
            if !attempts.is_empty() {
                line(&format!("  {what} {name}"), attempts.len(), cost(&attempts, attempt));
            }
        }
    }
}

fn properties<S: Specified>(scenario: &Scenario<S>, system: &S, states: &[S::State]) {
    for property in S::properties().iter().filter(|property| (property.applies)(scenario)) {
        if let Predicate::Always(holds) | Predicate::Sometimes(holds) = property.predicate {
            let ask = cost(states, |state| {
                black_box(holds(system, black_box(state)));
            });
            line(&format!("{} {}", property.kind().name(), property.name), states.len(), ask);
        }
    }
}

fn bytes<S: System>(states: &[S::State]) {
    let hasher = FixedState::default();
    let hash = cost(states, |state| {
        black_box(hasher.hash_one(black_box(state)));
    });
    line("hash a state field by field", states.len(), hash);
    let mut buffer = Vec::with_capacity(4096);
    let encode = cost(states, |state| {
        buffer.clear();
        black_box(state).encode(&mut buffer);
        black_box(&buffer);
    });
    let encoded: Vec<Vec<u8>> = states
        .iter()
        .map(|state| {
            let mut bytes = Vec::new();
            state.encode(&mut bytes);
            bytes
        })
        .collect();
    let length: usize = encoded.iter().map(Vec::len).sum();
    line(&format!("encode a state, in {} bytes", length / states.len().max(1)), states.len(), encode);
    let mut room = vec![0; 4096];
    let put = cost(states, |state| {
        let end = black_box(state).put(&mut room, 0);
        black_box(hasher.hash_one(black_box(&room[..end])));
    });
    line("write a state into room and hash its bytes", states.len(), put);
    let decode = cost(&encoded, |bytes| {
        black_box(S::State::decode(&mut black_box(bytes).as_slice()).is_some());
    });
    line("decode a state", states.len(), decode);
    let hash = cost(&encoded, |bytes| {
        black_box(hasher.hash_one(black_box(bytes.as_slice())));
    });
    line("hash the bytes of a state", states.len(), hash);
    let clone = cost(states, |state| {
        black_box(black_box(state).clone());
    });
    line("clone a state", states.len(), clone);
}
