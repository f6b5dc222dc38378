//! One measurement: one engine searches one workload, in a process of its own.
//!
//! The process is this program again with the hidden option `--measure`, which gets the [`Task`] as
//! JSON and prints the answer as JSON. So the most memory that was ever resident is that engine's
//! alone, and no engine finds the memory or the caches as another left them.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::task::{Ended, Engine, Order, Searched, Task, stops_early};
use super::{usual_types, workload};
use crate::catalogue::{AnyScenario, AnySystem};
use crate::engine::{Counts, Cut, Ending, Limits};
use crate::exit::{Code, Failure};
use crate::memory;
use crate::request::Request;
use crate::verdict::Outcome;

/// How much longer than its time limit a process may take before it is ended from outside.
const GRACE: Duration = Duration::from_mins(1);

/// Whether the engine can search this workload: not everything is also written in usual types.
///
/// # Errors
/// The sentence that says so.
pub fn ensure_searchable(engine: Engine, workload: &str) -> Result<(), Failure> {
    match engine {
        Engine::Native | Engine::StaterightBfs | Engine::StaterightDfs => Ok(()),
        Engine::UsualTypesBfs | Engine::UsualTypesDfs => usual_types::resource_managers(workload).map(|_| ()),
    }
}

/// What a process answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Measured(Measurement),
    Failed(Failure),
}

/// What one engine did, and the memory that it took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// What it did.
    #[serde(flatten)]
    pub searched: Searched,
    /// The time that all its threads together were running; what other programs take away is not in it.
    pub cpu_seconds: Option<f64>,
    /// The memory that was resident before the search.
    pub resident_bytes_before: Option<u64>,
    /// The most memory that was resident by its end.
    pub peak_resident_bytes: Option<u64>,
}

#[allow(clippy::cast_precision_loss, reason = "a rate needs no more than a float's digits")]
impl Measurement {
    /// Different states a second.
    pub fn unique_per_second(&self) -> Option<f64> {
        let Searched { unique, seconds, .. } = self.searched;
        (unique > 0).then(|| unique as f64 / seconds.max(1e-9))
    }

    /// Initial states and transitions a second.
    pub fn generated_per_second(&self) -> Option<f64> {
        let Searched { generated, seconds, .. } = self.searched;
        (generated > 0).then(|| generated as f64 / seconds.max(1e-9))
    }

    /// Different states for each second of a processor.
    pub fn unique_per_cpu_second(&self) -> Option<f64> {
        let seconds = self.cpu_seconds.filter(|seconds| *seconds > 0.0)?;
        (self.searched.unique > 0).then(|| self.searched.unique as f64 / seconds)
    }

    /// What the search added to the memory of the process, at its highest, for each state that it found.
    pub fn bytes_per_state(&self) -> Option<f64> {
        let added = self.peak_resident_bytes?.saturating_sub(self.resident_bytes_before?);
        (self.searched.unique > 0).then(|| added as f64 / self.searched.unique as f64)
    }

    /// Of a process that did not say what it did.
    fn none(seconds: f64) -> Self {
        let searched = Searched { ended: Ended::Died, unique: 0, generated: 0, seconds };
        Self { searched, cpu_seconds: None, resident_bytes_before: None, peak_resident_bytes: None }
    }
}

/// Lets another process measure.
///
/// # Errors
/// If no process can be started, or if it says why it cannot measure this.
pub fn in_a_process_of_its_own(task: &Task) -> Result<Measurement, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(Code::InputOutput, format!("a process to measure in cannot be started: {error}"))
    };
    let text = serde_json::to_string(task).map_err(|error| Failure::new(Code::Bug, error.to_string()))?;
    let program = std::env::current_exe().map_err(failed)?;
    let started = Instant::now();
    let mut command = Command::new(program);
    command.args(["bench", "--measure", &text]).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    wait(&mut child, task.timeout.saturating_add(GRACE)).map_err(failed)?;
    let mut answer = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_string(&mut answer).map_err(failed)?;
    }
    match serde_json::from_str(&answer) {
        Ok(Answer::Measured(measurement)) => Ok(measurement),
        Ok(Answer::Failed(failure)) => Err(failure),
        Err(_) => Ok(Measurement::none(started.elapsed().as_secs_f64())),
    }
}

