//! Mutation: each guard is got wrong in turn, and some property must notice.
//!
//! A mutant that breaks a property shows two things at once: the property says something, and the guard is
//! needed. One that breaks nothing is a finding about the model, with a written reason or without. A search
//! of a mutant ends at its first kill, after whole levels, so that each kill is a shortest one; what survives
//! has been searched to the end.
//!
//! The scenarios that are to prove something are tried in the order of their size. Where every step that a
//! finished search of the design attempts comes out the same in the mutant, the mutant has the same states and
//! steps, and there is nothing to search. So such a scenario is left out, unless the system consults the guard
//! elsewhere ([`Protocol::consults`](counterfoil_model::system::Protocol::consults)): then the design does not
//! even attempt what the guard would refuse.

mod matrix;
mod question;
mod baseline;
mod broken;
mod hunt;
mod pair;

pub use matrix::{Fate, Kill, Matrix, Property, Row, Search};
pub use question::{Budget, Candidate, Question};

use std::time::Instant;

use counterfoil_model::mutant::Mutant;

use crate::catalogue::AnySystem;
use crate::exit::Failure;
use crate::queue;

/// Gets every guard of `system` wrong in turn.
///
/// # Errors
/// If the design itself does not hold, if a find does not replay, or if there is nothing to search.
pub fn mutate(system: &dyn AnySystem, question: &Question, budget: Budget) -> Result<Matrix, Failure> {
    let started = Instant::now();
    let info = system.info();
    let mutants = &question.mutants;
    let first = baseline::all(&question.first, mutants, budget)?;
    let following = baseline::Following::all(&question.then, &first);
    let label = format!("{}: mutants", info.name);
    let hunter = hunt::Hunter {
        info: &info,
        mutants,
        first: &first,
        then: &following,
        is_whole: question.is_whole,
        budget,
    };
    let mut rows = queue::each(&label, budget.threads, mutants, |mutant| hunter.hunt(*mutant))?;
    // What some of the mutants break says little of what nothing breaks.
    let is_all = mutants.len() == Mutant::all(info.guards.iter().copied()).count();
    let properties =
        if is_all { broken::properties(&info, question, &first, &mut rows, budget)? } else { Vec::new() };
    let scenarios = first.iter().map(|one| one.candidate.info.label.clone());
    Ok(Matrix {
        system: info.name,
        scenarios: scenarios.collect(),
        rows,
        properties,
        is_whole: question.is_whole,
        seconds: started.elapsed().as_secs_f64(),
    })
}
