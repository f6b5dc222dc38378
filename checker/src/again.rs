//! The command that asks the same again.

use crate::engine::search::simulation::Simulated;
use crate::identity;
use crate::report::RunReport;
use crate::report::story::Subject;

/// Adds to a report what a simulation did, and with each find the command that finds it again.
///
/// `label` is the scenario's, and `options` are those that belong to the question.
pub(crate) fn tell(report: &mut RunReport, label: &str, options: &[String], simulated: Simulated) {
    let command = |seed| command(label, options, &simulated, seed);
    for (property, seed) in report.properties.iter_mut().zip(&simulated.found_by) {
        property.again = seed.map(command);
    }
    for story in &mut report.stories {
        let of_property = |name| report.properties.iter().find(|property| property.name == name);
        story.again = match &story.subject {
            Subject::Violation(name, ..) => of_property(*name).and_then(|property| property.again.clone()),
            Subject::Deadlock => simulated.deadlocked_by.map(command),
            Subject::Panic(_) => simulated.panicked_by.map(command),
        };
    }
    report.simulated = Some(simulated);
}

/// The command that makes the one run of a simulation that `seed` begins with.
fn command(label: &str, options: &[String], simulated: &Simulated, seed: u64) -> String {
    let mut words = vec![identity::name(), "check", label].into_iter().map(str::to_owned).collect::<Vec<_>>();
    words.extend(options.iter().map(|word| quoted(word)));
    let length = simulated.length;
    // A limit of one step ends the simulation behind its first run.
    words.push(format!("--strategy simulate --seed {seed} --max-depth {length} --max-states 1"));
    words.join(" ")
}

/// The word as a shell reads it back.
fn quoted(word: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-+=:,./@%".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_given_to_a_shell() {
        let simulated = Simulated {
            seed: 1,
            runs: 9,
            length: 50,
            found_by: Vec::new(),
            panicked_by: None,
            deadlocked_by: None,
        };
        let options =
            ["--set".to_owned(), "amounts=[1,2]".to_owned(), "--without".to_owned(), "a_guard".to_owned()];
        let command = command("system/scenario@small", &options, &simulated, 7);
        let expected = "counterfoil check system/scenario@small --set 'amounts=[1,2]' --without a_guard \
                        --strategy simulate --seed 7 --max-depth 50 --max-states 1";
        assert_eq!(command, expected);
        assert_eq!(quoted("it's"), "'it'\\''s'");
        assert_eq!(quoted(""), "''");
    }
}
