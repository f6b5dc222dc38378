//! The engines in turn, several times over, and what their measurements come to.

use serde::Serialize;

use super::measure::{Measurement, in_a_process_of_its_own};
use super::task::{Ended, Engine, Task};
use crate::exit::{Code, Failure};

/// Several rounds of one workload.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// What was searched.
    pub workload: String,
    /// The engines, in the order in which they were asked for.
    pub engines: Vec<EngineResult>,
    /// What our engine is to each of the others.
    pub ratios: Vec<Ratio>,
}

/// What one engine did in all rounds.
#[derive(Clone, Debug, Serialize)]
pub struct EngineResult {
    /// Which engine.
    pub engine: Engine,
    /// Different states a second.
    pub unique_per_second: Option<Spread>,
    /// Different states for each second of a processor.
    pub unique_per_cpu_second: Option<Spread>,
    /// Initial states and transitions a second.
    pub generated_per_second: Option<Spread>,
    /// What the search added to the memory of the process, at its highest, for each state that it found.
    pub bytes_per_state: Option<Spread>,
    /// The measurements, round by round.
    pub rounds: Vec<Measurement>,
}

/// Our engine's figures divided by another's, each within one round, so that what disturbs the machine
/// disturbs both.
#[derive(Clone, Debug, Serialize)]
pub struct Ratio {
    /// The other engine.
    pub against: Engine,
    /// Of different states a second: more is better.
    pub unique_per_second: Option<Spread>,
    /// Of different states for each second of a processor, which other programs disturb less: more is better.
    pub unique_per_cpu_second: Option<Spread>,
    /// Of initial states and transitions a second: more is better.
    pub generated_per_second: Option<Spread>,
    /// Of memory for each state: less is better.
    pub bytes_per_state: Option<Spread>,
}

/// The middle of some figures, and how far apart they are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The one in the middle, or the mean of the two.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// Of these figures; nothing if there are none.
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let (min, max) = (*figures.first()?, *figures.last()?);
        let middle = figures.len() / 2;
        let median = if figures.len().is_multiple_of(2) {
            f64::midpoint(figures[middle - 1], figures[middle])
        } else {
            figures[middle]
        };
        Some(Self { median, min, max })
    }
}

/// Measures `engines` on a workload in `rounds` rounds. Each round begins with another engine, so that
/// none is always the first on a cool machine.
///
/// # Errors
/// If the workload cannot be measured, or if two engines that searched everything found different numbers
/// of states.
pub fn compare(task: &Task, engines: &[Engine], rounds: usize) -> Result<Comparison, Failure> {
    let mut measurements: Vec<Vec<Measurement>> = vec![Vec::new(); engines.len()];
    for round in 0..rounds {
        for turn in 0..engines.len() {
            let index = (round + turn) % engines.len();
            let task = Task { engine: engines[index], ..task.clone() };
            measurements[index].push(in_a_process_of_its_own(&task)?);
        }
    }
    let engines: Vec<EngineResult> =
        engines.iter().zip(measurements).map(|(engine, rounds)| result(*engine, rounds)).collect();
    agree(&task.workload, &engines)?;
    let ratios = ratios(&engines);
    Ok(Comparison { workload: task.workload.clone(), engines, ratios })
}

fn result(engine: Engine, rounds: Vec<Measurement>) -> EngineResult {
    let spread = |figure: fn(&Measurement) -> Option<f64>| Spread::of(rounds.iter().filter_map(figure));
    EngineResult {
        engine,
        unique_per_second: spread(Measurement::unique_per_second),
        unique_per_cpu_second: spread(Measurement::unique_per_cpu_second),
        generated_per_second: spread(Measurement::generated_per_second),
        bytes_per_state: spread(Measurement::bytes_per_state),
        rounds,
    }
}

