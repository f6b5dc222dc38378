//! The `counterfoil` command.

use std::process::ExitCode;

use clap::Parser;
use counterfoil::cli::{Arguments, Command, bench, check, explain, list, mutate, say, trace};
use counterfoil::exit::{Code, Failure};
use counterfoil::{interrupt, panics, registry};

fn main() -> ExitCode {
    panics::keep_quiet();
    let arguments = Arguments::parse();
    let systems = registry::systems();
    let ended = panics::catch(|| match &arguments.command {
        Command::Check(options) => {
            if options.can_be_interrupted() {
                interrupt::listen()?;
            }
            check::run(options, &systems, arguments.color)
        }
        Command::Mutate(options) => {
            interrupt::listen()?;
            mutate::run(options, &systems, arguments.color)
        }
        Command::List(options) => list::run(options, &systems, arguments.color),
        Command::Explain(options) => explain::run(options, &systems, arguments.color),
        Command::Trace(options) => trace::run(options, &systems, arguments.color),
        Command::Bench(options) => bench::run(options, &systems, arguments.color),
    });
    let code = match ended {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => say(arguments.color, &failure),
        Err(message) => {
            let sentence = format!("this is a bug in counterfoil: {message}");
            say(arguments.color, &Failure::new(Code::Bug, sentence))
        }
    };
    code.into()
}
