//! stateright's searches, measured on the same specification.
//!
//! They are asked for one property, the conjunction of the `always` properties, which is less than our
//! engine does meanwhile. They are given no limits of their own, which they do not keep well: a search
//! that is to be cut is watched, and left when it has found enough. Its threads then go on until the
//! process ends, which measures nothing else.

use std::fmt::Debug;
use std::hash::Hash;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;
use stateright::{Checker, Model};

use super::task::{Ended, Order, Searched, Task, stops_early};
use crate::exit::{Code, Failure};

/// Searches as the task says.
///
/// # Errors
/// If a property is violated, or if a rule panics.
pub(crate) fn search<S: Specified>(
    specification: Specification<S>,
    order: Order,
    task: &Task,
) -> Result<Searched, Failure> {
    checked(specification, order, task)
}

/// Lets stateright check any model of its own, as the task says.
///
/// # Errors
/// As [`search`].
pub(super) fn checked<M>(model: M, order: Order, task: &Task) -> Result<Searched, Failure>
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + Debug + Hash + PartialEq + Send + Sync,
    M::Action: Clone + Debug + PartialEq + Send + Sync,
{
    let started = Instant::now();
    let builder = model.checker().threads(task.threads);
    match order {
        Order::BreadthFirst => watch(builder.spawn_bfs(), task, started),
        Order::DepthFirst => watch(builder.spawn_dfs(), task, started),
    }
}

fn watch<M>(mut checker: impl Checker<M>, task: &Task, started: Instant) -> Result<Searched, Failure>
where
    M: Model,
    M::State: Clone + PartialEq,
    M::Action: Clone + PartialEq,
{
    let workers = checker.handles();
    let ended = loop {
        if workers.iter().all(JoinHandle::is_finished) {
            break Ended::Complete;
        }
        let elapsed = started.elapsed();
        if task.max_states.is_some_and(|limit| checker.unique_state_count() as u64 >= limit) {
            break Ended::States;
        }
        if elapsed >= task.timeout {
            break Ended::Time;
        }
        // Counting takes a lock for each part of the visited set: seldom enough to cost nothing, and
        // often enough that the time is right to a thousandth.
        thread::sleep((elapsed / 1000).clamp(Duration::from_micros(20), Duration::from_millis(10)));
    };
    let seconds = started.elapsed().as_secs_f64();
    let (unique, generated) = (checker.unique_state_count() as u64, checker.state_count() as u64);
    if ended == Ended::Complete {
        let joined: Result<Vec<()>, _> = workers.into_iter().map(JoinHandle::join).collect();
        joined.map_err(|_| stops_early(&task.workload))?;
        if !checker.discoveries().is_empty() {
            return Err(stops_early(&task.workload));
        }
        if !checker.is_done() {
            let sentence = format!("stateright left {} before it was done", task.workload);
            return Err(Failure::new(Code::Bug, sentence));
        }
    }
    Ok(Searched { ended, unique, generated, seconds })
}
