//! What must hold of [`L1L2Messaging`], one file a theme.
//!
//! Document: "L1 <-> L2 Communication".

mod runs;
pub mod operations;
pub mod kernel;
pub mod upgrades;
pub mod batches;
pub mod refunds;
pub mod messages;
pub mod liveness;
pub mod witnesses;

use std::ops::Range;
use std::sync::LazyLock;

use counterfoil_model::l1_l2_messaging::{Action, L1L2Messaging, Scenario, State};
use counterfoil_model::system::Protocol;

use crate::property::{Specified, theme};

/// A property of this system.
type Property = crate::property::Property<L1L2Messaging>;

static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let themes = [
        theme("operations", operations::properties()),
        theme("kernel", kernel::properties()),
        theme("upgrades", upgrades::properties()),
        theme("batches", batches::properties()),
        theme("refunds", refunds::properties()),
        theme("messages", messages::properties()),
        theme("liveness", liveness::properties()),
        theme("witnesses", witnesses::properties()),
    ];
    themes.into_iter().flatten().collect()
});

impl Specified for L1L2Messaging {
    fn properties() -> &'static [Property] {
        &PROPERTIES
    }
}

/// Speaks about scenarios in which users on L1 request operations.
fn has_operations(scenario: &Scenario) -> bool {
    scenario.parameters.operations > 0
}

/// Speaks about scenarios in which governance upgrades.
fn has_upgrades(scenario: &Scenario) -> bool {
    scenario.parameters.upgrades > 0
}

/// The positions of committed batches that there can be.
fn positions(system: &L1L2Messaging) -> Range<usize> {
    0..usize::from(system.parameters.batches_in_flight)
}

/// The state after the first action of `state` that `wanted` selects and that is accepted.
fn after(system: &L1L2Messaging, state: &State, wanted: impl Fn(&Action) -> bool) -> Option<State> {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    let mut wanted = actions.iter().filter(|action| wanted(action));
    wanted.find_map(|action| system.next_state(state, action).ok())
}
