//! Reductions: which of the states and transitions need not be searched, because others stand for them.

mod ample;

use counterfoil_model::footprint::Parts;
use counterfoil_properties::property::{Kind, Property, Specified};

use crate::engine::met::fingerprint::Fingerprinter;
pub(in crate::engine) use ample::{Classes, PartialOrder};

/// What is left out of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reduction {
    /// Nothing.
    #[default]
    None,
    /// Of states that differ only in which of several interchangeable parties is which, all but one.
    Symmetry,
    /// Of orders in which independent actions can be taken, those that another one stands for.
    PartialOrder,
    /// Both.
    All,
}

impl Reduction {
    /// The reduction as the command line and reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Symmetry => "symmetry",
            Self::PartialOrder => "por",
            Self::All => "all",
        }
    }

    /// Whether states are taken for one that differ by a permutation.
    pub fn by_symmetry(self) -> bool {
        matches!(self, Self::Symmetry | Self::All)
    }

    /// Whether orders of independent actions are left out. Counterexamples need not be the shortest then.
    pub fn by_partial_order(self) -> bool {
        matches!(self, Self::PartialOrder | Self::All)
    }

    /// Why the property cannot be asked about with this reduction of a search of `system`, if it cannot.
    ///
    /// A state stands for its orbit only where a property tells none of the orbit apart. Weak fairness is of
    /// single parties, and whether a party waits for ever cannot be told once parties may have changed places
    /// from one state to the next. An order that is left out ends in the same state as one that is not, but
    /// by other transitions.
    pub fn rules_out<S: Specified>(self, system: &S, property: &Property<S>) -> Option<&'static str> {
        if self.by_symmetry() && system.permutations() > 0 {
            if S::names_a_party(property) {
                return Some("names one of the parties that symmetry takes for one another");
            }
            if property.kind() == Kind::Eventually {
                return Some("is about fairness to each party, and symmetry lets parties change places");
            }
        }
        let is_of_states = matches!(property.kind(), Kind::Always | Kind::Sometimes);
        (self.by_partial_order() && !is_of_states)
            .then_some("is about transitions or paths, of which partial-order reduction leaves some out")
    }
}

/// How a search of one system is reduced.
pub(in crate::engine) struct Reducer {
    /// How many permutations of a state are taken for the state.
    permutations: usize,
    /// Which orders of actions are left out.
    pub(in crate::engine) partial_order: Option<PartialOrder>,
}

impl Reducer {
    /// The reduction of a search for these properties.
    pub(in crate::engine) fn new<S: Specified>(
        reduction: Reduction,
        system: &S,
        properties: &[&'static Property<S>],
    ) -> Self {
        let read = || properties.iter().map(|property| system.reads(property)).collect::<Parts>();
        Self {
            permutations: if reduction.by_symmetry() { system.permutations() } else { 0 },
            partial_order: reduction
                .by_partial_order()
                .then(|| PartialOrder::new(system.footprints(), read())),
        }
    }

    /// The fingerprint under which a state is visited: that of its orbit, which is the least one of its
    /// members.
    ///
    /// Why one member is enough: a permutation takes transitions to transitions, so what can be reached
    /// from one member can be reached, permuted, from each, in as many actions; and a property that
    /// names no party has the same value there, on states and on transitions alike. Which member is met
    /// first is what the search goes on from, so every trace is one of the system as it is.
    #[inline]
    pub(in crate::engine) fn fingerprint<S: Specified>(
        &self,
        fingerprints: &Fingerprinter,
        system: &S,
        state: &S::State,
    ) -> u64 {
        let own = fingerprints.of(state);
        if self.permutations == 0 {
            return own;
        }
        let members = (0..self.permutations).map(|permutation| system.permute(state, permutation));
        spread(members.map(|member| fingerprints.of(&member)).fold(own, u64::min))
    }
}

/// The least of several fingerprints is small, and the visited set wants numbers from everywhere: this takes
/// each nonzero number to another one, one to one.
fn spread(least: u64) -> u64 {
    let mut number = least;
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        number = (number ^ (number >> 33)).wrapping_mul(factor);
    }
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn small_numbers_are_spread_one_to_one() {
        let spread: BTreeSet<u64> = (1..=100_000).map(spread).collect();
        assert_eq!(spread.len(), 100_000);
        assert!(!spread.contains(&0));
        let upper_half = spread.range(1 << 63..).count();
        assert!((49_000..51_000).contains(&upper_half), "{upper_half}");
    }
}
