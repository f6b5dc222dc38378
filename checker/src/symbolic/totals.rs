//! How many states and transitions there are, counted in the diagrams.

use counterfoil_model::guard::GuardTable;
use counterfoil_model::system::System;

use super::diagrams::{Counts, Set};
use super::space::Space;
use crate::engine::Cut;

/// What was counted of some states, each with all that is attempted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Totals {
    /// Successful transitions, by the index of the kind of action.
    pub(super) fired: Vec<u128>,
    /// Refused attempts, by the index of the guard.
    pub(super) refused: Vec<u128>,
    /// States from which nothing leads on.
    pub(super) terminal: u128,
}

impl Totals {
    /// Those of the states of `set`, as far as the groups know what is done in them.
    pub(super) fn of<S: System>(space: &mut Space<'_, S>, set: Set) -> Result<Self, Cut> {
        let mut totals =
            Self { fired: vec![0; S::ACTIONS.len()], refused: vec![0; S::Guard::ALL.len()], terminal: 0 };
        let mut counts = Counts::default();
        for group in &space.groups {
            for (tally, situations) in &group.tallies {
                if tally.fired.is_empty() && tally.refused.is_empty() {
                    continue;
                }
                let states = counts.of_those(&space.diagrams, set, (*situations, group.view.plan))?;
                add(&mut totals.fired, &tally.fired, states)?;
                add(&mut totals.refused, &tally.refused, states)?;
            }
        }
        let terminal = space.terminal(set)?;
        totals.terminal = counts.of(&space.diagrams, terminal)?;
        Ok(totals)
    }

    /// How many transitions there are.
    pub(super) fn transitions(&self) -> u128 {
        self.fired.iter().sum()
    }
}

/// Adds what happens so often in each of so many states.
fn add(sums: &mut [u128], often: &std::collections::BTreeMap<usize, u64>, states: u128) -> Result<(), Cut> {
    for (index, times) in often {
        let more = states.checked_mul(u128::from(*times)).ok_or(Cut::Numbers)?;
        sums[*index] = sums[*index].checked_add(more).ok_or(Cut::Numbers)?;
    }
    Ok(())
}
