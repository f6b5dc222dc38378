//! The design itself in each scenario, before anything is wrong with it: its size, and which guards refuse.

use std::sync::OnceLock;

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

impl<'a> Baseline<'a> {
    fn of(candidate: &'a Candidate, mutants: &[Mutant], budget: Budget) -> Result<Self, Failure> {
        let report = search(candidate, mutants, budget)?;
        let is_whole = matches!(report.ending, Ending::Exhausted(_));
        let rejections = report.guards.iter().map(|guard| (guard.entry.name, guard.rejections));
        Ok(Self {
            candidate,
            rejections: is_whole.then(|| rejections.collect()),
            differing: report.differing,
            unique: report.counts.unique,
        })
    }

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
    let search = |candidate: &&'a Candidate| Baseline::of(candidate, mutants, budget);
    let candidates: Vec<&Candidate> = candidates.iter().collect();
    let mut baselines = queue::each("the design", budget.threads, &candidates, search)?;
    baselines.sort_by_key(|baseline| baseline.unique);
    Ok(baselines)
}

/// A scenario that is searched only once some mutant needs it.
pub(super) struct Following<'a> {
    candidate: &'a Candidate,
    baseline: OnceLock<Result<Baseline<'a>, Failure>>,
}

impl<'a> Following<'a> {
    /// These scenarios, in the order of the small ones of the same name.
    pub(super) fn all(candidates: &'a [Candidate], first: &[Baseline<'_>]) -> Vec<Self> {
        let place = |one: &Self| {
            let small = format!("{}@small", one.candidate.info.label);
            first.iter().position(|baseline| baseline.candidate.info.label == small)
        };
        let following = candidates.iter().map(|candidate| Self { candidate, baseline: OnceLock::new() });
        let mut following: Vec<Self> = following.collect();
        following.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
        following
    }

    /// The design in it, compared with `mutants`.
    ///
    /// # Errors
    /// If it does not hold there.
    pub(super) fn baseline(&self, mutants: &[Mutant], budget: Budget) -> Result<&Baseline<'a>, Failure> {
        let baseline = self.baseline.get_or_init(|| Baseline::of(self.candidate, mutants, budget));
        baseline.as_ref().map_err(Clone::clone)
    }
}

fn search(candidate: &Candidate, mutants: &[Mutant], budget: Budget) -> Result<RunReport, Failure> {
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
