//! The program: everything that `counterfoil` can do, with the systems of this crate.

use std::process::ExitCode;

use counterfoil::program::Program;

fn main() -> ExitCode {
    Program { name: "lock_and_mint", systems: lock_and_mint::systems, path: "lock_and_mint::systems" }.main()
}
