//! What must hold of [`MultiL1Token`], one file a theme.
//!
//! Document: "Fungible tokens for Multi-L1 Interoperability".

pub mod allowances;
mod amounts;
pub mod authenticity;
pub mod balances;
pub mod blocklists;
mod calls;
pub mod locks;
mod reads;
pub mod registration;
pub mod requests;
pub mod settlement;
pub mod supply;
pub mod witnesses;

use std::sync::LazyLock;

use counterfoil_model::multi_l1_token::{MultiL1Token, Scenario};

use crate::property::{Specified, theme};

/// A property of this system.
type Property = crate::property::Property<MultiL1Token>;

static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let themes = [
        theme("balances", balances::properties()),
        theme("supply", supply::properties()),
        theme("locks", locks::properties()),
        theme("settlement", settlement::properties()),
        theme("requests", requests::properties()),
        theme("blocklists", blocklists::properties()),
        theme("authenticity", authenticity::properties()),
        theme("registration", registration::properties()),
        theme("allowances", allowances::properties()),
        theme("witnesses", witnesses::properties()),
    ];
    themes.into_iter().flatten().collect()
});

impl Specified for MultiL1Token {
    fn properties() -> &'static [Property] {
        &PROPERTIES
    }
}

/// Speaks about scenarios in which no App L1 is compromised: what it says of itself is not the truth then.
fn is_sound(scenario: &Scenario) -> bool {
    !scenario.parameters.budgets.has_compromised()
}

/// Speaks about scenarios in which somebody locks.
fn has_locks(scenario: &Scenario) -> bool {
    scenario.parameters.budgets.locks > 0
}
