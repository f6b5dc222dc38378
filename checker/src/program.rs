//! A program on a list of systems: the whole command line, under the program's own name.
//!
//! `counterfoil` is one of them. What it tells a reader to type, and what its exported tests name, is the program's own,
//! so that another protocol's program speaks of itself.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::catalogue::{AnyScenario, AnySystem, Setting};
use crate::cli::{self, Arguments, Color, Command, say};
use crate::exit::{Code, Failure};
use crate::identity::{self, Identity};
use crate::interrupt;
use crate::memory;
use crate::panics;
use crate::stdout;

/// A program and its systems.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// What it is called on a command line.
    pub name: &'static str,
    /// Lists its systems, in the order in which it shows them.
    pub systems: fn() -> Vec<Box<dyn AnySystem>>,
    /// The path of that function, for the tests that the program exports: `lock_and_mint::systems`.
    pub path: &'static str,
}

impl Program {
    /// Does what the command line says, and says how that ended: all that a `main` needs to do.
    pub fn main(self) -> ExitCode {
        panics::keep_quiet();
        identity::declare(Identity { name: self.name, systems: self.path });
        let systems = (self.systems)();
        let parsed = self.command(&systems).try_get_matches();
        let arguments = match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
            Ok(arguments) => arguments,
            Err(said) => return tell(&said),
        };
        if matches!(&arguments.command, Command::Check(options) if options.memory.is_some()) {
            memory::keep_to_one_arena();
        }
        let ended = panics::catch(|| {
            interrupt::survive_full_files()?;
            let can_be_interrupted = match &arguments.command {
                Command::Check(options) => options.can_be_interrupted(),
                Command::Mutate(_) => true,
                _ => false,
            };
            if can_be_interrupted {
                interrupt::listen()?;
            }
            cli::run(&arguments.command, &systems, arguments.color)
        });
        let code = match ended {
            Ok(Ok(code)) => code,
            Ok(Err(failure)) => say(arguments.color, &failure),
            Err(message) => {
                let sentence = format!("this is a bug in {}: {message}", self.name);
                say(arguments.color, &Failure::new(Code::Bug, sentence))
            }
        };
        code.into()
    }

    /// The command line, with its examples in the words of the program.
    fn command(&self, systems: &[Box<dyn AnySystem>]) -> clap::Command {
        let first = systems.first().map(|system| (system.info().name, system.scenarios()));
        let (system, scenarios) = first.unwrap_or(("SYSTEM", Vec::new()));
        let scenario = scenarios.first();
        let label = scenario.map_or_else(|| "SCENARIO".to_owned(), |scenario| scenario.info().label);
        let setting = scenario.and_then(|scenario| raised(&**scenario)).unwrap_or_default();
        let words = [
            ("{program}", self.name.to_owned()),
            ("{system}", system.to_owned()),
            ("{scenario}", format!("{system}/{label}")),
            ("{setting}", setting),
        ];
        filled(Arguments::command().name(self.name), &words)
    }
}

/// What clap says instead of arguments: help or the version, on stdout, or what is wrong with the request.
fn tell(said: &clap::Error) -> ExitCode {
    let told = if said.use_stderr() { Ok(()) } else { stdout::ensure_open() };
    match told.and_then(|()| stdout::written(said.print())) {
        // What cannot be said on stderr cannot be said at all; the exit code still is.
        Err(failure) if !said.use_stderr() => say(Color::Auto, &failure).into(),
        _ => ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(Code::Usage as u8)),
    }
}

/// An option that gives the scenario more room: its first number, one higher, if that may be.
fn raised(scenario: &dyn AnyScenario) -> Option<String> {
    let parameters = scenario.info().parameters;
    let numbers = parameters.as_object()?.iter().filter_map(|(key, value)| {
        let value = value.as_u64()?.checked_add(1)?;
        Some(Setting { key: key.clone(), value: value.into() })
    });
    let can_be = |setting: &Setting| scenario.set(setting).is_ok_and(|changed| changed.validate().is_ok());
    let setting = numbers.into_iter().find(can_be)?;
    Some(format!(" --set {}={}", setting.key, setting.value))
}

/// The command and its subcommands, with these words in their examples.
fn filled(command: clap::Command, words: &[(&str, String)]) -> clap::Command {
    let example = command
        .get_after_help()
        .map(|text| words.iter().fold(text.to_string(), |text, (word, meaning)| text.replace(word, meaning)));
    let subcommands: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    let command = subcommands
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |subcommand| filled(subcommand, words)));
    match example {
        Some(example) => command.after_help(example),
        None => command,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of each command and subcommand, with its name.
    fn examples(command: &clap::Command) -> Vec<(String, String)> {
        let own = command.get_after_help().map(|text| (command.get_name().to_owned(), text.to_string()));
        own.into_iter().chain(command.get_subcommands().flat_map(examples)).collect()
    }

    #[test]
    fn every_command_has_an_example_in_the_words_of_the_program() {
        let program = Program { name: "vault", systems: Vec::new, path: "vault::systems" };
        let command = program.command(&[]);
        let examples = examples(&command);
        let with_example: Vec<&str> = examples.iter().map(|(name, _)| name.as_str()).collect();
        let expected = [
            "vault", "check", "mutate", "list", "explain", "show", "replay", "minimize", "diff", "export",
            "bench",
        ];
        assert_eq!(with_example, expected);
        for (name, example) in &examples {
            assert!(example.starts_with("Example: vault "), "{name}: {example}");
            assert!(!example.contains(['{', '}']), "{name}: {example}");
        }
    }
}
