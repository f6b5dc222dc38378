//! The design itself in each scenario, before anything is wrong with it: its size, and which guards refuse.

use counterfoil_model::guard::GuardKind;
use counterfoil_model::mutant::Mutant;

use super::question::{Budget, Candidate};
use crate::engine::Ending;
use crate::exit::{Code, Failure};
use crate::identity;
use crate::queue;
use crate::report::RunReport;
use crate::request::Request;
use crate::verdict::Outcome;

/// A scenario in which the design holds.
pub(super) struct Baseline<'a> {
    pub(super) candidate: &'a Candidate,
    /// How often each guard refuses; nothing if the search was cut, so that this is not known.
    rejections: Option<Vec<(&'static str, u128)>>,
    /// The names of the mutants that do anything that the design does not; nothing if this is not known.
    differing: Option<Vec<String>>,
    unique: u128,
}

impl Baseline<'_> {
    /// Whether the mutant may do something here that the design does not.
    pub(super) fn can_matter(&self, mutant: Mutant, consulted: &[&str]) -> bool {
        if consulted.contains(&mutant.guard.name) {
            return true;
        }
        if let Some(differing) = &self.differing {
            return differing.contains(&mutant.name());
        }
        let Some(rejections) = &self.rejections else { return true };
        let refuses = rejections.iter().any(|(name, times)| *name == mutant.guard.name && *times > 0);
        mutant.guard.kind != GuardKind::Require || refuses
    }
}

/// How a scenario with these mutants is searched for these properties, or for all if there is none: by one
/// thread, since several mutants are searched at a time.
pub(super) fn request(budget: Budget, mutants: &[Mutant], properties: Vec<String>) -> Request {
    let Budget { limits, engine, .. } = budget;
    let mutants = mutants.to_vec();
    Request { engine, limits, mutants, properties, is_quiet: true, ..Request::new(1) }
}

/// The design in each of the scenarios, compared with `mutants`, the smallest first.
///
/// # Errors
/// If it does not hold in one of them: then a violation would say nothing of a mutant.
pub(super) fn all<'a>(
    candidates: &'a [Candidate],
    mutants: &[Mutant],
    budget: Budget,
) -> Result<Vec<Baseline<'a>>, Failure> {
    let search = |candidate: &Candidate| of(candidate, mutants, budget);
    let reports = queue::each("the design", budget.threads, candidates, search)?;
    let mut baselines: Vec<Baseline<'a>> = candidates
        .iter()
        .zip(reports)
        .map(|(candidate, report)| {
            let is_whole = matches!(report.ending, Ending::Exhausted(_));
            let rejections = report.guards.iter().map(|guard| (guard.entry.name, guard.rejections));
            Baseline {
                candidate,
                rejections: is_whole.then(|| rejections.collect()),
                differing: report.differing,
                unique: report.counts.unique,
            }
        })
        .collect();
    baselines.sort_by_key(|baseline| baseline.unique);
    Ok(baselines)
}

fn of(candidate: &Candidate, mutants: &[Mutant], budget: Budget) -> Result<RunReport, Failure> {
    let asked = Request { compared: mutants.to_vec(), ..request(budget, &[], Vec::new()) };
    let report = candidate.scenario.check(&asked)?;
    match report.outcome {
        Outcome::Proved(..) | Outcome::Incomplete(_) => Ok(report),
        _ => {
            let label = format!("{}/{}", report.system, report.scenario);
            let sentence = format!(
                "{label} is {} with every guard intact, so no mutant can be told from it; \
                 `{} check {label}` says more",
                report.outcome.name(),
                identity::name()
            );
            Err(Failure::new(report.outcome.code().and(Code::Missing), sentence))
        }
    }
}
