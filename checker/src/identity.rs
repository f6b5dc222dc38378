//! What the running program is called, for whatever tells a reader what to type or names it in a file.

use std::sync::OnceLock;

/// A program's name, and the path of the function that lists its systems.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identity {
    pub(crate) name: &'static str,
    pub(crate) systems: &'static str,
}

/// `counterfoil`, and every process that does not say who it is, such as a test of its commands.
const COUNTERFOIL: Identity = Identity { name: "counterfoil", systems: "counterfoil::registry::systems" };

/// Said once, when a program starts: like the name under which it was called, it is a fact of the process.
static RUNNING: OnceLock<Identity> = OnceLock::new();

/// From now on this is what the process is called; what was said first stays.
pub(crate) fn declare(identity: Identity) {
    RUNNING.get_or_init(|| identity);
}

/// What this program is called.
pub(crate) fn name() -> &'static str {
    RUNNING.get().unwrap_or(&COUNTERFOIL).name
}

/// The path of the function that lists the systems of this program.
pub(crate) fn systems() -> &'static str {
    RUNNING.get().unwrap_or(&COUNTERFOIL).systems
}
