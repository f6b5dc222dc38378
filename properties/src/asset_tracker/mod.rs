//! What must hold of [`AssetTracker`], one file a theme.
//!
//! Document: "Contract-based and Full AssetTracker".

pub mod books;
mod calls;
mod parties;
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

use std::sync::LazyLock;

use counterfoil_model::asset_tracker::{Action, AssetTracker, State};

use crate::property::{Specified, theme};

/// A property of this system.
type Property = crate::property::Property<AssetTracker>;

static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let themes = [
        theme("sum", sum::properties()),
        theme("isolation", isolation::properties()),
        theme("replay", replay::properties()),
        theme("transient", transient::properties()),
        theme("deposit_pausing", deposit_pausing::properties()),
        theme("migration", migration::properties()),
        theme("settle_ability", settle_ability::properties()),
        theme("nothing_stuck", nothing_stuck::properties()),
        theme("liveness", liveness::properties()),
        theme("witnesses", witnesses::properties()),
    ];
    themes.into_iter().flatten().collect()
});

impl Specified for AssetTracker {
    fn properties() -> &'static [Property] {
        &PROPERTIES
    }
}

/// Room for what can be attempted in most states. To grow into it piece by piece would take longer than to
/// list the attempts.
const ATTEMPTS: usize = 64;

/// Whether some action of `state` that `wanted` selects is accepted.
fn can(system: &AssetTracker, state: &State, wanted: impl Fn(&Action) -> bool) -> bool {
    use counterfoil_model::system::System;
    let mut actions = Vec::with_capacity(ATTEMPTS);
    system.actions(state, &mut actions);
    actions.iter().any(|action| wanted(action) && system.next_state(state, action).is_ok())
}
