//! How a system is shown: who moves, where, and which values a state has.

use std::fmt::Display;

use crate::action::ActionTable;

use super::Protocol;

/// What readers see of a system.
pub trait Presentation: Protocol {
    /// Who makes the move, as shown to a reader: "user", "admin of A", "relayer", "Gateway".
    fn party(&self, action: &Self::Action) -> String {
        action.party()
    }

    /// The lanes of a diagram from left to right: first who stands outside, then the layers and the chains.
    ///
    /// None, unless a system says more: then each party has a lane.
    fn lanes(&self) -> Vec<String> {
        Vec::new()
    }

    /// The position in [`Presentation::lanes`] of a lane that the table of actions names.
    fn lane(&self, _lane: &<Self::Action as ActionTable>::Lane) -> usize {
        0
    }

    /// From which of [`Presentation::lanes`] to which a move goes.
    fn way(&self, action: &Self::Action) -> Way {
        let lanes = action.way().map(|(from, to)| (self.lane(&from), self.lane(&to)));
        lanes.map_or(Way { from: 0, to: 0 }, |(from, to)| Way { from, to })
    }

    /// The named values of a state, in a fixed order that does not depend on the state.
    fn books(&self, state: &Self::State) -> Vec<Book>;
}

/// Where a move comes from and where it takes place, as positions in [`Presentation::lanes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Who makes it.
    pub from: usize,
    /// Whose contracts it calls; the lane that it comes from, if it is a matter of that one alone.
    pub to: usize,
}

/// One named value of a state, as a reader knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Where it stands: `L1 chainBalance[A]`.
    pub name: String,
    /// What stands there.
    pub value: BookValue,
}

impl Book {
    /// A book that holds an amount.
    pub fn amount(name: impl Into<String>, amount: impl Into<i64>) -> Self {
        Self { name: name.into(), value: BookValue::Amount(amount.into()) }
    }

    /// A book that holds anything else.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), value: BookValue::Text(text.into()) }
    }
}

/// The value of a [`Book`]: an amount (differences of which make sense) or anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookValue {
    /// A number of units; signed, since some books hold a difference.
    Amount(i64),
    /// A flag, a number of another kind, a queue: shown as it is.
    Text(String),
}

impl Display for BookValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Amount(amount) => write!(f, "{amount}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}
