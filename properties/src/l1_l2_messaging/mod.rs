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

use std::sync::LazyLock;

use counterfoil_model::l1_l2_messaging::{Action, Guard, L1L2Messaging, Scenario, State};
use counterfoil_model::system::System;

use crate::property::{Predicate, Property, Specified};

static PROPERTIES: LazyLock<Vec<Property<L1L2Messaging>>> = LazyLock::new(|| {
    let themes = [
        operations::properties(),
        kernel::properties(),
        upgrades::properties(),
        batches::properties(),
        refunds::properties(),
        messages::properties(),
        liveness::properties(),
        witnesses::properties(),
    ];
    themes.into_iter().flatten().collect()
});

impl Specified for L1L2Messaging {
    fn properties() -> &'static [Property<Self>] {
        &PROPERTIES
    }
}

/// Which scenarios a property speaks about.
type Applies = fn(&Scenario) -> bool;
type Text = &'static str;

/// Makes the properties of a theme: from name, statement, section, the guards that it rests on, the scenarios that it
/// speaks about, and predicate.
fn of_theme(
    theme: Text,
) -> impl Fn(Text, Text, Text, &'static [Guard], Applies, Predicate<L1L2Messaging>) -> Property<L1L2Messaging>
{
    move |name, statement, spec, rests_on, applies, predicate| Property {
        name,
        statement,
        spec,
        theme,
        rests_on,
        applies,
        predicate,
        sides: None,
    }
}

/// Speaks about every scenario.
fn everywhere(_: &Scenario) -> bool {
    true
}

/// Speaks about scenarios in which users on L1 request operations.
fn has_operations(scenario: &Scenario) -> bool {
    scenario.parameters.operations > 0
}

/// Speaks about scenarios in which governance upgrades.
fn has_upgrades(scenario: &Scenario) -> bool {
    scenario.parameters.upgrades > 0
}

/// The state after the first action of `state` that `wanted` selects and that is accepted.
fn after(system: &L1L2Messaging, state: &State, wanted: impl Fn(&Action) -> bool) -> Option<State> {
    let mut actions = Vec::new();
    system.actions(state, &mut actions);
    let mut wanted = actions.iter().filter(|action| wanted(action));
    wanted.find_map(|action| system.next_state(state, action).ok())
}
