//! The `counterfoil` command.

use std::process::ExitCode;

use counterfoil::registry;

fn main() -> ExitCode {
    registry::PROGRAM.main()
}
