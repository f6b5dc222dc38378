//! What a report says of properties that its engine was not asked about.

use super::RunReport;
use crate::verdict::Status;

/// A sentence for each reason: which properties it keeps from being asked about.
pub(super) fn sentences(report: &RunReport) -> impl Iterator<Item = String> {
    let mut reasons: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for property in &report.properties {
        let Status::NotAsked(reason) = property.status else { continue };
        let reason = reason.reason();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(property.name),
            None => reasons.push((reason, vec![property.name])),
        }
    }
    reasons.into_iter().map(|(reason, names)| {
        let were = if names.len() == 1 { "was" } else { "were" };
        format!(" {} {were} not asked about, since {reason}.", names.join(", "))
    })
}
