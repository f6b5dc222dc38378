//! Guards that do one another's work: what breaks only when all of them are gone.

use counterfoil_model::mutant::Change;

use super::baseline::{Baseline, request};
use super::hunt::kills;
use super::{Budget, Fault, Kill};
use crate::catalogue::SystemInfo;
use crate::engine::Limits;
use crate::exit::Failure;

/// A property that the mutant breaks once the guards `others` are off as well, sooner than these alone would.
///
/// That `others` alone break something too is no objection, but what they break just as soon shows nothing of
/// the mutant: a property counts only if the mutant without `others` violates it in fewer actions than the
/// design without `others` does, if that does at all.
///
/// # Errors
/// If there is no such guard, or if a find does not replay.
pub(super) fn shown(
    info: &SystemInfo,
    baselines: &[Baseline<'_>],
    fault: Fault,
    others: &[&str],
    budget: Budget,
) -> Result<Option<Kill>, Failure> {
    let others: Vec<Fault> = others.iter().map(|name| off(info, fault, name)).collect::<Result<_, _>>()?;
    let together = [&[fault], &others[..]].concat();
    for baseline in baselines {
        let scenario = &baseline.candidate.scenario;
        let both = scenario.check(&request(budget, &together, Vec::new()))?;
        let broken: Vec<Kill> = kills(info, &both).into_iter().filter(|kill| kill.depth.is_some()).collect();
        let Some(depth) = broken.iter().filter_map(|kill| kill.depth).max() else { continue };
        let names = broken.iter().map(|kill| kill.property.to_owned()).collect();
        let limits = Limits { max_depth: Some(depth as u64), ..budget.limits };
        let alone = scenario.check(&request(Budget { limits, ..budget }, &others, names))?;
        let alone = kills(info, &alone);
        let by_others = |kill: &Kill| alone.iter().find(|one| one.property == kill.property);
        let is_sooner = |kill: &&Kill| by_others(kill).is_none_or(|one| kill.depth < one.depth);
        if let Some(kill) = broken.iter().find(is_sooner) {
            return Ok(Some(kill.clone()));
        }
    }
    Ok(None)
}

fn off(info: &SystemInfo, fault: Fault, name: &str) -> Result<Fault, Failure> {
    let guard = info.guards.iter().find(|entry| entry.name == name).copied();
    let guard = guard.ok_or_else(|| {
        Failure::usage(format!("{} is said to be implied by \"{name}\", which is no guard", fault.name()))
    })?;
    Ok(Fault { guard, change: Change::Off })
}
