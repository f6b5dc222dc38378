//! How to check a system of your own with Counterfoil's engine as a library.
//!
//! ```text
//! cargo run --release --example two_phase_commit -- 8
//! ```
//!
//! Three things make a system checkable, and `checker/src/bench/two_phase_commit.rs` has them all:
//!
//! 1. A table of guards, made by `guards!`: each condition that can refuse an action, by name.
//! 2. `impl System`: the states, what can be attempted in each, and what becomes of an attempt.
//! 3. `impl Specified`: what must hold (`always`, `step`), and what must be possible (`sometimes`).
//!
//! A scenario then gives it bounds. This program searches the scenario with as many resource managers
//! as its argument says, first as it is and then with one of its guards off, to see what that guard is
//! for. It ends as `counterfoil check` does: with 0 if everything holds.

use std::process::ExitCode;

use counterfoil::bench::two_phase_commit::{Guard, Scenario, scenario};
use counterfoil::catalogue::AnyScenario;
use counterfoil::engine::Limits;
use counterfoil::exit::Failure;
use counterfoil::report::{RunReport, human};
use counterfoil::request::Request;
use counterfoil_model::guard::GuardTable;
use counterfoil_model::mutant::Mutant;
use counterfoil_model::scenario::Bounds;

fn main() -> ExitCode {
    let ended = resource_managers().and_then(|resource_managers| show(&scenario(resource_managers)));
    ended.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        failure.code.into()
    })
}

/// The first argument; three if there is none.
fn resource_managers() -> Result<u8, Failure> {
    let argument = std::env::args().nth(1).unwrap_or_else(|| "3".to_owned());
    argument.parse().map_err(|_| Failure::usage(format!("\"{argument}\" is no number of resource managers")))
}

fn show(scenario: &Scenario) -> Result<ExitCode, Failure> {
    // The command line looks at the bounds before it searches; so does whoever calls the engine.
    scenario.parameters.validate().map_err(Failure::usage)?;

    let report = check(scenario, vec![])?;
    // Like `println!`, but without colours where nobody wants them.
    anstream::println!("{}", human::render(std::slice::from_ref(&report)));

    // A proof says little before one has seen it fail. Without this guard a transaction may be
    // committed that a resource manager has aborted, and the engine prints a shortest way there.
    let mutant = check(scenario, vec![Mutant::off(Guard::CommitIsPrepared.entry())])?;
    anstream::println!("{}", human::render(&[mutant]));

    println!(
        "{} unique states, {} generated, {}",
        report.counts.unique,
        report.counts.generated,
        report.outcome.name()
    );
    Ok(report.outcome.code().into())
}

/// Searches with our own engine on all cores. `Limits` can end a search at a number of states, at a
/// depth or at a moment; a search that was cut is never called a proof.
fn check(scenario: &Scenario, mutants: Vec<Mutant>) -> Result<RunReport, Failure> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let limits = Limits::default();
    scenario.check(&Request { limits, mutants, ..Request::new(threads) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model is code like any other: pin what its search finds, and let CI run it.
    #[test]
    fn it_finds_the_published_numbers_of_states() {
        for (resource_managers, unique) in [(3, 288), (5, 8_832)] {
            let report = check(&scenario(resource_managers), vec![]).expect("it is deterministic");
            assert_eq!((report.outcome.name(), report.counts.unique), ("proved", unique));
        }
    }

    #[test]
    fn it_shows_what_was_asked_for_or_says_why_not() {
        assert_eq!(show(&scenario(2)).expect("two are few"), ExitCode::SUCCESS);
        let failure = show(&scenario(0)).expect_err("nobody is too few");
        assert_eq!(failure.sentence, "resource_managers is 0, and can be from 1 to 15");
    }
}
