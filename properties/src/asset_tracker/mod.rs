//! What must hold of [`AssetTracker`], one file a theme.
//!
//! Document: "Contract-based and Full AssetTracker".

pub mod books;
mod calls;
pub mod sum;
pub mod isolation;
pub mod replay;
pub mod transient;
pub mod deposit_pausing;
pub mod migration;
pub mod settle_ability;
pub mod nothing_stuck;
pub mod liveness;
pub mod witnesses;
mod reads;

use std::sync::LazyLock;

use counterfoil_model::asset_tracker::{Action, AssetTracker, Scenario, State};
use counterfoil_model::footprint::Parts;

use crate::property::{Property, Specified};

static PROPERTIES: LazyLock<Vec<Property<AssetTracker>>> = LazyLock::new(|| {
    let themes = [
        sum::properties(),
        isolation::properties(),
        replay::properties(),
        transient::properties(),
        deposit_pausing::properties(),
        migration::properties(),
        settle_ability::properties(),
        nothing_stuck::properties(),
        liveness::properties(),
        witnesses::properties(),
    ];
    themes.into_iter().flatten().collect()
});

impl Specified for AssetTracker {
    fn properties() -> &'static [Property<Self>] {
        &PROPERTIES
    }

    fn reads(&self, property: &Property<Self>) -> Parts {
        reads::of(self, property)
    }
}

/// Room for what can be attempted in most states. To grow into it piece by piece would take longer than to
/// list the attempts.
const ATTEMPTS: usize = 64;

/// Speaks about every scenario.
fn everywhere(_: &Scenario) -> bool {
    true
}

/// Whether some action of `state` that `wanted` selects is accepted.
fn can(system: &AssetTracker, state: &State, wanted: impl Fn(&Action) -> bool) -> bool {
    use counterfoil_model::system::System;
    let mut actions = Vec::with_capacity(ATTEMPTS);
    system.actions(state, &mut actions);
    actions.iter().any(|action| wanted(action) && system.next_state(state, action).is_ok())
}