/// Engines that differ are no faster or slower: one of them is wrong.
fn agree(workload: &str, engines: &[EngineResult]) -> Result<(), Failure> {
    let complete = engines.iter().flat_map(|result| {
        let complete = result.rounds.iter().filter(|round| round.searched.ended == Ended::Complete);
        complete.map(|round| (result.engine, round.searched.unique, round.searched.generated))
    });
    let mut complete = complete.peekable();
    let Some((first, unique, generated)) = complete.peek().copied() else { return Ok(()) };
    match complete.find(|(_, u, g)| (*u, *g) != (unique, generated)) {
        None => Ok(()),
        Some((other, u, g)) => {
            let sentence = format!(
                "on {workload} {} finds {unique} unique and {generated} generated states, {} finds {u} and {g}",
                first.title(),
                other.title()
            );
            Err(Failure::new(Code::Bug, sentence))
        }
    }
}

fn ratios(engines: &[EngineResult]) -> Vec<Ratio> {
    let Some(native) = engines.iter().find(|result| result.engine == Engine::Native) else {
        return Vec::new();
    };
    let others = engines.iter().filter(|result| result.engine != Engine::Native);
    others
        .map(|other| {
            let spread = |figure: fn(&Measurement) -> Option<f64>| {
                let rounds = native.rounds.iter().zip(&other.rounds);
                Spread::of(rounds.filter_map(|(ours, theirs)| Some(figure(ours)? / figure(theirs)?)))
            };
            Ratio {
                against: other.engine,
                unique_per_second: spread(Measurement::unique_per_second),
                unique_per_cpu_second: spread(Measurement::unique_per_cpu_second),
                generated_per_second: spread(Measurement::generated_per_second),
                bytes_per_state: spread(Measurement::bytes_per_state),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::task::Searched;
    use super::*;

    fn measured(ended: Ended, unique: u64, seconds: f64) -> Measurement {
        let searched = Searched { ended, unique, generated: 3 * unique, seconds };
        let (before, peak) = (Some(1_000), Some(1_000 + 20 * unique));
        let cpu_seconds = Some(2.0 * seconds);
        Measurement { searched, cpu_seconds, resident_bytes_before: before, peak_resident_bytes: peak }
    }

    #[test]
    fn a_spread_is_the_middle_and_the_ends() {
        let spread = |figures: &[f64]| Spread::of(figures.iter().copied());
        assert_eq!(spread(&[]), None);
        assert_eq!(spread(&[3.0, 1.0, 2.0]), Some(Spread { median: 2.0, min: 1.0, max: 3.0 }));
        assert_eq!(spread(&[4.0, 1.0]), Some(Spread { median: 2.5, min: 1.0, max: 4.0 }));
    }

    #[test]
    fn ratios_are_taken_round_by_round_from_what_each_engine_searched() {
        let ours = [measured(Ended::Complete, 100, 1.0), measured(Ended::Complete, 100, 2.0)];
        // The second round disturbs both, and the other engine is cut.
        let theirs = [measured(Ended::Time, 50, 5.0), measured(Ended::Time, 50, 10.0)];
        let results = [result(Engine::Native, ours.to_vec()), result(Engine::StaterightBfs, theirs.to_vec())];
        let ratios = ratios(&results);
        assert_eq!((ratios.len(), ratios[0].against), (1, Engine::StaterightBfs));
        let same = |median| Some(Spread { median, min: median, max: median });
        assert_eq!(ratios[0].unique_per_second, same(10.0));
        assert_eq!(ratios[0].unique_per_cpu_second, same(10.0));
        assert_eq!(ratios[0].generated_per_second, same(10.0));
        assert_eq!(ratios[0].bytes_per_state, same(1.0));
        assert_eq!(results[0].bytes_per_state, same(20.0));
    }

    #[test]
    fn engines_that_searched_everything_must_agree_and_others_need_not() {
        let with = |ended, unique| {
            let ours = result(Engine::Native, vec![measured(Ended::Complete, 100, 1.0)]);
            agree("toy/one", &[ours, result(Engine::StaterightDfs, vec![measured(ended, unique, 1.0)])])
        };
        assert_eq!(with(Ended::Complete, 100), Ok(()));
        assert_eq!(with(Ended::States, 99), Ok(()));
        let sentence =
            "on toy/one native finds 100 unique and 300 generated states, stateright DFS finds 99 and 297";
        assert_eq!(with(Ended::Complete, 99), Err(Failure::new(Code::Bug, sentence)));
    }
}
