//! What breaks each property: one that nothing can break is not checked.

use counterfoil_model::mutant::{Change, Mutant};
use counterfoil_properties::property::Kind;

use super::baseline::{Baseline, request};
use super::hunt::kills;
use super::matrix::{Fate, Kill, Property, Row, Search};
use super::question::{Budget, Question};
use crate::catalogue::{PropertyInfo, SystemInfo};
use crate::engine::Ending;
use crate::exit::Failure;
use crate::queue;

/// Every invariant that applies to a scenario, with the mutants and the variants that break it.
///
/// A mutant's search stops at its first kill, so a property that is violated later than others may go unseen.
/// For one that nothing has broken so far, the guards that it rests on are switched off once more, and it
/// alone is asked about; what is found joins the kills of the mutant.
///
/// # Errors
/// If a find does not replay.
pub(super) fn properties(
    info: &SystemInfo,
    question: &Question,
    baselines: &[Baseline<'_>],
    rows: &mut [Row],
    budget: Budget,
) -> Result<Vec<Property>, Failure> {
    let variants = queue::each("variants", budget.threads, &question.variants, |variant| {
        let report = variant.scenario.check(&request(budget, &[], Vec::new()))?;
        Ok((report.scenario.clone(), kills(info, &report)))
    })?;
    let applies = |property: &&PropertyInfo| {
        let mut scenarios = baselines.iter().map(|one| &one.candidate.info);
        property.kind != Kind::Sometimes && scenarios.any(|one| one.properties.contains(&property.name))
    };
    let mut properties = Vec::new();
    for property in info.properties.iter().filter(applies) {
        let mut broken_by = breakers(property.name, rows, &variants);
        if broken_by.is_empty() {
            ask(property, baselines, rows, budget, info)?;
            broken_by = breakers(property.name, rows, &variants);
        }
        properties.push(Property { name: property.name, theme: property.theme, broken_by });
    }
    Ok(properties)
}

fn breakers(name: &str, rows: &[Row], variants: &[(String, Vec<Kill>)]) -> Vec<String> {
    let breaks = |kills: &[Kill]| kills.iter().any(|kill| kill.property == name);
    let killed = rows.iter().filter(|row| matches!(&row.fate, Fate::Killed(kills) if breaks(kills)));
    let variants = variants.iter().filter(|(_, kills)| breaks(kills)).map(|(label, _)| label.clone());
    killed.map(|row| row.mutant.name()).chain(variants).collect()
}

/// Asks about one property alone, without each of the guards that it rests on, until it is violated.
fn ask(
    property: &PropertyInfo,
    baselines: &[Baseline<'_>],
    rows: &mut [Row],
    budget: Budget,
    info: &SystemInfo,
) -> Result<(), Failure> {
    let rests_on = |row: &&mut Row| {
        let Mutant { guard, change } = row.mutant;
        change == Change::Off && property.rests_on.contains(&guard.name)
    };
    for row in rows.iter_mut().filter(rests_on) {
        let Fate::Killed(known) = &mut row.fate else { continue };
        for baseline in baselines {
            let candidate = baseline.candidate;
            let can_matter = baseline.can_matter(row.mutant, &info.consulted);
            if !can_matter || !candidate.info.properties.contains(&property.name) {
                continue;
            }
            let asked = request(budget, &[row.mutant], vec![property.name.to_owned()]);
            let report = candidate.scenario.check(&asked)?;
            row.searches.push(Search {
                scenario: report.scenario.clone(),
                unique: report.counts.unique,
                complete: matches!(report.ending, Ending::Exhausted(_)),
            });
            let found = kills(info, &report).into_iter().find(|kill| kill.property == property.name);
            if let Some(kill) = found {
                known.push(kill);
                return Ok(());
            }
        }
    }
    Ok(())
}
