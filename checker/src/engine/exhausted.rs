//! The evidence without which nothing is called proved.

use stateright::{Checker, Model};

use crate::engine::store::frontier::Frontier;

/// Nothing was left to search, and nothing had been left out.
///
/// Only this file can make one, from a search that shows it. A verdict of `proved`, and a property
/// that `holds`, are made from one; so no bound, no panic and no lack of time can pass for a proof.
///
/// ```compile_fail,E0423
/// let proved = counterfoil::verdict::Outcome::Proved(counterfoil::engine::Exhausted(()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted(());

/// What a depth-first search has left.
pub(in crate::engine) struct Rest {
    /// The states that are still to be searched to their end.
    pub(in crate::engine) waiting: u64,
    /// The states behind which a bound let it not search.
    pub(in crate::engine) cut_off: u64,
}

/// What is missing to call a set of states everything that can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixpoint {
    /// Initial states that are not in the set.
    pub(crate) lacks_starts: bool,
    /// How many classes lead out of it, or were not asked about some situation in it.
    pub(crate) open: usize,
    /// How many rules and properties panicked.
    pub(crate) panics: usize,
}

impl Exhausted {
    /// From the frontier behind the last level: empty, with every earlier state expanded to its end.
    pub(in crate::engine) fn from_frontier(frontier: &Frontier) -> Option<Self> {
        (frontier.len() == 0 && frontier.abandoned == 0).then_some(Self(()))
    }

    /// From a depth-first search that has come back from its last initial state.
    pub(in crate::engine) fn from_rest(rest: &Rest) -> Option<Self> {
        (rest.waiting == 0 && rest.cut_off == 0).then_some(Self(()))
    }

    /// From a set of states out of which nothing leads, with every class asked about all of it.
    pub(crate) fn from_fixpoint(fixpoint: &Fixpoint) -> Option<Self> {
        (*fixpoint == Fixpoint { lacks_starts: false, open: 0, panics: 0 }).then_some(Self(()))
    }

    /// From a stateright checker that ended without a discovery.
    ///
    /// Its `is_done` is also true after a bound or a timeout cut the search, so our checkers are never
    /// given one; a panic of a worker is met when it is joined, which comes before this.
    pub(in crate::engine) fn from_checker<M>(checker: &impl Checker<M>) -> Option<Self>
    where
        M: Model,
        M::State: Clone + PartialEq,
        M::Action: Clone + PartialEq,
    {
        (checker.is_done() && checker.discoveries().is_empty()).then_some(Self(()))
    }
}