/// Waits for the end of the process, and brings it about if it takes too long. The answer is short
/// enough for the pipe, so nobody waits for its reader.
fn wait(child: &mut Child, patience: Duration) -> std::io::Result<()> {
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > patience {
            child.kill()?;
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

/// What the other process does: the answer to a task, as JSON.
///
/// # Errors
/// If the task is none.
pub fn answer(systems: &[Box<dyn AnySystem>], task: &str) -> Result<String, Failure> {
    let task: Task = serde_json::from_str(task)
        .map_err(|error| Failure::usage(format!("--measure is for counterfoil bench itself: {error}")))?;
    let answer = match measure(systems, &task) {
        Ok(measurement) => Answer::Measured(measurement),
        Err(failure) => Answer::Failed(failure),
    };
    serde_json::to_string(&answer).map_err(|error| Failure::new(Code::Bug, error.to_string()))
}

fn measure(systems: &[Box<dyn AnySystem>], task: &Task) -> Result<Measurement, Failure> {
    let scenario = workload::find(systems, &task.workload)?;
    let before = memory::resident_bytes();
    let cpu_before = cpu_seconds();
    let searched = match task.engine {
        Engine::Native => native(&*scenario, task),
        Engine::StaterightBfs => scenario.rival(Order::BreadthFirst, task),
        Engine::StaterightDfs => scenario.rival(Order::DepthFirst, task),
        Engine::UsualTypesBfs => usual_types::search(Order::BreadthFirst, task),
        Engine::UsualTypesDfs => usual_types::search(Order::DepthFirst, task),
    }?;
    let cpu_seconds = cpu_seconds().zip(cpu_before).map(|(after, before)| after - before);
    let peak_resident_bytes = memory::peak_bytes();
    Ok(Measurement { searched, cpu_seconds, resident_bytes_before: before, peak_resident_bytes })
}

/// The time that this process was running so far, in all its threads (Linux; elsewhere nothing is known).
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    cpu_seconds_of(&stat)
}

/// Fields 14 and 15, user and system time in hundredths of a second; the name in field 2 may hold spaces.
fn cpu_seconds_of(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u32>().ok();
    Some((f64::from(ticks()?) + f64::from(ticks()?)) / 100.0)
}

/// Our own engine, as `check` runs it.
fn native(scenario: &dyn AnyScenario, task: &Task) -> Result<Searched, Failure> {
    let deadline = Instant::now().checked_add(task.timeout);
    let limits = Limits { max_states: task.max_states, deadline, ..Limits::default() };
    let report = scenario.check(&Request { limits, ..Request::new(task.threads) })?;
    let ended = match (&report.outcome, report.ending) {
        (Outcome::Violated | Outcome::Panicked, _) | (_, Ending::Decided) => {
            return Err(stops_early(&task.workload));
        }
        (_, Ending::Exhausted(_)) => Ended::Complete,
        (_, Ending::Cut(Cut::States(_))) => Ended::States,
        (_, Ending::Cut(Cut::Allocation)) => Ended::Died,
        (_, Ending::Cut(_)) => Ended::Time,
    };
    let Counts { unique, generated, .. } = report.counts;
    let narrow = |count: u128| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(Searched { ended, unique: narrow(unique), generated: narrow(generated), seconds: report.seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_added() {
        let stat = "7 (a (b) c) R 1 7 7 0 -1 4194304 93 0 0 0 250 50 0 0 20 0 1 0 5 6 7";
        assert_eq!(cpu_seconds_of(stat), Some(3.0));
        assert_eq!(cpu_seconds_of("7 (short) R 1"), None);
    }
}
