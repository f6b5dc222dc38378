//! What is said of a scenario that is there to refute properties.

use super::RunReport;
use crate::verdict::Status;

impl RunReport {
    /// The properties that the scenario is there to refute.
    pub fn refuted(&self) -> impl Iterator<Item = &str> {
        self.intent.strip_prefix("refute:").into_iter().flat_map(|names| names.split('+'))
    }
}

/// That all of them are violated.
pub(super) fn succeeded(report: &RunReport) -> String {
    let names: Vec<&str> = report.refuted().collect();
    let are = if names.len() == 1 { "is" } else { "are" };
    format!("{} {are} violated, as this scenario is there to show.", listed(&names))
}

/// That some of them hold.
pub(super) fn failed(report: &RunReport) -> String {
    let holds = |name: &&str| {
        let mut properties = report.properties.iter();
        properties.any(|one| one.name == *name && matches!(one.status, Status::Holds(_)))
    };
    let names: Vec<&str> = report.refuted().filter(holds).collect();
    let (hold, them) = if names.len() == 1 { ("holds", "it") } else { ("hold", "them") };
    format!(
        "{} {hold} in every state within these bounds, though this scenario is there to refute {them}.",
        listed(&names)
    )
}

/// Names as a sentence lists them.
fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["one"]), "one");
        assert_eq!(listed(&["one", "other"]), "one and other");
        assert_eq!(listed(&["one", "two", "three"]), "one, two and three");
    }
}
