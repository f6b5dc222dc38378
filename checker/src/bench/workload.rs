//! What the engines search when they are measured: two-phase commit, or any scenario that is proved.

use counterfoil_model::scenario::Intent;

use super::two_phase_commit::TwoPhaseCommit;
use crate::catalogue::{AnyScenario, AnySystem};
use crate::exit::Failure;
use crate::nearest::unknown;
use crate::registered::Registered;

/// What is measured if nothing is named: the yardstick, and the largest scenario of every run of
/// `counterfoil check`, which takes a few minutes on two cores. Of other systems, the first scenario that is proved.
pub fn usual(systems: &[Box<dyn AnySystem>]) -> Vec<String> {
    let largest = "asset_tracker/round_trip".to_owned();
    let mut proofs = systems.iter().flat_map(|system| system.scenarios()).map(|scenario| scenario.info());
    let has_largest = find(systems, &largest).is_ok();
    let first = proofs.find(|info| info.intent == Intent::Prove);
    let own =
        if has_largest { Some(largest) } else { first.map(|info| format!("{}/{}", info.system, info.label)) };
    std::iter::once("two_phase_commit/8".to_owned()).chain(own).collect()
}

/// The scenario that a workload's name stands for: `two_phase_commit/N`, or `SYSTEM/SCENARIO[@small]`
/// of one of `systems`.
///
/// # Errors
/// If there is none of that name, or if the engines would not search all of it.
pub fn find(systems: &[Box<dyn AnySystem>], name: &str) -> Result<Box<dyn AnyScenario>, Failure> {
    let yardstick = Registered::<TwoPhaseCommit>::boxed();
    let systems: Vec<&dyn AnySystem> =
        std::iter::once(&yardstick).chain(systems).map(|system| &**system).collect();
    let (system, label) = name.split_once('/').unwrap_or((name, ""));
    let names = || systems.iter().map(|system| system.info().name);
    let found = systems.iter().find(|one| one.info().name == system);
    let scenarios = found.ok_or_else(|| Failure::usage(unknown("system", system, "", names())))?.scenarios();
    let labels: Vec<String> = scenarios.iter().map(|scenario| scenario.info().label).collect();
    if label.is_empty() {
        let example = labels.first().map_or("", String::as_str);
        let sentence = format!("\"{name}\" names no scenario; one of this system is \"{system}/{example}\"");
        return Err(Failure::usage(sentence));
    }
    let scenario =
        scenarios.into_iter().find(|scenario| scenario.info().label == label).ok_or_else(|| {
            Failure::usage(unknown(
                "scenario",
                label,
                &format!(" in {system}"),
                labels.iter().map(String::as_str),
            ))
        })?;
    if scenario.info().intent != Intent::Prove {
        return Err(Failure::usage(format!(
            "{name} refutes a property, so each engine would stop somewhere else; a proof makes all of them \
             search everything"
        )));
    }
    Ok(scenario)
}
