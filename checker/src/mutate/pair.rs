//! Guards that do one another's work: what breaks only when all of them are gone.

use counterfoil_model::mutant::Mutant;
use counterfoil_properties::property::Kind;

use super::baseline::{Baseline, request};
use super::hunt::kills;
use super::matrix::Kill;
use super::question::Budget;
use crate::catalogue::SystemInfo;
use crate::engine::Limits;
use crate::exit::Failure;

/// A property that the mutant breaks once the guards `others` are off as well, sooner than these alone would.
///
/// That `others` alone break something too is no objection, but what they break just as soon shows nothing of
/// the mutant: a property counts only if the mutant without `others` violates it in fewer actions than the
/// design without `others` does, if that does at all. And since a search ends at what breaks first, what `others`
/// alone break just as soon hides what breaks later: where nothing counts, the rest is asked about again without it.
///
/// # Errors
/// If there is no such guard, or if a find does not replay.
pub(super) fn shown(
    info: &SystemInfo,
    baselines: &[&Baseline<'_>],
    mutant: Mutant,
    others: &[&str],
    budget: Budget,
) -> Result<Option<Kill>, Failure> {
    let others: Vec<Mutant> = others.iter().map(|name| off(info, mutant, name)).collect::<Result<_, _>>()?;
    let pair = Pair { info, together: [&[mutant], &others[..]].concat(), others, budget };
    let can_matter =
        |one: &&Baseline<'_>| pair.together.iter().any(|mutant| one.can_matter(*mutant, &info.consulted));
    let able: Vec<&Baseline<'_>> = baselines.iter().copied().filter(can_matter).collect();
    for baseline in &able {
        if let Broken::Sooner(kill) = pair.broken(baseline, Vec::new())? {
            return Ok(Some(kill));
        }
    }
    for baseline in able {
        let asked = info.properties.iter().filter(|property| property.kind != Kind::Sometimes);
        let asked = asked.map(|property| property.name).filter(|name| applies(baseline, name));
        let mut asked: Vec<&str> = asked.collect();
        while !asked.is_empty() {
            match pair.broken(baseline, asked.iter().map(|name| (*name).to_owned()).collect())? {
                Broken::Sooner(kill) => return Ok(Some(kill)),
                Broken::AsSoon(broken) => asked.retain(|name| !broken.contains(name)),
                Broken::Nothing => break,
            }
        }
    }
    Ok(None)
}

fn applies(baseline: &Baseline<'_>, property: &str) -> bool {
    baseline.candidate.info.properties.contains(&property)
}

/// A mutant, with and without the guards that may do its guard's work.
struct Pair<'a> {
    info: &'a SystemInfo,
    together: Vec<Mutant>,
    others: Vec<Mutant>,
    budget: Budget,
}

/// What breaks first without all of them.
enum Broken {
    /// Something that does not break as soon without the others alone.
    Sooner(Kill),
    /// These, which break as soon without the others alone.
    AsSoon(Vec<&'static str>),
    Nothing,
}

impl Pair<'_> {
    /// What breaks first of these properties, or of all if there is none.
    fn broken(&self, baseline: &Baseline<'_>, properties: Vec<String>) -> Result<Broken, Failure> {
        let scenario = &baseline.candidate.scenario;
        let both = scenario.check(&request(self.budget, &self.together, properties))?;
        let mut broken = kills(self.info, &both);
        broken.retain(|kill| kill.depth.is_some() && kill.theme.is_some());
        let Some(depth) = broken.iter().filter_map(|kill| kill.depth).max() else {
            return Ok(Broken::Nothing);
        };
        let names = broken.iter().map(|kill| kill.property.to_owned()).collect();
        let limits = Limits { max_depth: Some(depth as u64), ..self.budget.limits };
        let alone = scenario.check(&request(Budget { limits, ..self.budget }, &self.others, names))?;
        let alone = kills(self.info, &alone);
        let by_others = |kill: &Kill| alone.iter().find(|one| one.property == kill.property);
        let is_sooner = |kill: &&Kill| by_others(kill).is_none_or(|one| kill.depth < one.depth);
        Ok(match broken.iter().find(is_sooner) {
            Some(kill) => Broken::Sooner(kill.clone()),
            None => Broken::AsSoon(broken.iter().map(|kill| kill.property).collect()),
        })
    }
}

fn off(info: &SystemInfo, mutant: Mutant, name: &str) -> Result<Mutant, Failure> {
    let guard = info.guards.iter().find(|entry| entry.name == name).copied();
    let guard = guard.ok_or_else(|| {
        Failure::usage(format!("{} is said to be implied by \"{name}\", which is no guard", mutant.name()))
    })?;
    Ok(Mutant::off(guard))
}
